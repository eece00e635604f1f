"""Arrays brought into the shape that is needed: a column, one axis, pictures as columns."""

from itertools import product

import numpy as np

from helpers.checking.exercise import UNSIGNED, Case, Exercise, labels, numbers, probabilities
from helpers.logistic import flatten


def column(X, i):
    """X (n, m), i from 0 to m - 1 -> example i as a column, (n, 1)."""
    return X[:, i:i+1]  # fmt: skip


def accuracy(A, Y):
    """A predictions, Y labels, each (1, m), (m, 1) or (m,) -> share where A > 0.5 fits Y."""
    return np.mean((A.ravel() > 0.5) == (Y.ravel() == 1))


def mean_squared_gap(p, y):
    """p, y, each (m,), (m, 1) or (1, m) -> the mean of the squared differences, a number."""
    return np.mean((p.ravel() - y.ravel()) ** 2)


def _places(rng):
    places = (2, 3, 1), (3, 4, 0), (2, 4, 3), (1, 4, 2), (3, 1, 0)
    return [Case(f"X ({n}, {m}) and i = {i}", (numbers(rng, n, m), i)) for n, m, i in places]


def _mixtures(rng, P, Q):
    """P and Q make numbers, a case for every mixture of a row, a column and one axis."""
    forms = {"a row": (1, -1), "a column": (-1, 1), "one axis": (-1,)}
    return [
        Case(f"{one} and {other}", (P(rng, 5).reshape(forms[one]), Q(rng, 5).reshape(forms[other])))
        for one, other in product(forms, repeat=2)
    ]


def _answers(rng):
    A, Y = np.array([[0.5, 0.51, 0.49, 0.5]]), np.array([[0, 1, 1, 0]])
    return [
        *_mixtures(rng, probabilities, labels),
        Case("predictions of exactly 0.5", (A, Y)),
        Case("one example", (np.array([0.2]), np.array([[1]]))),
        Case("labels of type uint8", (A, Y.astype(np.uint8)), risk=UNSIGNED),
    ]


def _stacks(rng):
    shapes = (2, 1, 2, 3), (3, 2, 4, 3), (1, 2, 3, 3), (3, 2, 2, 1)
    stacks = [rng.permutation(np.prod(shape)).reshape(shape) + 1 for shape in shapes]
    decimals = Case("decimals", (stacks[1] / 32,))
    return [*(Case(f"images of shape {stack.shape}", (stack,)) for stack in stacks), decimals]


