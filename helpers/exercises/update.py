"""The exercise of one step downhill: update."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Case, Exercise, numbers


def _cases(rng):
    def case(about, n, alpha):
        b, db = numbers(rng, 2).tolist()
        return Case(about, (numbers(rng, n, 1), b, numbers(rng, n, 1), db, alpha))

    return [
        case("2 weights", 2, 0.1),
        case("1 weight", 1, 0.5),
        case("3 weights", 3, 0.2),
        Case("whole numbers in w", (np.array([[2], [-1], [4]]), 1, *case("", 3, 0.1).args[2:])),
    ]


UPDATE = Exercise(
    logistic.update,
    _cases,
    hints=(
        "Go downhill: each parameter moves against its slope.",
        "How far: the slope times alpha. The same rule serves for w and for b.",
        "`w - alpha * dw` makes a new array. Return it with the new b, a comma between.",
    ),
    mistakes="""
uphill
    > w - alpha -> w + alpha
    > b - alpha -> b + alpha
    {What} goes uphill, with its slope: the cost would grow.
    Downhill is against the slope: take the step away with a minus.

no_alpha
    > alpha * dw -> dw
    > alpha * db -> db
    {What} moves by its whole slope: alpha, the size of the step, is left out.
    Multiply the slope by alpha before you take it away.

same_step
    > alpha * dw -> alpha * np.sum(dw)
    Every weight takes the same step: dw is made one number.
    Each weight has its own slope: use dw as it is.

divided_again
    > alpha * dw -> alpha * dw / len(dw)
    The step is divided by the number of weights, {n}.
    Take dw as it is: it is divided by the number of examples already.

whole_numbers
    > w - alpha * dw -> (w - alpha * dw).astype(w.dtype)
    w holds whole numbers here, and the decimals of the new one are cut off.
    An array made like w takes whole numbers only; np.zeros(w.shape) takes decimals.
""",
    returns=("w", "b"),
    axes={"w": "n 1"},
)

EXERCISES = (UPDATE,)
