"""The stored lessons are compared by nbval, true to helpers, and readable without a kernel."""

import ast
import base64
import inspect
import io
import json
import re
import urllib.parse

import pytest
from matplotlib.image import imread
from nbval.plugin import get_sanitize_patterns

from helpers import logistic
from tests import refresh
from tests.environment import ROOT
from tests.notebooks import (
    EXERCISE,
    MEASURED,
    RAISES,
    code_cells,
    lessons,
    name_of,
    prose_cells,
    read,
    tags,
    text_of,
)
from tests.style import functions, tree_of

LESSONS = lessons()
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[(.*?)\]\(")
PNG = re.compile(r"iVBORw0KGgo[A-Za-z0-9+/=]+")
FRAME = re.compile(r"Cell In\[(\d+)\].*\n-+> *(\d+) (.*)")
# What measures time; names made from these are measured times too.
CLOCKS = {"race", "speed_map", "bandwidth", "perf_counter", "timeit"}


# What is stored, and what nbval compares of it


@each_lesson
def test_a_lesson_is_stored_as_refresh_writes_it(path):
    assert path.read_bytes() == text_of(refresh.tidy(read(path))).encode("utf-8")
    names = [cell["id"] for cell in json.loads(path.read_bytes())["cells"]]
    assert len(set(names)) == len(names)


@each_lesson
def test_a_stored_error_quotes_the_lines_that_stand_in_the_cells(path):
    cells = code_cells(read(path))
    for cell in cells:
        for output in cell.outputs:
            for count, line, quoted in FRAME.findall("\n".join(output.get("traceback", []))):
                source = cells[int(count) - 1].source.splitlines()
                assert source[int(line) - 1] == quoted, name_of(cell)


def test_nbval_compares_at_least_nine_of_ten_code_cells():
    cells = [cell for path in LESSONS for cell in code_cells(read(path))]
    assert sum(MEASURED not in tags(cell) for cell in cells) >= 0.9 * len(cells)


@each_lesson
def test_only_measured_times_are_not_compared(path):
    measured = set(CLOCKS)
    for cell in code_cells(read(path)):
        names = [node for node in ast.walk(tree_of(cell)) if isinstance(node, ast.Name)]
        measures = measured.intersection(node.id for node in names)
        if MEASURED in tags(cell):
            assert measures or "%time" in cell.source, f"{name_of(cell)} measures nothing"
        if measures:
            measured |= {node.id for node in names if isinstance(node.ctx, ast.Store)}


def test_nbval_overlooks_addresses_and_the_bytes_of_a_png_but_not_its_size():
    rules = get_sanitize_patterns((ROOT / "tests/sanitize.cfg").read_text("utf-8"))
    png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAA{}AAAHgCAYAAAB{}".format
    for shown, stored, same in [
        ("12", "13", False),
        ("A at 0x7f0123456789", "A at 0xADDRESS", True),
        (png("oA", "abcd"), png("oA", "efgh"), True),
        (png("oA", "abcd"), png("pA", "abcd"), False),
    ]:
        assert (refresh.replaced(shown, rules) == refresh.replaced(stored, rules)) == same


# The model: a lesson's own definition is the reference


def bare(function):
    """What the function does, as text: no docstring, no decorators, no comments."""
    copy = ast.parse(ast.unparse(function)).body[0]
    copy.decorator_list = []
    if ast.get_docstring(copy) is not None:
        copy.body = copy.body[1:]
    return ast.unparse(copy)


def test_the_lessons_own_definitions_are_those_of_the_model():
    tree = ast.parse(inspect.getsource(logistic))
    model = {node.name: bare(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    del model["train"]  # what it adds to a loop (a progress bar) teaches nothing
    cells = [cell for path in LESSONS for cell in code_cells(read(path))]
    finished = [cell for cell in cells if not tags(cell) & {EXERCISE, RAISES}]
    defined = [f for cell in finished for f in functions(cell) if f.name in model]
    assert {"cost", "two_loops", "one_loop", "zero_loops"} <= {f.name for f in defined}
    for function in defined:
        assert bare(function) == model[function.name]


# Reading: imports, ending, links, pictures


@each_lesson
def test_imports_stand_once_in_the_first_code_cell(path):
    importing = [
        any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree_of(cell)))
        for cell in code_cells(read(path))
    ]
    assert importing[0] and not any(importing[1:])


def links(cell):
    """[(file, anchor)] of a cell's links, the file "" for the notebook itself."""
    return [
        urllib.parse.unquote(target).partition("#")[::2] for target in LINK.findall(cell.source)
    ]


@each_lesson
def test_the_last_cell_leads_to_the_next_lesson(path):
    following = [*LESSONS, LESSONS[0]][LESSONS.index(path) + 1]
    last = read(path).cells[-1]
    assert last.cell_type == "markdown" and following.name in dict(links(last))


def anchors(path):
    """JupyterLab's names of the headings of a notebook: their text, with hyphens for spaces."""
    prose = "\n".join(cell.source for cell in prose_cells(read(path)))
    headings = re.findall(r"^#+ (.*)$", prose, flags=re.M)
    return {re.sub(r"[`*]", "", heading).strip().replace(" ", "-") for heading in headings}


@each_lesson
def test_links_to_files_and_headings_lead_somewhere(path):
    for cell in prose_cells(read(path)):
        for file, anchor in links(cell):
            if not re.match(r"https?:", file):
                there = path.parent / file if file else path
                assert there.exists(), f"{name_of(cell)}: {file}"
                assert not anchor or anchor in anchors(there), f"{name_of(cell)}: {anchor}"


def alts(text):
    """The text alternatives of all images in HTML; "" for an image that has none."""
    return [
        "".join(re.findall(r'\balt="([^"]*)"', tag)) for tag in re.findall(r"<img\b[^>]*>", text)
    ]


@each_lesson
def test_every_picture_has_a_text_alternative_and_is_not_empty(path):
    for cell in prose_cells(read(path)):
        assert all(PICTURE.findall(cell.source) + alts(cell.source)), name_of(cell)
    for cell in code_cells(read(path)):
        for data in (output.get("data", {}) for output in cell.outputs):
            found = alts(data.get("text/html", ""))
            assert all(found), f"{name_of(cell)}: an image without alt"
            if {"image/png", "image/svg+xml"} & set(data):
                assert found, f"{name_of(cell)}: a picture that a fresh clone does not show"
            for png in PNG.findall("".join(map(str, data.values()))):
                pixels = imread(io.BytesIO(base64.b64decode(png)))[..., :3]
                assert pixels.std() > 0.01, f"{name_of(cell)}: an empty picture"
