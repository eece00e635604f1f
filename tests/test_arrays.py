"""What must hold of the array functions beside the model."""

import numpy as np
import pytest

from helpers.data import photo
from helpers.logistic import flatten, normalize_rows, softmax


def test_a_column_of_flatten_is_one_picture_read_row_by_row():
    images = np.arange(5 * 4 * 3 * 2).reshape(5, 4, 3, 2)
    X = flatten(images)
    assert X.shape == (24, 5)
    for i in range(5):
        assert X[:, i].tolist() == images[i].ravel().tolist()


def test_a_flattened_picture_can_be_put_back():
    picture = photo()
    assert np.array_equal(flatten(picture[None])[:, 0].reshape(picture.shape), picture)


@pytest.mark.parametrize("shape", [(1, 4, 3, 2), (6, 1, 1, 1), (3, 8, 8)])
def test_flatten_takes_one_picture_one_pixel_and_pictures_without_colours(shape):
    assert flatten(np.zeros(shape)).shape == (np.prod(shape[1:]), shape[0])


@pytest.mark.parametrize("shape", [(3, 3), (1, 4), (4, 1), (2, 5)])
def test_rows_become_of_length_one_and_keep_their_direction(shape):
    x = np.random.default_rng(0).normal(size=shape)
    rows = normalize_rows(x)
    assert rows.shape == shape
    assert np.allclose((rows**2).sum(axis=1), 1)
    lengths = np.sqrt((x**2).sum(axis=1))
    assert np.allclose(rows * lengths[:, None], x)


def test_rows_are_normalised_by_their_own_length_not_by_their_columns():
    assert np.allclose(normalize_rows([[3, 4], [6, 8]]), [[0.6, 0.8], [0.6, 0.8]])


@pytest.mark.parametrize("shape", [(3, 3), (1, 4), (4, 1), (2, 5)])
def test_softmax_makes_each_row_positive_with_sum_1(shape):
    p = softmax(np.random.default_rng(1).normal(size=shape) * 5)
    assert p.shape == shape
    assert (p > 0).all() and np.allclose(p.sum(axis=1), 1, rtol=1e-14)


def test_softmax_gives_probabilities_in_the_ratio_of_the_exponentials():
    assert np.allclose(
        softmax(np.log([[1, 2, 5], [3, 3, 2]])), [[1 / 8, 2 / 8, 5 / 8], [3 / 8, 3 / 8, 2 / 8]]
    )


def test_softmax_holds_for_the_largest_and_smallest_scores():
    with np.errstate(all="raise", under="ignore"):
        p = softmax(np.array([[1000.0, 1000.0, -1000.0], [-1e308, -1e308, -1e308]]))
    assert np.allclose(p, [[0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]])


@pytest.mark.parametrize("function", [normalize_rows, softmax])
def test_whole_numbers_are_as_good_and_nothing_that_is_handed_in_changes(function):
    x = np.array([[1, 2, 2], [3, 0, 4]])
    x.flags.writeable = False
    result = function(x)
    assert result.dtype == float
    assert np.array_equal(result, function(x.astype(float)))
    assert not np.shares_memory(x, result)
