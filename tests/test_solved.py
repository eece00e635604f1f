"""Every lesson runs solved, and with wrong answers; and each cell runs again."""

import base64
import copy
import io
import re

import nbformat
import numpy as np
import pytest
from matplotlib.image import imread

from helpers import exercises
from tests import refresh
from tests.lab import copied_lessons
from tests.notebooks import (
    EXERCISE,
    MEASURED,
    code,
    code_cells,
    lessons,
    name_of,
    outputs_text,
    read,
    run,
    tags,
    text_of,
)
from tests.style import functions

COUNT = re.compile(r"\bIn\[\d+\]")
WRONG = ["return None", "return 0", "raise ValueError('not so')"]


@pytest.fixture(scope="module")
def folder():
    with copied_lessons() as copied:
        yield copied


def name(stub):
    return functions(stub)[0].name


def verdicts(path, folder, answer):
    """Runs the lesson with `answer(number, stub)` in its stubs; returns what the checks say."""
    notebook = copy.deepcopy(read(path))
    stubs = [cell for cell in code_cells(notebook) if EXERCISE in tags(cell)]
    for number, stub in enumerate(stubs):
        stub.source = answer(number, stub)
        place = notebook.cells.index(stub) + 2  # behind the stub and its check
        notebook.cells.insert(place, code(f"check({name(stub)}).kind"))
    done = run(notebook, folder).cells
    places = [place for place, cell in enumerate(done) if EXERCISE in tags(cell)]
    return [done[place + 2].outputs[0].data["text/plain"].strip("'") for place in places]


def reference(_, stub):
    """What `solution` shows for this exercise."""
    return exercises.by_name()[name(stub)].source


def wrong(number, stub):
    return stub.source.replace("...", WRONG[number % len(WRONG)])


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_every_lesson_runs_whatever_stands_in_its_exercises_and_checks_say_what_it_is(path, folder):
    solved = verdicts(path, folder, reference)
    assert len(solved) >= 2 and set(solved) == {"passed"}
    assert "passed" not in verdicts(path, folder, wrong)


def pngs(cell):
    """The pixels of the cell's pictures that are no drawings, (height, width, 3), from 0 to 1."""
    pages = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
    found = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", pages)
    return [imread(io.BytesIO(base64.b64decode(each)))[..., :3] for each in found]


def is_alike(fresh, old, is_measured):
    """Whether two pictures show the same; of measured times, whether both are as light.

    Squares are compared, not pixels: another version of matplotlib draws letters otherwise.
    """
    if is_measured:
        return abs(fresh.mean() - old.mean()) < 0.1
    return fresh.shape == old.shape and np.abs(squares(fresh) - squares(old)).max() < 0.2


def squares(picture, side=16):
    """The mean colours of its squares."""
    rows, columns = (length // side for length in picture.shape[:2])
    whole = picture[: rows * side, : columns * side]
    return whole.reshape(rows, side, columns, side, 3).mean(axis=(1, 3))


def test_a_blackened_picture_is_another_one():
    picture = np.ones((200, 300, 3))
    picture[50:60, 20:250] = 0.2  # a bar
    other = picture.copy()
    other[100:110, 20:250] = 0.2  # one more
    for is_measured, changed in ((False, other), (False, 0 * picture), (True, 0 * picture)):
        assert not is_alike(changed, picture, is_measured)
    for is_measured, changed in ((False, picture - 0.004), (True, other)):
        assert is_alike(changed, picture, is_measured)


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_each_cell_shows_the_same_when_it_is_run_again_after_all(path, folder):
    stored = read(path)
    again = nbformat.reads(text_of(refresh.tidy(run(stored, folder, times=2))), 4)
    for cell, other in zip(code_cells(again), code_cells(stored), strict=True):
        if MEASURED not in tags(cell):
            said, before = (COUNT.sub("In[]", outputs_text(each)) for each in (cell, other))
            assert said == before, name_of(cell)
        for fresh, old in zip(pngs(cell), pngs(other), strict=True):
            assert is_alike(fresh, old, MEASURED in tags(cell)), f"{name_of(cell)}: its picture"
