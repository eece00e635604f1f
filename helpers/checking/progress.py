"""What is passed, kept in a file beside the notebooks."""

import itertools
import json
import os
from pathlib import Path

COURSE = "zero-loops"
NOTHING = {"course": COURSE, "passed": [], "sources": {}}


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
