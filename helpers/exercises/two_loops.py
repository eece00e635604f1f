"""Exercises of 02_two_loops: predictions with two loops, and one step downhill."""
import math

import numpy as np

from helpers import logistic
from helpers.task import Case, Exercise, Mistake, numbers

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


def model(rng, n, m):
    """w (n, 1), b, X (n, m), small enough that no prediction is close to 0 or 1."""
    return numbers(rng, n, 1) / 2, float(numbers(rng)), numbers(rng, n, m) / 2


def models(rng):
    """Cases for every function of w, b and X."""
    whole = np.array([[1], [-2]]), 1, np.array([[1, 0, 2], [0, 1, 1]])
    return [Case("2 features and 3 examples", model(rng, 2, 3)),
            Case("one example", model(rng, 3, 1)), Case("one feature", model(rng, 1, 4)),
            Case("as many features as examples", model(rng, 2, 2)),
            Case("whole numbers", whole)]


def sized(n, m):
    """A model of this size, to count the steps of a function."""
    return np.ones((n, 1)) / n, 0.5, np.linspace(-1, 1, n * m).reshape(n, m)


def _z_goes_on(w, b, X):
    z, A = 0.0, np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        z += (w[:, 0] * X[:, i]).sum()
        A[0, i] = logistic.sigmoid(z + b)
    return A


def _z_goes_on_from_b(w, b, X):
    return logistic.sigmoid(b + np.cumsum(w.T @ X, axis=1))


def _b_every_time(w, b, X):
    return logistic.sigmoid(w.T @ X + len(X) * b)


def _last_feature_only(w, b, X):
    return logistic.sigmoid(w[-1:].T @ X[-1:] + b)


def _last_feature_missing(w, b, X):
    return logistic.sigmoid(w[:-1].T @ X[:-1] + b)


def _first_feature_missing(w, b, X):
    return logistic.sigmoid(w[1:].T @ X[1:] + b)


def _indices_exchanged(w, b, X):
    n, m = X.shape
    Z = [b + sum(w[j, 0] * X[i, j] for j in range(n)) for i in range(m)]
    return logistic.sigmoid(np.array([Z]))


def _i_for_both(w, b, X):
    n, m = X.shape
    Z = [b + sum(w[i, 0] * X[j, i] for j in range(n)) for i in range(m)]
    return logistic.sigmoid(np.array([Z]))


# What any way to compute A from w, b and X can get wrong, with loops or without.
OF_ANY_FORWARD = (
    Mistake("no_sigmoid", lambda w, b, X: w.T @ X + b,
            "These are the values of z: they are not between 0 and 1.",
            "Put each through the sigmoid."),
    Mistake("no_b", lambda w, b, X: logistic.sigmoid(w.T @ X), "b is left out.",
            "z starts from b."),
    Mistake("minus_b", lambda w, b, X: logistic.sigmoid(w.T @ X - b), "b is taken away, not added.",
            "z is the sum of w_j * x_j, plus b; in exp(-z) the minus belongs before all of it."),
    Mistake("sign_in_exp", lambda w, b, X: logistic.sigmoid(-(w.T @ X + b)),
            "Every prediction is 1 minus what it should be: a minus is missing or one too many.",
            "The sigmoid has exp(-z), with a minus."),
    Mistake("b_in_denominator", lambda w, b, X: 1 / (1 + np.exp(-(w.T @ X)) + b),
            "A bracket closes too early: b stands in the denominator, outside of exp.",
            "Compute Z on a line of its own, then the sigmoid of Z."),
    Mistake("b_after_sigmoid", lambda w, b, X: logistic.sigmoid(w.T @ X) + b,
            "b is added after the sigmoid, so that results leave the range from 0 to 1.",
            "Add b to z, before the sigmoid."),
    Mistake("b_times", (lambda w, b, X: logistic.sigmoid(w.T @ X * b),
                        lambda w, b, X: logistic.sigmoid(b * (w.T @ X))), "b is a factor here.",
            "b is added."),
    Mistake("sigmoid_twice", lambda w, b, X: logistic.sigmoid(logistic.sigmoid(w.T @ X + b)),
            "The sigmoid is applied twice, so that no prediction comes below 0.5.",
            "Apply it once."),
    Mistake("yes_or_no", (lambda w, b, X: (w.T @ X + b > 0) * 1.0, lambda w, b, X: w.T @ X + b > 0),
            "This answers 0 or 1 already, and learning needs the probability.",
            "Return the sigmoid's value: the yes or no comes later."),
    Mistake("averaged", (lambda w, b, X: logistic.sigmoid(w.T @ X / len(X) + b),
                         lambda w, b, X: logistic.sigmoid(w.T @ X / X.shape[1] + b),
                         lambda w, b, X: logistic.sigmoid((w.T @ X + b) / X.shape[1])),
            "z is divided by a number of examples or features.",
            "A prediction is no mean: leave the division out."),
    Mistake("missing_brackets", lambda w, b, X: 1 / 1 + np.exp(-(w.T @ X + b)),
            "Python divides before it adds: 1 / 1 + exp(-z) is 1 + exp(-z).",
            "Put brackets around the lower part: 1 / (1 + ...)."),
    Mistake("minus_for_plus", lambda w, b, X: 1 / (1 - np.exp(-(w.T @ X + b))),
            "The lower part is 1 - exp(-z).", "It is 1 plus exp(-z)."),
    Mistake("tanh", lambda w, b, X: np.tanh(w.T @ X + b), "This is tanh, which runs from -1 to 1.",
            "The sigmoid is 1 / (1 + exp(-z))."),
    Mistake("z_goes_on", (_z_goes_on, _z_goes_on_from_b),
            "z of one example goes on with that of the example before: the first entry is right, "
            "the others are not.", "Give z its start value inside the loop over the examples."),
    Mistake("b_every_time",
            (_b_every_time, lambda w, b, X: logistic.sigmoid(w.T @ X + b * X.shape[1])),
            "b is added several times.",
            "Add it once for each example, outside of the loop over the features."),
    Mistake("last_feature_only", _last_feature_only,
            "Only the last feature counts: z is set anew for each feature.",
            "Collect with +=, which keeps what is there."),
    Mistake("feature_missing", (_last_feature_missing, _first_feature_missing),
            "One of the features is never reached.", "range(n) runs from 0 to n - 1."),
)

