"""The learners of a folder, read from their progress files; nothing is written or moved."""

import glob
import itertools
import os
import secrets
import stat
from collections import Counter, defaultdict
from typing import NamedTuple

from helpers.checking.progress import NAME, NOTHING, read

STUCK = 3  # versions that failed, and none passed
WAYS = "", "notebooks/", "*/notebooks/"  # to a progress file in a learner's folder, nearest first
MOST = 500_000  # bytes, so that a class is read within seconds, whatever its files hold
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
    """([Learner], how many folders hold no progress file) of `folder`.

    A learner is a file NAME.json, or a folder NAME with .progress.json in it, in its notebooks/, or
    in the notebooks/ of a folder in it. They come by name, or, with `hide_names`, by a number that
    tells nothing of the name. Raises ValueError where `folder` is no folder that can be read.
    """
    try:
        found = _files(folder)
    except OSError as error:
        needed = "the board needs a folder with the progress files of learners"
        raise ValueError(f"{folder}: {error.strerror}; {needed}") from None
    names = [name for name, paths in found.items() if paths]
    without = len(found) - len(names)
    if not hide_names:
        names.sort(key=str.lower)
        return [_learner(name, found[name]) for name in names], without
    for name in secrets.SystemRandom().sample(names, len(names)):
        _numbers[name]  # those who came first keep theirs
    names.sort(key=_numbers.get)
    return [_learner(f"Learner {_numbers[name]}", found[name]) for name in names], without


def _files(folder):
    """{name of a learner: progress files}"""
    found = defaultdict(list)
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix.lower() == ".json":
            found[path.stem].append(path)
        elif path.is_dir():
            closed = [] if os.access(path, os.X_OK) else [[NAME]]
            nearest = filter(None, (glob.glob(way + NAME, root_dir=path) for way in WAYS))
            found[path.name] += [path / each for each in next(itertools.chain(nearest, closed), [])]
    return found


def _learner(name, paths):
    several = "is one of several of this learner; the board needs one"
    found, fault = _read(paths[0]) if len(paths) == 1 else (NOTHING, several)
    failed = Counter(each.partition(" ")[0] for each in found["failed"])
    guesses = {expression: right for expression, (_, right) in found["guesses"].items()}
    return Learner(name, tuple(found["passed"]), failed, guesses, fault)


def _read(path):
    """As read(), but of plain files of some size only: a pipe would never end."""
    try:
        about = path.stat()
    except OSError:
        return NOTHING, "cannot be read"
    if not stat.S_ISREG(about.st_mode):
        return NOTHING, "is no progress file"
    if about.st_size > MOST:
        return NOTHING, f"is larger than the {MOST} bytes that the board reads"
    return read(path)
