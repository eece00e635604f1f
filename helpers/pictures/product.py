"""Still pictures of two arrays that meet: row by column (P @ Q), entry by entry (P * Q)."""

import textwrap

import numpy as np

from helpers.pictures.arrays import refuse_large
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, SOFT
from helpers.pictures.svg import arrow, drawing, entries, entry, line, rect, table, text
from helpers.shapes.arguments import shaped
from helpers.shapes.rules import explain_broadcast, explain_product

EDGE, WIDE = 24, 740  # the margin, and the width that a drawing keeps to where it can
ROOM = WIDE - 2 * EDGE - 2 * 28  # for tables side by side, with signs or arrows between


@shaped(P="p q", Q="r s")
def product_entry(P, Q, row=0, column=0, terms=None):
    """Entry [row, column] of P @ Q by Falk's scheme, with P * Q beside it; P (p, q), Q (q, r).

    Where `terms` is given, the sum is written out so far only, and entry [terms - 1, terms - 1] of
    P * Q is lit. Raises what `shaped` raises, and ValueError where an axis is longer than 6.
    """
    refuse_large("P", P)
    refuse_large("Q", Q)
    P, Q = P.astype(float), Q.astype(float)  # as numbers, whatever their type would make of sums
    at = (row, column) if terms is None else (terms - 1, terms - 1)
    falk, right, low, words = _falk(P, Q, row, column, terms or max(P.shape[1], len(Q)))
    room = WIDE - EDGE - (right + 40)
    beside = _starred(0, 0, P, Q, at, 240)[1] <= room
    x, y = (right + 40, 0) if beside else (EDGE, low + 20)
    starred, end, bottom, more = _starred(x, y, P, Q, at, min(room, 310) if beside else 310)
    end, bottom = max(end, right), max(bottom, low)
    rule = line([(x - 20, EDGE), (x - 20, bottom)] if beside else [(EDGE, y), (end, y)], FAINT)
    return drawing(end + EDGE, bottom + EDGE, f"{words} {more}", rule, falk, starred)


def _falk(P, Q, i, j, terms):
    """P at the left, Q above, P @ Q where they cross: parts, right end, lower end, words."""
    (p, q), (s, r), why = P.shape, Q.shape, explain_product(P.shape, Q.shape)
    fits, inner, used = why.shape is not None, max(q, s), range(terms)
    row, column = [*P[i], *[None] * (inner - q)], [*Q[:, j], *[None] * (inner - s)]
    total = entry(P[i, :terms] @ Q[:terms, j]) if fits else "?"
    shown = entries(P @ Q) if fits else [[""] * r for _ in P]
    shown[i][j] = total
    cell = _cell(entries(P) + entries(Q) + shown, 40, inner + r)
    high, top = 34, 114
    x, y = EDGE + inner * cell + 32, top + inner * high + 32
    right, across, down = x + r * cell, y + (i + 0.5) * high, x + (j + 0.5) * cell
    green, blue = (GREEN, BLUE) if fits else (ORANGE, ORANGE)
    shapes = [(f"({p}, ", INK), (str(q), green), (")", INK), (" @ ", SOFT)]
    shapes += [("(", INK), (str(s), blue), (f", {r})", INK)]
    end = [(" = ", SOFT), (total, ORANGE), *[(" so far", SOFT)] * (terms < inner)]
    products = [_times(row[k], column[k], first=k == 0) for k in used]
    room = max(right - EDGE, 270)
    said, low, written = _sum(EDGE, y + p * high + 32, f"(P @ Q)[{i}, {j}]", products, end, room)
    prose, low = ("", low) if fits else _prose(EDGE, low + 8, why, room)
    parts = [
        _heading(EDGE, 0, "P @ Q", "a row meets a column", shapes, why),
        table(x, top, Q, cell, high, BLUE, (used, [j]), Q.shape, "Q", BLUE),
        table(EDGE, y, P, cell, high, GREEN, ([i], used), P.shape, "P", GREEN),
        table(x, y, shown, cell, high, ORANGE, ([i], [j]), (p, r) if fits else (0, 0)),
        *(_missing(x + j * cell, top + k * high, cell, high) for k in range(s, terms)),
        *(_missing(EDGE + k * cell, y + i * high, cell, high) for k in range(q, terms)),
        arrow(x - 27, across, x - 5, across, GREEN),
        arrow(down, y - 27, down, y - 5, BLUE),
        said,
        prose,
    ]
    return "".join(parts), EDGE + room, low, f"{why} Row {i} of P meets column {j} of Q: {written}."


