"""Exercises about the predictions: forward, with two loops, and with one over the features."""

import math

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, numbers


def forward_loops(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m). Two loops, plain numbers."""
    n, m = X.shape
    A = np.zeros((1, m))
    for i in range(m):
        z_i = b
        for j in range(n):
            z_i += w[j, 0] * X[j, i]
        A[0, i] = 1 / (1 + math.exp(-z_i))
    return A


def forward_over_features(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m). One loop, over the features."""
    n, m = X.shape
    Z = np.zeros((1, m)) + b
    for j in range(n):
        Z += w[j, 0] * X[j : j + 1, :]
    return 1 / (1 + np.exp(-Z))


def _cases(rng):
    def case(about, n, m):  # small numbers: no prediction is close to 0 or 1
        return Case(about, (numbers(rng, n, 1) / 2, float(numbers(rng)), numbers(rng, n, m) / 2))

    return [
        case("2 features and 3 examples", 2, 3),
        case("one example", 3, 1),
        case("one feature", 1, 4),
        case("as many features as examples", 2, 2),
        Case("whole numbers", (np.array([[1], [-2]]), 1, np.array([[1, 0, 2], [0, 1, 1]]))),
    ]


_SHARED = """
not_once
    > return w.T @ X + b
    > A = 1 / (1 + np.exp(-w.T @ X - b)); return 1 / (1 + np.exp(-A))
    The sigmoid is missing, or it is taken twice.
    Take it once, of z: 1 / (1 + exp(-z)).

wrong_sign
    > return 1 / (1 + np.exp(w.T @ X + b))
    > return 1 / (1 + np.exp(b - w.T @ X))
    Every prediction is 1 minus what it should be, or b is taken away instead of added.
    z is the sum plus b, its sigmoid 1 / (1 + exp(-z)): look at each sign, and at what is on top.

missing_brackets
    > return 1 + np.exp(-w.T @ X - b)
    > return 1 / (1 + np.exp(-w.T @ X) + b)
    This is 1 + exp(-z), or b stands outside of exp: look at the brackets.
    Compute z on a line of its own, b included; then divide 1 by all of (1 + exp(-z)).

z_goes_on
    > return 1 / (1 + np.exp(-np.cumsum(w.T @ X, axis=1) - b))
    Each example goes on with the z of the one before: only the first prediction is right.
    Give z its start value inside the loop over the examples.

b_every_time
    > return 1 / (1 + np.exp(-w.T @ X - len(X) * b))
    b is added again with every feature.
    Each z gets b once: outside of the loop over the features, outside of the sum.

last_feature_only
    > return 1 / (1 + np.exp(-w[-1:] * X[-1:]))
    > return 1 / (1 + np.exp(-w[-1:] * X[-1:] - b))
    > return 1 / (1 + np.exp(-w[-1] * X[-1]))
    Only the last feature counts.
    Look at the line that collects: it needs +=, and its place is inside the loop.
"""


def _exercise(reference, hints, mistakes, loops=0):
    return Exercise(reference, _cases, hints, _SHARED + mistakes, ("A",), {"X": "n m"}, loops)


FORWARD = _exercise(
    logistic.forward,
    hints=(
        "Which product of w (n, 1) and X (n, m), one of them transposed, is (1, m)?",
        "`w.T @ X` adds over the features. b is added to every entry by itself.",
        "Put the whole of `w.T @ X + b` through the sigmoid.",
    ),
    mistakes="""
only_multiplied
    > w.T @ X -> w.T * X
    > w.T @ X -> w * X
    * goes entry by entry, and adds nothing up.
    @ multiplies and adds over the features, with the n in the middle.

rows_layout
    > w.T @ X -> X @ w
    X comes first, as with data that has one example per row.
    Here each example is a column. The n has to stand in the middle: (1, n) @ (n, m).

wrong_axis
    > w.T @ X -> (w * X).sum(axis=1)
    > w.T @ X -> (w * X).sum(axis=1, keepdims=True)
    The sum goes over the examples (axis 1): one number for each feature is left.
    Add over the features, which are the rows: axis=0, with keepdims=True; or use @.
""",
)

FORWARD_LOOPS = _exercise(
    forward_loops,
    hints=(
        "The outer loop takes one example i at a time, the inner loop one feature j of it.",
        "Before the inner loop set z_i to b. Inside, add `w[j, 0] * X[j, i]` to it.",
        "Then write `1 / (1 + math.exp(-z_i))` into `A[0, i]`, with A from `np.zeros((1, m))`.",
    ),
    mistakes="""
rows_for_examples
    > X[j, i] -> X[i, j]
    > X[j, i] -> X[i, j] ; range(m) -> range(n) ; (1, m)) -> (1, n))
    > range(m) -> range(n) ; (1, m)) -> (1, n))
    > range(m) -> range(k) ; range(n) -> range(m) ; range(k) -> range(n)
    > range(m) -> range(n)
    Rows and columns are mixed up: X is (n, m), each row a feature, each column an example.
    i counts the {m} examples, j the {n} features, and X[j, i] is feature j of example i.

last_example_only
    > A[0, i] = -> A =
    Only the prediction of the last example comes back.
    Start from A = np.zeros((1, m)), and write each prediction into A[0, i].

returned_too_early
    > A[0, i] = -> return
    > range(m) -> range(1)
    Only the first example has a prediction.
    Look where `return` stands: inside a loop it ends the function, loops and all.

zeros
    > A[0, i] = -> a_i =
    A is all 0, as at the start.
    Look whether each prediction is written into A[0, i], and whether A can hold decimals.
""",
    loops=2,
)

FORWARD_OVER_FEATURES = _exercise(
    forward_over_features,
    hints=(
        "Z has one entry per example, (1, m), and starts from b. Each feature adds to all at once.",
        "Row j of X, kept as a row, is `X[j:j+1, :]`, (1, m). Its weight is the number `w[j, 0]`.",
        "In the loop over j: `Z += w[j, 0] * X[j:j+1, :]`. After the loop, the sigmoid of Z.",
    ),
    mistakes="""
examples_for_features
    > X[j : j + 1, :] -> X[:, j]
    X[:, j] is example j, but the loop runs over the features.
    Feature j is row j of X: X[j:j+1, :].
""",
    loops=1,
)

EXERCISES = (FORWARD, FORWARD_LOOPS, FORWARD_OVER_FEATURES)
