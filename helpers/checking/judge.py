"""The order of a check: not written, raises, kind, shape, changed input, numbers; then advice."""

import ast
import dis
import inspect
import re
import textwrap
import warnings
from dataclasses import dataclass

import numpy as np

from helpers.checking.advice import advice
from helpers.checking.attempt import Attempt, Untouchable, attempt, clean
from helpers.checking.compare import SEQUENCES, Finding, alike, finding, same
from helpers.checking.exercise import SEED, Case
from helpers.checking.headline import facts_of, line_of, reading_of, rows_of, shapes_of
from helpers.checking.symptoms import formed, related
from helpers.checking.verdict import Verdict
from helpers.checking.words import count, listed


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
    loud = next((trial for trial in trials if exercise.no_overflow and _overflowed(trial)), None)
    if loud:
        line = f"right numbers, but with {loud.case.about} NumPy warns of an overflow."
        return Verdict(exercise.name, "value", line, exercise.no_overflow, "overflows")
    risky = [_trial(function, case) for case in cases if case.risk]
    words = advice(exercise, function, trials, risky)
    return Verdict(exercise.name, "passed", "passed.", (words,) if words else ())


def _overflowed(trial):
    return any("overflow" in warning for warning in trial.attempt.warned)


def _trial(function, case):
    tried = attempt(function, case.args)
    return Trial(case, tried, finding(tried, case.expected))


# Before any call

BOOKKEEPING = {"RESUME", "NOP", "CACHE", "COPY_FREE_VARS", "MAKE_CELL"}


def does_nothing(function):
    """Whether it is a stub: no more than a docstring, `...` or `pass`."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE):
        return False
    steps = [step for step in dis.get_instructions(code) if step.opname not in BOOKKEEPING]
    names = [step.opname for step in steps]
    return (
        names in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"])
        and steps[0].argval is None
        and not _says_return(function)
    )


def _says_return(function):
    """Whether a `return` is written in it: a written `return None` compiles to what `pass` does."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):  # no source to be had
        return False
    return any(isinstance(node, ast.Return) for node in ast.walk(tree))


def unwritten(exercise):
    """The verdict on a stub."""
    return Verdict(
        exercise.name,
        "unwritten",
        "not written yet. Fill in the function and run both "
        f"cells again; `hint({exercise.name})` helps.",
    )


def stopped(exercise):
    """The verdict after Lab's stop button."""
    return Verdict(
        exercise.name,
        "raises",
        "stopped before it came to an end.",
        ("A loop whose condition stays True never ends: look at what changes in it.",),
    )


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
        line = (
            f"it takes ({', '.join(given)}), and is called with "
            f"{count(len(wanted), 'argument')}: ({', '.join(wanted)})."
        )
        why = "Write the first line as the exercise gave it."
    else:
        if given == wanted or sorted(given) != sorted(wanted):
            return None
        line = f"its arguments stand in the order ({', '.join(given)})."
        why = f"They are given as ({', '.join(wanted)}), in this order everywhere in the course."
    return Verdict(exercise.name, "raises", line, (why,), "arguments")


# After the calls

NEXT = {  # what to do where nothing is known of the mistake
    "type": "Print what each line of the function gives: one of them is not what you expect.",
    "shape": "Print the shape of what each line gives: one of them is not what you expect.",
    "value": "Work this case out by hand, and print what each line gives: where do the two differ?",
}


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
    if not why:
        why = (
            reading_of(exercise, function, first)
            if first.finding.kind == "raises"
            else (NEXT[first.finding.kind], f"If you are stuck, `hint({exercise.name})` helps.")
        )
    case = f"With {first.case.about}; other cases are right."
    return Verdict(
        exercise.name,
        first.finding.kind,
        line_of(exercise, function, first),
        tuple(why),
        name,
        "" if all(trial.finding for trial in trials) else case,
        rows_of(exercise, first),
        shapes_of(first.finding),
    )


