"""Solutions as notebooks: every exercise is in them, and nothing else is touched."""

import subprocess
import sys

import pytest

from helpers import logistic
from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests import solutions
from tests.notebooks import EXERCISE, FOLDER, code_cells, lessons, outputs_text, read, tags
from tests.written import defined


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_exercise_is_filled_in_and_the_lessons_stay_as_they_are(tmp_path):
    before = contents(FOLDER)
    assert solutions.main([str(tmp_path / "new" / "folder")]) == 0
    assert contents(FOLDER) == before
    found = set()
    for path in lessons():
        lesson, solved = read(path), read(tmp_path / "new" / "folder" / path.name)
        for cell, given in zip(solved.cells, lesson.cells, strict=True):
            if EXERCISE not in tags(given):
                assert cell.source == given.source
                continue
            assert cell.source.splitlines()[:2] == given.source.splitlines()[:2]
            assert "fmt:" not in cell.source and "..." not in cell.source
            function = defined(cell.source, sigmoid=logistic.sigmoid)
            assert judge(by_name()[function.__name__], function).passed
            found.add(function.__name__)
        assert not any(cell.outputs for cell in code_cells(solved))
    assert found == set(by_name())


def test_below_the_course_they_find_its_helpers(tmp_path):
    assert solutions.main([str(tmp_path / "solutions")]) == 0
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers/__init__.py").touch()
    (tmp_path / "helpers/check.py").touch()
    command = [sys.executable, "-S", "-E", "-c", "import helpers; print(helpers.__file__)"]
    found = subprocess.check_output(command, cwd=tmp_path / "solutions", text=True)
    assert found == f"{tmp_path / 'helpers/__init__.py'}\n"


@pytest.mark.parametrize("is_file", [True, False], ids=["a file", "a folder with a lesson in it"])
def test_what_is_there_already_is_not_written_over(tmp_path, capsys, is_file):
    place = tmp_path / "mine" if is_file else tmp_path / lessons()[3].name
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit):
        solutions.main([str(place if is_file else tmp_path)])
    assert contents(tmp_path) == {place: b"mine"}
    assert f"{place} is there already: name a new folder" in capsys.readouterr().err


def test_run_they_show_that_the_checks_pass(tmp_path, monkeypatch):
    monkeypatch.setattr(solutions, "lessons", lambda: lessons()[1:2])
    assert solutions.main([str(tmp_path), "--run"]) == 0
    (path,) = tmp_path.glob("*.ipynb")
    shown = "\n".join(outputs_text(cell) for cell in code_cells(read(path)))
    assert "sigmoid: passed." in shown and "loss: passed." in shown and "not written" not in shown
