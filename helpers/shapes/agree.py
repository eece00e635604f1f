"""Whether results agree: the same shapes, then the same values, or else how they differ."""

import numpy as np


def agree(results):
    """Raise ValueError unless all give the same shapes, then the same values to 1e-9.

    `results` are lists of parts, by name. Where a part of one is float32, 1e-4 is enough for all of
    them: a number that comes with it, such as a cost, was computed from float32 too.
    """
    gives = {name: ", ".join(str(np.shape(part)) for part in results[name]) for name in results}
    first, *others = results
    for other in others:
        if gives[first] != gives[other]:
            differ = f"{first} gives {gives[first]}, {other} gives {gives[other]}"
            raise ValueError(f"not timed, the results differ in shape: {differ}")
        pairs = list(zip(results[first], results[other], strict=True))
        coarse = any(getattr(part, "dtype", None) == np.float32 for pair in pairs for part in pair)
        for a, b in pairs:
            if difference := _difference(first, other, np.asarray(a), np.asarray(b), coarse):
                raise ValueError(f"not timed, the results differ: {difference}")


def _difference(first, other, a, b, coarse):
    """How two arrays of one shape differ, in words; "" where they are the same."""
    if a.dtype.kind not in "biufc" or b.dtype.kind not in "biufc":  # not numbers, such as None
        return "" if np.array_equal(a, b) else f"{first} gives {a}, {other} gives {b}"
    rtol, atol = (1e-4, 1e-6) if coarse else (1e-9, 1e-12)
    if np.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True):
        return ""
    with np.errstate(invalid="ignore"):
        gaps = np.abs(a * 1.0 - b * 1.0)  # * 1.0: labels of uint8 and bool can be subtracted
    if np.isnan(gaps).any():
        return f"{first} and {other} are not nan or inf in the same places"
    return f"{first} and {other} are up to {gaps.max():.2g} apart"
