"""Exercises of 04_one_loop: one loop, over the examples or over the features."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Exercise, Mistake, retold
from helpers.exercises._predictions import OF_ANY_FORWARD, models, sample
from helpers.exercises._slopes import OF_ANY_GRADIENTS, slopes
from helpers.exercises._slopes import sample as slopes_sample

NOTEBOOK = "04_one_loop"
TITLE = "Where did the feature loop go?"
MINUTES = 15


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


def forward_over_features(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m). One loop, over the features."""
    n, m = X.shape
    Z = np.zeros((1, m)) + b
    for j in range(n):
        Z += w[j, 0] * X[j : j + 1, :]
    return 1 / (1 + np.exp(-Z))


def _divided_inside(X, A, Y):
    m = X.shape[1]
    dw, db = np.zeros((len(X), 1)), 0.0
    for i in range(m):
        dw = (dw + X[:, i : i + 1] * (A[0, i] - Y[0, i])) / m
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


def _whole_row(start_dw, add):
    """A[i] - Y[i] for A[0, i] - Y[0, i]: a whole row, and for i above 0 an IndexError."""

    def wrong(X, A, Y):
        dw, db = start_dw(X), 0.0
        for i in range(X.shape[1]):
            dz_i = A[i] - Y[i]
            dw = add(dw, X[:, i : i + 1] * dz_i)
            db = db + dz_i
        return dw / X.shape[1], db / X.shape[1]

    return wrong


def _zeros(X):
    return np.zeros((len(X), 1))


def _into(dw, part):
    dw += part
    return dw


def _dw(X, A, Y):
    return X @ (A - Y).T / X.shape[1]


GRADIENTS_ONE_LOOP = Exercise(
    gradients_one_loop,
    slopes,
    axes={"X": "n m"},
    returns=("dw", "db"),
    loops="m",
    sample=slopes_sample,
    hints=(
        "Start with dw of zeros, (n, 1), and db = 0. Each example adds its part to both.",
        "`X[:, i:i+1]` is example i as a column, (n, 1). `A[0, i] - Y[0, i]` is its dz_i, a "
        "number.",
        "In the loop: `dw += x_i * dz_i` and `db += dz_i`. After the loop, divide both by m.",
    ),
    mistakes=(
        *retold(
            OF_ANY_GRADIENTS,
            rank_1=(
                "dw has lost an axis: {returned_shape} is neither a row nor a column.",
                "Start from np.zeros((n, 1)), and add X[:, i:i+1], which stays a column, times "
                "dz_i.",
            ),
            row=(
                "dw lies down, as a row: {returned_shape}.",
                "Each x_i stands upright, X[:, i:i+1], and so does dw: np.zeros((n, 1)).",
            ),
            dw_summed=(
                "dw is one number for all {n} weights.",
                "Start from np.zeros((n, 1)); X[:, i:i+1] * dz_i adds to all of them.",
            ),
            dw_not_summed=(
                "dw has a column for every example: they are not added up.",
                "In the loop, dw += X[:, i:i+1] * dz_i adds one example after the other.",
            ),
            db_not_summed=(
                "db has one number for each of the {m} examples.",
                "There is one b: add up the dz_i, each of them a number, A[0, i] - Y[0, i].",
            ),
            dw_for_db=("db is a copy of dw.", "db adds up dz_i alone, without x_i."),
            divided_twice=("The division by m happens twice.", "Divide once, after the loop."),
            builtin_sum=(
                "Python's own sum adds the rows of an array, and there is only one: it "
                "comes back as it is.",
                "Add up dz_i in the loop.",
            ),
            sums_multiplied=(
                "All of X is added up, and all of the errors, before they meet.",
                "In the loop, each x_i meets its own dz_i first, then they are added.",
            ),
        ),
        Mistake(
            "whole_row",
            (_whole_row(_zeros, _into), _whole_row(_zeros, np.add), lambda X, A, Y: A[len(A)]),
            "A[i] asks for row i of A, and A has one row only, (1, m): A[0] is all of it.",
            "One number needs both indices: A[0, i], and Y[0, i].",
        ),
        Mistake(
            "db_is_an_array",
            (
                lambda X, A, Y: (_dw(X, A, Y), np.mean(A - Y, keepdims=True)),
                lambda X, A, Y: (_dw(X, A, Y), np.mean(A - Y, axis=1)),
            ),
            "The number in db is right, but it sits in an array of shape {returned_shape}: a "
            "slice such as A[:, i:i+1] keeps its axes.",
            "Take numbers, A[0, i] - Y[0, i]; or `{entry}` behind the result.",
        ),
        Mistake(
            "last_example_only",
            (_last_only, _last_only_in_dw, _last_only_in_db),
            "Only the last example counts: what was collected is set anew each time.",
            "Collect with +=, which keeps what is there.",
        ),
        Mistake(
            "returned_too_early",
            (_too_early, lambda X, A, Y: (_too_early(X, A, Y)[0], np.mean(A - Y))),
            "Only the first example counts: `return` ends the function, loop and all.",
            "Move `return` to the left, so that it comes after the loop.",
        ),
        Mistake(
            "divided_inside",
            _divided_inside,
            "The division by m happens once for every example, on what was collected before.",
            "Divide once, after the loop.",
        ),
    ),
)


