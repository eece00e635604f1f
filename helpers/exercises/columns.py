"""Arrays brought into the shape that is needed: a column, one axis, pictures as columns."""

import itertools

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Alternative, Case, Exercise, labels, numbers, probabilities


def column(X, i):
    """X (n, m), i from 0 to m - 1 -> example i as a column, (n, 1)."""
    return X[:, i : i + 1]


def accuracy(A, Y):
    """A predictions, Y labels, each (1, m), (m, 1) or (m,) -> share where A > 0.5 fits Y."""
    return np.mean((A.ravel() > 0.5) == (Y.ravel() == 1))


def mean_squared_gap(p, y):
    """p, y, each (m,), (m, 1) or (1, m) -> the mean of the squared differences, a number."""
    return np.mean((p.ravel() - y.ravel()) ** 2)


def _places(rng):
    sizes = {
        "i = 1 of 3 examples": (2, 3, 1),
        "the first example": (3, 4, 0),
        "the last example": (2, 4, 3),
        "as many features as examples": (3, 3, 1),
        "more features than examples": (4, 2, 1),
        "one feature": (1, 4, 2),
        "one example": (3, 1, 0),
    }
    whole = rng.permutation(np.arange(1, 11)).reshape(2, 5)
    return [
        *(Case(about, (numbers(rng, n, m), i)) for about, (n, m, i) in sizes.items()),
        Case("whole numbers", (whole, 3)),
    ]


FORMS = {"a row": (1, -1), "a column": (-1, 1), "with one axis": (-1,)}


def _mixtures(first, second, made):
    """A case for every mixture of two arguments' forms; `made` makes two of m entries each."""
    cases = []
    for m, (one, other) in zip(
        (5, 4, 7, 5, 8, 3, 6, 5, 4), itertools.product(FORMS, repeat=2), strict=True
    ):
        p, y = made(m)
        about = f"{first} {one} and {second} {other}"
        cases.append(Case(about, (p.reshape(FORMS[one]), y.reshape(FORMS[other]))))
    return cases


def _answers(rng):
    A, half = probabilities(rng, 5), np.array([[0.5, 0.51, 0.49, 0.5]])
    return [
        *_mixtures("A", "Y", lambda m: (probabilities(rng, m), labels(rng, m))),
        Case("predictions of exactly 0.5", (half, np.array([[0, 1, 1, 0]]))),
        Case("one example, answered right", (np.array([0.8]), np.array([[1]]))),
        Case("one example, answered wrong", (np.array([[0.2]]), np.array([1]))),
        Case("labels of type uint8", (A, labels(rng, 5).astype(np.uint8))),
        Case("labels with decimals", (A[0], labels(rng, 5)[0].astype(float))),
    ]


def _gaps(rng):
    whole = np.array([3, -1, 2, 5]), np.array([[1], [2], [-2], [4]])
    return [
        *_mixtures("p", "y", lambda m: (numbers(rng, m), numbers(rng, m))),
        Case("one entry each", (numbers(rng, 1), numbers(rng, 1, 1))),
        Case("whole numbers", whole),
    ]


def _stacks(rng):
    def stack(*shape):
        return rng.permutation(np.arange(1, np.prod(shape) + 1)).reshape(shape)

    return [
        Case("2 pictures of 1 by 2", (stack(2, 1, 2, 3),)),
        Case("3 pictures of 2 by 4", (stack(3, 2, 4, 3),)),
        Case("one picture", (stack(1, 2, 3, 3),)),
        Case("pictures of one pixel", (stack(4, 1, 1, 3),)),
        Case("pictures without colour", (stack(3, 2, 2, 1),)),
        Case("decimals", (stack(2, 2, 2, 3) / 32,)),
        Case("pixels of type uint8", (stack(5, 2, 3, 3).astype(np.uint8),)),
    ]


