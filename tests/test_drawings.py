"""What the drawings show: what NumPy says, and what their words say."""

import io
import itertools
import re
from functools import partial

import numpy as np
import pytest
from PIL import Image

from helpers import explore, plot
from helpers.exercises.sigmoid import stable_sigmoid
from helpers.pictures import speed_map
from helpers.pictures.arrays import collected, reshaped, shapes, stacked, touched
from helpers.pictures.broadcasting import broadcast
from helpers.pictures.curves import downhill, line_or_sigmoid, loss_of_one, predictions
from helpers.pictures.limits import where_it_breaks
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, PAPER
from helpers.pictures.product import product_entry
from helpers.pictures.scaling import scaling
from helpers.pictures.speed_map import maps
from tests.pictures import (
    COLOUR,
    DZ,
    GREY,
    LONG,
    MAP,
    PART,
    PASSES,
    ROW,
    TIMES,
    TWO,
    WAY,
    A,
    P,
    Q,
    W,
    X,
    Y,
    dashed,
    lit,
    speeds,
    tree,
    words_of,
    x,
    y,
)

SQUARE, LARGE = np.array([[1.0, 2.0], [3.0, 4.0]]), np.ones((3, 426))


@pytest.mark.parametrize(
    ("picture", "facts"),
    [
        (shapes(3, 5), "3 by 5: 3 features down, 5 examples across; column of 3; rows of 5"),
        (shapes(1, 1), "1 feature down, 1 example across"),
        (touched(W, X, 1), "1 of 4: z[0] = w.T @ x_0 touches 3; 1 of 1: Z = w.T @ X touches 12"),
        (touched(W, X, 5), "5 of 12: z[1] += w[1] * X[1, 1] touches 1 entry; after 4 iterations."),
        (collected(X, DZ, 2), "dw is (-0.5, 1.5, 0.5); it was (0.5, 2, 0.5); of X times -0.5"),
        (stacked(W, X, 2), "z_1 = w.T @ x_1; gives entry 1 of Z, 3"),
        (stacked(W, X, 5), "Z is 1, 3, 13, 7"),
        (
            reshaped(TWO, 2),
            "(6, 2), column 0: both pictures; (2, 6), column 0: a part of picture 0",
        ),
        (reshaped(TWO, 6), "reshape(-1, 6): (2, 6); .T: (6, 2), column 0: all of picture 0"),
        (reshaped(TWO, 5), "12 numbers do not fill lines of 5."),
        (where_it_breaks(36), "label 0 exactly 36, the plain way 36; Nothing breaks."),
        (where_it_breaks(800), "label 1 is exactly 3.67e-348, the plain way nan, the calm way 0"),
        (where_it_breaks(37), "plain way nan, the calm way 0; first at 1 - a: 0 for 8.53e-17."),
        (
            where_it_breaks(-710),
            "first at exp(-z): inf for 2.23e+308; exactly 710, the plain way inf",
        ),
        (line_or_sigmoid(1.0, 0.0, x, y), "for 5 of 6 examples; 4 of 6 examples lie on"),
        (loss_of_one(0.8, 1), "label 1 and prediction 0.8 the loss is 0.22"),
        (loss_of_one(0.8, 0), "label 0 and prediction 0.8 the loss is 1.61"),
        (downhill(0, 0.0, 0.0, x, y), "0 steps downhill from w = 0, b = 0 to; 0.693; 0.250"),
        (predictions(A, Y, 10), "After 10 steps 3 of 4; 0.72 where y = 1; 0.15 where y = 0"),
        (plot.cost_curve([0.7, 0.5, 0.4]), "falls from 0.700 to 0.400 in 3 steps"),
        (plot.cost_curve([0.4]), "goes from 0.400 to 0.400 in 1 step."),
        (plot.times({"a": 2.8, "b": 0.001}), "a 2,800, b 1"),
        (plot.times(TIMES, limits=PASSES), "the least for X read twice 0.6, X read once 0.3."),
        (plot.steps(WAY), "one 14 times faster, none 170 times; out= the same, float32 2.5"),
        (plot.steps(WAY, PASSES), "As a multiple of the fastest, the least for X read twice 0.05"),
        (plot.steps({"a": 0.25, "b": 0.5, "c": 0.4}), "b 2 times slower; In all 1.6 times slower."),
        (maps(MAP), "two_loops / one_loop: 0.65 to 72, below 1 in 5 of 25 fields"),
        (maps(MAP), "for n from 2 to 480: 0.65, 1.6, 4.9, 18, 72.; m from 1 to 10,000: 0.33,"),
        (maps(PART), "below 1 in 3 of 6 fields; to 10,000: 0.33, 3.3, 32, blank, blank."),
        (plot.images(GREY[:2], ["a", "b\nc"]), "2 pictures of 2 by 3 pixels: a; b, c."),
        (
            plot.images(-GREY[:1], ["w"]),
            "w, bluest at [1, 2], most orange at [0, 0]. Blue is below 0",
        ),
        (plot.images(GREY[:2, :, :, None], ["a", "b"]), "2 pictures of 2 by 3 pixels: a; b."),
        (scaling(100.0, 0.01), "The least is at 100 workers, 50 times faster than one."),
        (scaling(98.0, 0.02, 0.1, 0.01, {2: 0.2}), "70 workers, 34 times faster than one."),
        (scaling(98.0, 0.02, 0.1, 0.01, {2: 0.2}), "measured: on 2 workers 150 and 200."),
        (scaling(1e6, 1e-3), "At 1,000 it still falls, 1,000 times faster than one."),
        (plot.images(COLOUR / 255, ["a", "b"]), "2 pictures of 4 by 4 pixels: a; b."),
        (product_entry(P, Q, 1, 2), "Row 1 of P meets column 2 of Q: 4*2 + (-5)*(-1) + 6*0 = 13."),
        (product_entry(SQUARE, 10 * SQUARE, 1, 0), "Entry [1, 0] is 3*30 = 90."),
        (broadcast((3, 1), (1, 4)), "first entry is 10 + 1 = 11.; last entry is 30 + 4 = 34."),
    ],
)
def test_the_words_are_true(picture, facts):
    assert [fact for fact in facts.split("; ") if fact not in picture.alt] == []


