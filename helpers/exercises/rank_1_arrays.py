"""Exercises of 07_rank_1_arrays: a column that stays one, and two means that take any shape."""

import itertools

import numpy as np

from helpers.checking.exercise import HUNDREDTHS, Case, Exercise, Mistake, numbers

NOTEBOOK = "07_rank_1_arrays"
TITLE = "Is (5,) a row or a column?"
MINUTES = 20


def column(X, i):
    """X (n, m), i from 0 to m - 1 -> example i as a column, (n, 1)."""
    return X[:, i : i + 1]


def accuracy(A, Y):
    """A predictions, Y labels, each (1, m), (m, 1) or (m,) -> share where A > 0.5 fits Y."""
    return np.mean((A.ravel() > 0.5) == (Y.ravel() == 1))


def mean_squared_gap(p, y):
    """p, y, each (m,), (m, 1) or (1, m) -> the mean of the squared differences, a number."""
    return np.mean((p.ravel() - y.ravel()) ** 2)


class AnyShape(Exercise):
    """An exercise whose arguments hold m entries each, in whatever shape."""

    def lengths(self, args):
        return {"m": np.size(args[0])}


FORMS = {"a row": (1, -1), "a column": (-1, 1), "with one axis": (-1,)}


def _mixtures(first, second):
    """(words, shape, shape) of two arguments, in every mixture of their forms."""
    return [
        (f"{first} {one} and {second} {other}", FORMS[one], FORMS[other])
        for one, other in itertools.product(FORMS, repeat=2)
    ]


# A column


def _places(rng):
    def case(about, n, m, i):
        return Case(about, (numbers(rng, n, m), i))

    return [
        case("i = 1 of 3 examples", 2, 3, 1),
        case("the first example", 3, 4, 0),
        case("the last example", 2, 4, 3),
        case("as many features as examples", 3, 3, 1),
        case("more features than examples", 4, 2, 1),
        case("one feature", 1, 4, 2),
        case("one example", 3, 1, 0),
        Case("whole numbers", (rng.permutation(np.arange(1, 11)).reshape(2, 5), 3)),
    ]


COLUMN_OF_X = Exercise(
    column,
    _places,
    axes={"X": "n m"},
    returns=("the result",),
    may_be_view=True,
    sample=lambda n, m: (np.linspace(-1, 1, n * m).reshape(n, m), 1),
    hints=(
        "A number as an index takes its axis away; a slice keeps it. Compare the shapes of "
        "`X[:, 2]` and `X[:, 2:4]`.",
        "The colon before the comma stands for all features. Behind the comma, a slice of "
        "length 1 stands for one example.",
        "`X[:, 2:3]` is example 2, (n, 1). Write it for any i.",
    ),
    mistakes=(
        Mistake(
            "rank_1",
            (lambda X, i: X[:, i], lambda X, i: np.array([row[i] for row in X])),
            "An axis is lost: {returned_shape} is neither a row nor a column.",
            "A number as an index takes its axis away, a slice of length 1 keeps it.",
        ),
        Mistake(
            "transposed",
            lambda X, i: X[:, i : i + 1].T,
            "This is the right example, laid down as a row, (1, {n}).",
            "Leave out .T and reshape(1, -1): an example is a column, ({n}, 1).",
        ),
        Mistake(
            "feature",
            (lambda X, i: X[i], lambda X, i: X[i : i + 1]),
            "This is row i of X, one feature of all examples. So is X[:][i]: X[:] is all of X.",
            "Examples stand behind the comma: X[:, ...].",
        ),
        Mistake(
            "feature_column",
            lambda X, i: X[i : i + 1].T,
            "This is row i of X, one feature of all examples, stood up as a column.",
            "Examples stand behind the comma, with no transpose: X[:, ...].",
        ),
        Mistake(
            "column_before",
            (lambda X, i: X[:, [i - 1]], lambda X, i: X[:, i - 1 : i]),
            "This is the example before. For i = 0 it is the last one, or nothing.",
            "Counting starts at 0: the first example is the one with i = 0.",
        ),
        Mistake(
            "column_after",
            (lambda X, i: X[:, [i + 1]], lambda X, i: X[:, i + 1 : i + 2]),
            "This is the example after. For the last i there is none.",
            "A slice begins with its first number, and counting starts at 0.",
        ),
        Mistake(
            "end_of_slice",
            (lambda X, i: X[:, i:i], lambda X, i: X[:, i : i + 2]),
            "A slice ends before its second number: i:i is empty, and i:i+2 has two examples.",
            "The second number has to be one more than the first.",
        ),
        Mistake(
            "up_to_i",
            (lambda X, i: X[:, : i + 1], lambda X, i: X[:, :i]),
            "These are all examples up to i: a slice that begins with nothing begins at 0.",
            "Write where the slice begins, before its colon, and let it end after i.",
        ),
        Mistake(
            "from_i_on",
            lambda X, i: X[:, i:],
            "These are all examples from i on: a slice that ends with nothing goes to the end.",
            "Write where the slice ends, behind its colon.",
        ),
        Mistake(
            "one_entry",
            (lambda X, i: X[0, i], lambda X, i: X[i, 0], lambda X, i: X[i, i]),
            "This is one number of X.",
            "Take all features: a colon before the comma.",
        ),
    ),
)


