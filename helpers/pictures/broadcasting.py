"""Still pictures of broadcasting: shapes aligned at the right, and what is read again."""

import numpy as np

from helpers.pictures.arrays import LONGEST
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, PURPLE, SOFT, TINT
from helpers.pictures.svg import drawing, entries, entry, line, rect, table, text
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.suggestions import suggest

NAMES, COLOURS = "PQR", (BLUE, GREEN, PURPLE)
WIDE, EDGE = 700, 24  # one width for all, so that nothing moves sideways while lengths change
SIGN, GAP = 30, 12  # before an array, between its layers
UNITS = (100, 10, 1)  # the digits of a sum tell what was added


def broadcast(*shapes):
    """Arrays of these shapes added: the rule axis by axis, what is read again, the sum or a way.

    Two or three shapes of up to three axes, 1 to 6 entries long; () is a number. Raises ValueError
    for others, TypeError for what is no tuple or list.
    """
    why, shapes = explain_broadcast(*shapes), [tuple(shape) for shape in shapes]
    if not 2 <= len(shapes) <= 3:
        raise ValueError(f"{len(shapes)} shapes given, there need to be 2 or 3")
    for shape in shapes:
        if len(shape) > 3 or not all(1 <= length <= LONGEST for length in shape):
            raise ValueError(f"shape {shape} needs up to 3 axes of length 1 to {LONGEST}")
    count, fits = len(shapes), why.shape is not None
    arrays = [
        unit * (1 + np.arange(np.prod(shape, dtype=int)).reshape(shape))
        for shape, unit in zip(shapes, UNITS[-count:], strict=True)
    ]
    arrays += [sum(arrays)] if fits else []
    names, signs = [*NAMES[:count], "+".join(NAMES[:count])], ["", *"++"[: count - 1], "="]
    looks = zip(names, signs, [*COLOURS[:count], ORANGE], arrays, strict=False)
    rules, low = _rules(shapes)
    drawn, low = _side_by_side([_Item(*look, why.shape) for look in looks], low)
    alt = f"Broadcasting: {why}"
    if fits:
        for which, k in (("first", 0), ("last", -1)):
            *added, total = (entry(array.flat[k]) for array in arrays)
            alt += f" The {which} entry is {' + '.join(added)} = {total}."
        return drawing(WIDE, low + EDGE, alt, rules, drawn)
    way, parts = suggest(NAMES[:count], shapes), [rules, drawn]
    said = "These lengths cannot share an axis without numbers being left out or made up."
    if way:
        said = f"One way to make them fit: {way[0]} has shape {way[1]}."
        pieces = [(way[0], INK), (" has shape ", SOFT), (str(way[1]), ORANGE)]
        parts.append(text(WIDE / 2, low + 64, pieces, mono=True))
    parts.append(text(WIDE / 2, low + 38, said.partition(":")[0], 15, SOFT))
    return drawing(WIDE, low + 90 if way else low + 64, f"{alt} {said}", *parts)


def _rules(shapes):
    """The shapes below each other, aligned at the right, and the rule on each axis: parts, end."""
    width, pitch, high, top = max(1, *map(len, shapes)), 160, 42, 76
    left, low = (WIDE - 150 - pitch * width) / 2, top + high * len(shapes) + 6
    right, total = left + 150 + pitch * width, " + ".join(NAMES[: len(shapes)])
    parts = [
        line([(left, low - 24), (right, low - 24)], FAINT, 1.5),
        text(left, low, total, 17, ORANGE, "start", mono=True, bold=True),
    ]
    for k, (name, colour, shape) in enumerate(zip(NAMES, COLOURS, shapes, strict=False)):
        y = top + high * k
        parts.append(text(left, y, name, 17, colour, "start", mono=True, bold=True))
        parts.append(text(left + 26, y, shape, 15, INK, "start", mono=True))
    aligned = [(None,) * (width - len(shape)) + shape for shape in shapes]
    for axis, lengths in enumerate(zip(*aligned, strict=True), -width):
        x, longest = right + pitch * (axis + 0.5), max(length or 1 for length in lengths)
        parts.append(text(x, 34, f"axis {axis}", 15, SOFT))
        parts += [_box(x, top + high * k, n, COLOURS[k], "1") for k, n in enumerate(lengths)]
        fits, rule = _rule(lengths)
        parts.append(_box(x, low, longest if fits else None, ORANGE, "no"))
        parts.append(text(x, low + 36, rule, 14, SOFT if fits else ORANGE, bold=not fits))
    return "".join(parts), low + 52


def _rule(lengths):
    """(fits, words): what happens on an axis of these lengths, None where an array has no axis."""
    several = dict.fromkeys(str(length) for length in lengths if length not in (None, 1))
    if len(several) > 1:
        return False, (", " if len(several) > 2 else " and ").join(several) + " do not fit"
    if None in lengths:
        return True, "missing: read as 1"
    return True, "1 is read again" if several and 1 in lengths else "equal"


def _box(x, y, length, colour, missing):
    """One length, its middle at (x, y); dashed where there is none, with what stands for it."""
    there = length is not None
    fill, words, ink = (TINT[colour], length, INK) if there else (GROUND, missing, SOFT)
    ground = rect(x - 30, y - 17, 60, 34, fill, colour, 4, 1.6, dashed=not there)
    return ground + text(x, y, words, 17, ink, mono=True, bold=there)


def _side_by_side(items, top):
    """The items in one line, two to a line or one, the first that is legible: parts, end."""
    for count in dict.fromkeys((len(items), 2, 1)):
        rows = [items[k : k + count] for k in range(0, len(items), count)]
        cell = int(min(40, *map(_room, rows)))
        if legible := cell >= max(item.need for item in items):
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
    """An array as it is read for the sum: `whole` is the shape that it takes on, None its own."""

    def __init__(self, name, sign, colour, array, whole):
        self.sign, self.colour = sign, colour
        whole = array.shape if whole is None else whole
        self.own = (1,) * (3 - array.ndim) + array.shape
        self.layers, self.rows, self.columns = whole = (1,) * (3 - len(whole)) + whole
        self.words = [entries(layer) for layer in np.broadcast_to(array, whole)]
        self.need = 8 * max(len(word) for word in np.ravel(self.words)) + 4  # pixels, to be legible
        one, layered = f"({name})" if "+" in name else name, self.layers > 1 and array.ndim == 3
        own = [f"{one}[{k}]" if layered else name for k in range(self.own[0])]
        self.labels = own + ["again"] * (self.layers - len(own))

    def slot(self, cell):
        """How wide a layer is, its label above it."""
        return max(self.columns * cell, 9 * len(self.labels[0]))

    def width(self, cell):
        return SIGN + self.layers * (self.slot(cell) + GAP) - GAP

    def draw(self, x, y, cell, high, legible):
        """The layers side by side, their upper edge at y, with the sign before them."""
        parts = [text(x + 12, y + self.rows * high / 2, self.sign, 18, SOFT, mono=True)]
        slot = self.slot(cell)
        for k, label in enumerate(self.labels):
            left = x + SIGN + k * (slot + GAP) + (slot - self.columns * cell) / 2
            words = self.words[k] if legible else [[""] * self.columns] * self.rows
            own, ink = (self.own[1:], self.colour) if k < self.own[0] else ((0, 0), SOFT)
            look = (self.colour, list(map(range, own)), own, label, ink)
            parts.append(table(left, y, words, cell, high, *look))
        return "".join(parts)
