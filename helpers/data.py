"""The data of the lessons: X (n, m) with one example per column, Y (1, m) of 0 and 1, always.

Nothing here uses the network. The two tables stand in helpers/tables/, their sources and
licences in helpers/tables/SOURCES.md.
"""

from importlib.resources import files
from numbers import Real
from pathlib import Path

import numpy as np

from helpers.shapes.arguments import array_argument, shaped

LITTER = {"thumbs.db", "desktop.ini"}  # what Windows leaves among pictures


def toy():
    """Four examples with two features, small enough to follow by eye.

    Y is 1 where the first feature is greater than the second.

    Returns: X (2, 4), Y (1, 4), both float64, new at each call.
    """
    X = np.array([[2.0, 1.0, 4.0, 5.0], [1.0, 3.0, -2.0, 4.0]])
    Y = np.array([[1.0, 0.0, 1.0, 1.0]])
    return X, Y


def tumours():
    """Measurements of cell nuclei from 569 breast tumours, and what each tumour was.

    Y is 1 for malignant (212 examples) and 0 for benign (357). scikit-learn's copy of this
    table codes it the other way round: there 0 is malignant. The examples stand in the same
    order as there. Row j of X is the feature tumour_features()[j].

    Returns: X (30, 569), Y (1, 569), both float64, new at each call.
    Source: Breast Cancer Wisconsin (Diagnostic), UCI, doi.org/10.24432/C5DW2B, CC BY 4.0.
    """
    return _columns(_read("tumours.csv"))


def tumour_features():
    """The names of the 30 features of tumours(), in the order of the rows of X.

    Ten measurements of the nuclei in one image, each three times: "mean ...", "... error"
    (the standard error of that mean) and "worst ..." (the mean of the three largest).

    Units: radii and perimeters share one unit of length and areas have its square; the source
    does not say which unit. Texture is in grey levels. The other features are pure numbers.

    Returns: list of 30 str.
    """
    with _open("tumours.csv") as table:
        return table.readline().strip().split(",")[:-1]


def digits(one=3, other=None):
    """Handwritten digits, 8 by 8 pixels: is it `one`, or is it `other`?

    digits(3, 8) holds the threes (Y = 1) and the eights (Y = 0). Where `other` is None, all
    1,797 pictures are in, and Y is 0 for every digit that is not `one`. The pictures stand in
    the order of scikit-learn's copy.

    A column is a picture, row by row, from 0 (paper) to 1 (ink): the source counts 0 to 16
    inked dots per pixel, here divided by 16. Picture i is X[:, i].reshape(8, 8), and
    X.T.reshape(-1, 8, 8) is all of them, (m, 8, 8).

    Returns: X (64, m), Y (1, m), both float64, new at each call.
    Raises: TypeError if a digit is not a whole number; ValueError if it is not 0 to 9, or if
    both are the same.
    Source: Optical Recognition of Handwritten Digits, its test part, UCI,
    doi.org/10.24432/C50P49, CC BY 4.0.
    """
    _check_whole("one", one, 0, 9)
    if other is not None:
        _check_whole("other", other, 0, 9)
        if one == other:
            raise ValueError(f"other has {other}, the same as one, it needs another digit")
    table = _read("digits.csv")
    if other is not None:
        table = table[np.isin(table[:, -1], (one, other))]
    X, digit = _columns(table)
    return X / 16, (digit == one).astype(np.float64)


def photo():
    """The colour photograph that matplotlib ships, a portrait of Grace Hopper.

    Returns: (600, 512, 3) uint8: height, width, and red, green, blue from 0 to 255.
    Raises: FileNotFoundError if this matplotlib was installed without its sample data.
    """
    from matplotlib import get_data_path  # here, so that importing data stays light
    from PIL import Image

    path = Path(get_data_path()) / "sample_data" / "grace_hopper.jpg"
    if not path.is_file():
        raise FileNotFoundError(
            f"matplotlib's photograph is missing at {path}, install matplotlib again with pip"
        )
    with Image.open(path) as picture:
        return np.array(picture.convert("RGB"))


def pictures(folder, size=(64, 64)):
    """Your own pictures: a folder with two subfolders, one for each kind.

    The names of the subfolders are the names of the kinds, sorted: Y is 0 for names[0] and 1
    for names[1]. Every picture is turned upright and squeezed or stretched to `size`, (height,
    width) in pixels. Column i of X is `picture.ravel()` of a (height, width, 3) picture, from
    0 (dark) to 1 (bright). The examples are sorted by kind, then by file name: split() mixes
    them. Hidden files and folders, and folders inside the two, are left out.

    Returns: X (height * width * 3, m), Y (1, m), both float64, and names, a list of two str.
    Raises: TypeError if folder is no path; ValueError if there is no such folder, if it does
    not hold exactly two subfolders, if one of them has no pictures, if a file in them is no
    picture (the message names it), or if size is not two whole numbers above 0.
    """
    if not isinstance(folder, str | Path):
        raise TypeError(f"folder has type {type(folder).__name__}, it needs a path, str or Path")
    if not isinstance(size, tuple | list) or len(size) != 2:
        raise ValueError(f"size has {size!r}, it needs two numbers, (height, width)")
    for side in size:
        _check_whole("size", side, 1)
    kinds = _subfolders(Path(folder))
    paths = [_files(kind) for kind in kinds]
    images = np.stack([_read_picture(path, *size) for group in paths for path in group])
    X = np.ascontiguousarray(images.reshape(len(images), -1).T) / 255
    Y = np.repeat([[0.0, 1.0]], [len(group) for group in paths], axis=1)
    return X, Y, [kind.name for kind in kinds]


