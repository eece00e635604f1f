"""One call of a learner's function, during which it can break nothing: see attempt()."""

import builtins
import contextlib
import io
import itertools
import random
import sys
import tracemalloc
import warnings
from dataclasses import dataclass, field

import numpy as np

from helpers.checking.exercise import copied
from helpers.checking.values import message_of
from helpers.shapes.instrument import followed
from helpers.shapes.lines import Recorder

PARTS = 1000  # of a returned list, as many are looked at
RANDOM = np.random.mtrand._rand  # by itself: a learner may write np.random.seed = 1


@dataclass
class Attempt:
    """What came of one call: a value or an error, and what happened beside it."""

    value: object = None
    error: BaseException | None = None
    printed: bool = False
    warned: tuple = ()
    changed: dict = field(default_factory=dict)  # {place of an argument: what it is now}
    shares: bool = False  # whether the result lies in an argument's memory


def attempt(function, args):
    """Calls `function` with copies of `args`; returns an Attempt.

    Exceptions and SystemExit are caught, warnings recorded; nothing is printed or displayed, nobody
    is asked; NumPy's error state, the random states and the recursion limit are put back. Only
    KeyboardInterrupt, Lab's stop button, comes through.
    """
    given = tuple(map(copied, args))
    result, out = Attempt(), io.StringIO()
    with (
        _world_put_back(),
        _nothing_displayed(),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        warnings.catch_warnings(record=True) as caught,
        np.errstate(all="warn", under="ignore"),
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
        result.printed = out.tell() > 0
    said = (f"{each.category.__name__}: {message_of(each.message)}" for each in caught)
    result.warned = tuple(dict.fromkeys(said))
    both = enumerate(zip(args, given, strict=True))
    result.changed = {place: new for place, (old, new) in both if not _unchanged(old, new)}
    return result


def memory(function, args):
    """The most bytes that a call with copies of `args` holds at a time beside them."""
    peak, traced = 0, tracemalloc.is_tracing()

    def measured(*given):
        nonlocal peak
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        function(*given)
        peak = tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        attempt(measured, args)
    finally:
        if not traced:
            tracemalloc.stop()
    return max(peak, 0)  # the function may have ended the count


@contextlib.contextmanager
def _world_put_back():
    """Seeds the global random states, so that a check says the same twice; puts all states back."""
    numpys, pythons = RANDOM.get_state(), random.getstate()
    limit, figures = sys.getrecursionlimit(), _figures()
    asks = builtins.input, sys.breakpointhook
    RANDOM.seed(0)
    random.seed(0)
    builtins.input = sys.breakpointhook = _nobody_answers
    try:
        yield
    finally:
        builtins.input, sys.breakpointhook = asks
        RANDOM.set_state(numpys)
        random.setstate(pythons)
        sys.setrecursionlimit(limit)
        for number in _figures() - figures:  # the page shows what is open when a cell ends
            sys.modules["matplotlib.pyplot"].close(number)


def _figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def _nobody_answers(*_, **__):
    raise EOFError("a check asks nobody")


def _nothing_displayed():
    """What IPython displays goes nowhere, if there is an IPython."""
    if "IPython" not in sys.modules:
        return contextlib.nullcontext()
    from IPython.utils.capture import capture_output

    return capture_output(stdout=False, stderr=False)


def watched(function, args, recorder=None):
    """([entry], Attempt) of the same call, its lines written down as shapes.lines does.

    ([], None) where the function has no source, or cannot be followed.
    """
    recorder = recorder or Recorder()
    copy = followed(function, recorder)
    if copy is None:
        return [], None
    again = attempt(recorder.listening()(copy.run), args)
    return copy.top.entries, again


def _shares(value, given):
    parts = value[:PARTS] if type(value) in (tuple, list) else [value]
    both = ([each for each in some if type(each) is np.ndarray] for some in (parts, given))
    return any(itertools.starmap(np.may_share_memory, itertools.product(*both)))


def frozen(value, depth=2):
    """The value as it is now, as later calls may write into its arrays; tuples are plain ones."""
    if type(value) is np.ndarray:
        return value.copy()
    for kind in (tuple, list):
        if depth and issubclass(type(value), kind) and kind.__len__(value) <= PARTS:
            return kind(frozen(part, depth - 1) for part in kind.__iter__(value))
    return value


def _unchanged(old, new):
    """Whether an argument is still what it was, entry by entry; a number cannot change."""
    if type(old) is not np.ndarray:
        return True
    return old.dtype == new.dtype and np.array_equal(old, new, equal_nan=True)
