"""Still pictures of broadcasting, as SVG: shapes aligned at the right, and what is read again."""

import operator

import numpy as np

from helpers.pictures.product import BLUES, GREENS, LONGEST, ORANGES, code, plain, word
from helpers.pictures.svg import (
    FAINT,
    GROUND,
    INK,
    ORANGE,
    PURPLE,
    PURPLE_TINT,
    SOFT,
    card,
    line,
    rect,
    table,
    text,
)
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.suggestions import mend

NAMES, LOOKS = "abc", (BLUES, GREENS, {"tint": PURPLE_TINT, "edge": PURPLE})
WIDE, EDGE = 700, 24  # one width for all, so that nothing moves sideways while lengths change
SIGN, GAP = 30, 12  # before an array, between its layers
UNITS = (100, 10, 1)  # the digits of a sum tell what was added


def broadcast(*shapes):
    """Arrays of these shapes added: the rule axis by axis, what is read again, the sum or a mend.

    Two or three shapes of up to three axes, 1 to 6 entries long; () is a number. Raises ValueError
    for others, TypeError for what is no tuple or list.
    """
    why, shapes = explain_broadcast(*shapes), _small(shapes)
    names, units = NAMES[: len(shapes)], UNITS[-len(shapes) :]
    arrays = [_numbered(shape, unit) for shape, unit in zip(shapes, units, strict=True)]
    aligned, low = _aligned(names, shapes)
    if why.shape is None:
        drawn, low = _drawn(names, arrays, shapes, low)
        expression, shape = mend(names, shapes)
        said = [(expression, INK), (" has shape ", SOFT), (str(shape), ORANGE)]
        hint = text(WIDE / 2, low + 38, "one way to mend it", 15, SOFT)
        hint += code(WIDE / 2, low + 64, said, anchor="middle")
        alt = f"Broadcasting: {why} One way to mend it: {plain(said)}."
        return card(WIDE, low + 90, alt, aligned, drawn, hint)
    total = sum(arrays[1:], arrays[0])
    drawn, low = _drawn(names, arrays, shapes, low, total)
    sums = []
    for which, k in (("first", 0), ("last", -1)):
        added = " + ".join(word(array.flat[k]) for array in arrays)
        sums.append(f"The {which} entry is {added} = {word(total.flat[k])}.")
    return card(WIDE, low + EDGE, f"Broadcasting: {why} {' '.join(sums)}", aligned, drawn)


def _small(shapes):
    if not 2 <= len(shapes) <= 3:
        raise ValueError(f"{len(shapes)} shapes given, there need to be 2 or 3")
    for shape in map(tuple, shapes):
        if len(shape) > 3:
            raise ValueError(f"shape {shape} has {len(shape)} axes, there is room for 3")
        if not all(1 <= length <= LONGEST for length in shape):
            raise ValueError(f"shape {shape} needs axes of length 1 to {LONGEST}")
    return [tuple(shape) for shape in shapes]


def _numbered(shape, unit):
    return unit * np.arange(1, int(np.prod(shape)) + 1).reshape(shape)


# The shapes


def _aligned(names, shapes):
    """The shapes below each other, aligned at the right, and the rule on each axis: parts, end."""
    width, pitch, high, top = max(1, *map(len, shapes)), 160, 42, 76
    left = (WIDE - 150 - pitch * width) / 2
    right, low = left + 150 + pitch * width, top + high * len(shapes) + 6
    parts = [
        line(left, low - 24, right, low - 24, FAINT, 1.5),
        text(left, low, " + ".join(names), 17, ORANGE, "start", mono=True, bold=True),
    ]
    for k, (name, shape) in enumerate(zip(names, shapes, strict=True)):
        y, colour = top + high * k, LOOKS[k]["edge"]
        parts.append(text(left, y, name, 17, colour, "start", mono=True, bold=True))
        parts.append(text(left + 26, y, shape, 15, INK, "start", mono=True))
    for axis in range(-width, 0):
        x = right + pitch * (axis + 0.5)
        lengths = [shape[axis] if len(shape) >= -axis else None for shape in shapes]
        fits = len({*lengths} - {None, 1}) < 2
        longest = max(length or 1 for length in lengths)
        parts += [_box(x, top + high * k, length, **LOOKS[k]) for k, length in enumerate(lengths)]
        parts.append(_box(x, low, longest if fits else None, missing="no", **ORANGES))
        parts.append(text(x, 34, f"axis {axis}", 15, SOFT))
        parts.append(text(x, low + 36, _rule(lengths), 14, SOFT if fits else ORANGE, bold=not fits))
    return "".join(parts), low + 52