def recognise(exercise, function, trials, first):
    """(name, what happened, what to look at) of the mistake that gives these results, or None.

    First a known mistake that agrees in all cases, or in the wrong part of a pair; then what any
    exercise knows; then a known mistake that, alone of all, agrees wherever the function fails in
    the way told.
    """
    known = exercise.known
    found = next((mistake for mistake, wrong in known if _agrees(wrong, trials)), None) or _of_part(
        known, trials, first.finding.part
    )
    if found:
        return found.name, found.happened, found.look
    relation = related(exercise, trials, first) or _strange(exercise, function, first)
    if relation:
        return relation
    failing = [
        trial for trial in trials if trial.finding and trial.finding.kind == first.finding.kind
    ]
    near = {mistake.name: mistake for mistake, wrong in known if _agrees(wrong, failing)}
    if len(near) == 1:
        (found,) = near.values()
        return found.name, found.happened, found.look
    return formed(trials, first)


def _agrees(wrong, trials):
    return all(alike(attempt(wrong, trial.case.args), trial.attempt) for trial in trials)


def _of_part(known, trials, part):
    """The mistake that gives this part of the pair in every case, the other part being right."""
    if part is None or not all(_paired(trial.attempt) for trial in trials):
        return None
    for mistake, wrong in known:
        tried = [attempt(wrong, trial.case.args) for trial in trials]
        if all(
            _paired(other)
            and same(other.value[part], trial.attempt.value[part])
            and not finding(other, _with_part(trial.case.expected, part, other.value))
            for other, trial in zip(tried, trials, strict=True)
        ):
            return mistake
    return None


def _paired(tried):
    return tried.error is None and isinstance(tried.value, SEQUENCES) and len(tried.value) == 2


def _with_part(expected, part, value):
    """The expected pair, one part of it exchanged."""
    return (value[0], expected[1]) if part == 0 else (expected[0], value[1])


def _strange(exercise, function, first):
    """What is not about these arguments at all: a length, or a result, that comes from elsewhere.

    An error hides all that comes after it: then nothing is said about what is never used.
    """
    if first.finding.kind == "raises":
        return _left_over(exercise, first)
    return None if first.finding.kind == "mutates" else _unused(exercise, function, first)


def _left_over(exercise, first):
    """The error of a product that names a length which no argument has, or None."""
    words = clean(first.attempt.error)
    found = re.search(r"shapes \(([\d,]+)\) and \(([\d,]+)\) not aligned", words) or re.search(
        r"size (\d+) is different from (\d+)", words
    )
    known = {length for argument in first.case.args for length in np.shape(argument)} | {1}
    lengths = map(int, re.findall(r"\d+", " ".join(found.groups()))) if found else ()
    other = next((length for length in lengths if length not in known), None)
    if other is None:
        return None
    return (
        "left_over",
        f"The error speaks of a length {other}, and nothing that is given to the function has it.",
        "Look for a name of an earlier cell in the line: the function is "
        f"given {listed(exercise.parameters)}.",
    )


def _unused(exercise, function, first):
    """Which argument is never looked at: with another thing in its place all stays the same."""
    for place, name in enumerate(exercise.parameters):
        args = list(first.case.args)
        args[place] = Untouchable()
        if alike(attempt(function, tuple(args)), first.attempt):
            return (
                "unused",
                f"The result is the same whatever {name} is: the function never uses {name}.",
                f"Either {name} is missing from the formula, or a name of an "
                f"earlier cell stands in its place.",
            )
    return None


def _remembers(exercise, again):
    kind = again.finding.kind if again.finding else "value"
    return Verdict(
        exercise.name,
        kind,
        "called twice with the same arguments, it answers differently.",
        (
            "Something outlives the call: a variable from outside, or a default that is an array.",
            "Set every start value inside the function.",
        ),
        "remembers",
        "",
        rows_of(exercise, again),
    )
