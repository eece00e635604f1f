"""The machinery of the Zero Loops notebooks: the model, pictures, widgets, checks and races."""

import os
import pathlib
import sys

LACKS = """
These helpers have no such name. If the cell is as it came, the notebook is of another version than
they are. A clean copy of the lesson, beside yours: %run -m helpers again {}"""


def _say_what_is_lacking(cell):
    """Below an error about a name that helpers lacks: why that may be, and what to do."""
    error, place = cell.error_in_exec, ""
    if isinstance(error, ImportError):
        place = error.name
    elif isinstance(error, AttributeError):  # of a module, or of an object of ours
        place = getattr(error.obj, "__name__", type(error.obj).__module__)
    if f"{place}.".startswith("helpers."):
        notebook = pathlib.PurePath(os.environ.get("JPY_SESSION_NAME", "05_broadcasting"))
        print(LACKS.format(notebook.stem))


if shell := "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
    shell.events.register("post_run_cell", _say_what_is_lacking)
