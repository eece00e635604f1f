"""What a check says, word for word: the headline, the case, the rows, the shapes, text and page."""
# ruff: noqa: F821
# The functions are a beginner's: some use names that do not exist.

import functools
import html
import math
import re

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests.written import verdict


def verdict_of(name, answer):
    """Of a function, or of one with this body."""
    return verdict(name, answer) if type(answer) is str else judge(by_name()[name], answer)


def plain(words):
    return " ".join(words.replace("`", "").split())


def beside_headline(name, found):
    """What the text says after the headline; the page has this headline and the case too."""
    headline = plain(f"{name}: {found.line}")
    page = plain(html.unescape(re.sub("<[^>]+>", "", found.html)))
    assert str(found).startswith(headline)
    assert headline in page and plain(found.case) in page
    return str(found).removeprefix(headline)


# Wrong answers

BOXED = "-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.shape[1]"
MEAN_OF_ALL = "np.mean(1 / (1 + np.exp(-(w.T @ X + b))))"
DW_LIES_DOWN = "(A - Y) @ X.T / X.shape[1], np.mean(A - Y)"
DB_KEEPS_AN_AXIS = "[X @ (A - Y).T / X.shape[1], np.mean(A - Y, axis=1)]"
ERRORS_INTO_PREDICTIONS = "A -= Y\nreturn X @ A.T / X.shape[1], np.mean(A)"
SQUARES_IN_PLACE = "x **= 2\nreturn np.sum(x)"
THREE_NUMBERS = "x[0] ** 2 + x[1] ** 2 + x[2] ** 2"
AT_LEAST = "(A >= 0.5).astype(int)"
ONE_LABEL = "-math.log(a) if y == 1 else 0"
M_FROM_NOWHERE = "for i in range(m):\n    A[0, i] = w[i] + b\nreturn A"
WHOLE_FLOAT = "max(1.0, cache // (n * itemsize) * 1.0)"
NEW_OUT = "out = logistic(z)\nreturn out"
FAR_OUT = "x[(x < 0) | (x > limit)][9]"
RANK_1_INTO_COLUMN = """
dw = np.zeros((X.shape[0], 1))
for i in range(X.shape[1]):
    dw += X[:, i] * (A[0, i] - Y[0, i])
return dw / X.shape[1], np.mean(A - Y)
"""


def no_words(A):
    raise ValueError


# The headline


@pytest.mark.parametrize(
    "name, function, what, told",
    [
        ("sum_of_squares", lambda x: x**2, "shape", "the result is (3,) and needs to be a number"),
        ("cost", BOXED, "shape", "the result is (1, 1) and needs to be a number"),
        ("forward", MEAN_OF_ALL, "shape", "the result is a number and needs to be (1, 3)"),
        ("gradients", DW_LIES_DOWN, "shape", "`dw` is (1, 2) and needs to be (2, 1)"),
        ("column", lambda X, i: X[:, i], "shape", "the result is (2,) and needs to be (2, 1)"),
        ("sigmoid", lambda z: np.exp(-z), "value", "the result is 0.06721 and needs to be 0.937"),
        ("loss", ONE_LABEL, "value", "the result is 0 and needs to be 0.8916"),
        ("update", "[w - alpha * dw, b]", "value", "`b` is 2.6 and needs to be 2.53"),
        ("predict", AT_LEAST, "value", "the result is [[1, 1, 0]] and needs to be [[0, 1, 0]]"),
        ("softmax", lambda x: np.exp(x), "numbers", "the result"),
        ("gradients", lambda X, A, Y: (X @ (A - Y).T, 0), "numbers", "`dw`"),
    ],
)
def test_a_wrong_shape_a_wrong_value_or_wrong_numbers(name, function, what, told):
    entries = " has the right shape, but not the right entries" if what == "numbers" else ""
    found = verdict_of(name, function)
    assert found.line == f"wrong {what}: {told}{entries}."
    assert found.kind == ("shape" if what == "shape" else "value")
    shapes = re.findall(r"\(\d.*?\)|a number", told) if what == "shape" else []
    assert [str(shape or "a number") for shape in found.shapes] == shapes


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("sum_of_squares", None, "it returns None, and needs a number"),
        ("count_above", True, "it returns True, which is a bool, and needs a number"),
        ("cost", {"J": 1}, "it returns a dictionary, and needs a number"),
        ("accuracy", max, "it returns a function, and needs a number"),
        ("predict", "01", "it returns text, and needs an array of shape (1, 3)"),
        ("update", np.ones(2), "it returns an array of shape (2,), and needs a pair, (w, b)"),
        ("gradients", (1, 2, 3), "it returns a tuple of 3, and needs a pair, (dw, db)"),
        ("gradients", (None, 2), "`dw` is None, and needs an array of shape (2, 1)"),
        ("gradients", [np.zeros((2, 1)), "0"], "`db` is text, and needs a number"),
    ],
)
def test_a_wrong_kind_of_result(name, value, told):
    found = verdict_of(name, lambda *args: value)
    assert (found.kind, found.line) == ("type", f"wrong kind of result: {told}.")


