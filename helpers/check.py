"""check(), hint(), solution(), progress(); and installed(): has this machine what is needed?"""

import contextlib
import difflib
import html
import math
import re
import sys
from importlib import metadata

import ipywidgets
import numpy as np

from helpers import exercises
from helpers.checking import progress as kept
from helpers.checking.clean import missing
from helpers.checking.exercise import defined
from helpers.checking.judge import judge
from helpers.checking.lessons import Map, lessons
from helpers.checking.values import kind_of
from helpers.checking.verdict import Verdict
from helpers.checking.whose import not_theirs, source_of
from helpers.checking.words import said
from helpers.pictures import show
from helpers.pictures.card import CODE, Shown, card, coded
from helpers.pictures.palette import BLUE

_tried = set()  # names of the exercises that this kernel saw a real try of
_hints = {}  # how many hints it has given for each


def check(function):
    """Try `function` (or the one of this name) on the exercise of its name; shows a Verdict.

    Raises TypeError for what is no function, NameError for the name of one that is not defined,
    ValueError where no exercise has its name.
    """
    names = sys._getframe(1).f_globals
    function = names.get(function, function) if type(function) is str else function
    exercise = _exercise(function, names)
    if type(function) is str:
        raise NameError(said("not_defined", name=function)[0])
    if whose := not_theirs(exercise, function, names.get("In", ())):
        mistake, (line, *sentences) = whose
        verdict, source = Verdict(exercise.name, "unwritten", line, tuple(sentences), mistake), ""
    else:
        verdict, source = judge(exercise, function), source_of(function)
        if verdict.kind != "unwritten":
            _tried.add(exercise.name)
    keep = {"passed": kept.add, "unwritten": lambda *_: ""}.get(verdict.kind, kept.add_failed)
    more = filter(None, [keep(exercise.name, source), missing(kept.START)])
    sentences = (*verdict.sentences, *more)
    return Checked(**vars(verdict) | {"source": source, "sentences": sentences})


def yours(function):
    """The learner's function if it passes, else the course's; prints which.

    Takes the function, or the name of one that has passed in this lesson or one before. Raises as
    hint() does.
    """
    names = sys._getframe(1).f_globals
    exercise = _exercise(function, names)
    words, own = "yours", function
    if type(function) is str:
        words, own = "yours_kept", _kept(function)
    theirs = own and not not_theirs(exercise, own, names.get("In", ()))
    if not (theirs and judge(exercise, own).passed):
        words, own = "ours", exercise.reference
    print(*said(words, name=exercise.name))
    return own


def _kept(name):
    """The function of this name as it passed, or None."""
    source = kept.kept()[0]["sources"].get(name, "")
    with contextlib.suppress(Exception):  # it may need what stood in another cell
        return defined(name, source, f"<your {name}>", {"np": np, "math": math})


class Checked(Verdict):
    """A verdict that a page shows with two buttons below it: a hint, and the solution."""

    def _ipython_display_(self):
        more = ipywidgets.HTML().add_class("zl-status")

        def button(words, answer):
            made = ipywidgets.Button(description=words, layout={"width": "9em"})
            made.on_click(lambda _: setattr(more, "value", answer(self.name).html))
            return made

        buttons = [button("Hint", hint)] * (not self.passed) + [button("Solution", solution)]
        controls = [ipywidgets.HTML(self.html), ipywidgets.HBox(buttons), more]
        show.show(self.html, str(self), controls, "zl-check")


class Told(Shown):
    """What is told, as plain text and as a page."""

    def __init__(self, words, html):
        self.words, self.html = words, html

    def __repr__(self):
        return self.words


