"""The exercises of 07 and 08: what only just passes, what does not, which cases there are."""

import itertools
import math
import re

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.exercises import by_name, columns, cost, sigmoid
from tests.written import written

EXERCISES = by_name()
SEEDS = (1, 2, 3)
LOOP = """
total = 0.0
for a, y in zip(A[0], Y[0], strict=True):
    total -= math.log(a) if y == 1 else math.log(1 - a)
return total / A.size
"""


def terms(A, Y, added=0.0):
    return Y * np.log(A + added) + (1 - Y) * np.log(1 - A + added)


def _clipped(limit):
    return lambda z: 1 / (1 + np.exp(-np.clip(z, -limit, limit)))


def _cut(epsilon):
    return lambda A, Y: -np.mean(terms(np.clip(A, epsilon, 1 - epsilon), Y))


def _with(epsilon):
    return lambda A, Y: -np.mean(terms(A, Y, epsilon))


@pytest.mark.parametrize(
    "name, function, words",
    [
        ("stable_cost", lambda A, Y: -np.where(Y == 1, np.log(A), np.log(1 - A)).mean(), "log"),
        ("stable_cost", _cut(1e-7), "exactly 0"),
        ("stable_cost", written("stable_cost", LOOP), "a loop"),
        ("sigmoid", lambda z: 1 / (1 + np.exp(-z)), "stays calm"),
    ],
)
def test_what_is_right_and_risky_passes_with_a_sentence(name, function, words):
    found = judge(EXERCISES[name], function)
    assert found.passed
    assert words in str(found)


@pytest.mark.parametrize(
    "function, about",
    [
        (lambda z: 1 / (1 + np.exp(-z)), "z = -1000"),
        # np.where computes both of its branches.
        (lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))), "z = 1000"),
    ],
)
def test_a_stable_sigmoid_that_overflows_is_refused_though_its_numbers_are_right(function, about):
    found = judge(EXERCISES["stable_sigmoid"], function)
    assert (found.passed, found.mistake) == (False, "overflows")
    assert about in str(found)


@pytest.mark.parametrize(
    "name, made, allowed, refused",
    [
        ("stable_sigmoid", _clipped, (500, 20), (16, 6)),
        ("stable_cost", _cut, (1e-15, 1e-8), (1e-6,)),
        ("stable_cost", _with, (1e-15, 1e-8), (1e-6,)),
    ],
)
def test_a_small_cut_passes_as_long_as_nothing_is_seen_of_it(name, made, allowed, refused):
    assert all(judge(EXERCISES[name], made(size)).passed for size in allowed)
    assert not any(judge(EXERCISES[name], made(size)).passed for size in refused)


def test_a_sigmoid_is_tried_between_3_and_1000_too():
    def flat(z):
        return np.where(np.abs(z) > 3, 0.5, 1 / (1 + np.exp(-z)))

    assert "With z = 6 and -6" in str(judge(EXERCISES["sigmoid"], flat))


def test_the_two_means_are_tried_on_every_mixture_of_shapes():
    for name, seed in itertools.product(("accuracy", "mean_squared_gap"), SEEDS):
        cases = [case.args for case in EXERCISES[name].tried(seed) if case.args[0].size > 1]
        forms = {tuple((value.ndim, len(value) == 1) for value in args) for args in cases}
        assert forms == set(itertools.product([(2, True), (2, False), (1, False)], repeat=2))


def test_the_stable_references_are_the_plain_formulas_and_calm_at_the_ends():
    z = np.linspace(-30, 30, 601)
    A, Y = np.linspace(0.01, 0.99, 20).reshape(1, 20), np.arange(20).reshape(1, 20) % 2
    assert np.allclose(sigmoid.stable_sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-14)
    assert math.isclose(cost.stable_cost(A, Y), -np.mean(terms(A, Y)), rel_tol=1e-14)
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid.stable_sigmoid(np.array([-1000, 1000])).tolist() == [0, 1]
        assert cost.stable_cost(Y * 1.0, Y) == 0


@pytest.mark.parametrize("shared", [cost.ANY_LOSS, columns.ANY_SHAPES])
def test_a_text_that_is_told_with_other_letters_has_no_word_that_begins_with_them(shared):
    assert re.findall(r"\b[AY]\w+", shared) == []
