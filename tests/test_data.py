"""What must hold of the data: tables equal to their source, pictures, parts without a leak."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_breast_cancer, load_digits

from helpers import data
from helpers.pictures import files
from tests.environment import ROOT

LOADS = [data.toy, data.tumours, data.digits, lambda: data.digits(3, 8)]


@pytest.mark.parametrize("load", LOADS)
def test_data_has_the_form_of_the_course_and_belongs_to_its_caller(load):
    X, Y = load()
    assert X.ndim == 2 and Y.shape == (1, X.shape[1])
    assert set(np.unique(Y)) == {0.0, 1.0} and np.isfinite(X).all()
    for array in (X, Y):
        assert array.dtype == np.float64 and array.flags.c_contiguous
        array[:] = -1
    assert not any((array == -1).all() for array in load())


def test_toy_is_small_with_n_other_than_m_and_more_of_one_kind_than_of_the_other():
    X, Y = data.toy()
    assert X.shape == (2, 4) and X.all() and Y.sum() != (1 - Y).sum()
    assert np.array_equal(Y[0], X[0] > X[1])


def test_tumours_equal_scikit_learns_copy_value_for_value_and_a_1_is_malignant():
    X, Y = data.tumours()
    theirs = load_breast_cancer()
    assert np.array_equal(X, theirs.data.T) and np.array_equal(Y[0], 1 - theirs.target)
    assert (Y.sum(), (1 - Y).sum()) == (212, 357)
    assert data.tumour_features() == list(theirs.feature_names)


@pytest.mark.parametrize("pair", [(), (0,), (3, 8), (8, 3), (np.int64(9), np.uint8(0)), (9, None)])
def test_digits_equal_scikit_learns_copy_value_for_value(pair):
    theirs = load_digits()
    one, other = (*pair, *(3, None)[len(pair) :])
    chosen = slice(None) if other is None else np.isin(theirs.target, pair)
    X, Y = data.digits(*pair)
    assert np.array_equal(X.T.reshape(-1, 8, 8), theirs.images[chosen] / 16)  # row by row
    assert np.array_equal(Y[0], theirs.target[chosen] == one)


def test_each_table_has_its_source_its_licence_and_a_size_that_github_shows():
    sources = (ROOT / "helpers/tables/SOURCES.md").read_text("utf-8")
    dois = {"tumours.csv": "10.24432/C5DW2B", "digits.csv": "10.24432/C50P49"}
    tables = {path.name: path for path in (ROOT / "helpers/tables").glob("*.csv")}
    told = {name: (doi, "CC BY 4.0", "What was changed") for name, doi in dois.items()}
    told["gpu_h200.csv"] = "NVIDIA H200", "MIT", "26 November"  # our own measurement
    assert set(tables) == set(told)
    for name, table in tables.items():
        section = sources.partition(f"## {name}")[2].partition("\n## ")[0]
        assert all(words in section for words in told[name])
        assert table.stat().st_size < 300_000


def test_no_data_comes_from_the_network(monkeypatch):
    monkeypatch.delattr(socket, "socket")
    monkeypatch.delattr(socket, "getaddrinfo")
    for load in (*LOADS, data.tumour_features, data.photo):
        load()


# Pictures


def test_the_photograph_is_in_colour_and_belongs_to_its_caller():
    image = data.photo()
    assert image.shape == (600, 512, 3) and image.dtype == np.uint8
    assert np.ptp(image, axis=2).max() > 100  # in a grey picture red, green and blue are equal
    image[:] = 0
    assert data.photo().any()


def paint(path, colour, width=6, height=4, mode="RGB"):
    path.parent.mkdir(exist_ok=True)
    Image.new(mode, (width, height), colour).save(path)


@pytest.fixture
def two_kinds(tmp_path):
    paint(tmp_path / "dogs" / "b.png", (0, 0, 255))
    paint(tmp_path / "dogs" / "a.png", (0, 255, 0), width=3, height=9)
    paint(tmp_path / "cats" / "z.png", (255, 0, 51))
    return tmp_path


@pytest.mark.parametrize("kind", [str, Path])
def test_pictures_of_two_folders_become_columns_sorted_by_kind_and_name(two_kinds, kind):
    X, Y, names = data.pictures(kind(two_kinds), size=(2, 5))
    assert X.dtype == Y.dtype == np.float64 and X.flags.c_contiguous and X.shape == (2 * 5 * 3, 3)
    assert names == ["cats", "dogs"] and Y.tolist() == [[0, 1, 1]]
    assert X[:3].T.tolist() == [[1, 0, 0.2], [0, 1, 0], [0, 0, 1]]
    assert data.pictures(two_kinds)[0].shape == (64 * 64 * 3, 3)


def test_a_column_is_a_picture_of_the_asked_size_turned_upright(tmp_path):
    pixels, exif = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3), Image.Exif()
    exif[0x0112] = 6  # EXIF's orientation: turn it a quarter clockwise
    paint(tmp_path / "b" / "0.png", (9, 9, 9))
    (tmp_path / "a").mkdir()
    Image.fromarray(pixels).save(tmp_path / "a" / "0.png", exif=exif)
    X, _, _ = data.pictures(tmp_path, size=(6, 4))
    assert np.array_equal(X[:, 0].reshape(6, 4, 3), np.rot90(pixels, -1) / 255)


def test_pictures_in_grey_with_a_palette_or_transparency_become_red_green_blue(tmp_path):
    paint(tmp_path / "a" / "grey.png", 51, mode="L")
    paint(tmp_path / "a" / "palette.gif", 0, mode="P")
    paint(tmp_path / "b" / "clear.png", (51, 51, 51, 255), mode="RGBA")
    X, _, _ = data.pictures(tmp_path, size=(2, 2))
    assert X.shape == (12, 3)
    assert np.allclose(X[:, [0, 2]], 0.2)


def test_sixteen_bits_of_grey_keep_their_shades_and_what_is_transparent_is_white(tmp_path):
    paint(tmp_path / "a" / "clear.png", (255, 0, 0, 0), mode="RGBA")
    (tmp_path / "b").mkdir()
    Image.fromarray(np.full((4, 6), 0x3333, np.uint16)).save(tmp_path / "b" / "grey.png")
    X, _, _ = data.pictures(tmp_path, size=(2, 2))
    assert np.allclose(X[:, 0], 1) and np.allclose(X[:, 1], 0.2)


def test_of_a_moving_picture_the_first_frame_counts_and_cmyk_becomes_red_green_blue(tmp_path):
    (tmp_path / "a").mkdir()
    frames = [Image.new("RGB", (6, 4), (51 * k, 0, 0)) for k in (1, 5)]
    frames[0].save(tmp_path / "a" / "moving.png", save_all=True, append_images=frames[1:])
    paint(tmp_path / "b" / "print.jpg", (0, 255, 255, 0), mode="CMYK")
    X, _, _ = data.pictures(tmp_path, size=(1, 1))
    assert np.allclose(X.T, [[0.2, 0, 0], [1, 0, 0]], atol=0.02)


def test_a_large_photograph_is_never_decoded_in_full(tmp_path, monkeypatch):
    decoded, exif = [], Image.Exif()
    exif[0x0112] = 6
    shades = np.linspace(0, 255, 1600).astype(np.uint8)
    picture = Image.fromarray(np.tile(shades, (1200, 1))).convert("RGB")
    for k, kind in enumerate("ab"):
        (tmp_path / kind).mkdir()
        picture.save(tmp_path / kind / "0.jpg", exif=exif, quality=90 + k)
    crop = Image.Image.crop
    monkeypatch.setattr(
        Image.Image, "crop", lambda self, box: decoded.append(self.size) or crop(self, box)
    )
    X, _, _ = data.pictures(tmp_path, size=(40, 30))
    assert decoded == [(200, 150)] * 2  # an eighth of each side
    column = X[:, 0].reshape(40, 30, 3)
    assert np.allclose(column, np.linspace(0, 1, 40)[:, None, None], atol=0.03)


def test_a_picture_made_small_before_it_is_turned_is_upright_and_has_no_dark_fringe(tmp_path):
    exif, picture = Image.Exif(), np.zeros((900, 1600, 4), np.uint8)  # black where transparent
    exif[0x0112] = 6
    picture[300:, :, :] = 255
    picture[300:, 800:, 1:3] = 0  # below on the right it is red, on the left white
    path = tmp_path / "0.png"
    Image.fromarray(picture).save(path, exif=exif)
    small = files.read_picture(path, 8, 6)  # its left side is up, its lower side is left
    assert small[:3].min() == small[:, 5:].min() == small[..., 0].min() == 255
    assert small[5:, :3, 1:].max() < 3


PEAK = """import re, sys
from PIL import Image
from helpers.pictures.files import read_picture
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
Image.init()
before = peak()
read_picture(sys.argv[1], 64, 64)
print(peak() - before)"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak")
def test_a_large_picture_takes_hardly_more_memory_than_its_pixels(tmp_path):
    path, exif = tmp_path / "0.png", Image.Exif()
    exif[0x0112] = 6
    Image.new("P", (6000, 4000)).save(path, exif=exif, transparency=0)  # a byte for each pixel
    peak = subprocess.check_output([sys.executable, "-c", PEAK, path], cwd=ROOT)
    assert int(peak) < 1.5 * 6000 * 4000 / 1024


