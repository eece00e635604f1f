"""What a check says, and in which order: not written, raises, kind, shape, input, numbers."""

import functools

import numpy as np
import pytest

from helpers import check as engine
from helpers.check import check
from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests.right_answers import RIGHT

EXERCISES = by_name()


def verdict(name, function):
    return judge(EXERCISES[name], function)


def slopes(X, A, Y):
    return X @ (A - Y).T / A.size, np.mean(A - Y)


# Not written yet


def dots(z): ...


def words_and_dots(z):
    """z -> the same shape."""
    ...  # noqa: PIE790


def passes(z):
    pass


def words_alone(z):
    """z -> the same shape."""


def not_implemented(z):
    raise NotImplementedError


@pytest.mark.parametrize(
    "stub", [dots, words_and_dots, words_alone, passes, not_implemented, lambda z: None]
)
def test_a_stub_is_not_written_yet(stub):
    found = verdict("sigmoid", stub)
    assert (found.kind, found.passed, found.mistake) == ("unwritten", False, None)
    assert str(found) == (
        "sigmoid: not written yet. Fill in the function and run both cells "
        "again; hint(sigmoid) helps."
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_knows_its_stub(name):
    def stub(*args): ...

    assert verdict(name, stub).kind == "unwritten"


def test_a_function_that_computes_and_forgets_return_is_told_so():
    def computes(X, A, Y):
        dw = X @ (A - Y).T  # noqa: F841

    found = verdict("gradients", computes)
    assert (found.kind, found.mistake) == ("type", "no_return")
    assert "return" in str(found)


def test_a_function_that_prints_its_result_is_told_so(capsys):
    found = verdict("gradients", lambda X, A, Y: print(X @ (A - Y).T))
    assert (found.kind, found.mistake) == ("type", "printed")
    assert capsys.readouterr().out == ""


# The order


def test_an_error_comes_before_all_else():
    def raises(X, A, Y):
        A -= Y
        return X @ A

    assert verdict("gradients", raises).kind == "raises"


@pytest.mark.parametrize(
    "part, kind",
    [
        (lambda dw, db: ([dw], np.ones(3)), "type"),
        (lambda dw, db: (dw * 2, np.ones(3)), "shape"),
        (lambda dw, db: (dw.T, db * 2), "shape"),
        (lambda dw, db: (dw * 2, db), "value"),
    ],
)
def test_kind_comes_before_shape_and_shape_before_numbers_in_both_parts(part, kind):
    assert verdict("gradients", lambda X, A, Y: part(*slopes(X, A, Y))).kind == kind


def test_a_changed_input_comes_after_the_shape_and_before_the_numbers():
    def wrong_shape(X, A, Y):
        X += 1
        return slopes(X, A, Y)[0].T, 0.0

    def wrong_numbers(X, A, Y):
        X += 1
        return slopes(X, A, Y)

    def right(X, A, Y):
        found = slopes(X, A, Y)
        X += 1
        return found

    kinds = [verdict("gradients", f).kind for f in (wrong_shape, wrong_numbers, right)]
    assert kinds == ["shape", "mutates", "mutates"]


def test_shapes_are_compared_before_numbers_and_never_by_broadcasting():
    ones = np.ones((3, 1))
    assert np.allclose(np.ones(3), ones)
    for wrong in (lambda z: np.ravel(1 / (1 + np.exp(-z))), lambda z: [[0.5]] * np.ones((9, 9))):
        assert verdict("sigmoid", wrong).kind == "shape"


# What is accepted and what is not


@pytest.mark.parametrize("one", [float, np.float64, np.float32, np.array])
def test_whatever_behaves_as_a_number_is_one(one):
    def in_this_form(X, A, Y):
        dw, db = slopes(X, A, Y)
        return dw, one(db)

    assert verdict("gradients", in_this_form).passed


@pytest.mark.parametrize(
    "boxed, kind",
    [
        (lambda x: np.array([x]), "shape"),
        (lambda x: np.array([[x]]), "shape"),
        (lambda x: [x], "type"),
        (str, "type"),
        (bool, "type"),
        (complex, "type"),
    ],
)
def test_a_number_in_a_box_is_none(boxed, kind):
    found = verdict("gradients", lambda X, A, Y: (slopes(X, A, Y)[0], boxed(slopes(X, A, Y)[1])))
    assert found.kind == kind


@pytest.mark.parametrize("pair", [tuple, list])
def test_a_list_of_two_is_as_good_as_a_pair(pair):
    assert verdict("gradients", lambda X, A, Y: pair(slopes(X, A, Y))).passed


@pytest.mark.parametrize(
    "epsilon, passed", [(1e-12, True), (1e-8, True), (1e-6, False), (1e-5, False)]
)
def test_an_epsilon_in_the_log_passes_as_long_as_nothing_is_seen_of_it(epsilon, passed):
    def cost(A, Y):
        return -np.mean(Y * np.log(A + epsilon) + (1 - Y) * np.log(1 - A + epsilon))

    found = verdict("cost", cost)
    assert found.passed is passed
    assert found.mistake == (None if passed else "epsilon_too_large")


def test_numpys_matrix_is_no_array():
    with pytest.warns(PendingDeprecationWarning):
        np.matrix([1])
    found = verdict("forward", lambda w, b, X: np.matrix(RIGHT["forward"][5](w, b, X)))
    assert found.kind == "type"


# Mistakes that any exercise knows


@pytest.mark.parametrize(
    "change, name",
    [
        (lambda dw, db: {"dw": dw, "db": db}, "dictionary"),
        (lambda dw, db: (db, dw), "order"),
        (lambda dw, db: dw, "half"),
        (lambda dw, db: (dw.tolist(), db), "list"),
        (lambda dw, db: (dw * 3, db), "times_3"),
        (lambda dw, db: (dw / 10, db), "over_10"),
        (lambda dw, db: (np.trunc(dw), db), "cut"),
        (lambda dw, db: (dw, np.array([db, 0])[:1]), "db_keeps_axes"),
        (lambda dw, db: (g for g in (dw, db)), "generator"),
    ],
)
def test_what_a_wrong_result_has_in_common_with_the_right_one_is_named(change, name):
    found = verdict("gradients", lambda X, A, Y: change(*slopes(X, A, Y)))
    assert found.mistake == name, str(found)


def test_an_entry_that_a_loop_misses_is_named():
    def all_but_the_last(w, b, X):
        A = 1 / (1 + np.exp(-(w.T @ X + b)))
        A[0, -1] = 0
        return A

    assert verdict("forward_loops", all_but_the_last).mistake == "last_missing"


def test_a_comma_at_the_end_is_named():
    assert verdict("sigmoid", lambda z: (1 / (1 + np.exp(-z)),)).mistake == "comma"


def test_an_argument_that_is_never_used_is_named():
    left_over = np.ones((2, 7))
    found = verdict("forward", lambda w, b, X: 1 / (1 + np.exp(-(w.T @ left_over + b))))
    assert found.mistake == "unused"
    assert "whatever X is" in str(found)


def test_a_function_that_remembers_its_last_call_is_told_so():
    def accumulates(x, seen=[]):  # noqa: B006
        seen.append(1)
        return np.sum(x**2) + (len(seen) > 3)

    found = verdict("sum_of_squares", accumulates)
    assert (found.kind, found.mistake) == ("value", "remembers")


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda X, A: 0, "it takes (X, A), and is called with 3 arguments: (X, A, Y)"),
        (lambda A, X, Y: 0, "its arguments stand in the order (A, X, Y)"),
    ],
)
def test_arguments_that_do_not_fit_are_told_before_any_call(function, words):
    found = verdict("gradients", function)
    assert (found.kind, found.mistake) == ("raises", "arguments")
    assert words in str(found)


