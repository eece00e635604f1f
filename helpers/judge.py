"""The order of a check: not written, raises, kind, shape, changed input, numbers; then advice."""
import dis
import inspect
import warnings
from dataclasses import dataclass

import numpy as np

from helpers.advice import advice
from helpers.attempt import Attempt, attempt
from helpers.compare import Finding, alike, finding
from helpers.relations import related
from helpers.task import SEED, Case
from helpers.telling import facts_of, line_of, reading_of, rows_of, shapes_of
from helpers.verdict import Verdict
from helpers.words import count


@dataclass(frozen=True)
class Trial:
    """One case, what the function did with it, and what is wrong with that (None: nothing)."""
    case: Case
    attempt: Attempt
    finding: Finding | None


def judge(exercise, function, seed=SEED):
    """The verdict on `function`, which may be anything that can be called.

    Whatever the reader has set for NumPy's errors and for warnings does not reach into it.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return _judged(exercise, function, seed)


def _judged(exercise, function, seed):
    if does_nothing(function):
        return unwritten(exercise)
    misfit = _misfit(exercise, function)
    if misfit:
        return misfit
    cases = exercise.tried(seed)
    trials = [_trial(function, case) for case in cases if not case.risk]
    if all(isinstance(trial.attempt.error, NotImplementedError) for trial in trials):
        return unwritten(exercise)
    first = next((trial for trial in trials if trial.finding), None)
    if first:
        return _alternative(exercise, trials) or _failed(exercise, function, trials, first)
    again = _trial(function, trials[0].case)
    if not alike(again.attempt, trials[0].attempt):
        return _remembers(exercise, again)
    risky = [_trial(function, case) for case in cases if case.risk]
    words = advice(exercise, function, trials, risky)
    return Verdict(exercise.name, "passed", "passed.", (words,) if words else ())


def _trial(function, case):
    tried = attempt(function, case.args)
    return Trial(case, tried, finding(tried, case.expected))


# Before any call

BOOKKEEPING = {"RESUME", "NOP", "CACHE", "COPY_FREE_VARS", "MAKE_CELL"}


def does_nothing(function):
    """Whether its compiled code does nothing but return None, as that of a stub does."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE):
        return False
    steps = [step for step in dis.get_instructions(code) if step.opname not in BOOKKEEPING]
    names = [step.opname for step in steps]
    return (names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"])
            and steps[0].argval is None)


def unwritten(exercise):
    """The verdict on a stub."""
    return Verdict(exercise.name, "unwritten", "not written yet. Fill in the function and run both "
                   f"cells again; `hint({exercise.name})` helps.")


def stopped(exercise):
    """The verdict after Lab's stop button."""
    return Verdict(exercise.name, "raises", "stopped before it came to an end.",
                   ("A loop whose condition stays True never ends: look at what changes in it.",))


def _misfit(exercise, function):
    """The verdict on a function that does not take the exercise's arguments, or None."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    wanted, given = exercise.parameters, tuple(signature.parameters)
    try:
        signature.bind(*wanted)
    except TypeError:
        line = (f"it takes ({', '.join(given)}), and is called with "
                f"{count(len(wanted), 'argument')}: ({', '.join(wanted)}).")
        why = "Write the first line as the exercise gave it."
    else:
        if given == wanted or sorted(given) != sorted(wanted):
            return None
        line = f"its arguments stand in the order ({', '.join(given)})."
        why = f"They are given as ({', '.join(wanted)}), in this order everywhere in the course."
    return Verdict(exercise.name, "raises", line, (why,), "arguments")


# After the calls

def _alternative(exercise, trials):
    """Passed, if the function agrees with another good answer everywhere; or None."""
    for alternative in exercise.alternatives:
        if _agrees(alternative.function, trials):
            return Verdict(exercise.name, "passed", "passed.", (alternative.advice,))
    return None


def _failed(exercise, function, trials, first):
    name, *why = recognise(exercise, function, trials, first) or (None,)
    facts = facts_of(exercise, first)
    why = [sentence.format_map(facts) for sentence in why]
    if first.finding.kind == "raises" and not why:
        why = [reading_of(exercise, first)]
    case = f"With {first.case.about}; other cases are right."
    return Verdict(
        exercise.name, first.finding.kind, line_of(exercise, function, first), tuple(why), name,
        "" if all(trial.finding for trial in trials) else case, rows_of(exercise, first),
        shapes_of(first.finding))


def recognise(exercise, function, trials, first):
    """(name, what happened, what to look at) of the mistake that gives these results, or None.

    First a known mistake that agrees in all cases; then what any exercise knows; then a known
    mistake that, alone of all, agrees wherever the function fails in the way told.
    """
    known = [(mistake, wrong) for mistake in exercise.mistakes for wrong in mistake.functions]
    found = next((mistake for mistake, wrong in known if _agrees(wrong, trials)), None)
    if found is None:
        relation = related(exercise, function, trials, first)
        if relation:
            return relation
        failing = [trial for trial in trials
                   if trial.finding and trial.finding.kind == first.finding.kind]
        near = {mistake.name: mistake for mistake, wrong in known if _agrees(wrong, failing)}
        found = next(iter(near.values())) if len(near) == 1 else None
    return (found.name, found.happened, found.look) if found else None


def _agrees(wrong, trials):
    return all(alike(attempt(wrong, trial.case.args), trial.attempt) for trial in trials)


def _remembers(exercise, again):
    kind = again.finding.kind if again.finding else "value"
    return Verdict(
        exercise.name, kind, "called twice with the same arguments, it answers differently.",
        ("Something outlives the call: a variable from outside, or a default that is an array.",
         "Set every start value inside the function."),
        "remembers", "", rows_of(exercise, again))
