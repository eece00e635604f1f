"""Still pictures of arrays, as SVG: shapes, what a tick of a loop touches, how sums collect."""

import numpy as np

from helpers.pictures.svg import (
    BLUE,
    GREEN,
    GREEN_TINT,
    INK,
    ORANGE,
    ORANGE_TINT,
    SOFT,
    arrow,
    card,
    table,
    text,
)

VERSIONS = ("two loops", "one loop", "no loop")
CELL, ROW = 54, 34


def shapes_of(n, m):
    """X, Y, w and A for n features and m examples, drawn to scale; the first example is lit."""
    cell, left, top = 30, 190, 74
    column = {(j, 0) for j in range(n)}
    below = top + n * cell
    right = left + m * cell
    parts = [
        text(left + m * cell / 2, 26, f"X has shape ({n}, {m})", 17, bold=True),
        text(left + m * cell / 2, 50, f"{_count(m, 'example')}, one per column", 14, SOFT),
        table(left, top, [[""] * m] * n, cell, cell, lit=column),
        text(left - 14, top + n * cell / 2, _count(n, "feature"), 14, SOFT, "end"),
        text(60, top - 20, f"w ({n}, 1)", 15, GREEN, bold=True),
        table(45, top, [[""]] * n, cell, cell, lit=column, tint=GREEN_TINT, edge=GREEN),
        text(left - 14, below + 43, f"Y (1, {m})", 15, ORANGE, "end", bold=True),
        table(
            left, below + 28, [[""] * m], cell, cell, lit={(0, 0)}, tint=ORANGE_TINT, edge=ORANGE
        ),
        text(left - 14, below + 91, f"A (1, {m})", 15, ORANGE, "end", bold=True),
        table(
            left, below + 76, [[""] * m], cell, cell, lit={(0, 0)}, tint=ORANGE_TINT, edge=ORANGE
        ),
        text(right + 14, below + 43, "labels", 14, SOFT, "start"),
        text(right + 14, below + 91, "predictions", 14, SOFT, "start"),
    ]
    alt = (
        f"X is a table of {n} by {m}: {_count(n, 'feature')} down, {_count(m, 'example')} across, "
        f"the first example lit as one column. w is a column of {n}. "
        f"Y and A are rows of {m}, one entry per example."
    )
    return card(max(right + 120, 420), below + 126, alt, *parts)


def ticks(w, X, version):
    """How many ticks one pass over X (n, m) takes in this version."""
    n, m = X.shape
    return {"two loops": n * m, "one loop": m, "no loop": 1}[version]


def touched(w, X, tick):
    """What tick number `tick` (from 1) of computing Z = w.T @ X touches in the three versions."""
    n, m = X.shape
    panel = max(36 * (m + 1) + 84, 216)  # the line of code needs as much
    panels = [_panel(w, X, version, tick, 20 + k * panel) for k, version in enumerate(VERSIONS)]
    alt = f"Tick {tick}. " + " ".join(words for _, words in panels)
    return card(3 * panel + 16, 174 + (n + 1) * 30, alt, *(parts for parts, _ in panels))


def _panel(w, X, version, tick, left):
    """One version of `touched`, `left` pixels from the left: its parts, and its words."""
    n, m = X.shape
    cell, row, top = 36, 30, 128
    total = ticks(w, X, version)
    done, tick = tick > total, min(tick, total)
    i, j = {
        "two loops": divmod(tick - 1, n),
        "one loop": (tick - 1, None),
        "no loop": (None, None),
    }[version]
    columns = range(m) if i is None else [i]
    rows = range(n) if j is None else [j]
    reached = n if j is None else j + 1  # rows summed so far in the lit columns
    Z = [
        ""
        if c > columns[-1]
        else _word(w[:reached, 0] @ X[:reached, c])
        if c in columns
        else _word(w[:, 0] @ X[:, c])
        for c in range(m)
    ]
    said = {
        "two loops": f"z[{i}] += w[{j}] * X[{j}, {i}]",
        "one loop": f"z[{i}] = w.T @ x_{i}",
        "no loop": "Z = w.T @ X",
    }[version]
    lit = set() if done else {(r, c) for r in rows for c in columns}
    x_left, below = left + cell + 26, top + n * row + 16
    parts = [
        text(left, 30, version, 18, BLUE, "start", bold=True),
        text(left, 56, "finished" if done else f"tick {tick} of {total}", 15, INK, "start"),
        text(left, 84, "" if done else said, 15, INK, "start", mono=True),
        text(left + cell / 2, top - 14, "w", 14, SOFT),
        text(x_left + m * cell / 2, top - 14, "X", 14, SOFT),
        table(
            left,
            top,
            _words(w),
            cell,
            row,
            {(r, 0) for r, _ in lit},
            tint=GREEN_TINT,
            edge=GREEN,
            size=15,
        ),
        table(x_left, top, _words(X), cell, row, lit, size=15),
        text(x_left - 12, below + row / 2, "Z", 14, SOFT, "end"),
        table(
            x_left,
            below,
            [Z],
            cell,
            row,
            {(0, c) for _, c in lit},
            tint=ORANGE_TINT,
            edge=ORANGE,
            size=15,
        ),
    ]
    words = (
        f"{version}: finished after {_count(total, 'tick')}."
        if done
        else f"{version}, tick {tick} of {total}: {said} touches "
        f"{_count(len(lit), 'entry', 'entries')} of X."
    )
    return "".join(parts), words


