"""How shapes that do not fit could: the smallest change of them, as an expression of NumPy."""

import itertools
import math

from helpers.shapes.rules import explain_broadcast


def suggest(names, shapes):
    """(expression, shape): the sum of arrays of these shapes, changed so that they fit; its shape.

    Axes of length 1 are put in, or axes swapped; None where numbers would have to be left out. As
    few arrays as can be are changed; of several ways it is the one with the smallest result.
    """
    axes, ways = max(len(shapes), *map(len, shapes)), []
    changes = [list(_changes(*each, axes)) for each in zip(names, shapes, strict=True)]
    for choice in itertools.product(*changes):
        ranks, words, changed = zip(*choice, strict=True)
        shape = explain_broadcast(*changed).shape
        if shape is not None:
            cost = sum(map(bool, ranks)), math.prod(shape), sum(ranks)
            ways.append((cost, len(ways), " + ".join(words), shape))
    return min(ways)[2:] if ways else None


def _changes(name, shape, axes):
    """(rank, words, shape) of the array as it is, with its 1s elsewhere, with its axes swapped."""
    yield 0, name, shape
    lengths = [length for length in shape if length != 1]
    for size in range(len(shape), axes + 1):
        for places in itertools.combinations(range(size), len(lengths)):
            in_place = dict(zip(places, lengths, strict=True))
            changed = tuple(in_place.get(place, 1) for place in range(size))
            yield 1, f"{name}.reshape{changed}", changed
    if len(lengths) > 1:
        for order in itertools.permutations(range(len(shape))):
            words = "T" if len(shape) == 2 else f"transpose{order}"
            yield 2, f"{name}.{words}", tuple(shape[place] for place in order)
