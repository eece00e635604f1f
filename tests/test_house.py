"""The tree, the package `helpers`, what is installed for whom, and JupyterLab's defaults."""

import ast
import os
import subprocess
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions, requires, version
from pathlib import Path

import json5
import pytest
import yaml
from jupyterlab.commands import get_app_dir
from jupyterlab_server.settings_utils import get_settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import packages
from tests.environment import ROOT

DEFAULTS = ROOT / "helpers/pictures/lab_settings.json5"
IN_LAB = Path("share/jupyter/lab/settings/overrides.d/zero-loops.json5")
WIDGETS = "@jupyter-widgets/jupyterlab-manager:plugin"
NEWS = "@jupyterlab/apputils-extension:notification"
TREE = [
    "README.md",
    "requirements.txt",
    "pyproject.toml",
    "LICENSE",
    ".gitignore",
    ".ci/run",
    ".pre-commit-config.yaml",
    ".github/workflows/ci.yml",
    "notebooks",
    "helpers",
    "tests",
    "tests/requirements.txt",
    "binder/requirements.txt",
    "binder/runtime.txt",
    "binder/postBuild",
]
LEARNERS = packages.listed("requirements.txt")
TESTERS = packages.listed("tests/requirements.txt")
OUR_OWN = {"helpers", "tests"}


def python(program, folder):
    """What the program prints, run from the folder."""
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_tree_is_whole():
    assert [path for path in TREE if not (ROOT / path).exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits for this")
@pytest.mark.parametrize("script", [".ci/run", "binder/postBuild"])
def test_a_script_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)


# The package


def test_import_helpers_imports_nothing():
    program = "import sys; old = set(sys.modules); import helpers; print(*set(sys.modules) - old)"
    assert python(program, ROOT).split() == ["helpers"]


def test_helpers_is_found_from_every_folder_as_it_stands_here(tmp_path):
    found = python("import helpers; print(helpers.__file__)", tmp_path).strip()
    assert Path(found).resolve() == ROOT / "helpers/__init__.py"


def test_the_installed_package_is_this_one():
    assert version("zero-loops") == project()["version"]
    assert metadata("zero-loops")["Requires-Python"] == project()["requires-python"] == ">=3.11"


def test_the_package_names_no_requirements_of_its_own():
    assert not requires("zero-loops")


# What is installed, and for whom


@pytest.mark.parametrize("requirement", LEARNERS, ids=packages.name)
def test_what_a_learner_installs_has_a_lower_and_an_upper_bound(requirement):
    assert sorted(specifier.operator for specifier in requirement.specifier) == ["<", ">="]


@pytest.mark.parametrize("requirement", LEARNERS + TESTERS, ids=packages.name)
def test_what_is_installed_here_is_within_its_range(requirement):
    if not packages.applies(requirement):
        pytest.skip(f"not for this system: {requirement.marker}")
    assert requirement.specifier.contains(version(requirement.name), prereleases=True)


def test_helpers_imports_only_what_a_learner_installs():
    assert distributions(imported("helpers")) - packages.brought(LEARNERS) == set()


def test_a_learner_installs_only_what_helpers_imports_and_what_runs_notebooks():
    listed = {packages.name(requirement) for requirement in LEARNERS}
    assert listed - distributions(imported("helpers")) == {"jupyterlab", "nbval"}


def test_tests_import_only_what_is_installed_for_them():
    everything = packages.brought(LEARNERS + TESTERS)
    assert distributions(imported("tests")) - everything == set()


def imported(folder):
    """The top-level modules that the files of `folder` import, not of the house nor of Python."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    of = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {module.split(".")[0] for module in plain | of} - sys.stdlib_module_names - OUR_OWN


def distributions(modules):
    known = packages_distributions()
    return {canonicalize_name(known.get(module, [module])[0]) for module in modules}


def test_the_commit_check_has_the_ruff_of_the_tests():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = {hook["id"]: hook for repo in config["repos"] for hook in repo["hooks"]}
    assert set(hooks) == {"ruff", "stored-outputs"}
    (ruff,) = (requirement for requirement in TESTERS if requirement.name == "ruff")
    assert [Requirement(text) for text in hooks["ruff"]["additional_dependencies"]] == [ruff]
    assert hooks["stored-outputs"]["entry"] == "python -m tests.refresh --check"


def test_the_workflow_tries_three_systems_and_every_python_from_the_lowest():
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    job = yaml.safe_load(text)["jobs"]["tests"]
    matrix = job["strategy"]["matrix"]
    assert {system.split("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert project()["requires-python"] == f">={matrix['python'][0]}"


# JupyterLab's defaults


def lab_setting(plugin, user_settings):
    """What Lab's settings API answers for a plugin, for a user with this folder of settings."""
    app = Path(get_app_dir())
    answer, _ = get_settings(
        str(app / "settings"),
        str(app / "schemas"),
        str(user_settings),
        plugin,
        labextensions_path=[str(Path(sys.prefix, "share/jupyter/labextensions"))],
    )
    return answer


def default(plugin, name, tmp_path):
    return lab_setting(plugin, tmp_path)["schema"]["properties"][name]["default"]


def test_lab_finds_the_defaults_of_the_course():
    assert get_app_dir() == str(Path(sys.prefix, "share/jupyter/lab"))
    assert Path(sys.prefix, IN_LAB).read_bytes() == DEFAULTS.read_bytes(), (
        "install the course again: python -m pip install -r requirements.txt"
    )


def test_lab_saves_the_state_of_widgets(tmp_path):
    assert default(WIDGETS, "saveState", tmp_path) is True


def test_lab_asks_nothing_and_fetches_nothing_at_its_start(tmp_path):
    assert default(NEWS, "fetchNews", tmp_path) == "false"
    assert default(NEWS, "checkForUpdates", tmp_path) is False


def test_a_setting_of_the_users_own_wins(tmp_path):
    own = tmp_path / "@jupyter-widgets/jupyterlab-manager/plugin.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text('{"saveState": false}', encoding="utf-8")
    assert lab_setting(WIDGETS, tmp_path)["settings"] == {"saveState": False}


def test_the_course_changes_no_other_default():
    changed = json5.loads(DEFAULTS.read_text(encoding="utf-8"))
    assert {plugin: set(values) for plugin, values in changed.items()} == {
        WIDGETS: {"saveState"},
        NEWS: {"fetchNews", "checkForUpdates"},
    }
