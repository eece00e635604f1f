"""What must hold of race(): agree first, then take turns, the best time counts; lines too."""

import html
import io
import re
import textwrap
from types import SimpleNamespace

import numpy as np
import pytest
import tqdm.auto
import tqdm.std
from threadpoolctl import threadpool_info, threadpool_limits

from helpers import race as racing
from helpers.data import standardise, tumours
from helpers.logistic import one_loop, two_loops, zero_loops
from helpers.race import bandwidth, race, speed_map
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
def clock(monkeypatch):
    """The time that race reads: it stands still unless a test adds to `now`."""
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(racing, "time", SimpleNamespace(perf_counter=lambda: clock.now))
    return clock


@pytest.fixture
def lasting(clock):
    """A function of a name; its first calls last so many seconds, all others the last.

    Their calls stand in `lasting.calls`.
    """

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
        (np.float32(1), 1.001, ": left and right are up to 0.001 apart"),
        (1.5, None, ": left gives 1.5, right gives None"),
    ],
)
def test_results_that_differ_are_not_timed_and_how_they_differ_is_said(a, b, words):
    for functions in ("left", "right"), ("left", "other", "right"):
        given = [giving(name, b if name == "right" else a) for name in functions]
        assert refused(*given) == f"not timed, the results differ{words}"


def test_rounding_and_nan_in_the_same_places_and_float32_are_no_difference():
    coarse = (0.5, np.float32(0.1)), (0.50001, np.float64(0.10001))
    for a, b in (0.1 + 0.2, 0.3), (NAN, NAN.copy()), coarse:
        result = race(giving("left", a), giving("right", b), guess=0.5)
        assert set(result.seconds) == {"left", "right"}


def changing(given, call):
    """A function that changes all of this at its so manieth call."""
    calls = []

    def grow(*_):
        calls.append(1)
        for each in given if len(calls) == call else []:
            each[() if isinstance(each, np.ndarray) else 0] *= -2

    return grow


CHANGEABLE = [
    *(np.ones(3), np.zeros(2), np.array([np.nan, 2]), np.ones((4, 6), np.float32).T[::2]),
    *(np.array(5), np.array([1j, 2]), np.array([1, None, "a"])[:1], np.longdouble([1, 2])),
    *(np.ma.array([1.0, 2.0], mask=[False, True]), [1, 2], [[1.0, 2.0], [3.0]]),
]


@pytest.mark.parametrize(("call", "who"), [(1, "grow"), (2, "one of left, grow")])
@pytest.mark.parametrize("given", CHANGEABLE)
def test_a_function_that_changes_what_it_is_given_is_not_timed_and_that_given_back(
    given, call, who
):
    before, also = repr(given), np.ones(2)
    words = refused(giving("left", None), changing([given, also], call), 1.0, given, also)
    assert words == f"not timed, {who} changes what it is given as argument 2"
    assert repr(given) == before and (also == 1).all()


def test_an_array_that_was_reshaped_has_its_shape_back():
    X = np.arange(6.0).reshape(2, 3)

    def flat(X):
        X.resize((6,), refcheck=False)

    words = refused(giving("left", None), flat, X)
    assert "argument 1" in words and (X == [[0, 1, 2], [3, 4, 5]]).all()


def test_what_nobody_changes_may_hold_nan():
    given = [np.array([np.nan, -0.0]), np.array(["a", None]), [[np.nan]], range(3)]
    assert race(giving("left", 1), giving("right", 1), *given).seconds


def test_what_is_no_race_or_no_guess_is_refused_before_anything_runs(lasting):
    for given, got in ([], "no function"), ([abs], "abs"), ([abs, abs, np.exp], "abs, abs, exp"):
        words = f"race got {got}, it needs at least two functions, of different names"
        assert refused(*given, np.ones(3)) == words
    for guess in ("10", 0, -1, float("nan"), float("inf"), [10]):
        words = refused(lasting("left", 1.0), lasting("right", 1.0), guess=guess)
        assert words == f"guess is {guess!r}, it needs a number above 0, such as 10"
    for named in {"seconds": 0}, {"limits": {"once": -1.0}}, {"limits": {"once": "1"}}:
        words = refused(lasting("left", 1.0), lasting("right", 1.0), **named)
        assert re.match(r"(seconds|limits\['once'\]) is .*, it needs a number above 0", words)
    with pytest.raises(TypeError, match=r"limits is \[1.0\], it needs a dict of numbers by"):
        race(lasting("left", 1.0), lasting("right", 1.0), limits=[1.0])
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


