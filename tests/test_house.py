"""The package `helpers`, what is installed for whom, its checks, and JupyterLab's defaults."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import json5
import pytest
from jupyterlab.commands import get_app_dir
from jupyterlab_server.settings_utils import get_settings
from packaging.utils import canonicalize_name

from tests import packages
from tests.environment import ROOT

LEARNERS = packages.listed("requirements.txt")
WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"
NEWS = "@jupyterlab/apputils-extension:notification"
DEFAULTS = {
    WIDGETS: {"saveState": True},
    NEWS: {"fetchNews": "false", "checkForUpdates": False},  # it asks nothing, it fetches nothing
}


def test_helpers_is_found_from_every_folder_as_it_stands_beside_the_notebooks(tmp_path):
    command = [sys.executable, "-I", "-c", "import helpers; print(helpers.__file__)"]
    found = subprocess.check_output(command, cwd=tmp_path, text=True).strip()
    assert (Path(found).parents[1] / "notebooks").is_dir()


def test_what_a_learner_installs_is_written_once_with_lower_and_upper_bounds():
    assert not requires("zero-loops")
    for requirement in LEARNERS:
        assert sorted(each.operator for each in requirement.specifier) == ["<", ">="], requirement


def test_a_learner_installs_what_helpers_imports_and_what_runs_notebooks_and_no_more():
    texts = [path.read_text("utf-8") for path in (ROOT / "helpers").rglob("*.py")]
    modules = set(re.findall(r"^\s*(?:import|from) (\w+)", "\n".join(texts), re.MULTILINE))
    known = packages_distributions()
    ours = modules - {"helpers"} - sys.stdlib_module_names
    imported = {canonicalize_name(known[name][0]) for name in ours if name in known}
    assert imported <= packages.brought(LEARNERS)
    listed = {packages.name(requirement) for requirement in LEARNERS}
    assert listed - imported == {"jupyterlab", "nbval"}


def test_text_has_the_line_ends_that_stored_outputs_are_compared_with():
    folders = (ROOT / name for name in ("helpers", "notebooks", "tests", "binder", ".ci"))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    kinds = {".py", ".txt", ".ipynb", ".md", ".toml", ".csv", ".js", ".json5", ".cfg", ""}
    texts = [path for path in files if path.suffix in kinds and "cache" not in str(path)]
    assert len(texts) > 100
    assert [path.name for path in texts if b"\r" in path.read_bytes()] == []


# How it is checked


@pytest.mark.parametrize("words", ["check", "format --check"])
def test_ruff_finds_nothing_in_modules_and_lessons(words):
    command = [sys.executable, "-m", "ruff", *words.split(), "--no-cache", "."]
    ruff = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ruff.returncode == 0, ruff.stdout + ruff.stderr


def test_the_workflow_begins_with_the_lowest_python_that_the_package_takes():
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    (lowest,) = re.findall(r'python: \["([\d.]+)"', workflow)
    assert f'requires-python = ">={lowest}"' in (ROOT / "pyproject.toml").read_text("utf-8")


# JupyterLab's defaults


def lab_setting(plugin, user_settings):
    """What Lab's settings API answers for a plugin, for a user with this folder of settings."""
    app, extensions = Path(get_app_dir()), Path(sys.prefix, "share/jupyter/labextensions")
    folders = str(app / "settings"), str(app / "schemas"), str(user_settings)
    return get_settings(*folders, plugin, labextensions_path=[str(extensions)])[0]


def test_lab_has_the_defaults_of_the_course_and_no_others_of_ours(tmp_path):
    ours = (ROOT / "helpers/pictures/lab_settings.json5").read_text("utf-8")
    assert json5.loads(ours) == DEFAULTS
    for plugin, values in DEFAULTS.items():
        schema = lab_setting(plugin, tmp_path)["schema"]["properties"]
        found = {name: schema[name]["default"] for name in values}
        assert found == values, "install the course again: python -m pip install -e ."


def test_a_setting_of_the_users_own_wins(tmp_path):
    own = tmp_path / "@jupyter-widgets/jupyterlab-manager/plugin.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text('{"saveState": false}', encoding="utf-8")
    assert lab_setting(WIDGETS, tmp_path)["settings"] == {"saveState": False}
