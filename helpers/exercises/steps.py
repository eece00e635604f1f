"""One whole step of learning: with two loops, with one, with none."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import UNSIGNED, Case, Exercise, labels, model, of_all_sizes
from helpers.exercises.gradients import SLOPES


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

AXES, RETURNS = {"X": "n m"}, ("J", "dw", "db")
EXERCISES = (
    Exercise(logistic.two_loops, _cases, TWO_LOOPS + SLOPES, AXES, RETURNS, loops=2),
    Exercise(logistic.one_loop, _cases, ONE_LOOP + SLOPES, AXES, RETURNS, loops=1),
    Exercise(logistic.zero_loops, _cases, NO_LOOP + SLOPES, AXES, RETURNS),
)
