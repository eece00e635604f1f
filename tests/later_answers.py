"""Right and wrong answers to the exercises of 07 and 08, as right_answers and wrong_answers."""

import math

import numpy as np

# Right answers, as learners write them. The comment says what is unusual.


def _accuracy_in_a_loop(A, Y):
    fit = 0
    for a, y in zip(A.ravel(), Y.ravel(), strict=True):
        fit += (a > 0.5) == y
    return fit / A.size


def _accuracy_counted(A, Y):
    up, one = np.ravel(A) > 0.5, np.ravel(Y) > 0
    return (np.sum(up & one) + np.sum(~up & ~one)) / len(up)


def _gap_in_a_loop(p, y):
    total = 0
    for i in range(p.size):
        total += (p.flat[i] - y.flat[i]) ** 2
    return total / p.size


def _gap_with_itself(p, y):
    d = np.subtract(p.reshape(-1), y.reshape(-1))
    return d @ d / len(d)


def _sigmoid_by_masks(z):
    z = np.asarray(z, dtype=float)
    up, out = z >= 0, np.empty(z.shape)
    out[up] = 1 / (1 + np.exp(-z[up]))
    grown = np.exp(z[~up])
    out[~up] = grown / (1 + grown)
    return out


def _sigmoid_one_by_one(z):
    def one(v):
        return 1 / (1 + math.exp(-v)) if v >= 0 else 1 - 1 / (1 + math.exp(v))

    return np.array([one(v) for v in np.ravel(z)]).reshape(np.shape(z))


def _sigmoid_quietly(z):  # the plain form, its warning switched off
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def cost_in_a_loop(A, Y):
    total = 0.0
    for a, y in zip(A[0], Y[0], strict=True):
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / A.shape[1]


def _cost_with(a, both):
    return -np.mean(both * np.log(a) + (1 - both) * np.log(1 - a))


def _cost_where_needed(A, Y):  # the log is taken only where it counts
    logs = np.log(A, out=np.zeros_like(A), where=Y == 1)
    return -np.log(1 - A, out=logs, where=Y == 0).mean()


