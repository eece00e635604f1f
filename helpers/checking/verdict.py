"""What check() says: one line as text; a card with the failing case as HTML."""
import html
from dataclasses import dataclass, replace

from helpers.checking.words import shape_words

GREEN, RED, GREY, BLUE, ORANGE = "#17693f", "#a3281c", "#4a5568", "#0b62a4", "#c2510c"
SIGNS = {"passed": ("✓", GREEN), "unwritten": ("…", GREY)}
FAILED = ("✗", RED)

# Lab's own colours, so that a card reads on light and dark; marks bring their own ground.
FAINT = "var(--jp-border-color1,#bbb)"
CARD = ("max-width:52em;margin:.3em 0;padding:.7em 1em .8em;font-size:1.08em;line-height:1.5;"
        f"border:1px solid {FAINT};border-left:.4em solid {{}};border-radius:.4em;"
        "color:var(--jp-ui-font-color1,#222);background:var(--jp-layout-color1,#fff)")
MARK = ("display:inline-block;min-width:1.5em;margin-right:.6em;border-radius:.3em;"
        "text-align:center;font-weight:700;color:#fff;background:{}")
GRID = ("display:grid;grid-template-columns:max-content 1fr;gap:.35em 1.1em;"
        "margin:.7em 0 .2em;align-items:start")
LABEL = "color:var(--jp-ui-font-color2,#555)"
CODE = ("margin:0;padding:0;background:none;color:inherit;font-size:.95em;line-height:1.4;"
        "white-space:pre-wrap;"
        "font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)")
AXIS = ("display:inline-block;min-width:2.4em;margin-right:.25em;padding:0 .3em;"
        "text-align:center;border-radius:.25em;border:{}")
EQUAL, OTHER, NO_EDGE = (f"1px solid {FAINT}", f"2px solid {ORANGE};font-weight:700",
                         "2px solid transparent")


@dataclass(frozen=True)
class Row:
    """One line of the failing case: what it is called, and its value as text."""
    label: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """What a check found. `kind` is passed, unwritten, raises, type, shape, mutates or value."""
    name: str
    kind: str
    line: str                       # the finding
    sentences: tuple = ()           # why, and what to look at; or advice
    mistake: str | None = None      # the name of the recognised mistake
    case: str = ""                  # which case fails, if others do not
    rows: tuple = ()                # that case
    shapes: tuple = ()              # (returned, expected) where these differ

    @property
    def passed(self):
        return self.kind == "passed"

    def with_sentence(self, sentence):
        return replace(self, sentences=(*self.sentences, sentence))

    def __str__(self):
        words = " ".join((f"{self.name}: {self.line}", self.case, *self.sentences))
        return " ".join(words.replace("`", "").split())

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": str(self)}

    @property
    def html(self):
        sign, colour = SIGNS.get(self.kind, FAILED)
        line = f"<div>{mark(sign, colour)}<b><code>{self.name}</code></b>: {coded(self.line)}</div>"
        case = f'<div style="{LABEL};margin-top:.5em">{coded(self.case)}</div>' if self.case else ""
        rows = _grid(*((coded(row.label), f'<pre style="{CODE}">{html.escape(row.text)}</pre>')
                       for row in self.rows))
        shapes = _shapes(*self.shapes) if self.shapes else ""
        why = "".join(f'<div style="margin-top:.45em">{coded(sentence)}</div>'
                      for sentence in self.sentences)
        return card(line + shapes + case + rows + why, colour, "zl-verdict")


def card(inside, colour, name):
    """A calm box that a screen reader announces."""
    return f'<div class="{name}" role="status" style="{CARD.format(colour)}">{inside}</div>'


def mark(sign, colour):
    """A sign on a coloured ground; words beside it say the same."""
    return f'<span aria-hidden="true" style="{MARK.format(colour)}">{sign}</span>'


def coded(sentence):
    """Escaped, with what stands between backticks as code."""
    pieces = html.escape(sentence).split("`")
    inside = range(1, len(pieces) - 1, 2)
    return "".join(f'<code style="{CODE}">{piece}</code>' if place in inside else piece
                   for place, piece in enumerate(pieces))


def _grid(*rows):
    if not rows:
        return ""
    cells = "".join(f'<div style="{LABEL}">{label}</div><div>{value}</div>'
                    for label, value in rows)
    return f'<div style="{GRID}">{cells}</div>'


def _shapes(returned, expected):
    """Two shapes, one above the other, lined up at the right, the axes that differ marked."""
    length = max(len(returned), len(expected))
    above, below = ([""] * (length - len(shape)) + list(shape) for shape in (returned, expected))
    differ = [one != other for one, other in zip(above, below, strict=True)]
    signs = "".join(_axis("≠" if other else "=", NO_EDGE) for other in differ)
    return _grid(("you return", _axes(above, differ, returned)),
                 ("needed", _axes(below, differ, expected)),
                 ("", f'<span aria-hidden="true">{signs}</span>'))


def _axes(lengths, differ, shape):
    boxes = "".join(_axis("none" if length == "" else length, OTHER if other else EQUAL)
                    for length, other in zip(lengths, differ, strict=True))
    return f'{boxes}<code style="{CODE};margin-left:.6em">{shape_words(shape)}</code>'


def _axis(words, edge):
    return f'<span style="{AXIS.format(edge)}">{words}</span>'
