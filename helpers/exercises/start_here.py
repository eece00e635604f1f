"""Exercises of 00_start_here: a sum and a count without a loop."""

import numpy as np

from helpers.checking.exercise import Case, Exercise, Mistake, numbers

NOTEBOOK = "00_start_here"
TITLE = "What will you be able to do?"
MINUTES = 15


def sum_of_squares(x):
    """x, an array of numbers -> the sum of their squares, a number. No loop."""
    return np.sum(x**2)


def count_above(x, limit):
    """x, an array, limit a number -> how many of x are greater than limit. No loop."""
    return np.sum(x > limit)


def _lists(rng):
    return [
        Case("three numbers", (numbers(rng, 3),)),
        Case("one number", (numbers(rng, 1),)),
        Case("whole numbers", (np.array([3, -1, 2, 5]),)),
        # The lesson shows arrays with one axis: x @ x and sum() are right for these.
        Case(
            "a table of two rows", (numbers(rng, 2, 3),), risk="`np.sum(x ** 2)` also takes tables."
        ),
    ]


def _limits(rng):
    x = numbers(rng, 5)
    middle = np.sort(x)[2]
    return [
        Case("the limit among the numbers", (x, middle)),
        Case("one number", (x[:1], x[0] - 1)),
        Case("none above the limit", (x, np.max(x))),
        Case("all above the limit", (x, np.min(x) - 1)),
        Case("whole numbers", (np.array([4, -2, 4, 7, 7, 1]), 2)),
        Case("a table of two rows", (numbers(rng, 2, 3), 0.05), risk="`np.sum` also takes tables."),
    ]


WORDS = {"m": "numbers"}

