"""The course's style as rules: each takes a cell or a notebook and says what breaks it."""

import ast
import io
import re
import tokenize

from IPython.core.inputtransformer2 import TransformerManager

from tests.notebooks import EXERCISE, MEASURED, RAISES, name_of, outputs_text, tags

CELLS = range(20, 46)
PROSE_WORDS = 60
COLUMNS = 88
TAGS = {EXERCISE, RAISES, MEASURED, "hide-input"}

IDLE = re.compile(
    r"\b(simply|obviously|of course|clearly|just|powerful|super|amazing|awesome|basically"
    r"|note that)\b",
    re.I,
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
SPEED = re.compile(
    r"\b\d[\d,.]*\s*(?:x|×|times)\s+(?:as\s+)?(?:fast|slow|quick|long|speed)\w*"
    r"|\b\d[\d,.]*\s*(?:ns|[uµμ]s|ms|s|(?:nano|micro|milli)?seconds?)\b",
    re.I,
)
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”')
FENCE = re.compile(r"^\s*(```|~~~)|\n\n(?: {4}|\t)(?![-*\d])", re.M)
HELPERS_WORK = re.compile(r"\bplt\.|\bwidgets\.|\bdisplay\(")
SEED = re.compile(r"\bseed\(|\bdefault_rng\(|\bRandomState\b")
NUMPY_SCALAR = re.compile(r"\bnp\.(?:float|int|uint|complex|bool|True|False|str|longdouble)\w*")
MACHINE = re.compile(
    r"(?<![\w.])/(?:tmp|home|root|Users|usr|opt|private|var|work)/\w|\b[A-Z]:\\\w"
    r"|site-packages|ipykernel_\d"
)


def findings(path, notebook):
    """What breaks a rule in this notebook, a line each that names the cell."""
    found = [f"{path.name}: {what}" for rule in NOTEBOOK_RULES for what in rule(notebook)]
    for cell in notebook.cells:
        rules = {"markdown": PROSE_RULES, "code": CODE_RULES + OUTPUT_RULES}.get(cell.cell_type, [])
        found += [
            f"{path.name}, {name_of(cell)}: {what}"
            for rule in [any_cell, *rules]
            for what in rule(cell)
        ]
    return found


def tree_of(cell):
    """The cell's syntax tree, its magics turned into Python; an empty one where it is no Python."""
    try:
        return ast.parse(TransformerManager().transform_cell(cell.source))
    except SyntaxError:
        return ast.parse("")


def functions(cell):
    """The functions that the cell defines at its top level."""
    return [node for node in tree_of(cell).body if isinstance(node, ast.FunctionDef)]


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


# Notebooks


def length(notebook):
    if len(notebook.cells) not in CELLS:
        yield f"{len(notebook.cells)} cells, of {CELLS.start} to {CELLS.stop - 1}"


def question(notebook):
    first = notebook.cells[0].source.splitlines()[0] if notebook.cells else ""
    if not re.fullmatch(r"# .*\?", first):
        yield f"its first line is no H1 that asks a question: {first!r}"


def stubs_are_checked(notebook):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    following = [cell.source.strip() for cell in cells[1:]] + [""]
    for cell, after in zip(cells, following, strict=False):
        if EXERCISE in tags(cell) and after not in [f"check({f.name})" for f in functions(cell)]:
            yield f"the code cell after the stub {name_of(cell)} is not its check"


# Prose


def plain(source):
    """Prose without what is not read as words: code, formulas, tables, headings, addresses."""
    source = re.sub(r"```.*?```|\$\$.*?\$\$", " ", source, flags=re.S)
    source = re.sub(r"^\s*(\|.*|#+ .*|<[^>]*>)\s*$", " ", source, flags=re.M)
    source = re.sub(r"`[^`]*`|\$[^$]*\$", "x", source)
    return re.sub(r"\]\([^)]*\)", "]", source)


def words(cell):
    count = len(plain(cell.source).split())
    if count > PROSE_WORDS:
        yield f"{count} words of prose, of at most {PROSE_WORDS}"


def no_code_in_prose(cell):
    if FENCE.search(cell.source):
        yield "a code block that nothing executes"


def no_typed_measurement(cell):
    text = QUOTED.sub(" ", plain(cell.source))  # a claim may be quoted, to be tested
    for found in SPEED.finditer(text):
        yield f"a measured number typed into prose: {found.group()!r}"


def tone(text):
    """Idle words, exclamation marks and emoji in a text."""
    for pattern, what in [
        (IDLE, "an idle word"),
        (EMOJI, "an emoji"),
        (re.compile(r"!(?!\[|=)"), "an exclamation mark"),
    ]:
        for found in pattern.finditer(text):
            yield f"{what}: {found.group()!r}"


def prose_tone(cell):
    not_prose = r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)"
    yield from tone(re.sub(not_prose, " ", cell.source, flags=re.S))


