"""What must hold of guess() and drill(): they read what people type, and say why in a sentence."""

import math
import re
from types import SimpleNamespace

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers import quiz
from helpers.checking import progress as record
from helpers.checking.lessons import LESSONS, to_look_at
from helpers.pictures import show
from helpers.quiz import drill, guess
from helpers.shapes.answers import read_answer
from helpers.shapes.questions import KINDS, ShapeQuestion

VIEW = "application/vnd.jupyter.widget-view+json"
NAMES = {
    "a": np.array([[10], [20], [30]]),
    "b": np.array([[1, 2, 3, 4]]),
    "X": np.arange(12.0).reshape(3, 4) / 2,
    "M": np.arange(12).reshape(3, 4),
    "w": np.array([[2.0], [-1.0], [3.0]]),
    "v": np.array([1.0, 2.0, 4.0]),
    "yes": np.array([[1], [0], [1], [1]]),
    "true": np.array([1, 0, 0, 1]),
    "one": np.array([[0.025]]),
    "n": 600,
}


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The file of the progress, which is not there yet; and no drill was run before."""
    monkeypatch.setattr(quiz, "coming", {})
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path / "progress.json"


# Reading

READ = {
    (2, 3): "(2, 3)|(2, 3|2, 3)|2, 3|(2,3)| ( 2 , 3 ) |2,3|2 x 3|2x3|2 × 3|2 by 3|(2, 3).|2, 3,|"
    "shape (2, 3)",
    (3,): "(3,)|3,|Shape: 3,|shape is (3,)",
    (): "()|number|A number.|scalar|a scalar",
    (2, 3, 4): "2 x 3 x 4",
    (0, 5): "(0, 5)",
    (1, 200): "1,200",
    5.0: "5|5.|+5|(5)|5e0|10/2|15 / 3",
    -2.0: "-2|−2|-2.0",
    0.5: ".5|0.50|0.5|1/2",
    2048.0: "2_048|2048.",
    1048000.0: "1,048,000",
    math.log(2): "log(2)|ln 2|np.log(2)|LOG 2",
    -math.log(2): "-log(2)|-ln 2",
    math.inf: "inf|Infinity",
    "error": "error|an error|ERROR.|raises|it raises an error|exception|fails|it fails|ValueError|"
    "a TypeError|crash|is an error|raises ValueError|err|errror|erorr|errors",
    True: "True|TRUE. |yes",
    False: "false|No.",
    None: "| |.|...|?|x|two|(2, n)|2 3|(2 3|((2, 3|1/0|log(0)|(2.0, 3)|'error'|{2, 3}|None|1j|"
    "no error|an error of mine|[1, [2]]|['a']|(True, 2)|\0|a.b()|" + "(" * 500 + "|" + "9" * 5000,
}


@pytest.mark.parametrize(("value", "typed"), READ.items(), ids=map(repr, READ))
def test_an_answer_is_read_however_it_is_typed(value, typed):
    for each in typed.split("|"):
        read = read_answer(each)
        assert (type(read), read) == (type(value), value), each


# Right or wrong

JUDGED = """
a + b | (3, 4); 3 x 4 | (4, 3); (3,); 12; error; True; (); (3, 4, 1)
a @ a | error; ValueError | (3, 1); 3; (); True; [1]
b[0] | (4,); 4,; [1, 2, 3, 4]; array([1, 2, 3, 4]) | 5; (1, 4); (4, 1); [1, 2, 3]; [[1, 2, 3, 4]]
a.shape | (3, 1) | (3,); 3; (1, 3)
2 * n | 1200; 1,200; 1200.0; 1.2e3; 1200,0; () | (1, 200); 1201; 12; (12,)
np.ones((1, 200)) | 1,200; (1, 200) | 1200
n == n | True; true; () | False; 1; error
(v > 2).all() | False | True; (3,); 0
np.array(1) > 2 | False | True
np.zeros((0, 3)) | (0, 3) | 0; (3,); ()
-np.log(1.0) | 0; 0.0; -0 | 1; error
np.log(0.0) | -inf | inf; nan; error; 0
np.log(0.0) * 0 | nan | 0; -inf; error
v / 3 | [0.33, 0.67, 1.33]; [0.33 0.67 1.33] | [0.33, 0.67, 1.3]; [[0.33, 0.67, 1.33]]
v * v | [1. 4. 16.]; [ 1.  4. 16.] | [1. 4. 1.]; [[1. 4. 16.]]
a == 10 | [[True], [False], [False]] | [True, False, False]
np.log(2) | log(2); 0.6931471805599453; 0.693147; 0.69; 0.7; .69; 6.9e-1 | 0.68; 0.6932; 0.690
np.log(2) | 0.6931; 0,693; 0,7 | 1; 0; -0.69; 6.9e-2; 1.; 0,68; 0, 693
"""


@pytest.mark.parametrize("row", JUDGED.strip().splitlines())
def test_numpy_says_what_is_right_to_the_digits_that_were_typed(row):
    expression, good, bad = row.split(" | ")
    question = guess(expression, **NAMES)
    for typed in good.split("; "):
        assert question.answer(typed)[0] is True, typed
    for typed in bad.split("; "):
        assert question.answer(typed)[0] is False, typed


# Saying why

TOLD = """
X[:, 1] | (3,) | gives shape (3,). A single index drops its axis: (3, 4) becomes (3,).
X[:, 1] | (3, 1) | ... (3, 4) becomes (3,). (3, 1) would be X[:, 1:2].
X[:, 1] | (4,) | ... (3, 4) becomes (3,). (4,) would be X[1, :].
np.linalg.norm(X, None, 1) | (3,) | ... Axis 1, of length 4, goes: (3, 4) becomes (3,).
X[:, 1:2] | (3, 1) | ... A slice keeps its axis and takes 1 of 4: (3, 4) becomes (3, 1).
X[:, 1:2] | (3, 2) | ... (3, 4) becomes (3, 1). (3, 2) would be X[:, 1:3].
X.sum(axis=1) | (3,) | ... Axis 1, of length 4, goes: (3, 4) becomes (3,).
X.sum(axis=1) | (3, 1) | ... becomes (3,). (3, 1) would be X.sum(axis=1, keepdims=True).
np.sum(X, 1) | (4,) | ... becomes (3,). (4,) would be np.sum(X, axis=0).
X.sum(axis=1, keepdims=True) | (3,) | ... stays as a 1: ... (3,) would be X.sum(axis=1).
w.T | (3, 1) | gives shape (1, 3). .T turns the axes round: (3, 1) becomes (1, 3). ... would be w.
M.reshape(4, 3) | (3, 4) | ... 12 numbers fill (4, 3) row by row. (3, 4) is the shape of M.
v * v.T | (3, 3) | ... In v.T, (3,) has ... leaves it. (3, 3) would be v * v.reshape(3, 1).
v @ M | (3, 4) | ... and (4,) is left. (3, 4) is the shape of M.
-w.T @ X | (3, 4) | gives shape (1, 4). (1, 3) @ ... (3, 4) is the shape of X.
M * X.T | (3, 3) | raises an error. ... (3, 3) would be M @ X.T.
(M @ X.T).sum(axis=1, keepdims=True) | (3,) | ... (3,) would be (M @ X.T).sum(axis=1).
v * v | 21 | ... (3,): each entry meets the one in its own place. 21 would be v @ v.
w * X | (1, 4) | ... 1 meets 4, the 1 is read 4 times; 3 meets 3. (1, 4) would be w.T @ X.
w.T @ X | (3, 4) | ... that axis is summed away, and (1, 4) is left. (3, 4) would be w * X.
w.T @ w | () | ... (1, 1) is left. A number has shape (), and the result has axes.
w @ w.T | (1, 1) | ... (3, 1) @ (1, 3): ... (1, 1) would be w.T @ w.
X @ b | 5 | raises an error. ... 5 is one value; X @ b gives an array, or fails.
X @ b | (3, 1) | raises an error. (3, 4) @ (1, 4) does not fit: ... (3, 1) would be X @ b.T.
np.maximum(X, v) | error | raises an error. (3, 4) and (3,) do not fit: on the last axis, ...
X + v | (3, 4) | ... 4 meets 3, and neither is 1. (3, 4) would be X + v.reshape(3, 1).
w - 0.1 * (w + X[:, 1] * 0.5) | (3, 3) | ... (3, 1) and (3, 3) give (3, 3), ...
w - 0.1 * (w + X[:, 1] * 0.5) | (3, 1) | ... In X[:, 1], a single ... (w + X[:, 1:2] * 0.5).
w - 0.1 * (w + X[:, 1] * 0.5) | error | ... In w + X[:, 1] * 0.5, (3, 1) and (3,) give (3, 3), ...
(yes == true).mean() | 0.75 | ... In yes == true, ... be (yes == true.reshape(4, 1)).mean().
(yes == true).mean() | 0.5 | gives 0.5. In yes == true, (4, 1) and (4,) give (4, 4), ...
np.exp(np.log(0.0)) * 2 | 1 | gives 0. np.exp(np.log(0.0)) is 0. 1 is too large.
np.log(0.0) / np.log(0.0) | 1 | gives nan. np.log(0.0) is -inf, np.log(0.0) is -inf.
v[-1] | 3 | ... 3 is the number of entries of v.
np.exp(a - b) / b.T | 12 | ... (3, 4) and (4, 1) do not fit: on the last axis but one, ...
np.exp(w.T @ X) | (1, 4) | ... In w.T @ X, (1, 3) @ (3, 4): ...
b ** -1 | error | ... ValueError: Integers to negative integer powers are not allowed.
a + c | 2 | raises an error. NameError: name 'c' is not defined.
one | 0.025 | gives shape (1, 1). 0.025 is the number inside.
M | 12 | gives shape (3, 4). 12 is the number of its entries.
M | (4, 3) | gives shape (3, 4). A shape names the rows first, then the columns.
n * 2 | (1, 1) | gives 1200. (1, 1) has 2 axes, and a number has none.
n * 2 | inf | gives 1200. The result is an ordinary number, not inf.
n > 2 | False | gives True.
v * v | [1, 2] | gives shape (3,), [1, 4, 16]. The shapes are equal, ...
(v * v).sum() | 7 | ... 7 would be (v * v).mean().
M.sum(axis=1) | [12, 15, 18, 21] | ... [12, 15, 18, 21] would be M.sum(axis=0).
2 * 30 * 569 * 60 | error | gives 2048400. 2 * 30 * 569 is 34140. Nothing fails here.
np.log(2) | error | gives 0.6931. Nothing fails here.
1 - 1.0 | error | gives 0. Nothing fails here.
-np.log(1.0) | error | gives 0. np.log(1.0) is 0. Nothing fails here.
1e30 | error | gives 1e+30. Nothing fails here.
np.log(0.0) | error | gives -inf. Nothing fails here.
"""


@pytest.mark.parametrize("row", TOLD.strip().splitlines())
def test_the_reason_is_where_the_answer_and_the_truth_part(row):
    expression, typed, words = row.split(" | ")
    _, remark, reason = guess(expression, **NAMES).answer(typed)
    told = f"{reason} {remark}".strip().removeprefix(f"{expression} ")
    assert re.fullmatch(re.escape(words).replace(r"\.\.\.", ".+"), told), told
    assert len(re.findall(r"\.(?: |$)", told)) <= 3


UNCLEAR = """
X[0] | 4 | One axis of length 4 is typed (4,).
X[0] | (4) | The comma is missing: (4,).
a @ a | (3) | The comma is missing: (3,).
a @ a | none | If it fails, type error; for a number without axes type its value, or ().
v + 1 | three | three is no answer I can read. Type a shape such as (2, 3), a number, ...
"""


@pytest.mark.parametrize("row", UNCLEAR.strip().splitlines())
def test_what_is_only_written_otherwise_costs_no_try(row, kept):
    expression, typed, words = row.split(" | ")
    question = guess(expression, **NAMES)
    right, told = question.attempt(typed)
    assert right is None and re.fullmatch(re.escape(words).replace(r"\.\.\.", ".+"), told), told
    assert question.tries == 0 and not kept.exists()


ASKED = """
a + b | w * X | w.T @ X | X.T | v * v | 1 / 1 + np.exp(-1.0 * (n - n)) | (n - 100) / 100 - 3
2 * n | (v * v).sum() | -np.log(0.5) | X[:, 1] | X[:, 1:2] | X[0] | X[1:] | v[0:2] | X.sum(axis=1)
X.mean(axis=1, keepdims=True) | X.sum(axis=0) | X.sum(axis=0, keepdims=True) | M.max() | M + v
X @ b | a @ a | M * X.T | M.sum(axis=2)
"""
TYPED = "(3, 4) (4, 3) (3,) (3, 1) (1, 3) (1, 4) (4,) () 12 -2 0.5 error [1,2,3] True (1, 1) (3, 3)"


@pytest.mark.parametrize("expression", re.split(r" \| |\n", ASKED.strip()))
def test_a_wrong_answer_gets_a_remark_or_where_to_look_and_neither_tells(expression):
    for typed in re.split(r" (?![^(]*\))", TYPED):
        question = guess(expression, **NAMES)
        right, remark, reason = question.answer(typed)
        if not right:
            told = question.attempt(typed)[1]
            assert told == f"{remark or question.look} Try once more.", typed
            assert reason not in told, typed
            assert remark or expression == "M.sum(axis=2)" or typed == "[1,2,3]", typed


REMARKED = """
w.T @ M | (4, 4) | The rows of a product are those of the first, (1, 3): not 4.
w.T @ M | (1, 1) | The columns of a product are those of the second, (3, 4): not 1.
w.T @ M | (4,) | (4,) has 1 axis; (1, 3) @ (3, 4) would have 2.
v * 2 | [2, 4, 9] | The shape is right; the entry at [2] is not 9.
v * 2 | [9, 4, 8] | The shape is right; the entry at [0] is not 9.
n - 2 | 600 | 600 is n alone.
-v.sum() | 7 | 7 is v.sum() alone.
v.sum() - n | 7 | 7 is v.sum() alone.
np.sum([v, v]) | 5 | 5 is too small.
"""


@pytest.mark.parametrize("row", REMARKED.strip().splitlines())
def test_the_remark_is_about_the_answer_that_was_given(row):
    expression, typed, told = row.split(" | ")
    assert guess(expression, **NAMES).attempt(typed) == (False, f"{told} Try once more.")


# What asking leaves alone


def test_asking_changes_no_name_and_prints_and_warns_nothing(capsys, recwarn):
    def chatty():
        print("the answer is 42")
        return np.array([1.0]) / 0

    x, still = np.array([3.0, 1.0, 2.0]), np.broadcast_to(np.arange(3.0), (2, 3))
    names = {"x": x, "y": np.ones(3), "view": x[:2], "still": still, "chatty": chatty}
    for expression, typed in {
        "x.sort() or (x := y)[0]": "1",
        "np.add(x, y, out=x)": "[4, 2, 3]",
        "view.__imul__(2)[0]": "6",
        "np.shares_memory(x, view)": "True",
        "np.add(still, 1, out=still)": "error",
        "chatty() * np.mean(np.zeros(0))": "(1,)",
    }.items():
        assert guess(expression, **names).answer(typed)[0] is True, expression
    assert x.tolist() == [3.0, 1.0, 2.0] and names["x"] is x and names["y"].all()
    assert capsys.readouterr() == ("", "") and len(recwarn) == 0


def test_the_answer_is_that_of_the_moment_when_it_was_asked():
    x = np.array([[1.0, 2.0]])
    total, entries = guess("x.sum()", x=x), guess("x", x=x)
    x += 1
    assert total.answer("3")[0] is True and entries.answer("[[1, 2]]")[0] is True
    assert total.answer("[1, 2]")[1].endswith("[1, 2] would be x.sum(axis=0).")


@pytest.mark.parametrize("expression", ["'text'", "None", "1j", "[[1], [1, 2]]", "(v, 0.5)", "{}"])
def test_a_question_that_nobody_could_answer_is_refused_when_it_is_asked(expression):
    with pytest.raises(TypeError, match="gives .*, a guess needs an array, a shape, a number"):
        guess(expression, **NAMES)
    with pytest.raises(SyntaxError):
        guess(f"x = {expression}")


KIND = """
a + b: broadcasting | a * a: element-wise | a * 2: element-wise | w.T @ X: product | X @ b: product
X.sum(axis=1): reduction | M.sum(): reduction | X.sum(axis=1, keepdims=True): keepdims
X[0]: index | X.T: transpose | M.reshape(4, 3): reshape | n * 2: number | np.log(0.0): nan
(yes == true).mean(): broadcasting | a + c: error | one: shape | n > 2: number | M + v: broadcasting
np.hstack([M, M]): join | np.zeros(2): sizes | M.shape[1]: shape
"""


def test_the_first_answer_is_kept_with_its_kind_and_a_new_run_asks_anew(kept):
    for expression, kind in re.findall(r"(?:^|\| )(.+?): ([\w-]+)(?= \||$)", KIND, re.M):
        question = guess(expression, **NAMES)
        for typed in ("what", "[[[7, 7, 7]]]", "error", "(3, 4)"):
            question.attempt(typed)
        assert record.kept()[0]["guesses"][expression] == [kind, False]
        assert question.look
    assert to_look_at(record.kept()[0]["guesses"]) == list(LESSONS)
    guess("X[0]", **NAMES).attempt("(4,)")
    assert "index" not in to_look_at(record.kept()[0]["guesses"])


def test_what_has_no_rule_and_an_entry_of_a_table_get_their_value_alone():
    rows = ("np.sum([v, v])", "14"), ("np.max([v, v], axis=0)", "(3,)"), ("X[0, 2] - n", "-599")
    for expression, typed in rows:
        assert re.fullmatch(r".* gives [^.]*\.", guess(expression, **NAMES).answer(typed)[2])


def test_one_of_several_results_of_a_function_can_be_asked_for():
    def step(X):
        return 0.5, X, 1.0

    assert guess("step(X)[0]", step=step, X=np.ones((2, 3))).answer("0.5")[0]


# The drill

each_kind = pytest.mark.parametrize("kind", KINDS)


def questions(kind, count, miss=()):
    """The questions of a drill, of which those with a number in `miss` are missed."""
    started = drill(kind)
    for number in range(count):
        yield started.question
        started.question.attempt("(99, 99)" if number in miss else str(started.question.truth))
        started.go_on()


@each_kind
def test_numpy_answers_and_a_wrong_answer_gets_a_short_reason(kind):
    for question in questions(kind, 120):
        try:
            truth = np.shape(eval(question.expression, {"np": np, **question.names}))
        except (ValueError, TypeError):
            truth = "error"
        assert question.answer(str(truth))[0] is True
        right, remark, told = question.answer("(99, 99)")
        does = "raises an error" if truth == "error" else f"gives shape {truth}"
        assert right is False and told.startswith(f"{question.expression} {does}. ") and remark
        assert told.endswith(".") and remark.endswith(".") and told.count(". ") <= 1
        given = " and ".join(f"{name} has shape {a.shape}" for name, a in question.names.items())
        asked = f"{given}. What is the shape of {question.expression}? {question.ask}"
        assert str(question).replace("), b", ") and b") == asked


@each_kind
def test_the_easy_ones_come_first_then_any_with_longer_axes(kind):
    asked = list(questions(kind, 200))
    known = len(KINDS[kind])
    patterns = [expression for expression, _ in KINDS[kind]]
    assert [each.expression for each in asked[:known]] == patterns
    assert {each.expression for each in asked[known:]} == set(patterns)
    shapes = [[array.shape for array in each.names.values()] for each in asked]
    assert max(max(map(max, each)) for each in shapes[: known - 1]) <= 5
    assert 5 < max(max(map(max, each)) for each in shapes[known:]) <= 9
    assert 0.05 < [each.truth for each in asked].count("error") / 200 < 0.45


def test_answers_are_read_as_guess_reads_them():
    question = ShapeQuestion("a @ b", a=np.ones((4, 2)), b=np.ones((2, 3)))
    assert str(question).startswith("a has shape (4, 2) and b has shape (2, 3). What is the shape")
    assert all(question.answer(typed)[0] is True for typed in ("(4, 3)", "4 x 3", "shape (4, 3)."))
    assert all(question.answer(typed)[0] is False for typed in ("(3, 4)", "error", "number", "()"))
    for typed in ("12", "", "True", "[[1]]", "4.5", "-3", "(4, m)"):
        right, told, _ = question.answer(typed)
        unread = f"{typed or 'Nothing'} is no answer I can read. {question.ask}"
        assert right is None
        assert told == ("One axis of length 12 is typed (12,)." if typed == "12" else unread)


@each_kind
def test_what_was_missed_comes_back_after_two_others_with_other_lengths(kind):
    asked = list(questions(kind, 12, miss={1}))
    patterns = [expression for expression, _ in KINDS[kind]]
    wanted = [*patterns[:4], patterns[1], *patterns[4:11]]
    assert [each.expression for each in asked] == wanted
    first, again = ([a.shape for a in asked[k].names.values()] for k in (1, 4))
    assert first != again


def test_it_comes_back_until_it_is_answered_and_the_drill_goes_on():
    asked = [each.expression for each in questions("reductions", 12, miss=[0, 3])]
    assert [k for k, each in enumerate(asked) if each == asked[0]] == [0, 3, 6]
    assert len({each.expression for each in questions("reductions", 50, miss=range(50))}) > 2


def test_a_new_run_goes_on_where_the_last_one_stopped_with_what_was_missed():
    patterns = [expression for expression, _ in KINDS["reductions"]]
    first = [each.expression for each in questions("reductions", 3, miss=[2])]
    assert first == patterns[:3]  # and the fourth was on the page
    again = [each.expression for each in questions("reductions", 3)]
    assert again == [patterns[4], patterns[2], patterns[5]]


def test_five_in_a_row_are_kept_and_a_new_kernel_begins_with_harder_ones(monkeypatch):
    started = drill("product")
    for typed in ["(99, 99)", *["right"] * 4, "(99, 99)", *["right"] * 5]:
        assert record.kept()[0]["drills"] == []
        _, told = started.question.attempt(
            str(started.question.truth) if typed == "right" else typed
        )
        assert ("Five in a row: kept with your progress." in told) is (started.streak == 5)
        started.go_on()
    assert record.kept()[0]["drills"] == ["product"]
    monkeypatch.setattr(quiz, "coming", {})
    patterns = KINDS["product"]
    assert drill("product").pattern == patterns[len(patterns) // 2]
    assert drill("reductions").pattern == KINDS["reductions"][0]


@pytest.mark.parametrize("kind", ["", "Broadcasting", None, 3, ["product"]])
def test_another_kind_is_refused_with_those_there_are(kind):
    with pytest.raises(ValueError, match='one of "broadcasting", "product", "reductions"'):
        drill(kind)


# On the page


@pytest.fixture
def live(monkeypatch):
    """Displays a guess or a drill: its still, and its widgets by what they are."""
    monkeypatch.setattr(quiz, "SOON", 0)  # here a press is always heard last
    shown = []
    monkeypatch.setattr(show, "display", lambda output, **_: shown.append(output))

    def displayed(question):
        question._ipython_display_()
        still, bundle = shown[-2:]
        asked, row, status, *score, _ = widgets_by_id[bundle[VIEW]["model_id"]].children
        names = ["still", "asked", "status", "field", "answer", "next", "score"]
        parts = [still, asked, status, *row.children, *score]
        return SimpleNamespace(**dict(zip(names, parts, strict=False)))

    return displayed


def enter(page, typed):
    """What the page sends for Enter: what stands in the field, then the button that is enabled."""
    page.field.value = typed
    (page.next if page.answer.disabled else page.answer).click()
    return page.status.value


@pytest.mark.parametrize(
    ("ask", "asked", "answer", "hidden"),
    [
        (
            lambda: guess("a @ b < 9", **NAMES),
            "<code>a @ b &lt; 9</code>",
            "array([[False",
            "(3, 4)",
        ),
        (lambda: drill("product"), "shape (3, 4). What is the shape of <code>a @ b", "", "(2, 4)"),
    ],
)
def test_the_still_folds_the_answer_and_is_the_same_in_every_run(live, ask, asked, answer, hidden):
    still = live(ask()).still
    above, folded = still["text/html"].split("<details><summary>Answer</summary>")
    assert asked in above and answer in folded and f"gives shape {hidden}. " in folded
    for part in filter(None, (answer, hidden)):
        assert part not in above + still["text/plain"]
    assert live(ask()).still == still


def test_a_wrong_answer_gets_a_second_try_and_then_the_answer_stays_open(live):
    page = live(guess("a + b", **NAMES))
    page.field.value = "(3,"  # and then somebody clicks elsewhere
    assert page.status.value == ""
    told = enter(page, "(4, 3)")
    assert "Not quite." in told and "Try once more." in told and "array" not in told
    assert enter(page, "(4, 3)") == told  # Enter again
    told = enter(page, "<b>12</b>")
    assert "&lt;b&gt;12&lt;/b&gt; is no answer I can read" in told and "array" not in told
    told = enter(page, "(3, 1)")
    assert "Not quite." in told and "a + b gives shape (3, 4)." in told and "array([[11," in told
    told = enter(page, "(3, 4)")
    assert "Right." in told and "array([[11," in told and "array([[11," in enter(page, "what")


@pytest.mark.parametrize(
    ("expression", "typed", "mark", "printed"),
    [
        ("a @ a", "error", "Right.", "ValueError: matmul"),
        ("np.ones((30, 569))", "(30, 569)", "Right.", "[1., 1., 1., ..., 1., 1., 1.]"),
        ("a.shape", "(3, 1)", "Right.", ">(3, 1)<"),
        ("n > 2", "False", "Not quite.", ">True<"),  # only one is left
    ],
)
def test_it_opens_with_the_value_as_numpy_prints_it(live, expression, typed, mark, printed):
    told = enter(live(guess(expression, **NAMES)), typed)
    assert mark in told and printed in told


def test_a_drill_checks_until_it_is_right_and_then_goes_on(live):
    started = drill("product")
    page = live(started)
    first = page.asked.value
    assert page.next.disabled
    page.next.click()
    assert "what is no answer I can read" in enter(page, "what")
    assert page.asked.value == first and page.score.value.endswith("; 0 answered, 0 right.")
    told = enter(page, "(99, 99)")
    assert "Not quite." in told and "gives" not in told and "comes back" in told
    assert "gives shape" in enter(page, "(98, 98)")  # opens the answer, and counts no more
    assert "Right." in enter(page, str(started.question.truth)) and page.asked.value == first
    assert page.score.value == "0 right in a row; 1 answered, 0 right."
    assert enter(page, page.field.value) == page.field.value == "" and page.asked.value != first
    assert page.next.disabled and not page.answer.disabled
    told = enter(page, str(started.question.truth))
    assert page.score.value == "1 right in a row; 2 answered, 1 right."
    page.answer.click()  # a second Enter, sent before the first was answered
    assert page.status.value == told


def test_next_leaves_a_question_that_was_missed(live):
    page = live(drill("product"))
    first = page.asked.value
    enter(page, "(99, 99)")
    page.next.click()
    assert page.asked.value != first


def test_what_is_typed_and_heard_of_a_moment_after_the_press_is_judged(live, monkeypatch):
    page = live(guess("a + b", **NAMES))
    monkeypatch.setattr(quiz, "SOON", 1)
    page.answer.click()
    page.field.value = "(3, 4)"
    assert "Right." in page.status.value
    monkeypatch.setattr(quiz, "SOON", 0)
    page = live(guess("a + b", **NAMES))
    page.answer.click()
    told = page.status.value
    page.field.value = "(3, 4)"  # much later, and somebody clicks elsewhere
    assert page.status.value == told
