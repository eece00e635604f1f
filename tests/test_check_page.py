"""Verdicts, hints and solutions on the page: announced, escaped, never by colour alone."""

import re
from html.parser import HTMLParser

import pytest

from helpers import check as engine
from helpers.checking.verdict import Verdict
from helpers.exercises import by_name
from tests.written import defined, verdict, written

EXERCISES = by_name()


SLOPES = "X @ (A - Y).T / A.size, np.mean(A - Y)"
VERDICTS = {
    "passed": verdict("gradients", SLOPES),
    "advice": verdict("predict", "A > 0.5"),
    "unwritten": verdict("gradients", "...\n"),
    "raises": verdict("gradients", "X @ A"),
    "type": verdict("gradients", "{'dw': X}"),
    "shape": verdict("gradients", "(X @ (A - Y).T).T, 0.0"),
    "mutates": verdict("update", "w -= alpha * dw\nreturn w, b - alpha * db"),
    "value": verdict("gradients", "-X @ (A - Y).T / A.size, 0.0"),
}
each_verdict = pytest.mark.parametrize("found", VERDICTS.values(), ids=VERDICTS)


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
def test_a_verdict_is_one_bundle_of_html_and_plain_text(found):
    assert found._repr_mimebundle_() == {"text/html": found.html, "text/plain": str(found)}
    assert str(found) == repr(found)
    assert "`" not in str(found).splitlines()[0]


@each_verdict
def test_a_verdict_is_whole_html_that_a_screen_reader_announces(found):
    assert found.html.count('role="status"') == 1
    assert not re.search(r"<script|<style|http|src=|0x[0-9a-f]+", found.html)
    page = " ".join("".join(Page(found.html).words).split())
    for sentence in (found.line, *found.sentences):
        assert sentence.replace("`", "") in page


@each_verdict
def test_a_mark_goes_with_words_that_say_the_same(found):
    sign = "✓" if found.passed else "…" if found.kind == "unwritten" else "✗"
    said = {"passed": "passed", "unwritten": "not written", "raises": "it raises"}
    assert re.search(rf'aria-hidden="true"[^>]*>{sign}</span>', found.html)
    assert found.line.startswith((said.get(found.kind, "wrong"), "it changes"))


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
    for label in ("X (2, 3)", "A (1, 3)", "you return dw (2, 1)", "needed dw (2, 1)"):
        assert label in " ".join(words.split())


@pytest.mark.parametrize(
    "body, shapes, words",
    [
        ("np.ones((1, X.shape[1] + 1))", ((1, 4), (1, 3)), "1 4 (1, 4) needed 1 3 (1, 3) = ≠"),
        ("np.ones(X.shape[1])", ((3,), (1, 3)), "none 3 (3,) needed 1 3 (1, 3) ≠ ="),
        ("0.5", ((), (1, 3)), "a number needed 1 3 (1, 3) ≠ ≠"),
    ],
)
def test_shapes_that_differ_stand_one_above_the_other_with_the_axes_marked(body, shapes, words):
    found = verdict("forward", body)
    assert found.shapes == shapes
    assert f"you return {words}" in " ".join(Page(found.html).words)


def test_a_verdict_without_more_to_say_is_short():
    plain = Verdict("predict", "passed", "passed.")
    assert str(plain) == "predict: passed."
    assert "".join(Page(plain.html).words) == "✓predict: passed."


# Hints and solutions


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "_tried", set())
    monkeypatch.setattr(engine, "_hints", {})
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "progress.json"))


def test_each_call_gives_one_more_hint_and_those_before_stay_on_the_page():
    def predict(A): ...

    hints = EXERCISES["predict"].hints
    told = [engine.hint(thing) for thing in (predict, "predict", predict, predict)]
    said = [f"predict, hint {k} of 3: {hint}".replace("`", "") for k, hint in enumerate(hints, 1)]
    more = " That was the last hint; solution(predict) shows one way after a try."
    assert list(map(str, told)) == [*said, said[2] + more]
    for number, each in enumerate(told, 1):
        words = "".join(Page(each.html).words)
        assert re.findall(r"Hint (\d) of 3", words) == ["1", "2", "3"][:number]
        assert words.count("ast hint; solution(predict) shows") == (number > 2)
        assert each._repr_mimebundle_()["text/plain"] == str(each)
    assert "hint 1 of 3" in str(engine.hint("gradients"))


def test_a_solution_opens_after_a_first_real_try():
    engine.check(written("predict", "...\n"))
    assert "opens after a first try" in str(engine.solution("predict"))
    assert "def " not in engine.solution("predict").html
    engine.check(written("predict", "A"))
    assert str(engine.solution("predict")) == EXERCISES["predict"].source
    assert "<pre" in engine.solution("predict").html


def test_the_solution_of_a_passed_exercise_opens_in_a_later_kernel(monkeypatch):
    engine.check(defined(EXERCISES["predict"].source))
    monkeypatch.setattr(engine, "_tried", set())
    assert str(engine.solution("predict")).startswith("def predict(A):")


@pytest.mark.parametrize("name", EXERCISES)
def test_a_solution_is_source_that_can_be_run(name):
    source = EXERCISES[name].source
    assert source.startswith(f"def {name}(")
    assert "@" not in source.splitlines()[0] and "fmt:" not in source
    compile(source, name, "exec")