def collected(X, dZ, count):
    """dw after `count` examples of dw += x_i * dz_i, in the end X @ dZ.T; X (n, m), dZ (1, m)."""
    n, m = X.shape
    i = count - 1
    total = X[:, :count] @ dZ[:, :count].T  # (n, 1)
    before = total - (X[:, i:count] * dZ[0, i] if count else 0)
    left, top = 112, 92
    below = top + n * ROW + 22
    x_term, x_sum = left + m * CELL + 74, left + m * CELL + 246
    said = "dw starts at zero" if not count else f"dw += x_{i} * dz_{i}"
    parts = [
        text(24, 30, said, 18, INK, "start", mono=True, bold=True),
        text(x_sum + CELL + 10, 30, f"{count} of {m} examples", 16, SOFT, "end"),
        text(left + m * CELL / 2, top - 14, "X", 15, SOFT),
        table(left, top, _words(X), CELL, ROW, {(r, i) for r in range(n)} if count else ()),
        text(left - 14, below + ROW / 2, "dZ", 15, SOFT, "end"),
        table(
            left,
            below,
            _words(dZ),
            CELL,
            ROW,
            {(0, i)} if count else (),
            tint=GREEN_TINT,
            edge=GREEN,
        ),
        text(x_sum + CELL / 2, top - 14, "dw so far", 15, SOFT),
        table(
            x_sum - 10,
            top,
            _words(total),
            CELL + 20,
            ROW,
            {(r, 0) for r in range(n)} if count else (),
            tint=ORANGE_TINT,
            edge=ORANGE,
        ),
    ]
    if count:
        term = X[:, i:count] * dZ[0, i]
        parts += [
            text(x_term + CELL / 2, top - 14, f"x_{i} * dz_{i}", 15, SOFT),
            table(x_term - 10, top, _words(term), CELL + 20, ROW),
            arrow(x_term + CELL + 18, top + n * ROW / 2, x_sum - 18, top + n * ROW / 2, ORANGE),
        ]
    alt = f"After {count} of {m} examples dw is {_column(total)}" + (
        f": it was {_column(before)}, and column {i} of X times {_word(dZ[0, i])} was added."
        if count
        else "."
    )
    return card(x_sum + CELL + 36, below + ROW + 24, alt, *parts)


def stacked(w, X, count):
    """Z (1, m) after `count` columns: each entry is w.T @ x_i; w (n, 1), X (n, m)."""
    n, m = X.shape
    i = count - 1
    Z = w.T @ X
    whole = count > m
    lit = {(r, c) for r in range(n) for c in (range(m) if whole else [i])} if count else set()
    said = "Z = w.T @ X" if whole else f"z_{i} = w.T @ x_{i}" if count else "Z is empty"
    shown = [_word(z) if c < count else "" for c, z in enumerate(Z[0])]
    left, top = n * CELL + 92, 92
    below = top + n * ROW + 26
    right = max(left + m * CELL, 310)  # the words above need as much
    parts = [
        text(24, 30, said, 18, INK, "start", mono=True, bold=True),
        text(right, 30, "all at once" if whole else f"{count} of {m} columns", 16, SOFT, "end"),
        text(left + m * CELL / 2, top - 14, f"X ({n}, {m})", 15, SOFT),
        table(left, top, _words(X), CELL, ROW, lit),
        text(24 + n * CELL / 2, below - 14, f"w.T (1, {n})", 15, SOFT),
        table(
            24,
            below,
            _words(w.T),
            CELL,
            ROW,
            {(0, r) for r in range(n)} if count else (),
            tint=GREEN_TINT,
            edge=GREEN,
        ),
        table(
            left,
            below,
            [shown],
            CELL,
            ROW,
            {(0, c) for c in (range(m) if whole else [i])} if count else (),
            tint=ORANGE_TINT,
            edge=ORANGE,
        ),
        text(left + m * CELL / 2, below + ROW + 18, f"Z (1, {m})", 15, SOFT),
    ]
    alt = f"{said}: " + (
        f"the row w.T meets every column of X, and Z is {', '.join(shown)}."
        if whole
        else f"the row w.T meets column {i} of X and gives entry {i} of Z, {shown[i]}."
        if count
        else "no column of X has been used yet."
    )
    return card(right + 24, below + ROW + 40, alt, *parts)


def loops_side_by_side():
    """What one tick touches in the three versions, side by side (the README's picture)."""
    n, m, cell, gap, top = 3, 4, 26, 56, 62
    wide = max(m * cell, 96)  # the words above a narrow table need as much
    parts, left = [], 28
    for version in VERSIONS:
        X = np.zeros((n, m))
        lit = {
            "two loops": {(0, 0)},
            "one loop": {(r, 0) for r in range(n)},
            "no loop": {(r, c) for r in range(n) for c in range(m)},
        }[version]
        parts += [
            text(left + wide / 2, 30, version, 17, INK, bold=True),
            table(left + (wide - m * cell) / 2, top, [[""] * m] * n, cell, cell, lit),
            text(
                left + wide / 2,
                top + n * cell + 24,
                _count(ticks(None, X, version), "tick"),
                15,
                SOFT,
            ),
        ]
        left += wide + gap
    alt = (
        "Two loops touch one number at a time, one loop touches one example, "
        "no loop touches the whole table"
    )
    return card(left - gap + 28, top + n * cell + 48, alt, *parts)


def _words(array):
    return [[_word(entry) for entry in row] for row in np.asarray(array)]


def _word(value):
    return "" if value is None else f"{round(float(value), 2) + 0.0:g}"  # + 0.0: never -0


def _column(array):
    return "(" + ", ".join(_word(value) for value in array[:, 0]) + ")"


def _count(number, one, many=None):
    return f"{number} {one if number == 1 else many or one + 's'}"
