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


def again(lesson, folder=FOLDER):
    """Writes a clean copy of a lesson, such as "05_broadcasting", beside the learner's.

    Returns a sentence that says where it is, or what is wrong.
    """
    lesson = pathlib.PurePath(lesson).name.removesuffix(".ipynb")
    text = clean(lesson)
    if text is None:
        names = ", ".join(path.stem for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")))
        return f"No clean copy of {lesson} is to be had; the lessons are {names}."
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    places = (folder / f"{lesson}-clean{number}.ipynb" for number in numbers)
    place = next(place for place in places if not place.exists())
    place.write_text(text, encoding="utf-8", newline="\n")
    return f"A clean copy is {place.name}, in {folder}. Your {lesson} stays as it is."


def clean(lesson):
    """The text of a lesson as it came: from git, or as it was installed; None where both fail."""
    name = f"{lesson}.ipynb"
    for version in ("@{upstream}", "HEAD"):
        command = ["git", "show", f"{version}:./notebooks/{name}"]
        try:
            found = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=10)
            return found.stdout.decode("utf-8")
        except (OSError, subprocess.SubprocessError):
            continue
    found = (folder / name for folder in KEPT if (folder / name).is_file())
    return next((path.read_text(encoding="utf-8") for path in found), None)


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
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
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
