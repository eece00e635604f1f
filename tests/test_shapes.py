"""What must hold of the rules of shapes in words: NumPy's verdict, its shape, the right axis."""

import itertools
import random

import numpy as np
import pytest

from helpers.shapes.rules import Explanation, explain_broadcast, explain_product, steps

LENGTHS = range(5)


def shapes_with(axes):
    """All shapes with so many axes, of length 0 to 4."""
    return list(itertools.product(LENGTHS, repeat=axes))


UP_TO_THREE = [shape for axes in range(4) for shape in shapes_with(axes)]
PAIRS = list(itertools.product(UP_TO_THREE, repeat=2))


def sample(count, *, of=2, seed=0):
    """So many tuples of shapes with up to four axes."""
    draw = random.Random(seed)

    def shape():
        return tuple(draw.choices(LENGTHS, k=draw.randint(0, 4)))

    return [tuple(shape() for _ in range(of)) for _ in range(count)]


def numpys(function, *arguments):
    """The shape that NumPy gives, or None where it refuses."""
    try:
        result = function(*arguments)
    except ValueError:
        return None
    return result if isinstance(result, tuple) else np.shape(result)


ARRAYS = {}


def numpys_product(a, b):
    for shape in (a, b):
        if shape not in ARRAYS:
            ARRAYS[shape] = np.zeros(shape, np.int8)
    return numpys(np.matmul, ARRAYS[a], ARRAYS[b])


def fit_on_the_last(axes, shapes):
    """Whether NumPy finds that the shapes fit, as far as their last `axes` axes."""
    return (
        numpys(np.broadcast_shapes, *(shape[max(0, len(shape) - axes) :] for shape in shapes))
        is not None
    )


def assert_broadcast(*shapes):
    explained = explain_broadcast(*shapes)
    assert explained.shape == numpys(np.broadcast_shapes, *shapes), shapes
    if explained.shape is not None:
        assert explained.axis is None
    else:  # the first axis from the right that does not fit
        assert explained.axis < 0
        assert fit_on_the_last(-explained.axis - 1, shapes), shapes
        assert not fit_on_the_last(-explained.axis, shapes), shapes
    for shape in shapes:
        assert shape == () or str(shape) in explained


def assert_product(a, b):
    explained = explain_product(a, b)
    assert explained.shape == numpys_product(a, b), (a, b)
    assert str(a) in explained and str(b) in explained
    if explained.shape is not None or not a or not b:
        assert explained.axis is None
    elif explained.axis == -1:  # the lengths in the middle
        assert a[-1] != (b[-2] if len(b) > 1 else b[0])
    else:  # an axis in front of them
        assert explained.axis <= -3
        last = -explained.axis - 1
        assert numpys_product(a[-last:], b[-last:]) is not None, (a, b)
        assert numpys_product(a[-last - 1 :], b[-last - 1 :]) is None, (a, b)


# NumPy's verdict


def test_every_pair_of_shapes_with_up_to_three_axes_broadcasts_as_numpy_says():
    for pair in PAIRS:
        assert_broadcast(*pair)


def test_pairs_of_shapes_with_up_to_four_axes_broadcast_as_numpy_says():
    for pair in sample(15000):
        assert_broadcast(*pair)


def test_three_and_four_shapes_broadcast_as_numpy_says():
    for shapes in sample(8000, of=3, seed=1) + sample(2000, of=4, seed=2):
        assert_broadcast(*shapes)


def test_one_shape_stays_and_none_is_a_number():
    for shapes in [(), ((),), ((3,),), ((2, 0, 1),)]:
        assert_broadcast(*shapes)


def test_every_pair_of_shapes_with_up_to_three_axes_multiplies_as_numpy_says():
    for pair in PAIRS:
        assert_product(*pair)


def test_pairs_of_shapes_with_up_to_four_axes_multiply_as_numpy_says():
    for pair in sample(15000, seed=3):
        assert_product(*pair)


# The words


