"""What must hold of every picture: words for it, valid, legible, inside its card, always alike."""

import base64
import functools
import html
import io
import re

import matplotlib
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from PIL import Image

from helpers import plot
from helpers.pictures import palette, svg
from tests import gallery, pictures
from tests.pictures import DRAWINGS, FIGURES, each_drawing, each_picture, tree, words_of

IMAGE = '<img class="still" alt="([^"]*)"(?: width="[0-9]+")? src="data:(.*);base64,(.*)">'
LOUD = {"font.size": 30, "axes.facecolor": "black", "savefig.dpi": 30, "savefig.bbox": "tight"}
NEVER = r"nan|inf\b|np\.|None|(?<![\w.])-0(?![.\d])|http(?!://www.w3.org/2000/svg)"


@each_picture
def test_a_picture_is_an_image_its_own_form_and_sentences_that_say_what_it_shows(make):
    picture = make()
    assert re.fullmatch(r"[\w(].*\.", picture.alt) and 5 <= len(picture.alt.split()) <= 95
    bad = re.search(rf"{NEVER}|\.\.|  |e-\d", picture.alt)
    assert not bad or make.func in pictures.WITH_NAN
    kind, whole = ("svg+xml", picture.svg.encode()) if picture.svg else ("png", picture.png)
    bundle = picture._repr_mimebundle_()
    alt, named, data = re.fullmatch(IMAGE, bundle.pop("text/html")).groups()
    assert html.unescape(alt) == bundle.pop("text/plain") == picture.alt
    assert named == f"image/{kind}" and base64.b64decode(data, validate=True) == whole
    assert bundle == {f"image/{kind}": picture.svg or data}


@pytest.mark.filterwarnings("error")
@each_picture
def test_a_picture_is_the_same_twice_whatever_a_reader_has_set_in_matplotlib(make):
    expected = make()
    with matplotlib.rc_context(LOUD):
        again = make()
        assert matplotlib.rcParams["font.size"] == 30  # and his settings stay
    assert (again.svg, again.png) == (expected.svg, expected.png)


def test_different_drawings_have_different_words_and_leave_their_arguments_alone():
    given = [value for value in vars(pictures).values() if isinstance(value, np.ndarray)]
    before = [array.copy() for array in given]
    words = [param.values[0]().alt for param in DRAWINGS]
    assert len(set(words)) == len(words)
    assert all(map(np.array_equal, given, before))


@each_drawing
def test_a_drawing_is_valid_svg_on_a_light_ground_of_its_own_in_the_colours_of_the_palette(make):
    picture = make()
    root = tree(picture)
    width, height = root.get("width"), root.get("height")
    assert root.get("role") == "img" and root.get("aria-label") == picture.alt
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert float(width) <= 840  # as wide as a notebook's column
    ground = root.find("rect")
    assert ground.get("fill") == palette.GROUND == "#ffffff"
    sides = float(ground.get("width")) + 1, float(ground.get("height")) + 1
    assert sides == (float(width), float(height))
    assert make.func in pictures.WITH_NAN or not re.search(NEVER, picture.svg)
    used = {each.get(key) for each in root.iter() for key in ("fill", "stroke")} - {None, "none"}
    colours = {value for value in vars(palette).values() if isinstance(value, str)}
    assert used <= colours | set(palette.TINT.values())


@functools.cache
def font(mono, bold):
    family = "DejaVu Sans Mono" if mono else "DejaVu Sans"
    properties = font_manager.FontProperties(family=family, weight="bold" if bold else "normal")
    return FT2Font(font_manager.findfont(properties))


def box(element):
    """Left, top, right, bottom of a text, in pixels, as DejaVu draws it (wider than most)."""
    size, at, base = (float(element.get(key)) for key in ("font-size", "x", "y"))
    face = font("monospace" in element.get("font-family", ""), "font-weight" in element.attrib)
    face.set_size(size, 72)
    face.set_text("".join(element.itertext()), 0)
    width = face.get_width_height()[0] / 64
    left = at - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
    return left, base - 0.75 * size, left + width, base + 0.2 * size


@each_drawing
def test_every_text_is_legible_inside_the_card_and_on_no_other(make):
    root = tree(make())
    width, height = float(root.get("width")), float(root.get("height"))
    shown = [each for each in root.iter("text") if "".join(each.itertext())]
    assert all(float(each.get("font-size")) >= 11 for each in shown)
    assert all(contrast(each.get("fill"), palette.GROUND) >= 4.5 for each in shown)
    boxes = sorted(map(box, shown), key=lambda sides: sides[1])
    for k, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 2 and top >= 2 and right <= width - 2 and bottom <= height - 2
        for other in boxes[k + 1 :]:
            assert other[1] >= bottom or right <= other[0] or other[2] <= left


