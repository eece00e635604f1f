"""Which of the learner's lines to look at: the first whose named value is not what it has to be.

A name has one meaning in the whole course (meanings.py), and a name that is returned has to be what
is expected. Where that tells nothing, it is the line that failed, or the one that returned.
"""

import ast

import numpy as np

from helpers.checking.compare import close
from helpers.checking.meanings import OF_ONE, Meanings
from helpers.checking.values import is_array, is_number


def suspect(exercise, trial, moments):
    """(the line to look at, or None; why, or "") among the moments of a failing trial."""
    found = _Search(exercise, trial, moments).first()
    if found:
        return found[0].line, found[1]
    failed = [moment for moment in moments if moment.line.why]
    moment = failed[-1] if failed else _returned(moments)
    return moment and moment.line, ""


class _Search:
    """Looks through the moments; what it finds is (moment, why)."""

    def __init__(self, exercise, trial, moments):
        self.args = dict(zip(exercise.parameters, trial.case.args, strict=True))
        self.moments, self.meanings = moments, Meanings(self.args)
        self.failed = next((m.place for m in moments if m.line.why), len(moments))
        self.returned = _of_return(exercise, trial.case.expected, moments)
        self.wanted = self.meanings.whole | self.returned
        mutates = trial.finding.kind == "mutates"
        self.changed = exercise.parameters[trial.attempt.changed] if mutates else None

    def first(self):
        """The earliest of all that is found, if it comes no later than a line that failed."""
        if self.changed:
            return self.of_change(self.changed)
        found = [self.of_name(name, values) for name, values in self.wanted.items()]
        found += [self.of_one(name) for name in OF_ONE if name not in self.args]
        found = [each for each in found if each and each[0].place <= self.failed]
        return min(found, key=lambda each: each[0].place, default=None)

    def of_change(self, name):
        """The line after which an argument is no longer what it was."""
        for now, after in zip(self.moments, self.moments[1:], strict=False):
            if isinstance(now.node, ast.Assign) and now.sets.get(name) is not None:
                return None  # from here on the name is another array
            if not _same(now.before.get(name), after.before.get(name)):
                return now, f"Here the caller's {name} changes."
        return None

    def of_name(self, name, values):
        """A line that gives a name another shape or value than it has to have."""
        setting = [moment for moment in self.moments if name in moment.sets]
        if not setting:
            return None
        for moment in setting:
            given = moment.sets[name]
            if given is not None and np.shape(given) != np.shape(values[0]):
                return moment, _other_shape(name, given, values[0])
        start, last, value = setting[0], setting[-1], self.at_last(name)
        if value is list:
            return (start, _other_shape(name, value, values[0])) if name in self.returned else None
        if value is None or any(close(value, way) for way in self.allowed(name, last, values)):
            return None
        failed = self.failed < len(self.moments)
        if failed and (last.place == self.failed or last.loops or not np.any(value)):
            return None  # unfinished
        if last.adds and _is_whole(value) and not _is_whole(values[0]):
            kind = np.asarray(value).dtype
            return start, f"{name} is made for whole numbers ({kind}): they take no decimals."
        if last.loops and last.adds:
            return self.of_sum(name, setting, values[0])
        if (
            start is last
            and not last.loops
            and any(m.loops for m in self.moments)
            and np.ndim(value)
        ):
            return start, f"Nothing is written into {name} after this line."
        return last, _other_value(name, value)

    def allowed(self, name, last, values):
        """Also what the name may be on the way: for Z, where b is used later."""
        later = {name for moment in self.moments[last.place + 1 :] for name in moment.reads}
        return values[:1] if name == "Z" and "b" not in later else values

    def at_last(self, name):
        """What a name holds in the end."""
        last = self.moments[-1]
        given = last.sets.get(name)
        return last.before.get(name) if given is None else given

    def of_sum(self, name, setting, wanted):
        """What a loop collects came out wrong: by what is added, or by the loop itself."""
        last, inside = setting[-1], [moment for moment in setting if moment.loops]
        fit = [self.fits(moment, name, wanted) for moment in inside]
        if all(fit):
            return self.of_loop(last)
        if False not in fit:  # not known
            return last, _other_value(name, wanted)
        wrong = inside[fit.index(False)]
        carried = self.carried(name, inside[0]) if wrong is not inside[0] else None
        adds = isinstance(getattr(wrong.node, "op", None), ast.Add)
        return carried or (
            wrong,
            f"Look at what is {'added to' if adds else 'written into'} {name}.",
        )

    def fits(self, moment, name, wanted):
        """Whether it adds or writes what this iteration has to; None where that is not known."""
        before, after = moment.before.get(name), moment.sets[name]
        if after is not None:
            parts = self.meanings.parts(name, moment.before)
            known = before is not None and np.shape(before) == np.shape(after)
            given = np.subtract(after, before) if known else None
        elif isinstance(moment.node, ast.AugAssign):
            parts = self.meanings.parts(name, moment.before, entry=True)
            given = moment.line.value if isinstance(moment.node.op, ast.Add) else None
        else:  # an entry is written
            i, row = moment.before.get("i"), np.ndim(wanted) == 2 and len(wanted) == 1
            parts, given = [wanted[0, i]] if row and i is not None else [], moment.line.value
        known = parts and given is not None
        return any(close(given, part) for part in parts) if known else None

    def carried(self, name, inside):
        """Another name, set before the loop alone, that goes on from iteration to iteration."""
        loop = inside.loops[0][0]
        within = {n for m in self.moments for n in m.sets if any(loop is one for one, _ in m.loops)}
        others = within - {name, *self.wanted}
        before = [m for m in self.moments[: inside.place] if not m.loops]
        both = [(moment, other) for moment in before for other in moment.sets if other in others]
        if len(both) != 1:
            return None
        moment, other = both[0]
        return moment, f"{other} is set before the loop, and goes on from iteration to iteration."

    def of_loop(self, last):
        """A loop that adds the right parts, and not all of them, or too many."""
        loop, _ = last.loops[-1]
        head = next(m for m in reversed(self.moments[: last.place]) if m.line.words == loop.words)
        back = _returned(self.moments)
        if back and any(each is loop for each, _ in back.loops):
            return back, "`return` stands inside the loop, and ends it."
        if head.turns is not None and loop.count < head.turns:
            return head, f"The loop ends after {loop.count} of {head.turns} iterations."
        return head, f"This loop has {loop.count} iteration{'s' * (loop.count != 1)}."

    def of_one(self, name):
        """A line that gives the name of something of one example another value, the first time."""
        setting = [m for m in self.moments if name in m.sets and m.loops and m.is_first]
        values = self.meanings.of_one(name, setting[-1].before) if setting else []
        if not values:
            return None
        last = setting[-1]
        after = [m for m in self.moments[last.place + 1 :] if m.loops[:1] == last.loops[:1]]
        value = next((m.before.get(name) for m in after if name not in m.sets), last.sets[name])
        if value is None or value is list or any(close(value, way) for way in values):
            return None
        for moment in setting:
            if np.shape(moment.sets[name]) != np.shape(values[0]):
                return moment, _other_shape(name, value, values[0])
        same = [m for m in self.moments if name in m.sets and m.loops[:1] == last.loops[:1]]
        adding = [m for m in same if len(m.loops) > 1]
        if last in adding and last.adds and all(self.fits(m, name, values[0]) for m in adding):
            return self.of_loop(last)
        return last, _other_value(name, value)


