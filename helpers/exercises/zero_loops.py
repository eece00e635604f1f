"""Exercises of 06_zero_loops: the slopes without a loop, and the yes or no."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, Mistake, probabilities
from helpers.exercises._slopes import OF_ANY_GRADIENTS, db_of, dw_of, m_of, sample, slopes

NOTEBOOK = "06_zero_loops"
TITLE = "Can seven lines do it all?"
MINUTES = 20


GRADIENTS = Exercise(
    logistic.gradients,
    slopes,
    axes={"X": "n m"},
    returns=("dw", "db"),
    sample=sample,
    hints=(
        "Start with dZ, the difference of prediction and label for every example, (1, m).",
        "dw has to be (n, 1): which product of X (n, m) and dZ (1, m), one of them transposed, "
        "gives that?",
        "`X @ dZ.T` adds over the examples. Divide it by m; db is the mean of dZ.",
    ),
    mistakes=(
        *OF_ANY_GRADIENTS,
        Mistake(
            "elementwise",
            (
                lambda X, A, Y: (X * (A - Y).T / m_of(X), db_of(A, Y)),
                lambda X, A, Y: (np.mean(X * (A - Y).T, 1), db_of(A, Y)),
            ),
            "* goes entry by entry, and ({n}, {m}) does not fit ({m}, 1).",
            "A sum over the examples is wanted: use @, with the m in the middle.",
        ),
        Mistake(
            "rows_layout",
            (
                lambda X, A, Y: (X.T @ (A - Y) / m_of(X), db_of(A, Y)),
                lambda X, A, Y: (X.T @ (A - Y).T / m_of(X), db_of(A, Y)),
            ),
            "X.T belongs to data with one example per row; here each example is a column.",
            "The m has to stand in the middle: (n, m) @ (m, 1).",
        ),
        Mistake(
            "not_transposed",
            lambda X, A, Y: (X @ (A - Y) / m_of(X), db_of(A, Y)),
            "({n}, {m}) @ (1, {m}): in the middle stand {m} and 1, which differ.",
            "Let dZ stand upright, dZ.T: (n, m) @ (m, 1).",
        ),
        Mistake(
            "wrong_order",
            lambda X, A, Y: ((A - Y).T @ X / m_of(X), db_of(A, Y)),
            "({m}, 1) @ ({n}, {m}): in the middle stand 1 and {n}, which differ.",
            "X comes first: (n, m) @ (m, 1).",
        ),
        Mistake(
            "outer",
            lambda X, A, Y: (np.outer(X, A - Y) / m_of(X), db_of(A, Y)),
            "np.outer multiplies every number of the one with every number of the other, and "
            "adds nothing.",
            "@ multiplies what belongs together, and adds over the examples.",
        ),
        Mistake(
            "wrong_axis",
            (
                lambda X, A, Y: ((A - Y) * X.sum(axis=0, keepdims=True) / m_of(X), db_of(A, Y)),
                lambda X, A, Y: (((A - Y) * X).sum(axis=0) / m_of(X), db_of(A, Y)),
                lambda X, A, Y: (((A - Y) * X).sum(axis=0)[:, None] / m_of(X), db_of(A, Y)),
            ),
            "The sum goes over the features (axis 0), so that one number per example is left.",
            "Add over the examples: axis=1 with keepdims=True, or @.",
        ),
        # b becomes what db is: (1, 1) or (1,) would grow b an axis, so both are refused.
        Mistake(
            "db_keeps_axes",
            (
                lambda X, A, Y: (dw_of(X, A, Y), np.sum(A - Y, axis=1, keepdims=True) / m_of(X)),
                lambda X, A, Y: (dw_of(X, A, Y), np.mean(A - Y, axis=1)),
            ),
            "The number in db is right, but it sits in an array of shape {returned_shape}, and "
            "b would get that shape too.",
            "dZ.mean(), without axis and keepdims, gives a number.",
        ),
    ),
)


def _threshold(rng):
    row = probabilities(rng, 5)
    row[0, :3] = 0.91, 0.23, 0.64  # a 1 after a 0, and no entry at the mean
    return [
        Case("three predictions", (row[:, :3],)),
        Case("all above 0.5", (np.array([[0.62, 0.71, 0.94]]),)),
        Case("all below 0.5", (np.array([[0.08, 0.31, 0.47]]),)),
        Case("one prediction", (row[:, 3:4],)),
        Case("nine predictions", (probabilities(rng, 9),)),
        Case("exactly 0.5", (np.array([[0.5, 0.51, 0.49]]),)),
        Case("0 and 1", (np.array([[0.0, 1.0, 1.0]]),)),
    ]


def _stops(A):
    found = np.zeros(A.shape)
    for i in range(A.shape[1]):
        if A[0, i] <= 0.5:
            break
        found[0, i] = 1
    return found


def _in_a(A):
    A[A > 0.5] = 1
    A[A <= 0.5] = 0
    return A


PREDICT = Exercise(
    logistic.predict,
    _threshold,
    axes={"A": "1 m"},
    returns=("the result",),
    sample=lambda n, m: (np.linspace(0.05, 0.95, m).reshape(1, m),),
    hints=(
        "Try `A > 0.5` in a cell: a comparison works on every entry at once.",
        "It gives True and False. `.astype(int)` turns these into 1 and 0.",
        "Put the comparison in brackets before the dot: `(...).astype(int)`.",
    ),
    mistakes=(
        # The task says A > 0.5: with w = 0 and b = 0 every prediction is exactly 0.5.
        Mistake(
            "at_least",
            (lambda A: (A >= 0.5) * 1, lambda A: np.floor(A + 0.5)),
            "A prediction of exactly 0.5 becomes 1; the task says 1 where A > 0.5.",
            "Use >, not >=. An untrained model predicts 0.5 for everything.",
        ),
        Mistake(
            "reversed",
            (lambda A: (A < 0.5) * 1, lambda A: (A <= 0.5) * 1),
            "0 and 1 are exchanged.",
            "The answer is 1 where A is greater than 0.5.",
        ),
        Mistake(
            "mean",
            (lambda A: (A > np.mean(A)) * 1, lambda A: (A > np.median(A)) * 1),
            "Each prediction is compared with the mean of all of them, so that it depends on "
            "the others.",
            "Compare with 0.5, always.",
        ),
        Mistake(
            "above_0",
            lambda A: (A > 0) * 1,
            "Every probability above 0 becomes 1: A is compared with 0, or goes through the "
            "sigmoid once more.",
            "A has been through the sigmoid already: compare it with 0.5 as it is.",
        ),
        Mistake(
            "all_0",
            (lambda A: np.zeros(A.shape), lambda A: A.astype(int), lambda A: np.floor(A)),
            "Every answer is 0: nothing was written into the result, or decimals were cut off.",
            "Return the comparison itself, as numbers.",
        ),
        Mistake(
            "all_1",
            lambda A: np.ones(A.shape),
            "Every answer is 1.",
            "Compare A with 0.5: what is not greater becomes 0.",
        ),
        Mistake(
            "stops",
            _stops,
            "The loop ends at the first 0, and the answers after it stay 0.",
            "Leave the break out; or compare the whole array at once.",
        ),
        Mistake(
            "plus_minus_1",
            (lambda A: np.sign(A - 0.5), lambda A: np.where(A > 0.5, 1, -1)),
            "The answers are 1 and -1.",
            "The labels of this course are 1 and 0.",
        ),
        Mistake(
            "percent",
            lambda A: (A > 0.5) * 100,
            "The answers are 0 and 100.",
            "They have to be 0 and 1.",
        ),
        Mistake(
            "unchanged",
            lambda A: A * 1,
            "The probabilities come back as they are.",
            "Compare them with 0.5, and make the answers 1 and 0.",
        ),
        Mistake(
            "kept",
            lambda A: np.where(A > 0.5, A, 0),
            "Where A > 0.5, the probability itself is kept.",
            "Put a 1 there.",
        ),
        Mistake(
            "distance",
            (lambda A: A - 0.5, lambda A: np.abs(A - 0.5)),
            "0.5 is taken away from A, but nothing is compared.",
            "Ask whether A is greater: A > 0.5.",
        ),
        Mistake(
            "rank_1",
            (lambda A: (A[0] > 0.5) * 1, lambda A: np.squeeze((A > 0.5) * 1)),
            "An axis is lost: {returned_shape} is neither a row nor a column.",
            "Compare A itself, not A[0]; a list of lists, [[...]], has both axes.",
        ),
        Mistake(
            "column",
            lambda A: ((A > 0.5) * 1).T,
            "The answers stand in a column.",
            "Leave the shape of A alone: a row goes in, and a row comes out.",
        ),
        Mistake(
            "counted",
            (lambda A: np.sum(A > 0.5), lambda A: np.mean(A > 0.5)),
            "This says how many are above 0.5, or which share.",
            "There is one answer for each example, 0 or 1.",
        ),
        Mistake(
            "overwritten",
            (
                lambda A: bool(A[0, -1] > 0.5),
                lambda A: int(A[0, -1] > 0.5),
                lambda A: A.shape[1] > 6,
            ),
            "One single answer comes back: the array was overwritten by it.",
            "Write into the entry, Y[0, i] = ..., or compare the whole array at once.",
        ),
        Mistake(
            "where",
            lambda A: np.where(A > 0.5),
            "np.where with one argument says where, as indices.",
            "np.where(A > 0.5, 1, 0) gives the answers themselves.",
        ),
        Mistake(
            "number_of_array",
            lambda A: int(A > 0.5),
            "int(...) takes one number, and A > 0.5 has one answer for every entry.",
            "For every entry at once it is written behind the brackets: `(A > ...).astype(int)`.",
        ),
        Mistake(
            "chosen",
            (lambda A: A[A > 0.5], lambda A: np.where(A > 0.5)[1]),
            "Only the entries above 0.5, or their places, come back.",
            "There is one answer for every example, 0 or 1.",
        ),
        Mistake(
            "largest",
            (lambda A: np.argmax(A), lambda A: np.max(A)),
            "This asks which prediction is the largest.",
            "There is one answer for every example, 0 or 1.",
        ),
        Mistake(
            "first_only",
            lambda A: int(A[0, 0] > 0.5),
            "One answer comes back: `return` stands inside the loop.",
            "Return after the loop, or compare the whole array at once.",
        ),
        Mistake(
            "if_on_array",
            lambda A: 1 if A > 0.5 else 0,
            "`if` needs one yes or no, and A > 0.5 has one for every entry.",
            "No `if` is needed: the comparison answers for all of them, and .astype(int) "
            "makes 1 and 0.",
        ),
        Mistake(
            "in_place",
            _in_a,
            "The answers are written into the A that was given.",
            "Make a new array from the comparison.",
        ),
        Mistake(
            "text",
            lambda A: np.where(A > 0.5, "1", "0"),
            'The answers are text, "0" and "1".',
            "They have to be the numbers 0 and 1.",
        ),
    ),
)

EXERCISES = (GRADIENTS, PREDICT)
