"""What must hold of all that moves: a still first, then controls that change the picture."""

import re

import ipywidgets
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers import explore
from helpers.pictures import show
from helpers.pictures.arrays import collected, reshaped, shapes, stacked, touched
from helpers.pictures.broadcasting import broadcast
from helpers.pictures.curves import downhill, line_or_sigmoid, loss_of_one, predictions
from helpers.pictures.limits import where_it_breaks
from helpers.pictures.product import product_entry
from helpers.pictures.svg import Picture
from tests.pictures import DZ, ROW, TWO, A, P, Q, W, X, Y, x, y

VIEW = "application/vnd.jupyter.widget-view+json"
STAGES, THREE = [(0, 0 * A + 0.5), (1, A), (10, A**2)], ((5,), (), (1, 6))
EXPLORERS = [  # explorer, its arguments, its first picture, other values of all its controls
    (explore.shapes, (3, 5), shapes(3, 5), {"n": 4, "m": 2}),
    (explore.line_or_sigmoid, (x, y), line_or_sigmoid(1.0, 0.0, x, y), {"w": 2.5, "b": -1}),
    (explore.loss, (0.8,), loss_of_one(0.8, 1), {"a": 0.3, "y": 0}),
    (explore.downhill, (x, y), downhill(-6.0, 4.0, x, y, 0), {"steps": 30, "w": 5, "b": -2}),
    (explore.broadcasting, ((3, 1), (4,)), broadcast((3, 1), (4,)), {"P-2": 2, "P-1": 4, "Q-1": 3}),
    (explore.reshape, (TWO,), reshaped(TWO, 2), {"length": 4}),
    (explore.where_it_breaks, (), where_it_breaks(0), {"z": -36}),
    (explore.broadcasting, THREE, broadcast(*THREE), {"P-1": 1, "R-2": 3, "R-1": 4}),
]
STEPPERS = [  # stepper, its arguments, its slider's label, its pictures by number, the still
    (explore.iterations, (W, X), "iteration", {k: touched(W, X, k) for k in range(1, 13)}, 1),
    (explore.collect, (X, DZ), "examples", {k: collected(X, DZ, k) for k in range(5)}, 4),
    (explore.stack, (W, X), "stage", {k: stacked(W, X, k) for k in range(6)}, 5),
    (
        *(explore.predictions, (STAGES, Y), "stage"),
        *({k: predictions(A, Y, t) for k, (t, A) in enumerate(STAGES)}, 2),
    ),
    (
        *(explore.product, (P, Q), "entry"),
        *({k: product_entry(P, Q, k // 4, k % 4) for k in range(8)}, 1),
    ),
    (
        *(explore.product, (ROW, ROW.T), "products"),
        *({k: product_entry(ROW, ROW.T, terms=k) for k in range(1, 5)}, 4),
    ),
]


@pytest.fixture
def display(monkeypatch):
    """Displays an explorer: its still's bundle, the bundle of its widget, and that."""
    outputs = []
    monkeypatch.setattr(show, "display", lambda data, raw: outputs.append(data))

    def display(explorer):
        explorer._ipython_display_()
        still, widget = outputs
        return still, widget, widgets_by_id[widget[VIEW]["model_id"]]

    return display


@pytest.mark.parametrize("row", EXPLORERS + STEPPERS)
def test_an_explorer_shows_a_still_then_a_slider_for_the_arrow_keys_and_the_picture(row, display):
    still, widget, root = display(row[0](*row[1]))
    assert set(still) == {"text/html", "image/svg+xml", "text/plain"}
    page = (
        f'<div class="still-only"><style>.*</style><img [^<>]*><p>{re.escape(show.AGAIN)}</p></div>'
    )
    assert re.fullmatch(page, still["text/html"])
    assert set(widget) == {VIEW, "text/plain"}
    first, *_, view, repair = root.children
    assert isinstance(first, ipywidgets.IntSlider | ipywidgets.FloatSlider)
    assert first.description and first.min <= first.value < first.max  # arrow right moves it
    assert isinstance(view, ipywidgets.HTML | ipywidgets.Stack)
    assert root._dom_classes == ("zl-explorer",) and repr(repair) == "Repair()"


@pytest.mark.parametrize("row", EXPLORERS)
def test_every_place_of_every_slider_has_a_picture_and_each_slider_changes_it(row, display):
    make, arguments, picture, turns = row
    explorer = make(*arguments)
    still, _, root = display(explorer)
    *sliders, view, _ = root.children
    assert view.value == picture.svg
    assert list(explorer.controls) == list(turns) and list(explorer.controls.values()) == sliders
    values = {name: slider.value for name, slider in explorer.controls.items()}
    assert still["image/svg+xml"] == explorer.picture(**values | explorer.still).svg
    assert all(
        slider.min <= value <= slider.max
        for slider, value in zip(sliders, values.values(), strict=True)
    )
    for slider, value in zip(sliders, turns.values(), strict=True):
        before = view.value
        for place in (slider.min, slider.max, value):
            slider.value = place
            assert view.value.startswith("<svg ")
        assert view.value != before
    assert view.value == explorer.picture(**turns).svg


@pytest.mark.parametrize("row", STEPPERS)
def test_each_number_of_a_stepper_has_its_picture_and_the_browser_alone_moves_it(row, display):
    make, arguments, label, pictures, at = row
    still, _, root = display(make(*arguments))
    slider, stack, _ = root.children
    assert slider.description == label
    assert slider.value == stack.selected_index == min(pictures)
    assert (slider.min, slider.max) == (min(pictures), max(pictures))
    assert {k: stack.children[k].value for k in pictures} == {k: p.svg for k, p in pictures.items()}
    assert len({picture.svg for picture in pictures.values()}) == len(pictures)
    assert (still["image/svg+xml"], still["text/plain"]) == (pictures[at].svg, pictures[at].alt)
    (link,) = [
        each for each in widgets_by_id.values() if getattr(each, "source", [None])[0] is slider
    ]
    assert (link.source[1], link.target) == ("value", (stack, "selected_index"))
    slider.value = slider.max
    assert stack.selected_index == slider.min  # Python takes no part in it


def test_where_there_is_nothing_to_choose_the_picture_stands_alone():
    assert isinstance(explore.product([[2]], [[3]]), Picture)
    assert isinstance(explore.broadcasting((), ()), Picture)
