"""Right answers, as learners write them: every one of them has to pass. {exercise: functions}

A lambda where one line is enough. The comment says what is unusual.
"""

import math

import numpy as np


def _logistic(z):
    return 1 / (1 + np.exp(-z))


def _sigmoid_masked(z):  # gives an array without axes for a number
    z = np.asarray(z, dtype=float)
    up, out = z >= 0, np.empty_like(z)
    out[up] = 1 / (1 + np.exp(-z[up]))
    grown = np.exp(z[~up])
    out[~up] = grown / (1 + grown)
    return out


def _sigmoid_one_by_one(z):
    values = np.asarray(z, dtype=float)
    done = [
        1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
        for v in values.ravel()
    ]
    return np.array(done).reshape(values.shape)


def _sigmoid_of_size(z):
    z = np.asarray(z, dtype=float)
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))


SIGMOID = [
    _sigmoid_masked,
    _sigmoid_one_by_one,
    _sigmoid_of_size,
    lambda z: 1 / (1 + np.exp(-z)),  # warns for z = -1000
    lambda z: (np.tanh(np.asarray(z, dtype=float) / 2) + 1) / 2,
    lambda z: 1 - 1 / (np.exp(z) + 1),  # loses digits far below 0
    lambda z: 1.0 / (1.0 + 1.0 / np.exp(z)),
    lambda z: (1 + np.exp(-z)) ** -1,
    lambda z: np.reciprocal(1 + np.exp(-1.0 * z)),
    lambda z: np.exp(-np.logaddexp(0, -z)),
    lambda z: np.float32(1) / (1 + np.exp(-np.asarray(z, dtype=np.float32))),
]


def _cost_over_pairs(A, Y):
    total = 0.0
    for a, y in zip(A[0], Y[0], strict=True):
        total -= y * np.log(a) + (1 - y) * np.log(1 - a)
    return total / A.shape[1]


def _cost_of_logit(A, Y):
    Z = np.log(A) - np.log1p(-A)
    return (np.logaddexp(0, Z) - Y * Z).sum() / A.shape[1]


def _table(A, Y):
    return Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A)


COST = [
    _cost_over_pairs,
    _cost_of_logit,
    lambda A, Y: -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.shape[1],
    lambda A, Y: -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)),
    lambda A, Y: (
        -1 / Y.size * np.sum(np.multiply(np.log(A), Y) + np.multiply(np.log(1 - A), 1 - Y))
    ),
    lambda A, Y: -(np.log(A).ravel() @ Y.ravel() + np.log1p(-A).ravel() @ (1 - Y).ravel()) / A.size,
    lambda A, Y: -np.sum(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size,  # of one entry
    lambda A, Y: -np.log(np.abs(A + Y - 1)).mean(),
    lambda A, Y: -np.trace(_table(A, Y)) / A.shape[1],  # the table's diagonal is right
    lambda A, Y: (
        -float(np.tensordot(Y, np.log(A), 2) + np.tensordot(1 - Y, np.log(1 - A), 2)) / A.size
    ),
    lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A)).mean(),
    lambda A, Y: np.squeeze(-(Y @ np.log(A).T + np.log(1 - A) @ (1 - Y).T) / A.size),  # no axes
    lambda A, Y: -np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8)),
    lambda A, Y: (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size)[0, 0],
    lambda A, Y: (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size).item(),
    lambda A, Y: (
        -np.einsum("ij,ij->", Y, np.log(A)) / A.size
        - np.einsum("ij,ij->", 1 - Y, np.log(1 - A)) / A.size
    ),
    lambda A, Y: -np.log(np.clip(Y * A + (1 - Y) * (1 - A), 1e-15, 1)).mean(),
    lambda A, Y: -(np.log(A[Y == 1]).sum() + np.log(1 - A[Y == 0]).sum()) / A.size,
]


def _forward_with_ones(w, b, X):  # the bias as one more feature
    grown = np.concatenate([X, np.ones((1, X.shape[1]))])
    return _logistic(np.append(w, [[b]], axis=0).T @ grown)


def _forward_by_matrix(w, b, X):  # np.matrix inside, an array outside
    return np.asarray(_logistic(np.matrix(w).T * np.matrix(X) + b))


def _forward_in_loops(w, b, X):
    n, m = X.shape
    A = np.zeros((1, m))
    for i in range(m):
        z = b
        for j in range(n):
            z = z + w[j, 0] * X[j, i]
        A[0, i] = 1 / (1 + math.exp(-z))
    return A