# Code


def any_cell(cell):
    if not cell.source.strip():
        yield "an empty cell"
    if tags(cell) - TAGS:
        yield f"unknown tags: {sorted(tags(cell) - TAGS)}"


def code_lines(cell):
    given = tags(cell)
    if EXERCISE in given:
        limit, kind = 6, "a stub"
    elif RAISES in given:
        limit, kind = 5, "a cell that raises"
    elif re.search(r"\bguess\(", cell.source):
        limit, kind = 5, "a guess"
    elif re.search(r"\bexplore\.", cell.source):
        limit, kind = 1, "an explorer"
    else:
        limit, kind = 15, "code"
    if len(lines(cell)) > limit:
        yield f"{len(lines(cell))} lines of {kind}, of at most {limit}"


def columns(cell):
    for number, line in enumerate(cell.source.splitlines(), 1):
        if len(line) > COLUMNS:
            yield f"line {number} has {len(line)} columns, of at most {COLUMNS}"


def one_function(cell):
    names = [function.name for function in functions(cell)]
    if len(names) > 1:
        yield f"{len(names)} functions in one cell: {', '.join(names)}"


def stub_is_empty(cell):
    if EXERCISE in tags(cell):
        match tree_of(cell).body:
            case [
                ast.FunctionDef(
                    body=[ast.Expr(ast.Constant(str(docstring))), ast.Expr(ast.Constant(dots))]
                )
            ] if dots is ... and "\n" not in docstring:
                pass
            case _:
                yield "a stub is one function: a docstring of one line, then ..."


def no_helpers_work(cell):
    for pattern, what in [
        (HELPERS_WORK, "pictures and widgets belong in helpers"),
        (SEED, "no seeds in lesson cells"),
    ]:
        for found in pattern.finditer(cell.source):
            yield f"{what}: {found.group()!r}"


def hidden_is_no_mathematics(cell):
    if "hide-input" in tags(cell) and functions(cell):
        yield "a function is hidden"


def code_tone(cell):
    source = TransformerManager().transform_cell(cell.source)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    docstrings = [ast.get_docstring(function) or "" for function in functions(cell)]
    for text in comments + docstrings:
        yield from tone(text)


# Outputs


def numbers_are_plain(cell):
    for found in NUMPY_SCALAR.finditer(outputs_text(cell)):
        yield f"a NumPy scalar in the output: {found.group()!r} (end on float(...) or bool(...))"


def no_stderr(cell):
    for output in cell.outputs:
        if output.get("name") == "stderr":
            yield f"stderr is stored: {output.text.strip()[:60]!r}"


def no_unwanted_error(cell):
    errors = [output for output in cell.outputs if output.output_type == "error"]
    for output in errors:
        if RAISES not in tags(cell):
            yield f"an error is stored: {output.ename}"
    if RAISES in tags(cell) and cell.outputs and not errors:
        yield f"it is tagged {RAISES}, but nothing was raised"


def nothing_of_a_machine(cell):
    for found in MACHINE.finditer(outputs_text(cell)):
        yield f"a machine's path in the output: {found.group()!r}"


NOTEBOOK_RULES = [length, question, stubs_are_checked]
PROSE_RULES = [words, no_code_in_prose, no_typed_measurement, prose_tone]
CODE_RULES = [
    code_lines,
    columns,
    one_function,
    stub_is_empty,
    no_helpers_work,
    hidden_is_no_mathematics,
    code_tone,
]
OUTPUT_RULES = [numbers_are_plain, no_stderr, no_unwanted_error, nothing_of_a_machine]
