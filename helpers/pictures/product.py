"""Still pictures of arrays that meet, as SVG: row by column (A @ B), entry by entry (A * B)."""

import html
import textwrap

import numpy as np

from helpers.pictures.svg import (
    BLUE,
    BLUE_TINT,
    FAINT,
    GREEN,
    GREEN_TINT,
    GROUND,
    INK,
    ORANGE,
    ORANGE_TINT,
    SOFT,
    arrow,
    card,
    line,
    rect,
    table,
    text,
)
from helpers.shapes.rules import explain_broadcast, explain_product

LONGEST = 6  # entries along an axis that a picture has room for
EDGE, WIDE = 24, 740  # the margin, and the width that a card keeps to where it can
ROOM = WIDE - 2 * EDGE - 2 * 28  # for tables side by side, with signs or arrows between
GREENS, BLUES = {"tint": GREEN_TINT, "edge": GREEN}, {"tint": BLUE_TINT, "edge": BLUE}
ORANGES = {"tint": ORANGE_TINT, "edge": ORANGE}


def product(A, B, row=0, column=0, terms=None):
    """Entry [row, column] of A @ B by Falk's scheme, with A * B beside it; A (p, q), B (q, r).

    The first `terms` products of the sum are written out, all of them where it is None, and then
    entry [terms - 1, terms - 1] of A * B is lit. Lists become arrays. Raises ValueError where A or
    B has not two axes of 1 to 6 entries.
    """
    A, B = _matrix("A", A), _matrix("B", B)
    at = (row, column) if terms is None else (terms - 1, terms - 1)
    terms = max(A.shape[1], B.shape[0]) if terms is None else terms
    falk, right, low, words = _falk(A, B, row, column, terms)
    room = WIDE - EDGE - (right + 40)
    beside = _starred(0, 0, A, B, at, 240)[1] <= room
    x, y = (right + 40, 0) if beside else (EDGE, low + 20)
    starred, end, bottom, more = _starred(x, y, A, B, at, min(room, 310) if beside else 310)
    end, bottom = max(end, right), max(bottom, low)
    rule = (x - 20, EDGE, x - 20, bottom) if beside else (EDGE, y, end, y)
    return card(end + EDGE, bottom + EDGE, f"{words} {more}", line(*rule, FAINT), falk, starred)


def _falk(A, B, i, j, terms):
    """A at the left, B above, A @ B where they cross: parts, right end, lower end, words."""
    (p, q), (s, r), why = A.shape, B.shape, explain_product(A.shape, B.shape)
    fits, met, inner = why.shape is not None, min(A.shape[1], B.shape[0], terms), max(q, s)
    total = word(A[i, :met] @ B[:met, j]) if fits else "?"
    shown = _words(A @ B) if fits else [[""] * r for _ in range(p)]
    shown[i][j] = total
    summed = [
        _times(A[i, k] if k < q else None, B[k, j] if k < s else None, k == 0) for k in range(terms)
    ]
    end = [(" = ", SOFT), (total, ORANGE), (" so far" if terms < inner else "", SOFT)]
    cell, size = _cell(_words(A) + _words(B) + shown, 40, inner + r, ROOM)
    high, top = 34, 114
    x, y = EDGE + inner * cell + 32, top + inner * high + 32
    right, low = x + r * cell, y + p * high
    ghost = set() if fits else {(k, c) for k in range(p) for c in range(r)}
    greens, blues, oranges = ({**look, "size": size} for look in (GREENS, BLUES, ORANGES))
    green, blue = (GREEN, BLUE) if fits else (ORANGE, ORANGE)
    shapes = [(f"({p}, ", INK), (str(q), green), (")", INK), (" @ ", SOFT)]
    shapes += [("(", INK), (str(s), blue), (f", {r})", INK)]
    parts = [
        _heading(EDGE, 0, "A @ B", "a row meets a column", shapes, why),
        text(x + r * cell / 2, top - 16, "B", 16, BLUE, bold=True),
        table(x, top, _words(B), cell, high, {(k, j) for k in range(min(s, terms))}, **blues),
        text(EDGE + q * cell / 2, y - 16, "A", 16, GREEN, bold=True),
        table(EDGE, y, _words(A), cell, high, {(i, k) for k in range(min(q, terms))}, **greens),
        *(_missing(x + j * cell, top + k * high, cell, high) for k in range(s, terms)),
        *(_missing(EDGE + k * cell, y + i * high, cell, high) for k in range(q, terms)),
        table(x, y, shown, cell, high, {(i, j)}, ghost, **oranges),
        arrow(x - 27, y + (i + 0.5) * high, x - 5, y + (i + 0.5) * high, GREEN),
        arrow(x + (j + 0.5) * cell, y - 27, x + (j + 0.5) * cell, y - 5, BLUE),
    ]
    room = max(right - EDGE, 270)
    said, low = _sum(EDGE, low + 32, f"(A @ B)[{i}, {j}]", summed, end, room)
    prose, low = ("", low) if fits else _prose(EDGE, low + 8, why, room)
    sign = [(" + ", SOFT)]
    written = plain(sum((sign + term for term in summed[1:]), summed[0]) + end)
    words = f"{why} Row {i} of A meets column {j} of B: {written}."
    return "".join(parts) + said + prose, EDGE + room, low, words


