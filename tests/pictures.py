"""Pictures of every kind for the tests, each drawn once."""

import functools

import numpy as np
import pytest

from helpers import plot
from helpers.pictures import arrays, curves

SVG = "{http://www.w3.org/2000/svg}"
W, B = np.array([[2.0], [-1.0], [3.0]]), 0.5
X = np.array([[1.0, 2.0, 0.0, 3.0], [4.0, 1.0, 2.0, 2.0], [1.0, 0.0, 5.0, 1.0]])
Y, A = np.array([[0.0, 1.0, 1.0, 0.0]]), np.array([[0.25, 0.5, 0.95, 0.05]])
DZ = np.array([[0.5, -0.5, 0.25, -1.0]])
x, y = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]), np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0])

DRAWN = {  # function: arguments that show its every side
    arrays.shapes_of: [(3, 5), (1, 1), (8, 12), (1, 12), (8, 1)],
    arrays.touched: [(W, X, tick) for tick in (1, 4, 5, 12)] + [(W[:1], X[:1, :1], 1)],
    arrays.collected: [(X, DZ, count) for count in range(5)] + [(-12.25 * X, -DZ, 4)],
    arrays.stacked: [(W, X, count) for count in range(6)] + [(W[:1], X[:1, :1], 2)],
    arrays.loops_side_by_side: [()],
    curves.line_or_sigmoid: [
        (1.0, 0.0, x, y),
        (0.0, 0.0, x, y),
        (-4.0, 4.0, x, y),
        (0.0, 3.0, x, y),
        (4.0, -4.0, x[:1], y[:1]),
    ],
    curves.loss_of_one: [(0.8, 1), (0.8, 0), (0.01, 1), (0.99, 1), (0.99, 0)],
    curves.downhill: [(-6.0, 4.0, x, y, 0), (-6.0, 4.0, x, y, 60), (8.0, -8.0, x, y, 5)],
    curves.predictions: [(A, Y, 0), (A, Y, 1000), (A, 0 * Y + 1, 3), (A, 0 * Y, 3)],
}
PLOTTED = {
    plot.cost_curve: [
        ([0.7, 0.5, 0.4],),
        (np.array([0.4, 0.9]),),
        ([0.7],),
        ([0.7, np.nan],),
        ([0.7, np.inf, np.nan],),
    ],
    plot.times: [
        ({"two_loops": 2.8e-2, "zero_loops": 1e-5},),
        ({"a": 1.0, "b": 1.0},),
        ({"two_loops": 2.8e-2, "one_loop": 1.2e-2, "zero_loops": 1e-5}, 100),
        ({"a": 3e-3, "b": 1e-3}, 5000),
        ({"a": 3e-3, "b": 1e-3}, 0.01),
    ],
}


def calls(functions):
    return [
        pytest.param(functools.partial(function, *arguments), id=f"{function.__name__}-{k}")
        for function, several in functions.items()
        for k, arguments in enumerate(several)
    ]


DRAWINGS, FIGURES = calls(DRAWN), calls(PLOTTED)
each_drawing = pytest.mark.parametrize("make", DRAWINGS)
each_figure = pytest.mark.parametrize("make", FIGURES)
each_picture = pytest.mark.parametrize("make", DRAWINGS + FIGURES)


@functools.cache
def made(make):
    """A picture, drawn once for all tests that only look at it."""
    return make()


def bytes_of(picture):
    return picture.svg.encode() if picture.svg else picture.png


def words_of(tree):
    return [element.text or "" for element in tree.iter(f"{SVG}text")]
