"""Exercises of 01_yes_or_no: the sigmoid, and the loss of one example."""

import math

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, Mistake, numbers, probabilities

NOTEBOOK = "01_yes_or_no"
TITLE = "Can a formula say yes or no?"
MINUTES = 20


def _scores(rng):
    row = numbers(rng, 1, 3)
    # exp(z) / (1 + exp(z)) gives nan for z = 1000. The lesson asks for no such z: advice.
    return [
        Case("a positive number", (float(abs(row[0, 0])),)),
        Case("a negative number", (-float(abs(row[0, 1])),)),
        Case("a row", (row,)),
        Case("a column", (numbers(rng, 2, 1),)),
        Case("a table", (numbers(rng, 2, 3),)),
        Case("an array with one axis", (numbers(rng, 4),)),
        Case("whole numbers", (np.array([[-2, 1, 3]]),)),
        Case("z = 0", (0,)),
        Case(
            "z = 1000", (np.array([[1000.0, 2.0]]),), risk="a later lesson has a form for such z."
        ),
        Case(
            "z = -1000",
            (np.array([[-1000.0, 2.0]]),),
            np.array([[0.0, logistic.sigmoid(2.0)]]),
            risk="a later lesson has a form that stays calm.",
        ),
    ]


def _labelled(rng):
    a = probabilities(rng, 4)[0].tolist()
    return [
        Case("y = 1", (a[0], 1)),
        Case("y = 0", (a[1], 0)),
        Case("y = 1 and another a", (a[2], 1.0)),
        Case("y = 0 and another a", (a[3], 0.0)),
    ]


def _integers(z):
    out = np.zeros_like(z)
    out[...] = 1 / (1 + np.exp(-z))
    return out


def _in_its_argument(z):
    np.exp(-z, out=z)
    z += 1
    np.divide(1, z, out=z)
    return z


def _of_base(base):
    return lambda z: 1 / (1 + float(base) ** -np.asarray(z, float))


def _with_if(z):
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


