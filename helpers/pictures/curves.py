"""Pictures of curves that move with a slider, as SVG: sigmoid, loss, cost surface, predictions."""

import functools

import numpy as np
from contourpy import contour_generator  # comes with matplotlib

from helpers.pictures.svg import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    SOFT,
    Axes,
    card,
    dot,
    line,
    number,
    path,
    rect,
    text,
)

W_RANGE = B_RANGE = (-8, 8)


def line_or_sigmoid(w, b, x, y):
    """z = w * x + b and sigmoid(z) over x, with the labels y of the examples x, both (m,)."""
    low, high = float(np.floor(min(x)) - 1), float(np.ceil(max(x)) + 1)
    axes = Axes((64, 56, 560, 264), (low, high), (-1, 2))
    xs = np.linspace(low, high, 121)
    straight = w * xs + b
    inside = (straight >= -1) & (straight <= 2)
    outside = int(np.sum((w * x + b < 0) | (w * x + b > 1)))
    right = int(np.sum((w * x + b > 0) == (y == 1)))
    parts = [
        axes.frame(np.arange(low, high + 1), (-1, 0, 0.5, 1, 2), "x"),
        line(*axes.at(low, 0.5), *axes.at(high, 0.5), SOFT, 1.2, dashed=True),
        axes.curve(xs[inside], straight[inside], ORANGE, 2.2, dashed=True)
        if inside.sum() > 1
        else "",
        axes.curve(xs, _sigmoid(straight), BLUE, 3),
    ]
    parts += [
        axes.dot(x_i, y_i, radius=6, fill=GREEN if y_i else INK, square=not y_i)
        for x_i, y_i in zip(x, y, strict=True)
    ]
    parts += [
        text(64, 26, "w * x + b (dashed)", 15, ORANGE, "start", bold=True),
        text(240, 26, "sigmoid(w * x + b)", 15, BLUE, "start", bold=True),
        text(624, 26, f"{right} of {len(x)} right", 15, INK, "end", bold=True),
    ]
    alt = (
        f"For w = {w:g} and b = {b:g} the straight line w * x + b leaves the range 0 to 1 for "
        f"{outside} of {len(x)} examples; its sigmoid, an S-shaped curve, never does. "
        f"{right} of {len(x)} examples lie on the right side of the 0.5 line."
    )
    return card(660, 380, alt, *parts)


def loss_of_one(a, y):
    """The loss of one example over its prediction a in (0, 1), for label y, with a marked."""
    axes = Axes((64, 66, 500, 254), (0, 1), (0, 5))
    xs = np.linspace(0.0067, 0.9933, 149)  # -log of 0.0067 is 5, the top of the picture
    curve = -np.log(xs) if y else -np.log(1 - xs)
    value = -np.log(a if y else 1 - a)
    words = f"y = {y}, a = {a:g}: loss {value:.2f}"
    parts = [
        axes.frame((0, 0.25, 0.5, 0.75, 1), range(6), "prediction a"),
        text(14, 40, "loss", 14, INK, "start"),
        axes.curve(xs, curve, BLUE, 3),
        line(*axes.at(a, 0), *axes.at(a, min(value, 5)), ORANGE, 1.5, dashed=True),
        axes.dot(a, min(value, 5), radius=7, fill=ORANGE),
        text(64, 26, words, 17, INK, "start", bold=True),
        text(564, 26, "loss = -log(a)" if y else "loss = -log(1 - a)", 15, BLUE, "end", bold=True),
    ]
    alt = (
        f"For label {y} and prediction {a:g} the loss is {value:.2f}. "
        "The curve falls to 0 where the prediction equals the label and climbs without end "
        "towards the other side."
    )
    return card(600, 380, alt, *parts)


def downhill(w, b, x, y, steps, alpha=1.0):
    """Gradient descent from (w, b) on the cost and on the squared error of data x, y (m,)."""
    parts, ends = [], []
    for left, title, kind in (
        (64, "cost: mean of the log loss", "log"),
        (424, "mean squared error", "square"),
    ):
        axes = Axes((left, 70, 300, 300), W_RANGE, B_RANGE)
        track = _descend(w, b, x, y, steps, alpha, kind)
        value = _surface(track[-1:, 0], track[-1:, 1], x, y, kind)[0]
        ends.append((track[-1], value))
        inside = [axes.at(*np.clip(p, -8, 8)) for p in track]
        parts += [
            axes.frame((-8, -4, 0, 4, 8), (-8, -4, 0, 4, 8), "w"),
            _contours(tuple(x), tuple(y), kind, left, 70),
            path(inside, ORANGE, 2.2) if steps else "",
            *(
                f'<circle cx="{number(px)}" cy="{number(py)}" r="2.4" fill="{ORANGE}"/>'
                for px, py in inside
            ),
            _cross(*axes.at(*_bottom(tuple(x), tuple(y)))) if kind == "log" else "",
            dot(*inside[-1], radius=8, fill=ORANGE),
            text(left, 26, title, 16, BLUE, "start", bold=True),
            text(left, 50, f"{value:.3f} after {steps} steps", 15, INK, "start"),
            text(left - 34, 220, "b", 14, INK),
        ]
    (log_end, log_value), (square_end, square_value) = ends
    parts.append(text(724, 26, "darker is lower", 14, SOFT, "end"))
    alt = (
        "Two maps over w and b, darker is lower: on the left one bowl, on the right a high plain "
        f"with a narrow valley. From w = {w:g}, b = {b:g}, {steps} steps "
        f"downhill lead to w = {_short(log_end[0])}, b = {_short(log_end[1])} on the cost, "
        f"now {log_value:.3f}, and to w = {_short(square_end[0])}, b = {_short(square_end[1])} "
        f"on the squared error, now {square_value:.3f}."
    )
    return card(760, 430, alt, *parts)


