"""What must hold of train(): its steps, its costs, where it starts and stops, its progress bar."""

import io
import math
from functools import partial

import dask
import dask.array as da
import numpy as np
import pytest
import tqdm.auto
import tqdm.std

from helpers.data import split, standardise, toy, tumours
from helpers.logistic import forward, one_loop, predict, train, two_loops, zero_loops


def test_train_takes_the_cost_before_each_update():
    X, Y = toy()
    w, b, costs = train(X, Y, alpha=0.5, iterations=2)
    J_0, dw, db = zero_loops(np.zeros((2, 1)), 0.0, X, Y)
    w_1, b_1 = -0.5 * dw, -0.5 * db
    J_1, dw, db = zero_loops(w_1, b_1, X, Y)
    assert np.allclose(costs, [J_0, J_1], rtol=1e-15)
    assert math.isclose(costs[0], math.log(2))
    assert np.allclose(w, w_1 - 0.5 * dw) and math.isclose(b, b_1 - 0.5 * db)


@pytest.mark.parametrize("step", [two_loops, one_loop, zero_loops])
def test_the_cost_falls_at_every_iteration_on_the_toy_examples(step):
    X, Y = toy()
    w, b, costs = train(X, Y, step=step, iterations=100)
    assert len(costs) == 100
    assert all(after < before for before, after in zip(costs, costs[1:], strict=False))
    assert predict(forward(w, b, X)).tolist() == Y.tolist()


def test_training_goes_on_where_it_was_left():
    X, Y = toy()
    w, b, costs = train(X, Y, iterations=30)
    w_1, b_1, first = train(X, Y, iterations=12)
    w_2, b_2, second = train(X, Y, iterations=18, w=w_1, b=b_1)
    assert np.array_equal(w_2, w) and b_2 == b
    assert first + second == costs


def test_no_iterations_give_back_the_start():
    X, Y = toy()
    w, b, costs = train(X, Y, iterations=0)
    assert (w.tolist(), b, costs) == ([[0.0], [0.0]], 0.0, [])
    w, b, costs = train(X, Y, iterations=0, w=[[1], [2]], b=3)
    assert (w.tolist(), b, costs) == ([[1], [2]], 3, [])


def test_train_leaves_its_arguments_alone():
    X, Y = toy()
    w = np.array([[0.3], [-0.2]])
    new_w, _, _ = train(X, Y, iterations=5, w=w, b=1.0)
    assert w.tolist() == [[0.3], [-0.2]] and not np.shares_memory(new_w, w)
    assert all(map(np.array_equal, (X, Y), toy()))


def test_training_on_the_tumours_beats_always_saying_the_more_frequent_label():
    X, Y, X_new, Y_new = split(*tumours(), held_out=0.25)
    X, X_new = standardise(X, X_new)
    w, b, costs = train(X, Y, iterations=200)
    assert all(after < before for before, after in zip(costs, costs[1:], strict=False))
    right = (predict(forward(w, b, X_new)) == Y_new).mean()
    most_frequent = max(Y_new.mean(), 1 - Y_new.mean())
    assert right > 0.93 > most_frequent


def test_training_runs_on_dask_arrays():
    X, Y = toy()
    lazy = train(da.from_array(X, chunks=(1, 2)), da.from_array(Y, chunks=(1, 2)), iterations=3)
    assert isinstance(lazy[0], da.Array)
    w, b, costs = dask.compute(*lazy, scheduler="synchronous")
    expected_w, expected_b, expected_costs = train(X, Y, iterations=3)
    assert np.allclose(w, expected_w, rtol=1e-12) and math.isclose(b, expected_b, rel_tol=1e-12)
    assert np.allclose(costs, expected_costs, rtol=1e-12)


@pytest.mark.parametrize("call", [1, 2, 5])
def test_stopped_training_returns_what_it_has_and_says_so(call, capsys):
    X, Y = toy()
    calls = iter(range(1, 100))

    def step(*given):
        if next(calls) == call:
            raise KeyboardInterrupt
        return zero_loops(*given)

    w, b, costs = train(X, Y, step=step, iterations=50)
    expected_w, expected_b, expected_costs = train(X, Y, iterations=call - 1)
    assert np.array_equal(w, expected_w) and b == expected_b and costs == expected_costs
    words = capsys.readouterr().out
    assert words.startswith(f"Stopped after {call - 1} of 50 iterations")
    assert "returned" in words


def test_training_that_is_not_stopped_says_nothing(capsys):
    train(*toy(), iterations=3)
    assert capsys.readouterr() == ("", "")


def test_any_other_error_of_a_step_is_not_hidden():
    def step(*_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        train(*toy(), step=step)


class Clock:
    """A clock that only goes on when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def time(self):
        return self.now


@pytest.mark.parametrize(("seconds", "shown"), [(0.09, False), (0.2, True)])
def test_a_progress_bar_shows_after_one_second_only(monkeypatch, seconds, shown):
    clock, screen = Clock(), io.StringIO()
    monkeypatch.setattr(tqdm.std, "time", clock.time)
    bar = partial(tqdm.std.tqdm, disable=False, file=screen, mininterval=0, miniters=1)
    monkeypatch.setattr(tqdm.auto, "tqdm", bar)

    def step(*given):
        clock.now += seconds
        return zero_loops(*given)

    train(*toy(), step=step, iterations=10)
    assert ("training" in screen.getvalue()) == shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("alpha", 0),
        ("alpha", -1.0),
        ("alpha", math.nan),
        ("alpha", math.inf),
        ("alpha", "0.1"),
        ("alpha", None),
        ("iterations", -1),
        ("iterations", 2.5),
        ("iterations", "ten"),
        ("iterations", None),
        ("step", None),
        ("step", 3),
    ],
)
def test_train_names_the_setting_that_is_wrong(name, value):
    with pytest.raises((ValueError, TypeError), match=rf"^{name} is .*, it needs a"):
        train(*toy(), **{name: value})
