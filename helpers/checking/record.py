"""Which exercises are passed, kept in .progress.json beside the notebooks."""
import contextlib
import json
import os
import tempfile
from pathlib import Path

COURSE = "zero-loops"


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
    return f"{path.name} {what}, nor can it be renamed: nothing can be kept, and nothing is lost."


def add(name):
    """Keeps that the exercise is passed; returns a sentence if something went wrong, or ""."""
    names, trouble = passed()
    if name not in names:
        try:
            _write(place(), {"course": COURSE, "passed": sorted({*names, name})})
        except OSError:
            return trouble or (
                f"Your progress could not be kept: {place().name} cannot be written here.")
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
