"""The rules of shapes in words: why shapes fit or not, and what becomes of them."""

import math
import numbers

PLACES = {-1: "the last axis", -2: "the last axis but one"}
NUMBER_OR_SLICE = (numbers.Integral, slice)


class Explanation(str):
    """One sentence, with `.shape` (the result's, or None where it fails) and `.axis` (the axis that
    fails, counted from the right, -1 the last; None where none does)."""

    def __new__(cls, words, shape=None, axis=None):
        self = super().__new__(cls, words)
        self.shape, self.axis = shape, axis
        return self


def explain_broadcast(*shapes):
    """Why the shapes fit element by element, axis by axis from the right, or which axis fails.

    Raises TypeError for what is no tuple or list, ValueError for lengths that are none, as do the
    other rules.
    """
    shapes = [_lengths(shape) for shape in shapes]
    given = " and ".join(map(str, shapes))
    if () in shapes and len(shapes) == 2:
        shape = max(shapes, key=len)
        return Explanation(f"A number meets every entry, so shape {shape} stays.", shape)
    result, met = [], []
    for axis in range(-1, -max(map(len, shapes), default=0) - 1, -1):
        here = [shape[axis] for shape in shapes if len(shape) >= -axis]
        lengths = list(dict.fromkeys(length for length in here if length != 1))
        if len(lengths) > 1:
            clash = " meets ".join(map(str, lengths))
            none = "neither" if len(lengths) == 2 else "none of them"
            words = f"on {PLACES.get(axis, f'axis {axis}')}, {clash}, and {none} is 1"
            return Explanation(f"{given} do not fit: {words}.", axis=axis)
        result.insert(0, lengths[0] if lengths else 1)
        met.append(_meeting(here, result[0], len(here) < len(shapes)))
    shape = tuple(result)
    if len(set(shapes)) < 2:
        words = f"The shapes are equal, {shape}: each entry meets the one in its own place."
        return Explanation(words, shape)
    return Explanation(f"{given} give {shape}, from the right: {'; '.join(met)}.", shape)


def _meeting(lengths, length, missing):
    """What happens on one axis, where the shapes have these lengths, the result has `length`."""
    met = " meets ".join(map(str, lengths))
    if missing:
        other = " meets no axis, which counts as 1"
        return met + (other if len(lengths) == 1 else ", a missing axis counts as 1")
    return met if len(set(lengths)) == 1 else f"{met}, the 1 is read {length} times"


def _lengths(shape):
    if not isinstance(shape, tuple | list):
        raise TypeError(f"a shape is {shape!r}, it needs a tuple of lengths, such as (2, 3)")
    if not all(isinstance(length, numbers.Integral) and length >= 0 for length in shape):
        raise ValueError(f"a shape is {shape!r}, its lengths need to be whole numbers, 0 or more")
    return tuple(map(int, shape))


def _left(shape):
    return str(shape) if shape else "(), a number"


def explain_product(a, b):
    """Why `a @ b` fits for arrays of shapes a and b, or what fails."""
    a, b = _lengths(a), _lengths(b)
    if not a or not b:
        return Explanation(f"{a} @ {b} fails: a number has no axis to sum over, it needs *.")
    inner = b[-2] if len(b) > 1 else b[0]
    if a[-1] != inner:
        words = (
            f"the last axis of the first has {a[-1]}, the axis it meets in the second has {inner}"
        )
        return Explanation(f"{a} @ {b} does not fit: {words}.", axis=-1)
    front = explain_broadcast(a[:-2], b[:-2])
    if front.shape is None:
        words = f"{a} @ {b} does not fit: the axes in front, {front}"
        return Explanation(words, axis=front.axis - 2)
    shape = front.shape + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
    middle = " in the middle" if len(b) < 3 else ""
    left = f"that axis is summed away, and {shape or 'a number'} is left"
    return Explanation(f"{a} @ {b}: {a[-1]} meets {inner}{middle}, {left}.", shape)


