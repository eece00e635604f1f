"""What the names of the course mean: the one table of names, as formulas of a case's arguments."""

import contextlib

import numpy as np


def _table(text):
    """{name: ways to compute it}"""
    rows = (line.split("  ") for line in text.strip().splitlines())
    return {name: [way.strip() for way in ways if way.strip()] for name, *ways in rows}


# What a name means on a case; behind it, what it may be on the way there.
WHOLE = _table("""
n     X.shape[0]
m     (X if 'X' in given else Y).shape[1]
Z     w.T @ X + b             w.T @ X
A     1 / (1 + np.exp(-Z))
dZ    A - Y
dw    X @ dZ.T / m            X @ dZ.T
db    dZ.sum() / m            dZ.sum()
J     losses(A, Y).mean()     losses(A, Y).sum()     -losses(A, Y).sum()     -losses(A, Y).mean()
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
J     losses(A, Y)[0, i]      losses(A, Y)[0, i] / m
z_i   w[j, 0] * X[j, i]
Z     w[j, 0] * X[j:j+1]
""")
# The same, written into one entry at a time.
ENTRIES = _table("""
dw    X[j, i] * dZ[0, i]      X[j, i] * dZ[0, i] / m
""")
# Short names inside a loop over the examples.
SHORT = {"z": "z_i", "a": "a_i", "dz": "dz_i"}


def _losses(A, Y):
    return -np.log(np.where(Y == 1, A, 1 - A))


class Meanings:
    """The values that names have to have with these arguments: `whole` is {name: [values]}."""

    def __init__(self, args):
        self.whole = {}
        self.scope = {"np": np, "losses": _losses, "given": args, **args}
        course = "wXYA"  # elsewhere, as in accuracy(A, Y), the letters may have any shape
        if all(np.ndim(args[name]) == 2 for name in course if name in args):
            for name, ways in WHOLE.items():
                values = self._values(ways, {})
                if values and name not in args:
                    self.whole[name], self.scope[name] = values, values[0]

    def of_one(self, name, variables):
        """The values that the name of something of one example may have, the finished one first."""
        places = {k: v for k, v in variables.items() if k in ("i", "j")}
        ways = OF_ONE.get(SHORT.get(name, name), ())
        return self._values(ways, places) if "i" in places else []

    def parts(self, name, variables, entry=False):
        """What may be added to the sum `name`, or to an entry of it, while these variables hold."""
        places = {k: v for k, v in variables.items() if k in ("i", "j")}
        return self._values((ENTRIES if entry else PARTS).get(SHORT.get(name, name), ()), places)

    def _values(self, ways, places):
        found = []
        for way in ways:
            with contextlib.suppress(Exception), np.errstate(all="ignore"):
                found.append(eval(way, {**self.scope, **places}))
        return found
