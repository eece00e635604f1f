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

from helpers.shapes.explain import is_harmless
from helpers.shapes.operation import Notes, why
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.source import line_at
from helpers.shapes.values import in_words, is_array, is_number, shape_of
from helpers.shapes.walk import Rewriter, Walk

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
    iterator: object
    most: int = ITERATIONS  # of its iterations are written down
    iterations: dict = field(default_factory=dict)
    counter: object = field(default_factory=itertools.count)  # faster than adding one
    caught: set = field(default_factory=set)  # other iterations, in which an error was handled

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
        return self.method(self.operand(number, place, function))

    def method(self, function):
        """The same for one with a dot in its name; of an object that is called, its __call__."""
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
        self.fail(sys.exc_info()[1], handled=not leaves)

    def fail(self, error, handled=False):
        """Write down which line of the function that runs, or of the cell, raised."""
        code = self.blocks[-1].top.code
        frames = list(traceback.walk_tb(error.__traceback__))
        while frames and not code.runs(frames[0][0]):
            del frames[0]
        (frame, number), *inner = frames or [(None, None)]
        fits = [s for s in self.statements if s.place.code is code and number in s.lines]
        if not fits:
            return
        begun = self.blocks[-1].statement
        statement, run = begun if begun in fits else fits[-1], fits[-1].place.silent
        if not run or not handled or not run.caught:  # of those that are caught, the first
            line = self._failing(statement, run)
            self._fail(statement, line, error, {**frame.f_globals, **frame.f_locals})
            if not (line.calls and line.calls[-1].failed):
                self._fail_inside(line, code, inner, error)
        if run and handled:
            run.caught.add(run.count)

    def _failing(self, statement, run):
        """The Line of a statement that failed; a new one where it was not written down."""
        block, entries = self.blocks[-1], statement.place.entries
        if run:
            entries = run.iterations.setdefault(run.count, [])
        elif statement is block.statement:
            return block.line
        elif line := _last(entries, statement):
            return line  # a `finally` has run since
        entries.append(statement.line())
        return entries[-1]

    def _fail(self, statement, line, error, scope):
        if statement.place.silent and isinstance(error, Exception):
            self._again(line, statement.node, statement.rewritten, scope)
        line.why = line.broken
        if not line.why and not line.begun and (line.has_value or statement.reads_target):
            line.why = self._misfit(statement, line, scope)
        line.why = line.why or line.fail(error)

    def _again(self, line, node, rewritten, scope):
        """The value of an expression that is evaluated again, where that changes nothing."""
        if not is_harmless(node):
            return None
        value, notes = self.evaluate(rewritten, scope)
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
            rewritten = Rewriter(self, words).visit(part)
            scope = {**frame.f_globals, **frame.f_locals}
            if type(self._again(made, part, rewritten, scope)) is not type(error):
                made.operations = []
            made.why = made.broken or why(error)
            line.calls.append(Block(Place(code, name), [made], failed=True))

    def _misfit(self, statement, line, scope):
        """Why a value does not fit into X[...], or ""; the line names X."""
        target = statement.target
        if not isinstance(target, ast.Subscript) or not is_harmless(target):
            return ""
        words = statement.place.code.words
        place, notes = self.evaluate(Rewriter(self, words).visit(target), scope)
        line.names = notes.names | line.names
        room, shape = shape_of(place), line.shape
        if type(room) is not tuple or type(shape) is not tuple:
            return notes.broken
        fits = explain_broadcast(room, shape).shape == room
        return (
            "" if fits else f"{words(target)} has shape {room}, and {shape} does not fit into it."
        )


def _last(entries, statement):
    """The Line of a statement's last run among entries, or None."""
    said = statement.number, statement.words
    lines = (each for each in reversed(entries) if isinstance(each, Line))
    return next((line for line in lines if (line.number, line.words) == said), None)


def kept(value):
    """A copy of a small array, or of a tuple of such and numbers; a number; None of the rest."""
    if is_array(value):
        return np.array(value) if np.ndarray.size.__get__(value) <= KEPT else None
    if type(value) is tuple and len(value) < KEPT:
        return tuple(map(kept, value))
    return value if is_number(value) else None