COLUMN = """
hints
    A number as an index takes its axis away, a slice keeps it: compare `X[:, 2]`, `X[:, 2:4]`.
    The colon before the comma: all features. Behind the comma, a slice of length 1: one example.
    `X[:, 2:3]` is example 2, (n, 1). Write it for any i.

feature
    > X[:, i:i+1] -> X[i]
    > X[:, i:i+1] -> X[i:i+1]
    > X[:, i:i+1] -> X[i:i+1].T
    This is row i of X: one feature of all examples.
    Examples stand behind the comma; a colon before it takes all features: X[:, ...].

neighbour
    > i:i+1 -> i-1:i
    > i:i+1 -> [i-1]
    > i:i+1 -> i+1:i+2
    This is the example before or after example i. Before the first there is the last, or nothing.
    Counting starts at 0, and a slice begins with its first number.
"""
# In the words on p and y these stand in the place of A and Y: no word here begins with A or Y.
ANY_SHAPES = """
all_pairs
    > A.ravel() -> A ; Y.ravel() -> Y
    > A.ravel() -> A ; Y.ravel() -> Y.T
    Where a row meets a column there is an (m, m) table of all pairs, and no error.
    Bring both into one shape first, such as (m,). .T mends one mixture and breaks another.

not_divided
    > np.mean -> np.sum
    > np.mean( -> 1 / len(A) * np.sum(
    > np.mean( -> 1 / len(Y) * np.sum(
    The sum is not divided, or by the length of one axis: len is 1 for a row.
    `.size` counts all entries; a mean divides by itself.
"""
ACCURACY = """
hints
    A row and a column make an (m, m) table when compared: first bring both into one shape.
    `A.ravel()` has shape (m,), whatever the shape of A was; likewise `Y.ravel()`.
    Is A above 0.5? Compare the answers with the labels by `==`; the mean counts True as 1.

threshold
    > > 0.5 -> >= 0.5
    > > 0.5 -> > 0
    > (A.ravel() > 0.5) -> A.ravel()
    The answers are not those of A > 0.5, where 0.5 itself is a 0, and 0.51 is a 1.
    Compare A as it is, without int() and sigmoid, with 0.5; then the answers with the labels.

not_all_that_fit
    > == (Y -> != (Y
    > == (Y -> & (Y
    The wrong answers are counted, or of the right ones only those that are 1.
    A 0 that is answered 0 fits as well: count where the two are equal.
"""
GAP = """
hints
    (m,) minus (m, 1) is an (m, m) table of differences: first bring both into one shape.
    `p.ravel()` has shape (m,), whatever the shape of p was. Then the two meet entry by entry.
    Take the difference of the two, square it entry by entry, and take the mean of that.

not_squared
    > ) ** 2 -> )
    > (p.ravel() - y.ravel()) ** 2 -> np.abs(p.ravel() - y.ravel())
    The differences are not squared.
    Square each of them before the mean, with ** 2; d * 2 is no square.

square_and_mean
    > return np.mean(p.ravel() - y.ravel()) ** 2
    > return np.mean((p.ravel() - y.ravel()) ** 2) ** 0.5
    The mean itself is squared, so that gaps above and below 0 cancel, or a root is taken.
    Square every difference by itself, then take the mean, and no root.
"""
FLATTEN = """
hints
    One picture is one column in the end. reshape keeps the order of the numbers in memory.
    In memory one picture comes after the other: first make each picture one row.
    `reshape(m, -1)` makes the rows, m = images.shape[0]. Then exchange rows and columns.

scrambled
    > return images.reshape(-1, images.shape[0])
    > return images.reshape(-1, images.shape[0]).T
    > images.reshape -> images.transpose(1, 2, 3, 0).reshape
    > images.reshape -> images.T.reshape
    The pictures are scrambled: numbers of several of them are mixed.
    reshape keeps the order of memory: make one picture per row first, then transpose.

axes
    > return images.ravel()
    > return images.T
    > return images.reshape(-1, 1)
    > return images.reshape(1, -1)
    {returned_shape}: all pictures stand in one line or column, or axes are not joined.
    First make each picture a row, reshape(m, -1), which joins the other axes; then .T.

other_axis
    > images.shape[0] -> images.shape[-1]
    > images.shape[0] -> images.shape[1]
    Another axis than the first is taken for m.
    images is (m, h, w, c): the first axis counts the pictures.

one_picture
    > images.reshape -> images[[0] * len(images)].reshape
    > images.reshape -> images[[-1] * len(images)].reshape
    > return images[0].reshape(-1, 1)
    > return images[-1].reshape(-1, 1)
    Only one picture is there, in one column or in all of them.
    Column i has to be images[i], for every i from 0 to m - 1.
"""
OTHER = (
    lambda images: images.reshape(len(images), -1, order="F").T,
    "Each column is one picture, in another order than `images[i].ravel()`: keep it everywhere.",
)

GAPS = ANY_SHAPES.translate(str.maketrans("AY", "py"))
EXERCISES = (
    Exercise(column, _places, COLUMN, {"X": "n m"}, may_be_view=True),
    Exercise(accuracy, _answers, ACCURACY + ANY_SHAPES),
    Exercise(mean_squared_gap, lambda rng: _mixtures(rng, numbers, numbers), GAP + GAPS),
    Exercise(
        flatten, _stacks, FLATTEN, {"images": "m h w c"}, alternatives=(OTHER,), may_be_view=True
    ),
)