def _forward_by_row(w, b, X):
    Z = np.full((1, X.shape[1]), float(b))
    for j in range(len(w)):
        Z = Z + w[j] * X[j]
    return _logistic(Z)


FORWARD = [
    _forward_with_ones,
    _forward_by_matrix,
    _forward_in_loops,
    _forward_by_row,
    lambda w, b, X: _logistic(np.matmul(np.transpose(w), X) + b),
    lambda w, b, X: _logistic(np.dot(w.T, X) + b),
    lambda w, b, X: _logistic(np.tensordot(w, X, axes=([0], [0])) + b),
    lambda w, b, X: _logistic(np.einsum("fk,fe->ke", w, X) + b),
    lambda w, b, X: _logistic(np.array([[b + w[:, 0] @ X[:, i] for i in range(X.shape[1])]])),
    lambda w, b, X: _logistic(X.T @ w + b).T,
    lambda w, b, X: _logistic((X * w).sum(axis=0, keepdims=True) + b),
    lambda w, b, X: _logistic(w[:, 0] @ X + b)[np.newaxis, :],
    lambda w, b, X: _logistic(w.reshape(1, -1) @ X + b),
]


def _slopes_with_ones(X, A, Y):
    both = np.vstack([X, np.ones_like(A)]) @ (A - Y).T / A.shape[1]
    return both[:-1], both[-1].item()


def _slopes_by_chain(X, A, Y):
    dA = (1 - Y) / (1 - A) - Y / A
    dZ = dA * A * (1 - A)
    return X @ dZ.T / A.size, dZ.mean()


def _slopes_in_loops(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        error = A[0, i] - Y[0, i]
        for j in range(n):
            dw[j, 0] += X[j, i] * error
        db += error
    return dw / m, db / m


def _slopes_in_one_loop(X, A, Y):
    m = X.shape[1]
    dw, db = np.zeros((X.shape[0], 1)), 0
    for i in range(m):
        dw = dw + X[:, [i]] * (A[0, i] - Y[0, i]) / m
        db = db + (A[0, i] - Y[0, i]) / m
    return dw, db


GRADIENTS = [
    _slopes_with_ones,
    _slopes_by_chain,
    _slopes_in_loops,
    _slopes_in_one_loop,
    lambda X, A, Y: (1 / X.shape[1] * X @ (A - Y).T, np.mean(A - Y)),
    lambda X, A, Y: (np.tensordot(X, A - Y, axes=([1], [1])) / A.size, np.sum(A - Y) / A.size),
    lambda X, A, Y: (-(X @ (Y - A).T) / A.size, -np.sum(Y - A) / A.size),
    lambda X, A, Y: (((A - Y) @ X.T).T / A.size, float(np.sum(A - Y)) / A.size),
    lambda X, A, Y: (
        np.array([[np.mean(row * (A - Y)[0])] for row in X]),
        sum((A - Y)[0]) / A.size,
    ),
    lambda X, A, Y: (X @ (A - Y).T / A.size, (np.sum(A - Y, axis=1) / A.size)[0]),
    lambda X, A, Y: (X @ ((A - Y) / A.size).T, ((A - Y) / A.size).sum()),
    lambda X, A, Y: (np.average(X * (A - Y), axis=1)[:, np.newaxis], np.average(A - Y)),
    lambda X, A, Y: (np.mean(X * (A - Y), axis=1, keepdims=True), (A - Y).mean()),
    lambda X, A, Y: [np.einsum("je,ke->jk", X, A - Y) / A.size, np.squeeze(np.mean(A - Y))],
]


def _update_in_a_copy(w, b, dw, db, alpha):
    moved = np.zeros(w.shape)
    for j in range(len(w)):
        moved[j, 0] = w[j, 0] - alpha * dw[j, 0]
    return moved, b - alpha * db


UPDATE = [
    _update_in_a_copy,
    lambda w, b, dw, db, alpha: tuple(p - alpha * g for p, g in [(w, dw), (b, db)]),
    lambda w, b, dw, db, alpha: [w - alpha * dw, b - alpha * db],  # a list of two
    lambda w, b, dw, db, alpha: (w + -alpha * dw, b + -alpha * db),
    lambda w, b, dw, db, alpha: (np.subtract(w, alpha * dw), np.subtract(b, alpha * db)),
    lambda w, b, dw, db, alpha: (-alpha * dw + w, -alpha * db + b),
]

FLATTEN = [
    lambda images: np.column_stack([image.ravel() for image in images]),
    lambda images: np.einsum("ehwc->hwce", images).reshape(-1, len(images)),
    lambda images: images.reshape(len(images), np.prod(images.shape[1:])).T,
    lambda images: np.concatenate([image.reshape(-1, 1) for image in images], axis=1),
    lambda images: np.stack([image.flatten() for image in images], axis=-1),
    lambda images: images.reshape(len(images), images[0].size).T,
    lambda images: np.vstack([image.reshape(1, -1) for image in images]).T.copy(),
    lambda images: np.array([image.ravel() for image in images]).T,
    lambda images: np.moveaxis(images, 0, -1).reshape(-1, len(images)),
]


def _predict_in_a_loop(A):
    found = np.zeros((1, A.shape[1]))
    for i in range(A.shape[1]):
        found[0, i] = 1 if A[0, i] > 0.5 else 0
    return found


def _predict_by_mask(A):
    found = np.zeros(A.shape)
    found[A > 0.5] = 1
    return found


PREDICT = [
    _predict_in_a_loop,
    _predict_by_mask,
    lambda A: (np.sign(A - 0.5) > 0).astype(int),
    lambda A: np.rint(A).astype(int),  # 0.5 goes to the even 0
    lambda A: np.heaviside(A - 0.5, 0),
    lambda A: np.greater(A, 0.5).astype(np.uint8),
    lambda A: np.array([[1 if a > 0.5 else 0 for a in A[0]]]),
    lambda A: np.where(A > 0.5, 1, 0),
    lambda A: (A > 0.5) * 1.0,
    lambda A: np.ceil(A - 0.5),
]

NORMALIZE_ROWS = [
    lambda x: x / np.linalg.norm(x, axis=1, keepdims=True),
    lambda x: x / np.sqrt(np.einsum("rc,rc->r", x, x))[:, np.newaxis],
    lambda x: np.array([row / np.linalg.norm(row) for row in x]),
    lambda x: (x.T / np.linalg.norm(x, axis=1)).T,
    lambda x: x / np.sqrt((x * x).sum(axis=1)).reshape(-1, 1),
]


def _softmax_stable(x):
    grown = np.exp(x - x.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


SOFTMAX = [
    _softmax_stable,
    lambda x: np.apply_along_axis(
        lambda row: np.exp(row - row.max()) / np.exp(row - row.max()).sum(), 1, x
    ),
    lambda x: (np.exp(x).T / np.exp(x).T.sum(axis=0)).T,  # overflows for 1000
    lambda x: np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True)),
]