def test_what_systems_leave_beside_pictures_is_left_out(two_kinds):
    (two_kinds / ".ipynb_checkpoints").mkdir()
    (two_kinds / "notes.txt").write_text("beside the folders", encoding="utf-8")
    (two_kinds / "dogs" / "older").mkdir()
    for litter in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (two_kinds / "dogs" / litter).write_bytes(b"litter")
    assert data.pictures(two_kinds, size=(2, 2))[0].shape == (12, 3)


# What is left out


def shorten(picture, to):
    picture.write_bytes(picture.read_bytes()[:to] + b"te")


def save(path, array):
    Image.fromarray(array).save(path)


NO_PICTURE = "is no picture that can be read: it may be cut off; save it once more as JPEG or PNG"
NO_KIND = (
    "is of no kind of picture that can be read here: it may be HEIC or SVG, or none at all; "
    "save it as JPEG or PNG"
)
NO_RANGE = "has grey values of unknown range: save it with 8 or 16 bits"


@pytest.mark.parametrize(
    ("spoil", "words", "Y_left"),
    [
        (lambda here: shorten(here / "dogs/b.png", 0), f"dogs/b.png {NO_KIND}", [0, 1]),
        (lambda here: shorten(here / "dogs/b.png", 60), f"dogs/b.png {NO_PICTURE}", [0, 1]),
        *(
            (
                lambda here, it=it: save(here / "cats/a.tiff", it),
                f"cats/a.tiff {NO_RANGE}",
                [0, 1, 1],
            )
            for it in (
                np.ones((4, 6), np.float32),
                np.full((4, 6), 65536, np.int32),
                np.full((4, 6), -1, np.int32),
            )
        ),
        (
            lambda here: shutil.copy(here / "dogs/b.png", here / "cats/copy.png"),
            "cats/copy.png and {}/dogs/b.png are the same picture: keep it in one folder",
            [0, 1],
        ),
        (
            lambda here: shutil.copy(here / "dogs/b.png", here / "dogs/c.png"),
            "dogs/c.png is b.png once more",
            [0, 1, 1],
        ),
    ],
)
def test_what_is_no_picture_or_in_both_folders_is_left_out_alone_and_named(
    two_kinds, capsys, spoil, words, Y_left
):
    spoil(two_kinds)
    X, Y, names = data.pictures(two_kinds, size=(2, 2))
    assert names == ["cats", "dogs"] and Y.tolist() == [Y_left] and X.shape[1] == Y.size
    said = capsys.readouterr().out.replace("\\", "/")
    assert said == f"left out: 1\n  {{0}}/{words}\n".replace("{}", "{0}").format(two_kinds)


