"""A failing case in words: the verdict's line, rows and shapes, and the facts for sentences."""

import re

import numpy as np

from helpers.checking.verdict import Row
from helpers.checking.words import (
    error_line,
    error_text,
    kind_of,
    listed,
    read_aloud,
    shape_words,
    shown,
    shown_apart,
)

SHORT = 40  # characters: as much as a line takes of two values together


def line_of(exercise, function, trial):
    """What is wrong, in one sentence."""
    found, what = trial.finding, _what(exercise, trial.finding)
    if found.kind == "raises":
        where = error_line(trial.attempt.error, function)
        return f"it raises {error_text(trial.attempt.error)}" + (f" (`{where}`)." if where else ".")
    if found.kind == "mutates":
        return f"it changes its argument `{exercise.parameters[trial.attempt.changed]}`."
    if found.kind == "type":
        subject = "it returns" if found.part is None else f"{what} is"
        return (
            f"wrong kind of result: {subject} {kind_of(found.returned)}, and needs "
            f"{_needed(exercise, found)}."
        )
    if found.kind == "shape":
        returned, expected = (
            shape_words(np.shape(value)) for value in (found.returned, found.expected)
        )
        return f"wrong shape: {what} is {returned} and needs to be {expected}."
    returned, expected = map(_one_line, shown_apart(found.returned, found.expected))
    if len(returned + expected) > SHORT:
        return f"wrong numbers: {what} has the right shape, but not the right entries."
    return f"wrong value: {what} is {returned} and needs to be {expected}."


def _what(exercise, found):
    """What the wrong part is called: `dw`, or the result."""
    return "the result" if found.part is None else f"`{exercise.returns[found.part]}`"


def _needed(exercise, found):
    if isinstance(found.expected, tuple):
        return f"a pair, ({', '.join(exercise.returns)})"
    shape = np.shape(found.expected)
    return f"an array of shape {shape}" if shape else "a number"


def _one_line(text):
    return " ".join(text.split())


def reading_of(exercise, function, trial):
    """The error of the case, read aloud, in one or two sentences."""
    called_with = listed(
        f"{name} {np.shape(value)}" if np.ndim(value) else f"{name} = {shown(value)}"
        for name, value in zip(exercise.parameters, trial.case.args, strict=True)
    )
    words = read_aloud(
        trial.attempt.error,
        called_with,
        exercise.parameters,
        _sizes(exercise),
        error_line(trial.attempt.error, function),
    )
    return re.split(r"(?<=[.:]) (?=[A-Z`])", words, maxsplit=1)


def _sizes(exercise):
    """How a function learns the lengths of its arguments: {"m": "n, m = X.shape"}."""
    found = {}
    for name, letters in exercise.axes.items():
        match letters.split():
            case ["n", "m"]:
                return dict.fromkeys("nm", f"n, m = {name}.shape")
            case ["1", "m"]:
                found["m"] = f"m = {name}.shape[1]"
            case ["n", "1"]:
                found["n"] = f"n = len({name})"
            case ["m"]:
                found["m"] = f"m = len({name})"
    return found


class _Facts(dict):
    def __missing__(self, key):
        return "?"


def facts_of(exercise, trial):
    """What the sentences of a mistake may name: lengths, values and shapes of the failing case."""
    found = trial.finding
    what = _what(exercise, found)
    facts = _Facts(exercise.lengths(trial.case.args), what=what, What=what[0].upper() + what[1:])
    if found.kind == "mutates":
        facts["argument"] = f"`{exercise.parameters[trial.attempt.changed]}`"
    elif found.kind != "raises":
        texts = shown_apart(found.returned, found.expected)
        facts["returned"], facts["expected"] = map(_one_line, texts)
        if found.kind != "type":
            facts["returned_shape"] = shape_words(np.shape(found.returned))
            facts["expected_shape"] = shape_words(np.shape(found.expected))
            facts["entry"] = f"[{', '.join('0' * np.ndim(found.returned))}]"
    return facts


def rows_of(exercise, trial):
    """The failing case: the arguments, what came back, what was needed."""
    found = trial.finding
    rows = [
        _row(f"`{name}`", value, shown(value))
        for name, value in zip(exercise.parameters, trial.case.args, strict=True)
    ]
    if found and found.kind == "mutates":
        name = f"`{exercise.parameters[trial.attempt.changed]}` after the call"
        rows.append(_row(name, trial.attempt.after, shown(trial.attempt.after)))
    elif found and found.kind != "raises":
        name = "" if found.part is None else f" `{exercise.returns[found.part]}`"
        texts = shown_apart(found.returned, found.expected)
        rows += [
            _row(f"you return{name}", found.returned, texts[0]),
            _row(f"needed{name}", found.expected, texts[1]),
        ]
    return tuple(rows)


def _row(label, value, text):
    axes = type(value) is np.ndarray and value.ndim
    return Row(f"{label} {value.shape}" if axes else label, text)


def shapes_of(found):
    """(returned, expected) shapes, where these are what is wrong."""
    return (np.shape(found.returned), np.shape(found.expected)) if found.kind == "shape" else ()
