"""The sigmoid, and one that never overflows."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, numbers


def stable_sigmoid(z):
    """z number or array -> same shape, between 0 and 1, with no overflow whatever z is."""
    e = np.exp(-np.abs(z))  # between 0 and 1
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def _scores(rng, risk=""):
    """Cases for both; with a risk, what is far from 0 is beyond the task."""
    size = float(abs(numbers(rng)))
    far = {
        "z = 1000 (too much for np.exp(z))": np.array([1000.0, 2.0]),
        "z = -1000 (too much for np.exp(-z))": np.array([-1000.0, 2.0]),
        "z = -1000 and 1000": np.array([-1000.0, 1000.0]),
        "z = 1000 and -1": np.array([1000.0, -1.0]),
    }
    return [
        Case("a positive number", (size,)),
        Case("a negative number", (-size,)),
        *(Case(f"z {shape}", (numbers(rng, *shape),)) for shape in [(1, 3), (2, 1), (2, 3), (4,)]),
        Case("z = 6 and -6", (np.array([6.0, -6.0]),)),
        Case("whole numbers", (np.array([[-2, 0, 3]]),)),
        *(Case(about, (z,), stable_sigmoid(z), risk) for about, z in far.items()),
    ]


HINTS = """
hints
    sigmoid(z) is 1 divided by something that is never less than 1.
    That something is 1 plus e to the power -z. `np.exp` takes numbers and arrays alike.
    Put brackets around the whole lower part: `1 / (1 + ...)`.
"""
SIGMOID = """
missing_brackets
    > return 1 / 1 + np.exp(-z)
    This is 1 + exp(-z), which is never below 1.
    Put brackets around the lower part, 1 / (...): Python divides before it adds.

sign_in_exp
    > return 1 / (1 + np.exp(z))
    This falls where the sigmoid rises: it is sigmoid(-z), which is 1 minus what is needed.
    A large z has to give a value near 1. Look at each minus, and at what stands above the line.

minus_for_plus
    > return 1 / (1 - np.exp(-z))
    These are the values of 1 / (1 - exp(-z)), whose lower part is 0 at z = 0.
    Look at the sign between 1 and np.exp: the lower part has to stay above 1.

other_curve
    > return np.tanh(z)
    > return np.exp(z) / np.exp(1 + z)
    This is tanh(z), which runs from -1 to 1, or exp(z) / exp(1 + z), the same for every z.
    The sigmoid runs from 0 to 1: 1 / (1 + ...), with the 1 outside of np.exp.
"""
STABLE = """
hints
    np.exp is harmless when it is given 0 or less. What made from z is never above 0?
    Call that power e: `e = np.exp(-np.abs(z))`. It is exp(-z) for z >= 0, exp(z) below.
    The sigmoid is `1 / (1 + e)` for z >= 0, `e / (1 + e)` for z < 0: np.where chooses.

overflows
    np.exp of a large positive number is inf, in np.where too, which computes both sides.
    Take np.exp of nothing above 0: -np.abs(z) never is.
"""

LATER = "a later lesson has a form that stays calm."
EXERCISES = (
    Exercise(logistic.sigmoid, lambda rng: _scores(rng, LATER), HINTS + SIGMOID, {"z": "n m"}),
    Exercise(stable_sigmoid, _scores, SIGMOID + STABLE),
)
