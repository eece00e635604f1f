"""What a wrong answer has to do with the question, in a sentence that does not tell the truth."""

import math

import numpy as np

from helpers.shapes.answers import in_words, is_shape
from helpers.shapes.rules import explain_broadcast

ORDER = "A shape names the rows first, then the columns."


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
            return f"{given} has {_axes(given)}, and a number has none."
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
    if entries is None:
        return f"The shape of {in_words(given)} is right."
    wrong = ~np.isclose(given, entries, atol=0.005, equal_nan=True)
    place = tuple(map(int, np.argwhere(wrong)[0]))
    where = ", ".join(map(str, place))
    return f"The shape is right; the entry at [{where}] is not {in_words(np.array(given)[place])}."


def _of_shape(given, truth, operation, shapes):
    """About a shape, where an array or an error comes out."""
    fails = truth == "error"
    if not fails and len(given) > 1 and given == truth[::-1]:
        return ORDER
    known = {length for shape in shapes if is_shape(shape) for length in shape}
    known |= set() if fails else set(truth)
    if strange := [length for length in given if length not in known]:
        return f"Nothing here has an axis of length {strange[0]}."
    if operation and operation.symbol not in (",", "@"):
        for shape in operation.shapes:
            if is_shape(shape) and explain_broadcast(shape, given).shape != given:
                return f"{shape} has no room in {given}."
    if operation and operation.symbol == "@" and [*map(len, operation.shapes)] == [2, 2]:
        return _of_product(given, *operation.shapes)
    if fails:
        return ""
    if len(given) != len(truth):
        return f"{given} has {_axes(given)}, the result has {len(truth) or 'none'}."
    places = range(len(given))
    right = [f"axis {k}" for k in places if given[k] == truth[k]]
    wrong = [f"axis {k}" for k in places if given[k] != truth[k]]
    has = f"{' and '.join(wrong)} {'has' if len(wrong) == 1 else 'have'} another length"
    return f"In {given}, {has}" + (f"; {' and '.join(right)} fits." if right else ".")


def _of_product(given, first, second):
    """About the shape of a product of two tables."""
    if len(given) != 2:
        return f"{given} has {_axes(given)}; {first} @ {second} would have 2."
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


def _axes(shape):
    return f"{len(shape)} {'axis' if len(shape) == 1 else 'axes'}"
