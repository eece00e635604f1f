"""%%shapes: runs a cell as it is, then shows which shapes its lines worked on.

`from helpers import trace` registers it. The cell runs on IPython's own path (display of its last
expression, await, tracebacks): its first line becomes a string, and its tree is instrumented.
"""

import contextlib
import functools
import itertools
import re
import sys
import warnings
from ast import Constant, Expr, Module, fix_missing_locations
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT as AWAIT

from IPython import get_ipython
from IPython.core.error import UsageError
from IPython.display import display

from helpers.pictures.lines import Row, short, table, text
from helpers.shapes.instrument import Code, followed, instrument
from helpers.shapes.lines import Line, Recorder

MAGIC = "%%shapes"
MOST_ROWS = 60
CAPTION = "The shapes that each line worked on"
NOTHING = "No line gave or combined arrays."


class Magic:
    """The magic in one shell: marks the cell, instruments its tree, shows what was written down."""

    def __init__(self, shell):
        self.shell, self.source, self.recorder, self.nested = shell, "", None, 0
        self.listening = contextlib.ExitStack()

    def load(self):
        self.shell.input_transformers_cleanup.append(self.mark)
        self.shell.ast_transformers.append(self)
        self.shell.register_magic_function(self.run, "cell", "shapes")
        self.shell.events.register("pre_execute", self.begin)
        self.shell.events.register("post_execute", self.end)

    def mark(self, lines):
        """`%%shapes`, alone on the first line that says something, as a string: no line moves."""
        first = next((line for line in lines if re.match(r"\s*[^\s#]", line)), "")
        if first.split()[:1] != [MAGIC]:
            return lines
        place = lines.index(first)
        if first.strip() != MAGIC:
            return lines[place:]  # the magic says why it is refused
        marked = [*lines[:place], f'"{MAGIC}"\n', *lines[place + 1 :]]
        self.source = "".join(marked)
        return marked

    def run(self, line, cell):
        """`%%shapes`, alone on the first line: show the shapes that the cell works on."""
        if line.strip():
            raise UsageError(f"{MAGIC} stands alone on its line, here it has {line.strip()!r}")
        self.shell.run_cell(f"{MAGIC}\n{cell}").raise_error()  # where no notebook calls it

    def visit(self, tree):
        """The tree of a marked cell, instrumented; any other as it is."""
        match tree.body:
            case [Expr(value=Constant(value=mark)), *rest] if mark == MAGIC:
                tree.body = rest
            case _:
                return tree
        if self.recorder:
            return tree  # a cell that runs inside another
        with contextlib.suppress(Exception):  # then it runs without a trace
            return Module(self.start(tree.body), tree.type_ignores)
        return tree

    def start(self, nodes):
        """The statements that tell a new recorder what they do."""
        names, recorder = self.shell.user_ns, Recorder()
        recorder.follow = functools.cache(
            lambda function: followed(function, recorder) if function.__globals__ is names else None
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python says it when the cell is compiled
            written, top = instrument(nodes, Code(self.source, "", names), recorder)
            tree = fix_missing_locations(Module(written, []))
            compile(tree, MAGIC, "exec", AWAIT, dont_inherit=True)
        self.recorder, self.nested = recorder, 0
        self.listening.enter_context(recorder.listening())
        recorder.enter(top)
        self.own, self.shell.showtraceback = self.shell.showtraceback, self.show_both
        return written

    def begin(self):
        self.nested += 1

    def end(self):
        self.nested -= 1
        if self.recorder and self.nested < 0:
            self.show()
            self.recorder = None
            self.listening.close()

    def show_both(self, *arguments, **options):
        """The trace, and then the lines of an error."""
        self.show(sys.exc_info()[1])
        return self.own(*arguments, **options)

    def show(self, error=None):
        """Show the trace, once."""
        if self.shell.showtraceback != self.show_both:
            return
        self.shell.showtraceback = self.own
        with contextlib.suppress(Exception):
            if error is not None:
                self.recorder.fail(error)
            listed = list(rows(self.recorder.blocks[0].entries)) or [Row(NOTHING, kind="call")]
            if (more := len(listed) - MOST_ROWS) > 0:
                half = MOST_ROWS // 2
                listed[half:-half] = [Row(f"lines left out: {more}", kind="loop")]
            display({"text/html": table(listed, CAPTION), "text/plain": text(listed)}, raw=True)


def rows(entries, indent=0):
    """The entries of a recorder, and of the iterations of its loops, as rows."""
    for entry in entries:
        yield from (_of_line if isinstance(entry, Line) else _of_loop)(entry, indent)


def _of_loop(loop, indent):
    """Equal iterations stand there once."""
    made = {number: list(rows(inside, indent + 1)) for number, inside in loop.iterations.items()}
    if not any(made.values()):
        return
    for inside, alike in itertools.groupby(made, made.get):
        numbers = list(alike)
        which = f"s {numbers[0]} to {numbers[-1]}" if numbers[1:] else f" {numbers[0]}"
        if inside:
            yield Row(f"{short(loop.words)}, iteration{which}", indent, kind="loop")
            yield from inside
    if more := loop.count - max(made):
        yield Row(f"{more} more iteration{'s' * (more > 1)} followed", indent, kind="loop")


def _of_line(line, indent):
    """A line, what it names, its operations, why it failed, and the functions it called."""
    done = list(_operations(line.operations, indent + 1))
    calls = [list(_of_call(block, indent + 1)) for block in line.calls]
    gives = line.kind in ("assigned", "returned") and "(" in line.result and line.shape is not None
    if not (done or any(calls) or gives or line.why):
        return
    whole = bool(line.why) and not any(each.failed for each in done)
    result = "" if line.kind == "tested" or line.why else line.result
    yield Row(line.words, indent, result=result, failed=whole)
    if line.names:  # in the order in which you read them
        order = sorted(line.names, key=re.findall(r"\w+", line.words).index)
        names = ", ".join(f"{name} {line.names[name]}" for name in order)
        yield Row(names, indent + 1, kind="names")
    yield from done
    if line.why and not (calls and line.calls[-1].failed and calls[-1]):
        yield Row(line.why, indent + 1, kind="why")
    for inside in calls:
        yield from inside


def _operations(operations, indent):
    """A chain such as X @ w + b is told from the left, each time what comes next."""
    before = None
    for operation in operations:
        if operation.quiet:
            continue
        words = operation.words
        if before and getattr(operation.node, "left", None) is before.node:
            for start in (f"({before.words})", before.words):
                words = words.removeprefix(start).strip()
        gave, failed = str(operation.result), bool(operation.why)
        yield Row(words, indent, operation.operands, gave, kind="step", failed=failed)
        before = operation


def _of_call(block, indent):
    if inside := list(rows(block.entries, indent + 1)):
        yield Row(f"inside {block.top.words}", indent, kind="call")
        yield from inside


def load_ipython_extension(shell):
    """Register %%shapes in a shell, once."""
    if not any(isinstance(other, Magic) for other in shell.ast_transformers):
        Magic(shell).load()


if get_ipython():
    load_ipython_extension(get_ipython())
