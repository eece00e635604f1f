"""What progress() shows: the lessons, their exercises, what is done and what comes next."""
import html
from dataclasses import dataclass
from pathlib import Path

from helpers.checking.verdict import BLUE, GREEN, GREY, LABEL, card, mark

LOOKS = {"done": ("✓", GREEN), "next": ("→", BLUE), "open": ("·", GREY)}


@dataclass(frozen=True)
class Lesson:
    """A notebook that has exercises."""
    notebook: str           # the stem of its file
    title: str
    minutes: int
    exercises: tuple        # their names

    @property
    def exists(self):
        return Path(f"{self.notebook}.ipynb").exists()


class Overview:
    """The lessons of this folder; the names that are passed; a sentence of trouble, or ""."""

    def __init__(self, lessons, passed, trouble=""):
        self.lessons = [lesson for lesson in lessons if lesson.exists]
        self.trouble = trouble
        names = [name for lesson in self.lessons for name in lesson.exercises]
        self.passed = set(passed).intersection(names)
        self.total = len(names)
        self.next = next((lesson for lesson in self.lessons if not self._finished(lesson)), None)

    def _finished(self, lesson):
        return self.passed.issuperset(lesson.exercises)

    def _state(self, lesson):
        if self._finished(lesson):
            return "done"
        return "next" if lesson is self.next else "open"

    @property
    def headline(self):
        if not self.lessons:
            return "No lesson is in this folder."
        rest = "" if self.next else " All is done."
        return f"{len(self.passed)} of {self.total} exercises passed.{rest}"

    def __repr__(self):
        lines = [self.headline]
        for lesson in self.lessons:
            names = ", ".join(f"[{'x' if name in self.passed else ' '}] {name}"
                              for name in lesson.exercises)
            lines.append(f"{self._state(lesson)}: {lesson.notebook}, {lesson.title} "
                         f"({lesson.minutes} minutes) {names}")
        return "\n".join(filter(None, [*lines, self.trouble]))

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": repr(self)}

    @property
    def html(self):
        trouble = f'<div style="margin-top:.7em">{html.escape(self.trouble)}</div>'
        return card(f"<b>{self.headline}</b>" + "".join(map(self._row, self.lessons))
                    + (trouble if self.trouble else ""), BLUE, "zl-progress")

    def _row(self, lesson):
        state = self._state(lesson)
        names = "".join(map(self._name, lesson.exercises))
        return (f'<div style="margin-top:.7em">{mark(*LOOKS[state])}'
                f'<a href="{lesson.notebook}.ipynb">{html.escape(lesson.title)}</a>'
                f'<span style="{LABEL}">&ensp;{lesson.minutes} minutes, {state}</span>'
                f'<div style="margin:.15em 0 0 2.2em">{names}</div></div>')

    def _name(self, name):
        sign, word = ("✓", "passed") if name in self.passed else ("○", "open")
        return (f'<span style="margin-right:1.4em;white-space:nowrap">{sign} <code>{name}</code> '
                f'<span style="{LABEL};font-size:.85em">{word}</span></span>')
