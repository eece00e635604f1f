"""What must hold of wrong arguments: an error names the argument, what it has and what it needs."""

import inspect
import re

import dask.array as da
import numpy as np
import pytest

from helpers import logistic
from helpers.shapes.arguments import array_argument, number_argument, shaped

W, B, X = np.array([[0.5], [-1.0]]), 0.25, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]])
Y, A = np.array([[1, 0, 1]]), np.array([[0.9, 0.2, 0.6]])
RIGHT = {"w": W, "b": B, "X": X, "Y": Y, "A": A, "dw": -W, "db": 0.5, "alpha": 0.1, "x": X}
CHECKED = [
    logistic.forward,
    logistic.cost,
    logistic.gradients,
    logistic.update,
    logistic.predict,
    logistic.two_loops,
    logistic.one_loop,
    logistic.zero_loops,
    logistic.train,
    logistic.normalize_rows,
    logistic.softmax,
]
# what no other argument has to fit
FREE = [
    (logistic.forward, "X", (2, 5)),
    (logistic.predict, "A", (1, 6)),
    *(
        (function, "x", shape)
        for function in (logistic.softmax, logistic.normalize_rows)
        for shape in [(3, 2), (4, 3), (2, 6)]
    ),
]


def cases(*names):
    """(function, argument) for each checked function that has an argument of these names."""
    return [
        pytest.param(function, name, id=f"{function.__name__}-{name}")
        for function in CHECKED
        for name in inspect.signature(function).parameters
        if name in names
    ]


def call(function, **wrong):
    """The function with the right arguments, but for these."""
    given = {**RIGHT, **({"iterations": 1} if function is logistic.train else {}), **wrong}
    names = inspect.signature(function).parameters
    return function(**{name: value for name, value in given.items() if name in names})


def refused(function, error=ValueError, **wrong):
    """What the function says when it refuses this argument; it names it and what it needs."""
    with pytest.raises(error) as caught:
        call(function, **wrong)
    assert type(caught.value) is error  # not a subclass of NumPy's or the codec's
    words = str(caught.value)
    ((name, _),) = wrong.items()
    assert re.search(rf"\b{name}\b", words)
    assert "need" in words
    return words


@pytest.mark.parametrize("function", CHECKED)
def test_right_arguments_are_let_through(function):
    call(function)


@pytest.mark.parametrize(("function", "name"), cases("w", "X", "Y", "A", "dw", "x"))
def test_an_array_of_the_wrong_shape_is_refused_and_its_shape_is_said(function, name):
    right = RIGHT[name]
    transposed = right.T if name != "X" else X[:, :2].T @ np.ones((2, 5))  # (2, 5): w or Y differ
    wrong = [right.ravel(), right[None], transposed, right[..., :0], right[:0], np.float64(1.0)]
    wrong += [np.concatenate([right, right], axis=axis) for axis in (0, 1)] if name != "X" else []
    for value in wrong:
        if (function, name, value.shape) in FREE:
            continue
        words = refused(function, **{name: value})
        assert str(value.shape) in words or f"X has 2 features and {value.shape[1]} examp" in words


@pytest.mark.parametrize("function", [logistic.two_loops, logistic.zero_loops, logistic.train])
def test_too_few_examples_or_features_are_said_with_the_numbers_of_X(function):
    words = refused(function, Y=Y[:, :2])
    assert words == "Y has shape (1, 2), it needs (1, 3): X has 2 features and 3 examples"
    words = refused(function, w=np.ones((5, 1)))
    assert words == "w has shape (5, 1), it needs (2, 1): X has 2 features and 3 examples"


def test_a_shape_that_is_nearly_right_is_told_how_to_mend_it():
    assert refused(logistic.zero_loops, w=W.ravel()) == (
        "w has shape (2,), it needs (2, 1): w.reshape(-1, 1) gives it two axes"
    )
    assert refused(logistic.zero_loops, Y=Y.ravel()) == (
        "Y has shape (3,), it needs (1, 3): Y.reshape(1, -1) gives it two axes"
    )
    assert refused(logistic.cost, Y=Y[:, :2]) == (
        "Y has shape (1, 2), it needs (1, 3): A has shape (1, 3)"
    )
    assert refused(logistic.zero_loops, Y=Y.T) == (
        "Y has shape (3, 1), it needs (1, 3): Y.T swaps the two axes"
    )


