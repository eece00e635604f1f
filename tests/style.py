"""The course's style as rules: each takes a cell or a notebook and says what breaks it."""

import ast
import re

from IPython.core.inputtransformer2 import TransformerManager

from helpers import exercises
from tests.notebooks import EXERCISE, MEASURED, RAISES, name_of, outputs_text, tags

CELLS, PROSE_WORDS, COLUMNS = range(20, 46), 60, 88
# How many lines a cell may have, by its tag or by what it holds.
LINES = {"<raises-exception>": 5, r"\bguess\(": 5, r"\bexplore\.": 1, "": 15}
HUNTS = {name for name, each in exercises.by_name().items() if each.given}
TAGS = {EXERCISE, RAISES, MEASURED}
# What must not be found in a text, and what it is.
TONE = {
    r"(?i)\b(simply|obviously|of course|clearly|just|powerful|super|amazing|awesome|basically"
    r"|note that)\b": "an idle word",
    "[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]": "an emoji",
    r"!(?!\[|=)": "an exclamation mark",
}
IN_PROSE = {
    r"(?i)\b\d[\d,.]*\s*(?:x|×|times)\s+(?:as\s+)?(?:fast|slow|quick|long|speed)\w*"
    r"|\b\d[\d,.]*\s*(?:ns|[uµμ]s|ms|s|(?:nano|micro|milli)?seconds?)\b": "a measured number typed"
}
IN_CODE = {
    r"\bplt\.|\bwidgets\.|\bdisplay\(": "pictures and widgets belong in helpers",
    r"\bseed\(|\bdefault_rng\(|\bRandomState\b": "no seeds in lesson cells",
}
IN_OUTPUT = {
    r"\bnp\.(?:float|int|uint|complex|bool|True|False|str|longdouble)\w*": "a NumPy scalar",
    r"(?<![\w.])/(?:tmp|home|root|Users|usr|opt|private|var|work)/\w|\b[A-Z]:\\\w|site-packages"
    r"|ipykernel_\d": "a machine's path",
}


def findings(path, notebook):
    """What breaks a rule in this notebook, a line each that names the cell."""
    found = [f"{path.name}: {what}" for what in of_notebook(notebook)]
    for cell in notebook.cells:
        rules = [any_cell, *({"markdown": [prose], "code": [code, outputs]}[cell.cell_type])]
        found += [f"{path.name}, {name_of(cell)}: {what}" for rule in rules for what in rule(cell)]
    return found


def banned(patterns, text):
    for pattern, what in patterns.items():
        for found in re.finditer(pattern, text):
            yield f"{what}: {found.group()!r}"


def tone(text):
    """Idle words, exclamation marks and emoji in a text."""
    return banned(TONE, text)


def tree_of(cell):
    """The cell's syntax tree, its magics turned into Python; an empty one where it is no Python."""
    try:
        return ast.parse(TransformerManager().transform_cell(cell.source))
    except SyntaxError:
        return ast.parse("")


def functions(cell):
    """The functions that the cell defines at its top level."""
    return [node for node in tree_of(cell).body if isinstance(node, ast.FunctionDef)]


def of_notebook(notebook):
    if len(notebook.cells) not in CELLS:
        yield f"{len(notebook.cells)} cells, of {CELLS.start} to {CELLS.stop - 1}"
    first = notebook.cells[0].source.splitlines()[0] if notebook.cells else ""
    if not re.fullmatch(r"# .*\?", first):
        yield f"its first line is no H1 that asks a question: {first!r}"
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for place, cell in enumerate(cells):
        names = [function.name for function in functions(cell)] if EXERCISE in tags(cell) else []
        for name in names:
            after = place + 1 + (name in HUNTS)  # a hunt shows what can be seen of its mistake
            if [each.source.strip() for each in cells[after : after + 1]] != [f"check({name})"]:
                yield f"the code cell after the stub {name_of(cell)} is not its check"


def any_cell(cell):
    if not cell.source.strip():
        yield "an empty cell"
    if tags(cell) - TAGS:
        yield f"unknown tags: {sorted(tags(cell) - TAGS)}"


def prose(cell):
    if re.search(r"(?m)^\s*(```|~~~)|\n\n(?: {4}|\t)(?![-*\d])", cell.source):
        yield "a code block that nothing executes"
    words = re.sub(r"(?s)```.*?```|\$\$.*?\$\$", " ", cell.source)
    words = re.sub(r"(?m)^\s*(\|.*|#+ .*|<[^>]*>)\s*$", " ", words)  # tables, headings, tags
    words = re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`]*`|\$[^$]*\$", "x", words))
    if len(words.split()) > PROSE_WORDS:
        yield f"{len(words.split())} words of prose, of at most {PROSE_WORDS}"
    yield from banned(IN_PROSE, re.sub(r'"[^"\n]*"|“[^”\n]*”', " ", words))  # a claim, quoted
    yield from tone(re.sub(r"(?s)`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)", " ", cell.source))


def code(cell):
    lines, given = [line for line in cell.source.splitlines() if line.strip()], tags(cell)
    marked = "".join(f"<{tag}>" for tag in given) + cell.source
    limit = next(most for pattern, most in LINES.items() if re.search(pattern, marked))
    if len(lines) > limit:
        yield f"{len(lines)} lines, of at most {limit} in such a cell"
    if (width := max(map(len, lines), default=0)) > COLUMNS:
        yield f"a line has {width} columns, of at most {COLUMNS}"
    defined = functions(cell)
    if len(defined) > 1:
        yield f"{len(defined)} functions in one cell"
    if EXERCISE in given and not is_stub(tree_of(cell).body):
        yield "a stub is one function: a docstring of one line, then ... or a hunt's wrong lines"
    yield from banned(IN_CODE, cell.source)
    docstrings = [ast.get_docstring(function) or "" for function in defined]
    yield from tone("\n".join(docstrings + re.findall(r"#.*", cell.source)))


def is_stub(body):
    match body:
        case [ast.FunctionDef(name=name, body=[ast.Expr(ast.Constant(str(words))), *lines])]:
            dots = any(ast.unparse(part) == "..." for line in lines for part in ast.walk(line))
            return "\n" not in words and (dots or name in HUNTS)
    return False


def outputs(cell):
    yield from banned(IN_OUTPUT, outputs_text(cell))
    for output in cell.outputs:
        if output.get("name") == "stderr":
            yield f"stderr is stored: {output.text.strip()[:60]!r}"
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if cell.outputs and not errors and RAISES in tags(cell):
        yield f"it is tagged {RAISES}, but nothing was raised"
