"""What check() says: one line as text; a card with the failing case as HTML."""

import html
from dataclasses import dataclass

from helpers.checking.values import shape_words
from helpers.pictures.card import BORDER, CODE, LABEL, Shown, card, coded, grid, mark
from helpers.pictures.lines import table, text
from helpers.pictures.palette import GREEN, ORANGE, RED, SOFT

SIGNS = {"passed": ("✓", GREEN), "unwritten": ("…", SOFT)}
FAILED = ("✗", RED)
AXIS = (
    "display:inline-block;min-width:2.4em;margin-right:.25em;padding:0 .3em;"
    "text-align:center;border-radius:.25em;border:{}"
)
EQUAL, NO_EDGE = f"1px solid {BORDER}", "2px solid transparent"
OTHER = f"2px solid {ORANGE};font-weight:700"


@dataclass(frozen=True)
class Verdict(Shown):
    """What a check found. `kind` is passed, unwritten, or that of a Finding."""

    name: str
    kind: str
    line: str  # the finding
    sentences: tuple = ()  # why, and what to look at; or advice
    mistake: str | None = None  # the name of the recognised mistake
    case: str = ""  # which case fails, if others do not
    rows: tuple = ()  # that case: (label, value as text) each
    shapes: tuple = ()  # (returned, expected) where these differ
    lines: tuple = ()  # the function's own lines on that case, as rows of pictures/lines.py
    source: str = ""  # what was checked

    @property
    def passed(self):
        return self.kind == "passed"

    def __str__(self):
        words = " ".join((f"{self.name}: {self.line}", self.case, *self.sentences))
        words = " ".join(words.replace("`", "").split())
        return f"{words}\n{text(self.lines)}" if self.lines else words

    __repr__ = __str__

    @property
    def html(self):
        sign, colour = SIGNS.get(self.kind, FAILED)
        line = f"<div>{mark(sign, colour)}<b><code>{self.name}</code></b>: {coded(self.line)}</div>"
        case = f'<div style="{LABEL};margin-top:.5em">{coded(self.case)}</div>' if self.case else ""
        values = ((coded(k), f'<pre style="{CODE}">{html.escape(v)}</pre>') for k, v in self.rows)
        shapes = _shapes(*self.shapes) if self.shapes else ""
        why = "".join(
            f'<div style="margin-top:.45em">{coded(sentence)}</div>' for sentence in self.sentences
        )
        lines = table(self.lines, "Your lines, run on this case") if self.lines else self._checked
        return card(line + shapes + case + grid(*values) + why + lines, colour, "zl-verdict")

    @property
    def _checked(self):
        """The lines that were checked, folded: an edited cell that did not run can be seen."""
        if not self.source or self.kind == "unwritten":
            return ""
        source = f'<pre style="{CODE};margin-top:.3em">{html.escape(self.source.rstrip())}</pre>'
        summary = f'<summary style="{LABEL};cursor:pointer">The lines that were checked</summary>'
        return f'<details style="margin-top:.5em">{summary}{source}</details>'


def _shapes(*both):
    """Two shapes, one above the other, lined up at the right, the axes that differ marked."""
    width = max(map(len, both))
    lengths = [("none",) * (width - len(shape)) + shape for shape in both]
    edges = [EQUAL if one == other else OTHER for one, other in zip(*lengths, strict=True)]
    rows = [
        "".join(map(_axis, each, edges)) * bool(shape)
        + f'<code style="{CODE}">{shape_words(shape)}</code>'
        for each, shape in zip(lengths, both, strict=True)
    ]
    signs = "".join(_axis("=" if edge is EQUAL else "≠", NO_EDGE) for edge in edges)
    signs = f'<span aria-hidden="true">{signs}</span>'
    return grid(*zip(("you return", "needed", ""), (*rows, signs), strict=True))


def _axis(words, edge):
    return f'<span style="{AXIS.format(edge)}">{words}</span>'
