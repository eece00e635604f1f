"""What must hold of race(): agree first, then take turns, the best time counts; lines too."""

import textwrap
from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from helpers import race as racing
from helpers.data import standardise, tumours
from helpers.logistic import one_loop, two_loops, zero_loops
from helpers.race import race
from helpers.shapes.arguments import shaped
from helpers.shapes.source import lines_and_loops


def named(name, does):
    """A function of this name that takes anything."""

    def function(*_):
        return does()

    function.__name__ = name
    return function


def giving(name, result):
    return named(name, lambda: result)


@pytest.fixture
def lasting(monkeypatch):
    """A function of a name; its first calls last so many seconds, all others the last.

    The clock stands still but for them, and their calls stand in `lasting.calls`.
    """
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(racing, "time", SimpleNamespace(perf_counter=lambda: clock.now))

    def made(name, *seconds):
        waiting = list(seconds)

        def wait():
            made.calls.append(name)
            clock.now += waiting.pop(0) if len(waiting) > 1 else waiting[0]

        return named(name, wait)

    made.calls = []
    return made


def refused(*functions_and_arguments, **guess):
    """What race says when it refuses these."""
    with pytest.raises(ValueError) as caught:
        race(*functions_and_arguments, **guess)
    return str(caught.value)


# Agree

NAN, ONE, TWO = np.array([1.0, np.nan]), np.array([1], np.uint8), np.array([2], np.uint8)


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (np.ones(3), np.ones((3, 1)), " in shape: left gives (3,), right gives (3, 1)"),
        ((1.0, 2.0), 1.0, " in shape: left gives (), (), right gives ()"),
        ((1, np.ones(2)), (1, [[1]]), " in shape: left gives (), (2,), right gives (), (1, 1)"),
        (1000.0, 1000.0001, ": left and right are up to 0.0001 apart"),
        (np.zeros(3), np.array([0, 0, 1e-6]), ": left and right are up to 1e-06 apart"),
        ((1, np.ones(2)), (1, np.array([1, 3])), ": left and right are up to 2 apart"),
        (True, False, ": left and right are up to 1 apart"),
        (ONE, TWO, ": left and right are up to 1 apart"),
        (1.0, np.inf, ": left and right are up to inf apart"),
        (NAN, np.ones(2), ": left and right are not nan or inf in the same places"),
        (1.5, None, ": left gives 1.5, right gives None"),
    ],
)
def test_results_that_differ_are_not_timed_and_how_they_differ_is_said(a, b, words):
    for functions in ("left", "right"), ("left", "other", "right"):
        given = [giving(name, b if name == "right" else a) for name in functions]
        assert refused(*given) == f"not timed, the results differ{words}"


def test_rounding_and_nan_in_the_same_places_are_no_difference():
    for a, b in (0.1 + 0.2, 0.3), (NAN, NAN.copy()):
        result = race(giving("left", a), giving("right", b), guess=0.5)
        assert set(result.seconds) == {"left", "right"}


def test_a_function_that_changes_what_it_is_given_is_not_timed():
    def grow(_, x):
        x *= 2

    for given in (np.ones(3), [1, 2]):
        words = refused(giving("left", None), grow, 1.0, given)
        assert words == "not timed, grow changes what it is given as argument 2"


def test_what_is_no_race_or_no_guess_is_refused_before_anything_runs(lasting):
    for given, got in ([], "no function"), ([abs], "abs"), ([abs, abs, np.exp], "abs, abs, exp"):
        words = f"race got {got}, it needs at least two functions, of different names"
        assert refused(*given, np.ones(3)) == words
    for guess in ("10", 0, -1, float("nan"), float("inf"), [10]):
        words = refused(lasting("left", 1.0), lasting("right", 1.0), guess=guess)
        assert words == f"guess is {guess!r}, it needs a number above 0, such as 10"
    assert lasting.calls == []


# Then time


def test_the_ratio_is_that_of_the_times_and_only_of_what_ran(lasting):
    slow, quick = lasting("slow", 0.6), lasting("quick", 0.003)
    result = race(slow, quick, np.ones(3))
    assert result.seconds == pytest.approx({"slow": 0.6, "quick": 0.003})
    assert result.ratio(slow, quick) == result.ratio("slow", "quick") == pytest.approx(200)
    with pytest.raises(ValueError, match="zero_loops was not in this race, slow, quick were"):
        result.ratio("slow", zero_loops)


