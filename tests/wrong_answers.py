"""Wrong answers, as learners write them, and what each is called: {exercise: [(function, name)]}.

The name is the one that the verdict has to give as its mistake. Where two causes are the same
function of the arguments, they share a name.
"""

import math

import numpy as np


def _logistic(z):
    return 1 / (1 + np.exp(-z))


def _sigmoid_branch_ends(z):
    if z > 0:
        return 1 / (1 + np.exp(-z))
    np.exp(z) / (1 + np.exp(z))  # noqa: B018
    return None


def _sigmoid_into_whole_numbers(z):
    out = np.zeros_like(z)
    out[...] = _logistic(z)
    return out


def _sigmoid_in_its_argument(z):
    np.exp(-z, out=z)
    z += 1.0
    z **= -1.0
    return z


SIGMOID = [
    (_sigmoid_branch_ends, "branch_without_return"),
    (lambda z: 1 / (1 - np.exp(-z)), "minus_for_plus"),
    (lambda z: np.exp(z) / np.exp(z + 1), "one_inside_exp"),
    (_sigmoid_into_whole_numbers, "whole_numbers"),
    (lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)), "tanh"),
    (lambda z: 1 / (np.exp(z) + 1), "sign_in_exp"),
    (_sigmoid_in_its_argument, "in_place"),
    (lambda z: 1 / (1 + math.exp(-z)), "math_exp"),
    (lambda z: 1 / 1 + np.exp(-z), "missing_brackets"),
    (lambda z: print(_logistic(z)), "printed"),
    (lambda z: [_logistic(z)], "list"),
]


def _mean_log(A, Y, on_1, on_0):
    return -np.mean(Y * on_1 + (1 - Y) * on_0)


def _both_products(A, Y):
    """The (m, m) table of every label with every prediction."""
    return np.dot(Y.T, np.log(A)) + np.dot((1 - Y).T, np.log(1 - A))


def _inner(A, Y):
    """The (1, 1) table of the sum."""
    return np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)


def _cost_pairs_of_rows(A, Y):
    return sum([y * np.log(a) + (1 - y) * np.log(1 - a) for a, y in zip(A, Y, strict=True)])


COST = [
    (lambda A, Y: _mean_log(A, Y, np.log(A), 1 - np.log(A)), "one_minus_log"),
    (lambda A, Y: -np.sum(_both_products(A, Y)) / Y.shape[1], "all_pairs"),
    (lambda A, Y: float(-_inner(A, Y) / Y.shape[1]), "float_of_array"),
    (lambda A, Y: np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / A.size, "minus_of_unsigned"),
    (
        lambda A, Y: -1 / A.size * np.sum(Y * np.log(A)) + (1 - Y) * np.log(1 - A),
        "bracket_too_early",
    ),
    (
        lambda A, Y: np.sum(np.dot(Y, np.log(A)) + np.dot(1 - Y, np.log(1 - A))) / A.size,
        "not_aligned",
    ),
    (lambda A, Y: -sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.size, "builtin_sum"),
    (lambda A, Y: _mean_log(A, Y, np.log(A - 0.1), np.log(1 - (A - 0.1))), "epsilon_taken_away"),
    (lambda A, Y: -np.mean(_both_products(A, Y)), "all_pairs"),
    (lambda A, Y: np.mean(np.abs(np.where(A > 0.5, 1, 0) - Y)), "error_rate"),
    (lambda A, Y: -(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.size, "not_summed"),
    (lambda A, Y: -np.sum(Y * np.log(A)) / A.size, "only_y_1"),
    (lambda A, Y: -np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) / A.size, "all_pairs"),
    (_cost_pairs_of_rows, "builtin_sum"),
    (lambda A, Y: np.sum((Y - A) ** 2) / (2 * Y.size), "squared_error"),
    (lambda A, Y: -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)), "not_divided"),
    (lambda A, Y: -np.mean(Y * np.log10(A) + (1 - Y) * np.log10(1 - A)), "base"),
]


def _forward_without_reset(w, b, X):
    A, z = np.zeros((1, X.shape[1])), 0
    for i in range(X.shape[1]):
        for j in range(X.shape[0]):
            z += w[j, 0] * X[j, i]
        A[0, i] = _logistic(z + b)
    return A


X_LEFT_OVER = np.ones((4, 3))

FORWARD_IN_ANY_WAY = [
    (lambda w, b, X: _logistic(w.T @ X_LEFT_OVER + b), "left_over"),  # an earlier cell's X
    (_forward_without_reset, "z_goes_on"),
    (lambda w, b, X: _logistic(_logistic(w.T @ X + b)), "sigmoid_twice"),
    (lambda w, b, X: _logistic(np.dot(w.T, X) - b), "minus_b"),
    (lambda w, b, X: (_logistic(w.T @ X + b) > 0.5) * 1.0, "yes_or_no"),
    (lambda w, b, X: 1 / (1 + np.exp(-np.matmul(w.T, X)) + b), "b_in_denominator"),
    (lambda w, b, X: w.T @ X + b, "no_sigmoid"),
]
FORWARD = FORWARD_IN_ANY_WAY + [
    (lambda w, b, X: _logistic(w.T * X + b), "elementwise"),
    (lambda w, b, X: _logistic(np.sum(w * X, axis=1) + b), "wrong_axis"),
    (lambda w, b, X: np.squeeze(_logistic(w.T @ X + b)), "rank_1"),
    (lambda w, b, X: [_logistic(w[:, 0] @ X[:, i] + b) for i in range(X.shape[1])], "list"),
    (lambda w, b, X: _logistic(np.dot(X, w) + b), "rows_layout"),
    (lambda w, b, X: _logistic(X.T @ w + b), "column"),
]


