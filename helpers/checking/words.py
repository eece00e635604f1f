"""The tables of words: words.txt, what a check says, and errors.txt, what an error means."""

import functools
from pathlib import Path


@functools.cache
def paragraphs(file):
    """[(first line, the other lines)] of a table, for each of its paragraphs."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    paragraphs = (paragraph.splitlines() for paragraph in text.strip().split("\n\n"))
    return [(first, tuple(map(str.strip, rest))) for first, *rest in paragraphs if rest]


def said(name, /, **facts):
    """What words.txt says of a name, a sentence each; with no `facts`, braces stay as they are."""
    sentences = dict(paragraphs("words.txt"))[name]
    return tuple(each.format_map(facts) for each in sentences) if facts else sentences
