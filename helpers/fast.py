"""One step of gradient descent, as fast as NumPy goes: one pass over X, and no array made anew.

It is `logistic.zero_loops`, with h = z / 2 and t = tanh(h): a is (1 + t) / 2, and the loss of an
example is |h| - log(1 + |t|) + log 2 - (y - 1/2) z. Nothing in it overflows, and no logarithm is
one of 0. What has y in it is linear in w and b: its sums over the examples are made once.
"""

import numpy as np

from helpers.shapes.arguments import shaped, whole_argument

CACHE = 2**20  # bytes of X in a block: read from memory once, and once more from the cache; for
SHARED = 2**22  # several threads more, because only large multiplications are shared among them
RUN = 512  # examples in a block, at least, where one lies far from the next
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
    J number, dw (n, 1) of X's type, db number: to 1e-10, with float32 to 1e-4. X is read in blocks
    of `block` examples, and never changed; neither it nor Y may be changed by others. `threads` is
    how many NumPy may use, which is set outside. ValueError and TypeError say what is wrong.
    """

    @shaped(X="n m", Y="1 m labels")
    def __init__(self, X, Y, block=None, threads=1):
        if X.dtype not in (np.float32, np.float64):
            raise TypeError(f"X holds {X.dtype}, it needs float64 or float32: X.astype(float)")
        whole_argument("block", 1 if block is None else block, 1)
        self.X, (self.n, self.m), self.share = X, X.shape, np.array(1 / X.shape[1], X.dtype)
        half = Y.astype(X.dtype) - X.dtype.type(0.5)  # (1, m)
        self.sums, self.sum_half = X @ half.T, float(half.sum())  # (n, 1), number
        self.few = self.n < FEW
        if self.few:
            X = np.vstack([X / 2, np.full_like(half, 0.5)])  # half of it, because h is half of z
            X = np.hstack([X, 2 * X @ half.T])
        rows, columns = X.shape
        fits = (CACHE if threads == 1 else SHARED) // (rows * X.itemsize)
        self.block = min(block or max(1 if X.flags.f_contiguous else RUN, fits), columns)
        self.both = np.zeros((2, 1, -(-columns // TOGETHER) * TOGETHER), X.dtype)
        self.h, self.t = self.both
        self.signs = np.repeat(np.array([[[1]], [[-1]]], X.dtype), min(self.t.size, MANY), axis=2)
        self.v, self.dv, self.part = np.zeros((3, rows, 1), X.dtype)
        self.blocks = []
        for at in range(0, columns, self.block):
            here = slice(at, min(at + self.block, columns))
            X_k = np.ascontiguousarray(X[:, here]) if self.few else X[:, here]
            dot = np.dot if X_k.flags.forc else np.matmul  # of what has gaps, np.dot makes a copy
            self.blocks.append((dot, X_k, self.h[:, here], self.t[:, here], self.t[:, here].T))

    def __call__(self, w, b, X=None, Y=None):
        """w (n, 1), b number -> J, dw (n, 1), db; X and Y, which train gives, are its own."""
        if w.shape != self.sums.shape:
            raise ValueError(f"w has shape {w.shape}, it needs {self.sums.shape}")
        if X is not None and X is not self.X:
            raise ValueError("X is another one than this step was made with")
        few, n, m, h, t, v, dv = self.few, self.n, self.m, self.h, self.t, self.v, self.dv
        v[-1, 0] = b  # below w, or w takes its place
        v[:n] = w if few else w / 2
        row, into = v.T, dv
        for dot, X_k, h_k, t_k, column in self.blocks:
            dot(row, X_k, h_k)
            if not few:
                np.add(h_k, b / 2, h_k)
            np.tanh(h_k, t_k)
            if few:
                t[0, m] = -1  # takes the sums away
            dot(X_k, column, into)
            if into is not dv:
                np.add(dv, into, dv)
            into = self.part
        if few:
            dw, db, fit = dv[:n] * self.share, dv[n, 0] / m, float(h[0, m])
            h[0, m] = t[0, m] = 0
        else:
            dw, db = (dv / 2 - self.sums) / m, (t.sum() / 2 - self.sum_half) / m
            fit = 2 * float(np.vdot(v, self.sums)) + b * self.sum_half
        return (self._loss(h, t) - fit) / m + LOG_2, dw, float(db)

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
