"""Still pictures of curves: sigmoid, loss, gradient descent on its map, predictions."""

import functools
import itertools

import numpy as np
from contourpy import contour_generator  # comes with matplotlib

from helpers.pictures.palette import BLUE, GREEN, GROUND, INK, ORANGE, SOFT
from helpers.pictures.svg import Axes, counted, dot, drawing, element, line, outline, rect, text

COST, SQUARE = "cost", "squared error"
MAPS = ((64, COST, "cost: mean of the log loss"), (424, SQUARE, "mean squared error"))
AREA = ((-8, 8), (-8, 8))  # of the maps, w across and b upwards


def line_or_sigmoid(w, b, x, y):
    """z = w * x + b and sigmoid(z) over x, with the labels y of the examples x, both (m,)."""
    low, high = float(np.floor(min(x)) - 1), float(np.ceil(max(x)) + 1)
    axes = Axes((64, 56, 560, 264), (low, high), (-1, 2))
    xs = np.linspace(low, high, 121)
    straight, z = w * xs + b, w * x + b
    inside = (straight >= -1) & (straight <= 2)
    outside, is_right = int(np.sum((z < 0) | (z > 1))), (z > 0) == (y == 1)
    right = int(is_right.sum())
    parts = [
        axes.frame(np.arange(low, high + 1), (-1, 0, 0.5, 1, 2), "x"),
        text(14, 40, "y", 14, INK, "start"),
        axes.curve((low, high), (0.5, 0.5), SOFT, 1.2, dashed=True),
        axes.curve(xs, _sigmoid(straight), BLUE, 3),
        text(64, 26, "w * x + b (dashed)", 15, ORANGE, "start", bold=True),
        text(240, 26, "sigmoid(w * x + b)", 15, BLUE, "start", bold=True),
        text(624, 26, f"{right} of {len(x)} right; ring: wrong", 15, INK, "end", bold=True),
    ]
    if inside.sum() > 1:
        parts.insert(3, axes.curve(xs[inside], straight[inside], ORANGE, 2.2, dashed=True))
    for x_i, y_i, well in zip(x, y, is_right, strict=True):
        cx, cy = axes.at(x_i, y_i)
        parts.append(dot(cx, cy, 6, GREEN if y_i else INK, square=not y_i))
        if not well:
            ring = {"fill": "none", "stroke": ORANGE, "stroke_width": 2.5}
            parts.append(element("circle", cx=cx, cy=cy, r=12, **ring))
    alt = f"For w = {w:g} and b = {b:g} the straight line w * x + b leaves the range 0 to 1 for "
    alt += f"{outside} of {len(x)} examples; its sigmoid, an S-shaped curve, never does. "
    alt += f"{right} of {len(x)} examples lie on the right side of the 0.5 line"
    wrong = ", ".join(f"{x_i:g}" for x_i in np.asarray(x)[~is_right])
    alt += f"; on the wrong side: x = {wrong}." if wrong else "."
    return drawing(660, 380, alt, *parts)


def loss_of_one(a, y):
    """The loss of one example over its prediction a in (0, 1), for label y, with a marked."""
    axes = Axes((64, 66, 500, 254), (0, 1), (0, 5))
    xs = np.linspace(0.0067, 0.9933, 149)  # -log of 0.0067 is 5, the top of the picture
    value, words = -np.log(a if y else 1 - a), "loss = -log(a)" if y else "loss = -log(1 - a)"
    other = f"thin: the loss for y = {1 - y}"
    at = axes.at(a, min(value, 5))
    parts = [
        axes.frame((0, 0.25, 0.5, 0.75, 1), range(6), "prediction a"),
        text(14, 40, "loss", 14, INK, "start"),
        axes.curve(xs, -np.log(1 - xs if y else xs), SOFT, 1.5, dashed=True),
        axes.curve(xs, -np.log(xs if y else 1 - xs), BLUE, 3),
        line([axes.at(a, 0), at], ORANGE, 1.5, dashed=True),
        dot(*at, 7, ORANGE),
        text(64, 26, f"y = {y}, a = {a:g}: loss {value:.2f}", 17, INK, "start", bold=True),
        text(564, 26, words, 15, BLUE, "end", bold=True),
        text(564, 48, other, 13, SOFT, "end"),
    ]
    alt = f"For label {y} and prediction {a:g} the loss is {value:.2f}. The curve falls to 0 where "
    alt += "the prediction equals the label and climbs without end towards the other side; that of "
    alt += "the other label is its mirror image."
    return drawing(600, 380, alt, *parts)


