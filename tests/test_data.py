"""What must hold of the data: tables equal to their source, X (n, m) and Y (1, m) everywhere."""

import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits

from helpers import data


def assert_course_form(X, Y):
    """One example per column, float64, labels 0 and 1 of both kinds, laid out row by row."""
    assert X.ndim == 2
    assert Y.shape == (1, X.shape[1])
    assert X.dtype == Y.dtype == np.float64
    assert set(np.unique(Y)) == {0.0, 1.0}
    assert np.isfinite(X).all()
    for array in (X, Y):
        assert array.flags.c_contiguous
        assert array.flags.writeable


def test_tumours_equal_scikit_learns_copy_value_for_value():
    X, Y = data.tumours()
    theirs = load_breast_cancer()
    assert X.shape == (30, 569)
    assert np.array_equal(X, theirs.data.T)
    assert np.array_equal(Y[0], 1 - theirs.target)


def test_a_tumour_labelled_1_is_malignant():
    X, Y = data.tumours()
    assert (Y.sum(), (1 - Y).sum()) == (212, 357)
    radius = X[data.tumour_features().index("mean radius")]
    assert radius[Y[0] == 1].mean() > radius[Y[0] == 0].mean()


def test_the_tumours_features_have_scikit_learns_names_in_the_order_of_the_rows():
    names = data.tumour_features()
    assert isinstance(names, list)
    assert names == list(load_breast_cancer().feature_names)
    assert len(names) == len(data.tumours()[0])


def test_areas_have_the_square_of_the_unit_of_radii_and_perimeters():
    X, _ = data.tumours()
    rows = dict(zip(data.tumour_features(), X, strict=True))
    disc = np.pi * rows["mean radius"] ** 2
    assert 0.9 < np.median(rows["mean area"] / disc) < 1.1
    assert 0.9 < np.median(rows["mean perimeter"] / (2 * np.pi * rows["mean radius"])) < 1.1


def test_digits_equal_scikit_learns_copy_value_for_value():
    theirs = load_digits()
    for digit in range(10):
        X, Y = data.digits(digit)
        assert X.shape == (64, 1797)
        assert np.array_equal(X * 16, theirs.data.T)
        assert np.array_equal(Y[0], theirs.target == digit)


def test_without_arguments_digits_asks_which_of_all_pictures_are_threes():
    for ours, expected in zip(data.digits(), data.digits(one=3, other=None), strict=True):
        assert np.array_equal(ours, expected)


@pytest.mark.parametrize(("one", "other"), [(3, 8), (8, 3), (0, 1), (np.int64(9), np.uint8(0))])
def test_two_digits_are_all_pictures_of_these_two_in_their_order(one, other):
    theirs = load_digits()
    chosen = (theirs.target == one) | (theirs.target == other)
    X, Y = data.digits(one, other)
    assert np.array_equal(X * 16, theirs.data[chosen].T)
    assert np.array_equal(Y[0], theirs.target[chosen] == one)


def test_a_column_of_digits_is_a_picture_row_by_row_from_0_to_1():
    X, _ = data.digits()
    images = load_digits().images / 16
    assert (X.min(), X.max()) == (0, 1)
    assert np.array_equal(X[:, 5].reshape(8, 8), images[5])
    assert np.array_equal(X.T.reshape(-1, 8, 8), images)


def test_toy_is_small_with_n_other_than_m_and_more_of_one_kind_than_of_the_other():
    X, Y = data.toy()
    assert X.shape == (2, 4)
    assert Y.sum() != (1 - Y).sum()
    assert not (X == 0).any()
    assert np.array_equal(Y[0], X[0] > X[1])


@pytest.mark.parametrize("load", [data.toy, data.tumours, data.digits, lambda: data.digits(3, 8)])
def test_every_load_has_the_form_of_the_course_and_belongs_to_its_caller(load):
    X, Y = load()
    assert_course_form(X, Y)
    before = X.copy()
    X[:] = -1
    Y[:] = -1
    X, Y = load()
    assert np.array_equal(X, before)
    assert_course_form(X, Y)


def test_each_table_has_its_source_its_licence_and_a_size_that_github_shows():
    folder = files("helpers") / "tables"
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    doi = {"tumours.csv": "10.24432/C5DW2B", "digits.csv": "10.24432/C50P49"}
    tables = {entry.name: entry for entry in folder.iterdir() if entry.name != "SOURCES.md"}
    assert set(tables) == set(doi)
    for name, table in tables.items():
        section = sources.partition(f"## {name}")[2].partition("\n## ")[0]
        assert doi[name] in section
        assert "CC BY 4.0" in section
        assert "What was changed" in section
        assert len(table.read_bytes()) < 300_000


@pytest.mark.parametrize("one, other", [("3", 8), (3, 8.0), (True, 8), (None, 8), (3, [8])])
def test_a_digit_of_another_type_is_refused(one, other):
    with pytest.raises(TypeError, match=r"^(one|other) has .* whole number"):
        data.digits(one, other)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (10, 8, "one has 10, it needs a whole number, 0 to 9"),
        (3, -1, "other has -1, it needs a whole number, 0 to 9"),
        (3, 3, "other has 3, the same as one, it needs another digit"),
    ],
)
def test_an_unknown_digit_and_a_digit_against_itself_are_refused(one, other, words):
    with pytest.raises(ValueError) as caught:
        data.digits(one, other)
    assert str(caught.value) == words


def test_no_data_comes_from_the_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for load in (data.toy, data.tumours, data.tumour_features, data.digits, data.photo):
        load()


def test_importing_data_loads_neither_matplotlib_nor_pillow_nor_scikit_learn():
    heavy = "{'matplotlib', 'PIL', 'sklearn'}"
    code = f"import sys, helpers.data; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    root = Path(data.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
