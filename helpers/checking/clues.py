"""What shows without the names of the course that a line is wrong; each clue is (moment, why)."""

import ast

import numpy as np

from helpers.checking.moments import heads
from helpers.checking.values import is_real_array, is_real_number


def of_code(moments, code):
    """The line that holds the code in which a mistake shows."""
    if not code:
        return None
    ways = code, f"if {code}", f"while {code}"
    fits = (m for m in moments if {ast.unparse(m.node), m.line.words}.intersection(ways))
    return next(((moment, "") for moment in fits), None)


def of_early_return(trial, moments):
    """A return that ends a loop before its last iteration."""
    back = next((m for m in reversed(moments) if m.line.kind == "returned"), None)
    if back is None or not back.loops or trial.finding.kind == "raises":
        return None
    number, (head, *_) = back.loops[0][1], heads(moments, back)
    if head.turns == number:
        return None
    of = f" of {head.turns}" if head.turns else ""
    return back, f"The loop ends in iteration {number}{of}, at `return`."


def of_values(trial, moments, mistake):
    """All that is found by looking at each line's value."""
    if trial.finding.kind in ("raises", "type"):
        return []
    table = _of_table(trial, moments) if mistake in (None, "all_pairs") else None
    return [_of_nan(trial, moments), table]


def _of_nan(trial, moments):
    """The first line with nan or inf, where the result has nan and the arguments have neither."""
    if _odd(trial.case.args) or _odd(trial.finding.returned) != "nan":
        return None
    first = next((m for m in moments if _odd(m.line.value)), None)
    return first and (first, f"Here {_odd(first.line.value)} appears for the first time.")


def _odd(value):
    """ "nan" or "inf" where a value holds it, else ""."""
    parts = value if isinstance(value, tuple) else (value,)
    numbers = [np.ravel(part) for part in parts if is_real_array(part) or is_real_number(part)]
    odd = [f"{abs(each)}" for part in numbers for each in part if not np.isfinite(each)]
    return max(odd, default="")  # nan before inf


def _of_table(trial, moments):
    """The first line with a table that is larger than any argument and than what is needed."""
    expected = trial.case.expected
    parts = expected if isinstance(expected, tuple) else (expected,)
    most = max(map(np.size, (*trial.case.args, *parts)))
    for moment in moments:
        for made in moment.line.operations:
            pairs = sum(type(shape) is tuple and shape != () for shape in made.shapes or ()) > 1
            if pairs and type(made.result) is tuple and np.prod(made.result) > most:
                shape = made.result
                return moment, f"A table of shape {shape} is made here, of all pairs."
    return None


def of_new_start(setting, name):
    """A line that sets back a name to which the same loop has added before."""
    added = set()
    for moment in setting:
        loop = moment.loops and moment.loops[-1][0]
        if moment.adds:
            added.add(loop)
        elif loop and loop in added:
            return moment, f"Inside the loop {name} begins anew here."
    return None
