"""Sums over blocks of examples: the slopes from blocks, and how many examples a block may hold."""

import numpy as np

from helpers.checking.exercise import Case, Exercise, labels, numbers, probabilities


def gradients_in_blocks(X, A, Y, block):
    """X (n, m), A, Y (1, m), block examples at a time -> dw (n, 1), db number."""
    n, m = X.shape
    dw, db = np.zeros((n, 1)), 0.0
    for at in range(0, m, block):
        X_k = X[:, at:at+block]  # fmt: skip
        dZ_k = A[:, at:at+block] - Y[:, at:at+block]  # fmt: skip
        dw += X_k @ dZ_k.T
        db += dZ_k.sum()
    return dw / m, db / m


def examples_in_block(n, m, workers, memory):
    """n numbers of 8 bytes an example -> how many examples a block holds, 1 or more."""
    fits = memory // (3 * n * 8)
    share = m // workers
    return max(1, min(fits, share))


def _cut(rng):
    def case(about, n, m, block):
        return Case(about, (numbers(rng, n, m), probabilities(rng, m), labels(rng, m), block))

    return [
        case("5 examples in blocks of 2, the last one shorter", 3, 5, 2),
        case("6 examples of one feature, in blocks of 3", 1, 6, 3),
        case("a block larger than the table", 2, 1, 7),
        case("blocks of 1", 2, 4, 1),
    ]


def _tables(_):
    return [
        Case("memory decides", (100, 1_000_000, 2, 25_000_000)),
        Case("the share of a worker decides", (100, 10_003, 4, 24_000_000)),
        Case("an example larger than the memory", (1000, 100, 2, 8000)),
        Case("more workers than examples", (30, 3, 8, 24_000_000)),
    ]


SUMS = """
hints
    `range(0, m, block)` gives where each block starts: 0, block, 2 * block, and so on.
    `X[:, at:at+block]` is one block; a slice that goes beyond the end is shorter, without an error.
    Add `X_k @ dZ_k.T` and `dZ_k.sum()` of every block; divide by m once, after the loop.

unread
    It is right, and never reads `block`: an X that does not fit comes a block at a time.

fewer_loops
    It is right, without a loop. Does it take X as a whole? One that does not fit comes in blocks.

mean_of_means
    > X_k @ dZ_k.T -> X_k @ dZ_k.T / dZ_k.size ; dZ_k.sum() -> dZ_k.mean() ; / m -> / -(-m // block)
    Each block's mean counts the same, however few examples the last block has.
    Add up sums, not means, and divide by m once, in the end.

mean_of_a_block
    > dZ_k.sum() -> dZ_k.mean()
    The means of the blocks are added in db, and divided by m as well.
    Add the sum of each block: m divides them all, once.

last_block_only
    > dw += -> dw =
    > db += -> db =
    Only the last block counts in {what}.
    Look at the line that collects: it needs +=, and its place is inside the loop.

divided_by_block
    > dw / m, db / m -> dw / block, db / block
    The sums are divided by the length of a block, and they are sums over all m examples.
    Divide both by m.

not_divided
    > dw / m, db / m -> dw, db
    The sums come back undivided: they are m times too large.
    Divide both by m, once, after the loop.

labels_cut_in_rows
    > A[:, at:at+block] - Y[:, at:at+block] -> A[at:at+block] - Y[at:at+block]
    A and Y are cut along axis 0, where they have one row: dZ keeps all its examples.
    The examples are the columns: `[:, at:at+block]` cuts those.

last_block_lost
    > range(0, m, block) -> range(0, m - block + 1, block)
    The last block is shorter than the others, and it is left out.
    `range(0, m, block)` starts it too, and the slice ends where the table ends.
"""
SIZE = """
hints
    How many bytes does one example take, and how many examples go into a third of the memory?
    The share of a worker is `m // workers`: with larger blocks one of them has nothing to do.
    The smaller of the two, `min(..., ...)`, and `max(1, ...)` where that is 0.

no_share
    > min(fits, share) -> fits
    Only the memory is asked: {returned} examples in a block leave workers without one.
    No block is larger than the share of a worker, `m // workers`: take the smaller of the two.

no_memory
    > min(fits, share) -> share
    Only the workers are asked: three blocks of {returned} examples take more than the memory.
    No more than `memory // (3 * n * 8)` fit: take the smaller of the two.

one_block_only
    > (3 * n * 8) -> (n * 8)
    One block of {returned} examples fills the memory: its temporaries and the next have no place.
    Three blocks have to fit: a third of the memory for each.

no_bytes
    > (3 * n * 8) -> (3 * n)
    > (3 * n * 8) -> n
    {returned} examples do not fit: n numbers take 8 * n bytes.
    Count bytes: three blocks, n numbers an example, 8 bytes a number.

memory_of_all
    > memory // -> workers * memory //
    With {returned} examples a block, three of them take more than one worker has.
    `memory` is what each worker has: there is nothing to multiply.

no_example
    > max(1, min(fits, share)) -> min(fits, share)
    0 comes back, and a block of none never gets on.
    The block has at least one example: `max` of 1 and what you have.

the_larger
    > min(fits, share) -> max(fits, share)
    {returned} is the larger of the two limits, and a block has to keep both.
    Take the smaller one, by `min`.
"""

EXERCISES = (
    Exercise(gradients_in_blocks, _cut, SUMS, {"X": "n m"}, ("dw", "db"), loops=1),
    Exercise(examples_in_block, _tables, SIZE, loops=None),
)
