"""What counts as a number or an array, and a value as text: short, rounded, alike everywhere."""

import re
import types

import numpy as np

LARGEST = 10**300  # of Python's whole numbers, which know no end
LONGEST = 200  # characters of a message
REAL = (int, float, np.bool, np.integer, np.floating)
PRINTED = {"threshold": 40, "edgeitems": 2, "linewidth": 62, "sign": "-", "floatmode": "maxprec"}
PRINTED |= {"formatter": None, "nanstr": "nan", "infstr": "inf", "legacy": False}
KINDS = {type(None): "None", dict: "a dictionary", str: "text", complex: "a complex number"}
KINDS |= {int: "a whole number too large for NumPy", types.GeneratorType: "a generator"}


def is_real_number(value):
    """Python's real numbers and NumPy's, and arrays without axes; no class of a learner's own."""
    if type(value) is int:
        return abs(value) < LARGEST
    if type(value).__module__ in ("builtins", "numpy") and issubclass(type(value), REAL):
        return is_real_array(np.asarray(value))  # no time
    return is_real_array(value) and value.ndim == 0


def is_real_array(value):
    """Plain arrays of real numbers; np.matrix is none, because its * is another product."""
    return type(value) is np.ndarray and value.dtype.kind in "fiub"


def is_real(value):
    """A real number, or a plain array of them."""
    return is_real_number(value) or is_real_array(value)


def is_bool(value):
    """One yes or no, Python's or NumPy's."""
    return type(value) in (bool, np.bool)


def shown(value, digits=4):
    """A value as short text; what it is where that says more."""
    if is_real_number(value):
        exact = np.asarray(value).dtype.kind in "biu" and abs(value) < 10**15
        return str(value) if exact else f"{float(value):z.{digits}g}"
    if is_real_array(value):
        with np.printoptions(precision=digits, suppress=digits < 8, **PRINTED):
            return np.array2string(value, separator=", ")
    if type(value) in (tuple, list) and 0 < len(value) <= 8:
        parts = [shown(part, digits) for part in value if is_real(part) and np.size(part) <= 4]
        inside, comma = ", ".join(parts), "," * (len(value) == 1)
        if len(parts) == len(value):
            return f"[{inside}]" if type(value) is list else f"({inside}{comma})"
    return kind_of(value)


def shown_apart(returned, expected):
    """Both as text, with as many digits as it takes to tell them apart: 1. is no other than 1."""
    for digits in (4, 6, 9, 17):
        texts = shown(returned, digits), shown(expected, digits)
        bare, other = (re.sub(r"\.(?!\d)|\s", "", text) for text in texts)
        if bare != other:
            break
    else:
        if is_real_number(returned) and is_real_number(expected):  # 64.0 is another kind than 64
            texts = str(returned), str(expected)
    return texts


def shape_words(shape):
    """A shape as Python writes it; "a number" where there are no axes."""
    return str(shape) if shape else "a number"


def kind_of(value):
    """What a value is, in words."""
    if is_bool(value):
        return f"{bool(value)}, which is a bool"
    if is_real_number(value):
        return "a whole number" if type(value) is int else "a number"
    if type(value) is np.ndarray:
        entries = "" if is_real_array(value) else f" with entries of type {value.dtype}"
        return f"an array of shape {value.shape}{entries}"
    if type(value) in (tuple, list):
        return f"a {type(value).__name__} of {len(value)}"
    if type(value) in KINDS:
        return KINDS[type(value)]
    return "a function" if callable(value) else f"an object of type {type(value).__name__}"


def listed(words):
    """a, b and c"""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def message_of(error):
    """An error's or a warning's words on one short line, however hostile: no addresses."""
    try:
        words = " ".join(str(error)[: 10 * LONGEST].split())
        words = re.sub(r"(?: at)? 0x[0-9a-fA-F]+", "", words)
        words = words.encode("utf-8", "replace").decode()
    except BaseException:  # its own text raises, whatever it likes
        return "no message"
    return words if len(words) <= LONGEST else words[: LONGEST - 3] + "..."
