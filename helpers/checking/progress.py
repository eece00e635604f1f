"""What is passed and what was guessed, kept in a file beside the notebooks.

The file holds one record behind the other, in JSON. A record is added in one piece to its end, so
that any number of kernels can write at once, and one that dies leaves nothing half done.
"""

import itertools
import json
import os
from pathlib import Path

COURSE = "zero-loops"
START = Path.cwd()  # the kernel's folder (notebooks/), wherever %cd leads later
NAME = ".progress.json"
# "guesses": {expression: [kind of rule, whether the first answer was right]}; "drills": kinds with
# five in a row. A record may lack any of them.
NOTHING = {"passed": [], "sources": {}, "guesses": {}, "drills": []}


def place():
    """The file: ZERO_LOOPS_PROGRESS, or, there if that is a folder, .progress.json."""
    path = START / (os.environ.get("ZERO_LOOPS_PROGRESS") or NAME)
    return path / NAME if os.path.isdir(path) else path


def kept():
    """(what is kept, as NOTHING has it, a sentence if it could not be used, or "").

    A file that is broken or not ours is renamed, never deleted.
    """
    path = place()
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return _merged(), ""
    except OSError:
        return _merged(), _set_aside(path, "cannot be read")
    records = list(_records(text))
    if text.strip() and not records:
        return _merged(), _set_aside(path, "does not hold this course's progress")
    return _merged(*records), ""


def passed():
    """(names of the passed exercises, a sentence of trouble or "")."""
    found, trouble = kept()
    return found["passed"], trouble


def _records(text):
    """The records in a text; what is none, such as half a line, is passed over."""
    at = 0
    while (at := text.find("{", at)) >= 0:
        try:
            record, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("\n", at) + 1 or len(text)
            continue
        at = end
        if _is_ours(record):
            yield record


def _is_ours(record):
    if record.get("course") != COURSE:
        return False
    parts = {name: record.get(name, empty) for name, empty in NOTHING.items()}
    if any(type(parts[name]) is not type(empty) for name, empty in NOTHING.items()):
        return False
    texts = [*parts["passed"], *parts["drills"], *parts["sources"].values()]
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(guess, list) and list(map(type, guess)) == [str, bool]
        for guess in parts["guesses"].values()
    )


def _merged(*records):
    """All records as one; of what is told twice, the last counts."""
    found = dict(NOTHING)
    for record in records:
        for name, old in found.items():
            new = record.get(name, type(old)())
            found[name] = old | new if isinstance(old, dict) else sorted({*old, *new})
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


def _keep(**record):
    found, trouble = kept()
    if _merged(found, record) == found:
        return trouble
    # The line end in front closes what a kernel that died may have left without one.
    line = "\n" + json.dumps({"course": COURSE} | record) + "\n"
    try:
        place().parent.mkdir(parents=True, exist_ok=True)
        with place().open("ab", buffering=0) as file:
            if file.write(line.encode("utf-8")) < len(line):  # the disk is full
                raise OSError
    except OSError:
        lost = f"Your progress could not be kept: {place().name} cannot be written here."
        return trouble or lost
    return trouble
