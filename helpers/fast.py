"""One step of gradient descent, as fast as NumPy goes: X is read once, in blocks, where it can be.

It is `logistic.zero_loops`, with h = z / 2 and t = tanh(h): a is (1 + t) / 2, and the loss of an
example is |h| - log(1 + |t|) + log 2 - (y - 1/2) z. Nothing in it overflows, and no logarithm is
one of 0. What has y in it is linear in w and b: its sums over the examples are made once.
"""

import numpy as np

from helpers.shapes.arguments import number_argument, shaped, whole_argument

CACHE = 2**20  # bytes of X in a block: read from memory once, and once more from the cache; for
SHARED = 2**22  # several threads more, because only large multiplications are shared among them
RUN = 1024  # examples in a block, at least, where the features of one lie far apart
FEW = 64  # features; of fewer a table is made: X, a row of ones for b, the sums as one more column
MANY, TOGETHER = 1000, 64  # from so many examples on, one logarithm of a product of so many numbers
LOG_2 = 0.6931471805599453


def memory(X):
    """How many bytes Step(X, Y) takes beside X (n, m), at most."""
    n, m = X.shape
    return X.itemsize * (4 * m + 6 * n + 6 * TOGETHER + (3 * (n + 1) * (m + 1) if n < FEW else 0))


class Step:
    """step = Step(X, Y), and step(w, b) is what zero_loops(w, b, X, Y) gives: J, dw, db.

    X (n, m) of float64 or float32, in either memory order, Y (1, m) of 0 and 1, w (n, 1), b number;
    J number, dw (n, 1) of X's type, db number: to 1e-10, with float32 to 1e-4, up to |z| = 1,000.
    X is read in blocks of `block` examples and never changed; X and Y may not be changed by others.
    `threads`: how many NumPy may use, set outside. ValueError and TypeError say what is wrong.
    """

    @shaped(X="n m", Y="1 m labels")
    def __init__(self, X, Y, block=None, threads=1):
        if X.dtype not in (np.float32, np.float64):
            raise TypeError(f"X holds {X.dtype}, it needs float64 or float32: X.astype(float)")
        whole_argument("block", 1 if block is None else block, 1)
        whole_argument("threads", threads, 1)
        self.X, self.Y, self.one_over_m = X, Y, np.array(1 / X.shape[1], X.dtype)
        (self.n, self.m), half = X.shape, Y.astype(X.dtype) - X.dtype.type(0.5)  # (1, m)
        self.sums, self.sum_half = X @ half.T, float(half.sum())  # (n, 1), number
        self.own_table = self.n < FEW
        if self.own_table:
            X = np.vstack([X / 2, np.full_like(half, 0.5)])  # half of it, because h is half of z
            X = np.hstack([X, 2 * X @ half.T])  # the last column's h is the part of J with y
        rows, columns = X.shape
        fits = (CACHE if threads == 1 else SHARED) // (rows * X.itemsize)
        self.block = min(block or max(1 if X.flags.f_contiguous else RUN, fits), columns)
        self.h, self.t = self.both = np.zeros((2, 1, -(-columns // TOGETHER) * TOGETHER), X.dtype)
        self.signs = np.repeat(np.array([[[1]], [[-1]]], X.dtype), min(self.t.size, MANY), axis=2)
        self.weights, self.slopes, self.part = np.zeros((3, rows, 1), X.dtype)
        self.blocks = []
        for at in range(0, columns, self.block):
            here = slice(at, min(at + self.block, columns))
            X_k = np.ascontiguousarray(X[:, here]) if self.own_table else X[:, here]
            dot = np.dot if X_k.flags.forc else np.matmul  # of what has gaps, np.dot makes a copy
            self.blocks.append((dot, X_k, self.h[:, here], self.t[:, here], self.t[:, here].T))

    def __call__(self, w, b, X=None, Y=None):
        """w (n, 1), b number -> J, dw (n, 1), db; X and Y, which train gives, are its own."""
        if np.shape(w) != self.sums.shape:
            raise ValueError(f"w has shape {np.shape(w)}, it needs {self.sums.shape}")
        if (X is not None and X is not self.X) or (Y is not None and Y is not self.Y):
            raise ValueError("X or Y is another one than this step was made with")
        own_table, n, m, h, t, slopes = self.own_table, self.n, self.m, self.h, self.t, self.slopes
        self.weights[-1, 0] = b = float(number_argument("b", b))  # below w, or w takes its place
        self.weights[:n] = w if own_table else w / 2
        row, into = self.weights.T, slopes
        for dot, X_k, h_k, t_k, column in self.blocks:
            dot(row, X_k, h_k)
            if not own_table:
                np.add(h_k, b / 2, h_k)
            np.tanh(h_k, t_k)
            if own_table:
                t[0, m] = -1  # the last column, the sums, is taken away
            dot(X_k, column, into)
            if into is not slopes:
                np.add(slopes, into, slopes)
            into = self.part
        if own_table:
            dw, db, fit = slopes[:n] * self.one_over_m, slopes[n, 0] / m, float(h[0, m])
            h[0, m] = t[0, m] = 0
        else:
            dw, db = (slopes / 2 - self.sums) / m, (t.sum() / 2 - self.sum_half) / m
            fit = 2 * float(np.vdot(self.weights, self.sums)) + b * self.sum_half
        return (self._loss(h, t) - fit) / m + LOG_2, dw, float(db)  # fit: the sum of (y - 1/2) z

    def _loss(self, h, t):
        """The sum of |h| - log(1 + |t|) over the examples; behind them h and t are 0."""
        np.abs(self.both, self.both)
        if t.size < MANY:
            np.log1p(t, t)
            return float(np.vdot(self.both, self.signs))
        np.add(t, 1, t)
        products = np.multiply.reduce(t.reshape(TOGETHER, -1))
        t[0, self.m :] = 0
        return float(h.sum() - np.log(products).sum())
