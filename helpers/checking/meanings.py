"""What the names of the course mean: the one table of names, as formulas of a case's arguments."""

import contextlib

import numpy as np

# What a name means on a case; behind it, what it may be on the way there.
WHOLE = """
n     X.shape[0]
m     X.shape[1]
m     Y.shape[1]
Z     w.T @ X + b      w.T @ X
A     1 / (1 + np.exp(-Z))
dZ    A - Y
dw    X @ dZ.T / m     X @ dZ.T
db    dZ.sum() / m     dZ.sum()
L     -np.log(np.where(Y == 1, A, 1 - A))
J     L.sum() / m      L.sum()     -L.sum()     -L.sum() / m
"""
# The same for one example, i.
OF_ONE = """
x_i   X[:, i:i+1]
y_i   Y[0, i]
z_i   Z[0, i]          Z[0, i] - b
a_i   A[0, i]
dz_i  dZ[0, i]
"""
# What one example, i, or one feature, j, adds to a sum.
PARTS = """
dw    X[:, i:i+1] * dZ[0, i]     X[:, i:i+1] * dZ[0, i] / m
db    dZ[0, i]                   dZ[0, i] / m
J     L[0, i]                    L[0, i] / m      -L[0, i]     -L[0, i] / m
z_i   w[j, 0] * X[j, i]
Z     w[j, 0] * X[j:j+1]
"""
# The same, written into one entry at a time.
ENTRIES = """
dw    X[j, i] * dZ[0, i]         X[j, i] * dZ[0, i] / m
"""


def _table(text):
    """[(name, ways to compute it)]"""
    rows = (line.split("  ") for line in text.strip().splitlines())
    return [(name, [way.strip() for way in ways if way.strip()]) for name, *ways in rows]


WHOLE, OF_ONE, PARTS, ENTRIES = map(_table, (WHOLE, OF_ONE, PARTS, ENTRIES))
OF_ONE, PARTS, ENTRIES = map(dict, (OF_ONE, PARTS, ENTRIES))


class Meanings:
    """The values that names have to have with these arguments, {name: array or number}."""

    def __init__(self, args):
        self.args, self.whole = args, {}
        self.scope = {"np": np, **args}
        course = "wXYA"  # elsewhere, as in accuracy(A, Y), the letters may have any shape
        if all(np.ndim(args[name]) == 2 for name in course if name in args):
            for name, ways in WHOLE:
                values = self._values(ways, {})
                if values and name not in self.whole and name not in args:
                    self.whole[name], self.scope[name] = values, values[0]

    def of_one(self, name, variables):
        """The values that the name of something of one example may have, the finished one first."""
        places = {k: v for k, v in variables.items() if k in ("i", "j")}
        return self._values(OF_ONE.get(name, ()), places) if "i" in places else []

    def parts(self, name, variables, entry=False):
        """What may be added to the sum `name`, or to an entry of it, while these variables hold."""
        places = {k: v for k, v in variables.items() if k in ("i", "j")}
        return self._values((ENTRIES if entry else PARTS).get(name, ()), places)

    def _values(self, ways, places):
        found = []
        for way in ways:
            with contextlib.suppress(Exception), np.errstate(all="ignore"):
                found.append(eval(way, {**self.scope, **places}))
        return found
