"""What must hold of every drawing: valid SVG, nothing outside, nothing on another, the truth."""

import functools
import itertools
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from helpers.pictures import arrays, curves, svg
from tests.pictures import DZ, SVG, W, X, each_drawing, made, words_of, x, y

# SVG


@each_drawing
def test_a_drawing_is_valid_svg_with_its_words_and_a_ground_of_its_own(make):
    picture = made(make)
    root = ET.fromstring(picture.svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img" and root.get("aria-label") == picture.alt
    width, height = float(root.get("width")), float(root.get("height"))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    ground = root.find(f"{SVG}rect")
    assert ground.get("fill") == svg.GROUND == "#ffffff"
    assert float(ground.get("width")) >= width - 1 and float(ground.get("height")) >= height - 1
    assert width <= 840  # as wide as a notebook's column
    assert not re.search(r"nan|inf\b|np\.|None", picture.svg)
    assert "http" not in picture.svg.replace("http://www.w3.org/2000/svg", "")


@functools.cache
def font(mono, bold):
    family = "DejaVu Sans Mono" if mono else "DejaVu Sans"
    properties = font_manager.FontProperties(family=family, weight="bold" if bold else "normal")
    return FT2Font(font_manager.findfont(properties))


def box(element):
    """Left, top, right, bottom of a text, in pixels, as DejaVu draws it (wider than most)."""
    size = float(element.get("font-size"))
    face = font("monospace" in element.get("font-family", ""), "font-weight" in element.attrib)
    face.set_size(size, 72)
    face.set_text(element.text or "", 0)
    width = face.get_width_height()[0] / 64
    at, base = float(element.get("x")), float(element.get("y"))
    left = at - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
    return left, base - 0.75 * size, left + width, base + 0.2 * size


@each_drawing
def test_every_text_lies_inside_the_card(make):
    root = ET.fromstring(made(make).svg)
    width, height = float(root.get("width")), float(root.get("height"))
    for element in root.iter(f"{SVG}text"):
        left, top, right, bottom = box(element)
        assert left >= 2 and right <= width - 2, element.text
        assert top >= 2 and bottom <= height - 2, element.text


@each_drawing
def test_no_text_lies_on_another(make):
    root = ET.fromstring(made(make).svg)
    texts = [(element.text, box(element)) for element in root.iter(f"{SVG}text") if element.text]
    for (one, a), (other, b) in itertools.combinations(texts, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)


@each_drawing
def test_every_mark_lies_inside_the_card(make):
    root = ET.fromstring(made(make).svg)
    width, height = float(root.get("width")), float(root.get("height"))
    for shape in root.iter(f"{SVG}rect"):
        left, top, wide, high = (float(shape.get(key)) for key in ("x", "y", "width", "height"))
        assert wide >= 0 and high >= 0
        assert left >= 0 and top >= 0 and left + wide <= width and top + high <= height
    for shape in root.iter(f"{SVG}circle"):
        at, radius = (float(shape.get("cx")), float(shape.get("cy"))), float(shape.get("r"))
        assert radius <= at[0] <= width - radius and radius <= at[1] <= height - radius
    for shape in root.iter(f"{SVG}path"):
        points = np.array(re.findall(r"-?\d+(?:\.\d+)?", shape.get("d")), float).reshape(-1, 2)
        assert (points >= 0).all() and (points <= (width, height)).all()


def test_signs_that_svg_reserves_are_shown_as_they_are():
    words = "a < b & \"c\" > 'd'"
    picture = svg.card(200, 60, words, svg.text(100, 30, words))
    root = ET.fromstring(picture.svg)
    assert root.get("aria-label") == words and words_of(root) == [words]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.04, "0"),
        (-0.04, "0"),
        (1, "1"),
        (1.25, "1.2"),
        (-3.96, "-4"),
        (100, "100"),
        (np.float64(2.5), "2.5"),
        (np.int64(7), "7"),
    ],
)
def test_a_coordinate_is_short_and_never_minus_zero(value, words):
    assert svg.number(value) == words


# What draw shows


def lit(picture, edge):
    """How many entries have an edge of this colour."""
    rects = ET.fromstring(picture.svg).iter(f"{SVG}rect")
    return len([rect for rect in rects if rect.get("stroke") == edge])


def test_a_tick_of_two_loops_touches_one_number_of_one_loop_a_column_of_none_all():
    assert [arrays.ticks(W, X, version) for version in arrays.VERSIONS] == [12, 4, 1]
    blue = [lit(arrays.touched(W, X, tick), svg.BLUE) for tick in (1, 2, 4, 5, 12)]
    assert blue == [1 + 3 + 12, 1 + 3, 1 + 3, 1, 1]


def test_the_entries_of_Z_fill_up_to_w_times_X():
    last = ET.fromstring(arrays.touched(W, X, 12).svg)
    assert words_of(last).count("13") == 3  # Z[0, 2], in all three versions
    first = ET.fromstring(arrays.touched(W, X, 1).svg)
    assert words_of(first).count("13") == 1  # without loops it is there at once


def test_at_the_end_dw_is_X_times_dZ_transposed():
    shown = words_of(ET.fromstring(arrays.collected(X, DZ, 4).svg))
    for entry in (X @ DZ.T)[:, 0]:
        assert f"{entry:g}" in shown
    assert lit(arrays.collected(X, DZ, 0), svg.BLUE) == 0
    assert lit(arrays.collected(X, DZ, 1), svg.BLUE) == 3


def test_labels_are_told_apart_by_form_and_not_by_colour_alone():
    root = ET.fromstring(curves.line_or_sigmoid(1.0, 0.0, x, y).svg)
    assert len(list(root.iter(f"{SVG}circle"))) == 3  # y = 1
    assert len(list(root.iter(f"{SVG}rect"))) == 1 + 3  # the ground, y = 0


@pytest.mark.parametrize(("a", "y"), [(0.3, 1), (0.3, 0), (0.8, 1), (0.8, 0)])
def test_the_marked_loss_lies_on_the_curve(a, y):
    root = ET.fromstring(curves.loss_of_one(a, y).svg)
    mark, curve = root.find(f"{SVG}circle"), root.find(f"{SVG}path").get("d")
    points = np.array(re.findall(r"[\d.]+", curve), float).reshape(-1, 2)
    expected = np.interp(float(mark.get("cx")), *points.T)
    assert float(mark.get("cy")) == pytest.approx(expected, abs=0.5)


def test_a_loss_above_the_top_of_the_picture_is_marked_at_the_top():
    low, high = (
        ET.fromstring(curves.loss_of_one(a, 1).svg).find(f"{SVG}circle").get("cy")
        for a in (0.0001, 0.0067)
    )
    assert float(low) == pytest.approx(float(high), abs=1)
