"""How the project is checked, JupyterLab's defaults, and what its server loads."""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import json5
import pytest
from jupyter_core.paths import jupyter_config_path
from jupyter_server.extension.config import ExtensionConfigManager
from jupyterlab.commands import get_app_dir
from jupyterlab_server.settings_utils import get_settings

from helpers.pictures import server
from tests.environment import ROOT

DEFAULTS = {
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    # It asks nothing, it fetches nothing.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
TOLD = "install the course again: python -m pip install -e ."


def test_text_has_the_line_ends_that_stored_outputs_are_compared_with():
    folders = (ROOT / name for name in ("helpers", "notebooks", "tests", "binder", ".ci"))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    kinds = {".py", ".txt", ".ipynb", ".md", ".toml", ".csv", ".js", ".json", ".json5", ".cfg", ""}
    texts = [path for path in files if path.suffix in kinds and "cache" not in str(path)]
    assert len(texts) > 100
    assert [path.name for path in texts if b"\r" in path.read_bytes()] == []


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


def test_lab_has_the_defaults_of_the_course_and_no_others_of_ours(tmp_path):
    ours = (ROOT / "helpers/pictures/lab_settings.json5").read_text("utf-8")
    assert json5.loads(ours) == DEFAULTS
    app, extensions = Path(get_app_dir()), Path(sys.prefix, "share/jupyter/labextensions")
    for plugin, values in DEFAULTS.items():
        folders = str(app / "settings"), str(app / "schemas"), str(tmp_path)
        found = get_settings(*folders, plugin, labextensions_path=[str(extensions)])[0]
        schema = found["schema"]["properties"]
        assert {name: schema[name]["default"] for name in values} == values, TOLD


def test_every_server_takes_large_uploads_unless_its_own_settings_have_a_limit():
    found = ExtensionConfigManager(read_config_path=jupyter_config_path())
    assert found.enabled(server.__name__), TOLD
    for own, limit in ({}, 500_000_000), ({"websocket_max_message_size": 9}, 9):
        app = SimpleNamespace(web_app=SimpleNamespace(settings=own))
        server._load_jupyter_server_extension(app)
        assert own == {"websocket_max_message_size": limit}
