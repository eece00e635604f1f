"""Still pictures of arrays: shapes, what an iteration of a loop touches, how sums collect."""

import numpy as np

from helpers.pictures.palette import BLUE, GREEN, INK, ORANGE, PURPLE, SOFT
from helpers.pictures.svg import arrow, counted, drawing, element, entry, table, text
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


def reshaped(pictures, length):
    """The numbers of pictures (2, h, w) in lines of `length`, and those lines upright (.T).

    Circles mark what belongs to picture 1. Raises ValueError for another shape, for more than 12
    numbers, and for numbers that two characters cannot write.
    """
    P = np.asarray(pictures)
    if P.ndim != 3 or len(P) != 2 or not 0 < P.size <= 2 * LONGEST:
        needed = f"(2, h, w) with up to {2 * LONGEST} numbers"
        raise ValueError(f"pictures has shape {P.shape}, it needs {needed}")
    cells = [entry(value) for value in P.flat]
    if long := [words for words in cells if len(words) > 2]:
        raise ValueError(f"pictures holds {long[0]}, it needs whole numbers from -9 to 99")
    size, (_, h, w), lines = P.size, P.shape, -(-P.size // length)
    places = np.arange(size)
    empty = 0, lines * length - size  # places at the end of the last line
    grid = np.pad(places, empty, constant_values=size).reshape(lines, length)
    fits, top, right = size % length == 0, 156 + h * 28, 60 + max(length * 30, 296)
    parts = [
        _circled(24 + k * (w * 30 + 40), 54, places.reshape(P.shape)[k], cells, f"picture {k}")
        for k in (0, 1)
    ]
    name, said = f"reshape(-1, {length})", f"{size} numbers do not fill lines of {length}"
    ways = [(24, name, grid, said)]
    if fits:
        ways = [(24, name, grid, _column_0(grid)), (right, ".T", grid.T, _column_0(grid.T))]
    for x, name, table_of, words in ways:
        parts.append(text(x, top - 50, name, 16, BLUE, "start", mono=True, bold=True))
        parts.append(text(x, top - 24, words, 15, INK if fits else ORANGE, "start"))
        parts.append(_circled(x, top, table_of, cells, lit=fits))
    alt = "; ".join(f"{name}: {words}" for _, name, _, words in ways)
    alt = f"Two pictures of {h} by {w}, their numbers in lines of {length}. {alt}."
    return drawing(776, top + max(grid.shape) * 28 + 24, alt, *parts)


def _circled(x, y, grid, cells, name="", lit=False):
    """A table of the cells at the places in `grid`, a circle round those of the second half."""
    half, known = len(cells) // 2, [*cells, ""]  # the last place is empty
    rows = [[known[place] for place in row] for row in grid]
    look = ORANGE, (range(len(rows)) if lit else (), [0])
    parts = [table(x, y, rows, 30, 28, *look, name=name)]
    for (r, c), place in np.ndenumerate(grid):
        if half <= place < 2 * half:
            at = {"cx": x + 30 * c + 15, "cy": y + 28 * r + 14, "r": 12}
            parts.append(element("circle", **at, fill="none", stroke=PURPLE, stroke_width=2))
    return "".join(parts)


def _column_0(grid):
    """The shape of a table of places, and whose numbers stand in its column 0."""
    half, column = grid.size // 2, grid[:, 0]
    whose = f"{'all' if len(column) == half else 'a part'} of picture 0"
    return f"{grid.shape}, column 0: {'both pictures' if column[-1] >= half else whose}"


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
