"""Exercises of 06_zero_loops: the slopes without a loop, and the yes or no."""
import numpy as np

from helpers import logistic
from helpers.task import Case, Exercise, Mistake, labels, numbers, probabilities

NOTEBOOK = "06_zero_loops"
TITLE = "Can seven lines do it all?"
MINUTES = 20


def slopes(rng):
    """Cases for every function of X, A and Y."""
    def case(about, n, m):
        return Case(about, (numbers(rng, n, m), probabilities(rng, m), labels(rng, m)))
    X, A, Y = case("", 2, 4).args
    return [case("2 features and 3 examples", 2, 3), case("one example", 3, 1),
            case("one feature", 1, 4), case("as many features as examples", 3, 3),
            case("more features than examples", 4, 2),
            Case("labels of type uint8", (X, A, Y.astype(np.uint8)))]


def sized(n, m):
    """X, A, Y of this size, to count the steps of a function."""
    return (np.linspace(-1, 1, n * m).reshape(n, m), np.linspace(0.2, 0.8, m).reshape(1, m),
            np.arange(m).reshape(1, m) % 2)


def _m(X):
    return X.shape[1]


def _dw(X, A, Y):
    return X @ (A - Y).T / X.shape[1]


def _db(A, Y):
    return np.mean(A - Y)


def _with(dZ, X):
    return X @ dZ.T / X.shape[1], np.mean(dZ)


def _column_rank_1(X, A, Y):
    dw = np.zeros((len(X), 1))
    for i in range(_m(X)):
        dw += X[:, i] * (A[0, i] - Y[0, i])
    return dw / _m(X), _db(A, Y)


def _column_rank_1_new(X, A, Y):
    dw = np.zeros((len(X), 1))
    for i in range(_m(X)):
        dw = dw + X[:, i] * (A[0, i] - Y[0, i])
    return dw / _m(X), _db(A, Y)


def _in_place(X, A, Y):
    A -= Y
    return X @ A.T / _m(X), np.mean(A)


