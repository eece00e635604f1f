"""What is right and still risky: a sentence of advice for an answer that passes."""

from textwrap import shorten

import numpy as np

from helpers.checking.attempt import memory
from helpers.checking.errors import error_name
from helpers.checking.recognise import unused
from helpers.checking.values import shown
from helpers.checking.words import said
from helpers.shapes.source import lines_and_loops, tree_of

MANY = 12_000  # times a case's columns, for measuring memory


def advice(exercise, function, trials, risky):
    """The weightiest advice, or (). `risky` are trials beyond what the exercise asks."""
    if not exercise.may_be_view and any(trial.attempt.shares for trial in trials):
        return said("shares_memory")
    of_cases = [*map(_entries, trials), *map(_warned, trials), *map(_risk, risky)]
    of_code = _unread(exercise, function)
    of_code = of_code or _loops(exercise, lines_and_loops(function)[1])
    of_code = of_code or _arrays(exercise, function, trials[0].case)
    return next(filter(None, [of_code, *of_cases]), ())


def _unread(exercise, function):
    """The exercise's words, if it has some, on an answer that never reads one of its arguments."""
    words = exercise.told.get("unread")
    return words[1] if words and unused(exercise, tree_of(function)) else ()


def _loops(exercise, found):
    asked = exercise.loops
    if None in (found, asked) or found == asked:
        return ()
    if found < asked:
        return exercise.told.get("fewer_loops", ((), said("fewer_loops")))[1]
    return said("one_loop_more" if asked else "one_loop_for_none")


def _arrays(exercise, function, case):
    """What is said of memory beside the argument that is to be filled: there should be none."""
    if case.fills is None:
        return ()
    args = [np.tile(each, MANY) for each in case.args]  # small ones drown in Python's own
    arrays = round(memory(function, args) / args[case.fills].nbytes, 1)
    count = f"{arrays:g} array{'s' * (arrays != 1)}"
    return arrays and said("more_arrays", count=count, name=exercise.parameters[case.fills])


def _entries(trial):
    both = trial.attempt.value, trial.case.expected
    parts = zip(*both, strict=True) if type(trial.case.expected) is tuple else [both]
    for returned, expected in parts:
        have, need = np.asarray(returned).dtype, np.asarray(expected).dtype
        if have.kind == "b" != need.kind:
            return said("true_and_false")
        if have.kind == "u" != need.kind:
            return said("unsigned", type=have, largest=np.iinfo(have).max)
        if have.kind == need.kind == "f" and have.itemsize < need.itemsize:
            return said("fewer_digits", type=have)
    return ()


def _warned(trial):
    warnings = trial.attempt.warned
    return warnings and said("warned", about=trial.case.about, warning=shorten(warnings[0], 120))


def _risk(trial):
    found, facts = trial.attempt, {"about": trial.case.about, "risk": trial.case.risk}
    if found.error is not None:
        return said("risk_raises", error=error_name(found.error), **facts)
    if trial.finding:
        return said("risk_value", value=shown(found.value), **facts)
    return found.warned and said("risk_warned", warning=found.warned[0], **facts)
