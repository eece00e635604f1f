"""Functions from their source, as a learner writes them in a notebook; and tables of answers."""

import linecache
import math

import numpy as np

from helpers.checking.judge import judge
from helpers.exercises import by_name


def logistic(z):
    """A learner's sigmoid, from an earlier cell."""
    return 1 / (1 + np.exp(-z))


def written(name, body, **names):
    """A function of an exercise's name and arguments; `body` is its lines, or what it returns."""
    if "\n" not in body:
        body = f"return {body}"
    head = f"def {name}({', '.join(by_name()[name].parameters)}):"
    return defined("\n    ".join([head, *body.strip("\n").splitlines()]), **names)


def defined(source, **names):
    """The function that a source defines, its lines to be had as in a notebook."""
    file, space = f"<cell {abs(hash(source))}>", {"np": np, "math": math, "logistic": logistic}
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), space | names, found := {})
    (function,) = found.values()
    return function


def verdict(name, body, **names):
    """What a check says of such a function."""
    return judge(by_name()[name], written(name, body, **names))


def answers(text):
    """[(exercise, label, function)] of a table.

    Exercises stand at the left. Under them, indented, comes an answer: "label: what it returns", or
    "label:" and below it, indented once more, its lines.
    """
    found, names = [], []
    for line in filter(str.strip, text.splitlines()):
        if not line.startswith(" "):
            names = line.split()
        elif not line.startswith("     "):
            label, _, body = line.strip().partition(":")
            found += [[name, label, body.strip()] for name in names]
        else:
            for answer in found[-len(names) :]:
                answer[2] += line[8:] + "\n"
    return [(name, label, written(name, body)) for name, label, body in found]
