"""check(), hint(), solution(), progress(); and installed(): has this machine what is needed?"""

import difflib
import html
import re
import sys
from importlib import metadata

import ipywidgets

from helpers import exercises
from helpers.checking import progress as kept
from helpers.checking.clean import missing
from helpers.checking.judge import judge, stopped
from helpers.checking.lessons import Map, lessons
from helpers.checking.values import kind_of
from helpers.checking.verdict import Verdict
from helpers.checking.whose import defined, not_theirs, source_of
from helpers.checking.words import said
from helpers.pictures import show
from helpers.pictures.card import CODE, Shown, card, coded
from helpers.pictures.palette import BLUE

_tried = set()  # names of the exercises that this kernel saw a real try of
_hints = {}  # how many hints it has given for each


def check(function):
    """Try `function` (or the one of this name) on the exercise of its name; shows a Verdict.

    Raises TypeError for what is no function (a name needs one in the caller's variables),
    ValueError where no exercise has its name.
    """
    names = sys._getframe(1).f_globals
    function = names.get(function, function) if type(function) is str else function
    exercise = _exercise(function, names)
    if type(function) is str:
        raise TypeError(said("no_exercise", kind=kind_of(function))[0])
    if whose := not_theirs(exercise, function, names.get("In", ())):
        mistake, (line, *sentences) = whose
        verdict, source = Verdict(exercise.name, "unwritten", line, tuple(sentences), mistake), ""
    else:
        verdict, source = _judged(exercise, function), source_of(function)
    trouble = kept.add(exercise.name, source) if verdict.passed else ""
    for sentence in filter(None, [trouble, missing(kept.START)]):
        verdict = verdict.with_sentence(sentence)
    return Checked(**vars(verdict) | {"source": source})


def _judged(exercise, function):
    try:
        verdict = judge(exercise, function)
    except KeyboardInterrupt:
        verdict = stopped(exercise)
    if verdict.kind != "unwritten":
        _tried.add(exercise.name)
    return verdict


def yours(function):
    """The learner's function if it passes, else the course's; prints which.

    Takes the function, or the name of one that has passed in this lesson or one before. Raises as
    hint() does.
    """
    names = sys._getframe(1).f_globals
    exercise = _exercise(function, names)
    words, own = "yours", function
    if isinstance(function, str):
        words, own = "yours_kept", defined(exercise, kept.kept()[0]["sources"].get(function, ""))
    theirs = own and not not_theirs(exercise, own, names.get("In", ()))
    if not (theirs and judge(exercise, own).passed):
        words, own = "ours", exercise.reference
    print(*said(words, name=exercise.name))
    return own


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


def hint(function):
    """One more hint for the exercise, of three; takes the function or its name.

    Raises TypeError for what is neither, ValueError where no exercise has its name.
    """
    exercise = _exercise(function, sys._getframe(1).f_globals)
    given = _hints.get(exercise.name, 0) + 1
    _hints[exercise.name] = min(given, len(exercise.hints))
    return Hint(exercise, given)


def solution(function):
    """The reference's source, after a first real try; takes the function or its name.

    Raises as hint() does.
    """
    exercise = _exercise(function, sys._getframe(1).f_globals)
    tried = exercise.name in _tried or exercise.name in kept.passed()[0]
    return Solution(exercise.name, exercise.source if tried else "")


def progress():
    """The lessons of this folder with their exercises: which are done, and what comes next."""
    names, trouble = kept.passed()
    return Map(lessons(kept.START), names, trouble)


def _exercise(function, names):
    """The exercise for a function or its name; `names` are the caller's, for values without one."""
    known = exercises.by_name()
    name = function if type(function) is str else _name_of(function)
    if name not in known:  # a lambda, a partial, or what was a function once
        name = next((own for own in known if names.get(own) is function), name)
    if name in known:
        return known[name]
    if type(function) is not str and not callable(function):
        raise TypeError(said("no_exercise", kind=kind_of(function))[0])
    near = difflib.get_close_matches(name, known, 1)
    meant = f"is {near[0]} meant?" if near else f"there are {', '.join(known)}"
    raise ValueError(f"there is no exercise called {name or 'so'}; {meant}")


def _name_of(function):
    try:
        return str(function.__name__)
    except Exception:  # whatever an object likes to raise
        return ""


class Hint(Shown):
    """The hints given so far, the newest last; beyond the last one, what else there is."""

    def __init__(self, exercise, given):
        self.name, self.total = exercise.name, len(exercise.hints)
        self.hints, self.beyond = exercise.hints[:given], given > len(exercise.hints)
        last = "That was the last hint; " if self.beyond else "The last hint; "
        self.end = f"{last}`solution({self.name})` shows one way after a try."

    def __repr__(self):
        words = f"{self.name}, hint {len(self.hints)} of {self.total}: {self.hints[-1]}"
        return f"{words} {self.end if self.beyond else ''}".replace("`", "").rstrip()

    @property
    def html(self):
        """The hints as a card."""
        title = "<b>Hint {} of {}</b>&ensp;"
        lines = [title.format(k, self.total) + coded(h) for k, h in enumerate(self.hints, 1)]
        if len(self.hints) == self.total:
            lines.append(f"<b>{coded(self.end)}</b>" if self.beyond else coded(self.end))
        inside = "".join(f'<div style="margin:.2em 0">{line}</div>' for line in lines)
        return card(inside, BLUE, "zl-hint")


class Solution(Shown):
    """The reference's source, or, before a first try, where to begin."""

    def __init__(self, name, source):
        self.name, self.source = name, source

    def __repr__(self):
        return self.source or said("solution_later", name=self.name)[0]

    @property
    def html(self):
        """The source as a card."""
        inside = html.escape(repr(self))
        if self.source:
            title = f"<b>One way to write <code>{self.name}</code></b>"
            inside = f'{title}<pre style="{CODE};margin-top:.5em">{inside}</pre>'
        return card(inside, BLUE, "zl-solution")


# What the lessons need, and the least version of each.
NEEDS = {"numpy": (2, 4), "matplotlib": (3, 10), "ipywidgets": (8, 1), "anywidget": (0, 9)}


class Installed(Shown):
    """What was looked at: [(words, is it well)], shown as a short list."""

    def __init__(self, findings):
        self.findings = findings

    def __repr__(self):
        return "\n".join(f"{'yes' if well else 'NO '}  {words}" for words, well in self.findings)

    @property
    def html(self):
        """The findings as a list."""
        signs = "&#10007; <b>no</b>", "&#10003; yes"
        rows = "".join(
            f"<li>{signs[well]}: {html.escape(words)}</li>" for words, well in self.findings
        )
        return f'<ul style="list-style:none;padding-left:0">{rows}</ul>'


def installed():
    """Python and the packages the lessons need, each found in a version that will do or not."""
    findings = [_finding("Python", sys.version_info[:2], (3, 11), "install a newer Python")]
    remedy = "run the README's first command again"
    findings += [_finding(name, _version(name), least, remedy) for name, least in NEEDS.items()]
    return Installed(findings)


def _finding(name, found, least, remedy):
    needed, have = (".".join(map(str, version or ())) for version in (least, found))
    if found and found >= least:
        return f"{name} {needed} or newer", True
    return f"{name} {needed} or newer (here: {have or 'not installed'}); {remedy}", False


def _version(package):
    try:
        return tuple(map(int, re.findall(r"\d+", metadata.version(package))[:2]))
    except metadata.PackageNotFoundError:
        return None
