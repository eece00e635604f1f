"""The order of a check: not written, raises, kind, shape, changed input, numbers; then advice."""

import ast
import dis
import inspect
import types
import warnings

import numpy as np

from helpers.checking.advice import advice
from helpers.checking.compare import alike, tried
from helpers.checking.errors import reading
from helpers.checking.exercise import SEED, parameters_of
from helpers.checking.headline import facts_of, headline, values_of
from helpers.checking.recognise import recognise
from helpers.checking.values import count
from helpers.checking.verdict import Verdict
from helpers.checking.words import said
from helpers.shapes.source import tree_of

_running = []  # the exercise that is checked at the moment


def judge(exercise, function, seed=SEED):
    """The verdict on `function`, which may be anything that can be called.

    Whatever the reader has set for NumPy's errors and for warnings does not reach into it. Raises
    RuntimeError inside a function that is checked.
    """
    if _running:
        raise RuntimeError("check() is called inside the function that it checks")
    _running.append(exercise)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return _judged(exercise, function, seed)
    finally:
        _running.clear()


def _judged(exercise, function, seed):
    if does_nothing(function):
        return _verdict(exercise, "unwritten", "unwritten")
    if misfit := _misfit(exercise, function):
        return misfit
    cases = exercise.tried(seed)
    trials = [tried(function, case) for case in cases if not case.risk]
    if all(isinstance(trial.attempt.error, NotImplementedError) for trial in trials):
        return _verdict(exercise, "unwritten", "unwritten")
    first = next((trial for trial in trials if trial.finding), None)
    for other in exercise.alternatives if first else ():
        if all(alike(trial, tried(other.function, trial.case)) for trial in trials):
            return Verdict(exercise.name, "passed", "passed.", (other.advice,))
    before = first or trials[0]
    again = tried(function, before.case)
    if not (before.attempt.error and again.attempt.error or alike(before, again)):
        kind = again.finding.kind if again.finding else "value"
        return _verdict(exercise, kind, "remembers", "remembers", rows=values_of(exercise, again))
    if first:
        return _failed(exercise, function, trials, first)
    for trial in trials:
        if exercise.no_overflow and any("overflow" in each for each in trial.attempt.warned):
            (line,) = said("overflows", about=trial.case.about)
            return Verdict(exercise.name, "value", line, exercise.no_overflow, "overflows")
    risky = [tried(function, case) for case in cases if case.risk]
    return Verdict(exercise.name, "passed", "passed.", advice(exercise, function, trials, risky))


def _verdict(exercise, kind, words, mistake=None, rows=(), **facts):
    line, *sentences = said(words, exercise=exercise.name, **facts)
    return Verdict(exercise.name, kind, line, tuple(sentences), mistake, rows=rows)


def _failed(exercise, function, trials, first):
    found, facts = first.finding, facts_of(exercise, first)
    name, sentences, known = recognise(exercise, function, trials, first) or (None, (), {})
    facts.update(known)
    sentences = tuple(sentence.format_map(facts) for sentence in sentences)
    if not sentences and found.kind == "raises":
        sentences = reading(exercise, first)
    case = "" if all(t.finding for t in trials) else said("failing_case", about=first.case.about)[0]
    return Verdict(
        exercise.name,
        found.kind,
        headline(exercise, first),
        sentences or said("unknown", exercise=exercise.name),
        name,
        case,
        values_of(exercise, first),
        (np.shape(found.returned), np.shape(found.expected)) if found.kind == "shape" else (),
    )


# Before any call

BOOKKEEPING = {"RESUME", "NOP", "CACHE", "COPY_FREE_VARS", "MAKE_CELL"}


def does_nothing(function):
    """Whether it is a stub: no more than a docstring, `...` or `pass`, and no `return` written."""
    if (
        type(function) is not types.FunctionType
        or inspect.iscoroutinefunction(function)
        or inspect.isgeneratorfunction(function)
    ):
        return False
    done = [each for each in dis.get_instructions(function) if each.opname not in BOOKKEEPING]
    names, tree = [each.opname for each in done], tree_of(function)
    nothing = names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"]) and done[0].argval is None
    return nothing and not (tree and any(isinstance(node, ast.Return) for node in ast.walk(tree)))


def _misfit(exercise, function):
    """The verdict on a function that does not take the exercise's arguments, or None."""
    given, wanted = parameters_of(function), exercise.parameters
    if given is None:
        return None
    words = "given_in_order"
    try:
        inspect.signature(function).bind(*wanted)
    except TypeError:
        words = "takes"
    else:
        if given == wanted or sorted(given) != sorted(wanted):
            return None
    number, given, wanted = count(len(wanted), "argument"), ", ".join(given), ", ".join(wanted)
    return _verdict(
        exercise, "raises", words, "arguments", given=given, wanted=wanted, count=number
    )


def stopped(exercise):
    """The verdict after Lab's stop button."""
    return _verdict(exercise, "raises", "stopped")
