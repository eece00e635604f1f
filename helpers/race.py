"""Agree first, then time: functions that should give the same, compared, then timed in turns."""

import html
import inspect
import itertools
import math
import numbers
import os
import pickle
import time

import numpy as np
from matplotlib.ticker import EngFormatter
from threadpoolctl import threadpool_limits

from helpers import plot
from helpers.logistic import one_loop, two_loops, zero_loops
from helpers.pictures.card import Shown
from helpers.pictures.figure import short
from helpers.pictures.speed_map import SpeedMap
from helpers.pictures.svg import counted
from helpers.shapes.arguments import whole_argument
from helpers.shapes.source import lines_and_loops

ROUNDS, LEAST = 7, 0.002  # how often each takes its turn, and for how many seconds at least
HEAD = "version", "lines that compute", "nested loops", "best time", "time / fastest"


class Race(Shown):
    """The best time of each function in seconds, by name; shows them as a picture and a table."""

    def __init__(self, functions, seconds, guess=None, limits=None, left_out=""):
        self.seconds, self.guess = seconds, guess
        self.limits, self.left_out = limits or {}, left_out
        self.source = {name: lines_and_loops(f) for name, f in functions.items()}

    def ratio(self, slow, fast):
        """How many times as long `slow` takes as `fast`: functions, or their names.

        Raises ValueError for one that was not in this race.
        """
        slow, fast = (_name(f) if callable(f) else f for f in (slow, fast))
        for name in (slow, fast):
            if name not in self.seconds:
                raise ValueError(f"{name} was not in this race, {', '.join(self.seconds)} were")
        return self.seconds[slow] / self.seconds[fast]

    def _rows(self):
        """The rows of the table, in words."""
        for name, seconds in self.seconds.items():
            numbers = ("" if count is None else str(count) for count in self.source[name])
            ratio = short(seconds / min(self.seconds.values()))
            yield name, *numbers, _in_words(seconds), ratio

    def _said(self):
        """What was guessed, what the limits are, and what was left out: sentences."""
        fastest = min(self.seconds, key=self.seconds.get)
        if self.guess is not None:
            measured = short(max(self.seconds.values()) / self.seconds[fastest])
            yield f"You guessed {self.guess:g} times, it was {measured} times."
        for name, least in self.limits.items():
            times = short(self.seconds[fastest] / least)
            yield f"{name}: {_in_words(least)}; {fastest} takes {times} times as long."
        if self.left_out:
            yield self.left_out

    def __repr__(self):
        return "\n".join([*map(" | ".join, [HEAD, *self._rows()]), *self._said()])

    @property
    def html(self):
        """The picture, what was guessed, the limits, and the table."""
        page = plot.times(self.seconds, self.guess, self.limits).html
        page += "".join(f"<p>{html.escape(words)}</p>" for words in self._said())
        head = "".join(f"<th>{name}</th>" for name in HEAD)
        rows = ("".join(f"<td>{html.escape(words)}</td>" for words in row) for row in self._rows())
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"{page}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def race(*functions_and_arguments, guess=None, seconds=20, limits=None):
    """race(f, g, ..., a, b, ...) calls each function with the arguments and times those that agree.

    The functions take turns, so that a busy moment hits all of them; each one's best time counts.
    One thread, so that the loops and the arrays have the same means. `guess` is the ratio of the
    slowest to the fastest that you expect; it is drawn beside what was measured, as are `limits`,
    such as {"X read once": 0.01}: the least seconds that something must take. It ends within about
    `seconds` and says which turns it left out; a function that alone takes longer has one turn.
    Interrupted, it returns nothing: KeyboardInterrupt.
    Raises ValueError where two results differ in shape or value or a function changes an array or
    list it is given; for fewer than two functions, or two of one name; for a `guess`, `seconds` or
    limit not above 0, TypeError for limits without names.
    """
    limits = {} if limits is None else limits
    if not isinstance(limits, dict):
        raise TypeError(f'limits is {limits!r}, it needs a dict such as {{"X read once": 0.01}}')
    given = {"guess": 1 if guess is None else guess, "seconds": seconds}
    for name, value in (
        given | {f"limits[{name!r}]": each for name, each in limits.items()}
    ).items():
        _above_zero(name, value)
    arguments = [a for a in functions_and_arguments if not callable(a)]
    callables = [f for f in functions_and_arguments if callable(f)]
    functions = {_name(f): f for f in callables}
    if len(functions) < max(2, len(callables)):
        got = ", ".join(map(_name, callables)) or "no function"
        raise ValueError(f"race got {got}, it needs at least two functions, of different names")
    runs, end = {name: (f, arguments) for name, f in functions.items()}, _now() + seconds
    with threadpool_limits(limits=1, user_api="blas"), _bar("race", ROUNDS * len(runs)) as bar:
        best = _agree(functions, arguments)
        # after long first calls a tenth of the time is left for those that are quick
        turns = _turns(runs, best, max(end, _now() + seconds / 10), bar)
    few = [f"{name} {counted(k, 'turn')}" for name, k in turns.items() if k <= ROUNDS]
    left_out = f"Turns cut by the limit of {seconds:g} seconds: {', '.join(few)}, of {ROUNDS + 1}."
    return Race(functions, best, guess, limits, left_out if few else "")


