"""The slopes of the cost, without a loop and with one; and the step downhill."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, labels, numbers, of_all_sizes, probabilities


def gradients_one_loop(X, A, Y):
    """X (n, m), A (1, m), Y (1, m) -> dw (n, 1), db number. One loop, over the examples."""
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        x_i = X[:, i:i+1]  # fmt: skip
        dz_i = A[0, i] - Y[0, i]
        dw += x_i * dz_i
        db += dz_i
    return dw / m, db / m


def _predicted(rng, n, m):
    return numbers(rng, n, m), probabilities(rng, m), labels(rng, m)


def _predictions(rng):
    X, A, Y = _predicted(rng, 2, 4)
    unsigned = Case("labels of type uint8", (X, A, Y.astype(np.uint8)))
    return [*of_all_sizes(_predicted, rng), unsigned]


def _slopes(rng):
    def case(about, n, alpha):
        b, db = numbers(rng, 2).tolist()
        return Case(about, (numbers(rng, n, 1), b, numbers(rng, n, 1), db, alpha))

    return [
        case("2 weights", 2, 0.1),
        case("1 weight", 1, 0.5),
        Case("whole numbers in w", (np.array([[2], [-1], [4]]), 1, *case("", 3, 0.1).args[2:])),
    ]


# Of every function that computes slopes.
SLOPES = """
last_example_only
    > dw += -> dw =
    > dw[j] += -> dw[j] =
    > db += -> db =
    Only the last example counts in {what}.
    Look at the line that collects: it needs +=, and its place is inside the loop.

squared_error
    > dZ = A - Y -> dZ = (A - Y) * A * (1 - A)
    > dZ = A - Y -> dZ = (A - Y) * (1 - A + Y)
    > dz_i = a_i - y_i -> dz_i = (a_i - y_i) * a_i * (1 - a_i)
    > = A[0, i] - Y[0, i] -> = (A[0, i] - Y[0, i]) * A[0, i] * (1 - A[0, i])
    The error is multiplied by one more factor, such as a (1 - a).
    With the loss of this course that factor cancels: dz = a - y is the slope as it is.

no_x
    > dw[j] += X[j][i] * dz_i -> dw[j] += dz_i
    > dw += x_i * dz_i -> dw += dz_i
    Every entry of dw is the same number: the errors alone are added up.
    Each feature has its own slope: the error times its own x.
"""
ANY_WAY = """
x_outside
    > return X[:, -1:] * np.mean(A - Y), np.mean(A - Y)
    The errors are added up before they are multiplied by x.
    Each error belongs to the x of its own example: multiply the two first, then add.

column_rank_1
    > dw = np.zeros((len(X), 1)); dw += X @ (A - Y)[0]; return dw / X.shape[1], np.mean(A - Y)
    > dw = np.zeros((len(X), 1)) + X @ (A - Y)[0]; return dw / X.shape[1], np.mean(A - Y)
    What is added to dw has lost an axis: ({n},) lies like a row across ({n}, 1).
    X[:, i] drops an axis, X[:, i:i+1] keeps the column.
"""
NO_LOOP = """
hints
    Start with dZ, the difference of prediction and label for every example, (1, m).
    Which product of X (n, m) and dZ (1, m), one of them transposed, is (n, 1), as dw needs?
    `X @ dZ.T` adds over the examples. Divide it by m; db is the mean of dZ.

only_multiplied
    > X @ dZ.T -> X * dZ.T
    > X @ dZ.T -> X * dZ
    > X @ dZ.T -> np.outer(X, dZ)
    X and the errors are multiplied, and that alone adds nothing up over the examples.
    @ multiplies what belongs together, and adds; * and np.outer only multiply.

rows_layout
    > X @ dZ.T -> X.T @ dZ
    X.T comes first, as with data that has one example per row.
    Here each example is a column. The m has to stand in the middle: (n, m) @ (m, 1).

wrong_axis
    > X @ dZ.T -> (X * dZ).sum(axis=0)
    > X @ dZ.T -> (X * dZ).sum(axis=0, keepdims=True)
    The sum goes over the features (axis 0): one number for each example is left.
    Add over the examples, along each row: axis=1, with keepdims=True; or use @.
"""
ONE_LOOP = """
hints
    Start with dw of zeros, (n, 1), and db = 0. Each example adds its part to both.
    `X[:, i:i+1]` is column i, (n, 1). `A[0, i] - Y[0, i]` is its dz_i, a number.
    In the loop: `dw += x_i * dz_i` and `db += dz_i`. After the loop, divide both by m.
"""
UPDATE = """
hints
    Go downhill: each parameter moves against its slope.
    How far: the slope times alpha. The same rule serves for w and for b.
    `w - alpha * dw` makes a new array. Return it with the new b, a comma between.

uphill
    > w - alpha -> w + alpha
    > b - alpha -> b + alpha
    {What} goes uphill, with its slope: the cost would grow.
    Downhill is against the slope: take the step away with a minus.

same_step
    > alpha * dw -> alpha * np.sum(dw)
    Every weight takes the same step: dw is made one number.
    Each weight has its own slope: use dw as it is.

divided_again
    > alpha * dw -> alpha * dw / len(dw)
    The step is divided by the number of weights, {n}.
    Take dw as it is: it is divided by the number of examples already.
"""

SIZES, RETURNS = {"X": "n m"}, ("dw", "db")
EXERCISES = (
    Exercise(logistic.gradients, _predictions, NO_LOOP + SLOPES + ANY_WAY, SIZES, RETURNS),
    Exercise(
        gradients_one_loop, _predictions, ONE_LOOP + SLOPES + ANY_WAY, SIZES, RETURNS, loops=1
    ),
    Exercise(logistic.update, _slopes, UPDATE, {"w": "n 1"}, ("w", "b")),
)
