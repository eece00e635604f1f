"""Several workers instead of one program: start them, give them a table, end them, all plainly."""

import atexit
import contextlib
import csv
import logging
import os
import pathlib
import re
import socket

import numpy as np

from helpers.pictures.blocks import plan  # noqa: F401  as a lesson calls it
from helpers.pictures.scaling import gpu_steps, scaling  # noqa: F401
from helpers.shapes.arguments import whole_argument

try:
    import dask
    import dask.array as da
    from dask.utils import parse_bytes
    from distributed import Client, KilledWorker, LocalCluster, get_client, wait
    from distributed.client import FutureCancelledError
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        f"{missing.name} is not installed: start with the README's first command"
    ) from None

# asked in words that need no helpers to be understood: a task that names it would wait for ever
HAS_HELPERS = "__import__('importlib.util').util.find_spec('helpers') is not None"
LEAST = "200MB"  # a worker takes about half of it before it has done anything
_open = []  # what stop() has to close


def _is_news(record):
    """Not what distributed leaves behind of a computation that was interrupted."""
    return not (record.exc_info and "AllExit" in str(record.exc_info[0]))


logging.getLogger("asyncio").addFilter(_is_news)


def start(workers=2, memory="250MB", port=0):
    """A Client of so many worker processes on this machine, each with so much memory at most.

    Those of an earlier start are ended first, these when Python ends. Each worker has one thread.
    Raises ValueError for too few workers or too little memory, OSError for a port that is in use.
    """
    whole_argument("workers", workers, 1)
    whole_argument("port", port, 0, 65_535)
    if not re.fullmatch(r"[\d.]+ ?[kMGT]i?B", str(memory)):
        raise ValueError(f'memory is {memory!r}, it needs a size such as "300MB"')
    if parse_bytes(memory) < parse_bytes(LEAST):
        raise ValueError(f"memory is {memory}, a worker needs {LEAST} or more to begin with")
    if port and _answers(port):
        raise OSError(f"port {port} is in use: leave it out, then a free one is taken")
    stop()
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=memory,
        scheduler_port=port,
        dashboard_address=":0",  # any free port: two programs do not ask for one
        silence_logs=logging.CRITICAL,
        # on a hub neighbours share the machine, and whoever reaches workers runs what they like
        security="JUPYTERHUB_USER" in os.environ or None,
    )
    _open[:] = Client(cluster), cluster
    return _open[0]


def join(address, seconds=5):
    """A Client of workers that somebody else has started, such as "tcp://10.0.0.7:8786".

    Raises ValueError for another kind of address, ConnectionError where nobody answers within so
    many seconds or no worker is there, ModuleNotFoundError where helpers is not installed there.
    """
    if not re.fullmatch(r"tcp://[^/:]+:\d+", str(address)):
        raise ValueError(f'address is {address!r}, it needs one such as "tcp://10.0.0.7:8786"')
    with _quiet():
        try:
            client = Client(address, timeout=seconds)
        except (OSError, TimeoutError):
            raise ConnectionError(
                f"no cluster answers at {address}: is `dask scheduler` running there?"
            ) from None
    there = client.run(eval, HAS_HELPERS)
    if not there:
        client.close()
        raise ConnectionError(f"no worker is at {address} yet: start `dask worker {address}`")
    if not (all(there.values()) and client.run_on_scheduler(eval, HAS_HELPERS)):
        client.close()
        raise ModuleNotFoundError(
            "the scheduler or a worker has no helpers: install the course there"
        )
    stop()
    _open[:] = [client]
    return client


def stop():
    """End the workers of start(), or leave those of join(); nothing where there are none."""
    with _quiet():
        for each in _open:
            with contextlib.suppress(Exception):  # it may have ended already
                each.close()
    _open.clear()


atexit.register(stop)


def table(n, m, block, seed=1):
    """X (n, m) and Y (1, m) as dask arrays, made on the workers from a seed, block by block.

    A block holds so many examples, the last one what is left; other blocks, other numbers. The
    labels ask whether feature 0 is above feature 1, with some noise.
    """
    for name, value, least in (("n", n, 2), ("m", m, 1), ("block", block, 1), ("seed", seed, 0)):
        whole_argument(name, value, least)
    widths = da.core.normalize_chunks(block, (m,))
    X = da.map_blocks(_features, seed, chunks=((n,), *widths), dtype=float, meta=np.zeros((0, 0)))
    return X, da.map_blocks(_labels, X, seed, chunks=((1,), *widths), dtype=float)


def _features(seed, block_info):
    place = block_info[None]
    rng = np.random.default_rng([seed, *place["chunk-location"]])
    return rng.random(place["chunk-shape"]) - 0.5


def _labels(X, seed, block_info):
    rng = np.random.default_rng([seed + 1, *block_info[None]["chunk-location"]])
    return (X[:1] - X[1:2] + rng.random((1, X.shape[1])) > 0.5) * 1.0


def keep(*arrays):
    """The arrays computed once and kept where they are, in the workers' memory."""
    _ask_for_workers()
    kept = dask.persist(*arrays)
    wait(kept)
    return kept


def compute(*plans):
    """What dask.compute gives, a tuple; the errors of workers in plain words.

    Raises MemoryError for a task or result too large for them, ModuleNotFoundError for a module
    that they lack, RuntimeError where there are no workers, or no more those that kept something.
    """
    _ask_for_workers()
    try:
        return dask.compute(*plans)
    except MemoryError:
        raise MemoryError(
            "a task or its result is larger than the memory of a worker: make the blocks smaller, "
            "or ask for a sum or a part"
        ) from None
    except KilledWorker:
        raise MemoryError(
            "workers died of the same task, one after the other: it needs more memory than "
            "they have; make the blocks smaller"
        ) from None
    except FutureCancelledError:
        raise RuntimeError(
            "what keep() made ended with its workers: run the cell with keep() again"
        ) from None
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"a worker has no module {missing.name}: install the same packages, and helpers, there"
        ) from None


def _ask_for_workers():
    # Dask would compute here, in this program, without a word
    try:
        get_client()
    except ValueError:
        raise RuntimeError(
            "there are no workers: run the cell with machines.start() first"
        ) from None


def measured_on_gpu():
    """Steps measured on an NVIDIA H200, a picture against the time to read X twice."""
    with (pathlib.Path(__file__).parent / "tables/gpu_h200.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    ms = "limit_ms", "cupy_ms", "numpy_ms"
    numbers = [{k: float(v) if v else None for k, v in row.items() if k in ms} for row in rows]
    sizes = [{"n": int(row["n"]), "m": int(row["m"]), "dtype": row["dtype"]} for row in rows]
    return gpu_steps([size | times for size, times in zip(sizes, numbers, strict=True)])


def _answers(port):
    """Is there somebody at this port of this machine?"""
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def _quiet():
    """Without what distributed's own log says of a connection that ends."""
    log = logging.getLogger("distributed")
    level, log.level = log.level, logging.CRITICAL + 1
    try:
        yield
    finally:
        log.setLevel(level)
