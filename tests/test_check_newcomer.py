"""What a newcomer wrote, as source, and what the verdict must say about it, and must not."""

import linecache
import math

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.exercises import by_name

EXERCISES = by_name()


def written(name, body):
    """A function of this exercise's name and arguments; `body` is its lines, or what it returns."""
    if "\n" not in body:
        body = f"return {body}"
    head = f"def {name}({', '.join(EXERCISES[name].parameters)}):\n"
    source = head + "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    place = f"<newcomer {abs(hash(source))}>"
    linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
    space = {"np": np, "math": math}
    exec(compile(source, place, "exec"), space)
    return space[name]


def verdict(name, body):
    found = judge(EXERCISES[name], written(name, body))
    assert not found.passed
    assert len(found.sentences) <= 2
    return found


# An error is read aloud, and nothing is said about what comes after it


@pytest.mark.parametrize(
    "name, body, words",
    [
        ("sigmoid", "1 / (1 + e ** -z)", "Python knows no e alone"),
        ("sigmoid", "1 / (1 + exp(-z))", "write np.exp. For one single number there is math.exp"),
        ("sigmoid", "1 / (1 + sqrt(z))", "write np.sqrt"),
        ("sigmoid", "1 / (1 + np.exp-z)", "np.exp is a function"),
        ("sigmoid", "1 / (1 + np.exp**-z)", "round brackets right behind it"),
        ("sigmoid", "np.exp[z]", "A function has round ones: np.exp(...)"),
        ("sigmoid", "[1 / (1 + math.exp(-v)) for v in z]", "here it was given one number"),
        ("loss", "-(y * log(a) + (1 - y) * log(1 - a))", "write np.log. For one single number"),
        ("loss", "-(y * ln(a) + (1 - y) * ln(1 - a))", "write np.log"),
        ("loss", "-(y(math.log(a)) + (1 - y) * math.log(1 - a))", "Write * between them"),
        ("loss", "-np.ln(a)", "The natural logarithm is np.log"),
        ("count_above", "np.count(x > limit)", "np.count_nonzero"),
        ("count_above", "np.sums(x > limit)", "Is np.sum meant?"),
        ("forward_loops", "np.zeros(1, 3) + b", "np.zeros((n, 1)), not np.zeros(n, 1)"),
        ("forward_loops", "sigmoid(b)", "Nothing is called sigmoid here"),
        ("forward_loops", "A = []\nA[0, 1] = b\nreturn A", "A list takes one index at a time"),
        ("forward_loops", "A = []\nA[0] = b\nreturn A", "The list has no such place"),
        ("forward_loops", "A = np.zeros(1)\nfor i in 3:\n    pass\nreturn A", "range(m) counts up"),
        ("gradients", "X @ (A - Y).T / m, (A - Y).mean()", "Set it first, with n, m = X.shape"),
        ("gradients", "n, m = X.shape[0]\nreturn X, m", "n, m = X.shape takes both lengths"),
        ("gradients", "[1.5] / m_, 0", "Nothing is called m_ here"),
        ("gradients", "[0.5] / A.size, 0", "not a list or text. np.array(...)"),
        ("gradients", "-[0.5], 0", "np.array(...) makes an array"),
        ("gradients", "X.append(1), 0", "only lists have .append"),
        ("gradients", "(0.5 @ X), 0", "A number is multiplied with *"),
        ("gradients", "X[0, 0][0], 0", "it takes no square brackets"),
        ("cost", "np.sum(A / 0 * len(A) * (1 / 0))", "divided by 0"),
    ],
)
def test_an_error_is_read_aloud_so_that_a_newcomer_can_go_on(name, body, words):
    found = verdict(name, body)
    assert found.kind == "raises"
    assert words in str(found)
    assert "never uses" not in str(found)


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_is_called_unused_after_an_error(name):
    for body in ("undefined_name", "np.nothing", "1 / 0", "np.zeros(3, 1)", "[][0]"):
        found = judge(EXERCISES[name], written(name, body))
        assert (found.kind, found.mistake) == ("raises", None)
        assert "whatever" not in str(found)


def test_an_argument_that_is_missing_from_the_formula_is_named_where_nothing_is_raised():
    assert "y is missing from the formula" in str(verdict("loss", "math.log(a)"))


def test_a_length_that_no_argument_has_points_to_an_earlier_cell():
    found = verdict("gradients", "np.ones((2, 9)) @ (A - Y).T, 0.0")
    assert found.mistake == "left_over"
    assert "a length 9" in str(found)


