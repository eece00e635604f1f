"""The rules of shapes in words: why shapes fit or not, and what becomes of them."""

import math
import numbers

import numpy as np


class Explanation(str):
    """Words, with `.shape` (the result's, or None where it fails) and `.axis` (the axis that fails,
    counted from the right, -1 the last; None where none does)."""

    def __new__(cls, words, shape=None, axis=None):
        self = super().__new__(cls, words)
        self.shape, self.axis = shape, axis
        return self


def explain_broadcast(*shapes):
    """Why the shapes fit element by element, axis by axis from the right, or which axis fails."""
    shapes = [_lengths(shape) for shape in shapes]
    given = " and ".join(map(str, shapes))
    if () in shapes and len(shapes) == 2:
        shape = max(shapes, key=len)
        return Explanation(f"A number meets every entry, so shape {shape} stays.", shape)
    width = max(map(len, shapes), default=0)
    result, steps = [], []
    for axis in range(-1, -width - 1, -1):
        here = [shape[axis] for shape in shapes if len(shape) >= -axis]
        lengths = sorted(set(here) - {1}, reverse=True)
        if len(lengths) > 1:
            clash = list(dict.fromkeys(length for length in here if length != 1))
            met = " meets ".join(map(str, clash))
            none = "neither" if len(clash) == 2 else "none of them"
            return Explanation(
                f"{given} do not fit: on {_place(axis)}, {met}, and {none} is 1.", axis=axis
            )
        result.insert(0, lengths[0] if lengths else 1)
        steps.append(_broadcast_step(here, result[0], missing=len(here) < len(shapes)))
    shape = tuple(result)
    if len(set(shapes)) < 2:
        return Explanation(
            f"The shapes are equal, {shape}: each entry meets the one in its own place.", shape
        )
    return Explanation(
        f"{given}, from the right: {'; '.join(steps)}. The result has shape {shape}.", shape
    )


def _broadcast_step(here, length, missing):
    met = " meets ".join(map(str, here))
    if missing:
        return (
            f"{met} meets no axis, which counts as 1"
            if len(here) == 1
            else f"{met}, a missing axis counts as 1"
        )
    if len(set(here)) == 1:
        return met
    return f"{met}, the 1 is read again until it is {length}"


def _lengths(shape):
    if not isinstance(shape, tuple | list):
        raise TypeError(f"a shape is {shape!r}, it needs a tuple of lengths, such as (2, 3)")
    if not all(isinstance(length, numbers.Integral) and length >= 0 for length in shape):
        raise ValueError(f"a shape is {shape!r}, its lengths need to be whole numbers, 0 or more")
    return tuple(map(int, shape))


def _place(axis):
    return {-1: "the last axis", -2: "the last axis but one"}.get(axis, f"axis {axis}")


def explain_product(a, b):
    """Why `a @ b` fits for arrays of shapes a and b, or what fails."""
    a, b = _lengths(a), _lengths(b)
    if not a or not b:
        return Explanation(
            f"{a} @ {b} fails: a number has no axis to sum over. Use * for a number."
        )
    inner_b = b[-2] if len(b) > 1 else b[0]
    if a[-1] != inner_b:
        return Explanation(
            f"{a} @ {b} does not fit: the last axis of the first has {a[-1]}, "
            f"the axis it meets in the second has {inner_b}.",
            axis=-1,
        )
    front = explain_broadcast(a[:-2], b[:-2])
    if front.shape is None:
        return Explanation(
            f"{a} @ {b} does not fit: the axes in front, {front}", axis=front.axis - 2
        )
    shape = front.shape + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
    left = f"shape {shape}" if shape else "a number"
    return Explanation(
        f"{a} @ {b}: the {a[-1]} and the {inner_b} in the middle meet and are summed away. "
        f"What is left is {left}.",
        shape,
    )


