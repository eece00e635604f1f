"""The tables of words: words.txt, what a check says, and errors.txt, what an error means."""

import functools
from pathlib import Path


def in_paragraphs(text):
    """[(first line, the other lines)] of a text, for each of its paragraphs."""
    parts = (part.split("\n") for part in text.strip().split("\n\n"))
    return [(first, tuple(map(str.strip, rest))) for first, *rest in parts if rest]


@functools.cache
def paragraphs(file):
    """The paragraphs of a table beside this file."""
    return in_paragraphs(Path(__file__).with_name(file).read_text(encoding="utf-8"))


def said(name, /, **facts):
    """What words.txt says of a name, a sentence each; with no `facts`, braces stay as they are."""
    sentences = dict(paragraphs("words.txt"))[name]
    return tuple(each.format_map(facts) for each in sentences) if facts else sentences