def test_an_explanation_is_its_words():
    explained = explain_broadcast((3, 1), (1, 4))
    assert isinstance(explained, str) and isinstance(explained, Explanation)
    assert explained == (
        "(3, 1) and (1, 4), from the right: 1 meets 4, the 1 is read again until "
        "it is 4; 3 meets 1, the 1 is read again until it is 3. "
        "The result has shape (3, 4)."
    )


@pytest.mark.parametrize(
    ("shapes", "axis", "words"),
    [
        ([(2, 3), (2, 4)], -1, "on the last axis, 3 meets 4, and neither is 1"),
        ([(2, 3), (4, 3)], -2, "on the last axis but one, 2 meets 4, and neither is 1"),
        ([(5, 1, 3), (4, 2, 3)], -3, "on axis -3, 5 meets 4, and neither is 1"),
        ([(2,), (1,), (3,)], -1, "2 meets 3, and neither is 1"),
        ([(2,), (3,), (4,)], -1, "2 meets 3 meets 4, and none of them is 1"),
    ],
)
def test_the_axis_that_fails_is_said_with_its_lengths(shapes, axis, words):
    explained = explain_broadcast(*shapes)
    assert explained.axis == axis
    assert words in explained


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ((3, 4), (3, 4), "the last axis of the first has 4, the axis it meets in the second has 3"),
        ((3,), (4,), "the last axis of the first has 3, the axis it meets in the second has 4"),
        ((), (3,), "a number has no axis to sum over"),
        ((2, 3, 4), (5, 4, 3), "the axes in front, (2,) and (5,) do not fit"),
        (
            (1, 3),
            (3, 5),
            "the 3 and the 3 in the middle meet and are summed away. What is left is shape (1, 5).",
        ),
        ((3,), (3,), "What is left is a number."),
    ],
)
def test_a_product_is_explained_by_the_axes_that_meet(a, b, words):
    assert words in explain_product(a, b)


@pytest.mark.parametrize("wrong", [3, None, "(2, 3)", np.zeros((2, 3))], ids=repr)
def test_what_is_no_shape_is_refused(wrong):
    for call in (lambda: explain_broadcast((2, 3), wrong), lambda: explain_product(wrong, (3,))):
        with pytest.raises(TypeError, match="needs a tuple of lengths, such as"):
            call()


@pytest.mark.parametrize("wrong", [(2, -1), (2, 1.0), ("2",), [None]], ids=repr)
def test_lengths_that_are_no_lengths_are_refused(wrong):
    for call in (lambda: explain_broadcast(wrong), lambda: explain_product((3,), wrong)):
        with pytest.raises(ValueError, match="lengths need to be whole numbers, 0 or more"):
            call()


def test_lengths_of_numpys_own_type_read_as_plain_numbers():
    shape = (np.int64(2), np.int64(3))
    assert explain_broadcast(shape, (3,)) == explain_broadcast((2, 3), [3])


# Steps of an expression

W, X, V = np.array([[1.0], [2.0]]), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.arange(3.0)
NAMES = {"w": W, "X": X, "v": V, "b": 0.5, "rows": [[1, 2, 3]], "double": lambda value: 2 * value}
FINE = {  # expression: operations on arrays
    "w.T @ X + b": ["w.T @ X", "w.T @ X + b"],
    "1 / (1 + np.exp(-(w.T @ X)))": [
        "w.T @ X",
        "1 + np.exp(-(w.T @ X))",
        "1 / (1 + np.exp(-(w.T @ X)))",
    ],
    "(X - v).mean(axis=1, keepdims=True) * w": ["X - v", "(X - v).mean(axis=1, keepdims=True) * w"],
    "X[:, 1:2] * v[2]": ["X[:, 1:2] * v[2]"],
    "X[X > 2]": ["X > 2"],
    "(X >= 2) & (X != 5) | (v < 1)": [
        "X >= 2",
        "X != 5",
        "(X >= 2) & (X != 5)",
        "v < 1",
        "(X >= 2) & (X != 5) | (v < 1)",
    ],
    "X // 2 % 2 ** v": ["X // 2", "2 ** v", "X // 2 % 2 ** v"],
    "np.where(v == 1, v, -v)": ["v == 1"],
    "v + [10, 20, 30]": ["v + [10, 20, 30]"],
    "v @ v": ["v @ v"],
    "double(X * 2)": ["X * 2"],
    "np.sum(X, axis=0)": [],
    "X.shape": [],
    "rows + rows": [],  # two lists, put one after the other
    "2 * 3 + b": [],
    "np.float64(2.0) * b": [],
    "[x * 2 for x in v]": [],  # many values: no words for them
    "b > 1 and (X + v).any()": [],
    "0 < b < 1": [],
    "v if b else X @ X": [],
    "X[..., None].shape": [],
    "(X * X, v)": ["X * X"],
    "max(*v, b)": [],
    "(lambda a: a + v)(1)": [],
    "f'{b + 1}'": [],
}


