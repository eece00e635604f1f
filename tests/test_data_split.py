"""What must hold of split() and standardise(): nothing of what is held out leaks into training."""

import numpy as np
import pytest

from helpers import data


def numbered(m):
    """X (2, m) whose columns can be told apart, Y (1, m) that goes with them."""
    X = np.array([np.arange(m), 100 + np.arange(m)])
    return X, X[0:1] % 2


@pytest.mark.parametrize(
    ("m", "held_out", "count"),
    [(8, 0.25, 2), (10, 0.29, 3), (569, 0.25, 142), (3, 0.9, 2), (2, 0.01, 1), (2, 0.99, 1)],
)
def test_split_shares_out_every_example_once_with_its_own_label(m, held_out, count):
    X1, Y1, X2, Y2 = parts = data.split(*numbered(m), held_out)
    assert X1.shape == (2, m - count) and X2.shape == (2, count)
    together = np.concatenate([X1, X2], axis=1)
    assert sorted(together[0]) == list(range(m))
    assert np.array_equal(together[1], together[0] + 100)
    assert np.array_equal(Y1, X1[0:1] % 2) and np.array_equal(Y2, X2[0:1] % 2)
    assert all(part.dtype == np.float64 and part.flags.c_contiguous for part in parts)


def test_split_mixes_the_same_seed_alike_everywhere_and_another_seed_differently():
    by_itself = data.split(*numbered(100))
    assert all(map(np.array_equal, by_itself, data.split(*numbered(100), held_out=0.25, seed=2)))
    train, _, held_out, _ = data.split(*numbered(8), seed=0)
    # Written down once: no machine and no version of NumPy may give another order.
    assert (train[0].tolist(), held_out[0].tolist()) == ([6, 2, 1, 7, 3, 0], [5, 4])
    assert data.split(*numbered(8), seed=1)[0][0].tolist() != train[0].tolist()


def test_nothing_that_is_handed_in_changes():
    X, Y = data.tumours()
    X1, Y1, X2, Y2 = data.split(X, Y)
    for array in (X1, Y1, X2, Y2, data.standardise(X)):
        array[:] = -1
    assert all(map(np.array_equal, (X, Y), data.tumours()))


def test_standardise_uses_the_numbers_of_the_first_array_for_all():
    X, X_held_out = data.standardise([[1, 3], [10, 50]], [[5, 1, 2], [30, 30, 70]])
    assert np.array_equal(X, [[-1, 1], [-1, 1]])
    assert np.array_equal(X_held_out, [[3, -1, 0], [0, 0, 2]])


def test_what_is_held_out_does_not_change_what_training_sees():
    X, _, X_held_out, _ = data.split(*data.tumours())
    alone, with_others = data.standardise(X), data.standardise(X, X_held_out * 1000)
    assert np.allclose(alone.mean(axis=1), 0) and np.allclose(alone.std(axis=1), 1)
    assert np.array_equal(with_others[0], alone)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-300, 1 / 3])
def test_a_constant_feature_becomes_0_and_is_only_shifted_elsewhere(value):
    X, other = data.standardise([[value] * 3, [1, 2, 3]], [[value + 5], [2]])
    assert np.array_equal(X[0], [0, 0, 0])
    assert np.array_equal(other, [[value + 5 - value], [0]])
    assert np.array_equal(data.standardise([[value], [8]]), [[0], [0]])  # one array comes alone


GOOD_X, GOOD_Y = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[0, 1, 1]]


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (data.split, ([[1, np.nan, 3]], GOOD_Y), "X holds nan at [0, 1]"),
        (data.split, (GOOD_X, [[0, 1]]), "Y has shape"),
        (data.split, ([[1], [2]], [[1]]), "X has 1 example"),
        (data.split, (GOOD_X, GOOD_Y, 0), "held_out is 0, it needs a fraction"),
        (data.split, (GOOD_X, GOOD_Y, float("nan")), "held_out is nan"),
        (data.split, (GOOD_X, GOOD_Y, 0.5, -1), "seed is -1"),
        (data.split, (GOOD_X, GOOD_Y, 0.5, None), "seed is None"),
        (data.standardise, ([1, 2, 3],), "X has shape"),
        (data.standardise, ([[1, 2, 3], [4, 5, -np.inf]],), "X holds -inf at [1, 2]"),
        (data.standardise, (GOOD_X, [[1, 2]]), "others[0] has shape (1, 2), it needs (2, any)"),
        (data.standardise, (GOOD_X, [[1, 2], [3, np.nan]]), "others[0] holds nan at [1, 1]"),
        (data.standardise, (GOOD_X, GOOD_X, "Y"), "others[1] is 'Y'"),
    ],
)
def test_what_cannot_be_shared_out_or_shifted_is_refused_by_name(function, arguments, words):
    with pytest.raises((ValueError, TypeError)) as caught:
        function(*arguments)
    assert str(caught.value).startswith(words)
