"""Values in words: arrays small and rounded, shapes, kinds; and NumPy's errors read aloud."""

import collections.abc
import difflib
import linecache
import math
import re
import traceback

import numpy as np

from helpers.checking.attempt import clean
from helpers.checking.compare import error_name, is_array, is_number

PRINTED = {
    "threshold": 40,
    "edgeitems": 2,
    "linewidth": 62,
    "sign": "-",
    "formatter": None,
    "nanstr": "nan",
    "infstr": "inf",
    "legacy": False,
    "floatmode": "maxprec",
}


def shown(value, digits=4):
    """A value as short text, rounded, alike on every machine; what it is where that says more."""
    if is_number(value):
        exact = np.asarray(value).dtype.kind in "biu" and abs(value) < 10**15
        return str(value) if exact else f"{float(value):.{digits}g}"
    if is_array(value):
        with np.printoptions(precision=digits, suppress=digits < 8, **PRINTED):
            return np.array2string(value, separator=", ")
    if (
        isinstance(value, (tuple, list))
        and 0 < len(value) <= 8
        and all(is_number(part) or is_array(part) and part.size <= 4 for part in value)
    ):
        inside = ", ".join(shown(part, digits) for part in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return kind_of(value)


def shown_apart(returned, expected):
    """Both as text, with as many digits as it takes to tell them apart."""
    texts = "", ""
    for digits in (4, 6, 9, 12, 17):
        if texts[0] == texts[1]:
            texts = shown(returned, digits), shown(expected, digits)
    return texts


def shape_words(shape):
    """A shape as Python writes it; "a number" where there are no axes."""
    return str(shape) if shape else "a number"


def kind_of(value):
    """What a value is, in words."""
    if value is None:
        return "None"
    if isinstance(value, (bool, np.bool_)):
        return f"{bool(value)}, which is a bool"
    if is_number(value):
        return "a number"
    if isinstance(value, int):
        return "a whole number too large for NumPy"
    if type(value) is np.ndarray:
        entries = "" if is_array(value) else f" with entries of type {value.dtype}"
        return f"an array of shape {value.shape}{entries}"
    if type(value) in (tuple, list):
        return f"a {type(value).__name__} of {len(value)}"
    if type(value) in KINDS:
        return KINDS[type(value)]
    if isinstance(value, collections.abc.Generator):
        return "a generator"
    return "a function" if callable(value) else f"an object of type {type(value).__name__}"


KINDS = {
    dict: "a dictionary",
    str: "text",
    set: "a set",
    complex: "a complex number",
    type(...): "the three dots",
}


def count(number, word):
    """1 argument, 2 arguments"""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def listed(words):
    """a, b and c"""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def error_text(error):
    """The error as Python prints it, on one line."""
    words = re.sub(r", with gufunc signature \S+", "", clean(error))  # nobody reads that aloud
    return f"{error_name(error)}: {words}" if words else error_name(error)


def error_line(error, function):
    """Which line of the function raised, and what stands there: "line 3: dw += x * dz", or ""."""
    code = getattr(function, "__code__", None)
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code is code]
    if not lines:
        return ""
    source = linecache.getline(code.co_filename, lines[-1]).strip()
    number = lines[-1] - code.co_firstlineno + 1
    return f"line {number}: {source}" if source else f"line {number}"


def read_aloud(error, called_with, given=(), sizes=None, line=""):
    """What the error means, in one or two sentences.

    `called_with` are the arguments in words, `given` their names; `sizes` tells how lengths are
    set, {"m": "n, m = X.shape"}; `line` is the line that raised.
    """
    words = clean(error)
    if isinstance(error, NameError) and (found := re.match(r"name '(\w+)' is not", words)):
        return _no_such_name(found[1], given, sizes or {})
    if isinstance(error, AttributeError) and (found := re.search(ATTRIBUTE, words)):
        return _no_such_attribute(*found.groups())
    if re.search(r"'numpy\.(ufunc|_ArrayFunctionDispatcher)'", words):
        return _not_called(words, line)
    for pattern, sentence in READINGS:
        found = re.search(pattern, words)
        if found:
            return sentence.format(*found.groups())
    for kind, sentence in CLASSES.items():
        if isinstance(error, kind):
            return sentence
    return f"It was called with {called_with}. Try the same line in a cell of its own."


def _no_such_name(name, given, sizes):
    if name in ("np", "math"):
        return f"{name} is not imported yet: run the first code cell of this page again."
    if name == "e":
        return (
            "Python knows no e alone, and e to the power of -z is `np.exp(-z)`: a function of "
            "NumPy."
        )
    if name in sizes:
        return f"{name} has no value inside this function. Set it first, with `{sizes[name]}`."
    if name == "sigmoid":
        return (
            "Nothing is called sigmoid here. Write its formula, `1 / (1 + np.exp(-z))`, or run "
            "the cell that sets it."
        )
    name = SPELLED.get(name, name)
    if name.islower() and hasattr(np, name):
        single = f" For one single number there is `math.{name}` too." * hasattr(math, name)
        return f"Python knows no {name} alone: it belongs to NumPy, so write `np.{name}`.{single}"
    return (
        f"Nothing is called {name} here. Look for a typing error, or give it a value first; "
        f"the function is given {listed(given)}."
    )


