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
    X, Y = numbered(m)
    X1, Y1, X2, Y2 = data.split(X, Y, held_out)
    assert X2.shape == (2, count)
    assert X1.shape == (2, m - count)
    together = np.concatenate([X1, X2], axis=1)
    assert np.array_equal(np.sort(together[0]), X[0])
    assert np.array_equal(together[1], together[0] + 100)
    assert np.array_equal(Y1, X1[0:1] % 2)
    assert np.array_equal(Y2, X2[0:1] % 2)


def test_split_mixes_the_same_seed_alike_everywhere_and_another_seed_differently():
    X, Y = numbered(8)
    train, _, held_out, _ = data.split(X, Y, seed=0)
    # Written down once: no machine and no version of NumPy may give another order.
    assert train[0].tolist() == [6, 2, 1, 7, 3, 0]
    assert held_out[0].tolist() == [5, 4]
    assert data.split(X, Y, seed=1)[0][0].tolist() != train[0].tolist()


def test_split_holds_a_quarter_out_unless_asked_otherwise():
    for ours, expected in zip(
        data.split(*numbered(100)), data.split(*numbered(100), held_out=0.25, seed=2), strict=True
    ):
        assert np.array_equal(ours, expected)


def test_split_returns_the_form_of_the_course_and_leaves_its_arguments_alone():
    X, Y = data.tumours()
    before = X.copy(), Y.copy()
    X1, Y1, X2, Y2 = data.split(X, Y)
    for part in (X1, Y1, X2, Y2):
        assert part.dtype == np.float64
        assert part.flags.c_contiguous
        assert part.flags.writeable
    X1[:] = -1
    Y2[:] = -1
    assert np.array_equal(X, before[0])
    assert np.array_equal(Y, before[1])


def test_split_turns_whole_numbers_and_nested_lists_into_float64():
    parts = data.split([[1, 2, 3]], [[0, 1, 1]])
    assert [part.dtype for part in parts] == [np.float64] * 4


def test_standardise_uses_the_numbers_of_the_first_array_for_all():
    X, X_held_out = data.standardise([[1, 3], [10, 50]], [[5, 1, 2], [30, 30, 70]])
    assert np.array_equal(X, [[-1, 1], [-1, 1]])
    assert np.array_equal(X_held_out, [[3, -1, 0], [0, 0, 2]])


def test_standardised_features_have_mean_0_and_standard_deviation_1():
    X, _ = data.tumours()
    before = X.copy()
    standard = data.standardise(X)
    assert standard.shape == X.shape
    assert np.allclose(standard.mean(axis=1), 0)
    assert np.allclose(standard.std(axis=1), 1)
    assert np.array_equal(X, before)


def test_what_is_held_out_does_not_change_what_training_sees():
    X, Y = data.tumours()
    X, _, X_held_out, _ = data.split(X, Y)
    alone = data.standardise(X)
    assert np.array_equal(data.standardise(X, X_held_out)[0], alone)
    assert np.array_equal(data.standardise(X, X_held_out * 1000)[0], alone)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-300, 1 / 3])
def test_a_constant_feature_becomes_0_and_is_only_shifted_elsewhere(value):
    X, other = data.standardise([[value] * 3, [1, 2, 3]], [[value + 5], [2]])
    assert np.array_equal(X[0], [0, 0, 0])
    assert np.array_equal(other, [[value + 5 - value], [0]])


def test_one_example_alone_standardises_to_zeros():
    assert np.array_equal(data.standardise([[7], [8]]), [[0], [0]])


def test_standardise_gives_back_as_many_arrays_as_it_was_given():
    X, _ = data.toy()
    assert isinstance(data.standardise(X), np.ndarray)
    assert [array.shape for array in data.standardise(X, X[:, :1], X[:, :3])] == [
        (2, 4),
        (2, 1),
        (2, 3),
    ]


GOOD_X, GOOD_Y = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[0, 1, 1]]