# Arrays and curves


def test_an_iteration_touches_one_number_with_two_loops_a_column_with_one_all_without():
    blue = [len(lit(touched(W, X, k), BLUE)) for k in (1, 2, 4, 5, 12)]
    assert blue == [1 + 3 + 12, 1 + 3, 1 + 3, 1, 1]


def test_the_entries_of_Z_fill_up_to_w_times_X():
    assert words_of(touched(W, X, 12)).count("13") == 3  # Z[0, 2], in all three versions
    assert words_of(touched(W, X, 8)).count("-2") == 1  # two loops lack a term of it
    assert words_of(touched(W, X, 1)).count("13") == 1  # without loops it is there at once
    assert [words_of(stacked(W, X, count)).count("13") for count in (2, 3, 5)] == [0, 1, 1]


def test_at_the_end_dw_is_X_times_dZ_transposed():
    assert {f"{entry:g}" for entry in (X @ DZ.T).flat} <= set(words_of(collected(X, DZ, 4)))
    assert [len(lit(collected(X, DZ, count), BLUE)) for count in (0, 1)] == [0, 3]


def test_labels_are_told_apart_by_form_and_not_by_colour_alone():
    root = tree(line_or_sigmoid(1.0, 0.0, x, y))
    rings = [each for each in root.iter("circle") if each.get("fill") == "none"]
    assert len(rings) == 2  # on the wrong side
    assert len(list(root.iter("circle"))) - len(rings) == 3  # y = 1
    assert len(list(root.iter("rect"))) == 1 + 3  # the ground, y = 0


