"""What a check, a hint and the map look like: a card, and how words and shapes stand on it."""

import html
import re

# Lab's own colours, so that a card reads on light and dark; marks bring their own ground.
BORDER = "var(--jp-border-color1,#bbb)"
LABEL = "color:var(--jp-ui-font-color2,#555)"
CODE = (
    "margin:0;padding:0;background:none;color:inherit;font-size:.95em;line-height:1.4;"
    "white-space:pre-wrap;"
    "font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)"
)
_CARD = (
    "max-width:52em;margin:.3em 0;padding:.7em 1em .8em;font-size:1.08em;line-height:1.5;"
    f"border:1px solid {BORDER};border-left:.4em solid {{}};border-radius:.4em;"
    "color:var(--jp-ui-font-color1,#222);background:var(--jp-layout-color1,#fff)"
)
_MARK = (
    "display:inline-block;min-width:1.5em;margin-right:.6em;border-radius:.3em;"
    "text-align:center;font-weight:700;color:#fff;background:{}"
)
_GRID = (
    "display:grid;grid-template-columns:max-content 1fr;gap:.35em 1.1em;"
    "margin:.7em 0 .2em;align-items:start"
)


class Shown:
    """What shows itself: as `html`, in further `forms` by MIME type, and as its plain text."""

    forms = {}

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, **self.forms, "text/plain": repr(self)}


def card(inside, colour, name):
    """A box that a screen reader announces."""
    return f'<div class="{name}" role="status" style="{_CARD.format(colour)}">{inside}</div>'


def mark(sign, colour):
    """A sign on a coloured ground; words beside it say the same."""
    return f'<span aria-hidden="true" style="{_MARK.format(colour)}">{sign}</span>'


def coded(sentence):
    """Escaped, with what stands between backticks as code."""
    return re.sub("`([^`]*)`", rf'<code style="{CODE}">\1</code>', html.escape(sentence))


def grid(*rows):
    """Rows of (label, value), both HTML, in two columns; "" where there are none."""
    cells = [f'<div style="{LABEL}">{label}</div><div>{value}</div>' for label, value in rows]
    return f'<div style="{_GRID}">{"".join(cells)}</div>' if cells else ""
