"""What is passed, tried and guessed, kept in a file beside the notebooks.

The file holds one record behind the other, in JSON. A record is added in one piece to its end, so
that any number of kernels can write at once, and one that dies leaves nothing half done.
"""

import contextlib
import itertools
import json
import os
import re
import time
import zlib
from importlib import metadata
from pathlib import Path

COURSE = "zero-loops"
START = Path.cwd()  # the kernel's folder (notebooks/), wherever %cd leads later
NAME = ".progress.json"
# "when": {exercise: [time of its pass in UTC, version of the course]}; "failed": "exercise CRC" of
# each source that failed; "guesses": {expression: [kind of rule, whether the first answer was
# right]}; "drills": kinds with five in a row. A record may lack any of them.
NOTHING = {"passed": [], "sources": {}, "when": {}, "failed": [], "guesses": {}, "drills": []}
PAIRS = {"when": [str, str], "guesses": [str, bool]}


def place(folder=None):
    """The file: ZERO_LOOPS_PROGRESS, or, there if that is a folder, .progress.json.

    What is relative begins at `folder`, by itself the kernel's.
    """
    path = (folder or START) / (os.environ.get("ZERO_LOOPS_PROGRESS") or NAME)
    return path / NAME if os.path.isdir(path) else path


def kept():
    """(what is kept, as NOTHING has it, a sentence if it could not be used, or "").

    A file that is broken or not ours is renamed, never deleted.
    """
    found, fault = read(place())
    return found, _set_aside(place(), fault) if fault else ""


def read(path):
    """(what the file at `path` keeps, as NOTHING has it, its fault or ""); changes nothing."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return _merged(), ""
    except OSError:
        return _merged(), "cannot be read"
    records = list(_records(text))
    foreign = text.strip() and not records
    return _merged(*records), "does not hold this course's progress" if foreign else ""


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
    texts = [*parts["passed"], *parts["drills"], *parts["failed"], *parts["sources"].values()]
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(pair, list) and list(map(type, pair)) == kinds
        for name, kinds in PAIRS.items()
        for pair in parts[name].values()
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
    """Keep a passed exercise and the source that passed, when, and in which version of the course.

    Returns a sentence of trouble, or "". What is kept already stays as it is, its time too.
    """
    sources = {name: source} if source else {}
    return _keep({"when": {name: [now(), version()]}}, passed=[name], sources=sources)


def add_failed(name, source=""):
    """Keep that this source failed, once however often it is checked; returns as `add` does."""
    return _keep(failed=[f"{name} {zlib.crc32(source.encode('utf-8', 'replace')):08x}"])


def add_guess(expression, kind, right):
    """Keep the first answer to a guess: whether it was right, and the kind of rule it asks for.

    A cell that is run again asks anew, and its first answer takes the place of the one before: who
    looked at a rule again and answers right no longer has it on the list. Returns as `add` does.
    """
    return _keep(guesses={expression: [kind, right]})


def add_drill(kind):
    """Keep that five of a kind were right in a row; returns as `add` does."""
    return _keep(drills=[kind])


def now():
    """The time in UTC, such as 2026-11-26T09:30:00Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def version():
    """The course's version; what its folder says is newer than what was installed from it."""
    with contextlib.suppress(OSError, TypeError):
        text = Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8")
        return re.search(rf'^name = "{COURSE}"\nversion = "(.+)"', text, re.M)[1]
    with contextlib.suppress(metadata.PackageNotFoundError):
        return metadata.version(COURSE)
    return "unknown"


def _keep(stamp=None, **record):
    """Adds a record, and its stamp, if it says anything new."""
    found, trouble = kept()
    if _merged(found, record) == found:
        return trouble
    # The line end in front closes what a kernel that died may have left without one.
    line = "\n" + json.dumps({"course": COURSE} | record | (stamp or {})) + "\n"
    try:
        place().parent.mkdir(parents=True, exist_ok=True)
        with place().open("ab", buffering=0) as file:
            if file.write(line.encode("utf-8")) < len(line):  # the disk is full
                raise OSError
    except OSError:
        lost = f"Your progress could not be kept: {place().name} cannot be written here."
        return trouble or lost
    return trouble
