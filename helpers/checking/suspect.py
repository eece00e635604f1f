"""Which of the learner's lines to look at: one that is proved wrong, or none.

A name has one meaning in the whole course (meanings.py), and a name that is returned has to be what
is expected; clues.py knows what shows without any name. A line that only passes on what went wrong
before it is not marked.
"""

import ast

import numpy as np

from helpers.checking import clues
from helpers.checking.compare import close
from helpers.checking.meanings import OF_ONE, SHORT
from helpers.checking.moments import variables_of
from helpers.checking.right import Right, same_so_far

LETTERS = {"i": "m", "j": "n"}  # how far these variables go


def suspect(exercise, trial, moments, mistake=None, code=""):
    """(the line to look at, or None; why, or "") among the moments of a failing trial.

    `mistake` is the name of the one that was recognised, `code` what of the function shows it.
    """
    if not moments:
        return None, ""
    found = _Search(exercise, trial, moments).found(mistake, code)
    return (found[0].line, found[1]) if found else (None, "")


class _Search:
    """Looks through the moments; what it finds is (moment, why)."""

    def __init__(self, exercise, trial, moments):
        self.exercise, self.trial, self.moments = exercise, trial, moments
        self.right = Right(exercise, trial, moments)
        self.meanings, self.wanted = self.right.meanings, self.right.wanted
        self.failed = next((m.place for m in moments if m.line.why), len(moments))

    def found(self, mistake, code):
        """What is surest comes first, then the earliest of all that is found by the values."""
        if self.trial.finding.kind == "mutates":
            return self.of_change(self.exercise.parameters[self.trial.attempt.changed])
        given = self.exercise, self.trial, self.moments
        seen = clues.of_code(self.moments, code) or clues.of_early_return(*given)
        if seen:
            return seen
        found = [self.of_name(name, values) for name, values in self.wanted.items()]
        found += [self.of_one(name) for name in (*OF_ONE, *SHORT) if name not in self.right.args]
        found += clues.of_values(*given, mistake)
        found = [each for each in found if each and each[0].place <= self.failed]
        if found:
            return min(found, key=lambda each: each[0].place)
        failed = [moment for moment in self.moments if moment.line.why]
        if failed:
            return failed[-1], ""
        return self.of_return(mistake)

    def of_change(self, name):
        """The line after which an argument is no longer what it was."""
        for now, after in zip(self.moments, self.moments[1:], strict=False):
            if isinstance(now.node, ast.Assign) and now.sets.get(name) is not None:
                return None  # from here on the name is another array
            if not same_so_far(now.before.get(name), after.before.get(name)):
                return now, f"Here the caller's {name} changes."
        return None

    def of_return(self, mistake):
        """The return, if all that it works on is right, or nothing else computes."""
        back = self.right.back
        if back is None:
            return None
        alone = len({moment.line.number for moment in self.moments}) == 1
        straight = all(moment.line.kind != "tested" for moment in self.moments)
        proved = alone or mistake == "in_other_order" or straight and self.right.clear(back)
        return (back, "") if proved else None

    def of_name(self, name, values):
        """A line that gives a name another shape or value than it has to have."""
        setting = [moment for moment in self.moments if name in moment.sets]
        if not setting:
            return None
        for place, moment in enumerate(setting):
            given = moment.sets[name]
            begun = np.ndim(given) == 0 and any(later.adds for later in setting[place + 1 :])
            if given is not None and not begun and np.shape(given) != np.shape(values[0]):
                return moment, _other_shape(name, given, values[0])
        if found := self.of_finished_loop(name, setting, values):
            return found
        start, last, value = setting[0], setting[-1], self.at_last(name)
        if value is list:
            is_returned = name in self.right.returned
            return (start, _other_shape(name, value, values[0])) if is_returned else None
        if value is None or self.right.allows(name, last, value):
            return None
        failed = self.failed < len(self.moments)
        if failed and (last.place == self.failed or last.loops or not np.any(value)):
            return None  # unfinished
        if last.adds and _is_whole(value) and not _is_whole(values[0]):
            kind = np.asarray(value).dtype
            return start, f"{name} is made for whole numbers ({kind}): they take no decimals."
        if last.loops and (found := clues.of_new_start(self.moments, setting, name)):
            return found
        if last.loops and last.adds:
            return self.of_sum(name, setting, values[0])
        looped = any(moment.loops for moment in self.moments[start.place :])
        if start is last and not last.loops and looped and np.ndim(value):
            return start, f"Nothing is written into {name} after this line."
        if name == "Z" and any(close(value, way) for way in values[1:]):
            return start, _lacks_b(name)
        return (last, _other_value(name, value, values)) if self.right.clear(last) else None

    def of_finished_loop(self, name, setting, values):
        """A sum that came out of its loop wrong, though another line goes on with it."""
        inside = [moment for moment in setting if moment.loops]
        last = inside[-1] if inside else setting[-1]
        after = next((moment for moment in setting if moment.place > last.place), None)
        if after is None or not last.adds or after.before.get(name) is None:
            return None
        value = after.before[name]
        if value is list or any(close(value, way) for way in values):
            return None
        fit = self.ways(inside, name, values[0])
        return self.of_loop(last) if all(fit) and set.intersection(*fit) else None

    def at_last(self, name):
        """What a name holds in the end."""
        last = self.moments[-1]
        given = last.sets.get(name)
        return last.before.get(name) if given is None else given

    def of_sum(self, name, setting, wanted):
        """What a loop collects came out wrong: by what is added, or by the loop itself."""
        last, inside = setting[-1], [moment for moment in setting if moment.loops]
        fit = self.ways(inside, name, wanted)
        if all(fit) and set.intersection(*fit):
            return self.of_loop(last)
        known = [(m, ways) for m, ways in zip(inside, fit, strict=True) if ways is not None]
        wrong = next((m for m, ways in known if not ways & (known[0][1] or ways)), None)
        if wrong is None:
            steps = name in self.right.args and self.right.clear(last)
            return (last, _other_value(name, self.at_last(name), [wanted])) if steps else None
        carried = self.carried(name, inside[0]) if wrong is not inside[0] else None
        if carried or not self.right.clear(wrong):
            return carried
        adds = isinstance(getattr(wrong.node, "op", None), ast.Add)
        return wrong, f"Look at what is {'added to' if adds else 'written into'} {name}."

    def ways(self, moments, name, wanted):
        """Of each moment: which of the ways to add or write what its iteration has to it takes.

        Numbers of ways, as all iterations have to take the same; None where that is not known.
        """
        return [self._ways(moment, name, wanted) for moment in moments]

    def _ways(self, moment, name, wanted):
        before, after = moment.before.get(name), moment.sets[name]
        own = self.right.sums.get(name, name)
        if after is not None:
            parts = self.meanings.parts(own, moment.before)
            known = before is not None and np.shape(before) in ((), np.shape(after))
            given = np.subtract(after, before) if known else None
        elif isinstance(moment.node, ast.AugAssign):
            parts = self.meanings.parts(own, moment.before, entry=True)
            given = moment.line.value if isinstance(moment.node.op, ast.Add) else None
        else:  # an entry is written
            i, row = moment.before.get("i"), np.ndim(wanted) == 2 and len(wanted) == 1
            parts, given = [wanted[0, i]] if row and i is not None else [], moment.line.value
        if not parts or given is None:
            return None
        if self.right.negated(name, moment.place):
            parts += [-part for part in parts]
        return {number for number, part in enumerate(parts) if close(given, part)}

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
        (loop, _), (head, *_) = last.loops[-1], clues.heads(self.moments, last)
        if head.turns is not None and loop.count < head.turns:
            return head, f"The loop ends after {loop.count} of {head.turns} iterations."
        letter = next((LETTERS[name] for name in variables_of(loop) if name in LETTERS), None)
        needed = self.exercise.lengths(self.trial.case.args).get(letter)
        if needed in (None, loop.count):
            return None
        return head, f"{clues.iterations(loop)}, and {letter} is {needed}."

    def of_one(self, name):
        """A line that gives the name of something of one example another value, the first time."""
        setting = [m for m in self.moments if name in m.sets and m.loops and m.is_first]
        values = self.meanings.of_one(name, setting[-1].before) if setting else []
        if not values:
            return None
        last = setting[-1]
        after = [m for m in self.moments[last.place + 1 :] if m.loops[:1] == last.loops[:1]]
        value = next((m.before.get(name) for m in after if name not in m.sets), last.sets[name])
        if value is None or value is list:
            return None
        allowed = values if any("b" in m.reads for m in after if name not in m.sets) else values[:1]
        if any(close(value, way) for way in allowed):
            return None
        if last.sets[name] is not None and np.shape(last.sets[name]) != np.shape(values[0]):
            return last, _other_shape(name, last.sets[name], values[0])
        if any(close(value, way) for way in values):
            return setting[0], _lacks_b(name)
        same = [m for m in self.moments if name in m.sets and m.loops[:1] == last.loops[:1]]
        adding = [m for m in same if len(m.loops) > 1]
        if last in adding and last.adds:
            fit = self.ways(adding, name, values[0])
            if all(fit):
                return self.of_loop(last)
        return (last, _other_value(name, value, values)) if self.right.clear(last) else None


def _is_whole(value):
    return np.asarray(value).dtype.kind in "iub"


def _lacks_b(name):
    return f"{name} lacks b, and no later line adds it."


def _other_value(name, value, values):
    if np.ndim(value):
        return f"{name} has the right shape, and wrong numbers."
    if len(values) > 1:  # some of which are right on the way
        return f"{name} is {value:.4g}, a wrong number."
    return f"{name} is {value:.4g}, and has to be {values[0]:.4g}."


def _other_shape(name, value, wanted):
    needs = f"{np.shape(wanted)}" if np.ndim(wanted) else "a number"
    if value is list:
        return f"{name} is a list, and has to be {'an array, ' * bool(np.ndim(wanted))}{needs}."
    has = f"{np.shape(value)}" if np.ndim(value) else "a number"
    return f"{name} is {has}, and has to be {needs}."