# The mistake itself is named

LOOPS = """
A = []
for i in range({examples}):
    z = b
    for j in range({features}):
        z += {term}
    {keep}
return {result}
"""


def loops(
    examples="X.shape[1]",
    features="len(X)",
    term="w[j, 0] * X[j, i]",
    keep="A.append(1 / (1 + math.exp(-z)))",
    result="np.array([A])",
):
    return LOOPS.format(examples=examples, features=features, term=term, keep=keep, result=result)


FILL = loops().replace("A = []", "A = np.zeros((1, X.shape[1]))").replace("np.array([A])", "A")
EACH_ROW = loops().replace("for i in range(X.shape[1])", "for x in X").replace("X[j, i]", "x[j]")
SLOPES = """
n, m = X.shape
dw, db = np.zeros((n, 1)), 0.0
for i in range(m):
    dz = A[0, i] - Y[0, i]
    dw += X[:, i:i+1] * dz
    db += dz
return dw / m, db / m
"""
FEATURES = """
n, m = X.shape
Z = np.zeros((1, m)) + b
for j in range(n):
    Z += w[j, 0] * X[j]
return 1 / (1 + np.exp(-Z))
"""


@pytest.mark.parametrize(
    "name, body",
    [
        ("forward_loops", loops()),
        ("gradients_one_loop", SLOPES),
        ("forward_over_features", FEATURES),
        ("forward_loops", FILL.replace("A.append(", "A[0, i] = (")),
        ("forward_loops", EACH_ROW.replace("for x in X", "for x in X.T")),
    ],
)
def test_what_the_slips_below_are_made_from_is_right(name, body):
    assert judge(EXERCISES[name], written(name, body)).passed


@pytest.mark.parametrize(
    "name, body, mistake, words",
    [
        ("sum_of_squares", "x[0] ** 2 + x[1] ** 2 + x[2] ** 2", "three_only", "any amount of them"),
        ("sigmoid", "1 / (1 + 2.718 ** -z)", "base", "np.exp(-z) is e to the power -z"),
        (
            "loss",
            "-(y * math.log(a) + 1 - y * math.log(1 - a))",
            "no_brackets_around_1_minus_y",
            "Put brackets around 1 - y",
        ),
        (
            "cost",
            "-np.mean(Y * np.log(A) + 1 - Y * np.log(1 - A))",
            "no_brackets_around_1_minus_y",
            "Put brackets around 1 - Y",
        ),
        # w[j] for w[j, 0]
        (
            "forward_loops",
            loops(term="w[j] * X[j, i]", keep="A.append(1 / (1 + np.exp(-z)))"),
            "weight_is_an_array",
            "w[j, 0]",
        ),
        ("forward_loops", loops(term="w[j] * X[j, i]"), "weight_is_an_array", "w[j, 0]"),
        (
            "forward_loops",
            FILL.replace("w[j, 0]", "w[j]").replace(
                "A.append(1 / (1 + math.exp(-z)))", "A[0, i] = 1 / (1 + np.exp(-z))"
            ),
            "weight_is_an_array",
            "w[j, 0]",
        ),
        # what the loops go over, and where return stands
        (
            "forward_loops",
            loops(keep="a = 1 / (1 + math.exp(-z))", result="a"),
            "last_example_only",
            "the last example",
        ),
        (
            "forward_loops",
            loops(keep="return 1 / (1 + math.exp(-z))"),
            "only_first_example",
            "after both loops",
        ),
        (
            "forward_loops",
            loops(keep="return np.array([[1 / (1 + math.exp(-z))]])"),
            "only_first_example",
            "return ends the function",
        ),
        ("forward_loops", EACH_ROW, "rows_for_examples", "Each example is a column"),
        (
            "forward_loops",
            EACH_ROW.replace("np.array([A])", "A"),
            "rows_for_examples",
            "the rows of X",
        ),
        (
            "forward_loops",
            loops(examples="len(X)"),
            "len_counts_features",
            "which are the features",
        ),
        (
            "forward_loops",
            loops(examples="len(X)", features="X.shape[1]"),
            "ranges_exchanged",
            "i in range(m)",
        ),
        # one part of two, whatever the other part is
        ("gradients", "X * (A - Y), A - Y", "dw_not_summed", "a column for every example"),
        ("gradients", "(X @ (A - Y).T).mean(), (A - Y).mean()", "dw_summed", "one number"),
        ("gradients", "(X @ (A - Y).T).mean(), A - Y", "dw_summed", "one number"),
        ("gradients", "-(X @ (A - Y).T) / A.size, A - Y", None, "db"),
        ("gradients", "X @ (A - Y).T, np.sum(A)", "dw_not_divided", "Divide dw by m"),
        # A[i] for A[0, i]
        (
            "gradients_one_loop",
            SLOPES.replace("A[0, i] - Y[0, i]", "A[i] - Y[i]"),
            "whole_row",
            "A[0, i]",
        ),
        (
            "gradients_one_loop",
            SLOPES.replace("A[0, i] - Y[0, i]", "A[i] - Y[i]").replace("dw +=", "dw = dw +"),
            "whole_row",
            "One number needs both indices",
        ),
        # what lesson 04 teaches
        (
            "gradients_one_loop",
            SLOPES.replace("(n, 1)", "n").replace("i:i+1", "i"),
            "rank_1",
            "Start from np.zeros((n, 1)), and add X[:, i:i+1]",
        ),
        (
            "gradients_one_loop",
            SLOPES.replace("A[0, i] - Y[0, i]", "A[:, i:i+1] - Y[:, i:i+1]"),
            "db_is_an_array",
            "[0, 0] behind the result",
        ),
        (
            "forward_over_features",
            FEATURES.replace("(1, m)", "(m, 1)"),
            "starts_as_a_column",
            "np.zeros((1, m))",
        ),
        (
            "forward_over_features",
            FEATURES.replace("(1, m)", "(m, 1)").replace("Z +=", "Z = Z +"),
            "starts_as_a_column",
            "Z is a row",
        ),
        ("forward_over_features", FEATURES.replace("Z +=", "Z ="), "overwritten", "+="),
        (
            "forward_over_features",
            FEATURES.replace("np.zeros((1, m)) + b", "0"),
            "rank_1",
            "one axis",
        ),
        ("predict", "int(A > 0.5)", "number_of_array", ".astype(int)"),
        # lists
        ("predict", "[1 if a > 0.5 else 0 for a in A[0]]", "list", "np.array([[...]])"),
        ("predict", "[[1 if a > 0.5 else 0 for a in A[0]]]", "list", "Put np.array(...) around it"),
        ("update", "[w[0] - alpha * dw[0]], b - alpha * db", "list", "np.array(...)"),
        ("update", "w - alpha * dw, b - alpha * db, alpha", "too_many", "leave out"),
    ],
)
def test_a_slip_is_named_and_says_what_to_write(name, body, mistake, words):
    if name == "forward_over_features" and mistake == "rank_1":
        body = body.replace("-Z", "-Z - b")
    found = verdict(name, body)
    if mistake:
        assert found.mistake == mistake, str(found)
    assert words in str(found)


