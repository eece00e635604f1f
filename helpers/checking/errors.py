"""An error read aloud: the line that raised it, the rule of shapes it broke, what it means."""

import contextlib
import difflib
import functools
import linecache
import re
import traceback
import types
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.checking.attempt import watched
from helpers.checking.values import listed, message_of, shown

# What NumPy no longer has, and what to write.
_DROPPED = "int int float float bool bool object object str str complex complex asscalar .item() "
_DROPPED += "in1d np.isin float_ np.float64 NaN np.nan NAN np.nan Inf np.inf Infinity np.inf "
_DROPPED += "mat np.array product np.prod cumproduct np.cumprod alltrue np.all sometrue np.any "
_DROPPED += "round_ np.round row_stack np.vstack trapz np.trapezoid msort np.sort"
DROPPED = dict(zip(_DROPPED.split()[::2], _DROPPED.split()[1::2], strict=True))
NUMBER = r"(?:int|float|numpy\.\w*(?:int|float)\d+)"


@dataclass(frozen=True)
class Failure:
    """An error, the line that raised it, and, where an operation on arrays broke a rule, which.

    `line` is such as "line 3: dw += x * dz", or "" where it is not the function's own. `operation`
    is (words, symbol, shapes), or None; `rule` tells in words what does not fit, or is "".
    """

    error: BaseException
    line: str
    operation: tuple | None = None
    rule: str = ""

    @property
    def words(self):
        """The error as Python prints it, on one line."""
        words = re.sub(r", with gufunc signature \S+", "", message_of(self.error))
        return f"{error_name(self.error)}: {words}" if words else error_name(self.error)


def error_name(error):
    """The name of the error's class, or of its first class with a public name."""
    return next(cls.__name__ for cls in type(error).__mro__ if not cls.__name__.startswith("_"))


def failure(function, args, error):
    """Where `function` raises this error with `args`, seen by running it once more."""
    line, seen = _line(error, function), watched(function, args)
    if seen is None or type(seen[1].error) is not type(error):
        return Failure(error, line)
    failing = [each for each in _lines(seen[0]) if each.why]
    if not failing:
        return Failure(error, line)
    operation = next((each for each in failing[-1].operations if each.why), None)
    rule = "" if failing[-1].why.startswith(f"{type(error).__name__}: ") else failing[-1].why
    return Failure(error, line, operation and _told(operation), rule)


def _line(error, function):
    """Which line of the function raised, and what stands there."""
    code = getattr(function, "__code__", None) if type(function) is types.FunctionType else None
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code is code]
    if not lines:
        return ""
    source = linecache.getline(code.co_filename, lines[-1]).strip()
    number = lines[-1] - code.co_firstlineno + 1
    return f"line {number}: {source}" if source else f"line {number}"


def _lines(entries):
    """The lines that ran, those of loops among them."""
    for entry in entries:
        if hasattr(entry, "iterations"):
            for inside in entry.iterations.values():
                yield from _lines(inside)
        else:
            yield entry


def _told(operation):
    """(words, symbol, shapes); np.dot is called @, another function by its name."""
    called = getattr(getattr(operation.node, "func", None), "attr", "")
    symbol = {"dot": "@", "matmul": "@"}.get(called, called) or operation.symbol
    return operation.words, symbol, operation.shapes


def same_failure(one, other):
    """Whether two trials raise alike: one class, and the same operation on the same shapes.

    Where no operation on arrays is known to have broken a rule, the same words.
    """
    errors = one.attempt.error, other.attempt.error
    if None in errors or error_name(errors[0]) != error_name(errors[1]):
        return False
    first, second = one.failure, other.failure
    if first.rule and second.rule and first.operation and second.operation:
        return first.operation[1:] == second.operation[1:]
    shapes = [each.operation[1:] for each in (first, second) if each.operation]
    return first.words == second.words and shapes[:1] == shapes[-1:]


# What it means


@functools.cache
def _readings():
    """[(pattern, sentences)] of errors.txt, which says how it is written."""
    text = Path(__file__).with_name("errors.txt").read_text(encoding="utf-8")
    paragraphs = [paragraph.splitlines() for paragraph in text.split("\n\n")[1:]]
    return [(pattern, tuple(map(str.strip, lines))) for pattern, *lines in paragraphs]


def reading(exercise, trial):
    """What the error of a trial means, in one or two sentences."""
    failed = trial.failure
    if failed.rule:
        return _of_shapes(failed)
    given = exercise.parameters
    text, facts = f"{failed.words} | {failed.line}", _facts(exercise, trial)
    for pattern, sentences in _readings():
        pattern = pattern.replace("GIVEN", "|".join(given)).replace("NUMBER", NUMBER)
        if found := re.search(pattern, text):
            with contextlib.suppress(KeyError):  # a fact that is not known here
                return tuple(each.format(*found.groups(), **facts) for each in sentences)
    called = listed(
        f"{name} {np.shape(value)}" if np.ndim(value) else f"{name} = {shown(value)}"
        for name, value in zip(given, trial.case.args, strict=True)
    )
    return f"It was called with {called}.", "Try the same line in a cell of its own."


def _of_shapes(failed):
    """The rule that was broken, and a place to look."""
    words, symbol, shapes = failed.operation or ("", "=", [])
    rule = (
        f"`{words}`: {failed.rule}"
        if words and words not in failed.line[-len(words) :]
        else failed.rule
    )
    axes = [len(shape) for shape in shapes if isinstance(shape, tuple)]
    if symbol == "@" and () not in shapes:
        return rule, "A transpose (.T) of one of them, or another order, may be meant."
    if 1 in axes and max(axes) > 1:
        return (
            rule,
            "Look where an axis is lost: an index such as X[:, i] drops one, X[:, i:i+1] keeps it.",
        )
    return (rule,)


def _facts(exercise, trial):
    """What the sentences may name; what is not known is not there."""
    error, names = trial.attempt.error, getattr(trial.function, "__globals__", {})
    name = getattr(error, "name", None) or ""
    called = re.findall(r"\b(?<!\.)(\w+)\(", trial.failure.line)
    module = error.obj if isinstance(error, AttributeError) else None
    near = difflib.get_close_matches(name, dir(module), 1) if module in (np,) else []
    facts = {
        "name": name,
        "given": listed(exercise.parameters),
        "size": _sizes(exercise).get(name),
        "numpy": f"np.{name}" if name.islower() and hasattr(np, name) else None,
        "near": f"np.{near[0]}" if near and near[0][0] != "_" else None,
        "new": DROPPED.get(name) if module is np else None,
        "gone": next((each for each in called if not callable(names.get(each, len))), None),
    }
    return {fact: words for fact, words in facts.items() if words is not None}


def _sizes(exercise):
    """How a function learns the lengths of its arguments: {"m": "n, m = X.shape"}."""
    found = {}
    for name, letters in exercise.axes.items():
        match letters.split():
            case ["n", "m"]:
                return dict.fromkeys("nm", f"n, m = {name}.shape")
            case ["1", "m"]:
                found["m"] = f"m = {name}.shape[1]"
            case ["n", "1"]:
                found["n"] = f"n = len({name})"
            case ["m"]:
                found["m"] = f"m = len({name})"
    return found
