"""The learners of a folder, read from their progress files; nothing is written or moved."""

import itertools
import os
import secrets
import stat
from collections import Counter, defaultdict
from typing import NamedTuple

from helpers.checking.progress import NAME, NOTHING, read

STUCK = 3  # versions that failed, and none passed
MOST = 5_000_000  # bytes; no learner of this course writes as much
# What a learner is called where names are hidden: the same as long as this process lives.
_numbers = defaultdict(itertools.count(1).__next__)


class Learner(NamedTuple):
    """One progress file; `fault` says why it cannot be used, or is ""."""

    name: str
    passed: tuple
    failed: Counter  # how many versions of an exercise failed
    guesses: dict  # {expression: whether the first answer was right}
    fault: str

    def told(self, exercise):
        """(passed, tried, stuck or open, how many versions failed, or "" where it is over)."""
        if exercise in self.passed:
            return "passed", ""
        failed = self.failed[exercise]
        return ("stuck" if failed >= STUCK else "tried", failed) if failed else ("open", "")


def learners(folder, hide_names=False):
    """[Learner] of the files NAME.json, NAME/.progress.json and NAME/notebooks/.progress.json.

    By name, or, with `hide_names`, by a number that tells nothing of the name. Raises ValueError
    where `folder` is no folder that can be read.
    """
    try:
        found = list(_files(folder))
    except OSError as error:
        needed = "the board needs a folder with the progress files of learners"
        raise ValueError(f"{folder}: {error.strerror}; {needed}") from None
    if not hide_names:
        found.sort(key=lambda each: each[0].lower())
        return [_learner(name, path) for name, path in found]
    for name, _ in secrets.SystemRandom().sample(found, len(found)):
        _numbers[name]  # those who came first keep theirs
    found.sort(key=lambda each: _numbers[each[0]])
    return [_learner(f"Learner {_numbers[name]}", path) for name, path in found]


def _files(folder):
    """(name, progress file) of each learner."""
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        places = [path / NAME, path / "notebooks" / NAME]
        there = [place for place in places if os.path.lexists(place)]
        if path.suffix == ".json":
            yield path.stem, path
        elif there or path.is_dir() and not os.access(path, os.X_OK):
            yield path.name, (there or places)[0]


def _learner(name, path):
    found, fault = _read(path)
    failed = Counter(each.partition(" ")[0] for each in found["failed"])
    guesses = {expression: right for expression, (_, right) in found["guesses"].items()}
    return Learner(name, tuple(found["passed"]), failed, guesses, fault)


def _read(path):
    """As read(), but of plain files of some size only: a pipe would never end."""
    try:
        about = path.stat()
    except OSError:
        return NOTHING, "cannot be read"
    if not stat.S_ISREG(about.st_mode) or about.st_size > MOST:
        return NOTHING, "is no progress file"
    return read(path)
