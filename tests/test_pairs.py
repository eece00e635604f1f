"""What must hold where arrays meet: products, broadcasting, their pictures, words and explorers."""

import functools
import itertools
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from helpers import explore
from helpers.explore import Explorer, Stepper
from helpers.pictures import broadcasting as aligned
from helpers.pictures import product as pairs
from helpers.pictures import show as still_then_live
from helpers.pictures import svg
from helpers.shapes import suggestions

SVG = "{http://www.w3.org/2000/svg}"
VIEW = "application/vnd.jupyter.widget-view+json"
A = np.array([[1.0, 2.0, 3.0], [4.0, -5.0, 6.0]])
B = np.array([[1.0, 0.0, 2.0, 1.0], [3.0, 1.0, -1.0, 2.0], [2.0, 2.0, 0.0, 5.0]])
SQUARE, LARGE = np.array([[1.0, 2.0], [3.0, 4.0]]), np.arange(36.0).reshape(6, 6) - 18
ROW, HEAVY = np.array([[1.0, 0.0, 1.0, 1.0]]), np.full((6, 6), -12.34)
SHORT = [shape for axes in range(4) for shape in itertools.product((1, 2, 3), repeat=axes)]

PRODUCTS = [
    (A, B, 1, 2),
    (SQUARE, SQUARE, 1, 0),
    (ROW, ROW.T, 0, 0, 2),
    (ROW, ROW.T),
    (ROW.T, ROW),
    (ROW, ROW, 0, 2),
    (A, A, 1, 2),
    (A, B[:2]),
    (B, A),
    (LARGE, LARGE, 5, 5),
    (HEAVY, HEAVY),
    (ROW, B[:, :1], 0, 0, 4),
    (B[:1, :3], LARGE[:5, :1], 0, 0, 5),
    (A[:1, :1], A[:1, :1]),
    (A[:, :1], B[:1], 1, 3),
    (A / 7, B.T / 7),
]
SHAPES = [
    ((3, 1), (1, 4)),
    ((3, 4), (3,)),
    ((3, 4), ()),
    ((2, 3), (2, 3)),
    ((2, 1, 3), (4, 1)),
    ((2, 1, 1), (3, 1), (4,)),
    ((2, 3, 4), (2, 3)),
    ((5,), (3,)),
    ((3,), (4,), (5,)),
    ((4, 4, 4),) * 3,
    ((6, 6, 6), (1, 6), (6, 1, 1)),
    ((6, 6, 6),) * 3,
    ((6, 6),) * 3,
    ((1,), (1, 1, 1)),
    ((), (), ()),
    ((3, 4), (3, 3)),
    ((2, 3, 4), (3, 2, 4)),
    ((1, 1, 6), (6,)),
]
PICTURES = [lambda arguments=arguments: pairs.product(*arguments) for arguments in PRODUCTS] + [
    lambda shapes=shapes: aligned.broadcast(*shapes) for shapes in SHAPES
]
each_picture = pytest.mark.parametrize("make", PICTURES)


def texts(picture):
    return list(ET.fromstring(picture.svg).iter(f"{SVG}text"))


def words(element):
    return "".join(element.itertext())


def seen(picture):
    return [words(element) for element in texts(picture)]


def lit(picture, edge):
    """The entries that have an edge of this colour, without those that stand for a missing one."""
    rects = ET.fromstring(picture.svg).iter(f"{SVG}rect")
    return [r for r in rects if r.get("stroke") == edge and r.get("stroke-width") == "2.2"]


# Every picture


@each_picture
def test_a_picture_is_valid_svg_named_by_its_words_and_about_700_wide(make):
    picture = make()
    root = ET.fromstring(picture.svg)
    assert root.get("aria-label") == picture.alt and root.get("role") == "img"
    assert float(root.get("width")) <= 760
    assert not re.search(r"nan|inf\b|np\.|None", picture.svg)


@each_picture
def test_the_words_are_a_short_text_in_plain_numbers(make):
    alt = make().alt
    assert re.fullmatch(r"[A-Z(].*\.", alt)
    assert 5 <= len(alt.split()) <= 95
    assert not re.search(r"-0\b(?!\.)|np\.|e-|\.\.|  ", alt)


@each_picture
def test_a_picture_is_the_same_twice(make):
    assert make().svg == make().svg


@functools.cache
def font(family, weight):
    properties = font_manager.FontProperties(family=family, weight=weight)
    return FT2Font(font_manager.findfont(properties))


def box(element):
    """Left, top, right, bottom of a text, in pixels, as DejaVu draws it (wider than most)."""
    mono, bold = "monospace" in element.get("font-family", ""), "font-weight" in element.attrib
    family = "DejaVu Sans Mono" if mono else "DejaVu Sans"
    face, size = font(family, "bold" if bold else "normal"), float(element.get("font-size"))
    face.set_size(size, 72)
    face.set_text(words(element), 0)
    width, at = face.get_width_height()[0] / 64, float(element.get("x"))
    left = at - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
    base = float(element.get("y"))
    return left, base - 0.75 * size, left + width, base + 0.2 * size


