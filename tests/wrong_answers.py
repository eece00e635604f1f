"""Wrong answers, as learners write them. The label is the mistake that the verdict has to name.

Where nothing true can be said of the cause, it is none.
"""

from tests.written import answers

ANSWERS = """
sigmoid
    computed_only:
        if z > 0:
            return 1 / (1 + np.exp(-z))
        np.exp(z) / (1 + np.exp(z))
    branch_without_return:
        if np.mean(z) > 0:
            return 1 / (1 + np.exp(-z))
    other_curve: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    cut:
        out = np.zeros_like(z)
        out[...] = logistic(z)
        return out
    none: 1 / (1 + math.exp(-z))
    printed: print(logistic(z))
    list: [logistic(z)]
    comma: (logistic(z),)
    rounded: np.round(logistic(z), 2)
    none: np.where(np.abs(z) > 3, 0.5, logistic(z))
    none:
        np.exp(-z, out=z)
        z += 1.0
        z **= -1.0
        return z

cost
    brackets: -np.mean(Y * np.log(A) + (1 - Y) * (1 - np.log(A)))
    all_pairs: -np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) / A.size
    not_a_number: -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size
    unsigned_labels: np.sum(-Y * np.log(A) - (1 - Y) * np.log(1 - A)) / A.size
    none: np.sum(np.dot(Y, np.log(A)) + np.dot(1 - Y, np.log(1 - A))) / A.size
    epsilon_too_large: -np.mean(Y * np.log(A - 0.1) + (1 - Y) * np.log(1 - (A - 0.1)))
    one_sign: (np.log(1 - A[Y == 0]).sum() - np.log(A[Y == 1]).sum()) / A.size
    other_price: np.mean(np.abs(np.where(A > 0.5, 1, 0) - Y))
    not_summed: -(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.size
    times: -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    too_many_axes: -1 / A.size * np.sum(Y * np.log(A)) + (1 - Y) * np.log(1 - A)
    not_summed: -sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.size
    none: float(-(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / Y.shape[1])

forward forward_loops forward_over_features
    unused: logistic(w.T @ np.ones((2, 7)) + b)
    not_once: logistic(logistic(w.T @ X + b))
    wrong_sign: logistic(np.dot(w.T, X) - b)
    rounded: (logistic(w.T @ X + b) > 0.5) * 1.0
    unused: logistic(w.T @ X)
    axis_lost: np.squeeze(logistic(w.T @ X + b))
    axes: logistic(w.T @ X + b)[np.newaxis]
    list: [logistic(w[:, 0] @ X[:, i] + b) for i in range(X.shape[1])]
    transposed: logistic(X.T @ w + b)
    one_number: w[0, 0] * X[0, 0] + b
    too_few_axes: w[0, 0] * X[0] + b

forward
    rows_layout: logistic(np.dot(X, w) + b)

gradients gradients_one_loop
    not_summed: X @ (A - Y).T / A.size, (A - Y) / A.size
    summed: np.sum(X @ (A - Y).T / A.size), np.mean(A - Y)
    dictionary: {"dw": X @ (A - Y).T / A.size, "db": np.mean(A - Y)}
    list_for_a_number: X @ (A - Y).T / A.size, [(a - y) / len(A) for a, y in zip(A, Y)]
    not_summed: X @ (A - Y).T / A.size, sum(A - Y) * (1 / A.size)
    sign: X @ (Y - A * 1.0).T / A.size, np.mean(Y - A * 1.0)
    times: X @ (A - Y).T / A.size, np.sum(A - Y)
    times: X @ (A - Y).T, np.sum(A - Y)
    zeros: X @ (A - Y).T / A.size, 0
    transposed: (A - Y) @ X.T / A.size, np.mean(A - Y)
    column_rank_1:
        dw = np.zeros((X.shape[0], 1))
        for i in range(X.shape[1]):
            dw += (A[0, i] - Y[0, i]) * X[:, i]
        return dw / X.shape[1], np.mean(A - Y)
    in_other_order: np.mean(A - Y), X @ (A - Y).T / A.size
    half: X @ (A - Y).T / A.size
    half: np.mean(A - Y)
    generator: (slope for slope in (X, A, Y))
    too_many: X @ (A - Y).T / A.size, np.mean(A - Y), A

gradients
    not_a_number: X @ (A - Y).T / A.size, np.mean(A - Y, axis=1, keepdims=True)
    only_multiplied: np.outer(X, A - Y) / A.size, np.mean(A - Y)

update
    dictionary: {"w": w - alpha * dw, "b": b - alpha * db}
    uphill: [w + alpha * dw, b + alpha * db]
    unused: dw * alpha, db * alpha
    unused: w - alpha * dw, b - alpha * dw
    in_place:
        w[:] = w - alpha * dw
        return w, b - alpha * db
    in_place: np.subtract(w, alpha * dw, out=w), b - alpha * db

flatten
    scrambled: images.reshape(np.prod(images.shape[1:]), images.shape[0])
    transposed: np.vstack([image.ravel() for image in images])
    over: images.reshape(len(images), -1).T / 255.0
    none: images.reshape(64 * 64 * 3, 209)
    scrambled:
        m = images.shape[0]
        return images.reshape(-1, m).T
    scrambled: images.transpose(1, 2, 3, 0).reshape(len(images), -1).T
    axes: np.vstack([image.reshape(-1, 1) for image in images])
    axes_not_joined: np.array([image.reshape(-1, 1) for image in images])
    other_axis: np.reshape(images, (images.shape[-1], -1)).T
    one_picture:
        X = np.zeros((images[0].size, len(images)))
        for i in range(len(images)):
            X[:, i] = images[0].ravel()
        return X
    one_picture:
        for image in images:
            X = image.reshape(-1, 1)
        return X
    moved: np.stack([images[-i].ravel() for i in range(len(images))], axis=1)
    moved: images.transpose(0, 2, 1, 3).reshape(len(images), -1).T

predict
    zeros:
        found = np.zeros(A.shape)
        for i in range(A.shape[1]):
            p = A[0, i] > 0.5
        return found
    axis_lost: (A[0] > 0.5).astype(int)
    none: np.ones(A.shape) if (A > 0.5).all() else np.zeros(A.shape)
    above_0: (logistic(A) > 0.5).astype(int)
    at_least: np.floor(0.5 + A).astype(int)
    too_many: np.where(A > 0.5)
    one_yes_or_no: A[0, -1] > 0.99

confusion
    exchanged: np.array([[((Y == y) & ((A > 0.5) == a)).sum() for y in (0, 1)] for a in (0, 1)])
    shares: np.array([[((Y == y) & ((A > 0.5) == a)).mean() for a in (0, 1)] for y in (0, 1)])
    list: [[((Y == y) & ((A > 0.5) == a)).sum() for a in (0, 1)] for y in (0, 1)]
    not_both: np.array([[np.sum(Y == 0), np.sum(A <= 0.5)], [np.sum(Y == 1), np.sum(A > 0.5)]])
    not_both: np.array([[((Y == y) == ((A > 0.5) == a)).sum() for a in (0, 1)] for y in (0, 1)])
    threshold: np.array([[((Y == y) & (A == a)).sum() for a in (0, 1)] for y in (0, 1)])
    threshold: np.array([[np.sum((Y == y) & ((A == 1) == a)) for a in (0, 1)] for y in (0, 1)])
    threshold:
        no, yes = np.sum((1 - A) * Y), np.sum(A * Y)
        return np.array([[np.sum((1 - A) * (1 - Y)), np.sum(A * (1 - Y))], [no, yes]])
    one_number: np.sum((A > 0.5) == Y)
    four_in_another_shape: np.bincount((2 * Y + (A > 0.5)).ravel().astype(int), minlength=4)
    ones_first:
        tp, fp = np.sum(Y * (A > 0.5)), np.sum((1 - Y) * (A > 0.5))
        fn, tn = np.sum(Y * (A <= 0.5)), np.sum((1 - Y) * (A <= 0.5))
        return np.array([[tp, fp], [fn, tn]])
    some_places:
        tp, fp = np.sum(Y * (A > 0.5)), np.sum((1 - Y) * (A > 0.5))
        return np.array([[np.sum((1 - Y) * (A <= 0.5)), fp], [fp, tp]])
    first_only:
        C = np.zeros((2, 2))
        for i in range(len(Y)):
            C[int(Y[0, i]), int(A[0, i] > 0.5)] += 1
        return C
    true_as_place:
        C = np.zeros((2, 2))
        for a, y in zip(A[0], Y[0].astype(int)):
            C[y, a > 0.5] += 1
        return C
    whole_numbers_turned:
        yes = 1 * (A > 0.5)
        no = [np.sum(~Y & ~yes), np.sum(~Y & yes)]
        return np.array([no, [np.sum(Y & ~yes), np.sum(Y & yes)]])
    and_before_equal:
        yes = A > 0.5
        return np.array([[np.sum((Y == y) & yes == a) for a in (0, 1)] for y in (0, 1)])
    pieces:
        yes, label = A > 0.5, Y == 1
        no = [np.sum(~label & ~yes), np.sum(~label & yes)]
        return no, [np.sum(label & ~yes), np.sum(label & yes)]
    once:
        C = np.zeros((2, 2))
        C[Y.astype(int), (A > 0.5).astype(int)] += 1
        return C

normalize_rows
    none: x / np.linalg.det(x)

softmax
    nan:
        e = np.exp(x - x.min(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
    columns: np.exp(x) / sum(np.exp(x))
    none: np.exp(x) / (np.exp(x).sum(axis=1, keepdims=True) + 1e-3)

loss
    sign: y * np.log(a) + (1 - y) * np.log(1 - a)
    unused: -np.log(a)
    other_price: -np.log10(a if y else 1 - a)
    over: -(y * np.log(a) + (1 - y) * np.log(1 - a)) / 2
    times_and_sign: 3 * (y * np.log(a) + (1 - y) * np.log(1 - a))
    one_sign: -math.log(a) if y == 1 else math.log(1 - a)
    branch_without_return: -math.log(a) if y == 1 else -math.log(1 - a) if a > 0.5 else None

sum_of_squares
    not_summed: x**2
    none: np.sum(x ^ 2)
    printed: print(np.sum(x**2))

count_above
    not_summed: x > limit
    one_yes_or_no: np.sum(x) > limit
    comparison: len([v for v in x if v < limit])

column
    transposed: X[:, i].reshape(1, -1)
    neighbour: np.take(X, [i - 1], axis=1)

accuracy
    all_pairs: np.mean(np.round(A) == Y)
    threshold: np.mean((logistic(A.ravel()) > 0.5) == Y.ravel())
    not_all_that_fit: np.sum((A.ravel() > 0.5) * Y.ravel()) / Y.size

mean_squared_gap
    square_and_mean: (p.mean() - y.mean()) ** 2

stable_sigmoid
    nan: np.where(z <= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    sign_in_exp: np.where(z < 0, 1 / (1 + np.exp(z)), np.exp(-z) / (1 + np.exp(-z)))
    nan:
        if np.any(z < 0):
            return np.exp(z) / (1 + np.exp(z))
        return 1 / (1 + np.exp(-z))
    none: 1 / (1 + np.exp(-np.clip(z, -16, 16)))
    none: 0.5 + np.abs(1 / (1 + np.exp(-z)) - 0.5)
    overflows: 1 / (1 + np.exp(-z))
    none: 1 / (1 + math.exp(-z))

stable_cost
    none: -np.nan_to_num(np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))) / Y.size
    epsilon_too_large: -np.log(np.where(Y == 1, A, 1 - A) + 1e-5).mean()

zero_loops_rows
    columns_layout:
        A = logistic(w.T @ X_rows + b)
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        return J, X_rows @ (A - Y_rows).T / len(X_rows), np.mean(A - Y_rows)
    transposed:
        A = logistic(X_rows @ w + b)
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        return J, (A - Y_rows).T @ X_rows / len(X_rows), np.mean(A - Y_rows)
    axis_lost:
        A = logistic(X_rows @ w + b)
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        return J, (X_rows * (A - Y_rows)).mean(axis=0), np.mean(A - Y_rows)
    columns_layout:
        m = X_rows.shape[0]
        A = logistic(w.T @ X_rows + b)
        J = -np.sum(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A)) / m
        return J, X_rows @ (A - Y_rows).T / m, np.sum(A - Y_rows) / m
    not_over_examples:
        A = logistic(X_rows @ w + b)
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        return J, (X_rows * (A - Y_rows)).mean(axis=1), np.mean(A - Y_rows)
    all_pairs:
        A = logistic(X_rows @ w[:, 0] + b)
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        return J, X_rows.T @ (A - Y_rows) / len(X_rows), np.mean(A - Y_rows)
    db_in_dw:
        X = np.hstack([X_rows, np.ones((len(X_rows), 1))])
        A = logistic(X @ np.vstack([w, [[b]]]))
        J = -np.mean(Y_rows * np.log(A) + (1 - Y_rows) * np.log(1 - A))
        slopes = X.T @ (A - Y_rows) / len(X)
        return J, slopes, slopes[-1]

cost_of
    none:
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        return -(Y.T * np.log(A) + (1 - Y.T) * np.log(1 - A)).mean()

spread
    none: (X - X.mean(axis=0)) / X.std(axis=0)

predict_one
    none: 1 / (1 + np.exp(-((w * X[:, i]).sum() + b)))

sigmoid_into
    not_filled:
        out = 1 / (1 + np.exp(-z))
        return out
    not_filled:
        np.exp(-z, out=out)
        out += 1
        return 1 / out
    not_filled:
        out = -z
        np.exp(out, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out
    not_returned:
        out[:] = 1 / (1 + np.exp(-z))
    no_return:
        out[:] = z
    step_missing:
        np.negative(z, out=out)
        np.exp(out)
        np.add(out, 1)
        np.divide(1, out)
        return out
    z_changed:
        z *= -1
        np.exp(z, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out
    z_changed:
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        np.divide(1, z, out=z)
        return z
    z_changed:
        out = z
        np.negative(out, out=out)
        np.exp(out, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out
    sign_in_exp:
        np.exp(z, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out
    step_missing:
        np.exp(-z, out=out)
        out += 1
        np.divide(out, 1, out=out)
        return out
    step_missing:
        out[:] = 1 / 1 + np.exp(-z)
        return out
    unused:
        np.negative(out, out=out)
        np.exp(out, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out
    none:
        out[:] = logistic(z)
        return z
    axis_lost:
        out[0] = logistic(z)[0]
        return out[0]
    none:
        out -= z
        np.exp(out, out=out)
        out += 1
        np.divide(1, out, out=out)
        return out
    computed_only:
        np.negative(z, out=out)
        np.exp(out, out=out)
        out + 1
        np.divide(1, out, out=out)
        return out
    in_place:
        np.copyto(z, out)
        return logistic(z)
    none:
        np.negative(z, out=out)
        np.exp(out, out=out)
        np.add(1, out=out)
        np.divide(1, out=out)
        return out
    reshaped:
        out.shape = (z.size, 1)
        out[:] = logistic(z).T
        return out.T

block_size
    numbers_for_bytes: max(1, cache // n)
    numbers_for_examples: max(1, cache // itemsize)
    no_example: max(1, cache) // (n * itemsize)
    decimals: cache / (n * itemsize)
    rounded_up: max(1, math.ceil(cache / (n * itemsize)))
    rounded_up:
        block = 1
        while block * n * itemsize < cache:
            block += 1
        return block
    none:
        block = 1
        while (block + 1) * n * itemsize < cache:
            block += 1
        return block
    float: np.floor(cache / (n * itemsize))
    float: np.float64(max(1, cache // (n * itemsize)))
    none: max(1, cache // (m * itemsize))
    bits: max(1, cache // (n * itemsize * 8))
    order: max(1, cache // n * itemsize)
    none: min(1, cache // (n * itemsize))
    unused: max(1, cache // (n * 8))
    branch_without_return:
        if n * itemsize <= cache:
            return cache // (n * itemsize)
    not_a_number: np.array([max(1, cache // (n * itemsize))])
    none:
        block = cache // (n * itemsize)
        if block == 0:
            return n
        return block
    none: max(1, n * itemsize // cache)

gradients_in_blocks
    labels_cut_in_rows:
        m = X.shape[1]
        dw, db = 0, 0
        for at in range(0, m, block):
            d = A[at:at + block] - Y[at:at + block]
            dw += X[:, at:at + block] @ d.T
            db += d.sum()
        return dw / m, db / m
    none:
        n, m = X.shape
        dw, db = np.zeros((n, 1)), 0
        for at in range(0, n, block):
            dZ = A[at:at + block] - Y[at:at + block]
            dw += X[at:at + block] @ dZ.T
            db += dZ.sum()
        return dw / m, db / m
    mean_of_means:
        dws, dbs = [], []
        for at in range(0, X.shape[1], block):
            dZ = A[:, at:at + block] - Y[:, at:at + block]
            dws.append(X[:, at:at + block] @ dZ.T / dZ.shape[1])
            dbs.append(dZ.mean())
        return np.mean(dws, axis=0), np.mean(dbs)
    last_block_lost:
        m = X.shape[1]
        dw, db = np.zeros((len(X), 1)), 0
        for k in range(m // block):
            dZ = (A - Y)[:, k * block:(k + 1) * block]
            dw += X[:, k * block:(k + 1) * block] @ dZ.T
            db += dZ.sum()
        return dw / m, db / m
    none:
        dw, db = np.zeros((len(X), 1)), 0
        for at in range(0, X.shape[1], block):
            dZ = A[:, at:at + block] - Y[:, at:at + block]
            dw += X[:, at:at + block] @ dZ.T
            db += dZ.sum()
            return dw / X.shape[1], db / X.shape[1]
    axis_lost:
        dw, db = 0, 0
        for at in range(0, X.shape[1], block):
            dZ = A[:, at:at + block] - Y[:, at:at + block]
            dw = dw + (X[:, at:at + block] * dZ).sum(axis=1)
            db += dZ.sum()
        return dw / X.shape[1], db / X.shape[1]

examples_in_block
    none: max(1, min(round(memory / (24 * n)), m // workers))
    none: max(1, min(memory // (24 * n), -(-m // workers)))
    no_share: max(1, memory // (24 * n))
    no_memory: max(1, m // workers)
    one_block_only: max(1, min(memory // (8 * n), m // workers))
    no_example: min(memory // (24 * n), m // workers)
    no_bytes: max(1, min(memory // n, m // workers))
    no_bytes: max(1, min(memory // 3 // n, m // workers))
    memory_of_all: max(1, min(memory * workers // (24 * n), m // workers))
"""

WRONG = {}
for _name, _mistake, _function in answers(ANSWERS):
    WRONG.setdefault(_name, []).append((_function, None if _mistake == "none" else _mistake))
