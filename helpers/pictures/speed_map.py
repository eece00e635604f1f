"""A map of factors: how many times as long one version takes as another, over n and m."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
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
KEY = """The number says how many times as long
the first version takes as the second.

Below 1, blue: the first is faster.
Above 1, orange: the second is faster.
Black line: both take the same time.
Axes and colours are logarithmic."""


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
        times = [
            [[self.seconds.get((name, n, m), np.nan) for m in self.m] for n in self.n]
            for name in (slow, fast)
        ]
        return np.divide(*times)

    def __repr__(self):
        lines = []
        for pair in MAPS:
            rows = [["", *(f"m = {m:,}" for m in self.m)]]
            for n, ratios in zip(self.n, self.ratios(*pair), strict=True):
                rows.append([f"n = {n:,}", *map(_words, ratios)])
            lines += [_title(*pair), *("".join(f"{words:>12}" for words in row) for row in rows)]
        return "\n".join([*lines, self.left_out]).rstrip()

    @property
    def html(self):
        """The picture, what was left out, and the numbers as text."""
        left_out = f"<p>{self.left_out}</p>" if self.left_out else ""
        numbers = f"<details><summary>The numbers</summary><pre>{self!r}</pre></details>"
        return maps(self).html + left_out + numbers


def _title(slow, fast):
    return f"{NAMES[slow]} / {NAMES[fast]}"


def _words(ratio):
    return "blank" if np.isnan(ratio) else short(ratio)


@as_shipped
def maps(speeds):
    """The maps of a SpeedMap, and the key to them."""
    figure = Figure(figsize=(7.2, 5.8), layout="constrained", facecolor=GROUND)
    *panels, key = figure.subplots(2, 2).flat
    factors = [speeds.ratios(*pair) for pair in MAPS]
    span = max(10, np.nanmax(factors), 1 / np.nanmin(factors))  # the same colours in all
    for axes, pair, ratios in zip(panels, MAPS, factors, strict=True):
        drawn = _map(axes, speeds, ratios, LogNorm(1 / span, span))
        axes.set_title(_title(*pair), color=INK, fontsize=LABELS)
    key.set_axis_off()
    key.text(0, 1, KEY, color=INK, fontsize=TICKS, va="top", linespacing=1.5)
    bar = figure.colorbar(drawn, cax=key.inset_axes([0, 0.1, 1, 0.08]), orientation="horizontal")
    bar.ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}" if x >= 1 else f"1/{1 / x:g}")
    bar.ax.xaxis.set_minor_locator(NullLocator())
    bar.ax.tick_params(colors=SOFT, labelcolor=INK, labelsize=TICKS)
    said = [_alt(_title(*pair), speeds, each) for pair, each in zip(MAPS, factors, strict=True)]
    return as_picture(figure, f"How many times as long. {' '.join(said)}")


def _map(axes, speeds, ratios, norm):
    """One map, drawn on these axes; returns what a key to its colours needs."""
    across, up = _edges(speeds.m), _edges(speeds.n)
    look = {"norm": norm, "cmap": COLOURS, "alpha": 0.7, "edgecolor": GROUND}  # ink stays legible
    drawn = axes.pcolormesh(across, up, ratios, **look)
    logs = np.log(np.pad(ratios, 1, "edge"))  # so that the line goes on to the edges
    if np.nanmin(logs) < 0 < np.nanmax(logs):
        places = [across[0], *speeds.m, across[-1]], [up[0], *speeds.n, up[-1]]
        axes.contour(*places, logs, levels=[0], colors=INK, linewidths=2)
    halo = [withStroke(linewidth=3, foreground=PAPER)]  # where the line runs through a number
    look = {"color": INK, "fontsize": TICKS, "ha": "center", "va": "center", "path_effects": halo}
    for (row, column), ratio in np.ndenumerate(ratios):
        axes.text(speeds.m[column], speeds.n[row], "" if np.isnan(ratio) else short(ratio), **look)
    axes.set(xscale="log", yscale="log", facecolor=GROUND)
    axes.set_xlabel("m examples", color=INK, fontsize=LABELS)
    axes.set_ylabel("n features", color=INK, fontsize=LABELS)
    for axis, values in (axes.xaxis, speeds.m), (axes.yaxis, speeds.n):
        axis.set_major_locator(FixedLocator(values))
        axis.set_major_formatter("{x:,.0f}")
        axis.set_minor_locator(NullLocator())
    axes.tick_params(colors=SOFT, labelcolor=INK, labelsize=TICKS)
    return drawn


def _edges(values):
    """Where fields begin and end whose middles, on a logarithmic axis, are these."""
    values = np.array(values, float)
    middles = np.sqrt(values[1:] * values[:-1])
    return [values[0] ** 2 / middles[0], *middles, values[-1] ** 2 / middles[-1]]


def _alt(title, speeds, ratios):
    """A map in words, with its medians over n or over m, whichever change more."""
    timed = np.ma.masked_invalid(ratios)  # a whole row may be blank
    medians = {axis: np.ma.median(timed, axis).filled(np.nan) for axis in (0, 1)}
    by = {"n": (speeds.n, medians[1]), "m": (speeds.m, medians[0])}
    name = max(by, key=lambda each: np.nanmax(by[each][1]) / np.nanmin(by[each][1]))
    values, medians = by[name]
    below = f"below 1 in {(timed < 1).sum()} of {timed.count()} fields"
    ends = f"{short(timed.min())} to {short(timed.max())}"
    along = f"{name} from {values[0]:,} to {values[-1]:,}: {', '.join(map(_words, medians))}"
    return f"{title}: {ends}, {below}; medians for {along}."
