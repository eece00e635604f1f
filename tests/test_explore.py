"""What must hold of all that moves: a still first, then controls that change the picture."""

import functools
import inspect
import pathlib
import re

import ipywidgets
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from ipywidgets.widgets.widget import _instances as widgets_by_id
from traitlets.config import Config

from helpers import explore
from helpers.explore import Explorer, Stepper
from helpers.pictures import arrays, curves, show
from helpers.pictures.svg import card, text
from tests.environment import ROOT

VIEW = "application/vnd.jupyter.widget-view+json"
W = np.array([[2.0], [-1.0], [3.0]])
X = np.array([[1.0, 2.0, 0.0, 3.0], [4.0, 1.0, 2.0, 2.0], [1.0, 0.0, 5.0, 1.0]])
DZ, Y = np.array([[0.5, -0.5, 0.25, -1.0]]), np.array([[0.0, 1.0, 1.0, 0.0]])
SNAPSHOTS = [(t, 0.5 + (Y - 0.5) * t / 11) for t in (0, 1, 3, 10)]
x, y = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]), np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0])

EXPLORERS = {  # explorer: its arguments, first picture, controls' other values
    explore.shapes: ([3, 5], arrays.shapes_of(3, 5), {"n": 4, "m": 2}),
    explore.line_or_sigmoid: ([x, y], curves.line_or_sigmoid(1.0, 0.0, x, y), {"w": 2.5, "b": -1}),
    explore.loss: ([0.8], curves.loss_of_one(0.8, 1), {"a": 0.3, "y": 0}),
    explore.downhill: ([x, y], curves.downhill(-6.0, 4.0, x, y, 0), {"steps": 30, "w": 5, "b": -2}),
}
STEPPERS = {  # stepper: its arguments, its first picture's number, its pictures
    explore.ticks: ([W, X], 1, [arrays.touched(W, X, tick) for tick in range(1, 13)]),
    explore.collect: ([X, DZ], 0, [arrays.collected(X, DZ, count) for count in range(5)]),
    explore.stack: ([W, X], 0, [arrays.stacked(W, X, count) for count in range(6)]),
    explore.predictions: ([SNAPSHOTS, Y], 0, [curves.predictions(A, Y, t) for t, A in SNAPSHOTS]),
}


def rows(table):
    return [pytest.param(function, *row, id=function.__name__) for function, row in table.items()]