def _box(x, y, length, tint, edge, missing="1"):
    """One length, its middle at (x, y); dashed where there is none, with what stands for it."""
    there = length is not None
    ground = rect(x - 30, y - 17, 60, 34, tint if there else GROUND, edge, 4, 1.6, not there)
    words, colour = (length, INK) if there else (missing, SOFT)
    return ground + text(x, y, words, 17, colour, mono=True, bold=there)


def _rule(lengths):
    """What happens on an axis where the arrays have these lengths, None where one has no axis."""
    several = list(dict.fromkeys(length for length in lengths if length not in (None, 1)))
    if len(several) > 1:
        return f"{(' and ' if len(several) == 2 else ', ').join(map(str, several))} do not fit"
    if None in lengths:
        return "missing: read as 1"
    return "1 is read again" if several and 1 in lengths else "equal"


# The entries


def _drawn(names, arrays, shapes, top, total=None):
    """The arrays, dashed where they are read again, and their `total` if there is one: parts, end.

    In one line if the entries are legible so, else two to a line, else each in its own.
    """
    items = [
        _Item(name, "+" if k else "", array, shape if total is None else total.shape, LOOKS[k])
        for k, (name, array, shape) in enumerate(zip(names, arrays, shapes, strict=True))
    ]
    if total is not None:
        items.append(_Item("+".join(names), "=", total, total.shape, ORANGES))
    for count in dict.fromkeys((len(items), 2, 1)):
        rows = [items[k : k + count] for k in range(0, len(items), count)]
        cell = int(min(40, *(_room(row) for row in rows)))
        legible = cell >= max(item.need for item in items)
        if legible:
            break
    parts, high = [], min(30, cell)
    for row in rows:
        x = (WIDE - SIGN - sum(item.width(cell) for item in row)) / 2 if count > 1 else EDGE - 6
        for item in row:
            parts.append(item.draw(x, top + 42, cell, high, legible))
            x += item.width(cell)
        top += 42 + max(item.rows for item in row) * high
    return "".join(parts), top


def _room(row):
    """How wide a cell may be for these items to stand side by side."""
    fixed = sum(SIGN + GAP * (item.layers - 1) for item in row)
    return (WIDE - 2 * EDGE - fixed) / sum(item.layers * item.columns for item in row)


class _Item:
    """An array as it is read for the sum: `whole` is the shape that it takes on."""

    def __init__(self, name, sign, array, whole, look):
        self.name, self.sign, self.look, self.axes = name, sign, look, array.ndim
        self.own = (1,) * (3 - array.ndim) + array.shape
        self.layers, self.rows, self.columns = (1,) * (3 - len(whole)) + tuple(whole)
        self.words = np.vectorize(word)(np.broadcast_to(array, whole)).reshape(
            self.layers, self.rows, self.columns
        )
        self.need = 8 * max(map(len, self.words.flat)) + 4  # pixels for a legible entry

    def width(self, cell):
        return SIGN + self.layers * (self._slot(cell) + GAP) - GAP

    def _slot(self, cell):
        return max(self.columns * cell, 9 * len(self._label(0)))

    def _label(self, layer):
        if layer >= self.own[0]:
            return "again"
        if self.layers == 1 or self.axes < 3:
            return self.name
        return f"({self.name})[{layer}]" if "+" in self.name else f"{self.name}[{layer}]"

    def draw(self, x, y, cell, high, legible):
        """The layers side by side, their upper edge at y, with the sign before them."""
        parts = [text(x + 12, y + self.rows * high / 2, self.sign, 18, SOFT, mono=True)]
        size = 15 if cell >= self.need + 4 else 13
        slot, places = self._slot(cell), list(np.ndindex(self.rows, self.columns))
        for layer in range(self.layers):
            left = x + SIGN + layer * (slot + GAP) + (slot - self.columns * cell) / 2
            own = {at for at in places if all(map(operator.lt, (layer, *at), self.own))}
            shown = self.words[layer] if legible else np.full_like(self.words[layer], "")
            colour = self.look["edge"] if layer < self.own[0] else SOFT
            middle = left + self.columns * cell / 2
            parts += [
                table(left, y, shown, cell, high, own, {*places} - own, **self.look, size=size),
                text(middle, y - 16, self._label(layer), 15, colour, mono=True, bold=True),
            ]
        return "".join(parts)
