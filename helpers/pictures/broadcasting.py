"""Still pictures of broadcasting: shapes aligned at the right, and what is read again."""

import numpy as np

from helpers.pictures.arrays import LONGEST
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, SOFT, TINT
from helpers.pictures.svg import drawing, entries, entry, line, rect, table, text
from helpers.shapes.rules import explain_broadcast
from helpers.shapes.suggestions import suggest

WIDE, EDGE = 700, 24  # one width for all, so that nothing moves sideways while lengths change
SIGN = 30  # before an array
LOOKS = ("", "P", BLUE), ("+", "Q", GREEN), ("=", "P+Q", ORANGE)


def broadcast(p, q):
    """P and Q of these shapes added: the rule axis by axis, what is read again, the sum or a way.

    Shapes of up to two axes, 1 to 6 entries long; () is a number. Raises ValueError for others,
    TypeError for what is no tuple or list.
    """
    why, shapes = explain_broadcast(p, q), (tuple(p), tuple(q))
    for shape in shapes:
        if len(shape) > 2 or not all(1 <= length <= LONGEST for length in shape):
            raise ValueError(f"shape {shape} needs up to 2 axes of length 1 to {LONGEST}")
    P, Q = (1 + np.arange(np.prod(shape, dtype=int)).reshape(shape) for shape in shapes)
    P *= 10  # the digits of a sum tell what was added
    fits, alt = why.shape is not None, f"Broadcasting: {why}"
    rules, low = _rules(shapes)
    drawn, low = _sum([P, Q, P + Q] if fits else [P, Q], why.shape, low)
    if fits:
        for which, k in (("first", 0), ("last", -1)):
            one, other, total = (entry(array.flat[k]) for array in (P, Q, P + Q))
            alt += f" The {which} entry is {one} + {other} = {total}."
        return drawing(WIDE, low + EDGE, alt, rules, drawn)
    way, parts = suggest("PQ", shapes), [rules, drawn]
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
    left, low = (WIDE - 150 - pitch * width) / 2, top + 2 * high + 6
    right = left + 150 + pitch * width
    parts = [
        line([(left, low - 24), (right, low - 24)], FAINT, 1.5),
        text(left, low, "P + Q", 17, ORANGE, "start", mono=True, bold=True),
    ]
    for name, colour, shape, y in zip("PQ", (BLUE, GREEN), shapes, (top, top + high), strict=True):
        parts.append(text(left, y, name, 17, colour, "start", mono=True, bold=True))
        parts.append(text(left + 26, y, shape, 15, INK, "start", mono=True))
    aligned = [(None,) * (width - len(shape)) + shape for shape in shapes]
    for axis, (p, q) in enumerate(zip(*aligned, strict=True), -width):
        x, fits, rule = right + pitch * (axis + 0.5), p == q or {1, None} & {p, q}, "equal"
        if None in (p, q):
            rule = "missing: read as 1"
        elif p != q:
            rule = "1 is read again" if fits else f"{p} and {q} do not fit"
        parts += [
            text(x, 34, f"axis {axis}", 15, SOFT),
            _box(x, top, p, BLUE, "1"),
            _box(x, top + high, q, GREEN, "1"),
            _box(x, low, max(p or 1, q or 1) if fits else None, ORANGE, "no"),
            text(x, low + 36, rule, 14, SOFT if fits else ORANGE, bold=not fits),
        ]
    return "".join(parts), low + 52


def _box(x, y, length, colour, missing):
    """One length, its middle at (x, y); dashed where there is none, with what stands for it."""
    there = length is not None
    fill, words, ink = (TINT[colour], length, INK) if there else (GROUND, missing, SOFT)
    ground = rect(x - 30, y - 17, 60, 34, fill, colour, 4, 1.6, dashed=not there)
    return ground + text(x, y, words, 17, ink, mono=True, bold=there)


def _sum(arrays, whole, top):
    """The arrays side by side, as they are read for a sum of shape `whole`, if any: parts, end."""
    read = [np.atleast_2d(np.broadcast_to(each, whole or each.shape)) for each in arrays]
    columns, signs = sum(each.shape[1] for each in read), SIGN * len(read)
    cell = int(min(40, (WIDE - 2 * EDGE - signs) / columns))
    x, parts = (WIDE - SIGN - signs - columns * cell) / 2, []
    for (sign, name, colour), array, each in zip(LOOKS, arrays, read, strict=False):
        own, middle = np.atleast_2d(array).shape, top + 42 + len(each) * 15
        look = (colour, list(map(range, own)), own, name)
        parts.append(text(x + 12, middle, sign, 18, SOFT, mono=True))
        parts.append(table(x + SIGN, top + 42, entries(each), cell, 30, *look))
        x += SIGN + each.shape[1] * cell
    return "".join(parts), top + 42 + 30 * max(map(len, read))
