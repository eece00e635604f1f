"""One call of a learner's function, during which it can break nothing: see attempt()."""

import contextlib
import io
import random
import re
import sys
import warnings
from dataclasses import dataclass

import numpy as np

from helpers.checking.exercise import copied

PARTS = 1000  # of a returned list or dictionary, as many are looked at


@dataclass
class Attempt:
    """What came of one call: a value or an error, and what happened beside it."""

    value: object = None
    error: BaseException | None = None
    printed: str = ""
    warned: tuple = ()
    changed: int | None = None  # the place of an argument that is not what it was
    after: object = None  # what that argument is now
    shares: bool = False  # whether the result lies in an argument's memory


def attempt(function, args):
    """Calls `function` with copies of `args`; returns an Attempt.

    Exceptions and SystemExit are caught, printing and warnings recorded; NumPy's error state, the
    random states and the recursion limit are put back. Only KeyboardInterrupt, Lab's stop button,
    comes through.
    """
    given = tuple(map(copied, args))
    result, out = Attempt(), io.StringIO()
    with (
        _world_put_back(),
        warnings.catch_warnings(record=True) as caught,
        np.errstate(all="warn", under="ignore"),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        warnings.simplefilter("always")
        try:
            value = function(*given)
            result.shares, result.value = _shares(value, given), frozen(value)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit too: exit() must not end the kernel
            result.error = error
    with contextlib.suppress(ValueError):  # a learner may have closed it
        result.printed = out.getvalue()
    result.warned = tuple(
        dict.fromkeys(
            f"{warning.category.__name__}: {clean(warning.message)}" for warning in caught
        )
    )
    for place, (old, new) in enumerate(zip(args, given, strict=True)):
        if not unchanged(old, new):
            result.changed, result.after = place, new
            break
    return result


@contextlib.contextmanager
def _world_put_back():
    """Seeds the global random states, so that a check says the same twice; puts them back."""
    numpys, pythons = np.random.get_state(), random.getstate()  # noqa: NPY002
    limit = sys.getrecursionlimit()
    np.random.seed(0)  # noqa: NPY002
    random.seed(0)
    try:
        yield
    finally:
        np.random.set_state(numpys)  # noqa: NPY002
        random.setstate(pythons)
        sys.setrecursionlimit(limit)


def _shares(value, given):
    parts = value if isinstance(value, (tuple, list)) and len(value) <= PARTS else (value,)
    return any(
        np.may_share_memory(part, argument)
        for part in parts
        if isinstance(part, np.ndarray)
        for argument in given
        if isinstance(argument, np.ndarray)
    )


def frozen(value, depth=2):
    """The value as it is now: later calls may write into the arrays it is made of."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if depth and type(value) in (tuple, list) and len(value) <= PARTS:
        return type(value)(frozen(part, depth - 1) for part in value)
    if depth and type(value) is dict and len(value) <= PARTS:
        return {key: frozen(part, depth - 1) for key, part in value.items()}
    return value


def unchanged(old, new):
    """Whether an argument is still what it was, entry by entry; a number cannot change."""
    return not isinstance(old, np.ndarray) or (
        (old.shape, old.dtype) == (new.shape, new.dtype)
        and np.array_equal(old, new, equal_nan=True)
    )


def clean(error):
    """An error's or a warning's words on one line, without addresses, however hostile its class."""
    try:
        words = " ".join(str(error).split())
    except Exception:
        return "no message"
    words = re.sub(r"(?: at)? 0x[0-9a-fA-F]+", "", words)
    return words if len(words) <= 200 else words[:197] + "..."


class Untouchable:
    """Stands in for an argument, and raises a LookupError whatever is done with it."""

    def __getattr__(self, name):
        raise LookupError


def _touched(*args):
    raise LookupError


OPERATIONS = (
    "add radd sub rsub mul rmul truediv rtruediv matmul rmatmul pow rpow neg abs lt le gt ge eq ne "
    "bool len iter getitem float int index array hash"
)
for _name in OPERATIONS.split():
    setattr(Untouchable, f"__{_name}__", _touched)