def _over(n, part, start):
    """The sigmoid of a sum over range(n)."""
    return logistic.sigmoid(start + sum(map(part, range(n))))


def _column_filled(w, b, X):
    Z = np.zeros((X.shape[1], 1)) + b
    for j in range(len(X)):
        Z += w[j, 0] * X[j]
    return logistic.sigmoid(Z)


def _column_grown(w, b, X):
    Z = np.zeros((X.shape[1], 1)) + b
    for j in range(len(X)):
        Z = Z + w[j, 0] * X[j]
    return logistic.sigmoid(Z)


FORWARD_OVER_FEATURES = Exercise(
    forward_over_features,
    models,
    axes={"X": "n m"},
    returns=("A",),
    loops="n",
    sample=sample,
    hints=(
        "Z has one entry per example, (1, m), and starts from b. Each feature adds to all of "
        "them at once.",
        "Row j of X, kept as a row, is `X[j:j+1, :]`, (1, m). Its weight is the number `w[j, 0]`.",
        "In the loop over j: `Z += w[j, 0] * X[j:j+1, :]`. After the loop, the sigmoid of Z.",
    ),
    mistakes=(
        *OF_ANY_FORWARD,
        Mistake(
            "overwritten",
            (
                lambda w, b, X: logistic.sigmoid(w[-1] * X[-1]),
                lambda w, b, X: logistic.sigmoid(w[-1] * X[-1] + b),
                lambda w, b, X: logistic.sigmoid(w[-1:] * X[-1:]),
            ),
            "Only the last feature counts: Z = ... forgets what the features before have left, "
            "and the row Z started as.",
            "Collect with +=, which adds to what is there.",
        ),
        Mistake(
            "starts_as_a_column",
            (_column_filled, _column_grown),
            "Z starts as a column, (m, 1), and a row of X lies across it: together they make a "
            "({m}, {m}) table.",
            "Z is a row, with one entry per example: np.zeros((1, m)).",
        ),
        Mistake(
            "rank_1",
            lambda w, b, X: logistic.sigmoid(w[:, 0] @ X + b),
            "The predictions have one axis, {returned_shape}: neither a row nor a column.",
            "Start from np.zeros((1, m)), or keep the row with X[j:j+1, :].",
        ),
        Mistake(
            "column",
            lambda w, b, X: logistic.sigmoid(X.T @ w + b),
            "The predictions stand in a column, one below the other.",
            "Z is a row: start from np.zeros((1, m)), and add rows, X[j:j+1, :].",
        ),
        Mistake(
            "examples_for_features",
            (
                lambda w, b, X: _over(len(X), lambda j: w[j, 0] * X[:, j], b),
                lambda w, b, X: _over(len(X), lambda j: w[j, 0] * X[:, j : j + 1], b),
                lambda w, b, X: _over(len(X), lambda j: w[j, 0] * X[:, j], X[:1] * 0 + b),
            ),
            "X[:, j] is example j, but the loop runs over the features.",
            "Feature j is row j of X: X[j:j+1, :].",
        ),
        Mistake(
            "sigmoid_inside",
            (
                lambda w, b, X: logistic.sigmoid(w * X + b).sum(axis=0, keepdims=True),
                lambda w, b, X: logistic.sigmoid(w * X).sum(axis=0, keepdims=True),
            ),
            "The sigmoid is taken of each feature's part, and the results are added.",
            "Collect all of Z first; the sigmoid comes once, after the loop.",
        ),
        Mistake(
            "one_number",
            lambda w, b, X: logistic.sigmoid(np.sum(w * X) + b),
            "All examples are added up to one number.",
            "Z keeps one entry for each example: np.zeros((1, m)).",
        ),
        Mistake(
            "one_per_feature",
            lambda w, b, X: logistic.sigmoid(w * X + b),
            "The features are not added up: there is one row for each of them.",
            "Collect them in one row, with Z += ...",
        ),
    ),
)

EXERCISES = (GRADIENTS_ONE_LOOP, FORWARD_OVER_FEATURES)
