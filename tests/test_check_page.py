"""Verdicts, hints and solutions on the page: announced, escaped, never by colour alone."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from helpers import check as engine
from helpers.checking.judge import judge
from helpers.checking.verdict import Verdict
from helpers.exercises import by_name
from tests.wrong_answers import WRONG

EXERCISES = by_name()


def slopes(X, A, Y):
    return X @ (A - Y).T / A.size, np.mean(A - Y)


VERDICTS = {
    "passed": judge(EXERCISES["gradients"], slopes),
    "advice": judge(EXERCISES["predict"], lambda A: A > 0.5),
    "unwritten": judge(EXERCISES["gradients"], lambda X, A, Y: None),
    "raises": judge(EXERCISES["gradients"], lambda X, A, Y: X @ A),
    "type": judge(EXERCISES["gradients"], lambda X, A, Y: {"dw": slopes(X, A, Y)[0]}),
    "shape": judge(EXERCISES["gradients"], lambda X, A, Y: (slopes(X, A, Y)[0].T, 0.0)),
    "mutates": judge(EXERCISES["update"], WRONG["update"][3][0]),
    "value": judge(EXERCISES["gradients"], lambda X, A, Y: (-slopes(X, A, Y)[0], 0.0)),
}
each_verdict = pytest.mark.parametrize("verdict", VERDICTS.values(), ids=VERDICTS)


class Page(HTMLParser):
    """The words of a page, and whether its tags are closed in order."""

    def __init__(self, source):
        super().__init__()
        self.open, self.words = [], []
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@each_verdict
def test_a_verdict_is_one_bundle_of_html_and_plain_text(verdict):
    bundle = verdict._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == str(verdict) == repr(verdict)


@each_verdict
def test_the_text_is_one_plain_line(verdict):
    assert "\n" not in str(verdict)
    assert "`" not in str(verdict)
    assert "  " not in str(verdict)


@each_verdict
def test_a_verdict_is_announced_to_a_screen_reader(verdict):
    assert verdict.html.count('role="status"') == 1


@each_verdict
def test_a_verdict_is_whole_html_without_scripts_or_addresses(verdict):
    page = Page(verdict.html)
    assert not re.search(r"<script|<style|http|src=|0x[0-9a-f]+", verdict.html)
    assert "".join(page.words).strip()


@each_verdict
def test_what_the_text_says_stands_on_the_page(verdict):
    page = " ".join("".join(Page(verdict.html).words).split())
    for sentence in (verdict.line, *verdict.sentences):
        assert sentence.replace("`", "") in page


@each_verdict
def test_a_mark_goes_with_words_that_say_the_same(verdict):
    sign = "✓" if verdict.passed else "…" if verdict.kind == "unwritten" else "✗"
    assert 'aria-hidden="true"' in verdict.html
    assert f">{sign}</span>" in verdict.html
    said = {
        "passed": "passed",
        "unwritten": "not written yet",
        "raises": "it raises",
        "mutates": "it changes",
    }.get(verdict.kind, "wrong")
    assert verdict.line.startswith(said)


def test_text_takes_labs_colours_so_that_it_reads_on_light_and_dark():
    colours = re.findall(r"(?<![-\w])color:([^;\"]+)", VERDICTS["shape"].html)
    grounds = re.findall(r"background:([^;\"]+)", VERDICTS["shape"].html)
    assert set(colours) <= {
        "var(--jp-ui-font-color1,#222)",
        "var(--jp-ui-font-color2,#555)",
        "#fff",
        "inherit",
    }
    assert {ground for ground in grounds if ground.startswith("#")} == {"#a3281c"}


def test_a_failing_case_shows_inputs_result_and_what_is_needed_with_shapes():
    words = " ".join(Page(VERDICTS["value"].html).words)
    for label in ("X", "A", "Y", "you return", "needed", "(2, 3)", "(1, 3)", "(2, 1)"):
        assert label in words
    labels = [row.label for row in VERDICTS["raises"].rows]
    assert labels == ["`X` (2, 3)", "`A` (1, 3)", "`Y` (1, 3)"]


def test_a_changed_argument_is_shown_before_and_after():
    labels = [row.label for row in VERDICTS["mutates"].rows]
    assert labels[0] == "`w` (2, 1)"
    assert labels[-1] == "`w` after the call (2, 1)"


def test_shapes_that_differ_stand_one_above_the_other_with_the_axes_marked():
    found = judge(EXERCISES["forward"], lambda w, b, X: np.ones((1, X.shape[1] + 1)))
    assert found.shapes == ((1, 4), (1, 3))
    words = Page(found.html).words
    assert words.index("you return") < words.index("needed") < words.index("≠")
    assert [word for word in words if word in "=≠"] == ["=", "≠"]


def test_a_missing_axis_is_shown_as_none_at_the_left():
    found = judge(EXERCISES["forward"], lambda w, b, X: np.ones(X.shape[1]))
    words = Page(found.html).words
    assert words[words.index("you return") + 1] == "none"
    assert [word for word in words if word in "=≠"] == ["≠", "="]


def test_what_a_learner_writes_is_escaped():
    def raises(X, A, Y):
        raise ValueError("<script>alert('&')</script>")

    found = judge(EXERCISES["gradients"], raises)
    assert "<script>" not in found.html
    assert "&lt;script&gt;" in found.html
    assert "<script>" in str(found)


def test_numbers_are_rounded_but_never_until_they_look_the_same():
    found = judge(
        EXERCISES["gradients"],
        lambda X, A, Y: (slopes(X, A, Y)[0], slopes(X, A, Y)[1] * (1 + 1e-5)),
    )
    returned, needed = (row.text for row in found.rows[-2:])
    assert returned != needed
    assert len(needed) <= 12
    assert all(len(line) < 63 for row in found.rows for line in row.text.splitlines())


def test_a_verdict_without_more_to_say_is_short():
    plain = Verdict("predict", "passed", "passed.")
    assert str(plain) == "predict: passed."
    assert "".join(Page(plain.html).words) == "✓predict: passed."


# Hints and solutions


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr(engine, "_tried", set())
    monkeypatch.setattr(engine, "_hints", {})


def test_each_call_gives_one_more_hint(fresh):
    def predict(A): ...

    said = [str(engine.hint(thing)) for thing in (predict, "predict", predict, predict)]
    assert [line.split(":")[0] for line in said] == [
        f"predict, hint {number} of 3" for number in (1, 2, 3, 3)
    ]
    assert len(set(said)) == 4
    assert said[3] == (
        f"{said[2]} That was the last hint; solution(predict) shows one way after a try."
    )


def test_the_hints_given_so_far_stay_on_the_page(fresh):
    engine.hint("predict")
    words = " ".join(Page(engine.hint("predict")._repr_mimebundle_()["text/html"]).words)
    assert "Hint 1 of 3" in words
    assert "Hint 2 of 3" in words
    assert "Hint 3 of 3" not in words


def test_the_hints_of_one_exercise_do_not_count_for_another(fresh):
    engine.hint("predict")
    assert "hint 1 of 3" in str(engine.hint("gradients"))


def test_a_solution_opens_after_a_first_real_try(fresh, monkeypatch, tmp_path):
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "progress.json"))

    def predict(A): ...

    engine.check(predict)
    assert "opens after a first try" in str(engine.solution(predict))
    assert "def " not in engine.solution(predict)._repr_mimebundle_()["text/html"]

    def predict(A):  # noqa: F811
        return A

    engine.check(predict)
    assert str(engine.solution(predict)) == EXERCISES["predict"].source
    assert "<pre" in engine.solution("predict")._repr_mimebundle_()["text/html"]


def test_the_solution_of_a_passed_exercise_opens_in_a_later_kernel(fresh, monkeypatch, tmp_path):
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "progress.json"))
    engine.check(EXERCISES["predict"].reference)
    monkeypatch.setattr(engine, "_tried", set())
    assert str(engine.solution("predict")).startswith("def predict(A):")


@pytest.mark.parametrize("name", EXERCISES)
def test_a_solution_is_source_that_can_be_run(name):
    source = EXERCISES[name].source
    assert source.startswith(f"def {name}(")
    assert "@" not in source.splitlines()[0] and "fmt:" not in source
    compile(source, name, "exec")
