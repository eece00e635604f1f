"""The exercise of the yes or no: predict."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, probabilities


def _cases(rng):
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


PREDICT = Exercise(
    logistic.predict,
    _cases,
    hints=(
        "Try `A > 0.5` in a cell: a comparison works on every entry at once.",
        "It gives True and False. `.astype(int)` turns these into 1 and 0.",
        "Put the comparison in brackets before the dot: `(...).astype(int)`.",
    ),
    mistakes="""
at_least
    > A > 0.5) -> A >= 0.5)
    A prediction of exactly 0.5 becomes 1; the task says 1 where A > 0.5.
    Use >, not >=. An untrained model predicts 0.5 for everything.

mean
    > A > 0.5) -> A > np.mean(A))
    Each prediction is compared with the mean of all of them.
    Compare with 0.5, always: an answer must not depend on the other examples.

above_0
    > A > 0.5) -> A > 0)
    Every probability above 0 becomes 1.
    A has been through the sigmoid already: compare it with 0.5 as it is.

all_0
    > return np.zeros(A.shape)
    Every answer is 0.
    Look whether each answer is written into the result, and where decimals are cut off.

stops
    > return np.cumprod(A > 0.5, axis=1)
    After the first 0 every answer is 0.
    Look for a break that ends the loop there.

plus_minus_1
    > return np.where(A > 0.5, 1, -1)
    > return np.sign(A - 0.5)
    Below 0.5 the answer is -1.
    The labels of this course are 1 and 0.

one_answer
    > return int(A[0, -1] > 0.5)
    > return int(A[0, 0] > 0.5)
    One answer comes back, that of the first prediction or the last.
    Write each answer into an entry, [0, i], of an array; `return` stands after the loop.
""",
    returns=("the result",),
    axes={"A": "1 m"},
)

EXERCISES = (PREDICT,)
