"""What pictures are made of: SVG shapes, tables of entries, axes for curves, the light ground."""

import base64
import html

import numpy as np

from helpers.pictures.card import Shown
from helpers.pictures.palette import BLUE, FAINT, GROUND, INK, PAPER, SOFT, TINT

SANS = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"
MONO = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


class Picture(Shown):
    """A picture, as SVG text or PNG bytes, and `alt`, the words that say what it shows."""

    def __init__(self, alt, svg="", png=b"", width=None):
        self.alt, self.svg, self.png = alt, svg, png
        kind, coded = "png" if png else "svg+xml", base64.b64encode(png or svg.encode()).decode()
        size = f' width="{width}"' if width else ""
        source = f"data:image/{kind};base64,{coded}"  # an <img> stays where Lab trusts nothing
        self.html = f'<img class="still" alt="{html.escape(alt)}"{size} src="{source}">'
        self.forms = {f"image/{kind}": svg or coded}

    def __repr__(self):
        return self.alt


def drawing(width, height, alt, *parts):
    """A Picture of `parts` (SVG texts) on a light ground of its own, as on a printed card."""
    box = {"width": width, "height": height, "viewBox": f"0 0 {number(width)} {number(height)}"}
    said = {"role": "img", "aria_label": html.escape(alt), "style": "max-width:100%;height:auto"}
    font = {"font_family": SANS, "font_size": 15, "fill": INK}
    ground = rect(0.5, 0.5, width - 1, height - 1, GROUND, FAINT, round=10)
    inside = ground + "".join(parts)
    svg = element("svg", inside, xmlns="http://www.w3.org/2000/svg", **box, **said, **font)
    return Picture(alt, svg)


def number(value):
    """A coordinate as short text that is the same on every machine."""
    return f"{value:z.1f}".removesuffix(".0")


def entry(value):
    """A number as it stands in a table: two decimals, none from 100 on."""
    value = round(float(value), 2 if abs(value) < 100 else 0)
    return f"{value:zg}" if abs(value) < 1e6 else f"{value:.2g}"


def counted(number, one, many=None):
    """1 step, 2 steps; 1 entry, 2 entries."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def entries(array):
    """The entries of a table (rows, columns) as words."""
    return [[entry(value) for value in row] for row in array]


def element(tag, inside=None, **attributes):
    """An SVG element: "_" in a name stands for "-", numbers are rounded, None is left out."""
    said = ""
    for name, value in attributes.items():
        if value is not None:
            words = value if isinstance(value, str) else number(value)
            said += f' {name.replace("_", "-")}="{words}"'
    return f"<{tag}{said}/>" if inside is None else f"<{tag}{said}>{inside}</{tag}>"


def rect(x, y, width, height, fill, stroke="none", round=0, weight=1, dashed=False):
    """A rectangle, its upper left corner at (x, y)."""
    box = {"x": x, "y": y, "width": width, "height": height, "rx": round, "fill": fill}
    dashes = "4 3" if dashed else None
    return element("rect", **box, stroke=stroke, stroke_width=weight, stroke_dasharray=dashes)


def line(points, colour=SOFT, weight=1, dashed=False):
    """A line through pixel points [(x, y), ...]."""
    shape = {"d": outline(points), "fill": "none", "stroke": colour, "stroke_width": weight}
    dashes = "6 5" if dashed else None
    return element("path", **shape, stroke_dasharray=dashes, stroke_linejoin="round")


def outline(points):
    """A path's `d` through pixel points [(x, y), ...]."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def arrow(x1, y1, x2, y2, colour):
    """A straight arrow, level or upright, its head at (x2, y2)."""
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    x, y = x2 - 8 * dx, y2 - 8 * dy  # where the head begins
    head = [(x2, y2), (x - 5 * dy, y - 5 * dx), (x + 5 * dy, y + 5 * dx)]
    shaft = line([(x1, y1), (x, y)], colour, 2)
    return shaft + element("path", d=outline(head) + "Z", fill=colour)


