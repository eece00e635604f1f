"""All of a learner's work as one file: the notebooks, the progress, and a page about it."""

import contextlib
import errno
import glob
import html
import io
import itertools
import os
import re
import zipfile
from collections import Counter

from helpers.checking import progress
from helpers.checking.clean import FOLDER, notebooks
from helpers.checking.lessons import Lesson, lessons

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Zero Loops: what was passed</title>
<style>
  body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }}
  table {{ border-collapse: collapse; margin: 1rem 0; }}
  caption {{ font-weight: 700; text-align: left; }}
  th, td {{ padding: .1rem .8rem; border: 1px solid #bbb; text-align: left; }}
  td:not(:first-child) {{ white-space: nowrap; }}
</style>
<main>
<h1>{name}{headline}</h1>
<p>Packed on {now} with version {version} of the course. All times are UTC.</p>
<p>The notebooks are as they were saved last. To go on elsewhere, unpack all of this into the folder
of a fresh copy of the course: it replaces the notebooks and the progress that are there.</p>
<p>This page repeats what the progress file says. Its owner can edit that: it is no proof.</p>
{fault}{tables}
</main>
</html>
"""


def pack(name=""):
    """Writes zero-loops-NAME-DATE.zip into the current folder, over nothing that is there.

    The name, by itself that of the learner's account on a hub, stands also on the page; "" is none.

    Its notebooks/ holds the notebooks as they were saved last, and the progress, also where that is
    kept elsewhere; index.html says what was passed. Returns a sentence: where it is, or why not.
    """
    here = progress.START
    folder = next(filter(notebooks, [here, here / "notebooks", FOLDER]), None)
    if folder is None:
        return "No lesson is here: go to the folder of the course."
    name = name or os.environ.get("JUPYTERHUB_USER", "")
    kept = progress.place(folder)
    try:
        files = {path.name: _content(path) for path in sorted(folder.glob("*.ipynb"))}
        aside = kept.parent.glob(f"{glob.escape(kept.name)}.set-aside-*")
        for path in filter(os.path.lexists, [kept, *aside]):  # a hub lets nobody list the folder
            files[progress.NAME + path.name.removeprefix(kept.name)] = _content(path)
    except OSError as error:
        return f"Nothing is packed, as {error.filename} cannot be read."
    found, fault = progress.read(kept)
    packed, file = _zipped(page(lessons(folder), found, fault, name), files), None
    try:
        with _new(here, name) as file:
            file.write(packed)
    except OSError:
        if file:
            os.unlink(file.name)  # half of it is none
        return f"Nothing is packed, as {here} cannot be written, or has no room."
    count = sum(name.endswith(".ipynb") for name in files)
    kept = f"your progress file, which {fault}" if fault else "your progress"
    holds = kept if progress.NAME in files else "no progress, as none is kept yet"
    return (
        f"{file.name} holds your notebooks as they were saved last ({count}), {holds}, and a page,"
        " index.html, that says what was passed. What is here stays as it is."
    )


def _content(path):
    """What a file holds; of a pipe, which would never end, an OSError."""
    if path.is_file():
        return path.read_bytes()
    raise OSError(errno.EINVAL, "no file", path)


def _new(folder, name):
    """A new file, open to be written; never one that is there."""
    name = re.sub(r"\W+", "-", f"-{name}")[:40].rstrip("-")
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    while True:
        with contextlib.suppress(FileExistsError):
            return (folder / f"zero-loops{name}-{progress.now()[:10]}{next(numbers)}.zip").open(
                "xb"
            )


def _zipped(page, files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page.encode("utf-8", "replace"))
        for name, content in files.items():
            name = name.encode("utf-8", "replace").decode("utf-8")
            archive.writestr(f"notebooks/{name}", content)
    return stream.getvalue()


def page(lessons, found, fault, name=""):
    """The page about what is kept, against these lessons; `found` and `fault` are read()'s."""
    names = [name for lesson in lessons for name in lesson.exercises]
    others = tuple(name for name in found["passed"] if name not in names)
    lessons = [*lessons, *[Lesson("", "In no lesson of this folder", 0, others)] * bool(others)]
    failed = Counter(each.partition(" ")[0] for each in found["failed"])
    rows = [
        [f"{lesson.notebook[:2]} {lesson.title}", name, *_told(name, found), failed[name]]
        for lesson in lessons
        for name in lesson.exercises
    ]
    heads = "lesson", "exercise", "passed", "with version", "versions that failed"
    guesses = [
        [expression, kind, "right" if right else "missed"]
        for expression, (kind, right) in found["guesses"].items()
    ]
    asked = "guess", "kind of rule", "first answer"
    return PAGE.format(
        name=html.escape(f"{name}: " * bool(name)),
        headline=f"{len(found['passed'])} of {len(names) + len(others)} exercises passed",
        now=_readable(progress.now()),
        version=html.escape(progress.version()),
        fault=f"<p>The progress file {fault}.</p>\n" * bool(fault),
        tables=_table("Exercises", heads, rows) + _table("Guesses", asked, guesses),
    )


def _told(name, found):
    """(when it was passed, the version of the course then)"""
    if name not in found["passed"]:
        return "no", ""
    when, version = found["when"].get(name, ("yes, at a time that was not kept", ""))
    return _readable(when), version


def _readable(time):
    return time.replace("T", " ").replace("Z", "")


def _table(caption, heads, rows):
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    lines = ["".join(f"<td>{html.escape(str(each))}</td>" for each in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines or ["<td>none</td>"])
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>\n"