BEYOND = "IndexError: index 1 is out of bounds for axis 0 with size 1"
TABLE = "non-broadcastable output operand with shape (2,1) doesn't match the broadcast shape (2,2)"
ADDED = "line 4: dw += X[:, i] * (A[0, i] - Y[0, i])"
SUM = "line 2: return x[0] ** 2 + x[1] ** 2 + x[2] ** 2"
LOUD = "right numbers, but with z = -1000 (too much for np.exp(-z)) NumPy warns"
RIGHT_NUMBERS = "it returns the right numbers, and"
NO_M = "NameError: name 'm' is not defined"


@pytest.mark.parametrize(
    "name, function, error, line",
    [
        ("forward_loops", M_FROM_NOWHERE, NO_M, "line 2: for i in range(m):"),
        ("sum_of_squares", THREE_NUMBERS, BEYOND, SUM),
        ("gradients_one_loop", RANK_1_INTO_COLUMN, f"ValueError: {TABLE}", ADDED),
        ("predict", no_words, "ValueError", "line 2: raise ValueError"),
        ("predict", functools.partial(no_words), "ValueError", ""),
    ],
)
def test_an_error_and_its_line_in_the_function(name, function, error, line):
    found = verdict_of(name, function)
    where = f" (`{line}`)" if line else ""
    assert (found.kind, found.line) == ("raises", f"it raises {error}{where}.")


@pytest.mark.parametrize(
    "kind, name, function, line",
    [
        ("raises", "sum_of_squares", lambda: 0, "it takes (), and is called with (x)."),
        ("raises", "loss", lambda a, y, b: 0, "it takes (a, y, b), and is called with (a, y)."),
        ("raises", "loss", lambda y, a: 0, "its arguments stand in the order (y, a)."),
        ("value", "stable_sigmoid", lambda z: 1 / (1 + np.exp(-z)), f"{LOUD} of an overflow."),
        ("mutates", "sum_of_squares", SQUARES_IN_PLACE, "it changes its argument `x`."),
        ("mutates", "sigmoid_into", f"z *= 1.5\n{NEW_OUT}", "it changes its argument `z`."),
        ("unfilled", "sigmoid_into", NEW_OUT, f"{RIGHT_NUMBERS} `out` does not hold them."),
    ],
)
def test_arguments_that_do_not_fit_or_change_and_an_overflow(kind, name, function, line):
    found = verdict_of(name, function)
    assert (found.kind, found.line, found.case) == (kind, line, "")
    assert bool(found.rows) == (kind in ("mutates", "unfilled"))
    assert kind != "raises" or found.mistake == "arguments"


def remembers(x):
    remembers.seen.append(x.tolist())
    return np.sum(x**2) + (remembers.seen.count(x.tolist()) > 1)  # right at first


def counts(x):
    remembers.seen.append(x)
    return np.sum(x**2) + len(remembers.seen)