def _missing(x, y, cell, high):
    """The place of an entry that is not there, where one is needed."""
    ground = rect(x + 2, y + 2, cell - 4, high - 4, GROUND, ORANGE, weight=1.6, dashed=True)
    return ground + text(x + cell / 2, y + high / 2, "?", 15, ORANGE, mono=True, bold=True)


def _starred(x, y, A, B, at, room):
    """A * B entry by entry, or why not: parts, right end, lower end, words."""
    why = explain_broadcast(A.shape, B.shape)
    shapes = [(str(A.shape), INK), (" * ", SOFT), (str(B.shape), INK)]
    head = _heading(x, y, "A * B", "entry meets entry", shapes, why)
    top = y + 114
    if why.shape is None:
        prose, low = _prose(x, top - 24, why, room)
        return head + prose, x + room, low, f"A * B: {why}"
    rows, columns = why.shape
    wide = [np.broadcast_to(M, why.shape) for M in (A, B)]
    shown = [*map(_words, wide), _words(A * B)]
    names, looks = ("A", "B", "A * B"), (GREENS, BLUES, ORANGES)
    drawn = list(zip(names, shown, (A, B, A * B), looks, strict=True))
    (cell, size), high = _cell(sum(shown, []), 32, 3 * columns, ROOM), 30
    if 3 * columns * cell > ROOM:  # long numbers: A and B stand above, so A * B alone
        drawn, (cell, size) = drawn[2:], _cell(shown[2], 32, columns, ROOM)
    lit = {at} if at[0] < rows and at[1] < columns else set()
    parts, left = [head], x
    for name, words, M, look in drawn:
        slot = max(columns * cell, 10 * len(name))
        ghost, inset = _beyond(M.shape, why.shape), (slot - columns * cell) / 2
        parts += [
            text(left + slot / 2, top - 16, name, 16, look["edge"], bold=True),
            table(left + inset, top, words, cell, high, lit, ghost, **look, size=size),
        ]
        if name != "A * B":
            sign = "*" if name == "A" else "="
            parts.append(text(left + slot + 14, top + rows * high / 2, sign, 18, SOFT, mono=True))
        left += slot + 28
    low, words = top + rows * high, f"A * B: {why}"
    if lit:
        a, b = (M[at] for M in wide)
        product, end = _times(a, b, True), [(" = ", SOFT), (word(a * b), ORANGE)]
        said, low = _sum(x, low + 32, f"(A * B)[{at[0]}, {at[1]}]", [product], end, room)
        parts.append(said)
        words += f" Entry [{at[0]}, {at[1]}] is {plain(product + end)}."
    return "".join(parts), max(left - 28, x + room), low, words


