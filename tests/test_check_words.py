"""A verdict says only what it saw, and says it so that a newcomer can go on."""

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.checking.words import paragraphs
from helpers.exercises import by_name
from tests.style import tone
from tests.written import defined, verdict

LOOPS = """
n, m = X.shape
A = np.zeros((1, m))
for i in range(m):
    z = b
    for j in range(n):
        z += w[j, 0] * X[j, i]
    A[0, i] = 1 / (1 + np.exp(-z))
return A
"""
SLOPES = """
n, m = X.shape
dw, db = np.zeros((n, 1)), 0.0
for i in range(m):
    dz = A[0, i] - Y[0, i]
    dw += X[:, i:i+1] * dz
    db += dz
return dw / m, db / m
"""
SOFTMAX = "g = np.exp(x - x.max(axis=1, keepdims=True))\n"


def edited(source, old, new):
    assert old in source
    return source.replace(old, new)


# A known mistake is named only where it agrees in every case


@pytest.mark.parametrize(
    "name, body, words, untrue",
    [
        (
            "update",
            "w = w.copy()\nw -= alpha * dw\nreturn w, b - alpha * db",
            "With whole numbers in w; other cases are right. The array that takes the result holds "
            "whole numbers, and decimals do not fit",
            "caller's",
        ),
        (
            "softmax",
            "e = np.exp(x)\nreturn e / (e.sum(axis=1, keepdims=True) + 1e-10)",
            "With rows far apart; other cases are right",
            "axis=1",
        ),
        (
            "normalize_rows",
            "size = np.linalg.norm(x, axis=1, keepdims=True)\n"
            "return np.divide(x, size, out=np.zeros_like(x))",
            "The array that takes the result holds whole numbers",
            "caller's",
        ),
        ("gradients", "X @ (A - Y).T / A.size, 0", "db is 0 in every case", "cut off"),
        ("loss", "-math.log(a) if y == 1 else 0", "other cases are right", "cut off"),
        ("sigmoid", "logistic(z) if np.ndim(z) else 0", "With a positive number", "asked for"),
    ],
)
def test_what_the_passed_cases_contradict_is_not_said(name, body, words, untrue):
    found = str(verdict(name, body))
    assert words in found
    assert untrue not in found


# Two errors are the same only if the operation and the shapes are


@pytest.mark.parametrize(
    "name, body, rule, untrue",
    [
        (
            "forward",
            "logistic(X.T @ w.T + b)",
            "X.T @ w.T: (3, 2) @ (1, 2) does not fit",
            "X comes",
        ),
        ("gradients", "(A - Y) @ X, 0", "(1, 3) @ (2, 3) does not fit", "X.T comes"),
        ("forward", "logistic(np.dot(w.T, X[0]) + b)", "(1, 2) @ (3,) does not fit", "X comes"),
        (
            "gradients",
            "X + X.T, 0",
            "(2, 3) and (3, 2) do not fit: on the last axis, 3 meets 2",
            "@",
        ),
        ("gradients", "0.5 @ X, 0", "a number has no axis to sum over. Use * for a number", "None"),
        (
            "flatten",
            "images.reshape(images.shape[1] * 5, len(images))",
            "(2, 1, 2, 3) holds 12 numbers, and they do not fill (5, 2)",
            "sizes",
        ),
        ("gradients", "X[9], 0", "There is no 9 on axis 0 of (2, 3): its places are 0 to 1", "X.T"),
        ("gradients", "X.sum(axis=2), 0", "(2, 3) has no axis 2, its axes are: 0, 1", "keepdims"),
        (
            "gradients_one_loop",
            edited(SLOPES, "X[:, i:i+1]", "X[i:i+1, :]"),
            "+= and its like write into dw, which keeps its shape (2, 1)",
            "A[i]",
        ),
        (
            "forward_loops",
            edited(LOOPS, "w[j, 0]", "w[j]"),
            "A[0, i] has shape (), and (1,) does not fit into it",
            "two indices",
        ),
        (
            "softmax",
            "np.exp(x - np.max(x, axis=1))",
            "x - np.max(x, axis=1): (2, 3) and (2,) do not fit: on the last axis, 3 meets 2, and "
            "neither is 1. A single index, and a sum or a max over an axis, drop an axis",
            "The sums",
        ),
    ],
)
def test_an_error_of_shapes_is_told_from_its_operands(name, body, rule, untrue):
    found = verdict(name, body)
    assert (found.kind, found.mistake) == ("raises", None)
    assert rule in str(found)
    assert untrue not in " ".join(found.sentences)


