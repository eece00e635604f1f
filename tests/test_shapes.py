"""What must hold of the rules of shapes in words, and of suggestions: they say what NumPy does."""

import functools
import itertools
import random
import re

import numpy as np
import pytest

from helpers.shapes import rules
from helpers.shapes.rules import explain_broadcast, explain_product
from helpers.shapes.suggestions import suggest

SHAPES = [shape for axes in range(4) for shape in itertools.product(range(4), repeat=axes)]
SHAPES += [(2, 1, 2, 3), (3, 2, 3, 2), (1, 2, 3, 1), (2, 3, 1, 1)]
PAIRS = list(itertools.product(SHAPES, repeat=2))
DRAW = random.Random(0)
PLACES = "the last axis", "the last axis but one", "axis -3", "axis -4"  # from the right


def array(shape):
    return np.broadcast_to(np.int8(0), shape)


def numpys(function, *arguments):
    """The shape of what NumPy gives, or None where it refuses."""
    try:
        return np.shape(function(*arguments))
    except (ValueError, IndexError):
        return None


def product(a, b):
    return numpys(lambda: array(a) @ array(b))


def together(*shapes):
    return numpys(lambda: array(np.broadcast_shapes(*shapes)))


# NumPy's verdict


def test_shapes_broadcast_as_numpy_says_and_the_first_axis_from_the_right_that_fails_is_named():
    for shapes in [*PAIRS, *(DRAW.choices(SHAPES, k=3) for _ in range(3000)), [(3,)], [()]]:
        explained = explain_broadcast(*shapes)
        assert explained.shape == together(*shapes), shapes
        if explained.shape is None:
            place = next(k for k, where in enumerate(PLACES) if f"on {where}, " in explained)
            after = [shape[max(len(shape) - place, 0) :] for shape in shapes]
            up_to = [shape[max(len(shape) - place - 1, 0) :] for shape in shapes]
            assert together(*up_to) is None and together(*after) is not None, shapes


def test_shapes_multiply_as_numpy_says():
    for a, b in PAIRS:
        assert explain_product(a, b).shape == product(a, b), (a, b)


AXES = [None, *range(-4, 4), (0, 1), (0, -1), (1, 2), (0, 1, 2), (1, 1), (0, 5)]
SIZES = [sizes for k in (1, 2, 3) for sizes in itertools.product((-1, 0, 1, 2, 3, 6), repeat=k)]
SLICES = [slice(None), slice(1, 2), slice(-1, 9), slice(None, None, -2)]
PARTS = [0, 2, -1, -4, 3, np.int64(1), *SLICES]
OTHERS = [None, ..., [0, 1], np.array([0]), [True, False], (..., 0), (None, [1]), (0, ..., None)]
INDICES = [parts for k in (0, 1, 2, 3) for parts in itertools.product(PARTS, repeat=k)]
FEW = [(), (3,), (0,), (2, 3), (3, 1), (0, 2), (1, 2, 3), (4, 2, 3)]
ASKED = {  # NumPy's way: the rule, and what it is asked
    lambda x, axis, keepdims: x.sum(axis=axis, keepdims=keepdims): (
        rules.explain_reduction,
        itertools.product(AXES, (False, True)),
    ),
    lambda x, name: getattr(x, name): (rules.explain_transpose, [["T"], ["mT"]]),
    lambda x, sizes: x.reshape(sizes): (rules.explain_reshape, itertools.product(SIZES)),
    lambda x, index: x[index]: (
        rules.explain_index,
        itertools.product([*PARTS, *INDICES, *OTHERS]),
    ),
}


@pytest.mark.parametrize(("numpy", "rule", "asked"), [(n, *a) for n, a in ASKED.items()])
def test_what_becomes_of_a_shape_is_explained_as_numpy_does_it(numpy, rule, asked):
    for given, shape in itertools.product(asked, FEW):
        if shape == () and rule is rules.explain_reduction and given[0] in (0, -1):
            continue  # NumPy lets a number pass here
        explained = rule(shape, *given)
        expected = numpys(numpy, array(shape), *given)
        assert (explained and explained.shape) == expected, (shape, given)