def test_a_short_call_is_timed_after_one_of_its_own(clock):
    last, seconds = [], {"short": 0.005, "other": 0.005, "long": 0.02}

    def lasting(name):
        def wait():
            clock.now += seconds[name] * (1 if last[-1:] == [name] else 1.5)
            last.append(name)

        return named(name, wait)

    result = race(*map(lasting, seconds))
    assert result.seconds == pytest.approx({"short": 0.005, "other": 0.005, "long": 0.03})
    assert last.count("short") == 1 + 2 * racing.ROUNDS and last.count("long") == 1 + racing.ROUNDS


def test_what_is_not_timed_counts_in_the_seconds(lasting, clock):
    result = race(lasting("slow", 0.01), lasting("quick", 0.001), seconds=0.092)
    assert clock.now <= 0.092 and "slow 4 turns" in repr(result)


def test_it_ends_within_its_seconds_and_says_which_turns_it_left_out(lasting, clock):
    slow, quick = lasting("slow", 3.0), lasting("quick", 0.001)
    result = race(slow, quick, seconds=10)
    assert clock.now <= 10 and lasting.calls.count("slow") == 3
    assert lasting.calls.count("quick") == 1 + 2 * racing.ROUNDS
    said = "10 seconds left no time for 8 turns each: slow 3 turns."
    assert repr(result).endswith("\n" + said) and f"<p>{said}</p>" in result.html
    assert "seconds left" not in repr(race(slow, quick, seconds=30))


def test_a_function_that_alone_takes_longer_has_one_turn_and_the_quick_ones_all(lasting, clock):
    result = race(lasting("slow", 50.0), lasting("quick", 0.1, 0.01), seconds=10)
    assert clock.now < 50 + 10 / 10 + 0.1 and lasting.calls.count("slow") == 1
    assert result.seconds == pytest.approx({"slow": 50, "quick": 0.01})
    assert repr(result).endswith("10 seconds left no time for 8 turns each: slow 1 turn.")


def test_a_race_that_is_interrupted_returns_nothing(lasting):
    def stopped():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        race(lasting("left", 1.0), named("right", stopped))


@pytest.mark.parametrize(("seconds", "shown"), [(0.05, False), (0.1, True)])
def test_a_progress_bar_shows_after_one_second_only(monkeypatch, lasting, clock, seconds, shown):
    screen, bars, hidden = io.StringIO(), [], []
    monkeypatch.setattr(tqdm.std, "time", lambda: clock.now)

    def bar(**given):
        hidden.append(given["disable"])
        bars.append(tqdm.std.tqdm(file=screen, mininterval=0, miniters=1, **given))
        return bars[-1]

    monkeypatch.setattr(tqdm.auto, "tqdm", bar)
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    race(lasting("left", seconds), lasting("right", seconds))
    assert ("race" in screen.getvalue()) == shown and bars[0].n == bars[0].total
    monkeypatch.setenv("TQDM_DISABLE", "1")
    race(lasting("left", seconds), lasting("right", seconds))
    assert hidden == [False, True]


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


def test_limits_stand_in_the_picture_and_beside_the_fastest(lasting):
    limits = {"X read <twice>": 0.02, "X read once": 0.01}
    result = race(lasting("slow", 0.6), lasting("quick", 0.015), limits=limits)
    said = ["X read <twice>: 20 ms; quick takes 0.75 times as long."]
    said.append("X read once: 10 ms; quick takes 1.5 times as long.")
    assert repr(result).splitlines()[-2:] == said
    assert "the least for X read &lt;twice&gt; 1.3, X read once 0.67." in result.html
    assert f"<p>{html.escape(said[0])}</p><p>{said[1]}</p>" in result.html


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


# The map


@pytest.fixture
def versions(monkeypatch, clock):
    """The versions, each a stub that lasts as many microseconds as stated here; their calls."""
    calls = []

    def lasting(name, microseconds):
        def version(w, b, X, Y):
            calls.append((name, type(X), np.shape(X), np.shape(Y), np.shape(w)))
            clock.now += microseconds(*np.shape(X), isinstance(X, list)) / 1e6

        monkeypatch.setattr(racing, name, version)

    lasting("two_loops", lambda n, m, lists: n * m * (0.25 if lists else 1.0))
    lasting("one_loop", lambda n, m, lists: 20.0 * m)
    lasting("zero_loops", lambda n, m, lists: 50.0 + m / 10)
    return calls