def test_a_mistake_is_the_same_with_np_dot_and_on_other_lines():
    for body in ("logistic(X @ w + b)", "Z = np.dot(X, w)\nreturn logistic(Z + b)"):
        assert verdict("forward", body).mistake == "rows_layout"


def test_an_error_names_its_line_in_the_function():
    found = verdict("gradients", "dZ = A - Y\nreturn X @ dZ")
    assert "(line 3: return X @ dZ)" in str(found)


# A cause is told as a fact only if the code shows it


@pytest.mark.parametrize(
    "name, body, words, untrue",
    [
        (
            "accuracy",
            "A.ravel()\nY.ravel()\nreturn np.mean((A > 0.5) == (Y == 1))",
            "A.ravel() is a line by itself: nothing keeps what it gives. The array it starts from "
            "stays as it is",
            "shape first",
        ),
        (
            "forward_loops",
            edited(LOOPS, "z += w", "z =+ w"),
            "z =+ ... gives z a new value, whatever it was before",
            "never uses",
        ),
        (
            "flatten",
            "images.shape = len(images), -1\nreturn images.T",
            "The caller's images has another shape after the call",
            "-=",
        ),
        (
            "forward_loops",
            edited(LOOPS, "z += w", "z = w"),
            "Only the last feature counts",
            "never uses",
        ),
        (
            "sigmoid",
            "try:\n    return nothing(z)\nexcept Exception:\n    return 0",
            "",
            "never uses",
        ),
        ("update", "w = alpha * dw\nreturn w, b - alpha * db", "never uses the w that", "None"),
        ("loss", "-np.log(1 - a)", "The function never uses the y that it is given", "None"),
        (
            "cost",
            "J = -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size\nreturn J[0]",
            "it sits in an array of shape (1,)",
            "axis=1",
        ),
        (
            "stable_sigmoid",
            "return logistic(z) if z >= 0 else 1 - logistic(-z)\n",
            "One yes or no is needed",
            "One form",
        ),
        ("softmax", "np.exp(x - max(x))", "Python's own max and min ask for one", "`if` needs"),
        ("loss", "-(y * math.log(y) + (1 - y) * math.log(1 - a))", "needs to be", "y = 0 is"),
        ("predict", "(A > 0.6).astype(int)", "needs to be [[1", "Every answer is 0"),
    ],
)
def test_a_cause_is_told_only_where_the_code_shows_it(name, body, words, untrue):
    found = str(verdict(name, body))
    assert words in found
    assert untrue not in found


def test_an_array_of_another_cell_is_named():
    for shape in ((2, 3), (4, 3)):  # it may fit, or not
        found = verdict("forward", "logistic(w.T @ X_train + b)", X_train=np.ones(shape))
        assert found.mistake == "left_over"
        assert f"works with X_train, an array of another cell, {shape}" in str(found)


@pytest.mark.parametrize(
    "source, fits",
    [
        ("def cost(truth, guess):\n    y, a = truth, guess\n    return -{}", "(Y, A)"),
        ("def forward(data, weights, b):\n    return logistic(weights.T @ data + b)", "(X, w, b)"),
    ],
)
def test_arguments_in_another_order_under_other_names_are_told(source, fits):
    source = source.format("np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))")
    function = defined(source)
    found = judge(by_name()[function.__name__], function)
    assert found.mistake == "arguments"
    assert f"it is right when it is called with {fits}" in str(found)