def _slopes_multiplied_outside(X, A, Y):
    n, m = X.shape
    dw = np.zeros((n, 1))
    for j in range(n):
        for i in range(m):
            dw[j, 0] += A[0, i] - Y[0, i]
        dw[j, 0] *= X[j, i]
    return dw / m, np.mean(A - Y)


def _slopes_of_flat_columns(X, A, Y):
    dw = np.zeros((X.shape[0], 1))
    for i in range(X.shape[1]):
        dw = dw + (A[0, i] - Y[0, i]) * X[:, i]
    return dw / X.shape[1], np.mean(A - Y)


def _slopes_of_flat_columns_in_place(X, A, Y):
    dw = np.zeros((X.shape[0], 1))
    for i in range(X.shape[1]):
        dw += (A[0, i] - Y[0, i]) * X[:, i]
    return dw / X.shape[1], np.mean(A - Y)


def _dw(X, A, Y):
    return np.dot(X, (A - Y).T) / X.shape[1]


def _with_error(X, dZ):
    return np.dot(X, dZ.T) / X.shape[1], np.sum(dZ) / X.shape[1]


GRADIENTS_IN_ANY_WAY = [
    (lambda X, A, Y: (_dw(X, A, Y), (A - Y) / A.size), "db_not_summed"),
    (lambda X, A, Y: (np.sum(_dw(X, A, Y)), np.mean(A - Y)), "dw_summed"),
    (lambda X, A, Y: {"dw": _dw(X, A, Y), "db": np.mean(A - Y)}, "dictionary"),
    (lambda X, A, Y: _with_error(X, (A - Y) * A * (1 - A)), "squared_error"),
    (lambda X, A, Y: (_dw(X, A, Y), [(a - y) / len(A) for a, y in zip(A, Y, strict=True)]), "list"),
    (lambda X, A, Y: (_dw(X, A, Y), sum(A - Y) * (1 / A.size)), "builtin_sum"),
    (lambda X, A, Y: _with_error(X, Y - A.astype(float)), "sign"),
    (lambda X, A, Y: (_dw(X, A, Y), np.sum(A - Y)), "db_not_divided"),
    (_slopes_multiplied_outside, "x_outside"),
    (lambda X, A, Y: ((A - Y) @ X.T / A.size, np.mean(A - Y)), "row"),
    (_slopes_of_flat_columns, "column_rank_1_new"),
    (lambda X, A, Y: (np.mean(A - Y), _dw(X, A, Y)), "order"),
    (_slopes_of_flat_columns_in_place, "column_rank_1"),
    (lambda X, A, Y: _with_error(X, (A - Y) * (1 - (A - Y))), "derivative_of_error"),
    (lambda X, A, Y: _dw(X, A, Y), "half"),
    (lambda X, A, Y: (X @ (A - Y).T, np.sum(A - Y)), "not_divided"),
]
GRADIENTS = GRADIENTS_IN_ANY_WAY + [
    (lambda X, A, Y: (_dw(X, A, Y), (A - Y).mean(axis=1, keepdims=True)), "db_keeps_axes"),
    (lambda X, A, Y: (np.outer(X, A - Y) / A.size, np.mean(A - Y)), "outer"),
    (lambda X, A, Y: (np.dot(X.T, A - Y) / A.size, np.mean(A - Y)), "rows_layout"),
    (lambda X, A, Y: (1 / A.size * X * (A - Y).T, np.mean(A - Y)), "elementwise"),
]


def _update_slice(w, b, dw, db, alpha):
    w[:] = w - alpha * dw
    return w, b - alpha * db


def _update_one_by_one(w, b, dw, db, alpha):
    for j in range(len(w)):
        w[j] = w[j] - dw[j] * alpha
    return w, b - alpha * db


def _update_out(w, b, dw, db, alpha):
    return np.subtract(w, alpha * dw, out=w), b - alpha * db


UPDATE = [
    (lambda w, b, dw, db, alpha: {"w": w - alpha * dw, "b": b - alpha * db}, "dictionary"),
    (lambda w, b, dw, db, alpha: (w - dw * alpha / len(dw), b - alpha * db), "divided_again"),
    (lambda w, b, dw, db, alpha: (w - alpha * np.sum(dw), b - alpha * db), "same_step"),
    (_update_slice, "in_place"),
    (lambda w, b, dw, db, alpha: (w + alpha * dw, b + alpha * db), "uphill"),
    (_update_one_by_one, "in_place"),
    (lambda w, b, dw, db, alpha: (dw * alpha, db * alpha), "step_only"),
    (_update_out, "in_place"),
    (lambda w, b, dw, db, alpha: (w - alpha * dw, b - alpha * dw), "dw_for_b"),
]

