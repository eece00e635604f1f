"""What an exercise is made of: reference, cases, hints, known mistakes; and numbers for cases."""

import functools
import inspect
import linecache
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from helpers.checking.words import in_paragraphs

UNSIGNED = "this type knows no negative numbers: -1 is 255 there."  # a risk
SEED = 7  # of the cases that learners see; tests try others


@dataclass(frozen=True)
class Case:
    """Arguments to try a function with, in words `about`, and what should come back.

    `expected` None means: what the reference gives. A case with a `risk` is beyond what the
    exercise asks: failing it costs a sentence of advice, which ends with the words of `risk`.
    `fills` is the place of an argument that has to hold what is expected after the call.
    """

    about: str
    args: tuple
    expected: object = None
    risk: str = ""
    fills: int | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise. Its name is the name of its reference.

    cases: rng -> list of Case, the most telling first
    words: hints and known mistakes, in paragraphs
    axes: the letters of the arguments' axes, such as {"X": "n m"}
    returns: what the parts of the result are called: one name, or more
    loops: how many loops inside one another the exercise asks for; None where it is all the same
    alternatives: (function, advice) of other answers that are as good
    done_by: functions of the course's that do the work; handing it on to them is no answer
    may_be_view: whether the result may be a view of an argument

    A paragraph of `words` is a name, then indented sentences. Those of "hints" go from a nudge to
    nearly there. Every other one is a mistake: the code that makes it, behind ">", what happened,
    what to look at. Code is an edit of the reference, "old -> new" (several with ";" between), left
    out where the reference has no such words; or the body of a function, such as
    "return np.sum(x) ** 2". Its two sentences may name facts of the failing case: {n}, {m} and
    other lengths, {returned}, {expected}, {returned_shape}, {expected_shape}, {what}. "given" is
    the code that a hunt begins with. Without code are "overflows", said of right numbers that come
    with an overflow, where that is wrong, and what is said of right answers: "unread", where one
    never reads an argument, "fewer_loops".
    """

    reference: Callable
    cases: Callable
    words: str
    axes: dict = field(default_factory=dict)
    returns: tuple = ("the result",)
    loops: int | None = 0
    alternatives: tuple = ()
    done_by: tuple = ()
    may_be_view: bool = False

    @property
    def name(self):
        return self.reference.__name__

    @property
    def parameters(self):
        return parameters_of(self.reference)

    def filled_cases(self, seed=SEED):
        """The cases, their expected results filled in."""
        filled = []
        for case in self.cases(np.random.default_rng(seed)):
            if case.expected is None:
                case = replace(case, expected=self.reference(*map(copied, case.args)))
            filled.append(case)
        return filled

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
        """The reference's source, without its decorator and notes to the formatter."""
        source = inspect.getsource(self.reference).replace("  # fmt: skip", "")
        return source[source.index("def ") :].rstrip()

    @functools.cached_property
    def told(self):
        """{name of a paragraph: (its code, its sentences)}."""
        found = {}
        for name, lines in in_paragraphs(self.words):
            code = [line[1:].strip() for line in lines if line.startswith(">")]
            found[name] = code, lines[len(code) :]
        return found

    @property
    def hints(self):
        return self.told["hints"][1]

    @property
    def given(self):
        """The wrong function that a hunt begins with, or None."""
        return self._made(self.told["given"][0][0]) if "given" in self.told else None

    @functools.cached_property
    def known(self):
        """[(mistake, its sentences, function that makes it)], compiled at the first question."""
        return [
            (name, sentences, wrong)
            for name, (code, sentences) in self.told.items()
            for wrong in map(self._made, code)
            if wrong and name != "given"
        ]

    def _made(self, code):
        """The function that a mistake's code makes; None for an edit of what is not there."""
        source = f"def {self.name}({', '.join(self.parameters)}):\n    {code}\n"
        if " -> " in code:
            source = self.source
            for edit in code.split(" ; "):
                old, new = map(str.strip, edit.split(" -> "))
                if old not in source:
                    return None
                source = source.replace(old, new)
        names = dict(inspect.unwrap(self.reference).__globals__)
        return defined(self.name, source, f"<{self.name}: {code}>", names)


def defined(name, source, file, names):
    """The function of this name that a source defines; `file` is what errors call it."""
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    exec(compile(source, file, "exec"), names)
    return names[name]


def parameters_of(function):
    """The names of its parameters; None where it does not tell them."""
    try:
        return tuple(inspect.signature(function).parameters)
    except Exception:  # of an object that can be called, anything
        return None


def copied(value):
    """A copy of an array; anything else as it is."""
    return value.copy() if isinstance(value, np.ndarray) else value


# Cases of all sizes; small numbers, one or two decimals, all different, none of them 0.

SIZES = (2, 3), (3, 1), (1, 4), (3, 3), (4, 2)


def of_all_sizes(arguments, rng):
    """A case for each of the sizes, with `arguments(rng, n, m)`."""
    return [Case(f"n = {n} and m = {m}", arguments(rng, n, m)) for n, m in SIZES]


def numbers(rng, *shape):
    """Different numbers between -3 and 3, one decimal each, none of them whole."""
    return rng.choice([k / 10 for k in range(-30, 31) if k % 10], shape, replace=False)


def model(rng, n, m):
    """w (n, 1), b number, X (n, m); small, so that no prediction is close to 0 or 1."""
    return numbers(rng, n, 1) / 2, float(numbers(rng)), numbers(rng, n, m) / 2


def probabilities(rng, m):
    """(1, m) of different numbers between 0.1 and 0.9, none of them 0.5."""
    return rng.choice([k / 100 for k in range(11, 90, 3) if k != 50], (1, m), replace=False)


def labels(rng, m):
    """(1, m) of 0 and 1, both of them where m is 2 or more."""
    return rng.permutation([1, 0, 1, 0, 0, 1, 0, 1][:m]).reshape(1, m)
