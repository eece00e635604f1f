"""What an exercise is made of: reference, cases, hints, known mistakes; and numbers for cases."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace

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


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its name, functions that make it, what happened and what to look at.

    The two sentences may name facts of the failing case: {n}, {m} and other lengths, {returned},
    {expected}, {returned_shape}, {expected_shape}.
    """

    name: str
    wrong: Callable | tuple
    happened: str
    look: str

    @property
    def functions(self):
        return self.wrong if isinstance(self.wrong, tuple) else (self.wrong,)


def retold(mistakes, **words):
    """The same mistakes, some in words of another lesson: name=(what happened, what to look at)."""
    assert words.keys() <= {mistake.name for mistake in mistakes}
    told = [words.get(mistake.name, (mistake.happened, mistake.look)) for mistake in mistakes]
    return tuple(
        replace(mistake, happened=happened, look=look)
        for mistake, (happened, look) in zip(mistakes, told, strict=True)
    )


@dataclass(frozen=True)
class Alternative:
    """Another answer that is as good as the reference's, and how it could be tidier."""

    function: Callable
    advice: str


@dataclass(frozen=True)
class Exercise:
    """One exercise. Its name is the name of its reference.

    cases: rng -> list of Case, the most telling first
    hints: three, from a nudge to nearly there
    returns: what the parts of the result are called: one name, or two for a pair
    axes: the letters of the arguments' axes, such as {"X": "n m"}
    sample: (n, m) -> arguments of that size, to see which axes Python loops over
    loops: the letters of the axes over which the exercise asks for a loop
    words: what these letters count
    may_be_view: whether the result may be a view of an argument
    no_overflow: two sentences for a right result that came with an overflow, where that is a mistake
    """

    reference: Callable
    cases: Callable
    hints: tuple
    mistakes: tuple
    returns: tuple
    axes: dict
    sample: Callable
    loops: str = ""
    words: dict = field(default_factory=lambda: {"n": "features", "m": "examples"})
    alternatives: tuple = ()
    may_be_view: bool = False
    no_overflow: tuple = ()

    @property
    def name(self):
        return self.reference.__name__

    @property
    def parameters(self):
        return tuple(inspect.signature(self.reference).parameters)

    def tried(self, seed=SEED):
        """The cases, their expected results filled in."""
        return [
            case
            if case.expected is not None
            else Case(case.about, case.args, self.reference(*map(copied, case.args)), case.risk)
            for case in self.cases(np.random.default_rng(seed))
        ]

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


def copied(value):
    """A copy of an array; anything else as it is."""
    return value.copy() if isinstance(value, np.ndarray) else value


# Small numbers for cases: one or two decimals, all different, none of them 0.

TENTHS = np.array([k / 10 for k in range(-30, 31) if k % 10])
HUNDREDTHS = np.array([k / 100 for k in range(11, 90, 3) if k != 50])


def numbers(rng, *shape):
    """Different numbers between -3 and 3, one decimal each, none of them whole."""
    return rng.choice(TENTHS, shape, replace=False)


def probabilities(rng, m):
    """(1, m) of different numbers between 0.1 and 0.9, none of them 0.5."""
    return rng.choice(HUNDREDTHS, (1, m), replace=False)


def labels(rng, m):
    """(1, m) of 0 and 1, both of them where m is 2 or more."""
    return rng.permutation([1, 0, 1, 0, 0, 1, 0, 1][:m]).reshape(1, m)
