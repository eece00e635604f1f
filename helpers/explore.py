"""What moves: pictures with controls. Each explorer is one line, the last of its cell.

`redrawn` asks Python for a new picture at every change. `stepped` walks through pictures drawn
beforehand, in the browser alone, so that it is quick on a server far away too.
"""

import functools

import ipywidgets
import numpy as np

from helpers import plot
from helpers.pictures import arrays, curves, limits
from helpers.pictures import blocks as by_blocks
from helpers.pictures.broadcasting import NAMES, broadcast
from helpers.pictures.product import product_entry
from helpers.pictures.show import show
from helpers.pictures.upload import Upload

upload = Upload  # as a lesson calls it
LOOK = {"style": {"description_width": "9em"}, "layout": {"width": "min(40em, 100%)"}}


class Explorer:
    """A still picture, and the sliders and the view of pictures that replace it."""

    def __init__(self, still, *widgets):
        self.still, self.widgets = still, widgets

    def _ipython_display_(self):
        show(self.still.html, self.still.alt, self.widgets, "zl-explorer", self.still.forms)


def redrawn(picture, *sliders, still=None):
    """An Explorer of `picture(*values) -> Picture`, with a slider for each of the values.

    A slider is (label, value, low, high), and a step for decimals. The still picture is the first
    one, unless another tells more.
    """
    controls = [_slider(*row) for row in sliders]

    def drawn():
        return picture(*(control.value for control in controls))

    view = ipywidgets.HTML(drawn().svg)
    for control in controls:
        control.observe(lambda _: setattr(view, "value", drawn().svg), "value")
    return Explorer(still or drawn(), *controls, view)


def stepped(pictures, label, first=0, still=-1):
    """An Explorer of pictures drawn beforehand, and a slider that picks one, from `first` on.

    `pictures[still]` is shown where no widget lives: the last one, unless another tells more.
    """
    control = _slider(label, first, first, first + len(pictures) - 1)
    # the slider's value is the index in the stack, so numbers below `first` get an empty place
    frames = [ipywidgets.HTML()] * first + [
        ipywidgets.HTML(each.svg or each.html) for each in pictures
    ]
    stack = ipywidgets.Stack(frames, selected_index=first)
    ipywidgets.jslink((control, "value"), (stack, "selected_index"))
    return Explorer(pictures[still], control, stack)


def _slider(label, value, low, high, step=1):
    if not low <= value <= high:
        raise ValueError(f"{label} is {value}, its slider goes from {low} to {high}")
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(value=value, min=low, max=high, step=step, description=label, **LOOK)


def shapes(n=3, m=5):
    """How X, Y, w and A change with the number of features n and of examples m."""
    return redrawn(arrays.shapes, ("features n", n, 1, 8), ("examples m", m, 1, 12))


def line_or_sigmoid(x, y, w=1.0, b=0.0):
    """The straight line w * x + b and its sigmoid, over examples x with labels y, both (m,)."""
    picture = functools.partial(curves.line_or_sigmoid, x=x, y=y)
    return redrawn(picture, ("weight w", w, -4.0, 4.0, 0.1), ("bias b", b, -4.0, 4.0, 0.1))


def loss(a=0.8):
    """The loss of one example, for its prediction a and both labels."""
    return redrawn(curves.loss_of_one, ("prediction a", a, 0.01, 0.99, 0.01), ("label y", 1, 0, 1))


def downhill(x, y, w=-6.0, b=4.0):
    """Gradient descent from a start you choose, on the cost and on the squared error; x, y (m,)."""
    picture, steps = functools.partial(curves.downhill, x=x, y=y), ("steps downhill", 0, 0, 60)
    start = ("start at w", w, -8.0, 8.0, 0.5), ("start at b", b, -8.0, 8.0, 0.5)
    return redrawn(picture, steps, *start, still=picture(40, w, b))


def iterations(w, X):
    """What each iteration of two loops, one loop and no loop touches; w (n, 1), X (n, m), small."""
    pictures = [arrays.touched(w, X, k) for k in range(1, X.size + 1)]
    return stepped(pictures, "iteration", first=1, still=0)