@each_picture
def test_every_text_is_legible_inside_the_card_and_on_no_other(make):
    picture = make()
    root = ET.fromstring(picture.svg)
    width, height = float(root.get("width")), float(root.get("height"))
    shown = [element for element in texts(picture) if words(element)]
    boxes = [(words(element), box(element)) for element in shown]
    assert all(float(element.get("font-size")) >= 13 for element in shown)
    for word, (left, top, right, bottom) in boxes:
        assert left >= 2 and top >= 2 and right <= width - 2 and bottom <= height - 2, word
    by_line = sorted(boxes, key=lambda item: item[1][1])
    for k, (word, a) in enumerate(by_line):
        for other, b in itertools.takewhile(lambda item: item[1][1] < a[3], by_line[k + 1 :]):  # noqa: B023
            assert a[2] <= b[0] or b[2] <= a[0], (word, other)


@each_picture
def test_every_mark_lies_inside_the_card(make):
    root = ET.fromstring(make().svg)
    width, height = float(root.get("width")), float(root.get("height"))
    for shape in root.iter(f"{SVG}rect"):
        left, top, wide, high = (float(shape.get(key)) for key in ("x", "y", "width", "height"))
        assert min(left, top, wide, high) >= 0 and left + wide <= width and top + high <= height


# Broadcasting


def numpy_shape(shapes):
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


@pytest.mark.parametrize("count", [2, 3])
def test_the_words_and_the_picture_say_what_numpy_says_of_small_shapes(count):
    every = itertools.product(SHORT, repeat=count)
    for shapes in itertools.islice(every, 0, None, 1 if count == 2 else 97):
        picture, expected = aligned.broadcast(*shapes), numpy_shape(shapes)
        if expected is None:
            assert "do not fit" in picture.alt and "One way to mend it" in picture.alt
            assert "no" in seen(picture)
        else:
            assert str(expected) in picture.alt and "no" not in seen(picture)


@pytest.mark.parametrize("count", [2, 3])
def test_what_is_said_to_mend_shapes_mends_them(count):
    every = itertools.product([*SHORT, (4, 2), (2, 4, 3), (5,)], repeat=count)
    failing = (shapes for shapes in every if numpy_shape(shapes) is None)
    for shapes in itertools.islice(failing, 0, None, 1 if count == 2 else 53):
        expression, shape = suggestions.mend("abc"[:count], shapes)
        arrays = {name: np.ones(shape) for name, shape in zip("abc", shapes, strict=False)}
        assert eval(expression, arrays).shape == shape, (shapes, expression)


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (((3, 4), (3,)), ("a + b.reshape(3, 1)", (3, 4))),
        (((2, 3, 4), (2, 3)), ("a + b.reshape(2, 3, 1)", (2, 3, 4))),
        (((2, 3), (3, 2)), ("a + b.T", (2, 3))),
        (((3, 4), (4, 1)), ("a + b.T", (3, 4))),
        (((5,), (3,)), ("a + b.reshape(3, 1)", (3, 5))),
        (((3, 4), (3, 3)), ("a[:, :3] + b", (3, 3))),
        (((2, 4), (3, 4)), ("a + b[:2]", (2, 4))),
        (((2,), (3,), (3,)), ("a.reshape(2, 1) + b + c", (2, 3))),
    ],
)
def test_the_mend_is_the_one_that_changes_least(shapes, expected):
    assert suggestions.mend("abc"[: len(shapes)], shapes) == expected


def test_the_sum_in_the_picture_is_that_of_numpy():
    shown = seen(aligned.broadcast((3, 1), (1, 4)))
    total = np.array([[10], [20], [30]]) + np.array([[1, 2, 3, 4]])
    assert all(str(entry) in shown for entry in total.flat)
    assert shown.count("20") == 4  # once, and read again three times


def test_what_is_read_again_is_dashed_and_what_is_there_is_lit():
    picture = aligned.broadcast((2, 1, 3), (4, 1))
    assert [len(lit(picture, edge)) for edge in (svg.BLUE, svg.GREEN, svg.ORANGE)] == [6, 4, 24]
    dashed = [
        r
        for r in ET.fromstring(picture.svg).iter(f"{SVG}rect")
        if r.get("stroke-dasharray") and r.get("stroke") == svg.FAINT
    ]
    assert len(dashed) == (24 - 6) + (24 - 4)
    assert seen(picture).count("again") == 1  # the second layer of b


