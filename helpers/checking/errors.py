"""An error read aloud: the line that raised it, the rule of shapes it broke, what it means."""

import contextlib
import difflib
import linecache
import re
import traceback
import types
from typing import NamedTuple

import numpy as np

from helpers.checking.attempt import watched
from helpers.checking.values import listed, message_of
from helpers.checking.words import paragraphs
from helpers.shapes.lines import Line

NUMBER = r"(?:int|float|numpy\.\w*(?:int|float)\d+)"


class Failure(NamedTuple):
    """The line that raised, and, where an operation on arrays broke a rule of shapes, which.

    `line` is such as "line 3: dw += x * dz", or "" where it is not the function's own. `operation`
    is (symbol, shapes), or None; `rule` tells in words what does not fit, or is "".
    """

    line: str
    operation: tuple | None = None
    rule: str = ""


def error_name(error):
    """The name of the error's class, or of its first class with a public name."""
    return next(cls.__name__ for cls in type(error).__mro__ if not cls.__name__.startswith("_"))


def words_of(error):
    """The error as Python prints it, on one line."""
    words = re.sub(r", with gufunc signature \S+", "", message_of(error))  # nobody reads it aloud
    return f"{error_name(error)}: {words}" if words else error_name(error)


def failure(function, args, error):
    """Where `function` raises this error with `args`, seen by running it once more."""
    line, (entries, again) = _line(error, function), watched(function, args)
    failing = [each for each in _lines(entries) if each.why]
    if not failing or type(again.error) is not type(error):
        return Failure(line)
    made = next((each for each in failing[-1].operations if each.why), None)
    if failing[-1].why.startswith(f"{type(error).__name__}: "):
        return Failure(line, made and _told(made))
    rule = f"`{made.words}`: {made.why}" if made else failing[-1].why
    return Failure(line, made and _told(made), rule)


def _line(error, function):
    """Which line of the function raised, and what stands there."""
    code = function.__code__ if type(function) is types.FunctionType else None
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code is code]
    if not lines:
        return ""
    source = linecache.getline(code.co_filename, lines[-1]).strip()
    return f"line {lines[-1] - code.co_firstlineno + 1}: {source}".removesuffix(": ")


def _lines(entries):
    """The lines that ran, those of loops among them."""
    for entry in entries:
        if isinstance(entry, Line):
            yield entry
        else:
            for inside in entry.iterations.values():
                yield from _lines(inside)


def _told(operation):
    """(symbol, shapes); np.dot is called @, another function by its name."""
    called = getattr(getattr(operation.node, "func", None), "attr", "")
    symbol = {"dot": "@", "matmul": "@"}.get(called, called) or operation.symbol
    return symbol, operation.shapes


def same_error(one, other):
    """Whether two trials raise the same: the same words, or an operation that breaks a rule.

    It is the same operation only on the same shapes.
    """
    first, second = one.failure, other.failure
    if first.rule and second.rule and first.operation and second.operation:
        return first.operation == second.operation
    made = {str(each.operation) for each in (first, second) if each.operation}
    return words_of(one.attempt.error) == words_of(other.attempt.error) and len(made) < 2


# What it means


def reading(exercise, trial):
    """What the error of a trial means, in one or two sentences of errors.txt."""
    failed, facts = trial.failure, _facts(exercise, trial)
    text = f"RULE {failed.rule}" if failed.rule else f"{facts['error']} | {failed.line}"
    for pattern, sentences in paragraphs("errors.txt"):
        pattern = pattern.replace("GIVEN", "|".join(exercise.parameters)).replace("NUMBER", NUMBER)
        if found := re.search(pattern, text):
            with contextlib.suppress(KeyError):  # a fact that is not known here
                return tuple(each.format(*found.groups(), **facts) for each in sentences)
    return ()


def _facts(exercise, trial):
    """What the sentences may name; what is not known is not there."""
    error, function = trial.attempt.error, trial.function
    names = function.__globals__ if type(function) is types.FunctionType else {}
    of_name = issubclass(type(error), (NameError, AttributeError))
    name = of_name and error.name or ""
    module = error.obj if issubclass(type(error), AttributeError) else None
    near = difflib.get_close_matches(name, np.__all__, 1) if module is np else []
    called = set(re.findall(r"(?<![.\w])(\w+)\(", trial.failure.line)) & names.keys()
    gone = sorted(called - {*function.__code__.co_varnames}) if called else ()
    sizes = [
        f"{name} = {argument}.shape[{letters.split().index(name)}]"
        for argument, letters in exercise.axes.items()
        if name in letters.split()
    ]
    facts = {
        "error": words_of(error),
        "rule": trial.failure.rule,
        "name": name,
        "given": listed(exercise.parameters),
        "size": next(iter(sizes), None),
        "numpy": f"np.{name}" if name in np.__all__ and name.islower() else None,
        "near": f"np.{near[0]}" if near else None,
        "gone": next((each for each in gone if not callable(names[each])), None),
    }
    return {fact: words for fact, words in facts.items() if words is not None}