def test_a_result_with_two_mistakes_is_told_what_its_shape_says():
    found = verdict(
        "forward_over_features",
        "Z = 0\nfor j in range(len(w)):\n    Z += w[j] * X[j]\nreturn Z + b",
    )
    assert found.mistake == "axis_lost"
    assert "np.zeros((1, 3))" in str(found)


def test_in_place_is_told_without_what_nobody_wrote():
    found = verdict("update", "w -= alpha * dw\nreturn w, b - alpha * db")
    assert found.mistake == "in_place"
    assert "out=" not in str(found)


@pytest.mark.parametrize(
    "body",
    ["dZ = A - Y\nreturn None", "return None\n", "A - Y\nreturn", "print(A - Y)\n", "dZ = A - Y\n"],
)
def test_a_function_that_returns_nothing_is_told_so_and_is_no_stub(body):
    found = verdict("gradients", body)
    assert found.kind == "type"
    assert found.mistake in ("no_return", "printed")
    assert "returns nothing" in str(found)


@pytest.mark.parametrize("body", ["...\n", "pass\n", '"""Words."""\n', '"""Words."""\n...'])
def test_a_stub_is_dots_pass_or_a_docstring(body):
    assert verdict("gradients", body).kind == "unwritten"


@pytest.mark.parametrize(
    "name, body, words",
    [
        ("sigmoid", "1 / (2 + np.exp(-z))", "Work this case out by hand"),
        ("cost", "A[0] + Y[0] + np.exp(A)", "more axes than it needs"),
        ("cost", "str(A + Y)", "Print what each line"),
        ("gradients", "(A - Y).T @ X[:1] + 7, A[0, 0]", "Print the shape"),
    ],
)
def test_an_answer_that_nobody_foresaw_gets_a_next_step(name, body, words):
    assert words in str(verdict(name, body))
