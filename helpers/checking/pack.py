"""All of a learner's work as one file: the notebooks, the progress, and a page about it."""

import contextlib
import glob
import html
import io
import itertools
import os
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
<h1>{headline}</h1>
<p>Packed on {now} with version {version} of the course. All times are UTC.</p>
<p>The notebooks are as they were saved last. To go on elsewhere, unpack all of this into the folder
of the course there.</p>
<p>This page repeats what the progress file says. Its owner can edit that: it is no proof.</p>
{fault}{tables}
</main>
</html>
"""


def pack():
    """Writes zero-loops-DATE.zip into the current folder, over nothing that is there.

    Its notebooks/ holds the notebooks as they were saved last, and the progress, also where that is
    kept elsewhere; index.html says what was passed. Returns a sentence: where it is, or why not.
    """
    here = progress.START
    folder = next((f for f in (here, here / "notebooks", FOLDER) if notebooks(f)), FOLDER)
    kept = progress.place(folder)
    try:
        files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.ipynb"))}
        for path in kept.parent.glob(f"{glob.escape(kept.name)}*"):
            rest = path.name.removeprefix(kept.name)
            if not rest or rest.startswith(".set-aside-"):
                files[progress.NAME + rest] = path.read_bytes()
    except OSError as error:
        return f"Nothing is packed, as {error.filename} cannot be read."
    found, fault = progress.read(kept)
    packed, file = _zipped(page(lessons(folder), found, fault), files), None
    try:
        with _new(here) as file:
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


def _new(folder):
    """A new file, open to be written; never one that is there."""
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    while True:
        with contextlib.suppress(FileExistsError):
            return (folder / f"zero-loops-{progress.now()[:10]}{next(numbers)}.zip").open("xb")


def _zipped(page, files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        for name, content in files.items():
            archive.writestr(f"notebooks/{name}", content)
    return stream.getvalue()


def page(lessons, found, fault):
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