# Errors read aloud


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda X, A, Y: X + X.T, "two lengths fit if they are equal or one of them is 1"),
        (lambda X, A, Y: X @ X, "the inner lengths have to agree"),
        (lambda X, A, Y: X.reshape(7, 9), "6 numbers do not fill the shape (7, 9)"),
        (lambda X, A, Y: X[9], "Index 9 was asked of axis 0, which has 2"),
        (lambda X, A, Y: X.sum(axis=2), "no axis 2"),
        (lambda X, A, Y: X.size(), "It was called with X (2, 3), A (1, 3) and Y (1, 3)"),
        (lambda X, A, Y: gradient, "Nothing is called gradient here"),  # noqa: F821
        (lambda X, A, Y: X.dto(A), "There is no .dto here"),
        (lambda X, A, Y: float(X), "A function for single numbers"),
    ],
)
def test_an_error_is_read_aloud(function, words):
    found = verdict("gradients", function)
    assert found.kind == "raises"
    assert words in str(found)


def test_an_error_names_its_line_in_the_function():
    def fails(X, A, Y):
        dZ = A - Y
        return X @ dZ

    assert "(line 3: return X @ dZ)" in str(verdict("gradients", fails))


@pytest.mark.parametrize("name", EXERCISES)
def test_every_reference_passes(name):
    assert verdict(name, EXERCISES[name].reference).passed


# Finding the exercise


def test_an_exercise_is_found_by_the_name_of_the_function():
    def predict(A): ...

    assert check(predict).name == "predict"


def test_a_lambda_or_a_partial_is_found_by_its_name_in_the_notebook(monkeypatch):
    for function in (lambda A: A > 0.5, functools.partial(np.greater, 0.5)):
        monkeypatch.setitem(globals(), "predict", function)
        assert check(function).name == "predict"


@pytest.mark.parametrize(
    "thing, error, words",
    [
        (0.5, TypeError, "give the function itself, as in check(sigmoid)"),
        (len, ValueError, "there is no exercise called len"),
        ("predictt", ValueError, "is predict meant?"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_words(thing, error, words):
    with pytest.raises(error) as raised:
        check(thing) if not isinstance(thing, str) else engine.hint(thing)
    assert words in str(raised.value)


def test_a_check_says_the_same_every_time():
    def random(z):
        return np.random.rand(*np.shape(z)) + id(z) * 0  # noqa: NPY002

    assert repr(verdict("sigmoid", random)) == repr(verdict("sigmoid", random))
    assert verdict("sigmoid", random).html == verdict("sigmoid", random).html


def test_a_verdict_holds_no_address():
    class Thing:
        pass

    def raises(z):
        raise ValueError(f"no {Thing()} here")

    for wrong in (raises, lambda z: Thing(), lambda z: [Thing()], lambda z: len):
        assert "0x" not in repr(verdict("sigmoid", wrong)) + verdict("sigmoid", wrong).html
