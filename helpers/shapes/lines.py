"""What the lines of a cell or a function worked on: shapes, values, and where it failed.

A Recorder writes down what instrumented code (instrument.py) tells it. Of each loop it keeps the
first iterations, and counts the others.
"""

import ast
import builtins
import contextlib
import itertools
import operator
import sys
import traceback
import types
from dataclasses import dataclass, field, replace

import numpy as np

from helpers.shapes.operation import Notes, is_harmless, why
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.source import line_at
from helpers.shapes.values import in_words, is_array, is_number, shape_of
from helpers.shapes.walk import Walk

ITERATIONS = 3  # of each loop
KEPT = 100  # entries of an array that is kept as it was


@dataclass(eq=False)
class Line(Notes):
    """One run of a line. `kind` is assigned, returned, shown or tested."""

    words: str = ""
    number: int = 0  # in its source, from 1
    kind: str = ""
    has_value: bool = False
    result: str = ""  # in words
    shape: object = None
    value: object = None  # as it was then; None for what is large or no array and no number
    why: str = ""  # it failed
    calls: list = field(default_factory=list)  # a Block for each function that was followed


@dataclass(eq=False)
class Loop:
    """One run of a loop: {iteration: entries} of those written down, and how many there were."""

    words: str
    most: int  # of its iterations are written down
    iterations: dict = field(default_factory=dict)
    counter: object = field(default_factory=itertools.count)  # faster than adding one

    @property
    def count(self):
        return int(repr(self.counter)[len("count(") : -1])  # nothing else tells it, and stays


@dataclass(eq=False)
class Place:
    """A loop of the source, or (`outer` is None) all of it: where entries go at the moment."""

    code: object
    words: str = ""
    outer: "Place" = None
    run: Loop = None
    through: object = None  # what its run goes through, counted
    left: int = 0  # iterations that are still to be written down
    entries: list = field(default_factory=list)

    @property
    def silent(self):
        """The outermost loop around it of which this iteration is not written down, or None."""
        here = self.run if self.run and self.run.count > self.run.most else None
        return self.outer and self.outer.silent or here


@dataclass(eq=False)
class Statement:
    """A statement of the source: what is evaluated, where errors say they come from, its words."""

    node: ast.AST
    part: ast.AST  # that is evaluated
    lines: range
    place: Place
    words: str
    kind: str

    def line(self):
        """A Line for one run of it."""
        return Line(words=self.words, number=self.node.lineno, kind=self.kind)


@dataclass(eq=False)
class Block:
    """One call of a function, or the cell: entries, each a Line or a Loop, and the last line."""

    top: Place
    entries: list
    statement: object = None
    line: Line = None
    failed: bool = False


