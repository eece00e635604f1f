"""Leads the lessons beside it to their `helpers`, or says what to do. Leave it here.

A kernel looks here before it looks at what is installed. So lessons run with the folder
`helpers` one up, which came with them, whatever is installed; where they were taken out
of their course, with what is installed.
"""

import contextlib
import importlib
import importlib.util
import pathlib
import re
import runpy
import sys
from importlib import metadata

HERE = pathlib.Path(__file__).resolve().parent
COURSE = HERE.parent
OWN = (COURSE / "helpers/check.py").is_file()
INSTALLED = next((it.version for it in metadata.distributions(name="zero-loops")), "")
OLDEST = (3, 11)
NOT_IMPORTED = "jupyterlab", "nbval"  # a kernel does without

ALONE = """The lessons need the folder `helpers` that came with them. \
Keep the whole course together, as it came, and open its lessons there."""
OLD = "The lessons need Python 3.11 or newer, this is {}: choose another kernel."
LACKS = """The lessons need what this Python does not have: {}.

In somebody else's JupyterLab run this line in a cell, then choose Kernel, \
Restart Kernel, and reload the page:

%pip install {}

On your own machine close JupyterLab. Start it in the folder of the course with the \
first command of its README, python3 -m helpers, or on Windows py -m helpers. \
If that was no help, run the line above."""
DIFFERS = """These lessons and their helpers are of version {}. \
The packages and JupyterLab's settings were installed with version {}. \
If something does not work, start with the README's first command; \
on a hub, ask your teacher to update it."""


class Missing(ModuleNotFoundError):
    """A notebook shows what it says, and nothing else."""

    def _render_traceback_(self):  # as IPython asks for it
        return [str(self)]


def text(name):
    """What a file of the course holds, "" where there is none."""
    path = COURSE / name
    return path.read_text("utf-8") if OWN and path.is_file() else ""


def trouble():
    """Why no lesson can run here, and what to do; "" where they can."""
    if not OWN and not INSTALLED:
        return ALONE
    if sys.version_info < OLDEST:
        return OLD.format(sys.version.split()[0])
    needs = re.findall(r"^(([a-z]\w*)\S*)", text("requirements.txt"), re.M)
    lacks = {line: lack(line, name) for line, name in needs if name not in NOT_IMPORTED}
    lines = (f'"{line}"' for line in lacks if lacks[line])
    said = ", ".join(filter(None, lacks.values()))
    return LACKS.format(said, " ".join(lines)) if said else ""


def lack(line, name):
    """What is wrong with a package, by its line in requirements.txt, or ""."""
    if not importlib.util.find_spec(name):
        return name
    with contextlib.suppress(Exception):  # no packaging, or no good record
        from packaging.requirements import Requirement

        here = metadata.version(name)
        if not Requirement(line).specifier.contains(here, prereleases=True):
            return f"{line} (here: {here})"
    return ""


def news():
    """A line where the installed course has another version than the lessons, or ""."""
    own = re.search(r'^version = "(.+)"', text("pyproject.toml"), re.M)
    differs = own and INSTALLED not in ("", own[1])
    return DIFFERS.format(own[1], INSTALLED) + "\n" if differs else ""


AS_COMMAND = __name__ == "__main__"  # `%run -m helpers again`, which needs no package
if said := "" if AS_COMMAND and OWN else trouble():
    raise Missing(said)
sys.path.sort(key=lambda place: pathlib.Path(place).resolve() == HERE)  # here is last
sys.path[:0] = [str(COURSE)] * OWN
if AS_COMMAND:
    runpy.run_module("helpers", run_name="__main__", alter_sys=True)
else:
    print(end=news())
    del sys.modules["helpers"]  # its place is that of the real one
    importlib.import_module("helpers")
