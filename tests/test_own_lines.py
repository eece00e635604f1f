"""The learner's own lines: what each gave, and the one to look at, marked `# <-` with why."""

import functools
import re
import time

import numpy as np
import pytest

from helpers.checking import moments
from helpers.checking.compare import tried
from helpers.checking.exercise import Case
from helpers.checking.judge import judge
from helpers.checking.own_lines import FEW, own_lines, traced
from helpers.checking.recognise import recognise
from helpers.exercises import by_name
from tests.written import defined, written

# Right functions, beside the references of the exercises.
RIGHT = """
def gradients(X, A, Y):
    m = X.shape[1]
    dZ = A - Y
    dw = X @ dZ.T / m
    db = dZ.sum() / m
    return dw, db

def forward(w, b, X):
    Z = w.T @ X + b
    A = 1 / (1 + np.exp(-Z))
    return A

def update(w, b, dw, db, alpha):
    w = w - alpha * dw
    b = b - alpha * db
    return w, b

def cost(A, Y):
    m = A.shape[1]
    J = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return J / m
"""
# Edits of them: the line of the last edit is the one to look at. Behind it stands why.
EDITS = """
gradients
    A - Y -> Y - A | dZ has the right shape, and wrong numbers.
    A - Y -> (A - Y).T | dZ is (3, 1), and has to be (1, 3).
    X.shape[1] -> X.shape[0] | m is 2, and has to be 3.
    X @ dZ.T / m -> X @ dZ.T | dw has the right shape, and wrong numbers.
    db -> shift ; dZ.sum() / m -> dZ.sum() | shift is -0.44, and has to be -0.1467.
    X @ dZ.T / m -> X @ dZ.T ; return dw, db -> return dw / 2, db
    A - Y -> Y - A ; dZ.sum() / m -> dZ.sum() ; return dw, db -> return -dw, -db
    X @ dZ.T -> X @ dZ
    return dw, db -> return db, dw
    dZ -> A ; A = A - Y -> A -= Y | Here the caller's A changes.
gradients_one_loop
    dw += x_i -> dw = x_i | dw has the right shape, and wrong numbers.
    range(m) -> range(1, m) | This loop has 2 iterations, and m is 3.
    dw += x_i -> dw = dw + x_i ; range(m) -> range(n) | This loop has 2 iterations, and m is 3.
    X[:, i:i+1] -> X[:, i] | x_i is (2,), and has to be (2, 1).
    A[0, i] - Y[0, i] -> Y[0, i] - A[0, i] | dz_i is 0.41, and has to be -0.41.
    zeros((n, 1)) -> zeros((1, n)) | dw is (1, 2), and has to be (2, 1).
    x_i * dz_i -> X[:, i] * dz_i
    x_i * dz_i -> x_i * db | Look at what is added to dw.
    dw += x_i * dz_i -> dw = (dw + x_i * dz_i) / m | Look at what is written into dw.
    np.zeros((n, 1)) -> 0 ; x_i * dz_i -> X[:, i] * dz_i | dw is (2,), and has to be (2, 1).
    X[:, i:i+1] -> X[:, i:1] ; x_i * dz_i -> dz_i * x_i
    n, m = X.shape -> n, m = 3, 3 | n is 3, and has to be 2.
forward
    w.T @ X + b -> w.T @ X | Z lacks b, and no later line adds it.
    w.T @ X + b -> w.T @ X ; exp(-Z) -> exp(Z + b) | A has the right shape, and wrong numbers.
    w.T @ X -> w * X | Z is (2, 3), and has to be (1, 3).
    Z -> z ; X + b -> X - b | z has the right shape, and wrong numbers.
forward_loops
    z_i += w -> z_i = w | z_i is -0.2975, a wrong number.
    A[0, i] = -> a_i = ; np.zeros((1, m)) -> [] | A is a list, and has to be an array, (1, 3).
    zeros((1, m) -> zeros((1, m), int | A is made for whole numbers (int64): they take no decimals.
    z_i = b -> z_i = 0 | z_i lacks b, and no later line adds it.
    z_i = b -> z_i = 0 ; exp(-z_i) -> exp(z_i + b) | Look at what is written into A.
    z_i = b -> z_i = 0 ; X[j, i] -> X[j, i] + b | Look at what is added to z_i.
    range(n) -> range(n - 1) | This loop has 1 iteration, and n is 2.
forward_over_features
    range(n) -> range(1, n) | This loop has 1 iteration, and n is 2.
update
    w - alpha -> w - 1 | w has the right shape, and wrong numbers.
    w = w - alpha -> w -= alpha | Here the caller's w changes.
cost
    A.shape[1] -> len(A) | m is 1, and has to be 3.
    -np.sum -> np.sum ; return J -> return 1 * J
sum_of_squares
    np.sum(x**2) -> sum(v for v in x)
"""
# Wrong functions, written out. Behind the arrow stands why that line is the one to look at.
MARKED = """
def gradients(X, A, Y):
    n, m = X.shape
    dZ = A - Y
    dw = X @ dZ.T
    dw = dw / n  # <- dw has the right shape, and wrong numbers.
    return dw, dZ.mean()

def gradients(X, A, Y):
    n, m = np.array(X.shape)
    dZ = Y - A  # <- dZ has the right shape, and wrong numbers.
    return X @ dZ.T / m, dZ.sum() / m

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    for i in range(m):
        dw = np.zeros((n, 1))  # <- Inside the loop dw begins anew here.
        db = 0
        dw += X[:, i:i+1] * (A[0, i] - Y[0, i])
        db += A[0, i] - Y[0, i]
    return dw / m, db / m

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        dz_i = A[0, i] - Y[0, i]
        dw += X[:, i:i+1] * dz_i
        db += dz_i
        return dw / m, db / m  # <- The loop ends in iteration 1 of 3, at `return`.

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for i in range(m):
        for j in range(n):
            dw[j, 0] += A[0, i] - Y[0, i]  # <- Look at what is added to dw.
        db += A[0, i] - Y[0, i]
    return dw / m, db / m

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.zeros((1, m))
    z = b  # <- z is set before the loop, and goes on from iteration to iteration.
    for i in range(m):
        for j in range(n):
            z += w[j, 0] * X[j, i]
        A[0, i] = 1 / (1 + np.exp(-z))
    return A

def cost(A, Y):
    for i in range(A.shape[1]):
        if A[0, i] < 0:
            break
        total = Y[0, i]  # <- total is 1, and has to be 0.5152.
    return total

def predict(A):
    answers = np.zeros(A.shape)  # <- Nothing is written into answers after this line.
    for i in range(A.shape[1]):
        yes = A[0, i] > 0.5
    return answers

def predict(A):
    answers = np.zeros(A.shape)
    for i in range(A.shape[1]):  # <- The loop ends after 2 of 3 iterations.
        if A[0, i] <= 0.5:
            break
        answers[0, i] = 1
    return answers

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0
    for i in range(m):
        dz = A[0, i] - Y[0, i]
    dw += X[:, i:i+1] * dz  # <- dw has the right shape, and wrong numbers.
    db += dz
    return dw / m, db / m

def forward_over_features(w, b, X):
    Z = np.zeros((1, X.shape[1]))
    for j in range(1, X.shape[0]):  # <- This loop has 1 iteration, and n is 2.
        Z += w[j, 0] * X[j:j+1]
    Z += b
    return 1 / (1 + np.exp(-Z))

def count_above(x, limit):
    count = 0
    for value in x:
        if value > limit:
            count += 1
            return count  # <- The loop ends in iteration 4 of 5, at `return`.
    return count

def count_above(x, limit):
    count = 0
    for value in x:
        if value > limit:
            count = count + 1
        else:
            count = 0  # <- Inside the loop count begins anew here.
    return count

def stable_cost(A, Y):
    A = np.clip(A, 1e-8, 1)
    losses = Y * np.log(A) + (1 - Y) * np.log(1 - A)  # <- Here nan appears for the first time.
    return -losses.mean()

def softmax(x):
    e = np.exp(x - x.min(axis=1, keepdims=True))  # <- Here inf appears for the first time.
    return e / e.sum(axis=1, keepdims=True)

def mean_squared_gap(p, y):
    gap = p.reshape(-1, 1) - y.ravel()  # <- A table of shape (5, 5) is made here, of all pairs.
    squared = gap ** 2
    return np.mean(squared)

def column(X, i):
    example = X[:, i]
    example.reshape(-1, 1)  # <-
    return example

def loss(a, y):
    if y is 1.0:  # <-
        return -np.log(a)
    return -np.log(1 - a)

def gradients(X, A, Y):
    dZ = A - Y
    dZ = np.array(dZ, int)  # <- dZ has the right shape, and wrong numbers.
    return X @ dZ.T / X.shape[1], dZ.mean()

def gradients(X, A, Y):
    m, n = X.shape
    dZ = Y - A  # <- dZ has the right shape, and wrong numbers.
    return X @ dZ.T / n, dZ.sum() / n

def gradients(X, A, Y):
    m, n = X.shape  # <- m is 2, and has to be 3.
    dZ = A - Y
    return X @ dZ.T / m, dZ.sum() / m

def gradients(X, A, Y):
    dw, db = np.zeros(2)
    dZ = A - Y
    dw = np.sum(X @ dZ.T)  # <- dw is a number, and has to be (2, 1).
    return dw, dZ.mean()

def gradients(X, A, Y):
    dZ = A - Y
    db = np.sum(dZ, axis=1, keepdims=True) / X.shape[1]
    dw = X @ dZ.T  # <- dw has the right shape, and wrong numbers.
    return dw, db.item()

def gradients(X, A, Y):
    dZ = A - Y
    dw = dZ @ X.T / X.shape[1]
    db = dZ.sum()  # <- db is -0.44, and has to be -0.1467.
    return dw.T, db

def gradients(X, A, Y):
    dZ = A - Y
    dw = []
    for x in X:
        dw.append([np.mean(x * dZ)])
    db = dZ.mean(axis=1)  # <- db is (1,), and has to be a number.
    return np.array(dw), db

def gradients(X, A, Y):
    dw = np.sum(X @ (A - Y).T)  # <- dw is a number, and has to be (2, 1).
    dw = dw / len(dw)
    return dw, np.mean(A - Y)

def gradients(X, A, Y):
    dw = 0  # <- dw is a number, and has to be (2, 1).
    return dw, np.mean(A - Y)

def zero_loops(w, b, X, Y):
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    J = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dZ = A - Y
    dw = X @ dZ.T  # <- dw has the right shape, and wrong numbers.
    return np.mean(J), dw, np.mean(dZ)

def zero_loops(w, b, X, Y):
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    A = A > 0.5  # <- A has the right shape, and wrong numbers.
    dZ = A - Y
    return J, X @ dZ.T / X.shape[1], np.mean(dZ)

def forward(w, b, X):
    Z = w.T @ X + b
    Z = w.T @ X - b  # <- Z has the right shape, and wrong numbers.
    return 1 / (1 + np.exp(-Z))

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros(n), 0
    for i in range(m):
        dz = A[0, i] - Y[0, i]
        dw += X[:, i] * dz
        db = dz  # <- db is 0.35, a wrong number.
    return dw.reshape(n, 1) / m, db / m

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0
    for j in range(m):
        dz = A[0, j] - Y[0, j]
        for i in range(n):
            dw[i, 0] += X[i, j] * dz
        db -= dz  # <- Look at what is written into db.
    return dw / m, db / m

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0
    for i in range(m):
        x_i = 2 * X[:, i:i+1]  # <- x_i has the right shape, and wrong numbers.
        dz_i = A[0, i] - Y[0, i]
        for j in range(n):
            dw[j] += x_i[j] * dz_i
        db += dz_i
    return dw / m, db / m

def gradients_one_loop(X, A, Y):
    dw, db = 0, 0
    for i in range(X.shape[1]):
        dw += X[:, i:i+1] * dz  # <-
    return dw, db

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.zeros((1, m))
    for j in range(m - 1):  # <- This loop has 2 iterations, and m is 3.
        z = b
        for i in range(n):
            z += w[i][0] * X[i][j]
        A[0, j] = 1 / (1 + np.exp(-z))
    return A

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.zeros((1, m))
    for j in range(m):
        z = 0
        for i in range(n):
            z += w[i, 0] * X[i, j]
        A[0, j] = 1 / (1 + np.exp(-z + b))  # <- Look at what is written into A.
    return A

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.zeros(m)
    for i in range(m):
        z = 0  # <- z lacks b, and no later line adds it.
        for j in range(n):
            z += w[j, 0] * X[j, i]
        A[i] = 1 / (1 + np.exp(-z))
    return A.reshape(1, m)

def forward_loops(w, b, X):
    z = np.zeros(X.shape[1])
    A = np.zeros(X.shape[1])  # <- A is (3,), and has to be (1, 3).
    for i in range(X.shape[1]):
        z[i] = w[:, 0] @ X[:, i] + b
        A[i] = 1 / (1 + np.exp(-z[i]))
    return A

def cost(A, Y):
    J = 0
    for i in range(A.shape[1]):
        y = Y[0, i]
        J += -y * np.log(A[0, i])  # <- Look at what is added to J.
    return J / A.shape[1]

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.ones((1, m))
    for i in range(m):
        z = w[:, 0] @ x[:, i] + b  # <-
        A[0, i] = 1 / (1 + np.exp(-z))
    return A

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.zeros((1, m))
    for i in range(n):
        z = b
        for j in range(m):
            z += w[i, 0] * X[i, j]  # <- Look at what is added to z.
        A[0, i] = 1 / (1 + np.exp(-z))
    return A

def forward(w, b, X):
    Z = w.T @ X
    Z = Z + bias  # <-
    return 1 / (1 + np.exp(-Z))

def gradients(X, A, Y):
    dw = np.zeros((2, 1), int)
    dw = X @ (A - Y).T  # <- dw has the right shape, and wrong numbers.
    return dw, np.mean(A - Y)

def predict(A):
    answers = np.zeros(A.shape, int)
    for i in range(A.shape[1]):
        answers[0, i] = A[0, i] > 0.7  # <- Look at what is written into answers.
    return answers

def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    e / e.sum(axis=1, keepdims=True)  # <-
    return e

def flatten(images):
    m = images.shape[-1]  # <- m is 3, and has to be 2.
    return images.reshape(m, -1).T

def flatten(images):
    m, h, w, c = images.shape
    return images.reshape(-1, m)  # <-

def flatten(images):
    m, h, w, c = images.shape
    X = np.zeros((h * w * c, m))
    for i in range(m):
        X[:, i] = images[0].ravel()  # <- Look at what is written into X.
    return X

def flatten(images):
    m, h, w, c = images.shape
    X = np.zeros((h * w * c, m))
    for i in range(1, m):  # <- This loop has 1 iteration, and m is 2.
        X[:, i] = images[i].ravel()
    return X
"""
# Wrong functions of which no line is proved wrong.
UNMARKED = """
def gradients(X, A, Y):
    error = A - Y
    dw = X @ error.T
    db = error.mean()
    return dw, db

def forward_loops(w, b, X):
    A = np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        p = 1 / (1 + np.exp(-w[0, 0] * X[0, i] - b))
        A[0, i] = p
    return A

def forward_over_features(w, b, X):
    Z = np.zeros((1, X.shape[1]))
    for j in range(len(w)):
        Z = w[j, 0] * X[j:j+1]
    Z = Z + b
    A = 1 / (1 + np.exp(-Z))
    return A

def softmax(x):
    e = np.exp(x)
    return (e / e.sum(axis=0)).T

def gradients(X, A, Y):
    dZ = (A - Y) / X.shape[1]
    dw = X @ dZ.T
    db = dZ.mean()
    return dw, db

def loss(a, y):
    part_1 = y * np.log(a)
    part_2 = (1 - y) * np.log(1 - a)
    return part_1 + part_2

def sigmoid(z):
    e = 2.7
    return 1 / (1 + e ** -z)

def cost(A, Y):
    L = Y * np.log(A) + (1 - Y) * np.log(1 - A)
    return L.mean()

def predict(A):
    Y = A.copy()
    for i in range(A.shape[1]):
        if Y[0, i] > 0.5:
            Y[0, i] = 1
        if Y[0, i] < 0.5:
            Y[0, i] = 0
    return Y

def normalize_rows(x):
    out = []
    for row in x:
        for v in row:
            out.append(row / np.sqrt((row ** 2).sum()))
    return np.array(out)

def flatten(images):
    m, h, w, c = images.shape
    out, k = np.zeros((h * w * c, m)), 0
    for i in range(m):
        for r in range(h):
            for s in range(w):
                for t in range(c):
                    out[k, i] = images[i, r, s, t]
                k += i == 0
    return out

def flatten(images):
    m, h, w, c = images.shape
    X = np.zeros((h * w * c, m))
    for i in range(m):
        X[:, i] = images[i].ravel() / 2
        X[:, i] = X[:, i] * 2 + 1
    return X

def gradients(X, A, Y):
    dw = np.zeros((len(X), 1))
    np.dot(X, (A - Y).T, out=dw)
    return dw, np.mean(A - Y)

def gradients(X, A, Y):
    dw = (x @ (A - Y).T for x in X)
    return dw, np.mean(A - Y)

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0
    for i in range(m):
        dZ = A[0, i] - Y[0, i]
        dw += X[:, i:i+1] * dZ
        db += dZ
    return dw / m, db

def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0
    for j in range(m):
        for i in range(n):
            dw[i, 0] += X[i, j] * (A[0, j] - Y[0, j])
        db += A[0, j] - Y[0, j]
    return dw, db / m

def forward(w, b, X):
    Z = w.T @ X + b
    Z = -Z
    return 1 / 1 + np.exp(Z)

def forward(w, b, X):
    Z = w.T @ X + b
    Z = np.exp(-Z)
    A = Z / (1 + Z)
    return A

def forward(w, b, X):
    z = w.T @ X + b
    np.negative(z, out=z)
    return 1 / 1 + np.exp(z)

def forward_loops(w, b, X):
    n, m = X.shape
    z = np.zeros(m)
    for j in range(n):
        for i in range(m):
            z[i] += w[j, 0] * X[j, i]
    return 1 / (1 + np.exp(-z - b))

def forward_loops(w, b, X):
    z, p = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for i in range(X.shape[1]):
        z[i] = w[:, 0] @ X[:, i] + b
        p[i] = 1 / (1 + np.exp(-z[i]))
    return 1 * p

def forward(w, b, X):
    Z = w * X
    return 1 / (1 + np.exp(Z.sum(axis=0, keepdims=True) + b))

def forward_loops(w, b, X):
    n, m = X.shape
    A = np.zeros((1, m))
    z, k = b, 0
    for i in range(m):
        for j in range(n):
            z += w[j, 0] * X[j, i]
        A[0, k] = 1 / (1 + np.exp(-z))
        k += 1
    return A

def update(w, b, dw, db, alpha):
    given = w
    w = w - alpha * dw
    given *= 2
    return w, b - alpha * db

def cost(A, Y):
    total = 0
    for i in range(A.shape[1]):
        J = -np.log(A[0, i] if Y[0, i] else 1 - A[0, i])
        total += J
    return total

def cost(A, Y):
    pairs = Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A)
    return -np.trace(pairs)
"""