@pytest.mark.parametrize(
    ("shapes", "rules"),
    [
        (((3, 1), (1, 4)), ["1 is read again", "1 is read again"]),
        (((3, 4), (4,)), ["missing: read as 1", "equal"]),
        (((3, 4), (3,)), ["missing: read as 1", "4 and 3 do not fit"]),
        (((3,), (4,), (5,)), ["3, 4, 5 do not fit"]),
        (((1,), (1,)), ["equal"]),
    ],
)
def test_each_axis_says_its_rule(shapes, rules):
    said = ("equal", "missing: read as 1", "1 is read again")
    shown = [w for w in seen(aligned.broadcast(*shapes)) if w in said or "do not fit" in w]
    assert shown == rules


@pytest.mark.parametrize(
    ("shapes", "error", "match"),
    [
        (((3,),), ValueError, "1 shapes given, there need to be 2 or 3"),
        (((3,),) * 4, ValueError, "4 shapes given"),
        (((1, 2, 3, 4), (4,)), ValueError, r"shape \(1, 2, 3, 4\) has 4 axes, there is room for 3"),
        (((7,), (1,)), ValueError, r"shape \(7,\) needs axes of length 1 to 6"),
        (((2, 0), (1,)), ValueError, r"shape \(2, 0\) needs axes of length 1 to 6"),
        (((3,), 4), TypeError, "a shape is 4, it needs a tuple"),
        (((3,), (-1,)), ValueError, "whole numbers, 0 or more"),
    ],
)
def test_shapes_that_cannot_be_drawn_are_refused(shapes, error, match):
    for make in (aligned.broadcast, explore.broadcasting):
        with pytest.raises(error, match=match):
            make(*shapes)


# Products


def test_the_words_of_a_product_say_what_numpy_says_of_small_shapes():
    small = list(itertools.product((1, 2, 3), repeat=2))
    for a, b in itertools.product(small, small):
        one, other = np.arange(1.0, 1 + np.prod(a)).reshape(a), 10 * np.ones(b)
        alt = pairs.product(one, other).alt
        dot, star = alt.split(" A * B: ")
        if a[1] == b[0]:
            assert f"What is left is shape {(one @ other).shape}." in dot
            assert dot.endswith(f" = {(one @ other)[0, 0]:g}.")
        else:
            assert "does not fit" in dot and dot.endswith(" = ?.")
        both = numpy_shape((a, b))
        assert "do not fit" in star if both is None else str(both) in star


def test_an_entry_shows_its_row_its_column_the_products_and_their_sum():
    picture = pairs.product(A, B, 1, 2)
    assert "Row 1 of A meets column 2 of B: 4*2 + (-5)*(-1) + 6*0 = 13." in picture.alt
    assert "= 4*2 + (-5)*(-1) + 6*0 = 13" in seen(picture)
    assert [len(lit(picture, edge)) for edge in (svg.GREEN, svg.BLUE, svg.ORANGE)] == [3, 3, 1]
    shown = seen(picture)
    assert all(f"{entry:g}" in shown for entry in (A @ B).flat)


def test_beside_it_stands_the_entry_of_the_product_by_entries():
    picture = pairs.product(SQUARE, 10 * SQUARE, 1, 0)
    assert "(A * B)[1, 0]" in seen(picture) and "= 3*30 = 90" in seen(picture)
    assert picture.alt.endswith("Entry [1, 0] is 3*30 = 90.")
    result, entry = lit(picture, svg.ORANGE)  # of A @ B, of A * B
    for where, words_of_it in ((result, "150"), (entry, "90")):
        middle = float(where.get("x")) + float(where.get("width")) / 2
        lower = float(where.get("y")) + float(where.get("height"))
        assert [
            words(element)
            for element in texts(picture)
            if float(element.get("x")) == middle and lower - 30 < float(element.get("y")) < lower
        ] == [words_of_it]


def test_what_is_read_again_in_the_product_by_entries_is_dashed():
    root = ET.fromstring(pairs.product(ROW, ROW.T).svg)  # 4 by 4: 12 of A, 12 of B
    assert len([r for r in root.iter(f"{SVG}rect") if r.get("stroke-dasharray")]) == 12 + 12


def test_a_sum_grows_product_by_product():
    said = [pairs.product(ROW, 2 * ROW.T, terms=k).alt for k in (1, 2, 3, 4)]
    ends = [
        "1*2 = 2 so far.",
        "1*2 + 0*0 = 2 so far.",
        "1*2 + 0*0 + 1*2 = 4 so far.",
        "1*2 + 0*0 + 1*2 + 1*2 = 6.",
    ]
    assert all(f": {end} A * B" in alt for end, alt in zip(ends, said, strict=True))


def test_where_the_inner_lengths_differ_the_missing_partners_are_shown():
    picture = pairs.product(ROW, ROW, 0, 2)
    assert seen(picture).count("?") == 3 + 1  # three without a partner, the result
    assert "= 1*1 + 0*? + 1*? + 1*? = ?" in seen(picture)
    assert "does not fit: the last axis of the first has 4" in picture.alt
    assert seen(pairs.product(A[:1], B[:1])).count("?") == 2 + 1