@pytest.mark.parametrize("function, again", [(remembers, "8.95"), (counts, "10.95")])
def test_a_second_call_that_answers_differently(function, again):
    remembers.seen = []
    found = verdict_of("sum_of_squares", function)
    assert found.line == "called twice with the same arguments, it answers differently."
    assert (found.kind, found.mistake, found.case) == ("value", "remembers", "")
    assert [text for _, text in found.rows] == ["[2.5, 0.7, 1.1]", again, "7.95"]


# The case, its rows and their digits


@pytest.mark.parametrize(
    "name, function, case",
    [
        ("sum_of_squares", THREE_NUMBERS, "With one number; it is right in 1 of 2 cases."),
        ("predict", AT_LEAST, "With exactly 0.5; it is right in 5 of 6 cases."),
        ("cost", BOXED, ""),
        ("forward_loops", M_FROM_NOWHERE, ""),
    ],
)
def test_a_case_is_named_where_others_are_right(name, function, case):
    assert verdict_of(name, function).case == case


@pytest.mark.parametrize(
    "name, function, told",
    [
        ("column", lambda X, i: X[:, i], "`X` (2, 3) | `i` | you return (2,) | needed (2, 1)"),
        ("loss", ONE_LABEL, "`a` | `y` | you return | needed"),
        ("gradients", DW_LIES_DOWN, "… | you return `dw` (1, 2) | needed `dw` (2, 1)"),
        ("gradients", DB_KEEPS_AN_AXIS, "… | you return `db` (1,) | needed `db`"),
        ("gradients", lambda X, A, Y: {}, "… | you return | needed"),
        ("gradients_one_loop", ERRORS_INTO_PREDICTIONS, "… | `A` after the call (1, 3)"),
        ("gradients_one_loop", RANK_1_INTO_COLUMN, "…"),
    ],
)
def test_the_rows_are_the_arguments_and_what_came_of_them(name, function, told):
    labels = " | ".join(label for label, _ in verdict_of(name, function).rows)
    assert labels == told.replace("…", "`X` (2, 3) | `A` (1, 3) | `Y` (1, 3)")


def test_the_rows_hold_the_values():
    texts = [text for _, text in verdict_of("predict", AT_LEAST).rows]
    assert texts == ["[[0.5 , 0.51, 0.49]]", "[[1, 1, 0]]", "[[0, 1, 0]]"]
    texts = [text for _, text in verdict_of("sum_of_squares", SQUARES_IN_PLACE).rows]
    assert texts == ["[2.5, 0.7, 1.1]", "[6.25, 0.49, 1.21]"]
    given, after, needed = [text for _, text in verdict_of("sigmoid_into", NEW_OUT).rows[1:]]
    assert given == after == "[[2.5, 0.7, 1.1]]" and needed == "[[0.8699, 0.168 , 0.8176]]"
    texts = [text for _, text in verdict_of("block_size", WHOLE_FLOAT).rows[-2:]]
    assert texts == ["68.0", "68"]  # another kind of number


DIGITS = (1.001, "0.2616", "0.2614"), (1.000002, "0.261365287", "0.261364764")


@pytest.mark.parametrize("factor, returned, needed", DIGITS)
def test_values_that_differ_in_late_digits_are_told_apart(factor, returned, needed):
    found = verdict_of("loss", lambda a, y: -math.log(a if y == 1 else 1 - a) * factor)
    assert found.line == f"wrong value: the result is {returned} and needs to be {needed}."
    assert [text for _, text in found.rows[-2:]] == [returned, needed]


@pytest.mark.parametrize("number, what", [(1234567, "value"), (12345678, "numbers")])
def test_two_values_stand_in_the_headline_while_they_are_short(number, what):
    found = verdict_of("predict", lambda A: np.full(A.shape, number))
    assert found.line.startswith(f"wrong {what}: ")
    assert [text for _, text in found.rows[-2:]] == [str([[number] * 3]), "[[1, 0, 1]]"]


# The sentences, as text and on the page