@pytest.mark.parametrize(
    ("name", "mended"), [("w", lambda w: w.reshape(-1, 1)), ("Y", lambda Y: Y.reshape(1, -1))]
)
def test_the_mend_that_is_told_works(name, mended):
    flat = RIGHT[name].ravel()
    refused(logistic.zero_loops, **{name: flat})
    call(logistic.zero_loops, **{name: mended(flat)})


@pytest.mark.parametrize(
    "empty",
    [[], [[]], np.zeros((2, 0)), np.zeros((0, 3)), np.zeros(0)],
    ids=lambda value: str(np.shape(value)),
)
@pytest.mark.parametrize(("function", "name"), cases("X", "A", "x"))
def test_nothing_in_it_is_refused(function, name, empty):
    words = refused(function, **{name: empty})
    assert str(np.shape(empty)) in words
    assert words.endswith("there is nothing in it")


@pytest.mark.parametrize(("function", "name"), cases("w", "X", "Y", "A", "dw", "x"))
def test_what_is_no_array_of_numbers_is_refused(function, name):
    shape = RIGHT[name].shape
    assert "'abc' (str)" in refused(function, TypeError, **{name: "abc"})
    if (function, name) != (logistic.train, "w"):  # None there means: start from zeros
        assert "None (NoneType)" in refused(function, TypeError, **{name: None})
    assert "3.5 (float)" in refused(function, TypeError, **{name: 3.5})
    for text in (np.full(shape, "1.5"), np.full(shape, "1.5").tolist(), np.full(shape, b"1")):
        words = refused(function, TypeError, **{name: text})
        assert words == f"{name} holds text, it needs numbers"
    for kind in (object, complex, "datetime64[s]"):
        words = refused(function, TypeError, **{name: np.zeros(shape, kind)})
        assert str(np.dtype(kind)) in words
    words = refused(function, TypeError, **{name: np.full(shape, None).tolist()})
    assert "object" in words


@pytest.mark.parametrize(("function", "name"), cases("w", "X", "Y", "A", "dw", "x"))
def test_rows_of_several_lengths_are_refused(function, name):
    words = refused(function, **{name: [[1, 0, 1], [1]]})
    assert "rows of several lengths" in words


@pytest.mark.parametrize("value", [2, -1, 0.5, 1.0000001, np.nan, np.inf, 255])
@pytest.mark.parametrize("as_list", [False, True])
@pytest.mark.parametrize(("function", "name"), cases("Y"))
def test_a_label_other_than_0_and_1_is_refused_and_said(function, name, as_list, value):
    labels = np.array([[1.0, value, 0.0]])
    words = refused(function, Y=labels.tolist() if as_list else labels)
    assert words == f"Y holds {np.float64(value)}, labels need to be 0 or 1"


@pytest.mark.parametrize("labels", [np.array([[255, 0, 1]], np.uint8), np.array([[-1, 0, 1]])])
def test_whole_labels_other_than_0_and_1_are_refused_too(labels):
    assert f"Y holds {labels[0, 0]}" in refused(logistic.zero_loops, Y=labels)


@pytest.mark.parametrize(("function", "name"), cases("b", "db"))
def test_b_must_be_a_number(function, name):
    for value in ("0", None, [0.0], 1j, np.complex128(1j), np.array("0"), np.str_("0"), [[0.0]]):
        words = refused(function, TypeError, b=value)
        assert re.fullmatch(r"b is .+ \(\w+\), it needs a number", words)
    for value in (np.zeros((1, 1)), np.zeros(1), np.zeros(3), da.zeros((1, 1))):
        assert refused(function, b=value) == f"b has shape {value.shape}, it needs a number"


