"""What the lines of a cell or a function worked on: shapes, values, and where it failed.

A Recorder writes down what instrumented code (instrument.py) tells it. Of each loop it keeps the
first iterations, and counts the others.
"""

import ast
import builtins
import contextlib
import copy
import itertools
import operator
import sys
import traceback
from dataclasses import dataclass, field

import numpy as np

from helpers.shapes.explain import REDUCTIONS
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.values import in_words, is_array, is_number, shape_of
from helpers.shapes.walk import Notes, Rewriter, Walk, why

ITERATIONS = 3  # of each loop
KEPT = 100  # entries of an array that is kept as it was
HARMLESS = REDUCTIONS | {"reshape", "dot", "ravel", "flatten", "transpose", "copy", "astype"}


@dataclass(eq=False)
class Line(Notes):
    """One run of a line. `kind` is assigned, returned, shown or tested."""

    words: str = ""
    number: int = 0  # in its source, from 1
    kind: str = ""
    result: str = ""  # in words
    shape: object = None
    value: object = None  # as it was then; None for what is large or no array and no number
    why: str = ""  # it failed
    calls: list = field(default_factory=list)  # a Block for each function that was followed
    has_value: bool = False


@dataclass(eq=False)
class Block:
    """One call of a function: its name, its entries (each a Line or a Loop), whether it failed."""

    words: str
    entries: list = field(default_factory=list)
    failed: bool = False


@dataclass(eq=False)
class Loop:
    """One run of a loop: {iteration: entries} of those written down, and how many there were."""

    words: str
    iterator: object = ()
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

    def lineage(self):
        """The place itself, the one around it, and so on."""
        yield self
        if self.outer:
            yield from self.outer.lineage()


@dataclass(eq=False)
class Level:
    """A function that runs, or the cell; and its last line."""

    top: Place
    block: Block
    statement: object = None
    line: Line = None


class Recorder(Walk):
    """Writes down the lines of the code that instrument.py has made for it.

    `follow(function)` gives the instrumented copy of a function that a line calls by its name, or
    None where it is not followed.
    """

    iter, locals = iter, locals

    def __init__(self, follow=lambda function: None):
        super().__init__()
        self.follow = follow
        self.statements, self.places, self.levels = [], [], []

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
        block = Block(top.words)
        top.entries = block.entries
        if self.levels:
            self.levels[-1].line.calls.append(block)
        self.levels.append(Level(top, block))

    def leave(self):
        """A function is over."""
        self.levels.pop()
        self.notes = self.levels[-1].line if self.levels else Notes()

    def begin(self, number, variables):
        """A line begins, with these `variables`; returns the Line."""
        statement = self.statements[number]
        line = self._line(statement)
        place = statement.place
        if place.run and not place.run.count:  # the first test of a `while`
            place = place.outer
        place.entries.append(line)
        level = self.levels[-1]
        level.statement, level.line, self.notes = statement, line, line
        return line

    def _line(self, statement):
        return Line(words=statement.words, number=statement.number, kind=statement.kind)

    def value(self, line, value):
        """A line has its value."""
        line.result, line.shape, line.value = in_words(value), shape_of(value), kept(value)
        line.has_value = True
        return value

    def start(self, number, iterator=()):
        """A loop begins; returns its first iterations."""
        place = self.places[number]
        place.run = Loop(place.words, iterator)
        return itertools.islice(iterator, ITERATIONS)

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

    def is_silent(self, number):
        """Whether the first iterations of a loop are over."""
        return self.places[number].run.count >= ITERATIONS

    def count(self, number):
        """Another iteration."""
        next(self.places[number].run.counter)

    def called(self, number, place, function):
        """The function that is called, or the copy of it that is followed."""
        self.operand(number, place, function)
        made = self.follow(function)
        running = made and any(level.top is made.top for level in self.levels)
        return function if not made or running else made.run

    # Where it fails

    def failed(self):
        """The function that runs was left by the exception that is handled at the moment."""
        self.levels[-1].block.failed = True
        self.fail(sys.exc_info()[1])

    def caught(self):
        """An exception was caught."""
        self.fail(sys.exc_info()[1])

    def fail(self, error):
        """Write down which line of the function that runs, or of the cell, raised."""
        level = self.levels[-1]
        for frame, number in traceback.walk_tb(error.__traceback__):
            if level.top.code.runs(frame):
                fits = [s for s in self.statements if s.covers(level.top.code, number)]
                if fits:
                    statement = level.statement if level.statement in fits else fits[-1]
                    self._fail(level, statement, error, {**frame.f_globals, **frame.f_locals})
                return

    def _fail(self, level, statement, error, scope):
        silent = [p for p in statement.place.lineage() if p.run and p.run.count > ITERATIONS]
        line = level.line
        if statement is level.statement and not silent:
            if line.has_value:
                line.why = self._misfit(statement, line.shape, scope) or why(error)
            else:
                line.why = line.fail(error)
            return
        line, value = self._line(statement), None
        if silent and _is_harmless(statement.node):  # once more, to see the shapes
            value, notes = self.evaluate(statement.rewritten, scope)
            line.operations, line.names = notes.operations, notes.names
        of_operation = next((each.why for each in line.operations if each.why), "")
        line.why = of_operation or self._misfit(statement, shape_of(value), scope) or why(error)
        if silent:
            run = silent[-1].run
            run.iterations[run.count] = [line]
        else:
            statement.place.entries.append(line)

    def _misfit(self, statement, shape, scope):
        """Why a value of this shape does not fit into X[...], or ""."""
        target = statement.target
        if not isinstance(target, ast.Subscript) or not _is_harmless(target):
            return ""
        words = statement.place.code.words
        target = copy.copy(target)
        target.ctx = ast.Load()
        place, notes = self.evaluate(Rewriter(self, words).visit(target), scope)
        room = shape_of(place)
        if type(room) is not tuple or type(shape) is not tuple:
            return next((each.why for each in notes.operations if each.why), "")
        if explain_broadcast(room, shape).shape == room:
            return ""
        return f"{words(target)} has shape {room}, and {shape} does not fit into it."


def kept(value):
    """A copy of a small array, or of a tuple of such and numbers; a number; None of the rest."""
    if is_array(value):
        return np.array(value) if value.size <= KEPT else None
    if type(value) is tuple and len(value) < KEPT:
        return tuple(map(kept, value))
    return value if is_number(value) else None


def _is_harmless(node):
    """Whether evaluating it again changes nothing."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            name = getattr(part.func, "attr", "")
            known = name in HARMLESS or isinstance(getattr(np, name, None), np.ufunc)
            if not known or any(keyword.arg == "out" for keyword in part.keywords):
                return False
        elif isinstance(part, ast.NamedExpr | ast.Await):
            return False
    return True
