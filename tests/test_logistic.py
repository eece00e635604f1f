"""What must hold of the model: three versions, one answer, equal to measured slopes; training."""

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
from sklearn.linear_model import LogisticRegression

from helpers import data
from helpers import logistic as model

VERSIONS = (model.two_loops, model.one_loop, model.zero_loops)
LABELS = (float, int, bool, np.uint8)
SIZES = [(1, 1), (1, 40), (40, 1), (7, 7), (40, 40)]
SIZES += [tuple(np.random.default_rng(seed).integers(1, 41, 2)) for seed in range(35)]


def problem(n, m, seed=0, labels=float):
    """w, b, X, Y; none may be written to."""
    random = np.random.default_rng(seed)
    X, w = random.normal(size=(n, m)), random.normal(size=(n, 1)) / np.sqrt(n)
    Y = random.integers(0, 2, (1, m)).astype(labels)
    for array in (w, X, Y):
        array.flags.writeable = False
    return w, random.normal(), X, Y


def assert_agree(expected, *others, to=1e-12):
    """The first J, dw, db, or w, b, costs, are what all others are, with equal shapes."""
    for result in others:
        for one, other in zip(expected, result, strict=True):
            assert np.shape(one) == np.shape(other)
            assert np.allclose(one, other, rtol=to, atol=to)


def slopes(w, b, X, Y):
    """dw and db as central differences of J."""

    def slope(h, k):
        up, down = model.zero_loops(w + h, b + k, X, Y)[0], model.zero_loops(w - h, b - k, X, Y)[0]
        return (up - down) / 2e-5

    dw = [[slope(1e-5 * unit[:, None], 0)] for unit in np.eye(len(w))]
    return np.array(dw), slope(0 * w, 1e-5)


# Three versions, one answer


@pytest.mark.parametrize("seed", range(len(SIZES)))
def test_the_versions_agree_with_each_other_their_pieces_and_measured_slopes(seed):
    n, m = SIZES[seed]
    w, b, X, Y = problem(n, m, seed, LABELS[seed % 4])
    A = model.forward(w, b, X)
    J, dw, db = model.zero_loops(w, b, X, Y)
    assert [np.shape(part) for part in (A, J, dw, db)] == [(1, m), (), (n, 1), ()]
    pieces = model.cost(A, Y), *model.gradients(X, A, Y)
    assert_agree((J, dw, db), pieces, *(version(w, b, X, Y) for version in VERSIONS))
    assert_agree((dw, db), slopes(w, b, X, Y), to=1e-8)
    losses = [model.loss(a, y) for a, y in zip(A[0], Y[0], strict=True)]
    assert math.isclose(J, sum(losses) / m, rel_tol=1e-12)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_type_of_label_and_nested_lists_give_what_arrays_of_floats_give(version):
    w, b, X, Y = problem(5, 9, seed=4)
    results = [version(w, b, X, Y.astype(labels)) for labels in LABELS]
    for listed in (np.ndarray.tolist, lambda a: tuple(map(tuple, a.tolist()))):
        results.append(version(listed(w), b, listed(X), listed(Y.astype(int))))
    assert_agree(*results, to=1e-15)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", [np.array, np.ndarray.tolist])
def test_nothing_that_is_handed_in_changes(version, kind):
    given = [kind(np.array(value)) for value in problem(4, 6)]  # b too: a 0-d array can change
    version(*given)
    assert all(map(np.array_equal, given, problem(4, 6)))


@pytest.mark.parametrize("z", [37, 1000, -710])
def test_far_from_0_math_raises_and_numpy_warns(z):
    far = [[0.0]], float(z), [[1.0]], [[1.0]]
    for version in (model.two_loops, model.one_loop):
        with pytest.raises((ValueError, OverflowError)):
            version(*far)
    with pytest.warns(RuntimeWarning):
        assert not np.isfinite(model.zero_loops(*far)[0])


