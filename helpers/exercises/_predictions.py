"""Cases and mistakes of every function of w, b and X that predicts, with loops or without."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Mistake, numbers


def model(rng, n, m):
    """w (n, 1), b, X (n, m), small enough that no prediction is close to 0 or 1."""
    return numbers(rng, n, 1) / 2, float(numbers(rng)), numbers(rng, n, m) / 2


def models(rng):
    """Cases for every function of w, b and X."""
    whole = np.array([[1], [-2]]), 1, np.array([[1, 0, 2], [0, 1, 1]])
    return [
        Case("2 features and 3 examples", model(rng, 2, 3)),
        Case("one example", model(rng, 3, 1)),
        Case("one feature", model(rng, 1, 4)),
        Case("as many features as examples", model(rng, 2, 2)),
        Case("whole numbers", whole),
    ]


def sample(n, m):
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


# What any way to compute A from w, b and X can get wrong, with loops or without.
OF_ANY_FORWARD = (
    Mistake(
        "no_sigmoid",
        lambda w, b, X: w.T @ X + b,
        "These are the values of z: they are not between 0 and 1.",
        "Put each z through the sigmoid, 1 / (1 + exp(-z)).",
    ),
    Mistake(
        "no_b",
        lambda w, b, X: logistic.sigmoid(w.T @ X),
        "b, the bias, is left out of z.",
        "Each z starts from b, or gets b added once.",
    ),
    Mistake(
        "minus_b",
        lambda w, b, X: logistic.sigmoid(w.T @ X - b),
        "b is taken away from the sum, not added to it.",
        "z is the sum of all w_j * x_j, plus b; in exp(-z) the minus belongs before all of it.",
    ),
    Mistake(
        "sign_in_exp",
        lambda w, b, X: logistic.sigmoid(-(w.T @ X + b)),
        "Every prediction is 1 minus what it should be: a minus is missing or one too many.",
        "The sigmoid is 1 / (1 + exp(-z)), with a minus before z.",
    ),
    Mistake(
        "b_in_denominator",
        lambda w, b, X: 1 / (1 + np.exp(-(w.T @ X)) + b),
        "A bracket closes too early: b stands outside of exp, in the lower part of the fraction.",
        "Compute z on a line of its own, b included, then the sigmoid of z.",
    ),
    Mistake(
        "b_after_sigmoid",
        lambda w, b, X: logistic.sigmoid(w.T @ X) + b,
        "b is added after the sigmoid, so that predictions leave the range from 0 to 1.",
        "Add b to z, before the sigmoid.",
    ),
    Mistake(
        "b_times",
        (
            lambda w, b, X: logistic.sigmoid(w.T @ X * b),
            lambda w, b, X: logistic.sigmoid(b * (w.T @ X)),
        ),
        "z is multiplied by b.",
        "b is added to z, once.",
    ),
    Mistake(
        "sigmoid_twice",
        lambda w, b, X: logistic.sigmoid(logistic.sigmoid(w.T @ X + b)),
        "The sigmoid is applied twice, so that no prediction comes below 0.5.",
        "Apply it once, to z.",
    ),
    Mistake(
        "yes_or_no",
        (lambda w, b, X: (w.T @ X + b > 0) * 1.0, lambda w, b, X: w.T @ X + b > 0),
        "This answers 0 or 1 already, but learning needs the probability.",
        "Return the sigmoid's value: the yes or no comes later.",
    ),
    Mistake(
        "averaged",
        (
            lambda w, b, X: logistic.sigmoid(w.T @ X / len(X) + b),
            lambda w, b, X: logistic.sigmoid(w.T @ X / X.shape[1] + b),
            lambda w, b, X: logistic.sigmoid((w.T @ X + b) / X.shape[1]),
        ),
        "z is divided by the number of examples or of features.",
        "z is a plain sum: leave the division out.",
    ),
    Mistake(
        "missing_brackets",
        lambda w, b, X: 1 / 1 + np.exp(-(w.T @ X + b)),
        "Python divides before it adds: 1 / 1 + exp(-z) is 1 + exp(-z).",
        "Put brackets around the lower part: 1 / (1 + ...).",
    ),
    Mistake(
        "minus_for_plus",
        lambda w, b, X: 1 / (1 - np.exp(-(w.T @ X + b))),
        "The lower part of the fraction is 1 - exp(-z), which can be 0 or negative.",
        "The sigmoid has a plus there: 1 + exp(-z).",
    ),
    Mistake(
        "tanh",
        lambda w, b, X: np.tanh(w.T @ X + b),
        "This is tanh, which runs from -1 to 1.",
        "The sigmoid, 1 / (1 + exp(-z)), runs from 0 to 1.",
    ),
    Mistake(
        "z_goes_on",
        (_z_goes_on, _z_goes_on_from_b),
        "z is not set back: each example goes on with the z of the one before, so that only "
        "the first prediction is right.",
        "Give z its start value inside the loop over the examples.",
    ),
    Mistake(
        "b_every_time",
        (_b_every_time, lambda w, b, X: logistic.sigmoid(w.T @ X + b * X.shape[1])),
        "b is added several times to the same z.",
        "Add it once for each example, outside of the loop over the features.",
    ),
    Mistake(
        "last_feature_only",
        _last_feature_only,
        "Only the last feature counts: with = each feature overwrites what those before have left.",
        "Collect with +=, which adds to what is there.",
    ),
    Mistake(
        "feature_missing",
        (_last_feature_missing, _first_feature_missing),
        "One of the features is never reached.",
        "range(n) runs from 0 to n - 1, and that is all of them.",
    ),
)
