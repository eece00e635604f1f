"""What must hold of the model: three versions, one answer, equal to measured slopes."""

import inspect
import math

import dask
import dask.array as da
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.logistic import (
    cost,
    forward,
    gradients,
    loss,
    one_loop,
    predict,
    sigmoid,
    two_loops,
    update,
    zero_loops,
)

VERSIONS = (two_loops, one_loop, zero_loops)
LABELS = (float, int, bool, np.uint8)
SIZES = st.integers(1, 40)
SEEDS = st.integers(0, 2**32 - 1)


def problem(n, m, seed=0, labels=float):
    """w, b, X, Y; features of sizes 0.01 to 100; none may be written to."""
    random = np.random.default_rng(seed)
    size = 10.0 ** random.integers(-2, 3, (n, 1))
    X = random.normal(size=(n, m)) * size
    w = random.normal(size=(n, 1)) / size / np.sqrt(n)
    Y = random.integers(0, 2, (1, m)).astype(labels)
    for array in (w, X, Y):
        array.flags.writeable = False
    return w, random.normal(), X, Y


def summed(w, b, X, Y):
    """How large the terms are that J, dw and db collect: what rounding errors are in proportion to.

    dw and db can cancel to almost nothing, so an error relative to themselves would mislead.
    """
    z = np.abs(w).T @ np.abs(X) + abs(b)
    return 1 + z.mean(), np.abs(X).mean(axis=1, keepdims=True) * (1 + z.max()), 1 + z.mean()


def assert_agree(results, sizes, to=1e-12):
    """The first J, dw, db are what all others are, to so much of the sizes, with equal shapes."""
    expected, *others = results
    for result in others:
        for one, other, size in zip(expected, result, sizes, strict=True):
            assert np.shape(one) == np.shape(other)
            assert (np.abs(np.subtract(one, other)) <= to * size).all()


def slopes(step, w, b, X, Y):
    """dw and db as central differences of J, each weight moved in proportion to its feature."""
    moved = []
    for j in range(len(w)):
        h = np.zeros(w.shape)
        h[j, 0] = 1e-5 / np.abs(X[j]).max()
        moved.append((step(w + h, b, X, Y)[0] - step(w - h, b, X, Y)[0]) / (2 * h[j, 0]))
    db = (step(w, b + 1e-5, X, Y)[0] - step(w, b - 1e-5, X, Y)[0]) / 2e-5
    return np.array(moved).reshape(w.shape), db


# Three versions, one answer


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(n=SIZES, m=SIZES, seed=SEEDS, labels=st.sampled_from(LABELS))
@example(n=7, m=7, seed=1, labels=int)
@example(n=40, m=40, seed=2, labels=float)
@example(n=1, m=40, seed=3, labels=bool)
@example(n=40, m=1, seed=4, labels=np.uint8)
@example(n=1, m=1, seed=5, labels=float)
def test_the_versions_agree_with_each_other_and_with_measured_slopes(n, m, seed, labels):
    w, b, X, Y = problem(n, m, seed, labels)
    results = [version(w, b, X, Y) for version in VERSIONS]
    sizes = summed(w, b, X, Y)
    assert_agree(results, sizes)
    _, dw, db = results[0]
    assert (np.shape(dw), np.shape(db)) == ((n, 1), ())
    measured = slopes(zero_loops, w, b, X, Y)
    assert_agree([(dw, db), measured], sizes[1:], to=1e-8)


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(n=SIZES, m=SIZES, seed=SEEDS)
def test_the_costs_are_those_of_the_loss_of_one_example_after_the_other(n, m, seed):
    w, b, X, Y = problem(n, m, seed)
    losses = [loss(a, y) for a, y in zip(forward(w, b, X)[0], Y[0], strict=True)]
    for version in VERSIONS:
        assert math.isclose(version(w, b, X, Y)[0], sum(losses) / m, rel_tol=1e-12)


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(n=SIZES, m=SIZES, seed=SEEDS)
def test_the_pieces_give_what_zero_loops_gives(n, m, seed):
    w, b, X, Y = problem(n, m, seed)
    A = forward(w, b, X)
    assert A.shape == (1, m)
    assert_agree([zero_loops(w, b, X, Y), (cost(A, Y), *gradients(X, A, Y))], summed(w, b, X, Y))


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_type_of_label_gives_what_floats_give(version, labels):
    w, b, X, Y = problem(3, 12, seed=3)
    assert set(Y[0]) == {0, 1}
    assert_agree([version(w, b, X, Y), version(w, b, X, Y.astype(labels))], (1, 1, 1), to=1e-15)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("container", [np.ndarray.tolist, lambda a: tuple(map(tuple, a.tolist()))])
