"""Still figures, drawn with matplotlib and returned as a Picture: cost curve, times, images."""

import itertools

import ipywidgets
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from helpers.pictures.figure import LABELS, WORDS, as_picture, as_shipped, one_axes, short
from helpers.pictures.palette import BLUE, FAINT, GREEN, GROUND, INK, ORANGE, PAPER, PURPLE
from helpers.pictures.show import alone
from helpers.pictures.svg import counted


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
    scale = "time of one call in seconds, logarithmic scale"
    above = 0.24 * (len(limits or {}) - (not guess))
    figure, axes = one_axes(scale, "", 0.7 + 0.55 * len(seconds) + max(0, above))
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
    lines = [(least, name, PURPLE) for name, least in (limits or {}).items()]
    if guess:
        lines.append((fastest * guess, f"your guess: {guess:,g} times", ORANGE))
    marks = [*seconds.values(), *(at for at, *_ in lines)]
    low, high = min(marks) / 3, max(10 * min(marks), *marks)  # one power of ten at least
    axes.set_xlim(low, high * (high / low) ** 0.5)  # the last third is room for the words
    axes.set_ylim(len(seconds) - 0.5, -0.5)  # the first on top
    for k, (at, words, colour) in enumerate(sorted(lines, reverse=True)):  # the leftmost on top
        top = -0.57 - 0.4 * k
        look = {"color": colour, "linestyle": "--", "linewidth": 1.8, "clip_on": False}
        axes.plot([at, at], [len(seconds) - 0.5, top - 0.2 * (k > 0)], zorder=1, **look)
        axes.text(at * 1.05, top, words, color=colour, fontsize=WORDS)
    said = ", ".join(f"{name} {ratio}" for name, ratio in ratios.items())
    least = ", ".join(f"{name} {short(each / fastest)}" for name, each in (limits or {}).items())
    said += f"; the least for {least}" if least else ""
    return as_picture(figure, f"Time as a multiple of the fastest: {said}.")


@as_shipped
def steps(seconds):
    """Seconds by name, in the order of the way, as a staircase of marks on a logarithmic axis.

    Each says how many times faster or slower it is than the one before, the last line than the
    first. Raises ValueError for fewer than two.
    """
    if len(seconds) < 2:
        raise ValueError(f"seconds has {len(seconds)} times, steps need at least two")
    scale = "time of one call in seconds, logarithmic scale"
    figure, axes = one_axes(scale, "", 0.9 + 0.42 * (len(seconds) + 1))
    names, ways = list(seconds), list(seconds.values())
    said = ["", *(_faster(*pair) + " than the one before" for pair in itertools.pairwise(ways))]
    said.append(_faster(ways[0], ways[-1]) + " than the first")
    for k, each in enumerate(ways):
        axes.plot([each], [k], marker="o", markersize=9, color=BLUE)
    down = [k + half for k in range(len(ways)) for half in (0, 0.5, 0.5)][:-2]
    axes.plot(
        [each for each in ways for _ in range(3)][1:-1], down, color=BLUE, linewidth=1.8, zorder=1
    )
    last = len(ways)
    axes.annotate(
        "",
        (ways[-1], last),
        (ways[0], last),
        arrowprops={"arrowstyle": "->", "color": GREEN, "linewidth": 2.4},
    )
    for k, words in enumerate(said):
        axes.annotate(
            words,
            (1, k),
            (8, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            color=INK,
            fontsize=WORDS,
        )
    axes.set_xscale("log")
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlim(min(ways) / 2, max(max(ways), 5 * min(ways)) * 2)
    axes.set_ylim(last + 0.5, -0.5)
    axes.set_yticks(range(last + 1), [*names, "in all"])
    way = "; ".join(f"{name} {words}" for name, words in zip(names[1:], said[1:], strict=False))
    return as_picture(figure, f"From {names[0]} on: {way}; in all {said[-1]}.")


def _faster(before, now):
    """How the time changed, in words."""
    ratio = max(before / now, now / before)
    if short(ratio) == "1":
        return "as fast as"
    return f"{short(ratio)} times {'faster' if now < before else 'slower'}"


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
