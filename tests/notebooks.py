"""Notebooks as the tests and commands read and run them."""

import copy
import re
import subprocess
import tempfile

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tests.environment import ROOT, kernel_environment

FOLDER = ROOT / "notebooks"
MEASURED, RAISES, EXERCISE = "nbval-ignore-output", "raises-exception", "exercise"


class CellFailure(Exception):
    """A cell raised, took too long or ended its kernel. Says which, and why."""


def lessons():
    """The lessons' paths, in their order."""
    return sorted(FOLDER.glob("*.ipynb"))


def read(path):
    """The notebook at `path`, in version 4 of the format."""
    return nbformat.reads(path.read_text(encoding="utf-8"), 4)


def text_of(notebook):
    """The notebook as it is stored: sorted, one indent, a last line end."""
    return nbformat.writes(notebook, 4).rstrip("\n") + "\n"


def tags(cell):
    return set(cell.metadata.get("tags", []))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def name_of(cell):
    """How a message calls the cell: its id, and the first words of its source."""
    first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "empty")
    return f"cell {cell.get('id', '?')} ({first[:40]})"


def outputs_text(cell):
    """All that the cell's outputs say, in one text, pictures' data left out."""
    parts = []
    for output in cell.get("outputs", []):
        data = {kind: part for kind, part in output.get("data", {}).items() if kind != "image/png"}
        said = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
        parts += [*said, *map(str, data.values())]
    return re.sub(r";base64,[A-Za-z0-9+/=]*", ";base64,", "\n".join(parts))


def run(notebook, folder, times=1):
    """Runs a copy of the notebook in a fresh kernel that works in `folder`; returns the copy.

    With times=2 every cell runs once more when all have run; its outputs are those of the last run.
    Raises CellFailure for a cell that fails without the tag raises-exception.
    """
    notebook = copy.deepcopy(notebook)
    options = {"kernel_name": "python3", "record_timing": False, "coalesce_streams": True}
    place = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=300, resources=place, **options)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
        client.setup_kernel(env=kernel_environment(scratch), stderr=subprocess.DEVNULL),
    ):
        for index, cell in times * list(enumerate(notebook.cells)):
            try:
                client.execute_cell(cell, index)
            except CellExecutionError as error:
                raise CellFailure(f"{name_of(cell)}: {error.ename}: {error.evalue}") from None
            except (CellTimeoutError, DeadKernelError) as error:
                raise CellFailure(f"{name_of(cell)}: {error}") from None
    return notebook


def prose(source):
    return nbformat.v4.new_markdown_cell(source)


def code(source, *tags):
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def new_notebook(*cells):
    """A notebook of these cells, whose ids are cell-0, cell-1, ... For tests of the tests."""
    cells = [copy.deepcopy(cell) for cell in cells]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return nbformat.v4.new_notebook(cells=cells)


def write(notebook, path):
    """Writes the notebook, or a text, with "\n" line ends on every system."""
    text = notebook if isinstance(notebook, str) else text_of(notebook)
    path.write_bytes(text.encode("utf-8"))