def dot(x, y, radius, fill, square=False):
    """A mark; a square where colour alone would have to tell two kinds apart."""
    if square:
        return rect(x - radius, y - radius, 2 * radius, 2 * radius, fill, GROUND, weight=1.2)
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=GROUND, stroke_width=1.2)


def text(x, y, words, size=15, colour=INK, anchor="middle", mono=False, bold=False):
    """`words` with the middle of their line at y, or a list of pieces (words, colour) of code."""
    inside = "" if isinstance(words, list) else html.escape(str(words))
    for piece, shade in words if isinstance(words, list) else ():
        weight = 400 if shade in (INK, SOFT) else 600
        inside += element("tspan", html.escape(piece), fill=shade, font_weight=weight)
    at = {"x": x, "y": y + size * 0.35, "font_size": size, "fill": colour, "text_anchor": anchor}
    font = {"font_family": MONO if mono else None, "font_weight": 600 if bold else None}
    return element("text", inside, **at, **font)


def table(x, y, rows, cell, height, colour=BLUE, lit=((), ()), own=None, name="", ink=None):
    """A grid of numbers or words from (x, y) on, its name above.

    `lit` is (rows, columns): where they cross, entries have an edge of this colour. `own` is the
    shape that is there: what lies beyond it is only read again, and dashed.
    """
    words = [[each if isinstance(each, str) else entry(each) for each in row] for row in rows]
    size = min(15, int(cell / 0.602 / max(1, *(len(each) for row in words for each in row))))
    ink = ink or (SOFT if own is None else colour)
    label = text(x + len(rows[0]) * cell / 2, y - 15, name, 15, ink, bold=ink != SOFT)
    parts, edges = [label] if name else [], []
    for r, c in np.ndindex(len(words), len(words[0])):
        box, bold = (x + c * cell, y + r * height, cell, height), r in lit[0] and c in lit[1]
        again = own is not None and (r >= own[0] or c >= own[1])
        fill, shade = TINT[colour] if bold else GROUND if again else PAPER, SOFT if again else INK
        middle = box[0] + cell / 2, box[1] + height / 2
        parts.append(rect(*box, fill, FAINT, dashed=again))
        parts.append(text(*middle, words[r][c], size, shade, mono=True, bold=bold))
        if bold:
            edges.append(rect(*box, "none", colour, weight=2.2))
    return "".join(parts + edges)  # edges last, so that no neighbour covers them


class Axes:
    """A rectangle of pixels (left, top, width, height) in which data coordinates have a place."""

    def __init__(self, box, x_range, y_range):
        self.left, self.top, self.width, self.height = box
        (self.x0, self.x1), (self.y0, self.y1) = x_range, y_range

    def at(self, x, y):
        """Data coordinates -> pixels."""
        across, up = (x - self.x0) / (self.x1 - self.x0), (self.y1 - y) / (self.y1 - self.y0)
        return self.left + across * self.width, self.top + up * self.height

    def frame(self, x_ticks, y_ticks, x_label):
        """Grid lines, their numbers and the name of the axis across."""
        bottom, right, parts = self.top + self.height, self.left + self.width, []
        for y, words in ((self.at(0, tick)[1], f"{tick:g}") for tick in y_ticks):
            parts.append(line([(self.left, y), (right, y)], FAINT))
            parts.append(text(self.left - 8, y, words, 13, SOFT, "end"))
        for x, words in ((self.at(tick, 0)[0], f"{tick:g}") for tick in x_ticks):
            parts.append(line([(x, bottom), (x, bottom + 5)]))
            parts.append(text(x, bottom + 16, words, 13, SOFT))
        parts.append(line([(self.left, bottom), (right, bottom)]))
        parts.append(text((self.left + right) / 2, bottom + 36, x_label, 14))
        return "".join(parts)

    def curve(self, xs, ys, *look, **more):
        """A line through data points, in the look of `line`."""
        return line([self.at(x, y) for x, y in zip(xs, ys, strict=True)], *look, **more)