def test_nested_lists_give_what_arrays_give(version, container):
    w, b, X, Y = problem(5, 9, seed=4)
    lists = version(container(w), b, container(X), container(Y))
    assert_agree([version(w, b, X, Y), lists], (1, 1, 1), to=1e-15)
    whole_labels = version(container(w), b, container(X), container(Y.astype(int)))
    assert_agree([lists, whole_labels], (1, 1, 1), to=1e-15)


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_that_is_handed_in_changes(version):
    given = problem(4, 6, seed=6)
    w, b, X, Y = (np.array(value) for value in given)  # b too: a 0-d array can be changed
    version(w, b, X, Y)
    assert all(map(np.array_equal, (w, b, X, Y), given))
    lists = [value.tolist() for value in (w, b, X, Y)]
    version(*lists)
    assert lists == [value.tolist() for value in (w, b, X, Y)]


def test_two_loops_knows_no_array_and_zero_loops_no_loop():
    two, none = inspect.getsource(two_loops), inspect.getsource(zero_loops)
    assert [two.count(word) for word in ("np.exp", "np.log", "@ ", ".dot")] == [0, 0, 0, 0]
    assert [none.count(word) for word in ("for ", "while ", "sum(")] == [0, 0, 0]


# Other arrays than NumPy's


def never(*_, **__):
    """A scheduler of dask's that refuses to work."""
    raise AssertionError("computed before it was asked for")


def on_dask(*arrays):
    return [da.from_array(array, chunks=(2, 4)) for array in arrays]


@pytest.mark.parametrize("labels", LABELS)
def test_zero_loops_runs_on_dask_arrays_and_computes_nothing_by_itself(labels):
    w, b, X, Y = problem(5, 9, seed=7, labels=labels)
    with dask.config.set(scheduler=never):
        J, dw, db = zero_loops(da.from_array(w), b, *on_dask(X, Y))
    assert all(isinstance(part, da.Array) for part in (J, dw, db))
    computed = dask.compute(J, dw, db, scheduler="synchronous")
    assert_agree([zero_loops(w, b, X, Y), computed], (1, 1, 1))


def test_the_whole_model_runs_on_dask_arrays():
    w, b, X, Y = problem(3, 8, seed=8)
    lazy_X, lazy_Y = on_dask(X, Y)
    with dask.config.set(scheduler=never):
        A = forward(w, b, lazy_X)
        lazy = (A, cost(A, lazy_Y), *gradients(lazy_X, A, lazy_Y), predict(A))
    A = forward(w, b, X)
    eager = (A, cost(A, Y), *gradients(X, A, Y), predict(A))
    computed = dask.compute(*lazy, scheduler="synchronous")
    assert_agree([eager, computed], [1] * 5)


# Sigmoid, loss, predict, update


def test_sigmoid_takes_numbers_and_arrays_of_any_shape():
    assert sigmoid(0) == 0.5
    assert math.isclose(sigmoid(math.log(3)), 0.75)
    for shape in [(), (3,), (2, 3), (2, 1, 2)]:
        assert np.shape(sigmoid(np.ones(shape))) == shape
    z = np.linspace(-30, 30, 61)
    assert np.allclose(sigmoid(z) + sigmoid(-z), 1, rtol=0, atol=1e-15)


def test_the_loss_is_minus_the_logarithm_of_the_probability_of_the_label():
    assert math.isclose(loss(0.25, 1), math.log(4))
    assert math.isclose(loss(0.25, 0), math.log(4 / 3))


def test_a_prediction_is_1_above_one_half_and_not_at_it():
    labels = predict(np.array([[0.2, 0.5, np.nextafter(0.5, 1), 0.9]]))
    assert labels.tolist() == [[0, 0, 1, 1]]
    assert labels.dtype.kind == "i"


def test_update_goes_downhill_and_makes_new_objects():
    w, dw = np.array([[1.0], [2.0]]), np.array([[0.5], [-1.0]])
    new_w, new_b = update(w, 3.0, dw, 2.0, 0.1)
    assert np.allclose(new_w, [[0.95], [2.1]]) and math.isclose(new_b, 2.8)
    assert not np.shares_memory(new_w, w)
    assert w.tolist() == [[1.0], [2.0]] and dw.tolist() == [[0.5], [-1.0]]
