"""Binder builds an environment with the Python, the pins and the course that are meant."""

import os
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.markers import default_environment
from packaging.utils import canonicalize_name

from tests import packages, readme
from tests.environment import ROOT

PINS = ROOT / "binder/requirements.txt"
BINDER = {
    **default_environment(),
    "python_version": "3.13",
    "python_full_version": "3.13.0",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}


def pins():
    """{name: version} of binder/requirements.txt."""
    exact = (re.fullmatch(r"([\w.-]+)==([\w.]+)", line) for line in packages.lines(PINS))
    return {canonicalize_name(found[1]): found[2] for found in exact}


def unpinned(requirements):
    """The requirements that the pins do not fulfil."""
    pinned = pins()
    return [
        str(requirement)
        for requirement in requirements
        if packages.name(requirement) not in pinned
        or not requirement.specifier.contains(pinned[packages.name(requirement)])
    ]


@pytest.fixture(scope="module")
def dockerfile():
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
        assert type(pack).__name__ == "PythonBuildPack"
        return f"# python {pack.python_version}\n{pack.render({})}"
    finally:
        os.chdir(before)


def test_it_has_the_python_that_the_pins_are_made_for(dockerfile):
    (python,) = re.findall(r"--python-version (\S+)", readme.commands()["pins", "posix"])
    assert dockerfile.startswith(f"# python {python}\n")
    assert f"environment-2epy-2d{python.replace('.', '-2e')}" in dockerfile
    assert python == BINDER["python_version"]


def test_it_installs_the_pins_and_then_the_course(dockerfile):
    pinned = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    copied = dockerfile.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert pinned < copied < dockerfile.index("RUN ./binder/postBuild")


@pytest.mark.skipif(os.name == "nt", reason="postBuild is a script for Binder's Linux")
def test_the_course_is_installed_as_it_stands_and_brings_nothing_else(tmp_path):
    python, record = tmp_path / "python", tmp_path / "record"
    python.write_text('#!/bin/bash\necho "$PWD: $*" >> "$RECORD"\n', encoding="utf-8")
    python.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "RECORD": str(record)}
    subprocess.run(["bash", "binder/postBuild"], cwd=ROOT, env=env, check=True)
    install = record.read_text(encoding="utf-8").splitlines()[0].split()
    assert install[:4] == [f"{ROOT}:", "-m", "pip", "install"]
    assert "--no-deps" in install
    assert install[-2:] == ["-e", "."]


def test_everything_that_a_learner_installs_is_pinned_within_its_range():
    assert unpinned(packages.listed("requirements.txt")) == []


def test_what_the_pins_need_is_pinned_too():
    """Looked up in the packages installed here, where they have the pinned version."""
    same = [name for name, pinned in pins().items() if installed(name) == pinned]
    if not same:
        pytest.skip("no package has its pinned version here")
    needs = [
        need
        for name in same
        for need in packages.needs(name)
        if packages.applies(need, system=BINDER)
    ]
    assert unpinned(needs) == []


def installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def test_the_pins_are_made_by_the_command_of_the_readme():
    header = PINS.read_text(encoding="utf-8").splitlines()[1]
    assert header == "#    " + readme.commands()["pins", "posix"]


def test_the_pins_name_no_place_to_install_from():
    text = PINS.read_text(encoding="utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted|file:|@ |-e ", text)
