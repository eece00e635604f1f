"""What must hold of fast.Step: what zero_loops gives, whatever the shape; no memory but its own."""

import itertools
import tracemalloc

import numpy as np
import pytest

from helpers import fast, logistic
from tests import bench_step

SHAPES = [*itertools.product((1, 2, 63, 64, 300), (1, 2, 63, 64, 999, 1000, 2500))]


def model(n, m, kind=np.float64, order="F"):
    """w, b, X, Y of random numbers, with z near 0, so that the plain cost is exact."""
    rng = np.random.default_rng(7)
    X = np.asarray(rng.standard_normal((n, m)), dtype=kind, order=order)
    return rng.standard_normal((n, 1)) / n**0.5, 0.3, X, rng.integers(0, 2, (1, m))


@pytest.mark.parametrize("kind, within", [(np.float64, 1e-10), (np.float32, 1e-4)])
@pytest.mark.parametrize("order", "CF")
@pytest.mark.parametrize("n, m", SHAPES)
def test_the_numbers_are_those_of_zero_loops_for_every_shape_block_and_order(
    n, m, order, kind, within
):
    w, b, X, Y = model(n, m, kind, order)
    before = X.copy()
    J, dw, db = logistic.zero_loops(w, b, X.astype(float), Y)
    for block in None, m, 7 if m < 500 else 333:
        step = fast.Step(X, Y, block)
        step(w + 1, b)  # whose buffers are used once more
        found = step(w, b)
        assert [np.shape(part) for part in found] == [(), (n, 1), ()]
        assert all(np.abs(a - b).max() < within for a, b in zip(found, (J, dw, db), strict=True))
    assert np.array_equal(X, before)


@pytest.mark.parametrize("m", [4, 4000])
@pytest.mark.parametrize("n", [1, 100])
def test_large_and_certain_predictions_give_the_exact_loss_without_a_warning(n, m):
    X, Y = np.zeros((n, m)), np.tile([1, 0], m // 2).reshape(1, m)
    X[0] = np.where(Y[0] == 1, 5000.0, -5000.0)
    w = np.eye(n, 1)
    J, dw, db = fast.Step(X, Y)(w, 0.0)
    assert (J, abs(dw).max(), db) == pytest.approx((0, 0, 0), abs=1e-9)
    J, dw, db = fast.Step(X, 1 - Y)(w, 0.0)
    assert (J, dw[0, 0], db) == pytest.approx((5000.0, 5000.0, 0.0))


def test_what_a_step_gave_is_not_changed_by_the_next_one():
    for n in 2, 100:
        w, b, X, Y = model(n, 50)
        step = fast.Step(X, Y)
        first = step(w, b)
        kept = first[1].copy()
        step(w + 1, b)
        assert np.array_equal(first[1], kept)


def test_training_takes_it_for_its_step():
    w, b, X, Y = model(3, 200)
    expected = logistic.train(X, Y, iterations=50)
    found = logistic.train(X, Y, fast.Step(X, Y), iterations=50)
    assert np.allclose(found[0], expected[0]) and np.allclose(found[2], expected[2])


@pytest.mark.parametrize("n, m", [(2, 5000), (64, 3000), (500, 3000)])
@pytest.mark.parametrize("order", "CF")
def test_it_says_its_memory_beforehand_and_keeps_to_it(n, m, order):
    w, b, X, Y = model(n, m, order=order)
    tracemalloc.start()
    try:
        step = fast.Step(X, Y)
        step(w, b)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak - 20_000 < fast.memory(X)  # Python's own objects
    assert n < fast.FEW or fast.memory(X) < 0.1 * X.nbytes


@pytest.mark.parametrize(
    "change, words",
    [
        ({"X": [[1, 2, 3]]}, r"^X holds int64, it needs float64 or float32: X\.astype\(float\)"),
        ({"X": np.ones((3, 2))}, "one example in each row: X needs one in each column, as in X.T"),
        ({"Y": [[0, 1, 2]]}, "^Y holds 2, labels need to be 0 or 1"),
        ({"block": 0}, "^block is 0, it needs a whole number, 1 or more"),
        ({"block": 2.0}, "^block is 2.0, it needs a whole number"),
        ({"w": np.ones((3, 1))}, r"^w has shape \(3, 1\), it needs \(2, 1\)"),
        ({"w": [[1], [2], [3]]}, r"^w has shape \(3, 1\), it needs \(2, 1\)"),
        ({"b": np.zeros((1, 1))}, r"^b has shape \(1, 1\), it needs a number"),
        ({"threads": 0}, "^threads is 0, it needs a whole number, 1 or more"),
        ({"other": np.ones((2, 3))}, "^X or Y is another one than this step was made with"),
    ],
)
def test_what_is_wrong_is_refused_and_named(change, words):
    given = {"X": np.ones((2, 3)), "Y": [[0, 1, 1]], "w": np.ones((2, 1)), "b": 0.0} | change
    if np.shape(given["X"]) == (3, 2):
        given["Y"] = np.ones((3, 1))
    settings = {name: given[name] for name in ("block", "threads") if name in given}
    with pytest.raises((ValueError, TypeError), match=words):
        fast.Step(given["X"], given["Y"], **settings)(given["w"], given["b"], given.get("other"))


def test_other_labels_than_its_own_are_refused():
    w, b, X, Y = model(3, 20)
    with pytest.raises(ValueError, match="^X or Y is another one"):
        logistic.train(X, 1 - Y, fast.Step(X, Y))


@pytest.mark.parametrize("kind", ["float64", "float32"])
def test_the_benchmark_times_only_what_agrees_and_all_that_is_there(kind, monkeypatch):
    there = {name for name in bench_step.COMPETITORS if bench_step.is_there(name)}
    found = bench_step.timed(3, 20, kind, 0.001)
    assert {"two_loops", "fast.Step", "scikit-learn"} <= set(found) == there
    assert all(seconds > 0 for seconds in found.values())
    wrong = {
        "zero_loops": bench_step.of_course("zero_loops"),
        "wrong": lambda *_: lambda: (0, 0, 0),
    }
    monkeypatch.setattr(bench_step, "COMPETITORS", wrong)
    with pytest.raises(AssertionError, match="wrong"):
        bench_step.timed(3, 20, kind, 0.001)
