"""Pictures of every kind for the tests, and how to read what they show."""

import functools
import math
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from helpers import plot
from helpers.pictures import (
    arrays,
    blocks,
    broadcasting,
    curves,
    limits,
    product,
    scaling,
    speed_map,
)

W = np.array([[2.0], [-1.0], [3.0]])
X = np.array([[1.0, 2.0, 0.0, 3.0], [4.0, 1.0, 2.0, 2.0], [1.0, 0.0, 5.0, 1.0]])
Y, A = np.array([[0.0, 1.0, 1.0, 0.0]]), np.array([[0.25, 0.5, 0.95, 0.05]])
DZ = np.array([[0.5, -0.5, 0.25, -1.0]])
x, y = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]), np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
P = np.array([[1.0, 2.0, 3.0], [4.0, -5.0, 6.0]])
Q = np.array([[1.0, 0.0, 2.0, 1.0], [3.0, 1.0, -1.0, 2.0], [2.0, 2.0, 0.0, 5.0]])
ROW, LONG = np.array([[1.0, 0.0, 1.0, 1.0]]), np.full((6, 6), -12.34)
TWO = np.arange(12).reshape(2, 2, 3)
GREY, COLOUR = np.arange(30.0).reshape(5, 2, 3) / 29, np.arange(96).reshape(2, 4, 4, 3) * 2
TIMES = {"two_loops": 2.8e-2, "one_loop": 1.2e-2, "zero_loops": 1e-5}
PASSES = {"X read twice": 6e-6, "X read once": 3e-6}
GPU = [
    {"n": 30, "m": 569, "dtype": "float32", "limit_ms": 3e-5, "cupy_ms": 0.3, "numpy_ms": 0.05},
    {"n": 1000, "m": 10**6, "dtype": "float64", "limit_ms": 4.0, "cupy_ms": 5, "numpy_ms": None},
]
WAY = {"two loops": 0.28, "one": 0.02, "none": 1.2e-4, "out=": 1.21e-4, "float32": 3e-4}


def speeds(n, m, most=math.inf):
    """A map as it might be measured: up to `most` entries of X, the others blank."""
    laws = {
        "two_loops": lambda n, m: m * (1.4e-6 + 6e-7 * n),
        "lists": lambda n, m: m * (7e-7 + 1.2e-7 * n),
        "one_loop": lambda n, m: m * 4e-6,
        "zero_loops": lambda n, m: 1.2e-5 + m * (4e-9 + 1e-9 * n),
    }
    sizes = [(i, j) for i in n for j in m if i * j <= most]
    times = {(name, *size): law(*size) for name, law in laws.items() for size in sizes}
    return speed_map.SpeedMap(times, n, m, "" if most == math.inf else "Some are blank.")


MAP = speeds((2, 8, 30, 120, 480), (1, 10, 100, 1000, 10_000))
PART = speeds((2, 30, 480), (1, 10, 100, 1000, 10_000), 1000)

