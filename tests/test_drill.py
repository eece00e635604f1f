"""What must hold of drill(): NumPy answers, easy first, the missed comes back, keys suffice."""

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers import quiz
from helpers.checking import progress as record
from helpers.pictures import show
from helpers.quiz import drill
from helpers.shapes.questions import KINDS, ShapeQuestion

VIEW = "application/vnd.jupyter.widget-view+json"
each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def new_kernel(tmp_path, monkeypatch):
    """Nothing is kept, and no drill was run before."""
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setattr(quiz, "coming", {})


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
        right, remark, told = question.answer("(99, 99)")
        does = "raises an error" if truth == "error" else f"gives shape {truth}"
        assert right is False and told.startswith(f"{question.expression} {does}. ") and remark
        assert told.endswith(".") and remark.endswith(".") and told.count(". ") <= 1
        for name, value in question.names.items():
            assert f"{name} has shape {value.shape}" in str(question)
        assert f"What is the shape of {question.expression}? Type a shape such as" in str(question)


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
        _, told = started.answer(str(started.question.truth) if typed == "right" else typed)
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
def page(monkeypatch):
    """A drill that is displayed, and its outputs and widgets by what they are."""
    outputs, started = [], drill("product")
    monkeypatch.setattr(show, "display", lambda output, **_: outputs.append(output))
    started._ipython_display_()
    box = widgets_by_id[outputs[1][VIEW]["model_id"]]
    asked, row, status, score, _ = box.children
    names = ["field", "answer", "next", "asked", "status", "score", "still", "drill"]
    return dict(zip(names, [*row.children, asked, status, score, outputs[0], started], strict=True))


def enter(page, typed):
    """What the page sends for Enter: what stands in the field, then the button that is enabled."""
    page["field"].value = typed
    (page["next"] if page["answer"].disabled else page["answer"]).click()


def test_the_still_is_the_same_in_every_run_and_folds_its_answer(page, monkeypatch):
    still, outputs = page["still"], []
    monkeypatch.setattr(show, "display", lambda output, **_: outputs.append(output))
    drill("product")._ipython_display_()
    assert outputs[0] == still
    asked, folded = still["text/html"].split("<details><summary>Answer</summary>")
    assert "a has shape (2, 3) and b has shape (3, 4)" in asked and "<code>a @ b</code>" in asked
    assert "gives shape (2, 4)" in folded and "(2, 4)" not in asked + still["text/plain"]


def test_enter_checks_until_it_is_right_and_then_goes_on(page):
    first = page["asked"].value
    assert page["next"].disabled
    page["field"].value = "(99,"  # and then somebody clicks elsewhere
    page["next"].click()
    enter(page, "<b>what</b>")
    assert "&lt;b&gt;what&lt;/b&gt; is no answer I can read" in page["status"].value
    assert page["score"].value == "0 right in a row; 0 answered, 0 right."
    enter(page, "(99, 99)")
    told = page["status"].value
    assert "Not quite." in told and "gives" not in told and "comes back" in told
    enter(page, "(98, 98)")  # opens the answer, and counts no more
    assert "gives shape" in page["status"].value
    enter(page, str(page["drill"].question.truth))
    assert "Right." in page["status"].value and page["asked"].value == first
    assert page["score"].value == "0 right in a row; 1 answered, 0 right."
    enter(page, page["field"].value)
    assert page["asked"].value != first and page["status"].value == page["field"].value == ""
    assert page["next"].disabled and not page["answer"].disabled
    enter(page, str(page["drill"].question.truth))
    assert page["score"].value == "1 right in a row; 2 answered, 1 right."
    told = page["status"].value
    page["field"].value = "(99, 99)"
    page["answer"].click()  # a second Enter, sent before the first was answered
    assert page["status"].value == told


def test_next_leaves_a_question_that_was_missed(page):
    first = page["asked"].value
    enter(page, "(99, 99)")
    page["next"].click()
    assert page["asked"].value != first
    assert page["score"].value == "0 right in a row; 1 answered, 0 right."