def test_a_picture_of_too_many_pixels_is_named_before_it_fills_the_memory(two_kinds, monkeypatch):
    for limit in 23, 11:  # PIL warns above its limit and refuses above twice as many
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
        with pytest.raises(
            ValueError, match=r"z\.png has more than 0 million pixels: save it smaller"
        ):
            data.pictures(two_kinds)


def test_of_many_files_that_are_left_out_the_first_ones_are_named(two_kinds, capsys):
    for number in range(files.MOST + 2):
        (two_kinds / "dogs" / f"{number}.txt").write_text("words", encoding="utf-8")
    assert data.pictures(two_kinds, size=(2, 2))[1].tolist() == [[0, 1, 1]]
    first, *named, last = capsys.readouterr().out.splitlines()
    assert (first, len(named), last) == (f"left out: {files.MOST + 2}", files.MOST, "  and 2 more")


# What is refused


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda here: (here / "ants").mkdir(), "3 subfolders (ants, cats, dogs) in {}, it needs"),
        (lambda here: shutil.rmtree(here / "cats"), "1 subfolder (dogs) in {}, it needs two"),
        (lambda here: (here / "cats/z.png").unlink(), "no pictures in {}/cats, it needs at"),
        (lambda here: shorten(here / "cats/z.png", 0), "no pictures in {}/cats, it needs at"),
        (shutil.rmtree, "{}, and there is no such folder"),
    ],
)
def test_what_will_not_do_is_refused_and_its_place_is_named(two_kinds, monkeypatch, spoil, words):
    spoil(two_kinds)
    monkeypatch.chdir(two_kinds.parent)
    with pytest.raises(ValueError) as caught:
        data.pictures(two_kinds.name)
    assert str(caught.value).replace("\\", "/").startswith(f"folder has {words}".format(two_kinds))


