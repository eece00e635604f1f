"""README.md is true: its commands, links, files and lessons."""

import os
import re
import subprocess
import sys

import pytest

from tests import readme
from tests.environment import ROOT, VERSION, calls_of
from tests.notebooks import lessons, read

TEXT = readme.text()
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^)\s]+)\)")
LINKS = [link for found in LINK.findall(PROSE) for link in [found, *LINK.findall(found[1])]]
FIRST = "notebooks/00_start_here.ipynb"
ALL_LESSONS = {f"{number:02}" for number in range(12)}


# Its commands


@pytest.mark.parametrize(("name", "words"), [("start", ""), ("tests", " tests")])
def test_each_command_is_one_line_for_every_system(name, words):
    assert readme.commands()[name, "posix"] == f"python3 -m helpers{words}"
    assert readme.commands()[name, "windows"] == f"py -m helpers{words}"


def test_what_the_tests_need_is_more_than_what_a_learner_installs():
    assert "\n-r ../requirements.txt\n" in (ROOT / "tests/requirements.txt").read_text("utf-8")


def test_the_command_is_printed_without_any_package():
    command = [sys.executable, "-S", "-E", "-m", "tests.readme", "tests", "posix"]
    printed = subprocess.check_output(command, cwd=ROOT, text=True)
    assert printed == readme.commands()["tests", "posix"] + "\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no sh; ci.yml runs the Windows form there")
def test_ci_runs_the_test_command_of_the_readme(tmp_path):
    proxy = tmp_path / "configurable-http-proxy"
    proxy.touch(mode=0o755)
    calls = calls_of("sh", ".ci/run", tmp_path, cwd=tmp_path, CHROMIUM="there already")
    assert calls == [f"{ROOT}: -c {readme.commands()['tests', 'posix']}"]
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert "run: bash .ci/run\n" in workflow and "python -m tests.readme tests >" in workflow


# Its lessons, links and files


def test_each_notebook_stands_in_the_table_with_its_question_and_minutes():
    rows = re.findall(r"^\| \[(\w+)\]\((\S+)\) \| (.+) \| (\d+) \|$", TEXT, re.MULTILINE)
    for path, row in zip(lessons(), rows, strict=True):
        question, *opening = read(path).cells[0].source.splitlines()
        (minutes,) = re.findall(r"\b(\d+) minutes\b", " ".join(opening))
        assert row == (path.stem, f"notebooks/{path.name}", question.removeprefix("# "), minutes)


def test_the_lessons_that_are_missing_are_named():
    missing = sorted(ALL_LESSONS - {path.name[:2] for path in lessons()})
    sentence = re.search(r"The lessons? ([\d, and]+?) (?:is|are) being written", TEXT)
    assert re.findall(r"\d\d", sentence[1] if sentence else "") == missing


def test_each_relative_link_leads_somewhere_and_each_picture_says_what_it_shows():
    assert all("://" in target or (ROOT / target).exists() for _, _, target in LINKS)
    assert [len(words) > 10 for is_picture, words, _ in LINKS if is_picture] == [True, True]


def test_each_file_and_module_it_names_is_there():
    named = re.findall(r"(?<!`)`([\w.-]+(?:/[\w.-]*)*)`(?!`)", PROSE)
    paths = {name for name in named if re.search(r"/|\w\.\w+$", name) and name[:5] != ".venv"}
    paths |= {f"{name.replace('.', '/')}.py" for name in re.findall(r"-m (tests\.\w+)", TEXT)}
    assert {"requirements.txt", "tests/refresh.py"} <= paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_button_opens_the_first_lesson_of_the_release_on_binder():
    (target,) = {target for _, _, target in LINKS if "mybinder.org" in target}
    link = rf"https://mybinder\.org/v2/gh/(\w+)/zero-loops/v{VERSION}\?urlpath=lab/tree/{FIRST}"
    owner = re.fullmatch(link, target)[1]
    assert f"replace `{owner}` in this link" in TEXT
