"""What a check does, in which order: not written, raises, kind, shape, input, numbers; advice."""

import functools

import numpy as np
import pytest

from helpers.check import check
from helpers.checking.exercise import Case, Exercise
from helpers.checking.judge import judge
from helpers.exercises import by_name, cost, sigmoid
from tests.right_answers import RIGHT
from tests.written import verdict
from tests.wrong_answers import WRONG

EXERCISES = by_name()
SEEDS = (7, 1)
SLOPES = "dw, db = X @ (A - Y).T / A.size, np.mean(A - Y)\n"


# Right and wrong answers


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_pass(name):
    for right in (*RIGHT[name], EXERCISES[name].reference):
        for seed in SEEDS:
            found = judge(EXERCISES[name], right, seed)
            assert (found.line, found.mistake) == ("passed.", None), str(found)
            assert (found.case, found.rows, found.shapes) == ("", (), ())
            assert len(found.sentences) <= 1
    assert "loop" not in "".join(found.sentences)  # of the reference


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_are_refused_and_named(name):
    for wrong, mistake in WRONG[name]:
        for seed in SEEDS:
            found = judge(EXERCISES[name], wrong, seed)
            assert (found.passed, found.mistake) == (False, mistake), str(found)


# Not written yet


STUBS = "...", "pass", '"""Words."""', '"""Words."""\n...', "raise NotImplementedError"


@pytest.mark.parametrize("body", STUBS)
def test_a_stub_is_not_written_yet(body):
    found = verdict("sigmoid", f"{body}\n")
    assert (found.kind, found.passed, found.mistake) == ("unwritten", False, None)
    assert str(found) == (
        "sigmoid: not written yet. Fill in the function and run both cells again; "
        "hint(sigmoid) helps."
    )


@pytest.mark.parametrize("body", ["A - Y\n", "A - Y\nreturn None", "A - Y\nreturn", "print(A)\n"])
def test_a_function_that_returns_nothing_is_no_stub(body):
    found = verdict("gradients", body)
    assert (found.kind, found.line[:39]) == ("type", "wrong kind of result: it returns None, ")


# The order


@pytest.mark.parametrize(
    "body, kind",
    [
        ("A -= Y\nreturn X @ A", "raises"),
        ("return [dw], np.ones(3)", "type"),
        ("return dw * 2, np.ones(3)", "shape"),
        ("return dw.T, db * 2", "shape"),
        ("X += 1\nreturn dw.T, 0.0", "shape"),
        ("X += 1\nreturn dw, db * 2", "mutates"),
        ("X += 1\nreturn dw, db", "mutates"),
        ("return dw * 2, db", "value"),
        ("return dw[:, 0], db", "shape"),
        ("return dw, np.array([db])", "shape"),
    ],
)
def test_what_comes_first_is_told_in_both_parts(body, kind):
    assert verdict("gradients", SLOPES + body).kind == kind


@pytest.mark.parametrize(
    "body, kind",
    [
        ("float(db)", None),
        ("np.float32(db)", None),
        ("np.array(db)", None),
        ("np.array([[db]])", "shape"),
        ("[db]", "type"),
        ("str(db)", "type"),
        ("bool(db)", "type"),
        ("complex(db)", "type"),
        ("np.matrix(db)", "type"),
    ],
)
def test_whatever_behaves_as_a_number_is_one(body, kind):
    assert verdict("gradients", f"{SLOPES}return dw, {body}").kind == (kind or "passed")


@pytest.mark.parametrize("name", ["cost", "stable_cost"])
@pytest.mark.parametrize("epsilon, passed", [(1e-15, True), (1e-8, True), (1e-6, False)])
def test_an_epsilon_in_the_log_passes_as_long_as_nothing_is_seen_of_it(name, epsilon, passed):
    added = f"-np.mean(Y * np.log(A + {epsilon}) + (1 - Y) * np.log(1 - A + {epsilon}))"
    cut = f"-np.log(np.clip(np.where(Y == 1, A, 1 - A), {epsilon}, 1 - {epsilon})).mean()"
    assert verdict(name, added).passed is passed
    assert name == "cost" or verdict(name, cut).passed is passed


@pytest.mark.parametrize(
    "body, about",
    [
        ("1 / (1 + np.exp(-z))", "z = -1000"),
        # np.where computes both of its branches.
        ("np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))", "z = 1000"),
    ],
)
def test_a_stable_sigmoid_that_overflows_is_refused_though_its_numbers_are_right(body, about):
    found = verdict("stable_sigmoid", body)
    assert (found.passed, found.mistake) == (False, "overflows")
    assert about in str(found)


def test_the_stable_references_are_the_plain_formulas_and_calm_at_the_ends():
    z = np.linspace(-30, 30, 601)
    A, Y = np.linspace(0.01, 0.99, 20).reshape(1, 20), np.arange(20).reshape(1, 20) % 2
    plain = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    assert np.allclose(sigmoid.stable_sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-14)
    assert np.isclose(cost.stable_cost(A, Y), plain, rtol=1e-14)
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid.stable_sigmoid(np.array([-1000, 1000])).tolist() == [0, 1]
        assert cost.stable_cost(Y * 1.0, Y) == 0


# Advice for what is right

FROM_POWER = "out += 1\nreturn np.reciprocal(out, out=out)"
POWER = f"np.exp(out, out=out)\n{FROM_POWER}"
COUNTED = "while (k + 1) * n * itemsize <= cache:\n    k += 1\nreturn k"
UNSIGNED_COST = """
A = logistic(w.T @ X + b)
J = np.mean(-Y * np.log(A) - (1 - Y) * np.log(1 - A))
return J, X @ (A - Y).T / A.size, np.mean(A - Y)
"""


