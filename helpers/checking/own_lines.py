"""The learner's own lines on the failing case: shapes, values, and which line to look at."""

import itertools

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
    return tuple(_rows(entries, look, why))[:MOST_ROWS]


def _rows(entries, look, why, indent=0):
    """A row for each line; of a loop, the iteration with the line to look at, or the first."""
    for entry, after in itertools.zip_longest(entries, entries[1:]):
        if _is_head(entry, after):  # or the iterations before the one that failed
            continue
        if isinstance(entry, Line):
            yield from _rows_of_line(entry, look, why, indent)
            continue
        head = next((e for e, loop in itertools.pairwise(entries) if loop is entry), None)
        pointed = head is not None and head is look
        shown_one = next(
            (k for k, inside in entry.iterations.items() if _holds(inside, look)),
            next(iter(entry.iterations), 0),
        )
        inside = entry.iterations.get(shown_one, ())
        of = "" if _fails(inside) else f" of {entry.count}"  # an error ends the count
        yield Row(entry.words, indent, values=f"iteration {shown_one}{of}", pointed=pointed)
        if pointed and why:
            yield Row(why, indent + 1, kind="why")
        yield from _rows(inside, look, why, indent + 1)


def _fails(entries):
    """Whether a line of these, or of a loop in them, failed."""
    lines, loops = [[e for e in entries if type(e) is kind] for kind in (Line, Loop)]
    inside = (each for loop in loops for each in loop.iterations.values())
    return any(line.why for line in lines) or any(map(_fails, inside))


def _is_head(entry, after):
    """Whether it is told with the loop that comes after it."""
    return isinstance(after, Loop) and entry.words == after.words


def _rows_of_line(line, look, why, indent):
    steps = [operation for operation in line.operations if not operation.quiet]
    failed = [operation for operation in steps if operation.why]
    if len(steps) == 1:
        operands = steps[0].operands
    else:
        arrays = {name: words for name, words in line.names.items() if words != "number"}
        operands = ", ".join(f"{name} {_shape(words)}" for name, words in arrays.items())
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


def _holds(entries, look):
    """Whether the line to look at, or one that failed, is among the entries."""
    for entry in entries:
        if isinstance(entry, Loop):
            if any(_holds(inside, look) for inside in entry.iterations.values()):
                return True
        elif entry is look or entry.why:
            return True
    return False


def _shape(words):
    return words.removesuffix(" float64").removesuffix(" int64")


def _few(value):
    parts = value if isinstance(value, tuple) else (value,)
    if value is None or any(part is None or np.size(part) > FEW for part in parts):
        return ""
    return " ".join(shown(value, digits=3).split())