# Accuracy


def _answers(rng, hits, shape_of_A, shape_of_Y, kind=int):
    """A, Y of which so many are (1 for 1, 0 for 1, 1 for 0, 0 for 0), in any order."""
    up, y = np.repeat([1, 0, 1, 0], hits), np.repeat([1, 1, 0, 0], hits)
    order = rng.permutation(len(y))
    below, above = (
        rng.choice(sizes, len(y), replace=False)
        for sizes in (HUNDREDTHS[HUNDREDTHS < 0.5], HUNDREDTHS[HUNDREDTHS > 0.5])
    )
    A = np.where(up[order], above, below)
    return A.reshape(shape_of_A), y[order].astype(kind).reshape(shape_of_Y)


# Of each of the nine mixtures, how often 1 is answered for 1, 0 for 1, 1 for 0 and 0 for 0.
HITS = (
    (2, 0, 1, 2),
    (1, 1, 0, 2),
    (3, 1, 1, 2),
    (1, 0, 1, 3),
    (2, 2, 1, 4),
    (1, 1, 0, 1),
    (1, 0, 2, 3),
    (2, 1, 0, 3),
    (2, 1, 0, 1),
)


def _answered(rng):
    half = np.array([[0.5, 0.51, 0.49, 0.5]]), np.array([[0, 1, 1, 0]])
    row, flat = FORMS["a row"], FORMS["with one axis"]
    mixed = [
        Case(about, _answers(rng, hits, *shapes))
        for (about, *shapes), hits in zip(_mixtures("A", "Y"), HITS, strict=True)
    ]
    return [
        *mixed,
        Case("predictions of exactly 0.5", half),
        Case("one example, answered right", _answers(rng, (1, 0, 0, 0), row, row)),
        Case("one example, answered wrong", _answers(rng, (0, 1, 0, 0), flat, row)),
        Case("labels of type uint8", _answers(rng, (1, 2, 0, 2), row, row, np.uint8)),
        Case("labels with decimals", _answers(rng, (1, 0, 2, 1), flat, flat, float)),
    ]


def _up(A):
    return A.ravel() > 0.5


def _right(A, Y):
    """(m,) of True and False: which predictions fit."""
    return _up(A) == (Y.ravel() == 1)


def _of_answers(end):  # in one shape, and in the shapes that come
    return (lambda A, Y: end(_right(A, Y)), lambda A, Y: end((A > 0.5) == Y))


