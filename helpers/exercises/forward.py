"""The predictions: forward, with two loops, with one over the features; yes or no, counted."""

import math

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, model, of_all_sizes, probabilities


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


def forward_over_features(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m). One loop, over the features."""
    n, m = X.shape
    Z = np.zeros((1, m)) + b
    for j in range(n):
        Z += w[j, 0] * X[j:j+1, :]  # fmt: skip
    return 1 / (1 + np.exp(-Z))


def confusion(A, Y):
    """A, Y (1, m) -> (2, 2) of counts: row = label, column = answer, 1 if A > 0.5."""
    ones, yes = Y == 1, A > 0.5
    row_0 = [np.sum(~ones & ~yes), np.sum(~ones & yes)]
    row_1 = [np.sum(ones & ~yes), np.sum(ones & yes)]
    return np.array([row_0, row_1])


def _examples(rng):
    whole = np.array([[1], [-2]]), 1, np.array([[1, 0, 2], [0, 1, 1]])
    return [*of_all_sizes(model, rng), Case("whole numbers", whole)]


def _predictions(rng):
    row = probabilities(rng, 5)
    row[0, :3] = 0.91, 0.23, 0.64  # a 1 after a 0, and no entry at the mean
    return [
        Case("three predictions", (row[:, :3],)),
        Case("all above 0.5", (np.array([[0.62, 0.71, 0.94]]),)),
        Case("one prediction", (row[:, 3:4],)),
        Case("exactly 0.5", (np.array([[0.5, 0.51, 0.49]]),)),
        Case("none above 0.5", (np.array([[0.08, 0.47, 0.31]]),)),
        Case("one low prediction", (np.array([[0.23]]),)),
    ]


def _answers(rng):
    order = rng.permutation(10)
    A = np.array([[0.1, 0.31, 0.22, 0.47, 0.93, 0.38, 0.07, 0.72, 0.55, 0.86]])[:, order]
    Y = np.array([[0, 0, 0, 0, 0, 1, 1, 1, 1, 1]])[:, order]  # of them 4 no, 1 yes; 2 no, 3 yes
    half = np.array([[0.5, 0.5, 0.51, 0.6, 0.7]]), np.array([[0, 1, 1, 0, 0]])
    return [
        Case("ten examples", (A, Y)),
        Case("one example", (np.array([[0.8]]), np.array([[0]]))),
        Case("only labels of 1", (A[:, :4], np.ones((1, 4)))),
        Case("predictions of exactly 0.5", half),
        Case("labels of type uint8", (A, Y.astype(np.uint8))),
    ]


ANY_WAY = """
not_once
    > return w.T @ X + b
    > A = 1 / (1 + np.exp(-w.T @ X - b)); return 1 / (1 + np.exp(-A))
    The sigmoid is missing, or it is taken twice.
    Take it once, of z: 1 / (1 + exp(-z)).

wrong_sign
    > return 1 / (1 + np.exp(w.T @ X + b))
    > return 1 / (1 + np.exp(b - w.T @ X))
    Every prediction is 1 minus what it should be, or b is taken away instead of added.
    z is the sum plus b, its sigmoid 1 / (1 + exp(-z)): look at each sign, and at what is on top.

missing_brackets
    > return 1 + np.exp(-w.T @ X - b)
    > return 1 / (1 + np.exp(-w.T @ X) + b)
    This is 1 + exp(-z), or b stands outside of exp: look at the brackets.
    Compute z on a line of its own, b included; then divide 1 by all of (1 + exp(-z)).

z_goes_on
    > return 1 / (1 + np.exp(-np.cumsum(w.T @ X, axis=1) - b))
    Each example goes on with the z of the one before: only the first prediction is right.
    Give z its start value inside the loop over the examples.

last_feature_only
    > return 1 / (1 + np.exp(-w[-1:] * X[-1:]))
    > return 1 / (1 + np.exp(-w[-1:] * X[-1:] - b))
    Only the last feature counts.
    Look at the line that collects: it needs +=, and its place is inside the loop.
"""
NO_LOOP = """
hints
    Which product of w (n, 1) and X (n, m), one of them transposed, is (1, m)?
    `w.T @ X` adds over the features. b is added to every entry by itself.
    Put the whole of `w.T @ X + b` through the sigmoid.

only_multiplied
    > w.T @ X -> w.T * X
    > w.T @ X -> w * X
    * goes entry by entry, and adds nothing up.
    @ multiplies and adds over the features, with the n in the middle.

rows_layout
    > w.T @ X -> X @ w
    X comes first, as with data that has one example per row.
    Here each example is a column. The n has to stand in the middle: (1, n) @ (n, m).

wrong_axis
    > w.T @ X -> (w * X).sum(axis=1)
    > w.T @ X -> (w * X).sum(axis=1, keepdims=True)
    The sum goes over the examples (axis 1): one number for each feature is left.
    Add over the features, which are the rows: axis=0, with keepdims=True; or use @.
"""
TWO_LOOPS = """
hints
    The outer loop takes one example i at a time, the inner loop one feature j of it.
    Before the inner loop set z_i to b. Inside, add `w[j, 0] * X[j, i]` to it.
    Then write `1 / (1 + math.exp(-z_i))` into `A[0, i]`, with A from `np.zeros((1, m))`.
"""
ONE_LOOP = """
hints
    Z has one entry per example, (1, m), and starts from b. Each feature adds to all at once.
    Row j of X, kept as a row, is `X[j:j+1, :]`, (1, m). Its weight is the number `w[j, 0]`.
    In the loop over j: `Z += w[j, 0] * X[j:j+1, :]`. After the loop, the sigmoid of Z.