def explain_reduction(shape, axis=None, keepdims=False):
    """What `.sum(axis=axis, keepdims=keepdims)`, `.mean(...)` and the like leave of a shape.

    The `.axis` of the explanation is None, also where there is no such axis.
    """
    shape = _lengths(shape)
    if axis is None:
        left = (1,) * len(shape) if keepdims else ()
        became = f"stays as a 1: {left}" if keepdims else "goes: a number is left"
        return Explanation(f"No axis is named, so every axis of {shape} {became}.", left)
    named = axis if isinstance(axis, tuple) else (axis,)
    for each in named:
        if not -len(shape) <= each < len(shape):
            has = ", ".join(map(str, range(len(shape)))) or "none"
            return Explanation(f"{shape} has no axis {each}, its axes are: {has}.")
    if not named:
        return Explanation(f"axis=() names no axis, so {shape} stays.", shape)
    gone = [each % len(shape) for each in named]
    if len(set(gone)) < len(gone):
        return Explanation(f"axis={axis} names the same axis twice.")
    left = tuple(
        1 if place in gone else length
        for place, length in enumerate(shape)
        if keepdims or place not in gone
    )
    which = " and ".join(f"axis {each}, of length {shape[each]}," for each in named)
    verb = "goes" if len(named) == 1 else "go"
    if keepdims:
        verb = "stays as a 1" if len(named) == 1 else "stay as a 1 each"
    words = f"{which} {verb}: {shape} becomes {left if left else '(), a number'}."
    return Explanation(words[0].upper() + words[1:], left)


def explain_transpose(shape, name="T"):
    """What `.T` makes of a shape; `.mT` needs two axes."""
    shape = _lengths(shape)
    if len(shape) < 2:
        if name == "mT":
            return Explanation(f".mT exchanges the last two axes, and {shape} has {len(shape)}.")
        return Explanation(f".T turns the axes round, and {shape} has only one: it stays.", shape)
    turned = shape[:-2] + shape[:-3:-1] if name == "mT" else shape[::-1]
    return Explanation(f".{name} turns the axes round: {shape} becomes {turned}.", turned)


def explain_reshape(shape, sizes):
    """Whether the numbers of a shape fill `sizes`, one of which may be -1."""
    shape, sizes = _lengths(shape), tuple(map(int, sizes))
    count, known = math.prod(shape), math.prod(size for size in sizes if size != -1)
    if sizes.count(-1) > 1:
        return Explanation(f"{sizes} has -1 more than once: one length can be found, not two.")
    if (sizes.count(-1) and (not known or count % known)) or (-1 not in sizes and known != count):
        return Explanation(f"{shape} holds {count} numbers, and they do not fill {sizes}.")
    filled = tuple(count // known if size == -1 else size for size in sizes)
    found = f", -1 is {count // known}" if -1 in sizes else ""
    return Explanation(f"{count} numbers fill {filled}{found}, row by row.", filled)


def explain_index(shape, index):
    """What an index leaves of a shape: a number drops its axis, a slice keeps it."""
    shape = _lengths(shape)
    given = index if isinstance(index, tuple) else (index,)
    if any(isinstance(each, list | np.ndarray) or each is None or each is ... for each in given):
        return None
    if len(given) > len(shape):
        has = f"{len(shape)} {'axis' if len(shape) == 1 else 'axes'}"
        return Explanation(f"{len(given)} indices are given, and {shape} has {has}.")
    left, said = [], []
    for axis, (each, length) in enumerate(zip(given, shape, strict=False)):
        if isinstance(each, slice):
            left.append(len(range(*each.indices(length))))
            if left[-1] != length:
                said.append(f"the slice keeps axis {axis}, {left[-1]} of {length}")
        elif not isinstance(each, numbers.Integral):
            return None
        elif not -length <= each < length:
            last = f"0 to {length - 1}" if length else "none"
            return Explanation(
                f"There is no {each} on axis {axis} of {shape}: its places are {last}."
            )
        else:
            said.append(f"the single index {each} drops axis {axis}")
    left = (*left, *shape[len(given) :])
    said = ", ".join(said) or "every entry is taken"
    return Explanation(
        f"{said[0].upper()}{said[1:]}: {shape} becomes {left or '(), a number'}.", left
    )