def rows_of(function, name=None):
    exercise = by_name()[name or function.__name__]
    trials = [tried(function, case) for case in exercise.filled_cases() if not case.risk]
    first = next(trial for trial in trials if trial.finding)
    name, _, known = recognise(exercise, function, trials, first) or (None, (), {})
    return traced(exercise, function, first, name, known.get("code", ""))


def functions_of(text):
    return re.findall(r"def .*?(?=\n\n|\Z)", text, re.S)


@pytest.mark.parametrize("source", functions_of(UNMARKED))
def test_no_line_is_marked_that_only_passes_on_what_went_wrong(source):
    function = defined(source)
    assert not any(row.pointed for row in rows_of(function))
    assert "the marked one" not in str(judge(by_name()[function.__name__], function))


def edited():
    """Each function of EDITS, the line to look at marked as in MARKED."""
    right = {re.search(r"\w+(?=\()", source)[0]: source for source in functions_of(RIGHT)}
    for line in EDITS.strip().splitlines():
        if not line.startswith(" "):
            name = line
            continue
        edits, _, why = line.partition("|")
        source = right.get(name) or by_name()[name].source
        for edit in edits.split(" ; "):
            old, new = map(str.strip, edit.split(" -> "))
            source = source.replace(old, new)
        yield re.sub(f"(?m)^(.*{re.escape(new)}.*)$", rf"\1  # <- {why}", source, count=1)


