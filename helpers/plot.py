"""Still figures, drawn with matplotlib and returned as a Picture: cost curve, times, images."""

import io

import ipywidgets
import numpy as np
from matplotlib import style
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, PAPER, SOFT
from helpers.pictures.show import alone
from helpers.pictures.svg import Picture, counted

TICKS, LABELS, WORDS = 10.4, 11.2, 12  # points: the 13, 14 and 15 pixels of the drawings
as_shipped = style.context("default")  # the same picture whatever a reader has set in matplotlib


@as_shipped
def cost_curve(costs):
    """The cost before each step of training. Raises ValueError where there is none."""
    if not len(costs):
        raise ValueError("costs is empty, a curve needs at least one cost")
    figure, axes = _figure("step", "cost J", 3.6)
    axes.plot(range(len(costs)), costs, color=BLUE, linewidth=2.4, marker="o", markevery=[0])
    axes.set_ylim(bottom=0)
    axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    goes = "falls" if costs[-1] < costs[0] else "goes"
    steps = counted(len(costs), "step")
    return _picture(figure, f"The cost {goes} from {costs[0]:.3f} to {costs[-1]:.3f} in {steps}.")


def training(train, X, Y, step, alpha=0.1, iterations=1000):
    """What train(X, Y, step, alpha, iterations) returns; the cost curve is drawn meanwhile."""
    view, costs = ipywidgets.HTML(), []

    def watched(*given):
        J, dw, db = step(*given)
        costs.append(J)
        if len(costs) % max(iterations // 10, 1) == 0:
            view.value = cost_curve(costs).html
        return J, dw, db

    alone(view)
    trained = train(X, Y, watched, alpha, iterations)
    view.value = ""  # what the cell shows in the end takes its place
    return trained


@as_shipped
def times(seconds, guess=None):
    """Seconds by name as marks on a logarithmic axis, each with its ratio to the fastest."""
    scale = "time of one call in seconds, logarithmic scale"
    figure, axes = _figure(scale, "", 0.7 + 0.55 * len(seconds))
    fastest = min(seconds.values())
    ratios = {name: short(each / fastest) for name, each in seconds.items()}
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    for name, each in seconds.items():
        slow = each > fastest
        look = {"marker": "o", "color": BLUE} if slow else {"marker": "D", "color": GREEN}
        axes.plot([each], [name], markersize=11, **look)
        said = f"{ratios[name]} times as long" if slow else "fastest"
        beside = {"xytext": (12, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(said, (each, name), **beside, color=INK, fontsize=WORDS, bbox=box)
    axes.set_xscale("log")
    axes.xaxis.set_minor_formatter(NullFormatter())  # numbers at powers of ten only
    marks = [*seconds.values(), fastest * (guess or 1)]
    low, high = min(marks) / 3, max(10 * min(marks), *marks)  # one power of ten at least
    axes.set_xlim(low, high * (high / low) ** 0.5)  # the last third is room for the words
    axes.set_ylim(len(seconds) - 0.5, -0.5)  # the first on top
    if guess:
        axes.axvline(fastest * guess, color=ORANGE, linestyle="--", linewidth=1.8)
        words = f"your guess: {guess:,g} times"
        axes.text(fastest * guess * 1.05, -0.57, words, color=ORANGE, fontsize=WORDS)
    words = ", ".join(f"{name} {ratio}" for name, ratio in ratios.items())
    return _picture(figure, f"Time as a multiple of the fastest: {words}.")


@as_shipped
def images(pictures, captions):
    """Pictures of one size in rows of five, each below its caption: (h, w), (h, w, 1) or (h, w, 3).

    Without a colour axis 0 is paper and the largest number ink; where numbers are negative, blue is
    below 0 and orange above, the stronger the further. Colours are 0 to 255 as uint8, else 0 to 1.
    Raises ValueError for other shapes or several, and unless each picture has its caption.
    """
    sizes, wide = sorted({np.shape(picture) for picture in pictures}), min(len(captions), 5)
    if len(sizes) > 1:
        raise ValueError(f"pictures have the shapes {str(sizes)[1:-1]}, they need one")
    stack = np.asarray(pictures)
    if stack.shape[3:] == (1,):
        stack = stack[..., 0]
    if stack.ndim < 3 or stack.shape[3:] not in ((), (3,)):
        raise ValueError(f"pictures has shape {stack.shape}, it needs (m, h, w) or (m, h, w, 3)")
    if not 0 < len(captions) == len(stack):
        raise ValueError(f"{len(stack)} pictures and {len(captions)} captions, each needs its own")
    signed, high = stack.min() < 0, abs(stack).max() or 1
    colours = [BLUE, PAPER, ORANGE] if signed else [PAPER, INK]
    look = {"cmap": LinearSegmentedColormap.from_list("", colours), "interpolation": "nearest"}
    look |= {"vmin": -high if signed else 0, "vmax": high}
    rows = -(-len(stack) // wide)
    figure = Figure(figsize=(7.2, 2 * rows), layout="constrained", facecolor=GROUND)
    for k, (picture, caption) in enumerate(zip(stack, captions, strict=True), 1):
        axes = figure.add_subplot(rows, wide, k, xticks=[], yticks=[])
        axes.imshow(picture, **look)
        axes.set_title(caption, color=INK, fontsize=LABELS)
        axes.spines[:].set_color(FAINT)
    _, height, width = stack.shape[:3]
    said = [caption.replace("\n", ", ") for caption in captions]
    if signed:
        ends = [(_index(each, each.min()), _index(each, each.max())) for each in stack]
        pairs = zip(said, ends, strict=True)
        said = [f"{words}, bluest at {low}, most orange at {up}" for words, (low, up) in pairs]
    alt = f"{counted(len(stack), 'picture')} of {height} by {width} pixels: {'; '.join(said)}."
    return _picture(figure, alt + (" Blue is below 0, orange above." if signed else ""))


def _index(picture, number):
    return np.argwhere(picture == number)[0, :2].tolist()


def short(ratio):
    """A ratio with two figures, as text: 1.4, 37, 280, 2,800."""
    return f"{ratio:.2g}" if ratio < 10 else f"{round(ratio, 2 - len(str(int(ratio)))):,.0f}"


def _figure(x_label, y_label, height):
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


def _picture(figure, alt):
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=144, metadata={"Software": None})
    width = int(figure.get_size_inches()[0] * 90)
    figure.clear()  # its parts hold each other, and 2 MB of pixels, for long otherwise
    return Picture(alt, png=stream.getvalue(), width=width)
