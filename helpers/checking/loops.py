"""Which axes a function loops over in Python: seen from how its steps grow, not from its source."""

import sys
from pathlib import Path

import numpy as np

from helpers.checking.attempt import attempt

SMALL, LARGE = 3, 23
NUMPY = str(Path(np.__file__).parent)


def looped(function, sample):
    """The letters of "nm" over which the function loops; `sample(n, m)` makes its arguments."""
    base = steps(function, sample(SMALL, SMALL))
    sizes = {"n": (LARGE, SMALL), "m": (SMALL, LARGE)}
    return "".join(
        letter
        for letter, (n, m) in sizes.items()
        if steps(function, sample(n, m)) - base >= LARGE - SMALL
    )


def steps(function, args):
    """How many lines and calls of Python one call takes; inside NumPy only the calls count."""
    taken = 0

    def line(frame, event, arg):
        nonlocal taken
        taken += event == "line"
        return line

    def call(frame, event, arg):
        nonlocal taken
        taken += 1
        return None if frame.f_code.co_filename.startswith(NUMPY) else line

    def traced(*given):
        before = sys.gettrace()
        sys.settrace(call)
        try:
            return function(*given)
        finally:
            sys.settrace(before)

    attempt(traced, args)
    return taken
