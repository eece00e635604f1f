"""Exercise of 03_elementwise_or_dot: the predictions without a loop."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Exercise, Mistake
from helpers.exercises._predictions import OF_ANY_FORWARD, models, sample

NOTEBOOK = "03_elementwise_or_dot"
TITLE = "When is it `*` and when is it `@`?"
MINUTES = 20


FORWARD = Exercise(
    logistic.forward,
    models,
    axes={"X": "n m"},
    returns=("the result",),
    sample=sample,
    hints=(
        "Which product of w (n, 1) and X (n, m), one of them transposed, is (1, m)?",
        "`w.T @ X` adds over the features. b is added to every entry by itself.",
        "Put the whole of `w.T @ X + b` through the sigmoid.",
    ),
    mistakes=(
        *OF_ANY_FORWARD,
        Mistake(
            "elementwise",
            lambda w, b, X: logistic.sigmoid(w.T * X + b),
            "* goes entry by entry, so that w.T, (1, {n}), does not fit X, ({n}, {m}), and "
            "nothing would be added up.",
            "w.T @ X multiplies and adds over the features.",
        ),
        Mistake(
            "not_summed",
            lambda w, b, X: logistic.sigmoid(w * X + b),
            "There is one row for each feature: the products are not added up.",
            "w.T @ X multiplies and adds in one step.",
        ),
        Mistake(
            "not_transposed",
            lambda w, b, X: logistic.sigmoid(w @ X + b),
            "({n}, 1) @ ({n}, {m}): in the middle stand 1 and {n}, which differ.",
            "Transpose w: (1, {n}) @ ({n}, {m}) has an {n} on both sides of the middle.",
        ),
        Mistake(
            "rows_layout",
            (
                lambda w, b, X: logistic.sigmoid(X @ w + b),
                lambda w, b, X: logistic.sigmoid(X @ w.T + b),
            ),
            "X @ w belongs to data with one example per row; here each example is a column.",
            "The n has to stand in the middle: (1, n) @ (n, m).",
        ),
        Mistake(
            "column",
            lambda w, b, X: logistic.sigmoid(X.T @ w + b),
            "The predictions stand in a column, (m, 1), one below the other.",
            "w.T @ X gives the row at once; or put .T behind the result.",
        ),
        Mistake(
            "wrong_axis",
            (
                lambda w, b, X: logistic.sigmoid((w * X).sum(axis=1) + b),
                lambda w, b, X: logistic.sigmoid((w * X).sum(axis=1)[:, None] + b),
            ),
            "The sum goes over the examples (axis 1), so that one number per feature is left.",
            "Add over the features, which are the rows: axis=0, with keepdims=True; or use @.",
        ),
        Mistake(
            "rank_1",
            (
                lambda w, b, X: logistic.sigmoid(w[:, 0] @ X + b),
                lambda w, b, X: np.squeeze(logistic.sigmoid(w.T @ X + b)),
            ),
            "An axis is lost: {returned_shape} is neither a row nor a column.",
            "w.T @ X keeps both axes; a sum needs keepdims=True.",
        ),
        Mistake(
            "one_number",
            lambda w, b, X: logistic.sigmoid(np.sum(w * X) + b),
            "All examples are added up to one number.",
            "Add over the features only: each example keeps a z of its own.",
        ),
    ),
)

EXERCISES = (FORWARD,)