@pytest.mark.parametrize(("function", "name"), cases("b", "db"))
@pytest.mark.parametrize(
    "value",
    [1, True, np.float32(1), np.int8(1), np.bool(True), np.array(1), np.array(1.0), np.array(True)],
    ids=repr,
)
def test_every_kind_of_number_is_a_number(function, name, value):
    given, expected = call(function, b=value), call(function, b=1.0)
    parts = given if isinstance(given, tuple) else (given,)
    wanted = expected if isinstance(expected, tuple) else (expected,)
    for part, other in zip(parts, wanted, strict=True):
        assert np.shape(part) == np.shape(other)
        assert np.allclose(part, other, rtol=1e-14)


# The decorator itself


def test_takes_keeps_what_a_function_is_called_and_says():
    assert logistic.zero_loops.__name__ == "zero_loops"
    assert logistic.zero_loops.__doc__.startswith("w (n, 1), b number, X (n, m)")
    assert str(inspect.signature(logistic.cost)) == "(A, Y)"
    assert "return J, dw, db" in inspect.getsource(logistic.zero_loops)


@shaped(A="rows 1", B="rows columns")
def sample(A, B, factor=2.0):
    return A, B, factor


def test_arguments_by_name_and_defaults_are_checked_alike():
    A, B = [[1], [2]], [[1, 2, 3], [4, 5, 6]]
    assert sample(A, B)[2] == sample(A, B=B)[2] == sample(B=B, A=A)[2] == 2.0
    assert sample(A, B, 3)[2] == sample(A, B, factor=3)[2] == 3
    for wrong in ({"A": A, "B": B[:1]}, {"A": A[0], "B": B}):
        with pytest.raises(ValueError, match="has shape"):
            sample(**wrong)


def test_a_letter_is_the_same_length_everywhere():
    with pytest.raises(ValueError, match=r"^B has shape \(3, 2\), it needs \(2, columns\): A has"):
        sample([[1], [2]], np.ones((3, 2)))


def test_one_call_leaves_nothing_behind_for_the_next():
    sample([[1], [2]], np.ones((2, 3)))
    sample([[1], [2], [3]], np.ones((3, 5)))


def test_too_many_or_too_few_arguments_are_refused_as_by_python():
    for wrong in ([], [W], [W, B, X, Y, Y]):
        with pytest.raises(TypeError, match="argument"):
            logistic.zero_loops(*wrong)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        logistic.zero_loops(W, B, X, Y, z=1)


def test_lists_become_arrays_unless_they_are_wanted_as_given():
    A, B, _ = sample([[1], [2]], ((1, 2), (3, 4)))
    assert isinstance(A, np.ndarray) and isinstance(B, np.ndarray)

    @shaped(X="n m", as_given=True)
    def as_it_is(X):
        return X

    rows = [[1, 2], [3, 4]]
    assert as_it_is(rows) is rows
    with pytest.raises(ValueError, match="rows of several lengths"):
        as_it_is([[1, 2], [3]])


def test_arrays_are_not_copied():
    assert array_argument("X", X, ["n", "m"], {"1": 1}) is X


def test_the_entries_of_arrays_of_other_libraries_are_not_read():
    def fail(block):
        raise AssertionError("computed")

    lazy = da.zeros((1, 3), chunks=3).map_blocks(fail, dtype=float, meta=np.empty((0, 0)))
    assert array_argument("Y", lazy, ["1", "m", "labels"], {"1": 1}) is lazy
    number = lazy.sum()
    assert number_argument("b", number) is number
    with pytest.raises(ValueError, match=r"Y has shape \(1, 3\), it needs \(1, 4\)"):
        array_argument("Y", lazy, ["1", "m", "labels"], {"1": 1, "m": 4})


def test_a_number_in_an_array_is_read_out_so_that_plus_equals_cannot_change_it():
    b = np.array(1.0)
    given = number_argument("b", b)
    given += 1
    assert b == 1.0
