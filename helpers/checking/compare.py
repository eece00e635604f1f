"""A returned value against the expected one: its kind first, then its shape, then its numbers."""

import re
from dataclasses import dataclass

import numpy as np

# An epsilon of 1e-8 inside a log passes, one of 1e-6 does not; float32 passes.
RELATIVE, ABSOLUTE = 1e-6, 1e-8
SEQUENCES = (tuple, list)  # a list of two is as good as a pair
LARGEST = 10**300  # of Python's whole numbers, which know no end


@dataclass(frozen=True)
class Finding:
    """The first thing wrong with an attempt: of which kind, and in which part of the result."""

    kind: str  # raises, type, shape, mutates or value
    part: int | None = None  # of a pair
    returned: object = None
    expected: object = None


def finding(attempt, expected):
    """What is wrong with the attempt, as a Finding, or None."""
    if attempt.error is not None:
        return Finding("raises")
    found = _difference(attempt.value, expected)
    if attempt.changed is not None and (found is None or found.kind == "value"):
        return Finding("mutates")
    return found


def _difference(returned, expected):
    if not isinstance(expected, tuple):
        kind = _kind(returned, expected)
        return Finding(kind, None, returned, expected) if kind else None
    if not isinstance(returned, SEQUENCES) or len(returned) != len(expected):
        return Finding("type", None, returned, expected)
    kinds = [_kind(*parts) for parts in zip(returned, expected, strict=True)]
    for kind in ("type", "shape", "value"):
        if kind in kinds:
            part = kinds.index(kind)
            return Finding(kind, part, returned[part], expected[part])
    return None


def _kind(returned, expected):
    """What is wrong with one part: "type", "shape", "value" or None."""
    if isinstance(returned, (bool, np.bool_)) or not (is_number(returned) or is_array(returned)):
        return "type"
    if np.shape(returned) != np.shape(expected):  # first: (3,) and (3, 1) can be "close"
        return "shape"
    return None if close(returned, expected) else "value"


def is_number(value):
    """Numbers, Python's and NumPy's, and arrays without axes."""
    if isinstance(value, np.ndarray):
        return is_array(value) and value.ndim == 0
    if isinstance(value, int):
        return abs(value) < LARGEST
    return isinstance(value, (float, np.bool_, np.integer, np.floating))


def is_array(value):
    """Plain arrays of real numbers; np.matrix is none, because its * is another product."""
    return type(value) is np.ndarray and value.dtype.kind in "fiub"


def close(returned, expected):
    """Whether two numbers, or two arrays of one shape, are the same but for rounding."""
    returned, expected = (np.asarray(value, dtype=float) for value in (returned, expected))
    return returned.shape == expected.shape and bool(
        np.allclose(returned, expected, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    )


def same(one, other, depth=2):
    """Whether two values are alike: same kind, same shape, same numbers; lists to some depth."""
    if isinstance(one, SEQUENCES) and isinstance(other, SEQUENCES) and depth:
        return (
            type(one) is type(other)
            and len(one) == len(other)
            and all(same(*parts, depth - 1) for parts in zip(one, other, strict=True))
        )
    if is_number(one) and is_number(other):
        return _is_bool(one) == _is_bool(other) and close(one, other)
    if is_array(one) and is_array(other):
        return close(one, other)  # an array of True and False is one of 1 and 0
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype.kind == other.dtype.kind and type(one) is type(other)
    return type(one) is type(other)


def _is_bool(value):
    return np.asarray(value).dtype.kind == "b"


def alike(one, other):
    """Whether two attempts came to the same: raised alike, or gave and changed the same."""
    if one.error is not None or other.error is not None:
        return family(one.error) == family(other.error)
    return one.changed == other.changed and same(one.value, other.value)


# Messages of NumPy's errors differ between `@`, np.dot and versions; what they are about does not.
FAMILIES = {
    "output": ("non-broadcastable output",),
    "broadcast": ("broadcast",),
    "product": ("not aligned", "core dimension", "matmul"),
    "reshape": ("cannot reshape",),
    "truth": ("truth value",),
    "scalar": ("only 0-dimensional", "only length-1", "only size-1"),
    "cast": ("Cannot cast ufunc",),
    "index": ("out of bounds",),
}


def family(error):
    """What two errors must share to count as the same: their class and what they are about."""
    if error is None:
        return None
    try:
        words = str(error)
    except Exception:
        words = ""
    about = [name for name, signs in FAMILIES.items() if any(sign in words for sign in signs)]
    return error_name(error), (about or [re.sub(r"\d+", "", words)])[0]


def error_name(error):
    """The name of the error's class, or of its first class with a public name."""
    return next(cls.__name__ for cls in type(error).__mro__ if not cls.__name__.startswith("_"))
