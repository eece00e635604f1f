"""What helpers holds, what imports what in it, one way only, and what an import brings with it."""

import ast
import graphlib
import subprocess
import sys

import pytest

from tests.environment import ROOT

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "helpers").rglob("*.py"))
}
# Who may import whom: one way, from the lessons' files down to the rules of shapes.
ROOMS = {
    "shapes": set(),
    "pictures": {"shapes"},
    "checking": {"pictures", "shapes"},
    "exercises": {"checking", "shapes", "logistic"},
    # what a lesson imports
    "logistic": {"shapes"},
    "data": {"shapes"},
    "check": {"exercises", "checking", "pictures"},
    "quiz": {"checking", "pictures", "shapes"},
    "trace": {"pictures", "shapes"},
    "explore": {"pictures"},
    "plot": {"pictures"},
    "race": {"plot", "shapes"},
}
HEAVY = {"matplotlib", "ipywidgets", "anywidget", "IPython"}


def imported(path):
    """The modules of the house that a file imports, anywhere in it, as "helpers.pictures.svg"."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            deeper = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from deeper & set(MODULES) or {node.module}


IMPORTS = {name: set(imported(path)) for name, path in MODULES.items()}


def rooms(modules):
    """helpers.checking.judge -> checking"""
    return {name.split(".")[1] for name in modules if name != "helpers"}


def test_helpers_has_at_most_14_names_at_its_top():
    names = {path.name for path in (ROOT / "helpers").iterdir()} - {"__init__.py", "__pycache__"}
    assert {name.removesuffix(".py") for name in names} == {*ROOMS, "tables"}
    assert len(names) <= 14


def test_a_room_imports_only_those_it_may_and_none_that_imports_it():
    assert list(graphlib.TopologicalSorter(IMPORTS).static_order())
    for name, others in IMPORTS.items():
        for own in rooms([name]):
            assert rooms(others) - {own} <= ROOMS[own], name


@pytest.mark.parametrize(
    ("statement", "needless"),
    [
        ("import helpers", {*MODULES, "numpy", *HEAVY} - {"helpers"}),
        ("from helpers import data, logistic", {*HEAVY, "tqdm", "PIL"}),
        ("from helpers.shapes import rules", HEAVY),
        ("from helpers.pictures import arrays, svg", HEAVY),
    ],
)
def test_an_import_brings_nothing_that_it_does_not_need(statement, needless):
    program = f"import sys; {statement}; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True).split()
    assert not needless.intersection(loaded)


def test_a_module_is_short_and_says_in_its_first_line_what_it_is():
    for name, path in MODULES.items():
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 300, name
        assert len(text.splitlines()[0].split()) > 4 and text.startswith('"""'), name
