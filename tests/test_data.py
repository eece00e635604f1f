"""What must hold of the data: tables equal to their source, X (n, m) and Y (1, m) everywhere."""

import socket

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits

from helpers import data
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


def test_areas_have_the_square_of_the_unit_of_radii_and_perimeters():
    rows = dict(zip(data.tumour_features(), data.tumours()[0], strict=True))
    radius = rows["mean radius"]
    assert 0.9 < np.median(rows["mean area"] / (np.pi * radius**2)) < 1.1
    assert 0.9 < np.median(rows["mean perimeter"] / (2 * np.pi * radius)) < 1.1


@pytest.mark.parametrize("pair", [(), (0,), (3, 8), (8, 3), (np.int64(9), np.uint8(0)), (9, None)])
def test_digits_equal_scikit_learns_copy_value_for_value(pair):
    theirs = load_digits()
    one, other = (*pair, *(3, None)[len(pair) :])
    chosen = slice(None) if other is None else np.isin(theirs.target, pair)
    X, Y = data.digits(*pair)
    assert np.array_equal(X.T.reshape(-1, 8, 8), theirs.images[chosen] / 16)  # row by row
    assert np.array_equal(Y[0], theirs.target[chosen] == one)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("3", 8, "one is '3', it needs a whole number"),
        (3, 8.0, "other is 8.0, it needs a whole number"),
        (True, 8, "one is True, it needs a whole number"),
        (10, 8, "one is 10, it needs a whole number, 0 to 9"),
        (3, -1, "other is -1, it needs a whole number, 0 to 9"),
        (3, 3, "other is 3, the same as one, it needs another digit"),
    ],
)
def test_what_is_no_digit_and_a_digit_against_itself_are_refused(one, other, words):
    with pytest.raises((TypeError, ValueError)) as caught:
        data.digits(one, other)
    assert str(caught.value) == words


def test_each_table_has_its_source_its_licence_and_a_size_that_github_shows():
    sources = (ROOT / "helpers/tables/SOURCES.md").read_text("utf-8")
    dois = {"tumours.csv": "10.24432/C5DW2B", "digits.csv": "10.24432/C50P49"}
    tables = {path.name: path for path in (ROOT / "helpers/tables").glob("*.csv")}
    assert set(tables) == set(dois)
    for name, table in tables.items():
        section = sources.partition(f"## {name}")[2].partition("\n## ")[0]
        assert all(words in section for words in (dois[name], "CC BY 4.0", "What was changed"))
        assert table.stat().st_size < 300_000


def test_no_data_comes_from_the_network(monkeypatch):
    monkeypatch.delattr(socket, "socket")
    monkeypatch.delattr(socket, "getaddrinfo")
    for load in (*LOADS, data.tumour_features, data.photo):
        load()