RIGHT = {
    "column": [
        lambda X, i: X[:, i : i + 1],
        lambda X, i: X[:, [i]],
        lambda X, i: X[:, i][:, np.newaxis],
        lambda X, i: X[:, i].reshape(-1, 1),
        lambda X, i: X[:, i].reshape(X.shape[0], 1),
        lambda X, i: X.T[i : i + 1].T,
        lambda X, i: X[:, i, None],
        lambda X, i: X[..., i, None],
        lambda X, i: np.expand_dims(X[:, i], axis=1),
        lambda X, i: np.take(X, [i], axis=1),
        lambda X, i: np.array([[row[i]] for row in X]),
        lambda X, i: np.c_[X[:, i]],
        lambda X, i: np.atleast_2d(X[:, i]).T,
        lambda X, i: np.vstack(X[:, i]),
        lambda X, i: np.split(X, X.shape[1], axis=1)[i],
        lambda X, i: X @ np.eye(X.shape[1])[:, i : i + 1],  # a product that chooses
        lambda X, i: np.delete(X, [k for k in range(X.shape[1]) if k != i], axis=1),
        lambda X, i: X[:, slice(i, i + 1)].copy(),
        lambda X, i: X[:, np.arange(X.shape[1]) == i],
    ],
    "accuracy": [
        _accuracy_in_a_loop,
        _accuracy_counted,
        lambda A, Y: np.mean((A.flatten() > 0.5) == Y.flatten()),
        lambda A, Y: ((A.reshape(1, -1) > 0.5) == Y.reshape(1, -1)).mean(),
        lambda A, Y: np.mean((A.reshape(Y.shape) > 0.5) == Y),  # one takes the other's shape
        lambda A, Y: np.mean((np.squeeze(A) > 0.5) == np.squeeze(Y)),
        lambda A, Y: np.count_nonzero((A.ravel() > 0.5) == Y.ravel()) / Y.size,
        lambda A, Y: float(np.sum((A.ravel() > 0.5) == Y.ravel()) / max(A.shape)),
        lambda A, Y: np.average(np.round(A.ravel()) == Y.ravel()),  # 0.5 goes to the even 0
        lambda A, Y: np.where(A.ravel() > 0.5, Y.ravel(), 1 - Y.ravel()).mean(),
        lambda A, Y: 1 - np.abs((A.ravel() > 0.5) - Y.ravel().astype(float)).mean(),
        lambda A, Y: 1 - np.logical_xor(A.ravel() > 0.5, Y.ravel()).mean(),
        lambda A, Y: sum((A.ravel() > 0.5) == Y.ravel()) / A.size,
        lambda A, Y: np.array(np.mean(np.greater(A.reshape(-1, 1), 0.5) == Y.reshape(-1, 1))),
    ],
    "mean_squared_gap": [
        _gap_in_a_loop,
        _gap_with_itself,
        lambda p, y: np.mean((p.flatten() - y.flatten()) ** 2),
        lambda p, y: ((p.reshape(-1, 1) - y.reshape(-1, 1)) ** 2).mean(),
        lambda p, y: np.mean((p - y.reshape(p.shape)) ** 2),
        lambda p, y: np.sum(np.square(y.ravel() - p.ravel())) / p.size,
        lambda p, y: np.linalg.norm(p.ravel() - y.ravel()) ** 2 / p.size,
        lambda p, y: np.var(p.ravel() - y.ravel()) + (p.mean() - y.mean()) ** 2,
        lambda p, y: np.mean(p * p) - 2 * np.mean(p.ravel() * y.ravel()) + np.mean(y * y),
        lambda p, y: np.average(np.abs(np.squeeze(p) - np.squeeze(y)) ** 2),
        lambda p, y: np.vdot(p.ravel() - y.ravel(), p.ravel() - y.ravel()) / y.size,
        lambda p, y: np.trace((p.reshape(-1, 1) - y.reshape(1, -1)) ** 2) / p.size,  # a diagonal
    ],
    "stable_sigmoid": [
        _sigmoid_by_masks,
        _sigmoid_one_by_one,
        _sigmoid_quietly,
        lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))),  # without np.where
        lambda z: 0.5 * (1 + np.tanh(0.5 * np.asarray(z))),
        lambda z: np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float))),
        lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500))),
        lambda z: 1 / (1 + np.exp(np.minimum(-np.asarray(z), 700))),
        lambda z: np.exp(z / 2) / (np.exp(z / 2) + np.exp(-z / 2)),
        lambda z: np.where(z < 0, 1 - 1 / (1 + np.exp(-np.abs(z))), 1 / (1 + np.exp(-np.abs(z)))),
        lambda z: 0.5 + np.sign(z) * (1 / (1 + np.exp(-np.abs(z))) - 0.5),
        lambda z: np.vectorize(lambda v: _sigmoid_one_by_one(v).item(), otypes=[float])(z),
        lambda z: np.exp(-np.abs(z)) ** (np.asarray(z) < 0) / (1 + np.exp(-np.abs(z))),
    ],
    "stable_cost": [
        cost_in_a_loop,
        _cost_where_needed,
        lambda A, Y: -np.log(np.where(Y, A, 1 - A)).mean(),
        lambda A, Y: -np.log(np.where(Y == 0, 1 - A, A)).sum() / A.shape[1],
        lambda A, Y: -np.mean(np.log(Y * A + (1 - Y) * (1 - A))),
        lambda A, Y: -np.mean(np.log(1 - np.abs(A - Y))),
        lambda A, Y: -np.mean(np.log(np.abs(A + Y - 1))),
        lambda A, Y: -np.log1p(-np.abs(Y - A)).mean(),
        lambda A, Y: -np.mean(np.log(A**Y * (1 - A) ** (1 - Y))),  # 0 ** 0 is 1
        lambda A, Y: -np.log(np.prod(np.where(Y == 1, A, 1 - A))) / Y.size,
        lambda A, Y: -(np.log(A[Y == 1]).sum() + np.log(1 - A[Y == 0]).sum()) / A.size,
        lambda A, Y: -np.log(np.append(A[Y == 1], 1 - A[Y == 0])).mean(),
        lambda A, Y: _cost_with(np.clip(A, 1e-15, 1 - 1e-15), Y),
        lambda A, Y: _cost_with(np.clip(A, 1e-12, 1 - 1e-12), Y),
        lambda A, Y: -np.mean(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8)),
        lambda A, Y: -np.mean(Y * np.log(A + 1e-300) + (1 - Y) * np.log(1 - A + 1e-300)),
        lambda A, Y: (
            -np.mean(Y * np.log(np.maximum(A, 1e-9)) + (1 - Y) * np.log(np.maximum(1 - A, 1e-9)))
        ),
        lambda A, Y: -np.nansum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / A.size,  # warns
        lambda A, Y: (
            -np.mean(np.nan_to_num(Y * np.log(A)) + np.nan_to_num((1 - Y) * np.log(1 - A)))
        ),  # warns
        lambda A, Y: -np.where(Y == 1, np.log(A), np.log(1 - A)).mean(),  # warns
    ],
}