@pytest.mark.parametrize("source", [*edited(), *functions_of(MARKED)])
def test_the_line_that_is_wrong_is_the_one_to_look_at(source):
    (marked,) = [line for line in source.splitlines() if "# <-" in line]
    words, why = (part.strip() for part in marked.split("# <-"))
    rows = rows_of(defined(source))
    (place,) = [place for place, row in enumerate(rows) if row.pointed]
    assert rows[place].words == words.rstrip(":")
    if why:
        assert rows[place + 1].words == why


LOOP = """
def gradients_one_loop(X, A, Y):
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0
    for i in range(m):
        dw += X[:, i] * A[0, i]
    return dw, db
"""


def test_each_line_shows_what_it_worked_on_and_what_came_out():
    rows = rows_of(defined(LOOP))
    words = [(row.words, row.indent, row.operands, row.result, row.failed) for row in rows[:5]]
    assert words == [
        ("n, m = X.shape", 0, "X (2, 3)", "", False),
        ("dw, db = np.zeros((n, 1)), 0", 0, "", "(2, 1), number", False),
        ("for i in range(m)", 0, "", "", False),
        ("dw += X[:, i] * A[0, i]", 1, "", "", False),
        ("dw += X[:, i] * A[0, i]", 2, "(2, 1) += (2,)", "", True),
    ]
    assert [row.values for row in rows[:3]] == ["(2, 3)", "([[0.], [0.]], 0)", "iteration 1"]


