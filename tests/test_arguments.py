"""What must hold of wrong arguments: an error names the argument, what it has and what it needs."""

import inspect
from functools import partial

import dask.array as da
import numpy as np
import pytest

from helpers import logistic
from helpers.data import split
from helpers.shapes.arguments import number_argument, shaped

W, X = np.array([[0.5], [-1.0]]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]])
Y, A = np.array([[1, 0, 1]]), np.array([[0.9, 0.2, 0.6]])
RIGHT = {"w": W, "b": 0.25, "X": X, "Y": Y, "A": A, "dw": -W, "db": 0.5, "alpha": 0.1, "x": X}
RIGHT["iterations"] = 1
MODEL = ["forward", "cost", "gradients", "update", "predict", "two_loops", "one_loop", "zero_loops"]
CHECKED = [getattr(logistic, name) for name in [*MODEL, "train", "normalize_rows", "softmax"]]


def call(function, **wrong):
    """The function with the right arguments, but for these."""
    given, names = {**RIGHT, **wrong}, inspect.signature(function).parameters
    return function(**{name: value for name, value in given.items() if name in names})


def refused(function, **wrong):
    """What the function says when it refuses this argument."""
    with pytest.raises((ValueError, TypeError)) as caught:
        call(function, **wrong)
    assert type(caught.value) in (ValueError, TypeError)  # not a subclass of NumPy's or the codec's
    return str(caught.value)


@pytest.mark.parametrize("function", CHECKED)
def test_every_function_of_the_model_checks_all_its_arguments(function):
    call(function)
    for name in set(inspect.signature(function).parameters) & set(RIGHT) - {"iterations"}:
        words = refused(function, **{name: np.ones((9, 9, 9))})
        assert words.startswith(f"{name} has shape (9, 9, 9), it needs ")
        assert refused(function, **{name: "abc"}).startswith(f"{name} is 'abc' (str), it needs a")
    own_words, raises = function.__doc__.rsplit("\n\n    ", 1)
    assert own_words and raises.startswith("Raises ValueError for a wrong shape or label, TypeErr")
    assert function.__name__ == function.__wrapped__.__name__


BOTH = "X has 2 features and 3 examples"
WRONG = [
    ("w", np.ones((5, 1)), f"w has shape (5, 1), it needs (2, 1): {BOTH}"),
    ("w", W.ravel(), "w has shape (2,), it needs (2, 1): w.reshape(-1, 1) gives it two axes"),
    ("w", W.T, "w has shape (1, 2), it needs (2, 1): w.T swaps the two axes"),
    ("Y", Y[:, :2], f"Y has shape (1, 2), it needs (1, 3): {BOTH}, X.T the other way round"),
    ("Y", Y[:, :1], f"Y has shape (1, 1), it needs (1, 3): {BOTH}"),
    ("w", np.ones((3, 1)), f"w has shape (3, 1), it needs (2, 1): {BOTH}, X.T the other way round"),
    ("Y", Y.ravel(), "Y has shape (3,), it needs (1, 3): Y.reshape(1, -1) gives it two axes"),
    ("Y", Y.T, "Y has shape (3, 1), it needs (1, 3): Y.T swaps the two axes"),
    ("Y", np.vstack([Y, Y]), f"Y has shape (2, 3), it needs (1, 3): {BOTH}"),
    (
        "X",
        X[None],
        "X has shape (1, 2, 3), it needs (n, m): logistic.flatten(X) makes a column of "
        "each picture",
    ),
    ("X", np.float64(1.0), "X has shape (), it needs (n, m)"),
    ("X", X[:, :0], "X has shape (2, 0), it needs (n, m): there is nothing in it"),
    ("X", [], "X has shape (0,), it needs (n, m): there is nothing in it"),
    ("X", [[1, 2], [3]], "X has rows of several lengths, they need one length"),
    ("Y", [[1.0, 1.5, 0.0]], "Y holds 1.5, labels need to be 0 or 1"),
    ("Y", np.array([[255, 0, 1]], np.uint8), "Y holds 255, labels need to be 0 or 1"),
    ("b", [0.0, 1.0], "b is [0.0, 1.0] (list), it needs a number"),
    ("b", np.zeros((1, 1)), "b has shape (1, 1), it needs a number"),
    ("b", da.zeros(3), "b has shape (3,), it needs a number"),
    ("X", None, "X is None (NoneType), it needs an array"),
    ("X", [["a", "b"]], "X holds text, it needs numbers"),
    ("X", np.zeros((2, 3), complex), "X holds entries of type complex128, it needs numbers"),
    ("b", None, "b is None (NoneType), it needs a number"),
    ("b", 1j, "b is 1j (complex), it needs a number"),
    ("b", np.array("0"), "b is np.str_('0') (str_), it needs a number"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_what_is_wrong_is_said_and_how_to_mend_it(name, value, words):
    assert refused(logistic.zero_loops, **{name: value}) == words


def test_answers_in_a_column_are_told_to_turn():
    words = "A has shape (3, 1), it needs (1, m): A.T swaps the two axes"
    assert refused(logistic.cost, A=A.T) == refused(logistic.predict, A=A.T) == words


@pytest.mark.parametrize("labels", [np.ones(100), np.ones((100, 1)), [1] * 100])
@pytest.mark.parametrize(
    "function",
    [
        split,
        logistic.train,
        partial(logistic.zero_loops, W, 0.0),
        partial(logistic.two_loops, W, 0.0),
    ],
)
def test_data_in_rows_is_recognised_and_not_where_it_may_be_something_else(function, labels):
    rows = np.ones((100, 2))
    with pytest.raises(ValueError) as caught:
        function(rows, labels)
    given = f"X has shape (100, 2) and Y {np.shape(labels)}, one example in each row"
    assert str(caught.value) == f"{given}: X needs one in each column, as in X.T"
    with pytest.raises(ValueError, match=r"Y\.reshape\(1, -1\)"):
        function(rows[:2], [0, 1])  # as many features as examples


@pytest.mark.parametrize("value", [1, True, np.float32(1), np.int8(1), np.bool(True), np.array(1)])
def test_every_kind_of_number_is_a_number_and_plus_equals_cannot_change_it(value):
    given = number_argument("b", value)
    given += 1
    assert given == 2 and value == 1


# The decorator itself


@shaped(A="rows 1", B="rows columns")
def sample(A, B, factor=2.0):
    return A, B, factor


def test_arguments_by_name_and_defaults_are_checked_alike_and_calls_leave_nothing_behind():
    A, B = [[1], [2]], np.ones((2, 3))
    assert sample(A, B)[2] == sample(B=B, A=A)[2] == 2.0
    assert sample(A, B, 3)[2] == sample(A, B, factor=3)[2] == 3
    assert sample([[1]], np.ones((1, 5)))[1].shape == (1, 5)
    with pytest.raises(ValueError, match=r"^B has shape \(3, 2\), it needs \(2, columns\): A has"):
        sample(A, B=np.ones((3, 2)))
    for given in ({}, {"A": W}, {"A": W, "B": W, "z": 1}):
        with pytest.raises(TypeError, match="argument"):
            sample(**given)


def test_lists_become_arrays_and_arrays_are_not_copied():
    assert isinstance(sample([[1], [2]], ((1, 2), (3, 4)))[1], np.ndarray)
    assert sample(W, X)[1] is X


def test_lists_stay_lists_where_plain_numbers_are_read_from_them():
    assert shaped(as_given=True, X="n m")(lambda X: X)([[1, 2]]) == [[1, 2]]
