"""What the lines of a cell or a function worked on: shapes, values, and where it failed.

A Recorder writes down what instrumented code (instrument.py) tells it. Of each loop it keeps the
first iterations; the others run as they are.
"""

import builtins
import contextlib
import itertools
import traceback
from dataclasses import dataclass, field

import numpy as np

from helpers.shapes.walk import NUMBERS, Walk, in_words, shape_of, why

ITERATIONS = 3  # of each loop; how many followed is counted
KEPT = 100  # entries of an array that is kept as it was
_numbers = itertools.count()


@dataclass(eq=False)
class Line:
    """One run of a line. `kind` is assigned, returned, shown or tested."""

    words: str
    number: int  # in its source, from 1
    kind: str
    operations: list = field(default_factory=list)
    names: dict = field(default_factory=dict)  # the arrays and numbers that it names, in words
    result: str = ""  # in words
    value: object = None  # as it was then; None for what is large or no array and no number
    why: str = ""  # it failed
    calls: list = field(default_factory=list)  # a Block for each function that was followed


@dataclass(eq=False)
class Block:
    """One call of a function: its name, and its entries, each a Line or a Loop."""

    words: str
    entries: list


@dataclass(eq=False)
class Loop:
    """One run of a loop: {iteration: entries} of those written down, and how many there were."""

    words: str
    iterations: dict = field(default_factory=dict)
    count: int = 0


@dataclass(eq=False)
class Place:
    """A loop of the source, or (`outer` is None) all of it: where entries go at the moment."""

    words: str = ""
    outer: object = None
    count: int = 0
    silent: bool = False
    run: Loop = None
    entries: list = field(default_factory=list)


class Recorder:
    """Writes down the lines of the code that instrument.py has made for it.

    `enter(function)` says whether a function that a line calls by its name is followed, and gives
    the instrumented copy of it, or None.
    """

    def __init__(self, enter=None):
        self.enter = enter
        self.name = f"recorder {next(_numbers)}"  # among the builtins; no name in any source
        self.on = True  # whether the iteration that runs is written down
        self.statements, self.places = [], []
        self.running = []  # functions that are followed at the moment
        self.last = None  # (statement, line) that ran last
        self.variables = {}  # of the function, when its last line began

    @contextlib.contextmanager
    def listening(self):
        """Instrumented code runs within this; what it raises is written down too."""
        setattr(builtins, self.name, self)
        try:
            yield self
        except BaseException as error:
            self.fail(error)
            raise
        finally:
            delattr(builtins, self.name)

    # Called by instrumented code

    locals = staticmethod(locals)

    def value(self, number, variables):
        """The value of a statement's expression, evaluated part by part."""
        statement = self.statements[number]
        line, scope = self._line(statement), statement.code.names
        if statement.code.variables is not None:
            self.variables = variables
            hidden = statement.code.variables  # local names hide global ones, set or not
            scope = {k: v for k, v in scope.items() if k not in hidden} | variables
        walk = Walk(scope, statement.code.words, statement.code.file, self._entered)
        line.operations, line.names = walk.operations, walk.names
        try:
            value = walk.value(statement.node)
        except NameError as error:
            if error.name in (statement.code.variables or ()):
                error = _unset(error.name)
            line.why = why(error)
            raise error.with_traceback(None) from None
        except BaseException as error:
            line.why = next((o.why for o in reversed(walk.operations) if o.why), "") or why(error)
            raise
        return self._seen(line, value)

    def seen(self, number, value):
        """The value of an expression that was not followed."""
        return self._seen(self._line(self.statements[number]), value)

    def _line(self, statement):
        line = Line(statement.words, statement.number, statement.kind)
        statement.place.entries.append(line)
        self.last = statement, line
        return line

    def _seen(self, line, value):
        line.result, line.value = in_words(value), kept(value)
        return value

    def iteration(self, number):
        """An iteration of a loop begins."""
        place = self.places[number]
        place.count += 1
        self._restart(place)
        if place.count == 1:
            place.run = Loop(place.words)
            place.outer.entries.append(place.run)  # seen by nobody where the outer one is silent
        place.run.count = place.count
        place.silent = place.outer.silent or place.count > ITERATIONS
        place.entries = []
        if not place.silent:
            place.run.iterations[place.count] = place.entries
        self.on = not place.silent

    def back(self, number):
        """A loop is over, or an exception was caught: it goes on in this place."""
        self.on = not self.places[number].silent

    def _restart(self, place):
        for inner in self.places:
            if inner.outer is place:
                inner.count = 0

    # Functions that are called

    def _entered(self, function):
        """The function in the place of the one that is called: itself, or a copy that tells."""
        made = self.enter and function not in self.running and self.enter(function)
        if not made:
            return function

        def followed(*args, **named):
            self.running.append(function)
            last, top = self.last, made.top
            top.entries = []
            last[1].calls.append(Block(function.__name__, top.entries))
            self._restart(top)
            try:
                return made.run(*args, **named)
            finally:
                self.running.pop()
                self.last, self.on = last, True

        return followed

    # What was not seen to fail

    def fail(self, error):
        """Write down which line raised, where no line has said so."""
        for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
            fits = [s for s in self.statements if s.code.runs(frame) and s.covers(number)]
            if fits:
                return self._fail(fits[-1], error, frame.f_locals)
        return None

    def _fail(self, statement, error, variables):
        last, line = self.last or (None, None)
        if last is statement and line.why:
            return
        if last is statement and self.on:  # it had its value, which did not fit into its place
            line.why = _misfit(statement, line.value, variables) or why(error)
            return
        place, line = statement.place, Line(statement.words, statement.number, statement.kind)
        line.why = why(error)
        if statement.safe:  # once more, to see the shapes
            scope = {**statement.code.names, **variables}
            walk = Walk(scope, statement.code.words, statement.code.file)
            with contextlib.suppress(Exception):
                walk.value(statement.node)
            line.operations, line.names = walk.operations, walk.names
            line.why = next((o.why for o in walk.operations if o.why), line.why)
        if not place.silent:
            place.entries.append(line)
            return
        outside = place
        while outside.outer:
            outside = outside.outer
        outside.entries.append(Loop(place.words, {place.count: [line]}, place.count))


def kept(value):
    """A copy of a small array, or of a tuple of such and numbers; a number; None of the rest."""
    if isinstance(value, np.ndarray):
        return np.array(value) if value.size <= KEPT else None
    if type(value) is tuple and len(value) < KEPT:
        return tuple(map(kept, value))
    return value if isinstance(value, NUMBERS) else None


def _unset(name):
    words = f"cannot access local variable '{name}' where it is not associated with a value"
    return UnboundLocalError(words, name=name)


def _misfit(statement, value, variables):
    """Why a value does not fit into X[...] = value, or ""."""
    if statement.target is None or shape_of(value) is None:
        return ""
    with contextlib.suppress(Exception):
        room = Walk({**statement.code.names, **variables}).value(statement.target)
        words = statement.code.words(statement.target)
        return f"{words} has shape {np.shape(room)}, and {shape_of(value)} does not fit into it."
    return ""