def _threshold_in_place(A, Y):
    A[...] = A > 0.5
    return np.mean(A.ravel() == Y.ravel())


def _hits(A, Y):
    return np.sum(_up(A) & (Y.ravel() == 1))


ACCURACY = AnyShape(
    accuracy,
    _answered,
    axes={},
    words={"m": "examples"},
    returns=("the result",),
    sample=lambda n, m: (np.linspace(0.05, 0.95, m), np.arange(m) % 2),
    hints=(
        "A row and a column of m entries make an (m, m) table when they are compared. Before "
        "that, bring both into one shape.",
        "`A.ravel()` has shape (m,), whatever the shape of A was; likewise `Y.ravel()`.",
        "Ask of each prediction whether it is above 0.5, compare the answers with the labels "
        "by `==`, and take the mean: True counts as 1.",
    ),
    mistakes=(
        Mistake(
            "all_pairs",
            (
                lambda A, Y: np.mean((A > 0.5) == Y),
                lambda A, Y: np.mean((A >= 0.5) == Y),
                lambda A, Y: np.sum((A > 0.5) == Y) / Y.size,
                lambda A, Y: np.mean(_up(A) == Y.reshape(-1, 1)),
            ),
            "A row compared with a column is a ({m}, {m}) table of every prediction with every "
            "label, and no error.",
            "Bring both into one shape first, such as (m,).",
        ),
        Mistake(
            "transposed",
            (lambda A, Y: np.mean((A > 0.5) == Y.T), lambda A, Y: np.mean((A.T > 0.5) == Y)),
            "With .T one shape is mended and another broken; and .T does nothing to (m,).",
            "Use what gives (m,) for every shape: ravel.",
        ),
        Mistake(
            "error_rate",
            (
                *_of_answers(lambda right: 1 - np.mean(right)),
                lambda A, Y: np.mean((A.ravel() < 0.5) == Y.ravel()),
            ),
            "This is the share that is answered wrong.",
            "Count where the two are equal; 1 is answered where A is above 0.5.",
        ),
        Mistake(
            "counted",
            _of_answers(np.sum),
            "This says how many fit, not which share of {m}.",
            "Divide by how many there are, or take the mean.",
        ),
        Mistake(
            "percent",
            _of_answers(lambda right: np.mean(right) * 100),
            "The share is given in percent.",
            "It lies between 0 and 1: leave out the 100.",
        ),
        Mistake(
            "at_least",
            lambda A, Y: np.mean((A.ravel() >= 0.5) == Y.ravel()),
            "A prediction of exactly 0.5 counts as 1; the task says A > 0.5.",
            "Use >, not >=.",
        ),
        Mistake(
            "no_threshold",
            (
                lambda A, Y: np.mean(A.ravel() == Y.ravel()),
                lambda A, Y: np.mean(A == Y),
                lambda A, Y: np.mean(np.abs(A.ravel() - Y.ravel())),
                lambda A, Y: 1 - np.mean(np.abs(A.ravel() - Y.ravel())),
            ),
            "The predictions themselves meet the labels, and 0.93 is near 1, but not 1.",
            "First make each a yes or no: above 0.5 or not.",
        ),
        Mistake(
            "one_answer",
            (lambda A, Y: np.mean(Y), lambda A, Y: np.mean(Y == 0)),
            "Every prediction counts as 1, or every one as 0.",
            "A is between 0 and 1: compare it with 0.5 as it is, without int() and sigmoid.",
        ),
        Mistake(
            "only_positives",
            (lambda A, Y: _hits(A, Y) / Y.size, lambda A, Y: _hits(A, Y) / np.sum(Y)),
            "Only the examples answered 1 that are 1 count.",
            "A 0 that is answered 0 fits as well: ask where the two are equal.",
        ),
        Mistake(
            "divided_by_one_axis",
            (
                lambda A, Y: np.sum(_right(A, Y)) / len(A),
                lambda A, Y: np.sum(_right(A, Y)) / len(Y),
                lambda A, Y: np.sum(_right(A, Y)) / A.shape[1],
                lambda A, Y: np.sum(_right(A, Y)) / Y.shape[1],
            ),
            "One axis is taken for all of {m}: a row has len 1, and a column a shape[1] of 1.",
            "`.size` counts all entries; a mean divides by itself.",
        ),
        Mistake(
            "rows_only",
            (
                lambda A, Y: np.mean([(A[0, i] > 0.5) == Y[0, i] for i in range(A.shape[1])]),
                lambda A, Y: np.mean((A[0] > 0.5) == Y[0]),
            ),
            "[0] and [0, i] read a row: a column, or (m,), has one entry there, or no axis.",
            "Bring both into one shape first, such as (m,).",
        ),
        Mistake(
            "not_averaged",
            _of_answers(lambda right: right),
            "There is a True or False for each example.",
            "Take their mean: True counts as 1.",
        ),
        Mistake(
            "all",
            (*_of_answers(np.all), lambda A, Y: np.array_equal(A > 0.5, Y)),
            "This says whether every single one fits, True or False.",
            "The mean of the comparison gives the share.",
        ),
        Mistake(
            "builtin_sum",
            lambda A, Y: sum((A > 0.5) == Y) / A.size,
            "Python's own sum adds the rows of an array: of a row, the row comes back.",
            "np.mean, or np.sum, goes through all entries.",
        ),
        Mistake(
            "products",
            lambda A, Y: (Y @ (A > 0.5).T + (1 - Y) @ (A <= 0.5).T) / Y.size,
            "@ makes a (1, 1) array of two rows, and a table of two columns.",
            "Compare with == and take the mean.",
        ),
        Mistake(
            "truth_of_array",
            lambda A, Y: np.mean(A.ravel() > 0.5 == Y.ravel()),
            "`if` and `and` need one yes or no. a > 0.5 == y is read as a > 0.5 and 0.5 == y.",
            "Put brackets around the comparison with 0.5, and leave `if` out.",
        ),
        Mistake(
            "unsigned",
            lambda A, Y: 1 - np.mean(np.abs(_up(A) - Y.ravel())),
            "The labels are of type uint8 here, which know no negative numbers: 0 - 1 is 255.",
            "Compare with == instead of taking the difference.",
        ),
        Mistake(
            "in_place",
            _threshold_in_place,
            "The answers are written into the caller's A; ravel and reshape do not copy it.",
            "Make a new array: A > 0.5 is one.",
        ),
    ),
)


