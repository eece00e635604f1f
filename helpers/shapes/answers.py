"""Answers about values: what was typed, what the truth is, and what counts as the same."""

import ast
import math
import re

import numpy as np

MOST_ENTRIES = 100  # nobody types more
MINUS, TIMES = "\u2212", "\u00d7"  # the signs of typography
WORDS = dict.fromkeys(["number", "a number", "one number", "scalar", "a scalar"], ())
WORDS |= {"true": True, "yes": True, "false": False, "no": False}
FAILS = r"\w*er+o+r+s?|er+|exception|raises?|fail(s|ure)?|crash(es)?"  # errror, too
ERROR = rf"(it )?((raises|gives|is) )?(an? )?({FAILS})"
LOGARITHM = r"([+-]?)(?:np\.)?(?:log|ln) ?\(?(0*[1-9]\d*)\)?"
THOUSANDS = r"[+-]?\d{1,3}(,\d{3})+"
FORMS = [  # what neither WORDS nor Python reads: how it is written, and what it stands for
    (ERROR, lambda _: "error"),
    (r"([+-]?\d+(\.\d+)?) ?/ ?(0*[1-9]\d*)", lambda part: float(part[1]) / float(part[3])),
    (LOGARITHM, lambda log: float(log[1] + "1") * math.log(float(log[2]))),
    (r"[+-]?(nan|inf|infinity)", lambda word: float(word[0])),
    (rf"(?=.*,0){THOUSANDS}", lambda one: float(one[0].replace(",", ""))),  # (1,200): a shape
]


def read_answer(typed, truth=None):
    """What was typed: "error", a shape (tuple), a number, a bool, entries (list), or None.

    Where the `truth` is a number, 0,693 is one, too.
    """
    typed = _plain(typed, truth)
    if typed.lower() in WORDS:
        return WORDS[typed.lower()]
    for form, read in FORMS:
        if found := re.fullmatch(form, typed, re.I):
            return read(found)
    try:
        value = ast.literal_eval(typed)
        if isinstance(value, list):  # the entries themselves, in square brackets
            return np.array(value, dtype=float).tolist()
        if is_shape(value):
            return value
        return float(value) if type(value) in (int, float) else None
    except (ValueError, TypeError, SyntaxError, OverflowError, MemoryError, RecursionError):
        return None


def _plain(typed, truth):
    """The answer as Python would write it, without what people write around it."""
    typed = typed.strip().rstrip(".").replace(MINUS, "-")
    typed = re.sub(r"^shape( is)?:?\s*", "", typed, flags=re.I)
    typed = re.sub(r"^(?:np\.)?array\((\[.*\])(, dtype=\w+)?\)$", r"\1", typed)
    if typed.startswith("["):  # as NumPy prints it: [1. 4. 16.]
        typed = re.sub(r"(?<=[\d.\]])\s+(?=[-+\d.\[])", ", ", typed)
    if isinstance(truth, float) and re.fullmatch(r"[+-]?\d+(,\d+)+", typed):
        thousands = abs(truth) >= 100 and re.fullmatch(THOUSANDS, typed)
        typed = typed.replace(",", "") if thousands else typed.replace(",", ".")
    typed = re.sub(rf"(?<=\d)\s*(?:[x{TIMES}]|by)\s*(?=\d)", ", ", typed)  # 3 x 4, as spoken
    if re.fullmatch(r"\([^()]*,[^()]*", typed):
        return f"{typed})"
    return f"({typed}" if re.fullmatch(r"[^()]*,[^()]*\)", typed) else typed


def unclear(typed, truth):
    """What has to be written otherwise before it can be judged, or "" where nothing has."""
    given = read_answer(typed, truth)
    if typed.strip().rstrip(".").lower() in ("none", "no shape", "nothing", "no axes"):
        return "If it fails, type error; for a number without axes type its value, or ()."
    if isinstance(truth, tuple | str) and re.fullmatch(r"\(\s*\d+\s*\)", typed.strip()):
        return f"The comma is missing: ({given:.0f},)."
    if isinstance(given, float) and truth == (given,):
        return f"One axis of length {given:.0f} is typed ({given:.0f},)."
    return ""


def is_shape(value):
    """Whether a value is a tuple of whole numbers."""
    return isinstance(value, tuple) and all(type(length) is int for length in value)


def answer_of(value):
    """(answer, entries): "error", a shape, a number or a bool; and the numbers, where few, or None.

    Raises TypeError for a value that nobody could type.
    """
    if isinstance(value, Exception):
        return "error", None
    typeable = np.size(value) <= MOST_ENTRIES and np.asarray(value).dtype.kind in "biuf"
    entries = np.array(value) if typeable else None
    if is_shape(value):
        return value, entries
    if np.ndim(value):
        return np.shape(value), entries
    return bool(value) if np.asarray(value).dtype.kind == "b" else float(value), entries


def is_same(typed, truth, entries):
    """Whether what was typed says what `answer_of` said."""
    given = read_answer(typed, truth)
    if isinstance(given, list):
        alike = entries is not None and np.shape(given) == entries.shape
        return alike and np.allclose(given, entries, atol=0.005, equal_nan=True)
    if given == () and isinstance(truth, float | bool):
        return True  # the shape of a number
    if not isinstance(given, float) or not isinstance(truth, float):
        return type(given) is type(truth) and given == truth
    # 0.69 is right for 0.6931
    digits = re.search(r"\.(\d+)(?:e([+-]?\d+))?$", _plain(typed, truth), re.I)
    unit = 10.0 ** (int(digits[2] or 0) - len(digits[1])) if digits else 0.0  # of the last digit
    return bool(np.isclose(given, truth, rtol=1e-9, atol=0.5000001 * unit, equal_nan=True))


def in_words(answer):
    """An answer as it would be typed."""
    if isinstance(answer, list | np.ndarray):
        return f"[{', '.join(map(in_words, answer))}]"
    if not isinstance(answer, float):
        return str(answer)
    return f"{answer:z.0f}" if answer.is_integer() and abs(answer) < 1e16 else f"{answer:z.4g}"
