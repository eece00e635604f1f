"""The lessons as they came, before anybody wrote into them; and what a learner's copy lacks."""

import contextlib
import functools
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys

from helpers.checking.words import said

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"
# Installing the package puts a copy of the lessons beside it: see pyproject.toml.
KEPT = [pathlib.Path(home, "share/zero-loops") for home in (sys.prefix, ROOT / ".venv")]


def notebooks(folder):
    """The lessons of a folder, in their order, without copies of them."""
    return sorted(p for p in folder.glob("*.ipynb") if re.fullmatch(r"\d\d_\w+", p.stem))


def again(lesson, folder=FOLDER):
    """Writes a clean copy of a lesson, such as "05_broadcasting", beside the learner's.

    Returns a sentence that says where it is, or what is wrong.
    """
    lesson = pathlib.PurePath(lesson).name.removesuffix(".ipynb")
    text = clean(lesson)
    if text is None:
        names = ", ".join(path.stem for path in notebooks(folder))
        return f"No clean copy of {lesson} is to be had; the lessons are {names}."
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    places = (folder / f"{lesson}-clean{number}.ipynb" for number in numbers)
    place = next(place for place in places if not place.exists())
    try:
        place.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        return f"{folder} cannot be written: copy the course to a folder of your own."
    return f"A clean copy is {place.name}, in {folder}. Your {lesson} stays as it is."


def clean(lesson):
    """The text of a lesson as it came, from git, or as it was installed; None where both fail.

    Either may hold what a learner has written since: the one with most left to write is taken.
    """
    return max(_versions(f"{lesson}.ipynb"), key=_left_to_write, default=None)


def _versions(name):
    for version in ("@{upstream}", "HEAD"):
        command = ["git", "show", f"{version}:./notebooks/{name}"]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=10)
            yield found.stdout.decode("utf-8")
    yield from ((kept / name).read_text("utf-8") for kept in KEPT if (kept / name).is_file())


def _left_to_write(text):
    return len(re.findall(r"^\s+\.\.\.", _code(text), re.M))


@functools.cache
def _exercises(lesson):
    """The names of a lesson's exercises, as it came."""
    return re.findall(r"^check\((\w+)\)", _code(clean(lesson) or '{"cells": []}'), re.M)


def _code(text):
    cells = (cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code")
    return "\n".join("".join(cell["source"]) for cell in cells)


def missing(folder):
    """What the kernel's notebook, as it was saved last, has lost of its exercises; how to mend it.

    A sentence, or "" where nothing is lost, and where the notebook is not known.
    """
    place = folder / pathlib.PurePath(os.environ.get("JPY_SESSION_NAME", "")).name
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        code = _code(place.read_text(encoding="utf-8"))
        wanted = {
            words: pattern.format(name)
            for name in _exercises(place.stem)
            for words, pattern in (
                (f"`def {name}`", r"\bdef\s+{}\b"),
                (f"`check({name})`", r"\bcheck\(\s*{}\b"),
            )
        }
        lost = [words for words, pattern in wanted.items() if not re.search(pattern, code)]
        if lost:
            return said("lost_cells", lost=", ".join(lost), lesson=place.stem)[0]
    return ""
