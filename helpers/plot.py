"""Still figures, drawn with matplotlib and returned as a Picture: cost curve, times, images."""

import itertools

import ipywidgets
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from helpers.pictures.figure import LABELS, WORDS, as_picture, as_shipped, one_axes, short
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, PAPER, PURPLE, SOFT
from helpers.pictures.show import alone
from helpers.pictures.svg import counted
from helpers.shapes.arguments import positive_arguments

SCALE = "time of one call in seconds, logarithmic scale"


@as_shipped
def cost_curve(costs):
    """The cost before each step of training. Raises ValueError where there is none."""
    if not len(costs):
        raise ValueError("costs is empty, a curve needs at least one cost")
    figure, axes = one_axes("step", "cost J", 3.6)
    axes.plot(range(len(costs)), costs, color=BLUE, linewidth=2.4, marker="o", markevery=[0])
    axes.set_ylim(bottom=0)
    axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    goes = "falls" if costs[-1] < costs[0] else "goes"
    steps = counted(len(costs), "step")
    return as_picture(figure, f"The cost {goes} from {costs[0]:.3f} to {costs[-1]:.3f} in {steps}.")


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
def times(seconds, guess=None, limits=None):
    """Seconds by name as marks on a logarithmic axis, each with its ratio to the fastest.

    Dashed lines: the `guess`, times the fastest; `limits`, the least seconds by name.
    """
    limits = {} if limits is None else limits
    positive_arguments("limits", limits)
    above = 0.24 * max(0, len(limits) - (not guess))  # inches for further words above
    figure, axes = one_axes(SCALE, "", 0.7 + 0.55 * len(seconds) + above)
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
    lines = [(least, name, PURPLE) for name, least in limits.items()]
    if guess:
        lines.append((fastest * guess, f"your guess: {guess:,g} times", ORANGE))
    marks = [*seconds.values(), *(at for at, *_ in lines)]
    low, high = min(marks) / 3, max(10 * min(marks), *marks)  # one power of ten at least
    axes.set_xlim(low, high * (high / low) ** 0.5)  # the last third is room for the words
    axes.set_ylim(len(seconds) - 0.5, -0.5)  # the first on top
    _dashed(axes, lines)
    said = ", ".join(f"{name} {ratio}" for name, ratio in ratios.items())
    said += f"; {_least(limits, fastest)}" if limits else ""
    return as_picture(figure, f"Time as a multiple of the fastest: {said}.")


def _dashed(axes, lines):
    """Vertical lines, each with its words above: (seconds, words, colour)."""
    for k, (at, words, colour) in enumerate(sorted(lines, reverse=True)):  # the leftmost on top
        look = {"color": colour, "linestyle": "--", "linewidth": 1.8}
        axes.axvline(at, zorder=1, **look)
        above = {
            "xy": (at, 1),
            "xycoords": ("data", "axes fraction"),
            "textcoords": "offset points",
        }
        axes.annotate(words, xytext=(4, 3 + 17 * k), **above, color=colour, fontsize=WORDS)
        up = {"arrowstyle": "-", "shrinkA": 0, "shrinkB": 0, **look}
        axes.annotate("", xytext=(0, 12 + 17 * k), **above, arrowprops=up)


def _least(limits, fastest):
    """The limits as multiples of the fastest, in words."""
    return "the least for " + ", ".join(f"{k} {short(v / fastest)}" for k, v in limits.items())


@as_shipped
def steps(seconds, limits=None):
    """Seconds by name, in the order of the way, as a staircase of marks on a logarithmic axis.

    Each says how many times faster or slower it is than the one before, the last line than the
    first. Dashed lines: `limits`, the least seconds by name. Raises TypeError for what is no dict,
    ValueError for fewer than two seconds or a number not above 0.
    """
    limits = {} if limits is None else limits
    positive_arguments("seconds", seconds)
    positive_arguments("limits", limits)
    if (last := len(seconds)) < 2:
        raise ValueError(f"seconds has {counted(last, 'time')}, steps need at least two")
    names, way = list(seconds), list(seconds.values())
    figure, axes = one_axes(SCALE, "", 1.1 + 0.42 * last + 0.24 * len(limits))
    axes.plot(way, range(last), color=BLUE, marker="o", markersize=9, linestyle="none")
    across, down = np.repeat(way, 3)[1:-1], np.add.outer(np.arange(last), (0, 0.5, 0.5)).flat[:-2]
    axes.plot(across, down, color=BLUE, linewidth=1.8, zorder=1)
    arrow = {"arrowstyle": "->", "color": GREEN, "linewidth": 2.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (way[-1], last), (way[0], last), arrowprops=arrow)
    said = [_faster(*pair) for pair in [*itertools.pairwise(way), (way[0], way[-1])]]
    beside = {"textcoords": "offset points", "va": "center", "fontsize": WORDS}
    for k, words in enumerate(["than the one before:", *said]):
        place = {"xy": (1, k), "xytext": (10, 0), "xycoords": ("axes fraction", "data")}
        axes.annotate(words, **place, **beside, color=INK if k else SOFT)
    axes.set_xscale("log")
    axes.xaxis.set_minor_formatter(NullFormatter())
    marks = [*way, *limits.values()]
    axes.set_xlim(min(marks) / 2, max(*marks, 5 * min(marks)) * 2)
    axes.set_ylim(last + 0.5, -0.5)
    axes.set_yticks(range(last + 1), [*names, "in all"])
    _dashed(axes, [(least, name, PURPLE) for name, least in limits.items()])
    each = ", ".join(f"{name} {words}" for name, words in zip(names[1:], said, strict=False))
    alt = f"Each step against the one before: {each}. In all {said[-1]}."
    least = f" As a multiple of the fastest, {_least(limits, min(way))}." if limits else ""
    return as_picture(figure, alt + least)


def _faster(before, now):
    """How a time changed, in words."""
    ratio = short(max(before / now, now / before))
    return "the same" if ratio == "1" else f"{ratio} times {'faster' if now < before else 'slower'}"


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
    return as_picture(figure, alt + (" Blue is below 0, orange above." if signed else ""))


def _index(picture, number):
    return np.argwhere(picture == number)[0, :2].tolist()
