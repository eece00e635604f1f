"""The order of a check: not written, raises, kind, shape, changed input, numbers; then advice."""

import ast
import inspect
import warnings

import numpy as np

from helpers.checking.advice import advice
from helpers.checking.compare import agree, alike, tried
from helpers.checking.errors import reading
from helpers.checking.exercise import SEED, parameters_of
from helpers.checking.headline import facts_of, headline, values_of
from helpers.checking.own_lines import own_lines
from helpers.checking.recognise import recognise
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
        raise RuntimeError(said("check_inside")[0])
    _running.append(exercise)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return _judged(exercise, function, seed)
    except KeyboardInterrupt:  # Lab's stop button
        return _verdict(exercise, "raises", "stopped")
    finally:
        _running.clear()


def _judged(exercise, function, seed):
    if misfit := _misfit(exercise, function):
        return misfit
    cases = exercise.filled_cases(seed)
    trials = [tried(function, case) for case in cases if not case.risk]
    left_out = {type(trial.attempt.error) for trial in trials} == {NotImplementedError}
    if left_out or (words := _unwritten(exercise, function)):
        return _verdict(exercise, "unwritten", "unwritten" if left_out else words)
    first = next((trial for trial in trials if trial.finding), None)
    for other, words in exercise.alternatives if first else ():
        if all(agree(trial, tried(other, trial.case)) for trial in trials):
            return Verdict(exercise.name, "passed", "passed.", (words,))
    before = first or trials[0]
    again = tried(function, before.case)
    if not alike(before.attempt, again.attempt):
        kind = again.finding.kind if again.finding else "value"
        return _verdict(exercise, kind, "remembers", "remembers", rows=values_of(exercise, again))
    if first:
        return _failed(exercise, function, trials, first)
    loud = exercise.told.get("overflows")
    for trial in trials:
        if loud and any("overflow" in each for each in trial.attempt.warned):
            (line,) = said("overflows", about=trial.case.about)
            return Verdict(exercise.name, "value", line, loud[1], "overflows")
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
    right = sum(trial.finding is None for trial in trials)
    about = {"about": first.case.about, "right": right, "cases": len(trials)}
    case = said("failing_case", **about)[0] if right else ""
    lines = own_lines(exercise, function, first, name, known.get("code", ""))
    nothing = "own_lines" if any(row.pointed for row in lines) else "unknown"
    return Verdict(
        exercise.name,
        found.kind,
        headline(exercise, first),
        sentences or said(nothing, exercise=exercise.name),
        name,
        case,
        values_of(exercise, first),
        (np.shape(found.returned), np.shape(found.expected)) if found.kind == "shape" else (),
        lines,
    )


def _misfit(exercise, function):
    """The verdict on a function that does not take the exercise's arguments, or None."""
    given, wanted = parameters_of(function), exercise.parameters
    if given in (None, wanted):
        return None
    words = "given_in_order"
    if sorted(given) != sorted(wanted):
        try:
            inspect.signature(function).bind(*wanted)
            return None
        except TypeError:
            words = "other_arguments"
    given, wanted = ", ".join(given), ", ".join(wanted)
    return _verdict(exercise, "raises", words, "arguments", given=given, wanted=wanted)


def _unwritten(exercise, function):
    """What is said of a stub, of one that still has its `...`, and of a hunt as it was given."""
    tree = tree_of(function)
    if tree is None:
        return ""
    constants = [each for each in ast.walk(tree) if isinstance(each, ast.Expr)]
    constants = [each for each in constants if isinstance(each.value, ast.Constant)]
    written = [each for each in tree.body if each not in constants and type(each) is not ast.Pass]
    if not written or any(each.value.value is ... for each in constants):
        return "unwritten"
    given = exercise.given and tree_of(exercise.given)
    same = given and ast.unparse(written) == ast.unparse(given.body[1:])
    return "as_given" if same else ""