def test_the_whole_model_runs_on_dask_arrays_and_computes_nothing_by_itself():
    def never(*_, **__):
        raise AssertionError("computed before it was asked for")

    def everything(w, b, X, Y):
        A = model.forward(w, b, X)
        pieces = model.cost(A, Y), *model.gradients(X, A, Y), model.predict(A)
        w_1, b_1, costs = model.train(X, Y, iterations=3)
        return A, *pieces, *model.zero_loops(w, b, X, Y), w_1, b_1, *costs

    w, b, X, Y = problem(5, 9, seed=7)
    with dask.config.set(scheduler=never):
        lazy = everything(w, b, *(da.from_array(array, chunks=(2, 4)) for array in (X, Y)))
    assert all(isinstance(part, da.Array) for part in lazy)
    computed = dask.compute(*lazy, scheduler="synchronous")
    assert_agree(everything(w, b, X, Y), computed)


# Its pieces


def test_sigmoid_takes_numbers_and_arrays_of_any_shape():
    assert model.sigmoid(0) == 0.5 and math.isclose(model.sigmoid(math.log(3)), 0.75)
    for shape in [(), (3,), (2, 3), (2, 1, 2)]:
        assert np.shape(model.sigmoid(np.ones(shape))) == shape
    z = np.linspace(-30, 30, 61)
    assert np.allclose(model.sigmoid(z) + model.sigmoid(-z), 1, rtol=0, atol=1e-15)


def test_the_loss_is_minus_the_logarithm_of_the_probability_of_the_label():
    assert np.allclose([model.loss(0.25, 1), model.loss(0.25, 0)], np.log([4, 4 / 3]))


def test_a_prediction_is_1_above_one_half_and_not_at_it():
    labels = model.predict(np.array([[0.2, 0.5, np.nextafter(0.5, 1), 0.9]]))
    assert labels.tolist() == [[0, 0, 1, 1]] and labels.dtype.kind == "i"


def test_update_goes_downhill_and_makes_new_objects():
    w, dw = np.array([[1.0], [2.0]]), np.array([[0.5], [-1.0]])
    new_w, new_b = model.update(w, 3.0, dw, 2.0, 0.1)
    assert np.allclose(new_w, [[0.95], [2.1]]) and math.isclose(new_b, 2.8)
    assert w.tolist() == [[1.0], [2.0]] and dw.tolist() == [[0.5], [-1.0]]


@pytest.mark.parametrize("shape", [(5, 4, 3, 2), (1, 4, 3, 2), (6, 1, 1, 1), (3, 8, 8)])
def test_a_column_of_flatten_is_one_picture_read_row_by_row(shape):
    images = np.arange(np.prod(shape)).reshape(shape)
    X = model.flatten(images)
    assert X.T.tolist() == [image.ravel().tolist() for image in images]


def test_rows_become_of_length_one_and_keep_their_direction():
    assert np.allclose(model.normalize_rows([[3, 4], [-6, 8]]), [[0.6, 0.8], [-0.6, 0.8]])
    assert np.allclose(model.normalize_rows([[2], [-3], [4]]), [[1], [-1], [1]])


def test_softmax_gives_probabilities_in_the_ratio_of_the_exponentials_and_cannot_overflow():
    p = model.softmax(np.log([[1, 2, 5], [3, 3, 2]]))
    assert np.allclose(p, [[0.125, 0.25, 0.625], [0.375, 0.375, 0.25]])
    with np.errstate(all="raise", under="ignore"):
        p = model.softmax(np.array([[1000.0, 1000.0, -1000.0], [-1e308, -1e308, -1e308]]))
    assert np.allclose(p, [[0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]])


# Training

X, Y = data.toy()


def test_train_takes_the_cost_before_each_update():
    J_0, dw, db = model.zero_loops(np.zeros((2, 1)), 0.0, X, Y)
    w_1, b_1 = -0.5 * dw, -0.5 * db
    J_1, dw, db = model.zero_loops(w_1, b_1, X, Y)
    trained = model.train(X, Y, alpha=0.5, iterations=2)
    assert_agree(trained, (w_1 - 0.5 * dw, b_1 - 0.5 * db, [J_0, J_1]))
    assert math.isclose(J_0, math.log(2))


