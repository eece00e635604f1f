"""alive(): does this installation have what the lessons need? Says what to do where it does not."""

import html
import re
import sys
from importlib import metadata

NEEDS = {"numpy": (2, 4), "matplotlib": (3, 10), "ipywidgets": (8, 1), "anywidget": (0, 9)}


class Health:
    """What was looked at: [(words, is it well)], shown as a short list."""

    def __init__(self, findings):
        self.findings = findings

    def __repr__(self):
        return "\n".join(f"{'yes' if well else 'NO '}  {words}" for words, well in self.findings)

    def _repr_mimebundle_(self, include=None, exclude=None):
        rows = "".join(
            f"<li>{'&#10003; yes' if well else '&#10007; <b>no</b>'}: {html.escape(words)}</li>"
            for words, well in self.findings
        )
        return {
            "text/html": f'<ul style="list-style:none;padding-left:0">{rows}</ul>',
            "text/plain": repr(self),
        }


def alive():
    """Python and the packages the lessons need, each found in a version that will do or not."""
    findings = [_finding("Python", sys.version_info[:2], (3, 11), "install a newer Python")]
    for package, least in NEEDS.items():
        findings.append(
            _finding(package, _version(package), least, "run the README's first command again")
        )
    return Health(findings)


def _finding(name, found, least, remedy):
    needed = ".".join(map(str, least))
    if found and found >= least:
        return f"{name} {needed} or newer", True
    have = ".".join(map(str, found)) if found else "not installed"
    return f"{name} {needed} or newer (here: {have}); {remedy}", False


def _version(package):
    try:
        return tuple(map(int, re.findall(r"\d+", metadata.version(package))[:2]))
    except metadata.PackageNotFoundError:
        return None