# What any way to compute the slopes can get wrong, with a loop or without.
OF_ANY_GRADIENTS = (
    Mistake("sign", lambda X, A, Y: (-_dw(X, A, Y), -_db(A, Y)),
            "Both slopes have the wrong sign: the difference is Y - A.",
            "dZ is A - Y, prediction minus label."),
    Mistake("sign_of_dw", lambda X, A, Y: (-_dw(X, A, Y), _db(A, Y)),
            "dw has the wrong sign, db is right.", "Use the same dZ = A - Y in both."),
    Mistake("sign_of_db", lambda X, A, Y: (_dw(X, A, Y), -_db(A, Y)),
            "db has the wrong sign, dw is right.", "Use the same dZ = A - Y in both."),
    Mistake("not_divided", lambda X, A, Y: (X @ (A - Y).T, np.sum(A - Y)),
            "Both are sums over the {m} examples, not divided by their number (len(A) is 1: A is "
            "one row).", "Divide dw and db by X.shape[1]."),
    Mistake("dw_not_divided", lambda X, A, Y: (X @ (A - Y).T, _db(A, Y)),
            "dw is the sum over the {m} examples, and not divided by their number.",
            "Divide dw by m, like db."),
    Mistake("db_not_divided", lambda X, A, Y: (_dw(X, A, Y), np.sum(A - Y)),
            "db is the sum over the {m} examples, and not divided by their number.",
            "Divide db by m, like dw."),
    Mistake("divided_by_n", (lambda X, A, Y: (X @ (A - Y).T / len(X), np.sum(A - Y) / len(X)),
                             lambda X, A, Y: (X @ (A - Y).T / len(X), _db(A, Y)),
                             lambda X, A, Y: (_dw(X, A, Y), np.sum(A - Y) / len(X)),
                             lambda X, A, Y: ((X * (A - Y)).mean(axis=0)[:, None], _db(A, Y))),
            "The sum is divided by the number of features, {n}.",
            "It goes over the {m} examples: divide by X.shape[1]."),
    Mistake("divided_twice", (lambda X, A, Y: (_dw(X, A, Y) / _m(X), _db(A, Y) / _m(X)),
                              lambda X, A, Y: (_dw(X, A, Y) / _m(X), _db(A, Y)),
                              lambda X, A, Y: (_dw(X, A, Y), _db(A, Y) / _m(X))),
            "The division by m happens twice.", "A mean is divided already; divide a sum once."),
    Mistake("squared_error", lambda X, A, Y: _with((A - Y) * A * (1 - A), X),
            "There is a factor A (1 - A) too many: this is the slope of the squared error.",
            "With the log loss that factor cancels, and dZ = A - Y is left."),
    Mistake("derivative_of_error", lambda X, A, Y: _with((A - Y) * (1 - (A - Y)), X),
            "The slope of a sigmoid, d (1 - d), is taken of the error.",
            "The error A - Y is the slope already."),
    Mistake("loss_for_error",
            (lambda X, A, Y: _with((A - Y) ** 2, X), lambda X, A, Y: _with(np.abs(A - Y), X)),
            "The error loses its sign: it is squared, or made absolute.",
            "dZ is A - Y, positive or negative."),
    Mistake("plus", lambda X, A, Y: _with(A + Y, X), "Prediction and label are added.",
            "dZ is their difference."),
    Mistake("only_prediction", lambda X, A, Y: _with(A, X), "The labels are left out.",
            "dZ is A - Y."),
    Mistake("threshold_first", lambda X, A, Y: _with((A > 0.5) - Y.astype(float), X),
            "The predictions are made 0 or 1 before the labels are taken away.", "Use A as it is."),
    Mistake("slope_of_a", lambda X, A, Y: _with((A - Y) / (A * (1 - A)), X),
            "This is the slope with respect to a: the step from a back to z is missing.",
            "Multiply by A (1 - A), or use dZ = A - Y at once."),
    Mistake("x_outside", (lambda X, A, Y: (X[:, -1:] * np.sum(A - Y) / _m(X), _db(A, Y)),
                          lambda X, A, Y: (X[:, :1] * np.sum(A - Y) / _m(X), _db(A, Y))),
            "The errors are added first, and multiplied by one x at the end.",
            "Each error belongs to the x of its own example: multiply before adding."),
    Mistake("sums_multiplied",
            lambda X, A, Y: (np.sum(X, axis=1, keepdims=True) * np.sum(A - Y) / _m(X), _db(A, Y)),
            "The sum of X is multiplied by the sum of the errors.",
            "Each error belongs to the x of its own example: multiply first, then add."),
    Mistake("column_rank_1", _column_rank_1,
            "X[:, i] has lost an axis: (n,) beside dw of (n, 1) is read as a row, and the sum "
            "grows to (n, n).", "X[:, i:i+1] keeps the column, (n, 1)."),
    Mistake("column_rank_1_new", _column_rank_1_new,
            "X[:, i] has lost an axis: (n, 1) + (n,) silently becomes (n, n), and so does dw.",
            "X[:, i:i+1] keeps the column, (n, 1)."),
    Mistake("row", lambda X, A, Y: (_dw(X, A, Y).T, _db(A, Y)), "dw is a row, (1, n).",
            "A slope has the shape of what it belongs to: dw is a column like w."),
    Mistake("rank_1", lambda X, A, Y: (_dw(X, A, Y)[:, 0], _db(A, Y)),
            "dw has lost an axis: {returned_shape} is neither a row nor a column.",
            "Keep it: np.zeros((n, 1)), keepdims=True, or X @ dZ.T."),
    Mistake("dw_summed", (lambda X, A, Y: (np.sum(_dw(X, A, Y)), _db(A, Y)),
                          lambda X, A, Y: (np.sum(X * (A - Y)) / _m(X), _db(A, Y)),
                          lambda X, A, Y: (np.mean(X * (A - Y)), _db(A, Y))),
            "dw is one number for all {n} weights: there is a sum too many.",
            "Add over the examples only; X @ dZ.T does."),
    Mistake("dw_not_summed", (lambda X, A, Y: (X * (A - Y) / _m(X), _db(A, Y)),
                              lambda X, A, Y: (X * (A - Y), _db(A, Y))),
            "dw still has a column for every example: nothing is added up.",
            "Use @, which multiplies and adds, or sum over axis 1."),
    Mistake("db_not_summed", (lambda X, A, Y: (_dw(X, A, Y), (A - Y) / _m(X)),
                              lambda X, A, Y: (_dw(X, A, Y), A - Y)),
            "db has one number for each of the {m} examples.", "Add them up: there is one b."),
    Mistake("dw_for_db", lambda X, A, Y: (_dw(X, A, Y), _dw(X, A, Y)), "db is a copy of dw.",
            "db is the mean of dZ, without X."),
    Mistake("product_of_labels", lambda X, A, Y: _with(A * Y, X),
            "Prediction and label are multiplied.", "dZ is their difference."),
    Mistake("builtin_sum", (lambda X, A, Y: (_dw(X, A, Y), sum(A - Y) / _m(X)),
                            lambda X, A, Y: (_dw(X, A, Y), sum(A - Y))),
            "Python's own sum adds the rows of an array, and there is only one: it comes back as "
            "it is.", "np.sum, or .sum(), adds all entries."),
    Mistake("in_place", _in_place, "-= writes into the caller's A: it is not what it was before.",
            "Make a new array: dZ = A - Y."),
)

