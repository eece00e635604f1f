"""What is done to each row of a table by itself: divided by its length, or made a softmax."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, numbers


def _tables(rng):
    return [
        Case("a table of two rows", (numbers(rng, 2, 3),)),
        Case("a square table", (numbers(rng, 3, 3),)),
        Case("one row", (numbers(rng, 1, 4),)),
        Case("one column", (numbers(rng, 3, 1),)),
        Case("whole numbers", (np.array([[3, 4], [5, -12], [-8, 6]]),)),
        Case("one very long row", (numbers(rng, 2, 2) * [[1.0], [100.0]],)),
    ]


def _scores(rng):
    # Both rows are within exp's range, and 800 apart: a maximum has to be that of each row.
    far = np.array([[-400.0], [400.0]]) + numbers(rng, 2, 3)
    # exp(x) / sum: right below about 700. Accepted, with advice.
    large = np.array([[1000.0, 1001.0], [0.5, -0.5]])
    cancels = "take the largest score of each row away first, which cancels."
    return [
        *_tables(rng)[:-1],
        Case("rows far apart", (far,)),
        Case("scores of 1000", (large,), risk=cancels),
    ]


OF_ANY_ROW = """
no_keepdims
    A sum, a length or a maximum lost its axis: ({n},) is read as a row. A square table hides that.
    keepdims=True keeps the column, ({n}, 1).

columns
    Each column is divided, not each row: axis 0, and Python's own sum, go down the columns.
    axis=1 goes along each row, and keepdims=True keeps the column.

whole_table
    Everything is divided by one number, that of the whole table.
    Each row has its own: axis=1, keepdims=True.

whole_numbers
    x holds whole numbers here, and so does the result: its decimals are cut off.
    np.zeros_like(x) takes the type of x; np.zeros(x.shape) takes decimals.
"""

LENGTHS = """
no_keepdims
    > axis=1, keepdims=True -> axis=1

columns
    > axis=1 -> axis=0

whole_table
    > x, axis=1, keepdims=True -> x

whole_numbers
    > return (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(x.dtype)

no_root
    > return x / np.sum(x**2, axis=1, keepdims=True)
    Each row is divided by the square of its length: the root is missing.
    Take np.sqrt of the sum of the squares.

sum_of_entries
    > np.linalg.norm -> np.sum
    Each row is divided by its sum.
    Its length is the root of the sum of the squares.

min_max
    > return (x - x.min()) / (x.max() - x.min())
    This moves everything into the range from 0 to 1.
    Divide each row by its length, and do nothing else.

determinant
    > norm(x, axis=1, keepdims=True) -> det(x)
    The determinant belongs to square tables, and is no length.
    np.linalg.norm gives lengths.
"""

SOFTMAX = """
no_keepdims
    > return np.exp(x) / np.sum(np.exp(x), axis=1)
    > e.sum(axis=1, keepdims=True) -> e.sum(axis=1)
    > x.max(axis=1, keepdims=True) -> x.max(axis=1)

columns
    > axis=1 -> axis=0

whole_table
    > return np.exp(x) / np.sum(np.exp(x))

whole_numbers
    > e / e.sum(axis=1, keepdims=True) -> (e / e.sum(axis=1, keepdims=True)).astype(x.dtype)

largest_of_all
    > x.max(axis=1, keepdims=True) -> x.max()
    The largest score of the whole table is taken away: far below it exp is 0, and 0/0 is nan.
    Take the largest of each row: axis=1, keepdims=True.

builtin_max
    > x.max(axis=1, keepdims=True) -> max(x)
    Python's own max compares whole rows, and it needs one yes or no for two of them.
    np.max, or .max, with axis=1 takes the largest of each row.

small_number
    > return np.exp(x) / (np.sum(np.exp(x), axis=1, keepdims=True) + 1e-10)
    A row far below 0 comes out as 0: its exps are smaller than the number added to their sum.
    Leave that number out, and take the largest score of each row away first.

division_inside_exp
    > return np.exp(x / np.sum(np.exp(x), axis=1, keepdims=True))
    The division stands inside exp.
    Take exp first, then divide by the sum of the exps.
"""

EXERCISES = (
    Exercise(
        logistic.normalize_rows,
        _tables,
        hints=(
            "Each row has its own length: the root of the sum of its squares.",
            "`np.linalg.norm(x, axis=1)` gives the lengths with one axis, (n,). Dividing needs a "
            "column, (n, 1).",
            "`keepdims=True` keeps the column. Then x divided by it, and nothing is copied.",
        ),
        mistakes=OF_ANY_ROW + LENGTHS,
        returns=("the result",),
        axes={"x": "n m"},
    ),
    Exercise(
        logistic.softmax,
        _scores,
        hints=(
            "np.exp makes every score positive. Each row is then divided by its own sum.",
            "The sums have to stay a column, (n, 1): `keepdims=True`.",
            "Take `x.max(axis=1, keepdims=True)` away before np.exp: it cancels, and exp stays "
            "small.",
        ),
        mistakes=OF_ANY_ROW + SOFTMAX,
        returns=("the result",),
        axes={"x": "n m"},
    ),
)