@pytest.mark.parametrize("length", [1, 2, 3, 4, 6, 12])
def test_lines_and_upright_lines_stand_as_reshape_and_T_leave_them(length):
    numbers = "".join(words for words in words_of(reshaped(TWO, length)) if words.isdigit())
    turned = TWO.reshape(-1, length)
    assert numbers == "".join(map(str, [*TWO.flat, *turned.flat, *turned.T.flat]))


def test_what_belongs_to_the_second_picture_is_marked_and_not_by_colour_alone():
    for length, tables in ((4, 3), (5, 2)):
        assert len(list(tree(reshaped(TWO, length)).iter("circle"))) == tables * 6


@pytest.mark.parametrize("z", [-745, -37, 3, 36, 37, 745])
def test_the_values_of_the_plain_way_and_of_the_calm_way_are_those_of_the_lessons_cells(z):
    y = np.array([[1.0, 0.0]])
    with np.errstate(all="ignore"):
        plain = 1 / (1 + np.exp(-np.array([[z, z]])))
        losses = -(y * np.log(plain) + (1 - y) * np.log(1 - plain))
        calm = stable_sigmoid(np.array([[z, z]]))
        calm_losses = -np.log(np.where(y == 1, calm, 1 - calm))
    shown = words_of(where_it_breaks(z))
    for way, values in (("plain", losses), ("calm", calm_losses)):
        at = shown.index(way)
        assert shown[at + 6 : at + 8] == [f"{value:z.3g}" for value in values[0]]


@pytest.mark.parametrize(("a", "y"), [(0.3, 1), (0.3, 0), (0.8, 1), (0.8, 0)])
def test_the_marked_loss_lies_on_the_curve_or_at_the_top(a, y):
    root = tree(loss_of_one(a, y))
    curve = next(each for each in root.iter("path") if each.get("stroke-width") == "3")
    points = np.array(re.findall(r"[\d.]+", curve.get("d")), float).reshape(-1, 2)
    across, down = (float(root.find("circle").get(key)) for key in ("cx", "cy"))
    assert down == pytest.approx(np.interp(across, *points.T), abs=0.5)
    beyond = tree(loss_of_one(0.0001, 1)).find("circle")
    assert float(beyond.get("cy")) == pytest.approx(points[:, 1].min(), abs=1)


# Images


@pytest.mark.parametrize(
    ("picture", "colours"),
    [
        ([[0, 9], [9, 0]], [PAPER, INK]),
        ([[0.0, -0.5], [0.5, 0.0]], [PAPER, BLUE, ORANGE]),
        ([[0.0, -1.0], [0.0, 0.0]], [PAPER, BLUE]),
        (np.array([[[255, 0, 0], [0, 0, 7]]], np.uint8), ["#ff0000", "#000007"]),
        (np.array([[[0.0, 1.0, 0.0], [1.0, 1.0, 0.0]]]), ["#00ff00", "#ffff00"]),
    ],
)
def test_a_pixel_has_the_colour_of_its_number_and_none_that_lies_between(picture, colours):
    shown = Image.open(io.BytesIO(plot.images([picture], ["a"]).png)).convert("RGB")
    most = sorted(shown.getcolors(10**6), reverse=True)[: len(colours) + 1]
    expected = [[int(each[k : k + 2], 16) for k in (1, 3, 5)] for each in (*colours, GROUND)]
    found = np.array(sorted(colour for _, colour in most))
    assert np.abs(found - sorted(expected)).max() <= 1  # rounded by matplotlib


