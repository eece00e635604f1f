"""Binder builds an environment with the Python, the pins and the course that are meant."""

import os
import re
import subprocess
import tomllib
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement

from tests import packages, readme
from tests.environment import ROOT

PINNED = {packages.name(pin): pin for pin in packages.listed("binder/requirements.txt")}
TEXT = (ROOT / "binder/requirements.txt").read_text("utf-8")
(PYTHON,) = re.findall(r"--python-version (\S+)", readme.commands()["pins", "posix"])
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
BINDER = {**LINUX, "python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}


def version(name):
    """The version to which a package is pinned, None where it is not."""
    (exact,) = PINNED[name].specifier if name in PINNED else [None]
    return exact and exact.version


@pytest.fixture(scope="module")
def build():
    """What repo2docker would build, as text; no Docker needed."""
    reason = "jupyter-repo2docker is not installed on Windows, where it does not run"
    app_module = pytest.importorskip("repo2docker.app", reason=reason)
    before = os.getcwd()
    os.chdir(ROOT)
    try:
        app = app_module.Repo2Docker()
        packs = (kind(app.base_image) for kind in app.buildpacks)
        pack = next(pack for pack in packs if pack.detect())
        pack.platform = "linux/amd64"
        return f"# {type(pack).__name__} {pack.python_version}\n{pack.render({})}"
    finally:
        os.chdir(before)


def test_it_has_the_pins_python_and_installs_the_pins_and_then_the_course(build):
    assert build.startswith(f"# PythonBuildPack {PYTHON}\n")
    pinned = build.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    copied = build.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert pinned < copied < build.index("RUN ./binder/postBuild")


@pytest.mark.skipif(os.name == "nt", reason="postBuild is a script for Binder's Linux")
def test_the_course_is_installed_as_it_stands_and_brings_nothing_else(tmp_path):
    python, record = tmp_path / "python", tmp_path / "record"
    python.write_text('#!/bin/bash\necho "$PWD: $*" >> "$RECORD"\n', encoding="utf-8")
    python.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "RECORD": str(record)}
    subprocess.run(["bash", "binder/postBuild"], cwd=ROOT, env=env, check=True)
    install = record.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(rf"{ROOT}: -m pip install .*--no-deps --no-build-isolation -e \.", install)
    (backend,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"][
        "requires"
    ]
    assert Requirement(backend).specifier.contains(version("hatchling"))


def test_what_a_learner_installs_and_what_that_needs_is_pinned_within_its_range():
    """What a pin needs is looked up here, where its package has the pinned version."""
    here = [each.name for each in distributions() if each.version == version(each.name)]
    needed = [need for name in here for need in packages.needs(name)]
    needed = [need for need in needed if packages.applies(need, system=BINDER)]
    assert here
    for requirement in packages.listed("requirements.txt") + needed:
        pinned = version(packages.name(requirement))
        assert pinned and requirement.specifier.contains(pinned), requirement


def test_the_pins_are_made_by_the_command_of_the_readme_and_name_no_place_to_install_from():
    assert TEXT.splitlines()[1] == "#    " + readme.commands()["pins", "posix"]
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted|file:|@ |-e ", TEXT)
