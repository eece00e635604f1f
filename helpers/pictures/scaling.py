"""Still figures of steps beyond one core: more workers, and a GPU against the limit of memory."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from helpers.pictures.figure import WORDS, as_picture, as_shipped, one_axes, short
from helpers.pictures.palette import BLUE, GREEN, INK, ORANGE, PURPLE
from helpers.pictures.svg import counted
from helpers.shapes.arguments import positive_argument

PLAIN = FuncFormatter(lambda value, _: f"{value:,.10g}")  # 0.1, 1, 1,000, never 10^3
MOST = 1000  # workers


@as_shipped
def scaling(work, talk, start=0.0, small=None, tried=None):
    """The model of one step: start + work / k + k * talk seconds on k workers, up to 1,000.

    work: seconds on one worker; talk: seconds that each worker's block costs the one machine that
    hands out the work; start: seconds besides. small: the work of a smaller table, drawn too, with
    what was measured of it, `tried`: {workers: seconds}. Raises ValueError for work, talk or small
    that are not above 0, and for a start below it.
    """
    k = np.unique(np.geomspace(1, MOST, 200).astype(int))
    for name, value in (("work", work), ("talk", talk), ("small", small if tried else 1)):
        positive_argument(name, value)
    if start < 0:
        raise ValueError(f"start is {start}, it needs seconds, 0 or more")

    def model(work, k):
        return start + work / k + k * talk

    best = min(max(1, round((work / talk) ** 0.5)), MOST)  # where both parts are equal
    seconds, least = model(work, k), model(work, best)
    figure, axes = one_axes("workers k", "seconds of one step", 3.9)
    axes.plot(k, work / k, color=BLUE, linestyle="--", label="work / k: more hands")
    handed = {"color": ORANGE, "linestyle": ":", "linewidth": 2}
    axes.plot(k, start + k * talk, **handed, label="start + k * talk: more to hand out")
    axes.plot(k, seconds, color=INK, linewidth=2.4, label="both together")
    if best < MOST:
        axes.plot([best], [least], color=GREEN, marker="D", markersize=9, linestyle="none")
        where = {"xytext": (0, 14), "textcoords": "offset points", "color": GREEN, "ha": "center"}
        axes.annotate(f"least: {counted(best, 'worker')}", (best, least), **where, fontsize=WORDS)
    times = short(model(work, 1) / least)
    faster = f"{times} times faster than one"
    ends = f"The least is at {counted(best, 'worker')}, {faster}."
    alt = "Seconds of one step over the number of workers: the work of each falls, what is handed "
    alt += f"out grows. {ends if best < MOST else f'At {best:,} it still falls, {faster}.'}"
    if tried:
        axes.plot(k, model(small, k), color=PURPLE, label="a small table; dots: measured", zorder=1)
        alt += _tried(axes, {k: (model(small, k), each) for k, each in tried.items()})
    axes.set(xscale="log", yscale="log", xlim=(0.9, MOST))
    low = min(model(small, 1), *tried.values()) if tried else least / 10
    axes.set_ylim(low / 3, 3 * seconds.max())
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PLAIN)
    axes.legend(fontsize=WORDS - 2, frameon=False)
    return as_picture(figure, alt)


def _tried(axes, seconds):
    """Draw what was measured, {workers: (by the model, measured)}; a sentence that says both."""
    measured = [each for _, each in seconds.values()]
    axes.plot(list(seconds), measured, color=PURPLE, marker="o", linestyle="none")
    both = {k: " and ".join(short(1000 * each) for each in pair) for k, pair in seconds.items()}
    said = "; ".join(f"on {counted(k, 'worker')} {each}" for k, each in both.items())
    return f" A small table, ms by the model and measured: {said}."


@as_shipped
def gpu_steps(rows):
    """One step on a GPU against the time to read X twice, and NumPy's where it was measured.

    rows: dicts with n, m, dtype, limit_ms, cupy_ms and numpy_ms, which may be None.
    """
    figure, axes = one_axes(
        "milliseconds of one step, logarithmic scale", "", 0.9 + 0.5 * len(rows)
    )
    names = [f"{row['n']:,} by {row['m']:,}, {row['dtype']}" for row in rows]
    kinds = {
        "limit_ms": ("X read twice", PURPLE, "|"),
        "cupy_ms": ("seven lines on the GPU", GREEN, "D"),
        "numpy_ms": ("NumPy on its 16 cores", BLUE, "o"),
    }
    for kind, (label, colour, marker) in kinds.items():
        found = [(row[kind], name) for row, name in zip(rows, names, strict=True) if row[kind]]
        look = {"color": colour, "marker": marker, "linestyle": "none", "label": label}
        axes.plot(*zip(*found, strict=True), **look, markersize=15 if marker == "|" else 8)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(PLAIN)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    figure.legend(fontsize=WORDS - 2, loc="outside upper left", ncols=3, frameon=False)
    shares = [f"{row['limit_ms'] / row['cupy_ms']:.2g}" for row in rows]
    said = "; ".join(f"{name}: {share}" for name, share in zip(names, shares, strict=True))
    return as_picture(figure, f"The limit's share of a step's time on the GPU, 1 is best: {said}.")
