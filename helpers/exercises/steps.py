"""One whole step of learning: with two loops, with one, with none; and for examples in rows."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import UNSIGNED, Case, Exercise, labels, model, of_all_sizes
from helpers.exercises.gradients import SLOPES


def zero_loops_rows(w, b, X_rows, Y_rows):
    """w (n, 1), b number, X_rows (m, n), Y_rows (m, 1) -> J, dw (n, 1), db. No loop."""
    m = X_rows.shape[0]
    Z = X_rows @ w + b
    A = 1 / (1 + np.exp(-Z))
    J = -(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A)).mean()
    dZ = A - Y_rows
    dw = X_rows.T @ dZ / m
    db = dZ.mean()
    return J, dw, db


def _step(rng, n, m):
    return *model(rng, n, m), labels(rng, m)


def _cases(rng):
    w, b, X, Y = _step(rng, 2, 4)
    whole = np.array([[1], [-2]]), 1, np.array([[1, 0, 2], [0, 1, 1]]), np.array([[1, 0, 1]])
    return [
        *of_all_sizes(_step, rng),
        Case("labels of type uint8", (w, b, X, Y.astype(np.uint8)), risk=UNSIGNED),
        Case("whole numbers", whole),
    ]


def _in_rows(rng):
    def turned(w, b, X, Y):
        return w, b, X.T.copy(), Y.T.copy()

    return [Case(case.about, turned(*case.args)) for case in _cases(rng)]


TWO_LOOPS = """
hints
    The slope for one z is prediction minus label. Each example adds its part to dw and db.
    For dw, one more loop over the features: `dw[j]` grows by `X[j][i]` times dz_i.
    `dz_i = a_i - y_i`, then `for j in range(n): dw[j] += X[j][i] * dz_i`, then `db += dz_i`.
"""
ONE_LOOP = """
hints
    Keep the loop over the examples. Each loop over the features becomes one line.
    `x_i = X[:, i:i+1]` is example i, a column; `(w.T @ x_i)[0, 0] + b` is its z, a number.
    `dw += x_i * dz_i` adds to every entry of dw at once. Start dw from `np.zeros((n, 1))`.
"""
NO_LOOP = """
hints
    Start with Z for all examples at once: which product of w and X is (1, m)? Then add b.
    A, J and dZ go entry by entry, as in lesson 03. dw is a product again: `X @ dZ.T`, (n, 1).
    m, Z, A, J, dZ, dw, db: seven lines. `.mean()` divides by m, `@` does not.
"""
IN_ROWS = """
hints
    Say the shape first. w is (n, 1) as before: which product of w and X_rows is (m, 1)?
    A, J and dZ are the lines you know, upright now. In dw the m stands in the middle.
    `X_rows @ w + b`; `X_rows.T @ dZ / m`, where m is `X_rows.shape[0]`.

columns_layout
    > X_rows @ w -> w.T @ X_rows
    > X_rows.T @ dZ -> X_rows @ dZ
    > X_rows.T @ dZ -> X_rows @ dZ.T
    > X_rows @ w -> w.T @ X_rows ; X_rows.T @ dZ -> X_rows @ dZ.T
    > X_rows @ w -> w.T @ X_rows ; X_rows.T @ dZ -> X_rows @ dZ.T ; shape[0] -> shape[1]
    > X_rows @ w -> w.T @ X_rows ; .mean() -> .sum() / m
    > X_rows @ w -> w.T @ X_rows ; X_rows.T @ dZ -> X_rows @ dZ.T ; .mean() -> .sum() / m
    This is a line for examples in columns.
    X_rows is (m, n): the n goes in the middle for z, the m for dw. See which .T has to move.

axis
    > X_rows.shape[0] -> X_rows.shape[1]
    dw is divided by {n}, the number of features.
    In rows the examples are counted down, along axis 0.

not_over_examples
    > X_rows.T @ dZ -> X_rows * dZ
    > X_rows.T @ dZ -> (X_rows * dZ).sum(axis=1, keepdims=True)
    > X_rows.T @ dZ / m -> (X_rows * dZ).mean(axis=1, keepdims=True)
    > X_rows.T @ dZ / m -> (X_rows * dZ).mean(axis=1)
    X_rows and the errors are multiplied, and not added up over the examples.
    Add down the rows, along axis 0; or use @ with the m in the middle, (n, m) @ (m, 1).

all_pairs
    > dZ = A - Y_rows -> dZ = A - Y_rows.T
    > dZ = A - Y_rows -> dZ = A.T - Y_rows
    Where a column meets a row, or one axis, each label meets every prediction: an (m, m) table.
    A and Y_rows have to be columns here, both (m, 1).

db_in_dw
    > return J, dw, db -> return J, np.vstack([dw, [[db]]]), db
    The last entry of dw is the slope of the bias.
    dw is (n, 1), as w is: leave that entry out of it, and return it as db, a number.
"""

AXES, RETURNS = {"X": "n m"}, ("J", "dw", "db")
IN_COLUMNS = logistic.two_loops, logistic.one_loop, logistic.zero_loops
EXERCISES = (
    Exercise(logistic.two_loops, _cases, TWO_LOOPS + SLOPES, AXES, RETURNS, loops=2),
    Exercise(logistic.one_loop, _cases, ONE_LOOP + SLOPES, AXES, RETURNS, loops=1),
    Exercise(logistic.zero_loops, _cases, NO_LOOP + SLOPES, AXES, RETURNS),
    Exercise(zero_loops_rows, _in_rows, IN_ROWS, {"X_rows": "m n"}, RETURNS, done_by=IN_COLUMNS),
)
