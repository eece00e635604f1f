"""Agree first, then time: functions that should give the same, compared, then timed in turns."""

import functools
import html
import math
import numbers
import time

import numpy as np
from threadpoolctl import threadpool_limits

from helpers import plot
from helpers.shapes.source import lines_and_loops

ROUNDS, LEAST = 7, 0.002  # rounds of all functions in turn; seconds a function runs in each


class Race:
    """The best time of each function in seconds, by name, and the picture of them."""

    def __init__(self, functions, seconds, guess):
        self.seconds = seconds
        self.source = {_name(f): lines_and_loops(f) for f in functions}
        self.guess = guess

    @functools.cached_property
    def picture(self):
        return plot.times(self.seconds, self.guess)

    def ratio(self, slow, fast):
        """How many times as long `slow` takes as `fast`: functions, or their names."""
        slow, fast = (_name(f) if callable(f) else f for f in (slow, fast))
        for name in (slow, fast):
            if name not in self.seconds:
                raise ValueError(f"{name} was not in this race, {', '.join(self.seconds)} were")
        return self.seconds[slow] / self.seconds[fast]

    def _rows(self):
        fastest = min(self.seconds.values())
        for name, seconds in self.seconds.items():
            lines, loops = self.source[name]
            yield name, lines, loops, _duration(seconds), plot.short(seconds / fastest)

    def __repr__(self):
        return "\n".join(
            f"{name}: {_source(lines, loops)}{seconds}, {ratio} times the fastest"
            for name, lines, loops, seconds, ratio in self._rows()
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        head = ("version", "lines that compute", "nested loops", "best time", "time / fastest")
        cells = "".join(
            "<tr>"
            + "".join(f"<td>{'' if v is None else html.escape(str(v))}</td>" for v in row)
            + "</tr>"
            for row in self._rows()
        )
        table = (
            "<table><thead><tr>"
            + "".join(f"<th>{h}</th>" for h in head)
            + f"</tr></thead><tbody>{cells}</tbody></table>"
        )
        return {"text/html": self.picture.html + self._verdict() + table, "text/plain": repr(self)}

    def _verdict(self):
        """The reader's guess beside what was measured, as a paragraph."""
        if self.guess is None:
            return ""
        measured = max(self.seconds.values()) / min(self.seconds.values())
        return f"<p>You guessed {self.guess:g} times, it was {plot.short(measured)} times.</p>"


def race(*functions_and_arguments, guess=None):
    """race(f, g, ..., a, b, ...) calls each function with the arguments and times those that agree.

    The functions take turns, so that a busy moment hits all of them; each one's best time counts.
    One thread, so that the loops and the arrays have the same means. `guess` is the ratio of the
    slowest to the fastest that you expect; it is drawn beside what was measured.
    Raises ValueError where two results differ in shape or value, where fewer than two functions or
    two of the same name are given, and where `guess` is no number above 0.
    """
    if guess is not None and not (isinstance(guess, numbers.Real) and 0 < guess < math.inf):
        raise ValueError(f"guess is {guess!r}, it needs a number above 0, such as 10")
    functions = [f for f in functions_and_arguments if callable(f)]
    arguments = [a for a in functions_and_arguments if not callable(a)]
    if len(functions) < 2:
        raise ValueError(f"race got {len(functions)} function(s), it needs at least two to compare")
    names = [_name(f) for f in functions]
    if len(set(names)) < len(names):
        raise ValueError(f"race got {', '.join(names)}, it needs functions of different names")
    with threadpool_limits(limits=1, user_api="blas"):
        agree(*functions, arguments=arguments)
        seconds = {_name(f): float("inf") for f in functions}
        repeats = {f: _repeats(f, arguments) for f in functions}
        for _ in range(ROUNDS):
            for f in functions:
                seconds[_name(f)] = min(seconds[_name(f)], _clock(f, arguments, repeats[f]))
    return Race(functions, seconds, guess)


def agree(*functions, arguments):
    """Raise ValueError unless all functions give the same shapes, then the same values to 1e-9."""
    first, *others = functions
    expected = _parts(first(*arguments))
    for other in others:
        result = _parts(other(*arguments))
        shapes = [[np.shape(part) for part in parts] for parts in (expected, result)]
        if shapes[0] != shapes[1]:
            raise ValueError(
                f"not timed, the results differ in shape: {_name(first)} gives "
                f"{_list(shapes[0])}, {_name(other)} gives {_list(shapes[1])}"
            )
        for a, b in zip(expected, result, strict=True):
            if difference := _difference(_name(first), _name(other), np.asarray(a), np.asarray(b)):
                raise ValueError(f"not timed, the results differ: {difference}")


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


def _source(lines, loops):
    if lines is None:
        return ""
    return f"{lines} {'line' if lines == 1 else 'lines'}, loops nested {loops} deep, "


def _name(function):
    return getattr(function, "__name__", None) or type(function).__name__


def _parts(result):
    return list(result) if isinstance(result, (tuple, list)) else [result]


def _list(shapes):
    return ", ".join(map(str, shapes))


def _clock(function, arguments, repeats):
    start = time.perf_counter()
    for _ in range(repeats):
        function(*arguments)
    return (time.perf_counter() - start) / repeats


def _repeats(function, arguments):
    """How many calls take LEAST seconds; at least one."""
    return max(1, int(LEAST / max(_clock(function, arguments, 1), 1e-9)))


def _duration(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"
