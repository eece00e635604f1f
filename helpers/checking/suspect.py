"""Which of the learner's lines to look at: one that is proved wrong, or none.

A name has one meaning in the whole course (meanings.py), and a name that is returned has to be what
is expected; clues.py knows what shows without any name. A line that only passes on what went wrong
before it is not marked.
"""

import ast
import contextlib
import itertools

import numpy as np

from helpers.checking import clues
from helpers.checking.compare import close
from helpers.checking.meanings import OF_ONE, SHORT, Meanings, same_so_far
from helpers.checking.moments import heads, variables_of

WITH_B = {"Z", "z", "z_i"}  # a later line may add b
FACTORS = {"sign", "times", "over", "times_and_sign", "over_and_sign"}  # right but for these


def suspect(exercise, trial, moments, mistake=None, code=""):
    """(the moment to look at, or None; why, or "") among the moments of a failing trial.

    `mistake` is the name of the one that was recognised, `code` what of the function shows it.
    """
    found = moments and _Search(exercise, trial, moments, mistake).found(code)
    return found or (None, "")


class _Search:
    """Looks through the moments; what it finds is (moment, why)."""

    def __init__(self, exercise, trial, moments, mistake):
        self.exercise, self.trial, self.moments = exercise, trial, moments
        self.mistake = mistake
        self.meanings = Meanings(exercise, trial, moments)

    def found(self, code):
        """What is surest comes first, then the earliest of all that is found by the values."""
        if self.trial.finding.kind == "mutates":
            return self.of_change(self.exercise.parameters[self.trial.finding.argument])
        given = self.trial, self.moments
        if seen := clues.of_code(self.moments, code) or clues.of_early_return(*given):
            return seen
        found = [self.of_name(name, span) for name, span in self.spans()]
        found += clues.of_values(*given, self.mistake)
        if any(found):
            return min(filter(None, found), key=lambda each: each[0].place)
        failed = [moment for moment in self.moments if moment.line.why]
        return (failed[-1], "") if failed else self.of_return()

    def of_change(self, name):
        """The line after which an argument is no longer what it was."""
        for now, after in itertools.pairwise(self.moments):
            if isinstance(now.node, ast.Assign) and now.sets.get(name) is not None:
                return None  # from here on the name is another array
            if not same_so_far(now.before.get(name), after.before.get(name)):
                return now, f"Here the caller's {name} changes."
        return None

    def of_return(self):
        """The return, if all that it works on is right, or nothing else computes."""
        back = self.meanings.back
        if back is None:
            return None
        alone = len({moment.line.number for moment in self.moments}) == 1
        straight = all(moment.line.kind != "tested" for moment in self.moments)
        proved = (
            alone or self.mistake == "in_other_order" or straight and self.meanings.is_clear(back)
        )
        return (back, "") if proved else None

    def spans(self):
        """(name, moments in which it comes to its value): of one example, the first iteration."""
        yield from ((name, self.moments) for name in self.meanings.wanted)
        for name in {*OF_ONE, *SHORT} - self.meanings.args.keys():
            setting = _setting(name, self.moments)
            if setting and setting[0].loops:
                yield name, [m for m in self.moments if m.loops[:1] == setting[0].loops[:1]]

    def of_name(self, name, span):
        """A line that gives a name another shape or value than it has to have."""
        setting, value = _setting(name, span), _at_end(name, span)
        if not setting or value is None or span is self.moments and self.is_of_one(name):
            return None
        last = setting[-1]
        later = _after(last, span)
        ways = self.meanings.ways(name, last.before, later)
        if not ways or self.meanings.is_mended(name, later) or self.is_other(name, setting, ways):
            return None
        if not same_so_far(last.sets[name], value):
            return None  # a call has written into it
        if not _failed(span) and not any(name in moment.reads for moment in later):
            return None  # nothing is made of it
        if value is list or not any(np.shape(value) == np.shape(way) for way in ways):
            return self.of_shape(name, span, value, ways[0])
        return self.of_numbers(name, span, value, ways)

    def is_of_one(self, name):
        """Whether a name is set and read inside loops only: it holds what is of one example."""
        outside = [moment for moment in self.moments if not moment.loops]
        return not any(name in moment.reads | moment.sets.keys() for moment in outside)

    def is_other(self, name, setting, ways):
        """Whether a name stands for something else, as z after z = -z, or n for m's number."""
        last, before = setting[-1], [moment.sets[name] for moment in setting[:-1]]
        if name in WITH_B and name in last.reads:
            return any(close(value, ways[0]) for value in before)
        exchanged = name in ("n", "m") and last.sets.keys() >= {"n", "m"}
        return exchanged and self.mistake in FACTORS

    def of_shape(self, name, span, value, wanted):
        """The line that gives a name another shape."""
        if _failed(span) and not np.any(value) and not np.ndim(value):
            return None  # unfinished
        fits = value is list or self.trial.finding.kind == "value"
        if fits and name not in self.meanings.returned:
            return None  # a later line gives it the shape that is needed
        setting = _setting(name, span)
        known = (m for m in setting if m.sets[name] is not None)
        same = (m for m in known if np.shape(m.sets[name]) == np.shape(value))
        return next(same, setting[0]), _other_shape(name, value, wanted)

    def of_numbers(self, name, span, value, ways):
        """The line that gives a name of the right shape another value."""
        setting, failed = _setting(name, span), _failed(span)
        start, last = setting[0], setting[-1]
        later = _after(last, span)
        lacks_b = name in WITH_B and not any("b" in moment.reads for moment in later)
        if any(close(value, way) for way in (ways[:1] if lacks_b else ways)):
            return None
        inside = [moment for moment in setting if len(moment.loops) > (span is not self.moments)]
        blank = np.ndim(value) and np.unique(value).size == 1  # to be filled
        if failed and (last.line.why or last in inside or blank or not np.any(value)):
            return None  # unfinished
        if lacks_b and any(close(value, way) for way in ways):
            return start, f"{name} lacks b, and no later line adds it."
        found = _of_whole_numbers(name, setting, ways[0]) or clues.of_new_start(setting, name)
        if not found and inside and inside[-1].adds:
            found = self.of_sum(name, inside, ways[0])
            if last is inside[-1]:
                return found
        if found:
            return found
        if blank and any(moment.loops for moment in later):
            return last, f"Nothing is written into {name} after this line."
        clear = self.meanings.is_clear(last)
        return (last, _other_value(name, value, ways)) if clear else None

    def of_sum(self, name, inside, wanted):
        """What a loop collects came out wrong: by what is added, or by the loop itself."""
        fits = [self.fits(moment, name, wanted) for moment in inside]
        if all(fits):
            return self.of_loop(inside[-1])
        if False not in fits:
            return None
        wrong = inside[fits.index(False)]
        carried = self.carried(name, inside[0]) if fits[0] else None
        if carried or not self.meanings.is_clear(wrong, but={name}):
            return carried
        adds = isinstance(getattr(wrong.node, "op", None), ast.Add)
        return wrong, f"Look at what is {'added to' if adds else 'written into'} {name}."

    def fits(self, moment, name, wanted):
        """Whether a moment adds or writes what its iteration has to; None where it is not known."""
        before, after, given = moment.before.get(name), moment.sets[name], moment.line.value
        later, op = self.moments[moment.place :], getattr(moment.node, "op", None)
        if after is None and op is None:  # an entry is written
            i = moment.before.get(self.meanings.example)
            row = np.ndim(wanted) == 2 and len(wanted) == 1
            parts = [wanted[0, i]] if row and i is not None else self.of_place(name, moment, wanted)
        else:
            parts = self.meanings.parts(name, moment.before, later, entry=after is None)
        if after is not None:
            known = before is not None and np.shape(before) in ((), np.shape(after))
            given = after - before if known else None
        elif op is not None and not isinstance(op, ast.Add):
            given = None
        return any(close(given, part) for part in parts) if parts and given is not None else None

    def of_place(self, name, moment, wanted):
        """[what belongs where a moment writes], if only loops say where, and no other line does."""
        lines = {m.line.number for m in self.moments if name in m.sets and name in m.before}
        places = {k: moment.before[k] for k in self.meanings.variables if k in moment.before}
        with contextlib.suppress(Exception):  # another name stands in the brackets
            target = ast.unparse(moment.node.targets[0])
            belongs = eval(target, {"__builtins__": {}, **places, name: wanted})
            return [belongs] if len(lines) == 1 else []
        return []

    def carried(self, name, inside):
        """Another name, set before the loop alone, that goes on from iteration to iteration."""
        loop = inside.loops[0][0]
        within = {n for m in self.moments for n in m.sets if any(loop is one for one, _ in m.loops)}
        others = within - {name, *self.meanings.wanted}
        before = [m for m in self.moments[: inside.place] if not m.loops]
        both = [(moment, other) for moment in before for other in moment.sets if other in others]
        if len(both) != 1:
            return None
        moment, other = both[0]
        return moment, f"{other} is set before the loop, and goes on from iteration to iteration."

    def of_loop(self, last):
        """A loop that adds the right parts, and not all of them, or too many."""
        lengths = self.exercise.lengths(self.trial.case.args)
        letters = {self.meanings.example: "m", self.meanings.feature: "n"}
        for (loop, _), head in zip(last.loops, heads(self.moments, last), strict=True):
            if head.turns is not None and loop.count < head.turns:
                return head, f"The loop ends after {loop.count} of {head.turns} iterations."
            for letter in (letters.get(name) for name in variables_of(loop)):
                if lengths.get(letter, loop.count) != loop.count:
                    count = f"{loop.count} iteration{'s' * (loop.count != 1)}"
                    return head, f"This loop has {count}, and {letter} is {lengths[letter]}."
        return None