FORWARD_LOOPS = Exercise(
    forward_loops, models, axes={"X": "n m"}, returns=("A",), loops="nm", sized=sized,
    hints=("The outer loop takes one example i at a time, the inner loop one feature j of it.",
           "Before the inner loop set z_i to b. Inside, add `w[j, 0] * X[j, i]` to it.",
           "After the inner loop, write `1 / (1 + math.exp(-z_i))` into `A[0, i]`, with A from "
           "`np.zeros((1, m))`."),
    mistakes=(
        *OF_ANY_FORWARD,
        Mistake("indices_exchanged", _indices_exchanged,
                "X is read with its two indices exchanged.", "X[j, i] is feature j of example i."),
        Mistake("weight_of_example", _i_for_both,
                "The weight is chosen by the example, w[i], not by the feature.",
                "Feature j has the weight w[j, 0]."),
        Mistake("only_first_example",
                lambda w, b, X: logistic.sigmoid(w.T @ X[:, :1] + b) * np.eye(1, X.shape[1]),
                "Only the first example has a prediction.",
                "Look at where `return` stands: after both loops."),
        Mistake("column", lambda w, b, X: logistic.sigmoid(w.T @ X + b).T,
                "The predictions stand in a column.",
                "A is a row, (1, m): np.zeros((1, m)), filled at A[0, i]."),
        Mistake("rank_1", lambda w, b, X: logistic.sigmoid(w.T @ X + b)[0],
                "The predictions have one axis, {returned_shape}: neither a row nor a column.",
                "Start from np.zeros((1, m)) and fill A[0, i]."),
        Mistake("zeros", lambda w, b, X: np.zeros((1, X.shape[1])),
                "A is as empty as at the start: nothing is written into it.",
                "Inside the outer loop write the prediction into A[0, i]."),
        Mistake("list", lambda w, b, X: list(logistic.sigmoid(w.T @ X + b)[0]),
                "The predictions are a list.",
                "Fill an array, np.zeros((1, m)), or np.array([[...]])."),
    ))


def _steps(rng):
    def step(n, alpha):
        b, db = numbers(rng, 2).tolist()
        return numbers(rng, n, 1), b, numbers(rng, n, 1), db, alpha
    whole = np.array([[2], [-1], [4]]), 1, *step(3, 0.1)[2:]
    return [Case("2 weights", step(2, 0.1)), Case("1 weight", step(1, 0.5)),
            Case("3 weights", step(3, 0.2)),
            Case("whole numbers in w", whole)]


def _in_place(w, b, dw, db, alpha):
    w -= alpha * dw
    return w, b - alpha * db


def _into_slice(w, b, dw, db, alpha):
    w[:] = w - alpha * dw
    return w, b - alpha * db


