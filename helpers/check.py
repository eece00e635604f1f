"""check(), hint(), solution() and progress(): the engine of the exercises, which knows none."""
import difflib
import html
import sys

from helpers.checking import catalogue, record
from helpers.checking.judge import judge, stopped
from helpers.checking.overview import Overview
from helpers.checking.verdict import BLUE, CODE, card, coded

_tried = set()          # names of the exercises that this kernel saw a real try of
_hints = {}             # how many hints it has given for each


def check(function):
    """Try `function` on the exercise of its name; returns a Verdict, which shows itself.

    Raises TypeError for what is no function, ValueError where no exercise has its name.
    """
    exercise = _exercise(function, sys._getframe(1).f_globals)
    try:
        verdict = judge(exercise, function)
    except KeyboardInterrupt:
        verdict = stopped(exercise)
    if verdict.kind != "unwritten":
        _tried.add(exercise.name)
    trouble = record.add(exercise.name) if verdict.passed else ""
    return verdict.with_sentence(trouble) if trouble else verdict


def hint(function):
    """One more hint for the exercise, of three; takes the function or its name."""
    exercise = _exercise(function, sys._getframe(1).f_globals)
    given = _hints.get(exercise.name, 0) + 1
    _hints[exercise.name] = min(given, len(exercise.hints))
    return Hint(exercise, given)


def solution(function):
    """The reference's source, after a first real try; takes the function or its name."""
    exercise = _exercise(function, sys._getframe(1).f_globals)
    tried = exercise.name in _tried or exercise.name in record.passed()[0]
    return Solution(exercise.name, exercise.source if tried else "")


def progress():
    """The lessons of this folder with their exercises: which are done, and what comes next."""
    names, trouble = record.passed()
    return Overview(catalogue.lessons(), names, trouble)


class Hint:
    """The hints given so far, the newest last; beyond the last one, what else there is."""

    def __init__(self, exercise, given):
        self.name, self.total = exercise.name, len(exercise.hints)
        self.hints, self.beyond = exercise.hints[:given], given > len(exercise.hints)

    @property
    def end(self):
        last = "That was the last hint; " if self.beyond else "The last hint; "
        return f"{last}`solution({self.name})` shows one way after a try."

    def __repr__(self):
        words = f"{self.name}, hint {len(self.hints)} of {self.total}: {self.hints[-1]}"
        return f"{words} {self.end}".replace("`", "") if self.beyond else words.replace("`", "")

    def _repr_mimebundle_(self, include=None, exclude=None):
        lines = [f"<b>Hint {number} of {self.total}</b>&ensp;{coded(words)}"
                 for number, words in enumerate(self.hints, 1)]
        if len(self.hints) == self.total:
            lines.append(f"<b>{coded(self.end)}</b>" if self.beyond else coded(self.end))
        inside = "".join(f'<div style="margin:.2em 0">{line}</div>' for line in lines)
        return {"text/html": card(inside, BLUE, "zl-hint"), "text/plain": repr(self)}


class Solution:
    """The reference's source, or, before a first try, where to begin."""

    def __init__(self, name, source):
        self.name, self.source = name, source

    def __repr__(self):
        return self.source or (
            f"{self.name}: the solution opens after a first try. Write something, run "
            f"check({self.name}), and come back; hint({self.name}) helps.")

    def _repr_mimebundle_(self, include=None, exclude=None):
        inside = html.escape(repr(self))
        if self.source:
            inside = (f"<b>One way to write <code>{self.name}</code></b>"
                      f'<pre style="{CODE};margin-top:.5em">{inside}</pre>')
        return {"text/html": card(inside, BLUE, "zl-solution"), "text/plain": repr(self)}


def _exercise(function, names):
    """The exercise for a function or its name; `names` are the caller's, for functions without."""
    known = catalogue.by_name()
    if isinstance(function, str):
        name = function
    elif callable(function):
        name = getattr(function, "__name__", "")
        if name not in known:               # a lambda, a partial, np.vectorize
            name = next((own for own in known if names.get(own) is function), name)
    else:
        raise TypeError(f"a {type(function).__name__} cannot be checked: give the function itself, "
                        "as in check(sigmoid)")
    if name not in known:
        near = difflib.get_close_matches(str(name), known, 1)
        raise ValueError(f"there is no exercise called {name or 'so'}; "
                         + (f"is {near[0]} meant?" if near else f"there are {', '.join(known)}"))
    return known[name]
