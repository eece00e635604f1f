"""The stored lessons are compared by nbval, true to helpers, and readable without a kernel."""

import ast
import html.parser
import importlib
import inspect
import re
import subprocess
import sys
import urllib.parse

import nbformat
import pytest

from tests.environment import ROOT
from tests.notebooks import (
    EXERCISE,
    MEASURED,
    RAISES,
    code,
    code_cells,
    lessons,
    name_of,
    new_notebook,
    prose_cells,
    read,
    tags,
    write,
)
from tests.style import functions, tree_of

LESSONS = lessons()
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[(.*?)\]\(")
# What measures time; names made from these are measured times too.
CLOCKS = {"race", "speed_map", "bandwidth", "perf_counter", "timeit"}
# `train` is not among them: what it adds to a loop (a progress bar) teaches nothing.
MODEL = {
    "helpers.logistic": [
        "sigmoid",
        "loss",
        "forward",
        "cost",
        "gradients",
        "update",
        "predict",
        "two_loops",
        "one_loop",
        "zero_loops",
        "flatten",
        "normalize_rows",
        "softmax",
    ]
}


# Stored outputs, and what nbval compares of them


@each_lesson
def test_every_code_cell_is_counted_because_nbval_compares_no_other(path):
    counts = [cell.execution_count for cell in code_cells(read(path))]
    assert counts == list(range(1, len(counts) + 1))


def test_nbval_compares_at_least_nine_of_ten_code_cells():
    cells = [cell for path in LESSONS for cell in code_cells(read(path))]
    compared = [c for c in cells if MEASURED not in tags(c) and c.execution_count is not None]
    assert len(compared) >= 0.9 * len(cells), f"{len(compared)} of {len(cells)}"


@each_lesson
def test_only_measured_times_are_not_compared(path):
    measured = set(CLOCKS)
    for cell in code_cells(read(path)):
        used = {node.id for node in ast.walk(tree_of(cell)) if isinstance(node, ast.Name)}
        if MEASURED in tags(cell):
            assert used & measured or "%time" in cell.source, f"{name_of(cell)} measures nothing"
        if used & measured:
            measured |= {
                node.id
                for node in ast.walk(tree_of(cell))
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }


def test_nbval_passes_what_is_stored_and_fails_what_was_altered(tmp_path):
    def stored(source, text, html=None):
        cell = code(source)
        cell.execution_count = 1
        data = {"text/plain": text, **({"text/html": html} if html else {})}
        cell.outputs = [nbformat.v4.new_output("display_data", data)]
        return cell

    png = "iVBORw0KGgoAAAANSUhEUgAAA{}AAAHgCAYAAAB{}"
    show = "from IPython.display import display; display({!r}, raw=True)"
    image = '<img alt="a" src="data:image/png;base64,{}">'
    here = {"text/plain": "a", "text/html": image.format(png.format("oA", "abcd"))}
    cells = {
        "same": stored(show.format({"text/plain": "12"}), "12"),
        "altered": stored(show.format({"text/plain": "12"}), "13"),
        "missing": stored("pass", "12"),
        "address": stored(show.format({"text/plain": "A at 0x7f0123456789"}), "A at 0xADDRESS"),
        "other_bytes": stored(show.format(here), "a", image.format(png.format("oA", "efgh"))),
        "other_size": stored(show.format(here), "a", image.format(png.format("pA", "abcd"))),
    }
    write(new_notebook(*cells.values()), tmp_path / "small.ipynb")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-c",
        "pytest.ini",
        "-p",
        "no:cacheprovider",
        "--nbval",
        "--nbval-current-env",
        "--nbval-sanitize-with",
        str(ROOT / "tests/sanitize.cfg"),
        "small.ipynb",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    verdicts = re.findall(r"::Cell \d+ (PASSED|FAILED)", run.stdout)
    assert dict(zip(cells, verdicts, strict=True)) == {
        "same": "PASSED",
        "altered": "FAILED",
        "missing": "FAILED",
        "address": "PASSED",
        "other_bytes": "PASSED",
        "other_size": "FAILED",
    }, run.stdout


# The model: a lesson's own definition is the reference


def definitions(notebook):
    """The functions that the lesson itself defines: no stubs, no cells that are meant to fail."""
    for cell in code_cells(notebook):
        if not tags(cell) & {EXERCISE, RAISES}:
            for function in functions(cell):
                yield cell, function


def references():
    """The model's functions, name -> syntax tree, as helpers define them."""
    trees = {
        module: ast.parse(inspect.getsource(importlib.import_module(module))) for module in MODEL
    }
    return {
        f.name: f
        for module, names in MODEL.items()
        for f in trees[module].body
        if isinstance(f, ast.FunctionDef) and f.name in names
    }


def bare(function):
    """What the function does, as text: no docstring, no decorators, no comments."""
    copy = ast.parse(ast.unparse(function)).body[0]
    copy.decorator_list = []
    if ast.get_docstring(copy) is not None:
        copy.body = copy.body[1:]
    return ast.unparse(copy)


def test_helpers_define_the_whole_model():
    assert sorted(references()) == sorted(name for names in MODEL.values() for name in names)


@each_lesson
def test_a_lessons_own_definitions_are_those_of_helpers(path):
    for cell, function in definitions(read(path)):
        if function.name in references():
            own, reference = bare(function), bare(references()[function.name])
            assert own == reference, f"{name_of(cell)} defines another {function.name} than helpers"


def test_the_lessons_together_define_the_model():
    defined = {f.name for path in LESSONS for _, f in definitions(read(path))}
    assert {"cost", "two_loops", "one_loop", "zero_loops"} <= defined


# Reading: opening, ending, links, pictures


@each_lesson
def test_metadata_holds_no_widgets(path):
    assert set(read(path).metadata) == {"kernelspec", "language_info"}


@each_lesson
def test_the_opening_says_how_many_minutes_it_takes(path):
    assert re.search(r"\b\d+( to \d+)? minutes\b", read(path).cells[0].source)


@each_lesson
def test_imports_stand_once_in_the_first_code_cell(path):
    first, *others = code_cells(read(path))
    assert any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree_of(first).body)
    importing = [
        name_of(cell)
        for cell in others
        for node in ast.walk(tree_of(cell))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not importing


@each_lesson
def test_the_last_cell_leads_to_the_next_lesson(path):
    following = [*LESSONS, LESSONS[0]][LESSONS.index(path) + 1]
    last = read(path).cells[-1]
    assert last.cell_type == "markdown"
    assert following.name in [target.partition("#")[0] for target in LINK.findall(last.source)]


def anchors(path):
    """JupyterLab's names of the headings of a notebook: their text, with hyphens for spaces."""
    headings = [
        line
        for cell in prose_cells(read(path))
        for line in re.findall(r"^#+ (.*)$", cell.source, flags=re.M)
    ]
    return {re.sub(r"[`*]", "", heading).strip().replace(" ", "-") for heading in headings}


@each_lesson
def test_links_to_files_and_headings_lead_somewhere(path):
    for cell in prose_cells(read(path)):
        for target in LINK.findall(cell.source):
            if not re.match(r"https?:", target):
                file, _, anchor = urllib.parse.unquote(target).partition("#")
                there = path.parent / file if file else path
                assert there.exists(), f"{name_of(cell)}: {target}"
                assert not anchor or anchor in anchors(there), f"{name_of(cell)}: {target}"


class Images(html.parser.HTMLParser):
    """Collects the text alternatives of all images in HTML; None for an image that has none."""

    def __init__(self, text):
        super().__init__()
        self.alts = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt"))


@each_lesson
def test_every_picture_has_a_text_alternative(path):
    notebook = read(path)
    for cell in prose_cells(notebook):
        assert all(alt.strip() for alt in PICTURE.findall(cell.source) + Images(cell.source).alts)
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            alts = Images(data.get("text/html", "")).alts
            assert all(alts), f"{name_of(cell)}: an image without alt"
            if {"image/png", "image/svg+xml"} & set(data):
                assert alts, f"{name_of(cell)}: a picture that a fresh clone does not show"