def test_arrays_in_a_list_are_told_as_well():
    source = "def predict(A):\n    B = A * 2\n    return np.vstack([B, B, B]) + 1"
    assert rows_of(defined(source))[1].operands == "B (1, 3)"


def test_values_are_shown_where_they_are_few():
    for size, shown in ((FEW, True), (FEW + 1, False)):
        source = f"def predict(A):\n    many = np.zeros({size})\n    return many"
        assert bool(rows_of(defined(source))[0].values) is shown


def test_of_a_loop_the_iteration_with_the_line_that_failed_is_shown():
    source = """
def predict(A):
    for i in range(9):
        p = A[0, i]
    return p
"""
    rows = rows_of(defined(source.strip()))
    assert [row.values for row in rows if row.words.startswith("for")] == ["iteration 4"]
    assert "There is no 3 on axis 1 of (1, 3)" in rows[-1].words


def of_generator(A):
    yield A


async def of_coroutine(A):
    return A


@functools.cache
def decorated(A):
    return A


def changing(A):
    changing.calls = getattr(changing, "calls", 0) + 1
    return A * changing.calls


@pytest.mark.parametrize(
    "function",
    [of_generator, of_coroutine, decorated, changing, np.sqrt, functools.partial(np.add, 1)],
    ids=lambda each: getattr(each, "__name__", "partial"),
)
def test_no_trace_is_better_than_a_wrong_one(function):
    assert rows_of(function, "predict") == ()


