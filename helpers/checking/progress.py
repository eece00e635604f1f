"""What is passed, kept in a file beside the notebooks; and the map of the lessons with it."""

import contextlib
import html
import itertools
import json
import os
import re
from pathlib import Path
from typing import NamedTuple

from helpers.pictures.card import LABEL, Shown, card, mark
from helpers.pictures.palette import BLUE, GREEN, SOFT

COURSE = "zero-loops"
NOTHING = {"course": COURSE, "passed": [], "sources": {}}
LOOKS = {"done": ("✓", GREEN), "next": ("→", BLUE), "open": ("·", SOFT)}


# The file


def place():
    """The file: ZERO_LOOPS_PROGRESS, or .progress.json in the kernel's folder (notebooks/)."""
    return Path(os.environ.get("ZERO_LOOPS_PROGRESS") or ".progress.json")


def kept():
    """({"passed": names, "sources": {name: text}}, a sentence if it could not be used, or "").

    A file that is broken or not ours is renamed, never deleted.
    """
    path = place()
    try:
        return _checked(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return NOTHING, ""
    except (OSError, ValueError, RecursionError) as error:
        return NOTHING, _set_aside(path, error)


def passed():
    """(names of the passed exercises, a sentence of trouble or "")."""
    found, trouble = kept()
    return found["passed"], trouble


def _checked(found):
    if not isinstance(found, dict) or found.get("course") != COURSE:
        raise ValueError("not this course's")
    names, sources = found.get("passed"), found.setdefault("sources", {})
    if not isinstance(names, list) or not isinstance(sources, dict):
        raise ValueError("no list of names, or no sources")
    if not all(isinstance(text, str) for text in [*names, *sources.values()]):
        raise ValueError("names and sources are texts")
    return found


def _set_aside(path, fault):
    places = (path.with_name(f"{path.name}.set-aside-{n}") for n in itertools.count(1))
    other = next(place for place in places if not place.exists())
    try:
        path.rename(other)
    except OSError:
        return f"{path.name} {fault}, and cannot be moved away."
    return f"{path.name} {fault}. It is now {other.name}, and a new one begins."


def add(name, source=""):
    """Keep a passed exercise and the source that passed; returns a sentence of trouble, or ""."""
    found, trouble = kept()
    sources = found["sources"] | ({name: source} if source else {})
    names = sorted({*found["passed"], name})
    if (names, sources) == (found["passed"], found["sources"]):
        return trouble
    try:
        _write(place(), {**found, "passed": names, "sources": sources})
    except OSError:
        lost = f"Your progress could not be kept: {place().name} cannot be written here."
        return trouble or lost
    return trouble


def _write(path, kept):
    """Whole or not at all: into a file beside it, which then takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with half.open("w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


# The map


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
