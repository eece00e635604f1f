"""Workers are started, joined and ended plainly; tables in blocks, and steps on them, are right."""

import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import dask
import numpy as np
import psutil
import pytest

from helpers import machines
from helpers.logistic import train, zero_loops
from tests.environment import ROOT


@pytest.fixture
def client():
    yield machines.start(workers=2, memory="300MB")
    machines.stop()


def by_blocks(w, b, X, Y):
    """Each block one task; J, dw and db by the blocks' shares."""
    pairs = zip(X.to_delayed().ravel(), Y.to_delayed().ravel(), strict=True)
    parts = machines.compute(*(dask.delayed(zero_loops)(w, b, *pair) for pair in pairs))
    shares = [width / X.shape[1] for width in X.chunks[1]]
    return [sum(s * p[k] for s, p in zip(shares, parts, strict=True)) for k in range(3)]


# Tables


def test_a_table_is_the_same_each_time_and_another_with_another_seed():
    X, Y = dask.compute(*machines.table(3, 10, block=4), scheduler="synchronous")
    again, other = (
        dask.compute(*machines.table(3, 10, 4, seed), scheduler="synchronous") for seed in (1, 2)
    )
    assert X.shape == (3, 10) and Y.shape == (1, 10) and set(np.unique(Y)) <= {0.0, 1.0}
    assert (X == again[0]).all() and (Y == again[1]).all() and (X != other[0]).all()
    assert len(np.unique(X)) == X.size  # no block repeats another


def test_a_table_is_cut_as_asked_and_is_not_made_before():
    X, Y = machines.table(100, 10**9, block=3 * 10**8)
    assert X.chunks == ((100,), (3 * 10**8,) * 3 + (10**8,)) and Y.chunks == ((1,), X.chunks[1])


@pytest.mark.parametrize("given", [(1, 10, 2), (2, 0, 2), (2, 10, 0), (2, 10, 2.5)])
def test_sizes_that_no_table_has_are_refused(given):
    with pytest.raises((ValueError, TypeError), match="it needs a whole number"):
        machines.table(*given)


# Workers


def test_two_workers_give_what_numpy_gives_and_a_worker_that_dies_changes_nothing(client):
    X, Y = machines.keep(*machines.table(20, 1000, block=300))
    whole = dask.compute(X, Y)
    w, b, costs = train(*whole, zero_loops, alpha=1.0, iterations=12)
    steps = iter(range(12))

    def one_dies(*given):
        if next(steps) == 5:
            os.kill(min(client.run(os.getpid).values()), signal.SIGTERM)
        return by_blocks(*given)

    found = train(X, Y, one_dies, alpha=1.0, iterations=12)
    assert np.abs(found[0] - w).max() < 1e-12 and abs(found[1] - b) < 1e-12
    assert np.allclose(found[2], costs, rtol=0, atol=1e-12)


def test_the_seven_lines_on_dask_arrays_give_the_same(client):
    X, Y = machines.table(5, 100, block=30)
    w = np.full((5, 1), 0.1)
    J, dw, db = machines.compute(*zero_loops(w, 0.2, X, Y))
    J_whole, dw_whole, db_whole = zero_loops(w, 0.2, *dask.compute(X, Y))
    assert np.abs(dw - dw_whole).max() < 1e-12
    assert abs(J - J_whole) < 1e-12 and abs(db - db_whole) < 1e-12


def test_a_new_start_ends_the_workers_before_and_stop_ends_all(client):
    before = client.run(os.getpid).values()
    after = machines.start(workers=1, memory="300MB").run(os.getpid).values()
    assert len(after) == 1 and client.status == "closed"
    machines.stop()
    machines.stop()  # once more does no harm
    assert ended(*before, *after)


def ended(*pids, seconds=10):
    """Have all these processes ended, at least after so many seconds?"""
    end = time.monotonic() + seconds
    while left := [pid for pid in pids if is_running(pid)]:
        if time.monotonic() > end:
            return not left
        time.sleep(0.1)
    return True


def is_running(pid):
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


@pytest.mark.parametrize("end", ["pass", "os.kill(os.getpid(), signal.SIGTERM)"])
def test_no_worker_stays_when_python_ends(end, tmp_path):
    program = tmp_path / "program.py"  # a file, so that its workers can start
    program.write_text(
        "import os, signal\nfrom helpers import machines\n"
        "if __name__ == '__main__':\n"
        "    client = machines.start(workers=1, memory='300MB')\n"
        f"    print(*client.run(os.getpid).values(), flush=True)\n    {end}\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, program], env=environment, capture_output=True, text=True
    )
    assert ended(*map(int, done.stdout.split())) and done.stdout


