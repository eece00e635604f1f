"""Exercises of 02_two_loops: predictions with two loops, and one step downhill."""

import math

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, Mistake, numbers
from helpers.exercises._predictions import OF_ANY_FORWARD, models, sample

NOTEBOOK = "02_two_loops"
TITLE = "What does learning cost, one number at a time?"
MINUTES = 20


def forward_loops(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m). Two loops, plain numbers."""
    n, m = X.shape
    A = np.zeros((1, m))
    for i in range(m):
        z_i = b
        for j in range(n):
            z_i += w[j, 0] * X[j, i]
        A[0, i] = 1 / (1 + math.exp(-z_i))
    return A


def _indices_exchanged(w, b, X):
    n, m = X.shape
    Z = [b + sum(w[j, 0] * X[i, j] for j in range(n)) for i in range(m)]
    return logistic.sigmoid(np.array([Z]))


def _i_for_both(w, b, X):
    n, m = X.shape
    Z = [b + sum(w[i, 0] * X[j, i] for j in range(n)) for i in range(m)]
    return logistic.sigmoid(np.array([Z]))


def _kept(w, b, X, indices):
    """The predictions of some examples, in a list."""
    n = len(X)
    return [logistic.sigmoid(b + sum(w[j, 0] * X[j, i] for j in range(n))) for i in indices]


def _first_n_filled(w, b, X):
    A = np.zeros((1, X.shape[1]))
    for i, a in enumerate(_kept(w, b, X, range(len(X)))):
        A[0, i] = a
    return A


def _ranges_exchanged(w, b, X):
    n, m = X.shape
    Z = [b + sum(w[j, 0] * X[j, i] for j in range(m)) for i in range(n)]
    return logistic.sigmoid(np.array([Z]))


def _rows(w, b, X):
    """What comes of `for x in X`, in a list."""
    return [logistic.sigmoid(b + sum(w[j, 0] * x[j] for j in range(len(w)))) for x in X]


def _rows_to_their_end(w, b, X):
    return [logistic.sigmoid(b + sum(w[j, 0] * x[j] for j in range(len(x)))) for x in X]


def _rows_filled(w, b, X):
    A = np.zeros((1, X.shape[1]))
    for i, x in enumerate(X):
        A[0, i] = logistic.sigmoid(b + sum(w[j, 0] * x[j] for j in range(len(w))))
    return A


def _into_one_place(w, b, X):
    A = np.zeros((1, X.shape[1]))
    A[0, 0] = np.exp(w[0])
    return A


FORWARD_LOOPS = Exercise(
    forward_loops,
    models,
    axes={"X": "n m"},
    returns=("A",),
    loops="nm",
    sample=sample,
    hints=(
        "The outer loop takes one example i at a time, the inner loop one feature j of it.",
        "Before the inner loop set z_i to b. Inside, add `w[j, 0] * X[j, i]` to it.",
        "After the inner loop, write `1 / (1 + math.exp(-z_i))` into `A[0, i]`, with A from "
        "`np.zeros((1, m))`.",
    ),
    mistakes=(
        *OF_ANY_FORWARD,
        Mistake(
            "indices_exchanged",
            _indices_exchanged,
            "The two indices of X are exchanged: the first is the row, which is the feature.",
            "X[j, i] is feature j of example i.",
        ),
        Mistake(
            "ranges_exchanged",
            _ranges_exchanged,
            "The outer loop runs over the {n} features, the inner one over the {m} examples.",
            "The outer loop takes the examples, i in range(m), and the inner one the "
            "features, j in range(n).",
        ),
        Mistake(
            "weight_of_example",
            _i_for_both,
            "The weight is chosen by the example, w[i], but there is one weight for each feature.",
            "Feature j has the weight w[j, 0].",
        ),
        Mistake(
            "weight_is_an_array",
            (
                lambda w, b, X: logistic.sigmoid(w.T @ X + b)[..., None],
                lambda w, b, X: math.exp(w[0:1]),
                _into_one_place,
            ),
            "w[j] is not a number but an array of one number, and so z becomes an array too.",
            "Take the numbers themselves: w[j, 0] and X[j, i].",
        ),
        Mistake(
            "rows_for_examples",
            (
                lambda w, b, X: np.array([_rows(w, b, X)]),
                _rows_filled,
                _rows,
                lambda w, b, X: np.array([_rows_to_their_end(w, b, X)]),
            ),
            "`for x in X` goes through the rows of X, and a row is one feature of all examples.",
            "Each example is a column: count i in range(m), and read X[j, i].",
        ),
        Mistake(
            "len_counts_features",
            (
                lambda w, b, X: np.array([_kept(w, b, X, range(len(X)))]),
                _first_n_filled,
                lambda w, b, X: _kept(w, b, X, range(len(X))),
            ),
            "The outer loop ends after {n} examples: len(X) counts the rows of X, which are "
            "the features.",
            "`n, m = X.shape` gives both lengths; there are m examples.",
        ),
        Mistake(
            "last_example_only",
            (
                lambda w, b, X: logistic.sigmoid(w.T @ X + b)[0, -1],
                lambda w, b, X: logistic.sigmoid(w.T @ X + b)[:, -1:],
            ),
            "Only the prediction of the last example comes back: each one took the place of "
            "the one before.",
            "Start from A = np.zeros((1, m)), write each prediction into A[0, i], and return "
            "A after both loops.",
        ),
        Mistake(
            "only_first_example",
            (
                lambda w, b, X: logistic.sigmoid(w.T @ X[:, :1] + b) * np.eye(1, X.shape[1]),
                lambda w, b, X: logistic.sigmoid(w.T @ X + b)[0, 0],
                lambda w, b, X: logistic.sigmoid(w.T @ X + b)[:, :1],
                lambda w, b, X: _kept(w, b, X, range(1)),
                lambda w, b, X: logistic.sigmoid(w[0, 0] * X[0, 0] + b),
            ),
            "Only the first example has a prediction: `return` ends the function, loops and all.",
            "Move `return` to the left, so that it comes after both loops.",
        ),
        Mistake(
            "column",
            lambda w, b, X: logistic.sigmoid(w.T @ X + b).T,
            "The predictions stand in a column, one below the other.",
            "Start from np.zeros((1, m)), a row, and fill A[0, i] with numbers, made from "
            "w[j, 0] and not from w[j].",
        ),
        Mistake(
            "rank_1",
            lambda w, b, X: logistic.sigmoid(w.T @ X + b)[0],
            "The predictions have one axis only, {returned_shape}: that is neither a row nor a "
            "column.",
            "Start from np.zeros((1, m)) and fill A[0, i]; or put a second pair of brackets "
            "around the list.",
        ),
        Mistake(
            "zeros",
            lambda w, b, X: np.zeros((1, X.shape[1])),
            "A is as empty as at the start: nothing is written into it.",
            "Inside the outer loop write the prediction into A[0, i]; `return` comes after "
            "both loops.",
        ),
        Mistake(
            "list",
            lambda w, b, X: list(logistic.sigmoid(w.T @ X + b)[0]),
            "The predictions are in a Python list, and NumPy cannot calculate with a list as "
            "with an array.",
            "Start from np.zeros((1, m)) and fill A[0, i]; or put np.array([...]) around the list.",
        ),
    ),
)


def _steps(rng):
    def step(n, alpha):
        b, db = numbers(rng, 2).tolist()
        return numbers(rng, n, 1), b, numbers(rng, n, 1), db, alpha

    whole = np.array([[2], [-1], [4]]), 1, *step(3, 0.1)[2:]
    return [
        Case("2 weights", step(2, 0.1)),
        Case("1 weight", step(1, 0.5)),
        Case("3 weights", step(3, 0.2)),
        Case("whole numbers in w", whole),
    ]


def _in_place(w, b, dw, db, alpha):
    w -= alpha * dw
    return w, b - alpha * db


def _into_slice(w, b, dw, db, alpha):
    w[:] = w - alpha * dw
    return w, b - alpha * db


UPDATE = Exercise(
    logistic.update,
    _steps,
    axes={"w": "n 1"},
    words={"n": "weights"},
    returns=("w", "b"),
    sample=lambda n, m: (np.ones((n, 1)), 1.0, np.full((n, 1), 0.5), 0.5, 0.1),
    hints=(
        "Go downhill: each parameter moves against its slope.",
        "How far: the slope times alpha. The same rule serves for w and for b.",
        "`w - alpha * dw` makes a new array. Return it with the new b, a comma between.",
    ),
    mistakes=(
        Mistake(
            "uphill",
            lambda w, b, dw, db, alpha: (w + alpha * dw, b + alpha * db),
            "The step goes uphill, with the slope: the cost would grow.",
            "Downhill is against the slope: take the step away with a minus.",
        ),
        Mistake(
            "uphill_in_b",
            lambda w, b, dw, db, alpha: (w - alpha * dw, b + alpha * db),
            "w goes downhill, but b goes uphill.",
            "Both take their step away with a minus.",
        ),
        Mistake(
            "uphill_in_w",
            lambda w, b, dw, db, alpha: (w + alpha * dw, b - alpha * db),
            "b goes downhill, but w goes uphill.",
            "Both take their step away with a minus.",
        ),
        Mistake(
            "step_only",
            (
                lambda w, b, dw, db, alpha: (alpha * dw, alpha * db),
                lambda w, b, dw, db, alpha: (-alpha * dw, -alpha * db),
            ),
            "This is the step alone: the old values of w and b are lost.",
            "Start from them: the new w is w - ..., and b likewise.",
        ),
        Mistake(
            "no_alpha",
            lambda w, b, dw, db, alpha: (w - dw, b - db),
            "The whole slope is taken away: alpha, the size of the step, is left out.",
            "Multiply the slope by alpha before you take it away.",
        ),
        Mistake(
            "no_alpha_in_b",
            lambda w, b, dw, db, alpha: (w - alpha * dw, b - db),
            "For b, the whole slope is taken away: alpha is left out.",
            "Multiply db by alpha too.",
        ),
        Mistake(
            "no_alpha_in_w",
            lambda w, b, dw, db, alpha: (w - dw, b - alpha * db),
            "For w, the whole slope is taken away: alpha is left out.",
            "Multiply dw by alpha too.",
        ),
        Mistake(
            "alpha_divides",
            lambda w, b, dw, db, alpha: (w - dw / alpha, b - db / alpha),
            "The slope is divided by alpha: a small alpha makes a giant step.",
            "Multiply the slope by alpha.",
        ),
        Mistake(
            "alpha_alone",
            lambda w, b, dw, db, alpha: (w - alpha, b - alpha),
            "alpha itself is taken away, without the slope.",
            "The step is alpha times the slope, dw or db.",
        ),
        Mistake(
            "same_step",
            (
                lambda w, b, dw, db, alpha: (w - alpha * np.sum(dw), b - alpha * db),
                lambda w, b, dw, db, alpha: (w - alpha * dw.mean(), b - alpha * db),
            ),
            "Every weight takes the same step: dw was added up to one number.",
            "Each weight has its own slope: use dw as it is.",
        ),
        Mistake(
            "divided_again",
            (
                lambda w, b, dw, db, alpha: (w - alpha * dw / len(dw), b - alpha * db),
                lambda w, b, dw, db, alpha: (w - alpha * dw / len(dw), b - alpha * db / len(dw)),
            ),
            "The step is divided by the number of weights, {n}.",
            "Take dw as it is: it is divided by the number of examples already.",
        ),
        Mistake(
            "dw_for_b",
            (
                lambda w, b, dw, db, alpha: (w - alpha * dw, b - alpha * dw),
                lambda w, b, dw, db, alpha: (w - alpha * dw, b - alpha * np.sum(dw)),
            ),
            "b is moved by dw, which holds the slopes of the weights.",
            "b has a slope of its own, db.",
        ),
        Mistake(
            "db_for_w",
            lambda w, b, dw, db, alpha: (w - alpha * db, b - alpha * db),
            "w is moved by db, which is the slope of b.",
            "Each weight has its own slope, in dw.",
        ),
        Mistake(
            "b_unchanged",
            lambda w, b, dw, db, alpha: (w - alpha * dw, b),
            "b comes back as it was.",
            "b takes a step too, with its slope db.",
        ),
        Mistake(
            "w_unchanged",
            lambda w, b, dw, db, alpha: (w, b - alpha * db),
            "w comes back as it was.",
            "w takes a step too, with its slopes dw.",
        ),
        Mistake(
            "nothing_changed",
            lambda w, b, dw, db, alpha: (w, b),
            "Both w and b come back as they were.",
            "Compute the new values, and return these.",
        ),
        Mistake(
            "alpha_outside",
            lambda w, b, dw, db, alpha: ((w - dw) * alpha, (b - db) * alpha),
            "The new value is multiplied by alpha as a whole.",
            "alpha belongs to the slope only, as in w - alpha * dw.",
        ),
        Mistake(
            "multiplied",
            lambda w, b, dw, db, alpha: (w * dw * alpha, b * db * alpha),
            "The old value is multiplied by the slope.",
            "Take alpha times the slope away from the old value.",
        ),
        Mistake(
            "transposed",
            (
                lambda w, b, dw, db, alpha: (w - alpha * dw.T, b - alpha * db),
                lambda w, b, dw, db, alpha: (w.T - alpha * dw, b - alpha * db),
            ),
            "A row is taken away from a column, and together they make a table.",
            "w and dw are both columns: leave the .T out.",
        ),
        Mistake(
            "scaled",
            lambda w, b, dw, db, alpha: (w * (1 - alpha * dw), b * (1 - alpha * db)),
            "The step is multiplied by the old value.",
            "Take alpha times the slope away from the old value, as in w - alpha * dw.",
        ),
        Mistake(
            "slope_minus_w",
            lambda w, b, dw, db, alpha: (alpha * dw - w, alpha * db - b),
            "The difference is taken the wrong way round: the old value is taken away from the "
            "step.",
            "Start from the old value, w - ...",
        ),
        Mistake(
            "in_place",
            (_in_place, _into_slice),
            "The caller's w is changed: -= and w[j] = ... write into the array that was given.",
            "Make a new array: w - alpha * dw.",
        ),
        Mistake(
            "whole_numbers",
            lambda w, b, dw, db, alpha: ((w - alpha * dw).astype(w.dtype), b - alpha * db),
            "w holds whole numbers here, and an array made like w takes whole numbers only: "
            "the decimals are cut off.",
            "Return w - alpha * dw itself; or start from np.zeros(w.shape), which takes decimals.",
        ),
    ),
)

EXERCISES = (FORWARD_LOOPS, UPDATE)