@pytest.mark.parametrize("step", VERSIONS)
def test_the_cost_falls_at_every_iteration_on_the_toy_examples(step):
    w, b, costs = model.train(X, Y, step=step, iterations=100)
    assert len(costs) == 100 and costs == sorted(costs, reverse=True)
    assert model.predict(model.forward(w, b, X)).tolist() == Y.tolist()


def test_training_goes_on_where_it_was_left_and_leaves_its_start_alone():
    w_1, b_1, first = model.train(X, Y, iterations=12)
    before = w_1.copy()
    w, b, costs = model.train(X, Y, iterations=18, w=w_1, b=b_1)
    assert_agree((w, b, first + costs), model.train(X, Y, iterations=30))
    assert np.array_equal(w_1, before)
    assert_agree(model.train(X, Y, iterations=0, w=[[1], [2]], b=3), ([[1], [2]], 3, []))


def test_training_on_the_tumours_beats_always_saying_the_more_frequent_label():
    X, Y, X_new, Y_new = data.split(*data.tumours(), held_out=0.25)
    X, X_new = data.standardise(X, X_new)
    w, b, costs = model.train(X, Y, iterations=200)
    assert costs == sorted(costs, reverse=True)
    right = (model.predict(model.forward(w, b, X_new)) == Y_new).mean()
    assert right > 0.93 > max(Y_new.mean(), 1 - Y_new.mean())


@pytest.mark.parametrize("digit", [3, 8])
def test_training_comes_to_the_cost_of_scikit_learn_without_a_penalty(digit):
    X, Y = data.digits(digit)
    quarters = X.reshape(2, 4, 2, 4, -1).mean(axis=(1, 3)).reshape(4, -1)  # not separable
    X = data.standardise(quarters)
    w, b, costs = model.train(X, Y, alpha=0.5, iterations=1000)
    theirs = LogisticRegression(C=np.inf, tol=1e-9, max_iter=1000).fit(X.T, Y.ravel())
    J = model.cost(model.forward(theirs.coef_.T, theirs.intercept_[0], X), Y)
    assert math.isclose(costs[-1], J, abs_tol=1e-6)
    assert_agree((w, b), (theirs.coef_.T, theirs.intercept_[0]), to=1e-3)
    assert 0.2 < J < costs[0]


@pytest.mark.parametrize("call", [1, 2, 5])
def test_stopped_training_returns_what_it_has_and_says_so(call, capsys):
    calls = iter(range(1, 100))

    def step(*given):
        if next(calls) == call:
            raise KeyboardInterrupt
        return model.zero_loops(*given)

    stopped = model.train(X, Y, step=step, iterations=50)
    words = capsys.readouterr().out
    assert words.startswith(f"Stopped after {call - 1} of 50 steps") and "returned" in words
    assert_agree(stopped, model.train(X, Y, iterations=call - 1))
    assert capsys.readouterr() == ("", "")  # training that is not stopped says nothing
    with pytest.raises(ZeroDivisionError):
        model.train(X, Y, step=lambda *_: 1 / 0)  # no other error is hidden


@pytest.mark.parametrize(("seconds", "shown"), [(0.09, False), (0.2, True)])
def test_a_progress_bar_shows_after_one_second_only(monkeypatch, seconds, shown):
    clock, screen = SimpleNamespace(now=1000.0), io.StringIO()
    monkeypatch.setattr(tqdm.std, "time", lambda: clock.now)
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    bar = partial(tqdm.std.tqdm, file=screen, mininterval=0, miniters=1)
    monkeypatch.setattr(tqdm.auto, "tqdm", bar)

    def step(*given):
        clock.now += seconds
        return model.zero_loops(*given)

    model.train(X, Y, step=step, iterations=10)
    assert ("training" in screen.getvalue()) == shown


def test_train_names_the_setting_that_is_wrong():
    alphas, counts = [0, -1.0, math.nan, math.inf, "0.1", None], [-1, 2.5, "ten", None]
    for name, values in {"alpha": alphas, "iterations": counts, "step": [None, 3]}.items():
        for value in values:
            with pytest.raises((ValueError, TypeError), match=rf"^{name} is .*, it needs a"):
                model.train(X, Y, **{name: value})
