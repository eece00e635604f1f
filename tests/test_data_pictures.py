"""What must hold of photo() and pictures(): height, width, colour, errors that name the file."""

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


def test_a_matplotlib_without_its_sample_data_is_told_apart(monkeypatch, tmp_path):
    monkeypatch.setattr("matplotlib.get_data_path", lambda: str(tmp_path))
    with pytest.raises(FileNotFoundError, match="install matplotlib again"):
        data.photo()


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
    assert X.dtype == Y.dtype == np.float64 and X.flags.c_contiguous
    assert X.shape == (2 * 5 * 3, 3)
    assert names == ["cats", "dogs"] and Y.tolist() == [[0, 1, 1]]
    assert X[:3].T.tolist() == [[1, 0, 0.2], [0, 1, 0], [0, 0, 1]]
    assert data.pictures(two_kinds)[0].shape == (64 * 64 * 3, 3)


def first_column(folder, pixels, size, **saved):
    """Column 0 where these pixels are the only picture of the first kind, as a picture again."""
    (folder / "a").mkdir()
    Image.fromarray(pixels).save(folder / "a" / "0.png", **saved)
    paint(folder / "b" / "0.png", (9, 9, 9))
    return data.pictures(folder, size)[0][:, 0].reshape(*size, 3)


def test_a_column_is_a_picture_of_the_asked_height_and_width(tmp_path):
    pixels = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    assert np.array_equal(first_column(tmp_path, pixels, size=(4, 6)), pixels / 255)


def test_a_photograph_that_lies_on_its_side_is_turned_upright(tmp_path):
    pixels = np.zeros((4, 8, 3), dtype=np.uint8)
    pixels[:, 4:] = 255  # bright on the right
    turned = Image.Exif()
    turned[0x0112] = 6  # EXIF's orientation 6: turn it a quarter clockwise, so bright goes below
    upright = first_column(tmp_path, pixels, size=(8, 4), exif=turned)
    assert (upright[:4] == 0).all() and (upright[4:] == 1).all()


def test_pictures_in_grey_with_a_palette_or_transparency_become_red_green_blue(tmp_path):
    paint(tmp_path / "a" / "grey.png", 51, mode="L")
    paint(tmp_path / "a" / "palette.gif", 0, mode="P")
    paint(tmp_path / "b" / "clear.png", (51, 51, 51, 255), mode="RGBA")
    X, _, _ = data.pictures(tmp_path, size=(2, 2))
    assert X.shape == (12, 3)
    assert np.allclose(X[:, [0, 2]], 0.2)


def test_what_systems_leave_beside_pictures_is_left_out(two_kinds):
    (two_kinds / ".ipynb_checkpoints").mkdir()
    (two_kinds / "notes.txt").write_text("beside the folders", encoding="utf-8")
    (two_kinds / "dogs" / "older").mkdir()
    for litter in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (two_kinds / "dogs" / litter).write_bytes(b"litter")
    assert data.pictures(two_kinds, size=(2, 2))[0].shape == (12, 3)


# What is refused


def refused(error, *arguments):
    """What pictures says when it refuses these arguments."""
    with pytest.raises(error) as caught:
        data.pictures(*arguments)
    return str(caught.value)


def test_a_missing_folder_is_named_with_the_place_where_it_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = refused(ValueError, "my_pictures")
    assert words == f"folder has {tmp_path / 'my_pictures'}, and there is no such folder"


@pytest.mark.parametrize("kinds", [[], ["cats"], ["birds", "cats", "dogs"]])
def test_one_folder_or_three_are_refused_and_listed(tmp_path, kinds):
    for kind in kinds:
        paint(tmp_path / kind / "0.png", (1, 2, 3))
    listed = ", ".join(kinds) or "none"
    words = refused(ValueError, tmp_path)
    assert words.startswith(
        f"folder has {len(kinds)} subfolders ({listed}) in {tmp_path}, it needs"
    )


def test_a_folder_without_pictures_is_named(two_kinds):
    (two_kinds / "cats" / "z.png").unlink()
    assert f"has no pictures in {two_kinds / 'cats'}" in refused(ValueError, two_kinds)


@pytest.mark.parametrize("keep", [0, 40])
def test_a_file_that_is_no_picture_or_is_cut_short_is_named(two_kinds, keep):
    broken = two_kinds / "dogs" / "c.png"
    broken.write_bytes((two_kinds / "dogs" / "a.png").read_bytes()[:keep] + b"text")
    assert refused(ValueError, two_kinds).startswith(f"folder has {broken}, it needs pictures")


SIZES = [64, (64,), (64, 64, 3), (0, 64), (64, -1), (64.0, 64), ("64", 64)]


@pytest.mark.parametrize("size", SIZES)
def test_a_size_that_is_not_two_whole_numbers_above_0_is_refused(two_kinds, size):
    assert refused((ValueError, TypeError), two_kinds, size).startswith("size has")


@pytest.mark.parametrize("folder", [None, 3, ["cats", "dogs"]])
def test_a_folder_that_is_no_path_is_refused(folder):
    assert refused(TypeError, folder).startswith("folder has type")
