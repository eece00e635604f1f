"""What must hold of photo() and pictures(): height, width, colour, errors that name the file."""

import numpy as np
import pytest
from PIL import Image

from helpers import data


def test_the_photograph_is_in_colour_and_belongs_to_its_caller():
    image = data.photo()
    assert image.shape == (600, 512, 3)
    assert image.dtype == np.uint8
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


@pytest.mark.parametrize("as_text", [True, False])
def test_pictures_of_two_folders_become_columns_sorted_by_kind_and_name(two_kinds, as_text):
    X, Y, names = data.pictures(str(two_kinds) if as_text else two_kinds, size=(2, 5))
    assert X.dtype == Y.dtype == np.float64
    assert X.flags.c_contiguous
    assert X.shape == (2 * 5 * 3, 3)
    assert names == ["cats", "dogs"]
    assert Y.tolist() == [[0, 1, 1]]
    assert X[:3].T.tolist() == [[1, 0, 0.2], [0, 1, 0], [0, 0, 1]]


def test_a_column_is_a_picture_of_the_asked_height_and_width(tmp_path):
    """One pixel per pixel: a picture that is dark above and bright below comes back so."""
    pixels = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    (tmp_path / "a").mkdir()
    Image.fromarray(pixels).save(tmp_path / "a" / "0.png")
    paint(tmp_path / "b" / "0.png", (9, 9, 9))
    X, _, _ = data.pictures(tmp_path, size=(4, 6))
    assert np.array_equal(X[:, 0].reshape(4, 6, 3), pixels / 255)


def test_pictures_are_64_by_64_unless_asked_otherwise(two_kinds):
    assert data.pictures(two_kinds)[0].shape == (64 * 64 * 3, 3)


def test_pictures_in_grey_with_a_palette_or_transparency_become_red_green_blue(tmp_path):
    paint(tmp_path / "a" / "grey.png", 51, mode="L")
    paint(tmp_path / "a" / "palette.gif", 0, mode="P")
    paint(tmp_path / "b" / "clear.png", (51, 51, 51, 255), mode="RGBA")
    X, _, _ = data.pictures(tmp_path, size=(2, 2))
    assert X.shape == (12, 3)
    assert np.allclose(X[:, [0, 2]], 0.2)


def test_a_photograph_that_lies_on_its_side_is_turned_upright(tmp_path):
    pixels = np.zeros((4, 8, 3), dtype=np.uint8)
    pixels[:, 4:] = 255  # bright on the right
    turned = Image.Exif()
    turned[0x0112] = 6  # EXIF's orientation 6: turn it a quarter clockwise, so bright goes below
    (tmp_path / "a").mkdir()
    Image.fromarray(pixels).save(tmp_path / "a" / "0.png", exif=turned)
    paint(tmp_path / "b" / "0.png", (9, 9, 9))
    X, _, _ = data.pictures(tmp_path, size=(8, 4))
    upright = X[:, 0].reshape(8, 4, 3)
    assert (upright[:4] == 0).all()
    assert (upright[4:] == 1).all()


def test_what_systems_leave_beside_pictures_is_left_out(two_kinds):
    (two_kinds / ".ipynb_checkpoints").mkdir()
    (two_kinds / "notes.txt").write_text("beside the folders", encoding="utf-8")
    (two_kinds / "dogs" / "older").mkdir()
    for litter in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (two_kinds / "dogs" / litter).write_bytes(b"litter")
    assert data.pictures(two_kinds, size=(2, 2))[0].shape == (12, 3)


def test_a_missing_folder_is_named_with_the_place_where_it_was_looked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="^folder .*no such folder") as caught:
        data.pictures("my_pictures")
    assert str(tmp_path / "my_pictures") in str(caught.value)


@pytest.mark.parametrize("kinds", [[], ["cats"], ["birds", "cats", "dogs"]])
def test_one_folder_or_three_are_refused_and_listed(tmp_path, kinds):
    for kind in kinds:
        paint(tmp_path / kind / "0.png", (1, 2, 3))
    listed = ", ".join(kinds) or "none"
    with pytest.raises(ValueError, match=rf"^folder has {len(kinds)} subfolders \({listed}\)"):
        data.pictures(tmp_path)


def test_a_folder_without_pictures_is_named(two_kinds):
    (two_kinds / "cats" / "z.png").unlink()
    with pytest.raises(ValueError, match="^folder has no pictures in .*cats"):
        data.pictures(two_kinds)


@pytest.mark.parametrize("keep", [0, 40])
def test_a_file_that_is_no_picture_or_is_cut_short_is_named(two_kinds, keep):
    broken = two_kinds / "dogs" / "c.png"
    whole = (two_kinds / "dogs" / "a.png").read_bytes()
    broken.write_bytes(whole[:keep] + b"text")
    with pytest.raises(ValueError, match="^folder has a file that cannot be read") as caught:
        data.pictures(two_kinds)
    assert str(broken) in str(caught.value)


@pytest.mark.parametrize(
    ("size", "kind"),
    [
        (64, ValueError),
        ((64,), ValueError),
        ((64, 64, 3), ValueError),
        ((0, 64), ValueError),
        ((64, -1), ValueError),
        ((64.0, 64), TypeError),
        (("64", 64), TypeError),
    ],
)
def test_a_size_that_is_not_two_whole_numbers_above_0_is_refused(two_kinds, size, kind):
    with pytest.raises(kind, match="^size has"):
        data.pictures(two_kinds, size)


@pytest.mark.parametrize("folder", [None, 3, ["cats", "dogs"]])
def test_a_folder_that_is_no_path_is_refused(folder):
    with pytest.raises(TypeError, match="^folder has type"):
        data.pictures(folder)
