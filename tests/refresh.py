"""Runs notebooks and stores their outputs, the same bytes in every run, or checks stored ones.

    python -m tests.refresh [NOTEBOOK ...]            run and write; the default is every lesson
    python -m tests.refresh --check [NOTEBOOK ...]    run, write nothing, say "same" or "STALE"
    python -m tests.refresh --times [NOTEBOOK ...]    also renew the cells that show measured times

A cell tagged nbval-ignore-output shows measured times: it keeps its stored output without --times.
A notebook with a cell that fails is left as it is. Exit code 1 if one failed or is stale.
"""

import argparse
import copy
import itertools
import pathlib
import re
import sys

import nbformat
from nbval.plugin import get_sanitize_patterns

from tests.environment import ROOT
from tests.notebooks import MEASURED, CellFailure, lessons, name_of, read, run, tags, text_of, write

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
KEPT = ["deletable", "editable", "tags"]  # of a cell's metadata
WIDGET = "application/vnd.jupyter.widget-view+json"
ANSI = re.compile(r"\x1b\[[0-9;]*m")
FRAME = re.compile(r"Cell In\[\d+\], line \d+")
ARROW = re.compile(r"-+> *\d+ ")
OTHER_FRAME = re.compile(r"File |\s*\[\.\.\. skipping hidden")
PNG = re.compile(r"(iVBORw0KGgo[A-Za-z0-9+/]{21})[A-Za-z0-9+/=]*")
RULES = get_sanitize_patterns(
    (ROOT / "tests/sanitize.cfg").read_text("utf-8").split("--- only when comparing ---")[0]
)


def executed(stored, folder, times=False):
    """The notebook `stored` run in a fresh kernel in `folder`, in its one canonical form.

    What `stored` shows stays where it is a measured time.
    Raises CellFailure for a cell that fails without the tag raises-exception.
    """
    fresh = run(stored, folder)
    for cell, old in zip(fresh.cells, stored.cells, strict=True):
        if cell.cell_type == "code" and old.outputs and MEASURED in tags(cell) and not times:
            cell.outputs = copy.deepcopy(old.outputs)
    return tidy(fresh)


def tidy(notebook):
    """A copy of it with only what is the same on every machine and in every run."""
    notebook, counts = copy.deepcopy(notebook), itertools.count(1)
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = {name: cell.metadata[name] for name in KEPT if name in cell.metadata}
        if cell.cell_type == "code":
            cell.execution_count = next(counts)
            for output in cell.outputs:
                tidy_output(output, cell.execution_count)
    return notebook


def tidy_output(output, count):
    output.pop("transient", None)
    if "execution_count" in output:
        output.execution_count = count
    if "text" in output:
        output.text = replaced(output.text)
    if "traceback" in output:
        output.evalue = replaced(output.evalue)
        output.traceback = tidy_traceback(output.traceback)
    data = output.get("data", {})
    data.pop(WIDGET, None)  # names a model that dies with its kernel
    for kind in data:
        if kind.startswith("text/"):
            data[kind] = replaced(data[kind])


def replaced(text, rules=RULES):
    for pattern, replacement in rules:
        text = re.sub(pattern, replacement, text)
    return text


def tidy_traceback(traceback):
    """IPython's traceback, plain: of a cell's frame its place and line, of other frames nothing."""
    kept = []
    for part in (replaced(ANSI.sub("", part)).rstrip() for part in traceback):
        if FRAME.match(part):
            place, *lines = part.splitlines()
            part = "\n".join([place, *filter(ARROW.match, lines)])
        if not OTHER_FRAME.match(part):
            kept.append(part)
    return kept


def stale(text, path):
    """What of the file differs from the text: names of cells, or the form of the whole file.

    PNGs are compared by their size, which stands at their beginning: other systems draw otherwise.
    """
    fresh, old = (PNG.sub(r"\1", each) for each in (text, path.read_bytes().decode("utf-8")))
    if fresh == old:
        return []
    pairs = zip(*(nbformat.reads(each, 4).cells for each in (fresh, old)), strict=True)
    return [name_of(cell) for cell, other in pairs if cell != other] or ["its metadata or form"]


def report(path, check=False, times=False):
    """One file's line for the terminal, and whether all is well."""
    try:
        text = text_of(executed(read(path), path.parent, times))
        found = stale(text, path)
    except (CellFailure, OSError, nbformat.reader.NotJSONError) as failure:
        return f"FAILED {path}: {failure}", False
    if check and found:
        return f"STALE  {path}: {', '.join(found)}", False
    if not check and path.read_bytes() != text.encode("utf-8"):
        write(text, path)
        return f"wrote  {path}", True
    return f"same   {path}", True


def main(arguments=None):
    parser = argparse.ArgumentParser("python -m tests.refresh", description=__doc__.split("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=pathlib.Path, metavar="NOTEBOOK")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="write nothing, say what is stale")
    mode.add_argument("--times", action="store_true", help="also renew measured times")
    given = parser.parse_args(arguments)
    bad = 0
    for path in given.notebooks or lessons():
        line, well = report(path, given.check, given.times)
        print(line, flush=True)
        bad += not well
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
