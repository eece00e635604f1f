"""What a learner's function may do: it breaks neither a check, nor a later one, nor the kernel."""

import builtins
import random
import re
import subprocess
import sys
import tracemalloc
import warnings

import numpy as np
import pytest

from helpers.check import check
from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests.environment import ROOT

SIGMOID = by_name()["sigmoid"]


def right(z):
    return 1 / (1 + np.exp(-z))


def raise_no(self, *_):
    raise RuntimeError("no")


NAMES = "getattr eq str bool len iter array float int add mul neg lt gt abs repr"
METHODS = {f"__{name}__": raise_no for name in NAMES.split()} | {"__hash__": None}
Hostile = type("Hostile", (), METHODS)
HostileNumber = type("HostileNumber", (float,), METHODS)
HostileArray = type("HostileArray", (np.ndarray,), METHODS | {"copy": raise_no})
HostilePair = type("HostilePair", (tuple,), METHODS)
HostileError = type("HostileError", (Exception,), METHODS)
ExitingError = type("ExitingError", (Exception,), {"__str__": lambda self: sys.exit(1)})


def hostile_entries():
    entries = np.empty(1, dtype=object)
    entries[0] = Hostile()
    return entries


def nested():
    inside = []
    inside.append(inside)
    return inside


async def later(z):
    return right(z)


# What is raised, and what the verdict says of it.
ERRORS = """
SystemExit(1) | exit() ends the whole program
HostileError() | no message
ExitingError() | no message
GeneratorExit() | GeneratorExit
Warning("w") | Warning: w
MemoryError() | memory
AssertionError() | assert
Exception("<b>&" * 200) | ...
Exception("\\ud800") | ?
Exception("100 MB " * 14_000_000) | ...
"""
VALUES = """
Hostile() | [Hostile()] | {"a": Hostile()} | Hostile | HostileNumber(0.5) | HostilePair((1, 2))
np.zeros(3).view(HostileArray) | hostile_entries() | np.ma.masked_array([1.0], [True])
nested() | (nested(), nested()) | {1: nested()} | [[]] | [] | () | {} | np.array([]) | {1, 2}
10**5000 | -(10**400) | float("nan") | 1j | np.array([1j]) | np.array(["a"]) | "text" | b"bytes"
range(3) | iter([]) | ... | NotImplemented | len | np.datetime64("2020-01-01") | np.timedelta64(1)
np.zeros((500, 500))
"""


@pytest.mark.parametrize("error, words", [line.split(" | ") for line in ERRORS.split("\n")[1:-1]])
def test_whatever_is_raised_becomes_a_verdict(error, words):
    error = eval(error)

    def raises(z):
        raise error

    found = judge(SIGMOID, raises)
    assert found.kind == "raises"
    assert words in str(found)
    assert "<b>&" not in found.html
    assert len(found.html.encode()) < 10_000


@pytest.mark.parametrize("value", re.split(r" \| |\n", VALUES.strip()))
def test_whatever_is_returned_becomes_a_verdict(value):
    value = eval(value)
    for name in ("sigmoid", "gradients"):
        found = judge(by_name()[name], lambda *args: value)
        assert found.kind in ("type", "shape", "value")
        assert str(found).startswith(f"{name}: wrong")
        assert len(found.html) < 10_000


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda z: (v for v in [z]), "a generator"),
        (lambda z: map(abs, [z]), "an object of type map"),
        (lambda z: right, "a function"),
        (later, "an object of type coroutine"),
    ],
)
@pytest.mark.filterwarnings("ignore:coroutine")
def test_what_waits_to_be_computed_is_no_result(function, words):
    assert words in str(judge(SIGMOID, function))


def test_an_object_that_can_be_called_and_raises_at_everything_becomes_a_verdict():
    callable_one = type("CallableOne", (), METHODS | {"__call__": lambda self, z: right(z)})()
    assert judge(SIGMOID, callable_one).passed
    with pytest.raises(ValueError, match="there is no exercise called"):
        check(callable_one)


