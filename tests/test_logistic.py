"""What must hold of the model: three versions, one answer, equal to measured slopes."""

import inspect
import math
from functools import partial

import dask
import dask.array as da
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.logistic import (
    cost,
    flatten,
    forward,
    gradients,
    loss,
    normalize_rows,
    one_loop,
    predict,
    sigmoid,
    softmax,
    two_loops,
    update,
    zero_loops,
)
from helpers.shapes.source import lines_and_loops

VERSIONS = (two_loops, one_loop, zero_loops)
LABELS = (float, int, bool, np.uint8)
SIZES = {"n": st.integers(1, 40), "m": st.integers(1, 40), "seed": st.integers(0, 2**32 - 1)}
tried = partial(settings, deadline=None, derandomize=True, database=None)


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


@tried(max_examples=200)
@given(**SIZES, labels=st.sampled_from(LABELS))
@example(n=7, m=7, seed=1, labels=int)
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


@tried(max_examples=20)
@given(**SIZES)
def test_the_pieces_give_what_zero_loops_gives(n, m, seed):
    w, b, X, Y = problem(n, m, seed)
    A, (J, dw, db) = forward(w, b, X), zero_loops(w, b, X, Y)
    assert A.shape == (1, m)
    losses = [loss(a, y) for a, y in zip(A[0], Y[0], strict=True)]
    assert math.isclose(J, sum(losses) / m, rel_tol=1e-12)
    assert_agree([(J, dw, db), (cost(A, Y), *gradients(X, A, Y))], summed(w, b, X, Y))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_type_of_label_and_nested_lists_give_what_arrays_of_floats_give(version):
    w, b, X, Y = problem(5, 9, seed=4)
    results = [version(w, b, X, Y.astype(labels)) for labels in LABELS]
    for listed in (np.ndarray.tolist, lambda a: tuple(map(tuple, a.tolist()))):
        results.append(version(listed(w), b, listed(X), listed(Y.astype(int))))
    assert_agree(results, (1, 1, 1), to=1e-15)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", [np.array, np.ndarray.tolist])
def test_nothing_that_is_handed_in_changes(version, kind):
    given = [kind(np.array(value)) for value in problem(4, 6)]  # b too: a 0-d array can change
    version(*given)
    assert all(map(np.array_equal, given, problem(4, 6)))


def test_two_loops_knows_no_array_and_zero_loops_no_loop():
    source = inspect.getsource(two_loops)
    assert [source.count(word) for word in ("np.exp", "np.log", "@ ", ".dot")] == [0, 0, 0, 0]
    assert [lines_and_loops(version)[1] for version in VERSIONS] == [2, 1, 0]


@pytest.mark.parametrize("z", [37, 1000, -710])
def test_far_from_0_math_raises_and_numpy_warns(z):
    far = [[0.0]], float(z), [[1.0]], [[1.0]]
    for version in (two_loops, one_loop):
        with pytest.raises((ValueError, OverflowError)):
            version(*far)
    with pytest.warns(RuntimeWarning):
        assert not np.isfinite(zero_loops(*far)[0])


# Other arrays than NumPy's


def test_the_whole_model_runs_on_dask_arrays_and_computes_nothing_by_itself():
    def never(*_, **__):
        raise AssertionError("computed before it was asked for")

    def everything(w, b, X, Y):
        A = forward(w, b, X)
        return A, cost(A, Y), *gradients(X, A, Y), predict(A), *zero_loops(w, b, X, Y)

    w, b, X, Y = problem(5, 9, seed=7)
    with dask.config.set(scheduler=never):
        lazy = everything(w, b, *(da.from_array(array, chunks=(2, 4)) for array in (X, Y)))
    assert all(isinstance(part, da.Array) for part in lazy)
    computed = dask.compute(*lazy, scheduler="synchronous")
    assert_agree([everything(w, b, X, Y), computed], [1] * 8)


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


# Pictures and rows


@pytest.mark.parametrize("shape", [(5, 4, 3, 2), (1, 4, 3, 2), (6, 1, 1, 1), (3, 8, 8)])
def test_a_column_of_flatten_is_one_picture_read_row_by_row(shape):
    images = np.arange(np.prod(shape)).reshape(shape)
    X = flatten(images)
    assert X.shape == (np.prod(shape[1:]), shape[0])
    for i, image in enumerate(images):
        assert X[:, i].tolist() == image.ravel().tolist()


def test_rows_become_of_length_one_and_keep_their_direction():
    assert np.allclose(normalize_rows([[3, 4], [-6, 8]]), [[0.6, 0.8], [-0.6, 0.8]])
    assert np.allclose(normalize_rows([[2], [-3], [4]]), [[1], [-1], [1]])


def test_softmax_gives_probabilities_in_the_ratio_of_the_exponentials_and_cannot_overflow():
    assert np.allclose(
        softmax(np.log([[1, 2, 5], [3, 3, 2]])), [[0.125, 0.25, 0.625], [0.375, 0.375, 0.25]]
    )
    with np.errstate(all="raise", under="ignore"):
        p = softmax(np.array([[1000.0, 1000.0, -1000.0], [-1e308, -1e308, -1e308]]))
    assert np.allclose(p, [[0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]])


@pytest.mark.parametrize("function", [normalize_rows, softmax])
def test_whole_numbers_are_as_good_and_the_table_is_left_alone(function):
    x = np.array([[1, 2, 2], [3, 0, 4]])
    x.flags.writeable = False
    assert np.array_equal(function(x), function(x.astype(float)))