def speed_map(n=(2, 8, 30, 120, 480), m=(1, 10, 100, 1000, 10_000), seconds=25):
    """The course's three versions timed over n features and m examples: a SpeedMap.

    It also times two_loops on nested lists: an element of a list is read faster than one of an
    array. The data are random, of mean 0 and deviation 1; one thread; the best of a few turns, one
    turn where it takes long; only the lines of the versions, not the check of their arguments.
    Sizes that would not end within about `seconds` stay blank. Interrupted, it returns nothing.
    Raises ValueError or TypeError unless n and m hold two whole numbers or more, each at least
    twice the one before, and `seconds` is above 0.
    """
    n, m = _sizes("n", n), _sizes("m", m)
    _above_zero("seconds", seconds)
    end, times, blank, dear = _now() + seconds, {}, [], 0.0
    sizes = sorted(itertools.product(n, m), key=math.prod)
    with threadpool_limits(limits=1, user_api="blas"), _bar("speed map", len(sizes)) as bar:
        for size in sizes:  # the dearest last, whose time is known from those before
            start = _now()
            if start + dear * math.prod(size) > end:
                blank.append(f"({size[0]}, {size[1]:,})")
            else:
                runs = _versions(*size)
                best = {name: _clock(f, given) for name, (f, given) in runs.items()}
                dear = (_now() - start) / math.prod(size)
                _turns(runs, best, min(end, _now() + seconds / 50))
                times |= {(name, *size): best[name] for name in best}
            bar.update()
    left_out = f"Blank, for the limit of {seconds:g} seconds: (n, m) = {', '.join(blank)}."
    return SpeedMap(times, n, m, left_out if blank else "")


def bandwidth(megabytes=256):
    """Bytes per second that one thread reads from memory: the best of ten reads of an array.

    A matrix times a vector reads each number of the matrix once and computes less than it waits.
    The array must be larger than the processor's cache; where it fits, the cache is measured.
    Raises ValueError unless `megabytes` is above 0.
    """
    _above_zero("megabytes", megabytes)
    table, ones = np.ones((max(1, int(megabytes * 1e6 / 8000)), 1000)), np.ones(1000)
    with threadpool_limits(limits=1, user_api="blas"):
        return table.nbytes / min(_clock(np.matmul, (table, ones)) for _ in range(10))


def _versions(n, m):
    """The versions without their checks, and random data for each: {name: (function, arguments)}"""
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((n, m)), rng.integers(0, 2, (1, m)) * 1.0
    w = rng.standard_normal((n, 1)) / n**0.5
    arrays = w, 0.0, X, Y
    lists = w.tolist(), 0.0, X.tolist(), Y.tolist()
    two, one, zero = map(inspect.unwrap, (two_loops, one_loop, zero_loops))
    return {
        "two_loops": (two, arrays),
        "lists": (two, lists),
        "one_loop": (one, arrays),
        "zero_loops": (zero, arrays),
    }


