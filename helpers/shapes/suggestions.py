"""How shapes that do not fit could: the smallest change of them, as an expression of NumPy."""

import itertools
import math

from helpers.shapes.rules import explain_broadcast


def mend(names, shapes):
    """(expression, shape): the sum of arrays of these shapes, changed so that they fit; its shape.

    A transpose or axes of length 1 where that is enough, changing as few arrays as can be; else
    slices. Of several changes, the one with the smallest result.
    """
    width = max(2, *map(len, shapes))
    named = zip(names, shapes, strict=True)
    changes = [list(_changes(name, shape, width)) for name, shape in named]
    found = []
    for choice in itertools.product(*changes):
        shape = explain_broadcast(*(changed for _, changed in choice)).shape
        if shape is not None:
            words = [words for words, _ in choice]
            kept = sum(word == name for word, name in zip(words, names, strict=True))
            found.append((-kept, math.prod(shape), len(found), words, shape))
    if not found:
        return _sliced(names, shapes)
    *_, words, shape = min(found)
    return " + ".join(words), shape


def _changes(name, shape, width):
    """The array as it is, its transpose, and its lengths with axes of length 1 among them."""
    yield name, shape
    if len(shape) == 2:
        yield f"{name}.T", shape[::-1]
    lengths = [length for length in shape if length != 1]
    for size in range(max(1, len(lengths)), width + 1):
        for places in itertools.combinations(range(size), len(lengths)):
            changed = [1] * size
            for place, length in zip(places, lengths, strict=True):
                changed[place] = length
            if tuple(changed) != shape:
                yield f"{name}.reshape({', '.join(map(str, changed))})", tuple(changed)


def _sliced(names, shapes):
    """Each array cut to the shortest length, above 1, on each axis."""
    width = max(map(len, shapes))
    right = [[1] * (width - len(shape)) + list(shape) for shape in shapes]
    room = [
        min((length for length in axis if length > 1), default=1)
        for axis in zip(*right, strict=True)
    ]
    words = []
    for name, shape in zip(names, shapes, strict=True):
        cuts = [
            f":{kept}" if length > kept else ":"
            for length, kept in zip(shape, room[width - len(shape) :], strict=True)
        ]
        while cuts and cuts[-1] == ":":
            cuts.pop()
        words.append(f"{name}[{', '.join(cuts)}]" if cuts else name)
    return " + ".join(words), tuple(room)
