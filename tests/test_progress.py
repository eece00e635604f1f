"""Progress: what is passed is kept whole; broken files are set aside; lessons are drawn."""

import json
import os
import re

import pytest

from helpers.check import check, progress
from helpers.checking import progress as record
from helpers.checking.progress import Lesson, Map, lessons
from helpers.exercises import by_name
from tests.notebooks import FOLDER, read

EXERCISES = by_name()
TWO = [
    Lesson("00_first", "Is it <first>?", 15, ("one", "two")),
    Lesson("01_second", "Second?", 20, ("three",)),
    Lesson("02_missing", "Missing?", 5, ("four",)),
]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    path = tmp_path / ".progress.json"
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(path))
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "00_first.ipynb").touch()
    (tmp_path / "01_second.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


# The file


def test_nothing_is_passed_at_the_start(kept):
    assert record.passed() == ([], "")
    assert not kept.exists()


def test_a_passed_exercise_is_kept_and_a_failed_one_is_not(kept):
    check(EXERCISES["predict"].reference)

    def gradients(X, A, Y):
        return A

    check(gradients)
    assert record.passed() == (["predict"], "")


def test_an_exercise_is_kept_once_and_stays_passed(kept):
    for name in ("sigmoid", "predict", "sigmoid"):
        assert record.add(name) == ""

    def predict(A):
        return A

    check(predict)
    assert record.passed()[0] == ["predict", "sigmoid"]


def test_the_file_stands_in_the_kernels_folder_where_nothing_else_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("ZERO_LOOPS_PROGRESS")
    monkeypatch.chdir(tmp_path)
    record.add("sigmoid")
    assert [path.name for path in tmp_path.iterdir()] == [".progress.json"]


def test_the_file_is_replaced_whole_or_not_at_all(kept, monkeypatch):
    record.add("sigmoid")
    before = kept.read_bytes()

    def crash(*args):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "replace", crash)
    assert "could not be kept" in record.add("predict")
    assert kept.read_bytes() == before
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_the_remains_of_a_crash_do_no_harm(kept):
    record.add("sigmoid")
    (kept.parent / f"{kept.name}abc.part").write_text('{"course": "ze', encoding="utf-8")
    assert record.passed() == (["sigmoid"], "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"course": "another", "passed": []}',
        b'{"course": "zero-loops"}',
        b'{"course": "zero-loops", "passed": 3}',
        b'{"course": "zero-loops", "passed": [1]}',
        b'{"passed": ["sigmoid"]}',
        b"[" * 100_000,
    ],
)
def test_a_broken_or_foreign_file_is_set_aside_and_never_lost(kept, content):
    kept.write_bytes(content)
    names, sentence = record.passed()
    assert names == []
    assert ".progress.json.set-aside-1" in sentence
    assert (kept.parent / ".progress.json.set-aside-1").read_bytes() == content
    assert not kept.exists()


def test_files_set_aside_do_not_replace_each_other(kept):
    for number in (1, 2, 3):
        kept.write_text(f"broken {number}", encoding="utf-8")
        assert f"set-aside-{number}" in record.passed()[1]
    assert len(list(kept.parent.iterdir())) == 3


def test_a_check_goes_on_past_a_broken_file_and_says_so(kept):
    kept.write_text("broken", encoding="utf-8")
    verdict = check(EXERCISES["predict"].reference)
    assert verdict.passed
    assert "set-aside-1" in str(verdict)
    assert record.passed() == (["predict"], "")


def test_a_folder_in_the_place_of_the_file_is_set_aside(kept):
    kept.mkdir()
    (kept / "inside").touch()
    assert "set-aside-1" in record.passed()[1]
    assert (kept.parent / ".progress.json.set-aside-1" / "inside").exists()


def test_where_nothing_can_be_written_a_check_passes_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "a_file").touch()  # what stands in it can be made by nobody, root included
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "a_file" / "progress.json"))
    verdict = check(EXERCISES["predict"].reference)
    assert verdict.passed
    assert progress().passed == set()


# The overview


def test_only_lessons_that_are_in_the_folder_are_shown(folder):
    overview = Map(TWO, [])
    assert [lesson.notebook for lesson in overview.lessons] == ["00_first", "01_second"]
    assert "Missing" not in overview.html + repr(overview)


@pytest.mark.parametrize(
    "passed, headline, states",
    [
        ([], "0 of 3 exercises passed.", ["next", "open"]),
        (["one"], "1 of 3 exercises passed.", ["next", "open"]),
        (["three"], "1 of 3 exercises passed.", ["next", "done"]),
        (["one", "two"], "2 of 3 exercises passed.", ["done", "next"]),
        (["one", "two", "three"], "3 of 3 exercises passed. All is done.", ["done", "done"]),
        (["unknown", "four"], "0 of 3 exercises passed.", ["next", "open"]),
    ],
)
def test_the_overview_says_what_is_done_and_what_is_next(folder, passed, headline, states):
    lines = repr(Map(TWO, passed)).splitlines()
    assert lines[0] == headline
    assert [line.split(":")[0] for line in lines[1:]] == states
    html = Map(TWO, passed).html
    assert headline in html
    assert re.findall(r"minutes, (\w+)<", html) == states


def test_the_overview_names_the_exercises_and_links_the_notebooks(folder):
    html, text = Map(TWO, ["one"]).html, repr(Map(TWO, ["one"]))
    assert '<a href="00_first.ipynb">Is it &lt;first&gt;?</a>' in html
    assert "15 minutes" in html
    assert "[x] one, [ ] two" in text
    assert "✓ <code>one</code>" in html
    assert "○ <code>two</code>" in html


def test_trouble_with_the_file_is_told_with_the_overview(kept, folder):
    kept.write_text("broken", encoding="utf-8")
    overview = progress()
    assert "set-aside-1" in repr(overview)
    assert "set-aside-1" in overview.html


def test_a_folder_without_lessons_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert repr(Map(TWO, [])) == "No lesson is in this folder."


# The real lessons


def test_every_lesson_says_what_its_notebook_says():
    for lesson in lessons():
        path = FOLDER / f"{lesson.notebook}.ipynb"
        if path.exists():
            title, *rest = read(path).cells[0].source.splitlines()
            assert title == f"# {lesson.title}"
            assert f"{lesson.minutes} minutes" in " ".join(rest)


def test_every_lesson_lists_the_exercises_of_its_notebook():
    for lesson in lessons():
        path = FOLDER / f"{lesson.notebook}.ipynb"
        if path.exists():
            checked = re.findall(
                r"^check\((\w+)\)$",
                "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code"),
                re.M,
            )
            assert list(lesson.exercises) == checked


def test_the_lessons_come_in_their_order():
    names = [lesson.notebook for lesson in lessons()]
    assert names == sorted(names)
    assert len(names) == len(set(names))


def test_the_file_is_plain_json(kept):
    record.add("sigmoid")
    assert json.loads(kept.read_text(encoding="utf-8")) == {
        "course": "zero-loops",
        "passed": ["sigmoid"],
    }
