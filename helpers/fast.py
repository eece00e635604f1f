"""One step of gradient descent, as fast as NumPy goes: one pass over X, and no array made anew.

The mathematics is that of `logistic.zero_loops`, with h = z / 2 and t = tanh(h): a is (1 + t) / 2,
and the loss of an example is |h| - log(1 + |t|) + log 2 - (y - 1/2) z. Nothing in it overflows, and
no logarithm is one of 0. What has y in it is linear in w and b: its sums over the examples, in J
and in dw, are made once.
"""

import math

import numpy as np

from helpers.shapes.arguments import array_argument, whole_argument

CACHE = 2**20  # bytes of X in a block: read from memory once, and once more from the cache
RUN = 512  # examples in a block, at least, where one lies far from the next
FEW = 64  # features; of fewer a table of its own is made: X, a row of ones for b, a column for Y
MANY = 1000  # examples, from which on a logarithm is taken of products
TOGETHER = 64  # factors of a product: log p + log q is log(p * q)


def memory(X, block=None):
    """How many bytes Step(X, Y, block) takes beside X (n, m), while it is made and afterwards."""
    n, m = X.shape
    own = 3 * (n + 1) * (m + 1) if n < FEW else 0
    return X.dtype.itemsize * (own + 4 * (m + TOGETHER) + 6 * (n + 1))


class Step:
    """step = Step(X, Y), and step(w, b) is what zero_loops(w, b, X, Y) gives: J, dw, db.

    X (n, m) of float64 or float32, in either memory order, Y (1, m) of 0 and 1, w (n, 1), b number;
    J number, dw (n, 1) of X's type, db number, the same to 1e-10, with float32 to 1e-4. X is read
    in blocks of `block` examples, and never changed; it and Y may not be changed by others either.
    Raises ValueError for wrong shapes or labels, TypeError for another type of X or block.
    """

    def __init__(self, X, Y, block=None):
        lengths = {"1": 1}
        X = array_argument("X", X, ["n", "m"], lengths)
        Y = array_argument("Y", Y, ["1", "m", "labels"], lengths)
        if X.dtype not in (np.float32, np.float64):
            raise TypeError(
                f"X holds {X.dtype}, it needs float64 or float32, as in X.astype(float)"
            )
        if block is not None:
            whole_argument("block", block, 1)
        self.X, self.Y, (self.n, self.m) = X, Y, X.shape
        half = Y.astype(X.dtype) - X.dtype.type(0.5)  # (1, m)
        self.sums, self.sum_half = X @ half.T, float(half.sum())  # (n, 1), number
        self.few = self.n < FEW
        if self.few:
            X = np.vstack([X / 2, np.full_like(half, 0.5)])  # half of it, because h is half of z
            X = np.hstack([X, 2 * X @ half.T])  # the sums, as one more example
        rows, columns = X.shape
        run = 1 if self.few or X.flags.f_contiguous else RUN
        self.block = min(block or max(run, CACHE // (rows * X.itemsize)), columns)
        self.both = np.zeros((2, 1, -(-columns // TOGETHER) * TOGETHER), X.dtype)
        self.h, self.t = self.both
        self.ones = np.ones_like(self.h)
        self.v, self.dv, self.part = np.zeros((3, rows, 1), X.dtype)
        self.blocks = [self._block(X, at) for at in range(0, columns, self.block)]

    def _block(self, X, at):
        """A block of X, its h and t, t as a column, and how to multiply with it."""
        end = min(at + self.block, X.shape[1])
        X, h, t = X[:, at:end], self.h[:, at:end], self.t[:, at:end]
        X = np.ascontiguousarray(X) if self.few else X
        return (
            X,
            h,
            t,
            t.T,
            np.dot if X.flags.forc else np.matmul,
        )  # of the others np.dot makes a copy

    def __call__(self, w, b, X=None, Y=None):
        """w (n, 1), b number -> J, dw (n, 1), db; X and Y, which train gives, are its own."""
        if w.shape != self.sums.shape or (X is not None and X is not self.X):
            raise ValueError("this step is for the w and X of one shape, of its own X and Y")
        few, n, m, h, t, dv = self.few, self.n, self.m, self.h, self.t, self.dv
        if few:
            self.v[:n], self.v[n] = w, b
        else:
            np.multiply(w, 0.5, self.v)
        into = dv
        for X_k, h_k, t_k, column, dot in self.blocks:
            dot(self.v.T, X_k, h_k)
            if not few:
                np.add(h_k, b / 2, h_k)
            np.tanh(h_k, t_k)
            if few:
                t[0, m] = -1  # the column for Y: takes the sums away
            dot(X_k, column, into)
            if into is not dv:
                np.add(dv, into, dv)
            into = self.part
        if few:
            fit, slopes = h[0, m], dv / m
            dw, db = slopes[:n], slopes[n, 0]
            h[0, m] = t[0, m] = 0
        else:
            fit = 2 * np.vdot(self.v, self.sums) + b * self.sum_half
            dw = (dv / 2 - self.sums) / m
            db = (np.vdot(t, self.ones) / 2 - self.sum_half) / m
        np.abs(self.both, self.both)
        J = (float(np.vdot(h, self.ones)) - self._logs() - float(fit)) / m + math.log(2)
        return J, dw, float(db)

    def _logs(self):
        """The sum of log(1 + |t|); t holds |t|, and its end behind the examples 0."""
        if self.m < MANY:
            return float(np.vdot(np.log1p(self.t, self.t), self.ones))
        np.add(self.t, 1, self.t)
        products = np.multiply.reduce(self.t.reshape(TOGETHER, -1))
        self.t[0, self.m :] = 0
        return float(np.log(products, products).sum())