@pytest.mark.parametrize(
    "name, function, sentence",
    [
        (
            "count_above",
            lambda x, limit: np.sum(x >= limit),
            "3 entries are counted, not the 2 above the limit.",
        ),
        ("normalize_rows", lambda x: x / np.linalg.norm(x, axis=1), "keeps the column, (2, 1)."),
        ("sum_of_squares", lambda x: np.array([[x @ x]]), "sits in an array of shape (1, 1), and"),
        ("sum_of_squares", lambda x: np.array([[x @ x]]), "[0, 0] behind it takes"),
        ("sum_of_squares", SQUARES_IN_PLACE, "The caller's x holds other numbers after the call."),
        ("update", lambda w, b, dw, db, alpha: ([1, 2], b), "w is a Python list,"),
        ("forward_loops", M_FROM_NOWHERE, "Set it first, with m = X.shape[1]."),
        ("count_above", lambda x, limit: m, "Set it first, with m = x.shape[0]."),
    ],
)
def test_a_sentence_names_facts_of_the_case(name, function, sentence):
    assert sentence in beside_headline(name, verdict_of(name, function))


def test_the_page_shows_code_as_code_and_escapes_it():
    page = re.sub(" style=[^>]*", "", verdict_of("count_above", FAR_OUT).html)
    error = "it raises IndexError: index 9 is out of bounds for axis 0 with size 2"
    line = "line 2: return x[(x &lt; 0) | (x &gt; limit)][9]"
    assert f"<b><code>count_above</code></b>: {error} (<code>{line}</code>).</div>" in page
    assert "<" in str(verdict_of("count_above", FAR_OUT))
    assert "<div><code>x</code> (5,)</div><div><pre>[0.5, 0.9, 2.3, 2.9, 2.8]</pre></div>" in page


WHAT, SHAPE = r"(?:the result|(`\w+`))", r"(a number|\(\d+,\)|\(\d+(?:, \d+)+\))"
NEEDED = r"(a number|a whole number|an array of shape \(\d+, \d+\)|a pair, \(\w+, \w+\))"
HEADLINES = {
    "raises": r"it raises \w+: .+ \(`line \d+: .+`\)\.",
    "mutates": r"it changes its argument (`\w+`)\.",
    "type": rf"wrong kind of result: (?:it returns|(`\w+`) is) (.+), and needs {NEEDED}\.",
    "shape": rf"wrong shape: {WHAT} is {SHAPE} and needs to be {SHAPE}\.",
    "value": rf"wrong (?:value|numbers): {WHAT} "
    r"(?:is (.+) and needs to be (.+)|has the right shape, but not the right entries)\.",
}


@pytest.mark.parametrize("name", by_name())
def test_of_a_known_mistake_nothing_is_left_out_and_nothing_contradicts_the_headline(name):
    for _, _, wrong in by_name()[name].known:
        found = verdict_of(name, wrong)
        rest, labels = beside_headline(name, found), [label for label, _ in found.rows]
        told = re.fullmatch(HEADLINES[found.kind], found.line)
        assert told, found.line
        gaps = "".join((rest, found.case, *labels, *(part or "" for part in told.groups())))
        assert not set("{}?") & set(gaps), gaps
        assert re.fullmatch(r"(With .+; it is right in [1-9]\d* of \d+ cases\.)?", found.case)
        assert bool(found.shapes) == (found.kind == "shape")
        if found.kind == "raises":
            assert not any(label.startswith("you return") for label in labels)
        elif found.kind == "mutates":
            assert labels[-1].startswith(f"{told[1]} after the call")
        else:
            part, returned, needed = told.groups()
            assert returned != needed or returned is None
            name_of_part = f" {part}" if part else ""
            for label, begin in zip(labels[-2:], ("you return", "needed"), strict=True):
                assert re.fullmatch(rf"{begin}{name_of_part}( \(\d.*\))?", label)
            shapes = [str(shape or "a number") for shape in found.shapes]
            assert shapes in ([], [returned, needed])
