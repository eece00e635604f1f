"""The data of the lessons: X (n, m) with one example per column, Y (1, m) of 0 and 1, always.

Nothing here uses the network: the two tables and their sources stand in helpers/tables. All arrays
are new at each call, and float64, but for photo().
"""

from numbers import Real
from pathlib import Path

import numpy as np

from helpers.pictures.files import usable, visible
from helpers.pictures.svg import counted
from helpers.shapes.arguments import array_argument, whole_argument

TABLES = Path(__file__).with_name("tables")


def toy():
    """Four examples with two features; Y is 1 where the first feature is greater than the second.

    Returns: X (2, 4), Y (1, 4).
    """
    X = np.array([[2.0, 1.0, 4.0, 5.0], [1.0, 3.0, -2.0, 4.0]])
    return X, np.array([[1.0, 0.0, 1.0, 1.0]])


def tumours():
    """Measurements of cell nuclei from 569 breast tumours, and what each tumour was.

    Y is 1 for malignant (212 examples) and 0 for benign (357); scikit-learn's copy codes it the
    other way round, in the same order. Row j of X is the feature tumour_features()[j].
    Returns: X (30, 569), Y (1, 569).
    Source: Breast Cancer Wisconsin (Diagnostic), UCI, doi.org/10.24432/C5DW2B, CC BY 4.0.
    """
    return _table("tumours.csv")


def tumour_features():
    """The names of the 30 features of tumours(), in the order of the rows of X.

    Ten measurements of the nuclei in one image, each three times: "mean ...", "... error" (the
    standard error of that mean) and "worst ..." (the mean of the three largest). Units: radii and
    perimeters share one unit of length, which the source does not name, and areas have its square;
    texture is in grey levels; the other features are pure numbers.
    Returns: list of 30 str.
    """
    return (TABLES / "tumours.csv").read_text(encoding="utf-8").splitlines()[0].split(",")[:-1]


def digits(one=3, other=None):
    """Handwritten digits, 8 by 8 pixels: is it `one`, or is it `other`?

    digits(3, 8) holds the threes (Y = 1) and the eights (Y = 0). Where `other` is None, all 1,797
    pictures are in, in scikit-learn's order, and Y is 0 for every digit that is not `one`. A column
    is a picture, row by row, from 0 (paper) to 1 (ink): the source counts 0 to 16 inked dots per
    pixel, here divided by 16. X.T.reshape(-1, 8, 8) is all of them as (m, 8, 8).
    Returns: X (64, m), Y (1, m).
    Raises: TypeError or ValueError for a digit that is not 0 to 9, ValueError for twice the same.
    Source: Optical Recognition of Handwritten Digits, test part, UCI, doi.org/10.24432/C50P49,
    CC BY 4.0.
    """
    whole_argument("one", one, 0, 9)
    if other is not None:
        whole_argument("other", other, 0, 9)
    if one == other:
        raise ValueError(f"other is {other}, the same as one, it needs another digit")
    X, digit = _table("digits.csv")
    chosen = np.isin(digit[0], range(10) if other is None else (one, other))
    return X.compress(chosen, axis=1) / 16, 1.0 * (digit[:, chosen] == one)


def photo():
    """A colour photograph, a portrait of Grace Hopper.

    Returns: (600, 512, 3) uint8: height, width, and red, green, blue from 0 to 255.
    Raises: FileNotFoundError where matplotlib was installed without its sample data, the source.
    """
    from matplotlib.cbook import get_sample_data  # here, so that importing data stays light
    from PIL import Image

    with get_sample_data("grace_hopper.jpg") as file:
        return np.array(Image.open(file))


def pictures(folder, size=(64, 64)):
    """Your own pictures: a folder with two subfolders, whose names are the two kinds.

    Y is 0 for names[0] and 1 for names[1], sorted. Every picture is turned upright and squeezed or
    stretched to `size`, (height, width) in pixels. Column i of X is `picture.ravel()` of a (height,
    width, 3) picture, from 0 (dark) to 1 (bright). The examples are sorted by kind, then by file
    name: split() mixes them. Hidden files, and folders inside the two, are left out; so is what is
    no picture, too large, or the same file in both subfolders, which a printed message names.
    Returns: X (height * width * 3, m), Y (1, m), and names, a list of two str.
    Raises: TypeError where folder is no path; ValueError for a folder that is not there, has not
    two subfolders, or one without pictures; TypeError or ValueError for a size that is not two
    whole numbers, 1 to 4096.
    """
    if not isinstance(folder, str | Path):
        raise TypeError(f"folder has type {type(folder).__name__}, it needs a path, str or Path")
    if not isinstance(size, tuple | list) or len(size) != 2:
        raise ValueError(f"size is {size!r}, it needs two numbers, (height, width)")
    for side in size:
        whole_argument("size", side, 1, 4096)
    folder = Path(folder).absolute()
    if not folder.is_dir():
        raise ValueError(f"folder has {folder}, and there is no such folder")
    kinds = visible(folder, Path.is_dir)
    if len(kinds) != 2:
        listed = f"{counted(len(kinds), 'subfolder')} ({', '.join(kind.name for kind in kinds)})"
        raise ValueError(f"folder has {listed} in {folder}, it needs two, one for each kind")
    kept, left_out = usable([path for kind in kinds for path in visible(kind, Path.is_file)], size)
    for empty in set(kinds) - {path.parent for path, _ in kept}:
        lost = f"; {left_out}" if left_out else ""
        raise ValueError(f"folder has no pictures in {empty}, it needs at least one{lost}")
    if left_out:
        print(left_out)
    paths, images = zip(*kept, strict=True)
    Y = np.array([[1.0 * (path.parent == kinds[1]) for path in paths]])
    X = np.divide(np.reshape(images, (len(images), -1)).T, 255, order="C")
    return X, Y, [kind.name for kind in kinds]