# What goes wrong


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"workers": 0}, "workers is 0, it needs a whole number, 1 or more"),
        ({"memory": "50MB"}, "memory is 50MB, a worker needs 200MB or more"),
    ],
)
def test_too_few_workers_and_too_little_memory_are_refused(given, words):
    with pytest.raises(ValueError, match=words):
        machines.start(**given)


def test_a_port_in_use_and_an_address_without_a_cluster_are_said():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} is in use: leave it out"):
            machines.start(port=port)
    with pytest.raises(ConnectionError, match=f"no cluster answers at tcp://127.0.0.1:{port}:"):
        machines.join(f"tcp://127.0.0.1:{port}", seconds=1)


def test_without_workers_nothing_is_computed_here_in_silence():
    machines.stop()
    X, Y = machines.table(2, 4, 2)
    for use in machines.keep, machines.compute:
        with pytest.raises(
            RuntimeError, match=r"^there are no workers: run the cell with machines\.start\(\)"
        ):
            use(X, Y)


@pytest.mark.parametrize("address", [None, "", "nonsense", "tcp://127.0.0.1", 5])
def test_an_address_of_another_kind_is_refused_before_anything_is_started(address):
    with pytest.raises(ValueError, match="^address is .*, it needs one such as"):
        machines.join(address)


@pytest.mark.parametrize(
    "given", [{"memory": None}, {"memory": "lots"}, {"port": -1}, {"port": "8786"}]
)
def test_a_size_and_a_port_of_another_kind_are_refused(given):
    with pytest.raises((ValueError, TypeError), match=f"^{next(iter(given))} is .*, it needs a"):
        machines.start(**given)


def test_a_worker_without_helpers_is_named_and_nothing_waits(client, monkeypatch):
    monkeypatch.setattr(machines, "HAS_HELPERS", "False")
    with pytest.raises(ModuleNotFoundError, match="^the scheduler or a worker has no helpers"):
        machines.join(client.scheduler.address)


def test_what_was_kept_by_workers_that_ended_is_named(client):
    kept = machines.keep(*machines.table(3, 10, block=5))
    machines.start(workers=1, memory="300MB")
    with pytest.raises(RuntimeError, match=r"ended with its workers: run the cell with keep\(\)"):
        machines.compute(*kept)


def test_others_workers_are_joined_and_left_as_they_are(client):
    machines._open.clear()  # as if another program had started them
    joined = machines.join(client.scheduler.address)
    assert len(joined.nthreads()) == 2
    machines.stop()
    assert joined.status == "closed" and len(client.nthreads()) == 2
    client.cluster.close()
    client.close()


def test_a_result_larger_than_a_workers_memory_is_said(client):
    with pytest.raises(MemoryError, match="larger than the memory of a worker: make the blocks"):
        machines.compute(machines.table(100, 400_000, block=20_000)[0])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal for a part of a program")
def test_a_training_that_is_stopped_returns_what_it_has_and_the_workers_go_on(client, caplog):
    X, Y = machines.table(100, 100_000, block=5_000)
    steps = iter(range(9))

    def stopped(*given):
        if next(steps) == 3:
            threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
            while True:  # until it is stopped
                by_blocks(*given)
        return by_blocks(*given)

    assert len(train(X, Y, stopped, alpha=1.0, iterations=9)[2]) == 3
    assert len(by_blocks(np.zeros((100, 1)), 0.0, X, Y)) == 3
    gc.collect()  # when forgotten errors are told
    assert "never retrieved" not in caplog.text


@dask.delayed
def lacks_a_module():
    import no_such_module  # noqa: F401


def test_a_worker_that_lacks_a_module_says_which(client):
    with pytest.raises(ModuleNotFoundError, match="a worker has no module no_such_module: install"):
        machines.compute(lacks_a_module())


def test_workers_that_die_of_a_task_are_said_to_need_more_memory(client, monkeypatch):
    def dies(*_):
        raise machines.KilledWorker("a task", None, 3)

    monkeypatch.setattr(machines.dask, "compute", dies)
    with pytest.raises(MemoryError, match="make the blocks smaller"):
        machines.compute()


def test_the_stored_measurement_is_drawn_with_its_numbers():
    alt = machines.measured_on_gpu().alt
    assert "30 by 569, float32: 0.0001" in alt and "1,000 by 100,000, float64: 0.83" in alt
