"""The lessons of a folder, read from their notebooks; and the map of them, with what is passed."""

import contextlib
import html
import json
import re
from typing import NamedTuple

from helpers.checking.clean import notebooks
from helpers.checking.progress import kept
from helpers.pictures.card import LABEL, Shown, card, mark
from helpers.pictures.palette import BLUE, GREEN, SOFT

# Where a rule is explained, by the number of the lesson; the order of the map's line.
LESSONS = {"element-wise": "03", "product": "03", "index": "04", "broadcasting": "05"}
LESSONS |= {"reduction": "05", "keepdims": "05", "transpose": "07", "reshape": "07", "nan": "08"}
LOOKS = {"done": ("✓", GREEN), "next": ("→", BLUE), "open": ("·", SOFT)}


class Lesson(NamedTuple):
    """A notebook with exercises: its file's name without the ending, and what stands in it."""

    notebook: str
    title: str
    minutes: int
    exercises: tuple
    guesses: tuple = ()


def lessons(folder):
    """The lessons of a folder that have exercises, as their notebooks say."""
    found = map(_lesson, notebooks(folder))
    return [lesson for lesson in found if lesson.exercises]


def _lesson(path):
    texts = {"markdown": "", "code": ""}  # all there is where somebody broke it
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] in texts:
                texts[cell["cell_type"]] += "".join(cell["source"]) + "\n"
    # What a notebook does not say stands behind what it says.
    title = re.search(r"^# (.+)", f"{texts['markdown']}# {path.stem}", re.M)[1]
    minutes = re.search(r"(\d+) minutes", f"{texts['markdown']}0 minutes")[1]
    exercises = dict.fromkeys(re.findall(r"^check\((\w+)\)", texts["code"], re.M))
    guesses = re.findall(r"""^guess\(\s*(["'])(.+?)\1""", texts["code"], re.M)
    guesses = tuple(expression for _, expression in guesses)
    return Lesson(path.stem, title.replace("`", ""), int(minutes), tuple(exercises), guesses)


def to_look_at(guesses):
    """[kind of rule], the kinds with a wrong guess, in the order of the lessons."""
    missed = {kind for kind, right in guesses.values() if not right}
    return [kind for kind in LESSONS if kind in missed]


class Map(Shown):
    """Lessons; the names of what is passed; a sentence of trouble, or "".

    Below them stands what the kept guesses and drills say.
    """

    def __init__(self, lessons, passed, trouble=""):
        found = kept()[0]
        self.again, self.drills = to_look_at(found["guesses"]), found["drills"]
        names = {name for lesson in lessons for name in lesson.exercises}
        self.passed, self.total = names.intersection(passed), len(names)
        self.trouble, self.states = trouble, dict.fromkeys(lessons, "done")
        unfinished = [each for each in lessons if not self.passed.issuperset(each.exercises)]
        self.states |= dict.fromkeys(unfinished, "open") | dict.fromkeys(unfinished[:1], "next")

    @property
    def headline(self):
        """How much is passed, in a sentence."""
        if not self.states:
            return "No lesson is in this folder."
        rest = " All is done." if len(self.passed) == self.total else ""
        return f"{len(self.passed)} of {self.total} exercises passed.{rest}"

    def __repr__(self):
        lines = [self.headline]
        for (notebook, title, minutes, exercises, _), state in self.states.items():
            boxes = [f"[{'x' if name in self.passed else ' '}] {name}" for name in exercises]
            lines.append(f"{state}: {notebook}, {title} ({minutes} minutes) {', '.join(boxes)}")
        return "\n".join([*lines, *self._notes("{} ({})".format), *filter(None, [self.trouble])])

    def _notes(self, named):
        """Which rules to look at again, `named` with their lesson; and the drills that are done."""
        again = ", ".join(named(kind, LESSONS[kind]) for kind in self.again)
        yield from [f"To look at again: {again}."] * bool(again)
        yield from [f"Five in a row: {', '.join(self.drills)}."] * bool(self.drills)

    @property
    def html(self):
        """The map as a card."""
        rows = [self._row(lesson, state) for lesson, state in self.states.items()]
        rows += [*self._notes(self._linked), *filter(None, [html.escape(self.trouble)])]
        inside = "".join(f'<div style="margin-top:.7em">{row}</div>' for row in rows)
        return card(f"<b>{self.headline}</b>{inside}", BLUE, "zl-progress")

    def _linked(self, kind, number):
        """A kind with a link to its lesson, where that is in this folder."""
        here = (each.notebook for each in self.states if each.notebook.startswith(f"{number}_"))
        links = [f'<a href="{notebook}.ipynb">{number}</a>' for notebook in here]
        return f"{kind} ({links[0] if links else number})"

    def _row(self, lesson, state):
        names = "".join(map(self._name, lesson.exercises))
        return (
            f"{mark(*LOOKS[state])}"
            f'<a href="{lesson.notebook}.ipynb">{html.escape(lesson.title)}</a>'
            f'<span style="{LABEL}">&ensp;{lesson.minutes} minutes, {state}</span>'
            f'<div style="margin:.15em 0 0 2.2em">{names}</div>'
        )

    def _name(self, name):
        sign, word = ("✓", "passed") if name in self.passed else ("○", "open")
        return (
            f'<span style="margin-right:1.4em;white-space:nowrap">{sign} <code>{name}</code> '
            f'<span style="{LABEL};font-size:.85em">{word}</span></span>'
        )