def test_a_function_without_source_has_no_lines():
    space = {}
    exec("def predict(A):\n    return A", space)
    assert rows_of(space["predict"]) == ()


DEEP = "".join(f"{'    ' * depth}for v{depth} in range(8):\n" for depth in range(6)) + "    " * 5


@pytest.mark.parametrize(
    "head, told",
    [("for k in range(200_000):\n", True), ("while i < 200_000:\n", True), (DEEP, False)],
)
def test_a_long_loop_is_not_written_down(head, told):
    function = written("sum_of_squares", f"i = 0\n{head}    i = i + 1\nreturn i")
    began = time.process_time()
    trial = tried(function, by_name()["sum_of_squares"].filled_cases()[0])
    by_itself, began = time.process_time() - began, time.process_time()
    assert bool(own_lines(by_name()["sum_of_squares"], function, trial)) is told
    assert time.process_time() - began < 3 * by_itself + 0.5


def test_there_are_no_lines_where_there_are_too_many(monkeypatch):
    function = defined("def predict(A):\n    for i in range(9):\n        p = A * i\n    return p")
    assert rows_of(function)
    monkeypatch.setattr(moments, "MOST", 5)
    assert rows_of(function) == ()


def test_the_arguments_of_the_case_are_left_alone():
    exercise = by_name()["update"]
    case = Case("", (np.ones((2, 1)), 1.0, np.ones((2, 1)), 1.0, 0.5), (0, 0))
    function = defined("def update(w, b, dw, db, alpha):\n    w -= dw\n    return w, b")
    assert own_lines(exercise, function, tried(function, case))
    assert (case.args[0] == 1).all()
