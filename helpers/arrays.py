"""Beside the model: pictures to columns, rows of length one, scores to probabilities."""

import numpy as np

from helpers.arguments import takes


def flatten(images):
    """images (m, h, w, c) -> (h*w*c, m): column i is images[i].ravel()."""
    return images.reshape(images.shape[0], -1).T


@takes(x="rows columns")
def normalize_rows(x):
    """x (rows, columns) -> same shape, every row divided by its length."""
    return x / np.linalg.norm(x, axis=1, keepdims=True)


@takes(x="rows columns")
def softmax(x):
    """x (rows, columns) of scores -> same shape, every row positive with sum 1.

    The largest score of each row is taken away first: it cancels, and exp cannot overflow.
    """
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
