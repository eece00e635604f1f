"""Requirements files as data, and what installing them brings."""

from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.environment import ROOT


def listed(path):
    """The requirements in the file; not `-r` of another file, not `-e .`, the course itself."""
    lines = [line.split("#")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def name(requirement):
    return canonicalize_name(requirement.name)


def applies(requirement, extras=(), system=None):
    """Whether a requirement counts here, or on the system of these marker values."""
    return not requirement.marker or any(
        requirement.marker.evaluate({**(system or {}), "extra": extra}) for extra in ["", *extras]
    )


def brought(requirements):
    """The names of all that these requirements install here, themselves among them."""
    found, waiting = set(), [r for r in requirements if applies(r)]
    while waiting:
        requirement = waiting.pop()
        if (key := (name(requirement), frozenset(requirement.extras))) not in found:
            found.add(key)
            waiting += [r for r in needs(requirement.name) if applies(r, requirement.extras)]
    return {name for name, _ in found}


def needs(distribution):
    try:
        return [Requirement(text) for text in requires(distribution) or []]
    except PackageNotFoundError:
        return []
