"""A still picture of one prediction from z to its loss: exactly, and as a computer has it."""

import decimal

import numpy as np

from helpers.pictures.palette import BLUE, GREEN, INK, ORANGE, SOFT
from helpers.pictures.svg import drawing, table, text

PARTS = ("exp(-z)", "a", "1 - a", "log(a)", "log(1 - a)", "loss, y = 1", "loss, y = 0")
NOT_ZERO = 3  # so many of them are never 0, whatever z is


def where_it_breaks(z):
    """What each part of the loss is for this z: exactly, by the plain formulas, by the calm ones.

    What is infinite, nan, or 0 where it cannot be, has an edge.
    """
    exact, plain, calm = _exact(z), _plain(z), _calm(z)
    ways = ("exactly", exact, BLUE), ("plain", plain, ORANGE), ("calm", calm, GREEN)
    left, top, wide, high = 150, 86, 160, 32
    below, parts = top + len(PARTS) * high, [text(24, 30, f"z = {z}", 18, INK, "start", bold=True)]
    for k, part in enumerate(PARTS):
        parts.append(text(24, top + (k + 0.5) * high, part, 15, INK, "start", mono=True))
    for k, (name, values, colour) in enumerate(ways):
        rows, look = [[_short(value)] for value in values], (ORANGE, (_broken(values), [0]))
        x = left + k * (wide + 14)
        parts.append(table(x, top, rows, wide, high, *look, name=name, ink=colour))
    said, broken = "Nothing breaks.", _broken(plain)
    if broken:
        part, value = PARTS[broken[0]], _short(plain[broken[0]])
        said = f"The plain way breaks first at {part}: {value} for {_short(exact[broken[0]])}."
    parts.append(text(24, below + 30, said, 16, ORANGE if broken else SOFT, "start", bold=True))
    losses = [[_short(way[k]) for way in (exact, plain, calm)] for k in (-2, -1)]
    one, none = ("exactly {}, the plain way {}, the calm way {}".format(*each) for each in losses)
    alt = f"At z = {z} the loss for the label 1 is {one}; for the label 0 {none}. {said}"
    return drawing(left + 3 * wide + 28 + 24, below + 56, alt, *parts)


def _exact(z):
    """The values of PARTS with so many digits that none is lost."""
    with decimal.localcontext(prec=400):
        e = decimal.Decimal(-z).exp()
        a, rest = 1 / (1 + e), e / (1 + e)
        return [e, a, rest, a.ln(), rest.ln(), -a.ln(), -rest.ln()]


@np.errstate(all="ignore")
def _plain(z):
    """The values of PARTS by the formulas of the first lessons."""
    e = np.exp(-np.float64(z))
    a = 1 / (1 + e)
    yes, no = np.log(a), np.log(1 - a)
    return [e, a, 1 - a, yes, no, *(-(y * yes + (1 - y) * no) for y in (1, 0))]


@np.errstate(all="ignore")
def _calm(z):
    """The values of PARTS where exp takes nothing positive, and only one log is taken."""
    e = np.exp(-abs(np.float64(z)))
    a = 1 / (1 + e) if z >= 0 else e / (1 + e)
    yes, no = np.log(a), np.log(1 - a)
    return [None, a, 1 - a, yes, no, -yes, -no]


def _broken(values):
    """Which of the values of PARTS are infinite, nan, or 0 where they cannot be."""
    found = [value is not None and not abs(value) < np.inf for value in values]
    return [k for k, bad in enumerate(found) if bad or (k < NOT_ZERO and values[k] == 0)]


def _short(value):
    """A value with three figures; close to 1, how much is lacking."""
    if value is None:
        return ""
    if 0.999 < value < 1:
        return f"1 - {_short(1 - value)}"
    return f"{float(value) if 1e-300 < abs(value) < 1e300 else value:z.3g}"