each_explorer = pytest.mark.parametrize(("make", "arguments", "first", "turns"), rows(EXPLORERS))
each_stepper = pytest.mark.parametrize(("make", "arguments", "number", "pictures"), rows(STEPPERS))
each = pytest.mark.parametrize(
    ("make", "arguments"),
    [pytest.param(make, row[0], id=make.__name__) for make, row in (EXPLORERS | STEPPERS).items()],
)


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, in order."""
    outputs = []

    def display(data, raw):
        assert raw  # the bundle itself, not something to be formatted
        outputs.append(data)

    monkeypatch.setattr(show, "display", display)
    return outputs


def root_of(output):
    return widgets_by_id[output[VIEW]["model_id"]]


def assert_still(output, picture):
    """The output is this picture, in every form."""
    assert output["image/svg+xml"] == picture.svg
    assert output["text/plain"] == picture.alt
    assert output["text/html"] == f'<div class="still-only">{picture.still}</div>'


def test_every_explorer_is_tried_here_or_in_another_test():
    public = {
        name
        for name, function in inspect.getmembers(explore, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == explore.__name__
    }
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py")]
    tried = {name for text in tests for name in re.findall(r"\bexplore\.(\w+)", text)}
    assert public - tried == set()


@each
def test_an_explorer_shows_a_still_and_then_its_controls(make, arguments, shown):
    make(*arguments)._ipython_display_()
    still, widget = shown
    assert set(still) == {"text/html", "image/svg+xml", "text/plain"}
    assert set(widget) == {VIEW, "text/plain"}
    assert widget["text/plain"] == show.WITHOUT_WIDGETS
    page = still["text/html"]
    assert page.startswith('<div class="still-only"><img class="still" alt="')
    assert page.endswith('"></div>') and page.count("<") == 3
    assert still["image/svg+xml"].startswith("<svg ")
    assert len(still["text/plain"].split()) > 5


@each
def test_its_root_has_a_class_and_the_invisible_widget_stands_last(make, arguments, shown):
    make(*arguments)._ipython_display_()
    root = root_of(shown[1])
    assert isinstance(root, ipywidgets.VBox) and root._dom_classes == ("zl-explorer",)
    *controls, view, repair = root.children
    assert isinstance(repair, show.Repair)
    assert isinstance(view, (ipywidgets.HTML, ipywidgets.Stack))
    assert all(control.description for control in controls)


@each
def test_its_first_control_is_a_slider_for_the_arrow_keys(make, arguments, shown):
    make(*arguments)._ipython_display_()
    first = root_of(shown[1]).children[0]
    assert isinstance(first, (ipywidgets.IntSlider, ipywidgets.FloatSlider))
    assert first.min <= first.value < first.max  # so that arrow right moves it


@each
def test_its_text_holds_no_address_and_is_the_same_twice(make, arguments, shown):
    for _ in range(2):
        make(*arguments)._ipython_display_()
    for output in shown:
        assert not re.search(r"0x[0-9a-f]{4,}| at |<", output["text/plain"])
    assert shown[0] == shown[2]
    assert shown[1]["text/plain"] == shown[3]["text/plain"]
    assert repr(show.Repair()) == "Repair()"


# A picture at every change


@each_explorer
def test_it_starts_with_the_picture_of_its_arguments(make, arguments, first, turns, shown):
    make(*arguments)._ipython_display_()
    assert root_of(shown[1]).children[-2].value == first.svg


@each_explorer
def test_its_still_is_one_of_its_pictures(make, arguments, first, turns, shown):
    explorer = make(*arguments)
    explorer._ipython_display_()
    values = {name: control.value for name, control in explorer.controls.items()}
    assert explorer.picture(**values).svg == first.svg  # showing it has turned no control
    assert_still(shown[0], explorer.picture(**values | explorer.still))
    for name, value in explorer.still.items():
        explorer.controls[name].value = value
        assert explorer.controls[name].value == value  # the control can show it too


@each_explorer
def test_turning_any_control_changes_the_picture(make, arguments, first, turns, shown):
    explorer = make(*arguments)
    assert list(explorer.controls) == list(turns) and explorer.controls
    explorer._ipython_display_()
    view = root_of(shown[1]).children[-2]
    for name, value in turns.items():
        before = view.value
        explorer.controls[name].value = value
        assert view.value != before and view.value.startswith("<svg ")
    values = {name: control.value for name, control in explorer.controls.items()}
    assert values == pytest.approx(turns)
    assert view.value == explorer.picture(**values).svg


@each_explorer
def test_every_place_of_every_slider_has_a_picture(make, arguments, first, turns):
    explorer = make(*arguments)
    for name, control in explorer.controls.items():
        start = control.value
        ends = [control.min, control.max] if hasattr(control, "min") else control.options
        for value in ends:
            control.value = value
            assert explorer.picture(**{key: c.value for key, c in explorer.controls.items()}).svg
        explorer.controls[name].value = start


def test_an_explorer_shown_twice_moves_in_both_places(shown):
    explorer = explore.shapes()
    explorer._ipython_display_()
    explorer._ipython_display_()
    explorer.controls["n"].value = 7
    assert root_of(shown[1]).children[-2].value == root_of(shown[3]).children[-2].value
    assert "X has shape (7, 5)" in root_of(shown[1]).children[-2].value


def test_what_an_explorer_is_made_of_can_be_anything_that_draws(shown):
    def picture(k):
        return card(200, 60, f"the number {k}", text(100, 30, k))

    explorer = Explorer(picture, k=explore.slider("number k", 3, 0, 9))
    explorer._ipython_display_()
    assert shown[0]["text/plain"] == "the number 3"
    explorer.controls["k"].value = 4
    assert root_of(shown[1]).children[1].value == picture(4).svg


# Pictures drawn beforehand


def links(slider):
    return [
        widget
        for widget in widgets_by_id.values()
        if isinstance(widget, ipywidgets.widgets.widget_link.Link) and widget.source[0] is slider
    ]


@each_stepper
def test_a_step_of_the_slider_is_the_picture_of_that_number(
    make, arguments, number, pictures, shown
):
    stepper = make(*arguments)
    assert [p.svg for p in stepper.pictures] == [p.svg for p in pictures]
    stepper._ipython_display_()
    slider, stack, _ = root_of(shown[1]).children
    assert (slider.min, slider.max) == (number, number + len(pictures) - 1)
    assert slider.value == stack.selected_index == number
    for k, picture in enumerate(pictures, number):
        assert stack.children[k].value == picture.svg
    assert len(stack.children) == slider.max + 1
    assert_still(shown[0], pictures[stepper.still])


@each_stepper
def test_the_slider_moves_the_stack_in_the_browser_alone(make, arguments, number, pictures, shown):
    make(*arguments)._ipython_display_()
    slider, stack, _ = root_of(shown[1]).children
    (link,) = links(slider)
    assert link.source == (slider, "value") and link.target == (stack, "selected_index")
    before = stack.selected_index
    slider.value = slider.max
    assert stack.selected_index == before  # Python takes no part in it


@each_stepper
def test_each_step_shows_another_picture(make, arguments, number, pictures):
    assert len({picture.svg for picture in pictures}) == len(pictures)
    assert len({picture.alt for picture in pictures}) == len(pictures)


def test_a_stepper_shown_twice_has_a_slider_in_each_place(shown):
    stepper = Stepper([card(200, 60, f"picture {k} of two") for k in range(2)], "step")
    stepper._ipython_display_()
    stepper._ipython_display_()
    one, other = (root_of(output).children[0] for output in (shown[1], shown[3]))
    assert one is not other


@pytest.mark.parametrize(
    ("step", "kind"), [(1, ipywidgets.IntSlider), (0.5, ipywidgets.FloatSlider)]
)
def test_a_slider_is_for_whole_numbers_or_decimals(step, kind):
    slider = explore.slider("weight w", 2, -4, 4, step)
    assert type(slider) is kind
    assert (slider.description, slider.value, slider.min, slider.max, slider.step) == (
        "weight w",
        2,
        -4,
        4,
        step,
    )


# The invisible widget


@functools.cache
def script():
    return pathlib.Path(show.__file__).with_name("repair.js").read_text(encoding="utf-8")


def test_the_invisible_widget_has_its_script_from_the_package():
    assert str(show.Repair()._esm) == script()
    assert "export default" in script() and "render" in script()


def test_the_script_hides_the_still_names_the_controls_and_keeps_their_keys():
    for words in (
        ".still-only",
        'style.display = "none"',
        "aria-label",
        "lmSuppressShortcuts",
        ".zl-status",
        '"role", "status"',
    ):
        assert words in script()


def test_the_script_asks_nothing_of_the_network():
    assert not re.search(r"https?:|\bfetch\b|\bimport\b|XMLHttp|WebSocket", script())


def test_as_the_last_line_of_a_cell_it_gives_two_outputs():
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        with capture_output() as captured:
            shell.run_cell("from helpers import explore\nexplore.shapes()")
    finally:
        InteractiveShell.clear_instance()
    kinds = [set(output.data) for output in captured.outputs]
    assert kinds == [{"text/html", "image/svg+xml", "text/plain"}, {VIEW, "text/plain"}]