def test_arguments_stay_as_they_are_and_lists_will_do():
    one, other = A.copy(), B.copy()
    assert pairs.product(one, other).svg == pairs.product(A.tolist(), B.tolist()).svg
    assert np.array_equal(one, A) and np.array_equal(other, B)
    one.flags.writeable = False
    pairs.product(one, other, 1, 1)


@pytest.mark.parametrize(
    ("arrays", "match"),
    [
        (([1.0, 2.0], A), r"A has shape \(2,\), it needs two axes"),
        ((A, 3.0), r"B has shape \(\), it needs two axes"),
        ((A, np.ones((3, 7))), r"B has shape \(3, 7\), its axes need 1 to 6 entries"),
        ((np.ones((0, 3)), B), r"A has shape \(0, 3\), its axes need 1 to 6 entries"),
        ((A, [["a"], ["b"], ["c"]]), "B holds entries of type <U1, it needs numbers"),
    ],
)
def test_arrays_that_cannot_be_drawn_are_refused(arrays, match):
    for make in (pairs.product, explore.product):
        with pytest.raises(ValueError, match=match):
            make(*arrays)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.001, "0"),
        (0.128, "0.13"),
        (-2.5, "-2.5"),
        (99.99, "99.99"),
        (123.456, "123"),
        (-1234.5, "-1234"),
        (654321.0, "654321"),
        (1e7, "1e+07"),
        (np.nan, "nan"),
        (-np.inf, "-inf"),
    ],
)
def test_a_number_is_short(value, shown):
    assert pairs.word(value) == shown


# Explorers


@pytest.fixture
def shown(monkeypatch):
    """Displays an explorer: (its still's bundle, the children of its widget)."""
    outputs = []
    monkeypatch.setattr(still_then_live, "display", lambda data, raw: outputs.append(data))

    def show(explorer):
        outputs.clear()
        explorer._ipython_display_()
        still, widget = outputs
        return still, widgets_by_id[widget[VIEW]["model_id"]].children

    return show


def test_a_product_is_stepped_through_entry_by_entry(shown):
    explorer = explore.product(A, B)
    assert isinstance(explorer, Stepper) and len(explorer.pictures) == 8
    assert explorer.pictures[6].svg == pairs.product(A, B, 1, 2).svg
    still, (slider, _, _) = shown(explorer)
    assert still["text/plain"] == pairs.product(A, B, 0, 1).alt
    assert (slider.description, slider.value, slider.max) == ("entry", 0, 7)


def test_a_single_entry_is_stepped_through_product_by_product(shown):
    explorer = explore.product(ROW, ROW.T)
    still, (slider, _, _) = shown(explorer)
    assert (slider.description, slider.value, slider.max) == ("products", 1, 4)
    assert still["text/plain"] == pairs.product(ROW, ROW.T, terms=4).alt


def test_a_product_of_many_entries_has_a_slider_for_the_row_and_one_for_the_column(shown):
    _, (row, column, view, _) = shown(explore.product(LARGE, LARGE))
    row.value, column.value = 4, 2
    assert view.value == pairs.product(LARGE, LARGE, 4, 2).svg


def test_where_there_is_nothing_to_choose_the_picture_stands_alone():
    assert isinstance(explore.product([[2]], [[3]]), svg.Picture)
    assert isinstance(explore.broadcasting((), ()), svg.Picture)


@pytest.mark.parametrize("shapes", [((3, 1), (1, 4)), ((2, 1, 1), (), (4,)), ((6,), (1, 5))])
def test_each_axis_has_a_slider_that_changes_its_length(shapes, shown):
    explorer = explore.broadcasting(*shapes)
    assert isinstance(explorer, Explorer)
    still, (*sliders, view, _) = shown(explorer)
    assert still["text/plain"] == aligned.broadcast(*shapes).alt
    assert [slider.value for slider in sliders] == [length for shape in shapes for length in shape]
    for slider in sliders:
        assert slider.min == 1 and slider.max in (4, 5, 6)
        slider.value = 2 if slider.value == 1 else slider.value - 1
    changed = [tuple(2 if n == 1 else n - 1 for n in shape) for shape in shapes]
    assert view.value == aligned.broadcast(*changed).svg


def test_the_first_control_moves_at_the_right_arrow(shown):
    for explorer in (
        explore.product(A, B),
        explore.product(ROW, ROW),
        explore.product(ROW, ROW.T),
        explore.product(LARGE, LARGE),
        explore.broadcasting((4, 1), (5,)),
    ):
        _, (first, *_) = shown(explorer)
        assert first.value < first.max and first.description
