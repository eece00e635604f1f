"""What must hold of drill(): NumPy answers, easy first, the missed comes back, keys suffice."""

import itertools
import re

import ipywidgets
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers.drill import ASK, KINDS, PAUSE, Question, drill
from helpers.pictures import show
from helpers.shapes.rules import explain_broadcast, explain_product, explain_reduction

VIEW = "application/vnd.jupyter.widget-view+json"
each_kind = pytest.mark.parametrize("kind", KINDS)


def numpys(question):
    """What NumPy says: a shape, or that it is an error."""
    try:
        return np.shape(eval(question.expression, {"np": np, **question.names}))
    except (ValueError, TypeError, IndexError):
        return "error"


def walk(kind, count, miss=()):
    """The questions of a drill, of which those with a number in `miss` are missed."""
    started = drill(kind)
    for number in range(count):
        yield started, started.question
        started.answer("(99, 99)" if number in miss else str(started.question.truth))
        started.go_on()


# The questions


@each_kind
def test_the_answer_is_numpys(kind):
    for _, question in walk(kind, 120):
        assert question.truth == numpys(question)
        assert question.answer(str(question.truth))[0] is True


@each_kind
def test_every_other_shape_is_wrong_and_the_truth_is_told_with_its_reason(kind):
    for _, question in walk(kind, 60):
        right, sentence = question.answer("(99, 99)")
        assert right is False
        told = "raises an error." if question.truth == "error" else f"has shape {question.truth}."
        assert sentence.startswith(f"{question.expression} {told} ")
        assert question.why and question.why.endswith(".")


@each_kind
def test_a_question_has_the_shapes_of_its_arrays_and_not_the_answer(kind):
    for _, question in walk(kind, 60):
        for name, value in question.names.items():
            assert f"{name} has shape {value.shape}" in str(question)
        assert str(question).endswith(f"What is the shape of {question.expression}? {ASK}")
        assert question.why not in str(question)


@each_kind
def test_errors_are_asked_for_but_not_mostly(kind):
    truths = [question.truth for _, question in walk(kind, 200)]
    assert 0.05 < truths.count("error") / 200 < 0.45


@each_kind
def test_questions_are_the_same_at_each_start(kind):
    first, second = ([str(question) for _, question in walk(kind, 80)] for _ in range(2))
    assert first == second


@each_kind
def test_the_easy_ones_come_first_and_then_any_with_longer_axes(kind):
    questions = [question for _, question in walk(kind, 200)]
    known = len(KINDS[kind])
    assert [q.expression for q in questions[:known]] == [pattern for pattern, _ in KINDS[kind]]
    early, late = (
        [max(itertools.chain(*(a.shape for a in q.names.values()))) for q in part]
        for part in (questions[: known - 1], questions[known:])
    )
    assert max(early) <= 5 < max(late) <= 9
    axes = [max(a.ndim for a in question.names.values()) for question in questions]
    assert max(axes[:6]) == 2 and max(axes[:known]) == 3
    assert {q.expression for q in questions[known:]} == {pattern for pattern, _ in KINDS[kind]}


@pytest.mark.parametrize(
    ("expression", "shapes", "why"),
    [
        ("a - b", [(4, 5), (4,)], explain_broadcast((4, 5), (4,))),
        ("a @ b", [(4, 5), (4,)], explain_product((4, 5), (4,))),
        ("a.sum(axis=0)", [(4, 5)], "Axis 0, of length 4, goes: (4, 5) becomes (5,)."),
        (
            "a.sum(axis=1, keepdims=True)",
            [(4, 5)],
            "Axis 1, of length 5, stays as a 1: (4, 5) becomes (4, 1).",
        ),
        ("a.mean()", [(4, 5)], "No axis is named, so every axis of (4, 5) goes: a number is left."),
        ("a.sum(axis=2)", [(4, 5)], "(4, 5) has no axis 2, its axes are: 0, 1."),
        (
            "np.max(a, axis=(0, 1))",
            [(4, 5)],
            "Axis 0, of length 4, and axis 1, of length 5, go: (4, 5) becomes (), a number.",
        ),
        (
            "a - a.mean(axis=1)",
            [(4, 5)],
            "Axis 1, of length 5, goes: (4, 5) becomes (4,). " + explain_broadcast((4, 5), (4,)),
        ),
        (
            "(a * b).sum(axis=0)",
            [(4, 5), (4, 1)],
            explain_broadcast((4, 5), (4, 1)) + " Axis 0, of length 4, goes: (4, 5) becomes (5,).",
        ),
    ],
)
def test_the_reason_is_the_rule_and_the_axis(expression, shapes, why):
    question = Question(expression, dict(zip("abc", map(np.ones, shapes), strict=False)))
    assert question.why.replace("a * b: ", "") == why