def test_a_map_has_the_factors_of_all_sizes(versions):
    speeds = speed_map(n=(2, 8), m=np.array([1, 100, 1000]))
    assert speeds.ratio("two_loops", "one_loop", 8, 100) == pytest.approx(8 / 20)
    assert speeds.ratio("two_loops", "lists", 2, 1) == pytest.approx(4)
    for n in speeds.n:
        expected = [20 / 50.1, 2000 / 60, 20_000 / 150]
        found = [speeds.ratio(one_loop, zero_loops, n, m) for m in speeds.m]
        assert found == pytest.approx(expected) and n in (2, 8)
    assert speeds.ratios("lists", "one_loop") == pytest.approx(np.outer([0.025, 0.1], np.ones(3)))
    assert {(name, kind) for name, kind, *_ in versions} == {
        *(("two_loops", np.ndarray), ("two_loops", list)),
        *(("one_loop", np.ndarray), ("zero_loops", np.ndarray)),
    }
    assert {(X, Y, w) for _, _, X, Y, w in versions} == {
        ((n, m), (1, m), (n, 1)) for n in (2, 8) for m in (1, 100, 1000)
    }
    assert speeds.left_out == ""


def test_a_map_ends_within_its_seconds_and_says_what_it_left_blank(versions, clock):
    speeds = speed_map(n=(10, 1000), m=(100, 1000, 1_000_000), seconds=10)
    assert 1 < clock.now <= 10 and not any(10**6 in X for _, _, X, *_ in versions)
    said = "Blank, as 10 seconds left no time: (n, m) = (10, 1,000,000), (1000, 1,000,000)."
    assert speeds.left_out == said and repr(speeds).endswith(said) and said in speeds.html
    assert np.isnan(speeds.ratios("two_loops", "one_loop")).tolist() == [[False, False, True]] * 2
    with pytest.raises(ValueError, match="n = 10, m = 1000000 was left out: Blank, as 10"):
        speeds.ratio("two_loops", "one_loop", 10, 1_000_000)


def test_a_map_is_also_a_table_of_words(versions):
    lines = repr(speed_map(n=(2, 8), m=(1, 1000))).splitlines()
    assert [line.split() for line in lines[8:]] == [
        ["one_loop", "/", "zero_loops"],
        ["m", "=", "1", "m", "=", "1,000"],
        ["n", "=", "2", "0.4", "130"],
        ["n", "=", "8", "0.4", "130"],
    ]
    assert lines[0] == "two_loops / one_loop" and lines[2].split()[3:] == ["0.1", "0.1"]


def test_the_courses_versions_run_on_the_maps_data_without_their_checks(clock):
    runs = racing._versions(3, 5)
    results = [[np.array(part) for part in f(*given)] for f, given in runs.values()]
    for other in results[1:]:
        assert all(map(np.allclose, results[0], other))
    assert not any(hasattr(f, "__wrapped__") for f, _ in runs.values())


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"n": 5}, r"n is \(5,\), it needs two whole numbers or more, each at least twice"),
        ({"n": (2, 3)}, r"n is \(2, 3\), it needs two"),
        ({"m": (10, 1)}, r"m is \(10, 1\), it needs two"),
        ({"m": (0, 1)}, "m is 0, it needs a whole number, 1 or more"),
        ({"n": (2, 8.5)}, "n is 8.5, it needs a whole number"),
        ({"n": None}, "n is None, it needs a whole number"),
        ({"seconds": -1}, "seconds is -1, it needs a number above 0"),
        ({"seconds": 1e-6}, r"seconds is 1e-06, too few for the smallest n and m, \(2, 1\)"),
    ],
)
def test_what_is_no_map_is_refused(versions, given, match):
    with pytest.raises((TypeError, ValueError), match=match):
        speed_map(**given)
    assert versions == []


def test_what_is_not_on_a_map_is_named(versions):
    speeds = speed_map(n=(2, 8), m=(1, 100))
    for given, words in [
        (("three_loops", "one_loop", 2, 1), "slow is 'three_loops', the map has two_loops, lists,"),
        (("lists", abs, 2, 1), "fast is 'abs', the map has"),
        (("lists", "one_loop", 3, 1), "n is 3, the map has 2, 8"),
        (("lists", "one_loop", 2, 10), "m is 10, the map has 1, 100"),
    ]:
        with pytest.raises(ValueError, match=words):
            speeds.ratio(*given)


def test_the_bandwidth_is_that_of_the_best_read(monkeypatch):
    read, seconds = [], iter([0.5, 0.2, *[0.4] * 100])
    monkeypatch.setattr(racing, "_clock", lambda f, given: read.append(f(*given)) or next(seconds))
    assert bandwidth(0.8) == 800_000 / 0.2
    assert len(read) == 30 and (read[0] == np.full(100, 1000)).all()
    with pytest.raises(ValueError, match="megabytes is 0, it needs a number above 0"):
        bandwidth(0)


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