@pytest.mark.parametrize(
    ("arguments", "kind", "named"),
    [
        (([1, 2, 3], GOOD_Y), ValueError, "X has shape"),
        (([[], []], GOOD_Y), ValueError, "X has shape"),
        ((np.ones((2, 3, 4)), GOOD_Y), ValueError, "X has shape"),
        (([[1, 2], [3]], GOOD_Y), ValueError, "X "),
        (([["a", "b", "c"]], GOOD_Y), TypeError, "X "),
        (("X", GOOD_Y), TypeError, "X "),
        ((None, GOOD_Y), TypeError, "X "),
        (([[1, np.nan, 3]], GOOD_Y), ValueError, r"X holds nan at \[0, 1\]"),
        (([[1, 2, 3], [4, 5, -np.inf]], GOOD_Y), ValueError, r"X holds -inf at \[1, 2\]"),
        ((GOOD_X, [0, 1, 1]), ValueError, "Y has shape"),
        ((GOOD_X, [[0, 1]]), ValueError, "Y has shape"),
        ((GOOD_X, [[0], [1], [1]]), ValueError, "Y has shape"),
        ((GOOD_X, [[0, 1, 2]]), ValueError, "Y holds 2"),
        ((GOOD_X, [[0, 1, -1]]), ValueError, "Y holds -1"),
        ((GOOD_X, [[0, 1, np.nan]]), ValueError, "Y holds nan"),
        ((GOOD_X, [["no", "yes", "yes"]]), TypeError, "Y "),
        (([[1], [2]], [[1]]), ValueError, "X has 1 example"),
        ((GOOD_X, GOOD_Y, 0), ValueError, "held_out has 0, it needs a fraction"),
        ((GOOD_X, GOOD_Y, 1.0), ValueError, "held_out has 1.0"),
        ((GOOD_X, GOOD_Y, -0.5), ValueError, "held_out has -0.5"),
        ((GOOD_X, GOOD_Y, 100), ValueError, "held_out has 100"),
        ((GOOD_X, GOOD_Y, float("nan")), ValueError, "held_out has nan"),
        ((GOOD_X, GOOD_Y, "0.25"), TypeError, "held_out has type str"),
        ((GOOD_X, GOOD_Y, True), TypeError, "held_out has type bool"),
        ((GOOD_X, GOOD_Y, 0.5, -1), ValueError, "seed has -1"),
        ((GOOD_X, GOOD_Y, 0.5, 2**32), ValueError, "seed has 4294967296"),
        ((GOOD_X, GOOD_Y, 0.5, 1.5), TypeError, "seed has 1.5"),
        ((GOOD_X, GOOD_Y, 0.5, None), TypeError, "seed has None"),
    ],
)
def test_split_refuses_what_it_cannot_share_out_and_names_it(arguments, kind, named):
    with pytest.raises(kind, match=f"^{named}"):
        data.split(*arguments)


@pytest.mark.parametrize(
    ("arrays", "kind", "named"),
    [
        (([1, 2, 3],), ValueError, "X has shape"),
        ((np.ones((2, 0)),), ValueError, "X has shape"),
        (([["1", "2"]],), TypeError, "X "),
        (([[1, np.inf]],), ValueError, r"X holds inf at \[0, 1\]"),
        ((GOOD_X, [[1, 2, 3]]), ValueError, r"others\[0\] has shape \(1, 3\), it needs \(2, any\)"),
        ((GOOD_X, GOOD_X, [1, 2]), ValueError, r"others\[1\] has shape"),
        ((GOOD_X, [[1, 2], [3, np.nan]]), ValueError, r"others\[0\] holds nan at \[1, 1\]"),
        ((GOOD_X, "Y"), TypeError, r"others\[0\] "),
    ],
)
def test_standardise_refuses_what_it_cannot_shift_and_scale_and_names_it(arrays, kind, named):
    with pytest.raises(kind, match=f"^{named}"):
        data.standardise(*arrays)