@pytest.mark.parametrize("expression", FINE)
def test_the_value_is_pythons_and_each_operation_on_arrays_has_a_sentence(expression):
    value, said = steps(expression, NAMES)
    expected = eval(expression, {"np": np, **NAMES})
    assert type(value) is type(expected)
    if isinstance(value, tuple):
        assert all(map(np.array_equal, value, expected))
    else:
        assert np.array_equal(value, expected)
    assert [sentence.partition(": ")[0] for sentence in said] == FINE[expression]


def test_a_sentence_is_the_explanation_of_the_operands_shapes():
    _, said = steps("w.T @ X + b", NAMES)
    assert said == [
        f"w.T @ X: {explain_product((1, 2), (2, 3))}",
        f"w.T @ X + b: {explain_broadcast((1, 3), ())}",
    ]


@pytest.mark.parametrize(
    ("expression", "error", "sentences", "last"),
    [
        ("w @ X", ValueError, 1, "w @ X: (2, 1) @ (2, 3) does not fit"),
        ("X * 2 + w.T * b", ValueError, 3, "X * 2 + w.T * b: (2, 3) and (1, 2) do not fit"),
        ("np.exp((X + v) @ w).sum()", ValueError, 2, "(X + v) @ w: (2, 3) @ (2, 1) does not fit"),
        ("X @ 2", ValueError, 1, "X @ 2: (2, 3) @ () fails: a number has no axis"),
        ("X + u", NameError, 1, "NameError: name 'u' is not defined"),
        ("X * 2 + np.array(['a'])", TypeError, 3, ""),
        ("(X * 2).reshape(7)", ValueError, 2, "ValueError: cannot reshape array of size 6"),
        ("X[5]", IndexError, 1, "IndexError: index 5 is out of bounds"),
        ("1 / 0", ZeroDivisionError, 1, "ZeroDivisionError: division by zero"),
        ("X +", SyntaxError, 1, "SyntaxError: "),
    ],
)
def test_what_fails_is_the_value_and_the_last_sentence_says_why(expression, error, sentences, last):
    value, said = steps(expression, NAMES)
    assert isinstance(value, error)
    assert len(said) == sentences
    assert said[-1].startswith(last)


def test_parts_are_evaluated_once_and_in_pythons_order():
    calls = []

    def call(value):
        calls.append(value)
        return value

    value, _ = steps(
        "call(1) + np.add(call(2) * V, call(3)).sum() * call(4)", {"call": call, "V": V}
    )
    assert calls == [1, 2, 3, 4]
    assert value == 1 + np.add(2 * V, 3).sum() * 4


def test_numbers_that_run_over_are_no_cause_for_warnings(recwarn):
    value, _ = steps("np.exp(x * 1000) / (x - x)", {"x": V})
    assert len(recwarn) == 0 and np.isinf(value).any()


def test_names_stay_as_they_are():
    names = dict(NAMES)
    steps("(X := v * 2) + X", names)
    assert names == NAMES and names["X"] is X
