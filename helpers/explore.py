"""What moves: pictures with controls. Each explorer is one line, the last of its cell.

An `Explorer` asks Python for a new picture at every change. A `Stepper` walks through pictures
drawn beforehand, in the browser alone, so that it is quick on a server far away too.
"""

import ipywidgets

from helpers import charts, draw, live

LABEL = {"description_width": "9em"}
WIDE = ipywidgets.Layout(width="min(40em, 100%)")


class Explorer:
    """A picture and the controls that redraw it: `picture(**values) -> Picture`."""

    def __init__(self, picture, **controls):
        self.picture, self.controls = picture, controls

    def _ipython_display_(self):
        still = self._draw()
        view = ipywidgets.HTML(still.svg)
        for control in self.controls.values():
            control.observe(lambda change: setattr(view, "value", self._draw().svg), "value")
        live.show(
            still.still,
            still.alt,
            [*self.controls.values(), view],
            "zl-explorer",
            {"image/svg+xml": still.svg},
        )

    def _draw(self):
        return self.picture(**{name: control.value for name, control in self.controls.items()})


class Stepper:
    """Pictures drawn beforehand, and a slider that picks one: `pictures[0]` is number `first`."""

    def __init__(self, pictures, label, first=0):
        self.pictures, self.label, self.first = pictures, label, first

    def _ipython_display_(self):
        slider = slide(self.label, self.first, self.first, self.first + len(self.pictures) - 1)
        # the slider's value is the index in the stack, so numbers below `first` get an empty place
        frames = [ipywidgets.HTML()] * self.first + [ipywidgets.HTML(p.svg) for p in self.pictures]
        stack = ipywidgets.Stack(frames, selected_index=self.first)
        ipywidgets.jslink((slider, "value"), (stack, "selected_index"))
        still = self.pictures[0]
        live.show(
            still.still, still.alt, [slider, stack], "zl-explorer", {"image/svg+xml": still.svg}
        )


def slide(label, value, low, high, step=1):
    """A slider for whole numbers, or for decimals where `step` is one."""
    kind = ipywidgets.IntSlider if isinstance(step, int) else ipywidgets.FloatSlider
    return kind(
        value=value, min=low, max=high, step=step, description=label, style=LABEL, layout=WIDE
    )


def shapes(n=3, m=5):
    """How X, Y, w and A change with the number of features n and of examples m."""
    return Explorer(draw.shapes_of, n=slide("features n", n, 1, 8), m=slide("examples m", m, 1, 12))


def line_or_sigmoid(x, y, w=1.0, b=0.0):
    """The straight line w * x + b and its sigmoid, over examples x with labels y, both (m,)."""
    return Explorer(
        lambda w, b: charts.line_or_sigmoid(w, b, x, y),
        w=slide("weight w", w, -4.0, 4.0, 0.1),
        b=slide("bias b", b, -4.0, 4.0, 0.1),
    )


def loss(a=0.8):
    """The loss of one example, for its prediction a and both labels."""
    return Explorer(
        charts.loss_of_one,
        a=slide("prediction a", a, 0.01, 0.99, 0.01),
        y=ipywidgets.ToggleButtons(options=[1, 0], description="label y", style=LABEL),
    )


def downhill(x, y, w=-6.0, b=4.0):
    """Gradient descent from a start you choose, on the cost and on the squared error; x, y (m,)."""
    return Explorer(
        lambda steps, w, b: charts.downhill(w, b, x, y, steps),
        steps=slide("steps downhill", 0, 0, 60),
        w=slide("start at w", w, -8.0, 8.0, 0.5),
        b=slide("start at b", b, -8.0, 8.0, 0.5),
    )


def ticks(w, X):
    """Which numbers each tick of two loops, one loop and no loop touches; w (n, 1), X (n, m)."""
    return Stepper([draw.touched(w, X, tick) for tick in range(1, X.size + 1)], "tick", first=1)


def collect(X, dZ):
    """dw growing by x_i * dz_i, example by example; X (n, m), dZ (1, m)."""
    return Stepper([draw.collected(X, dZ, count) for count in range(X.shape[1] + 1)], "examples")


def stack(w, X):
    """Z filled column by column, then all at once; w (n, 1), X (n, m)."""
    return Stepper([draw.stacked(w, X, count) for count in range(X.shape[1] + 2)], "columns")


def predictions(snapshots, Y):
    """How the predictions part during training: snapshots [(iteration, A), ...], A and Y (1, m)."""
    return Stepper([charts.predictions(A, Y, iteration) for iteration, A in snapshots], "snapshot")
