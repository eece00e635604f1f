"""What a learner's function may do: it breaks neither a check, nor a later one, nor the kernel."""

import random
import sys
import warnings

import numpy as np
import pytest

from helpers.check import check
from helpers.checking.judge import judge
from helpers.exercises import by_name

SIGMOID = by_name()["sigmoid"]


def right(z):
    return 1 / (1 + np.exp(-z))


class Hostile:
    """Raises whatever is asked of it."""

    def __getattr__(self, name):
        raise RuntimeError("no")

    def __eq__(self, other):
        raise RuntimeError("no")

    __hash__ = None

    def __repr__(self):
        raise RuntimeError("no")

    __str__ = __bool__ = __len__ = __iter__ = __array__ = __float__ = __repr__


class HostileError(Exception):
    def __str__(self):
        raise RuntimeError("no")


def raiser(error):
    def raises(z):
        raise error

    return raises


def nested():
    inside = []
    inside.append(inside)
    return inside


def endless_recursion(z):
    return endless_recursion(z)


def ever(z):
    while True:
        yield z


async def later(z):
    return right(z)


@pytest.mark.parametrize(
    "error, words",
    [
        (SystemExit(1), "exit() ends the whole program"),
        (HostileError(), "no message"),
        (GeneratorExit(), "GeneratorExit"),
        (Warning("w"), "Warning: w"),
        (MemoryError(), "memory"),
        (AssertionError(), "assert"),
        (Exception("<b>&" * 200), "..."),
    ],
)
def test_whatever_is_raised_becomes_a_verdict(error, words):
    found = judge(SIGMOID, raiser(error))
    assert found.kind == "raises"
    assert words in str(found)
    assert "<b>&" not in found.html


def test_endless_recursion_becomes_a_verdict():
    found = judge(SIGMOID, endless_recursion)
    assert found.kind == "raises"
    assert "calls itself" in str(found)


@pytest.mark.parametrize(
    "value",
    [
        Hostile(),
        [Hostile()],
        {"a": Hostile()},
        nested(),
        (nested(), nested()),
        {1: nested()},
        10**5000,
        -(10**400),
        float("nan"),
        1j,
        np.array([1j]),
        np.array(["a"]),
        "text",
        b"bytes",
        np.full(1, Hostile, dtype=object),
        np.ma.masked_array([1.0], [True]),
        {1, 2},
        range(3),
        iter([]),
        ...,
        NotImplemented,
        len,
        Hostile,
        np.datetime64("2020-01-01"),
        np.array([]),
        [[]],
        [],
        (),
        {},
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_is_returned_becomes_a_verdict(value):
    found = judge(SIGMOID, lambda z: value)
    assert found.kind in ("type", "shape", "value")
    assert str(found).startswith("sigmoid: wrong")
    assert found.html


@pytest.mark.parametrize(
    "function, words",
    [
        (ever, "a generator"),
        (lambda z: (v for v in [z]), "a generator"),
        (lambda z: map(abs, [z]), "an object of type map"),
        (lambda z: right, "a function"),
    ],
)
def test_what_waits_to_be_computed_is_no_result(function, words):
    assert words in str(judge(SIGMOID, function))


@pytest.mark.filterwarnings("ignore:coroutine")
def test_an_async_function_is_no_result():
    assert judge(SIGMOID, later).kind == "type"


def test_the_stop_button_leaves_a_verdict():
    def sigmoid(z):
        raise KeyboardInterrupt

    found = check(sigmoid)
    assert (found.kind, found.passed) == ("raises", False)
    assert str(found).startswith("sigmoid: stopped before it came to an end.")


def test_printing_is_captured(capfd):
    def prints(z):
        print("a" * 10_000)
        print("b", file=sys.stderr)
        sys.stdout.close()
        return right(z)

    assert judge(SIGMOID, prints).passed
    assert capfd.readouterr() == ("", "")
    print("still here")
    assert capfd.readouterr().out == "still here\n"


def test_a_closed_or_missing_stdout_is_put_back():
    def takes_stdout_away(z):
        sys.stdout = None
        return right(z)

    before = sys.stdout
    assert judge(SIGMOID, takes_stdout_away).passed
    assert sys.stdout is before


def test_global_states_are_put_back():
    def meddles(z):
        np.seterr(all="raise")
        np.random.seed(1)  # noqa: NPY002
        random.seed(1)
        sys.setrecursionlimit(5000)
        warnings.simplefilter("error")
        return right(z)

    before = (
        np.geterr(),
        random.getstate(),
        sys.getrecursionlimit(),
        list(warnings.filters),
        np.random.get_state()[1].tolist(),
    )  # noqa: NPY002
    judge(SIGMOID, meddles)
    after = (
        np.geterr(),
        random.getstate(),
        sys.getrecursionlimit(),
        list(warnings.filters),
        np.random.get_state()[1].tolist(),
    )  # noqa: NPY002
    assert before == after


def test_what_the_reader_has_set_changes_no_verdict():
    expected = judge(SIGMOID, right)
    with (
        warnings.catch_warnings(),
        np.errstate(all="raise"),
        np.printoptions(precision=1, sign="+"),
    ):
        warnings.simplefilter("error")
        assert judge(SIGMOID, right) == expected
        wrong = judge(SIGMOID, lambda z: right(-z))
    assert wrong == judge(SIGMOID, lambda z: right(-z))


def test_an_argument_that_is_reshaped_or_filled_is_found_changed():
    def reshapes(z):
        found = right(z)
        if np.ndim(z):
            z.shape = (z.size, 1)
        return found

    def fills(z):
        found = right(z)
        if np.ndim(z):
            z[...] = np.nan
        return found

    assert [judge(SIGMOID, function).kind for function in (reshapes, fills)] == ["mutates"] * 2


def test_one_check_leaves_the_next_its_inputs():
    def spoils(z):
        if np.ndim(z):
            z[...] = 0
        return right(z)

    expected = judge(SIGMOID, right)
    judge(SIGMOID, spoils)
    assert judge(SIGMOID, right) == expected


def test_a_result_that_is_written_again_by_the_next_call_is_read_in_time():
    kept = {}

    def reuses(z):
        out = kept.setdefault(np.shape(z), np.empty(np.shape(z)))
        out[...] = right(z)
        return out

    assert judge(SIGMOID, reuses).passed


def test_a_table_that_is_too_large_is_shown_small():
    found = judge(SIGMOID, lambda z: np.zeros((500, 500)))
    assert found.kind == "shape"
    assert len(found.html) < 10_000


def test_a_trace_function_is_put_back():
    def trace(*_):
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        judge(SIGMOID, right)
        assert sys.gettrace() is trace
    finally:
        sys.settrace(before)
