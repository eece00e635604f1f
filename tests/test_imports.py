"""What imports what in helpers: one way only, nothing heavy for a small question, no pyplot."""

import ast
import graphlib
import json
import subprocess
import sys

import pytest

from tests.environment import ROOT

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted((ROOT / "helpers").rglob("*.py"))
    if path.name != "__init__.py"
}
PACKAGES = sorted((ROOT / "helpers").rglob("__init__.py"))
LINES = 300

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
    "quiz": {"pictures", "shapes"},
    "drill": {"pictures", "quiz", "shapes"},
    "trace": {"pictures", "shapes"},
    "explore": {"pictures"},
    "plot": {"pictures"},
    "race": {"plot", "shapes"},
}


def room(name):
    """helpers.checking.judge -> checking"""
    return name.split(".")[1]


def imported(path):
    """The modules of the house that a file imports, anywhere in it, as "helpers.pictures.svg"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "helpers")
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} imports from '.', say helpers"
            if node.module.split(".")[0] == "helpers":
                for alias in node.names:
                    deeper = f"{node.module}.{alias.name}"
                    inside = deeper in MODULES or (ROOT / deeper.replace(".", "/")).is_dir()
                    yield deeper if inside else node.module


IMPORTS = {name: sorted(set(imported(path))) for name, path in MODULES.items()}
each_module = pytest.mark.parametrize("name", MODULES)


@each_module
def test_a_module_imports_only_what_it_may(name):
    assert {room(other) for other in IMPORTS[name]} - {room(name)} - ROOMS[room(name)] == set()


@each_module
def test_a_module_imports_only_what_there_is(name):
    assert set(IMPORTS[name]) - set(MODULES) == set()


def test_imports_run_one_way():
    assert len(list(graphlib.TopologicalSorter(IMPORTS).static_order())) == len(MODULES)


# What an import brings with it


def brings(statement):
    """The top-level modules that are loaded after a statement, in a fresh Python."""
    program = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    return set(
        json.loads(
            subprocess.run(
                [sys.executable, "-c", program],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
    )


def test_import_helpers_brings_nothing_with_it():
    assert {name for name in brings("import helpers") if name.startswith("helpers")} == {"helpers"}
    assert brings("import helpers") - brings("pass") == {"helpers"}


def test_the_model_the_data_and_the_rules_bring_no_pictures_and_no_widgets():
    loaded = brings("from helpers import data, logistic; from helpers.shapes import rules")
    assert {"helpers.logistic", "numpy"} <= loaded
    assert loaded & {"matplotlib", "ipywidgets", "anywidget", "IPython", "tqdm", "PIL"} == set()


def test_drawings_need_neither_matplotlib_nor_widgets():
    loaded = brings("from helpers.pictures import arrays, svg")
    assert loaded & {"matplotlib", "ipywidgets", "anywidget", "IPython"} == set()


def test_nothing_imports_pyplot():
    modules = [name for name in MODULES if not name.startswith("helpers.exercises.")]
    assert "matplotlib.pyplot" not in brings("import " + ", ".join(modules))
    for name, path in MODULES.items():
        assert "pyplot" not in [
            word
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for word in ast.unparse(node).replace(".", " ").split()
        ], name


# Form


@pytest.mark.parametrize(
    "path", [*MODULES.values(), *PACKAGES], ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_module_is_short_and_says_in_its_first_line_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LINES
    assert text.startswith('"""') and len(ast.get_docstring(ast.parse(text)).split()) > 4


def test_there_is_one_piece_of_javascript():
    found = [path for kind in ("*.js", "*.mjs", "*.ts") for path in (ROOT / "helpers").rglob(kind)]
    assert [path.name for path in found] == ["repair.js"]