def hint(function):
    """One more hint for the exercise, of three; takes the function or its name.

    The hints before it stay; after the last one it says what else there is. Raises TypeError for
    what is neither, ValueError where no exercise has its name.
    """
    exercise = _exercise(function, sys._getframe(1).f_globals)
    name, hints = exercise.name, exercise.hints
    asked = _hints[name] = _hints.get(name, 0) + 1
    given, beyond = hints[:asked], asked > len(hints)
    last = "That was the last hint" if beyond else "The last hint"
    end = f"{last}; `solution({name})` shows one way after a try."
    lines = [f"<b>Hint {k} of {len(hints)}</b>&ensp;{coded(h)}" for k, h in enumerate(given, 1)]
    if given == hints:
        lines.append(f"<b>{coded(end)}</b>" if beyond else coded(end))
    inside = "".join(f'<div style="margin:.2em 0">{line}</div>' for line in lines)
    words = f"{name}, hint {len(given)} of {len(hints)}: {given[-1]} {end if beyond else ''}"
    return Told(words.replace("`", "").rstrip(), card(inside, BLUE, "zl-hint"))


def solution(function):
    """The reference's source, after a first real try; takes the function or its name.

    Raises as hint() does.
    """
    exercise = _exercise(function, sys._getframe(1).f_globals)
    name, source = exercise.name, exercise.source
    if name not in _tried and name not in kept.passed()[0]:
        (later,) = said("solution_later", name=name)
        return Told(later, card(later, BLUE, "zl-solution"))
    title = f"<b>One way to write <code>{name}</code></b>"
    code = f'<pre style="{CODE};margin-top:.5em">{html.escape(source)}</pre>'
    return Told(source, card(title + code, BLUE, "zl-solution"))


def progress():
    """The lessons of this folder with their exercises: which are done, and what comes next."""
    names, trouble = kept.passed()
    return Map(lessons(kept.START), names, trouble)


def _exercise(function, names):
    """The exercise for a function or its name; `names` are the caller's, for values without one."""
    known = exercises.by_name()
    name = function if type(function) is str else ""
    with contextlib.suppress(Exception):  # an object may raise whatever it likes
        name = name or str(function.__name__)
    if name not in known:  # a lambda, a partial, or what was a function once
        name = next((own for own in known if own in names and names[own] is function), name)
    if name in known:
        return known[name]
    if type(function) is not str and not callable(function):
        raise TypeError(said("no_exercise", kind=kind_of(function))[0])
    near = difflib.get_close_matches(name, known, 1)
    meant = f"is {near[0]} meant?" if near else f"there are {', '.join(known)}"
    raise ValueError(f"there is no exercise called {name or 'so'}; {meant}")


# What the lessons need, and the least version of each.
NEEDS = {"numpy": (2, 4), "matplotlib": (3, 10), "ipywidgets": (8, 1), "anywidget": (0, 9)}
REMEDY = """start with the README's first command; in somebody else's JupyterLab run \
%pip install "{}", then restart the kernel"""


def installed():
    """Python and the packages the lessons need, each found in a version that will do or not."""
    findings = [_finding("Python", sys.version_info[:2], (3, 11), "choose another kernel")]
    findings += [_finding(name, _version(name), least, REMEDY) for name, least in NEEDS.items()]
    signs = "&#10007; <b>no</b>", "&#10003; yes"
    rows = "".join(f"<li>{signs[well]}: {html.escape(words)}</li>" for words, well in findings)
    text = "\n".join(f"{'yes' if well else 'NO '}  {words}" for words, well in findings)
    return Told(text, f'<ul style="list-style:none;padding-left:0">{rows}</ul>')


def _finding(name, found, least, remedy):
    """(words, whether it is well)"""
    needed, have = (".".join(map(str, version)) for version in (least, found))
    well, words = found >= least, f"{name} {needed} or newer"
    remedy = remedy.format(f"{name}>={needed}")
    return words if well else f"{words} (here: {have or 'not installed'}); {remedy}", well


def _version(package):
    try:
        return tuple(map(int, re.findall(r"\d+", metadata.version(package))[:2]))
    except (metadata.PackageNotFoundError, TypeError):  # or one whose record is broken
        return ()