COLUMN = """
feature
    > X[:, i : i + 1] -> X[i]
    > X[:, i : i + 1] -> X[i : i + 1]
    > X[:, i : i + 1] -> X[i : i + 1].T
    This is row i of X: one feature of all examples.
    Examples stand behind the comma: X[:, ...]. X[:][i] is row i too, since X[:] is all of X.

neighbour
    > i : i + 1 -> i - 1 : i
    > i : i + 1 -> [i - 1]
    > i : i + 1 -> i + 1 : i + 2
    This is the example before or after example i. Before the first there is the last, or nothing.
    Counting starts at 0, and a slice begins with its first number.

slice
    > i : i + 1 -> i : i
    > i : i + 1 -> i : i + 2
    > i : i + 1 -> : i + 1
    > i : i + 1 -> : i
    > i : i + 1 -> i :
    The slice holds {returned_shape}: too many examples, or none.
    A slice ends before its second number: i:i is empty. Write both, where it begins and ends.

one_entry
    > X[:, i : i + 1] -> X[0, i]
    > X[:, i : i + 1] -> X[i, 0]
    This is one number of X.
    Take all features: a colon before the comma.
"""

OF_ANY_SHAPES = """
all_pairs
    Where a row meets a column there is an (m, m) table of all pairs, and no error.
    Bring both into one shape first, such as (m,). .T mends one mixture and breaks another.

not_divided
    > np.mean -> np.sum
    The sum is not divided by m, or by one axis only: len of a row is 1, shape[1] of a column too.
    `.size` counts all entries; a mean divides by itself.
"""

ACCURACY = """
all_pairs
    > A.ravel() -> A ; Y.ravel() -> Y
    > A.ravel() -> A ; Y.ravel() -> Y.T
    > Y.ravel() -> Y.reshape(-1, 1)
    > return ((A > 0.5) == Y).sum() / Y.size

not_divided
    > np.mean( -> 1 / len(A) * np.sum(
    > np.mean( -> 1 / A.shape[1] * np.sum(

error_rate
    > == (Y -> != (Y
    This is the share that is answered wrong.
    Count where the two are equal; 1 is answered where A is above 0.5.

at_least
    > > 0.5 -> >= 0.5
    A prediction of exactly 0.5 counts as 1; the task says A > 0.5.
    Use >, not >=.

no_threshold
    > (A.ravel() > 0.5) -> A.ravel()
    No prediction equals its label: 0.93 is near 1, but not 1.
    First make each a yes or no: above 0.5 or not.

one_answer
    > > 0.5 -> > 0
    > > 0.5 -> > 1
    Every prediction counts as 1, or every one as 0.
    A is between 0 and 1: compare it with 0.5 as it is, without int() and sigmoid.

only_positives
    > == (Y -> & (Y
    > return np.mean(A.ravel()[Y.ravel() == 1] > 0.5)
    Only the examples answered 1 that are 1 count.
    A 0 that is answered 0 fits as well: ask where the two are equal.

truth_of_array
    > (A.ravel() > 0.5) == (Y.ravel() == 1) -> A.ravel() > 0.5 == Y.ravel()
    Python asks an array for one yes or no: in `if`, in `and`, in a chain such as a > 0.5 == y.
    Put brackets around the comparison with 0.5, and leave `if` out.

unsigned
    > return 1 - np.mean(np.abs((A.ravel() > 0.5) - Y.ravel()))
    The labels are of type uint8 here, which know no negative numbers: 0 - 1 is 255.
    Compare with == instead of taking the difference.
"""

