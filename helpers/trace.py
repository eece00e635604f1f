"""%%shapes: runs a cell as it is, then shows which shapes its lines worked on.

`from helpers import trace` registers it. The cell runs on IPython's own path (display of its last
expression, await, tracebacks): its first line becomes a string, and its tree is rewritten.
"""

import builtins
import contextlib
import copy
import itertools
import re
import sys
import textwrap
import warnings
from ast import Constant, Expr
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT as AWAIT
from dataclasses import dataclass

from IPython import get_ipython
from IPython.core.error import UsageError
from IPython.display import display

from helpers.pictures import palette, svg
from helpers.recorder import Recorder, Run
from helpers.rewrite import RECORDER, rewrite

MAGIC = "%%shapes"
MOST_ROWS, MOST_LETTERS = 60, 84
SIZE, LETTER, ROW, MARGIN = 15, 9.3, 27, 22  # in pixels; a letter of the fixed-width font


class Shapes:
    """The magic in one shell: marks the cell, rewrites its tree, shows what was written down."""

    def __init__(self, shell):
        self.shell, self.source = shell, ""
        self.recorder, self.nested, self.own, self.patch = None, 0, None, None

    def load(self):
        self.shell.input_transformers_cleanup.append(self.mark)
        self.shell.ast_transformers.append(self)
        self.shell.register_magic_function(self.run, "cell", "shapes")
        self.shell.events.register("pre_execute", self.begin)
        self.shell.events.register("post_execute", self.end)

    def mark(self, lines):
        """`%%shapes`, alone on the first line, as a string: the line numbers stay."""
        if not lines or lines[0].strip() != MAGIC:
            return lines
        marked = [f'"{MAGIC}"\n', *lines[1:]]
        self.source = "".join(marked)
        return marked

    def run(self, line, cell):
        """`%%shapes`, alone on the first line: show the shapes that the cell works on."""
        if line.strip():
            raise UsageError(f"{MAGIC} stands alone on its line, here it has {line.strip()!r}")
        self.shell.run_cell(f"{MAGIC}\n{cell}").raise_error()  # where no notebook calls it

    def visit(self, tree):
        """The tree of a marked cell, rewritten; any other as it is."""
        match tree.body:
            case [Expr(value=Constant(value=mark)), *rest] if mark == MAGIC:
                tree.body = rest
            case _:
                return tree
        if self.recorder:
            return tree  # a cell that runs inside another
        recorder = Recorder(self.shell.user_ns)
        with contextlib.suppress(Exception):  # then it runs without a trace
            written = copy.deepcopy(tree)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Python says it when the cell is compiled
                rewrite(written, self.source, recorder)
                compile(written, MAGIC, "exec", AWAIT, dont_inherit=True)
            self.start(recorder)
            return written
        return tree

    def start(self, recorder):
        self.recorder, self.nested = recorder, 0
        setattr(builtins, RECORDER, recorder)
        self.own, show_error = vars(self.shell).get("showtraceback"), self.shell.showtraceback

        def show_both(*arguments, **options):
            self.show(sys.exc_info()[1])
            return show_error(*arguments, **options)

        self.shell.showtraceback = self.patch = show_both

    def begin(self):
        self.nested += 1 if self.recorder else 0

    def end(self):
        if self.recorder and self.nested:
            self.nested -= 1
        elif self.recorder:
            self.show()
            self.recorder = None
            delattr(builtins, RECORDER)

    def show(self, error=None):
        """Show the trace once, before an error's own lines."""
        if vars(self.shell).get("showtraceback") is not self.patch:
            return
        if self.own:
            self.shell.showtraceback = self.own
        else:
            del self.shell.showtraceback
        with contextlib.suppress(Exception):
            if error is not None:
                self.recorder.fail(error)
            elif self.recorder.unsettled:
                self.recorder.settle()
            display(picture(self.recorder.top.entries)._repr_mimebundle_(), raw=True)


@dataclass
class Row:
    """A line of the trace: words, operands and result, `indent` steps from the left."""

    kind: str
    indent: int
    words: str
    operands: str = ""
    result: str = ""

    def __str__(self):
        after = f": {self.operands} -> {self.result}" if self.operands else ""
        if self.kind == "fails":
            after = f": {self.operands} fails" if self.operands else " fails"
        elif self.kind == "line" and self.result:
            after = f": {self.result}"
        return "    " * self.indent + self.words + after


