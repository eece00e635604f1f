"""Each row of a table by itself: divided by its length, or made a softmax."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, numbers


def _tables(rng):
    shapes = (2, 3), (3, 3), (1, 4), (3, 1)
    return [
        *(Case(f"x {shape}", (numbers(rng, *shape),)) for shape in shapes),
        Case("whole numbers", (np.array([[3, 4], [5, -12], [-8, 6]]),)),
    ]


def _scores(rng):
    far = numbers(rng, 2, 3) + [[-400.0], [400.0]]  # exp of them is still a float
    risk = "take the largest score of each row away first, which changes no share."
    return [
        *_tables(rng),
        Case("rows far apart", (far,)),
        Case("a row far apart", (np.array([[-700.0, 600.0, -700.0]]),)),
        Case("scores of 1000", (np.array([[1000.0, 1001.0, 0.0], [0.5, -0.5, 0.2]]),), risk=risk),
    ]


ANY_ROW = """
no_keepdims
    > axis=1, keepdims=True -> axis=1
    > return np.exp(x) / np.sum(np.exp(x), axis=1)
    A sum, length or maximum has lost its axis: ({n},) is read as a row. A square table hides that.
    keepdims=True keeps the column, ({n}, 1).

columns
    > axis=1 -> axis=0
    It is done column by column: axis 0, and Python's own sum, go down the columns.
    axis=1 goes along each row, and keepdims=True keeps the column.

whole_table
    > axis=1, keepdims=True -> keepdims=True
    Everything is divided by one number, that of the whole table.
    Each row has its own: axis=1, keepdims=True.
"""
LENGTHS = """
hints
    Each row has its own length: the root of the sum of its squares.
    `np.linalg.norm(x, axis=1)` gives lengths of one axis, (n,). Dividing needs a column, (n, 1).
    `keepdims=True` keeps the column. Then x divided by it, and nothing is copied.

no_root
    > return x / np.sum(x**2, axis=1, keepdims=True)
    Each row is divided by the sum of its squares: the root is missing.
    Its length is the root of the sum of the squares.

min_max
    > return (x - x.min()) / (x.max() - x.min())
    This moves everything into the range from 0 to 1.
    Divide each row by its own length, and do nothing else.
"""
SOFTMAX = """
hints
    np.exp makes every score positive. Each row is then divided by its own sum.
    The sums have to stay a column, (n, 1): `keepdims=True`.
    Take `x.max(axis=1, keepdims=True)` away before np.exp: no share changes, exp stays small.

division_inside_exp
    > return np.exp(x / np.sum(np.exp(x), axis=1, keepdims=True))
    The division stands inside exp.
    Take exp first, then divide by the sum of the exps.
"""

EXERCISES = (
    Exercise(logistic.normalize_rows, _tables, LENGTHS + ANY_ROW, {"x": "n m"}),
    Exercise(logistic.softmax, _scores, SOFTMAX + ANY_ROW, {"x": "n m"}),
)
