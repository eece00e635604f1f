"""What must hold of installed(): it finds what is missing or old, and says what to do."""

import sys
from importlib import metadata

import pytest

from helpers import check as module
from helpers.check import NEEDS, installed
from tests import packages

HELP = "run the README's first command again"


def lines(health):
    return repr(health).splitlines()


def pretend(monkeypatch, package, version):
    """As if this version were installed; None: as if the package were not."""
    real = metadata.version

    def pretended(name):
        if name != package:
            return real(name)
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(module.metadata, "version", pretended)


def line_of(package):
    (line,) = [line for line in lines(installed()) if f" {package} " in line]
    return line


def test_all_is_well_here():
    assert len(lines(installed())) == 1 + len(NEEDS)
    assert [line for line in lines(installed()) if not line.startswith("yes  ")] == []


@pytest.mark.parametrize("package", NEEDS)
def test_a_missing_package_is_said_and_what_to_do(monkeypatch, package):
    pretend(monkeypatch, package, None)
    needed = ".".join(map(str, NEEDS[package]))
    assert line_of(package) == f"NO   {package} {needed} or newer (here: not installed); {HELP}"
    assert sum(line.startswith("NO ") for line in lines(installed())) == 1


@pytest.mark.parametrize("version", ["1.26.4", "2.3.5", "0.9", "2.3.99rc1"])
def test_an_old_package_is_said_with_its_version_and_what_to_do(monkeypatch, version):
    pretend(monkeypatch, "numpy", version)
    have = ".".join(version.split(".")[:2])
    assert line_of("numpy") == f"NO   numpy 2.4 or newer (here: {have}); {HELP}"


@pytest.mark.parametrize("version", ["2.4", "2.4.0", "2.10.1", "3.0.0", "2.4.0rc1", "2.5.dev0"])
def test_a_version_that_will_do_is_well(monkeypatch, version):
    pretend(monkeypatch, "numpy", version)
    assert line_of("numpy") == "yes  numpy 2.4 or newer"


def test_an_old_python_is_said_and_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14, "final", 0))
    line = lines(installed())[0]
    monkeypatch.undo()
    assert line == "NO   Python 3.11 or newer (here: 3.10); install a newer Python"


def test_the_list_on_the_page_has_marks_beside_words(monkeypatch):
    pretend(monkeypatch, "anywidget", None)
    bundle = installed()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    page = bundle["text/html"]
    assert page.count("<li>") == 1 + len(NEEDS)
    assert page.count("&#10003; yes: ") == len(NEEDS) and page.count("<b>no</b>: ") == 1
    assert HELP.replace("'", "&#x27;") in page
    assert bundle["text/plain"] == repr(installed())


def test_what_is_needed_is_what_is_installed():
    least = {
        packages.name(requirement): specifier.version
        for requirement in packages.listed("requirements.txt")
        for specifier in requirement.specifier
        if specifier.operator == ">="
    }
    for package, version in NEEDS.items():
        assert least[package] == ".".join(map(str, version))
