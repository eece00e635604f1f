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
from dataclasses import dataclass, field

import numpy as np

from helpers.shapes.explain import REDUCTIONS
from helpers.shapes.operation import Notes
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.values import in_words, is_array, is_number, shape_of
from helpers.shapes.walk import Rewriter, Walk

ITERATIONS = 3  # of each loop
KEPT = 100  # entries of an array that is kept as it was
HARMLESS = REDUCTIONS | {"reshape", "dot", "ravel", "flatten", "transpose", "copy", "astype"}


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
    iterator: object
    most: int = ITERATIONS  # of its iterations are written down
    iterations: dict = field(default_factory=dict)
    counter: object = field(default_factory=itertools.count)  # faster than adding one

    @property
    def count(self):
        return int(repr(self.counter)[len("count(") : -1])


@dataclass(eq=False)
class Place:
    """A loop of the source, or (`outer` is None) all of it: where entries go at the moment."""

    code: object
    words: str = ""
    outer: "Place" = None
    run: Loop = None
    entries: list = field(default_factory=list)

    @property
    def silent(self):
        """The outermost loop around it of which this iteration is not written down, or None."""
        here = self.run if self.run and self.run.count > self.run.most else None
        return self.outer and self.outer.silent or here


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

    `follow(function)` gives a Followed copy of a function that is called by its name, or None.
    """

    iter, locals = iter, locals
    iterations = ITERATIONS

    def __init__(self, follow=lambda function: None):
        super().__init__()
        self.follow = follow
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
        line, place = statement.line(), statement.place
        if place.run and not place.run.count:  # the first test of a `while`
            place = place.outer
        place.entries.append(line)
        self.blocks[-1].statement, self.blocks[-1].line, self.notes = statement, line, line
        return line

    def value(self, line, value):
        """A line has its value."""
        line.result, line.shape, line.value = in_words(value), shape_of(value), kept(value)
        line.has_value = True
        return value

    def start(self, number, iterator=()):
        """A loop begins; returns its first iterations."""
        place = self.places[number]
        place.run = Loop(place.words, iterator, self.iterations)
        return itertools.islice(iterator, place.run.most)

    def iteration(self, number):
        """One of the first iterations of a loop begins."""
        place = self.places[number]
        self.count(number)
        if place.run.count == 1:
            place.outer.entries.append(place.run)
        place.entries = place.run.iterations[place.run.count] = []

    def rest(self, number):
        """The other iterations of a loop, which are counted."""
        run = self.places[number].run
        return map(operator.itemgetter(0), zip(run.iterator, run.counter, strict=False))

    def enough(self, number):
        """Whether a loop had its first iterations."""
        run = self.places[number].run
        return run.count >= run.most

    def count(self, number):
        """Another iteration."""
        next(self.places[number].run.counter)

    def called(self, number, place, function):
        """The function that is called, or the copy of it that is followed."""
        self.operand(number, place, function)
        made = self.follow(function)
        running = made and any(block.top is made.top for block in self.blocks)
        return made.run if made and not running else function

    # Where it fails

    def caught(self, leaves=False):
        """An exception is handled; where the function `leaves`, it is raised again."""
        self.blocks[-1].failed = leaves
        self.fail(sys.exc_info()[1])

    def fail(self, error):
        """Write down which line of the function that runs, or of the cell, raised."""
        block, code = self.blocks[-1], self.blocks[-1].top.code
        for frame, number in traceback.walk_tb(error.__traceback__):
            if code.runs(frame):
                fits = [s for s in self.statements if s.place.code is code and number in s.lines]
                if fits:
                    statement = block.statement if block.statement in fits else fits[-1]
                    self._fail(statement, error, {**frame.f_globals, **frame.f_locals})
                return

    def _fail(self, statement, error, scope):
        line, run = self.blocks[-1].line, statement.place.silent
        if run or statement is not self.blocks[-1].statement:
            line = statement.line()
            entries = run.iterations.setdefault(run.count, []) if run else statement.place.entries
            entries.append(line)
        if run and isinstance(error, Exception) and _is_harmless(statement.node):
            value, notes = self.evaluate(statement.rewritten, scope)  # again, to see the shapes
            line.operations, line.names = notes.operations, notes.names
            line.shape, line.has_value = shape_of(value), not isinstance(value, Exception)
        of_operation = next((each.why for each in line.operations if each.why), "")
        misfit = line.has_value and self._misfit(statement, line.shape, scope)
        line.why = of_operation or misfit or line.fail(error)

    def _misfit(self, statement, shape, scope):
        """Why a value of this shape does not fit into X[...], or ""."""
        target = statement.target
        if not isinstance(target, ast.Subscript) or not _is_harmless(target):
            return ""
        words = statement.place.code.words
        place, notes = self.evaluate(Rewriter(self, words).visit(target), scope)
        room = shape_of(place)
        if type(room) is not tuple or type(shape) is not tuple:
            return next((each.why for each in notes.operations if each.why), "")
        fits = explain_broadcast(room, shape).shape == room
        return (
            "" if fits else f"{words(target)} has shape {room}, and {shape} does not fit into it."
        )


def kept(value):
    """A copy of a small array, or of a tuple of such and numbers; a number; None of the rest."""
    if is_array(value):
        return np.array(value) if np.ndarray.size.__get__(value) <= KEPT else None
    if type(value) is tuple and len(value) < KEPT:
        return tuple(map(kept, value))
    return value if is_number(value) else None


def _is_harmless(node):
    """Whether evaluating it again changes nothing."""
    for part in ast.walk(node):
        name = getattr(getattr(part, "func", None), "attr", "")
        known = name in HARMLESS or isinstance(getattr(np, name, None), np.ufunc)
        writes = getattr(part, "arg", "") == "out" or isinstance(part, ast.NamedExpr | ast.Await)
        if writes or isinstance(part, ast.Call) and not known:
            return False
    return True
