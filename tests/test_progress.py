"""Progress: what is passed is kept whole; broken files are set aside; lessons are drawn."""

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections import Counter
from importlib import metadata
from pathlib import Path

import nbformat
import pytest

from helpers import logistic
from helpers.check import check, progress
from helpers.checking import progress as record
from helpers.checking.lessons import Lesson, Map, lessons
from tests.environment import ROOT
from tests.notebooks import FOLDER, code, new_notebook, prose, write

FIRST = Lesson("00_first", "Is it <first>?", 15, ("one", "two"))
TWO = [FIRST, Lesson("01_second", "Second?", 20, ("three",))]
BROKEN = [b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b'{"a":' * 100_000]
FOREIGN = [{"passed": ["sigmoid"]}, {"course": "another", "passed": []}]
FOREIGN += [{"course": "zero-loops", "passed": passed} for passed in (3, [1])]
OTHER = [
    {"failed": 1},
    {"failed": [1]},
    {"when": {"a": ["b", 1]}},
    {"guesses": []},
    {"guesses": {"a": ["index", 1]}},
    {"drills": {}},
    {"sources": {"a": 1}},
]
FOREIGN += [{"course": "zero-loops", "passed": [], **each} for each in OTHER]


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(record, "START", tmp_path)
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / ".progress.json"))
    return tmp_path / ".progress.json"


def checked(answer):
    def predict(A):
        return answer(A)

    return check(predict)


def right(A):
    return (A > 0.5).astype(int)


# The file


def test_a_passed_exercise_is_kept_and_stays_passed_and_a_failed_one_is_not():
    checked(abs)
    assert record.passed() == ([], "")
    checked(right)
    checked(abs)
    assert record.passed() == (["predict"], "")


def failed():
    """{exercise: how many versions of it have failed}"""
    return Counter(each.split(" ")[0] for each in record.kept()[0]["failed"])


def test_each_version_that_fails_is_kept_once_in_a_small_line(kept):
    def predict(A):
        return A

    check(predict)
    assert failed() == {"predict": 1} and len(kept.read_bytes()) < 100
    check(predict)
    assert failed() == {"predict": 1} and len(kept.read_bytes()) < 100

    def predict(A):
        return 2 * A

    check(predict)
    assert failed() == {"predict": 2}


def test_a_stub_is_no_try_nor_is_the_courses_own_function(kept):
    def predict(A): ...

    check(predict)
    check(logistic.predict)
    assert not kept.exists()


def test_a_pass_has_its_time_in_utc_and_the_version_of_the_course(kept, monkeypatch):
    monkeypatch.setattr(time, "gmtime", lambda: time.struct_time((2001, 1, 2, 3, 4, 5, 0, 0, 0)))
    record.add("sigmoid", "a")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert record.kept()[0]["when"] == {"sigmoid": ["2001-01-02T03:04:05Z", project["version"]]}
    monkeypatch.undo()
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(kept))
    record.add("sigmoid", "a")
    assert record.kept()[0]["when"]["sigmoid"][0] == "2001-01-02T03:04:05Z"
    record.add("sigmoid", "b")
    assert record.kept()[0]["when"]["sigmoid"][0] > "2001-01-02T03:04:05Z"


def test_where_the_course_has_no_folder_its_version_is_that_of_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(record, "__file__", str(tmp_path / "helpers/checking/progress.py"))
    assert record.version() == metadata.version("zero-loops")
    (tmp_path / "pyproject.toml").write_text('name = "another"\nversion = "7"\n', "utf-8")
    assert record.version() == metadata.version("zero-loops")
    (tmp_path / "pyproject.toml").write_text('name = "zero-loops"\nversion = "8"\n', "utf-8")
    assert record.version() == "8"


def test_what_is_told_twice_is_written_once_and_the_last_source_counts(kept):
    added = [("sigmoid", "a"), ("predict", ""), ("sigmoid", "b"), ("predict", "")]
    assert [record.add(*each) for each in added] == [""] * 4
    assert record.kept()[0]["sources"] == {"sigmoid": "b"}
    assert record.passed()[0] == ["predict", "sigmoid"]
    before = kept.read_bytes()
    record.add("sigmoid", "b")
    assert kept.read_bytes() == before
    assert list(kept.parent.iterdir()) == [kept]


