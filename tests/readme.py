"""What README.md promises, as data: its commands, its links, the files it names, its lessons.

    python -m tests.readme tests            prints the command that runs the tests on this system
    python -m tests.readme start windows    prints the first command, as Windows needs it

Needs no package: it runs before anything is installed.
"""

import os
import re
import sys

from tests.environment import ROOT

README = ROOT / "README.md"
COMMAND = re.compile(r"<!-- command: (\w+) (posix|windows) -->\n```\w+\n(.*?)\n```\n", re.DOTALL)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^)\s]+)\)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
ROW = re.compile(r"^\| \[(\w+)\]\((\S+)\) \| (.+) \| (\d+) \|$", re.MULTILINE)
BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def text():
    return README.read_text(encoding="utf-8")


def prose():
    """README.md without its blocks of code."""
    return BLOCK.sub("", text())


def commands():
    """{(name, system): what the block under `<!-- command: name system -->` holds}"""
    return {(name, system): block for name, system, block in COMMAND.findall(text())}


def links():
    """[(is it a picture, its text, its target)], a picture inside a link's text first."""
    found = []
    for mark, inner, target in LINK.findall(prose()):
        found += [(bool(m), t, to) for m, t, to in LINK.findall(inner)]
        found.append((bool(mark), inner, target))
    return found


def files():
    """The files, folders and modules that README.md names in backticks, as paths from the top."""
    named = [name for name in CODE.findall(prose()) if re.fullmatch(r"[\w.-]+(/[\w.-]*)*", name)]
    return sorted({name for name in named if "/" in name or re.search(r"\w\.\w+$", name)})


def lessons():
    """[(stem, link, question, minutes)] of the table."""
    return [(*words, int(minutes)) for *words, minutes in ROW.findall(text())]


def main(arguments):
    name, system = (*arguments, "windows" if os.name == "nt" else "posix")[:2]
    print(commands()[name, system])


if __name__ == "__main__":
    main(sys.argv[1:])
