"""What check() says: one line as text; a card with the failing case as HTML."""

import html
from dataclasses import dataclass, replace

from helpers.checking.values import shape_words
from helpers.pictures.card import (
    CODE,
    FAINT,
    GREEN,
    GREY,
    LABEL,
    ORANGE,
    RED,
    Shown,
    card,
    coded,
    grid,
    mark,
)

SIGNS = {"passed": ("✓", GREEN), "unwritten": ("…", GREY)}
FAILED = ("✗", RED)
AXIS = (
    "display:inline-block;min-width:2.4em;margin-right:.25em;padding:0 .3em;"
    "text-align:center;border-radius:.25em;border:{}"
)
EQUAL, OTHER, NO_EDGE = (
    f"1px solid {FAINT}",
    f"2px solid {ORANGE};font-weight:700",
    "2px solid transparent",
)


@dataclass(frozen=True)
class Verdict(Shown):
    """What a check found. `kind` is passed, unwritten, raises, type, shape, mutates or value."""

    name: str
    kind: str
    line: str  # the finding
    sentences: tuple = ()  # why, and what to look at; or advice
    mistake: str | None = None  # the name of the recognised mistake
    case: str = ""  # which case fails, if others do not
    rows: tuple = ()  # that case: (label, value as text) each
    shapes: tuple = ()  # (returned, expected) where these differ

    @property
    def passed(self):
        return self.kind == "passed"

    def with_sentence(self, sentence):
        return replace(self, sentences=(*self.sentences, sentence))

    def __str__(self):
        words = " ".join((f"{self.name}: {self.line}", self.case, *self.sentences))
        return " ".join(words.replace("`", "").split())

    __repr__ = __str__

    @property
    def html(self):
        sign, colour = SIGNS.get(self.kind, FAILED)
        line = f"<div>{mark(sign, colour)}<b><code>{self.name}</code></b>: {coded(self.line)}</div>"
        case = f'<div style="{LABEL};margin-top:.5em">{coded(self.case)}</div>' if self.case else ""
        rows = grid(
            *(
                (coded(label), f'<pre style="{CODE}">{html.escape(text)}</pre>')
                for label, text in self.rows
            )
        )
        shapes = _shapes(*self.shapes) if self.shapes else ""
        why = "".join(
            f'<div style="margin-top:.45em">{coded(sentence)}</div>' for sentence in self.sentences
        )
        return card(line + shapes + case + rows + why, colour, "zl-verdict")


def _shapes(returned, expected):
    """Two shapes, one above the other, lined up at the right, the axes that differ marked."""
    length = max(len(returned), len(expected))
    above, below = ([""] * (length - len(shape)) + list(shape) for shape in (returned, expected))
    differ = [one != other for one, other in zip(above, below, strict=True)]
    signs = "".join(_axis("≠" if other else "=", NO_EDGE) for other in differ)
    return grid(
        ("you return", _axes(above, differ, returned)),
        ("needed", _axes(below, differ, expected)),
        ("", f'<span aria-hidden="true">{signs}</span>'),
    )


def _axes(lengths, differ, shape):
    boxes = "".join(
        _axis("none" if length == "" else length, OTHER if other else EQUAL)
        for length, other in zip(lengths, differ, strict=True)
    )
    return f'{boxes}<code style="{CODE};margin-left:.6em">{shape_words(shape)}</code>'


def _axis(words, edge):
    return f'<span style="{AXIS.format(edge)}">{words}</span>'