def test_guesses_and_drills_are_kept_beside_what_an_older_file_has(kept):
    older = {"course": "zero-loops", "passed": ["sigmoid"], "sources": {}, "later": 1}
    kept.write_text("\ufeff" + json.dumps(older, indent=1), "utf-8")  # with a mark of Windows
    assert record.add_guess("P + Q", "broadcasting", True) == ""
    assert record.add_guess("P + Q", "broadcasting", False) == ""
    assert record.add_drill("product") == record.add_drill("product") == ""
    assert record.kept()[0] == record.NOTHING | {
        "passed": ["sigmoid"],
        "guesses": {"P + Q": ["broadcasting", False]},
        "drills": ["product"],
    }
    assert '"later": 1' in kept.read_text("utf-8")


WRITER = """import sys
from helpers.checking import progress
for number in range(int(sys.argv[2])):
    progress.add(f"exercise {sys.argv[1]} {number}", "x = 1\\n" * 300)"""


def writer(name, passes):
    """Another kernel that passes exercises."""
    return subprocess.Popen([sys.executable, "-c", WRITER, name, str(passes)], cwd=ROOT)


def test_kernels_that_write_at_once_lose_nothing(kept):
    running = [writer(str(number), 10) for number in range(8)]
    assert [each.wait(60) for each in running] == [0] * 8
    assert len(record.passed()[0]) == 80
    assert list(kept.parent.iterdir()) == [kept]


def test_a_kernel_that_is_killed_leaves_what_was_kept_and_nothing_lying_about(kept):
    record.add("sigmoid", "a")
    running = writer("0", 100_000)
    while len(record.passed()[0]) < 3:
        assert running.poll() is None
    running.kill()
    running.wait()
    assert record.passed()[0][-1] == "sigmoid" and list(kept.parent.iterdir()) == [kept]
    with kept.open("ab") as file:
        file.write(b'{"course": "zero-loops", "passed": ["hal')  # one that died half way
    assert record.add("predict") == ""
    assert {"predict", "sigmoid"} <= set(record.passed()[0]) and record.passed()[1] == ""


def test_it_stays_where_the_kernel_began_and_a_link_stays_a_link(tmp_path):
    there = tmp_path / "synchronised.json"
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/.progress.json").symlink_to(there)
    lines = "from helpers.checking import progress; import os; os.chdir('/'); progress.add('loss')"
    env = {k: v for k, v in os.environ.items() if k != "ZERO_LOOPS_PROGRESS"}
    command = [sys.executable, "-c", lines]
    subprocess.run(command, cwd=tmp_path / "notebooks", env=env, check=True)
    assert '"loss"' in there.read_text("utf-8")
    assert (tmp_path / "notebooks/.progress.json").is_symlink()


def test_a_folder_that_is_named_holds_the_file(kept, monkeypatch):
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(kept.parent))
    assert record.add("loss") == "" and '"loss"' in kept.read_text("utf-8")


def test_where_the_disk_is_full_it_says_so(kept, monkeypatch):
    def full(path, mode="r", *given, **named):
        if "a" in mode:
            raise OSError("no space left on device")
        return open(path, mode, *given, **named)

    record.add("sigmoid")
    monkeypatch.setattr(Path, "open", full)
    assert "could not be kept" in record.add("predict")


@pytest.mark.parametrize("content", [*BROKEN, *(json.dumps(each).encode() for each in FOREIGN)])
def test_a_broken_or_foreign_file_is_set_aside_and_never_lost(kept, content):
    for number in (1, 2):
        kept.write_bytes(content)
        names, sentence = record.passed()
        assert names == [] and not kept.exists()
        assert f".progress.json.set-aside-{number}" in sentence
        assert (kept.parent / f".progress.json.set-aside-{number}").read_bytes() == content


def test_check_and_progress_go_on_past_a_broken_file_and_say_so(kept):
    kept.write_text("broken", encoding="utf-8")
    assert "set-aside-1" in repr(checked(abs))
    assert "set-aside" not in repr(checked(right))
    assert record.passed() == (["predict"], "")
    kept.write_bytes(b"broken again")
    overview = progress()
    assert "set-aside-2" in repr(overview) and "set-aside-2" in overview.html
    assert (kept.parent / ".progress.json.set-aside-2").read_bytes() == b"broken again"


def test_where_nothing_can_be_written_a_check_passes_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "a_file").touch()  # what stands in it can be made by nobody, root included
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "a_file" / "progress.json"))
    assert checked(right).passed
    assert progress().passed == set()


# The lessons of a folder, read from their notebooks


