"""Pictures in files: those of a folder, and each as a small array, upright and on white."""

import hashlib
import warnings

import numpy as np

MOST = 10  # so many files are named at most
LITTER = {"thumbs.db", "desktop.ini"}  # what Windows leaves among pictures


class UnknownRange(ValueError):
    """Numbers of grey that may mean anything."""


def visible(folder, is_wanted):
    """What of the folder is wanted and not hidden, in the order of the names."""
    found = [path for path in folder.iterdir() if is_wanted(path) and path.name[0] != "."]
    return sorted(path for path in found if path.name.lower() not in LITTER)


def usable(paths, size):
    """[(path, picture), ...] sorted by path, and a text that names what is left out, and why."""
    found, left_out = {}, []
    for path in paths:
        try:
            with path.open("rb") as file:
                copies = found.setdefault(hashlib.file_digest(file, "sha256").digest(), [])
                copies.append((path, read_picture(file, *size)))
        except (OSError, ValueError) as error:
            left_out.append(f"{path} {error}")
    kept = []
    for copies in found.values():
        if len({path.parent for path, _ in copies}) < 2:
            kept += copies[:1]  # twice, it would be learned from and tested on
            left_out += [f"{path} is {copies[0][0].name} once more" for path, _ in copies[1:]]
        else:
            both = " and ".join(str(path) for path, _ in copies)
            left_out.append(f"{both} are the same picture: keep it in one folder")
    more = [f"and {len(left_out) - MOST} more"] if len(left_out) > MOST else []
    said = "\n  ".join([f"left out: {len(left_out)}", *left_out[:MOST], *more])
    return sorted(kept, key=lambda pair: pair[0]), said if left_out else ""


def read_picture(file, height, width):
    """A picture, by path or open file, as (height, width, 3) uint8, its transparent parts on white.

    It is made small as early as can be, so that a large one does not fill the memory. Of a moving
    one it is the first frame. Raises ValueError, which says why, where it cannot be used.
    """
    from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

    limit = f"{Image.MAX_IMAGE_PIXELS / 1e6:.0f} million pixels"
    too_large = Image.DecompressionBombWarning, Image.DecompressionBombError
    try:
        with warnings.catch_warnings(action="ignore"):
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file) as picture:
                picture.draft(None, [2 * max(height, width)] * 2)  # a JPEG is decoded no larger
                picture.load()  # EXIF may come last; a TIFF is upright from here on
                turn = picture.getexif().get(ExifTags.Base.Orientation)
                size = (height, width) if turn in (5, 6, 7, 8) else (width, height)
                narrow = Image.new("RGB", (min(size[0], picture.width), picture.height))
                for top, band in _bands(picture):
                    narrow.paste(band.resize((narrow.width, band.height)), (0, top))
                small = narrow.resize(size)
    except too_large as error:
        raise ValueError(f"has more than {limit}: save it smaller") from error
    except UnidentifiedImageError as error:
        kinds = "it may be HEIC or SVG, or none at all; save it as JPEG or PNG"
        raise ValueError(f"is of no kind of picture that can be read here: {kinds}") from error
    except UnknownRange:
        raise
    except Exception as error:  # a broken picture makes PIL raise any of half a dozen kinds
        advice = "it may be cut off; save it once more as JPEG or PNG"
        raise ValueError(f"is no picture that can be read: {advice}") from error
    small.getexif()[ExifTags.Base.Orientation] = turn
    return np.asarray(ImageOps.exif_transpose(small))


def _bands(picture):
    """The picture in bands that need little memory: where each begins, and it as RGB, on white."""
    from PIL import Image

    high = max(1, 10**5 // picture.width)
    for top in range(0, picture.height, high):
        band = picture.crop((0, top, picture.width, min(top + high, picture.height)))
        if band.mode.startswith(("I", "F")):  # PIL would keep the lower bits
            band = Image.fromarray(_bytes_of_grey(np.asarray(band)))
        if band.has_transparency_data:
            paper = Image.new("RGBA", band.size, "white")
            band = Image.alpha_composite(paper, band.convert("RGBA"))
        yield top, band.convert("RGB")


def _bytes_of_grey(grey):
    """Grey of 16 bits as uint8. Raises UnknownRange for decimals and more bits: where is white?"""
    if grey.dtype.kind == "f" or grey.min() < 0 or grey.max() > 65535:
        raise UnknownRange("has grey values of unknown range: save it with 8 or 16 bits")
    return (grey // 257).astype(np.uint8)
