"""Agree first, then time: functions that should give the same, compared, then timed in turns."""

import html
import math
import numbers
import pickle
import time

import numpy as np
from matplotlib.ticker import EngFormatter
from threadpoolctl import threadpool_limits

from helpers import plot
from helpers.pictures.card import Shown
from helpers.shapes.source import lines_and_loops

ROUNDS, LEAST = 7, 0.002  # how often each takes its turn, and for how many seconds at least
HEAD = "version", "lines that compute", "nested loops", "best time", "time / fastest"


class Race(Shown):
    """The best time of each function in seconds, by name; shows them as a picture and a table."""

    def __init__(self, functions, seconds, guess):
        self.seconds, self.guess = seconds, guess
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
            counted = ("" if count is None else str(count) for count in self.source[name])
            ratio = plot.short(seconds / min(self.seconds.values()))
            yield name, *counted, EngFormatter("s")(float(f"{seconds:.3g}")), ratio

    def __repr__(self):
        return "\n".join(map(" | ".join, [HEAD, *self._rows()]))

    @property
    def html(self):
        """The picture, what was guessed, and the table."""
        page = plot.times(self.seconds, self.guess).html
        if self.guess is not None:
            measured = plot.short(max(self.seconds.values()) / min(self.seconds.values()))
            page += f"<p>You guessed {self.guess:g} times, it was {measured} times.</p>"
        head = "".join(f"<th>{name}</th>" for name in HEAD)
        rows = ("".join(f"<td>{html.escape(words)}</td>" for words in row) for row in self._rows())
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"{page}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def race(*functions_and_arguments, guess=None):
    """race(f, g, ..., a, b, ...) calls each function with the arguments and times those that agree.

    The functions take turns, so that a busy moment hits all of them; each one's best time counts.
    One thread, so that the loops and the arrays have the same means. `guess` is the ratio of the
    slowest to the fastest that you expect; it is drawn beside what was measured.
    Raises ValueError where two results differ in shape or value or a function changes an array or
    list it is given; for fewer than two functions, or two of one name; for a `guess` not above 0.
    """
    if guess is not None and not (isinstance(guess, numbers.Real) and 0 < guess < math.inf):
        raise ValueError(f"guess is {guess!r}, it needs a number above 0, such as 10")
    arguments = [a for a in functions_and_arguments if not callable(a)]
    callables = [f for f in functions_and_arguments if callable(f)]
    functions = {_name(f): f for f in callables}
    if len(functions) < max(2, len(callables)):
        got = ", ".join(map(_name, callables)) or "no function"
        raise ValueError(f"race got {got}, it needs at least two functions, of different names")
    with threadpool_limits(limits=1, user_api="blas"):
        _agree(functions, arguments)
        turns = [(f, max(1, int(LEAST / _clock(f, arguments)))) for f in functions.values()]
        rounds = [[_clock(f, arguments, calls) for f, calls in turns] for _ in range(ROUNDS)]
    best = map(min, zip(*rounds, strict=True))
    return Race(functions, dict(zip(functions, best, strict=True)), guess)


def _agree(functions, arguments):
    """Raise ValueError unless all give the same shapes, then the same values to 1e-9."""
    results = {name: _result(name, f, arguments) for name, f in functions.items()}
    gives = {name: ", ".join(str(np.shape(part)) for part in results[name]) for name in results}
    first, *others = results
    for other in others:
        if gives[first] != gives[other]:
            differ = f"{first} gives {gives[first]}, {other} gives {gives[other]}"
            raise ValueError(f"not timed, the results differ in shape: {differ}")
        for a, b in zip(results[first], results[other], strict=True):
            if difference := _difference(first, other, np.asarray(a), np.asarray(b)):
                raise ValueError(f"not timed, the results differ: {difference}")


def _result(name, function, arguments):
    """The parts of its result; ValueError if the next call would be given something else."""
    before, result, after = _frozen(arguments), function(*arguments), _frozen(arguments)
    for place, (old, new) in enumerate(zip(before, after, strict=True), 1):
        if old != new:
            raise ValueError(f"not timed, {name} changes what it is given as argument {place}")
    return result if isinstance(result, tuple | list) else [result]


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
    start = time.perf_counter()
    for _ in range(calls):
        function(*arguments)
    return max(time.perf_counter() - start, 1e-9) / calls


def _name(function):
    return getattr(function, "__name__", type(function).__name__)