def test_a_size_and_a_folder_of_another_kind_are_refused(two_kinds):
    for size in (64, (64,), (64, 64, 3), (0, 64), (64, -1), (64.0, 64), ("64", 64)):
        with pytest.raises((ValueError, TypeError), match="^size is .*, it needs"):
            data.pictures(two_kinds, size)
    for folder in (None, 3, ["cats", "dogs"]):
        with pytest.raises(TypeError, match="^folder has .*, it needs"):
            data.pictures(folder)


# Parts


def numbered(m):
    """X (2, m) whose columns can be told apart, Y (1, m) that goes with them."""
    X = np.array([np.arange(m), 100 + np.arange(m)])
    return X, X[0:1] % 2


@pytest.mark.parametrize(
    ("m", "held_out", "count"),
    [(8, 0.25, 2), (10, 0.29, 3), (569, 0.25, 142), (3, 0.9, 2), (2, 0.01, 1), (2, 0.99, 1)],
)
def test_split_shares_out_every_example_once_with_its_own_label(m, held_out, count):
    X1, Y1, X2, Y2 = parts = data.split(*numbered(m), held_out)
    assert X1.shape == (2, m - count) and X2.shape == (2, count)
    together = np.concatenate([X1, X2], axis=1)
    assert sorted(together[0]) == list(range(m))
    assert np.array_equal(together[1], together[0] + 100)
    assert np.array_equal(Y1, X1[0:1] % 2) and np.array_equal(Y2, X2[0:1] % 2)
    assert all(part.dtype == np.float64 and part.flags.c_contiguous for part in parts)


def test_split_mixes_the_same_seed_alike_everywhere_and_another_seed_differently():
    by_itself = data.split(*numbered(100))
    assert all(map(np.array_equal, by_itself, data.split(*numbered(100), held_out=0.25, seed=2)))
    train, _, held_out, _ = data.split(*numbered(8), seed=0)
    # Written down once: no machine and no version of NumPy may give another order.
    assert (train[0].tolist(), held_out[0].tolist()) == ([6, 2, 1, 7, 3, 0], [5, 4])
    assert data.split(*numbered(8), seed=1)[0][0].tolist() != train[0].tolist()


