"""Cases and mistakes of every function of X, A and Y that finds the slopes, with a loop or none."""

import numpy as np

from helpers.checking.exercise import Case, Mistake, labels, numbers, probabilities


def slopes(rng):
    """Cases for every function of X, A and Y."""

    def case(about, n, m):
        return Case(about, (numbers(rng, n, m), probabilities(rng, m), labels(rng, m)))

    X, A, Y = case("", 2, 4).args
    return [
        case("2 features and 3 examples", 2, 3),
        case("one example", 3, 1),
        case("one feature", 1, 4),
        case("as many features as examples", 3, 3),
        case("more features than examples", 4, 2),
        Case("labels of type uint8", (X, A, Y.astype(np.uint8))),
    ]


def sample(n, m):
    """X, A, Y of this size, to count the steps of a function."""
    return (
        np.linspace(-1, 1, n * m).reshape(n, m),
        np.linspace(0.2, 0.8, m).reshape(1, m),
        np.arange(m).reshape(1, m) % 2,
    )


def m_of(X):
    return X.shape[1]


def dw_of(X, A, Y):
    return X @ (A - Y).T / X.shape[1]


def db_of(A, Y):
    return np.mean(A - Y)


def _with(dZ, X):
    return X @ dZ.T / X.shape[1], np.mean(dZ)


def _column_rank_1(X, A, Y):
    dw = np.zeros((len(X), 1))
    for i in range(m_of(X)):
        dw += X[:, i] * (A[0, i] - Y[0, i])
    return dw / m_of(X), db_of(A, Y)


def _column_rank_1_new(X, A, Y):
    dw = np.zeros((len(X), 1))
    for i in range(m_of(X)):
        dw = dw + X[:, i] * (A[0, i] - Y[0, i])
    return dw / m_of(X), db_of(A, Y)


def _in_place(X, A, Y):
    A -= Y
    return X @ A.T / m_of(X), np.mean(A)