def downhill(steps, w, b, x, y):
    """Gradient descent from (w, b) on the cost and on the squared error of data x, y (m,)."""
    parts, ends = [text(724, 26, "darker is lower", 14, SOFT, "end")], []
    for left, kind, title in MAPS:
        axes = Axes((left, 70, 300, 300), *AREA)
        track = _descend(w, b, x, y, steps, kind)
        value = _surface(*track[-1], x, y, kind)
        points = [axes.at(*point) for point in track.clip(-8, 8)]
        cx, cy = axes.at(*_bottom(tuple(x), tuple(y)))
        cross = [[(cx - 6, cy - way), (cx + 6, cy + way)] for way in (6, -6) if kind == COST]
        parts += [
            axes.frame((-8, -4, 0, 4, 8), (-8, -4, 0, 4, 8), "w"),
            _contours(tuple(x), tuple(y), kind, left),
            line(points, ORANGE, 2.2),
            *(element("circle", cx=px, cy=py, r=2.4, fill=ORANGE) for px, py in points),
            *(line(stroke, INK, 2) for stroke in cross),
            dot(*points[-1], 8, ORANGE),
            text(left, 26, title, 16, BLUE, "start", bold=True),
            text(left, 50, f"{value:.3f} after {counted(steps, 'step')}", 15, INK, "start"),
            text(left - 34, 220, "b", 14, INK),
        ]
        end = "w = {:zg}, b = {:zg}".format(*track[-1].round(1))
        ends.append(f"{end} on the {kind}, now {value:.3f}")
    alt = "Two maps over w and b, darker is lower: on the left one bowl, on the right a high plain "
    alt += f"with a narrow valley. {counted(steps, 'step')} downhill from w = {w:g}, b = {b:g} to "
    alt += f"{ends[0]}, and to {ends[1]}."
    return drawing(760, 430, alt, *parts)


def predictions(A, Y, steps):
    """How many examples of each label have which prediction after so many steps; A, Y (1, m)."""
    bins = np.linspace(0, 1, 22)  # an odd number of bars, so that 0.5 is the middle of one
    counts = {label: np.histogram(A[Y == label], bins)[0] for label in (1, 0)}
    most = 1.15 * max(map(max, counts.values()))  # and room for the number on the highest bar
    axes = Axes((64, 72, 560, 264), (0, 1), (-most, most))
    zero = axes.at(0, 0)[1]
    right = int(np.sum((A > 0.5) == (Y == 1)))
    taken = counted(steps, "step")
    parts = [
        axes.frame((0, 0.25, 0.5, 0.75, 1), (), "prediction A"),
        axes.curve((0.5, 0.5), (-most, most), SOFT, 1.5, dashed=True),
        text(64, 26, f"after {taken}: {right} of {Y.size} right", 17, INK, "start", bold=True),
        text(624, 26, "yes is above 0.5", 14, SOFT, "end"),
        text(64, 54, "y = 1, upwards", 15, ORANGE, "start", bold=True),  # beside all bars
        text(624, 372, "y = 0, downwards", 15, BLUE, "end", bold=True),
    ]
    means = []
    for label, colour, sign in ((1, ORANGE, 1), (0, BLUE, -1)):
        for k, count in enumerate(counts[label]):
            (x0, end), x1 = axes.at(bins[k], sign * count), axes.at(bins[k + 1], 0)[0]
            parts.append(rect(x0 + 1, min(zero, end), x1 - x0 - 2, abs(zero - end), colour))
            if count:
                parts.append(text((x0 + x1) / 2, end - sign * 10, count, 12, colour))
        if (Y == label).any():
            means.append(f"{A[Y == label].mean():.2f} where y = {label}")
    parts.append(axes.curve((0, 1), (0, 0), INK))
    alt = f"After {taken} {right} of {Y.size} examples lie on the right side of 0.5, where yes is "
    alt += f"above 0.5. The mean prediction is {' and '.join(means)}."
    return drawing(660, 404, alt, *parts)


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def _surface(w, b, x, y, kind):
    """The mean loss of this kind at each (w, b), any equal shapes."""
    z = w[..., None] * x + b[..., None]
    log_loss = np.logaddexp(0, z) - y * z  # written in z
    return (log_loss if kind == COST else (_sigmoid(z) - y) ** 2).mean(axis=-1)


def _descend(w, b, x, y, steps, kind):
    """The points (w, b) passed in `steps` steps of gradient descent, (steps + 1, 2); alpha is 1."""
    track = [(w, b)]
    for _ in range(steps):
        a = _sigmoid(w * x + b)
        dz = (a - y) if kind == COST else 2 * (a - y) * a * (1 - a)
        w, b = w - np.mean(dz * x), b - np.mean(dz)
        track.append((w, b))
    return np.array(track, dtype=float)


@functools.lru_cache(maxsize=8)
def _bottom(x, y):
    """The point (w, b) of the least cost, inside the map."""
    return _descend(0.0, 0.0, np.array(x), np.array(y), 2000, COST)[-1].clip(-8, 8)


@functools.lru_cache(maxsize=8)
def _contours(x, y, kind, left):
    """Filled levels of the surface on the map at `left`, lighter is higher."""
    ws, bs = np.meshgrid(*[np.linspace(-8, 8, 61)] * 2)
    z = _surface(ws, bs, np.array(x), np.array(y), kind)
    axes, parts = Axes((left, 70, 300, 300), *AREA), [rect(left, 70, 300, 300, GROUND)]
    low, high = float(z.min()), float(z.max())
    levels = low + (high - low) * np.linspace(0, 1, 13) ** 2
    levels[0], levels[-1] = low - 1, high + 1
    fill = contour_generator(ws, bs, z)
    for k, (lower, upper) in enumerate(itertools.pairwise(levels)):
        shade = f"{0.55 - 0.53 * k / 11:.2f}"
        for points, ends in zip(*fill.filled(lower, upper), strict=True):
            rings = [points[start:end] for start, end in itertools.pairwise(ends)]
            d = "".join(outline(axes.at(*point) for point in ring) + "Z" for ring in rings)
            look = {"fill": BLUE, "fill_opacity": shade, "fill_rule": "evenodd"}
            parts.append(element("path", d=d, **look, stroke=GROUND, stroke_width=0.6))
    return "".join(parts)