GAPS = """
all_pairs
    > p.ravel() -> p ; y.ravel() -> y
    > p.ravel() -> p ; y.ravel() -> y.T
    > y.ravel() -> y.reshape(-1, 1)
    > return ((p - y) ** 2).sum() / y.size

not_divided
    > np.mean( -> 1 / len(p) * np.sum(
    > np.mean( -> 1 / len(y) * np.sum(

not_squared
    > ) ** 2 -> )
    > (p.ravel() - y.ravel()) ** 2 -> y.ravel() - p.ravel()
    > (p.ravel() - y.ravel()) ** 2 -> np.abs(p.ravel() - y.ravel())
    The differences are not squared.
    Square each of them before the mean, with ** 2; d * 2 is no square.

root
    > np.mean((p.ravel() - y.ravel()) ** 2) -> np.sqrt(np.mean((p.ravel() - y.ravel()) ** 2))
    > np.mean((p.ravel() - y.ravel()) ** 2) -> np.linalg.norm(p.ravel() - y.ravel())
    A root is taken of the mean, or of the sum, as for a length.
    Leave the root out, and take the mean.

square_of_mean
    > np.mean((p.ravel() - y.ravel()) ** 2) -> np.mean(p.ravel() - y.ravel()) ** 2
    The mean is taken first and squared after: differences above and below 0 cancel.
    Square every difference by itself, inside the mean.
"""

FLATTEN = """
scrambled
    > return images.reshape(-1, images.shape[0])
    > return images.reshape(-1, images.shape[0], order="F")
    > return images.reshape(-1, images.shape[0]).T
    The pictures are scrambled: numbers of several of them are mixed.
    reshape keeps the order of memory: make one picture per row first, then transpose.

one_line
    > return images.ravel()
    > return images.reshape(-1, 1)
    > return images.reshape(1, -1)
    All pictures stand in one line, {returned_shape}.
    Keep them apart: reshape(m, -1), then .T.

all_axes_turned
    > return images.T
    .T turns all four axes round, and joins none of them.
    First join three axes: reshape(m, -1).
"""

EXERCISES = (
    Exercise(
        column,
        _places,
        hints=(
            "A number as an index takes its axis away; a slice keeps it. Compare the shapes of "
            "`X[:, 2]` and `X[:, 2:4]`.",
            "The colon before the comma stands for all features. Behind the comma, a slice of "
            "length 1 stands for one example.",
            "`X[:, 2:3]` is example 2, (n, 1). Write it for any i.",
        ),
        mistakes=COLUMN,
        returns=("the result",),
        axes={"X": "n m"},
        may_be_view=True,
    ),
    Exercise(
        accuracy,
        _answers,
        hints=(
            "A row and a column of m entries make an (m, m) table when they are compared. Before "
            "that, bring both into one shape.",
            "`A.ravel()` has shape (m,), whatever the shape of A was; likewise `Y.ravel()`.",
            "Ask of each prediction whether it is above 0.5, compare the answers with the labels "
            "by `==`, and take the mean: True counts as 1.",
        ),
        mistakes=OF_ANY_SHAPES + ACCURACY,
        returns=("the result",),
        axes={},
    ),
    Exercise(
        mean_squared_gap,
        _gaps,
        hints=(
            "(m,) minus (m, 1) is an (m, m) table of all differences. Before the minus, bring both "
            "into one shape.",
            "`p.ravel()` has shape (m,), whatever the shape of p was. Then the two meet entry by "
            "entry.",
            "Take the difference of the two, square it entry by entry, and take the mean of that.",
        ),
        mistakes=OF_ANY_SHAPES + GAPS,
        returns=("the result",),
        axes={},
    ),
    Exercise(
        logistic.flatten,
        _stacks,
        hints=(
            "One picture is one column in the end. reshape keeps the order of the numbers in memory.",
            "In memory one picture comes after the other: first make each picture one row.",
            "`reshape(m, -1)` makes the rows, with m = images.shape[0]. Then exchange rows and "
            "columns.",
        ),
        mistakes=FLATTEN,
        returns=("the result",),
        axes={"images": "m h w c"},
        alternatives=(
            Alternative(
                lambda images: images.reshape(len(images), -1, order="F").T,
                "Each column is one picture, its numbers in another order than "
                "`images[i].ravel()`: keep that order everywhere, also on the way back to a "
                "picture.",
            ),
        ),
        may_be_view=True,  # a view of the pictures is what reshape and .T give, and is fine
    ),
)