# What is typical, in words


@pytest.mark.parametrize(
    "old, new",
    [
        ("np.int", "`int`"),
        ("np.math.exp", "`np.exp`"),
        ("np.asscalar", "`.item()` behind the array"),
        ("np.in1d", "`np.isin`"),
        ("np.float_", "`np.float64`"),
        ("np.NaN", "`np.nan`"),
        ("np.mat", "`np.array`"),
        ("np.product", "`np.prod`"),
        ("np.alltrue", "`np.all`"),
    ],
)
def test_of_a_name_that_numpy_has_dropped_the_new_one_is_said_and_nothing_more(old, new):
    dropped = "np.math" if "math" in old else old
    found = verdict("sigmoid", f"{old}(z)")
    assert found.sentences == (f"NumPy has dropped {dropped}: write {new}.",)


LIST, PART = "A = []\nA[0{}] = b\nreturn A", "math.log takes one number, and was given an array"


@pytest.mark.parametrize(
    "name, body, words",
    [
        ("forward", "logistic(w^T @ X + b)", "In Python ^ is no transpose"),
        ("forward", "logistic(wT @ X + b)", "The transpose of w is written with a dot, w.T"),
        ("forward", "logistic(w.T() @ X + b)", ".T takes no brackets behind it: write w.T"),
        ("forward", "maths(w.T @ X + b)", "Nothing is called maths here"),
        ("forward_loops", "sigmoid(b)", "Nothing is called sigmoid here"),
        ("forward_loops", "np.zeros(1, 3) + b", "np.zeros((n, 1)), not np.zeros(n, 1)"),
        ("forward_loops", LIST.format(", 1"), "A list takes one index at a time"),
        ("forward_loops", LIST.format(""), "The list has no such place"),
        ("forward_loops", "for i in 3:\n    pass", "range(m) counts up"),
        ("sigmoid", "1 / (1 + e ** -z)", "Python knows no e alone"),
        ("sigmoid", "1 / (1 + exp(-z))", "write np.exp. For one single number there is math.exp"),
        ("sigmoid", "1 / (1 + abs(square_root(z)))", "write np.sqrt"),
        ("sigmoid", "zeros(3) + z", "write np.zeros"),
        ("sigmoid", "1 / (1 + np.exp-z)", "np.exp is a function"),
        ("sigmoid", "np.exp[z]", "A function has round ones: np.exp(...)"),
        ("sigmoid", "z.shape", "A plain number has no .shape. Look at what stands before the dot"),
        ("sigmoid", "[v for v in z]", "here it was given one number"),
        ("sigmoid", "math.exp(1000) + z", "e to the power of 710 is too large"),
        ("sigmoid", "np.exp(-z, out=z)", "out= writes into an array"),
        ("loss", "-ln(a)", "the natural logarithm belongs to NumPy, so write np.log"),
        ("loss", "-np.ln(a)", "The natural logarithm is np.log"),
        ("loss", "-(y(math.log(a)) + 1)", "A number stands right before a bracket"),
        ("loss", "math.log(a - 5)", "math.log was given 0 or less"),
        ("loss", "a[0]", "it takes no square brackets"),
        ("loss", "len(a)", "A number has no length"),
        ("cost", "-np.mean(math.log(A))", PART),
        ("cost", "float(A)", "float takes one number"),
        ("cost", "A(0)", "Entries have square brackets"),
        ("cost", "np.sum(A / 0 * (1 / 0))", "divided by 0"),
        ("cost", "np.mean(A, axes=1)", "There is no option called axes"),
        ("count_above", "np.count(x > limit)", "np.count_nonzero"),
        ("count_above", "np.sums(x > limit)", "Is np.sum meant?"),
        ("count_above", "np.sum(x) > limit", "np.sum(x > 2) counts"),
        ("count_above", "x = total\ntotal = 0", "is used before it has a value"),
        ("sum_of_squares", "np.sum(v ** 2 for v in x)", "Square brackets make a list"),
        ("sum_of_squares", "np.sum(x ^ 2)", "not a power"),
        ("gradients", "X @ (A - Y).T / m, 0", "Set it first, with m = X.shape[1]"),
        ("gradients", "n, m = X.shape[0]\nreturn X, m", "n, m = X.shape takes both lengths"),
        ("gradients", "a, b = 1, 2, 3\nreturn a, b", "There are more values on the right of ="),
        ("gradients", "[0.5] / A.size, 0", "not a list or text. np.array(...)"),
        ("gradients", "X.append(1), 0", "only lists have .append"),
        ("gradients", "X.dto(A), 0", "There is no .dto here"),
        ("gradients", "[1].T, 0", "A list has no .T"),
        ("gradients", "None + 1, 0", "Something is None here"),
        ("gradients", "range(A.size / 2), 0", "needs a whole number"),
        ("gradients", "logistic(X, A), 0", "too few or too many arguments"),
        ("gradients", "logistic - X, 0", "A function stands where its result is needed"),
        ("gradients", "np.array([X @ (A - Y).T, 0])", "Two results are returned with a comma"),
        ("update", "input('w? ')", "Leave input() out"),
        ("predict", "A > 0.5 > A", "two comparisons in a row"),
        ("normalize_rows", "x / np.linalg.det(x)", "Try the line in a cell of its own"),
    ],
)
def test_a_slip_is_read_aloud(name, body, words):
    found = verdict(name, body)
    assert not found.passed
    assert words in str(found)
    assert len(found.sentences) <= 2


