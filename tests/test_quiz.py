"""What must hold of guess(): it reads what people type, NumPy answers, and says why."""

import re

import ipywidgets
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers.pictures import show
from helpers.quiz import ASK, guess, read_answer

A, B = np.array([[10], [20], [30]]), np.array([[1, 2, 3, 4]])
VIEW = "application/vnd.jupyter.widget-view+json"


def right(expression, typed, **names):
    return guess(expression, **names).answer(typed)[0]


def told(expression, typed, **names):
    return guess(expression, **names).answer(typed)[1]


# Reading


@pytest.mark.parametrize(
    "typed",
    [
        "(2, 3)",
        "2, 3",
        "(2,3)",
        " ( 2 , 3 ) ",
        "2,3",
        "2 x 3",
        "2x3",
        "2 \u00d7 3",
        "2 by 3",
        "(2, 3).",
        "shape (2, 3)",
        "Shape: 2, 3",
        "shape is (2, 3)",
        "2, 3,",
    ],
)
def test_a_shape_is_read_however_it_is_typed(typed):
    assert read_answer(typed) == (2, 3)


@pytest.mark.parametrize(
    ("typed", "shape"),
    [
        ("(3,)", (3,)),
        ("3,", (3,)),
        ("()", ()),
        ("2 x 3 x 4", (2, 3, 4)),
        ("(0, 5)", (0, 5)),
        ("(1, 1)", (1, 1)),
        ("(30, 569)", (30, 569)),
        ("1,200", (1, 200)),
    ],
)
def test_shapes_with_any_number_of_axes_are_read(typed, shape):
    assert read_answer(typed) == shape


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", 5),
        ("5.", 5),
        ("-2", -2),
        ("\u22122", -2),
        (".5", 0.5),
        ("-.5", -0.5),
        ("0.50", 0.5),
        ("1e-3", 0.001),
        ("2_048", 2048),
        ("2,048,400", 2048400),
        ("1,000,000", 1e6),
        ("+3", 3),
        ("inf", np.inf),
        ("-Infinity", -np.inf),
        ("(5)", 5),
        ("1/4", 0.25),
        ("-3 / 8", -0.375),
        ("0.5/2", 0.25),
        ("log(2)", np.log(2)),
        ("-ln 2", -np.log(2)),
        ("np.log(10)", np.log(10)),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, number):
    answer = read_answer(typed)
    assert isinstance(answer, float) and answer == number


def test_not_a_number_is_read_too():
    assert np.isnan(read_answer("nan")) and np.isnan(read_answer("NaN"))


@pytest.mark.parametrize(
    "typed",
    [
        "error",
        "Error",
        "an error",
        "ERROR.",
        "raises",
        "it raises an error",
        "exception",
        "fails",
        "it fails",
        "ValueError",
        "a TypeError",
        "crash",
        "is an error",
        "raises ValueError",
    ],
)
def test_an_error_is_read_however_it_is_typed(typed):
    assert read_answer(typed) == "error"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("True", True), ("false", False), (" TRUE. ", True), ("yes", True), ("No.", False)],
)
def test_true_and_false_are_read(typed, value):
    assert read_answer(typed) is value


@pytest.mark.parametrize(
    ("typed", "entries"), [("[1, 4, 16]", [1, 4, 16]), ("[[1], [2.5]]", [[1], [2.5]]), ("[]", [])]
)
def test_entries_are_read_in_square_brackets(typed, entries):
    answer = read_answer(typed)
    assert isinstance(answer, np.ndarray) and answer.tolist() == entries


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        ".",
        "...",
        "?",
        "x",
        "two",
        "(2, n)",
        "(2, 3",
        "2 3",
        "1/0",
        "log(0)",
        "(2.0, 3)",
        "'error'",
        "{2, 3}",
        "None",
        "1j",
        "no error",
        "an error of mine",
        "[1, [2]]",
        "['a']",
        "np",
        "(True, 2)",
        "(" * 500,
        "9" * 5000,
        "1" + "0" * 400,
        "[" * 100 + "]" * 100,
        "\0",
        "a.b()",
    ],
)
def test_what_cannot_be_read_is_no_answer(typed):
    assert read_answer(typed) is None
    verdict, sentence = guess("2 + 3").answer(typed)
    assert verdict is None and sentence.endswith(ASK)


# Right or wrong