def predictions(A, Y, iteration):
    """How many examples of each label have which prediction; A, Y (1, m)."""
    bins = np.linspace(0, 1, 22)  # an odd number of bars, so that 0.5 is the middle of one
    counts = {label: np.histogram(A[Y == label], bins)[0] for label in (1, 0)}
    most = 1.15 * max(map(max, counts.values()))  # and room for the number on the highest bar
    axes = Axes((64, 72, 560, 264), (0, 1), (-most, most))
    zero = axes.at(0, 0)[1]
    parts = [
        axes.frame((0, 0.25, 0.5, 0.75, 1), (), "prediction A"),
        line(*axes.at(0.5, -most), *axes.at(0.5, most), SOFT, 1.5, True),
    ]
    for label, colour, sign in ((1, ORANGE, 1), (0, BLUE, -1)):
        for k, count in enumerate(counts[label]):
            (x0, end), x1 = axes.at(bins[k], sign * count), axes.at(bins[k + 1], 0)[0]
            parts.append(rect(x0 + 1, min(zero, end), x1 - x0 - 2, abs(zero - end), colour))
            if count:
                parts.append(text((x0 + x1) / 2, end - sign * 10, count, 12, colour))
    right = int(np.sum((A > 0.5) == (Y == 1)))
    steps = "1 step" if iteration == 1 else f"{iteration} steps"
    parts += [
        line(64, zero, 624, zero, INK),
        text(64, 26, f"after {steps}: {right} of {Y.size} right", 17, INK, "start", bold=True),
        text(624, 26, "yes is above 0.5", 14, SOFT, "end"),
        text(64, 54, "y = 1, upwards", 15, ORANGE, "start", bold=True),  # beside all bars
        text(624, 372, "y = 0, downwards", 15, BLUE, "end", bold=True),
    ]
    kinds = [label for label in (1, 0) if (Y == label).any()]
    means = " and ".join(f"{A[Y == label].mean():.2f} where y = {label}" for label in kinds)
    alt = (
        f"After {steps} {right} of {Y.size} examples lie on the right side of 0.5, "
        "where yes is above 0.5. "
        f"The mean prediction is {means}."
    )
    return card(660, 404, alt, *parts)


def _short(value):
    return f"{round(value, 1) + 0.0:g}"  # + 0.0: never -0


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def _surface(w, b, x, y, kind):
    """The mean loss of kind "log" or "square" at each (w, b), any equal shapes."""
    z = w[..., None] * x + b[..., None]
    if kind == "square":
        return ((_sigmoid(z) - y) ** 2).mean(axis=-1)
    return (np.logaddexp(0, z) - y * z).mean(axis=-1)  # the log loss, written in z


def _descend(w, b, x, y, steps, alpha, kind):
    """The points (w, b) passed in `steps` steps of gradient descent, (steps + 1, 2)."""
    track = [(w, b)]
    for _ in range(steps):
        a = _sigmoid(w * x + b)
        dz = (a - y) if kind == "log" else 2 * (a - y) * a * (1 - a)
        w, b = w - alpha * np.mean(dz * x), b - alpha * np.mean(dz)
        track.append((w, b))
    return np.array(track, dtype=float)


@functools.lru_cache(maxsize=8)
def _bottom(x, y):
    """The point (w, b) of the least cost, inside the map."""
    return _descend(0.0, 0.0, np.array(x), np.array(y), 2000, 1.0, "log")[-1].clip(-8, 8)


def _cross(x, y):
    return line(x - 6, y - 6, x + 6, y + 6, INK, 2) + line(x - 6, y + 6, x + 6, y - 6, INK, 2)


@functools.lru_cache(maxsize=8)
def _contours(x, y, kind, left, top):
    """Filled levels of the surface, lighter is higher, 300 pixels square at (left, top)."""
    ws, bs = np.meshgrid(np.linspace(*W_RANGE, 61), np.linspace(*B_RANGE, 61))
    z = _surface(ws, bs, np.array(x), np.array(y), kind)
    low, high = float(z.min()), float(z.max())
    levels = low + (high - low) * np.linspace(0, 1, 13) ** 2
    levels[0], levels[-1] = low - 1, high + 1
    fill = contour_generator(ws, bs, z)
    axes = Axes((left, top, 300, 300), W_RANGE, B_RANGE)
    parts = []
    for k in range(12):
        colour = _between((120, 170, 214), (250, 251, 253), k / 11)
        polygons, offsets = fill.filled(levels[k], levels[k + 1])
        for points, ends in zip(polygons, offsets, strict=True):
            rings = [points[a:c] for a, c in zip(ends[:-1], ends[1:], strict=True)]
            outline = "".join(
                "M" + "L".join(" ".join(map(number, axes.at(*p))) for p in ring) + "Z"
                for ring in rings
            )
            parts.append(
                f'<path d="{outline}" fill="{colour}" fill-rule="evenodd" stroke="#fff" '
                'stroke-width="0.6"/>'
            )
    return "".join(parts)


def _between(dark, light, share):
    """The colour that lies `share` of the way from `dark` to `light`, both (red, green, blue)."""
    mixed = (round(a + (b - a) * share) for a, b in zip(dark, light, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