@shaped(X="n m", Y="1 m labels")
def split(X, Y, held_out=0.25, seed=2):
    """Shuffle the examples and hold a part of them out, to test on what training never saw.

    The number of examples held out is held_out * m, rounded, at least 1 and at most m - 1.
    The same seed gives the same parts on every machine; seed 2 is a typical one for tumours()
    (97.9 % of its held-out part come out right; over 40 seeds the mean is 97.8 %). X and Y stay as
    they are; the parts are float64.

    Returns: X (n, m1), Y (1, m1), X_held_out (n, m2), Y_held_out (1, m2), with m1 + m2 = m.
    Raises: TypeError for what is not numbers; ValueError if X is not (n, m) with m >= 2, if Y
    is not (1, m) of 0 and 1, if an entry is not finite, if held_out is not between 0 and 1.
    """
    X, Y = _finite("X", X), _finite("Y", Y)
    _check_fraction("held_out", held_out)
    _check_whole("seed", seed, 0, 2**32 - 1)
    m = X.shape[1]
    if m < 2:
        raise ValueError("X has 1 example, it needs at least 2, one for each part")
    kept = m - min(max(round(held_out * m), 1), m - 1)
    # RandomState, because NumPy promises that its numbers never change from version to version.
    order = np.random.RandomState(seed).permutation(m)
    # np.take, because X[:, order] would lay the columns out in memory the other way round.
    parts = (np.take(table, part, axis=1) for part in np.split(order, [kept]) for table in (X, Y))
    return tuple(parts)


def standardise(X, *others):
    """Shift and scale each feature by its mean and standard deviation over the examples of X.

    The others are shifted and scaled by the numbers of X, never by their own: what is held out
    must not leak into training. So X, X_held_out = standardise(X, X_held_out).
    A feature that is constant in X has no spread to divide by: it is only shifted, which makes
    it 0 in X.

    X: (n, m), one example per column; others: (n, any number of examples).
    Returns: one float64 array for X alone, else a tuple of as many arrays as were given.
    Raises: TypeError for what is not numbers; ValueError if an array does not have two axes,
    is empty, has an entry that is not finite, or has another number of features than X.
    """
    lengths = {"1": 1}
    tables = [_finite("X", array_argument("X", X, ["n", "m"], lengths))]
    for position, other in enumerate(others):
        name = f"others[{position}]"
        # A copy of lengths, because each array may have any number of examples.
        array = array_argument(name, other, ["n", "any"], dict(lengths))
        tables.append(_finite(name, array))
    centre, spread = _centre_and_spread(tables[0])
    standard = tuple((table - centre) / spread for table in tables)
    return standard if others else standard[0]


def _centre_and_spread(X):
    """Mean and standard deviation of each row, (n, 1) each; its value and 1 where constant."""
    # Compared, not computed: the mean of three times 0.1 is not 0.1, and its spread is not 0.
    constant = X.max(axis=1, keepdims=True) == X.min(axis=1, keepdims=True)
    centre = np.where(constant, X[:, 0:1], X.mean(axis=1, keepdims=True))
    return centre, np.where(constant, 1.0, X.std(axis=1, keepdims=True))


def _open(name):
    return files(__package__).joinpath("tables", name).open(encoding="utf-8")


def _read(name):
    """The table, one example per ROW, the label last: (m, n + 1)."""
    with _open(name) as table:
        return np.loadtxt(table, delimiter=",", skiprows=1)


def _columns(table):
    """A table with one example per row, the label last -> X (n, m), Y (1, m)."""
    return np.ascontiguousarray(table[:, :-1].T), np.ascontiguousarray(table[:, -1:].T)


def _subfolders(folder):
    if not folder.is_dir():
        raise ValueError(f"folder has {folder.absolute()}, and there is no such folder")
    found = sorted(path for path in folder.iterdir() if path.is_dir() and not _hidden(path))
    if len(found) != 2:
        names = ", ".join(path.name for path in found) or "none"
        raise ValueError(
            f"folder has {len(found)} subfolders ({names}) in {folder.absolute()}, "
            "it needs exactly two, one for each kind of picture"
        )
    return found


def _files(kind):
    found = sorted(path for path in kind.iterdir() if path.is_file() and not _hidden(path))
    if not found:
        raise ValueError(f"folder has no pictures in {kind.absolute()}, it needs at least one")
    return found


def _hidden(path):
    return path.name.startswith(".") or path.name.lower() in LITTER


def _read_picture(path, height, width):
    """One picture as (height, width, 3) uint8."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Exception as error:  # a broken picture makes PIL raise any of half a dozen kinds
        raise ValueError(
            f"folder has a file that cannot be read as a picture, {path}, "
            "it needs pictures only, such as JPEG or PNG"
        ) from error
    return np.asarray(upright.resize((width, height)))


def _finite(name, value):
    """value, two axes, as a float64 array in which every entry is a finite number."""
    array = np.asarray(value, dtype=np.float64)
    if not np.isfinite(array).all():
        j, i = np.argwhere(~np.isfinite(array))[0]
        raise ValueError(f"{name} holds {array[j, i]} at [{j}, {i}], it needs finite numbers")
    return array


def _check_fraction(name, value):
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} has type {type(value).__name__}, it needs a number")
    if not 0 < value < 1:
        raise ValueError(f"{name} has {value}, it needs a fraction between 0 and 1, such as 0.25")


def _check_whole(name, value, low, high=None):
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} has {value!r}, it needs a whole number")
    if value < low or (high is not None and value > high):
        needs = f"at least {low}" if high is None else f"{low} to {high}"
        raise ValueError(f"{name} has {value}, it needs a whole number, {needs}")
