"""Answers about values: what was typed, what counts as the same as the truth, and what is near."""

import ast
import math
import re

import numpy as np

MOST_ENTRIES = 100  # nobody types more
MINUS, TIMES = "\u2212", "\u00d7"  # the signs of typography
WORDS = dict.fromkeys(["number", "a number", "one number", "scalar", "a scalar"], ())
WORDS |= {"true": True, "yes": True, "false": False, "no": False}
ERROR = r"(it )?((raises|gives|is) )?(an? )?(\w*error|exception|raises?|fail(s|ure)?|crash(es)?)"
LOGARITHM = r"([+-]?)(?:np\.)?(?:log|ln) ?\(?(0*[1-9]\d*)\)?"
THOUSANDS = r"[+-]?\d{1,3}(,\d{3})+"
FORMS = [  # what neither WORDS nor Python reads: how it is written, and what it stands for
    (ERROR, lambda _: "error"),
    (r"([+-]?\d+(\.\d+)?) ?/ ?(0*[1-9]\d*)", lambda part: float(part[1]) / float(part[3])),
    (LOGARITHM, lambda log: float(log[1] + "1") * math.log(float(log[2]))),
    (r"[+-]?(nan|inf|infinity)", lambda word: float(word[0])),
    (rf"(?=.*,0){THOUSANDS}", lambda one: float(one[0].replace(",", ""))),  # (1,200): a shape
]


def read_answer(typed):
    """What was typed: "error", a shape (tuple), a number, a bool, entries (list), or None."""
    typed = _plain(typed)
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
    typeable = np.size(value) <= MOST_ENTRIES and np.asarray(value).dtype.kind in "biuf"
    entries = np.array(value) if typeable else None
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
    if isinstance(truth, float) and re.fullmatch(THOUSANDS, typed):
        given = float(typed.replace(",", ""))
    if not isinstance(given, float) or not isinstance(truth, float):
        return type(given) is type(truth) and given == truth
    digits = re.search(r"\.(\d+)(?:e([+-]?\d+))?$", typed, re.I)  # 0.69 is right for 0.6931
    unit = 10.0 ** (int(digits[2] or 0) - len(digits[1])) if digits else 0.0  # of the last digit
    return bool(np.isclose(given, truth, rtol=1e-9, atol=0.5000001 * unit, equal_nan=True))


def near(given, truth, entries):
    """What a wrong answer has to do with the truth, or ""."""
    one = entries.item() if entries is not None and entries.size == 1 else math.nan
    match given, truth:
        case tuple(), float():
            return "A number has no axes: its shape is ()."
        case float(), (length,) if given == length:
            return f"A shape of one axis is written with a comma: {truth}."
        case float(), tuple() if math.isclose(given, one, rel_tol=0.01):
            return f"{in_words(given)} is the number inside."
        case float(), tuple() if given == math.prod(truth):
            return f"{in_words(given)} is the number of its entries."
        case float() | (), tuple():
            return "A shape has a length for each axis, a number has none."
        case (_, _), (_, _) if given == truth[::-1]:
            return "A shape names the rows first, then the columns."
    return ""


def in_words(answer):
    """An answer as it would be typed."""
    if isinstance(answer, list | np.ndarray):
        return f"[{', '.join(map(in_words, answer))}]"
    if not isinstance(answer, float):
        return str(answer)
    return f"{answer:z.0f}" if answer.is_integer() and abs(answer) < 1e16 else f"{answer:z.4g}"