def test_title_minutes_and_exercises_stand_in_the_notebook(tmp_path):
    opening = prose("# When is it `*`, when `@`?\n\nYou will tell them apart. About 20 minutes.")
    guesses = code("a = np.ones(3)\nguess('a[0]', a=a)"), code("guess(\n    \"b['c']\", b=b)")
    cells = (
        *guesses,
        code("check(second)"),
        prose("check(third)"),
        code("x = 1\ncheck(first)\ncheck(second)"),
    )
    raw = nbformat.v4.new_raw_cell("a note of mine")
    write(new_notebook(opening, raw, *cells), tmp_path / "01_later.ipynb")
    write(new_notebook(prose("No title"), code("check(one)")), tmp_path / "00_plain.ipynb")
    write(new_notebook(prose("# Nothing to check?\n\n5 minutes")), tmp_path / "02_none.ipynb")
    for name in ("notes", "01_later-clean", "01_later-Copy1"):
        write(new_notebook(code("check(one)")), tmp_path / f"{name}.ipynb")
    assert lessons(tmp_path) == [
        Lesson("00_plain", "00_plain", 0, ("one",)),
        Lesson("01_later", "When is it *, when @?", 20, ("second", "first"), ("a[0]", "b['c']")),
    ]


@pytest.mark.parametrize("content", [*BROKEN, b'{"cells": [{}]}', b'{"cells": 3}'])
def test_a_broken_notebook_is_no_lesson_and_hides_no_other(tmp_path, content):
    (tmp_path / "00_broken.ipynb").write_bytes(content)
    write(new_notebook(code("check(one)")), tmp_path / "01_whole.ipynb")
    assert [lesson.notebook for lesson in lessons(tmp_path)] == ["01_whole"]


def test_every_lesson_of_the_course_is_read():
    found = {lesson.notebook: lesson for lesson in lessons(FOLDER)}
    assert list(found) == sorted(path.stem for path in FOLDER.glob("*.ipynb"))
    assert all(lesson.minutes and len(lesson.exercises) >= 2 for lesson in found.values())
    asked = {path.stem: path.read_text("utf-8").count('"guess(') for path in FOLDER.glob("*.ipynb")}
    assert {name: len(lesson.guesses) for name, lesson in found.items()} == asked


# The overview


@pytest.mark.parametrize(
    ("passed", "headline", "states"),
    [
        ([], "0 of 3 exercises passed.", ["next", "open"]),
        (["one"], "1 of 3 exercises passed.", ["next", "open"]),
        (["three", "unknown"], "1 of 3 exercises passed.", ["next", "done"]),
        (["one", "two"], "2 of 3 exercises passed.", ["done", "next"]),
        (["one", "two", "three"], "3 of 3 exercises passed. All is done.", ["done", "done"]),
    ],
)
def test_the_overview_says_what_is_done_and_what_is_next(passed, headline, states):
    overview = Map(TWO, passed)
    lines = repr(overview).splitlines()
    assert lines[0] == headline and headline in overview.html
    assert [line.split(":")[0] for line in lines[1:]] == states
    assert re.findall(r"minutes, (\w+)<", overview.html) == states


def test_the_overview_names_the_exercises_and_links_the_notebooks():
    overview = Map(TWO, ["one"])
    assert "00_first, Is it <first>? (15 minutes) [x] one, [ ] two" in repr(overview)
    link = '<a href="00_first.ipynb">Is it &lt;first&gt;?</a>'
    assert all(words in overview.html for words in (link, "✓ <code>one<", "○ <code>two<"))
    assert repr(Map([], [])) == repr(progress()) == "No lesson is in this folder."


def test_the_overview_says_which_rules_to_look_at_again_and_which_drills_are_done():
    lesson = Lesson("05_five", "When?", 20, ("one",))
    assert "again" not in repr(Map([lesson], []))
    guesses = {"P + Q": ["broadcasting", False], "x.sum(axis=1)": ["reduction", True]}
    guesses |= {"X[0]": ["index", False], "2 * n": ["number", False]}
    for expression, guess in guesses.items():
        record.add_guess(expression, *guess)
    record.add_drill("product")
    overview = Map([lesson], [])
    words = "To look at again: index (04), broadcasting (05).\nFive in a row: product."
    assert repr(overview).endswith(words)
    assert 'index (04), broadcasting (<a href="05_five.ipynb">05</a>).' in overview.html
    record.add_guess("P + Q", "broadcasting", True)
    assert "To look at again: index (04).\n" in repr(Map([lesson], []))
