"""What must hold of train(): its steps, its costs, where it starts and stops, its progress bar."""

import io
import math
from functools import partial
from types import SimpleNamespace

import dask
import dask.array as da
import numpy as np
import pytest
import tqdm.auto
import tqdm.std

from helpers.data import split, standardise, toy, tumours
from helpers.logistic import forward, one_loop, predict, train, two_loops, zero_loops

X, Y = toy()


def assert_same(trained, expected):
    """w, b and costs of two trainings."""
    for ours, theirs in zip(trained, expected, strict=True):
        assert np.shape(ours) == np.shape(theirs) and np.allclose(ours, theirs, rtol=1e-12)


def test_train_takes_the_cost_before_each_update():
    J_0, dw, db = zero_loops(np.zeros((2, 1)), 0.0, X, Y)
    w_1, b_1 = -0.5 * dw, -0.5 * db
    J_1, dw, db = zero_loops(w_1, b_1, X, Y)
    trained = train(X, Y, alpha=0.5, iterations=2)
    assert_same(trained, (w_1 - 0.5 * dw, b_1 - 0.5 * db, [J_0, J_1]))
    assert math.isclose(J_0, math.log(2))


@pytest.mark.parametrize("step", [two_loops, one_loop, zero_loops])
def test_the_cost_falls_at_every_iteration_on_the_toy_examples(step):
    w, b, costs = train(X, Y, step=step, iterations=100)
    assert len(costs) == 100 and costs == sorted(costs, reverse=True)
    assert predict(forward(w, b, X)).tolist() == Y.tolist()


def test_training_goes_on_where_it_was_left_and_leaves_its_start_alone():
    w_1, b_1, first = train(X, Y, iterations=12)
    before = w_1.copy()
    w, b, costs = train(X, Y, iterations=18, w=w_1, b=b_1)
    assert_same((w, b, first + costs), train(X, Y, iterations=30))
    assert np.array_equal(w_1, before)
    assert_same(train(X, Y, iterations=0, w=[[1], [2]], b=3), ([[1], [2]], 3, []))


def test_training_on_the_tumours_beats_always_saying_the_more_frequent_label():
    X, Y, X_new, Y_new = split(*tumours(), held_out=0.25)
    X, X_new = standardise(X, X_new)
    w, b, costs = train(X, Y, iterations=200)
    assert costs == sorted(costs, reverse=True)
    right = (predict(forward(w, b, X_new)) == Y_new).mean()
    assert right > 0.93 > max(Y_new.mean(), 1 - Y_new.mean())


def test_training_runs_on_dask_arrays():
    lazy = train(*(da.from_array(array, chunks=(1, 2)) for array in (X, Y)), iterations=3)
    assert isinstance(lazy[0], da.Array)
    assert_same(dask.compute(*lazy, scheduler="synchronous"), train(X, Y, iterations=3))


@pytest.mark.parametrize("call", [1, 2, 5])
def test_stopped_training_returns_what_it_has_and_says_so(call, capsys):
    calls = iter(range(1, 100))

    def step(*given):
        if next(calls) == call:
            raise KeyboardInterrupt
        return zero_loops(*given)

    stopped = train(X, Y, step=step, iterations=50)
    words = capsys.readouterr().out
    assert words.startswith(f"Stopped after {call - 1} of 50 steps") and "returned" in words
    assert_same(stopped, train(X, Y, iterations=call - 1))
    assert capsys.readouterr() == ("", "")  # training that is not stopped says nothing
    with pytest.raises(ZeroDivisionError):
        train(X, Y, step=lambda *_: 1 / 0)  # no other error is hidden


@pytest.mark.parametrize(("seconds", "shown"), [(0.09, False), (0.2, True)])
def test_a_progress_bar_shows_after_one_second_only(monkeypatch, seconds, shown):
    clock, screen = SimpleNamespace(now=1000.0), io.StringIO()
    monkeypatch.setattr(tqdm.std, "time", lambda: clock.now)
    bar = partial(tqdm.std.tqdm, disable=False, file=screen, mininterval=0, miniters=1)
    monkeypatch.setattr(tqdm.auto, "tqdm", bar)

    def step(*given):
        clock.now += seconds
        return zero_loops(*given)

    train(X, Y, step=step, iterations=10)
    assert ("training" in screen.getvalue()) == shown


ALPHA, ITERATIONS = [0, -1.0, math.nan, math.inf, "0.1", None], [-1, 2.5, "ten", None]


@pytest.mark.parametrize(
    ("name", "values"), [("alpha", ALPHA), ("iterations", ITERATIONS), ("step", [None, 3])]
)
def test_train_names_the_setting_that_is_wrong(name, values):
    for value in values:
        with pytest.raises((ValueError, TypeError), match=rf"^{name} is .*, it needs a"):
            train(X, Y, **{name: value})
