"""What must hold of a suggestion: the shapes fit, all numbers stay, as little as can be changes."""

import itertools

import numpy as np
import pytest

from helpers.shapes.suggestions import suggest

SHAPES = [shape for axes in range(4) for shape in itertools.product((1, 2, 3), repeat=axes)]


@pytest.mark.parametrize(("count", "step"), [(2, 1), (3, 977)])
def test_a_suggestion_makes_shapes_fit_and_leaves_no_number_out(count, step):
    for shapes in itertools.islice(itertools.product(SHAPES, repeat=count), 0, None, step):
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
