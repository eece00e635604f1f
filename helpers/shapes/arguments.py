"""Arguments checked before any work: an error names the argument, what it has and what it needs."""

import functools
import inspect
import numbers

import numpy as np


def shaped(as_given=False, **axes):
    """Decorator: the arguments named in `axes` have these two axes, or an error says what is wrong.

    `shaped(w="n 1", b="", X="n m", Y="1 m labels")`: an axis is 1, or a letter that stands for the
    same length everywhere; "" is a number; "labels" are 0 or 1. Nested lists become arrays, unless
    `as_given` (for code that reads plain numbers from lists and arrays alike).

    The decorated function raises TypeError for text or objects where numbers are needed, ValueError
    for wrong shapes, empty arrays and wrong labels.
    """

    def decorate(function):
        signature = inspect.signature(function)
        names = list(signature.parameters)
        wanted = [(names.index(name), name, spec.split()) for name, spec in axes.items()]
        wanted.sort(key=lambda item: item[1] != "X")  # X first: others must fit its n and m

        @functools.wraps(function)
        def checked(*args, **kwargs):
            if kwargs or len(args) != len(names):  # binding costs more than the rest
                bound = signature.bind(*args, **kwargs)
                args, kwargs = bound.args, bound.kwargs
            args, lengths = list(args), {"1": 1}
            for place, name, spec in wanted:
                if not spec:
                    args[place] = number_argument(name, args[place])
                    continue
                array = array_argument(name, args[place], spec, lengths)
                if not as_given:
                    args[place] = array
            return function(*args, **kwargs)

        return checked

    return decorate


def array_argument(name, value, axes, lengths):
    """`value` as an array once its axes fit `lengths` ({"1": 1} and the letters known), which grow.

    `axes` is ["n", "m"], or ["1", "m", "labels"] for an array of 0 and 1. The entries of arrays
    that are not NumPy's are not looked at: they may be lazy.
    """
    array = value if hasattr(value, "shape") else _from_list(name, value)
    shape = array.shape
    if (
        len(shape) != 2
        or 0 in shape
        or shape[0] != lengths.setdefault(axes[0], shape[0])
        or shape[1] != lengths.setdefault(axes[1], shape[1])
    ):
        _refuse_shape(name, shape, axes, lengths)
    lengths.setdefault("first", (name, shape))  # whose lengths they are, for the errors of others
    if isinstance(array, np.ndarray):
        if array.dtype.kind not in "fiub":
            kind = "text" if array.dtype.kind in "US" else f"entries of type {array.dtype}"
            raise TypeError(f"{name} holds {kind}, it needs numbers")
        if len(axes) == 3 and not ((array == 0) | (array == 1)).all():
            wrong = array[(array != 0) & (array != 1)]
            raise ValueError(f"{name} holds {wrong[0]}, labels need to be 0 or 1")
    return array


def number_argument(name, value):
    """`value`, a number; an array without axes becomes one, so that `+=` cannot change it."""
    if isinstance(value, float):
        return value
    if getattr(value, "shape", ()):
        raise ValueError(f"{name} has shape {value.shape}, it needs a number")
    if isinstance(value, np.ndarray):
        value = value[()]
    lazy = hasattr(value, "shape") and not isinstance(value, np.generic)  # not NumPy's: not read
    if not (lazy or isinstance(value, numbers.Real | np.bool)):
        raise TypeError(f"{name} is {value!r} ({type(value).__name__}), it needs a number")
    return value


def _from_list(name, value):
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name} is {value!r} ({type(value).__name__}), it needs an array")
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} is a nested list with rows of several lengths, it needs rows of one length"
        ) from None


def _refuse_shape(name, shape, axes, lengths):
    needed = [lengths.get(axis, axis) for axis in axes[:2]]
    text = f"{name} has shape {shape}, it needs ({needed[0]}, {needed[1]})"
    if 0 in shape:
        raise ValueError(f"{text}: there is nothing in it")
    if len(shape) == 1 and 1 in needed:
        order = "1, -1" if needed[0] == 1 else "-1, 1"
        raise ValueError(f"{text}: {name}.reshape({order}) gives it two axes")
    if tuple(needed) == shape[::-1]:
        raise ValueError(f"{text}: {name}.T swaps the two axes")
    first, known = lengths.get("first", (name, shape))
    if first == name:
        raise ValueError(text)
    if first == "X":
        raise ValueError(f"{text}: X has {known[0]} features and {known[1]} examples")
    raise ValueError(f"{text}: {first} has shape {known}")