# What any way to compute the slopes can get wrong, with a loop or without.
OF_ANY_GRADIENTS = (
    Mistake(
        "sign",
        lambda X, A, Y: (-dw_of(X, A, Y), -db_of(A, Y)),
        "Both slopes have the wrong sign: Y - A is taken for A - Y.",
        "dz is the prediction minus the label, A - Y.",
    ),
    Mistake(
        "sign_of_dw",
        lambda X, A, Y: (-dw_of(X, A, Y), db_of(A, Y)),
        "dw has the wrong sign.",
        "dz is the prediction minus the label, A - Y, in dw as in db.",
    ),
    Mistake(
        "sign_of_db",
        lambda X, A, Y: (dw_of(X, A, Y), -db_of(A, Y)),
        "db has the wrong sign.",
        "dz is the prediction minus the label, A - Y, in db as in dw.",
    ),
    Mistake(
        "not_divided",
        lambda X, A, Y: (X @ (A - Y).T, np.sum(A - Y)),
        "Both are sums over the {m} examples, not divided by their number (len(A) is 1: A is "
        "one row).",
        "Divide dw and db by X.shape[1].",
    ),
    Mistake(
        "dw_not_divided",
        lambda X, A, Y: (X @ (A - Y).T, db_of(A, Y)),
        "dw is the sum over the {m} examples, but not divided by their number.",
        "Divide dw by m, the number of columns of X.",
    ),
    Mistake(
        "db_not_divided",
        lambda X, A, Y: (dw_of(X, A, Y), np.sum(A - Y)),
        "db is the sum over the {m} examples, but not divided by their number.",
        "Divide db by m, the number of columns of X.",
    ),
    Mistake(
        "divided_by_n",
        (
            lambda X, A, Y: (X @ (A - Y).T / len(X), np.sum(A - Y) / len(X)),
            lambda X, A, Y: (X @ (A - Y).T / len(X), db_of(A, Y)),
            lambda X, A, Y: (dw_of(X, A, Y), np.sum(A - Y) / len(X)),
            lambda X, A, Y: ((X * (A - Y)).mean(axis=0)[:, None], db_of(A, Y)),
        ),
        "The sum is divided by the number of features, {n}.",
        "It goes over the {m} examples: divide by X.shape[1].",
    ),
    Mistake(
        "divided_twice",
        (
            lambda X, A, Y: (dw_of(X, A, Y) / m_of(X), db_of(A, Y) / m_of(X)),
            lambda X, A, Y: (dw_of(X, A, Y) / m_of(X), db_of(A, Y)),
            lambda X, A, Y: (dw_of(X, A, Y), db_of(A, Y) / m_of(X)),
        ),
        "The division by m happens twice.",
        "A mean is divided already; divide a sum once.",
    ),
    Mistake(
        "squared_error",
        lambda X, A, Y: _with((A - Y) * A * (1 - A), X),
        "There is a factor A (1 - A) too many: this is the slope of the squared error.",
        "With the loss of this course that factor cancels, and dz = a - y is left.",
    ),
    Mistake(
        "derivative_of_error",
        lambda X, A, Y: _with((A - Y) * (1 - (A - Y)), X),
        "The error d = A - Y is put through d (1 - d), the slope of a sigmoid.",
        "The error A - Y is the slope already: use it as it is.",
    ),
    Mistake(
        "loss_for_error",
        (lambda X, A, Y: _with((A - Y) ** 2, X), lambda X, A, Y: _with(np.abs(A - Y), X)),
        "The error loses its sign: it is squared, or made positive.",
        "A - Y stays as it is, positive or negative.",
    ),
    Mistake(
        "plus",
        lambda X, A, Y: _with(A + Y, X),
        "Prediction and label are added.",
        "dz is their difference, A - Y.",
    ),
    Mistake(
        "only_prediction",
        lambda X, A, Y: _with(A, X),
        "The labels are left out.",
        "dz is the prediction minus the label, A - Y.",
    ),
    Mistake(
        "threshold_first",
        lambda X, A, Y: _with((A > 0.5) - Y.astype(float), X),
        "The predictions are made 0 or 1 before the labels are taken away.",
        "Use the probabilities in A as they are.",
    ),
    Mistake(
        "slope_of_a",
        lambda X, A, Y: _with((A - Y) / (A * (1 - A)), X),
        "This is the slope for a: the step from a back to z is missing.",
        "Multiply by A (1 - A), or use A - Y, which is the slope for z.",
    ),
    Mistake(
        "x_outside",
        (
            lambda X, A, Y: (X[:, -1:] * np.sum(A - Y) / m_of(X), db_of(A, Y)),
            lambda X, A, Y: (X[:, :1] * np.sum(A - Y) / m_of(X), db_of(A, Y)),
        ),
        "The errors are added first, and multiplied by one x at the end.",
        "Each error belongs to the x of its own example: multiply the two first, then add.",
    ),
    Mistake(
        "sums_multiplied",
        lambda X, A, Y: (X.sum(axis=1, keepdims=True) * np.sum(A - Y) / m_of(X), db_of(A, Y)),
        "The sum of X is multiplied by the sum of the errors.",
        "Each error belongs to the x of its own example: multiply first, then add.",
    ),
    Mistake(
        "column_rank_1",
        _column_rank_1,
        "X[:, i] has lost an axis: ({n},) lies like a row across dw, ({n}, 1), and their sum "
        "would be ({n}, {n}).",
        "X[:, i:i+1] keeps the column.",
    ),
    Mistake(
        "column_rank_1_new",
        _column_rank_1_new,
        "X[:, i] has lost an axis: ({n}, 1) + ({n},) silently becomes a ({n}, {n}) table, and "
        "so does dw.",
        "X[:, i:i+1] keeps the column.",
    ),
    Mistake(
        "row",
        lambda X, A, Y: (dw_of(X, A, Y).T, db_of(A, Y)),
        "dw lies down, as a row, {returned_shape}.",
        "A slope has the shape of what it belongs to: dw stands upright, like w.",
    ),
    Mistake(
        "rank_1",
        lambda X, A, Y: (dw_of(X, A, Y)[:, 0], db_of(A, Y)),
        "dw has lost an axis: {returned_shape} is neither a row nor a column.",
        "Keep it: np.zeros((n, 1)), keepdims=True, or X @ dZ.T.",
    ),
    Mistake(
        "dw_summed",
        (
            lambda X, A, Y: (np.sum(dw_of(X, A, Y)), db_of(A, Y)),
            lambda X, A, Y: (np.sum(X * (A - Y)) / m_of(X), db_of(A, Y)),
            lambda X, A, Y: (np.mean(X * (A - Y)), db_of(A, Y)),
            lambda X, A, Y: (np.sum(X @ (A - Y).T), db_of(A, Y)),
            lambda X, A, Y: (np.mean(X @ (A - Y).T), db_of(A, Y)),
        ),
        "dw is one number for all {n} weights: one sum or mean is too many.",
        "Add over the examples only, as X @ dZ.T does.",
    ),
    Mistake(
        "dw_not_summed",
        (
            lambda X, A, Y: (X * (A - Y) / m_of(X), db_of(A, Y)),
            lambda X, A, Y: (X * (A - Y), db_of(A, Y)),
        ),
        "dw still has a column for every example: they are not added up.",
        "X @ dZ.T multiplies and adds over the examples.",
    ),
    Mistake(
        "db_not_summed",
        (
            lambda X, A, Y: (dw_of(X, A, Y), (A - Y) / m_of(X)),
            lambda X, A, Y: (dw_of(X, A, Y), A - Y),
        ),
        "db has one number for each of the {m} examples.",
        "There is one b, and so one slope: the mean of them.",
    ),
    Mistake(
        "dw_for_db",
        lambda X, A, Y: (dw_of(X, A, Y), dw_of(X, A, Y)),
        "db is a copy of dw.",
        "db is the mean of dZ alone, without X.",
    ),
    Mistake(
        "product_of_labels",
        lambda X, A, Y: _with(A * Y, X),
        "Prediction and label are multiplied.",
        "dz is their difference, A - Y.",
    ),
    Mistake(
        "builtin_sum",
        (
            lambda X, A, Y: (dw_of(X, A, Y), sum(A - Y) / m_of(X)),
            lambda X, A, Y: (dw_of(X, A, Y), sum(A - Y)),
        ),
        "Python's own sum adds the rows of an array, and there is only one: it comes back as "
        "it is.",
        "np.sum, or .sum(), adds all entries.",
    ),
    Mistake(
        "in_place",
        _in_place,
        "-= writes into the A that was given: the caller still needs it.",
        "Make a new array: dZ = A - Y.",
    ),
)