GRADIENTS = Exercise(
    logistic.gradients, slopes, axes={"X": "n m"}, returns=("dw", "db"), sized=sized,
    hints=("Start with dZ, the difference of prediction and label for every example, (1, m).",
           "dw has to be (n, 1): which product of X (n, m) and dZ (1, m), one of them transposed, "
           "gives that?",
           "`X @ dZ.T` adds over the examples. Divide it by m; db is the mean of dZ."),
    mistakes=(
        *OF_ANY_GRADIENTS,
        Mistake("elementwise", (lambda X, A, Y: (X * (A - Y).T / _m(X), _db(A, Y)),
                                lambda X, A, Y: ((X * (A - Y).T).mean(axis=1)[:, None], _db(A, Y))),
                "* goes entry by entry, and ({n}, {m}) does not meet ({m}, 1).",
                "A sum over the examples is wanted: use @, with the m's inside."),
        Mistake("rows_layout", (lambda X, A, Y: (X.T @ (A - Y) / _m(X), _db(A, Y)),
                                lambda X, A, Y: (X.T @ (A - Y).T / _m(X), _db(A, Y))),
                "X.T belongs to data with one example per row. Here each example is a column.",
                "The m's have to meet inside the product: (n, m) @ (m, 1)."),
        Mistake("not_transposed", lambda X, A, Y: (X @ (A - Y) / _m(X), _db(A, Y)),
                "({n}, {m}) @ (1, {m}): inside stand {m} and 1, which do not meet.",
                "Transpose dZ: (n, m) @ (m, 1)."),
        Mistake("wrong_order", lambda X, A, Y: ((A - Y).T @ X / _m(X), _db(A, Y)),
                "({m}, 1) @ ({n}, {m}): inside stand 1 and {n}, which do not meet.",
                "X comes first: (n, m) @ (m, 1)."),
        Mistake("outer", lambda X, A, Y: (np.outer(X, A - Y) / _m(X), _db(A, Y)),
                "np.outer makes both flat and multiplies everything with everything.", "Use @."),
        Mistake("wrong_axis",
                (lambda X, A, Y: (np.sum(X * (A - Y), axis=0, keepdims=True) / _m(X), _db(A, Y)),
                 lambda X, A, Y: (np.sum(X * (A - Y), axis=0) / _m(X), _db(A, Y)),
                 lambda X, A, Y: (np.sum(X * (A - Y), axis=0).reshape(-1, 1) / _m(X), _db(A, Y))),
                "The sum goes over the features (axis 0), so that one number per example is left.",
                "Sum over the examples: axis 1."),
        # b becomes what db is: (1, 1) or (1,) would grow b an axis, so both are refused.
        Mistake("db_keeps_axes",
                (lambda X, A, Y: (_dw(X, A, Y), np.sum(A - Y, axis=1, keepdims=True) / _m(X)),
                 lambda X, A, Y: (_dw(X, A, Y), np.mean(A - Y, axis=1))),
                "db holds the right number in an array of shape {returned_shape}: b would become "
                "one too.", "Sum over everything: np.sum(dZ), without axis and keepdims."),
    ))