EXERCISES = (
    Exercise(
        sum_of_squares,
        _lists,
        axes={"x": "m"},
        words=WORDS,
        returns=("the result",),
        sample=lambda n, m: (np.arange(1.0, m + 1),),
        hints=(
            "An operation on an array works on every entry at once: try `x ** 2` in a cell.",
            "`np.sum` adds all entries of an array and gives one number.",
            "Square first, then add: `np.sum(...)` of `x ** 2`, after `return`.",
        ),
        mistakes=(
            Mistake(
                "square_of_sum",
                (lambda x: np.sum(x) ** 2, lambda x: sum(x) ** 2),
                "The numbers are added first, and the sum is squared: {returned}, not {expected}.",
                "Square every number by itself, inside the sum.",
            ),
            Mistake(
                "not_squared",
                lambda x: np.sum(x),
                "The numbers are added as they are, {returned} in all, and none of them is "
                "squared.",
                "Square each number first: `x ** 2` does it for all of them at once.",
            ),
            Mistake(
                "not_summed",
                (lambda x: x**2, lambda x: x * x),
                "Every number is squared, but the squares are not added to each other.",
                "np.sum adds all of them up and gives one number.",
            ),
            Mistake(
                "doubled",
                (lambda x: np.sum(2 * x), lambda x: 2 * np.sum(x)),
                "Every number is doubled, {returned} in all.",
                "A square is x * x, or x ** 2, not x * 2.",
            ),
            Mistake(
                "root",
                (lambda x: np.sqrt(np.sum(x**2)), lambda x: np.linalg.norm(x)),
                "The root is taken at the end: this is the length of x, not the sum of its "
                "squares.",
                "Leave the root out, and return the sum itself.",
            ),
            Mistake(
                "mean",
                lambda x: np.mean(x**2),
                "This is the mean of the squares, {returned}: their sum is divided by how many "
                "there are.",
                "Return the sum itself, without dividing.",
            ),
            Mistake(
                "variance",
                (lambda x: np.var(x), lambda x: np.sum((x - np.mean(x)) ** 2)),
                "The mean is taken away from every number before it is squared.",
                "Square the numbers as they are.",
            ),
            Mistake(
                "power",
                lambda x: np.sum(2**x),
                "2 ** x raises 2 to the power x; here it is the other way round.",
                "The square of x is x ** 2.",
            ),
            Mistake(
                "absolute",
                lambda x: np.sum(np.abs(x)),
                "The numbers lose their signs and are added, but they are not squared.",
                "Square each one: that takes the sign away, too.",
            ),
            Mistake(
                "three_only",
                (
                    lambda x: x[0] ** 2 + x[1] ** 2 + x[2] ** 2,
                    lambda x: sum(x[k] ** 2 for k in range(3)),
                ),
                "It works for three numbers only, and x may hold any amount of them.",
                "`x ** 2` squares all of x, however long it is; np.sum adds them up.",
            ),
            Mistake(
                "xor",
                lambda x: np.sum(x ^ 2),
                "In Python ^ is not a power, but an operation on single bits.",
                "Write x ** 2 for the square of x.",
            ),
        ),
    ),
    Exercise(
        count_above,
        _limits,
        axes={"x": "m"},
        words=WORDS,
        returns=("the result",),
        sample=lambda n, m: (np.arange(1.0, m + 1), 2.5),
        hints=(
            "Try `x > limit` in a cell: a comparison works on every entry at once.",
            "True counts as 1 and False as 0 when they are added.",
            "Add up the answers of the comparison: `np.sum(...)` of `x > limit`.",
        ),
        mistakes=(
            Mistake(
                "at_least",
                (lambda x, limit: np.sum(x >= limit), lambda x, limit: np.sum(~(x < limit))),
                "An entry equal to the limit is counted too: {returned}, not {expected}.",
                "Greater than is >, and >= is greater or equal.",
            ),
            Mistake(
                "below",
                (lambda x, limit: np.sum(x < limit), lambda x, limit: np.sum(x <= limit)),
                "The entries below the limit are counted, {returned}, instead of those above "
                "it, {expected}.",
                "Turn the comparison round: an entry is above if it is greater than limit.",
            ),
            Mistake(
                "not_counted",
                lambda x, limit: x > limit,
                "There is one True or False for every entry, but nobody counts them yet.",
                "np.sum adds them up, and each True counts as 1.",
            ),
            Mistake(
                "added",
                (lambda x, limit: np.sum(x[x > limit]), lambda x, limit: np.sum(x * (x > limit))),
                "The entries above the limit are added up, {returned}, instead of being counted.",
                "Add up the answers of `x > limit`: each True counts as 1.",
            ),
            Mistake(
                "chosen",
                lambda x, limit: x[x > limit],
                "This picks out the entries above the limit, but does not say how many they are.",
                "Add up the answers of `x > limit`: each True counts as 1.",
            ),
            Mistake(
                "length",
                (lambda x, limit: len(x > limit), lambda x, limit: len(x), lambda x, limit: x.size),
                "This counts all entries, {returned} of them, because len counts a False "
                "like a True.",
                "len counts entries, np.sum counts the True ones.",
            ),
            Mistake(
                "any",
                (lambda x, limit: np.any(x > limit), lambda x, limit: np.all(x > limit)),
                "This says whether any of them, or all of them, are above the limit: True or "
                "False.",
                "np.sum adds up the Trues, and so says how many there are.",
            ),
            Mistake(
                "mean",
                lambda x, limit: np.mean(x > limit),
                "This is the share of the entries that are above the limit, {returned}, not "
                "how many there are.",
                "np.sum counts the True ones; a mean divides by all of them.",
            ),
            Mistake(
                "if_on_array",
                lambda x, limit: 1 if x > limit else 0,
                "`if` needs one True or False, and `x > limit` has one for every entry.",
                "No `if` is needed: add up the answers of the comparison.",
            ),
            Mistake(
                "where",
                lambda x, limit: np.where(x > limit),
                "np.where with one argument says where the entries are, not how many.",
                "np.sum of the comparison counts them.",
            ),
        ),
    ),
)
