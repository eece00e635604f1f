"""What pictures are made of: a Picture that shows itself, SVG shapes, axes for curves."""

import base64
import html

INK, SOFT, FAINT, GROUND, PAPER = "#1f2430", "#5c6370", "#d5d8de", "#ffffff", "#f6f7f9"
BLUE, ORANGE, GREEN, PURPLE = (
    "#0b62a4",
    "#c2510c",
    "#0b7a58",
    "#8a4a86",
)  # 4.5:1 on white, and apart
BLUE_TINT, ORANGE_TINT, GREEN_TINT, PURPLE_TINT = "#d6e8f7", "#fde0cb", "#d3efe4", "#efe2ee"
SANS = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"
MONO = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


class Picture:
    """A picture, as SVG text or PNG bytes, and the words that say what it shows."""

    def __init__(self, alt, svg=None, png=None, width=None):
        self.alt, self.svg, self.png, self.width = alt, svg, png, width

    @property
    def still(self):
        """The picture as an <img>, which Lab shows even where it trusts nothing."""
        kind, data = ("svg+xml", self.svg.encode()) if self.svg else ("png", self.png)
        size = f' width="{self.width}"' if self.width else ""
        return (
            f'<img class="still" alt="{html.escape(self.alt)}"{size} '
            f'src="data:image/{kind};base64,{base64.b64encode(data).decode()}">'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        raw = (
            {"image/svg+xml": self.svg}
            if self.svg
            else {"image/png": base64.b64encode(self.png).decode()}
        )
        return {"text/html": self.still, **raw, "text/plain": self.alt}


def card(width, height, alt, *parts):
    """A Picture of `parts` (SVG texts) on a light ground of its own, as on a printed card."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(alt)}" '
        f'style="max-width:100%;height:auto" font-family="{SANS}" font-size="15" fill="{INK}">'
        + rect(0.5, 0.5, width - 1, height - 1, GROUND, FAINT, round=10)
        + "".join(parts)
        + "</svg>"
    )
    return Picture(alt, svg=svg)


def number(value):
    """A coordinate as short text that is the same on every machine."""
    return f"{round(float(value), 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0: never -0


def rect(x, y, width, height, fill, stroke="none", round=0, weight=1, dashed=False):
    """A rectangle, its upper left corner at (x, y)."""
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'rx="{round}" fill="{fill}" stroke="{stroke}" stroke-width="{weight}"{dash}/>'
    )


def text(x, y, words, size=15, colour=INK, anchor="middle", mono=False, bold=False):
    """`words` with the middle of their line at y."""
    family = f' font-family="{MONO}"' if mono else ""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y + size * 0.35)}" font-size="{size}" fill="{colour}" '
        f'text-anchor="{anchor}"{family}{weight}>{html.escape(str(words))}</text>'
    )


def line(x1, y1, x2, y2, colour=SOFT, weight=1, dashed=False):
    """A straight line from (x1, y1) to (x2, y2)."""
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{colour}" stroke-width="{weight}"{dash}/>'
    )


def arrow(x1, y1, x2, y2, colour=SOFT, weight=2):
    """A straight arrow, level or upright, its head at (x2, y2)."""
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    back = (x2 - 8 * dx, y2 - 8 * dy)
    head = (
        f"M{number(x2)} {number(y2)}L{number(back[0] - 5 * dy)} {number(back[1] - 5 * dx)}"
        f"L{number(back[0] + 5 * dy)} {number(back[1] + 5 * dx)}Z"
    )
    return line(x1, y1, *back, colour, weight) + f'<path d="{head}" fill="{colour}"/>'


def dot(x, y, radius=5, fill=BLUE, stroke=GROUND, square=False):
    """A mark; a square where colour alone would have to tell two kinds apart."""
    if square:
        return rect(x - radius, y - radius, 2 * radius, 2 * radius, fill, stroke, weight=1.2)
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1.2"/>'
    )


def path(points, colour=BLUE, weight=2.5, dashed=False, fill="none"):
    """A line through pixel points [(x, y), ...]."""
    dash = ' stroke-dasharray="6 5"' if dashed else ""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return (
        f'<path d="M{steps}" fill="{fill}" stroke="{colour}" stroke-width="{weight}" '
        f'stroke-linejoin="round"{dash}/>'
    )


class Axes:
    """A rectangle of pixels (left, top, width, height) in which data coordinates have a place."""

    def __init__(self, box, x_range, y_range):
        self.left, self.top, self.width, self.height = box
        (self.x0, self.x1), (self.y0, self.y1) = x_range, y_range

    def at(self, x, y):
        """Data coordinates -> pixels."""
        return (
            self.left + (x - self.x0) / (self.x1 - self.x0) * self.width,
            self.top + (self.y1 - y) / (self.y1 - self.y0) * self.height,
        )

    def frame(self, x_ticks, y_ticks, x_label=""):
        """Grid lines, their numbers and the name of the axis across."""
        bottom, right = self.top + self.height, self.left + self.width
        parts = []
        for tick in y_ticks:
            y = self.at(self.x0, tick)[1]
            parts += [
                line(self.left, y, right, y, FAINT),
                text(self.left - 8, y, f"{tick:g}", 13, SOFT, "end"),
            ]
        for tick in x_ticks:
            x = self.at(tick, self.y0)[0]
            parts += [
                line(x, bottom, x, bottom + 5, SOFT),
                text(x, bottom + 16, f"{tick:g}", 13, SOFT),
            ]
        parts += [
            line(self.left, bottom, right, bottom, SOFT),
            text((self.left + right) / 2, bottom + 36, x_label, 14, INK),
        ]
        return "".join(parts)

    def curve(self, xs, ys, colour=BLUE, weight=2.5, dashed=False):
        return path([self.at(x, y) for x, y in zip(xs, ys, strict=True)], colour, weight, dashed)

    def dot(self, x, y, **look):
        return dot(*self.at(x, y), **look)


def table(x, y, rows, cell=44, height=34, lit=(), ghost=(), tint=BLUE_TINT, edge=BLUE, size=15):
    """A grid of entries from (x, y) on; `lit` and `ghost` are sets of (row, column)."""
    parts = []
    for r, row in enumerate(rows):
        for c, entry in enumerate(row):
            left, top = x + c * cell, y + r * height
            is_lit, is_ghost = (r, c) in lit, (r, c) in ghost
            parts.append(
                rect(
                    left,
                    top,
                    cell,
                    height,
                    tint if is_lit else GROUND if is_ghost else PAPER,
                    FAINT,
                    dashed=is_ghost,
                )
            )
            parts.append(
                text(
                    left + cell / 2,
                    top + height / 2,
                    entry,
                    min(size, int(cell / (0.602 * len(str(entry)) or 1))),  # a long one, smaller
                    SOFT if is_ghost else INK,
                    mono=True,
                    bold=is_lit,
                )
            )
    # the edges of lit cells last, so that no neighbour covers them
    parts += [
        rect(x + c * cell, y + r * height, cell, height, "none", edge, weight=2.2)
        for r, c in sorted(lit)
    ]
    return "".join(parts)