def _of_return(exercise, expected, moments):
    """{name: [value]} of the names that are returned as they are, each in its place."""
    back = _returned(moments)
    if back is None:
        return {}
    value = back.node.value
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    needed = expected if isinstance(expected, tuple) else (expected,)
    names = [part.id if isinstance(part, ast.Name) else None for part in parts]
    exchanged = any(
        name in exercise.returns and name != own
        for name, own in zip(names, exercise.returns, strict=False)
    )
    if exchanged or len(names) != len(needed):
        return {}
    return {name: [value] for name, value in zip(names, needed, strict=True) if name}


def _returned(moments):
    """The moment of the last return, or None."""
    return next((m for m in reversed(moments) if m.line.kind == "returned"), None)


def _is_whole(value):
    return np.asarray(value).dtype.kind in "iub"


def _same(one, other):
    """Whether two values are the same, as far as they are known."""
    known = [is_array(value) or is_number(value) for value in (one, other)]
    return not all(known) or close(one, other)


def _other_value(name, value):
    what = "it has its shape, and other numbers" if np.ndim(value) else "it is another number"
    return f"Look at {name}: {what}."


def _other_shape(name, value, wanted):
    needs = f"{np.shape(wanted)}" if np.ndim(wanted) else "a number"
    if value is list:
        return f"{name} is a list, and has to be {'an array, ' * bool(np.ndim(wanted))}{needs}."
    has = f"{np.shape(value)}" if np.ndim(value) else "a number"
    return f"{name} is {has}, and has to be {needs}."
