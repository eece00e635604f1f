"""Lines of code as a table: each as it is written, the shapes that it worked on and what it gave.

In HTML, whose text can be selected and is read row by row, and the same in plain text.
"""

import html
import re
import textwrap
from dataclasses import dataclass

from helpers.pictures.card import BORDER, CODE, LABEL

COLUMNS = ("line", "worked on", "gave", "values")
MOST_LETTERS = 84  # of a line; in plain text it is where sentences wrap
FAILED, LOOK = "✗ fails", "← look here"

# Inline, and for every cell, because Lab's own table style says otherwise; its colours are kept.
_TABLE = (
    "border-collapse:collapse;table-layout:auto;margin:.3em 0;font-size:1em;"
    "color:var(--jp-ui-font-color1,#222);background:var(--jp-layout-color1,#fff)"
)
_CAPTION = f"caption-side:top;text-align:left;padding:0 0 .2em;{LABEL}"
_CELL = "text-align:left;vertical-align:top;font-weight:{};padding:.15em 1.2em .15em .4em"
_ROW = "background:{};border-top:{}"
_TINT, _EDGE = "rgba(224,110,30,.2)", "box-shadow:inset .3em 0 #c2510c"  # on light and dark


@dataclass
class Row:
    """A line of code, or of words about it, indented so many times.

    `kind` is line; step (an operation of it); names (the arrays that it names); loop and call (what
    stands around the rows below); or why (it failed). `operands`, `result` and `values` (what came
    out, where that is little) are of a line or step; `pointed` marks where to look.
    """

    words: str
    indent: int = 0
    operands: str = ""
    result: str = ""
    values: str = ""
    kind: str = "line"
    failed: bool = False
    pointed: bool = False

    @property
    def is_code(self):
        return self.kind in ("line", "step")

    @property
    def shortened(self):
        return short(self.words) if self.is_code else self.words


def short(words):
    """Code of one line, cut where it is long."""
    return words[: MOST_LETTERS - 1] + "…" if len(words) > MOST_LETTERS else words


def text(rows):
    """The rows as plain text."""
    return "\n".join(map(_text, rows))


def _text(row):
    left = "    " * row.indent
    if not row.is_code:
        wrapped = textwrap.wrap(_unbroken(row.words), MOST_LETTERS, break_on_hyphens=False)
        return "\n".join(left + part.replace("\N{NO-BREAK SPACE}", " ") for part in wrapped)
    gave = "fails" if row.failed else row.result
    between = " " if row.failed else " -> "
    said = between.join(filter(None, (row.operands, gave)))
    said = ", ".join(filter(None, (said, row.values)))
    look = f"  {LOOK}" if row.pointed else ""
    return left + row.shortened + (f": {said}" if said else "") + look


def table(rows, caption):
    """The rows as an HTML table; the column of values only where a row has them."""
    columns = COLUMNS if any(row.values for row in rows) else COLUMNS[:-1]
    heads = "".join(_cell("th", name, f"400;{LABEL}", ' scope="col"') for name in columns)
    body = "".join(_row(row, len(columns)) for row in rows)
    return (
        f'<table style="{_TABLE}"><caption style="{_CAPTION}">{html.escape(caption)}</caption>'
        f'<thead><tr style="{_ROW.format("none", "none")}">{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row, width):
    # spaces, which stay where a page drops all styles
    words = "\N{NO-BREAK SPACE}" * 4 * row.indent + row.shortened
    if row.is_code:
        look = f" <strong>{LOOK}</strong>" if row.pointed else ""
        weight = f"{600 if row.kind == 'line' else 400}" + (f";{_EDGE}" if row.pointed else "")
        gave = f"<strong>{FAILED}</strong>" if row.failed else _code(_unbroken(row.result))
        cells = _cell("th", _code(words) + look, weight, ' scope="row"')
        inside = [_code(_unbroken(row.operands)), gave, _code(row.values)][: width - 1]
        cells += "".join(_cell("td", part, 400) for part in inside)
    else:
        words = _code(words) if row.kind == "names" else html.escape(words)
        cells = _cell("td", words, 400, f' colspan="{width}"')
    tint = _TINT if row.failed or row.pointed else "none"
    top = f"1px solid {BORDER}" if row.kind in ("line", "loop") else "none"
    return f'<tr style="{_ROW.format(tint, top)}">{cells}</tr>'


def _unbroken(shapes):
    """Shapes that are not parted at the end of a line."""
    return re.sub(r", (?=\d)", ",\N{NO-BREAK SPACE}", shapes)


def _code(words):
    return f'<code style="{CODE}">{html.escape(words)}</code>' if words else ""


def _cell(tag, inside, weight, more=""):
    return f'<{tag}{more} style="{_CELL.format(weight)}">{inside}</{tag}>'