def collect(X, dZ):
    """dw growing by x_i * dz_i, example by example; X (n, m), dZ (1, m), small."""
    return stepped([arrays.collected(X, dZ, count) for count in range(X.shape[1] + 1)], "examples")


def blocks(X, dZ, block):
    """The sums for dw and db growing block by block; X (n, m), dZ (1, m), small."""
    count = -(-X.shape[1] // max(block, 1))
    return stepped([by_blocks.added(X, dZ, block, k) for k in range(count + 1)], "blocks")


def stack(w, X):
    """Z filled column by column, then all at once; w (n, 1), X (n, m), small."""
    return stepped([arrays.stacked(w, X, count) for count in range(X.shape[1] + 2)], "stage")


def predictions(snapshots, Y):
    """How the predictions part during training: snapshots [(steps, A), ...], A and Y (1, m)."""
    return stepped([curves.predictions(A, Y, steps) for steps, A in snapshots], "stage")


def product(P, Q):
    """One entry of P @ Q, its row and its column, and P * Q beside it; P (p, q), Q (q, r), small.

    Where the result has one entry only, the slider walks along the products of its sum.
    """
    whole = product_entry(P, Q)  # says what is wrong with P and Q
    rows, columns, inner = len(P), len(Q[0]), max(len(P[0]), len(Q))
    if rows * columns > 1:
        entries = [product_entry(P, Q, *divmod(k, columns)) for k in range(rows * columns)]
        return stepped(entries, "entry", still=1)
    sums = [product_entry(P, Q, terms=k) for k in range(1, inner + 1)]
    return stepped(sums, "products", first=1) if inner > 1 else whole  # nothing to choose


def broadcasting(*shapes):
    """Whether two or three shapes fit, and what is read again; a slider for each axis, up to 3."""
    still = broadcast(*shapes)  # says what is wrong with the shapes

    def picture(*lengths):
        left = iter(lengths)
        return broadcast(*(tuple(next(left) for _ in shape) for shape in shapes))

    sliders = [
        (f"{name}, axis {axis}", length, 1, min(6, max(4, length + 1)))
        for name, shape in zip(NAMES, shapes, strict=False)
        for axis, length in enumerate(shape, -len(shape))
    ]
    return redrawn(picture, *sliders) if sliders else still


def reshape(pictures, length=2):
    """The numbers of two pictures, (2, h, w), in lines whose length you choose, and upright."""
    picture = functools.partial(arrays.reshaped, pictures)
    whole = picture(length)  # says what is wrong with the pictures
    return redrawn(picture, ("numbers in a line", length, 1, np.size(pictures)), still=whole)


def columns(pictures, **tables):
    """Each of up to 12 pictures (k, h, w), and that column of the tables (h*w, m), put back.

    Raises ValueError for other shapes.
    """
    shape = np.shape(pictures)
    if len(shape) != 3 or not 0 < shape[0] <= 12:
        raise ValueError(f"pictures has shape {shape}, it needs (k, h, w) with up to 12 pictures")
    k, entries = shape[0], shape[1] * shape[2]
    for name, table in tables.items():
        if np.ndim(table) != 2 or len(table) != entries or table.shape[1] < k:
            has = f"{name} has shape {np.shape(table)}"
            raise ValueError(f"{has}, it needs ({entries}, {k}), or more columns")

    def put_back(i):
        found, captions = [pictures[i]], [f"picture {i}\nas it was"]
        for name, table in tables.items():
            found.append(table[:, i].reshape(shape[1:]))
            captions.append(f"{name}[:, {i}]\n{_compared(found[-1], pictures[i])}")
        return plot.images(found, captions)

    return stepped([put_back(i) for i in range(k)], "picture")


def _compared(one, other):
    """What two pictures share, in words."""
    if np.array_equal(one, other):
        return "the same"
    same = np.array_equal(np.sort(one, axis=None), np.sort(other, axis=None))
    return "its numbers, moved" if same else "other numbers"


def where_it_breaks(z=0):
    """The parts of the loss for a z from -800 to 800: exactly, plain and calm."""
    return redrawn(limits.where_it_breaks, ("z", z, -800, 800))
