"""What a value is to the rules of shapes: an array, a number, several arrays; in words, too."""

import numpy as np

NUMBERS = (int, float, complex, np.number, np.bool)
MOST_LISTED = 9  # shapes of a list of arrays
LOOKED_AT = 100  # values of a list, to see whether it holds arrays


class Shapes(list):
    """The shapes of several values."""

    def __str__(self):
        if len(self) <= MOST_LISTED:
            return repr(self)
        same = self.count(self[0]) == len(self)
        return f"{len(self)} {f'arrays of shape {self[0]}' if same else 'of several shapes'}"


def shape_of(value):
    """The shape of an array, () of a number, Shapes of a list or tuple with arrays; else None."""
    if is_array(value):
        return np.ndarray.shape.__get__(value)  # whatever a subclass does
    if is_number(value):
        return ()
    if type(value) in (list, tuple) and any(map(is_array, value[:LOOKED_AT])):
        return shapes_of(value)
    return None


def read_shape(value):
    """The same, with a list or tuple read as NumPy reads it beside an array."""
    if type(value) not in (list, tuple):
        return shape_of(value)
    inside = set(map(read_shape, value)) or {()}
    return (len(value), *inside.pop()) if len(inside) == 1 and None not in inside else None


def is_sizes(value):
    """Whether it is a shape: a tuple of whole numbers of Python."""
    return type(value) is tuple and all(type(size) is int for size in value)


def is_array(value):
    """Whether it is an array of NumPy, whatever it says of itself."""
    return issubclass(type(value), np.ndarray)


def is_number(value):
    """Whether it is a number of Python or NumPy."""
    return issubclass(type(value), NUMBERS)


def has_array(value):
    """Whether it is an array or a list of arrays."""
    return is_array(value) or isinstance(shape_of(value), Shapes)


def shapes_of(values):
    """The Shapes of several values; None where one is neither an array nor a number."""
    shapes = Shapes(map(shape_of, values))
    return None if None in shapes else shapes


def in_words(value):
    """An array, a number, or several of these in words, such as "(2, 3) int64"; else ""."""
    if is_array(value):
        return f"{shape_of(value)} {np.ndarray.dtype.__get__(value)}"
    if is_number(value):
        return "number"
    if is_sizes(value):
        return str(value)
    if type(value) is tuple:
        words = [in_words(part) for part in value]
        return ", ".join(words) if all(words) else ""
    return str(shape_of(value) or "")
