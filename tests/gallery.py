"""Writes one page with every picture of the tests, on a light and on a dark ground, and its words.

python -m tests.gallery [FILE]          the default is gallery.html
"""

import html
import pathlib
import sys

from tests.pictures import DRAWN, PLOTTED

GROUNDS = {"#ffffff": "#1f2430", "#111111": "#e6e6e6"}  # of Lab's two themes, with their ink
STYLE = """body{margin:0;font-family:system-ui,sans-serif} h2,p{margin:0 0 .5em;padding:0 1em}
.both{display:grid;grid-template-columns:1fr 1fr} .both>div{padding:1em} img{max-width:100%}"""


def page():
    """The gallery as HTML."""
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>All pictures</title>'
        f"<style>{STYLE}</style>"
    ]
    for draw, several in {**DRAWN, **PLOTTED}.items():
        parts.append(f"<h2>{draw.__module__}.{draw.__name__}</h2>")
        for arguments in several:
            picture = draw(*arguments)
            both = "".join(
                f'<div style="background:{ground};color:{ink}">{picture.html}</div>'
                for ground, ink in GROUNDS.items()
            )
            parts.append(f'<div class="both">{both}</div><p>{html.escape(picture.alt)}</p>')
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    target = pathlib.Path(*sys.argv[1:] or ["gallery.html"])
    target.write_text(page(), encoding="utf-8")
    print(f"{target} shows every picture")