@each_drawing
def test_every_mark_lies_inside_the_card(make):
    root = tree(make())
    points = []
    for each in root.iter("rect"):
        left, top, wide, high = (float(each.get(key)) for key in ("x", "y", "width", "height"))
        points += [(left, top), (left + wide, top + high)]
        assert wide >= 0 and high >= 0
    for each in root.iter("circle"):
        across, down, radius = (float(each.get(key)) for key in ("cx", "cy", "r"))
        points += [(across - radius, down - radius), (across + radius, down + radius)]
    for each in root.iter("path"):
        points += zip(*[map(float, re.findall(r"-?\d+(?:\.\d+)?", each.get("d")))] * 2, strict=True)
    size = float(root.get("width")), float(root.get("height"))
    assert (np.array(points) >= 0).all() and (np.array(points) <= size).all()


def test_signs_that_svg_reserves_are_shown_as_they_are():
    words = "a < b & \"c\" > 'd'"
    picture = svg.drawing(200, 60, words, svg.text(100, 30, words))
    assert tree(picture).get("aria-label") == words and words_of(picture) == [words]


@pytest.mark.parametrize(
    ("value", "coordinate", "entry"),
    [
        *((-0.0, "0", "0"), (0.04, "0", "0.04"), (-0.004, "0", "0"), (np.int64(7), "7", "7")),
        *((np.float64(1.25), "1.2", "1.25"), (-3.96, "-4", "-3.96"), (99.99, "100", "99.99")),
        *((-1234.5, "-1234.5", "-1234"), (1e7, "10000000", "1e+07"), (-np.inf, "-inf", "-inf")),
    ],
)
def test_a_number_is_short_and_never_minus_zero(value, coordinate, entry):
    assert (svg.number(value), svg.entry(value)) == (coordinate, entry)


@pytest.mark.parametrize("make", FIGURES)
def test_a_figure_is_whole_and_sharp(make):
    picture = make()
    pixels = np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB"))
    assert 500 <= int(re.search(r'width="(\d+)"', picture.html)[1]) <= pixels.shape[1]
    edges = pixels[:2], pixels[-2:], pixels[:, :2], pixels[:, -2:]
    assert all((edge == 255).all() for edge in edges) and (pixels < 200).any()


def test_a_ratio_has_two_figures():
    ratios = {1.04: "1", 1.44: "1.4", 9.96: "10", 10.4: "10", 99.7: "100", 2849: "2,800"}
    assert {ratio: plot.short(ratio) for ratio in ratios} == ratios


def luminance(colour):
    """Relative luminance of #rrggbb, as WCAG 2 defines it."""
    channels = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_entries_and_their_edges_have_the_contrast_that_wcag_asks_for():
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert min(contrast(ink, palette.PAPER) for ink in (palette.INK, palette.SOFT)) >= 4.5
    for edge, tint in palette.TINT.items():
        assert contrast(palette.INK, tint) >= 7 and contrast(edge, tint) >= 3


def test_the_mark_of_the_fastest_says_so_and_the_others_how_much_longer_they_took(monkeypatch):
    drawn = []
    monkeypatch.setattr(plot, "as_picture", lambda figure, alt: drawn.append(figure.axes[0]))
    plot.times({"two": 0.6, "none": 0.02, "one": 0.1})
    (axes,) = drawn
    assert [text.get_text() for text in axes.texts] == [
        "30 times as long",
        "fastest",
        "5 times as long",
    ]
    assert not axes.patches and axes.get_xscale() == "log"  # a bar would need a zero
    assert [(*mark.get_xdata(), *mark.get_ydata()) for mark in axes.lines] == [
        *((0.6, "two"), (0.02, "none"), (0.1, "one"))
    ]
    looks = [(mark.get_marker(), mark.get_color()) for mark in axes.lines]
    assert looks == [("o", palette.BLUE), ("D", palette.GREEN), ("o", palette.BLUE)]
    top, bottom = axes.get_ylim()[::-1]
    assert top < bottom  # in the order given, from above


def test_the_gallery_shows_every_picture_on_both_grounds_with_its_words():
    page = gallery.page()
    for param in DRAWINGS + FIGURES:
        picture = param.values[0]()
        assert page.count(picture.html) >= len(gallery.GROUNDS)
        assert f"<p>{html.escape(picture.alt)}</p>" in page
