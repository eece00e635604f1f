"""What must hold of photo() and pictures(): height, width, colour, errors that name the file."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from helpers import data


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


DARK_LEFT = np.repeat([[[0, 0, 0]] * 4 + [[255, 255, 255]] * 4], 4, axis=0).astype(np.uint8)
COUNTED = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
ON_ITS_SIDE = Image.Exif()
ON_ITS_SIDE[0x0112] = 6  # EXIF's orientation: turn it a quarter clockwise


@pytest.mark.parametrize(
    ("pixels", "exif", "upright"),
    [(COUNTED, None, COUNTED), (DARK_LEFT, ON_ITS_SIDE, DARK_LEFT.transpose(1, 0, 2))],
)
def test_a_column_is_a_picture_of_the_asked_size_turned_upright(tmp_path, pixels, exif, upright):
    paint(tmp_path / "b" / "0.png", (9, 9, 9))
    (tmp_path / "a").mkdir()
    Image.fromarray(pixels).save(tmp_path / "a" / "0.png", exif=exif)
    X, _, _ = data.pictures(tmp_path, upright.shape[:2])
    assert np.array_equal(X[:, 0].reshape(upright.shape), upright / 255)


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


def test_what_systems_leave_beside_pictures_is_left_out(two_kinds):
    (two_kinds / ".ipynb_checkpoints").mkdir()
    (two_kinds / "notes.txt").write_text("beside the folders", encoding="utf-8")
    (two_kinds / "dogs" / "older").mkdir()
    for litter in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (two_kinds / "dogs" / litter).write_bytes(b"litter")
    assert data.pictures(two_kinds, size=(2, 2))[0].shape == (12, 3)


# What is refused


def shorten(picture, to):
    picture.write_bytes(picture.read_bytes()[:to] + b"te")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda here: (here / "ants").mkdir(),
            "3 subfolders (ants, cats, dogs) in {}, it needs two",
        ),
        (lambda here: shutil.rmtree(here / "cats"), "1 subfolders (dogs) in {}, it needs two"),
        (lambda here: (here / "cats/z.png").unlink(), "no pictures in {}/cats, it needs at"),
        (lambda here: shorten(here / "dogs/b.png", 0), "{}/dogs/b.png, it needs pictures such as"),
        (lambda here: shorten(here / "dogs/b.png", 40), "{}/dogs/b.png, it needs pictures such as"),
        (shutil.rmtree, "{}, and there is no such folder"),
    ],
)
def test_what_will_not_do_is_refused_and_its_place_is_named(two_kinds, monkeypatch, spoil, words):
    spoil(two_kinds)
    monkeypatch.chdir(two_kinds.parent)
    with pytest.raises(ValueError) as caught:
        data.pictures(two_kinds.name)
    assert str(caught.value).replace("\\", "/").startswith(f"folder has {words}".format(two_kinds))


SIZES = [64, (64,), (64, 64, 3), (0, 64), (64, -1), (64.0, 64), ("64", 64)]


@pytest.mark.parametrize(
    ("name", "values"), [("size", SIZES), ("folder", [None, 3, ["cats", "dogs"]])]
)
def test_a_size_and_a_folder_of_another_kind_are_refused(two_kinds, name, values):
    for value in values:
        with pytest.raises((ValueError, TypeError), match=f"^{name} (is|has) .*, it needs"):
            data.pictures(**{"folder": two_kinds, name: value})
