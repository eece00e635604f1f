"""Exercise of 03_elementwise_or_dot: the cost, without a loop."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, Mistake, labels, probabilities

NOTEBOOK = "03_elementwise_or_dot"
TITLE = "When is it `*` and when is it `@`?"
MINUTES = 20


def _predictions(rng):
    def case(about, m):
        return Case(about, (probabilities(rng, m), labels(rng, m)))

    one = probabilities(rng, 1)
    return [
        case("three examples", 3),
        Case("one example, y = 1", (one, np.array([[1]]))),
        Case("one example, y = 0", (1 - one / 2, np.array([[0]]))),
        case("eight examples", 8),
        Case("confident predictions", (np.array([[0.98, 0.03, 0.02]]), np.array([[1, 0, 1]]))),
        Case("labels with decimals", (probabilities(rng, 5), labels(rng, 5).astype(float))),
        Case("labels of type uint8", (probabilities(rng, 4), labels(rng, 4).astype(np.uint8))),
        # Nearly every right answer gives nan here: a lesson of its own is about that.
        Case(
            "perfect predictions",
            (np.array([[1.0, 0.0]]), np.array([[1, 0]])),
            0.0,
            risk="log(0) is minus infinity, and a later lesson mends that.",
        ),
    ]


def _mean(A, Y, switch_on, switch_off):
    """-mean(Y * switch_on + (1 - Y) * switch_off)"""
    return -np.mean(Y * switch_on + (1 - Y) * switch_off)


def _table(A, Y):
    """The (m, m) table of every label with every prediction."""
    return Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A)


def _clipped(epsilon):
    return lambda A, Y: logistic.cost(np.clip(A, epsilon, 1 - epsilon), Y)


def _shifted(epsilon):
    return lambda A, Y: _mean(A, Y, np.log(A - epsilon), np.log(1 - (A - epsilon)))


def _with_epsilon(epsilon):
    return lambda A, Y: _mean(A, Y, np.log(A + epsilon), np.log(1 - A + epsilon))


COST = Exercise(
    logistic.cost,
    _predictions,
    axes={"A": "1 m"},
    returns=("the result",),
    sample=lambda n, m: (np.linspace(0.1, 0.9, m).reshape(1, m), np.arange(m).reshape(1, m) % 2),
    hints=(
        "The cost is the mean of the losses, and each loss needs the y and the a of one example "
        "only.",
        "So Y and np.log(A) meet entry by entry, with `*`; likewise 1 - Y and np.log(1 - A).",
        "Add the two, take the mean over all examples, and put a minus before it.",
    ),
    mistakes=(
        Mistake(
            "all_pairs",
            (
                lambda A, Y: -np.sum(_table(A, Y)) / Y.shape[1],
                lambda A, Y: -np.mean(_table(A, Y)),
                lambda A, Y: np.sum(_table(A, Y)) / Y.shape[1],
                lambda A, Y: -np.sum(_table(A, Y)),
                lambda A, Y: np.sum(_table(A, Y)),
                lambda A, Y: np.mean(_table(A, Y)),
            ),
            "A transpose makes a ({m}, {m}) table of every label with every prediction, and "
            "all of it is added.",
            "Each y belongs to its own a only: use * without a transpose.",
        ),
        Mistake(
            "all_pairs_in_a_table",
            lambda A, Y: -_table(A, Y) / Y.shape[1],
            "A transpose makes a ({m}, {m}) table of every label with every prediction.",
            "Each y belongs to its own a only: use * without a transpose, then the mean.",
        ),
        Mistake(
            "not_aligned",
            (
                lambda A, Y: -np.sum(Y @ np.log(A) + (1 - Y) @ np.log(1 - A)) / Y.shape[1],
                lambda A, Y: np.sum(Y @ np.log(A) + (1 - Y) @ np.log(1 - A)) / Y.shape[1],
            ),
            "(1, {m}) @ (1, {m}) is no product: in the middle stand {m} and 1, which differ.",
            "Each y meets its own a: use *; or transpose the second factor, so that the m "
            "stands in the middle.",
        ),
        # A (1, 1) cost is refused: float(), a format and a plot of the costs fail on it.
        Mistake(
            "not_a_number",
            lambda A, Y: -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.shape[1],
            "The number is right, but it sits in an array of shape (1, 1), and float() or a "
            "plot of the cost fails on that.",
            "Take it out with .item() or [0, 0]; a sum or mean over everything gives a number "
            "at once.",
        ),
        Mistake(
            "float_of_array",
            lambda A, Y: float(-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.shape[1]),
            "float, or a function of math, takes one number, and here it is given an array.",
            "np.log takes arrays; `.item()` takes the number out of a (1, 1) array.",
        ),
        Mistake(
            "sign",
            lambda A, Y: -logistic.cost(A, Y),
            "The cost is negative, because the log of a number below 1 is.",
            "Put a minus before the whole sum.",
        ),
        Mistake(
            "not_divided",
            (
                lambda A, Y: logistic.cost(A, Y) * Y.shape[1],
                lambda A, Y: -logistic.cost(A, Y) * Y.shape[1],
            ),
            "This is the sum over the {m} examples, not divided by their number (len(Y) is 1: "
            "Y is one row).",
            "The cost is the mean: divide by Y.shape[1].",
        ),
        Mistake(
            "divided_by_2m",
            lambda A, Y: logistic.cost(A, Y) / 2,
            "The sum is divided by 2 m.",
            "Divide by m alone: the 2 belongs to the squared error.",
        ),
        Mistake(
            "divided_twice",
            lambda A, Y: logistic.cost(A, Y) / Y.shape[1],
            "The division by m happens twice.",
            "A mean is divided already; divide only a sum.",
        ),
        Mistake(
            "only_y_1",
            lambda A, Y: -np.mean(Y * np.log(A)),
            "The examples with y = 0 are left out.",
            "For them the loss has a second term: add (1 - Y) * np.log(1 - A).",
        ),
        Mistake(
            "only_y_0",
            lambda A, Y: -np.mean((1 - Y) * np.log(1 - A)),
            "The examples with y = 1 are left out.",
            "For them the loss has a first term: add Y * np.log(A).",
        ),
        Mistake(
            "last_example_only",
            (
                lambda A, Y: logistic.cost(A[:, -1:], Y[:, -1:]) / Y.size,
                lambda A, Y: logistic.cost(A[:, -1:], Y[:, -1:]),
            ),
            "Only the last example counts: what was collected is set anew each time.",
            "Collect with +=, or take the mean of all at once.",
        ),
        Mistake(
            "first_example_only",
            (
                lambda A, Y: logistic.cost(A[:, :1], Y[:, :1]) / Y.size,
                lambda A, Y: logistic.cost(A[:, :1], Y[:, :1]),
            ),
            "Only the first example counts: len(A) is 1, or `return` stands inside the loop.",
            "The number of examples is A.shape[1].",
        ),
        Mistake(
            "multiplied_by_m",
            (
                lambda A, Y: logistic.cost(A, Y) * Y.size**2,
                lambda A, Y: logistic.cost(A, Y) * Y.size**2 / 2,
            ),
            "The sum is multiplied by m: 1 / 2 * m is half of m, because Python goes from left "
            "to right.",
            "Divide by m; what stands below the line needs brackets.",
        ),
        Mistake(
            "divided_by_labels",
            lambda A, Y: logistic.cost(A, Y) * Y.size / np.sum(Y),
            "The sum is divided by the number of examples with y = 1.",
            "Divide by the number of all examples, m.",
        ),
        Mistake(
            "roles_exchanged",
            lambda A, Y: -np.mean(A * np.log(Y) + (1 - A) * np.log(1 - Y)),
            "The logs are taken of Y, and log(0) is minus infinity.",
            "Take the logs of A and 1 - A, and multiply them by Y and 1 - Y.",
        ),
        Mistake(
            "labels_exchanged",
            lambda A, Y: logistic.cost(1 - A, Y),
            "The labels are exchanged: a good prediction costs much and a bad one little.",
            "Y goes with log(A), 1 - Y with log(1 - A).",
        ),
        Mistake(
            "no_brackets_around_1_minus_y",
            (
                lambda A, Y: -np.mean(Y * np.log(A) + 1 - Y * np.log(1 - A)),
                lambda A, Y: -np.sum(Y * np.log(A) + 1 - Y * np.log(1 - A)),
                lambda A, Y: np.mean(-Y * np.log(A) - 1 - Y * np.log(1 - A)),
            ),
            "Python multiplies first: in 1 - Y * log(1 - A) only Y meets the log, and the 1 "
            "stands alone.",
            "Put brackets around 1 - Y, then multiply.",
        ),
        Mistake(
            "one_minus_log",
            lambda A, Y: _mean(A, Y, np.log(A), 1 - np.log(A)),
            "1 - log(A) stands where log(1 - A) belongs.",
            "Take 1 - A first, then the log.",
        ),
        Mistake(
            "one_log_for_both",
            (lambda A, Y: -np.mean(np.log(A)), lambda A, Y: -np.mean(np.log(1 - A))),
            "Examples of both labels get the same log.",
            "log(A) goes with Y, and log(1 - A) with 1 - Y.",
        ),
        Mistake(
            "term_not_switched",
            (
                lambda A, Y: -np.mean(Y * np.log(A) + np.log(1 - A)),
                lambda A, Y: -np.mean(np.log(A) + (1 - Y) * np.log(1 - A)),
                lambda A, Y: -np.mean(np.log(A) + np.log(1 - A)),
            ),
            "One of the logs counts for both labels.",
            "Switch each with its factor: Y for the first, 1 - Y for the second.",
        ),
        Mistake(
            "minus_on_one_term",
            (
                lambda A, Y: np.mean(-Y * np.log(A) + (1 - Y) * np.log(1 - A)),
                lambda A, Y: np.mean(Y * np.log(A) - (1 - Y) * np.log(1 - A)),
                lambda A, Y: np.mean(-1.0 * Y * np.log(A) + (1 - Y) * np.log(1 - A)),
                lambda A, Y: -np.mean(Y * np.log(A) + (Y - 1) * np.log(1 - A)),
            ),
            "The minus reaches only one of the two terms.",
            "Put brackets around the sum of both, and the minus before them.",
        ),
        # Refused: labels read from files are often uint8.
        Mistake(
            "minus_of_unsigned",
            lambda A, Y: np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A)),
            "These labels are of type uint8, whole numbers from 0 to 255: there -Y turns -1 "
            "into 255.",
            "Put the minus before the whole sum, not before Y.",
        ),
        Mistake(
            "labels_minus_one",
            lambda A, Y: np.mean((Y - 1) * np.log(1 - A) - Y * np.log(A)),
            "These labels are of type uint8, whole numbers from 0 to 255: there Y - 1 turns -1 "
            "into 255.",
            "Write 1 - Y, which stays in range, and put the minus before the whole sum.",
        ),
        Mistake(
            "bracket_too_early",
            (
                lambda A, Y: -np.sum(Y * np.log(A)) / Y.shape[1] + (1 - Y) * np.log(1 - A),
                lambda A, Y: -np.mean(Y * np.log(A)) - (1 - Y) * np.log(1 - A),
                lambda A, Y: -np.sum(Y * np.log(A)) + (1 - Y) * np.log(1 - A),
            ),
            "The bracket of the sum closes after the first term, so that the second is not "
            "added up.",
            "Both terms belong inside the brackets of the sum.",
        ),
        Mistake(
            "not_summed",
            (
                lambda A, Y: -(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1],
                lambda A, Y: -(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
            ),
            "There is one number for each of the {m} examples.",
            "The cost is one number, the mean of all of them.",
        ),
        Mistake(
            "builtin_sum",
            (
                lambda A, Y: -sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1],
                lambda A, Y: -sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
                lambda A, Y: sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
            ),
            "Python's sum and zip go through the rows of an array, and here there is only one: "
            "nothing is added up.",
            "np.sum, or .sum(), adds all entries.",
        ),
        Mistake(
            "axis_kept",
            lambda A, Y: -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A), axis=1),
            "With axis=1 the right number sits in an array of shape {returned_shape}.",
            "Take the mean over everything, without axis.",
        ),
        Mistake(
            "squared_error",
            (
                lambda A, Y: np.mean((A - Y) ** 2),
                lambda A, Y: np.mean((A - Y) ** 2) / 2,
                lambda A, Y: np.sum((A - Y) ** 2),
            ),
            "This is the squared error, which fits a straight line.",
            "The cost here is the mean of minus the logs.",
        ),
        Mistake(
            "error_rate",
            (lambda A, Y: np.mean((A > 0.5) != Y), lambda A, Y: np.mean((A > 0.5) == Y)),
            "This is the share of the examples that is answered wrong, or right.",
            "The cost uses the probabilities A themselves, not the yes or no.",
        ),
        Mistake(
            "distance",
            lambda A, Y: np.mean(np.abs(A - Y)),
            "This is how far A is from Y on average.",
            "The cost is the mean of minus the logs.",
        ),
        Mistake(
            "base",
            (
                lambda A, Y: logistic.cost(A, Y) / np.log(10),
                lambda A, Y: logistic.cost(A, Y) / np.log(2),
            ),
            "The logarithm has another base than e.",
            "np.log is the natural one, with the base e; log10 and log2 are others.",
        ),
        Mistake(
            "no_log",
            (
                lambda A, Y: -np.mean(Y * A + (1 - Y) * (1 - A)),
                lambda A, Y: np.mean(Y * A + (1 - Y) * (1 - A)),
            ),
            "The probabilities are averaged as they are, without their logs.",
            "Take np.log of A and of 1 - A.",
        ),
        Mistake(
            "epsilon_taken_away",
            (
                _shifted(0.1),
                _shifted(1e-3),
                _shifted(1e-5),
                _with_epsilon(-0.1),
                _with_epsilon(-1e-3),
                _with_epsilon(-1e-5),
            ),
            "A small number is taken away inside the log, which moves every value and can make "
            "it nan.",
            "Leave it out: a later lesson is about log(0).",
        ),
        # 1e-8 passes: nothing is seen of it. 1e-5 is, and makes a perfect cost negative.
        Mistake(
            "epsilon_too_large",
            (*map(_with_epsilon, (0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)), *map(_clipped, (0.1, 0.05))),
            "The small number that keeps the log away from 0 is too large: it moves the cost, "
            "to {returned}.",
            "Take 1e-12, or leave it out.",
        ),
        Mistake(
            "probability_of_all",
            lambda A, Y: -np.log(np.mean(Y * A + (1 - Y) * (1 - A))),
            "The mean is taken before the log.",
            "Take the log of each example first, then the mean of the logs.",
        ),
        Mistake(
            "python_if",
            lambda A, Y: -np.log(A) if Y == 1 else -np.log(1 - A),
            "`if` needs one yes or no, and Y has one for every example.",
            "No `if` is needed: the factors Y and 1 - Y switch the two logs on and off.",
        ),
    ),
)

EXERCISES = (COST,)
