"""Mistakes that any exercise knows: what a wrong result still has in common with the right one.

A relation looks at the results of all cases and answers (name, what happened, what to look at), or
None. In the sentences {what} stands for the wrong part of the result, such as `dw`.
"""

import itertools
from collections.abc import Iterator

import numpy as np

from helpers.checking.compare import SEQUENCES, close, is_array, is_number, same


def related(exercise, trials, first):
    """The first relation that holds in every case, or None."""
    kind = first.finding.kind
    if kind == "mutates":
        return IN_PLACE
    results = [
        (trial.attempt.value, trial.case.expected)
        for trial in trials
        if trial.attempt.error is None
    ]
    if kind == "type":
        printed = any(trial.attempt.printed for trial in trials)
        return _nothing(results, printed) or _first(KINDS, results)
    if kind == "raises" or len(results) < len(trials):
        return None
    lengths = [exercise.lengths(trial.case.args) for trial in trials]
    return _exchanged(exercise, results) or _of_part(_part(results, first.finding.part), lengths)


def formed(trials, first):
    """What a wrong shape tells where the numbers are wrong too, or None."""
    results = [
        (trial.attempt.value, trial.case.expected)
        for trial in trials
        if trial.finding and trial.finding.kind == "shape"
    ]
    results = _part(results, first.finding.part)
    if first.finding.kind != "shape" or not all(is_number(r) or is_array(r) for r, _ in results):
        return None
    return _first(FORMS, results)


def _first(relations, *given):
    return next(filter(None, (relation(*given) for relation in relations)), None)


def _part(results, part):
    """The results of one part of a pair, or as they are where the result is no pair."""
    if part is None:
        return results
    return [
        (returned[part], expected[part])
        for returned, expected in results
        if _pair(returned) and _pair(expected)
    ]


def _pair(value):
    return isinstance(value, SEQUENCES) and len(value) == 2


def _of_part(results, lengths):
    if not all(is_number(returned) or is_array(returned) for returned, _ in results):
        return None
    results = [
        (np.asarray(returned, dtype=float), np.asarray(expected, dtype=float))
        for returned, expected in results
    ]
    if len(results) == len(lengths) and all(r.shape == e.shape for r, e in results):
        return _factor(results, lengths) or _first(NUMBERS, results)
    return _first(SHAPES, results)


# Of the whole result, where its kind is wrong


def _nothing(results, printed):
    nothing = [returned is None for returned, _ in results]
    if not any(nothing):
        return None
    if printed:
        return (
            "printed",
            "The function prints its result, but returns nothing: Python then gives None back.",
            "Write `return` in the place of print: only what is returned can be used later.",
        )
    if all(nothing):
        return (
            "no_return",
            "The function returns nothing: Python then gives None back.",
            "Its last line needs `return` with the result behind it.",
        )
    return (
        "branch_without_return",
        "For some arguments the function ends without a `return`, and gives None back.",
        "Follow every branch of its `if`: each one has to return something.",
    )


def _dictionary(results):
    if all(isinstance(r, dict) and isinstance(e, tuple) for r, e in results):
        return (
            "dictionary",
            "The two results come in a dictionary, and a pair is asked for.",
            "Return them with a comma between, without braces and names.",
        )
    return None


def _list(results):
    for part in (None, 0, 1):
        found = [(r, e) for r, e in _part(results, part) if isinstance(r, list)]
        if found and len(found) == len(results) and not any(isinstance(e, tuple) for _, e in found):
            look = "Put `np.array(...)` around it: that makes an array of it."
            if _brackets(found[0][0]) < np.ndim(found[0][1]):
                look = (
                    "`np.array(...)` around it makes an array; two axes need two brackets at "
                    "the start, `np.array([[...]])`."
                )
            if not np.ndim(found[0][1]):
                look = "One number is asked for: add the entries up, or take the one you need."
            return (
                "list",
                "{What} is a Python list, and NumPy cannot calculate with a list as "
                "with an array: [1, 2] * 2 is [1, 2, 1, 2].",
                look,
            )
    return None


