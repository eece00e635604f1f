"""`python3 -m helpers` makes what is missing, starts without a network, gives a lesson back."""

import ast
import html
import os
import re
import sqlite3
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from helpers import __main__ as commands
from helpers.checking import clean, progress
from helpers.checking.pack import pack
from tests.environment import ROOT
from tests.notebooks import (
    EXERCISE,
    FOLDER,
    code,
    new_notebook,
    outputs_text,
    prose,
    read,
    run,
    tags,
    write,
)

posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")
# In the place of .venv's Python: writes down how it was called; `broken` names what fails.
STAND_IN = """#!/bin/sh
echo "$PYTHONPATH|$*" >> "{folder}/calls"
while read word; do
  case "$*" in *"$word"*) echo "no network" >&2; exit 1;; esac
done < "{folder}/broken"
"""


FILES = ("pyproject.toml", "requirements.txt", "tests/requirements.txt")


class Course:
    """A folder of the course whose Python is a stand-in; `calls` are how it was called."""

    def __init__(self, folder):
        self.folder, self.python = folder, folder / ".venv/bin/python"
        (folder / "tests").mkdir()
        for name in FILES:
            (folder / name).write_text("numpy>=2\n-e .\n", "utf-8")
        self.breaks()

    def breaks(self, *words):
        (self.folder / "broken").write_text("".join(f"{word}\n" for word in words), "utf-8")

    def make(self, *_):
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.write_text(STAND_IN.format(folder=self.folder), "utf-8")
        self.python.chmod(0o755)
        return 0

    @property
    def calls(self):
        """What ran, without the looks at what is there."""
        lines = (self.folder / "calls").read_text("utf-8").splitlines()
        (self.folder / "calls").unlink()
        return [words for _, words in (line.split("|") for line in lines) if words[:2] == "-m"]


@pytest.fixture
def course(tmp_path, monkeypatch):
    made = Course(tmp_path)
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(commands, "PYTHON", made.python)
    real = subprocess.call
    monkeypatch.setattr(
        subprocess,
        "call",
        lambda words, **more: made.make() if "venv" in words else real(words, **more),
    )
    return made


INSTALL, START = (
    "-m pip install -q --retries=1 -r requirements.txt",
    "-m jupyterlab --notebook-dir=. ",
)


@posix
def test_the_first_start_makes_and_installs_and_the_next_one_only_starts(course):
    assert commands.main([]) == 0
    install, start = course.calls
    assert install == INSTALL and start.startswith(START)
    assert "default_url=/lab/tree/notebooks/00_start_here.ipynb" in start
    assert commands.main(["--no-browser"]) == 0
    (start,) = course.calls
    assert start.startswith(START) and start.endswith(" --no-browser")


@posix
def test_what_is_needed_anew_or_missing_is_installed(course):
    commands.main([])
    (course.folder / "requirements.txt").write_text("numpy>=3\n-e .\n", "utf-8")
    assert course.calls and commands.main([]) == 0
    assert course.calls[0] == INSTALL
    course.breaks("zero-loops numpy")  # the look for what is there
    commands.main([])
    assert course.calls[0] == INSTALL


@posix
def test_without_a_network_an_installed_course_starts_and_another_says_what_it_needs(course, capfd):
    course.make()
    course.breaks("pip install")
    assert commands.main([]) == 0
    assert "starts with what is there" in capfd.readouterr().out
    assert [words[:12] for words in course.calls] == ["-m pip insta", "-m jupyterla"]
    course.breaks("pip install", "zero-loops numpy")
    assert commands.main([]) == (
        "Not all could be installed. With a network, run this line again; pip says:\nno network"
    )
    assert len(course.calls) == 1


@posix
def test_the_tests_are_installed_and_run_likewise(course):
    assert commands.main(["tests", "-x"]) == 0
    assert course.calls == [INSTALL.replace("-r ", "-r tests/"), "-m pytest -x"]


