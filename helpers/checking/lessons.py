"""The lessons of a folder, read from their notebooks; and the map of them, with what is passed."""

import contextlib
import html
import json
import re
from pathlib import Path
from typing import NamedTuple

from helpers.pictures.card import LABEL, Shown, card, mark
from helpers.pictures.palette import BLUE, GREEN, SOFT

LOOKS = {"done": ("✓", GREEN), "next": ("→", BLUE), "open": ("·", SOFT)}


class Lesson(NamedTuple):
    """A notebook with exercises: its file's name without the ending, and what stands in it."""

    notebook: str
    title: str
    minutes: int
    exercises: tuple


def lessons(folder="."):
    """The lessons of a folder that have exercises, as their notebooks say."""
    found = map(_lesson, sorted(Path(folder).glob("[0-9][0-9]_*.ipynb")))
    return [lesson for lesson in found if lesson.exercises]


def _lesson(path):
    texts = {"markdown": "", "code": ""}  # all there is where somebody broke it
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            texts[cell["cell_type"]] += "".join(cell["source"]) + "\n"
    # What a notebook does not say stands behind what it says.
    title = re.search(r"^# (.+)", f"{texts['markdown']}# {path.stem}", re.M)[1]
    minutes = re.search(r"(\d+) minutes", f"{texts['markdown']}0 minutes")[1]
    exercises = dict.fromkeys(re.findall(r"^check\((\w+)\)", texts["code"], re.M))
    return Lesson(path.stem, title.replace("`", ""), int(minutes), tuple(exercises))


class Map(Shown):
    """Lessons; the names of what is passed; a sentence of trouble, or ""."""

    def __init__(self, lessons, passed, trouble=""):
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
        for (notebook, title, minutes, exercises), state in self.states.items():
            boxes = [f"[{'x' if name in self.passed else ' '}] {name}" for name in exercises]
            lines.append(f"{state}: {notebook}, {title} ({minutes} minutes) {', '.join(boxes)}")
        return "\n".join(filter(None, [*lines, self.trouble]))

    @property
    def html(self):
        """The map as a card."""
        rows = [self._row(lesson, state) for lesson, state in self.states.items()]
        rows += [html.escape(self.trouble)] if self.trouble else []
        inside = "".join(f'<div style="margin-top:.7em">{row}</div>' for row in rows)
        return card(f"<b>{self.headline}</b>{inside}", BLUE, "zl-progress")

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
