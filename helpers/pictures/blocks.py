"""Still pictures of blocks of examples: their sums, block after block, and the plan of one step."""

import numpy as np

from helpers.pictures.arrays import refuse_large
from helpers.pictures.palette import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, SOFT
from helpers.pictures.svg import arrow, counted, drawing, entry, line, rect, table, text
from helpers.shapes.arguments import shaped, whole_argument

CELL, ROW, WIDE, BOX = 54, 34, 74, 128  # pixels


@shaped(X="n m", dZ="1 m")
def added(X, dZ, block, count):
    """The sums of dw and db after `count` blocks of `block` examples; X (n, m), dZ (1, m).

    Raises ValueError for a table too large for a picture and for a block outside 1 to m.
    """
    refuse_large("X", X)
    (n, m), first = X.shape, (count - 1) * block
    whole_argument("block", block, 1, m)
    now = range(first, min(first + block, m)) if count else range(0)  # this block's examples
    dw, db = X[:, : count * block] @ dZ[:, : count * block].T, dZ[:, : count * block].sum()
    parts_now = X[:, now] @ dZ[:, now].T, dZ[:, now].sum()
    blocks = -(-m // block)
    left, top, below = 64, 92, 114 + n * ROW
    own, end = left + m * CELL + 56, left + m * CELL + 56 + WIDE + 76
    said, look = "the sums start at zero", now and range(n)
    alt = f"After {count} of {blocks} blocks the sum for dw is {_column(dw)}, for db {entry(db)}"
    parts = [
        table(left, top, X, CELL, ROW, BLUE, (range(n), now), name="X"),
        text(left - 14, below + ROW / 2, "dZ", 15, SOFT, "end"),
        table(left, below, dZ, CELL, ROW, GREEN, ([0], now)),
        table(end, top, dw, WIDE, ROW, ORANGE, (look, [0]), name="sum for dw"),
        table(end, below, [[db]], WIDE, ROW, ORANGE, (look, [0])),
        text(end + WIDE + 12, below + ROW / 2, "for db", 15, SOFT, "start"),
    ]
    if count:
        said = f"block {count - 1}: columns {now[0]} to {now[-1]}"
        alt += f"; block {count - 1}, {counted(len(now), 'example')}, added {_column(parts_now[0])}"
        alt += f" and {entry(parts_now[1])}"
        parts += [
            table(own, top, parts_now[0], WIDE, ROW, name="its dw"),
            table(own, below, [[parts_now[1]]], WIDE, ROW),
            *(arrow(own + WIDE + 8, y, end - 8, y, ORANGE) for y in _middles(top, below, n)),
        ]
    if count == blocks:
        said += f"; then / {m}"
        alt += f". Divided by {m} they are the dw and db of the whole table"
    right = max(end + WIDE + 70, 510)  # room for the words above
    parts.append(text(24, 30, said, 18, INK, "start", mono=True, bold=True))
    parts.append(text(right, 30, f"{count} of {blocks} blocks", 16, SOFT, "end"))
    return drawing(right + 24, below + ROW + 24, f"{alt}.", *parts)


def plan(blocks=3):
    """The plan of one step over 1 to 6 blocks of examples: what can be done apart, what meets."""
    whole_argument("blocks", blocks, 1, 6)
    top, high, gap = 74, 40, 16
    wide, xs = BOX, [24 + k * (BOX + 32) for k in range(5)]
    rows = [top + k * (high + gap) for k in range(blocks)]
    middle = (rows[0] + rows[-1] + high) / 2
    heads = "from here", "block by block", "block by block", "block by block", "comes back"
    parts = [text(x + wide / 2, 34, words, 14, SOFT) for x, words in zip(xs, heads, strict=True)]
    for k, y in enumerate(rows):
        centre, last = y + high / 2, xs[3] + wide
        parts += [
            line([(xs[0] + wide, middle), (xs[1], centre)], GREEN, 1.6),
            arrow(xs[1] + wide, centre, xs[2], centre, SOFT),
            arrow(xs[2] + wide, centre, xs[3], centre, SOFT),
            line([(last, centre), (xs[4], middle)], ORANGE, 1.6),
            _box(xs[1], y, f"X_{k}, Y_{k}", BLUE),
            _box(xs[2], y, f"Z_{k}, A_{k}, dZ_{k}", PURPLE),
            _box(xs[3], y, f"J_{k}, dw_{k}, db_{k}", ORANGE),
        ]
    parts.append(_box(xs[0], middle - high / 2, "w, b", GREEN))
    parts.append(_box(xs[4], middle - high / 2, "add up, / m", ORANGE))
    alt = f"The plan of one step: w and b go to {counted(blocks, 'block')} of X and Y; each block "
    alt += "gives its own Z, A and dZ, then its own part of J, dw and db; only these parts meet, "
    alt += "where they are added up and divided by m."
    return drawing(xs[-1] + wide + 24, rows[-1] + high + 28, alt, *parts)


def _box(x, y, words, colour):
    frame = rect(x, y, BOX, 40, PAPER, FAINT, round=6) + rect(x, y, 5, 40, colour)
    return frame + text(x + BOX / 2 + 2, y + 20, words, 12, INK, mono=True)


def _middles(top, below, n):
    """Where the arrows of dw and of db go."""
    return top + n * ROW / 2, below + ROW / 2


def _column(array):
    return f"({', '.join(map(entry, np.ravel(array)))})"
