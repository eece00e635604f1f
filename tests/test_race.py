"""What must hold of race(): agree first, then take turns, the best time counts; lines too."""

import contextlib
import re
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import race as racing
from helpers.data import standardise, tumours
from helpers.logistic import one_loop, two_loops, zero_loops
from helpers.race import race
from helpers.shapes.source import lines_and_loops


class Clock:
    """Stands still but for what functions made by `lasting` add to it; remembers their calls."""

    def __init__(self):
        self.now, self.calls = 0.0, []

    def perf_counter(self):
        return self.now

    def lasting(self, name, *seconds, result=1.0):
        """A function of this name; its first calls last so many seconds, all others the last."""
        waiting = list(seconds)

        def function(*_):
            self.calls.append(name)
            self.now += waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return result

        function.__name__ = name
        return function


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(racing, "time", SimpleNamespace(perf_counter=clock.perf_counter))
    return clock


def named(name, result):
    def function(*_):
        return result

    function.__name__ = name
    return function


# Agree


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (np.ones(3), np.ones((3, 1))),
        (np.ones((1, 3)), np.ones((3, 1))),
        (1.0, np.ones((1, 1))),
        ((1.0, 2.0), 1.0),
        ((1.0, np.ones(2)), (1.0, np.ones((2, 1)))),
        ((1.0,), (1.0, 1.0)),
    ],
)
def test_results_of_different_shape_are_not_timed(a, b, clock):
    with pytest.raises(ValueError, match="not timed, .* differ in shape: left gives .*, right giv"):
        race(named("left", a), named("right", b))
    assert clock.now == 0


@pytest.mark.parametrize(
    ("a", "b", "gap"),
    [
        (1.0, 1.5, "0.5"),
        (1000.0, 1000.0001, "0.0001"),
        (np.zeros(3), np.array([0, 0, 1e-6]), "1e-06"),
        ((1.0, np.ones(2)), (1.0, np.array([1.0, 3.0])), "2"),
        (True, False, "1"),
        (np.array([1], np.uint8), np.array([2], np.uint8), "1"),
        (1.0, np.inf, "inf"),
    ],
)
def test_results_of_different_value_are_not_timed_and_how_far_apart_they_are_is_said(a, b, gap):
    words = f"not timed, the results differ: left and right are up to {gap} apart"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        race(named("left", a), named("right", b))


def test_nan_agrees_with_nan_only():
    race(named("left", np.array([1.0, np.nan])), named("right", np.array([1.0, np.nan])))
    with pytest.raises(ValueError, match="left and right are not nan or inf in the same places"):
        race(named("left", np.array([1.0, np.nan])), named("right", np.array([1.0, 1.0])))


def test_what_gives_nothing_yet_is_not_timed():
    with pytest.raises(ValueError, match="not timed, .*: left gives 1.5, stub gives None"):
        race(named("left", 1.5), named("stub", None))


def test_any_of_several_that_differs_is_named():
    with pytest.raises(ValueError, match="first and third are up to 1 apart"):
        race(named("first", 1.0), named("second", 1.0), named("third", 2.0))


def test_rounding_is_no_difference():
    race(named("left", 0.1 + 0.2), named("right", 0.3))


@pytest.mark.parametrize("functions", [[], [named("alone", 1.0)]])
def test_fewer_than_two_functions_are_no_race(functions):
    with pytest.raises(ValueError, match=rf"got {len(functions)} function.*needs at least two"):
        race(*functions, np.ones(3))


def test_functions_of_one_name_are_refused_because_times_are_kept_by_name():
    for twins in ([lambda x: x, lambda x: 1 * x], [zero_loops, zero_loops]):
        with pytest.raises(ValueError, match="needs functions of different names"):
            race(*twins, 1.0)


@pytest.mark.parametrize("guess", ["10", 0, -1, float("nan"), float("inf"), [10]])
def test_a_guess_that_is_no_number_above_0_is_refused_before_anything_runs(guess, clock):
    with pytest.raises(ValueError, match="^guess is .*, it needs a number above 0"):
        race(clock.lasting("left", 1.0), clock.lasting("right", 1.0), guess=guess)
    assert clock.calls == []


# Then time


def test_the_ratio_is_that_of_the_times(clock):
    slow, quick = clock.lasting("slow", 0.6), clock.lasting("quick", 0.003)
    result = race(slow, quick, np.ones(3))
    assert result.seconds == pytest.approx({"slow": 0.6, "quick": 0.003})
    assert result.ratio(slow, quick) == result.ratio("slow", "quick") == pytest.approx(200)
    assert result.ratio(quick, slow) == pytest.approx(1 / 200)


def test_the_ratio_to_what_did_not_run_is_refused(clock):
    result = race(clock.lasting("slow", 2.0), clock.lasting("quick", 1.0))
    with pytest.raises(ValueError, match="zero_loops was not in this race, slow, quick were"):
        result.ratio("slow", zero_loops)


def test_the_best_time_counts(clock):
    uneven = clock.lasting("uneven", 9.0, 8.0, 5.0, 7.0, 3.0, 6.0)
    assert race(uneven, clock.lasting("other", 1.0)).seconds["uneven"] == pytest.approx(3)


def test_the_functions_take_turns(clock):
    race(clock.lasting("a", 1.0), clock.lasting("b", 1.0), clock.lasting("c", 1.0))
    assert clock.calls[-3 * racing.ROUNDS :] == ["a", "b", "c"] * racing.ROUNDS