@posix
def test_what_tests_have_installed_is_enough_to_start_and_root_is_let_in(course, monkeypatch):
    commands.main(["tests"])
    assert len(course.calls) == 2
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    commands.main([])
    (start,) = course.calls
    assert start.endswith(" --allow-root")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    commands.main([])
    assert "root" not in course.calls[0]


@posix
def test_an_environment_that_works_is_not_made_again(course):
    course.make()
    course.python.write_text(course.python.read_text("utf-8") + "# mine\n", "utf-8")
    commands.main([])
    assert course.python.read_text("utf-8").endswith("# mine\n")
    course.breaks("assert sys.version_info")  # such as one of Python 3.9
    commands.main([])
    assert not course.python.read_text("utf-8").endswith("# mine\n")


@posix
def test_of_two_starts_at_once_one_installs_and_the_other_waits(course, capfd):
    other = sqlite3.connect(course.folder / ".venv.lock", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    waiting = threading.Thread(target=commands.main, args=[[]])
    waiting.start()
    waiting.join(2)
    assert waiting.is_alive() and "this one waits" in capfd.readouterr().out
    assert not (course.folder / "calls").exists() or INSTALL not in course.calls
    course.make()
    words = "".join((course.folder / name).read_text("utf-8") for name in FILES)
    (course.folder / ".venv/requirements.installed").write_text(words, "utf-8")  # by the other
    other.close()
    waiting.join(20)
    assert [words[:14] for words in course.calls] == [START[:14]]


def test_control_c_is_for_jupyterlab_alone(monkeypatch):
    class Process:
        waits = iter([KeyboardInterrupt, KeyboardInterrupt, 3])

        def wait(self):
            came = next(self.waits)
            if came is KeyboardInterrupt:
                raise came
            return came

    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: Process())
    assert commands.run(["-m", "jupyterlab"]) == 3


@posix
def test_foreign_packages_are_not_seen_and_a_moved_folder_finds_its_helpers(course, monkeypatch):
    for name in ("PYTHONPATH", "PIP_USER", "PIP_TARGET"):
        monkeypatch.setenv(name, "/elsewhere")
    commands.main([])
    assert f"{course.folder}|-m jupyterlab" in (course.folder / "calls").read_text("utf-8")
    env = commands.environment()
    assert "PIP_TARGET" not in env and (env["PIP_USER"], env["PYTHONNOUSERSITE"]) == ("0", "1")


@posix
def test_where_home_cannot_be_written_another_takes_its_place(monkeypatch):
    assert commands.environment()["HOME"] == os.environ["HOME"]
    monkeypatch.setenv("HOME", "/nowhere")
    assert os.access(commands.environment()["HOME"], os.W_OK)


@posix
def test_a_folder_that_cannot_be_written_is_named(course, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert commands.main([]).startswith(f"{course.folder} cannot be written: copy the folder")


@posix
def test_an_unknown_word_gets_the_commands_and_nothing_is_installed(course):
    for words in (["agian", "05"], ["test"], ["-h"], ["--help"]):
        assert "python3 -m helpers again 05_broadcasting" in commands.main(words)
    assert not (course.folder / "calls").exists()


@posix
def test_who_stops_an_installation_reads_how_to_go_on(course, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stopped)
    assert commands.main([]) == "Stopped; the same line goes on where this one was."


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14, "final", 0))
    assert commands.main([]).startswith("The course needs Python 3.11 or newer; this one is ")


def test_a_python_that_is_much_too_old_can_read_as_far_as_the_sentence():
    source = (ROOT / "helpers/__main__.py").read_text("utf-8")
    assert ast.parse(source, feature_version=(3, 6))
    assert "functools.cache\n" not in source  # since 3.9


def test_no_package_is_needed_to_begin():
    command = [sys.executable, "-S", "-E", "-m", "helpers", "again"]
    said = subprocess.check_output(command, cwd=ROOT, text=True)
    assert said == "Which lesson? Such as: again 05_broadcasting\n"


