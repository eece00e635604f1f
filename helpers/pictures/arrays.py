"""Still pictures of arrays: shapes, what an iteration of a loop touches, how sums collect."""

import numpy as np

from helpers.pictures.palette import BLUE, GREEN, INK, ORANGE, SOFT
from helpers.pictures.svg import arrow, counted, drawing, entry, table, text
from helpers.shapes.arguments import shaped

CELL, ROW = 54, 34
LONGEST = 6  # entries along an axis that a picture has room for


def shapes(n, m):
    """X, Y, w and A for n features and m examples, drawn to scale; the first example is lit."""
    cell, left, top = 30, 190, 74
    below, right, middle = top + n * cell, left + m * cell, left + m * cell / 2
    first = range(n), [0]
    parts = [
        text(middle, 26, f"X has shape ({n}, {m})", 17, bold=True),
        text(middle, 50, f"{counted(m, 'example')}, one per column", 14, SOFT),
        table(left, top, [[""] * m] * n, cell, cell, BLUE, first),
        text(left - 14, top + n * cell / 2, counted(n, "feature"), 14, SOFT, "end"),
        text(60, top - 20, f"w ({n}, 1)", 15, GREEN, bold=True),
        table(45, top, [[""]] * n, cell, cell, GREEN, first),
    ]
    for name, words, y in (("Y", "labels", below + 28), ("A", "predictions", below + 76)):
        parts += [
            text(left - 14, y + 15, f"{name} (1, {m})", 15, ORANGE, "end", bold=True),
            table(left, y, [[""] * m], cell, cell, ORANGE, ([0], [0])),
            text(right + 14, y + 15, words, 14, SOFT, "start"),
        ]
    sides = f"{counted(n, 'feature')} down, {counted(m, 'example')} across"
    alt = f"X is a table of {n} by {m}: {sides}, the first example lit as one column. "
    alt += f"w is a column of {n}. Y and A are rows of {m}, one entry per example."
    return drawing(max(right + 120, 420), below + 126, alt, *parts)


@shaped(w="n 1", X="n m")
def touched(w, X, iteration):
    """What this iteration (from 1) of computing Z = w.T @ X touches in the three versions."""
    refuse_large("X", X)
    n, m = X.shape
    wide = max(36 * (m + 1) + 84, 216)  # the line of code needs as much
    panels = [
        _panel(w, X, iteration, 20, "two loops", 1, "z[{i}] += w[{j}] * X[{j}, {i}]"),
        _panel(w, X, iteration, 20 + wide, "one loop", n, "z[{i}] = w.T @ x_{i}"),
        _panel(w, X, iteration, 20 + 2 * wide, "no loop", n * m, "Z = w.T @ X"),
    ]
    parts, words = zip(*panels, strict=True)
    alt = " ".join([f"Iteration {iteration}.", *words])
    return drawing(3 * wide + 16, 174 + (n + 1) * 30, alt, *parts)


