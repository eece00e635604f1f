"""What must hold of every picture: words for it, the same twice, alone, shown, legible."""

import base64
import html.parser
import inspect
import io
import re
import warnings
import xml.etree.ElementTree as ET

import matplotlib
import numpy as np
import pytest
from PIL import Image

from helpers import plot
from helpers.pictures import arrays, curves, svg
from helpers.pictures.svg import Picture
from tests.pictures import (
    DRAWINGS,
    DRAWN,
    DZ,
    FIGURES,
    PLOTTED,
    SVG,
    A,
    W,
    X,
    Y,
    bytes_of,
    each_drawing,
    each_figure,
    each_picture,
    made,
    x,
    y,
)

NOT_PICTURES = {arrays.ticks, plot.short}


@pytest.fixture(autouse=True)
def warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_every_function_that_makes_a_picture_is_tried_here():
    public = {
        function
        for module in (arrays, curves, plot)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }
    assert public - NOT_PICTURES == set(DRAWN) | set(PLOTTED)


# Words


@each_picture
def test_a_picture_says_what_it_shows_in_a_sentence(make):
    picture = made(make)
    assert isinstance(picture, Picture)
    assert 5 <= len(picture.alt.split()) <= 80
    assert not re.search(r"None|-0\b(?!\.)|np\.|e-\d", picture.alt)
    assert make.func is plot.cost_curve or "nan" not in picture.alt


SAME_WORDS = [plot.times]  # a guess is not in its words