def test_the_stop_button_leaves_a_verdict():
    def sigmoid(z):
        raise KeyboardInterrupt

    found = check(sigmoid)
    assert (found.kind, found.passed) == ("raises", False)
    assert "sigmoid: stopped before it came to an end." in str(found)


def test_a_check_inside_the_checked_function_is_refused():
    def sigmoid(z):
        check(sigmoid)
        return right(z)

    for _ in range(2):
        assert "check() is called inside the function that it checks" in str(check(sigmoid))
    assert judge(SIGMOID, right).passed


def test_printing_is_captured(capfd):
    def prints(z):
        print("a" * 10_000)
        print("b", file=sys.stderr)
        sys.stdout.close()
        return right(z)

    def takes_stdout_away(z):
        sys.stdout = None
        return right(z)

    assert judge(SIGMOID, prints).passed
    assert judge(SIGMOID, takes_stdout_away).passed
    assert capfd.readouterr() == ("", "")
    print("still here")
    assert capfd.readouterr().out == "still here\n"


IN_IPYTHON = """
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
shell = InteractiveShell.instance()
shown = []
shell.display_pub.publish = lambda *args, **kwargs: shown.append(args)
import matplotlib
matplotlib.use("module://matplotlib_inline.backend_inline")
import matplotlib.pyplot as plt
import numpy as np
from helpers.check import check

def sigmoid(z):
    display("a word")
    plt.plot([1, 2])
    plt.show()
    plt.figure()
    return 1 / (1 + np.exp(-z))

verdict = check(sigmoid)
assert verdict.passed
assert plt.get_fignums() == [], plt.get_fignums()
assert shown == [], shown
display("seen")
assert len(shown) == 1
"""


def test_nothing_is_displayed_and_no_figure_stays_open(tmp_path):
    subprocess.run(
        [sys.executable, "-c", IN_IPYTHON],
        cwd=ROOT,
        check=True,
        env={"ZERO_LOOPS_PROGRESS": str(tmp_path / "progress"), "HOME": str(tmp_path)},
    )


def test_nobody_is_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(builtins, "input", asked.append)

    def asks(z):
        input("z?")
        breakpoint()

    assert "Leave input() out" in str(judge(SIGMOID, asks))
    input("here")
    assert asked == ["here"]


def test_global_states_are_put_back():
    def meddles(z):
        np.seterr(all="raise")
        np.random.seed(1)  # noqa: NPY002
        random.seed(1)
        sys.setrecursionlimit(5000)
        warnings.simplefilter("error")
        return right(z)

    def states():
        numpys = np.random.get_state()[1].tolist()  # noqa: NPY002
        return np.geterr(), random.getstate(), sys.getrecursionlimit(), warnings.filters[:], numpys

    before = states()
    judge(SIGMOID, meddles)
    assert states() == before


@pytest.mark.parametrize("traced", [False, True])
def test_memory_is_counted_after_as_before(traced):
    def stops(z, out):
        out[...] = right(z)
        tracemalloc.stop()
        return out

    for function in (stops, by_name()["sigmoid_into"].reference):
        (tracemalloc.start if traced else tracemalloc.stop)()
        assert judge(by_name()["sigmoid_into"], function).sentences == ()
    assert tracemalloc.is_tracing() == traced
    tracemalloc.stop()


def test_a_name_of_numpy_that_was_overwritten_breaks_no_check(monkeypatch):
    monkeypatch.setattr(np.random, "seed", 1)
    monkeypatch.setattr(np.random, "get_state", 1)
    assert judge(SIGMOID, right).passed


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
    assert judge(SIGMOID, right).passed  # the next check has its own inputs


def test_a_result_that_is_written_again_by_the_next_call_is_read_in_time():
    kept = {}

    def reuses(z):
        out = kept.setdefault(np.shape(z), np.empty(np.shape(z)))
        out[...] = right(z)
        return out

    assert judge(SIGMOID, reuses).passed
