"""README.md is true: its commands, links, files and lessons."""

import os
import re
import subprocess
import sys

import pytest

from tests import readme
from tests.environment import ROOT
from tests.notebooks import lessons, read

TEXT = readme.text()
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^)\s]+)\)")
LINKS = [link for found in LINK.findall(PROSE) for link in [found, *LINK.findall(found[1])]]
FIRST = "notebooks/00_start_here.ipynb"
ALL_LESSONS = {f"{number:02}" for number in range(11)}
each_command = pytest.mark.parametrize("name", ["start", "tests"])


def steps(name, system="posix"):
    """The command's steps, in the words of its POSIX form."""
    command = readme.commands()[name, system]
    if inner := re.fullmatch(r'cmd /c "([^"]+)"', command):
        command = (
            inner[1].replace("\\", "/").replace("/Scripts/", "/bin/").replace("pip.exe", "pip")
        )
        command = re.sub(r"\(if not exist (\S+) (.*?)\)", r"test -e \1 || \2", command)
        command = command.replace("|| py ", "|| python3 ")
    return re.split(r" (?:&&|\|\|) ", command)


# Its commands


def test_the_first_command_installs_and_opens_the_first_lesson():
    assert steps("start") == [
        "test -e .venv/bin/pip",
        "python3 -m venv .venv",
        ".venv/bin/python -m pip install -q -r requirements.txt",
        f".venv/bin/python -m jupyterlab --notebook-dir=. {FIRST}",
    ]
    assert (ROOT / FIRST).is_file()


def test_starting_again_is_the_end_of_the_first_command_and_needs_no_network():
    start = steps("start")[-1]
    assert f"`{start}`" in TEXT
    assert f"`{start.replace('/', chr(92)).replace('bin', 'Scripts')}`" in TEXT


def test_the_second_command_installs_what_tests_need_and_runs_them_all():
    assert steps("tests") == [
        "test -e .venv/bin/pip",
        "python3 -m venv .venv",
        ".venv/bin/python -m pip install -q -r tests/requirements.txt",
        ".venv/bin/python -m pytest",
    ]
    assert "\n-r ../requirements.txt\n" in (ROOT / "tests/requirements.txt").read_text("utf-8")


@each_command
def test_the_windows_form_takes_the_same_steps_in_both_of_its_shells(name):
    assert steps(name, "windows") == steps(name)
    command = readme.commands()[name, "windows"]
    assert not set(command) & set("$`%'^!{};@\n")
    assert "/" not in command.removeprefix("cmd /c ")


def test_the_command_is_printed_without_any_package():
    command = [sys.executable, "-S", "-E", "-m", "tests.readme", "tests", "posix"]
    printed = subprocess.check_output(command, cwd=ROOT, text=True)
    assert printed == readme.commands()["tests", "posix"] + "\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no sh; ci.yml runs the Windows form there")
def test_ci_runs_the_test_command_of_the_readme(tmp_path):
    recorder, record = tmp_path / "sh", tmp_path / "record"
    recorder.write_text('#!/bin/bash\nprintf "%s" "$2" > "$RECORD"\n', encoding="utf-8")
    recorder.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "CHROMIUM": "there already", "RECORD": str(record)}
    subprocess.run(["bash", ROOT / ".ci/run"], cwd=tmp_path, env=env, check=True)
    assert record.read_text(encoding="utf-8") == readme.commands()["tests", "posix"]


def test_the_workflow_runs_it_too():
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run\n" in workflow
    assert "python -m tests.readme tests >" in workflow


# Its lessons, links and files


def test_each_notebook_stands_in_the_table_with_its_question_and_minutes():
    row = re.compile(r"^\| \[(\w+)\]\((\S+)\) \| (.+) \| (\d+) \|$", re.MULTILINE)
    openings = [(path, read(path).cells[0].source) for path in lessons()]
    assert row.findall(TEXT) == [
        (
            path.stem,
            f"notebooks/{path.name}",
            opening.splitlines()[0].removeprefix("# "),
            *re.findall(r"\b(\d+) minutes\b", opening),
        )
        for path, opening in openings
    ]


def test_the_lessons_that_are_missing_are_named():
    missing = sorted(ALL_LESSONS - {path.name[:2] for path in lessons()})
    sentence = re.search(r"The lessons? ([\d, and]+?) (?:is|are) being written", TEXT)
    assert re.findall(r"\d\d", sentence[1] if sentence else "") == missing


def test_each_relative_link_leads_somewhere_and_each_picture_says_what_it_shows():
    relative = [target for _, _, target in LINKS if "://" not in target]
    assert [target for target in relative if not (ROOT / target).exists()] == []
    assert [len(words) > 10 for is_picture, words, _ in LINKS if is_picture] == [True, True]


def test_each_file_and_module_it_names_is_there():
    named = re.findall(r"(?<!`)`([\w.-]+(?:/[\w.-]*)*)`(?!`)", PROSE)
    paths = {name for name in named if re.search(r"/|\w\.\w+$", name) and name[:5] != ".venv"}
    paths |= {f"{name.replace('.', '/')}.py" for name in re.findall(r"-m (tests\.\w+)", TEXT)}
    assert {"requirements.txt", "tests/refresh.py"} <= paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_button_opens_the_first_lesson_on_binder():
    (target,) = {target for _, _, target in LINKS if "mybinder.org" in target}
    link = r"https://mybinder\.org/v2/gh/(\w+)/zero-loops/HEAD\?urlpath=lab/tree/" + FIRST
    owner = re.fullmatch(link, target)[1]
    assert f"replace `{owner}` in this link" in TEXT
