"""Which names of a run are known to be right, by their meaning or because they are returned."""

import ast
import builtins

import numpy as np

from helpers.checking.compare import close
from helpers.checking.meanings import Meanings
from helpers.checking.values import is_real_array, is_real_number

SIGNED = {"dZ", "dw", "db", "J"}  # may have the other sign while a later line negates them


class Right:
    """What is known of the names in the moments of a trial.

    `wanted` is {name: values it may have, the finished one first}; `returned` holds those of it
    that are returned as they are, and `sums` {a name of the learner's own: the course's for it}.
    """

    def __init__(self, exercise, trial, moments):
        self.args = dict(zip(exercise.parameters, trial.case.args, strict=True))
        self.moments, self.meanings = moments, Meanings(self.args)
        self.variables = {name for moment in moments for name in moment.variables}
        self.added = {name for moment in moments if moment.adds for name in moment.sets}
        self.back = next((m for m in reversed(moments) if m.line.kind == "returned"), None)
        self.returned = _of_return(exercise, trial.case.expected, self.back)
        self.sums = self._sums(trial.case.expected)
        own = {name: self.meanings.whole[course] for name, course in self.sums.items()}
        self.wanted = self.meanings.whole | own | self.returned

    def _sums(self, expected):
        """The one name that is added to in a loop, and of which the returned number is made."""
        within = {name for m in self.moments if m.loops and m.adds for name in m.sets}
        names = (self.back.reads if self.back else set()) & within - self.meanings.whole.keys()
        meant = [
            name
            for name, values in self.meanings.whole.items()
            if not isinstance(expected, tuple) and close(values[0], expected)
        ]
        return {names.pop(): meant[0]} if len(names) == len(meant) == 1 else {}

    def allows(self, name, last, value):
        """Whether a name that has its last value may have this one."""
        values = list(self.wanted[name])
        later = {name for moment in self.moments[last.place + 1 :] for name in moment.reads}
        if name == "Z" and "b" not in later:
            values = values[:1]
        if name in SIGNED and self.negated(name, last.place):
            values += [-way for way in values]
        return any(close(value, way) for way in values) or self._mended(name, last)

    def negated(self, name, place):
        """Whether a later line takes the negative of the name, or of what is made of it."""
        made = {name}
        for moment in self.moments[place + 1 :]:
            if any(_names(part) & made for part in _negatives(moment.node)):
                return True
            if moment.reads & made:
                made |= moment.sets.keys()
        return False

    def _mended(self, name, last):
        """Whether a name of the course that is made of this one came out right."""
        made = {name}
        for moment in self.moments[last.place + 1 :]:
            if moment.reads & made:
                made |= moment.sets.keys()
                known = {n: v for n, v in moment.sets.items() if v is not None and n != name}
                if any(n in self.wanted and close(v, self.wanted[n][0]) for n, v in known.items()):
                    return True
        return False

    def clear(self, moment):
        """Whether all that a line works on was right when it first ran."""
        first = next(m for m in self.moments if m.line.number == moment.line.number)
        return all(self.knows(name, first) for name in first.reads - self.variables)

    def knows(self, name, moment):
        """Whether what a name holds when a line begins is known to be right."""
        if name not in moment.before:
            return name in ("np", "math", "numpy") or hasattr(builtins, name)
        value = moment.before[name]
        if name in self.args:
            return same_so_far(value, self.args[name])
        if value is None or value is list:
            return False
        if not np.any(value) and name in self.added:
            return True  # a sum begins
        ways = self.wanted.get(name) or self.meanings.of_one(name, moment.before)
        if ways and name in SIGNED and self.negated(name, moment.place - 1):
            ways = [*ways, *(-way for way in ways)]
        if ways:
            return any(close(value, way) for way in ways)
        everything = [*self.args.values(), *(ways[0] for ways in self.meanings.whole.values())]
        ones = [self.meanings.of_one(each, moment.before) for each in ("z_i", "dz_i", "x_i")]
        everything += [way for ways in ones for way in ways]
        made = [m for m in self.moments[: moment.place] if name in m.sets]
        telling = np.ndim(value) or np.asarray(value).dtype.kind == "f"
        return bool(telling and made and made[-1].reads) and any(
            _close(value, each) for each in everything
        )


def same_so_far(one, other):
    """Whether two values are the same, as far as they are known."""
    known = [is_real_array(value) or is_real_number(value) for value in (one, other)]
    return not all(known) or close(one, other)


def _close(one, other):
    return all(is_real_array(value) or is_real_number(value) for value in (one, other)) and close(
        one, other
    )


def _negatives(node):
    """The parts of a line that are taken with a minus."""
    for part in ast.walk(node):
        match part:
            case ast.UnaryOp(op=ast.USub(), operand=negative):
                yield negative
            case ast.BinOp(op=ast.Sub(), right=negative):
                yield negative
            case ast.AugAssign(op=ast.Sub(), value=negative):
                yield negative


def _names(node):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _of_return(exercise, expected, back):
    """{name: [value]} of the names that are returned as they are, each in its place."""
    if back is None:
        return {}
    value = back.node.value
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    needed = expected if isinstance(expected, tuple) else (expected,)
    names = [part.id if isinstance(part, ast.Name) else None for part in parts]
    exchanged = any(
        name in exercise.returns and name != own
        for name, own in zip(names, exercise.returns, strict=False)
    )
    if exchanged or len(names) != len(needed):
        return {}
    return {name: [value] for name, value in zip(names, needed, strict=True) if name}