# A clean copy


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A course without git: its lessons are where installing has put them."""
    (tmp_path / "share").mkdir()
    monkeypatch.setattr(clean, "ROOT", tmp_path)
    monkeypatch.setattr(clean, "KEPT", [tmp_path / "nowhere", tmp_path / "share"])
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/01_one.ipynb")
    clean._exercises.cache_clear()
    cells = code("def loss(a):\n    ..."), code("check(loss)"), code("check(cost)\ndef cost(): ...")
    write(new_notebook(*cells), tmp_path / "share/01_one.ipynb")
    return tmp_path


def test_a_clean_copy_stands_beside_the_learners_and_takes_no_place(kept):
    (kept / "01_one.ipynb").write_text("mine", "utf-8")
    first, second = (clean.again("01_one", kept) for _ in range(2))
    assert "01_one-clean.ipynb" in first and "01_one-clean-2.ipynb" in second
    assert (kept / "01_one.ipynb").read_text("utf-8") == "mine"
    original = (kept / "share/01_one.ipynb").read_bytes()
    assert (kept / "01_one-clean.ipynb").read_bytes() == original
    assert (kept / "01_one-clean-2.ipynb").read_bytes() == original


def test_a_lesson_that_does_not_exist_is_named_and_those_that_do(kept):
    for name in ("02_two", "02_two-clean", "02_two-Copy1", "notes"):
        write(new_notebook(), kept / f"{name}.ipynb")
    said = "No clean copy of 09_nine is to be had; the lessons are 02_two."
    assert clean.again("notebooks/09_nine.ipynb", kept) == said


def test_a_folder_that_cannot_be_written_is_told(kept, tmp_path):
    assert "cannot be written" in clean.again("01_one", tmp_path / "nowhere")


def test_git_has_it_as_it_was_committed_unless_more_was_written_there(kept):
    (kept / "notebooks").mkdir()
    write(new_notebook(code("as it came")), kept / "notebooks/05_five.ipynb")
    write(new_notebook(code("def loss(a):\n    return 1")), kept / "notebooks/01_one.ipynb")
    git = ["git", "-c", "user.name=a", "-c", "user.email=b"]
    for words in (["init", "-q"], ["add", "notebooks"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *words], cwd=kept, check=True)
    (kept / "notebooks/05_five.ipynb").write_text("mine", "utf-8")
    assert "as it came" in clean.clean("05_five")
    assert "..." in clean.clean("01_one")


def test_installing_puts_the_lessons_where_a_clean_copy_is_looked_for():
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    (place,) = re.findall(r'^"notebooks" = "(.+)"$', settings, re.M)
    assert all(folder.as_posix().endswith(place) for folder in clean.KEPT)


@pytest.mark.parametrize(
    ("left", "lost"),
    [
        (["def loss(a):\n    return 1", "check(loss)", "check( cost )", "def cost(): ..."], ""),
        (["def loss(a): ...", "check(cost)", "def cost(): ..."], "`check(loss)`"),
        (["check(loss)", "check(cost)"], "`def loss`, `def cost`"),
    ],
)
def test_what_a_notebook_has_lost_is_said_and_how_to_get_it_back(kept, left, lost):
    write(new_notebook(*map(code, left)), kept / "01_one.ipynb")
    said = clean.missing(kept)
    assert (lost in said and "%run -m helpers again 01_one" in said) if lost else said == ""


def test_nothing_is_missed_where_the_notebook_is_not_known(kept, monkeypatch):
    assert clean.missing(kept) == ""  # not saved
    (kept / "01_one.ipynb").write_text("[]", "utf-8")
    assert clean.missing(kept) == ""  # broken
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert clean.missing(kept) == ""


def test_an_exercise_cannot_be_deleted_nor_its_check_be_edited():
    for path in FOLDER.glob("*.ipynb"):
        for cell in read(path).cells:
            is_check = re.match(r"check\(\w+\)$", cell.source) is not None
            guarded = is_check or EXERCISE in tags(cell)
            assert (cell.metadata.get("deletable") is False) == guarded
            assert (cell.metadata.get("editable") is False) == is_check


# All in one file


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's folder of lessons, in which the kernel works; the progress is kept elsewhere."""
    folder = tmp_path / "mine/notebooks"
    folder.mkdir(parents=True)
    write(new_notebook(prose("# Which?"), code("check(loss)"), code("check(cost)")), folder / ONE)
    (folder / "my notes.ipynb").write_text("broken, and mine", "utf-8")
    monkeypatch.setattr(progress, "START", folder)
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "kept/Ada.json"))
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    return folder