def test_a_function_whose_name_was_given_to_a_number_is_told():
    found = verdict("forward", "sigmoid(w.T @ X + b)", sigmoid=0.5)
    assert "sigmoid is no longer a function" in str(found)
    assert "Write * between" in str(verdict("loss", "y(a)", y=0.5))  # y is an argument


@pytest.mark.parametrize("missing, says", [("np", "run the first code cell"), ("math", "np.log")])
def test_a_module_that_is_not_imported_is_told(missing, says):
    function = defined(f"def loss(a, y):\n    return {missing}.log(a)")
    del function.__globals__[missing]
    assert says in str(judge(by_name()["loss"], function))


@pytest.mark.parametrize("name", by_name())
def test_after_an_error_nothing_is_said_of_what_is_never_used(name):
    for body in ("undefined_name", "np.nothing", "1 / 0", "np.zeros(3, 1)", "[][0]"):
        found = verdict(name, body)
        assert (found.kind, found.mistake) == ("raises", None)


@pytest.mark.parametrize("body", ["A - Y\nreturn None", "A - Y\nreturn", "print(A - Y)\n"])
def test_a_function_that_returns_nothing_is_no_stub(body):
    found = verdict("gradients", body)
    assert found.kind == "type"
    assert "returns None" in str(found)


def test_a_small_difference_is_not_written_away():
    found = verdict("predict", "(A > 0.5) * 1.00001")
    assert "is [[1.00001, 0. , 1.00001]] and needs to be [[1, 0, 1]]" in str(found)
    assert "-0 " not in str(verdict("loss", "-0.0 * a * y"))


def test_a_shape_of_no_axes_is_a_number():
    page = verdict("sum_of_squares", "x ** 2").html
    assert "a number" in page
    assert "none" not in page.replace("none;", "").replace('none"', "")


@pytest.mark.parametrize("table", ["words.txt", "errors.txt"])
def test_all_words_are_plain(table):
    for _, sentences in paragraphs(table)[1:]:
        for sentence in sentences:
            assert list(tone(sentence)) == []
            assert len(sentence.split()) <= 40