DRAWN = {  # function: arguments that show its every side
    arrays.shapes: [(3, 5), (1, 1), (8, 12), (1, 12), (8, 1)],
    arrays.touched: [(W, X, 1), (W, X, 5), (W, X, 12), (W[:1], X[:1, :1], 1), (-W / 8, X, 2)],
    arrays.collected: [(X, DZ, 0), (X, DZ, 1), (X, DZ, 4), (-12.25 * X, -DZ, 4)],
    blocks.added: [
        *((X, DZ, 3, k) for k in range(3)),
        *((X, DZ, 1, 4), (X, DZ, 4, 1), (LONG, -9 * LONG[:1], 5, 2), (X[:1, :1], DZ[:, :1], 1, 1)),
    ],
    blocks.plan: [(1,), (3,), (6,)],
    arrays.stacked: [(W, X, 0), (W, X, 1), (W, X, 4), (W, X, 5), (W[:1], X[:1, :1], 2)],
    arrays.reshaped: [*((TWO, k) for k in (1, 2, 5, 6, 12)), (TWO[:, :1, :1] - 9, 2)],
    limits.where_it_breaks: [(z,) for z in (0, 10, 37, 746, -37, -709, -710, -800)],
    curves.line_or_sigmoid: [(1.0, 0.0, x, y), (-4.0, 4.0, x, y), (4.0, -4.0, x[:1], y[:1])],
    curves.loss_of_one: [(0.8, 1), (0.8, 0), (0.01, 1), (0.99, 1), (0.99, 0)],
    curves.downhill: [(0, -6.0, 4.0, x, y), (60, -6.0, 4.0, x, y), (5, 8.0, -8.0, x, y)],
    curves.predictions: [(A, Y, 0), (A, Y, 1000), (A, 0 * Y + 1, 1), (A, 0 * Y, 3)],
    product.product_entry: [
        *((P, Q, 1, 2), (P, P, 1, 2), (P, Q[:2]), (Q, P), (P / 7, Q.T / 7), (P[:1, :1], P[:1, :1])),
        *((ROW, ROW.T, 0, 0, 2), (ROW.T, ROW), (LONG, LONG, 5, 5), (P[:, :1], Q[:1], 1, 3)),
        *((ROW, ROW, 0, 2), (ROW, Q[:, :1], 0, 0, 4), (Q[:1, :3], LONG[:5, :1], 0, 0, 5)),
    ],
    broadcasting.broadcast: [
        *(((3, 1), (1, 4)), ((3, 4), (3,)), ((3, 4), ()), ((2, 3), (2, 3)), ((2, 1, 3), (4, 1))),
        *(((2, 1, 1), (3, 1), (4,)), ((2, 3, 4), (2, 3)), ((3,), (4,), (5,)), ((6, 6),) * 3),
        *(((6, 6, 6),) * 3, ((6, 6, 6), (1, 6), (6, 1, 1)), ((1,), (1, 1, 1)), ((), (), ())),
        *(((3, 4), (3, 3)), ((2, 3, 4), (3, 2, 4)), ((2, 3, 6), (3, 6, 2), (6, 2, 3))),
    ],
}
WITH_NAN = plot.cost_curve, limits.where_it_breaks  # these show nan and inf
PLOTTED = {
    plot.cost_curve: [([0.7, 0.5],), (np.array([0.4, 0.9]),), ([0.7],), ([0.7, np.inf, np.nan],)],
    plot.images: [
        *((GREY, list("abcde")), (GREY[:1] - 0.4, ["weights"]), (0 * GREY[:2], ["none", "a\nb"])),
        *((COLOUR.astype(np.uint8), ["one", "two"]), (COLOUR / 255, ["one", "two"])),
        (np.concatenate([GREY, GREY]), [f"picture {k}\nof ten" for k in range(10)]),
    ],
    plot.times: [
        *((TIMES,), (TIMES, 100), ({"a": 1.0, "b": 1.0},), ({"a": 3e-3, "b": 1e-3}, 0.01)),
        *((TIMES, None, PASSES), (TIMES, 3000, PASSES), (TIMES, 0.5, PASSES)),
    ],
    plot.steps: [
        *((WAY,), ({"a": 1.0, "b": 1.0},), ({"a": 1e-3, "a longer name": 2e-3},)),
        *((WAY, PASSES), (WAY, {"far above": 1.0})),
    ],
    scaling.scaling: [
        (100.0, 0.003),
        (1e-3, 0.003),
        (1e7, 1e-3),
        (100.0, 0.003, 0.01, 0.004, {1: 0.016, 2: 0.02}),
    ],
    scaling.gpu_steps: [(GPU,), (GPU[:1],)],
    speed_map.maps: [(MAP,), (PART,), (speeds((100, 1000), (1000, 2000), 2e5),)],
}


def calls(functions):
    return [
        pytest.param(functools.partial(function, *arguments), id=f"{function.__name__}-{k}")
        for function, several in functions.items()
        for k, arguments in enumerate(several)
    ]


DRAWINGS, FIGURES = calls(DRAWN), calls(PLOTTED)
each_drawing = pytest.mark.parametrize("make", DRAWINGS)
each_picture = pytest.mark.parametrize("make", DRAWINGS + FIGURES)


def tree(picture):
    """A drawing as a tree of elements, whose tags have no namespace."""
    return ET.fromstring(picture.svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


def words_of(picture):
    return ["".join(element.itertext()) for element in tree(picture).iter("text")]


def lit(picture, colour):
    """The entries that have an edge of this colour."""
    rects = tree(picture).iter("rect")
    return [each for each in rects if (each.get("stroke"), each.get("fill")) == (colour, "none")]


def dashed(picture, colour):
    """The rectangles whose dashed edge has this colour."""
    rects = tree(picture).iter("rect")
    return [each for each in rects if each.get("stroke-dasharray") and each.get("stroke") == colour]