def rows(entries, indent=0):
    """The entries of a recorder, and of the rounds of its loops, as rows."""
    for entry in entries:
        if not isinstance(entry, Run):
            yield from _rows_of(entry, indent)
            continue
        rounds = {number: list(rows(inside, indent + 1)) for number, inside in entry.rounds.items()}
        if not any(rounds.values()):
            continue
        for inside, alike in itertools.groupby(rounds, rounds.get):
            numbers = list(alike)
            which = f"s {numbers[0]} to {numbers[-1]}" if numbers[1:] else f" {numbers[0]}"
            yield Row("round", indent, f"{entry.words}, round{which}")
            yield from inside
        if more := entry.count - max(rounds):
            yield Row("round", indent, f"{more} more round{'s' if more > 1 else ''} followed")


def _rows_of(entry, indent):
    steps, before = [], None
    for operation, operands, result in entry.steps:
        fails = entry.why and not result
        if operation.quiet and not fails:
            continue
        chained = before is not None and operation.left is before and operation.after_left
        words = operation.after_left if chained else operation.words
        steps.append(Row("fails" if fails else "step", indent + 1, words, operands, result))
        before = operation
    written = re.findall(r"\w+", entry.statement.words)  # the order in which you read them
    order = sorted(entry.names, key=lambda name: written.index(name) if name in written else -1)
    names = ", ".join(f"{name} {entry.names[name]}" for name in order)
    whole = bool(entry.why) and not any(step.kind == "fails" for step in steps)
    yield Row("fails" if whole else "line", indent, entry.statement.words, "", entry.value)
    for part in textwrap.wrap(names, MOST_LETTERS, break_on_hyphens=False):
        yield Row("names", indent + 1, part)
    yield from steps
    for part in textwrap.wrap(entry.why, MOST_LETTERS, break_on_hyphens=False):
        yield Row("why", indent + 1, part)


def picture(entries):
    """The trace as a Picture, a row below the other; its alt says the same."""
    listed = list(rows(entries)) or [Row("round", 0, "No array took part in this cell.")]
    more = len(listed) - MOST_ROWS
    if more > 0:
        listed[MOST_ROWS:] = [Row("round", 0, f"{more} more lines")]
    shaped = [row for row in listed if row.operands]
    second = max((_end(row) for row in shaped), default=0) + 30
    third = second + max((len(row.operands) for row in shaped), default=0) * LETTER + 24
    parts, ends, y = [], [320], MARGIN - 14
    for row in listed:
        y += ROW if row.indent else ROW + 8
        drawn, end = _drawn(row, y - ROW / 2, second, third)
        parts.append(drawn)
        ends.append(end)
    alt = "\n".join(map(str, listed))
    return svg.drawing(round(max(ends)) + MARGIN, y + MARGIN - 8, alt, *parts)


def _drawn(row, y, second, third):
    """A row at height y, its columns from `second` and `third` on; and where it ends."""
    left, words, end = _left(row), _short(row.words), _end(row)
    look = {
        "line": {"mono": True, "bold": True},
        "names": {"mono": True, "colour": palette.SOFT, "size": SIZE - 1},
        "round": {"colour": palette.SOFT},
        "why": {"colour": palette.ORANGE},
    }.get(row.kind, {"mono": True})
    parts = [svg.text(left, y, words, anchor="start", **({"size": SIZE} | look))]
    columns = []
    if row.kind == "line" and row.result:
        columns = [(end + 26, row.result, {"colour": palette.GREEN, "bold": True})]
    elif row.operands:
        columns = [(second, row.operands, {"colour": palette.BLUE})]
        if row.result:
            columns.append((third, f"\u2192 {row.result}", {"colour": palette.GREEN}))
    if row.kind == "fails":
        columns.append((third if row.operands else end + 26, "\u2717 fails", {"bold": True}))
    for x, words, colours in columns:
        parts.append(svg.text(x, y, words, SIZE, anchor="start", mono=True, **colours))
        end = x + len(words) * LETTER
    if row.kind == "fails":
        box = svg.rect(
            left - 8, y - ROW / 2, end - left + 16, ROW, palette.TINT[palette.ORANGE], round=5
        )
        parts.insert(0, box)
    return "".join(parts), end


def _left(row):
    return MARGIN + row.indent * 26


def _end(row):
    return _left(row) + len(_short(row.words)) * LETTER


def _short(words):
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1] + "\u2026"


def load_ipython_extension(shell):
    """Register %%shapes in a shell, once."""
    if not any(isinstance(other, Shapes) for other in shell.ast_transformers):
        Shapes(shell).load()


if get_ipython():
    load_ipython_extension(get_ipython())