def _panel(w, X, iteration, left, version, each, code):
    """A version of `touched`, its part and its words: an iteration touches `each` entries of X."""
    (n, m), cell, high, top = X.shape, 36, 30, 128
    total, start, end = n * m // each, (iteration - 1) * each, iteration * each
    now = range(start, min(end, n * m))  # entries of X, counted column by column
    rows, columns = {k % n for k in now}, {k // n for k in now}
    summed = np.clip(end - n * np.arange(m), 0, n)  # how many entries of each column
    Z = [entry(w[:k, 0] @ X[:k, i]) if k else "" for i, k in enumerate(summed)]
    said, stage = code.format(i=start // n, j=start % n), f"iteration {iteration} of {total}"
    words = f"{version}, {stage}: {said} touches {counted(each, 'entry', 'entries')} of X."
    if iteration > total:
        said, stage = "", "finished"
        words = f"{version}: finished after {counted(total, 'iteration')}."
    x, below = left + cell + 26, top + n * high + 16
    parts = [
        text(left, 30, version, 18, BLUE, "start", bold=True),
        text(left, 56, stage, 15, INK, "start"),
        text(left, 84, said, 15, INK, "start", mono=True),
        table(left, top, w, cell, high, GREEN, (rows, [0]), name="w"),
        table(x, top, X, cell, high, BLUE, (rows, columns), name="X"),
        text(x - 12, below + high / 2, "Z", 14, SOFT, "end"),
        table(x, below, [Z], cell, high, ORANGE, ([0], columns)),
    ]
    return "".join(parts), words


@shaped(X="n m", dZ="1 m")
def collected(X, dZ, count):
    """dw after `count` examples of dw += x_i * dz_i, in the end X @ dZ.T; X (n, m), dZ (1, m)."""
    refuse_large("X", X)
    (n, m), i, now = X.shape, count - 1, range(count)[-1:]  # the example that was added last
    dw, last = X[:, :count] @ dZ[:, :count].T, X[:, now] @ dZ[:, now].T  # (n, 1)
    left, top, below, wide = 112, 92, 114 + n * ROW, CELL + 20
    term, end, middle = left + m * CELL + 64, left + m * CELL + 236, top + n * ROW / 2
    said, added = "dw starts at zero", []
    alt = f"After {count} of {m} examples dw is {_column(dw)}"
    if count:
        said, dz = f"dw += x_{i} * dz_{i}", entry(dZ[0, i])
        alt += f": it was {_column(dw - last)}, and column {i} of X times {dz} was added"
        added.append(table(term, top, last, wide, ROW, name=f"x_{i} * dz_{i}"))
        added.append(arrow(term + wide + 8, middle, end - 8, middle, ORANGE))
    parts = [
        _title(said, f"{count} of {m} examples", end + wide),
        table(left, top, X, CELL, ROW, BLUE, (range(n), now), name="X"),
        text(left - 14, below + ROW / 2, "dZ", 15, SOFT, "end"),
        table(left, below, dZ, CELL, ROW, GREEN, ([0], now)),
        table(end, top, dw, wide, ROW, ORANGE, (range(n), now and [0]), name="dw so far"),
    ]
    return drawing(end + wide + 26, below + ROW + 24, f"{alt}.", *parts, *added)


@shaped(w="n 1", X="n m")
def stacked(w, X, count):
    """Z (1, m) after `count` columns: each entry is w.T @ x_i; w (n, 1), X (n, m)."""
    refuse_large("X", X)
    (n, m), i, now = X.shape, count - 1, range(count)[-1:]
    done, Z = f"{count} of {m} columns", [entry(z) for z in (w.T @ X)[0, :count]]
    if not count:
        said, alt = "Z is empty", "no column of X has been used yet."
    elif count <= m:
        said = f"z_{i} = w.T @ x_{i}"
        alt = f"the row w.T meets column {i} of X and gives entry {i} of Z, {Z[i]}."
    else:
        said, now, done = "Z = w.T @ X", range(m), "all at once"
        alt = f"the row w.T meets every column of X, and Z is {', '.join(Z)}."
    left, top, below = n * CELL + 92, 92, 118 + n * ROW
    right, used = max(left + m * CELL, 310), now and range(n)  # room for the words above
    parts = [
        _title(said, done, right),
        table(left, top, X, CELL, ROW, BLUE, (range(n), now), name=f"X ({n}, {m})"),
        table(24, below, w.T, CELL, ROW, GREEN, ([0], used), name=f"w.T (1, {n})"),
        table(left, below, [(Z + [""] * m)[:m]], CELL, ROW, ORANGE, ([0], now)),
        text(left + m * CELL / 2, below + ROW + 18, f"Z (1, {m})", 15, SOFT),
    ]
    return drawing(right + 24, below + ROW + 40, f"{said}: {alt}", *parts)


def refuse_large(name, array):
    """Raises ValueError where an axis is longer than a picture has room for."""
    if max(array.shape) > LONGEST:
        has = f"{name} has shape {array.shape}"
        raise ValueError(f"{has}, a picture has room for {LONGEST} per axis")


def _title(code, done, right):
    """A line of code at the left, how much is done up to the pixel `right`."""
    title = text(24, 30, code, 18, INK, "start", mono=True, bold=True)
    return title + text(right, 30, done, 16, SOFT, "end")


def _column(array):
    return f"({', '.join(map(entry, array[:, 0]))})"
