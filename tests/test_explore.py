"""What must hold of all that moves: a still first, then controls that change the picture."""

import re
from functools import partial

import ipywidgets
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id

from helpers import explore, plot
from helpers.logistic import train, zero_loops
from helpers.pictures import show
from helpers.pictures.arrays import collected, reshaped, shapes, stacked, touched
from helpers.pictures.blocks import added
from helpers.pictures.broadcasting import broadcast
from helpers.pictures.curves import downhill, line_or_sigmoid, loss_of_one, predictions
from helpers.pictures.limits import where_it_breaks
from helpers.pictures.product import product_entry
from helpers.pictures.svg import Picture
from tests.pictures import DZ, ROW, TWO, A, P, Q, W, X, Y, x, y

VIEW = "application/vnd.jupyter.widget-view+json"
STAGES = [(0, 0 * A + 0.5), (1, A), (10, A**2)]
TRAINED = {k: predictions(A, Y, steps) for k, (steps, A) in enumerate(STAGES)}
COLUMNS = TWO.reshape(2, 6).T
TABLES = {"kept": COLUMNS, "moved": COLUMNS[::-1], "mixed": TWO.reshape(6, 2)}
BACK = {
    k: plot.images(
        [TWO[k], *(table[:, k].reshape(2, 3) for table in TABLES.values())],
        [
            f"picture {k}\nas it was",
            f"kept[:, {k}]\nthe same",
            f"moved[:, {k}]\nits numbers, moved",
            f"mixed[:, {k}]\nother numbers",
        ],
    )
    for k in (0, 1)
}
ENTRIES = {k: product_entry(P, Q, *divmod(k, 4)) for k in range(8)}
SUMS = {k: product_entry(ROW, ROW.T, terms=k) for k in range(1, 5)}


def three_shapes(p, q, r):
    return broadcast((p,), (), (q, r))


EXPLORERS = [  # explorer, its arguments, what draws its pictures, where its sliders start, and go
    (explore.shapes, (3, 5), shapes, (3, 5), (4, 2)),
    (explore.line_or_sigmoid, (x, y), partial(line_or_sigmoid, x=x, y=y), (1.0, 0.0), (2.5, -1)),
    (explore.loss, (0.8,), loss_of_one, (0.8, 1), (0.3, 0)),
    (explore.downhill, (x, y), partial(downhill, x=x, y=y), (0, -6.0, 4.0), (30, 5, -2)),
    (explore.reshape, (TWO,), partial(reshaped, TWO), (2,), (4,)),
    (explore.where_it_breaks, (), where_it_breaks, (0,), (-36,)),
    (explore.broadcasting, ((5,), (), (1, 6)), three_shapes, (5, 1, 6), (1, 3, 4)),
]
STEPPERS = [  # stepper, its arguments, its slider's label, its pictures by number, the still
    (explore.iterations, (W, X), "iteration", {k: touched(W, X, k) for k in range(1, 13)}, 1),
    (explore.collect, (X, DZ), "examples", {k: collected(X, DZ, k) for k in range(5)}, 4),
    (explore.blocks, (X, DZ, 3), "blocks", {k: added(X, DZ, 3, k) for k in range(3)}, 2),
    (explore.stack, (W, X), "stage", {k: stacked(W, X, k) for k in range(6)}, 5),
    (explore.predictions, (STAGES, Y), "stage", TRAINED, 2),
    (partial(explore.columns, **TABLES), (TWO,), "picture", BACK, 1),
    (explore.product, (P, Q), "entry", ENTRIES, 1),
    (explore.product, (ROW, ROW.T), "products", SUMS, 4),
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
    (kind,) = set(still) - {"text/html", "text/plain"}
    assert kind in ("image/svg+xml", "image/png")
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
    make, given, draw, first, turned = row
    still, _, root = display(make(*given))
    *sliders, view, _ = root.children
    assert tuple(slider.value for slider in sliders) == first
    at = (40, *first[1:]) if make is explore.downhill else first  # a still tells more on its way
    assert (view.value, still["image/svg+xml"]) == (draw(*first).svg, draw(*at).svg)
    for slider, value in zip(sliders, turned, strict=True):
        before = view.value
        for place in (slider.min, slider.max, value):
            slider.value = place
            assert view.value.startswith("<svg ")
        assert view.value != before
    assert view.value == draw(*turned).svg


@pytest.mark.parametrize("row", STEPPERS)
def test_each_number_of_a_stepper_has_its_picture_and_the_browser_alone_moves_it(row, display):
    make, arguments, label, pictures, at = row
    still, _, root = display(make(*arguments))
    slider, stack, _ = root.children
    assert slider.description == label
    assert slider.value == stack.selected_index == min(pictures)
    assert (slider.min, slider.max) == (min(pictures), max(pictures))
    shown = {k: picture.svg or picture.html for k, picture in pictures.items()}
    assert {k: stack.children[k].value for k in pictures} == shown
    assert len(set(shown.values())) == len(pictures)
    assert still.items() >= {**pictures[at].forms, "text/plain": pictures[at].alt}.items()
    (link,) = [
        each for each in widgets_by_id.values() if getattr(each, "source", [None])[0] is slider
    ]
    assert (link.source[1], link.target) == ("value", (stack, "selected_index"))
    slider.value = slider.max
    assert stack.selected_index == slider.min  # Python takes no part in it


def test_where_there_is_nothing_to_choose_the_picture_stands_alone():
    assert isinstance(explore.product([[2]], [[3]]), Picture)
    assert isinstance(explore.broadcasting((), ()), Picture)


def test_a_training_is_drawn_while_it_goes_on_and_comes_to_the_same(monkeypatch):
    shown, drawn = [], []
    monkeypatch.setattr(show, "display", lambda data, raw: shown.append(data))

    def step(*given):
        drawn.append(widgets_by_id[shown[0][VIEW]["model_id"]].value)
        return zero_loops(*given)

    w, b, costs = plot.training(train, X, Y, step, alpha=0.5, iterations=60)
    w_alone, b_alone, costs_alone = train(X, Y, zero_loops, 0.5, 60)
    assert (w == w_alone).all() and (b, costs) == (b_alone, costs_alone)
    assert drawn[:6] == [""] * 6 and len(set(drawn)) == 10  # six steps to a picture
    assert all(f"in {k // 6 * 6} steps" in drawn[k] for k in range(6, 60))
    assert len(shown) == 1 and widgets_by_id[shown[0][VIEW]["model_id"]].value == ""


def test_a_training_that_is_stopped_returns_what_it_has(monkeypatch, capsys):
    monkeypatch.setattr(show, "display", lambda *_, **__: None)
    steps = iter(range(7))

    def step(*given):
        if next(steps) == 5:
            raise KeyboardInterrupt
        return zero_loops(*given)

    assert len(plot.training(train, X, Y, step, iterations=60)[2]) == 5
    assert "Stopped after 5 of 60 steps" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: explore.shapes(10, 5), "features n is 10, its slider goes from 1 to 8"),
        (lambda: explore.line_or_sigmoid(x, y, w=9.0), "weight w is 9.0, its slider goes from"),
        (lambda: explore.where_it_breaks(-900), "z is -900, its slider goes from -800 to 800"),
    ],
)
def test_a_start_that_no_slider_has_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
