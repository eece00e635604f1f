"""What %%shapes writes down: the shapes of operands and results, line by line, round by round."""

import contextlib
import itertools
from dataclasses import dataclass, field

import numpy as np

ROUNDS = 3  # of each loop; how many followed is said
SHAPE, DTYPE = np.ndarray.shape.__get__, np.ndarray.dtype.__get__  # whatever a subclass does


def note(value):
    """(shape, dtype) of an array, ((), None) of a number, (None, name of its type) of the rest."""
    kind = type(value)
    if issubclass(kind, np.ndarray):
        return SHAPE(value), DTYPE(value)
    if kind in (int, float, bool, complex) or issubclass(kind, np.number | np.bool_):
        return (), None
    return None, kind.__name__


def described(value, dtypes=True):
    """(words, whether an array is among it) for an array, a number or a tuple; words may be ""."""
    notes = [note(part) for part in (value if type(value) is tuple else [value])]
    if not notes or any(shape is None for shape, _ in notes):
        return "", False
    arrays = any(map(_is_array, notes))
    return ", ".join(_words(each) if dtypes else str(each[0]) for each in notes), arrays


def _words(each):
    return f"{each[0]} {each[1]}" if each[1] else "number"


def _is_array(each):
    return each[0] is not None and each[1] is not None


@dataclass(eq=False)
class Run:
    """One run of a loop, from its first round on: {round: entries} of those shown, and how many."""

    words: str
    rounds: dict = field(default_factory=dict)
    count: int = 0


@dataclass(eq=False)
class Loop:
    """A loop of the cell, and where it is now. The cell itself counts as one, without a run."""

    words: str = ""
    outer: "Loop" = None
    count: int = 0
    muted: bool = False  # in a round that is not shown
    run: Run = None
    entries: list = field(default_factory=list)  # of the round that runs


@dataclass(eq=False)
class Entry:
    """What one run of a statement did; `steps` are (operation, operands, result)."""

    statement: "Statement"
    value: str
    names: dict
    steps: list
    why: str = ""  # in words, where it failed


@dataclass(eq=False)
class Statement:
    """A line of the cell; `end` is its last line's number."""

    words: str
    line: int
    end: int
    loop: Loop
    assigns: bool


@dataclass(eq=False)
class Operation:
    """An operator or a call; `notes` says what its operands are, this time."""

    words: str
    symbol: str  # of an operator
    rule: object  # explain_broadcast or explain_product, where one holds
    end: tuple
    statement: Statement
    part_of: "Operation" = None  # which it is an operand of
    quiet: bool = False  # then not worth a row
    names: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    listed: list = field(default_factory=list)  # whether an operand counts that is a number
    last: int = -1  # the operand that is evaluated last
    left: "Operation" = None
    after_left: str = ""
    target: str = ""  # of +=