SPELLED = {"ln": "log", "average": "mean", "avg": "mean", "root": "sqrt", "square_root": "sqrt"}
COUNTED = "`np.sum` adds up True as 1 and False as 0, so it counts; `np.count_nonzero` does too."
OWN_WORDS = {
    "count": COUNTED,
    "len": "Use `len(...)`.",
    "length": "Use `len(...)`.",
    "ln": "The natural logarithm is `np.log`.",
    "append": "Fill an array by its index, as in `A[0, i] = ...`; only lists have .append(...).",
    "sigmoid": "Write its formula, with `np.exp`.",
}
ATTRIBUTE = r"(?:module '(\w+)'|'([\w.]+)' object) has no attribute '(\w+)'"


def _no_such_attribute(module, kind, name):
    if module:
        there = f"np.{SPELLED.get(name, name)}" if hasattr(np, SPELLED.get(name, name)) else ""
        near = difflib.get_close_matches(name, dir(np), 1)
        there = there or (f"np.{near[0]}" if near and near[0][0] != "_" else "")
        meant = f"Is `{there}` meant?" if there else "Look for a typing error."
        owner = "NumPy" if module == "numpy" else module
        return f"{owner} has nothing called {name}. {OWN_WORDS.get(name, meant)}"
    if kind == "NoneType":
        return "Something is None here: a function without `return` gives None back."
    if kind == "list":
        return f"A list has no .{name}, an array may have: `np.array(...)` makes one of a list."
    if kind in ("int", "float", "numpy.float64", "numpy.int64"):
        return (
            f"A single number has no .{name}. If the function is given numbers and arrays, "
            "`np.exp(z)` and other functions of NumPy take both."
        )
    say = OWN_WORDS.get(name, "Look for a typing error, or at what stands before the dot.")
    return f"There is no .{name} here. {say}"


def _not_called(words, line):
    found = re.search(r"\bnp\.(\w+)(?![\w.(])", line)
    name = f"np.{found[1]}" if found else "np.exp"
    if "not subscriptable" in words:
        return (
            f"Square brackets take an entry of an array. A function has round ones: `{name}(...)`."
        )
    return (
        f"{name} is a function: what it works on stands in round brackets right behind it, as "
        f"in `{name}(...)`."
    )