def explain_reduction(shape, axis=None, keepdims=False):
    """What `.sum(axis=axis, keepdims=keepdims)`, `.mean(...)` and the like leave of a shape."""
    shape = _lengths(shape)
    if axis is None:
        left = (1,) * len(shape) if keepdims else ()
        became = f"stays as a 1: {left}" if keepdims else "goes: a number is left"
        return Explanation(f"No axis is named, so every axis of {shape} {became}.", left)
    named = axis if isinstance(axis, tuple) else (axis,)
    if not all(isinstance(each, numbers.Integral) for each in named):
        return None
    for each in named:
        if not -len(shape) <= each < len(shape):
            has = ", ".join(map(str, range(len(shape)))) or "none"
            return Explanation(f"{shape} has no axis {each}, its axes are: {has}.")
    if not named:
        return Explanation(f"axis=() names no axis, so {shape} stays.", shape)
    gone = {each % len(shape) for each in named}
    if len(gone) < len(named):
        return Explanation(f"axis={axis} names the same axis twice.")
    kept = [1 if place in gone else length for place, length in enumerate(shape)]
    left = tuple(kept if keepdims else (shape[k] for k in range(len(shape)) if k not in gone))
    which = " and ".join(f"axis {each}, of length {shape[each]}," for each in named)
    several = len(named) > 1
    if keepdims:
        verb = "stay as a 1 each" if several else "stays as a 1"
    else:
        verb = "go" if several else "goes"
    words = f"{which} {verb}: {shape} becomes {_left(left)}."
    return Explanation(words[0].upper() + words[1:], left)


def explain_transpose(shape, name="T"):
    """What `.T` makes of a shape; `.mT` needs two axes."""
    shape = _lengths(shape)
    if len(shape) < 2:
        has = f"{shape} has {('none', 'only one')[len(shape)]}"
        if name == "mT":
            return Explanation(f".mT exchanges the last two axes, and {has}.")
        return Explanation(f".T turns the axes round, and {has}: it stays.", shape)
    turned = shape[:-2] + shape[:-3:-1] if name == "mT" else shape[::-1]
    what = "exchanges the last two axes" if name == "mT" else "turns the axes round"
    return Explanation(f".{name} {what}: {shape} becomes {turned}.", turned)


def explain_reshape(shape, sizes):
    """Whether the numbers of a shape fill `sizes`, one of which may be -1."""
    shape = _lengths(shape)
    if not all(isinstance(size, numbers.Integral) for size in sizes):
        return None
    sizes = tuple(map(int, sizes))
    count, known = math.prod(shape), math.prod(size for size in sizes if size >= 0)
    unknown = [size for size in sizes if size < 0]
    if len(unknown) > 1:
        return Explanation(f"{sizes} leaves more than one length open, only one can be found.")
    if known != count if not unknown else not known or count % known:
        return Explanation(f"{shape} holds {count} numbers, and they do not fill {sizes}.")
    filled = tuple(count // known if size < 0 else size for size in sizes)
    found = f", {unknown[0]} is {count // known}" if unknown else ""
    return Explanation(f"{count} numbers fill {filled} row by row{found}.", filled)


def explain_index(shape, index):
    """What an index leaves of a shape: a number drops its axis, a slice keeps it.

    None for an index of another kind, such as a mask, a list, None or an ellipsis.
    """
    shape = _lengths(shape)
    given = index if isinstance(index, tuple) else (index,)
    if not all(type(each) is not bool and isinstance(each, NUMBER_OR_SLICE) for each in given):
        return None
    if len(given) > len(shape):
        has = f"{len(shape)} {'axis' if len(shape) == 1 else 'axes'}"
        return Explanation(f"{len(given)} indices are given, and {shape} has {has}.")
    left, cut = [], []
    for axis, (each, length) in enumerate(zip(given, shape, strict=False)):
        if isinstance(each, slice):
            try:
                left.append(len(range(*each.indices(length))))
            except (TypeError, ValueError):  # X[1.5:2], X[::0]
                return None
            cut += [f"{left[-1]} of {length}"] if left[-1] != length else []
        elif not -length <= each < length:
            places = f"0 to {length - 1}" if length else "none"
            words = f"There is no {each} on axis {axis} of {shape}: its places are {places}."
            return Explanation(words)
    numbers_given = len(given) - len(left)
    left = (*left, *shape[len(given) :])
    said = []
    if numbers_given:
        said.append(f"{'each' if numbers_given > 1 else 'a'} single index drops its axis")
    if cut:
        said.append(f"a slice keeps its axis and takes {' and '.join(cut)}")
    words = ", ".join(said) or "every entry is taken"
    return Explanation(f"{words[0].upper()}{words[1:]}: {shape} becomes {_left(left)}.", left)
