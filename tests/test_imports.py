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
# Who imports whom, one way: top files -> exercises -> checking -> pictures -> shapes. The exercises
# import logistic too, because its functions are their references.
ROOMS = {
    "shapes": set(),
    "pictures": {"shapes"},
    "checking": {"pictures", "shapes"},
    "exercises": {"checking", "logistic"},
    # what a lesson imports
    "logistic": {"shapes"},
    "data": {"pictures", "shapes"},
    "check": {"exercises", "checking", "pictures"},
    "quiz": {"checking", "pictures", "shapes"},
    "trace": {"pictures", "shapes"},
    "explore": {"pictures", "plot"},
    "plot": {"pictures", "shapes"},
    "race": {"logistic", "pictures", "plot", "shapes"},
    "fast": {"shapes"},
    "machines": {"pictures", "shapes"},
    # the course's own commands
    "__main__": {"checking"},
    "board": {"checking", "pictures"},
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


def test_the_top_of_helpers_holds_what_a_lesson_imports_the_back_rooms_and_the_tables():
    names = {path.name for path in (ROOT / "helpers").iterdir()} - {"__init__.py", "__pycache__"}
    assert {name.removesuffix(".py") for name in names} == {*ROOMS, "tables"}


def test_the_rooms_import_those_of_the_table_and_no_module_one_that_imports_it():
    assert list(graphlib.TopologicalSorter(IMPORTS).static_order())
    found = {room: set() for room in ROOMS}
    for name, others in IMPORTS.items():
        for own in rooms([name]):
            found[own] |= rooms(others) - {own}
    assert found == ROOMS


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