UPDATE = Exercise(
    logistic.update, _steps, axes={"w": "n 1"}, words={"n": "weights"}, returns=("w", "b"),
    sized=lambda n, m: (np.ones((n, 1)), 1.0, np.full((n, 1), 0.5), 0.5, 0.1),
    hints=("Go downhill: each parameter moves against its slope.",
           "How far: the slope times alpha. The same rule serves for w and for b.",
           "`w - alpha * dw` makes a new array. Return it with the new b, a comma between."),
    mistakes=(
        Mistake("uphill", lambda w, b, dw, db, alpha: (w + alpha * dw, b + alpha * db),
                "The step goes uphill: the cost would grow.", "Take the step away with a minus."),
        Mistake("uphill_in_b", lambda w, b, dw, db, alpha: (w - alpha * dw, b + alpha * db),
                "w goes downhill, b goes uphill.", "Both take their step away with a minus."),
        Mistake("uphill_in_w", lambda w, b, dw, db, alpha: (w + alpha * dw, b - alpha * db),
                "b goes downhill, w goes uphill.", "Both take their step away with a minus."),
        Mistake("step_only", (lambda w, b, dw, db, alpha: (alpha * dw, alpha * db),
                              lambda w, b, dw, db, alpha: (-alpha * dw, -alpha * db)),
                "This is the step alone: the old values are lost.",
                "Start from the old w and b: w - ..."),
        Mistake("no_alpha", lambda w, b, dw, db, alpha: (w - dw, b - db),
                "The whole slope is taken away: alpha is left out.",
                "Multiply the slope by alpha."),
        Mistake("no_alpha_in_b", lambda w, b, dw, db, alpha: (w - alpha * dw, b - db),
                "In b, alpha is left out.", "Multiply db by alpha too."),
        Mistake("no_alpha_in_w", lambda w, b, dw, db, alpha: (w - dw, b - alpha * db),
                "In w, alpha is left out.", "Multiply dw by alpha too."),
        Mistake("alpha_divides", lambda w, b, dw, db, alpha: (w - dw / alpha, b - db / alpha),
                "The slope is divided by alpha: a small alpha makes a giant step.",
                "Multiply by alpha."),
        Mistake("alpha_alone", lambda w, b, dw, db, alpha: (w - alpha, b - alpha),
                "alpha itself is taken away, without the slope.",
                "The step is alpha times the slope."),
        Mistake("same_step", (lambda w, b, dw, db, alpha: (w - alpha * np.sum(dw), b - alpha * db),
                              lambda w, b, dw, db, alpha: (w - alpha * dw.mean(), b - alpha * db)),
                "Every weight takes the same step: dw was added up to one number.",
                "Each weight has its own slope: use dw as it is."),
        Mistake("divided_again",
                (lambda w, b, dw, db, alpha: (w - alpha * dw / len(dw), b - alpha * db),
                 lambda w, b, dw, db, alpha: (w - alpha * dw / len(dw), b - alpha * db / len(dw))),
                "The step is divided by the number of weights, {n}.",
                "dw is divided by the number of examples already: take it as it is."),
        Mistake("dw_for_b", (lambda w, b, dw, db, alpha: (w - alpha * dw, b - alpha * dw),
                             lambda w, b, dw, db, alpha: (w - alpha * dw, b - alpha * np.sum(dw))),
                "b is moved by dw, the slopes of the weights.", "b has its own slope, db."),
        Mistake("db_for_w", lambda w, b, dw, db, alpha: (w - alpha * db, b - alpha * db),
                "w is moved by db, the slope of b.", "Each weight has its own slope in dw."),
        Mistake("b_unchanged", lambda w, b, dw, db, alpha: (w - alpha * dw, b),
                "b comes back as it was.", "b takes a step too, with db."),
        Mistake("w_unchanged", lambda w, b, dw, db, alpha: (w, b - alpha * db),
                "w comes back as it was.", "w takes a step too, with dw."),
        Mistake("nothing_changed", lambda w, b, dw, db, alpha: (w, b),
                "Both come back as they were.", "Return the new values."),
        Mistake("alpha_outside", lambda w, b, dw, db, alpha: ((w - dw) * alpha, (b - db) * alpha),
                "The new value is multiplied by alpha as a whole.",
                "alpha belongs to the slope only: w - alpha * dw."),
        Mistake("multiplied", lambda w, b, dw, db, alpha: (w * dw * alpha, b * db * alpha),
                "The slope is a factor here.", "Take alpha times the slope away."),
        Mistake("transposed", (lambda w, b, dw, db, alpha: (w - alpha * dw.T, b - alpha * db),
                               lambda w, b, dw, db, alpha: (w.T - alpha * dw, b - alpha * db)),
                "A column and a row are subtracted, which makes a table.",
                "w and dw are both columns: leave the transpose out."),
        Mistake("scaled", lambda w, b, dw, db, alpha: (w * (1 - alpha * dw), b * (1 - alpha * db)),
                "The step is multiplied by the old value.",
                "Take the step away from the old value: w - alpha * dw."),
        Mistake("slope_minus_w", lambda w, b, dw, db, alpha: (alpha * dw - w, alpha * db - b),
                "The difference is taken the wrong way round.",
                "Start from the old value: w - ..."),
        Mistake("in_place", (_in_place, _into_slice),
                "The caller's w is changed: -=, w[...] = and out= write into the array that was "
                "given.", "Make a new array: w - alpha * dw."),
        Mistake("whole_numbers",
                lambda w, b, dw, db, alpha: ((w - alpha * dw).astype(w.dtype), b - alpha * db),
                "w holds whole numbers here, and an array made like w takes whole numbers only.",
                "Return w - alpha * dw itself, or make the array with dtype=float."),
    ))

EXERCISES = (FORWARD_LOOPS, UPDATE)
