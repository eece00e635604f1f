"""A result against the expected one: its kind first, then its shape, then its numbers."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.checking.attempt import Attempt, attempt
from helpers.checking.errors import failure, same_error, words_of
from helpers.checking.exercise import Case
from helpers.checking.values import is_bool, is_real

# An epsilon of 1e-8 inside a log passes, one of 1e-6 does not; float32 passes.
RELATIVE, ABSOLUTE = 1e-6, 1e-8
SEQUENCES = (tuple, list)  # a list is as good as a tuple


@dataclass(frozen=True)
class Finding:
    """The first thing wrong with an attempt: of which kind, and in which part of the result."""

    kind: str  # raises, type, shape, mutates, unfilled or value
    part: int | None = None  # of several results
    returned: object = None
    expected: object = None
    argument: int | None = None  # the place of the one that is changed, or not filled


@dataclass(frozen=True, eq=False)
class Trial:
    """A function on one case, what it did there, and what is wrong with that (None: nothing)."""

    function: Callable
    case: Case
    attempt: Attempt
    finding: Finding | None

    @functools.cached_property
    def failure(self):
        """Where and how it raises, or None."""
        error = self.attempt.error
        return None if error is None else failure(self.function, self.case.args, error)


def tried(function, case):
    """The Trial of a function on a case."""
    found = attempt(function, case.args)
    return Trial(function, case, found, finding(found, case.expected, case.fills))


def finding(attempt, expected, fills=None):
    """What is wrong with the attempt, as a Finding, or None.

    `fills` is the place of an argument that has to hold what is expected.
    """
    if attempt.error is not None:
        return Finding("raises")
    found = _difference(attempt.value, expected)
    if found is None or found.kind == "value":
        for place, now in attempt.changed.items():
            if place != fills or now.shape != expected.shape:
                return Finding("mutates", argument=place)
    if found is None and fills is not None and _kind(attempt.changed.get(fills), expected):
        return Finding("unfilled", expected=expected, argument=fills)
    return found


def _difference(returned, expected):
    if type(expected) is not tuple:
        kind = _kind(returned, expected)
        return Finding(kind, None, returned, expected) if kind else None
    if not has_parts(returned, expected):
        return Finding("type", None, returned, expected)
    kinds = [_kind(*parts) for parts in zip(returned, expected, strict=True)]
    kind = next((each for each in ("type", "shape", "value") if each in kinds), None)
    part = kinds.index(kind)
    return Finding(kind, part, returned[part], expected[part]) if kind else None


def _kind(returned, expected):
    """What is wrong with one part: "type", "shape", "value" or None."""
    if is_bool(returned) or not is_real(returned):
        return "type"
    if type(expected) is int and np.asarray(returned).dtype.kind == "f":
        return "type"  # no length, no index
    if np.shape(returned) != np.shape(expected):  # first: (3,) and (3, 1) can be "close"
        return "shape"
    return None if close(returned, expected) else "value"


def has_parts(returned, expected):
    """Whether as many results are returned as are expected, in a tuple or a list."""
    return type(returned) in SEQUENCES and len(returned) == len(expected)


def close(returned, expected):
    """Whether two numbers, or two arrays of one shape, are the same but for rounding."""
    returned, expected = (np.asarray(value, dtype=float) for value in (returned, expected))
    return returned.shape == expected.shape and bool(
        np.allclose(returned, expected, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    )


def same(one, other, depth=2):
    """Whether two values are alike: same kind, same shape, same numbers; lists to some depth."""
    if type(one) in SEQUENCES and type(other) in SEQUENCES and depth:
        return len(one) == len(other) and all(
            same(*parts, depth - 1) for parts in zip(one, other, strict=True)
        )
    if is_real(one) and is_real(other):
        return is_bool(one) == is_bool(other) and close(one, other)
    return type(one) is type(other)


def alike(one, other):
    """Whether two attempts came to the same: raised the same, or gave and changed the same."""
    return (
        words_of(one.error) == words_of(other.error)
        and one.changed.keys() == other.changed.keys()
        and same([*one.changed.values()], [*other.changed.values()])
        and same(one.value, other.value)
    )


def agree(one, other):
    """Whether two functions came to the same on a case; errors may have other words."""
    if one.attempt.error is None or other.attempt.error is None:
        kinds = {trial.finding and trial.finding.kind for trial in (one, other)}  # 64.0 is like 64
        return len(kinds) == 1 and alike(one.attempt, other.attempt)
    return same_error(one, other)