@pytest.mark.parametrize(
    ("expression", "names", "good", "bad"),
    [
        (
            "a + b",
            {"a": A, "b": B},
            ["(3, 4)", "3 x 4"],
            ["(4, 3)", "(3,)", "12", "error", "(3, 1)", "True", "()", "(3, 4, 1)"],
        ),
        ("a @ a", {"a": A}, ["error", "ValueError"], ["(3, 1)", "3", "()", "True", "[1]"]),
        ("b[0]", {"b": B}, ["(4,)", "4,", "[1, 2, 3, 4]"], ["4", "(1, 4)", "(4, 1)", "[1, 2, 3]"]),
        ("x.shape", {"x": A}, ["(3, 1)"], ["(3,)", "3", "(1, 3)"]),
        (
            "n * m",
            {"n": 3, "m": 4},
            ["12", "12.0", "1.2e1", "()"],
            ["11", "12.1", "(12,)", "(3, 4)"],
        ),
        ("x == x", {"x": 2.0}, ["True", "true", "()"], ["False", "1", "error"]),
        ("x > 2", {"x": np.float64(2.0)}, ["False"], ["True", "0"]),
        ("(x > 2).all()", {"x": np.arange(3)}, ["False"], ["True", "(3,)"]),
        ("np.array(1) > 2", {}, ["False"], ["True"]),
        ("np.zeros((0, 3))", {}, ["(0, 3)"], ["0", "(3,)", "()"]),
        ("-np.log(a)", {"a": 1.0}, ["0", "0.0", "-0"], ["1", "error"]),
        ("np.log(0.0)", {}, ["-inf"], ["inf", "nan", "error", "0"]),
        ("np.log(0.0) * 0", {}, ["nan"], ["0", "-inf", "error"]),
        ("2 * n", {"n": 600}, ["1200", "1,200", "1_200"], ["(1, 200)", "1201", "12"]),
        ("np.ones((1, 200))", {}, ["1,200", "(1, 200)"], ["1200"]),
    ],
)
def test_numpy_says_what_is_right(expression, names, good, bad):
    question = guess(expression, **names)
    assert [typed for typed in good if question.answer(typed)[0] is not True] == []
    assert [typed for typed in bad if question.answer(typed)[0] is not False] == []


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("0.693147", True),
        ("0.6931", True),
        ("0.69", True),
        ("0.7", True),
        (".69", True),
        ("0.69.", True),
        (" 0.69 ", True),
        ("6.9e-1", True),
        ("0.6931471805599453", True),
        ("0.68", False),
        ("0.6932", False),
        ("0.690", False),
        ("1", False),
        ("0", False),
        ("-0.69", False),
        ("6.9e-2", False),
        ("1.", False),
    ],
)
def test_a_number_is_right_to_the_digits_that_were_typed(typed, is_right):
    assert right("np.log(2)", typed) is is_right


def test_entries_are_right_to_two_decimals_and_in_their_own_shape():
    x = np.array([1.0, 2.0, 4.0]) / 3
    assert right("x * x", "[0.11, 0.44, 1.78]", x=x) is True
    assert right("x * x", "[0.11, 0.44, 1.8]", x=x) is False
    assert right("x * x", "[[0.11, 0.44, 1.78]]", x=x) is False
    assert right("x[0]", "[0.33]", x=x) is False
    assert right("x @ [1]", "[0.33]", x=x) is False


# Saying why


def test_a_wrong_answer_is_explained_by_the_rule_and_the_shapes():
    sentence = told("a + b", "(4, 3)", a=A, b=B)
    assert sentence.startswith("a + b gives shape (3, 4). (3, 1) and (1, 4), from the right")
    sentence = told("a @ b.T", "(3, 1)", a=A, b=B)
    assert sentence == (
        "a @ b.T raises an error. (3, 1) @ (4, 1) does not fit: the last axis of the first has 1, "
        "the axis it meets in the second has 4."
    )


@pytest.mark.parametrize(
    ("expression", "typed", "words"),
    [
        ("b[0]", "4", "gives shape (4,). A shape is written in brackets: (4,)."),
        ("b[:, :1]", "1", "gives shape (1, 1). 1 is the number inside."),
        ("b[:, :1]", "2", "gives shape (1, 1)."),
        ("b.sum()", "(1, 1)", "gives 10. That is a number, it has no axis."),
        ("b.sum()", "11", "gives 10."),
        ("b[0]", "(4, 1)", "gives shape (4,)."),
    ],
)
def test_what_is_right_about_a_wrong_answer_is_said(expression, typed, words):
    question = guess(expression, b=B)
    assert question.answer(typed) == (False, f"{expression} {words}")


def test_every_step_of_a_longer_line_is_explained():
    sentence = told("np.exp(a - b) / b.T", "12", a=A, b=B)
    assert "raises an error. a - b: (3, 1) and (1, 4), from the right" in sentence
    assert "(3, 4) and (4, 1) do not fit: on the last axis but one, 3 meets 4" in sentence


def test_an_error_of_another_kind_is_read_out():
    assert told("a + c", "2", a=A) == "a + c raises an error. NameError: name 'c' is not defined"


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("2 * 30 * 569 * 60", "gives 2048400."),
        ("np.log(2)", "gives 0.6931."),
        ("1 - 1.0", "gives 0."),
        ("-np.log(1.0)", "gives 0."),
        ("np.log(0.0)", "gives -inf."),
        ("np.float64('nan')", "gives nan."),
        ("1e30", "gives 1e+30."),
        ("1 > 2", "gives False."),
        ("(2, 3)", "gives shape (2, 3)."),
    ],
)
def test_a_number_is_said_as_it_would_be_typed(expression, words):
    question = guess(expression)
    assert question.answer("7")[1] == f"{expression} {words}"
    assert question.answer(words.removeprefix("gives shape ").removeprefix("gives "))[0] is True


