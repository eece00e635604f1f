"""The known mistakes: each is recognised as itself, says two sentences, shows no solution."""

import ast
import itertools
import re
import string

import pytest

from helpers.checking.judge import judge
from helpers.checking.words import in_paragraphs
from helpers.exercises import by_name, columns, cost
from tests.environment import ROOT
from tests.style import tone

EXERCISES = by_name()
SEEDS = (1, 2)
NO_MISTAKES = "hints", "given", "unread", "fewer_loops"
MISTAKES = {
    name: {key: words for key, (_, words) in exercise.told.items() if key not in NO_MISTAKES}
    for name, exercise in EXERCISES.items()
}
KNOWN = [(name, *known) for name, exercise in EXERCISES.items() for known in exercise.known]
IDS = [f"{name}-{mistake}" for name, mistake, _, _ in KNOWN]
FACTS = {"n", "m", "returned", "expected", "returned_shape", "expected_shape", "what", "What"}
FACTS |= {"argument", "entry"}


@pytest.mark.parametrize("name, mistake, sentences, wrong", KNOWN, ids=IDS)
def test_a_known_mistake_is_refused_and_named(name, mistake, sentences, wrong):
    for seed in SEEDS:
        found = judge(EXERCISES[name], wrong, seed)
        assert not found.passed
        assert (found.mistake, len(found.sentences)) == (mistake, len(sentences)), str(found)
        assert "?" not in " ".join(found.sentences), "a fact that this case does not have"


@pytest.mark.parametrize("name", EXERCISES)
def test_a_mistake_has_two_plain_sentences(name):
    for sentences in MISTAKES[name].values():
        assert len(sentences) == 2
        for sentence in sentences:
            assert sentence.endswith(".")
            assert len(sentence.split()) <= 30
            assert list(tone(sentence)) == []
            fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
            assert fields <= FACTS


@pytest.mark.parametrize("name", EXERCISES)
def test_there_are_three_hints_in_plain_words(name):
    hints = EXERCISES[name].hints
    assert len(hints) == 3
    assert [words for sentence in hints for words in tone(sentence)] == []


@pytest.mark.parametrize("name", EXERCISES)
def test_no_sentence_shows_the_solution(name):
    (function,) = ast.parse(EXERCISES[name].source).body
    answers = [ast.unparse(line.value) for line in function.body if isinstance(line, ast.Return)]
    answers = [answer for answer in answers if len(answer) > 8]
    for sentences in MISTAKES[name].values():
        assert [answer for answer in answers if answer in " ".join(sentences)] == []


def test_every_edit_is_one_of_some_reference():
    code = {
        each
        for exercise in EXERCISES.values()
        for code, _ in exercise.told.values()
        for each in code
    }
    made = [wrong.__code__.co_filename for *_, wrong in KNOWN]
    made += [
        exercise.given.__code__.co_filename for exercise in EXERCISES.values() if exercise.given
    ]
    assert {each.split(": ", 1)[1][:-1] for each in made} == code


@pytest.mark.parametrize("shared", [cost.ANY_LOSS, columns.ANY_SHAPES])
def test_a_text_that_is_told_with_other_letters_has_no_word_that_begins_with_them(shared):
    assert re.findall(r"\b[AY]\w+", shared) == []


@pytest.mark.parametrize("name", ["accuracy", "mean_squared_gap"])
def test_the_two_means_are_tried_on_every_mixture_of_shapes(name):
    for seed in SEEDS:
        cases = [case.args for case in EXERCISES[name].filled_cases(seed) if case.args[0].size > 1]
        forms = {tuple((value.ndim, len(value) == 1) for value in args) for args in cases}
        assert forms == set(itertools.product([(2, True), (2, False), (1, False)], repeat=2))


@pytest.mark.parametrize("name", EXERCISES)
def test_the_cases_have_more_than_one_length_and_each_length_1(name):
    exercise = EXERCISES[name]
    lengths = [exercise.lengths(case.args) for case in exercise.filled_cases() if not case.risk]
    letters = set().union(*lengths) & {"n", "m"}
    if letters == {"n", "m"}:
        assert any(
            1 < min(each["n"], each["m"]) < max(each["n"], each["m"])
            for each in lengths
            if {"n", "m"} <= set(each)
        )
    for letter in letters:
        found = {each[letter] for each in lengths if letter in each}
        assert min(found) == 1 < max(found)


def test_a_hint_is_changed_on_purpose_only():
    """hints.txt holds what learners read, once more: who changes a hint reads it there again."""
    read = dict(in_paragraphs((ROOT / "tests/hints.txt").read_text("utf-8")))
    assert {name: exercise.hints for name, exercise in EXERCISES.items()} == read
