"""The exercises of 07 and 08: right answers pass, wrong ones are refused, each mistake is named."""

import ast
import itertools
import math

import numpy as np
import pytest

from helpers.checking.attempt import attempt
from helpers.checking.compare import alike
from helpers.checking.judge import judge
from helpers.exercises import by_name, rank_1_arrays, why_is_it_nan
from tests import test_check_mutants as changes
from tests.later_answers import RIGHT, WRONG, cost_in_a_loop, terms
from tests.style import tone

EXERCISES = {
    exercise.name: exercise
    for module in (rank_1_arrays, why_is_it_nan)
    for exercise in module.EXERCISES
}
SEEDS = (1, 2, 3)
RIGHT_ONES = [(name, place) for name in RIGHT for place in range(len(RIGHT[name]))]
WRONG_ONES = [(name, place) for name in WRONG for place in range(len(WRONG[name]))]
MISTAKES = [
    (name, mistake) for name, exercise in EXERCISES.items() for mistake in exercise.mistakes
]
each_exercise = pytest.mark.parametrize("name", EXERCISES)


def test_the_catalogue_has_these_exercises_under_their_notebooks():
    assert set(RIGHT) == set(WRONG) == set(EXERCISES) <= set(by_name())
    assert [module.NOTEBOOK for module in (rank_1_arrays, why_is_it_nan)] == [
        "07_rank_1_arrays",
        "08_why_is_it_nan",
    ]


@each_exercise
def test_the_reference_passes_without_advice(name):
    assert judge(EXERCISES[name], EXERCISES[name].reference).sentences == ()


# What is right and risky: accepted with a sentence