FLATTEN = [
    (lambda images: images.reshape(64 * 64 * 3, 209), "sizes_typed_in"),
    (lambda images: images.reshape(np.prod(images.shape[1:]), images.shape[0]), "scrambled"),
    (lambda images: images.flatten(), "one_line"),
    (lambda images: images.reshape(-1, images.shape[0]), "scrambled"),
    (lambda images: np.vstack([image.ravel() for image in images]), "rows"),
    (lambda images: np.hstack([image.ravel() for image in images]), "one_line"),
    (lambda images: images.T, "all_axes_turned"),
    (lambda images: images.reshape(len(images), -1).reshape(-1, len(images)), "scrambled"),
]


def _predict_never_written(A):
    found = np.zeros(A.shape)
    for i in range(A.shape[1]):
        p = A[0, i] > 0.5  # noqa: F841
    return found


def _predict_until_the_first_0(A):
    found = np.zeros(A.shape)
    for i in range(A.shape[1]):
        if not A[0, i] > 0.5:
            break
        found[0, i] = 1
    return found


def _predict_overwritten(A):
    for i in range(A.shape[1]):
        found = i > 5
    return found


PREDICT = [
    (_predict_never_written, "all_0"),
    (_predict_until_the_first_0, "stops"),
    (lambda A: (A[0] > 0.5).astype(int), "rank_1"),
    (lambda A: (A > A.mean()).astype(int), "mean"),
    (lambda A: (A >= 0.5).astype(int), "at_least"),
    (lambda A: (_logistic(A) > 0.5).astype(int), "above_0"),
    (_predict_overwritten, "overwritten"),
    (lambda A: np.sign(A - 0.5), "plus_minus_1"),
    (lambda A: np.where(A > 0.5), "where"),
    (lambda A: np.floor(0.5 + A).astype(int), "at_least"),
    (lambda A: A >= 0.5, "at_least"),
]

NORMALIZE_ROWS = [
    (lambda x: (x - np.min(x)) / (np.max(x) - np.min(x)), "min_max"),
    (lambda x: x / np.linalg.norm(x), "whole_table"),
    (lambda x: x / (x**2).sum(axis=1, keepdims=True), "no_root"),
    (lambda x: x / np.linalg.det(x), "determinant"),
]


def _softmax_largest_of_all(x):
    grown = np.exp(x - x.max())
    return grown / grown.sum(axis=1, keepdims=True)


SOFTMAX = [
    (lambda x: np.exp(x / np.exp(x).sum(axis=1, keepdims=True)), "division_inside_exp"),
    (_softmax_largest_of_all, "largest_of_all"),
    (lambda x: np.exp(x) / np.exp(x).sum(axis=1), "no_keepdims"),
    (lambda x: np.exp(x) / sum(np.exp(x)), "columns"),
]

WRONG = {
    "sigmoid": SIGMOID,
    "cost": COST,
    "forward": FORWARD,
    "gradients": GRADIENTS,
    "update": UPDATE,
    "flatten": FLATTEN,
    "predict": PREDICT,
    "normalize_rows": NORMALIZE_ROWS,
    "softmax": SOFTMAX,
    "forward_loops": FORWARD_IN_ANY_WAY,
    "forward_over_features": FORWARD_IN_ANY_WAY,
    "gradients_one_loop": GRADIENTS_IN_ANY_WAY,
    "loss": [
        (lambda a, y: y * np.log(a) + (1 - y) * np.log(1 - a), "sign"),
        (lambda a, y: -np.log(a), "only_y_1"),
        (lambda a, y: -np.log(1 - a) if y == 1 else -np.log(a), "labels_exchanged"),
        (lambda a, y: (y - a) ** 2, "squared_error"),
        (lambda a, y: -np.log10(a if y else 1 - a), "base"),
        (lambda a, y: -y * np.log(a) + (1 - y) * np.log(1 - a), "minus_on_one_term"),
    ],
    "sum_of_squares": [
        (lambda x: sum(x) ** 2, "square_of_sum"),
        (lambda x: np.sum(x), "not_squared"),
        (lambda x: x**2, "not_summed"),
        (lambda x: np.sum(x * 2), "doubled"),
        (lambda x: np.sum(x ^ 2), "xor"),
        (lambda x: print(np.sum(x**2)), "printed"),
    ],
    "count_above": [
        (lambda x, limit: np.sum(x >= limit), "at_least"),
        (lambda x, limit: x > limit, "not_counted"),
        (lambda x, limit: np.sum(x[x > limit]), "added"),
        (lambda x, limit: len(x > limit), "length"),
        (lambda x, limit: len([v for v in x if v < limit]), "below"),
    ],
}