class Recorder:
    """Is told by a rewritten cell what happens, and returns every value as it came."""

    def __init__(self, names):
        self.names, self.top = names, Loop()
        self.loops, self.operations, self.statements = [], [], []
        self.armed = []  # operations whose operands are there, and no result yet; inside last
        self.steps, self.seen, self.last = [], {}, None
        self.unsettled = None  # a += that ends the cell

    def operand(self, number, slot, value):
        """An operand of an operation has its value."""
        operation = self.operations[number]
        operation.notes[slot] = note(value)
        if slot == operation.last:
            self.armed.append(operation)
        return value

    def augment(self, number, value, target):
        """Both sides of += have their value."""
        self.operand(number, 0, target)
        return self.operand(number, 1, value)

    def result(self, number, value):
        """An operation has a result; it is written down where an array took part."""
        operation = self.operations[number]
        if operation in self.armed:
            del self.armed[self.armed.index(operation) :]
        if not operation.statement.loop.muted and any(map(_is_array, operation.notes)):
            words, _ = described(value, dtypes=False)
            if words:
                self.step(operation, words)
        return value

    def step(self, operation, result):
        """Write an operation down, with its operands as they were."""
        if self.steps and self.steps[0][0].statement is not operation.statement:
            self.forget()  # of an `if` or an `assert`
        notes = [each for _, each in _listed(operation)]
        shapes = [str(shape) if shape is not None else kind for shape, kind in notes]
        symbol = f" {operation.symbol} " if operation.symbol else ", "
        self.steps.append((operation, symbol.join(shapes), result))
        self.see(operation)

    def see(self, operation):
        for name, each in _listed(operation):
            if name and each[0] is not None:
                self.seen[name] = _words(each)

    def value(self, number, value):
        """A statement has its value."""
        statement = self.statements[number]
        if not statement.loop.muted:
            words, arrays = described(value)
            if self.steps and self.steps[0][0].statement is not statement:
                self.forget()
            if self.steps or (arrays and statement.assigns):
                self.last = Entry(statement, words, self.seen, self.steps)
                statement.loop.entries.append(self.last)
                self.forget()
        self.armed.clear()
        return value

    def settle(self):
        """A += is done."""
        if self.armed and self.armed[-1].target:
            operation = self.armed[-1]
            value = self.names.get(operation.target)
            self.result(self.operations.index(operation), value)
            self.value(self.statements.index(operation.statement), value)

    def round(self, number):
        """A round of a loop begins."""
        loop = self.loops[number]
        loop.count += 1
        self.forget()
        for inner in self.loops:
            if inner.outer is loop:
                inner.count = 0
        if loop.count == 1:
            loop.run = Run(loop.words)
            loop.outer.entries.append(loop.run)  # into a list that nobody sees, in a muted round
        loop.run.count = loop.count
        loop.muted = loop.outer.muted or loop.count > ROUNDS
        loop.entries = []
        if not loop.muted:
            loop.run.rounds[loop.count] = loop.entries

    def forget(self):
        self.steps, self.seen = [], {}

    def fail(self, error):
        """Note the line that raised, and which of its operations, if it is one of the cell's."""
        found = [at for at in _places(error) if at[0].f_globals is self.names]
        if not found:
            return
        _, line, *end = found[0]
        fits = [one for one in self.armed if end == one.end]
        if end[1] is None:  # Python was told to keep no columns
            fits = [one for one in self.armed if one.statement.line <= line <= one.statement.end]
        operation = fits[-1] if fits else None
        within = [s for s in self.statements if s.line <= line <= s.end]
        if not operation and not within:
            return
        statement = operation.statement if operation else within[-1]
        if self.steps and self.steps[0][0].statement is not statement:
            self.forget()
        entry = Entry(statement, "", self.seen, self.steps)
        if not operation and self.last and self.last.statement is statement and not self.steps:
            entry = self.last  # it had its value, which did not fit into its place
        else:
            loop = statement.loop
            loop = loop if loop.count or not loop.outer else loop.outer  # a `while` before round 1
            if loop.muted:
                self.top.entries.append(Run(loop.words, {loop.count: [entry]}, loop.count))
            else:
                loop.entries.append(entry)
        entry.why = _why(operation, error)
        if operation:
            for part in self.operations:
                if part.part_of is operation:
                    self.see(part)  # which no step has told in a later round
            self.step(operation, "")
            entry.steps, entry.names = self.steps, self.seen


def _listed(operation):
    """(name, note) of the operands that count: arrays, and what an operator or a function takes."""
    every = zip(operation.names, operation.notes, operation.listed, strict=True)
    return [(name, each) for name, each, listed in every if listed or _is_array(each)]


def _places(error):
    """(frame, line, last line, last column) from the outside in, the end as the compiler says."""
    tb = error.__traceback__
    while tb:
        code = tb.tb_frame.f_code
        positions = next(itertools.islice(code.co_positions(), tb.tb_lasti // 2, None), (None,) * 4)
        yield tb.tb_frame, tb.tb_lineno, positions[1], positions[3]
        tb = tb.tb_next


def _why(operation, error):
    """The rule that was broken in words, or else the error's own."""
    shapes = [shape for shape, _ in operation.notes] if operation else [None]
    if operation and operation.rule and len(shapes) == 2 and None not in shapes:
        explained = operation.rule(*shapes)
        if explained.shape is None:
            return str(explained)
        if operation.target and operation.notes[0][1] and explained.shape != shapes[0]:
            return (
                f"{explained} But {operation.symbol} writes into {operation.target}, "
                f"which keeps its shape {shapes[0]}."
            )
    with contextlib.suppress(Exception):
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return type(error).__name__