def _brackets(value, depth=3):
    if isinstance(value, list) and value and depth:
        return 1 + _brackets(value[0], depth - 1)
    return value.ndim if isinstance(value, np.ndarray) else 0


def _object_array(results):
    if all(isinstance(r, np.ndarray) and r.dtype == object for r, _ in results):
        return (
            "pair_in_array",
            "Things of several shapes are put into one array.",
            "Return them with a comma between, without np.array.",
        )
    return None


def _comma(results):
    if all(isinstance(r, tuple) and len(r) == 1 for r, _ in results):
        return (
            "comma",
            "A comma at the end of the `return` line packs the result into a tuple.",
            "Leave that comma out.",
        )
    if all(
        isinstance(r, tuple) and len(r) > (len(e) if isinstance(e, tuple) else 1)
        for r, e in results
    ):
        return (
            "too_many",
            "More things are returned than were asked for.",
            "Behind `return`, leave out what the exercise does not name.",
        )
    return None


def _half(results):
    for part, word in enumerate(("first", "second")):
        if all(isinstance(e, tuple) and same(r, e[part]) for r, e in results):
            return (
                "half",
                f"Only the {word} of the two results is returned, and it is right.",
                "Return both, with a comma between.",
            )
    return None


def _generator(results):
    if all(isinstance(r, Iterator) for r, _ in results):
        return (
            "generator",
            "A `for` in round brackets, or `yield`, makes something that waits: "
            "nothing is computed yet.",
            "Use square brackets and np.array, or no loop.",
        )
    return None


KINDS = (_dictionary, _list, _object_array, _comma, _half, _generator)


def _exchanged(exercise, results):
    if all(_pair(r) and isinstance(e, tuple) and same(tuple(r)[::-1], e) for r, e in results):
        first, second = exercise.returns
        return (
            "order",
            "The two results stand in each other's place.",
            f"Return {first} first, then {second}.",
        )
    return None


# Of one part of the result, where its shape is wrong


def _boxed(results):
    if all(e.ndim == 0 and r.size == 1 and close(r.ravel()[0], e) for r, e in results):
        return (
            "not_a_number",
            "The number in {what} is right, but it sits in an array of shape "
            "{returned_shape}, and every later line would carry that shape on.",
            "`{entry}` behind it takes the number out, and so does `.item()`.",
        )
    return None


def _transposed(results):
    if all(r.shape == e.shape[::-1] and close(r.T, e) for r, e in results):
        return (
            "transposed",
            "The numbers in {what} are right, but rows and columns are exchanged.",
            "Turn it with .T, or fill the array with the two indices the other way round.",
        )
    return None


def _rank(results):
    if not all(r.size == e.size and close(r.ravel(), e.ravel()) for r, e in results):
        return None
    if all(r.ndim < e.ndim for r, e in results if e.ndim > 1):
        return (
            "axis_lost",
            "The numbers in {what} are right, but an axis is lost: "
            "{returned_shape} is neither a row nor a column.",
            "A slice such as 0:1 keeps an axis, a single index drops it; np.array([[...]]) has "
            "two.",
        )
    return (
        "axes",
        "The numbers in {what} are right, but they stand in the wrong shape.",
        "Print the shape of each step, and look where it stops being {expected_shape}.",
    )


def _not_summed(results):
    if all(e.ndim == 0 and (close(r.sum(), e) or close(r.mean(), e)) for r, e in results):
        return (
            "not_summed",
            "There are several numbers in {what}, and one is asked for.",
            "Add them up, or take their mean: np.sum, np.mean or a method.",
        )
    return None


def _summed(results):
    if all(r.ndim == 0 and (close(r, e.sum()) or close(r, e.mean())) for r, e in results):
        return (
            "summed",
            "There is one number in {what}, and {expected_shape} is asked for.",
            "There is a sum too many: ask over which axis to add.",
        )
    return None


SHAPES = (_boxed, _transposed, _rank, _not_summed, _summed)


# Where its shape is wrong and its numbers too


