"""Show a still first and its widget second; where the widget lives, it hides the still."""

import pathlib

import anywidget
import ipywidgets
from IPython.display import display

# Below the still: a fresh clone, a page reopened and a kernel restarted all show it.
AGAIN = (
    "Run this cell again for its controls; after a restart of the kernel, choose Run, Run All "
    "Cells. None there? The first lesson says what to do."
)
# A page that was reopened says "model not found" in the widget's place; the still is there instead.
STYLE = ".jp-OutputArea:has(.still-only) .jp-OutputArea-output.jupyter-widgets{display:none}"


class Repair(anywidget.AnyWidget):
    """Invisible, beside the controls: names them, keeps their keys, hides the still."""

    _esm = pathlib.Path(__file__).with_name("repair.js")

    def __repr__(self):
        return "Repair()"  # the default holds an address, which no two runs share


def show(still_html, words, controls, css_class, raw=None):
    """Display `still_html` (with `words` as its text), then the widgets `controls` that replace it.

    `raw` holds further forms of the still, such as {"image/svg+xml": ...}.
    """
    still = f'<div class="still-only"><style>{STYLE}</style>{still_html}<p>{AGAIN}</p></div>'
    display({"text/html": still, **(raw or {}), "text/plain": words}, raw=True)
    alone(ipywidgets.VBox([*controls, Repair()]).add_class(css_class))


def alone(widget):
    """Display a widget, and nothing where none can live."""
    bundle = widget._repr_mimebundle_()
    forms = {kind: form for kind, form in bundle.items() if kind.endswith("+json")}
    display({**forms, "text/plain": ""}, raw=True)