@pytest.mark.parametrize("name", ["concatenate", "stack", "vstack", "hstack"])
def test_arrays_are_joined_as_numpy_does_it(name):
    for shapes in [*itertools.product(FEW, repeat=2), *itertools.product(FEW[:5], repeat=3)]:
        for axis in (0, 1, -1) if name in ("concatenate", "stack") else (0,):
            function = functools.partial(getattr(np, name), **({"axis": axis} if axis else {}))
            expected = numpys(function, list(map(array, shapes)))
            explained = rules.explain_join(name, list(shapes), axis)
            assert (explained and explained.shape) == expected, (name, shapes, axis)


# The words; those of a guess stand in test_quiz

WORDS = """
broadcast((2, 1), (3,), (2, 3)) | (2, 1) and (3,) and (2, 3) give (2, 3), from the right: 1 meets 3
    meets 3, the 1 is read 3 times; 2 meets 2, a missing axis counts as 1.
broadcast((), (np.int64(2), 3)) | A number meets every entry, so shape (2, 3) stays.
broadcast((5, 1, 3), (4, 2, 3)) | (5, 1, 3) and (4, 2, 3) do not fit: on axis -3, 5 meets 4, and
    neither is 1.
broadcast((2,), (3,), (4,)) | (2,) and (3,) and (4,) do not fit: on the last axis, 2 meets 3 meets
    4, and none of them is 1.
product((3,), (3,)) | (3,) @ (3,): 3 meets 3 in the middle, that axis is summed away, and a number
    is left.
product((2, 3, 4), (2, 4, 5)) | (2, 3, 4) @ (2, 4, 5): 4 meets 4, that axis is summed away, and (2,
    3, 5) is left.
product((2, 3, 4), (5, 4, 3)) | (2, 3, 4) @ (5, 4, 3) does not fit: the axes in front, (2,) and (5,)
    do not fit: on the last axis, 2 meets 5, and neither is 1.
product((), (3,)) | () @ (3,) fails: a number has no axis to sum over, it needs *.
reduction((4, 5)) | No axis is named, so every axis of (4, 5) goes: a number is left.
reduction((4, 5), None, True) | No axis is named, so every axis of (4, 5) stays as a 1: (1, 1).
reduction((4, 5), (0, 1)) | Axes 0 and 1 go: (4, 5) becomes (), a number.
reduction((4, 5), 2) | (4, 5) has no axis 2, its axes are: 0, 1.
transpose((2, 3, 4), "mT") | .mT exchanges the last two axes: (2, 3, 4) becomes (2, 4, 3).
transpose((3,), "mT") | .mT exchanges the last two axes, and (3,) has only one axis.
reshape((3,), (-1, 1)) | 3 numbers fill (3, 1) row by row, -1 is 3.
reshape((2, 3), (4,)) | (2, 3) holds 6 numbers, and they do not fill (4,).
reshape((2, 3), (-1, -1)) | (-1, -1) leaves more than one length open, only one can be found.
index((3, 4), (0, 1)) | A single index drops its axis: (3, 4) becomes (), a number.
index((3, 4), (1, slice(1, 3))) | A single index drops its axis, a slice keeps its axis and takes 2
    of 4: (3, 4) becomes (2,).
index((2, 4), 7) | There is no 7 on axis 0 of (2, 4): its places are 0 to 1, from the end -1 to -2.
index((1, 4), 1) | There is no 1 on axis 0 of (1, 4): its only place is 0.
index((3, 4), (slice(None), slice(1, 9))) | A slice keeps its axis and takes 3 of 4, a slice may
    reach past the end: (3, 4) becomes (3, 3).
index((3,), slice(None, None, -1)) | Every entry is taken, in the other order: (3,) becomes (3,).
index((3,), (slice(None), None)) | A None puts in an axis of length 1: (3,) becomes (3, 1).
index((2, 3, 4), (..., 0)) | A single index drops its axis, the ... stands for all axes that are not
    named: (2, 3, 4) becomes (2, 3).
index((3, 4), [2, 0]) | A list takes the places in it, one by one: (3, 4) becomes (2, 4).
index((3,), np.array([True, False, True])) | A mask takes the entries where it is True: (3,) becomes
    (2,).
index((3, 4), np.array([True, False])) | A mask has the shape of what it meets: (2,) does not fit
    (3, 4).
length((2, 3), 1) | Axis 1 of (2, 3) has length 3.
length((3,), 1) | (3,) has no axis 1, its only axis is 0.
sizes("zeros", [3, 1]) | The shape is one argument: np.zeros((3, 1)).
sizes("ones", [(2, 3)]) | The argument is the shape: (2, 3).
join("vstack", [(3,), (2, 3)]) | Joined along axis 0, (1, 3) and (2, 3) give (3, 3).
join("stack", [(3,), (3,)], 1) | Stacked along a new axis 1, (3,) and (3,) give (3, 2).
join("stack", [(3,), (2,)]) | np.stack needs equal shapes, and (3,) and (2,) differ.
join("concatenate", [(2, 3), (2, 1)]) | (2, 3) and (2, 1) cannot be joined: on axis 1, 3 meets 1,
    and lengths may differ only along axis 0, where they are joined.
index((3,), (0, 1)) | 2 indices are given, and (3,) has 1 axis.
"""


