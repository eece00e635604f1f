"""What moves: pictures with controls. Each explorer is one line, the last of its cell.

An `Explorer` asks Python for a new picture at every change. A `Stepper` walks through pictures
drawn beforehand, in the browser alone, so that it is quick on a server far away too.
"""

import ipywidgets

from helpers.pictures import arrays, curves, show
from helpers.pictures import broadcasting as aligned
from helpers.pictures import product as products

LABEL = {"description_width": "9em"}
WIDE = ipywidgets.Layout(width="min(40em, 100%)")


class Explorer:
    """A picture and the controls that redraw it: `picture(**values) -> Picture`.

    `still` holds values of the still picture that differ from where the controls start.
    """

    def __init__(self, picture, still=None, **controls):
        self.picture, self.still, self.controls = picture, still or {}, controls

    def _ipython_display_(self):
        still = self.picture(**self._values() | self.still)
        view = ipywidgets.HTML(self._draw())
        for control in self.controls.values():
            control.observe(lambda change: setattr(view, "value", self._draw()), "value")
        show.show(
            still.still,
            still.alt,
            [*self.controls.values(), view],
            "zl-explorer",
            {"image/svg+xml": still.svg},
        )

    def _values(self):
        return {name: control.value for name, control in self.controls.items()}

    def _draw(self):
        return self.picture(**self._values()).svg


class Stepper:
    """Pictures drawn beforehand, and a slider that picks one: `pictures[0]` is number `first`.

    `pictures[still]` is shown where no widget lives: the last one, unless another tells more.
    """

    def __init__(self, pictures, label, first=0, still=-1):
        self.pictures, self.label, self.first, self.still = pictures, label, first, still

    def _ipython_display_(self):
        last = self.first + len(self.pictures) - 1
        control = slider(self.label, self.first, self.first, last)
        # the slider's value is the index in the stack, so numbers below `first` get an empty place
        frames = [ipywidgets.HTML()] * self.first + [ipywidgets.HTML(p.svg) for p in self.pictures]
        stack = ipywidgets.Stack(frames, selected_index=self.first)
        ipywidgets.jslink((control, "value"), (stack, "selected_index"))
        still = self.pictures[self.still]
        show.show(
            still.still, still.alt, [control, stack], "zl-explorer", {"image/svg+xml": still.svg}
        )


def slider(label, value, low, high, step=1):
    """A slider for whole numbers, or for decimals where `step` is one."""
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(
        value=value, min=low, max=high, step=step, description=label, style=LABEL, layout=WIDE
    )


def shapes(n=3, m=5):
    """How X, Y, w and A change with the number of features n and of examples m."""
    return Explorer(
        arrays.shapes_of, n=slider("features n", n, 1, 8), m=slider("examples m", m, 1, 12)
    )


def line_or_sigmoid(x, y, w=1.0, b=0.0):
    """The straight line w * x + b and its sigmoid, over examples x with labels y, both (m,)."""
    return Explorer(
        lambda w, b: curves.line_or_sigmoid(w, b, x, y),
        w=slider("weight w", w, -4.0, 4.0, 0.1),
        b=slider("bias b", b, -4.0, 4.0, 0.1),
    )


def loss(a=0.8):
    """The loss of one example, for its prediction a and both labels."""
    return Explorer(
        curves.loss_of_one,
        a=slider("prediction a", a, 0.01, 0.99, 0.01),
        y=slider("label y", 1, 0, 1),
    )


def downhill(x, y, w=-6.0, b=4.0):
    """Gradient descent from a start you choose, on the cost and on the squared error; x, y (m,)."""
    return Explorer(
        lambda steps, w, b: curves.downhill(w, b, x, y, steps),
        still={"steps": 40},
        steps=slider("steps downhill", 0, 0, 60),
        w=slider("start at w", w, -8.0, 8.0, 0.5),
        b=slider("start at b", b, -8.0, 8.0, 0.5),
    )


def ticks(w, X):
    """Which numbers each tick of two loops, one loop and no loop touches; w (n, 1), X (n, m)."""
    pictures = [arrays.touched(w, X, tick) for tick in range(1, X.size + 1)]
    return Stepper(pictures, "tick", first=1, still=0)


def collect(X, dZ):
    """dw growing by x_i * dz_i, example by example; X (n, m), dZ (1, m)."""
    return Stepper([arrays.collected(X, dZ, count) for count in range(X.shape[1] + 1)], "examples")


def stack(w, X):
    """Z filled column by column, then all at once; w (n, 1), X (n, m)."""
    return Stepper([arrays.stacked(w, X, count) for count in range(X.shape[1] + 2)], "step")


def predictions(snapshots, Y):
    """How the predictions part during training: snapshots [(iteration, A), ...], A and Y (1, m)."""
    return Stepper([curves.predictions(A, Y, iteration) for iteration, A in snapshots], "stage")


def product(A, B):
    """One entry of A @ B, its row and its column, and A * B beside it; A (p, q), B (q, r), small.

    Where the result has one entry only, the slider walks along the products of its sum.
    """
    whole = products.product(A, B)  # says what is wrong with A and B
    rows, columns, inner = len(A), len(B[0]), max(len(A[0]), len(B))
    if rows * columns * inner == 1:
        return whole  # nothing to choose
    if rows * columns == 1:
        sums = [products.product(A, B, terms=k) for k in range(1, inner + 1)]
        return Stepper(sums, "products", first=1)
    if rows * columns <= 16:
        entries = [products.product(A, B, *divmod(k, columns)) for k in range(rows * columns)]
        return Stepper(entries, "entry", still=1)
    sides = {"row": rows, "column": columns}
    return Explorer(
        lambda **at: products.product(A, B, **at),
        **{side: slider(side, 0, 0, length - 1) for side, length in sides.items() if length > 1},
    )


def broadcasting(*shapes):
    """Whether two or three shapes fit, and what is read again; a slider for each axis, up to 3."""
    still = aligned.broadcast(*shapes)  # says what is wrong with the shapes

    def picture(**lengths):
        left = iter(lengths.values())
        return aligned.broadcast(*(tuple(next(left) for _ in shape) for shape in shapes))

    sliders = {
        f"{name}{axis}": slider(f"{name}, axis {axis}", length, 1, min(6, max(4, length + 1)))
        for name, shape in zip(aligned.NAMES, shapes, strict=False)
        for axis, length in zip(range(-len(shape), 0), shape, strict=True)
    }
    return Explorer(picture, **sliders) if sliders else still