# Answers


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("(4, 3)", True),
        ("4,3", True),
        ("4 x 3", True),
        ("shape (4, 3).", True),
        ("(3, 4)", False),
        ("error", False),
        ("number", False),
        ("()", False),
        ("12", None),
        ("", None),
        ("?", None),
        ("True", None),
        ("[[1]]", None),
        ("4.5", None),
        ("(4, m)", None),
    ],
)
def test_answers_are_read_as_guess_reads_them(typed, right):
    question = Question("a @ b", {"a": np.ones((4, 2)), "b": np.ones((2, 3))})
    verdict, sentence = question.answer(typed)
    assert verdict is right
    assert (ASK in sentence) is (right is None)


@pytest.mark.parametrize("typed", ["()", "number", "A number.", "scalar"])
def test_a_number_has_the_shape_of_no_axes(typed):
    assert Question("a @ a", {"a": np.ones(3)}).answer(typed)[0] is True


def test_a_length_alone_is_no_shape_and_that_is_said():
    verdict, sentence = Question("a @ b", {"a": np.ones(3), "b": np.ones((3, 4))}).answer("4")
    assert verdict is None and "is typed (4,)" in sentence


def test_an_error_is_right_where_numpy_raises():
    question = Question("a + b", {"a": np.ones(3), "b": np.ones(4)})
    assert question.answer("an error")[0] is True and question.answer("(3, 4)")[0] is False


# The drill


@each_kind
def test_what_was_missed_comes_back_after_two_others_with_the_same_pattern(kind):
    questions = [question.expression for _, question in walk(kind, 12, miss={1})]
    missed = KINDS[kind][1][0]
    known = [pattern for pattern, _ in KINDS[kind]]
    assert questions == [*known[: 2 + PAUSE], missed, *known[2 + PAUSE : 11]]


def test_it_comes_back_until_it_is_answered():
    started = drill("product")
    pattern = started.pattern
    seen = []
    for _ in range(12):
        seen.append(started.pattern)
        wrong = started.pattern == pattern and seen.count(pattern) < 3
        started.answer("(99, 99)" if wrong else str(started.question.truth))
        started.go_on()
    assert [k for k, one in enumerate(seen) if one == pattern] == [0, PAUSE + 1, 2 * PAUSE + 2]


def test_what_comes_back_has_other_lengths():
    questions = [question for _, question in walk("broadcasting", 8, miss={4})]
    again = questions[4 + PAUSE + 1]
    assert again.expression == questions[4].expression
    assert [a.shape for a in again.names.values()] != [a.shape for a in questions[4].names.values()]


def test_all_missed_all_the_time_still_goes_on():
    expressions = [question.expression for _, question in walk("reductions", 50, miss=range(50))]
    assert len(set(expressions)) > 2


def test_the_score_counts_the_first_answer_that_can_be_read():
    started = drill("broadcasting")
    assert started.score == "0 answered, 0 right."
    started.answer("what")
    assert started.score == "0 answered, 0 right."
    started.answer("(99, 99)")
    started.answer(str(started.question.truth))
    assert started.score == "1 answered, 0 right."
    started.go_on()
    started.answer(str(started.question.truth))
    assert started.score == "2 answered, 1 right."


@pytest.mark.parametrize("kind", ["", "Broadcasting", "broadcast", None, 3, ["product"]])
def test_another_kind_is_refused_with_those_there_are(kind):
    with pytest.raises(ValueError, match='one of "broadcasting", "product", "reductions"'):
        drill(kind)


# On the page


@pytest.fixture
def shown(monkeypatch):
    """What is displayed."""
    outputs = []
    monkeypatch.setattr(show, "display", lambda output, **_: outputs.append(output))
    return outputs


