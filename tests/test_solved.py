"""Every lesson runs with its exercises solved, with wrong answers, and with half of them solved."""

import copy

import pytest

from helpers import exercises
from helpers.checking import progress
from tests.lab import copied_lessons
from tests.notebooks import EXERCISE, code, code_cells, lessons, read, run, tags
from tests.style import functions

each_lesson = pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
WRONG = ["return None", "return 0", "raise ValueError('not so')"]


@pytest.fixture(scope="module")
def folder():
    with copied_lessons() as copied:
        yield copied


def stubs(notebook):
    return [cell for cell in code_cells(notebook) if EXERCISE in tags(cell)]


def name(stub):
    return functions(stub)[0].name


def reference(stub):
    """What `solution` shows for this exercise."""
    return exercises.by_name()[name(stub)].source


def verdicts(path, folder, answers):
    """Runs the lesson with `answers` in its stubs; returns what each check says, name -> kind."""
    notebook = copy.deepcopy(read(path))
    for stub, answer in zip(stubs(notebook), answers, strict=True):
        stub.source = answer
        place = notebook.cells.index(stub) + 2  # behind the stub and its check
        notebook.cells.insert(place, code(f"check({name(stub)}).kind"))
    done = run(notebook, folder).cells
    return {
        name(cell): done[place + 2].outputs[0].data["text/plain"].strip("'")
        for place, cell in enumerate(done)
        if EXERCISE in tags(cell)
    }


@each_lesson
def test_a_lesson_has_two_exercises_and_they_are_those_of_its_module(path):
    names = [name(stub) for stub in stubs(read(path))]
    assert len(names) >= 2
    assert names == [
        own
        for lesson in progress.lessons(path.parent)
        if lesson.notebook == path.stem
        for own in lesson.exercises
    ]


@each_lesson
def test_solved_every_check_says_passed(path, folder):
    answers = [reference(stub) for stub in stubs(read(path))]
    assert set(verdicts(path, folder, answers).values()) == {"passed"}


@each_lesson
def test_with_wrong_answers_the_rest_of_the_lesson_runs(path, folder):
    given = stubs(read(path))
    wrong = [
        stub.source.replace("...", WRONG[(number + lessons().index(path)) % len(WRONG)])
        for number, stub in enumerate(given)
    ]
    found = verdicts(path, folder, wrong)
    assert len(found) == len(given) and "passed" not in found.values()


@each_lesson
def test_with_half_of_the_answers_the_rest_of_the_lesson_runs(path, folder):
    given = stubs(read(path))
    half = [stub.source if number % 2 else reference(stub) for number, stub in enumerate(given)]
    found = list(verdicts(path, folder, half).values())
    assert found[::2] == ["passed"] * len(found[::2])
    assert found[1::2] == ["unwritten"] * len(found[1::2])
