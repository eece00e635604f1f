"""Exercise of 09_train_on_pictures: pictures as columns."""

import numpy as np

from helpers import logistic
from helpers.checking.exercise import Alternative, Case, Exercise, Mistake

NOTEBOOK = "09_train_on_pictures"
TITLE = "Can seven lines read handwriting?"
MINUTES = 20


def _stacks(rng):
    def stack(*shape):
        return rng.permutation(np.arange(1, np.prod(shape) + 1)).reshape(shape)

    return [
        Case("2 pictures of 1 by 2", (stack(2, 1, 2, 3),)),
        Case("3 pictures of 2 by 4", (stack(3, 2, 4, 3),)),
        Case("one picture", (stack(1, 2, 3, 3),)),
        Case("pictures of one pixel", (stack(4, 1, 1, 3),)),
        Case("pictures without colour", (stack(3, 2, 2, 1),)),
        Case("decimals", (stack(2, 2, 2, 3) / 32,)),
        Case("pixels of type uint8", (stack(5, 2, 3, 3).astype(np.uint8),)),
    ]


def _columns_of_all(images):
    return images.reshape(-1, len(images), order="F")


def _rows(images):
    return images.reshape(len(images), -1)


FLATTEN = Exercise(
    logistic.flatten,
    _stacks,
    axes={"images": "m h w c"},
    words={"n": "pixels", "m": "pictures"},
    returns=("the result",),
    sample=lambda n, m: (np.arange(n * m * 3).reshape(m, n, 1, 3),),
    may_be_view=True,  # a view of the pictures is what reshape and .T give, and is fine
    hints=(
        "One picture is one column in the end. reshape keeps the order of the numbers in memory.",
        "In memory one picture comes after the other: first make each picture one row.",
        "`reshape(m, -1)` makes the rows, with m = images.shape[0]. Then exchange rows and "
        "columns.",
    ),
    alternatives=(
        Alternative(
            lambda images: images.reshape(len(images), -1, order="F").T,
            "Each column is one picture, its numbers in another order than "
            "`images[i].ravel()`: keep that order everywhere, also on the way back to a "
            "picture.",
        ),
    ),
    mistakes=(
        Mistake(
            "scrambled",
            (
                lambda images: images.reshape(-1, len(images)),
                lambda images: images.reshape(-1, len(images), order="A"),
            ),
            "The shape is right, and the pictures are scrambled: each column mixes numbers of "
            "several pictures.",
            "reshape keeps the order of memory: make one picture per row first, then transpose.",
        ),
        Mistake(
            "scrambled_from_behind",
            (lambda images: images.T.reshape(len(images), -1).T, _columns_of_all),
            "The pictures are scrambled: each column mixes numbers of several pictures.",
            "Make one picture per row first, then transpose.",
        ),
        Mistake(
            "rows",
            lambda images: _rows(images),
            "Each picture is a row, and there are {m} of them.",
            "Transpose with .T: in this course each example is a column.",
        ),
        Mistake(
            "one_line",
            (lambda images: images.ravel(), lambda images: np.hstack(list(images)).ravel()),
            "All pictures stand in one line, {returned_shape}.",
            "Keep them apart: reshape(m, -1), then .T.",
        ),
        Mistake(
            "one_column",
            lambda images: images.reshape(-1, 1),
            "All pictures stand in one column.",
            "Keep them apart: reshape(m, -1), then .T.",
        ),
        Mistake(
            "one_row",
            lambda images: images.reshape(1, -1),
            "All pictures stand in one row.",
            "Keep them apart: reshape(m, -1), then .T.",
        ),
        Mistake(
            "all_axes_turned",
            lambda images: images.T,
            ".T turns all four axes round, and joins none of them.",
            "First join three axes: reshape(m, -1).",
        ),
        Mistake(
            "only_colour_joined",
            lambda images: images.reshape(len(images), images.shape[1], -1),
            "Only some of the axes are joined.",
            "reshape(m, -1) leaves two.",
        ),
        Mistake(
            "sizes_typed_in",
            (
                lambda images: images.reshape(12288, 209),
                lambda images: images.reshape(209, -1).T,
                lambda images: images.reshape(209, 12288).T,
                lambda images: images.reshape(64, 64, 3),
            ),
            "The sizes of other pictures are typed in.",
            "Take them from images.shape, or let -1 find them.",
        ),
        # Refused: whoever scales again afterwards has pixels near 0.
        Mistake(
            "scaled",
            (
                lambda images: logistic.flatten(images) / 255,
                lambda images: logistic.flatten(images) / 256,
                lambda images: _rows(images) / 255,
            ),
            "The numbers are divided by 255 as well.",
            "Scaling is a step of its own: leave it to the line that calls.",
        ),
        Mistake(
            "one_picture",
            (lambda images: images[0].reshape(-1, 1), lambda images: images[0].ravel()),
            "Only the first picture is there.",
            "reshape(m, -1) takes all of them.",
        ),
        Mistake(
            "colours_first",
            (
                lambda images: images.transpose(0, 3, 1, 2).reshape(len(images), -1).T,
                lambda images: images.transpose(0, 2, 1, 3).reshape(len(images), -1).T,
            ),
            "Each column is one picture, and its axes are exchanged before they are joined.",
            "Leave height, width and colour in their order: reshape(m, -1) does.",
        ),
        Mistake(
            "turned_over",
            (lambda images: _rows(images)[:, ::-1].T, lambda images: _rows(images)[::-1].T),
            "The order of the pictures, or of the numbers in them, is turned round.",
            "Column i is images[i].ravel().",
        ),
        Mistake(
            "axis_left",
            lambda images: images.reshape(len(images), -1, 1),
            "An axis of length 1 is left over.",
            "Two lengths in reshape make two axes.",
        ),
        Mistake(
            "scrambled_rows",
            (
                lambda images: images.reshape(-1, len(images)).T,
                lambda images: images.swapaxes(0, 1).reshape(-1, len(images)),
            ),
            "The pictures are scrambled: numbers of several of them are mixed.",
            "Make one picture per row first, reshape(m, -1), then transpose.",
        ),
        Mistake(
            "one_colour",
            (lambda images: _rows(images[..., 0]).T, lambda images: _rows(images[..., :1]).T),
            "Only one of the colours is kept.",
            "Keep all three numbers of each pixel.",
        ),
        Mistake(
            "grey",
            lambda images: images.mean(axis=3).reshape(len(images), -1).T,
            "The three colours of each pixel are averaged.",
            "Keep all three numbers of each pixel.",
        ),
    ),
)

EXERCISES = (FLATTEN,)
