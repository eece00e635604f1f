"""The loss of one example; the cost of all without a loop; a cost that stays calm at 0 and 1."""

from itertools import product

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, labels, probabilities


def stable_cost(A, Y):
    """A (1, m), exactly 0 or 1 where Y says so, Y (1, m) -> J, a number."""
    return -np.log(np.where(Y == 1, A, 1 - A)).mean()


def _single(rng):
    pairs = [*zip(probabilities(rng, 4)[0].tolist(), (1, 0, 1.0, 0.0), strict=True)]
    pairs += product((0.15, 0.85), (1, 0))
    return [Case(f"a = {a} and y = {y}", (a, y)) for a, y in pairs]


def _predictions(rng, low=0.02, high=0.97, risk="log(0) is -inf; a later lesson mends that."):
    """Cases for both costs; nothing is predicted more surely than `low` and `high`, and rightly."""

    def case(about, m, sure=(), kind=int):
        A = np.append(probabilities(rng, m), [np.where(sure, high, low)], axis=1)
        return Case(about, (A, np.append(labels(rng, m), [sure], axis=1).astype(kind)))

    perfect = np.array([[1.0, 0.0]]), np.array([[1, 0]])
    return [
        case("three examples", 3),
        case(f"a prediction of {high} for a 1, and of {low} for a 0", 2, [1, 0]),
        case("one example", 1),
        case("labels with decimals", 3, [0, 1], float),
        case("labels of type uint8", 3, [1, 0], np.uint8),
        Case("perfect predictions", perfect, 0.0, risk),
    ]


def _perfect(rng):
    return _predictions(rng, 0.0, 1.0, "the cost is exactly 0 if each label chooses its own log.")


# 1e-15 or np.where keeps logs from 0. The loss has a, y for A, Y: no word here begins with those.
ANY_LOSS = """
one_label_only
    > return -np.where(Y == 1, np.log(A), 0).mean()
    One of the two labels costs nothing at all.
    Where y = 1 the loss is -log(a), where y = 0 it is -log(1 - a).

roles_exchanged
    > return -(Y * np.log(1 - A) + (1 - Y) * np.log(A)).mean()
    > return -(A * np.log(Y) + (1 - A) * np.log(1 - Y)).mean()
    Log and factor do not belong together: good predictions cost much, or the log of 0 is taken.
    Y goes with log(A), and 1 - Y with log(1 - A).

brackets
    > return -(Y * np.log(A + 1e-15) + 1 - Y * np.log(1 - A + 1e-15)).mean()
    > return -np.where(Y == 1, np.log(A), 1 - np.log(A)).mean()
    It is as if a 1 stood outside of its brackets: 1 - log(a), or 1 - y * ...
    They go around 1 - Y, and around 1 - A inside the log.

one_sign
    > return (-1.0 * Y * np.log(A + 1e-15) + (1 - Y) * np.log(1 - A + 1e-15)).mean()
    > return np.mean(-Y * np.log(A + 1e-15) + (1 - Y) * np.log(1 - A + 1e-15))
    Where y = 0 the sign is wrong: each such example adds log(1 - a), which is below 0.
    One minus has to reach both logs: look how far the one that is there goes.

other_price
    > return np.mean((A - Y) ** 2)
    > return np.mean((A - Y) ** 2) / 2
    > return np.mean((A > 0.5) != Y)
    > return -np.log10(np.where(Y == 1, A, 1 - A)).mean()
    This is another price: a squared error, an error rate, or a log with another base than e.
    Here it is minus the log that is called log, not log10 or log2: -log(A) where y = 1.
"""
LOSS = """
hints
    The loss is minus the log of the probability that was given to what really happened.
    For y = 1 that probability is a, for y = 0 it is 1 - a.
    `y` and `1 - y` switch the two logs on and off: `y * ... + (1 - y) * ...`, behind a minus.
"""
ANY_COST = """
all_pairs
    > return -(Y.T @ np.log(A + 1e-15) + (1 - Y).T @ np.log(1 - A + 1e-15)).sum() / Y.size
    > return -(Y.T @ np.log(A + 1e-15) + (1 - Y).T @ np.log(1 - A + 1e-15)).mean()
    There is a ({m}, {m}) table of every label with every prediction, and all of it counts.
    Each y belongs to its own a only: use * without a transpose.

epsilon_too_large
    > return -(Y * np.log(A + 1e-5) + (1 - Y) * np.log(1 - A + 1e-5)).mean()
    > return -(Y * np.log(A + 1e-6) + (1 - Y) * np.log(1 - A + 1e-6)).mean()
    > return -(Y * np.log(A - 0.1) + (1 - Y) * np.log(1.1 - A)).mean()
    The small number inside the log moves the cost, to {returned}.
    Add 1e-15, or choose for each label the log that counts.
"""
COST = """
hints
    The cost is the mean of the losses, and each loss needs the y and the a of one example only.
    So Y and np.log(A) meet entry by entry, with `*`; likewise 1 - Y and np.log(1 - A).
    Add the two, take the mean over all examples, and put a minus before it.
"""
STABLE = """
hints
    0 * minus infinity is nan. Each example needs only one of the two logs: do not take both.
    It needs the probability given to its own label: A where Y is 1, and 1 - A where Y is 0.
    `np.where(Y == 1, ..., ...)` chooses one of the two. Take its log, the mean, and a minus.
"""

EXERCISES = (
    Exercise(logistic.loss, _single, LOSS + ANY_LOSS.translate(str.maketrans("AY", "ay"))),
    Exercise(logistic.cost, _predictions, COST + ANY_LOSS + ANY_COST, {"A": "1 m"}),
    Exercise(stable_cost, _perfect, STABLE + ANY_LOSS + ANY_COST, {"A": "1 m"}),
)
