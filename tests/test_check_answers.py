"""What learners write: every right answer passes, every wrong one is refused and named."""

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests import later_answers, right_answers, wrong_answers

EXERCISES = by_name()
SEEDS = (7, 1, 2, 3)
RIGHT = right_answers.RIGHT | later_answers.RIGHT
WRONG = wrong_answers.WRONG | later_answers.WRONG
RIGHT_ONES = [(name, place) for name in RIGHT for place in range(len(RIGHT[name]))]
WRONG_ONES = [(name, place) for name in WRONG for place in range(len(WRONG[name]))]


def test_every_exercise_has_right_and_wrong_answers():
    assert set(RIGHT) == set(WRONG) == set(EXERCISES)


@pytest.mark.parametrize("name, place", RIGHT_ONES)
def test_a_right_answer_passes(name, place):
    for seed in SEEDS:
        found = judge(EXERCISES[name], RIGHT[name][place], seed)
        assert found.passed, str(found)
        assert found.mistake is None
        assert len(found.sentences) <= 1


@pytest.mark.parametrize("name, place", WRONG_ONES)
def test_a_wrong_answer_is_refused_and_its_mistake_is_named(name, place):
    function, mistake = WRONG[name][place]
    for seed in SEEDS:
        found = judge(EXERCISES[name], function, seed)
        assert not found.passed
        assert found.mistake == mistake, str(found)
        assert "?" not in " ".join(found.sentences), "a fact that this case does not have"


def test_how_many_are_accepted_refused_and_named():
    accepted = [judge(EXERCISES[name], RIGHT[name][place]).passed for name, place in RIGHT_ONES]
    found = [judge(EXERCISES[name], WRONG[name][place][0]) for name, place in WRONG_ONES]
    refused = [not verdict.passed for verdict in found]
    named = [verdict.mistake is not None for verdict in found]
    print(
        f"\nright answers accepted: {sum(accepted)} of {len(accepted)}; wrong answers refused: "
        f"{sum(refused)} of {len(refused)}, named: {sum(named)}"
    )
    assert all(accepted + refused + named)


# Borderline: accepted is what behaves as asked or is as good, refused is what breaks the next step.


def _table_row(A, Y):
    return -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / A.size


def _matrix(w, b, X):
    return np.asarray(1 / (1 + np.exp(-(np.matrix(w).T * np.matrix(X) + b))))


def _update_in_place(w, b, dw, db, alpha):
    w -= alpha * dw
    b -= alpha * db
    return w, b


ACCEPTED = [
    ("flatten", lambda images: images.reshape(len(images), -1, order="F").T, "another order"),
    ("flatten", lambda images: images.T.reshape(-1, len(images)), "another order"),
    ("predict", lambda A: A > 0.5, "True and False"),
    ("sigmoid", lambda z: np.exp(z) / (np.exp(z) + 1), "nan"),
    ("forward", _matrix, "matrix"),
    ("softmax", lambda x: np.exp(x) / np.exp(x).sum(axis=1, keepdims=True), "nan"),
]
REFUSED = [
    ("cost", _table_row, "shape", "not_a_number"),
    (
        "cost",
        lambda A, Y: -np.average(Y * np.log(A + 1e-5) + (1 - Y) * np.log(1 - A + 1e-5)),
        "value",
        "epsilon_too_large",
    ),
    (
        "cost",
        lambda A, Y: np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A)),
        "value",
        "minus_of_unsigned",
    ),
    (
        "gradients",
        lambda X, A, Y: (X @ (A - Y).T / A.size, np.mean(A - Y, axis=1, keepdims=True)),
        "shape",
        "db_keeps_axes",
    ),
    (
        "gradients",
        lambda X, A, Y: (X @ (A - Y).T / A.size, np.mean(A - Y, axis=1)),
        "shape",
        "db_keeps_axes",
    ),
    (
        "gradients",
        lambda X, A, Y: {"dw": X @ (A - Y).T / A.size, "db": np.mean(A - Y)},
        "type",
        "dictionary",
    ),
    ("update", _update_in_place, "mutates", "in_place"),
    (
        "update",
        lambda w, b, dw, db, alpha: {"w": w - alpha * dw, "b": b - alpha * db},
        "type",
        "dictionary",
    ),
    ("flatten", lambda images: images.reshape(len(images), -1).T / 255.0, "value", "scaled"),
    ("predict", lambda A: (A >= 0.5).astype(int), "value", "at_least"),
]


@pytest.mark.parametrize("name, function, words", ACCEPTED)
def test_what_is_as_good_is_accepted_with_advice(name, function, words):
    found = judge(EXERCISES[name], function)
    assert found.passed
    assert words in " ".join(found.sentences)


@pytest.mark.parametrize("name, function, kind, mistake", REFUSED)
def test_what_breaks_the_next_step_is_refused(name, function, kind, mistake):
    found = judge(EXERCISES[name], function)
    assert (found.kind, found.mistake) == (kind, mistake)


def test_two_ways_to_write_softmax_without_a_maximum_are_one_function():
    """So no check can tell them apart: both pass, with advice that names the scores."""
    rng = np.random.default_rng(0)
    for x in [rng.normal(size=(n, m)) for n in range(1, 6) for m in range(1, 6)]:
        by_row = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
        turned = (np.exp(x).T / np.exp(x).T.sum(axis=0)).T
        assert np.array_equal(by_row, turned)