# The mean of squared differences


def _gaps(rng):
    whole = np.array([3, -1, 2, 5]), np.array([[1], [2], [-2], [4]])
    lengths = 3, 2, 5, 5, 4, 3, 2, 4, 3
    return [
        *(
            Case(about, (numbers(rng, m).reshape(one), numbers(rng, m).reshape(other)))
            for (about, one, other), m in zip(_mixtures("p", "y"), lengths, strict=True)
        ),
        Case("one entry each", (numbers(rng, 1), numbers(rng, 1, 1))),
        Case("whole numbers", whole),
    ]


def _gap(p, y):
    return p.ravel() - y.ravel()


def _of_gaps(end):  # in one shape, and in the shapes that come
    return (lambda p, y: end(_gap(p, y)), lambda p, y: end(p - y))


MEAN_SQUARED_GAP = AnyShape(
    mean_squared_gap,
    _gaps,
    axes={},
    words={"m": "entries"},
    returns=("the result",),
    sample=lambda n, m: (np.linspace(0, 1, m), np.linspace(1, 2, m)),
    hints=(
        "(m,) minus (m, 1) is an (m, m) table of all differences. Before the minus, bring both "
        "into one shape.",
        "`p.ravel()` has shape (m,), whatever the shape of p was. Then the two meet entry by "
        "entry.",
        "Take the difference of the two, square it entry by entry, and take the mean of that.",
    ),
    mistakes=(
        Mistake(
            "all_pairs",
            (
                lambda p, y: np.mean((p - y) ** 2),
                lambda p, y: np.sum((p - y) ** 2) / p.size,
                lambda p, y: np.mean((p.ravel() - y.reshape(-1, 1)) ** 2),
            ),
            "The difference is a ({m}, {m}) table of every p with every y, with no error, and "
            "its mean is another number.",
            "Bring both into one shape first, such as (m,).",
        ),
        Mistake(
            "transposed",
            (lambda p, y: np.mean((p - y.T) ** 2), lambda p, y: np.mean((p.T - y) ** 2)),
            "With .T one shape is mended and another broken; and .T does nothing to (m,).",
            "Use what gives (m,) for every shape: ravel.",
        ),
        Mistake(
            "absolute",
            _of_gaps(lambda gap: np.mean(np.abs(gap))),
            "This is the mean of the differences without their signs.",
            "Square each difference instead of np.abs.",
        ),
        Mistake(
            "not_squared",
            (
                *_of_gaps(np.mean),
                *_of_gaps(lambda gap: np.mean(-gap)),
                *_of_gaps(lambda gap: np.mean(gap * 2)),
                lambda p, y: np.mean(p**2) - np.mean(y**2),
            ),
            "The differences are not squared, so that those above and below 0 cancel.",
            "Square each of them before the mean; d * 2 is no square.",
        ),
        Mistake(
            "not_divided",
            _of_gaps(lambda gap: np.sum(gap**2)),
            "This is the sum of the squares, not divided by {m}.",
            "Take the mean instead of the sum.",
        ),
        Mistake(
            "divided_by_len",
            (
                lambda p, y: np.sum(_gap(p, y) ** 2) / len(p),
                lambda p, y: np.sum(_gap(p, y) ** 2) / len(y),
            ),
            "len is the length of the first axis, and that of a row is 1.",
            "`.size` counts all entries; a mean divides by itself.",
        ),
        Mistake(
            "root",
            (
                *_of_gaps(lambda gap: np.sqrt(np.mean(gap**2))),
                *_of_gaps(lambda gap: np.sqrt(np.sum(gap**2))),
            ),
            "A root is taken of the mean, or of the sum, as for a length.",
            "Leave the root out, and take the mean.",
        ),
        Mistake(
            "half",
            (*_of_gaps(lambda gap: np.mean(gap**2) / 2), *_of_gaps(lambda gap: np.sum(gap**2) / 2)),
            "There is a 2 in the division: some courses put it into their cost.",
            "The mean divides by m alone.",
        ),
        Mistake(
            "square_of_mean",
            _of_gaps(lambda gap: np.mean(gap) ** 2),
            "The mean is taken first and squared after: differences above and below 0 cancel.",
            "Square every difference by itself, inside the mean.",
        ),
        Mistake(
            "not_averaged",
            (*_of_gaps(lambda gap: gap**2), lambda p, y: np.mean((p - y) ** 2, axis=0)),
            "There are several numbers: every square by itself, or the mean of every column.",
            "Take the mean of all of them, without axis.",
        ),
        Mistake(
            "builtin_sum",
            lambda p, y: sum((p - y) ** 2) / p.size,
            "Python's own sum adds the rows of an array: of a row, the row comes back.",
            "np.mean, or np.sum, goes through all entries.",
        ),
        Mistake(
            "in_place",
            lambda p, y: np.mean(np.subtract(p.ravel(), y.ravel(), out=p.ravel()) ** 2),
            "-= writes into the caller's p: ravel and reshape do not copy it.",
            "Make a new array with a minus of its own.",
        ),
    ),
)

EXERCISES = (COLUMN_OF_X, ACCURACY, MEAN_SQUARED_GAP)
