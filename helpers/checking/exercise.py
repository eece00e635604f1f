"""What an exercise is made of: reference, cases, hints, known mistakes; and numbers for cases."""

import functools
import inspect
import linecache
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

SEED = 7  # of the cases that learners see; tests try others


@dataclass(frozen=True)
class Case:
    """Arguments to try a function with, in words `about`, and what should come back.

    `expected` None means: what the reference gives. A case with a `risk` is beyond what the
    exercise asks: failing it costs a sentence of advice, which ends with the words of `risk`.
    """

    about: str
    args: tuple
    expected: object = None
    risk: str = ""


class Mistake(NamedTuple):
    """A known mistake: its name, the code that makes it, what happened and what to look at.

    The two sentences may name facts of the failing case: {n}, {m} and other lengths, {returned},
    {expected}, {returned_shape}, {expected_shape}.
    """

    name: str
    code: tuple
    happened: str
    look: str


def mistakes(text):
    """The known mistakes that a text lists in paragraphs, as {name: Mistake}.

    A paragraph is a name, then indented: code behind ">", what happened, what to look at. Code is
    an edit of the reference, "old -> new" (several with ";" between), or the body of a function
    that makes the mistake, such as "return np.sum(x) ** 2". Where a name comes again, as in a list
    for several exercises with more behind it, its code is added and its later words count.
    """
    found = {}
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        name, *lines = map(str.strip, paragraph.splitlines())
        code = tuple(line[1:].strip() for line in lines if line.startswith(">"))
        words = [line for line in lines if not line.startswith(">")]
        before = found.get(name)
        happened, look = words or (before.happened, before.look)
        found[name] = Mistake(name, (before.code if before else ()) + code, happened, look)
    return found


@dataclass(frozen=True)
class Exercise:
    """One exercise. Its name is the name of its reference.

    cases: rng -> list of Case, the most telling first
    hints: three, from a nudge to nearly there
    mistakes: the known mistakes, as `mistakes()` reads them
    returns: what the parts of the result are called: one name, or two for a pair
    axes: the letters of the arguments' axes, such as {"X": "n m"}
    loops: how many loops inside one another the exercise asks for
    alternatives: (function, advice) of other answers that are as good
    may_be_view: whether the result may be a view of an argument
    no_overflow: two sentences for right numbers that came with an overflow, where that is wrong
    """

    reference: Callable
    cases: Callable
    hints: tuple
    mistakes: str
    returns: tuple
    axes: dict
    loops: int = 0
    alternatives: tuple = ()
    may_be_view: bool = False
    no_overflow: tuple = ()

    @property
    def name(self):
        return self.reference.__name__

    @property
    def parameters(self):
        return parameters_of(self.reference)

    def tried(self, seed=SEED):
        """The cases, their expected results filled in."""
        cases = self.cases(np.random.default_rng(seed))
        return [replace(case, expected=self._expected(case)) for case in cases]

    def _expected(self, case):
        return self.reference(*map(copied, case.args)) if case.expected is None else case.expected

    def lengths(self, args):
        """What the letters of `axes` stand for with these arguments: {"n": 2, "m": 3}."""
        found = {}
        for name, value in zip(self.parameters, args, strict=True):
            letters = self.axes.get(name, "").split()
            if len(letters) == np.ndim(value):
                found.update(zip(letters, np.shape(value), strict=True))
        return {letter: length for letter, length in found.items() if letter != "1"}

    @property
    def source(self):
        """The reference's source, without the decorator that checks its arguments."""
        lines = inspect.getsource(self.reference).splitlines()
        first = next(place for place, line in enumerate(lines) if line.startswith("def "))
        return "\n".join(lines[first:])

    @functools.cached_property
    def known(self):
        """[(mistake, function that makes it)], compiled at the first question."""
        listed = mistakes(self.mistakes).values()
        return [(mistake, self._made(code)) for mistake in listed for code in mistake.code]

    def _made(self, code):
        if " -> " in code:
            source = self.source
            for edit in code.split(" ; "):
                old, new = map(str.strip, edit.split(" -> "))
                if old not in source:
                    raise ValueError(f"{self.name} has no {old!r} that could be edited")
                source = source.replace(old, new)
        else:
            source = f"def {self.name}({', '.join(self.parameters)}):\n    {code}\n"
        file, space = f"<{self.name}: {code}>", dict(inspect.unwrap(self.reference).__globals__)
        linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
        exec(compile(source, file, "exec"), space)
        return space[self.name]


def parameters_of(function):
    """The names of its parameters; None where it does not tell them."""
    try:
        return tuple(inspect.signature(function).parameters)
    except Exception:  # of an object that can be called, anything
        return None


def copied(value):
    """A copy of an array; anything else as it is."""
    return value.copy() if isinstance(value, np.ndarray) else value


# Small numbers for cases: one or two decimals, all different, none of them 0.


def numbers(rng, *shape):
    """Different numbers between -3 and 3, one decimal each, none of them whole."""
    return rng.choice([k / 10 for k in range(-30, 31) if k % 10], shape, replace=False)


def probabilities(rng, m):
    """(1, m) of different numbers between 0.1 and 0.9, none of them 0.5."""
    return rng.choice([k / 100 for k in range(11, 90, 3) if k != 50], (1, m), replace=False)


def labels(rng, m):
    """(1, m) of 0 and 1, both of them where m is 2 or more."""
    return rng.permutation([1, 0, 1, 0, 0, 1, 0, 1][:m]).reshape(1, m)
