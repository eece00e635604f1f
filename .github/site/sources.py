"""What Sphinx reads: index, lessons and teachers' pages in one folder, made from the repository."""

import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
FOR_TEACHERS = [
    path for name in ("teachers", "lesson_plans") if (path := ROOT / f".github/{name}.md").exists()
]

LINK = re.compile(r"(!?\[[^\[\]]*\])\(([^)\s#:]+)(#[^)\s]*)?\)")
NOTHING_RUNS = """```{{admonition}} Nothing runs on this page
:class: note
Pictures stand still, and each answer is folded until you click it. To work through the lesson,
[open it on Binder](binder:notebooks/{}), or
[start the course on your own computer](github:README.md#start).
```"""
# What an output says only to someone with a kernel.
FOR_A_KERNEL = re.compile(r"<p>Run this cell again for its controls[^<]*</p>(?=</div>$)")


def gather(folder):
    """Write the sources of all pages into `folder`, side by side."""
    for picture in ROOT.glob(".github/*.svg"):
        shutil.copy(picture, folder)
    for path in [*LESSONS, *FOR_TEACHERS, ROOT / "README.md"]:
        (folder / path.name).write_text(source(path), "utf-8")
    index = (HERE / "index.md").read_text("utf-8")
    index = index.replace("LESSONS", "\n".join(map(entry, LESSONS)))
    index = index.replace("FOR_TEACHERS", "\n".join(path.stem for path in FOR_TEACHERS))
    (folder / "index.md").write_text(index, "utf-8")


def source(path):
    """What Sphinx reads of a file of the repository."""
    text = path.read_text("utf-8")
    return json.dumps(lesson(json.loads(text), path)) if path in LESSONS else linked(text, path)


def entry(path):
    """A lesson's line in the contents: its number and its question."""
    question = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"]).splitlines()[0]
    return f"{path.stem[:2]} {question.removeprefix('# ').replace('`', '')} <{path.stem}>"


def lesson(notebook, path):
    """The notebook for reading: behind its opening a note, and nothing that needs a kernel."""
    opening, *cells = notebook["cells"]
    text = NOTHING_RUNS.format(path.name)
    note = {"cell_type": "markdown", "id": "note", "metadata": {}, "source": text}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = linked("".join(cell["source"]), path)
        else:
            cell["outputs"] = list(filter(shows, map(readable, cell["outputs"])))
    return notebook | {"cells": [opening, note, *cells]}


def linked(text, path):
    """The Markdown of `path`; its links lead to a page where there is one, else to GitHub."""

    def lead(link):
        words, target, place = link[1], (path.parent / link[2]).resolve(), link[3] or ""
        if target in LESSONS + FOR_TEACHERS or words.startswith("!"):
            return f"{words}({target.name}{place})"
        if target.exists():
            return f"{words}(github:{target.relative_to(ROOT).as_posix()}{place})"
        return link[0]  # Sphinx says that it leads nowhere

    return LINK.sub(lead, text)


def readable(output):
    """The output; its HTML links to pages, and asks for nothing that only a kernel answers."""
    data = output.get("data", {})
    if page := "".join(data.get("text/html", "")):
        page = re.sub(r'(?<=<a href=")(\w+)\.ipynb(?=")', r"\1.html", FOR_A_KERNEL.sub("", page))
        return output | {"data": data | {"text/html": page}}
    return output


def shows(output):
    """Whether the output is more than a widget's empty place."""
    return any("".join(part) for part in output.get("data", {"": "text"}).values())
