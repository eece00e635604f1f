"""What is right and still risky: one sentence of advice for an answer that passes."""

from textwrap import shorten

import numpy as np

from helpers.checking.compare import error_name
from helpers.checking.words import shown
from helpers.shapes.source import lines_and_loops


def advice(exercise, function, trials, risky):
    """The weightiest advice, or "". `risky` are trials beyond what the exercise asks."""
    return (
        _shares(exercise, trials)
        or _loops(exercise, function)
        or _entries(trials)
        or _warned(trials)
        or _risk(risky)
    )


def _shares(exercise, trials):
    if exercise.may_be_view or not any(trial.attempt.shares for trial in trials):
        return ""
    return (
        "Take care: the result lies in the memory of an argument, so changing one changes the "
        "other. `.copy()` parts them."
    )


def _loops(exercise, function):
    _, loops = lines_and_loops(function)
    if loops is None or loops == exercise.loops:
        return ""
    if loops > exercise.loops:
        more = "a loop" if exercise.loops == 0 else "one loop more than was asked for"
        return f"It is right, and it has {more}: NumPy can do that loop."
    return "It is right, with fewer loops than were asked for. Later lessons go the same way."


def _entries(trials):
    for trial in trials:
        for returned, expected in _parts(trial):
            have, need = np.asarray(returned).dtype, np.asarray(expected).dtype
            if have.kind == "b" != need.kind:
                return (
                    "The entries are True and False; `.astype(int)` makes them 1 and 0, which "
                    "can be subtracted and negated."
                )
            if have.kind == "u" != need.kind:
                return (
                    f"The entries are of type {have}, which knows no negative numbers: 0 - 1 "
                    f"gives {np.iinfo(have).max}. `.astype(int)` is safer."
                )
            if have.kind == "i" and need.kind == "f" and np.ndim(expected):
                return "The entries are whole numbers; the next step may need decimals."
            if have.kind == need.kind == "f" and have.itemsize < need.itemsize:
                return f"The entries are of type {have}, which keeps fewer digits than float64."
    return ""


def _parts(trial):
    returned, expected = trial.attempt.value, trial.case.expected
    if isinstance(expected, tuple):
        return list(zip(returned, expected, strict=True))
    return [(returned, expected)]


def _warned(trials):
    for trial in trials:
        for warning in trial.attempt.warned:
            return f"With {trial.case.about} there is a warning: {shorten(warning, 120)}."
    return ""


def _risk(trials):
    for trial in trials:
        tried, about, end = trial.attempt, trial.case.about, trial.case.risk
        if tried.error is not None:
            return f"With {about} it raises {error_name(tried.error)}; {end}"
        if trial.finding:
            return f"With {about} it gives {shown(tried.value)}; {end}"
        if tried.warned:
            return f"With {about} there is a warning ({tried.warned[0]}); {end}"
    return ""
