"""What is passed and what was guessed, kept in a file beside the notebooks."""

import itertools
import json
import os
from pathlib import Path

COURSE = "zero-loops"
# "guesses": {expression: [kind of rule, whether the first answer was right]}; "drills": kinds with
# five in a row. All but "passed" may be missing.
NOTHING = {"course": COURSE, "passed": [], "sources": {}, "guesses": {}, "drills": []}


def place():
    """The file: ZERO_LOOPS_PROGRESS, or .progress.json in the kernel's folder (notebooks/)."""
    return Path(os.environ.get("ZERO_LOOPS_PROGRESS") or ".progress.json")


def kept():
    """(what is kept, as NOTHING has it, a sentence if it could not be used, or "").

    A file that is broken or not ours is renamed, never deleted.
    """
    path = place()
    try:
        return _checked(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return NOTHING, ""
    except OSError:
        return NOTHING, _set_aside(path, "cannot be read")
    except (ValueError, RecursionError):
        return NOTHING, _set_aside(path, "does not hold this course's progress")


def passed():
    """(names of the passed exercises, a sentence of trouble or "")."""
    found, trouble = kept()
    return found["passed"], trouble


def _checked(found):
    if not isinstance(found, dict) or found.get("course") != COURSE or "passed" not in found:
        raise ValueError("not this course's")
    found = NOTHING | found
    if any(type(found[name]) is not type(empty) for name, empty in NOTHING.items()):
        raise ValueError("no list of names, or no sources")
    texts = [*found["passed"], *found["drills"], *found["sources"].values()]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("names and sources are texts")
    if not all(_is_guess(guess) for guess in found["guesses"].values()):
        raise ValueError("a guess is a kind, and right or wrong")
    return found


def _is_guess(guess):
    return isinstance(guess, list) and list(map(type, guess)) == [str, bool]


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
    return _keep(passed=[name], sources={name: source} if source else {})


def add_guess(expression, kind, right):
    """Keep the first answer to a guess: whether it was right, and the kind of rule it asks for.

    A cell that is run again asks anew, and its first answer takes the place of the one before: who
    looked at a rule again and answers right no longer has it on the list. Returns as `add` does.
    """
    return _keep(guesses={expression: [kind, right]})


def add_drill(kind):
    """Keep that five of a kind were right in a row; returns as `add` does."""
    return _keep(drills=[kind])


def _keep(**more):
    found, trouble = kept()
    merged = dict(found)
    for name, new in more.items():
        old = found[name]
        merged[name] = old | new if isinstance(old, dict) else sorted({*old, *new})
    if merged == found:
        return trouble
    try:
        _write(place(), merged)
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