def _threshold(rng):
    row = probabilities(rng, 5)
    row[0, :3] = 0.91, 0.23, 0.64            # a 1 after a 0, and no entry at the mean
    return [Case("three predictions", (row[:, :3],)),
            Case("all above 0.5", (np.array([[0.62, 0.71, 0.94]]),)),
            Case("all below 0.5", (np.array([[0.08, 0.31, 0.47]]),)),
            Case("one prediction", (row[:, 3:4],)),
            Case("nine predictions", (probabilities(rng, 9),)),
            Case("exactly 0.5", (np.array([[0.5, 0.51, 0.49]]),)),
            Case("0 and 1", (np.array([[0.0, 1.0, 1.0]]),))]


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
    logistic.predict, _threshold, axes={"A": "1 m"}, returns=("the result",),
    sized=lambda n, m: (np.linspace(0.05, 0.95, m).reshape(1, m),),
    hints=("Try `A > 0.5` in a cell: a comparison works on every entry at once.",
           "It gives True and False. `.astype(int)` turns these into 1 and 0.",
           "Put the comparison in brackets before the dot: `(...).astype(int)`."),
    mistakes=(
        # The task says A > 0.5: with w = 0 and b = 0 every prediction is exactly 0.5.
        Mistake("at_least", (lambda A: (A >= 0.5) * 1, lambda A: np.floor(A + 0.5)),
                "A prediction of exactly 0.5 becomes 1; the task says 1 where A > 0.5.",
                "Use >, not >=. An untrained model predicts 0.5 for everything."),
        Mistake("reversed", (lambda A: (A < 0.5) * 1, lambda A: (A <= 0.5) * 1),
                "0 and 1 are exchanged.", "1 stands where A is greater than 0.5."),
        Mistake("mean", (lambda A: (A > np.mean(A)) * 1, lambda A: (A > np.median(A)) * 1),
                "Each prediction is compared with the mean of all, so that it depends on the "
                "others.", "Compare with 0.5."),
        Mistake("above_0", lambda A: (A > 0) * 1,
                "Every probability above 0 becomes 1: A is compared with 0, or goes through the "
                "sigmoid once more.",
                "A has been through the sigmoid already: compare it with 0.5 as it is."),
        Mistake("all_0",
                (lambda A: np.zeros(A.shape), lambda A: A.astype(int), lambda A: np.floor(A)),
                "Every answer is 0: nothing was written into the result, or decimals were cut off.",
                "Return the comparison itself, as numbers."),
        Mistake("all_1", lambda A: np.ones(A.shape), "Every answer is 1.",
                "Compare A with 0.5, not with 0."),
        Mistake("stops", _stops, "The loop ends at the first 0, and the answers after it stay 0.",
                "Leave the break out; or compare the whole array at once."),
        Mistake("plus_minus_1", (lambda A: np.sign(A - 0.5), lambda A: np.where(A > 0.5, 1, -1)),
                "The answers are 1 and -1.", "The labels of this course are 1 and 0."),
        Mistake("percent", lambda A: (A > 0.5) * 100, "The answers are 0 and 100.",
                "They have to be 0 and 1."),
        Mistake("unchanged", lambda A: A * 1, "The probabilities come back as they are.",
                "Compare them with 0.5."),
        Mistake("kept", lambda A: np.where(A > 0.5, A, 0), "Where A > 0.5 the probability is kept.",
                "Put a 1 there."),
        Mistake("distance", (lambda A: A - 0.5, lambda A: np.abs(A - 0.5)),
                "0.5 is taken away, not compared with.", "Ask whether A is greater: A > 0.5."),
        Mistake("rank_1", (lambda A: (A[0] > 0.5) * 1, lambda A: np.squeeze((A > 0.5) * 1)),
                "An axis is lost: {returned_shape} is neither a row nor a column.",
                "Compare A itself, not A[0], and leave its shape alone."),
        Mistake("column", lambda A: ((A > 0.5) * 1).T, "The answers stand in a column.",
                "Leave the shape of A alone."),
        Mistake("counted", (lambda A: np.sum(A > 0.5), lambda A: np.mean(A > 0.5)),
                "This says how many are above 0.5.", "One answer per example is asked for."),
        Mistake("overwritten", (lambda A: bool(A[0, -1] > 0.5), lambda A: int(A[0, -1] > 0.5),
                                lambda A: A.shape[1] > 6),
                "One single answer comes back: the array was overwritten by it.",
                "Write into the entry, Y[0, i] = ..., or compare the whole array at once."),
        Mistake("where", lambda A: np.where(A > 0.5),
                "np.where with one argument says where, as indices.",
                "np.where(A > 0.5, 1, 0) gives the answers."),
        Mistake("number_of_array", lambda A: int(A > 0.5),
                "int takes one number, and A > 0.5 has one for every entry.",
                "`.astype(int)` turns every entry."),
        Mistake("chosen", (lambda A: A[A > 0.5], lambda A: np.where(A > 0.5)[1]),
                "Only the entries above 0.5, or their places, come back.",
                "There is one answer for every example, 0 or 1."),
        Mistake("largest", (lambda A: np.argmax(A), lambda A: np.max(A)),
                "This asks which prediction is the largest.",
                "There is one answer for every example, 0 or 1."),
        Mistake("first_only", lambda A: int(A[0, 0] > 0.5),
                "One answer comes back: `return` stands inside the loop.",
                "Return after the loop, or compare the whole array at once."),
        Mistake("if_on_array", lambda A: 1 if A > 0.5 else 0,
                "`if` needs one yes or no, and A > 0.5 has one for every entry.",
                "Use the comparison's answers as numbers."),
        Mistake("in_place", _in_a, "The answers are written into A itself.",
                "Make a new array from the comparison."),
        Mistake("text", lambda A: np.where(A > 0.5, "1", "0"), "The answers are words.",
                "They have to be 1 and 0."),
    ))

EXERCISES = (GRADIENTS, PREDICT)