@pytest.mark.parametrize(
    ("call", "words"), re.findall(r"^(\S.*?) \| (.*\n(?:    .*\n)*)", WORDS, re.M)
)
def test_a_rule_is_one_plain_sentence(call, words):
    assert eval(f"rules.explain_{call}") == " ".join(words.split())


@pytest.mark.parametrize("index", ["x", True, [0.5], [7], slice(1.5, 2), slice(0, 2, 0)])
def test_no_rule_is_given_for_other_arguments(index):
    assert rules.explain_index((2, 3), index) is None
    assert rules.explain_reduction((2, 3), "x") is rules.explain_reshape((2, 3), "F") is None
    assert rules.explain_sizes("ones", ["x"]) is rules.explain_join("stack", [None]) is None


@pytest.mark.parametrize("wrong", [3, None, "(2, 3)", (2, -1), (2, 1.0), ["2"]], ids=repr)
def test_what_is_no_shape_is_refused(wrong):
    error, words = TypeError, "needs a tuple of lengths, such as"
    if isinstance(wrong, tuple | list):
        error, words = ValueError, "lengths need to be whole numbers, 0 or more"
    with pytest.raises(error, match=words):
        explain_broadcast((2, 3), wrong)


# How they could fit

LENGTHS = [shape for axes in range(4) for shape in itertools.product((1, 2, 3), repeat=axes)]


@pytest.mark.parametrize(("count", "step"), [(2, 1), (3, 977)])
def test_a_suggestion_makes_shapes_fit_and_leaves_no_number_out(count, step):
    for shapes in itertools.islice(itertools.product(LENGTHS, repeat=count), 0, None, step):
        if way := suggest("PQR"[:count], shapes):
            arrays = {name: np.ones(shape) for name, shape in zip("PQR", shapes, strict=False)}
            terms = [eval(term, arrays.copy()) for term in way[0].split(" + ")]
            assert sum(terms).shape == way[1], (shapes, way)
            assert [term.size for term in terms] == [array.size for array in arrays.values()]


@pytest.mark.parametrize(
    ("shapes", "way"),
    [
        (((3, 4), (3,)), ("P + Q.reshape(3, 1)", (3, 4))),
        (((3,), (3, 4)), ("P.reshape(3, 1) + Q", (3, 4))),  # rather than Q.T
        (((3, 4), (4, 1)), ("P + Q.reshape(1, 4)", (3, 4))),
        (((2, 3, 4), (2, 3)), ("P + Q.reshape(2, 3, 1)", (2, 3, 4))),
        (((2, 3), (3, 2)), ("P + Q.T", (2, 3))),
        (((1, 2, 3), (3, 2)), ("P + Q.T", (1, 2, 3))),  # smaller than with a reshape
        (((2, 3, 4), (3, 2, 4)), ("P + Q.transpose(1, 0, 2)", (2, 3, 4))),
        (((2,), (3,), (3,)), ("P.reshape(2, 1) + Q + R", (2, 3))),
        (((3,), (4,), (5,)), ("P + Q.reshape(4, 1) + R.reshape(5, 1, 1)", (5, 4, 3))),
        (((3, 4), (3, 3)), None),
    ],
)
def test_the_suggestion_is_the_smallest_change(shapes, way):
    assert suggest("PQR"[: len(shapes)], shapes) == way