def test_different_pictures_have_different_words():
    words = [
        made(param.values[0]).alt
        for param in DRAWINGS + FIGURES
        if param.values[0].func not in SAME_WORDS
    ]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("picture", "facts"),
    [
        (
            arrays.shapes_of(3, 5),
            ["3 by 5", "3 features", "5 examples", "column of 3", "rows of 5"],
        ),
        (arrays.shapes_of(1, 1), ["1 feature down", "1 example across"]),
        (
            arrays.touched(W, X, 5),
            [
                "two loops, tick 5 of 12: z[1] += w[1] * X[1, 1] touches 1 entry of X",
                "one loop: finished after 4 ticks",
                "no loop: finished after 1 tick",
            ],
        ),
        (
            arrays.touched(W, X, 1),
            [
                "one loop, tick 1 of 4: z[0] = w.T @ x_0 touches 3 entries",
                "no loop, tick 1 of 1: Z = w.T @ X touches 12 entries",
            ],
        ),
        (
            arrays.collected(X, DZ, 2),
            [
                "After 2 of 4 examples dw is (-0.5, 1.5, 0.5)",
                "it was (0.5, 2, 0.5)",
                "column 1 of X times -0.5",
            ],
        ),
        (arrays.stacked(W, X, 2), ["z_1 = w.T @ x_1", "gives entry 1 of Z, 3"]),
        (arrays.stacked(W, X, 5), ["Z is 1, 3, 13, 7"]),
        (curves.line_or_sigmoid(1.0, 0.0, x, y), ["for 5 of 6 examples", "4 of 6 examples lie on"]),
        (curves.loss_of_one(0.8, 1), ["label 1 and prediction 0.8 the loss is 0.22"]),
        (curves.loss_of_one(0.8, 0), ["label 0 and prediction 0.8 the loss is 1.61"]),
        (curves.downhill(0.0, 0.0, x, y, 0), ["From w = 0, b = 0, 0 steps", "0.693", "0.250"]),
        (
            curves.predictions(A, Y, 10),
            ["After 10 steps 3 of 4 examples", "0.72 where y = 1", "0.15 where y = 0"],
        ),
        (plot.cost_curve([0.7, 0.5, 0.4]), ["falls from 0.700 to 0.400 in 3 steps"]),
        (plot.cost_curve([0.4, 0.9]), ["goes from 0.400 to 0.900 in 2 steps"]),
        (plot.cost_curve([0.7]), ["goes from 0.700 to 0.700 in 1 step."]),
        (plot.times({"a": 2.8, "b": 0.001}), ["a 2,800, b 1"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_words_are_true(picture, facts):
    assert [fact for fact in facts if fact not in picture.alt] == []


def test_the_ends_of_the_walk_downhill_are_those_of_gradient_descent():
    w, b = -6.0, 4.0
    for _ in range(10):
        a = 1 / (1 + np.exp(-(w * x + b)))
        w, b = w - np.mean((a - y) * x), b - np.mean(a - y)
    alt = curves.downhill(-6.0, 4.0, x, y, 10).alt
    assert f"lead to w = {w:.1f}, b = {b:.1f} on the cost" in alt.replace("w = 0,", "w = 0.0,")


# The same twice, and alone

LOUD = {
    "font.size": 30,
    "font.family": "serif",
    "axes.facecolor": "black",
    "text.color": "red",
    "savefig.facecolor": "red",
    "savefig.dpi": 30,
    "figure.dpi": 30,
    "axes.labelsize": 40,
    "lines.linewidth": 9,
    "savefig.bbox": "tight",
    "xtick.bottom": False,
}


@each_picture
def test_a_picture_is_the_same_twice_whatever_a_reader_has_set_in_matplotlib(make):
    expected = bytes_of(made(make))
    with matplotlib.rc_context(LOUD):
        assert bytes_of(make()) == expected
        assert matplotlib.rcParams["font.size"] == 30  # and his settings stay


def test_no_picture_is_left_open_in_pyplot():
    from matplotlib import pyplot

    for param in FIGURES:
        made(param.values[0])
    assert pyplot.get_fignums() == []


def test_arguments_stay_as_they_are():
    given = [array.copy() for array in (W, X, Y, A, DZ, x, y)]
    for param in DRAWINGS:
        param.values[0]()
    assert all(map(np.array_equal, given, (W, X, Y, A, DZ, x, y)))


# Shown


class Tags(html.parser.HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


@each_picture
def test_a_picture_shows_as_an_image_with_its_words_its_own_form_and_plain_text(make):
    picture = made(make)
    bundle = picture._repr_mimebundle_()
    kind = "image/svg+xml" if picture.svg else "image/png"
    assert set(bundle) == {"text/html", kind, "text/plain"}
    assert bundle["text/plain"] == picture.alt
    ((tag, attributes),) = Tags(bundle["text/html"]).tags
    assert tag == "img" and attributes["class"] == "still" and attributes["alt"] == picture.alt
    head, data = attributes["src"].split(",")
    assert head == f"data:{kind};base64"
    assert base64.b64decode(data, validate=True) == bytes_of(picture)
    raw = bundle[kind]
    assert (raw.encode() if picture.svg else base64.b64decode(raw)) == bytes_of(picture)


@each_figure
def test_a_figure_is_whole(make):
    picture = made(make)
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    width, height = image.size
    assert 500 <= picture.width <= width  # sharp on a fine screen
    for edge in (
        (0, 0, width, 2),
        (0, height - 2, width, height),
        (0, 0, 2, height),
        (width - 2, 0, width, height),
    ):
        assert image.crop(edge).getcolors() == [(edges_pixels(edge), (255, 255, 255))]


def edges_pixels(edge):
    left, top, right, bottom = edge
    return (right - left) * (bottom - top)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1, "1"),
        (1.04, "1"),
        (1.44, "1.4"),
        (9.96, "10"),
        (10.4, "10"),
        (37.2, "37"),
        (99.7, "100"),
        (284, "280"),
        (2849, "2,800"),
        (1e6, "1,000,000"),
    ],
)
def test_a_ratio_has_two_figures(ratio, words):
    assert plot.short(ratio) == words


def test_a_curve_needs_a_cost():
    with pytest.raises(ValueError, match="costs is empty, a curve needs at least one cost"):
        plot.cost_curve([])


# Colours


def luminance(colour):
    """Relative luminance of #rrggbb, as WCAG 2 defines it."""
    channels = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        *((colour, "GROUND") for colour in ("INK", "SOFT", "BLUE", "ORANGE", "GREEN", "PURPLE")),
        ("INK", "PAPER"),
        ("SOFT", "PAPER"),
    ],
)
def test_text_has_the_contrast_that_wcag_asks_for(colour, ground):
    assert contrast(getattr(svg, colour), getattr(svg, ground)) >= 4.5


@pytest.mark.parametrize("tint", ["BLUE_TINT", "ORANGE_TINT", "GREEN_TINT", "PURPLE_TINT"])
def test_entries_are_legible_where_they_are_lit(tint):
    assert contrast(svg.INK, getattr(svg, tint)) >= 7


@pytest.mark.parametrize(
    ("edge", "tint"), [("BLUE", "BLUE_TINT"), ("ORANGE", "ORANGE_TINT"), ("GREEN", "GREEN_TINT")]
)
def test_the_edge_of_a_lit_entry_is_seen(edge, tint):
    assert contrast(getattr(svg, edge), getattr(svg, tint)) >= 3


@each_drawing
def test_every_text_is_in_a_colour_with_that_contrast_and_large_enough(make):
    for element in ET.fromstring(made(make).svg).iter(f"{SVG}text"):
        assert contrast(element.get("fill"), svg.GROUND) >= 4.5
        assert float(element.get("font-size")) >= 12
