"""Hunts: functions that run and are wrong, given to be mended; one for each of four lessons."""

import functools

import numpy as np

from helpers.checking.exercise import Exercise, labels, model, numbers, of_all_sizes


def cost_of(w, b, X, Y):
    """w (n, 1), b number, X (n, m), Y (1, m) -> J, a number."""
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return losses.mean()


def spread(X):
    """X (n, m) -> (n, m): every feature with mean 0 and standard deviation 1."""
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


def fit(X, Y, alpha=0.1, iterations=100):
    """X (n, m), Y (1, m) -> w (n, 1), b number, by gradient descent from zeros."""
    n, m = X.shape
    w, b = np.zeros((n, 1)), 0.0
    for t in range(iterations):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        dZ = A - Y
        dw = X @ dZ.T / m
        db = dZ.mean()
        w, b = w - alpha * dw, b - alpha * db
    return w, b


def predict_one(w, b, X, i):
    """w (n, 1), b number, X (n, m), i -> the prediction for example i, a number."""
    x = X[:, i:i+1]  # fmt: skip
    z = (w * x).sum() + b
    return 1 / (1 + np.exp(-z))


HINTS = """
hints
    Which shape does each line give? `%%shapes` on the first line of a cell tells.
    Ask of each line which shape its result has to have, and put an assert behind it.
    """

COST_OF = """Each label belongs to its own prediction: `*`, entry by entry, then the mean.

given
    > (Y * np.log(A) + (1 - Y) * np.log(1 - A)) -> (Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A))
"""
SPREAD = """A feature is a row: its mean goes along axis 1, and keepdims keeps a column.

given
    > axis=1 -> axis=0
"""
FIT = """dw has to be (n, 1), like w: which product of X and dZ is that?

given
    > X @ dZ.T -> dZ @ X.T
"""
PREDICT_ONE = """A single index drops the axis, a slice keeps it: `X[:, i:i+1]` is (n, 1).

given
    > X[:, i:i+1] -> X[:, i]
"""


def _hunt(reference, arguments, words, **more):
    cases = functools.partial(of_all_sizes, arguments)
    return Exercise(reference, cases, HINTS + words, {"X": "n m"}, **more)


def _training(rng, n, m):
    return numbers(rng, n, m), labels(rng, m), 0.5, 3


EXERCISES = (
    _hunt(cost_of, lambda rng, n, m: (*model(rng, n, m), labels(rng, m)), COST_OF),
    _hunt(spread, lambda rng, n, m: (numbers(rng, n, m),), SPREAD),
    _hunt(fit, _training, FIT, returns=("w", "b"), loops=1),
    _hunt(predict_one, lambda rng, n, m: (*model(rng, n, m), m // 2), PREDICT_ONE),
)
