"""README.md is true: its commands, links, files and lessons."""

import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import readme
from tests.environment import ROOT
from tests.notebooks import lessons, read

FIRST = "notebooks/00_start_here.ipynb"
ALL_LESSONS = {f"{number:02}" for number in range(11)}


def steps(command):
    """The command's steps, in the words of its POSIX form."""
    inner = re.fullmatch(r'cmd /c "([^"]+)"', command)
    if inner:
        command = inner[1].replace("\\", "/").replace("/Scripts/", "/bin/")
        command = command.replace("pip.exe", "pip")
        command = re.sub(r"\(if not exist (\S+) (.*?)\)", r"test -e \1 || \2", command)
        command = command.replace("|| py ", "|| python3 ")
    return re.split(r" (&&|\|\|) ", command)


@pytest.mark.parametrize("system", ["posix", "windows"])
@pytest.mark.parametrize("name", ["start", "tests"])
def test_a_command_is_one_line_to_paste(name, system):
    command = readme.commands()[name, system]
    assert command == command.strip()
    assert "\n" not in command


@pytest.mark.parametrize("name", ["start", "tests"])
def test_the_windows_form_takes_the_same_steps(name):
    posix, windows = (steps(readme.commands()[name, system]) for system in ("posix", "windows"))
    assert windows == posix
    assert len(posix) > 5


@pytest.mark.parametrize("name", ["start", "tests"])
def test_a_windows_form_survives_both_the_command_prompt_and_powershell(name):
    command = readme.commands()[name, "windows"]
    assert re.fullmatch(r'cmd /c "[^"]+"', command)
    assert not set(command) & set("$`%'^!{};@")
    assert "/" not in command.removeprefix("cmd /c ")


@pytest.mark.parametrize("name", ["start", "tests"])
def test_the_environment_is_made_if_it_is_missing(name):
    test, _, make, *_ = steps(readme.commands()[name, "posix"])
    assert (test, make) == ("test -e .venv/bin/pip", "python3 -m venv .venv")


def test_the_first_command_installs_and_opens_the_first_lesson():
    *_, install, _, start = steps(readme.commands()["start", "posix"])
    assert install == ".venv/bin/python -m pip install -q -r requirements.txt"
    assert start == f".venv/bin/python -m jupyterlab --notebook-dir=. {FIRST}"
    assert (ROOT / FIRST).is_file()


def test_starting_again_is_the_end_of_the_first_command():
    *_, posix = steps(readme.commands()["start", "posix"])
    windows = posix.replace("/", "\\").replace("bin", "Scripts")
    assert f"`{posix}`" in readme.text()
    assert f"`{windows}`" in readme.text()


def test_the_second_command_installs_what_tests_need_and_runs_them_all():
    *_, install, _, run = steps(readme.commands()["tests", "posix"])
    assert install == ".venv/bin/python -m pip install -q -r tests/requirements.txt"
    assert run == ".venv/bin/python -m pytest"
    first, *others = (ROOT / "tests/requirements.txt").read_text(encoding="utf-8").split("\n-r ")
    assert [line.split()[0] for line in others] == ["../requirements.txt"], first


def test_the_command_is_printed_without_any_package():
    printed = subprocess.run(
        [sys.executable, "-S", "-E", "-m", "tests.readme", "tests", "posix"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout == readme.commands()["tests", "posix"] + "\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no sh; ci.yml runs the Windows form there")
def test_ci_runs_the_test_command_of_the_readme(tmp_path):
    recorder = tmp_path / "sh"
    recorder.write_text('#!/bin/bash\nprintf "%s" "$2" > "$RECORD"\n', encoding="utf-8")
    recorder.chmod(0o755)
    record = tmp_path / "record"
    env = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "CHROMIUM": "there already",
        "RECORD": str(record),
    }
    subprocess.run(
        ["bash", str(ROOT / ".ci/run")], cwd=tmp_path, env=env, check=True, capture_output=True
    )
    assert record.read_text(encoding="utf-8") == readme.commands()["tests", "posix"]


def test_the_workflow_runs_it_too():
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run\n" in workflow
    assert "python -m tests.readme tests >" in workflow


def test_each_notebook_stands_in_the_table_with_its_question_and_minutes():
    assert readme.lessons() == [
        (path.stem, f"notebooks/{path.name}", question(path), minutes(path)) for path in lessons()
    ]


def question(path):
    (heading,) = [
        line
        for cell in read(path).cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("# ")
    ]
    return heading.removeprefix("# ")


def minutes(path):
    opening = next(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    (number,) = re.findall(r"\b(\d+) minutes\b", opening)
    return int(number)


def test_the_lessons_that_are_missing_are_named():
    missing = sorted(ALL_LESSONS - {path.name[:2] for path in lessons()})
    sentence = re.search(r"The lessons? ([\d, and]+?) (?:is|are) being written", readme.text())
    assert re.findall(r"\d\d", sentence[1] if sentence else "") == missing


def test_each_relative_link_leads_somewhere():
    relative = [target for _, _, target in readme.links() if not urlsplit(target).scheme]
    assert relative
    assert [target for target in relative if not (ROOT / target).exists()] == []


def test_each_picture_says_what_it_shows():
    pictures = [words for is_picture, words, _ in readme.links() if is_picture]
    assert len(pictures) == 2
    assert all(len(words) > 10 for words in pictures)


def test_each_file_it_names_is_there():
    named = [name for name in readme.files() if not name.startswith(".venv/")]
    assert "requirements.txt" in named
    modules = {name for name in named if name.startswith("tests.")}
    paths = [f"{name.replace('.', '/')}.py" if name in modules else name for name in named]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_modules_it_runs_are_there():
    modules = re.findall(r"python -m (tests\.\w+)", readme.text())
    assert "tests.refresh" in modules
    assert [name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").is_file()] == []


def test_the_button_opens_the_first_lesson_on_binder():
    (target,) = {target for _, _, target in readme.links() if "mybinder.org" in target}
    parts = urlsplit(target)
    assert (parts.scheme, parts.netloc) == ("https", "mybinder.org")
    _, version, provider, owner, repository, ref = parts.path.split("/")
    assert (version, provider, repository, ref) == ("v2", "gh", "zero-loops", "HEAD")
    assert parse_qs(parts.query) == {"urlpath": [f"lab/tree/{FIRST}"]}
    assert f"replace `{owner}` in this link" in readme.text()