@pytest.mark.parametrize(
    "name, body, words",
    [
        ("accuracy", "1 - np.abs((A.ravel() > 0.5) - Y.ravel()).mean()", "-1 is 255"),
        ("zero_loops", UNSIGNED_COST, "-1 is 255"),
        ("sigmoid", "1 / (1 + np.exp(-z))", "overflow"),
        ("sigmoid", "np.exp(z) / (1 + np.exp(z))", "nan"),
        ("softmax", "np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)", "nan"),
        ("cost", "-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))", "log(0)"),
        ("stable_cost", "-np.where(Y == 1, np.log(A), np.log(1 - A)).mean()", "log"),
        (
            "stable_cost",
            "-np.log(np.clip(np.where(Y, A, 1 - A), 1e-7, 1 - 1e-7)).mean()",
            "exactly 0",
        ),
        ("predict", "A > 0.5", "True and False"),
        ("predict", "(A > 0.5).astype(np.uint8)", "uint8"),
        ("sigmoid", "(1 / (1 + np.exp(-z))).astype(np.float32)", "float32"),
        ("forward", "np.asarray(logistic(np.matrix(w).T * X + b))", "PendingDeprecationWarning"),
        ("gradients", "X @ (A - Y).T / A.size, sum(v for v in (A - Y)[0]) / A.size", "has a loop"),
        ("flatten", "np.array([image.ravel() for image in images]).T", "has a loop"),
        ("forward_loops", "logistic(w.T @ X + b)", "fewer loops"),
        ("gradients_in_blocks", "(X @ (A - Y).T / A.size, (A - Y).mean())", "never reads `block`"),
        (
            "gradients_in_blocks",
            "assert block\nreturn X @ (A-Y).T / A.size, (A-Y).mean()",
            "a whole?",
        ),
        ("flatten", 'images.reshape(len(images), -1, order="F").T', "another order"),
        ("flatten", "images.T.reshape(-1, len(images))", "another order"),
        ("sigmoid_into", f"np.exp(-z, out=out)\n{FROM_POWER}", "room for 1 array as large as out"),
        ("sigmoid_into", f"out[:] = z\nout[z > 0] *= 1\nout *= -1\n{POWER}", "room for 0."),
        ("sigmoid_into", "out[0] = [logistic(v) for v in z[0]]\nreturn out", "has a loop"),
        ("sigmoid_into", f"out *= 0\nout -= z\n{POWER}", "`np.empty` may give that too"),
    ],
)
def test_a_right_but_risky_answer_passes_with_one_sentence_of_advice(name, body, words):
    found = verdict(name, body)
    assert found.passed
    assert len(found.sentences) == 1
    assert words in found.sentences[0]


@pytest.mark.parametrize(
    "body",
    [
        "[p - alpha * g for p, g in [(w, dw), (b, db)]]",
        "tuple(map(lambda p, g: p - alpha * g, (w, b), (dw, db)))",
    ],
)
def test_a_loop_through_things_written_out_is_no_loop_for_numpy(body):
    assert verdict("update", body).sentences == ()


@pytest.mark.parametrize(
    "name, body",
    [
        ("sigmoid_into", f"np.negative(z, out=out)\n{POWER}"),
        ("sigmoid_into", f"out[:] = z\nout *= -1\n{POWER}"),
        ("sigmoid_into", f"row = out[0]\nnp.multiply(z[0], -1, out=row)\n{POWER}"),
        ("block_size", f"k = 1\n{COUNTED}"),
    ],
)
def test_what_is_filled_in_place_and_a_loop_that_is_all_the_same_need_no_advice(name, body):
    found = verdict(name, body)
    assert found.passed and found.sentences == ()


@pytest.mark.parametrize("may_be_view", [True, False])
def test_a_result_in_the_memory_of_an_argument_passes_with_advice(may_be_view):
    def same(x):
        return x[...]

    cases = [Case("three numbers", (np.arange(3.0),))]
    exercise = Exercise(same, lambda rng: cases, "", may_be_view=may_be_view)
    told = "lies in the memory of an argument" in str(judge(exercise, same))
    assert told is not may_be_view
    assert judge(exercise, lambda x: x.copy()).sentences == ()


# Finding the exercise


def test_an_exercise_is_found_by_the_name_of_the_function_or_in_the_notebook(monkeypatch):
    def predict(A): ...

    assert check(predict).name == "predict"
    for function in (lambda A: A > 0.5, functools.partial(np.greater, 0.5)):
        monkeypatch.setitem(globals(), "predict", function)
        assert check(function).name == check("predict").name == "predict"


@pytest.mark.parametrize(
    "thing, error, words",
    [
        (0.5, TypeError, "a number cannot be checked: give the function itself"),
        ("predict", NameError, "no function predict is defined here: run the cell"),
        (None, TypeError, "None cannot be checked: give the function itself"),  # of a stub
        (len, ValueError, "there is no exercise called len"),
        ("predictt", ValueError, "is predict meant?"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_words(thing, error, words):
    with pytest.raises(error) as raised:
        check(thing)
    assert words in str(raised.value)


# The same every time


def test_a_check_says_the_same_every_time_and_holds_no_address():
    def random(z):
        return np.random.rand(*np.shape(z)) + id(z) * 0  # noqa: NPY002

    def raises(z):
        raise ValueError(f"no {object()} here")

    for wrong in (random, raises, lambda z: object(), lambda z: [object()], lambda z: len):
        once, twice = (judge(EXERCISES["sigmoid"], wrong) for _ in range(2))
        assert (str(once), once.html) == (str(twice), twice.html)
        assert "0x" not in str(once) + once.html
