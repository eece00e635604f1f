"""The commands of README.md, as data.

    python -m tests.readme tests            prints the command that runs the tests on this system
    python -m tests.readme start windows    prints the first command, as Windows needs it

Needs no package: it runs before anything is installed.
"""

import os
import re
import sys

from tests.environment import ROOT

COMMAND = re.compile(r"<!-- command: (\w+) (posix|windows) -->\n```\w+\n(.*?)\n```\n", re.DOTALL)


def text():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def commands():
    """{(name, system): what the block under `<!-- command: name system -->` holds}"""
    return {(name, system): block for name, system, block in COMMAND.findall(text())}


if __name__ == "__main__":
    print(commands()[(*sys.argv[1:], "windows" if os.name == "nt" else "posix")[:2]])