def _one_number(results):
    if all(np.ndim(r) == 0 < np.ndim(e) for r, e in results):
        return (
            "one_number",
            "One single number is returned as {what}, and {expected_shape} is asked for.",
            "Either one sum is too many, or each step overwrites the number of the step before.",
        )
    return None


def _fewer_axes(results):
    if all(0 < np.ndim(r) < np.ndim(e) for r, e in results):
        return (
            "axis_lost",
            "An axis of {what} is lost: {returned_shape} is neither a row nor a column.",
            "Start from np.zeros({expected_shape}), which has both axes, and fill or add to that.",
        )
    return None


def _more_axes(results):
    if all(np.ndim(r) > np.ndim(e) for r, e in results):
        return (
            "axis_too_many",
            "{What} has more axes than it needs: {returned_shape}.",
            "Somewhere an array stands in the place of one number: print the shape of each step.",
        )
    return None


FORMS = (_one_number, _fewer_axes, _more_axes)


# Of one part of the result, where its numbers are wrong


def _factor(results, lengths):
    candidates = [(letter, [each[letter] for each in lengths]) for letter in sorted(lengths[0])]
    candidates += [(str(number), [number] * len(lengths)) for number in (2, 3, 10, 100, 255)]
    for (word, factors), sign in itertools.product(candidates, (1, -1)):
        pairs = list(zip(results, factors, strict=True))
        minus, also = ("", "") if sign == 1 else ("minus ", "The sign is wrong too. ")
        if all(close(r, e * factor * sign) for (r, e), factor in pairs):
            return (
                f"{minus.strip()}times_{word}",
                f"In every case {{what}} is {minus}{word} times what is needed.",
                f"{also}A division by {word} is missing, or a factor {word} is too many.",
            )
        if all(close(r * factor * sign, e) for (r, e), factor in pairs):
            return (
                f"{minus.strip()}over_{word}",
                f"In every case {{what}} is what is needed, divided by {minus}{word}.",
                f"{also}A division by {word} is too many, or a factor {word} is missing.",
            )
    return None


def _sign(results):
    if all(close(r, -e) for r, e in results):
        return (
            "sign",
            "The sign of {what} is wrong, the numbers are right.",
            "Look for a minus that is missing, or for one too many.",
        )
    return None


def _cut(results):
    if any(np.any(e % 1) for _, e in results):
        if all(close(r, np.trunc(e)) for r, e in results):
            return (
                "cut",
                "The decimals of {what} are cut off.",
                "Look for an array of whole numbers that takes the result, or for int().",
            )
        if any(all(close(r, np.round(e, digits)) for r, e in results) for digits in range(5)):
            return (
                "rounded",
                "The numbers in {what} are rounded.",
                "Return them as they are: whoever shows them may round.",
            )
    return None


def _offset(results):
    steps = {np.round(step, 8) for r, e in results for step in np.ravel(r - e)}
    if len(steps) == 1:
        return (
            "offset",
            "Every number in {what} is off by the same amount.",
            "Look for a term that does not belong there, or for one that is missing.",
        )
    return None


def _one_missing(results):
    longer = [(r.ravel(), e.ravel()) for r, e in results if r.size > 1]
    for name, word, right, wrong, where in (
        ("last_missing", "last", slice(None, -1), -1, "ends: range(m) goes up to m - 1"),
        ("first_missing", "first", slice(1, None), 0, "starts: counting starts at 0"),
    ):
        if all(close(r[right], e[right]) for r, e in longer) and not all(
            close(r[wrong], e[wrong]) for r, e in longer
        ):
            return (
                name,
                f"Every entry of {{what}} is right but the {word}.",
                f"Look at where the loop or the slice {where}.",
            )
    return None


def _nan(results):
    if all(np.isnan(r).any() or close(r, e) for r, e in results):
        return (
            "nan",
            "There is nan in {what}: 0/0, or the log of a negative number.",
            "Print what goes into each log and each division.",
        )
    return None


NUMBERS = (_sign, _cut, _offset, _one_missing, _nan)


IN_PLACE = (
    "in_place",
    "The caller's {argument} is changed: -=, += and [...] = write into the array that was given.",
    "Make a new array instead, as in `new = old - step`.",
)