RIGHT = {
    "sigmoid": SIGMOID,
    "cost": COST,
    "forward": FORWARD,
    "gradients": GRADIENTS,
    "update": UPDATE,
    "flatten": FLATTEN,
    "predict": PREDICT,
    "normalize_rows": NORMALIZE_ROWS,
    "softmax": SOFTMAX,
    "forward_loops": FORWARD,
    "forward_over_features": FORWARD,
    "gradients_one_loop": GRADIENTS,
    "loss": [
        lambda a, y: -math.log(a) if y == 1 else -math.log(1 - a),
        lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)),
        lambda a, y: -np.log(a if y else 1 - a),
        lambda a, y: -math.log(a**y * (1 - a) ** (1 - y)),
        lambda a, y: np.array(-np.log(abs(a + y - 1))),
    ],
    "sum_of_squares": [
        lambda x: (x * x).sum(),
        lambda x: np.dot(x, x),
        lambda x: x @ x,
        lambda x: sum(x**2),
        lambda x: np.linalg.norm(x) ** 2,
        lambda x: np.sum(np.square(x)),
        lambda x: sum(number * number for number in x),
        lambda x: np.vdot(x, x),
        lambda x: float(np.einsum("i,i", x, x)),
    ],
    "count_above": [
        lambda x, limit: (x > limit).sum(),
        lambda x, limit: np.count_nonzero(x > limit),
        lambda x, limit: len(x[x > limit]),
        lambda x, limit: x[x > limit].size,
        lambda x, limit: sum(x > limit),
        lambda x, limit: int(np.sum(limit < x)),
        lambda x, limit: np.sum(np.where(x > limit, 1, 0)),
        lambda x, limit: len([number for number in x if number > limit]),
    ],
}
