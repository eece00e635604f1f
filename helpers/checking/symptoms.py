"""What a wrong result still has in common with the right one.

Each condition, by its name in words.txt, is asked for all results at once: [(returned, expected)].
"""

import itertools

import numpy as np

from helpers.checking.compare import close, has_parts, same
from helpers.checking.values import is_bool, is_real_array, is_real_number, listed


def each(test):
    """The condition that every result by itself passes a test."""
    return lambda results: all(test(returned, expected) for returned, expected in results)


def holding(symptoms, results):
    """The name of the first symptom that holds, or None."""
    return next((name for name, holds in symptoms.items() if results and holds(results)), None)


def _a_list(returned, expected):
    return type(returned) is list and type(expected) is not tuple


def _exchanged(returned, expected):
    """The results are right, and stand in another order."""
    return has_parts(returned, expected) and any(
        same(other, expected) for other in itertools.permutations(returned)
    )


def _holds(parts, size):
    """Whether there are so many numbers in parts, some of them in lists."""
    flat = [each for part in parts for each in (part if type(part) is list else [part])]
    return all(map(is_real_number, flat)) and len(flat) == size


def _cut(results):
    """What is wrong lacks its decimals, seen from a number other than 0 or the array's type."""
    wrong = [(r, e) for r, e in results if not close(r, e)]
    seen = any(r.any() or r.ndim and r.dtype.kind in "iu" for r, _ in wrong)
    return seen and all(close(r, np.trunc(e)) for r, e in wrong)


def _rounded(results):
    return any(all(close(r, np.round(e, digits)) for r, e in results) for digits in range(5))


def _parts(returned, expected):
    """The sum or the mean of what is returned, over the axes that are too long, is right."""
    if returned.ndim != expected.ndim:
        returned, expected = returned.ravel(), expected.ravel()
    both = zip(returned.shape, expected.shape, strict=True)
    axes = tuple(axis for axis, (length, needed) in enumerate(both) if length != needed)
    found = [reduced(axis=axes, keepdims=True) for reduced in (returned.sum, returned.mean)]
    return any(close(each, expected) for each in found)


def wrong_where_unsigned(trials):
    """Whether what is wrong is so with arguments of an unsigned type, and only with them."""
    kinds = [{getattr(part, "dtype", np.dtype(int)).kind for part in t.case.args} for t in trials]
    return all(("u" in kind) == bool(t.finding) for kind, t in zip(kinds, trials, strict=True))


KIND = {  # of the whole result, or of one part of it
    "no_return": each(lambda r, e: r is None),
    "branch_without_return": lambda results: any(r is None for r, _ in results),
    "dictionary": each(lambda r, e: type(r) is dict and type(e) is tuple),
    "list_for_a_number": each(lambda r, e: _a_list(r, e) and not np.ndim(e)),
    "list": each(_a_list),
    "comma": each(lambda r, e: type(r) is tuple and len(r) == 1),
    "pieces": each(lambda r, e: type(r) is tuple and is_real_array(e) and _holds(r, e.size)),
    "too_many": each(
        lambda r, e: type(r) is tuple and len(r) > (len(e) if type(e) is tuple else 1)
    ),
    "half": each(lambda r, e: type(e) is tuple and any(same(r, part) for part in e)),
    "one_yes_or_no": each(lambda r, e: is_bool(r)),
    "generator": each(lambda r, e: hasattr(type(r), "__next__")),
}
ORDER = {"in_other_order": each(_exchanged)}
SHAPE = {  # of arrays; the numbers are right
    "not_a_number": each(lambda r, e: not e.ndim and r.size == 1 and close(r.flat[0], e)),
    "transposed": each(lambda r, e: close(r.T, e)),
    "axis_lost": each(lambda r, e: close(r.ravel(), e.ravel()) and (r.ndim < e.ndim or e.ndim < 2)),
    "axes": each(lambda r, e: close(r.ravel(), e.ravel())),
    "not_summed": each(_parts),
    "summed": each(lambda r, e: not r.ndim and (close(r, e.sum()) or close(r, e.mean()))),
}
FORM = {  # of numbers and arrays; the numbers are wrong too
    "one_number": each(lambda r, e: not np.ndim(r) and np.ndim(e)),
    "too_few_axes": each(lambda r, e: 0 < np.ndim(r) < np.ndim(e)),
    "axes_not_joined": each(lambda r, e: np.ndim(r) > np.ndim(e) > 0),
    "too_many_axes": each(lambda r, e: np.ndim(r) > np.ndim(e)),
}
NUMBERS = {  # of arrays of the right shape
    "sign": each(lambda r, e: close(r, -e)),
    "zeros": each(lambda r, e: not r.any()),
    "cut": _cut,
    "rounded": _rounded,
    "moved": each(lambda r, e: close(np.sort(r, axis=None), np.sort(e, axis=None))),
    "nan": each(lambda r, e: np.isnan(r).any() or close(r, e)),
}


def places(results):
    """Where alone numbers are wrong, in words, if at most half of the places are; or ""."""
    if len({r.shape for r, _ in results}) > 1:
        return ""
    wrong = np.any([~np.isclose(r, e) for r, e in results], axis=0)
    return listed([*map(str, np.argwhere(wrong).tolist())]) if 0 < np.mean(wrong) <= 0.5 else ""


FACTORS = (2, 3, 10, 100, 255)


def factor(results, lengths):
    """("times" or "over", the factor in words) where one factor makes all results right; or None.

    With "_and_sign" behind its name where the sign is wrong too.
    `lengths` are those of each case, {"n": 2, "m": 3}: a factor may be one of them.
    """
    words = [*sorted(lengths[0]), *FACTORS]
    for word, sign, name in itertools.product(words, (1, -1), ("times", "over")):
        factors = [sign * each.get(word, word) for each in lengths]
        factors = [1 / k for k in factors] if name == "over" else factors
        if all(close(r, e * k) for (r, e), k in zip(results, factors, strict=True)):
            return name + "_and_sign" * (sign < 0), f"{word}"
    return None
