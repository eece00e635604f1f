"""Two buttons that save your own pictures beside the notebook, for data.pictures."""

import html
import io
import itertools
import re
from pathlib import Path

import ipywidgets

from helpers.pictures.files import read_picture, visible
from helpers.pictures.show import show

ENOUGH = 20  # pictures of a kind; about so many are needed before anything can be learned
MISSED = "If an upload changes nothing here, run this cell again and choose fewer or smaller files."
FEW = (
    f"Fewer than {ENOUGH} of a kind: nothing reliable can be learned from so few, "
    "however well it comes out."
)


class Upload:
    """Two buttons, one for each of the `names`, that save pictures in folder/name.

    A file that is there stays: a second one of its name gets another. What is no picture, or is
    there already, is named and not saved. `data.pictures(folder)` reads the two folders.
    Raises TypeError where folder is no path, ValueError for names that are not two for folders.
    """

    def __init__(self, folder, names=("no", "yes")):
        plain = [name for name in names if Path(name).name == name and name[:1] not in ("", ".")]
        if len(set(names)) != 2 or len(plain) != 2:
            raise ValueError(f"names is {names!r}, it needs two, each the name of a folder")
        self.folders = {name: Path(folder).absolute() / name for name in names}
        self.places = [Path(folder, name).as_posix() for name in names]
        self.kinds = (
            f"{names[1]} is for pictures that show what you look for, {names[0]} for others. "
            "Then run the next cell."
        )

    def save(self, name, files):
        """Save those of the files, {"name": ..., "content": ...}, that are pictures.

        Returns what was not saved and why, a list of sentences.
        """
        refused = []
        for file in files:
            try:
                read_picture(io.BytesIO(file["content"]), 1, 1)
                if self._holds(file["content"]):
                    raise ValueError("is there already, perhaps under another name")
                for each in self.folders.values():  # both: data.pictures wants two
                    each.mkdir(parents=True, exist_ok=True)
                with _free(self.folders[name], file["name"]).open("xb") as target:
                    target.write(file["content"])
            except ValueError as error:
                refused.append(f"Not saved: {file['name']} {error}.")
            except OSError as error:
                refused.append(f"Not saved: {file['name']}, {error.strerror}.")
        return refused

    def _holds(self, content):
        there = [folder for folder in self.folders.values() if folder.is_dir()]
        files = (path for folder in there for path in visible(folder, Path.is_file))
        return any(
            path.stat().st_size == len(content) and path.read_bytes() == bytes(content)
            for path in files
        )

    def state(self):
        """How many pictures there are now, and whether they are enough, as sentences."""
        counts = [
            len(visible(folder, Path.is_file)) if folder.is_dir() else 0
            for folder in self.folders.values()
        ]
        pairs = zip(counts, self.places, strict=True)
        now = ", ".join(f"{count} in {place}" for count, place in pairs)
        few = [FEW] if min(counts) < ENOUGH else []
        return [f"Pictures there now: {now}. {self.kinds}", MISSED, *few]

    def _ipython_display_(self):
        status = ipywidgets.HTML(_paragraphs(self.state())).add_class("zl-status")

        def field(name):
            chosen = ipywidgets.FileUpload(
                description=f"Pictures for {name}",
                accept="image/*",
                multiple=True,
                layout={"width": "16em"},
            )

            def take(change):
                if change.new:
                    refused = self.save(name, change.new)
                    status.value = _paragraphs([*refused, *self.state()])
                    chosen.value = ()  # what is saved need not be kept here too

            chosen.observe(take, "value")
            return chosen

        places = " and ".join(self.places)
        here = f"In a running notebook two buttons here save your pictures in {places}."
        words = f"{here} {self.kinds} {FEW}"
        row = ipywidgets.HBox([field(name) for name in self.folders])
        show(_paragraphs([words]), words, [row, status], "zl-upload")


def _free(folder, name):
    """A path in the folder for a file of this name, or of another one where it is taken."""
    name = re.sub(r"[^\w .()-]", "_", name).strip(" .") or "picture"  # as every system allows it
    path = folder / name
    for number in itertools.count(2):
        if not path.exists():
            break
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def _paragraphs(sentences):
    return "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)