class Recorder(Walk):
    """Writes down the lines of the code that instrument.py has made for it.

    `follow(function)` gives a Followed copy of a function of Python that is called, or None.
    """

    iter, locals = iter, locals
    iterations = ITERATIONS

    def __init__(self):
        super().__init__()
        self.follow = lambda function: None
        self.statements, self.places = [], []  # of the source
        self.blocks = []  # that run, the innermost last

    @contextlib.contextmanager
    def listening(self):
        """Instrumented code runs within this."""
        setattr(builtins, self.name, self)
        try:
            yield self
        finally:
            delattr(builtins, self.name)

    # Called by instrumented code

    def enter(self, number):
        """A function begins, or the cell."""
        top = self.places[number]
        top.entries = []
        block = Block(top, top.entries)
        if self.blocks:
            self.blocks[-1].line.calls.append(block)
        self.blocks.append(block)

    def leave(self):
        """A function is over."""
        self.blocks.pop()
        self.notes = self.blocks[-1].line if self.blocks else Notes()

    def begin(self, number, variables):
        """A line begins, with these `variables`; returns the Line."""
        statement = self.statements[number]
        line = self.blocks[-1].line = self.notes = statement.line()
        statement.place.entries.append(line)
        self.blocks[-1].statement = statement
        return line

    def value(self, line, value):
        """A line has its value."""
        line.result, line.shape, line.value = in_words(value), shape_of(value), kept(value)
        line.has_value = True
        return value

    def start(self, number, iterator=()):
        """A loop begins; returns its first iterations."""
        place = self.places[number]
        place.run, place.left = Loop(place.words, self.iterations), self.iterations
        place.entries = place.outer.entries  # for the first test of a `while`
        counted = zip(iterator, place.run.counter, strict=False)
        place.through = map(operator.itemgetter(0), counted)
        return itertools.islice(place.through, place.left)

    def count(self, number):
        """Another iteration of a `while` begins."""
        next(self.places[number].run.counter)

    def iteration(self, number):
        """One of the first iterations of a loop begins."""
        place = self.places[number]
        if not place.run.iterations:
            place.outer.entries.append(place.run)
        place.left -= 1
        place.entries = place.run.iterations[place.run.count] = []

    def called(self, function):
        """The copy of a function that is followed, or itself; of an object, its __call__."""
        plain, bound = function, []
        if type(function) is types.MethodType:
            plain, bound = function.__func__, [function.__self__]
        elif type(type(function).__call__) is types.FunctionType:
            plain, bound = type(function).__call__, [function]
        made = self.follow(plain) if type(plain) is types.FunctionType else None
        if not made or any(block.top is made.top for block in self.blocks):
            return function
        return types.MethodType(made.run, *bound) if bound else made.run

    # Where it fails

    def caught(self, leaves=False):
        """An exception is handled; where the function `leaves`, it is raised again."""
        self.blocks[-1].failed = leaves
        self.fail(sys.exc_info()[1])

    def fail(self, error):
        """Write down which line of the function that runs, or of the cell, raised."""
        block, code = self.blocks[-1], self.blocks[-1].top.code
        frames = traceback.walk_tb(error.__traceback__)
        frames = itertools.dropwhile(lambda each: not code.runs(each[0]), frames)
        (frame, number), *inner = list(frames) or [(None, 0)]
        fits = [s for s in self.statements if s.place.code is code]
        fits = [s for s in fits if number - code.before in s.lines]
        if not fits:
            return
        statement, run = block.statement, fits[-1].place.silent
        if statement not in fits:
            statement = fits[-1]
        line, scope = self._failing(statement, run), {**frame.f_globals, **frame.f_locals}
        if run and isinstance(error, Exception):
            self._again(line, statement.part, code.words, scope)
        line.why = line.broken
        if not (line.why or line.begun):
            line.why = self._misfit(line, statement.node, code.words, scope)
        line.why = line.why or line.fail(error)
        if not (line.calls and line.calls[-1].failed):
            self._fail_inside(line, code, inner, error)

    def _failing(self, statement, run):
        """The last Line of a statement that failed; a new one where it was not written down."""
        entries = run.iterations.setdefault(run.count, []) if run else statement.place.entries
        said, lines = statement.line(), [each for each in entries if isinstance(each, Line)]
        for line in reversed(lines):
            if (line.number, line.words) == (said.number, said.words):
                return line
        entries.append(said)
        return said

    def _again(self, line, node, words, scope):
        """The value of an expression that is evaluated again, where that changes nothing."""
        if not is_harmless(node):
            return None
        value, notes = self.evaluate(node, scope, words)
        line.operations, line.names = notes.operations, notes.names
        line.shape, line.has_value = shape_of(value), not isinstance(value, Exception)
        return value

    def _fail_inside(self, line, code, frames, error):
        """Write down the innermost line that failed in a function that was not followed."""
        inside = [each for each in frames if each[0].f_globals is code.names]
        with contextlib.suppress(Exception):  # of what has no source
            frame, number = inside[-1]
            text, node, part = line_at(frame, number)
            words = replace(code, text=text).words
            name = frame.f_code.co_name.replace("<lambda>", "a lambda")
            said = words(node) if hasattr(node, "value") else words(part)
            made = Line(words=said, number=number, kind="shown")
            scope = {**frame.f_globals, **frame.f_locals}
            if type(self._again(made, part, words, scope)) is not type(error):
                made.operations = []
            made.why = made.broken or why(error)
            line.calls.append(Block(Place(code, name), [made], failed=True))

    def _misfit(self, line, node, words, scope):
        """Why a value does not fit into the X[...] of a statement, or ""; the line names X."""
        target = node.targets[0] if isinstance(node, ast.Assign) and line.has_value else None
        if isinstance(node, ast.AugAssign):  # reads it before it has its value
            target = node.target
        if not isinstance(target, ast.Subscript) or not is_harmless(target):
            return ""
        as_value = ast.parse(ast.unparse(target), mode="eval").body
        place, notes = self.evaluate(as_value, scope)
        line.names = notes.names | line.names
        room, shape = shape_of(place), line.shape
        if type(room) is not tuple or type(shape) is not tuple:
            return notes.broken
        if explain_broadcast(room, shape).shape == room:
            return ""
        return f"{words(target)} has shape {room}, and {shape} does not fit into it."


def kept(value):
    """A copy of a small array, or of a tuple of such and numbers; a number; None of the rest."""
    if is_array(value):
        return np.array(value) if np.ndarray.size.__get__(value) <= KEPT else None
    if type(value) is tuple and len(value) < KEPT:
        return tuple(map(kept, value))
    return value if is_number(value) else None