# Wrong answers, as learners write them, and what each is called


def _column_into_a_row(X, i):
    return np.array([X[j, i] for j in range(X.shape[0])]).reshape(1, X.shape[0])


def _accuracy_of_a_written_row(A, Y):
    flat = A.reshape(-1)  # a view: the caller's A
    flat[flat > 0.5], flat[flat <= 0.5] = 1, 0
    return np.mean(flat == Y.reshape(-1))


def _gap_written(p, y):
    flat = p.reshape(-1)  # a view: the caller's p
    flat -= y.reshape(-1)
    return np.mean(flat * flat)


def _sigmoid_if(z):
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


def _sigmoid_into_whole_numbers(z):
    z = np.asarray(z)
    out = np.empty_like(z)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


def _sigmoid_of_arrays_only(z):
    out = np.zeros(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


def terms(A, Y):
    return Y * np.log(A) + (1 - Y) * np.log(1 - A)


WRONG = {
    "column": [
        (lambda X, i: X[:, i], "rank_1"),
        (lambda X, i: X.T[i], "rank_1"),
        (lambda X, i: np.squeeze(X[:, i : i + 1], axis=1), "rank_1"),
        (lambda X, i: X[:, i].T, "rank_1"),
        (lambda X, i: np.ravel(X[:, [i]]), "rank_1"),
        (lambda X, i: X[i], "feature"),
        (lambda X, i: X[:][i], "feature"),
        (lambda X, i: X[i, :], "feature"),
        (lambda X, i: X[i : i + 1], "feature"),
        (lambda X, i: X[[i]], "feature"),
        (lambda X, i: X.T[:, i : i + 1], "feature_column"),
        (lambda X, i: X[:, i : i + 1].T, "transposed"),
        (lambda X, i: X[:, i].reshape(1, -1), "transposed"),
        (_column_into_a_row, "transposed"),
        (lambda X, i: X[:, i][np.newaxis, :], "transposed"),
        (lambda X, i: X[:, i - 1 : i], "column_before"),
        (lambda X, i: np.take(X, [i - 1], axis=1), "column_before"),
        (lambda X, i: X[:, i + 1 : i + 2], "column_after"),
        (lambda X, i: X[:, : i + 1], "up_to_i"),
        (lambda X, i: X[:, 0:i], "up_to_i"),
        (lambda X, i: X[:, i:i], "end_of_slice"),
        (lambda X, i: X[:, i:], "from_i_on"),
        (lambda X, i: X[:, 1:2], "unused"),
        (lambda X, i: [[row[i]] for row in X], "list"),
        (lambda X, i: X[0][i], "one_entry"),
    ],
    "accuracy": [
        (lambda A, Y: np.mean((A > 0.5) == Y), "all_pairs"),
        (lambda A, Y: ((A > 0.5).astype(int) == Y).sum() / Y.size, "all_pairs"),
        (lambda A, Y: np.mean(np.round(A) == Y), "all_pairs"),
        (lambda A, Y: np.mean((A.flatten() > 0.5) == Y.reshape(-1, 1)), "all_pairs"),
        (lambda A, Y: np.mean((A > 0.5) == Y.T), "transposed"),
        (lambda A, Y: np.mean((A.ravel() > 0.5) != Y.ravel()), "error_rate"),
        (lambda A, Y: np.mean((A > 0.5) != Y), "error_rate"),
        (lambda A, Y: np.sum((A.ravel() > 0.5) == Y.ravel()), "counted"),
        (lambda A, Y: 100 * np.mean((A.ravel() > 0.5) == Y.ravel()), "percent"),
        (lambda A, Y: np.mean((A.ravel() >= 0.5) == Y.ravel()), "at_least"),
        (lambda A, Y: np.mean(A.ravel() == Y.ravel()), "no_threshold"),
        (lambda A, Y: np.mean((1 / (1 + np.exp(-A.ravel())) > 0.5) == Y.ravel()), "one_answer"),
        (lambda A, Y: np.mean(A.ravel().astype(int) == Y.ravel()), "one_answer"),
        (lambda A, Y: np.sum((A.ravel() > 0.5) * Y.ravel()) / Y.size, "only_positives"),
        (lambda A, Y: np.mean(A.ravel()[Y.ravel() == 1] > 0.5), "only_positives"),
        (lambda A, Y: np.sum((A.ravel() > 0.5) == Y.ravel()) / len(A), "divided_by_one_axis"),
        (lambda A, Y: np.sum((A.ravel() > 0.5) == Y.ravel()) / A.shape[1], "divided_by_one_axis"),
        (lambda A, Y: (A.ravel() > 0.5) == Y.ravel(), "not_averaged"),
        (lambda A, Y: ((A.ravel() > 0.5) == Y.ravel()).all(), "all"),
        (
            lambda A, Y: (np.dot(Y, (A > 0.5).T) + np.dot(1 - Y, 1 - (A > 0.5).T)) / Y.size,
            "products",
        ),
        (lambda A, Y: (A.ravel() > 0.5 == Y.ravel()).mean(), "truth_of_array"),
        (lambda A, Y: 1 - np.abs((A.ravel() > 0.5) - Y.ravel()).mean(), "unsigned"),
        (lambda A, Y: np.mean(A > 0.5), "unused"),
        (_accuracy_of_a_written_row, "in_place"),
    ],
    "mean_squared_gap": [
        (lambda p, y: np.mean((p - y) ** 2), "all_pairs"),
        (lambda p, y: np.square(y - p).mean(), "all_pairs"),
        (lambda p, y: np.sum((p - y) ** 2) / y.size, "all_pairs"),
        (lambda p, y: np.mean((p.flatten() - y.reshape(-1, 1)) ** 2), "all_pairs"),
        (lambda p, y: np.mean((p - y.T) ** 2), "transposed"),
        (lambda p, y: np.abs(p.ravel() - y.ravel()).mean(), "absolute"),
        (lambda p, y: np.sum((p.ravel() - y.ravel()) ** 2), "not_divided"),
        (lambda p, y: np.sqrt(np.mean((p.ravel() - y.ravel()) ** 2)), "root"),
        (lambda p, y: np.linalg.norm(p.ravel() - y.ravel()), "root"),
        (lambda p, y: np.sum((p.ravel() - y.ravel()) ** 2) / (2 * p.size), "half"),
        (lambda p, y: (p.mean() - y.mean()) ** 2, "square_of_mean"),
        (lambda p, y: np.mean(p.ravel() - y.ravel()), "not_squared"),
        (lambda p, y: np.mean(y.ravel() - p.ravel()), "not_squared"),
        (lambda p, y: (p.ravel() - y.ravel()) ** 2, "not_averaged"),
        (lambda p, y: np.sum((p.ravel() - y.ravel()) ** 2) / len(y), "divided_by_len"),
        (_gap_written, "in_place"),
    ],
    "stable_sigmoid": [
        (lambda z: np.exp(z) / (np.exp(z) + 1), "inf_over_inf"),
        (
            lambda z: np.where(z <= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))),
            "inf_over_inf",
        ),
        (
            lambda z: np.where(
                z >= 0, np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))), 1 / (1 + np.exp(-np.abs(z)))
            ),
            "reversed",
        ),
        (lambda z: 1 / (1 + np.exp(-np.abs(z))), "sign_lost"),
        (lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))), "sign_lost"),
        (
            lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(-z) / (1 + np.exp(-z))),
            "abs_missing",
        ),
        (
            lambda z: np.where(
                z >= 0, 1 / (1 + np.exp(np.abs(z))), np.exp(np.abs(z)) / (1 + np.exp(np.abs(z)))
            ),
            "minus_missing",
        ),
        (lambda z: 1 / (1 + np.exp(-np.clip(z, -10, 10))), "clipped"),
        (lambda z: np.nan_to_num(np.exp(z) / (1 + np.exp(z))), "nan_made_0"),
        (np.vectorize(lambda z: 1 / (1 + math.exp(-z)), otypes=[float]), "math_overflows"),
        (lambda z: 1 / (1 + math.exp(-z)), "math_exp"),
        (_sigmoid_if, "if_on_array"),
        (_sigmoid_into_whole_numbers, "whole_numbers"),
        (_sigmoid_of_arrays_only, "needs_an_array"),
        (lambda z: np.atleast_1d(1 / (1 + np.exp(-z))), "boxed"),
        (lambda z: 1 / (1 + math.e**-z), "math_overflows"),
    ],
    "stable_cost": [
        (lambda A, Y: -np.mean(terms(A, Y)), "zero_times_infinity"),
        (lambda A, Y: -np.sum(terms(A, Y)) / Y.shape[1], "zero_times_infinity"),
        (
            lambda A, Y: -np.sum(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / Y.size,
            "zero_times_infinity",
        ),
        (lambda A, Y: np.nan_to_num(-np.mean(terms(A, Y))), "nan_hidden"),
        (lambda A, Y: -np.nan_to_num(np.sum(terms(A, Y))) / Y.size, "nan_hidden"),
        (lambda A, Y: -np.nanmean(terms(A, Y)), "perfect_left_out"),
        (
            lambda A, Y: -np.mean(Y * np.log(A + 1e-5) + (1 - Y) * np.log(1 - A + 1e-5)),
            "epsilon_too_large",
        ),
        (lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A) + 1e-5).mean(), "epsilon_too_large"),
        (lambda A, Y: -np.mean(terms(np.clip(A, 1e-5, 1 - 1e-5), Y)), "epsilon_too_large"),
        (
            lambda A, Y: (
                -np.mean(
                    Y * np.log(np.clip(A, 1e-5, 1 - 1e-5) + 1e-5)
                    + (1 - Y) * np.log(1 - np.clip(A, 1e-5, 1 - 1e-5) + 1e-5)
                )
            ),
            "clipped_and_added",
        ),
        (lambda A, Y: -np.mean(terms(np.clip(A, 1e-20, 1 - 1e-20), Y)), "one_log_unsafe"),
        (lambda A, Y: -np.mean(Y * np.log(A + 1e-9) + (1 - Y) * np.log(1 - A)), "one_log_unsafe"),
        (lambda A, Y: -np.where(Y == 1, np.log(A), 1 - np.log(A)).mean(), "one_minus_log"),
        (lambda A, Y: -np.log(np.where(Y == 0, A, 1 - A)).mean(), "labels_exchanged"),
        (lambda A, Y: np.log(np.where(Y == 1, A, 1 - A)).mean(), "sign"),
        (lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A)).sum(), "not_divided"),
        (lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A)), "not_summed"),
        (lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A)).mean(axis=1), "not_a_number"),
        (lambda A, Y: -np.log(np.where(Y == 1, A, 1 - A)).mean() / 2, "over_2"),
        (lambda A, Y: -np.log(A if Y == 1 else 1 - A).mean(), "python_if"),
        (lambda A, Y: -np.mean(terms(np.clip(A, 1e-15, 1 - 1e-15, out=A), Y)), "in_place"),
    ],
}
