"""What a name has to hold: the one table of the course's names, and which of them are right."""

import ast
import builtins
import contextlib

import numpy as np

from helpers.checking.compare import close
from helpers.checking.values import is_real_array, is_real_number


def _table(text):
    """{name: ways to compute it}"""
    rows = (line.split("  ") for line in text.strip().splitlines())
    return {name: [way.strip() for way in ways if way.strip()] for name, *ways in rows}


# What a name means on a case; behind it, what it may be on the way there. L: losses; for data in
# rows the last ways are the only ones that can be computed.
WHOLE = _table("""
n     X.shape[0]              X_rows.shape[1]
m     (X if 'X' in given else Y).shape[1]  X_rows.shape[0]  images.shape[0]
Z     w.T @ X + b             w.T @ X                X_rows @ w + b          X_rows @ w
A     1 / (1 + np.exp(-Z))
dZ    A - Y                   A - Y_rows
dw    X @ dZ.T / m            X @ dZ.T               X_rows.T @ dZ / m       X_rows.T @ dZ
db    dZ.sum() / m            dZ.sum()
J     L(A, Y).mean()  L(A, Y).sum()  L(A, Y)  -L(A, Y).sum()  -L(A, Y).mean()  -L(A, Y)
""")
# The same for one example, i.
OF_ONE = _table("""
x_i   X[:, i:i+1]
y_i   Y[0, i]
z_i   Z[0, i]                 Z[0, i] - b
a_i   A[0, i]
dz_i  dZ[0, i]
""")
# What one example, i, or one feature, j, adds to a sum.
PARTS = _table("""
dw    X[:, i:i+1] * dZ[0, i]  X[:, i:i+1] * dZ[0, i] / m
db    dZ[0, i]                dZ[0, i] / m
J     L(A, Y)[0, i]           L(A, Y)[0, i] / m
z_i   w[j, 0] * X[j, i]
Z     w[j, 0] * X[j:j+1]
""")
# The same, written into one entry at a time.
ENTRIES = _table("""
dw    X[j, i] * dZ[0, i]      X[j, i] * dZ[0, i] / m
""")
# Short names inside a loop over the examples.
SHORT = {"z": "z_i", "a": "a_i", "dz": "dz_i", "y": "y_i"}
SHORT_WHOLE = {"z": "Z", "a": "A", "dz": "dZ"}  # where no loop is
SIGNED = {"dZ", "dw", "db", "J"}  # may have the other sign while a later line negates them


def _losses(A, Y):
    return -np.log(np.where(Y == 1, A, 1 - A))


class Meanings:
    """What the names in the moments of a trial have to hold.

    `wanted` is {name: values that it may have in the end, the finished one first}; `returned` holds
    those of it that are returned as they are.
    """

    def __init__(self, exercise, trial, moments):
        self.moments = moments
        self.args = args = dict(zip(exercise.parameters, trial.case.args, strict=True))
        self.added = {name for moment in moments if moment.adds for name in moment.sets}
        self.variables = {name for moment in moments for name in moment.variables}
        self.example, self.feature = _indices(moments)
        self.back = next((m for m in reversed(moments) if m.line.kind == "returned"), None)
        self.returned = _of_return(exercise, trial.case.expected, self.back)
        self.scope, self.whole = {"np": np, "L": _losses, "given": args, **args}, {}
        course = "wXYA"  # elsewhere, as in accuracy(A, Y), the letters may have any shape
        if all(np.ndim(args[name]) == 2 for name in course if name in args):
            for name, ways in WHOLE.items():
                values = self._values(ways, {})
                if values and name not in args:
                    self.whole[name], self.scope[name] = values, values[0]
        if "i" not in args and not any(moment.loops for moment in moments):
            given = {short: self.whole.get(name) for short, name in SHORT_WHOLE.items()}
            self.whole |= {short: values for short, values in given.items() if values}
        self.wanted = self.whole | self.returned

    def ways(self, name, variables, later):
        """The values that a name may have while these variables hold, the finished one first."""
        ways = self.wanted.get(name) or self._of_one(OF_ONE, name, variables)
        return self._signed(name, ways, later)

    def parts(self, name, variables, later, entry):
        """What may be added to the sum `name`, or to an entry of it, while these variables hold."""
        ways = self._of_one(ENTRIES if entry else PARTS, name, variables)
        return self._signed(name, ways, later)

    def _of_one(self, table, name, variables):
        both = {"i": self.example, "j": self.feature}
        places = {index: variables[own] for index, own in both.items() if own in variables}
        return self._values(table.get(SHORT.get(name, name), ()), places)

    def _values(self, ways, places):
        found = []
        for way in ways:
            with contextlib.suppress(Exception), np.errstate(all="ignore"):
                found.append(eval(way, {**self.scope, **places}))
        return found

    def _signed(self, name, values, later):
        """With the negatives of the values, where a later line negates what is made of the name."""
        negated = name in SIGNED and any(
            _names(part) & made
            for moment, made in _uses(name, later)
            for part in _negatives(moment.node)
        )
        return [*values, *(-value for value in values)] if negated else values

    def is_mended(self, name, later):
        """Whether a name of the course that is made of this one came out right."""
        return any(
            value is not None and other != name and close(value, self.wanted[other][0])
            for moment, _ in _uses(name, later)
            for other, value in moment.sets.items()
            if other in self.wanted
        )

    def is_clear(self, moment, but=()):
        """Whether all that a line works on, `but` for some names, was right."""
        return all(self._knows(name, moment) for name in moment.reads - self.variables - {*but})

    def _knows(self, name, moment):
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
        later = self.moments[moment.place :]
        ways = self.ways(name, moment.before, later)
        if any(name in each.sets for each in later):  # on the way
            ways = [*ways, *self.whole.get(name, ())]
        return any(close(value, way) for way in ways)


def _indices(moments):
    """The variables of the example and of the feature: i and j, or j and i, if the code says so."""
    seen = set()
    for node in {moment.line.words: moment.node for moment in moments}.values():
        for part in ast.walk(node):
            match part:  # X[j, i] or, of lists, X[j][i]
                case (
                    ast.Subscript(value=ast.Name(id="X" | "A" | "Y"), slice=ast.Tuple([_, second]))
                    | ast.Subscript(
                        value=ast.Subscript(value=ast.Name(id="X" | "A" | "Y")), slice=second
                    )
                ):
                    seen |= _names(second) & {"i", "j"}
    return ("j", "i") if seen == {"j"} else ("i", "j")


def same_so_far(one, other):
    """Whether two values are the same, as far as they are known."""
    known = [is_real_array(value) or is_real_number(value) for value in (one, other)]
    return not all(known) or close(one, other)


def _uses(name, later):
    """(moment, names made of `name` until then) of the later moments that work on these."""
    made = {name}
    for moment in later:
        if moment.reads & made:
            yield moment, made
            made |= moment.sets.keys()


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
    both = zip(names, needed, strict=True)
    return {name: [value] for name, value in both if name not in (None, "n", "m")}
