"""Still pictures of broadcasting: shapes aligned at the right, and what is read again."""

import numpy as np

from helpers.pictures.arrays import LONGEST
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, PURPLE, SOFT, TINT
from helpers.pictures.svg import drawing, entries, entry, line, rect, table, text
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.suggestions import suggest

NAMES, COLOURS = "PQR", (BLUE, GREEN, PURPLE)
WIDE, EDGE = 700, 24  # one width for all, so that nothing moves sideways while lengths change
SIGN = 30  # pixels before an array
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
    looks = zip(arrays, names, signs, [*COLOURS[:count], ORANGE], strict=False)
    rules, low = _rules(shapes)
    drawn, low = _side_by_side([list(_layers(*look, why.shape)) for look in looks], low)
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


def _layers(array, name, sign, colour, whole):
    """An array as it is read for a sum of shape `whole`: (sign before it, rows, look) by layer."""
    own, whole = (1,) * (3 - array.ndim) + array.shape, array.shape if whole is None else whole
    layers = np.broadcast_to(array, (1,) * (3 - len(whole)) + whole)
    one, layered = f"({name})" if "+" in name else name, len(layers) > 1 and array.ndim == 3
    for k, layer in enumerate(layers):
        there, label, ink = own[1:], f"{one}[{k}]" if layered else name, colour
        if k >= own[0]:
            there, label, ink = (0, 0), "again", SOFT
        yield "" if k else sign, entries(layer), (colour, [*map(range, there)], there, label, ink)


def _side_by_side(arrays, top):
    """The arrays in one line, or, where one has layers, each for itself: parts, end."""
    if all(len(layers) == 1 for layers in arrays):
        arrays = [sum(arrays, [])]
    words = [each for layers in arrays for _, rows, _ in layers for row in rows for each in row]
    cell, parts = max(40, 8 * max(map(len, words)) + 4), []
    for layers in arrays:
        slot = SIGN + max(max(len(rows[0]) * cell, 9 * len(look[3])) for _, rows, look in layers)
        most = (WIDE - SIGN) // slot  # in a line
        for line_of in (layers[k : k + most] for k in range(0, len(layers), most)):
            x = (WIDE - SIGN - slot * len(line_of)) / 2
            for sign, rows, look in line_of:
                inset = (slot + SIGN - len(rows[0]) * cell) / 2
                parts.append(text(x + 12, top + 42 + len(rows) * 15, sign, 18, SOFT, mono=True))
                parts.append(table(x + inset, top + 42, rows, cell, 30, *look))
                x += slot
            top += 42 + 30 * max(len(rows) for _, rows, _ in line_of)
    return "".join(parts), top
