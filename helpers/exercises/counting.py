"""A sum and a count without a loop."""

import numpy as np

from helpers.checking.exercise import Case, Exercise, numbers


def sum_of_squares(x):
    """x, an array of numbers -> the sum of their squares, a number. No loop."""
    return np.sum(x**2)


def count_above(x, limit):
    """x, an array, limit a number -> how many of x are greater than limit. No loop."""
    return np.sum(x > limit)


def _lists(rng):
    return [  # x @ x and sum() are right for the lesson's arrays of one axis
        Case("three numbers", (numbers(rng, 3),)),
        Case("one number", (numbers(rng, 1),)),
        Case("a table of two rows", (numbers(rng, 2, 3),), risk="`np.sum` also takes tables."),
    ]


def _limits(rng):
    x = numbers(rng, 5)
    return [
        Case("the limit among the numbers", (x, np.median(x))),
        Case("one number", (x[:1], x[0] - 1)),
        Case("none above the limit", (x, np.max(x))),
        Case("whole numbers", (np.array([4, -2, 4, 7, 7, 1]), 2)),
        Case("a table of two rows", (numbers(rng, 2, 3), 0.05), risk="`np.sum` also takes tables."),
    ]


SQUARES = """
hints
    An operation on an array works on every entry at once: try `x ** 2` in a cell.
    `np.sum` adds all entries of an array and gives one number.
    Square first, then add: `np.sum(...)` of `x ** 2`, after `return`.

square_of_sum
    > np.sum(x**2) -> np.sum(x) ** 2
    The numbers are added first, and the sum is squared: {returned}, not {expected}.
    Square every number by itself, inside the sum.

not_squared
    > x**2 -> x
    > x**2 -> x * 2
    The numbers are added as they are or doubled, {returned} in all, and none of them is squared.
    `x ** 2` squares each of them.
"""
COUNTS = """
hints
    Try `x > limit` in a cell: a comparison works on every entry at once.
    True counts as 1 and False as 0 when they are added.
    Add up the answers of the comparison: `np.sum(...)` of `x > limit`.

comparison
    > x > limit -> x >= limit
    > x > limit -> x < limit
    {returned} entries are counted, not the {expected} above the limit.
    Greater than is >; >= also takes those equal to the limit, and < takes those below.

added
    > x > limit -> x[x > limit]
    The entries above the limit are added up, {returned}, instead of being counted.
    Add up the answers of `x > limit`: each True counts as 1.

length
    > np.sum -> len
    All entries are counted, {returned} of them, above the limit or not.
    len counts a False like a True; np.sum counts the True ones.

axes_counted
    > np.sum(x > limit) -> len(np.where(x > limit))
    1 comes back, whatever x holds.
    With one argument np.where gives a tuple of arrays, one for each axis: its len is 1 here.
"""

EXERCISES = (
    Exercise(sum_of_squares, _lists, SQUARES, {"x": "m"}),
    Exercise(count_above, _limits, COUNTS, {"x": "m"}),
)
