"""Arguments checked before any work: an error names the argument, what it has and what it needs."""

import functools
import inspect
import math
import numbers

import numpy as np

RAISES = "\n\n    Raises ValueError for a wrong shape or label, TypeError for what is not numbers."


def shaped(as_given=False, **axes):
    """Decorator: the arguments named in `axes` have these two axes, or an error says what is wrong.

    `shaped(X="n m", Y="1 m labels", w="n 1", b="")`, in this order: an axis is 1, or a letter that
    stands for the same length everywhere; "" is a number; "labels" are 0 or 1. A default, such as
    None, may stay. Nested lists become arrays, unless `as_given`: plain numbers are read faster
    from lists.
    """

    def decorate(function):
        signature = inspect.signature(function)
        names = list(signature.parameters)
        defaults = [parameter.default for parameter in signature.parameters.values()]
        wanted = [(names.index(name), name, spec.split()) for name, spec in axes.items()]

        @functools.wraps(function)
        def checked(*args, **kwargs):
            if kwargs or len(args) != len(names):  # binding costs more than the rest
                bound = signature.bind(*args, **kwargs)
                bound.apply_defaults()
                args, kwargs = bound.args, bound.kwargs
            args, lengths = list(args), {"1": 1}
            for place, name, spec in wanted:
                if not spec:
                    args[place] = number_argument(name, args[place])
                elif args[place] is not defaults[place]:
                    array = array_argument(name, args[place], spec, lengths)
                    args[place] = args[place] if as_given else array
            return function(*args, **kwargs)

        checked.__doc__ = (function.__doc__ or "").rstrip() + RAISES
        return checked

    return decorate


def array_argument(name, value, axes, lengths):
    """`value` as an array once its axes fit `lengths` ({"1": 1} and the letters known), which grow.

    `axes` is ["n", "m"], or ["1", "m", "labels"] for an array of 0 and 1. The entries of arrays
    that are not NumPy's are not read: they may be lazy.
    """
    array = value if hasattr(value, "shape") else _from_list(name, value)
    shape, (down, across, *labels) = array.shape, axes
    if len(shape) != 2 or 0 in shape:
        _refuse_shape(name, shape, axes, lengths)
    if lengths.get(down, shape[0]) != shape[0] or lengths.get(across, shape[1]) != shape[1]:
        _refuse_shape(name, shape, axes, lengths)
    lengths[down], lengths[across] = shape  # one by one: quicker than any loop
    lengths.setdefault("first", (name, shape))  # whose lengths they are, for the errors of others
    if isinstance(array, np.ndarray):
        if array.dtype.kind not in "fiub":
            kind = "text" if array.dtype.kind in "US" else f"entries of type {array.dtype}"
            raise TypeError(f"{name} holds {kind}, it needs numbers")
        if labels:
            # the quickest way: counted, and by 0.0, which NumPy compares sooner than 0
            right = np.count_nonzero(array == 0.0) + np.count_nonzero(array == 1.0)
            if right != array.size:
                wrong = array[(array != 0) & (array != 1)][0]
                raise ValueError(f"{name} holds {wrong}, labels need to be 0 or 1")
    return array


def number_argument(name, value):
    """`value`, a number; an array without axes becomes one, so that `+=` cannot change it."""
    if isinstance(value, float):  # what training gives, of NumPy too: the quickest question first
        return value
    if getattr(value, "shape", ()):
        raise ValueError(f"{name} has shape {value.shape}, it needs a number")
    if isinstance(value, np.ndarray):
        value = value[()]
    lazy = hasattr(value, "shape") and not isinstance(value, np.generic)  # not NumPy's: not read
    if not (lazy or isinstance(value, numbers.Real | np.bool)):
        raise TypeError(f"{name} is {value!r} ({type(value).__name__}), it needs a number")
    return value


def whole_argument(name, value, low, high=math.inf):
    """Raise TypeError unless `value` is a whole number, ValueError unless it is low to high."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} is {value!r}, it needs a whole number")
    if not low <= value <= high:
        limits = f"{low} or more" if high == math.inf else f"{low} to {high}"
        raise ValueError(f"{name} is {value}, it needs a whole number, {limits}")


def positive_argument(name, value):
    """Raise ValueError unless `value` is a number above 0."""
    if not (isinstance(value, numbers.Real) and 0 < value < math.inf):
        raise ValueError(f"{name} is {value!r}, it needs a number above 0, such as 10")


def positive_arguments(name, values):
    """Raise TypeError unless `values` is a dict, ValueError unless it holds numbers above 0."""
    if not isinstance(values, dict):
        raise TypeError(f"{name} is {values!r}, it needs a dict of numbers by their names")
    for key, value in values.items():
        positive_argument(f"{name}[{key!r}]", value)


def _from_list(name, value):
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{name} is {value!r} ({type(value).__name__}), it needs an array")
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of several lengths, they need one length") from None


def _refuse_shape(name, shape, axes, lengths):
    needed = rows, columns = tuple(lengths.get(axis, axis) for axis in axes[:2])
    first, known = lengths.get("first", (name, shape))
    in_rows = known[:1], (*known[:1], 1)  # as many labels as X has rows, and not as columns
    if first == "X" and rows == 1 and known[0] != known[1] and shape in in_rows:
        raise ValueError(
            f"X has shape {known} and {name} {shape}, one example in each row: "
            "X needs one in each column, as in X.T"
        )
    if 0 in shape:
        why = ": there is nothing in it"
    elif len(shape) == 1 and 1 in needed:
        why = f": {name}.reshape({'1, -1' if rows == 1 else '-1, 1'}) gives it two axes"
    elif len(shape) > 2 and name == "X":
        why = ": logistic.flatten(X) makes a column of each picture"
    elif needed == shape[::-1] or (needed == (1, axes[1]) and shape[1:] == (1,)):
        why = f": {name}.T swaps the two axes"
    elif first == "X" != name:
        why = f": X has {known[0]} features and {known[1]} examples"
        turned = dict(zip(known, known[::-1], strict=True))
        if shape == (turned.get(rows, rows), turned.get(columns, columns)):
            why += ", X.T the other way round"
        if columns == "any" and shape[1:] == known[1:]:
            why += f"; where each row is an example, give X.T and {name}.T"
    else:
        why = f": {first} has shape {known}" if first != name else ""
    raise ValueError(f"{name} has shape {shape}, it needs ({rows}, {columns}){why}")