def _beyond(shape, whole):
    """The places (row, column) of `whole` that an array of this shape fills by being read again."""
    rows, columns = whole
    places = ((r, c) for r in range(rows) for c in range(columns))
    return {(r, c) for r, c in places if r >= shape[0] or c >= shape[1]}


def _heading(x, y, name, words, shapes, why):
    """What is done, in words; below it the shapes and what comes out, or that nothing does."""
    if why.shape is None:
        said = [*shapes, (" does not fit", ORANGE)]
    else:
        said = [*shapes, (" gives ", SOFT), (str(why.shape), ORANGE)]
    title = text(x, y + 32, name, 18, INK, "start", mono=True, bold=True)
    return title + text(x + 68, y + 32, words, 15, SOFT, "start") + code(x, y + 60, said)


def _times(a, b, first=False):
    """a * b as pieces of code; None is an entry that is not there."""
    factors = []
    for value, colour, bare in ((a, GREEN, first), (b, BLUE, False)):
        factor = "?" if value is None else word(value)
        factor = f"({factor})" if factor.startswith("-") and not bare else factor
        factors.append((factor, ORANGE if value is None else colour))
    return [factors[0], ("*", SOFT), factors[1]]


def _sum(x, y, entry, terms, end, room):
    """`entry` = the sum of `terms`, in lines of code `room` pixels long: parts, next line's y."""
    parts, pieces = [text(x, y, entry, 15, INK, "start", mono=True, bold=True)], []
    y += 24
    groups = [[("= " if k == 0 else " + ", SOFT), *term] for k, term in enumerate(terms)] + [end]
    for group in groups:
        if pieces and 9.1 * len(plain(pieces + group)) > room:
            parts.append(code(x, y, pieces))
            pieces, y = [], y + 24
        pieces += group
    return "".join([*parts, code(x, y, pieces)]), y + 20


def code(x, y, pieces, size=15, anchor="start"):
    """A line of code whose pieces (words, colour) have colours of their own, bold but for greys."""
    spans = "".join(
        f'<tspan fill="{colour}" font-weight="{400 if colour in (INK, SOFT) else 600}">'
        f"{html.escape(words)}</tspan>"
        for words, colour in pieces
        if words
    )
    return text(x, y, "", size, INK, anchor, mono=True).replace("></text>", f">{spans}</text>")


def _prose(x, y, words, room):
    """Words in lines `room` pixels long, from y on: parts, next line's y."""
    lines = textwrap.wrap(words, int(room / 7.9))
    parts = [text(x, y + 22 * k, said, 15, INK, "start") for k, said in enumerate(lines)]
    return "".join(parts), y + 22 * len(lines)


def plain(pieces):
    """A line of code as one text."""
    return "".join(words for words, _ in pieces)


def _matrix(name, value):
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise ValueError(f"{name} holds entries of type {array.dtype}, it needs numbers")
    if array.ndim != 2:
        raise ValueError(f"{name} has shape {array.shape}, it needs two axes, such as (1, 3)")
    if not all(1 <= length <= LONGEST for length in array.shape):
        raise ValueError(f"{name} has shape {array.shape}, its axes need 1 to {LONGEST} entries")
    return array.astype(float)


def _cell(words, least, columns, room):
    """(width, font size) of cells for these entries, smaller where `columns` need all the room."""
    longest = max(len(entry) for row in words for entry in row)
    width = max(least, 9 * longest + 10)
    return (width, 15) if columns * width <= room else (max(least - 4, 8 * longest + 6), 13)


def _words(array):
    return [[word(entry) for entry in row] for row in array]


def word(value):
    """A number as it stands in a cell: two decimals, none from 100 on."""
    value = round(float(value), 2 if abs(value) < 100 else 0) + 0.0  # + 0.0: never -0
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.2g}"