def test_pictures_side_by_side_share_one_scale():
    shown = Image.open(io.BytesIO(plot.images([[[0.5]], [[1.0]]], ["half", "one"]).png))
    dark = [sum(shown.convert("RGB").getpixel((x, shown.height // 2))) for x in (260, 780)]
    assert dark[0] > 300 > dark[1]


# The way, and the map of factors


@pytest.fixture
def drawn(monkeypatch):
    """The axes of the figures that become pictures, in their order."""
    kept = []
    for module in plot, speed_map:
        monkeypatch.setattr(module, "as_picture", lambda figure, alt: kept.extend(figure.axes))
    return kept


def test_the_way_goes_down_a_staircase_from_mark_to_mark_and_ends_with_the_whole(drawn):
    plot.steps({"a": 8.0, "b": 2.0, "c": 4.0})
    marks, stairs = drawn[0].lines
    assert list(marks.get_xdata()) == [8, 2, 4] and list(marks.get_ydata()) == [0, 1, 2]
    assert list(stairs.get_xdata()) == [8, 8, 2, 2, 2, 4, 4]
    assert list(stairs.get_ydata()) == [0, 0.5, 0.5, 1, 1.5, 1.5, 2]
    said = ["", "than the one before:", "4 times faster", "2 times slower", "2 times faster"]
    assert [text.get_text() for text in drawn[0].texts] == said


def test_limits_are_lines_at_their_times_and_the_leftmost_has_its_name_on_top(drawn):
    plot.times(TIMES, 10, PASSES)
    at = [line.get_xdata()[0] for line in drawn[0].lines[len(TIMES) :]]
    assert at == pytest.approx([1e-4, 6e-6, 3e-6])
    named = [text.get_text() for text in drawn[0].texts[len(TIMES) :] if text.get_text()]
    assert named == ["your guess: 10 times", "X read twice", "X read once"]
    low, high = drawn[0].get_xlim()
    assert low < 3e-6 and high > max(TIMES.values())
    plot.steps(WAY, PASSES)
    assert [line.get_xdata()[0] for line in drawn[1].lines[2:]] == [6e-6, 3e-6]
    low, high = drawn[1].get_xlim()
    assert low < 3e-6 and high > max(WAY.values())


def test_a_map_has_its_numbers_in_its_fields_and_its_line_where_both_cost_the_same(drawn):
    maps(MAP)
    two, lists, one, *_ = drawn
    for axes, slow, fast in (two, "two_loops", "one_loop"), (one, "one_loop", "zero_loops"):
        shown = {text.get_position(): text.get_text() for text in axes.texts}
        assert shown == {
            (m, n): plot.short(MAP.ratio(slow, fast, n, m)) for n in MAP.n for m in MAP.m
        }
    across = [path.vertices for path in one.collections[1].get_paths()][0]
    assert (across[:, 0] > 1).all() and (across[:, 0] < 10).all()  # between m = 1 and 10
    up = [path.vertices for path in two.collections[1].get_paths()][0]
    assert (up[:, 1] > 2).all() and (up[:, 1] < 8).all()
    assert {axes.get_xscale() for axes in drawn[:3]} == {"log"}


def test_a_field_that_was_left_out_is_blank_and_without_a_crossing_there_is_no_line(drawn):
    maps(PART)
    assert [text.get_text() for text in drawn[0].texts].count("") == 9
    drawn.clear()
    maps(speeds((100, 1000), (1000, 2000)))
    assert [len(axes.collections) for axes in drawn[:3]] == [1, 1, 1]


# Broadcasting


def numpy_shape(*given):
    try:
        return np.broadcast_shapes(*given)
    except ValueError:
        return None


@pytest.mark.parametrize(("count", "step"), [(2, 7), (3, 977)])
def test_a_picture_of_broadcasting_says_what_numpy_says(count, step):
    every = [shape for axes in range(4) for shape in itertools.product((1, 2, 3), repeat=axes)]
    for given in itertools.islice(itertools.product(every, repeat=count), 0, None, step):
        picture, expected = broadcast(*given), numpy_shape(*given)
        assert ("no" in words_of(picture)) == ("do not fit" in picture.alt) == (expected is None)
        assert expected is None or str(expected) in picture.alt


def test_the_sum_in_the_picture_is_that_of_numpy_and_what_is_read_again_is_dashed():
    shown = words_of(broadcast((3, 1), (1, 4)))
    total = np.add.outer((10, 20, 30), (1, 2, 3, 4))
    assert set(map(str, total.flat)) <= set(shown) and shown.count("20") == 4
    picture = broadcast((2, 1, 3), (4, 1))
    assert [len(lit(picture, colour)) for colour in (BLUE, GREEN, ORANGE)] == [6, 4, 24]
    assert len(dashed(picture, FAINT)) == (24 - 6) + (24 - 4)
    assert words_of(picture).count("again") == 1  # the second layer of Q


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        (((3, 1), (1, 4)), ["1 is read again", "1 is read again"]),
        (((3, 4), (4,)), ["missing: read as 1", "equal"]),
        (((3, 4), (3,)), ["missing: read as 1", "4 and 3 do not fit"]),
        (((3,), (4,), (5,)), ["3, 4, 5 do not fit"]),
    ],
)
def test_each_axis_says_its_rule(given, rules):
    said = re.compile("equal|missing: read as 1|1 is read again|.* do not fit")
    assert list(filter(said.fullmatch, words_of(broadcast(*given)))) == rules


def test_where_shapes_do_not_fit_a_way_is_shown_unless_numbers_would_be_left_out():
    picture, way = broadcast((3, 4), (3,)), "P + Q.reshape(3, 1) has shape (3, 4)"
    assert way in words_of(picture) and f"One way to make them fit: {way}." in picture.alt
    picture = broadcast((3, 4), (3, 3))
    said = "These lengths cannot share an axis without numbers being left out or made up."
    assert said in words_of(picture) and picture.alt.endswith(f"neither is 1. {said}")


# Products


def test_a_picture_of_products_says_what_numpy_says():
    tables = [np.arange(1.0, 1 + p * q).reshape(p, q) for p in (1, 2, 3) for q in (1, 2, 3)]
    for one, other in itertools.product(tables, tables):
        at, star = product_entry(one, other).alt.split(" P * Q: ")
        if one.shape[1] == len(other):
            assert f", and {(one @ other).shape} is left." in at
            assert at.endswith(f" = {(one @ other)[0, 0]:g}.")
        else:
            assert "does not fit" in at and at.endswith(" = ?.")
        both = numpy_shape(one.shape, other.shape)
        assert "do not fit" in star if both is None else str(both) in star


def test_an_entry_lights_its_row_and_its_column_and_the_same_place_of_the_other_product():
    picture = product_entry(P, Q, 1, 2)
    assert [len(lit(picture, colour)) for colour in (GREEN, BLUE, ORANGE)] == [3, 3, 1]
    numbers = {f"{entry:g}" for entry in (P @ Q).flat}
    assert {"= 4*2 + (-5)*(-1) + 6*0 = 13", "P", "Q", *numbers} <= set(words_of(picture))
    picture = product_entry(SQUARE, 10 * SQUARE, 1, 0)
    texts = [(each.text, float(each.get("x"))) for each in tree(picture).iter("text")]
    for where, entry in zip(lit(picture, ORANGE), ("150", "90"), strict=True):
        assert (entry, float(where.get("x")) + float(where.get("width")) / 2) in texts
    assert len(dashed(product_entry(ROW, ROW.T), FAINT)) == 12 + 12  # 4 by 4
    assert words_of(product_entry(LONG, LONG)).count("152") == 6 * 6  # where only P * Q has room


def test_a_sum_grows_product_by_product():
    said = [product_entry(ROW, 2 * ROW.T, terms=k).alt for k in (1, 3, 4)]
    ends = ["1*2 = 2 so far.", "1*2 + 0*0 + 1*2 = 4 so far.", "1*2 + 0*0 + 1*2 + 1*2 = 6."]
    assert all(f": {end} P * Q" in alt for end, alt in zip(ends, said, strict=True))


def test_where_the_inner_lengths_differ_the_missing_partners_are_shown():
    picture = product_entry(ROW, ROW, 0, 2)
    assert words_of(picture).count("?") == len(dashed(picture, ORANGE)) + 1 == 3 + 1
    assert "= 1*1 + 0*? + 1*? + 1*? = ?" in words_of(picture)
    assert words_of(product_entry(P[:1], Q[:1])).count("?") == 2 + 1


@pytest.mark.parametrize("given", [ROW.tolist(), ROW.astype(bool)])
def test_lists_and_truth_values_are_multiplied_as_numbers(given):
    assert product_entry(given, np.array(given).T).svg == product_entry(ROW, ROW.T).svg


@pytest.mark.parametrize(
    ("make", "given", "match"),
    [
        (explore.product, ([1.0, 2.0], P), r"P has shape \(2,\), it needs \(p, q\)"),
        (explore.product, (P, LARGE), r"Q has shape \(3, 426\), a picture has room for 6"),
        (explore.product, (P, [["a"], ["b"]]), "Q holds text, it needs numbers"),
        (explore.stack, (LARGE[:, :1], LARGE), r"X has shape \(3, 426\), a picture has room"),
        (explore.iterations, (LARGE[:, :1], LARGE), "X has shape .* room for 6 per axis"),
        (explore.collect, (LARGE, LARGE[:1]), "X has shape .* room for 6 per axis"),
        (explore.collect, (X, DZ[:, :3]), r"dZ has shape \(1, 3\), it needs \(1, 4\)"),
        (explore.reshape, (X,), r"pictures has shape \(3, 4\), it needs \(2, h, w\)"),
        (explore.reshape, (np.ones((2, 3, 3)),), r"shape \(2, 3, 3\), .* up to 12 numbers"),
        (explore.reshape, (TWO / 255,), "pictures holds 0.01, it needs whole numbers"),
        (explore.broadcasting, ((3,),), "1 shapes given, there need to be 2 or 3"),
        (explore.broadcasting, ((1, 2, 3, 4), (4,)), r"\(1, 2, 3, 4\) needs up to 3 axes"),
        (explore.broadcasting, ((7,), (1,)), r"shape \(7,\) needs .* axes of length 1 to 6"),
        (explore.broadcasting, ((3,), 4), "a shape is 4, it needs a tuple"),
        (plot.images, (GREY[0], ["a"]), r"pictures has shape \(2, 3\), it needs \(m, h, w\) or"),
        (plot.images, (COLOUR[..., :2], "ab"), r"shape \(2, 4, 4, 2\), it needs .* \(m, h, w, 3\)"),
        (plot.images, (GREY, ["a"]), "5 pictures and 1 captions, each needs its own"),
        (plot.images, (GREY[:0], []), "0 pictures and 0 captions"),
        (plot.images, ([GREY[0], COLOUR[0]], "ab"), r"have the shapes \(2, 3\), \(4, 4, 3\), they"),
        (explore.columns, (X,), r"pictures has shape \(3, 4\), it needs \(k, h, w\)"),
        (explore.columns, (np.ones((13, 2, 2)),), "up to 12 pictures"),
        (partial(explore.columns, X=X), (TWO,), r"X has shape \(3, 4\), it needs \(6, 2\), or"),
        (partial(explore.columns, X=LARGE.T[:6, :1]), (TWO,), r"X has shape \(6, 1\), it needs"),
        (plot.steps, ({"a": 1.0},), "seconds has 1 time, steps need at least two"),
        (plot.steps, ([1.0, 2.0],), r"seconds is \[1.0, 2.0\], it needs a dict of numbers by"),
        (plot.steps, ({"a": 1.0, "b": 0},), r"seconds\['b'\] is 0, it needs a number above 0"),
        (partial(plot.steps, limits={"a": 0}), (WAY,), r"limits\['a'\] is 0, it needs a number"),
        (partial(plot.times, limits={"a": 0}), (TIMES,), r"limits\['a'\] is 0, it needs a number"),
        (plot.cost_curve, ([],), "costs is empty, a curve needs at least one cost"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_once(make, given, match):
    with pytest.raises((TypeError, ValueError), match=match):
        make(*given)