SIGMOID = Exercise(
    logistic.sigmoid,
    _scores,
    axes={"z": "n m"},
    returns=("the result",),
    sample=lambda n, m: (np.linspace(-2, 2, n * m).reshape(n, m),),
    hints=(
        "sigmoid(z) is 1 divided by something that is never less than 1.",
        "That something is 1 plus e to the power -z. `np.exp` takes numbers and arrays alike.",
        "Put brackets around the whole lower part: `1 / (1 + ...)`.",
    ),
    mistakes=(
        Mistake(
            "sign_in_exp",
            (
                lambda z: 1 / (1 + np.exp(z)),
                lambda z: np.exp(-z) / (1 + np.exp(-z)),
                lambda z: 1 - 1 / (1 + np.exp(-z)),
            ),
            "This falls where the sigmoid rises: it is sigmoid(-z).",
            "Look at the sign inside np.exp: a large z has to give a value near 1.",
        ),
        Mistake(
            "missing_brackets",
            (lambda z: 1 / 1 + np.exp(-z), lambda z: 1 + np.exp(-z), lambda z: 1 + np.exp(z)),
            "Python divides before it adds: 1 / 1 + exp(-z) is 1 + exp(-z), which is never "
            "below 1.",
            "Put brackets around the lower part: 1 / (1 + ...).",
        ),
        Mistake(
            "minus_for_plus",
            (
                lambda z: 1 / (1 - np.exp(-z)),
                lambda z: 1 / (np.exp(-z) - 1),
                lambda z: 1 / (1 - np.exp(z)),
            ),
            "The lower part is 1 - exp(-z), which is 0 at z = 0 and negative on one side of it.",
            "Look at the sign between 1 and np.exp: the lower part has to stay above 1.",
        ),
        Mistake(
            "no_one",
            (lambda z: 1 / np.exp(-z), lambda z: np.exp(z)),
            "Without the 1 in the lower part this is exp(z), which grows beyond 1.",
            "Add the 1 before dividing.",
        ),
        Mistake(
            "exp_of_minus_z",
            lambda z: np.exp(-z),
            "This is exp(-z) alone, the last part of the formula.",
            "Add 1 to it, then divide 1 by the sum.",
        ),
        Mistake(
            "one_inside_exp",
            (
                lambda z: np.exp(z) / np.exp(1 + z),
                lambda z: 1 / np.exp(1 - z),
                lambda z: 1 / np.exp(1),
            ),
            "The 1 stands inside exp, and exp(1 + z) is exp(1) * exp(z), not 1 + exp(z).",
            "Add the 1 outside of np.exp.",
        ),
        Mistake(
            "tanh",
            (
                lambda z: np.tanh(z),
                lambda z: np.tanh(z / 2),
                lambda z: (1 - np.exp(-z)) / (1 + np.exp(-z)),
            ),
            "This is a tanh: it runs from -1 to 1 and gives 0 at z = 0.",
            "The sigmoid runs from 0 to 1 and gives 0.5 at z = 0: 1 / (1 + ...).",
        ),
        Mistake(
            "tanh_unscaled",
            (lambda z: (1 + np.tanh(z)) / 2, lambda z: 1 / (1 + np.exp(-2 * z))),
            "This rises twice as fast as the sigmoid: it is sigmoid(2 z).",
            "In the form with tanh, z has to be halved.",
        ),
        Mistake(
            "twice",
            lambda z: logistic.sigmoid(logistic.sigmoid(z)),
            "The sigmoid is applied to its own result, so that nothing comes below 0.5.",
            "Apply it to z, once.",
        ),
        Mistake(
            "derivative",
            lambda z: logistic.sigmoid(z) * (1 - logistic.sigmoid(z)),
            "This is the slope of the sigmoid, a (1 - a).",
            "Return a itself, the value of the sigmoid.",
        ),
        Mistake(
            "base",
            tuple(map(_of_base, (10, 2, 2.7, 2.71, 2.72, 2.718, 2.7183, 2.71828, 3))),
            "Another number than e is raised to the power -z; e is 2.718281828..., without end.",
            "np.exp(-z) is e to the power -z, with all its digits.",
        ),
        Mistake(
            "logarithm",
            (lambda z: 1 / (1 + np.log(-z)), lambda z: np.log(z / (1 - z))),
            "A logarithm stands where e to a power belongs.",
            "np.exp(-z) is e to the power -z.",
        ),
        Mistake(
            "math_exp",
            (lambda z: 1 / (1 + math.exp(-z)), lambda z: 1 / (1 + math.e ** -float(z))),
            "math.exp takes one number only, and here z is an array.",
            "np.exp does the same for numbers and for arrays.",
        ),
        Mistake(
            "if_on_array",
            _with_if,
            "`if` needs one yes or no, and z > 0 has one for every entry of the array.",
            "One formula is right for every z, positive or negative: no if is needed.",
        ),
        Mistake(
            "whole_numbers",
            (_integers, lambda z: logistic.sigmoid(z).astype(np.asarray(z).dtype)),
            "z holds whole numbers here, and an array made like z takes whole numbers only: "
            "0.73 became 0.",
            "Return the formula itself; or start from np.zeros(z.shape), which takes decimals.",
        ),
        Mistake(
            "in_place",
            (_in_its_argument, lambda z: np.divide(1, 1 + np.exp(-z), out=z)),
            "The result is written into z itself: that fails for a number, and changes the "
            "array of the caller.",
            "Return a new value, 1 / (1 + ...).",
        ),
        Mistake(
            "step",
            (lambda z: (np.asarray(z) > 0) * 1.0, lambda z: np.round(logistic.sigmoid(z))),
            "This answers 0 or 1 and nothing between.",
            "Return the number between 0 and 1 itself: the yes or no comes later.",
        ),
        Mistake(
            "axis_lost",
            (lambda z: np.squeeze(logistic.sigmoid(z)), lambda z: np.ravel(logistic.sigmoid(z))),
            "The numbers are right, but they no longer have the shape of z.",
            "Leave the shape alone: the formula works on any shape.",
        ),
        Mistake(
            "two_signs",
            (lambda z: np.exp(-z) / (1 + np.exp(z)), lambda z: np.exp(z) / (1 + np.exp(-z))),
            "exp(z) stands in one place, exp(-z) in the other.",
            "One form is 1 / (1 + exp(-z)), with a single exp.",
        ),
        Mistake(
            "log_of_it",
            lambda z: np.log(logistic.sigmoid(z)),
            "This is the log of the sigmoid.",
            "Return the sigmoid itself: the log comes later, with the loss.",
        ),
        Mistake(
            "relu",
            lambda z: np.maximum(0, z),
            "This is 0 for every z below 0, and z itself above.",
            "The sigmoid bends between 0 and 1: it needs np.exp.",
        ),
        Mistake(
            "straight_line",
            (lambda z: z * 1.0, lambda z: np.clip(z, 0, 1) * 1.0),
            "This is a straight line, which leaves the range from 0 to 1 or is cut off there.",
            "The sigmoid bends between 0 and 1: it needs np.exp.",
        ),
        Mistake(
            "summed",
            (
                lambda z: logistic.sigmoid(np.sum(z)),
                lambda z: np.sum(logistic.sigmoid(z)),
                lambda z: np.mean(logistic.sigmoid(z)),
            ),
            "All entries of z became one single number.",
            "Each entry has a sigmoid of its own: leave the sum out.",
        ),
        Mistake(
            "softmax",
            lambda z: np.exp(z) / np.sum(np.exp(z)),
            "The entries are divided by their sum, so that together they make 1.",
            "Each entry has a sigmoid of its own: divide 1 by 1 + exp(-z).",
        ),
    ),
)


