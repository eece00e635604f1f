"""What still figures share: sizes, axes, how a ratio is written, how they become a Picture."""

import io

from matplotlib import style
from matplotlib.figure import Figure

from helpers.pictures.palette import FAINT, GROUND, INK, PAPER, SOFT
from helpers.pictures.svg import Picture

TICKS, LABELS, WORDS = 10.4, 11.2, 12  # points: the 13, 14 and 15 pixels of the drawings
as_shipped = style.context("default")  # the same picture whatever a reader has set in matplotlib


def short(ratio):
    """A ratio with two figures, as text: 1.4, 37, 280, 2,800."""
    return f"{ratio:.2g}" if ratio < 10 else f"{round(ratio, 2 - len(str(int(ratio)))):,.0f}"


def one_axes(x_label, y_label, height):
    """A figure of the width of a page and of so many inches height, and its axes."""
    # Figure itself, not pyplot: nothing global, nothing shown twice, no settings touched
    figure = Figure(figsize=(7.2, height), layout="constrained", facecolor=GROUND)
    axes = figure.subplots()
    axes.set(facecolor=PAPER, axisbelow=True)
    axes.set_xlabel(x_label, color=INK, fontsize=LABELS)
    axes.set_ylabel(y_label, color=INK, fontsize=LABELS)
    axes.grid(color=FAINT, linewidth=0.8)
    axes.tick_params(colors=SOFT, labelcolor=INK, labelsize=TICKS)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def as_picture(figure, alt):
    """The figure as a Picture, once; it is empty then."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=144, metadata={"Software": None})
    width = int(figure.get_size_inches()[0] * 90)
    figure.clear()  # its parts hold each other, and 2 MB of pixels, for long otherwise
    return Picture(alt, png=stream.getvalue(), width=width)
