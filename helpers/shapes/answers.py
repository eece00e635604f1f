"""Answers about values: how they are read, what counts as the same, what is said of a wrong one."""

import ast
import math
import re

import numpy as np

from helpers.shapes.rules import axes, explain_broadcast
from helpers.shapes.values import is_sizes

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
ORDER = "A shape names the rows first, then the columns."


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
        if is_sizes(value):
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


def unclear(typed, truth, kinds):
    """What has to be written otherwise before it can be judged, or "" where nothing has.

    `kinds` are the types of answers that there can be.
    """
    given = read_answer(typed, truth)
    if typed.strip().rstrip(".").lower() in ("none", "no shape", "nothing", "no axes"):
        return "If it fails, type error; for a number without axes type its value, or ()."
    if isinstance(truth, tuple | str) and re.fullmatch(r"\(\s*\d+\s*\)", typed.strip()):
        return f"The comma is missing: ({given:.0f},)."
    if truth == (given,) or typed.strip().isdigit() and not isinstance(given, kinds):
        return f"One axis of length {given:.0f} is typed ({given:.0f},)."
    return ""


def answer_of(value):
    """(answer, entries): "error", a shape, a number or a bool; and the numbers, where few, or None.

    Raises TypeError for a value that nobody could type.
    """
    if isinstance(value, Exception):
        return "error", None
    typeable = np.size(value) <= MOST_ENTRIES and np.asarray(value).dtype.kind in "biuf"
    entries = np.array(value) if typeable else None
    if is_sizes(value):
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


def remark(given, truth, entries, operation=None, shapes=()):
    """One sentence about the answer `given`, or "".

    `operation` is the one that the rule explains, or None; `shapes` are those of all parts.
    """
    if given == "error":
        return _of_error(operation)
    if isinstance(given, list) and isinstance(truth, tuple):
        return _of_entries(given, truth, entries)
    match given, truth:
        case tuple(), "error" | tuple() if given:
            return _of_shape(given, truth, operation, shapes)
        case bool() | float() | (), "error" if _makes_array(operation):
            return f"{in_words(given)} is one value; {operation.words} gives an array, or fails."
        case bool(), tuple():
            return f"{given} is one value, and the result is an array: type its shape."
        case bool(), float():
            return f"{given} is no number, and the result is one."
        case _, bool() if not isinstance(given, bool):
            return "The result says whether something holds: type True or False."
        case tuple(), float():
            return f"{given} has {axes(given)}, and a number has none."
        case list(), float():
            return "The result is one number, not several."
        case float(), float():
            return _of_number(given, truth)
        case float() | (), tuple():
            return _of_number_for_array(given, truth, entries)
    return ""


def _of_error(operation):
    if operation is None:
        return "Nothing fails here."
    if len(operation.shapes) > 1 and all(operation.shapes):
        return f"Nothing fails here: {' and '.join(map(str, operation.shapes))} fit."
    return f"Nothing fails in {operation.words}."


def _of_entries(given, truth, entries):
    """About entries, which were typed in square brackets."""
    shape = np.shape(given)
    if shape != truth:
        return f"{in_words(given)} has shape {shape}, and that is not the shape."
    known = math.nan if entries is None else entries
    wrong = ~np.isclose(given, known, atol=0.005, equal_nan=True)
    place = tuple(map(int, np.argwhere(wrong)[0]))
    where = ", ".join(map(str, place))
    return f"The shape is right; the entry at [{where}] is not {in_words(np.array(given)[place])}."


def _of_shape(given, truth, operation, shapes):
    """About a shape, where an array or an error comes out."""
    fails = truth == "error"
    if not fails and len(given) > 1 and given == truth[::-1]:
        return ORDER
    known = {length for shape in shapes if is_sizes(shape) for length in shape}
    known |= set() if fails else set(truth)
    if strange := [length for length in given if length not in known]:
        return f"Nothing here has an axis of length {strange[0]}."
    if operation and operation.symbol not in (",", "@"):
        for shape in operation.shapes:
            if is_sizes(shape) and explain_broadcast(shape, given).shape != given:
                return f"{shape} has no room in {given}."
    if operation and operation.symbol == "@" and [*map(len, operation.shapes)] == [2, 2]:
        return _of_product(given, *operation.shapes)
    if fails:
        return ""
    if len(given) != len(truth):
        return f"{given} has {axes(given)}, the result has {len(truth) or 'none'}."
    places = range(len(given))
    right = [f"axis {k}" for k in places if given[k] == truth[k]]
    wrong = [f"axis {k}" for k in places if given[k] != truth[k]]
    has = f"{' and '.join(wrong)} {'has' if len(wrong) == 1 else 'have'} another length"
    return f"In {given}, {has}" + (f"; {' and '.join(right)} fits." if right else ".")


def _of_product(given, first, second):
    """About the shape of a product of two tables."""
    if len(given) != 2:
        return f"{given} has {axes(given)}; {first} @ {second} would have 2."
    if given[0] != first[0]:
        return f"The rows of a product are those of the first, {first}: not {given[0]}."
    return f"The columns of a product are those of the second, {second}: not {given[1]}."


def _makes_array(operation):
    """Whether an operator on two arrays would give an array, if it could."""
    if not operation or operation.symbol == "," or len(operation.shapes) != 2:
        return False
    return operation.symbol != "@" or max(map(len, operation.shapes)) > 1


def _of_number(given, truth):
    if not math.isfinite(truth):
        return ""
    if not math.isfinite(given):
        return f"The result is an ordinary number, not {in_words(given)}."
    if given == -truth:
        return "The size is right, the sign is not."
    return f"{in_words(given)} is too {'large' if given > truth else 'small'}."


def _of_number_for_array(given, truth, entries):
    one = entries.item() if entries is not None and entries.size == 1 else math.nan
    if given == ():
        return "A number has shape (), and the result has axes."
    if math.isclose(given, one, rel_tol=0.01):
        return f"{in_words(given)} is the number inside."
    if given == math.prod(truth):
        return f"{in_words(given)} is the number of its entries."
    return (
        f"{in_words(given)} is one number. The result is an array: it has a length for each axis."
    )
