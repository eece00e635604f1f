"""Answers about values: what was typed, what counts as the same as the truth, and what is near."""

import ast
import math
import re

import numpy as np

MOST_ENTRIES = 100  # nobody types more
MINUS, TIMES = "\u2212", "\u00d7"  # the signs of typography
ERROR = re.compile(
    r"(it )?((raises|gives|is) )?(an? )?(\w*error|exception|raises?|fail(s|ure)?|crash(es)?)", re.I
)
WORDS = dict.fromkeys(["number", "a number", "one number", "scalar", "a scalar"], ())
WORDS |= {"true": True, "yes": True, "false": False, "no": False}
FRACTION = re.compile(r"([+-]?\d+(?:\.\d+)?) ?/ ?(0*[1-9]\d*)")
LOGARITHM = re.compile(r"([+-]?)(?:np\.)?(?:log|ln) ?\(?(0*[1-9]\d*)\)?", re.I)
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.I)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
DIGITS = re.compile(r"\.(\d+)(?:e([+-]?\d+))?$", re.I)


def read_answer(typed):
    """What was typed: "error", a shape (tuple), a number, a bool, entries (list), or None."""
    typed = _plain(typed)
    if ERROR.fullmatch(typed):
        return "error"
    if typed.lower() in WORDS:
        return WORDS[typed.lower()]
    if part := FRACTION.fullmatch(typed):
        return float(part[1]) / float(part[2])
    if log := LOGARITHM.fullmatch(typed):
        return float(log[1] + "1") * math.log(float(log[2]))
    if NOT_FINITE.fullmatch(typed):
        return float(typed)
    if THOUSANDS.fullmatch(typed) and ",0" in typed:  # else it may be a shape, (1,200)
        return float(typed.replace(",", ""))
    try:
        value = ast.literal_eval(typed)
        if isinstance(value, list):  # the entries themselves, in square brackets
            return np.array(value, dtype=float).tolist()
        if isinstance(value, tuple):
            return value if is_shape(value) else None
        return float(value) if type(value) in (int, float) else None
    except (ValueError, TypeError, SyntaxError, OverflowError, MemoryError, RecursionError):
        return None


def _plain(typed):
    """The answer without what people write around it; 3 x 4, as it is spoken, becomes 3, 4."""
    typed = typed.strip().rstrip(".").replace(MINUS, "-")
    typed = re.sub(r"^shape( is)?:?\s*", "", typed, flags=re.I)
    return re.sub(rf"(?<=\d)\s*(?:[x{TIMES}]|by)\s*(?=\d)", ", ", typed)


def is_shape(value):
    """Whether a value is a tuple of whole numbers."""
    return isinstance(value, tuple) and all(type(length) is int for length in value)


def answer_of(value):
    """(answer, entries): "error", a shape, a number or a bool; and the numbers, where few, or None.

    Raises TypeError for a value that nobody could type.
    """
    if isinstance(value, Exception):
        return "error", None
    entries = np.array(value) if np.size(value) <= MOST_ENTRIES else None
    if entries is not None and entries.dtype.kind not in "biuf":
        entries = None
    if is_shape(value):
        return value, entries
    if np.ndim(value):
        return np.shape(value), entries
    return bool(value) if np.asarray(value).dtype.kind == "b" else float(value), entries


def is_same(typed, truth, entries):
    """Whether what was typed says what `answer_of` said."""
    given, typed = read_answer(typed), _plain(typed)
    if isinstance(given, list):
        alike = entries is not None and np.shape(given) == entries.shape
        return alike and np.allclose(given, entries, atol=0.005, equal_nan=True)
    if given == () and isinstance(truth, float | bool):
        return True  # the shape of a number
    if isinstance(given, tuple) and isinstance(truth, float) and THOUSANDS.fullmatch(typed):
        given = float(typed.replace(",", ""))
    if not isinstance(given, float) or not isinstance(truth, float):
        return type(given) is type(truth) and given == truth
    if math.isnan(truth):
        return math.isnan(given)
    return math.isclose(given, truth, rel_tol=1e-9, abs_tol=_rounding(typed))


def _rounding(typed):
    """Half a unit of the last digit after a point: 0.69 is right for 0.6931. 0 without a point."""
    found = DIGITS.search(typed)
    return 0.5000001 * 10.0 ** (int(found[2] or 0) - len(found[1])) if found else 0.0


def near(given, truth, entries):
    """What a wrong answer has to do with the truth, or ""."""
    if isinstance(truth, float):
        return "A number has no axes: its shape is ()." if isinstance(given, tuple) else ""
    if not isinstance(truth, tuple) or not isinstance(given, float | tuple):
        return ""
    if truth == (given,):
        return f"A shape of one axis is written with a comma: {truth}."
    one = entries is not None and entries.size == 1 and isinstance(given, float)
    if one and math.isclose(given, entries.item(), rel_tol=0.01):
        return f"{in_words(given)} is the number inside."
    if given == math.prod(truth):
        return f"{in_words(given)} is the number of its entries."
    if isinstance(given, float) or given == ():
        return "A shape has a length for each axis, a number has none."
    turned = len(truth) == 2 and given == truth[::-1]
    return "A shape names the rows first, then the columns." if turned else ""


def in_words(answer):
    """An answer as it would be typed."""
    if isinstance(answer, list | np.ndarray):
        return f"[{', '.join(map(in_words, answer))}]"
    if not isinstance(answer, float):
        return str(answer)
    return f"{answer:z.0f}" if answer.is_integer() and abs(answer) < 1e16 else f"{answer:z.4g}"
