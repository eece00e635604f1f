"""Right and wrong answers to the exercises of 07 and 08, as right_answers and wrong_answers."""

import math

import numpy as np


def _sigmoid_by_masks(z):
    z = np.asarray(z, dtype=float)
    up, out = z >= 0, np.empty(z.shape)
    out[up] = 1 / (1 + np.exp(-z[up]))
    out[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return out


def _sigmoid_one_by_one(z):
    def one(v):
        return 1 / (1 + math.exp(-v)) if v >= 0 else 1 - 1 / (1 + math.exp(v))

    return np.array([one(v) for v in np.ravel(z)]).reshape(np.shape(z))


def cost_in_a_loop(A, Y):
    total = 0.0
    for a, y in zip(A[0], Y[0], strict=True):
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / A.shape[1]


def terms(A, Y, added=0.0):
    return Y * np.log(A + added) + (1 - Y) * np.log(1 - A + added)


RIGHT = {
    "column": [
        lambda X, i: X[:, [i]],
        lambda X, i: X.T[i : i + 1].T,
        lambda X, i: np.array([[row[i]] for row in X]),
        lambda X, i: X @ np.eye(X.shape[1])[:, i : i + 1],  # a product that chooses
    ],
    "accuracy": [
        lambda A, Y: np.mean((A.reshape(Y.shape) > 0.5) == Y),  # one takes the other's shape
        lambda A, Y: np.average(np.round(A.ravel()) == Y.ravel()),  # 0.5 goes to the even 0
        lambda A, Y: 1 - np.abs((A.ravel() > 0.5) - Y.ravel().astype(float)).mean(),
    ],
    "mean_squared_gap": [
        lambda p, y: np.mean((p - y.reshape(p.shape)) ** 2),
        lambda p, y: np.var(p.ravel() - y.ravel()) + (p.mean() - y.mean()) ** 2,
        lambda p, y: np.trace((p.reshape(-1, 1) - y.reshape(1, -1)) ** 2) / p.size,  # a diagonal
    ],
    "stable_sigmoid": [
        _sigmoid_by_masks,
        _sigmoid_one_by_one,
        lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))),  # without np.where
        lambda z: np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float))),
    ],
    "stable_cost": [
        cost_in_a_loop,
        lambda A, Y: -np.mean(np.log(A**Y * (1 - A) ** (1 - Y))),  # 0 ** 0 is 1
        lambda A, Y: -np.nansum(terms(A, Y)) / A.size,  # warns
    ],
}

WRONG = {
    "column": [
        (lambda X, i: X[:][i], "feature"),
        (lambda X, i: X[:, i].reshape(1, -1), "transposed"),
        (lambda X, i: np.take(X, [i - 1], axis=1), "neighbour"),
        (lambda X, i: X[:, 0:i], "slice"),
    ],
    "accuracy": [
        (lambda A, Y: np.mean(np.round(A) == Y), "all_pairs"),
        (lambda A, Y: np.mean((A > 0.5) == Y.T), "all_pairs"),
        (lambda A, Y: np.mean((1 / (1 + np.exp(-A.ravel())) > 0.5) == Y.ravel()), "threshold"),
        (lambda A, Y: np.sum((A.ravel() > 0.5) * Y.ravel()) / Y.size, "not_all_that_fit"),
        (lambda A, Y: ((A.ravel() > 0.5) == Y.ravel()).sum() / len(A), "not_divided"),
        (lambda A, Y: 1 - np.abs((A.ravel() > 0.5) - Y.ravel()).mean(), "unsigned"),
    ],
    "mean_squared_gap": [
        (lambda p, y: np.square(y - p).mean(), "all_pairs"),
        (lambda p, y: np.sum((p.ravel() - y.ravel()) ** 2) / len(y), "not_divided"),
        (lambda p, y: np.abs(p.ravel() - y.ravel()).mean(), "not_squared"),
        (lambda p, y: (p.mean() - y.mean()) ** 2, "square_and_mean"),
    ],
    "stable_sigmoid": [
        (
            lambda z: np.where(z <= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))),
            "inf_over_inf",
        ),
        (
            lambda z: np.where(z < 0, 1 / (1 + np.exp(z)), np.exp(-z) / (1 + np.exp(-z))),
            "sign_in_exp",
        ),
        (lambda z: 0.5 + np.abs(1 / (1 + np.exp(-z)) - 0.5), "sign_lost"),
        (lambda z: 1 / (1 + math.exp(-z)), "math_exp"),
    ],
    "stable_cost": [
        (lambda A, Y: -np.nan_to_num(np.sum(terms(A, Y))) / Y.size, "zero_times_infinity"),
        (lambda A, Y: -np.mean(terms(np.clip(A, 1e-20, 1 - 1e-20), Y)), "zero_times_infinity"),
        (lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A) + 1e-5).mean(), "epsilon_too_large"),
    ],
}
