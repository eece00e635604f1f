"""What is passed, kept in a file beside the notebooks; and the map of the lessons with it."""

import contextlib
import html
import json
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from helpers.pictures.card import LABEL, Shown, card, mark
from helpers.pictures.palette import BLUE, GREEN, SOFT

COURSE = "zero-loops"
LOOKS = {"done": ("✓", GREEN), "next": ("→", BLUE), "open": ("·", SOFT)}


# The file


def place():
    """The file: ZERO_LOOPS_PROGRESS, or .progress.json in the kernel's folder (notebooks/)."""
    return Path(os.environ.get("ZERO_LOOPS_PROGRESS") or ".progress.json")


def passed():
    """(names of the passed exercises, a sentence if the file could not be used, or "").

    A file that is broken or not ours is renamed, never deleted.
    """
    path = place()
    try:
        return _names(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return [], ""
    except (OSError, ValueError, RecursionError) as error:
        return [], _set_aside(path, error)


def _names(kept):
    if not isinstance(kept, dict) or kept.get("course") != COURSE:
        raise ValueError("not this course's")
    names = kept.get("passed")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("no list of names")
    return names


def _set_aside(path, error):
    unreadable = isinstance(error, OSError)
    what = "cannot be read" if unreadable else "does not hold this course's progress"
    for number in range(1, 1000):
        other = path.with_name(f"{path.name}.set-aside-{number}")
        if not other.exists():
            with contextlib.suppress(OSError):
                path.rename(other)
                return f"{path.name} {what}. It is now {other.name}, and a new one begins."
            break
    return f"{path.name} {what}, and cannot be moved away."


def add(name):
    """Keep the name of a passed exercise; returns a sentence of trouble, or ""."""
    names, trouble = passed()
    if name not in names:
        try:
            _write(place(), {"course": COURSE, "passed": sorted({*names, name})})
        except OSError:
            return trouble or (
                f"Your progress could not be kept: {place().name} cannot be written here."
            )
    return trouble


def _write(path, kept):
    """Whole or not at all: into a file beside it, which then takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.remove(half)
        raise


# The map


@dataclass(frozen=True)
class Lesson:
    """A notebook that has exercises."""

    notebook: str  # the name of its file, without the ending
    title: str
    minutes: int
    exercises: tuple  # their names


def lessons(folder="."):
    """The lessons of a folder that have exercises, as their notebooks say."""
    found = map(_lesson, sorted(Path(folder).glob("[0-9][0-9]_*.ipynb")))
    return [lesson for lesson in found if lesson.exercises]


def _lesson(path):
    cells = []  # where somebody broke it
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    opening = next((source for kind, source in cells if kind == "markdown"), "")
    code = "\n".join(source for kind, source in cells if kind == "code")
    title = re.search(r"^# (.+)", opening, re.M)
    minutes = re.search(r"(\d+) minutes", opening)
    return Lesson(
        path.stem,
        title[1].replace("`", "") if title else path.stem,
        int(minutes[1]) if minutes else 0,
        tuple(dict.fromkeys(re.findall(r"^check\((\w+)\)", code, re.M))),
    )


class Map(Shown):
    """Lessons; the names of what is passed; a sentence of trouble, or ""."""

    def __init__(self, lessons, passed, trouble=""):
        self.lessons, self.trouble = lessons, trouble
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
        """How much is passed, in a sentence."""
        if not self.lessons:
            return "No lesson is in this folder."
        rest = "" if self.next else " All is done."
        return f"{len(self.passed)} of {self.total} exercises passed.{rest}"

    def __repr__(self):
        lines = [self.headline]
        for lesson in self.lessons:
            names = ", ".join(
                f"[{'x' if name in self.passed else ' '}] {name}" for name in lesson.exercises
            )
            lines.append(
                f"{self._state(lesson)}: {lesson.notebook}, {lesson.title} "
                f"({lesson.minutes} minutes) {names}"
            )
        return "\n".join(filter(None, [*lines, self.trouble]))

    @property
    def html(self):
        """The map as a card."""
        trouble = f'<div style="margin-top:.7em">{html.escape(self.trouble)}</div>'
        rows = "".join(map(self._row, self.lessons))
        inside = f"<b>{self.headline}</b>{rows}{trouble if self.trouble else ''}"
        return card(inside, BLUE, "zl-progress")

    def _row(self, lesson):
        state = self._state(lesson)
        names = "".join(map(self._name, lesson.exercises))
        return (
            f'<div style="margin-top:.7em">{mark(*LOOKS[state])}'
            f'<a href="{lesson.notebook}.ipynb">{html.escape(lesson.title)}</a>'
            f'<span style="{LABEL}">&ensp;{lesson.minutes} minutes, {state}</span>'
            f'<div style="margin:.15em 0 0 2.2em">{names}</div></div>'
        )

    def _name(self, name):
        sign, word = ("✓", "passed") if name in self.passed else ("○", "open")
        return (
            f'<span style="margin-right:1.4em;white-space:nowrap">{sign} <code>{name}</code> '
            f'<span style="{LABEL};font-size:.85em">{word}</span></span>'
        )
