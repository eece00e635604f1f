"""What is installed: what a learner needs and no more, pinned on Binder; and what is said of it."""

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.check import NEEDS, installed
from tests import readme
from tests.environment import ROOT, calls_of


def listed(path):
    """The requirements in the file; not `-r` of another file, not `-e .`, the course itself."""
    lines = [line.split("#")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def name(requirement):
    return canonicalize_name(requirement.name)


def needs(distribution):
    """What an installed distribution requires; nothing of one that is not installed."""
    try:
        return [Requirement(text) for text in metadata.requires(distribution) or []]
    except metadata.PackageNotFoundError:
        return []


LEARNERS = listed("requirements.txt")
PINNED = {
    name(pin): str(pin.specifier).removeprefix("==") for pin in listed("binder/requirements.txt")
}
PINS = (ROOT / "binder/requirements.txt").read_text("utf-8")
(PYTHON,) = re.findall(r"--python-version (\S+)", readme.commands()["pins", "posix"])
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
BINDER = {**LINUX, "python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
HELP = """start with the README's first command; in somebody else's JupyterLab run \
%pip install "{}", then restart the kernel"""


def test_helpers_is_found_from_every_folder_as_it_stands_beside_the_notebooks(tmp_path):
    command = [sys.executable, "-I", "-c", "import helpers; print(helpers.__file__)"]
    found = subprocess.check_output(command, cwd=tmp_path, text=True).strip()
    assert (Path(found).parents[1] / "notebooks").is_dir()


def test_what_a_learner_installs_is_written_once_with_lower_and_upper_bounds():
    assert not metadata.requires("zero-loops")
    for requirement in LEARNERS:
        bounds = sorted(each.operator for each in requirement.specifier if each.operator != "!=")
        assert bounds == ["<", ">="], requirement


def test_a_learner_installs_what_helpers_imports_and_what_runs_notebooks_and_no_more():
    texts = [path.read_text("utf-8") for path in (ROOT / "helpers").rglob("*.py")]
    modules = set(re.findall(r"^\s*(?:import|from) (\w+)", "\n".join(texts), re.MULTILINE))
    known = metadata.packages_distributions()
    ours = modules - {"helpers"} - sys.stdlib_module_names
    imported = {canonicalize_name(known[name][0]) for name in ours if name in known}
    there = set(map(name, LEARNERS))
    assert imported <= there | {name(need) for each in there for need in needs(each)}
    assert there - imported == {"jupyterlab", "nbval"}


# installed()


@pytest.fixture
def lines(monkeypatch):
    """What installed() says, line by line, as if a package had this version, or were not there."""
    real = metadata.version

    def said(package=None, version=None):
        def pretended(name):
            if name == package and version is None:
                raise metadata.PackageNotFoundError(name)
            return version if name == package else real(name)

        monkeypatch.setattr(metadata, "version", pretended)
        return repr(installed()).splitlines()

    return said


def test_all_is_well_here(lines):
    assert [line[:5] for line in lines()] == ["yes  "] * (1 + len(NEEDS))


@pytest.mark.parametrize("package", NEEDS)
@pytest.mark.parametrize(("version", "here"), [(None, "not installed"), ("0.8.7", "0.8")])
def test_a_missing_or_old_package_is_said_and_what_to_do(lines, package, version, here):
    needed = ".".join(map(str, NEEDS[package]))
    bad = [line for line in lines(package, version) if line.startswith("NO ")]
    remedy = HELP.format(f"{package}>={needed}")
    assert bad == [f"NO   {package} {needed} or newer (here: {here}); {remedy}"]
    page = installed().html
    assert page.count("&#10003; yes: ") == len(NEEDS) and page.count("<b>no</b>: ") == 1


def test_versions_are_compared_as_numbers(lines):
    for version in ("2.4", "2.4.0", "2.10.1", "3.0.0", "2.4.0rc1", "2.5.dev0"):
        assert "yes  numpy 2.4 or newer" in lines("numpy", version), version
    for version in ("1.26.4", "2.3.5", "2.3.99rc1"):
        assert "yes  numpy 2.4 or newer" not in lines("numpy", version), version


def test_an_old_python_is_said_and_what_to_do(lines, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14, "final", 0))
    said = lines()[0]
    monkeypatch.undo()
    assert said == "NO   Python 3.11 or newer (here: 3.10); choose another kernel"


def test_what_is_needed_is_what_is_installed():
    least = {name(r): str(r.specifier) for r in LEARNERS}
    for package, version in NEEDS.items():
        assert f">={'.'.join(map(str, version))}" in least[package]


# On Binder


def test_it_has_the_pins_python_and_installs_the_pins_and_then_the_course(monkeypatch):
    reason = "jupyter-repo2docker is not installed on Windows, where it does not run"
    app = pytest.importorskip("repo2docker.app", reason=reason).Repo2Docker()
    monkeypatch.chdir(ROOT)
    packs = (kind(app.base_image) for kind in app.buildpacks)
    pack = next(pack for pack in packs if pack.detect())
    pack.platform = "linux/amd64"
    assert (type(pack).__name__, pack.python_version) == ("PythonBuildPack", PYTHON)
    build = pack.render({})
    pinned = build.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    copied = build.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert pinned < copied < build.index("RUN ./binder/postBuild")
    one = "ENV KERNEL_PYTHON_PREFIX=${NB_PYTHON_PREFIX}"  # so the server has the course's settings
    assert one in build


@pytest.mark.skipif(os.name == "nt", reason="postBuild is a script for Binder's Linux")
def test_the_course_is_installed_as_it_stands_and_brings_nothing_else(tmp_path):
    install = calls_of("python", "binder/postBuild", tmp_path)[0]
    assert re.fullmatch(rf"{ROOT}: -m pip install .*--no-deps --no-build-isolation -e \.", install)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (tool,) = settings["build-system"]["requires"]
    assert Requirement(tool).specifier.contains(PINNED["hatchling"])
    # Without it hatchling's editable build asks for one more package, which nothing pins.
    assert settings["tool"]["hatch"]["build"]["dev-mode-dirs"] == ["."]


def test_what_a_learner_installs_and_what_that_needs_is_pinned_within_its_range():
    """What a pin needs is looked up here, where its package has the pinned version."""
    here = [each.name for each in metadata.distributions() if each.version == PINNED.get(each.name)]
    assert here
    for requirement in LEARNERS + [need for each in here for need in needs(each)]:
        if not requirement.marker or requirement.marker.evaluate({**BINDER, "extra": ""}):
            pinned = PINNED.get(name(requirement))
            assert pinned and requirement.specifier.contains(pinned), requirement


def test_the_pins_are_made_by_the_command_of_the_readme_and_name_no_place_to_install_from():
    assert PINS.splitlines()[1] == "#    " + readme.commands()["pins", "posix"]
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted|file:|@ |-e ", PINS)
