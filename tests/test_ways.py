"""A lesson finds the helpers it came with, or says in its first cell what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import packaging
import pytest

from tests.environment import ROOT
from tests.notebooks import code, new_notebook, outputs_text, run

WHERE = "import helpers.check; print(helpers.__file__)"
REQUIREMENTS = (
    "# What is needed.\nre>=1\njupyterlab>=4\nabsent[all,most]>=1,!=1.5,<2  # why\n-e .\n"
)


def module(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def course(tmp_path):
    """A course of version 1.2.3, whose helpers do nothing, with what leads to them."""
    module(tmp_path / "course/helpers/__init__.py")
    module(tmp_path / "course/helpers/check.py")
    module(tmp_path / "course/helpers/__main__.py", "import sys; print('ran', sys.argv[1:])")
    module(tmp_path / "course/pyproject.toml", 'name = "zero-loops"\nversion = "1.2.3"\n')
    (tmp_path / "course/notebooks").mkdir()
    shutil.copy(ROOT / "notebooks/helpers.py", tmp_path / "course/notebooks")
    return tmp_path / "course"


@pytest.fixture
def installed(tmp_path):
    """Where another version is installed."""
    module(tmp_path / "site/helpers/__init__.py")
    module(tmp_path / "site/helpers/check.py")
    module(tmp_path / "site/zero_loops-1.0.0.dist-info/METADATA", "Version: 1.0.0\n")
    return tmp_path / "site"


def said(folder, *words, path=""):
    """What Python prints in a folder, without this machine's packages, but with those of a path."""
    command, env = [sys.executable, "-S", *words], {**os.environ, "PYTHONPATH": str(path)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_lessons_run_with_the_helpers_beside_them_though_others_are_installed(course, installed):
    line, found = said(course / "notebooks", "-c", WHERE, path=installed).splitlines()
    assert found == str(course / "helpers/__init__.py")
    assert line.startswith("These lessons and their helpers are of version 1.2.3. The packages and")
    assert line.endswith(
        "settings were installed with version 1.0.0. If something does not work, start with the "
        "README's first command; on a hub, ask your teacher to update it."
    )


def test_nothing_is_said_where_nothing_is_installed_or_the_same_version(course, installed):
    found = f"{course / 'helpers/__init__.py'}\n"
    assert said(course / "notebooks", "-c", WHERE) == found
    module(course / "pyproject.toml", 'version = "1.0.0"\n')
    assert said(course / "notebooks", "-c", WHERE, path=installed) == found


def test_lessons_without_helpers_beside_them_use_those_that_are_installed(course, installed):
    shutil.rmtree(course / "helpers")
    found = said(course / "notebooks", "-c", WHERE, path=installed)
    assert found == f"{installed / 'helpers/__init__.py'}\n"
    lost = said(course / "notebooks", "-c", WHERE)
    assert "Missing: The lessons need the folder `helpers` that came with them" in lost


def test_what_is_missing_is_named_and_the_line_that_installs_it(course):
    module(course / "requirements.txt", REQUIREMENTS)
    error = said(course / "notebooks", "-c", WHERE).split("Missing: ")[1]
    assert error.startswith("The lessons need what this Python does not have: absent.\n")
    assert '\n\n%pip install "absent[all,most]>=1,!=1.5,<2"\n\n' in error
    assert "python3 -m helpers, or on Windows py -m helpers" in error


@pytest.mark.parametrize(
    ("line", "here", "well"),
    [
        ("aged>=2.4,<3", "2.0.2", False),
        ("aged[all]>=2,!=2.9,<3", "2.9", False),
        ("aged>=2.4,<3", "2.10", True),
        ("aged>=2.4,<3", "2.5rc1", True),
    ],
)
def test_a_version_out_of_bounds_is_named_as_what_is_missing_is(
    course, installed, line, here, well
):
    module(course / "requirements.txt", f"{line}  # why\n")
    module(installed / "aged.py")
    module(installed / f"aged-{here}.dist-info/METADATA", f"Name: aged\nVersion: {here}\n")
    unknown = said(course / "notebooks", "-c", WHERE, path=installed)
    shutil.copytree(Path(packaging.__file__).parent, installed / "packaging")
    known = said(course / "notebooks", "-c", WHERE, path=installed)
    asked = f"does not have: {line} (here: {here}).\n" in known and f'install "{line}"\n' in known
    assert asked != well and (known == unknown) == well and "need what" not in unknown


def test_an_old_python_is_named(course):
    old = f"import sys; sys.version_info = (3, 10, 14); {WHERE}"
    assert "need Python 3.11 or newer, this is" in said(course / "notebooks", "-c", old)


def test_the_commands_of_the_course_work_beside_the_lessons_and_need_no_package(course):
    module(course / "requirements.txt", REQUIREMENTS)
    words = "-m", "helpers", "again", "05_broadcasting"
    assert said(course / "notebooks", *words) == "ran ['again', '05_broadcasting']\n"


LACKING = [
    "from helpers import gone",
    "from helpers.check import gone",
    "from helpers.gone import check",
    "from helpers import logistic\nlogistic.gone",
    "from helpers.check import installed\ninstalled().gone",
]
OTHERS = ["import gone", "import helpers, math\nmath.gone", "import helpers\n''.gone"]


def test_a_name_that_helpers_lack_may_be_of_another_version(tmp_path, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "/anywhere/07_rank_1_arrays.ipynb")
    cells = [code(line, "raises-exception") for line in LACKING + OTHERS]
    told = "A clean copy of the lesson, beside yours: %run -m helpers again 07_rank_1_arrays\n"
    texts = map(outputs_text, run(new_notebook(*cells), tmp_path).cells)
    assert [told in text for text in texts] == [True] * len(LACKING) + [False] * len(OTHERS)
