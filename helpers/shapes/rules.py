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
        if not _are_lengths(shape):
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


def _are_lengths(shape):
    return all(isinstance(length, numbers.Integral) and length >= 0 for length in shape)


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
    for each in named:
        if not -len(shape) <= each < len(shape):
            return _no_axis(shape, each)
    gone = {each % len(shape) for each in named}
    if len(gone) < len(named):
        return Explanation(f"axis={axis} names the same axis twice.")
    kept = [1 if k in gone else length for k, length in enumerate(shape)]
    left = tuple(kept if keepdims else [shape[k] for k in range(len(shape)) if k not in gone])
    verbs = ("stays as a 1", "stay as a 1 each") if keepdims else ("goes", "go")
    words = f"Axes {' and '.join(map(str, named))} {verbs[1]}"
    if len(named) == 1:
        words = f"Axis {named[0]}, of length {shape[named[0]]}, {verbs[0]}"
    return Explanation(f"{words}: {_becomes(shape, left)}.", left)


def _no_axis(shape, axis):
    axes = ", ".join(map(str, range(len(shape)))) or "none"
    has = "its only axis is 0" if len(shape) == 1 else f"its axes are: {axes}"
    return Explanation(f"{shape} has no axis {axis}, {has}.")


def explain_length(shape, axis):
    """What `x.shape[axis]` gives for an x of this shape."""
    if type(axis) is bool or not isinstance(axis, numbers.Integral):
        return None
    if not -len(shape) <= axis < len(shape):
        return _no_axis(shape, axis)
    return Explanation(f"Axis {axis} of {shape} has length {shape[axis]}.", ())


def axes(shape):
    """How many axes a shape has, in words."""
    return f"{len(shape)} {'axis' if len(shape) == 1 else 'axes'}"


def _becomes(shape, left):
    return f"{shape} becomes {left}" + ("" if left else ", a number")


def explain_transpose(shape, name="T"):
    """What `.T` makes of a shape; `.mT` needs two axes."""
    what = "exchanges the last two axes" if name == "mT" else "turns the axes round"
    if len(shape) < 2:
        has = f"{shape} has {'only one' if shape else 'no'} axis"
        if name == "mT":
            return Explanation(f".mT {what}, and {has}.")
        return Explanation(f"{has}: .T leaves it.", shape)
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


def explain_sizes(name, sizes):
    """What `np.zeros(*sizes)`, np.ones and np.empty make: the first argument alone is the shape."""
    is_shape = len(sizes) == 1 and isinstance(sizes[0], tuple | list)
    shape = sizes[0] if is_shape else sizes
    if not _are_lengths(shape):
        return None
    shape = tuple(map(int, shape))
    if len(sizes) > 1:
        return Explanation(f"The shape is one argument: np.{name}({shape}).")
    return Explanation(f"The argument is the shape: {shape}.", shape)


def explain_join(name, shapes, axis=0):
    """What `np.concatenate`, stack, vstack or hstack makes of arrays of these shapes."""
    if not shapes or None in shapes:
        return None
    if name == "stack" and len(set(shapes)) > 1:
        unequal = " and ".join(map(str, dict.fromkeys(shapes)))
        return Explanation(f"np.stack needs equal shapes, and {unequal} differ.")
    least = {"vstack": 2, "hstack": 1}.get(name, 0)
    shapes = [(1,) * (least - len(shape)) + shape for shape in shapes]
    given, count = " and ".join(map(str, shapes)), len(shapes[0]) + (name == "stack")
    axis = {"vstack": 0, "hstack": min(1, count - 1)}.get(name, axis)
    if not isinstance(axis, numbers.Integral) or not -count <= axis < count:
        return None
    if len(set(map(len, shapes))) > 1:
        return Explanation(f"{given} cannot be joined: one has more axes than another.")
    axis %= count
    if name == "stack":
        left = (*shapes[0][:axis], len(shapes), *shapes[0][axis:])
        return Explanation(f"Stacked along a new axis {axis}, {given} give {left}.", left)
    for place, lengths in enumerate(zip(*shapes, strict=True)):
        if place != axis and len(set(lengths)) > 1:
            clash = " meets ".join(map(str, dict.fromkeys(lengths)))
            only = f"lengths may differ only along axis {axis}, where they are joined"
            return Explanation(f"{given} cannot be joined: on axis {place}, {clash}, and {only}.")
    total = sum(shape[axis] for shape in shapes)
    left = (*shapes[0][:axis], total, *shapes[0][axis + 1 :])
    return Explanation(f"Joined along axis {axis}, {given} give {left}.", left)


KINDS_OF_INDEX = {
    "number": "a single index drops its axis",
    "mask": "a mask takes the entries where it is True",
    "list": "a list takes the places in it, one by one",
    "None": "a None puts in an axis of length 1",
    "...": "the ... stands for all axes that are not named",
}


def explain_index(shape, index):
    """What an index leaves of a shape: a number drops its axis, a slice keeps it, and so on.

    None for an index of another kind.
    """
    given = index if isinstance(index, tuple) else (index,)
    kinds = list(map(_kind_of_index, given))
    if None in kinds:
        return None
    plain = zip(given, shape, strict=False) if set(kinds) <= {"number", "slice"} else ()
    for axis, (each, length) in enumerate(plain):
        if not isinstance(each, slice) and not -length <= each < length:
            words = f"There is no {each} on axis {axis} of {shape}: {_places(length)}."
            return Explanation(words)
    if plain and len(given) > len(shape):
        return Explanation(f"{len(given)} indices are given, and {shape} has {axes(shape)}.")
    try:
        left = np.broadcast_to(0, shape)[given].shape
    except (TypeError, ValueError, IndexError):  # X[1.5:2], X[::0]
        if kinds != ["mask"]:
            return None
        mask = np.shape(given[0])
        return Explanation(f"A mask has the shape of what it meets: {mask} does not fit {shape}.")
    said = [words for kind, words in KINDS_OF_INDEX.items() if kind in kinds]
    if plain:
        met = zip(given, shape, strict=False)
        said += _sliced([both for both in met if isinstance(both[0], slice)], left)
    words = ", ".join(said) or "every entry is taken"
    return Explanation(f"{words[0].upper()}{words[1:]}: {_becomes(shape, left)}.", left)


def _kind_of_index(each):
    if each is None or each is ...:
        return "None" if each is None else "..."
    if isinstance(each, NUMBER_OR_SLICE):
        return None if type(each) is bool else "slice" if isinstance(each, slice) else "number"
    kind = np.asarray(each).dtype.kind if isinstance(each, list | np.ndarray) else ""
    return {"b": "mask", "i": "list", "u": "list"}.get(kind)


def _places(length):
    """Which places an axis of this length has, in words."""
    if length < 2:
        return "its only place is 0" if length else "it has no places"
    return f"its places are 0 to {length - 1}, from the end -1 to -{length}"


def _sliced(slices, left):
    """What slices do, for pairs (slice, length of its axis), and the lengths that are `left`."""
    cut = [f"{few} of {many}" for few, (_, many) in zip(left, slices, strict=False) if few != many]
    if cut:
        yield f"a slice keeps its axis and takes {' and '.join(cut)}"
    elif any((each.step or 1) < 0 for each, _ in slices):
        yield "every entry is taken, in the other order"
    if any((each.step or 1) > 0 and (each.stop or 0) > length for each, length in slices):
        yield "a slice may reach past the end"
