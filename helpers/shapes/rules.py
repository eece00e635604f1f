"""The rules of shapes in words: why shapes fit or not, and what becomes of them."""

import itertools
import math
import numbers

import numpy as np

PLACES = {1: "the last axis", 2: "the last axis but one"}
NUMBER_OR_SLICE = (numbers.Integral, slice)


class Explanation(str):
    """One sentence, with `.shape`, the result's, or None where it fails."""

    def __new__(cls, words, shape=None):
        self = super().__new__(cls, words)
        self.shape = shape
        return self


def explain_broadcast(*shapes):
    """Why the shapes fit element by element, axis by axis from the right, or which axis fails.

    Raises TypeError for what is no tuple or list, ValueError for lengths that are none. The other
    rules take the shapes of arrays.
    """
    for shape in shapes:
        if not isinstance(shape, tuple | list):
            raise TypeError(f"a shape is {shape!r}, it needs a tuple of lengths, such as (2, 3)")
        if not all(isinstance(length, numbers.Integral) and length >= 0 for length in shape):
            words = "its lengths need to be whole numbers, 0 or more"
            raise ValueError(f"a shape is {shape!r}, {words}")
    shapes = [tuple(map(int, shape)) for shape in shapes]
    given = " and ".join(map(str, shapes))
    if () in shapes and len(shapes) == 2:
        shape = max(shapes, key=len)
        return Explanation(f"A number meets every entry, so shape {shape} stays.", shape)
    shape, met = (), []
    for place, lengths in enumerate(itertools.zip_longest(*map(reversed, shapes)), 1):
        here = [length for length in lengths if length is not None]
        long = list(dict.fromkeys(length for length in here if length != 1))
        if len(long) > 1:
            where, clash = PLACES.get(place, f"axis {-place}"), " meets ".join(map(str, long))
            none = "neither" if len(long) == 2 else "none of them"
            return Explanation(f"{given} do not fit: on {where}, {clash}, and {none} is 1.")
        shape = (*(long or [1]), *shape)
        met.append(_meeting(here, shape[0], None in lengths))
    words = f"{given} give {shape}, from the right: {'; '.join(met)}."
    if len(set(shapes)) < 2:
        words = f"The shapes are equal, {shape}: each entry meets the one in its own place."
    return Explanation(words, shape)


def _meeting(lengths, length, missing):
    """What happens on one axis, where the shapes have these lengths, the result has `length`."""
    met = " meets ".join(map(str, lengths))
    if missing:
        other = " meets no axis, which counts as 1"
        return met + (other if len(lengths) == 1 else ", a missing axis counts as 1")
    return met if len(set(lengths)) == 1 else f"{met}, the 1 is read {length} times"


def explain_product(a, b):
    """Why `a @ b` fits for arrays of shapes a and b, or what fails."""
    if not a or not b:
        return Explanation(f"{a} @ {b} fails: a number has no axis to sum over, it needs *.")
    inner, *outer = b[-2:]
    if a[-1] != inner:
        lengths = f"of the first has {a[-1]}, the axis it meets in the second has {inner}"
        return Explanation(f"{a} @ {b} does not fit: the last axis {lengths}.")
    front = explain_broadcast(a[:-2], b[:-2])
    if front.shape is None:
        return Explanation(f"{a} @ {b} does not fit: the axes in front, {front}")
    shape = (*front.shape, *a[-2:-1], *outer)
    middle = " in the middle" if len(b) < 3 else ""
    left = f"that axis is summed away, and {shape or 'a number'} is left"
    return Explanation(f"{a} @ {b}: {a[-1]} meets {inner}{middle}, {left}.", shape)


def explain_reduction(shape, axis=None, keepdims=False):
    """What `.sum(axis=axis, keepdims=keepdims)`, `.mean(...)` and the like leave of a shape."""
    if axis is None:
        left = (1,) * len(shape) if keepdims else ()
        became = f"stays as a 1: {left}" if keepdims else "goes: a number is left"
        return Explanation(f"No axis is named, so every axis of {shape} {became}.", left)
    named = axis if isinstance(axis, tuple) else (axis,)
    if not named or not all(isinstance(each, numbers.Integral) for each in named):
        return None
    axes = range(len(shape))
    for each in named:
        if not -len(shape) <= each < len(shape):
            has = ", ".join(map(str, axes)) or "none"
            return Explanation(f"{shape} has no axis {each}, its axes are: {has}.")
    gone = {each % len(shape) for each in named}
    if len(gone) < len(named):
        return Explanation(f"axis={axis} names the same axis twice.")
    left = tuple(1 if k in gone else shape[k] for k in axes if keepdims or k not in gone)
    which = " and ".join(f"axis {each}, of length {shape[each]}," for each in named)
    verbs = ("stays as a 1", "stay as a 1 each") if keepdims else ("goes", "go")
    words = f"{which} {verbs[len(named) > 1]}".capitalize()
    return Explanation(f"{words}: {_becomes(shape, left)}.", left)


def _becomes(shape, left):
    return f"{shape} becomes {left}" + ("" if left else ", a number")


def explain_transpose(shape, name="T"):
    """What `.T` makes of a shape; `.mT` needs two axes."""
    what = "exchanges the last two axes" if name == "mT" else "turns the axes round"
    if len(shape) < 2:
        stays, left = ("", None) if name == "mT" else (": it stays", shape)
        has = "only one" if shape else "none"
        return Explanation(f".{name} {what}, and {shape} has {has}{stays}.", left)
    turned = shape[:-2] + shape[:-3:-1] if name == "mT" else shape[::-1]
    return Explanation(f".{name} {what}: {_becomes(shape, turned)}.", turned)


def explain_reshape(shape, sizes):
    """Whether the numbers of a shape fill `sizes`, one of which may be -1."""
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
    given = index if isinstance(index, tuple) else (index,)
    if not all(type(each) is not bool and isinstance(each, NUMBER_OR_SLICE) for each in given):
        return None
    if len(given) > len(shape):
        has = f"{len(shape)} {'axis' if len(shape) == 1 else 'axes'}"
        return Explanation(f"{len(given)} indices are given, and {shape} has {has}.")
    sliced = []  # the lengths of the axes that have a slice
    for axis, (each, length) in enumerate(zip(given, shape, strict=False)):
        if isinstance(each, slice):
            sliced.append(length)
        elif not -length <= each < length:
            where = f"on axis {axis} of {shape}"
            places = f"0 to {length - 1}" if length else "none"
            return Explanation(f"There is no {each} {where}: its places are {places}.")
    try:
        left = np.broadcast_to(0, shape)[given].shape
    except (TypeError, ValueError):  # X[1.5:2], X[::0]
        return None
    cut = [f"{few} of {many}" for few, many in zip(left, sliced, strict=False) if few != many]
    said = ["a single index drops its axis"] * (len(sliced) < len(given))
    said += [f"a slice keeps its axis and takes {' and '.join(cut)}"] * bool(cut)
    words = ", ".join(said) or "every entry is taken"
    return Explanation(f"{words.capitalize()}: {_becomes(shape, left)}.", left)