"""
PREDICT = """
hints
    Try `A > 0.5` in a cell: a comparison works on every entry at once.
    It gives True and False. `.astype(int)` turns these into 1 and 0.
    Put the comparison in brackets before the dot: `(...).astype(int)`.

at_least
    > A > 0.5 -> A >= 0.5
    A prediction of exactly 0.5 becomes 1; the task says 1 where A > 0.5.
    Use >, not >=. An untrained model predicts 0.5 for everything.

mean
    > A > 0.5 -> A > np.mean(A)
    Each prediction is compared with the mean of all of them.
    Compare with 0.5, always: an answer must not depend on the other examples.

above_0
    > return (A > 0).astype(int)
    Every probability above 0 becomes 1.
    A has been through the sigmoid already: compare it with 0.5 as it is.

any_above
    > return np.full(A.shape, (A > 0.5).any() * 1)
    One prediction above 0.5 makes every answer 1.
    Each answer belongs to its own prediction. An index such as [0] alone stands for a whole row.

stops
    > return np.cumprod(A > 0.5, axis=1)
    After the first 0 every answer is 0.
    Look for a break that ends the loop there.

plus_minus_1
    > return np.where(A > 0.5, 1, -1)
    > return np.sign(A - 0.5)
    Below 0.5 the answer is -1.
    The labels of this course are 1 and 0.
"""
CONFUSION = """
hints
    Each of the four counts asks two things at once: which label, and which answer?
    `A > 0.5` and `Y == 1` are True and False. & is true where both are, ~ turns them round.
    `np.sum((Y == 1) & (A > 0.5))` is the entry at [1, 1]; np.array([[...], [...]]) holds all four.

threshold
    > A > 0.5 -> A == 1
    > A > 0.5 -> A > 0
    > return np.zeros((2, 2))
    > return np.vstack([1 - Y, Y]) @ np.vstack([1 - A, A]).T
    It does not count the answers of A > 0.5: all are no, all yes, none is either, or A is added up.
    A holds probabilities: compare it with 0.5 as it is, and let each answer reach an entry.

not_both
    > & -> ==
    > & -> |
    > [row_0, row_1] -> [[np.sum(~ones), np.sum(ones)], [np.sum(~yes), np.sum(yes)]]
    > [row_0, row_1] -> [[np.sum(~ones), np.sum(~yes)], [np.sum(ones), np.sum(yes)]]
    Not only the examples that have both its label and its answer are counted in an entry.
    & is true where both are; == is also true where neither is, and | where one of them is.

exchanged
    > [row_0, row_1]) -> [row_0, row_1]).T
    Rows and columns are exchanged: each row holds an answer here.
    Row 1 is for the examples whose label is 1, also those that got the answer 0.

ones_first
    > Y == 1, A > 0.5 -> Y != 1, A <= 0.5
    > Y == 1 -> Y != 1
    > A > 0.5 -> A <= 0.5
    > A > 0.5 -> A < 0.5
    > [row_0, row_1]) -> [row_1[::-1], row_0[::-1]]).T
    Label 1 stands first, or answer 1, or both do.
    Row 0 is for label 0; column 0 is for answer 0, where A is 0.5 or less.

at_least
    > A > 0.5 -> A >= 0.5
    > ~yes -> (A < 0.5)
    A prediction of exactly 0.5 counts as yes, or not at all; the task says 1 where A > 0.5.
    Use > where the answer is yes, and its opposite, <=, where it is no.

right_and_wrong
    > return np.diag([np.sum((A > 0.5) == Y), np.sum((A > 0.5) != Y)])
    Only right and wrong are counted, whatever the label is.
    Each label has its own row: of the zeros, count who got 0 and who got 1; then of the ones.

first_only
    > Y == 1, A > 0.5 -> Y[:, :1] == 1, A[:, :1] > 0.5
    Only the first example is counted.
    A loop over the examples goes to A.shape[1], for len(A) is 1; the `return` stands below it.

once
    > np.array([row_0, row_1]) -> np.minimum([row_0, row_1], 1)
    No entry grows above 1.
    Each example has to add 1: = adds nothing, and += with arrays in the brackets adds 1 only once.

true_as_place
    > [row_0, row_1]) -> [[row_0[1]] * 2, [row_1[1]] * 2])
    Both columns count the answers yes.
    As an index True takes all places, and False none: int(...) makes 1 and 0 of them.

whole_numbers_turned
    > Y == 1, A > 0.5 -> Y, (A > 0.5).astype(int)
    There are numbers below 0, which count nothing.
    ~ turns True and False round, of whole numbers it makes others: ~1 is -2.

shares
    > np.sum -> np.mean
    > [row_0, row_1]) -> [row_0, row_1]) / np.sum([row_0, row_1], axis=1, keepdims=True)
    Shares come back, of all examples or of each row, and counts are asked for.
    np.sum counts the True of a comparison; leave out what divides, as np.mean does.

four_in_another_shape
    > [row_0, row_1] -> row_0 + row_1
    > [row_0, row_1] -> [row_0 + row_1]
    > yes) -> yes, axis=1)
    The four counts are right, and stand in {returned_shape}.
    Two rows of two are needed, as `np.array([[1, 2], [3, 4]])` has; each count is one number.
"""

EXERCISES = (
    Exercise(logistic.forward, _examples, ANY_WAY + NO_LOOP, {"X": "n m"}, ("A",)),
    Exercise(forward_loops, _examples, ANY_WAY + TWO_LOOPS, {"X": "n m"}, ("A",), loops=2),
    Exercise(forward_over_features, _examples, ANY_WAY + ONE_LOOP, {"X": "n m"}, ("A",), loops=1),
    Exercise(logistic.predict, _predictions, PREDICT, {"A": "1 m"}),
    Exercise(confusion, _answers, CONFUSION, {"A": "1 m"}),
)