@pytest.mark.parametrize(
    "name, function, words",
    [
        ("stable_cost", lambda A, Y: -np.where(Y == 1, np.log(A), np.log(1 - A)).mean(), "log"),
        (
            "stable_cost",
            lambda A, Y: -np.mean(terms(np.clip(A, 1e-7, 1 - 1e-7), Y)),
            "With nothing but perfect predictions it gives 1e-07; the cost is exactly 0",
        ),
        ("stable_cost", cost_in_a_loop, "loops over the examples"),
        ("column", lambda X, i: np.array([[row[i]] for row in X]), "loops over the features"),
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
    assert (found.passed, found.kind, found.mistake) == (False, "value", "overflows")
    assert about in str(found)


@pytest.mark.parametrize(
    "limit, passed", [(500, True), (30, True), (20, True), (16, False), (12, False), (6, False)]
)
def test_a_clipped_z_passes_as_long_as_nothing_is_seen_of_it(limit, passed):
    def clipped(z):
        return 1 / (1 + np.exp(-np.clip(z, -limit, limit)))

    found = judge(EXERCISES["stable_sigmoid"], clipped)
    assert found.passed is passed
    assert found.mistake == (None if passed else "clipped")


@pytest.mark.parametrize(
    "epsilon, added, clipped",
    [(1e-15, True, True), (1e-8, True, True), (1e-6, False, False), (1e-5, False, False)],
)
def test_an_epsilon_passes_as_long_as_nothing_is_seen_of_it(epsilon, added, clipped):
    exercise = EXERCISES["stable_cost"]
    inside = judge(
        exercise, lambda A, Y: -np.mean(Y * np.log(A + epsilon) + (1 - Y) * np.log(1 - A + epsilon))
    )
    cut = judge(exercise, lambda A, Y: -np.mean(terms(np.clip(A, epsilon, 1 - epsilon), Y)))
    assert (inside.passed, cut.passed) == (added, clipped)
    assert {found.mistake for found in (inside, cut) if not found.passed} <= {"epsilon_too_large"}


# The cases and the words


def test_the_two_means_are_tried_on_every_mixture_of_shapes():
    forms = {
        "row": lambda a: a.ndim == 2 and a.shape[0] == 1,
        "column": lambda a: a.ndim == 2 and a.shape[1] == 1,
        "flat": lambda a: a.ndim == 1,
    }
    for name, seed in itertools.product(("accuracy", "mean_squared_gap"), SEEDS):
        tried = {
            tuple(
                next(form for form, has in forms.items() if has(argument)) for argument in case.args
            )
            for case in EXERCISES[name].tried(seed)
            if case.args[0].size > 1
        }
        assert tried == set(itertools.product(forms, repeat=2))


@each_exercise
def test_the_facts_of_a_case_name_its_true_lengths(name):
    exercise = EXERCISES[name]
    for case in exercise.tried():
        lengths = exercise.lengths(case.args)
        if "m" in lengths and name != "stable_sigmoid":
            assert lengths["m"] == (
                case.args[0].shape[1] if name == "column" else case.args[0].size
            )


@each_exercise
def test_the_references_are_right_at_the_ends_and_never_warn(name):
    for seed in SEEDS:
        for case in EXERCISES[name].tried(seed):
            tried = attempt(EXERCISES[name].reference, case.args)
            assert tried.error is None and tried.warned == () and tried.changed is None
            assert np.isfinite(tried.value).all()


def test_the_stable_references_are_the_plain_formulas_where_these_work():
    z = np.linspace(-30, 30, 601)
    assert np.allclose(why_is_it_nan.stable_sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-14)
    assert why_is_it_nan.stable_sigmoid(np.array([-1000, 1000])).tolist() == [0, 1]
    A, Y = np.linspace(0.01, 0.99, 20).reshape(1, 20), np.arange(20).reshape(1, 20) % 2
    assert math.isclose(why_is_it_nan.stable_cost(A, Y), -np.mean(terms(A, Y)), rel_tol=1e-14)
    assert why_is_it_nan.stable_cost(Y * 1.0, Y) == 0


@each_exercise
def test_hints_and_mistakes_are_said_in_plain_words_and_show_no_solution(name):
    exercise = EXERCISES[name]
    names = [mistake.name for mistake in exercise.mistakes]
    assert len(exercise.hints) == 3
    assert len(names) == len(set(names)) >= 10
    (function,) = ast.parse(exercise.source).body
    answer = ast.unparse(function.body[-1].value).replace(" ", "")
    for words in [
        *exercise.hints,
        *itertools.chain.from_iterable(
            (mistake.happened, mistake.look) for mistake in exercise.mistakes
        ),
    ]:
        assert list(tone(words)) == []
        assert words.endswith((".", "?", ".)"))
        assert answer not in words.replace(" ", "")
    for mistake in exercise.mistakes:
        assert max(len(words.split()) for words in (mistake.happened, mistake.look)) <= 30


# Every reference with one operator changed


def _in_forms(rng, *entries):
    forms = [(1, -1), (-1, 1), (-1,)]
    return tuple(values.reshape(forms[rng.integers(3)]) for values in entries)


def _predicted(rng, m):
    Y = rng.integers(0, 2, (1, m))
    perfect = rng.integers(0, 2, (1, m)) == 1
    return np.where(perfect, Y, rng.uniform(0.01, 0.99, (1, m))), Y


VALID = {
    "column": lambda rng, n, m: (rng.normal(size=(n, m)), int(rng.integers(m))),
    "accuracy": lambda rng, n, m: _in_forms(
        rng, rng.integers(0, 11, m) / 10, rng.integers(0, 2, m)
    ),
    "mean_squared_gap": lambda rng, n, m: _in_forms(rng, rng.normal(size=m), rng.normal(size=m)),
    "stable_sigmoid": lambda rng, n, m: (rng.normal(size=(n, m)) * rng.choice([3, 900]),),
    "stable_cost": lambda rng, n, m: _predicted(rng, m),
}


@each_exercise
def test_a_reference_with_one_operator_changed_is_refused(name, monkeypatch):
    monkeypatch.setitem(changes.COMPARISONS, ast.Eq, [ast.NotEq])
    monkeypatch.setitem(changes.COMPARISONS, ast.GtE, [ast.Lt, ast.LtE])  # > is the same here
    exercise, rng = EXERCISES[name], np.random.default_rng(2024)
    arguments = [VALID[name](rng, n, m) for n in range(1, 5) for m in range(1, 6)]
    right = [attempt(exercise.reference, args) for args in arguments]
    changed, accepted = 0, []
    for what, source in changes.mutants(exercise.source):
        mutant = changes.function_of(exercise, source)
        if not all(
            alike(attempt(mutant, args), tried)
            for args, tried in zip(arguments, right, strict=True)
        ):
            changed += 1
            if judge(exercise, mutant).passed:
                accepted.append(f"{what}: {source}")
    print(f"\n{name}: {changed} mutants change a value, {changed - len(accepted)} are refused")
    assert changed >= 5
    assert accepted == []


def test_how_many_are_accepted_refused_and_named():
    accepted = [judge(EXERCISES[name], RIGHT[name][place]).passed for name, place in RIGHT_ONES]
    found = [judge(EXERCISES[name], WRONG[name][place][0]) for name, place in WRONG_ONES]
    print(
        f"\nright answers accepted: {sum(accepted)} of {len(accepted)}; wrong answers refused: "
        f"{sum(not each.passed for each in found)} of {len(found)}, named: "
        f"{sum(each.mistake is not None for each in found)}; known mistakes: {len(MISTAKES)} "
        f"in {sum(len(mistake.functions) for _, mistake in MISTAKES)} functions"
    )
    assert all(accepted) and not any(each.passed for each in found)
