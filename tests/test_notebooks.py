"""The stored lessons are compared by nbval, true to helpers, and readable without a kernel."""

import ast
import inspect
import json
import re
import urllib.parse

import numpy as np
import pytest
from nbval.plugin import get_sanitize_patterns

from helpers import exercises, logistic
from tests import refresh
from tests.environment import ROOT
from tests.notebooks import (
    EXERCISE,
    MEASURED,
    RAISES,
    code_cells,
    lessons,
    name_of,
    outputs_text,
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


ROW = re.compile(
    r"<td>(\w+)</td><td>\d*</td><td>\d*</td><td>([\d.]+) (n?s|ms|µs)</td><td>([\d,.]+)</td>"
)
UNITS = {"s": 1, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}


@each_lesson
def test_a_stored_race_says_what_its_times_say(path):
    for cell in code_cells(read(path)):
        said = outputs_text(cell) if MEASURED in tags(cell) else ""
        if "<table>" not in said:
            continue
        rows = ROW.findall(said)
        seconds = [float(number) * UNITS[unit] for _, number, unit, _ in rows]
        ratios = [float(ratio.replace(",", "")) for *_, ratio in rows]
        measured = np.array(seconds) / min(seconds)
        assert len(rows) >= 2 and np.allclose(ratios, measured, rtol=0.06), name_of(cell)
        words = ", ".join(f"{name} {ratio}" for name, *_, ratio in rows)
        alt = re.escape(f"Time as a multiple of the fastest: {words}") + "[.;]"  # ; limits follow
        assert re.search(alt, said), name_of(cell)
        if guessed_times := re.search(r"it was ([\d,.]+) times", said):
            assert float(guessed_times[1].replace(",", "")) == max(ratios), name_of(cell)


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
    assert {"cost", "two_loops"} <= {f.name for f in defined}
    for function in defined:
        assert bare(function) == model[function.name]


@each_lesson
def test_a_stub_gives_lines_of_its_solution_or_the_wrong_function_to_be_mended(path):
    for cell in (cell for cell in code_cells(read(path)) if EXERCISE in tags(cell)):
        (stub,) = functions(cell)
        exercise = exercises.by_name()[stub.name]
        if exercise.given:
            assert cell.source.strip() == inspect.getsource(exercise.given).strip()
        else:
            given = set(bare(stub).splitlines()) - {"    ...", "        ..."}
            assert given <= set(bare(ast.parse(exercise.source).body[0]).splitlines())


# Guesses: nothing below gives the answer a second time


def guessed(cell):
    """The expressions that the cell's guesses ask for, as trees."""
    for node in ast.walk(tree_of(cell)):
        match node:
            case ast.Call(func=ast.Name("guess"), args=[ast.Constant(asked), *_]):
                yield ast.parse(asked, mode="eval").body


def displayed(node):
    """What a line shows: the expression, its parts, and what stands inside .shape or round()."""
    yield ast.dump(node)
    match node:
        case ast.Expr(value=inside) | ast.Attribute(value=inside, attr="shape"):
            yield from displayed(inside)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from displayed(part)
        case ast.Call(func=ast.Attribute(value=inside, attr="round")):
            yield from displayed(inside)
        case ast.Call(func=ast.Name("float" | "bool" | "round" | "int"), args=[inside, *_]):
            yield from displayed(inside)


@each_lesson
def test_no_cell_behind_a_guess_shows_its_value(path):
    asked, prose_since = {}, set()  # prose_since: the guesses that some prose has followed
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            prose_since = set(asked)
            continue
        lines = [line for line in tree_of(cell).body if isinstance(line, ast.Expr)]
        shown = asked.keys() & {each for line in lines for each in displayed(line)}
        if RAISES in tags(cell):  # an error in full, a screen further down
            shown -= prose_since
        assert not shown, f"{name_of(cell)} shows what {[asked[each] for each in shown]} asks"
        asked |= {ast.dump(each): ast.unparse(each) for each in guessed(cell)}


# The glossary on the start page


def said(path):
    """All that the lesson's prose says, on one line."""
    return " ".join(" ".join(cell.source for cell in prose_cells(read(path))).split())


def glossary():
    """{word: the lesson that explains it}; a row of the table may hold spellings of one word."""
    row = re.compile(r"^\| ([^|]+) \| [^|]+ \| \[\d\d\]\((\S+)\) \|$", re.MULTILINE)
    (table,) = (cell.source for cell in prose_cells(read(LESSONS[0])) if cell.id == "glossary")
    rows = row.findall(table)
    return {word.strip("`"): lesson for words, lesson in rows for word in words.split(", ")}


def speaks_of(word, text):
    """Does the word stand in the text, in any of its forms?"""
    form = rf"\b{re.escape(word.removesuffix('e'))}(?:e|s|es|ed|d|ing)?\b"
    return re.search(form if word.isalpha() else re.escape(word), text, re.IGNORECASE)


def test_each_word_of_the_glossary_stands_in_the_lesson_it_names():
    for word, lesson in glossary().items():
        cells = read(LESSONS[0].with_name(lesson)).cells
        source = "\n".join(cell.source for cell in cells if cell.id != "glossary")
        assert speaks_of(word, source), f"{word}: not in {lesson}"


@each_lesson
def test_what_a_lesson_sets_in_bold_or_calls_by_name_is_in_the_glossary(path):
    words = [word for word in glossary() if len(word) > 1 or not word.isalpha()]
    for sentence in re.findall(r"\*\*(.+?)\*\*", said(path)):
        assert any(speaks_of(word, sentence) for word in words), sentence
    called = r"(?:, |\bis |\bare )called (?!and)(?:the |an? )?(\w+(?: \d)?)"
    for name in re.findall(called, said(path)):
        assert any(word.split()[0] == name.split()[0] for word in words if word[0].isalpha()), name


# Reading: imports, ending, links, pictures


@each_lesson
def test_imports_stand_once_in_the_first_code_cell_but_what_may_be_missing(path):
    importing = [
        any(isinstance(node, ast.Import | ast.ImportFrom) for node in tree_of(cell).body)
        for cell in code_cells(read(path))
    ]
    assert importing[0] and not any(importing[1:])


def links(cell):
    """[(file, anchor)] of a cell's links, the file "" for the notebook itself."""
    targets = map(urllib.parse.unquote, LINK.findall(cell.source))
    return [target.partition("#")[::2] for target in targets]


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
    images = re.findall(r"<img\b[^>]*>", text)
    return ["".join(re.findall(r'\balt="([^"]*)"', image)) for image in images]


@each_lesson
def test_every_picture_has_a_text_alternative(path):
    for cell in prose_cells(read(path)):
        assert all(PICTURE.findall(cell.source) + alts(cell.source)), name_of(cell)
    for cell in code_cells(read(path)):
        for data in (output.get("data", {}) for output in cell.outputs):
            found = alts(data.get("text/html", ""))
            assert all(found), f"{name_of(cell)}: an image without alt"
            if {"image/png", "image/svg+xml"} & set(data):
                assert found, f"{name_of(cell)}: a picture that a fresh clone does not show"
