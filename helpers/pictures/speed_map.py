"""A map of factors: how many times as long one version takes as another, over n and m."""

import html

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from helpers.pictures.card import Shown
from helpers.pictures.figure import LABELS, TICKS, as_picture, as_shipped, short
from helpers.pictures.palette import BLUE, GROUND, INK, ORANGE, PAPER, SOFT

NAMES = {
    "two_loops": "two_loops",
    "lists": "two_loops on nested lists",
    "one_loop": "one_loop",
    "zero_loops": "zero_loops",
}
MAPS = [("two_loops", "one_loop"), ("lists", "one_loop"), ("one_loop", "zero_loops")]
COLOURS = LinearSegmentedColormap.from_list("", [BLUE, PAPER, ORANGE])
KEY = """The number in a field says how many times
as long the first version takes as the second.

Blue: the first is the faster one.
Orange: the second is the faster one.
Black line: both take the same time.
Both axes and the colours are logarithmic."""


class SpeedMap(Shown):
    """Best times in seconds by (name, n, m); shows the factors between the versions as maps.

    The names are two_loops, one_loop, zero_loops, and lists: two_loops that reads nested lists.
    """

    def __init__(self, seconds, n, m, left_out=""):
        self.seconds, self.n, self.m, self.left_out = seconds, tuple(n), tuple(m), left_out

    def ratio(self, slow, fast, n, m):
        """How many times as long `slow` takes as `fast` with n features and m examples.

        Raises ValueError for a name, an n or an m that is not on the map, or has been left out.
        """
        slow, fast = (f.__name__ if callable(f) else f for f in (slow, fast))
        known = {"slow": (slow, NAMES), "fast": (fast, NAMES), "n": (n, self.n), "m": (m, self.m)}
        for argument, (value, choice) in known.items():
            if value not in choice:
                has = ", ".join(map(str, choice))
                raise ValueError(f"{argument} is {value!r}, the map has {has}")
        if (slow, n, m) not in self.seconds:
            raise ValueError(f"n = {n}, m = {m} was left out: {self.left_out}")
        return self.seconds[slow, n, m] / self.seconds[fast, n, m]

    def ratios(self, slow, fast):
        """The factors as an array (values of n, values of m), nan where a field was left out."""
        return np.array(
            [
                [
                    self.seconds.get((slow, n, m), np.nan) / self.seconds.get((fast, n, m), np.nan)
                    for m in self.m
                ]
                for n in self.n
            ]
        )

    def __repr__(self):
        lines = []
        for slow, fast in MAPS:
            rows = [
                [f"n = {n}", *map(_words, row)]
                for n, row in zip(self.n, self.ratios(slow, fast), strict=True)
            ]
            lines += [
                _title(slow, fast),
                *map(" | ".join, [["", *(f"m = {m:,}" for m in self.m)], *rows]),
            ]
        return "\n".join(lines + [self.left_out] * bool(self.left_out))

    @property
    def html(self):
        """The picture, what was left out, and the numbers as text."""
        said = f"<p>{self.left_out}</p>" * bool(self.left_out)
        text = (
            f"<details><summary>The numbers</summary><pre>{html.escape(repr(self))}</pre></details>"
        )
        return picture(self).html + said + text


def _title(slow, fast):
    return f"{NAMES[slow]} / {NAMES[fast]}"


def _words(ratio):
    return "" if np.isnan(ratio) else short(ratio)


@as_shipped
def picture(speeds):
    """The maps of a SpeedMap, and the key to them."""
    figure = Figure(figsize=(7.2, 5.8), layout="constrained", facecolor=GROUND)
    *panels, key = figure.subplots(2, 2).flat
    maps = [speeds.ratios(*pair) for pair in MAPS]
    span = max(10, *(np.nanmax(np.maximum(each, 1 / each), initial=1) for each in maps))
    for axes, pair, ratios in zip(panels, MAPS, maps, strict=True):
        drawn = _panel(axes, speeds, ratios, LogNorm(1 / span, span))
        axes.set_title(_title(*pair), color=INK, fontsize=LABELS)
    key.set_axis_off()
    key.text(0, 1, KEY, color=INK, fontsize=TICKS, va="top", linespacing=1.5)
    bar = figure.colorbar(drawn, cax=key.inset_axes([0, 0.1, 1, 0.08]), orientation="horizontal")
    bar.ax.tick_params(colors=SOFT, labelcolor=INK, labelsize=TICKS)
    alts = [_alt(_title(*pair), speeds, each) for pair, each in zip(MAPS, maps, strict=True)]
    return as_picture(figure, " ".join(alts))


def _panel(axes, speeds, ratios, norm):
    across, up = _edges(speeds.m), _edges(speeds.n)
    drawn = axes.pcolormesh(
        across, up, ratios, norm=norm, cmap=COLOURS, alpha=0.7, edgecolor=GROUND
    )
    padded = np.pad(np.log(ratios), 1, "edge")
    ends = [
        [edges[0], *values, edges[-1]] for edges, values in ((across, speeds.m), (up, speeds.n))
    ]
    axes.contour(*ends, padded, levels=[0], colors=INK, linewidths=2)
    for (row, column), ratio in np.ndenumerate(ratios):
        at = speeds.m[column], speeds.n[row]
        axes.text(*at, _words(ratio), color=INK, fontsize=TICKS, ha="center", va="center")
    axes.set(xscale="log", yscale="log", facecolor=PAPER)
    axes.set_xlabel("m examples", color=INK, fontsize=LABELS)
    axes.set_ylabel("n features", color=INK, fontsize=LABELS)
    for axis, values in (axes.xaxis, speeds.m), (axes.yaxis, speeds.n):
        axis.set_major_locator(FixedLocator(values))
        axis.set_major_formatter("{x:,.0f}")
        axis.set_minor_locator(NullLocator())
    axes.tick_params(colors=SOFT, labelcolor=INK, labelsize=TICKS)
    return drawn


def _edges(values):
    middles = np.sqrt(np.multiply(values[1:], values[:-1]))
    return [values[0] ** 2 / middles[0], *middles, values[-1] ** 2 / middles[-1]]


def _alt(title, speeds, ratios):
    if np.isnan(ratios).all():
        return f"{title}: no field was timed."
    ends = (np.unravel_index(pick(ratios), ratios.shape) for pick in (np.nanargmin, np.nanargmax))
    low, high = (
        f"{short(ratios[r, c])} at n = {speeds.n[r]}, m = {speeds.m[c]:,}" for r, c in ends
    )
    below, timed = (ratios < 1).sum(), (~np.isnan(ratios)).sum()
    return f"{title}: from {low} to {high}; below 1 in {below} of {timed} fields."
