"""What makes a step fast: a sigmoid that writes into what is there, and the size of a block."""

import re

import numpy as np

from helpers.checking.exercise import Case, Exercise, numbers
from helpers.exercises.sigmoid import SIGMOID


def sigmoid_into(z, out):
    """z, out (1, m) -> out, which now holds sigmoid(z). No other array is made."""
    np.negative(z, out=out)
    np.exp(out, out=out)
    out += 1
    np.divide(1, out, out=out)
    return out


def block_size(n, itemsize, cache):
    """n numbers an example, of itemsize bytes -> how many fit into the cache, or 1."""
    return max(1, cache // (n * itemsize))


def _places(rng):
    def case(about, m, out, risk=""):
        return Case(about, (numbers(rng, 1, m), out), risk=risk, fills=1)

    return [
        case("other numbers in out", 3, numbers(rng, 1, 3)),
        case("one number", 1, numbers(rng, 1, 1)),
        case("zeros in out", 4, np.zeros((1, 4))),
        case("nan in out", 2, np.full((1, 2), np.nan), "`np.empty` may give that too."),
    ]


def _caches(_):
    return [
        Case("30 features", (30, 8, 2**14)),
        Case("a block that fills the cache", (64, 8, 2**14)),
        Case("float32", (30, 4, 2**14)),
        Case("an example larger than the cache", (12288, 8, 2**14)),
    ]


INTO = """
hints
    Each operation makes a new array, unless it is told where its result goes.
    `np.negative(z, out=out)` writes -z into out. All that follows can stay in out.
    `np.exp(out, out=out)`, then `out += 1`, then np.divide of 1 and out; in the end return out.

not_returned
    > return out -> return
    out holds the right numbers, and the function returns nothing: Python then gives None back.
    With `return out` at the end a caller can go on in the same line.

z_changed
    > z *= -1; np.exp(z, out=out); out += 1; np.divide(1, out, out=out); return out
    > np.negative(z, out=z); np.exp(z, out=z); z += 1; np.divide(1, z, out=z); return z
    z holds other numbers after the call, and the caller may need those it had.
    From the first line on only the caller's out may be written into: `np.negative(z, out=out)`.

step_missing
    > np.negative(z, out=out) -> np.negative(z)
    > np.exp(out, out=out) -> np.exp(out)
    > out += 1 -> np.add(out, 1)
    > np.divide(1, out, out=out) -> np.divide(1, out)
    > np.negative(z, out=out); return out
    > return out
    At least one step is missing in out: -z, exp, the 1 that is added, or 1 divided by all this.
    `np.exp(out)` alone makes a new array, which nobody keeps: `out=` says where the result goes.
"""
BLOCKS = """
hints
    How many bytes does one example take: n numbers, of how many bytes each?
    The cache holds as many examples as that goes into it: `//` divides and drops what is left.
    Where one example alone is larger than the cache, `//` gives 0: `max(1, ...)` makes that 1.

decimals
    > cache // -> cache /
    > max(1, cache // (n * itemsize)) -> cache / (n * itemsize)
    The division leaves decimals, and there is no part of an example.
    `//` divides and drops what is left over.

float
    > cache // -> float(cache) //
    > max(1, cache // -> (float(cache) //
    > return max(1, cache // (n * itemsize)) -> return 1.0 * max(1, cache // (n * itemsize))
    {returned} is right, but it is a float, and `range` and slices take whole numbers only.
    `//` of two whole numbers gives a whole number.

rounded_up
    > cache // (n * itemsize) -> -(-cache // (n * itemsize))
    > cache // (n * itemsize) -> round(cache / (n * itemsize))
    > cache // (n * itemsize) -> cache // (n * itemsize) + 1
    {returned} examples take more bytes than the cache has.
    `//` drops what is left over: it never rounds up.

numbers_for_bytes
    > (n * itemsize) -> n
    The cache is divided by n alone, as if each number took one byte.
    A number takes itemsize bytes: 8 where it is float64, 4 where it is float32.

numbers_for_examples
    > (n * itemsize) -> itemsize
    {returned} is how many numbers fill the cache.
    An example has n of them.

order
    > (n * itemsize) -> n * itemsize
    Without brackets the cache is divided by n, and that is multiplied by itemsize.
    Put brackets round what one example takes, n * itemsize.

bits
    > (n * itemsize) -> (n * itemsize * 8)
    > cache // -> cache * 8 //
    itemsize and cache both count bytes, and here one of them is multiplied by 8.
    Leave the 8 out.

no_example
    > max(1, cache // (n * itemsize)) -> cache // (n * itemsize)
    > max(1, cache // (n * itemsize)) -> max(1, cache) // (n * itemsize)
    With examples larger than the cache 0 comes back, and a block of none never gets on.
    The block has at least one example: `max` of 1 and what you have.
"""

OTHER = SIGMOID[SIGMOID.index("sign_in_exp") :]
INTO += "\n" + re.sub("> return (.*)", r"> out[...] = \1; return out", OTHER)
EXERCISES = (
    Exercise(sigmoid_into, _places, INTO, {"z": "1 m"}, may_be_view=True),
    Exercise(block_size, _caches, BLOCKS, loops=None),
)
