"""Logistic regression as the lessons build it: with two loops, with one, with none.

Shapes in the whole course: X (n, m), one example per column; Y, Z, A, dZ (1, m); w, dw (n, 1);
b, db, J numbers; n features, m examples. The vectorised functions also run on dask arrays.

From z = 37 on a is 1, and log(1 - a) has no value; below z = -709 exp(-z) is too large: there
`loss`, `two_loops` and `one_loop` raise ValueError or OverflowError; the others warn, and give inf
or nan.

Sources: the formulas are those of maximum likelihood for P(y = 1 | x) = sigmoid(w.T x + b), with
the natural logarithm (Cox 1958, J. R. Stat. Soc. B 20); gradient descent: Cauchy 1847, C. R. Acad.
Sci. 25; softmax without overflow: Blanchard, Higham and Higham 2021, IMA J. Numer. Anal. 41.
"""
import math
import os

import numpy as np

from helpers.shapes.arguments import shaped, whole_argument


def sigmoid(z):
    """z number or array -> same shape, between 0 and 1.

    Raises TypeError for what is neither, a list too.
    """
    return 1 / (1 + np.exp(-z))


def loss(a, y):
    """Prediction a in (0, 1), label y 0 or 1 -> the loss of this example, a number.

    Raises ValueError for an a outside (0, 1), TypeError for what is not a number.
    """
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


@shaped(X="n m", w="n 1", b="")
def forward(w, b, X):
    """w (n, 1), b number, X (n, m) -> A (1, m)."""
    return sigmoid(w.T @ X + b)


@shaped(A="1 m", Y="1 m labels")
def cost(A, Y):
    """A (1, m), Y (1, m) -> J, a number."""
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()


@shaped(X="n m", A="1 m", Y="1 m labels")
def gradients(X, A, Y):
    """X (n, m), A (1, m), Y (1, m) -> dw (n, 1), db number."""
    dZ = A - Y                                      # (1, m)
    return X @ dZ.T / X.shape[1], dZ.mean()         # (n, 1), number


@shaped(w="n 1", b="", dw="n 1", db="", alpha="")
def update(w, b, dw, db, alpha):
    """w, dw (n, 1), b, db, alpha numbers -> new w, new b. The old ones are left alone."""
    return w - alpha * dw, b - alpha * db


@shaped(A="1 m")
def predict(A):
    """A (1, m) -> (1, m) of 0 and 1: 1 where A > 0.5."""
    return (A > 0.5).astype(int)


@shaped(X="n m", Y="1 m labels", w="n 1", b="", as_given=True)
def two_loops(w, b, X, Y):
    """w (n, 1), b number, X (n, m), Y (1, m) -> J, dw (n, 1), db."""
    n, m = len(X), len(X[0])
    J, dw, db = 0.0, [0.0] * n, 0.0
    for i in range(m):                              # every example
        z_i, y_i = b, Y[0][i]
        for j in range(n):                          # every feature
            z_i += w[j][0] * X[j][i]
        a_i = 1 / (1 + math.exp(-z_i))
        J -= y_i * math.log(a_i) + (1 - y_i) * math.log(1 - a_i)
        dz_i = a_i - y_i
        for j in range(n):                          # every feature, again
            dw[j] += X[j][i] * dz_i
        db += dz_i
    return J / m, np.reshape(dw, (n, 1)) / m, db / m


@shaped(X="n m", Y="1 m labels", w="n 1", b="")
def one_loop(w, b, X, Y):
    """w (n, 1), b number, X (n, m), Y (1, m) -> J, dw (n, 1), db."""
    n, m = X.shape
    J, dw, db = 0.0, np.zeros((n, 1)), 0.0
    for i in range(m):                              # every example
        x_i, y_i = X[:, i:i+1], Y[0, i]             # (n, 1), number
        z_i = (w.T @ x_i)[0, 0] + b                 # number
        a_i = 1 / (1 + math.exp(-z_i))
        J -= y_i * math.log(a_i) + (1 - y_i) * math.log(1 - a_i)
        dz_i = a_i - y_i
        dw += x_i * dz_i                            # (n, 1)
        db += dz_i
    return J / m, dw / m, db / m


@shaped(X="n m", Y="1 m labels", w="n 1", b="")
def zero_loops(w, b, X, Y):
    """w (n, 1), b number, X (n, m), Y (1, m) -> J, dw (n, 1), db."""
    m = X.shape[1]
    Z = w.T @ X + b                                                 # (1, m)
    A = 1 / (1 + np.exp(-Z))                                        # (1, m)
    J = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()           # number
    dZ = A - Y                                                      # (1, m)
    dw = X @ dZ.T / m                                               # (n, 1)
    db = dZ.mean()                                                  # number
    return J, dw, db


@shaped(X="n m", Y="1 m labels", alpha="", w="n 1", b="")
def train(X, Y, step=zero_loops, alpha=0.1, iterations=1000, w=None, b=0.0):
    """Gradient descent: X (n, m), Y (1, m) -> w (n, 1), b, costs.

    The loop takes one step downhill in each of its iterations; costs holds J before each step.
    `step` is two_loops, one_loop, zero_loops or any function like them; alpha is above 0 and
    iterations 0 or more, else ValueError or TypeError says so; w None starts from zeros. A progress
    bar shows after one second. Interrupted (Lab's stop button), it returns what it has.
    """
    from tqdm.auto import tqdm  # here: importing it takes longer than most training

    if not callable(step):
        raise TypeError(f"step is {step!r}, it needs a function such as zero_loops")
    if not 0 < alpha < math.inf:
        raise ValueError(f"alpha is {alpha}, it needs a number above 0")
    whole_argument("iterations", iterations, 0)
    w = np.zeros((X.shape[0], 1)) if w is None else w
    costs = []
    try:
        hidden = "TQDM_DISABLE" in os.environ  # which tqdm overlooks in notebooks
        for _ in tqdm(range(iterations), "training", unit="step", delay=1, leave=False,
                      disable=hidden):
            J, dw, db = step(w, b, X, Y)
            costs.append(J)
            w, b = update(w, b, dw, db, alpha)
    except KeyboardInterrupt:
        print(f"Stopped after {len(costs)} of {iterations} steps: "
              "w, b and the costs so far are returned.")
    return w, b, costs


# Beside the model

def flatten(images):
    """images (m, h, w, c) -> (h*w*c, m): column i is images[i].ravel().

    The first axis counts the pictures, whatever axes follow: grey ones may be (m, h, w), and one
    alone needs (1, h, w, c). Raises AttributeError for what is no array.
    """
    return images.reshape(images.shape[0], -1).T


@shaped(x="rows columns")
def normalize_rows(x):
    """x (rows, columns) -> same shape, every row divided by its length."""
    return x / np.linalg.norm(x, axis=1, keepdims=True)


@shaped(x="rows columns")
def softmax(x):
    """x (rows, columns) of scores -> same shape, every row positive with sum 1.

    The largest score of each row is taken away first: it cancels, and exp cannot overflow.
    """
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
