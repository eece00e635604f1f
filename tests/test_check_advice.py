"""Right but risky answers: they pass, with one sentence of advice."""

import dataclasses

import numpy as np
import pytest

from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests.right_answers import RIGHT

EXERCISES = by_name()


def verdict(name, function):
    return judge(EXERCISES[name], function)


@pytest.mark.parametrize(
    "name, function, words",
    [
        ("sigmoid", lambda z: 1 / (1 + np.exp(-z)), "overflow"),
        ("sigmoid", lambda z: np.exp(z) / (1 + np.exp(z)), "nan"),
        ("cost", lambda A, Y: -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)), "log(0)"),
        ("predict", lambda A: A > 0.5, "True and False"),
        ("predict", lambda A: (A > 0.5).astype(np.uint8), "uint8"),
        ("sigmoid", lambda z: (1 / (1 + np.exp(-z))).astype(np.float32), "float32"),
        ("forward", RIGHT["forward"][1], "PendingDeprecationWarning"),
        ("forward", RIGHT["forward"][2], "loops over the examples and features"),
        ("gradients", RIGHT["gradients"][3], "loops over the examples"),
        ("flatten", RIGHT["flatten"][0], "loops over the pictures"),
        ("gradients_one_loop", RIGHT["gradients"][2], "loops over the features"),
        ("forward_loops", RIGHT["forward"][4], "fewer loops"),
        ("flatten", lambda images: images.reshape(len(images), -1, order="F").T, "another order"),
    ],
)
def test_a_right_but_risky_answer_passes_with_one_sentence_of_advice(name, function, words):
    found = verdict(name, function)
    assert found.passed
    assert len(found.sentences) == 1
    assert words in found.sentences[0]


def test_a_result_in_the_memory_of_an_argument_passes_with_advice():
    def as_it_is(x):
        return x[...]

    exercise = dataclasses.replace(EXERCISES["normalize_rows"], reference=as_it_is)
    assert "lies in the memory of an argument" in judge(exercise, as_it_is).sentences[0]
    assert judge(exercise, lambda x: x.copy()).sentences == ()
    assert verdict("flatten", EXERCISES["flatten"].reference).sentences == ()  # a view is fine


@pytest.mark.parametrize(
    "name, loops",
    [("forward_loops", "nm"), ("gradients_one_loop", "m"), ("forward_over_features", "n")],
)
def test_the_reference_has_the_loops_that_its_exercise_asks_for(name, loops):
    assert EXERCISES[name].loops == loops
    assert verdict(name, EXERCISES[name].reference).sentences == ()
