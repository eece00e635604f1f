"""Agree first, then time: functions that should give the same, compared, then timed in turns."""

import html
import inspect
import itertools
import math
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
from helpers.shapes.agree import agree
from helpers.shapes.arguments import positive_argument, positive_arguments, whole_argument
from helpers.shapes.source import lines_and_loops

ROUNDS, LEAST = 7, 0.002  # how often each takes its turn, and for how many seconds at least
SHORT = 0.02  # seconds of a call that what is in the cache can matter to
DEAR = 2e-6  # seconds for an entry of X in the first field of a map, more than they take
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
            counts = ("" if count is None else str(count) for count in self.source[name])
            ratio = short(seconds / min(self.seconds.values()))
            yield name, *counts, _in_words(seconds), ratio

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
    Raises ValueError where two results differ in shape or value (by 1e-9, float32 by 1e-4) or a
    function changes an array or list it is given, at any call: that has its numbers back by then;
    for fewer than two functions, or two of one name; for a `guess`, `seconds` or limit that is not
    above 0; TypeError for limits without names.
    """
    if guess is not None:
        positive_argument("guess", guess)
    positive_argument("seconds", seconds)
    positive_arguments("limits", limits := {} if limits is None else limits)
    arguments = [a for a in functions_and_arguments if not callable(a)]
    callables = [f for f in functions_and_arguments if callable(f)]
    functions = {_name(f): f for f in callables}
    if len(functions) < max(2, len(callables)):
        got = ", ".join(map(_name, callables)) or "no function"
        raise ValueError(f"race got {got}, it needs at least two functions, of different names")
    runs, end = {name: (f, arguments) for name, f in functions.items()}, _now() + seconds
    results, best, before = {}, {}, [_kept(a) for a in arguments]
    with threadpool_limits(limits=1, user_api="blas"), _bar("race", ROUNDS * len(runs)) as bar:
        for name in runs:
            results[name], best[name] = _first(*runs[name])
            _unchanged(name, arguments, before)
        agree(results)
        # after long first calls a tenth of the time is left for those that are quick
        turns = _turns(runs, best, max(end, _now() + seconds / 10), bar)
        _unchanged(f"one of {', '.join(runs)}", arguments, before)
    few = [f"{name} {counted(k + 1, 'turn')}" for name, k in turns.items() if k < ROUNDS]
    left_out = f"{seconds:g} seconds left no time for {ROUNDS + 1} turns each: {', '.join(few)}."
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
    positive_argument("seconds", seconds)
    sizes = sorted(itertools.product(n, m), key=math.prod)  # the dearest last
    end, best, blank, dear = _now() + seconds, {}, [], DEAR
    with threadpool_limits(limits=1, user_api="blas"), _bar("speed map", len(sizes)) as bar:
        for size in sizes:
            start = _now()
            if start + dear * math.prod(size) > end:
                blank.append(f"({size[0]}, {size[1]:,})")
            else:
                runs = {(name, *size): run for name, run in _versions(*size).items()}
                first = {name: _clock(*run) for name, run in runs.items()}
                dear = (_now() - start) / math.prod(size)  # what the next size will take, by this
                _turns(runs, first, min(end, _now() + seconds / len(sizes) / 2))
                best |= first
            bar.update()
    if not best:
        raise ValueError(f"seconds is {seconds:g}, too few for the smallest n and m, {blank[0]}")
    left_out = f"Blank, as {seconds:g} seconds left no time: (n, m) = {', '.join(blank)}."
    return SpeedMap(best, n, m, left_out if blank else "")


def bandwidth(megabytes=256):
    """Bytes per second that one thread reads from memory: the best of 30 reads of an array.

    A matrix times a vector reads each number of the matrix once, and waits for it longer than it
    computes. The array must be larger than the processor's cache, or it measures the cache.
    Raises ValueError unless `megabytes` is above 0.
    """
    positive_argument("megabytes", megabytes)
    table, ones = np.ones((max(1, int(megabytes * 1e6 / 8000)), 1000)), np.ones(1000)
    with threadpool_limits(limits=1, user_api="blas"):
        return table.nbytes / min(_clock(np.matmul, (table, ones)) for _ in range(30))


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
    values = values.tolist() if isinstance(values, np.ndarray) else values
    values = tuple(values) if np.iterable(values) else (values,)
    for value in values:
        whole_argument(name, value, 1)
    if len(values) < 2 or any(b < 2 * a for a, b in itertools.pairwise(values)):
        needed = "two whole numbers or more, each at least twice the one before"
        raise ValueError(f"{name} is {values}, it needs {needed}")
    return values


def _turns(runs, best, end, bar=None):
    """How many turns each had; `best`, the seconds of a first call, falls to the best of them.

    A turn is as many calls as last LEAST seconds; one that would not end before `end` is left out.
    Before a turn of one short call there is one untimed, or its X would not be where its own last
    call leaves it, in the cache, but where that of another does.
    """
    turns = dict.fromkeys(runs, 0)
    for _ in range(ROUNDS):
        for name, (function, arguments) in runs.items():
            calls = max(1, int(LEAST / best[name]))
            cold = calls == 1 and best[name] < SHORT
            if _now() + (calls + cold) * best[name] <= end:
                if cold:
                    function(*arguments)
                best[name] = min(best[name], _clock(function, arguments, calls))
                turns[name] += 1
            if bar is not None:
                bar.update()
    return turns


def _first(function, arguments):
    """Parts of the result of its first call, seconds it took."""
    start = _now()
    result, seconds = function(*arguments), max(_now() - start, 1e-9)
    return (result if isinstance(result, tuple | list) else [result]), seconds


def _unchanged(name, arguments, before):
    """ValueError if the next call would be given another; what was changed is given back first."""
    pairs = enumerate(zip(arguments, before, strict=True), 1)
    changed = {place: pair for place, pair in pairs if not _same(*pair)}
    for given, old in changed.values():
        old = pickle.loads(old) if isinstance(old, bytes) else old
        if isinstance(given, np.ndarray) and given.shape != old.shape:
            given.resize(old.shape, refcheck=False)
        given[() if isinstance(given, np.ndarray) else slice(None)] = old
    if changed:
        raise ValueError(f"not timed, {name} changes what it is given as argument {min(changed)}")


def _kept(given):
    """A copy of an array of numbers, which is compared without another; a pickle of one of others
    or a list; of all else None: it cannot be changed, or may be lazy.
    """
    if type(given) is np.ndarray and given.dtype.kind in "biufc" and given.itemsize <= 8:
        return given.copy("K")
    return pickle.dumps(given) if isinstance(given, np.ndarray | list) else None


def _same(given, old):
    """Whether `given` is to the bit what was kept of it, nan included."""
    if isinstance(old, np.ndarray):
        bits = f"u{old.itemsize}"
        return np.array_equal(given.view(bits), old.view(bits))
    return old is None or pickle.dumps(given) == old


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
