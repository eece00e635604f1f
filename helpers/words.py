"""Values in words: arrays small and rounded, shapes, kinds; and NumPy's errors read aloud."""
import collections.abc
import linecache
import re
import traceback

import numpy as np

from helpers.attempt import clean
from helpers.compare import error_name, is_array, is_number

PRINTED = {"threshold": 40, "edgeitems": 2, "linewidth": 62, "sign": "-", "formatter": None,
           "nanstr": "nan", "infstr": "inf", "legacy": False, "floatmode": "maxprec"}


def shown(value, digits=4):
    """A value as short text, rounded, alike on every machine; what it is where that says more."""
    if is_number(value):
        exact = np.asarray(value).dtype.kind in "biu" and abs(value) < 10 ** 15
        return str(value) if exact else f"{float(value):.{digits}g}"
    if is_array(value):
        with np.printoptions(precision=digits, suppress=digits < 8, **PRINTED):
            return np.array2string(value, separator=", ")
    if isinstance(value, (tuple, list)) and 0 < len(value) <= 8 and all(
            is_number(part) or is_array(part) and part.size <= 4 for part in value):
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


KINDS = {dict: "a dictionary", str: "text", set: "a set", complex: "a complex number",
         type(...): "the three dots"}


def count(number, word):
    """1 argument, 2 arguments"""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def listed(words):
    """a, b and c"""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def error_text(error):
    """The error as Python prints it, on one line."""
    words = re.sub(r", with gufunc signature \S+", "", clean(error))    # nobody reads that aloud
    return f"{error_name(error)}: {words}" if words else error_name(error)


def error_line(error, function):
    """Which line of the function raised, and what stands there: "line 3: dw += x * dz", or ""."""
    code = getattr(function, "__code__", None)
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__)
             if frame.f_code is code]
    if not lines:
        return ""
    source = linecache.getline(code.co_filename, lines[-1]).strip()
    number = lines[-1] - code.co_firstlineno + 1
    return f"line {number}: {source}" if source else f"line {number}"


def read_aloud(error, called_with):
    """What the error means, in one or two sentences; `called_with` are the arguments in words."""
    words = clean(error)
    for pattern, sentence in READINGS:
        found = re.search(pattern, words)
        if found:
            return sentence.format(*found.groups())
    for kind, sentence in CLASSES.items():
        if isinstance(error, kind):
            return sentence
    return f"It was called with {called_with}. Try the same line in a cell of its own."


CLASSES = {
    RecursionError: "The function calls itself again and again. No exercise here needs that.",
    SystemExit: "exit() ends the whole program. Leave it out: return gives the result back.",
    AssertionError: "An assert in the function does not hold: print what it compares.",
    MemoryError: "The function asks for more memory than there is. Look at the shapes it makes.",
}
SHAPE = r"\(([\d, ]*)\)"
READINGS = [
    (rf"non-broadcastable output operand with shape {SHAPE} doesn't match the broadcast shape "
     rf"{SHAPE}",
     "The right side grows to ({1}), and += can only fill what is there, ({0}). Look at the right "
     "side: a column read as X[:, i] has lost an axis, X[:, i:i+1] keeps it."),
    (rf"could not be broadcast together with shapes {SHAPE} {SHAPE}",
     "({0}) meets ({1}) entry by entry. From the right, two lengths fit if they are equal or one "
     "of them is 1."),
    (rf"shapes {SHAPE} and {SHAPE} not aligned",
     "In a product of ({0}) and ({1}) the inner lengths have to agree. A transpose (.T) of one of "
     "them, or another order, may be meant."),
    (r"size (\d+) is different from (\d+)",
     "In a product with @ the inner lengths have to agree, and here {1} meets {0}. A transpose "
     "(.T) of one of them, or another order, may be meant."),
    (rf"cannot reshape array of size (\d+) into shape {SHAPE}",
     "{0} numbers do not fill the shape ({1}). Take the sizes from the argument's own shape."),
    (rf"could not broadcast input array from shape {SHAPE} into shape {SHAPE}",
     "({0}) does not fit into a place of shape ({1}). Look at the shapes on both sides of the =."),
    (r"truth value of an array",
     "`if` needs one yes or no, and a whole array was compared. Use the comparison's answers as "
     "numbers, or write a formula that is right on both sides."),
    (r"only (?:0-dimensional|length-1|size-1) arrays can be converted",
     "A function for single numbers, such as float or math.exp, was given an array. NumPy has its "
     "own for arrays, such as np.exp; a (1, 1) array becomes a number with .item()."),
    (r"Cannot cast ufunc '\w+' output",
     "An array of whole numbers cannot take decimals in place. Make a new array: w = w - step."),
    (r"NoneType",
     "Something is None here: a function without `return` gives None back."),
    (r"index (\d+) is out of bounds for axis (\d+) with size (\d+)",
     "Index {0} was asked of axis {1}, which has {2}. Counting starts at 0 and ends before the "
     "length."),
    (r"too many indices for array: array is (\d+)-dimensional, but (\d+)",
     "The array has fewer axes than the {1} that were indexed: {0}. Look at its shape."),
    (r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
     "There is no axis {0}: counting starts at 0, and the number of axes is {1}."),
    (r"name '(\w+)' is not defined",
     "Nothing is called {0} here. Look for a typing error, or run the cell that sets it."),
    (r"(?:cannot access )?local variable '(\w+)'",
     "{0} is used before it has a value. Give it one before the loop or the `if`."),
    (r"has no attribute '(\w+)'",
     "There is no .{0} here. Look for a typing error, or at what stands before the dot."),
    (r"len\(\) of unsized object|object of type '(?:float|int)' has no len",
     "A number has no length. The function gets single numbers too: use NumPy's functions, which "
     "take both."),
    (r"'numpy.ufunc'|'builtin_function_or_method'|'function'",
     "A function stands where its result is needed: brackets with its argument are missing."),
    (r"\^",
     "In Python ^ is no power: write **, or np.exp for powers of e."),
    (r"math domain error|expected a positive input",
     "math.log was given 0 or less. Look at what stands inside it."),
]
