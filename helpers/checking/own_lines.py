"""The learner's own lines on the failing case: shapes, values, and which line to look at."""

import ast
from dataclasses import dataclass

import numpy as np

from helpers.checking.attempt import watched
from helpers.checking.compare import alike
from helpers.checking.suspect import suspect
from helpers.checking.values import shown
from helpers.pictures.lines import Row
from helpers.shapes.lines import Line, Recorder, kept

MOST_ROWS, FEW = 30, 9  # rows that are shown; values of a line


@dataclass(frozen=True)
class Moment:
    """A run of a line: its place among all, the loops round it [(Loop, iteration)], what it sets.

    `sets` is {name: its value after the line}, None where that is not known, as for X[...] = value.
    """

    place: int
    line: Line
    loops: tuple
    sets: dict

    @property
    def before(self):
        """{name: its value when the line began}; `list` for a list."""
        return self.line.before

    @property
    def turns(self):
        """How often a `for` of range(...) would go round; None for others."""
        return self.line.turns

    @property
    def is_first(self):
        """Whether every loop round it is in its first iteration."""
        return all(number == 1 for _, number in self.loops)

    @property
    def node(self):
        """The statement, as a syntax tree."""
        return _node(self.line)

    @property
    def reads(self):
        """The names that it uses."""
        parts = ast.walk(self.node)
        return {p.id for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Load)}

    @property
    def adds(self):
        """Whether it adds to what a name held, or writes an entry of it."""
        return isinstance(self.node, ast.AugAssign) or bool(self.reads & self.sets.keys())


def own_lines(exercise, function, trial):
    """The function's lines on a trial's case as rows of a table; () where they cannot be had."""
    try:
        return traced(exercise, function, trial)
    except Exception:  # what a learner's values do is not to be foreseen; the verdict stands
        return ()


def traced(exercise, function, trial):
    """The same, not for values that raise whatever is asked of them.

    No trace is better than a wrong one: it has to come to what the function came to before.
    """
    entries, again = watched(function, trial.case.args, _Witness())
    moments = [Moment(place, *parts) for place, parts in enumerate(_moments(entries))]
    if not moments or not alike(again, trial.attempt):
        return ()
    look, why = suspect(exercise, trial, moments)
    return tuple(_rows(entries, look, why))[:MOST_ROWS]


class _Witness(Recorder):
    """Keeps, too, what the names held when a line began, and how often a loop would go round."""

    def begin(self, number, variables):
        line = super().begin(number, variables)
        line.before = {
            name: list if isinstance(value, list) else kept(value)
            for name, value in variables.items()
        }
        line.turns = None
        return line

    def value(self, line, value):
        line.turns = len(value) if isinstance(value, range) else None
        return super().value(line, value)


def _moments(entries, loops=()):
    for entry in entries:
        if not isinstance(entry, Line):
            for number, inside in entry.iterations.items():
                yield from _moments(inside, (*loops, (entry, number)))
        elif hasattr(entry, "before"):
            yield entry, loops, _sets(entry)


def _node(line):
    """The statement of a line; one that says nothing where a line is no statement (`for`, `if`)."""
    try:
        return ast.parse(line.words).body[0]
    except SyntaxError:
        return ast.Pass()


def _sets(line):
    """{name: value} of what a line assigns; X[...] = value sets X."""
    node = _node(line)
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    match target:
        case ast.Name(id=name):
            return {name: line.value}
        case ast.Subscript(value=ast.Name(id=name)):
            return {name: None}
        case ast.Tuple(elts=parts) if all(isinstance(part, ast.Name) for part in parts):
            values = line.value if isinstance(line.value, tuple) else [None] * len(parts)
            return dict(zip([part.id for part in parts], values, strict=False))
    return {}


# As rows


def _rows(entries, look, why, indent=0):
    """A row for each line; of a loop, the iteration with the line to look at, or the first."""
    for place, entry in enumerate(entries):
        after = entries[place + 1 : place + 2]
        if isinstance(entry, Line):
            if after and not isinstance(after[0], Line) and entry.words == after[0].words:
                continue  # told with its loop
            yield from _rows_of_line(entry, look, why, indent)
            continue
        if after and not isinstance(after[0], Line) and entry.words == after[0].words:
            continue  # a later iteration failed
        head = entries[place - 1] if place and isinstance(entries[place - 1], Line) else None
        chosen = next(
            (k for k, inside in entry.iterations.items() if _holds(inside, look)),
            next(iter(entry.iterations), 0),
        )
        of = f"iteration {chosen} of {entry.count}"
        pointed = head is look and look is not None and head.words == entry.words
        yield Row(entry.words, indent, values=of, pointed=pointed)
        if pointed and why:
            yield Row(why, indent + 1, kind="why")
        yield from _rows(entry.iterations.get(chosen, ()), look, why, indent + 1)


def _rows_of_line(line, look, why, indent):
    steps = [operation for operation in line.operations if not operation.quiet]
    failed = [operation for operation in steps if operation.why]
    if len(steps) == 1:
        operands = steps[0].operands
    else:
        arrays = {name: words for name, words in line.names.items() if words != "number"}
        operands = ", ".join(f"{name} {_shape(words)}" for name, words in arrays.items())
    pointed = line is look
    whole = bool(line.why) and not failed
    result, values = line.result.replace(" float64", ""), _few(line.value)
    if values and result in ("number", values):
        result = ""
    operands = "" if failed else operands
    yield Row(line.words, indent, operands, result, values, failed=whole, pointed=pointed)
    for step in failed:
        yield Row(step.words, indent + 1, step.operands, kind="step", failed=True)
    if line.why:
        yield Row(line.why, indent + 1, kind="why")
    elif pointed and why:
        yield Row(why, indent + 1, kind="why")


def _holds(entries, look):
    return any(
        entry is look
        or getattr(entry, "why", "")
        or (not isinstance(entry, Line) and any(_holds(i, look) for i in entry.iterations.values()))
        for entry in entries
    )


def _shape(words):
    return words.removesuffix(" float64").removesuffix(" int64")


def _few(value):
    parts = value if isinstance(value, tuple) else (value,)
    if value is None or any(part is None or np.size(part) > FEW for part in parts):
        return ""
    return " ".join(shown(value, digits=3).split())