def split(X, Y, held_out=0.25, seed=2):
    """Shuffle the examples and hold a part of them out, to test on what training never saw.

    The number of examples held out is held_out * m, rounded, at least 1 and at most m - 1.
    The same seed gives the same parts on every machine; seed 2 is a typical one for tumours()
    (97.9 % of its held-out part come out right; over 40 seeds the mean is 97.8 %).

    X (n, m) and Y (1, m), all entries finite, with m >= 2; held_out above 0 and below 1; seed a
    whole number, 0 to 2**32 - 1; else ValueError or TypeError says so.
    Returns: X (n, m1), Y (1, m1), X_held_out (n, m2), Y_held_out (1, m2), with m1 + m2 = m.
    """
    lengths = {"1": 1}
    X, Y = _finite("X", X, "n m", lengths), _finite("Y", Y, "1 m labels", lengths)
    if not isinstance(held_out, Real) or not 0 < held_out < 1:
        raise ValueError(f"held_out is {held_out!r}, it needs a fraction between 0 and 1")
    whole_argument("seed", seed, 0)  # RandomState says where it is too large
    m = X.shape[1]
    if m == 1:
        raise ValueError("X has 1 example, it needs at least 2, one for each part")
    kept = m - min(max(round(held_out * m), 1), m - 1)
    # RandomState, because NumPy promises that its numbers never change from version to version.
    order = np.random.RandomState(seed).permutation(m)
    # np.take, because X[:, order] would lay the columns out in memory the other way round.
    parts = np.split(order, [kept])
    return tuple(np.take(table, part, axis=1) for part in parts for table in (X, Y))


def standardise(X, *others):
    """Shift and scale each feature by its mean and standard deviation over the examples of X.

    The others are shifted and scaled by the numbers of X, never by their own: what is held out
    must not leak into training. So X, X_held_out = standardise(X, X_held_out).
    A feature that is constant in X has no spread to divide by: it is only shifted, to 0 in X.

    X (n, m); others (n, any number of examples).
    Returns: one array for X alone, else a tuple of as many arrays as were given.
    Raises: TypeError for what is not numbers; ValueError for an array that has not two axes, is
    empty, has an entry that is not finite, or has another number of features than X.
    """
    lengths = {}
    X = _finite("X", X, "n m", lengths)
    # A copy of lengths, because each array may have any number of examples.
    others = [_finite(f"others[{k}]", a, "n any", dict(lengths)) for k, a in enumerate(others)]
    # Compared, not computed: the mean of three times 0.1 is not 0.1, and its spread is not 0.
    constant = X.max(axis=1, keepdims=True) == X.min(axis=1, keepdims=True)
    centre = np.where(constant, X[:, 0:1], X.mean(axis=1, keepdims=True))
    spread = np.where(constant, 1.0, X.std(axis=1, keepdims=True))
    standard = tuple((table - centre) / spread for table in [X, *others])
    return standard if others else standard[0]


def _table(name):
    """A table with one example per row, the label last -> X (n, m), Y (1, m)."""
    rows = np.loadtxt(TABLES / name, delimiter=",", skiprows=1, encoding="utf-8")
    return np.ascontiguousarray(rows[:, :-1].T), np.ascontiguousarray(rows[:, -1:].T)


def _finite(name, value, axes, lengths):
    """value, of these axes, as a float64 array in which every entry is a finite number."""
    array = np.asarray(array_argument(name, value, axes.split(), lengths), dtype=np.float64)
    if not np.isfinite(array).all():
        j, i = np.argwhere(~np.isfinite(array))[0]
        raise ValueError(f"{name} holds {array[j, i]} at [{j}, {i}], it needs finite numbers")
    return array