def on_page(shown, kind="product"):
    """(drill, its widgets by what they are)."""
    started = drill(kind)
    started._ipython_display_()
    box = widgets_by_id[shown[-1][VIEW]["model_id"]]
    asked, row, status, score = box.children[:4]
    field, answer, following = row.children
    return started, {
        "box": box,
        "asked": asked,
        "field": field,
        "answer": answer,
        "next": following,
        "status": status,
        "score": score,
    }


def enter(page, typed=None):
    """Enter in the field, as the browser sends it: first that it was pressed, then a new value."""
    page["field"]._handle_custom_msg({"event": "submit"}, [])
    if typed is not None:
        page["field"].value = typed


def test_the_still_asks_and_does_not_answer(shown):
    started, _ = on_page(shown)
    still = shown[0]
    assert still["text/plain"] == str(started.question)
    assert started.question.expression in still["text/html"]
    assert "still-only" in still["text/html"] and started.question.why not in still["text/html"]
    assert not re.search(r"0x[0-9a-f]{4,}", str(shown[1]["text/plain"]))


def test_stored_outputs_are_the_same_each_time(shown):
    for _ in range(2):
        on_page(shown)
    assert shown[0] == shown[2]


def test_enter_answers_and_enter_again_goes_on(shown):
    started, page = on_page(shown)
    first = page["asked"].value
    enter(page, str(started.question.truth))
    assert "Right." in page["status"].value and page["score"].value == "1 answered, 1 right."
    assert page["asked"].value == first
    enter(page)
    assert page["asked"].value != first
    assert page["status"].value == page["field"].value == ""
    enter(page, "(99, 99)")
    assert "Not quite." in page["status"].value and page["score"].value == "2 answered, 1 right."
    assert "comes back" in page["status"].value


def test_the_same_answer_can_be_right_twice_in_a_row(shown):
    started, page = on_page(shown, "broadcasting")
    for _ in range(4):
        enter(page, "error")
        enter(page)
    assert page["score"].value.startswith("4 answered")


def test_enter_without_an_answer_neither_answers_nor_goes_on(shown):
    _, page = on_page(shown)
    first = page["asked"].value
    enter(page)
    enter(page, "  ")
    assert page["asked"].value == first and page["status"].value == ""
    enter(page, "what")
    assert "no answer I can read" in page["status"].value
    enter(page)
    assert page["asked"].value == first and page["score"].value == "0 answered, 0 right."


def test_leaving_the_field_and_clicking_answer_count_once_and_do_not_skip_the_reason(shown):
    started, page = on_page(shown)
    first = page["asked"].value
    page["field"].value = str(started.question.truth)
    page["answer"].click()
    assert page["score"].value == "1 answered, 1 right." and page["asked"].value == first
    told = page["status"].value
    page["field"].value = "(99, 99)"
    assert page["score"].value == "1 answered, 1 right." and page["status"].value == told
    page["next"].click()
    assert page["asked"].value != first


def test_next_waits_for_an_answer(shown):
    started, page = on_page(shown)
    first = page["asked"].value
    assert page["next"].disabled
    page["next"].click()
    assert page["asked"].value == first
    enter(page, str(started.question.truth))
    assert not page["next"].disabled


def test_what_changes_is_announced_and_what_is_typed_stays_text(shown):
    _, page = on_page(shown)
    for name in ("asked", "status", "score"):
        assert "zl-status" in page[name]._dom_classes
    assert "zl-drill" in page["box"]._dom_classes and isinstance(page["box"], ipywidgets.VBox)
    enter(page, "<b>x</b>")
    assert "&lt;b&gt;" in page["status"].value


# The rule of reductions


def test_every_reduction_of_up_to_three_axes_is_explained_as_numpy_does_it():
    shapes = [shape for axes in range(4) for shape in itertools.product((0, 1, 2, 3), repeat=axes)]
    named = [None, *range(-4, 4), (0, 1), (0, -1), (1, 2), (0, 1, 2), (1, 1), (0, 5), ()]
    for shape, axis, keepdims in itertools.product(shapes, named, (False, True)):
        if shape == () and axis in (0, -1):
            continue  # NumPy lets a number pass here
        try:
            expected = np.ones(shape).sum(axis=axis, keepdims=keepdims).shape
        except ValueError:
            expected = None
        explained = explain_reduction(shape, axis, keepdims)
        assert explained.shape == expected, (shape, axis, keepdims)
        assert explained.endswith(".") and explained.axis is None
