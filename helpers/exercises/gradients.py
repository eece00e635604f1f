"""Exercises about the slopes of the cost: gradients, and the same with one loop."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, labels, numbers, probabilities


def gradients_one_loop(X, A, Y):
    """X (n, m), A (1, m), Y (1, m) -> dw (n, 1), db number. One loop, over the examples."""
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        x_i = X[:, i : i + 1]
        dz_i = A[0, i] - Y[0, i]
        dw += x_i * dz_i
        db += dz_i
    return dw / m, db / m


def _cases(rng):
    def case(about, n, m, kind=int):
        return Case(about, (numbers(rng, n, m), probabilities(rng, m), labels(rng, m).astype(kind)))

    return [
        case("2 features and 3 examples", 2, 3),
        case("one example", 3, 1),
        case("one feature", 1, 4),
        case("as many features as examples", 3, 3),
        case("more features than examples", 4, 2),
        case("labels of type uint8", 2, 4, np.uint8),
    ]


_SHARED = """
divided_by_n
    > return X @ (A - Y).T / len(X), np.sum(A - Y) / len(X)
    Both sums are divided by {n}, the number of features.
    They go over the {m} examples: divide by X.shape[1].

squared_error
    > dZ = (A - Y) * A * (1 - A); return X @ dZ.T / X.shape[1], np.mean(dZ)
    > dZ = (A - Y) * (1 - A + Y); return X @ dZ.T / X.shape[1], np.mean(dZ)
    The error A - Y is multiplied by one more factor, such as A (1 - A).
    With the loss of this course that factor cancels: dz = a - y is the slope as it is.

threshold_first
    > dZ = (A > 0.5) * 1.0 - Y; return X @ dZ.T / X.shape[1], np.mean(dZ)
    The predictions are made 0 or 1 before the labels are taken away.
    Use the probabilities in A as they are.

x_outside
    > return X[:, -1:] * np.mean(A - Y), np.mean(A - Y)
    The errors are added up before they are multiplied by x.
    Each error belongs to the x of its own example: multiply the two first, then add.

column_rank_1
    > dw = np.zeros((len(X), 1)); dw += X @ (A - Y)[0]; return dw / X.shape[1], np.mean(A - Y)
    > dw = np.zeros((len(X), 1)) + X @ (A - Y)[0]; return dw / X.shape[1], np.mean(A - Y)
    What is added to dw has lost an axis: ({n},) lies like a row across ({n}, 1).
    X[:, i] drops an axis, X[:, i:i+1] keeps the column.

builtin_sum
    > return X @ (A - Y).T / X.shape[1], sum(A - Y) / X.shape[1]
    db has {m} numbers, one for each example: they are not added up.
    Python's own sum adds the rows of an array, and A has one; np.sum adds all entries.
"""


def _exercise(reference, hints, mistakes, loops=0):
    return Exercise(reference, _cases, hints, _SHARED + mistakes, ("dw", "db"), {"X": "n m"}, loops)


GRADIENTS = _exercise(
    logistic.gradients,
    hints=(
        "Start with dZ, the difference of prediction and label for every example, (1, m).",
        "Which product of X (n, m) and dZ (1, m), one of them transposed, is (n, 1), as dw needs?",
        "`X @ dZ.T` adds over the examples. Divide it by m; db is the mean of dZ.",
    ),
    mistakes="""
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
""",
)

GRADIENTS_ONE_LOOP = _exercise(
    gradients_one_loop,
    hints=(
        "Start with dw of zeros, (n, 1), and db = 0. Each example adds its part to both.",
        "`X[:, i:i+1]` is column i, (n, 1). `A[0, i] - Y[0, i]` is its dz_i, a number.",
        "In the loop: `dw += x_i * dz_i` and `db += dz_i`. After the loop, divide both by m.",
    ),
    mistakes="""
whole_row
    > A[0, i] - Y[0, i] -> A[i] - Y[i]
    > A[0, i] - Y[0, i] -> A[i] - Y[i] ; dw += x_i -> dw = dw + x_i
    A[i] asks for row i of A, and A has one row only, (1, m): A[0] is all of it.
    One number needs both indices: A[0, i], and Y[0, i].

last_example_only
    > dw += -> dw =
    > db += -> db =
    Only the last example counts in {what}.
    Look at the line that collects: it needs +=, and its place is inside the loop.

returned_too_early
    > range(m) -> range(1)
    Only the first example counts.
    Look where `return` stands: inside the loop it ends the function.

divided_inside
    > db += dz_i -> db += dz_i; dw /= m; db /= m ; dw / m, db / m -> dw, db
    The division by m happens once for every example, on what was collected before.
    Divide once, after the loop.
""",
    loops=1,
)

EXERCISES = (GRADIENTS, GRADIENTS_ONE_LOOP)