def test_typed_entries_are_answered_with_entries():
    sentence = told("x * x", "[1, 2]", x=np.array([1.0, 2.0, 4.0]))
    assert sentence.startswith("x * x gives shape (3,), [1.0, 4.0, 16.0].")


# What asking leaves alone


def test_evaluating_changes_no_name():
    x, y = np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 1.0])
    view = x[:2]
    names = {"x": x, "y": y, "view": view}
    assert right("x.sort() or (x := y)[0]", "1", **names) is True
    assert right("np.add(x, y, out=x)", "[4, 2, 3]", **names) is True
    assert right("view.__imul__(2)[0]", "6", **names) is True
    assert right("np.shares_memory(x, view)", "True", **names) is True
    assert x.tolist() == [3.0, 1.0, 2.0] and y.tolist() == [1.0, 1.0, 1.0]
    assert names == {"x": x, "y": y, "view": view} and names["x"] is x


def test_an_array_that_cannot_be_written_to_stays_so():
    x = np.broadcast_to(np.arange(3.0), (2, 3))
    assert right("x.strides[0]", "0", x=x) is True
    assert right("np.add(x, 1, out=x)", "error", x=x) is True


def test_the_answer_is_that_of_the_moment_when_it_was_asked():
    x = np.array([1.0, 2.0])
    question = guess("x.sum()", x=x)
    x += 1
    assert question.answer("3")[0] is True and question.answer("5")[0] is False
    entries = guess("x", x=x)
    x += 1
    assert entries.answer("[2, 3]")[0] is True


def test_asking_prints_and_warns_nothing(capsys, recwarn):
    def chatty():
        print("the answer is 42")
        return np.array([1.0]) / 0

    guess("chatty()", chatty=chatty)
    guess("np.mean(np.zeros(0))")
    assert capsys.readouterr() == ("", "") and len(recwarn) == 0


@pytest.mark.parametrize(
    "expression", ["'text'", "None", "{}", "1j", "[[1], [1, 2]]", "(np.zeros(2), 0.5)", "len"]
)
def test_a_question_that_nobody_could_answer_is_refused_when_it_is_asked(expression):
    with pytest.raises(TypeError, match="gives .*, a guess needs an array, a shape, a number"):
        guess(expression)


def test_a_question_that_is_no_expression_is_refused_when_it_is_asked():
    for expression in ("x +", "x = 1", ""):
        with pytest.raises(SyntaxError):
            guess(expression)


# On the page


@pytest.fixture
def shown(monkeypatch):
    """What live shows, in order."""
    outputs = []
    monkeypatch.setattr(show, "display", lambda data, raw: outputs.append(data))
    return outputs


def live_parts(output):
    """The root of a widget output, its text field, button and status line."""
    root = widgets_by_id[output[VIEW]["model_id"]]
    _, row, status, _ = root.children
    return root, *row.children, status


def test_the_question_is_shown_still_and_live_and_no_form_holds_the_answer(shown):
    guess("a @ b + 1234", a=A, b=B)._ipython_display_()
    still, widget = shown
    assert still["text/plain"] == f"Your guess: what does a @ b + 1234 give? {ASK}"
    assert "<code>a @ b + 1234</code>" in still["text/html"]
    assert widget["text/plain"] == show.WITHOUT_WIDGETS
    root, field, button, status = live_parts(widget)
    assert "zl-guess" in root._dom_classes and "zl-status" in status._dom_classes
    held = [
        *still.values(),
        status.value,
        root.children[0].value,
        field.value,
        field.placeholder,
        button.description,
    ]
    assert not any("(3, 4)" in str(text) or "3, 4" in str(text) for text in held)


def test_the_question_shows_the_signs_of_comparison_as_they_are(shown):
    guess("a < b", a=A, b=B)._ipython_display_()
    assert "<code>a &lt; b</code>" in shown[0]["text/html"]


def test_an_answer_is_judged_by_enter_and_by_the_button(shown):
    guess("a + b", a=A, b=B)._ipython_display_()
    _, field, button, status = live_parts(shown[1])
    assert not field.continuous_update  # judged when finished, not at every letter
    field.value = "(4, 3)"
    assert "Not quite." in status.value and "gives shape (3, 4)" in status.value
    field.value = "(3, 4)"
    assert "Right." in status.value
    field.value = "<b>12</b>"
    assert "?" in status.value and "&lt;b&gt;12" in status.value
    status.value = ""
    button.click()
    assert "no answer I can read" in status.value


def test_no_text_of_a_question_holds_an_address(shown):
    guess("f(1)", f=lambda x: x)._ipython_display_()
    for output in shown:
        assert not re.search(r"0x[0-9a-f]{4,}", output["text/plain"])
    assert isinstance(widgets_by_id[shown[1][VIEW]["model_id"]], ipywidgets.VBox)