def _setting(name, span):
    return [moment for moment in span if name in moment.sets]


def _after(last, span):
    return [moment for moment in span if moment.place > last.place]


def _failed(span):
    return any(moment.line.why for moment in span)


def _of_whole_numbers(name, setting, wanted):
    """The line that makes an array which takes no decimals, if the last one writes into it."""
    made = np.asarray(setting[0].sets[name])
    whole = made.ndim and made.dtype.kind in "iub" and wanted.dtype.kind == "f"
    if not (whole and setting[-1].adds):
        return None
    return setting[0], f"{name} is made for whole numbers ({made.dtype}): they take no decimals."


def _at_end(name, span):
    """The last value of a name that is known."""
    known = (m.before.get(name) if m.sets.get(name) is None else m.sets[name] for m in span[::-1])
    return next((value for value in known if value is not None), None)


def _other_value(name, value, ways):
    if np.ndim(value):
        return f"{name} has the right shape, and wrong numbers."
    if len(ways) > 1:  # some of which are right on the way
        return f"{name} is {value:.4g}, a wrong number."
    return f"{name} is {value:.4g}, and has to be {ways[0]:.4g}."


def _other_shape(name, value, wanted):
    needs = f"{np.shape(wanted)}" if np.ndim(wanted) else "a number"
    if value is list:
        return f"{name} is a list, and has to be {'an array, ' * bool(np.ndim(wanted))}{needs}."
    has = f"{np.shape(value)}" if np.ndim(value) else "a number"
    return f"{name} is {has}, and has to be {needs}."