def test_nothing_that_is_handed_in_changes():
    X, Y = data.tumours()
    X1, Y1, X2, Y2 = data.split(X, Y)
    for array in (X1, Y1, X2, Y2, data.standardise(X)):
        array[:] = -1
    assert all(map(np.array_equal, (X, Y), data.tumours()))


def test_standardise_uses_the_numbers_of_the_first_array_for_all():
    X, X_held_out = data.standardise([[1, 3], [10, 50]], [[5, 1, 2], [30, 30, 70]])
    assert np.array_equal(X, [[-1, 1], [-1, 1]])
    assert np.array_equal(X_held_out, [[3, -1, 0], [0, 0, 2]])


def test_what_is_held_out_does_not_change_what_training_sees():
    X, _, X_held_out, _ = data.split(*data.tumours())
    alone, with_others = data.standardise(X), data.standardise(X, X_held_out * 1000)
    assert np.allclose(alone.mean(axis=1), 0) and np.allclose(alone.std(axis=1), 1)
    assert np.array_equal(with_others[0], alone)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-300, 1 / 3])
def test_a_constant_feature_becomes_0_and_is_only_shifted_elsewhere(value):
    X, other = data.standardise([[value] * 3, [1, 2, 3]], [[value + 5], [2]])
    assert np.array_equal(X[0], [0, 0, 0])
    assert np.array_equal(other, [[value + 5 - value], [0]])
    assert np.array_equal(data.standardise([[value], [8]]), [[0], [0]])  # one array comes alone


GOOD_X, GOOD_Y = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[0, 1, 1]]


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (data.digits, ("3", 8), "one is '3', it needs a whole number"),
        (data.digits, (3, 8.0), "other is 8.0, it needs a whole number"),
        (data.digits, (True, 8), "one is True, it needs a whole number"),
        (data.digits, (10, 8), "one is 10, it needs a whole number, 0 to 9"),
        (data.digits, (3, -1), "other is -1, it needs a whole number, 0 to 9"),
        (data.digits, (3, 3), "other is 3, the same as one, it needs another digit"),
        (data.split, ([[1, np.nan, 3]], GOOD_Y), "X holds nan at [0, 1]"),
        (data.split, (GOOD_X, [[0, 1]]), "Y has shape"),
        (data.split, ([[1], [2]], [[1]]), "X has 1 example"),
        (data.split, (GOOD_X, GOOD_Y, 0), "held_out is 0, it needs a fraction"),
        (data.split, (GOOD_X, GOOD_Y, float("nan")), "held_out is nan"),
        (data.split, (GOOD_X, GOOD_Y, 0.5, -1), "seed is -1, it needs a whole number, 0 or more"),
        (data.split, (GOOD_X, GOOD_Y, 0.5, None), "seed is None"),
        (data.standardise, ([1, 2, 3],), "X has shape"),
        (data.standardise, ([[1, 2, 3], [4, 5, -np.inf]],), "X holds -inf at [1, 2]"),
        (data.standardise, (GOOD_X, [[1, 2]]), "others[0] has shape (1, 2), it needs (2, any)"),
        (data.standardise, (GOOD_X, [[1, 2], [3, np.nan]]), "others[0] holds nan at [1, 1]"),
        (data.standardise, (GOOD_X, GOOD_X, "Y"), "others[1] is 'Y'"),
        (
            data.standardise,
            (np.ones((4, 2)), np.ones((3, 2))),
            "others[0] has shape (3, 2), it needs "
            "(4, any): X has 4 features and 2 examples; where each row is an example, give X.T and "
            "others[0].T",
        ),
    ],
)
def test_what_is_no_digit_or_cannot_be_shared_out_or_shifted_is_refused_by_name(
    function, arguments, words
):
    with pytest.raises((ValueError, TypeError)) as caught:
        function(*arguments)
    assert str(caught.value).startswith(words)
