"""Exercises of 04_one_loop: one loop, over the examples or over the features."""
import numpy as np

from helpers import logistic
from helpers.exercises.two_loops import OF_ANY_FORWARD, models, sized
from helpers.exercises.zero_loops import OF_ANY_GRADIENTS, slopes
from helpers.exercises.zero_loops import sized as slopes_sized
from helpers.task import Exercise, Mistake

NOTEBOOK = "04_one_loop"
TITLE = "Where did the feature loop go?"
MINUTES = 15


def gradients_one_loop(X, A, Y):
    """X (n, m), A (1, m), Y (1, m) -> dw (n, 1), db number. One loop, over the examples."""
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        x_i = X[:, i:i+1]
        dz_i = A[0, i] - Y[0, i]
        dw += x_i * dz_i
        db += dz_i
    return dw / m, db / m


def forward_over_features(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m). One loop, over the features."""
    n, m = X.shape
    Z = np.zeros((1, m)) + b
    for j in range(n):
        Z += w[j, 0] * X[j:j+1, :]
    return 1 / (1 + np.exp(-Z))


def _divided_inside(X, A, Y):
    m = X.shape[1]
    dw, db = np.zeros((len(X), 1)), 0.0
    for i in range(m):
        dw = (dw + X[:, i:i+1] * (A[0, i] - Y[0, i])) / m
        db = (db + A[0, i] - Y[0, i]) / m
    return dw, db


def _last_only(X, A, Y):
    return X[:, -1:] * (A[0, -1] - Y[0, -1]) / X.shape[1], (A[0, -1] - Y[0, -1]) / X.shape[1]


def _last_only_in_dw(X, A, Y):
    return X[:, -1:] * (A[0, -1] - Y[0, -1]) / X.shape[1], np.mean(A - Y)


def _last_only_in_db(X, A, Y):
    return X @ (A - Y).T / X.shape[1], (A[0, -1] - Y[0, -1]) / X.shape[1]


def _too_early(X, A, Y):
    return X[:, :1] * (A[0, 0] - Y[0, 0]) / X.shape[1], (A[0, 0] - Y[0, 0]) / X.shape[1]


GRADIENTS_ONE_LOOP = Exercise(
    gradients_one_loop, slopes, axes={"X": "n m"}, returns=("dw", "db"),
    loops="m", sized=slopes_sized,
    hints=("Start with dw of zeros, (n, 1), and db = 0. Each example adds its part to both.",
           "`X[:, i:i+1]` is example i as a column, (n, 1). `A[0, i] - Y[0, i]` is its dz_i, a "
           "number.",
           "In the loop: `dw += x_i * dz_i` and `db += dz_i`. After the loop, divide both by m."),
    mistakes=(
        *OF_ANY_GRADIENTS,
        Mistake("last_example_only", (_last_only, _last_only_in_dw, _last_only_in_db),
                "Only the last example counts: what was collected is set anew each time.",
                "Collect with +=, which keeps what is there."),
        Mistake("returned_too_early",
                (_too_early, lambda X, A, Y: (_too_early(X, A, Y)[0], np.mean(A - Y))),
                "Only the first example counts.",
                "Look at where `return` stands: after the loop, not in it."),
        Mistake("divided_inside", _divided_inside,
                "The division by m happens once for every example.",
                "Divide once, after the loop."),
    ))


def _over(n, part, start):
    """The sigmoid of a sum over range(n)."""
    return logistic.sigmoid(start + sum(map(part, range(n))))


FORWARD_OVER_FEATURES = Exercise(
    forward_over_features, models, axes={"X": "n m"}, returns=("A",), loops="n", sized=sized,
    hints=("Z has one entry per example, (1, m), and starts from b. Each feature adds to all of "
           "them at once.",
           "Row j of X, kept as a row, is `X[j:j+1, :]`, (1, m). Its weight is the number `w[j, "
           "0]`.",
           "In the loop over j: `Z += w[j, 0] * X[j:j+1, :]`. After the loop, the sigmoid of Z."),
    mistakes=(
        *OF_ANY_FORWARD,
        Mistake("rank_1", lambda w, b, X: logistic.sigmoid(w[:, 0] @ X + b),
                "The predictions have one axis, {returned_shape}: neither a row nor a column.",
                "Start from np.zeros((1, m)), or keep the row with X[j:j+1, :]."),
        Mistake("column", lambda w, b, X: logistic.sigmoid(X.T @ w + b),
                "The predictions stand in a column.", "A is a row, (1, m)."),
        Mistake("examples_for_features",
                (lambda w, b, X: _over(len(X), lambda j: w[j, 0] * X[:, j], b),
                 lambda w, b, X: _over(len(X), lambda j: w[j, 0] * X[:, j:j+1], b),
                 lambda w, b, X: _over(len(X), lambda j: w[j, 0] * X[:, j], X[:1] * 0 + b)),
                "X[:, j] is example j; the loop runs over the features.",
                "Feature j is row j of X: X[j:j+1, :]."),
        Mistake("sigmoid_inside",
                (lambda w, b, X: logistic.sigmoid(w * X + b).sum(axis=0, keepdims=True),
                 lambda w, b, X: logistic.sigmoid(w * X).sum(axis=0, keepdims=True)),
                "The sigmoid is taken of each feature's part, and these are added.",
                "Collect all of Z first; the sigmoid comes once, after the loop."),
        Mistake("one_number", lambda w, b, X: logistic.sigmoid(np.sum(w * X) + b),
                "All examples are added up to one number.",
                "Z keeps one entry per example, (1, m)."),
        Mistake("one_per_feature", lambda w, b, X: logistic.sigmoid(w * X + b),
                "The features are not added up: there is one row per feature.", "Collect with +=."),
    ))

EXERCISES = (GRADIENTS_ONE_LOOP, FORWARD_OVER_FEATURES)