LOSS = Exercise(
    logistic.loss,
    _labelled,
    axes={},
    returns=("the result",),
    sample=lambda n, m: (0.3, 1),
    hints=(
        "The loss is minus the log of the probability that was given to what really happened.",
        "For y = 1 that probability is a, for y = 0 it is 1 - a.",
        "`y` and `1 - y` switch the two logs on and off: `y * ... + (1 - y) * ...`, and a minus "
        "before all.",
    ),
    mistakes=(
        Mistake(
            "sign",
            lambda a, y: y * math.log(a) + (1 - y) * math.log(1 - a),
            "The loss is negative, {returned}: logs of numbers below 1 are.",
            "Put a minus before the whole sum.",
        ),
        Mistake(
            "only_y_1",
            (lambda a, y: -y * math.log(a), lambda a, y: -math.log(a)),
            "Only the loss for y = 1 is computed, -log(a), whatever y is.",
            "For y = 0 the loss is -log(1 - a).",
        ),
        Mistake(
            "only_y_0",
            (lambda a, y: -(1 - y) * math.log(1 - a), lambda a, y: -math.log(1 - a)),
            "Only the loss for y = 0 is computed, -log(1 - a), whatever y is.",
            "For y = 1 the loss is -log(a).",
        ),
        Mistake(
            "labels_exchanged",
            lambda a, y: logistic.loss(1 - a, y),
            "The two labels are exchanged: a good prediction costs much and a bad one little.",
            "y goes with log(a), and 1 - y with log(1 - a).",
        ),
        Mistake(
            "minus_on_one_term",
            (
                lambda a, y: -y * math.log(a) + (1 - y) * math.log(1 - a),
                lambda a, y: y * math.log(a) - (1 - y) * math.log(1 - a),
            ),
            "The minus reaches only one of the two terms.",
            "Put brackets around the sum of both, and the minus before them.",
        ),
        Mistake(
            "no_brackets_around_1_minus_y",
            (
                lambda a, y: -(y * math.log(a) + 1 - y * math.log(1 - a)),
                lambda a, y: -y * math.log(a) - 1 - y * math.log(1 - a),
                lambda a, y: y * math.log(a) + 1 - y * math.log(1 - a),
            ),
            "Python multiplies first: in 1 - y * log(1 - a) only y meets the log, and the 1 "
            "stands alone.",
            "Put brackets around 1 - y, then multiply.",
        ),
        Mistake(
            "one_minus_log",
            (
                lambda a, y: -(y * math.log(a) + (1 - y) * (1 - math.log(a))),
                lambda a, y: -math.log(a) if y == 1 else 1 - math.log(a),
            ),
            "1 - log(a) stands where log(1 - a) belongs.",
            "Take 1 - a first, then its log.",
        ),
        Mistake(
            "base",
            (
                lambda a, y: logistic.loss(a, y) / math.log(10),
                lambda a, y: logistic.loss(a, y) / math.log(2),
            ),
            "The logarithm has another base than e.",
            "math.log is the natural one, with the base e; log10 and log2 are others.",
        ),
        Mistake(
            "term_not_switched",
            (
                lambda a, y: -(y * math.log(a) + math.log(1 - a)),
                lambda a, y: -(math.log(a) + (1 - y) * math.log(1 - a)),
                lambda a, y: -(math.log(a) + math.log(1 - a)),
            ),
            "One of the logs counts for both labels.",
            "Switch each with its factor: y for the first, 1 - y for the second.",
        ),
        Mistake(
            "no_log",
            (lambda a, y: -(y * a + (1 - y) * (1 - a)), lambda a, y: y * a + (1 - y) * (1 - a)),
            "The probability itself is returned, without its log.",
            "Take math.log of it, and put a minus before that.",
        ),
        Mistake(
            "squared_error",
            (lambda a, y: (a - y) ** 2, lambda a, y: (a - y) ** 2 / 2),
            "This is the squared error, the price that fits a straight line.",
            "Here the price is minus a log: -log(a) for y = 1.",
        ),
        Mistake(
            "distance",
            (lambda a, y: abs(a - y), lambda a, y: a - y, lambda a, y: y - a),
            "This is how far a is from y.",
            "The loss is minus the log of the probability that was given to what happened.",
        ),
        Mistake(
            "arguments_exchanged",
            lambda a, y: -(a * np.log(y) + (1 - a) * np.log(1 - y)),
            "The logs are taken of y, and log(0) is minus infinity.",
            "Take the logs of a and 1 - a, and multiply them by y and 1 - y.",
        ),
    ),
)

EXERCISES = (SIGMOID, LOSS)