def _sizes(name, values):
    """`values` as a tuple, if they can be the sizes of a map."""
    values = tuple(values)
    for value in values:
        whole_argument(name, value, 1)
    if len(values) < 2 or any(b < 2 * a for a, b in itertools.pairwise(values)):
        raise ValueError(f"{name} is {values}, it needs two or more, each twice the one before")
    return values


def _above_zero(name, value):
    if not (isinstance(value, numbers.Real) and 0 < value < math.inf):
        raise ValueError(f"{name} is {value!r}, it needs a number above 0, such as 10")


def _turns(runs, best, end, bar=None):
    """How many turns each had; `best`, the seconds of a first call, falls to the best of them.

    A turn is as many calls as last LEAST seconds. One that would not end before `end` is left out.
    """
    turns = dict.fromkeys(runs, 1)  # the first call is one
    for _ in range(ROUNDS):
        for name, (function, arguments) in runs.items():
            calls = max(1, int(LEAST / best[name]))
            if _now() + calls * best[name] <= end:
                best[name] = min(best[name], _clock(function, arguments, calls))
                turns[name] += 1
            if bar is not None:
                bar.update()
    return turns


def _agree(functions, arguments):
    """Raise ValueError unless all give the same shapes, then the same values to 1e-9.

    Returns how many seconds each took, by name.
    """
    called = {name: _result(name, f, arguments) for name, f in functions.items()}
    results = {name: parts for name, (parts, _) in called.items()}
    gives = {name: ", ".join(str(np.shape(part)) for part in results[name]) for name in results}
    first, *others = results
    for other in others:
        if gives[first] != gives[other]:
            differ = f"{first} gives {gives[first]}, {other} gives {gives[other]}"
            raise ValueError(f"not timed, the results differ in shape: {differ}")
        for a, b in zip(results[first], results[other], strict=True):
            if difference := _difference(first, other, np.asarray(a), np.asarray(b)):
                raise ValueError(f"not timed, the results differ: {difference}")
    return {name: seconds for name, (_, seconds) in called.items()}


def _result(name, function, arguments):
    """The parts of its result, and seconds; ValueError if the next call would be given another."""
    before, start = _frozen(arguments), _now()
    result, seconds = function(*arguments), max(_now() - start, 1e-9)
    for place, (old, new) in enumerate(zip(before, _frozen(arguments), strict=True), 1):
        if old != new:
            raise ValueError(f"not timed, {name} changes what it is given as argument {place}")
    return (result if isinstance(result, tuple | list) else [result]), seconds


def _frozen(arguments):
    """Arrays and lists as bytes; of others nothing: they cannot be changed, or may be lazy."""
    return [pickle.dumps(a) if isinstance(a, np.ndarray | list) else b"" for a in arguments]


def _difference(first, other, a, b):
    """How two arrays of one shape differ, in words; "" where they are the same to 1e-9."""
    if a.dtype.kind not in "biufc" or b.dtype.kind not in "biufc":  # not numbers, such as None
        return "" if np.array_equal(a, b) else f"{first} gives {a}, {other} gives {b}"
    if np.allclose(a, b, rtol=1e-9, atol=1e-12, equal_nan=True):
        return ""
    with np.errstate(invalid="ignore"):
        gaps = np.abs(a * 1.0 - b * 1.0)  # * 1.0: labels of uint8 and bool can be subtracted
    if np.isnan(gaps).any():
        return f"{first} and {other} are not nan or inf in the same places"
    return f"{first} and {other} are up to {gaps.max():.2g} apart"


def _clock(function, arguments, calls=1):
    """Seconds of one call, of so many."""
    start = _now()
    for _ in range(calls):
        function(*arguments)
    return max(_now() - start, 1e-9) / calls


def _now():
    return time.perf_counter()


def _in_words(seconds):
    return EngFormatter("s")(float(f"{seconds:.3g}"))


def _bar(what, total):
    """A progress bar that shows after one second."""
    from tqdm.auto import tqdm  # here: importing it takes longer than most races

    hidden = "TQDM_DISABLE" in os.environ  # which tqdm overlooks in notebooks
    return tqdm(total=total, desc=what, unit="turn", delay=1, leave=False, disable=hidden)


def _name(function):
    return getattr(function, "__name__", type(function).__name__)
