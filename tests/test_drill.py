"""What must hold of drill(): NumPy answers, easy first, the missed comes back, keys suffice."""

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers.pictures import show
from helpers.quiz import drill
from helpers.shapes.questions import KINDS, ShapeQuestion

VIEW = "application/vnd.jupyter.widget-view+json"
each_kind = pytest.mark.parametrize("kind", KINDS)


def questions(kind, count, miss=()):
    """The questions of a drill, of which those with a number in `miss` are missed."""
    started = drill(kind)
    for number in range(count):
        yield started.question
        started.answer("(99, 99)" if number in miss else str(started.question.truth))
        started.go_on()


# The questions


@each_kind
def test_numpy_answers_and_a_wrong_answer_gets_a_short_reason(kind):
    for question in questions(kind, 120):
        try:
            truth = np.shape(eval(question.expression, {"np": np, **question.names}))
        except (ValueError, TypeError):
            truth = "error"
        assert question.answer(str(truth))[0] is True
        right, told = question.answer("(99, 99)")
        does = "raises an error" if truth == "error" else f"gives shape {truth}"
        assert right is False and told.startswith(f"{question.expression} {does}. ")
        assert told.endswith(".") and 2 <= told.count(". ") + 1 <= 3
        for name, value in question.names.items():
            assert f"{name} has shape {value.shape}" in str(question)
        assert f"What is the shape of {question.expression}? Type a shape such as" in str(question)


@each_kind
def test_questions_are_the_same_at_each_start_easy_first_then_any_with_longer_axes(kind):
    asked = list(questions(kind, 200))
    assert [str(each) for each in asked] == [str(each) for each in questions(kind, 200)]
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
        right, told = question.answer(typed)
        assert right is None and told.endswith("() for a number, or error.")
        assert ("is typed (" in told) is (typed == "12")


# The drill


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


@pytest.mark.parametrize("kind", ["", "Broadcasting", None, 3, ["product"]])
def test_another_kind_is_refused_with_those_there_are(kind):
    with pytest.raises(ValueError, match='one of "broadcasting", "product", "reductions"'):
        drill(kind)


# On the page


@pytest.fixture
def page(monkeypatch):
    """A drill that is displayed, and its outputs and widgets by what they are."""
    outputs, started = [], drill("product")
    monkeypatch.setattr(show, "display", lambda output, **_: outputs.append(output))
    started._ipython_display_()
    box = widgets_by_id[outputs[1][VIEW]["model_id"]]
    asked, row, status, score, _ = box.children
    names = ["field", "answer", "next", "asked", "status", "score", "still", "drill"]
    return dict(zip(names, [*row.children, asked, status, score, outputs[0], started], strict=True))


def enter(page, typed=None):
    """Enter in the field, as the browser sends it: first that it was pressed, then a new value."""
    page["field"]._handle_custom_msg({"event": "submit"}, [])
    if typed is not None:
        page["field"].value = typed


def test_the_still_asks_and_does_not_answer(page):
    question = page["drill"].question
    assert page["still"]["text/plain"] == str(question)
    assert f"<code>{question.expression}</code>" in page["still"]["text/html"]
    assert question.rule not in page["still"]["text/html"]


def test_enter_answers_and_enter_again_goes_on(page):
    first = page["asked"].value
    assert page["next"].disabled
    page["next"].click()
    enter(page)
    enter(page, "<b>what</b>")
    assert "&lt;b&gt;what&lt;/b&gt; is no answer I can read" in page["status"].value
    enter(page)  # neither without an answer nor after one that cannot be read
    assert page["asked"].value == first and page["score"].value == "0 answered, 0 right."
    enter(page, str(page["drill"].question.truth))
    told = page["status"].value
    assert "Right." in told and page["score"].value == "1 answered, 1 right."
    page["answer"].click()
    page["field"].value = "(99, 99)"  # it counts once, and the reason stays
    assert page["score"].value == "1 answered, 1 right." and page["status"].value == told
    enter(page)
    assert page["asked"].value != first and page["status"].value == page["field"].value == ""
    enter(page, "(99, 99)")
    assert "Not quite." in page["status"].value and "comes back" in page["status"].value
    second = page["asked"].value
    page["next"].click()
    assert page["asked"].value != second and page["score"].value == "2 answered, 1 right."