def test_the_functions_take_turns_and_the_best_time_counts(lasting):
    uneven = lasting("uneven", 9.0, 8.0, 5.0, 7.0, 3.0, 6.0)
    result = race(uneven, lasting("b", 1.0), lasting("c", 1.0), seconds=100)
    assert lasting.calls[-3 * racing.ROUNDS :] == ["uneven", "b", "c"] * racing.ROUNDS
    assert result.seconds["uneven"] == pytest.approx(3)


def test_a_quick_function_runs_many_times_in_each_turn(lasting):
    result = race(lasting("quick", racing.LEAST / 10.5), lasting("slow", 1.0))
    assert lasting.calls[-11:] == ["quick"] * 10 + ["slow"]
    assert result.seconds["quick"] == pytest.approx(racing.LEAST / 10.5)


def test_functions_run_in_one_thread():
    def threads():
        return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]

    with threadpool_limits(limits=2):
        race(named("left", threads), giving("right", [1] * len(threads())))


# What is shown


def test_the_result_shows_lines_loops_times_each_in_its_unit_and_ratios(lasting):
    seconds = {"slow": 12.345, "a": 0.6, "b": 2.5e-5, "quick": 3.2e-8}
    result = race(*map(lasting, seconds, seconds.values()), guess=50, seconds=200)
    assert repr(result).splitlines() == [
        "version | lines that compute | nested loops | best time | time / fastest",
        "slow | 1 | 0 | 12.3 s | 390,000,000",
        "a | 1 | 0 | 600 ms | 19,000,000",
        "b | 1 | 0 | 25 µs | 780",
        "quick | 1 | 0 | 32 ns | 1",
        "You guessed 50 times, it was 390,000,000 times.",
    ]
    page = result.html
    assert page.startswith('<img class="still" alt="Time as a multiple of the fastest: slow 390,')
    assert "<p>You guessed 50 times, it was 390,000,000 times.</p>" in page
    assert "<td>slow</td><td>1</td><td>0</td><td>12.3 s</td><td>390,000,000</td>" in page
    assert page.count("<th>") == 5 and page.count("<tr>") == 5


def test_arguments_reach_the_functions_in_order_and_numpys_own_show_no_lines():
    def same_difference(a, b):
        return -(b - a)

    result = race(np.subtract, np.arange(3.0), same_difference, 5)
    assert "\nsubtract |  |  | " in repr(result)
    assert "<td>subtract</td><td></td><td></td>" in result.html


def test_two_loops_take_many_times_as_long_as_none_on_the_tumours():
    X, Y = tumours()
    result = race(two_loops, one_loop, zero_loops, np.full((30, 1), 0.1), 0.2, standardise(X), Y)
    assert result.ratio(two_loops, zero_loops) > 5
    assert result.source == {"two_loops": (13, 2), "one_loop": (11, 1), "zero_loops": (7, 0)}


# Lines and loops, counted

LAID_OUT = '"""Words\non two lines."""\ny = (\n    x  # one\n    + 1\n)\nreturn x, (y, x)'
BESIDE = "for i in x:\n    # a comment\n    print(i)\nwhile x:\n    x = x[1:]"
INSIDE = "for i in x:\n    if i:\n        x = [[k for k in j] for j in i]"


@pytest.mark.parametrize(
    ("body", "lines", "loops"),
    [
        ('"""Says what it does."""', 0, 0),
        (LAID_OUT, 1, 0),
        (BESIDE, 4, 1),
        (INSIDE, 3, 3),
        ("return [i for j in x for i in j]", 1, 2),
        ("return np.vectorize(abs)(x), len(x)", 1, 1),
        ("def inner(y):\n    return y\nreturn inner(x)", 2, 0),
    ],
)
def test_lines_that_compute_are_counted_and_loops_inside_one_another(tmp_path, body, lines, loops):
    path, space = tmp_path / "written.py", {}
    path.write_text("def f(x):\n" + textwrap.indent(body, "    "), encoding="utf-8")
    exec(compile(path.read_text("utf-8"), path, "exec"), space)
    assert lines_and_loops(space["f"]) == lines_and_loops(shaped()(space["f"])) == (lines, loops)


@pytest.mark.parametrize("function", [len, np.add, lambda x: [x for _ in x], eval("lambda: 0"), 3])
def test_where_no_lines_are_a_functions_own_nothing_is_counted(function):
    assert lines_and_loops(function) == (None, None)
