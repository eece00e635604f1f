"""The learner's own lines on the failing case: shapes, values, and which line to look at."""

import itertools
import re

import numpy as np

from helpers.checking.moments import moments_of
from helpers.checking.suspect import suspect
from helpers.checking.values import shown
from helpers.pictures.lines import Row
from helpers.shapes.lines import Line, Loop

MOST_ROWS, FEW = 30, 9  # rows that are shown; values of a line


def own_lines(exercise, function, trial, mistake=None, code=""):
    """The function's lines on a trial's case as rows of a table; () where they cannot be had.

    `mistake` is the name of the one that was recognised, `code` what of the function shows it.
    """
    try:
        return traced(exercise, function, trial, mistake, code)
    except Exception:  # what a learner's values do is not to be foreseen; the verdict stands
        return ()


def traced(exercise, function, trial, mistake=None, code=""):
    """The same, not for values that raise whatever is asked of them."""
    entries, moments = moments_of(function, trial)
    look, why = suspect(exercise, trial, moments, mistake, code)
    failed = next((moment for moment in moments if moment.line.why), None)
    ended = dict(failed.loops) if failed else {}
    told = ended | (dict(look.loops) if look else {})
    rows = _rows(entries, look and look.line, why, told, ended)
    return tuple(rows)[:MOST_ROWS]


def _rows(entries, look, why, told, ended, indent=0):
    """A row for each line; of a loop, the iteration that is to be told, or the first.

    `told` and `ended` are {loop: iteration}: an error ends the count of iterations.
    """
    for entry, after in itertools.zip_longest(entries, entries[1:]):
        if isinstance(entry, Line):
            if not isinstance(after, Loop) or entry.words != after.words:  # no head of a loop
                yield from _rows_of_line(entry, look, why, indent)
            head = entry
            continue
        number = told.get(entry, next(iter(entry.iterations), 0))
        of = "" if entry in ended else f" of {entry.count}"
        yield Row(entry.words, indent, values=f"iteration {number}{of}", pointed=head is look)
        if head is look and why:
            yield Row(why, indent + 1, kind="why")
        inside = entry.iterations.get(number, ())
        yield from _rows(inside, look, why, told, ended, indent + 1)


def _rows_of_line(line, look, why, indent):
    steps = [operation for operation in line.operations if not operation.quiet]
    failed = [operation for operation in steps if operation.why]
    if len(steps) == 1:
        operands = steps[0].operands
    else:
        shapes = {k: re.sub(" (float|int)64$", "", words) for k, words in line.names.items()}
        operands = ", ".join(f"{k} {shape}" for k, shape in shapes.items() if shape != "number")
    pointed = line is look
    whole = bool(line.why) and not failed
    result, values = line.result.replace(" float64", ""), _few(line.value)
    if values and result in ("number", values):
        result = ""
    operands = "" if failed else operands
    yield Row(line.words, indent, operands, result, values, failed=whole, pointed=pointed)
    for step in failed:
        yield Row(step.words, indent + 1, step.operands, kind="step", failed=True)
    if line.why:
        yield Row(line.why, indent + 1, kind="why")
    elif pointed and why:
        yield Row(why, indent + 1, kind="why")


def _few(value):
    parts = value if isinstance(value, tuple) else (value,)
    if value is None or any(part is None or np.size(part) > FEW for part in parts):
        return ""
    return " ".join(shown(value, digits=3).split())