def _missing(x, y, cell, high):
    """The place of an entry that is not there, where one is needed."""
    ground = rect(x + 2, y + 2, cell - 4, high - 4, GROUND, ORANGE, weight=1.6, dashed=True)
    return ground + text(x + cell / 2, y + high / 2, "?", 15, ORANGE, mono=True, bold=True)


def _starred(x, y, P, Q, at, room):
    """P * Q entry by entry, or why not: parts, right end, lower end, words."""
    why, top = explain_broadcast(P.shape, Q.shape), y + 114
    shapes = [(str(P.shape), INK), (" * ", SOFT), (str(Q.shape), INK)]
    parts, words = [_heading(x, y, "P * Q", "entry meets entry", shapes, why)], f"P * Q: {why}"
    if why.shape is None:
        prose, low = _prose(x, top - 24, why, room)
        return parts[0] + prose, x + room, low, words
    rows, columns = why.shape
    drawn = [("P", P, "*", GREEN), ("Q", Q, "=", BLUE), ("P * Q", P * Q, "", ORANGE)]
    wide = {name: np.broadcast_to(array, why.shape) for name, array, *_ in drawn}
    cell = _cell(sum(map(entries, wide.values()), []), 32, 3 * columns)
    if 3 * columns * cell > ROOM:  # long numbers: P and Q stand above, so P * Q alone
        drawn, cell = drawn[2:], _cell(entries(P * Q), 32, columns)
    left, low = x, top + rows * 30
    for name, array, sign, colour in drawn:
        look = (colour, ([at[0]], [at[1]]), array.shape, name, colour)
        slot = max(columns * cell, 10 * len(name))
        inset = left + (slot - columns * cell) / 2
        parts.append(table(inset, top, wide[name], cell, 30, *look))
        parts.append(text(left + slot + 14, (top + low) / 2, sign, 18, SOFT, mono=True))
        left += slot + 28
    if at[0] < rows and at[1] < columns:
        name, end = f"[{at[0]}, {at[1]}]", [(" = ", SOFT), (entry(wide["P * Q"][at]), ORANGE)]
        factors = _times(wide["P"][at], wide["Q"][at], first=True)
        said, low, written = _sum(x, low + 32, f"(P * Q){name}", [factors], end, room)
        parts.append(said)
        words += f" Entry {name} is {written}."
    return "".join(parts), max(left - 28, x + room), low, words


def _heading(x, y, name, words, shapes, why):
    """What is done, in words; below it the shapes and what comes out, or that nothing does."""
    end = [(" does not fit", ORANGE)]
    if why.shape is not None:
        end = [(" gives ", SOFT), (str(why.shape), ORANGE)]
    title = text(x, y + 32, name, 18, INK, "start", mono=True, bold=True)
    words = text(x + 68, y + 32, words, 15, SOFT, "start")
    return title + words + text(x, y + 60, shapes + end, anchor="start", mono=True)


def _times(a, b, first):
    """a * b as pieces of code; None is an entry that is not there."""
    pieces = []
    for value, colour, bare in ((a, GREEN, first), (b, BLUE, False)):
        words = "?" if value is None else entry(value)
        words = f"({words})" if words.startswith("-") and not bare else words
        pieces += [("*", SOFT), (words, ORANGE if value is None else colour)]
    return pieces[1:]


def _sum(x, y, name, terms, end, room):
    """`name` = the sum of `terms`, in lines `room` pixels long: parts, lower end, as one text."""
    groups = [[(" + " if k else "= ", SOFT), *term] for k, term in enumerate(terms)] + [end]
    lines, written = [[]], ""
    for group in groups:
        if lines[-1] and 9.1 * sum(len(words) for words, _ in lines[-1] + group) > room:
            lines.append([])
        lines[-1] += group
        written += "".join(words for words, _ in group)
    parts = [text(x, y, name, 15, INK, "start", mono=True, bold=True)]
    for k, pieces in enumerate(lines, 1):
        parts.append(text(x, y + 24 * k, pieces, anchor="start", mono=True))
    return "".join(parts), y + 24 * len(lines) + 20, written.removeprefix("= ")


def _prose(x, y, words, room):
    """Words in lines `room` pixels long, from y on: parts, lower end."""
    lines = textwrap.wrap(words, int(room / 7.9))
    parts = [text(x, y + 22 * k, said, 15, INK, "start") for k, said in enumerate(lines)]
    return "".join(parts), y + 22 * len(lines)


def _cell(rows, least, columns):
    """How wide cells are for these entries, narrower where `columns` need all the room."""
    longest = max(len(words) for row in rows for words in row)
    return min(max(least, 9 * longest + 10), max(ROOM // columns, 8 * longest + 6))
