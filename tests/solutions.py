"""Writes every lesson with its exercises solved, for a teacher: the repository holds none of them.

    python -m tests.solutions solutions           not run
    python -m tests.solutions solutions --run     run, with what the cells show; takes minutes

A folder in the course's own opens in its JupyterLab; helpers.py, written beside the lessons, finds
the course's helpers from there. Nothing that is in the folder already is written over.
"""

import argparse
import ast
import copy
import pathlib
import shutil
import sys

from helpers.exercises import by_name
from tests.notebooks import EXERCISE, FOLDER, CellFailure, code_cells, lessons, read, tags, write


def solved(notebook):
    """A copy of a lesson with every exercise filled in, and nothing run."""
    notebook = copy.deepcopy(notebook)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
        if EXERCISE in tags(cell):
            cell.source = filled(cell.source)
    return notebook


def filled(stub):
    """A stub's first line and docstring, and below them the lines of the reference."""
    head, _ = parts(stub)
    name = ast.parse(stub).body[0].name
    return "\n".join(head + parts(by_name()[name].source)[1])


def parts(source):
    """A function's lines to the end of its docstring, and those below it."""
    end, lines = ast.parse(source).body[0].body[0].end_lineno, source.splitlines()
    return lines[:end], lines[end:]


def with_outputs(notebook):
    """The notebook run beside the other lessons, its measured times those of this machine."""
    from tests.lab import copied_lessons  # here: only the tests' requirements bring what they need
    from tests.refresh import executed

    with copied_lessons() as folder:
        return executed(notebook, folder, times=True)


def main(arguments=None):
    """Does what the words after the module's name say; returns the exit code."""
    parser = argparse.ArgumentParser(
        "python -m tests.solutions", description=__doc__.split("\n")[0]
    )
    parser.add_argument("folder", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--run", action="store_true", help="run them, and store what they show")
    given = parser.parse_args(arguments)
    targets = {given.folder / path.name: path for path in lessons()}
    leads = given.folder / "helpers.py"  # to the helpers one up
    there = [target for target in [*targets, leads] if target.exists()]
    there += [given.folder] * given.folder.is_file()
    if there:
        parser.error(f"{there[0]} is there already: name a new folder")
    given.folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FOLDER / leads.name, leads)
    failures = 0
    for target, path in targets.items():
        notebook = solved(read(path))
        try:
            write(with_outputs(notebook) if given.run else notebook, target)
            print(f"wrote {target}", flush=True)
        except CellFailure as failure:
            print(f"FAILED {path.name}: {failure}", flush=True)
            failures += 1
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