def test_a_quick_function_runs_many_times_in_each_turn(clock):
    quick = clock.lasting("quick", racing.LEAST / 10.5)
    result = race(quick, clock.lasting("slow", 1.0))
    assert clock.calls[-11:] == ["quick"] * 10 + ["slow"]
    assert result.seconds["quick"] == pytest.approx(racing.LEAST / 10.5)


def test_arguments_reach_the_functions_in_order():
    def difference(a, b):
        return a - b

    def same_difference(a, b):
        return -(b - a)

    x = np.arange(3.0)
    assert set(race(difference, x, same_difference, 5).seconds) == {"difference", "same_difference"}


@pytest.mark.parametrize("other", [1.0, 2.0])
def test_functions_run_in_one_thread_and_the_limit_is_lifted_afterwards(monkeypatch, other):
    limits = []

    @contextlib.contextmanager
    def limit(**given):
        limits.append(given)
        yield
        limits.pop()

    def left():
        assert limits == [{"limits": 1, "user_api": "blas"}]
        return 1.0

    monkeypatch.setattr(racing, "threadpool_limits", limit)
    with contextlib.suppress(ValueError) if other == 2 else contextlib.nullcontext():
        race(left, named("right", other))
    assert limits == [] or other == 2


def test_numpys_own_functions_can_race():
    result = race(np.add, np.subtract, 3.0, 0.0)
    assert repr(result).startswith("add: ")
    assert "None" not in repr(result) + result._repr_mimebundle_()["text/html"]


# What is shown


def test_the_result_shows_lines_loops_times_and_ratios(clock):
    slow, quick = clock.lasting("slow", 0.6), clock.lasting("quick", 0.003)
    bundle = race(slow, quick, guess=50)._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        "slow: 2 lines, loops nested 0 deep, 600 ms, 200 times the fastest",
        "quick: 2 lines, loops nested 0 deep, 3 ms, 1 times the fastest",
    ]
    page = bundle["text/html"]
    assert page.startswith('<img class="still" alt="Time as a multiple of the fastest: slow 200, ')
    assert "<td>slow</td><td>2</td><td>0</td><td>600 ms</td><td>200</td>" in page
    assert page.count("<th>") == 5 and page.count("<tr>") == 3


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(12.345, "12.3 s"), (0.25, "250 ms"), (2.5e-5, "25 \u00b5s"), (3.2e-8, "32 ns")],
)
def test_a_duration_is_said_in_its_own_unit(seconds, words):
    assert racing._duration(seconds) == words


def test_two_loops_take_many_times_as_long_as_none_on_the_tumours(capsys):
    X, Y = tumours()
    X, w = standardise(X), np.full((30, 1), 0.1)
    result = race(two_loops, one_loop, zero_loops, w, 0.2, X, Y)
    with capsys.disabled():
        print(
            f"\ntumours: two loops take {result.ratio(two_loops, zero_loops):.0f} times as long "
            f"as none, {result.ratio(two_loops, one_loop):.1f} times as long as one"
        )
    assert result.ratio(two_loops, zero_loops) > 5
    assert result.source == {"two_loops": (13, 2), "one_loop": (11, 1), "zero_loops": (7, 0)}


# Lines and loops, counted


def nothing_but_words():
    """Says what it does."""


def one_line(x):
    """Words
    on several
    lines."""

    # a comment
    return x + 1  # another


def returns_names_only(x):
    y = x + 1
    z = (
        x  # one expression
        + y
    )  # on two lines
    return x, (y, z)


def loops_beside_one_another(x):
    for i in x:
        print(i)
    while x:
        x = x[1:]
    for i in x:
        print(i)


def loops_inside_one_another(x):
    total = 0
    for i in x:
        if i:
            for j in i:
                while j:
                    total += j
    return total


def comprehension_over_two(x):
    return [i for j in x for i in j]


def comprehension_inside_another(x):
    return sum(max(k for k in range(i)) for i in x)


def calls_a_loop(x):
    return [0 for _ in x], loops_inside_one_another(x)


@pytest.mark.parametrize(
    ("function", "lines", "loops"),
    [
        (nothing_but_words, 0, 0),
        (one_line, 1, 0),
        (returns_names_only, 2, 0),
        (loops_beside_one_another, 6, 1),
        (loops_inside_one_another, 6, 3),
        (comprehension_over_two, 1, 2),
        (comprehension_inside_another, 1, 2),
        (calls_a_loop, 1, 1),
        (two_loops, 13, 2),
        (one_loop, 11, 1),
        (zero_loops, 7, 0),
    ],
)
def test_lines_that_compute_are_counted_and_loops_inside_one_another(function, lines, loops):
    assert lines_and_loops(function) == (lines, loops)


@pytest.mark.parametrize(
    "function",
    [len, np.add, lambda x: [i + 1 for i in x], eval("lambda: 0"), Clock, Clock(), 3],
    ids=lambda value: type(value).__name__,
)  # no addresses: workers compare the names of tests
def test_where_no_lines_are_a_functions_own_nothing_is_counted(function):
    assert lines_and_loops(function) == (None, None)


def test_a_function_that_another_one_wraps_is_counted_itself():
    assert lines_and_loops(zero_loops) == lines_and_loops(zero_loops.__wrapped__)


def test_a_function_defined_inside_another_is_counted_by_itself():
    def inner(x):
        for i in x:
            x = i
        return x

    assert lines_and_loops(inner) == (2, 1)