ONE = "01_one.ipynb"


def packed(said):
    """{name: content} of the file that a sentence of pack() says it has written."""
    with zipfile.ZipFile(said.partition(" holds ")[0]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_notebooks_and_progress_are_one_file_which_takes_no_place(work, tmp_path):
    progress.add("loss", "mine")
    (tmp_path / "kept/Ada.json.set-aside-1").write_bytes(b"broken once")
    (tmp_path / "kept/Ada.json2").touch()  # of somebody else
    first, second = pack(), pack()
    assert first.partition(" ")[0] != second.partition(" ")[0] and "(2), your progress, " in first
    files, again = packed(first), packed(second)
    assert files == again | {"index.html": files["index.html"]} and list(files)[0] == "index.html"
    kept, aside = "notebooks/.progress.json", "notebooks/.progress.json.set-aside-1"
    assert set(files) == {"index.html", f"notebooks/{ONE}", "notebooks/my notes.ipynb", kept, aside}
    assert files[f"notebooks/{ONE}"] == (work / ONE).read_bytes()
    assert files[kept] == (tmp_path / "kept/Ada.json").read_bytes()


def table_rows(page):
    rows = re.findall("<tr><td>(.*?)</td></tr>", page)
    return [row.split("</td><td>") for row in rows]


def test_its_page_says_what_was_passed_when_with_which_version_and_the_guesses(work, monkeypatch):
    monkeypatch.setattr(progress, "now", lambda: "2026-01-02T03:04:05Z")
    monkeypatch.setattr(progress, "version", lambda: "1.2")
    progress.add("loss", "mine")
    progress.add_failed("cost", "a")
    progress.add_failed("cost", "b")
    progress.add_guess("a < b", "index", False)
    page = packed(pack())["index.html"].decode("utf-8")
    assert "1 of 2 exercises passed" in page and "2026-01-02 03:04:05 with version 1.2" in page
    assert table_rows(page) == [
        ["01 Which?", "loss", "2026-01-02 03:04:05", "1.2", "0"],
        ["01 Which?", "cost", "no", "", "2"],
        ["a &lt; b", "index", "missed"],
    ]


def test_its_page_knows_older_progress_and_lessons_that_are_not_there(work, tmp_path):
    (tmp_path / "kept").mkdir()
    older = '{"course": "zero-loops", "passed": ["loss", "softmax"]}'
    (tmp_path / "kept/Ada.json").write_text(older, "utf-8")
    page = packed(pack())["index.html"].decode("utf-8")
    unknown = "yes, at a time that was not kept"
    assert "2 of 3 exercises passed" in page and [row[1:4] for row in table_rows(page)] == [
        ["loss", unknown, ""],
        ["cost", "no", ""],
        ["softmax", unknown, ""],
        [],
    ]


def test_a_name_typed_or_else_the_one_on_a_hub_stands_in_the_files_name_and_on_the_page(
    work, monkeypatch
):
    monkeypatch.setattr(progress, "now", lambda: "2026-01-02T03:04:05Z")
    for name, file in (("", "ada-example-org"), ("Ada <3 ../x", "Ada-3-x"), ("é" * 99, "é" * 39)):
        monkeypatch.setenv("JUPYTERHUB_USER", "ada@example.org")
        said = pack(name)
        assert said.startswith(f"{work / 'zero-loops'}-{file}-2026-01-02.zip holds ")
        heading = f"<h1>{html.escape(name or 'ada@example.org')}: 0 of 2"
        assert heading in packed(said)["index.html"].decode("utf-8")


def test_without_progress_and_with_a_broken_one_it_says_so_and_packs_the_rest(work, tmp_path):
    assert "no progress, as none is kept yet" in (said := pack())
    assert set(packed(said)) == {"index.html", f"notebooks/{ONE}", "notebooks/my notes.ipynb"}
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/Ada.json").write_text("broken", "utf-8")
    assert "your progress file, which does not hold this course's progress" in (said := pack())
    files = packed(said)
    assert files["notebooks/.progress.json"] == b"broken"
    assert b"The progress file does not hold this course" in files["index.html"]
    assert (tmp_path / "kept/Ada.json").read_text("utf-8") == "broken"


def test_in_the_folder_of_the_course_it_finds_the_notebooks_and_their_progress(work, monkeypatch):
    monkeypatch.delenv("ZERO_LOOPS_PROGRESS")
    progress.add("loss")
    monkeypatch.setattr(progress, "START", work.parent)
    files = packed(pack())
    assert files["notebooks/.progress.json"] == (work / ".progress.json").read_bytes()
    assert [path.suffix for path in work.parent.iterdir() if path != work] == [".zip"]


def test_where_no_lesson_is_nothing_is_packed(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "START", tmp_path)
    monkeypatch.setattr("helpers.checking.pack.FOLDER", tmp_path / "site-packages/notebooks")
    assert pack() == "No lesson is here: go to the folder of the course."
    assert list(tmp_path.iterdir()) == []


@posix
def test_names_that_are_no_text_are_packed_and_a_pipe_is_named(work, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/Ada.json").write_text('{"course":"zero-loops","passed":["\\udfff"]}', "utf-8")
    Path(os.fsdecode(os.fsencode(work) + b"/\xff.ipynb")).write_text("mine", "utf-8")
    files = packed(pack())
    assert b"<td>?</td>" in files["index.html"] and files["notebooks/?.ipynb"] == b"mine"
    (tmp_path / "kept/Ada.json").unlink()
    os.mkfifo(tmp_path / "kept/Ada.json")
    assert pack() == f"Nothing is packed, as {tmp_path / 'kept/Ada.json'} cannot be read."


@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="this user may list any folder")
def test_progress_in_a_folder_that_only_its_owner_lists_is_packed_as_on_a_hub(work, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/Ada.json").write_text('{"course":"zero-loops","passed":["loss"]}', "utf-8")
    (tmp_path / "kept").chmod(0o311)
    files = packed(pack())
    (tmp_path / "kept").chmod(0o755)
    assert b'"loss"' in files["notebooks/.progress.json"]


def test_what_cannot_be_packed_is_named_and_no_half_of_it_is_left(work, monkeypatch):
    (work / "folder.ipynb").mkdir()
    assert pack() == f"Nothing is packed, as {work / 'folder.ipynb'} cannot be read."
    (work / "folder.ipynb").rmdir()
    real = Path.open

    def full(path, mode="r", *given, **named):
        file = real(path, mode, *given, **named)
        if mode != "xb":
            return file
        file.close()
        return open(path, "rb")  # what cannot be written into

    monkeypatch.setattr(Path, "open", full)
    assert pack() == f"Nothing is packed, as {work} cannot be written, or has no room."
    assert not list(work.glob("*.zip"))


def test_the_command_packs_where_it_is_typed_without_any_package(work):
    env = {"PYTHONPATH": str(ROOT), "ZERO_LOOPS_PROGRESS": os.environ["ZERO_LOOPS_PROGRESS"]}
    command = [sys.executable, "-S", "-m", "helpers", "pack", "Ada", "L"]
    said = subprocess.check_output(command, cwd=work, env=os.environ | env, text=True)
    assert "zero-loops-Ada-L-20" in said
    assert set(packed(said)) == {"index.html", f"notebooks/{ONE}", "notebooks/my notes.ipynb"}


def test_a_cell_packs_and_clean_copies_come_in_the_same_way(work):
    notebook = new_notebook(code("%run -m helpers pack"), code("%run -m helpers again"))
    pack_cell, again_cell = run(notebook, work).cells
    assert f"notebooks/{ONE}" in packed(outputs_text(pack_cell).strip())
    assert "Which lesson?" in outputs_text(again_cell)
