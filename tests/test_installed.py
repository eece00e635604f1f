"""What must hold of installed(): it finds what is missing or old, and says what to do."""

import sys
from importlib import metadata

import pytest

from helpers.check import NEEDS, installed
from tests import packages

HELP = "run the README's first command again"


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
    assert bad == [f"NO   {package} {needed} or newer (here: {here}); {HELP}"]
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
    assert said == "NO   Python 3.11 or newer (here: 3.10); install a newer Python"


def test_what_is_needed_is_what_is_installed():
    least = {packages.name(r): str(r.specifier) for r in packages.listed("requirements.txt")}
    for package, version in NEEDS.items():
        assert f">={'.'.join(map(str, version))}" in least[package]