CLASSES = {
    RecursionError: "The function calls itself again and again. No exercise here needs that.",
    SystemExit: "exit() ends the whole program. Leave it out: return gives the result back.",
    AssertionError: "An assert in the function does not hold: print what it compares.",
    MemoryError: "The function asks for more memory than there is. Look at the shapes it makes.",
    ZeroDivisionError: "Something is divided by 0. Print what stands below the line.",
}
SHAPE = r"\(([\d, ]*)\)"
NUMBER = r"(?:int|float|numpy\.\w*(?:int|float)\d+)"
READINGS = [
    (
        r"non-broadcastable output operand with shape \((\d+),1\) doesn't match the broadcast shape "
        r"\(\1,\1\)",
        "A column ({0}, 1) and something that lies like a row make a ({0}, {0}) table, and += has no "
        "room for it. Look at the right side: X[:, i] has lost an axis, X[:, i:i+1] keeps it.",
    ),
    (
        rf"non-broadcastable output operand with shape {SHAPE} doesn't match the broadcast shape "
        rf"{SHAPE}",
        "The right side has shape ({1}), and += can only fill what is there, ({0}). Print the shape "
        "of each factor on the right: is one of them a whole row where one number is meant?",
    ),
    (
        rf"could not be broadcast together with shapes {SHAPE} {SHAPE}",
        "({0}) meets ({1}) entry by entry. From the right, two lengths fit if they are equal or one "
        "of them is 1.",
    ),
    (
        rf"shapes {SHAPE} and {SHAPE} not aligned",
        "In a product of ({0}) and ({1}) the inner lengths have to agree. A transpose (.T) of one of "
        "them, or another order, may be meant.",
    ),
    (
        r"size (\d+) is different from (\d+)",
        "In a product with @ the inner lengths have to agree, and here {1} meets {0}. A transpose "
        "(.T) of one of them, or another order, may be meant.",
    ),
    (
        r"does not have enough dimensions",
        "@ needs an array on both sides, and here one side is a number. A number is multiplied with "
        "*.",
    ),
    (
        rf"cannot reshape array of size (\d+) into shape {SHAPE}",
        "{0} numbers do not fill the shape ({1}). Take the sizes from the argument's own shape.",
    ),
    (
        rf"could not broadcast input array from shape {SHAPE} into shape {SHAPE}",
        "({0}) does not fit into a place of shape ({1}). Look at the shapes on both sides of the =.",
    ),
    (
        r"setting an array element with a sequence",
        "One place takes one number, and an array was put there. Take its entry, as in w[j, 0] "
        "instead of w[j].",
    ),
    (
        r"Cannot interpret '[^']*' as a data type",
        "np.zeros, np.ones and np.full want the shape as one pair, in brackets of its own: "
        "`np.zeros((n, 1))`, not `np.zeros(n, 1)`.",
    ),
    (
        r"truth value of an array",
        "`if` needs one yes or no, and a whole array was compared. Use the comparison's answers as "
        "numbers, or write a formula that is right on both sides.",
    ),
    (
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted",
        "A function for single numbers, such as float, int or math.exp, was given an array. NumPy's "
        "own functions take arrays: np.exp, or .astype(int) for int.",
    ),
    (
        r"must be real number, not list|not supported for the input types.*|'list' and|and 'list'"
        r"|operand type for unary -: 'list'|can't multiply sequence|can only concatenate list",
        "Only arrays and numbers can be calculated with, not a list or text. `np.array(...)` makes an "
        "array of a list; a power is **, not ^.",
    ),
    (
        r"list indices must be integers",
        "A list takes one index at a time, and [0, i] are two. Start from an array, such as "
        "np.zeros((1, m)), which takes both.",
    ),
    (
        r"list (?:assignment )?index out of range",
        "The list has no such place. .append(...) adds a place at its end; np.zeros((1, m)) has them "
        "from the start.",
    ),
    (
        rf"(?:unpack non-iterable '?{NUMBER}|not enough values to unpack)",
        "More names stand on the left of = than there are values on the right. `n, m = X.shape` takes "
        "both lengths of X; X.shape[0] is one of them.",
    ),
    (
        r"too many values to unpack",
        "There are more values on the right of = than names on the left. Print the right side first.",
    ),
    (
        rf"'{NUMBER}' object is not iterable",
        "A `for` goes through an array or a range, and here it was given one number. range(m) counts "
        "up to a number; np.exp and its like take a number without any loop.",
    ),
    (
        rf"'{NUMBER}' object is not callable",
        "A number stands right before a bracket, and Python takes that for a call. Write * between "
        "them.",
    ),
    (
        r"'numpy.ndarray' object is not callable",
        "An array stands right before a round bracket, which calls it. Entries have square brackets, "
        "X[j, i]; a product needs * between.",
    ),
    (
        rf"'{NUMBER}' object (?:is not subscriptable|does not support item)|invalid index to scalar",
        "A single number has no entries, so it takes no square brackets. Leave one index out, or "
        "print what stands before the bracket.",
    ),
    (
        rf"'{NUMBER}' object cannot be interpreted as an integer|only integers, slices",
        "An index, a length or a range needs a whole number. Look for a decimal, or a / that makes "
        "one.",
    ),
    (
        r"Cannot cast ufunc '\w+' output",
        "An array of whole numbers cannot take decimals in place. Make a new array: w = w - step.",
    ),
    (r"NoneType", "Something is None here: a function without `return` gives None back."),
    (
        r"index (\d+) is out of bounds for axis 0 with size 1$",
        "Index {0} was asked of an axis of length 1. If it is a row, (1, m), its examples are counted "
        "by the second index: [0, i].",
    ),
    (
        r"index (\d+) is out of bounds for axis (\d+) with size (\d+)",
        "Index {0} was asked of axis {1}, which has {2}. Counting starts at 0 and ends before the "
        "length.",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+)",
        "{1} indices were given, and the array has fewer axes: {0}. Look at its shape.",
    ),
    (
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "There is no axis {0}: counting starts at 0, and the number of axes is {1}.",
    ),
    (
        r"(?:cannot access )?local variable '(\w+)'",
        "{0} is used before it has a value. Give it one before the loop or the `if`.",
    ),
    (
        r"len\(\) of unsized object|object of type '(?:float|int)' has no len",
        "A number has no length. The function gets single numbers too: use NumPy's functions, which "
        "take both.",
    ),
    (
        r"'builtin_function_or_method'|'function'|'method'|'type'",
        "A function stands where its result is needed: brackets with its argument are missing.",
    ),
    (
        r"unexpected keyword argument '(\w+)'",
        "There is no option called {0} here. Look for a typing error: axis and keepdims are two that "
        "NumPy's sums have.",
    ),
    (
        r"missing \d+ required|positional arguments? but|takes from",
        "A function inside is called with too few or too many arguments. Count what stands between "
        "its brackets.",
    ),
    (r"\^", "In Python ^ is no power: write **, or np.exp for powers of e."),
    (
        r"math domain error|expected a positive input",
        "math.log was given 0 or less. Look at what stands inside it.",
    ),
]
