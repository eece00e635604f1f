"""Exercises of 00_start_here: a sum and a count without a loop."""
import numpy as np

from helpers.task import Case, Exercise, Mistake, numbers

NOTEBOOK = "00_start_here"
TITLE = "What will you be able to do?"
MINUTES = 15


def sum_of_squares(x):
    """x, an array of numbers -> the sum of their squares, a number. No loop."""
    return np.sum(x ** 2)


def count_above(x, limit):
    """x, an array, limit a number -> how many of x are greater than limit. No loop."""
    return np.sum(x > limit)


def _lists(rng):
    return [Case("three numbers", (numbers(rng, 3),)), Case("one number", (numbers(rng, 1),)),
            Case("whole numbers", (np.array([3, -1, 2, 5]),)),
            # The lesson shows arrays with one axis: x @ x and sum() are right for these.
            Case("a table of two rows", (numbers(rng, 2, 3),),
                 risk="`np.sum(x ** 2)` also takes tables.")]


def _limits(rng):
    x = numbers(rng, 5)
    middle = np.sort(x)[2]
    return [Case("the limit among the numbers", (x, middle)), Case("one number", (x[:1], x[0] - 1)),
            Case("none above the limit", (x, np.max(x))),
            Case("all above the limit", (x, np.min(x) - 1)),
            Case("whole numbers", (np.array([4, -2, 4, 7, 7, 1]), 2)),
            Case("a table of two rows", (numbers(rng, 2, 3), 0.05),
                 risk="`np.sum` also takes tables.")]


WORDS = {"m": "numbers"}

EXERCISES = (
    Exercise(
        sum_of_squares, _lists, axes={"x": "m"}, words=WORDS, returns=("the result",),
        sized=lambda n, m: (np.arange(1.0, m + 1),),
        hints=("An operation on an array works on every entry at once: try `x ** 2` in a cell.",
               "`np.sum` adds all entries of an array and gives one number.",
               "Square first, then add: `np.sum(...)` of `x ** 2`, after `return`."),
        mistakes=(
            Mistake("square_of_sum", (lambda x: np.sum(x) ** 2, lambda x: sum(x) ** 2),
                    "The numbers are added first, and the sum is squared: {returned}, not "
                    "{expected}.", "Square every number by itself, inside the sum."),
            Mistake("not_squared", lambda x: np.sum(x),
                    "The numbers themselves are added: {returned}.", "Square them before the sum."),
            Mistake("not_summed", (lambda x: x ** 2, lambda x: x * x),
                    "Every number is squared, and none is added to another.",
                    "Add the squares up with np.sum."),
            Mistake("doubled", (lambda x: np.sum(2 * x), lambda x: 2 * np.sum(x)),
                    "Every number is doubled, {returned} in all.",
                    "A square is x * x, or x ** 2, not x * 2."),
            Mistake("root", (lambda x: np.sqrt(np.sum(x ** 2)), lambda x: np.linalg.norm(x)),
                    "This is the root of the sum of squares, the length of x.",
                    "Leave the root out."),
            Mistake("mean", lambda x: np.mean(x ** 2),
                    "This is the mean of the squares, {returned}.",
                    "Add the squares and do not divide by how many there are."),
            Mistake("variance", (lambda x: np.var(x), lambda x: np.sum((x - np.mean(x)) ** 2)),
                    "The mean is taken away before squaring.", "Square the numbers as they are."),
            Mistake("power", lambda x: np.sum(2 ** x), "2 ** x raises 2 to the power x.",
                    "The square of x is x ** 2."),
            Mistake("absolute", lambda x: np.sum(np.abs(x)),
                    "The numbers without their signs are added.",
                    "Square them: that removes the sign too, and gives other numbers."),
            Mistake("xor", lambda x: np.sum(x ^ 2), "In Python ^ is not a power.", "Write x ** 2."),
        )),
    Exercise(
        count_above, _limits, axes={"x": "m"}, words=WORDS, returns=("the result",),
        sized=lambda n, m: (np.arange(1.0, m + 1), 2.5),
        hints=("Try `x > limit` in a cell: a comparison works on every entry at once.",
               "True counts as 1 and False as 0 when they are added.",
               "Add up the answers of the comparison: `np.sum(...)` of `x > limit`."),
        mistakes=(
            Mistake("at_least",
                    (lambda x, limit: np.sum(x >= limit), lambda x, limit: np.sum(~(x < limit))),
                    "An entry equal to the limit is counted too: {returned}, not {expected}.",
                    "Greater than is >, and >= is greater or equal."),
            Mistake("below",
                    (lambda x, limit: np.sum(x < limit), lambda x, limit: np.sum(x <= limit)),
                    "The entries below the limit are counted: {returned}, not {expected}.",
                    "Turn the comparison round."),
            Mistake("not_counted", lambda x, limit: x > limit,
                    "There is a True or False for every entry, and nobody counts them.",
                    "np.sum adds them: True counts as 1."),
            Mistake("added", (lambda x, limit: np.sum(x[x > limit]),
                              lambda x, limit: np.sum(x * (x > limit))),
                    "The entries above the limit are added, {returned}, not counted.",
                    "Count the answers of `x > limit`."),
            Mistake("chosen", lambda x, limit: x[x > limit],
                    "This chooses the entries above the limit, and does not count them.",
                    "Count the answers of `x > limit`, or ask how many were chosen."),
            Mistake("length", (lambda x, limit: len(x > limit), lambda x, limit: len(x),
                               lambda x, limit: x.size),
                    "This is how many entries there are, {returned}: the Falses count as well.",
                    "len counts entries, np.sum counts the True ones."),
            Mistake("any", (lambda x, limit: np.any(x > limit), lambda x, limit: np.all(x > limit)),
                    "This says whether any or all are above the limit, True or False.",
                    "np.sum says how many."),
            Mistake("mean", lambda x, limit: np.mean(x > limit),
                    "This is the part of the entries that lies above, {returned}, not their "
                    "number.", "Sum instead of mean."),
            Mistake("if_on_array", lambda x, limit: 1 if x > limit else 0,
                    "`if` needs one True or False, and `x > limit` has one for every entry.",
                    "No if is needed: add up the answers."),
            Mistake("where", lambda x, limit: np.where(x > limit),
                    "np.where with one argument says where the entries are, not how many.",
                    "np.sum of the comparison counts."),
        )),
)
