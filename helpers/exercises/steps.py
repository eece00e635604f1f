"""One whole step of learning: with two loops, with one, with none."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, labels, numbers, of_all_sizes


def _cases(rng):
    def arguments(n, m):  # small numbers: no prediction is close to 0 or 1
        w, X = numbers(rng, n, 1) / 2, numbers(rng, n, m) / 2
        return w, float(numbers(rng)), X, labels(rng, m)

    w, b, X, Y = arguments(2, 4)
    whole = np.array([[1], [-2]]), 1, np.array([[1, 0, 2], [0, 1, 1]]), np.array([[1, 0, 1]])
    return [
        *of_all_sizes(arguments),
        Case("labels of type uint8", (w, b, X, Y.astype(np.uint8))),
        Case("whole numbers", whole),
    ]


# By the lines that are the same in both versions with a loop.
A_LOOP = """
squared_error
    > dz_i = a_i - y_i -> dz_i = (a_i - y_i) * a_i * (1 - a_i)
    The error a - y is multiplied by one more factor, a (1 - a).
    With the loss of this course that factor cancels: dz_i = a_i - y_i is the slope as it is.

threshold_first
    > dz_i = a_i - y_i -> dz_i = (a_i > 0.5) - float(y_i)
    The predictions are made 0 or 1 before the labels are taken away.
    Use the probabilities as they are.
"""
TWO_LOOPS = """
hints
    The slope for one z is prediction minus label. Each example adds its part to dw and db.
    For dw, one more loop over the features: `dw[j]` grows by `X[j][i]` times dz_i.
    `dz_i = a_i - y_i`, then `for j in range(n): dw[j] += X[j][i] * dz_i`, then `db += dz_i`.

last_example_only
    > dw[j] += X[j][i] * dz_i -> dw[j] = X[j][i] * dz_i
    > db += dz_i -> db = dz_i
    Only the last example counts in {what}.
    Look at the line that collects: it needs +=, and its place is inside the loop.

no_x
    > dw[j] += X[j][i] * dz_i -> dw[j] += dz_i
    Every entry of dw is the same number: the errors alone are added up.
    Each feature has its own slope: dz_i times its own x, X[j][i].

last_feature_only
    > z_i += w[j][0] * X[j][i] -> z_i = w[j][0] * X[j][i]
    Only the last feature counts in z.
    Look at the line that collects z: it needs +=, and starts from b.
"""
ONE_LOOP = """
hints
    Keep the loop over the examples. Each loop over the features becomes one line.
    `x_i = X[:, i:i+1]` is example i, a column; `(w.T @ x_i)[0, 0] + b` is its z, a number.
    `dw += x_i * dz_i` adds to every entry of dw at once. Start dw from `np.zeros((n, 1))`.

last_example_only
    > dw += x_i * dz_i -> dw = x_i * dz_i
    > db += dz_i -> db = dz_i
    Only the last example counts in {what}.
    Look at the line that collects: it needs +=, and its place is inside the loop.

no_b
    > (w.T @ x_i)[0, 0] + b -> (w.T @ x_i)[0, 0]
    b, the bias, is left out of z.
    Each z is `w.T @ x_i`, as a number, plus b.

column_rank_1
    > X[:, i:i+1], Y -> X[:, i], Y ; (w.T @ x_i)[0, 0] -> (w.T @ x_i)[0]
    > X[:, i:i+1], Y -> X[:, i], Y ; @ x_i)[0, 0] -> @ x_i)[0] ; dw += x_i -> dw = dw + x_i
    What is added to dw has lost an axis: ({n},) lies like a row across ({n}, 1).
    X[:, i] drops an axis, X[:, i:i+1] keeps the column.
"""
NO_LOOP = """
hints
    Start with Z for all examples at once: which product of w and X is (1, m)? Then add b.
    A, J and dZ go entry by entry, as in lesson 03. dw is a product again: `X @ dZ.T`, (n, 1).
    m, Z, A, J, dZ, dw, db: seven lines. `.mean()` divides by m, `@` does not.

squared_error
    > dZ = A - Y -> dZ = (A - Y) * A * (1 - A)
    The error A - Y is multiplied by one more factor, A (1 - A).
    With the loss of this course that factor cancels: dZ = A - Y is the slope as it is.

threshold_first
    > dZ = A - Y -> dZ = (A > 0.5) * 1.0 - Y
    The predictions are made 0 or 1 before the labels are taken away.
    Use the probabilities in A as they are.

no_b
    > w.T @ X + b -> w.T @ X
    b, the bias, is left out of Z.
    `w.T @ X + b` adds it to every entry.

all_pairs
    > (Y * np.log(A) + (1 - Y) * np.log(1 - A)) -> (Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A))
    J takes every label with every prediction, an ({m}, {m}) table.
    Each y belongs to its own a: use * in the cost, without a transpose.
"""

AXES, RETURNS = {"X": "n m"}, ("J", "dw", "db")
EXERCISES = (
    Exercise(logistic.two_loops, _cases, TWO_LOOPS + A_LOOP, AXES, RETURNS, loops=2),
    Exercise(logistic.one_loop, _cases, ONE_LOOP + A_LOOP, AXES, RETURNS, loops=1),
    Exercise(logistic.zero_loops, _cases, NO_LOOP, AXES, RETURNS),
)
