"""Right answers, as learners write them: every one of them has to pass. The label says how."""

from tests.written import answers

ANSWERS = """
sigmoid
    masks:
        z = np.asarray(z, dtype=float)
        up, out = z >= 0, np.empty_like(z)
        out[up] = 1 / (1 + np.exp(-z[up]))
        grown = np.exp(z[~up])
        out[~up] = grown / (1 + grown)
        return out
    tanh: (np.tanh(np.asarray(z, dtype=float) / 2) + 1) / 2
    loses digits: 1 - 1 / (np.exp(z) + 1)
    reciprocal: np.reciprocal(1 + np.exp(-1.0 * z))
    logaddexp: np.exp(-np.logaddexp(0, -z))

cost
    pairs:
        total = 0.0
        for a, y in zip(A[0], Y[0]):
            total -= y * np.log(a) + (1 - y) * np.log(1 - a)
        return total / A.shape[1]
    of logits:
        Z = np.log(A) - np.log1p(-A)
        return (np.logaddexp(0, Z) - Y * Z).sum() / A.shape[1]
    no terms: -np.log(np.abs(A + Y - 1)).mean()
    diagonal: -np.trace(Y.T @ np.log(A) + (1 - Y).T @ np.log(1 - A)) / A.shape[1]
    no axes: np.squeeze(-(Y @ np.log(A).T + np.log(1 - A) @ (1 - Y).T) / A.size)
    item: (-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size).item()
    clip: -np.log(np.clip(Y * A + (1 - Y) * (1 - A), 1e-15, 1)).mean()

forward forward_loops forward_over_features
    bias as a feature:
        grown = np.concatenate([X, np.ones((1, X.shape[1]))])
        return logistic(np.append(w, [[b]], axis=0).T @ grown)
    matrix inside: np.asarray(logistic(np.matrix(w).T * np.matrix(X) + b))
    lists:
        A = []
        for x in X.T:
            z = b
            for j in range(len(X)):
                z += w[j, 0] * x[j]
            A.append(1 / (1 + math.exp(-z)))
        return np.array([A])
    einsum: logistic(np.einsum("fk,fe->ke", w, X) + b)
    turned: logistic(X.T @ w + b).T
    sum: logistic((X * w).sum(axis=0, keepdims=True) + b)
    new axis: logistic(w[:, 0] @ X + b)[np.newaxis, :]

gradients gradients_one_loop
    ones below X:
        both = np.vstack([X, np.ones_like(A)]) @ (A - Y).T / A.shape[1]
        return both[:-1], both[-1].item()
    chain rule:
        dA = (1 - Y) / (1 - A) - Y / A
        dZ = dA * A * (1 - A)
        return X @ dZ.T / A.size, dZ.mean()
    one loop:
        m = X.shape[1]
        dw, db = np.zeros((X.shape[0], 1)), 0
        for i in range(m):
            dw = dw + X[:, [i]] * (A[0, i] - Y[0, i]) / m
            db = db + (A[0, i] - Y[0, i]) / m
        return dw, db
    named tuple:
        from collections import namedtuple
        return namedtuple("Slopes", "dw db")(X @ (A - Y).T / A.size, np.mean(A - Y))
    turned: ((A - Y) @ X.T).T / A.size, float(np.sum(A - Y)) / A.size
    rows: np.array([[np.mean(row * (A - Y)[0])] for row in X]), sum((A - Y)[0]) / A.size
    first entry: X @ (A - Y).T / A.size, (np.sum(A - Y, axis=1) / A.size)[0]
    keepdims: np.mean(X * (A - Y), axis=1, keepdims=True), (A - Y).mean()
    list of two: [np.einsum("je,ke->jk", X, A - Y) / A.size, np.squeeze(np.mean(A - Y))]

update
    in a copy:
        moved = np.zeros(w.shape)
        for j in range(len(w)):
            moved[j, 0] = w[j, 0] - alpha * dw[j, 0]
        return moved, b - alpha * db
    list of two: [w - alpha * dw, b - alpha * db]

flatten
    column_stack: np.column_stack([image.ravel() for image in images])
    stack: np.stack([image.flatten() for image in images], axis=-1)
    copy: np.vstack([image.reshape(1, -1) for image in images]).T.copy()
    moveaxis: np.moveaxis(images, 0, -1).reshape(-1, len(images))
    swapaxes: np.swapaxes(images.reshape(images.shape[0], -1), 0, 1)
    order F of one line: images.ravel().reshape((-1, len(images)), order="F")
    einsum: np.einsum("mhwc->hwcm", images).reshape(-1, len(images))

predict
    mask:
        found = np.zeros(A.shape)
        found[A > 0.5] = 1
        return found
    rint, 0.5 goes to the even 0: np.rint(A).astype(int)
    heaviside: np.heaviside(A - 0.5, 0)
    uint8: np.greater(A, 0.5).astype(np.uint8)
    ceil: np.ceil(A - 0.5)

confusion
    four counts:
        yes, right = A > 0.5, Y == 1
        return np.array([[np.sum(~right & ~yes), np.sum(~right & yes)],
                         [np.sum(right & ~yes), np.sum(right & yes)]])
    comprehension: np.array([[((Y == y) & ((A > 0.5) == a)).sum() for a in (0, 1)] for y in (0, 1)])
    bincount: np.bincount((2 * Y + (A > 0.5)).astype(int).ravel(), minlength=4).reshape(2, 2)
    one by one:
        counts = np.zeros((2, 2), dtype=int)
        for a, y in zip(A[0], Y[0]):
            counts[int(y), int(a > 0.5)] += 1
        return counts
    histogram2d: np.histogram2d(Y[0], A[0] > 0.5, bins=2, range=[[0, 1], [0, 1]])[0]
    add.at:
        counts = np.zeros((2, 2))
        np.add.at(counts, (Y.astype(int), (A > 0.5).astype(int)), 1)
        return counts
    product: np.vstack([1 - Y, Y]) @ np.vstack([A <= 0.5, A > 0.5]).T
    what is left:
        both, yes, labels = np.sum(Y * (A > 0.5)), np.sum(A > 0.5), np.sum(Y)
        return np.array([[A.size - yes - labels + both, yes - both], [labels - both, both]])

normalize_rows
    rows: np.array([row / np.linalg.norm(row) for row in x])
    turned: (x.T / np.linalg.norm(x, axis=1)).T

softmax
    stable:
        grown = np.exp(x - x.max(axis=1, keepdims=True))
        return grown / grown.sum(axis=1, keepdims=True)
    by row:
        def of(row):
            return np.exp(row - row.max()) / np.exp(row - row.max()).sum()
        return np.apply_along_axis(of, 1, x)
    overflows for 1000: (np.exp(x).T / np.exp(x).T.sum(axis=0)).T
    logaddexp: np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))

loss
    branch: -math.log(a) if y == 1 else -math.log(1 - a)
    powers: -math.log(a**y * (1 - a) ** (1 - y))
    no axes: np.array(-np.log(abs(a + y - 1)))

sum_of_squares
    at: x @ x
    Python's sum: sum(x**2)
    norm: np.linalg.norm(x) ** 2
    generator: sum(number * number for number in x)
    einsum: float(np.einsum("i,i", x, x))

count_above
    length: len(x[x > limit])
    Python's sum: sum(x > limit)
    list: len([number for number in x if number > limit])

column
    list of one: X[:, [i]]
    turned: X.T[i : i + 1].T
    rows: np.array([[row[i]] for row in X])
    product that chooses: X @ np.eye(X.shape[1])[:, i : i + 1]

accuracy
    one takes the other's shape: np.mean((A.reshape(Y.shape) > 0.5) == Y)
    round, 0.5 goes to the even 0: np.average(np.round(A.ravel()) == Y.ravel())
    distance: 1 - np.abs((A.ravel() > 0.5) - Y.ravel().astype(float)).mean()

mean_squared_gap
    one takes the other's shape: np.mean((p - y.reshape(p.shape)) ** 2)
    variance: np.var(p.ravel() - y.ravel()) + (p.mean() - y.mean()) ** 2
    diagonal: np.trace((p.reshape(-1, 1) - y.reshape(1, -1)) ** 2) / p.size

stable_sigmoid
    one by one:
        def one(v):
            return 1 / (1 + math.exp(-v)) if v >= 0 else 1 - 1 / (1 + math.exp(v))
        return np.array([one(v) for v in np.ravel(z)]).reshape(np.shape(z))
    clip, nothing is seen of it: 1 / (1 + np.exp(-np.clip(z, -20, 20)))
    minimum: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    logaddexp: np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))

stable_cost
    loop:
        total = 0.0
        for a, y in zip(A[0], Y[0]):
            total -= math.log(a) if y == 1 else math.log(1 - a)
        return total / A.shape[1]
    clip: -np.log(np.clip(np.where(Y == 1, A, 1 - A), 1e-8, 1)).mean()
    powers, 0 ** 0 is 1: -np.mean(np.log(A**Y * (1 - A) ** (1 - Y)))
    nansum, warns: -np.nansum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.size

two_loops
    pieces:
        n, m = np.shape(X)
        J, dw, db = 0.0, np.zeros((n, 1)), 0.0
        for i in range(m):
            z_i = b
            for j in range(n):
                z_i = z_i + w[j][0] * X[j][i]
            a_i = 1 / (1 + np.exp(-z_i))
            J += -np.log(a_i) if Y[0][i] == 1 else -np.log(1 - a_i)
            for j in range(n):
                dw[j, 0] += X[j][i] * (a_i - Y[0][i]) / m
            db += (a_i - Y[0][i]) / m
        return J / m, dw, db

one_loop
    rank 1 inside:
        n, m = X.shape
        J, dw, db = 0.0, np.zeros(n), 0.0
        for i in range(m):
            a_i = 1 / (1 + np.exp(-(w[:, 0] @ X[:, i] + b)))
            J += -np.log(a_i if Y[0, i] == 1 else 1 - a_i)
            dw += X[:, i] * (a_i - Y[0, i])
            db += a_i - Y[0, i]
        return J / m, (dw / m).reshape(-1, 1), db / m

zero_loops
    by np.dot:
        A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
        J = np.mean(-np.log(np.where(Y == 1, A, 1 - A)))
        return J, np.dot(X, (A - Y).T) / X.shape[1], np.mean(A - Y)
    by einsum:
        A = 1 / (1 + np.exp(-np.einsum("jk,ji->ki", w, X) - b))
        J = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum() / Y.size
        return J, ((A - Y) * X).mean(axis=1, keepdims=True), (A - Y).sum() / Y.size

zero_loops_rows
    turned first:
        X, Y = X_rows.T, Y_rows.T
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        J = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()
        return J, X @ (A - Y).T / Y.size, (A - Y).mean()
    sums down the rows:
        A = logistic(X_rows @ w + b)
        J = -np.log(np.where(Y_rows == 1, A, 1 - A)).sum() / len(X_rows)
        dw = (X_rows * (A - Y_rows)).mean(axis=0, keepdims=True).T
        return J, dw, (A - Y_rows).mean()
    weight for a column of ones:
        X = np.hstack([X_rows, np.ones((len(X_rows), 1))])
        A = logistic(X @ np.vstack([w, [[b]]]))
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        slopes = np.einsum("mn,mk->nk", X, A - Y_rows) / len(X)
        return J, slopes[:-1], slopes[-1, 0]
    dw lying, then turned:
        A = logistic(np.dot(X_rows, w) + b)
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        return J, (np.dot((A - Y_rows).T, X_rows) / len(X_rows)).T, np.mean(A - Y_rows)

cost_of
    where:
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        return -np.log(np.where(Y == 1, A, 1 - A)).mean()

spread
    columns: ((X.T - X.T.mean(axis=0)) / X.T.std(axis=0)).T

fit
    sums:
        w, b = np.zeros((len(X), 1)), 0.0
        for _ in range(iterations):
            dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - Y
            w = w - alpha * (dZ * X).mean(axis=1, keepdims=True)
            b = b - alpha * dZ.mean()
        return w, b

predict_one
    product: (1 / (1 + np.exp(-(w.T @ X[:, i:i+1] + b))))[0, 0]

sigmoid_into
    reciprocal:
        np.negative(z, out=out)
        np.exp(out, out=out)
        np.add(out, 1, out=out)
        return np.reciprocal(out, out=out)
    positional:
        np.exp(-z, out)
        np.add(out, 1, out)
        np.divide(1.0, out, out)
        return out
    slice:
        out[:] = 1 / (1 + np.exp(-z))
        return out
    operators:
        out[:] = z
        out *= -1
        np.exp(out, out=out)
        out += 1
        out **= -1
        return out
    tanh:
        np.multiply(z, 0.5, out=out)
        np.tanh(out, out=out)
        out += 1
        out *= 0.5
        return out
    loop:
        for i in range(z.shape[1]):
            out[0, i] = 1 / (1 + math.exp(-z[0, i]))
        return out
    nested: np.divide(1, np.add(1, np.exp(np.negative(z, out=out), out=out), out=out), out=out)
    row:
        row = out[0]
        np.negative(z[0], out=row)
        np.exp(row, out=row)
        row += 1
        np.divide(1, row, out=row)
        return out
    numerator:
        np.exp(z, out=out)
        out /= 1 + out
        return out
    other array:
        A = 1 / (1 + np.exp(-z))
        out[:] = A
        return A
    masks:
        up = z >= 0
        out[up] = 1 / (1 + np.exp(-z[up]))
        e = np.exp(z[~up])
        out[~up] = e / (1 + e)
        return out
    minus from zeros:
        out *= 0
        out -= z
        np.exp(out, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out

block_size
    twice: max(1, cache // n // itemsize)
    int: max(1, int(cache / (n * itemsize)))
    branch:
        if n * itemsize >= cache:
            return 1
        return cache // (n * itemsize)
    or: cache // (n * itemsize) or 1
    while:
        block = 1
        while (block + 1) * n * itemsize <= cache:
            block += 1
        return block
    maximum: np.maximum(1, cache // (n * itemsize))
    divmod: max(1, divmod(cache, n * itemsize)[0])
    clip: np.clip(cache // (n * itemsize), 1, None)
    range: len(range(n * itemsize, cache + 1, n * itemsize)) or 1
    named:
        bytes_per_example = n * itemsize
        examples = cache // bytes_per_example
        if examples < 1:
            examples = 1
        return examples

gradients_in_blocks
    lists:
        dws, dbs = [], []
        for start in range(0, X.shape[1], block):
            stop = min(start + block, X.shape[1])
            dZ = A[:, start:stop] - Y[:, start:stop]
            dws.append(X[:, start:stop] @ dZ.T)
            dbs.append(np.sum(dZ))
        return sum(dws) / X.shape[1], sum(dbs) / X.shape[1]
    shares:
        m = X.shape[1]
        dw, db = 0, 0
        for k in range(0, m, block):
            dZ = (A - Y)[:, k:k + block]
            share = dZ.shape[1] / m
            dw = dw + share * (X[:, k:k + block] @ dZ.T / dZ.shape[1])
            db = db + share * dZ.mean()
        return dw, db
    while:
        dw, db, at = np.zeros((X.shape[0], 1)), 0, 0
        while at < X.shape[1]:
            error = A[:, at:at + block] - Y[:, at:at + block]
            dw += (X[:, at:at + block] * error).sum(axis=1, keepdims=True)
            db += error.sum()
            at += block
        return dw / X.shape[1], db / X.shape[1]

examples_in_block
    branches:
        fits = memory // (24 * n)
        if fits > m // workers:
            fits = m // workers
        return fits if fits > 0 else 1
    or: min(memory // 3 // (8 * n), m // workers) or 1
    int: max(1, min(int(memory / (3 * 8 * n)), int(m / workers)))
"""

RIGHT = {}
for _name, _, _function in answers(ANSWERS):
    RIGHT.setdefault(_name, []).append(_function)
