"""The loss of one example; the cost of all without a loop; a cost that stays calm at 0 and 1."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, labels, probabilities


def stable_cost(A, Y):
    """A (1, m), exactly 0 or 1 where Y says so, Y (1, m) -> J, a number."""
    return -np.log(np.where(Y == 1, A, 1 - A)).mean()


def _labelled(rng):
    pairs = zip(probabilities(rng, 4)[0].tolist(), (1, 0, 1.0, 0.0), strict=True)
    return [Case(f"a = {a} and y = {y}", (a, y)) for a, y in pairs]


def _predictions(rng, ends=(0.02, 0.97)):
    """Cases for both costs; `ends` are predictions as confident as they may be."""
    one, many = probabilities(rng, 1), ((m, probabilities(rng, m), labels(rng, m)) for m in (3, 8))
    A, Y = np.append(probabilities(rng, 3), [ends], axis=1), np.append(labels(rng, 3), [[0, 1]], 1)
    return [
        *(Case(f"{m} examples", (A, Y)) for m, A, Y in many),
        Case("one example, y = 1", (one, np.array([[1]]))),
        Case("one example, y = 0", (1 - one / 2, np.array([[0]]))),
        Case("confident predictions", (np.array([[*ends[::-1], ends[0]]]), np.array([[1, 0, 1]]))),
        Case("labels with decimals", (A, Y.astype(float))),
        Case("labels of type uint8", (A, Y.astype(np.uint8))),
    ]
