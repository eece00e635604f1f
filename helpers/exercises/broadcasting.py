"""Exercises of 05_broadcasting: rows of length 1, and softmax by row."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, Mistake, numbers

NOTEBOOK = "05_broadcasting"
TITLE = "When do two shapes fit?"
MINUTES = 20
WORDS = {"n": "rows", "m": "columns"}


def _tables(rng):
    return [
        Case("a table of two rows", (numbers(rng, 2, 3),)),
        Case("a square table", (numbers(rng, 3, 3),)),
        Case("one row", (numbers(rng, 1, 4),)),
        Case("one column", (numbers(rng, 3, 1),)),
        Case("whole numbers", (np.array([[3, 4], [5, -12], [-8, 6]]),)),
        Case("one very long row", (numbers(rng, 2, 2) * [[1.0], [100.0]],)),
    ]


def _score_tables(rng):
    # Both rows are within exp's range, and 800 apart: a maximum has to be that of each row.
    far = np.array([[-400.0], [400.0]]) + numbers(rng, 2, 3)
    return [
        Case("a table of two rows", (numbers(rng, 2, 3),)),
        Case("a square table", (numbers(rng, 3, 3),)),
        Case("one row", (numbers(rng, 1, 4),)),
        Case("one column", (numbers(rng, 3, 1),)),
        Case("whole numbers", (np.array([[2, 0], [-1, 1], [3, 5]]),)),
        Case("rows far apart", (far,)),
        # exp(x) / sum: right below about 700. Accepted, with advice.
        Case(
            "scores of 1000",
            (np.array([[1000.0, 1001.0], [0.5, -0.5]]),),
            risk="take the largest score of each row away first, which cancels.",
        ),
    ]


def _sample(n, m):
    return (np.linspace(0.1, 2, n * m).reshape(n, m),)


def _by_row(method):
    return method(axis=1, keepdims=True)


def _norms(x):
    return np.sqrt(np.sum(x**2, axis=1, keepdims=True))


def _in_place(x):
    x /= _norms(x)
    return x


NORMALIZE_ROWS = Exercise(
    logistic.normalize_rows,
    _tables,
    axes={"x": "n m"},
    words=WORDS,
    returns=("the result",),
    sample=_sample,
    hints=(
        "Each row has its own length: the root of the sum of its squares.",
        "`np.linalg.norm(x, axis=1)` gives the lengths with one axis, (n,). Dividing needs a "
        "column, (n, 1).",
        "`keepdims=True` keeps the column. Then x divided by it, and nothing is copied.",
    ),
    mistakes=(
        Mistake(
            "whole_table",
            (lambda x: x / np.linalg.norm(x), lambda x: x / np.sqrt(np.sum(x**2))),
            "Everything is divided by one number, the length of the whole table.",
            "Each row has its own length: axis=1, keepdims=True.",
        ),
        Mistake(
            "columns",
            (
                lambda x: x / np.linalg.norm(x, axis=0),
                lambda x: x / np.linalg.norm(x, axis=0, keepdims=True),
            ),
            "The columns have length 1 now, not the rows.",
            "axis=1 goes along each row, and keepdims=True keeps the column.",
        ),
        Mistake(
            "no_keepdims",
            (lambda x: x / np.linalg.norm(x, axis=1), lambda x: x / np.sqrt(np.sum(x**2, axis=1))),
            "The lengths lost their axis: ({n},) is read as a row. A square table hides that.",
            "keepdims=True keeps the column, ({n}, 1).",
        ),
        Mistake(
            "no_root",
            (lambda x: x / np.sum(x**2, axis=1, keepdims=True), lambda x: x / _norms(x) ** 2),
            "Each row is divided by the square of its length: the root is missing.",
            "Take np.sqrt of the sum of the squares.",
        ),
        Mistake(
            "sum_of_entries",
            lambda x: x / np.sum(x, axis=1, keepdims=True),
            "Each row is divided by its sum.",
            "Its length is the root of the sum of the squares.",
        ),
        Mistake(
            "sum_of_sizes",
            lambda x: x / np.sum(np.abs(x), axis=1, keepdims=True),
            "Each row is divided by the sum of its entries without their signs.",
            "Its length is the root of the sum of the squares.",
        ),
        Mistake(
            "largest",
            (
                lambda x: x / np.max(x, axis=1, keepdims=True),
                lambda x: x / np.max(np.abs(x), axis=1, keepdims=True),
            ),
            "Each row is divided by its largest entry.",
            "Its length is the root of the sum of the squares.",
        ),
        Mistake(
            "mean_of_squares",
            lambda x: x / np.sqrt(np.mean(x**2, axis=1, keepdims=True)),
            "The squares are averaged, not added.",
            "Take np.sum in the place of np.mean.",
        ),
        Mistake(
            "standardised",
            (
                lambda x: (x - _by_row(x.mean)) / _by_row(x.std),
                lambda x: (x - x.mean()) / x.std(),
                lambda x: x / _by_row(x.std),
                lambda x: (x - x.mean(axis=0)) / x.std(axis=0),
            ),
            "This shifts and scales the numbers to mean 0 or deviation 1.",
            "Divide each row by its length, and do nothing else.",
        ),
        Mistake(
            "min_max",
            (
                lambda x: (x - x.min()) / (x.max() - x.min()),
                lambda x: (x - _by_row(x.min)) / (_by_row(x.max) - _by_row(x.min)),
            ),
            "This moves everything into the range from 0 to 1.",
            "Divide each row by its length, and do nothing else.",
        ),
        Mistake(
            "determinant",
            lambda x: x / np.linalg.det(x),
            "The determinant belongs to square tables, and is no length.",
            "np.linalg.norm gives lengths.",
        ),
        Mistake(
            "lengths_only",
            (lambda x: np.linalg.norm(x, axis=1), lambda x: _norms(x)),
            "These are the lengths of the rows alone.",
            "Divide x by them.",
        ),
        Mistake(
            "upside_down",
            lambda x: _norms(x) / x,
            "The lengths are divided by x.",
            "Divide x by the lengths.",
        ),
        Mistake(
            "square_of_sum",
            lambda x: x / np.sqrt(np.sum(x, axis=1, keepdims=True) ** 2),
            "The entries are added first and squared after: that gives the size of their sum.",
            "Square first, then add, then the root.",
        ),
        Mistake(
            "multiplied",
            lambda x: x * _norms(x),
            "Each row is multiplied by its length.",
            "Divide by it.",
        ),
        Mistake(
            "in_place",
            _in_place,
            "x /= writes into the caller's array (and fails for whole numbers).",
            "Make a new array: x / ...",
        ),
    ),
)


def _exp_in_place(x):
    x -= x.max(axis=1, keepdims=True)
    return logistic.softmax(x)


SOFTMAX = Exercise(
    logistic.softmax,
    _score_tables,
    axes={"x": "n m"},
    words=WORDS,
    returns=("the result",),
    sample=_sample,
    hints=(
        "np.exp makes every score positive. Each row is then divided by its own sum.",
        "The sums have to stay a column, (n, 1): `keepdims=True`.",
        "Take `x.max(axis=1, keepdims=True)` away before np.exp: it cancels, and exp stays small.",
    ),
    mistakes=(
        Mistake(
            "no_keepdims",
            lambda x: np.exp(x) / np.sum(np.exp(x), axis=1),
            "The sums lost their axis: ({n},) is read as a row. A square table hides that.",
            "keepdims=True keeps the column, ({n}, 1).",
        ),
        Mistake(
            "columns",
            (
                lambda x: np.exp(x) / sum(np.exp(x)),
                lambda x: np.exp(x) / np.sum(np.exp(x), axis=0),
                lambda x: logistic.softmax(x.T).T,
            ),
            "Each column adds up to 1 now. Python's own sum goes along axis 0 too.",
            "np.sum with axis=1 goes along each row.",
        ),
        Mistake(
            "whole_table",
            (
                lambda x: np.exp(x) / np.sum(np.exp(x)),
                lambda x: np.exp(x - x.max()) / np.sum(np.exp(x - x.max())),
            ),
            "The whole table adds up to 1.",
            "Each row has its own sum: axis=1, keepdims=True.",
        ),
        # Refused: a row far below the largest score of all becomes 0/0.
        Mistake(
            "largest_of_all",
            lambda x: np.exp(x - x.max()) / np.sum(np.exp(x - x.max()), axis=1, keepdims=True),
            "The largest score of the whole table is taken away: in a row far below it, exp "
            "gives 0 everywhere, and 0/0.",
            "Take the largest of each row: axis=1, keepdims=True.",
        ),
        Mistake(
            "division_inside_exp",
            (
                lambda x: np.exp(x / np.sum(np.exp(x), axis=1, keepdims=True)),
                lambda x: np.exp(x / np.sum(x, axis=1, keepdims=True)),
            ),
            "The division stands inside exp.",
            "Take exp first, then divide by the sum of the exps.",
        ),
        Mistake(
            "no_exp",
            lambda x: x / np.sum(x, axis=1, keepdims=True),
            "The scores are divided without exp.",
            "Take np.exp first: it makes them positive.",
        ),
        Mistake(
            "exp_only",
            lambda x: np.exp(x),
            "exp is taken, but nothing is divided.",
            "Divide each row by its sum.",
        ),
        Mistake(
            "exp_below",
            (
                lambda x: x / np.sum(np.exp(x), axis=1, keepdims=True),
                lambda x: np.exp(x) / np.sum(x, axis=1, keepdims=True),
            ),
            "exp is taken above the line or below it only.",
            "Take np.exp once, and use it in both places.",
        ),
        Mistake(
            "mean_for_sum",
            lambda x: np.exp(x) / np.mean(np.exp(x), axis=1, keepdims=True),
            "Each row is divided by its mean, and adds up to {m}.",
            "Divide by the sum.",
        ),
        Mistake(
            "largest_below",
            lambda x: np.exp(x) / np.max(np.exp(x), axis=1, keepdims=True),
            "The largest entry of each row is 1: there is no division by the sum.",
            "Divide each row by its sum.",
        ),
        Mistake(
            "length_of_exps",
            lambda x: np.exp(x) / _norms(np.exp(x)),
            "Each row has length 1, so that its sum is more than 1.",
            "Divide by the sum, without squares and root.",
        ),
        Mistake(
            "base",
            lambda x: 2.0**x / np.sum(2.0**x, axis=1, keepdims=True),
            "Another number than e is raised to the scores.",
            "np.exp(x) is e to the power x.",
        ),
        Mistake(
            "minus_in_exp",
            lambda x: logistic.softmax(-x),
            "The largest score gets the smallest share: there is a minus in exp(-x).",
            "Take exp(x), without a minus.",
        ),
        Mistake(
            "sigmoid",
            lambda x: 1 / (1 + np.exp(-x)),
            "This is the sigmoid of each score.",
            "Divide the exps of each row by their sum.",
        ),
        Mistake(
            "logarithm",
            lambda x: np.log(logistic.softmax(x)),
            "This is the log of the shares.",
            "Return the shares themselves.",
        ),
        Mistake(
            "hard",
            lambda x: (x == x.max(axis=1, keepdims=True)) * 1.0,
            "The largest score gets all, 1, and the others 0.",
            "Every score gets a share, by its exp.",
        ),
        Mistake(
            "in_place",
            _exp_in_place,
            "The largest score is taken away inside the caller's array.",
            "Make a new array: x - x.max(...).",
        ),
    ),
)

EXERCISES = (NORMALIZE_ROWS, SOFTMAX)
