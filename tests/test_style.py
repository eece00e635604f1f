"""The lessons keep the course's style, and each rule notices what breaks it."""

import pathlib

import nbformat
import pytest

from tests import style
from tests.notebooks import code, lessons, new_notebook, prose, read


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_a_lesson_keeps_the_style(path):
    found = style.findings(path, read(path))
    assert not found, "\n" + "\n".join(found)


def showing(kind, *tags, **output):
    """A code cell with one output of this kind."""
    cell = code("a", *tags)
    cell.outputs = [nbformat.v4.new_output(kind, **output)]
    return cell


STUB = 'def f(x):\n    """x."""\n    ...'
BAD = [
    (prose("## Why\n" + "word " * 61), "61 words"),
    (prose("Look:\n\n```python\n1 + 1\n```"), "code block"),
    (prose("Look:\n\n    a = 1 + 1"), "code block"),
    (prose("This is 300 times faster."), "'300 times faster'"),
    (prose("The loop takes 12 ms here."), "'12 ms'"),
    (prose("You simply add."), "'simply'"),
    (prose("Well done!"), "exclamation"),
    (prose("Done \N{ROCKET}"), "emoji"),
    (prose("  "), "empty cell"),
    (code("a", "skip"), "['skip']"),
    (code("a = 1\n" * 16), "16 lines, of at most 15"),
    (code("a = 1\n" * 5 + "guess('a', a=a)"), "6 lines, of at most 5"),
    (code("a = 1\nexplore.product(a)"), "2 lines, of at most 1"),
    (code("a = 1\n" * 6, "raises-exception"), "6 lines, of at most 5"),
    (code("a = '" + "x" * 84 + "'"), "90 columns"),
    (code("def f(): return 1\ndef g(): return 2"), "2 functions"),
    (code(STUB.replace("...", "return 1"), "exercise"), "a stub is one function"),
    (code(STUB.replace("x.", "x.\n    y."), "exercise"), "a stub is one function"),
    (code("import a\n" + STUB, "exercise"), "a stub is one function"),
    (code("plt.plot(a)"), "belong in helpers"),
    (code("rng = np.random.default_rng(1)"), "no seeds"),
    (code("a = 1   # simply one"), "'simply'"),
    (code(STUB.replace("x.", "Works!")), "exclamation"),
    (showing("stream", text="(np.True_, np.float(1)"), "NumPy scalar"),
    (showing("stream", text="/home/me/a.py"), "machine's path"),
    (showing("stream", text="C:\\Users\\me"), "machine's path"),
    (showing("stream", name="stderr", text="careful"), "stderr"),
    (showing("stream", "raises-exception"), "nothing was raised"),
]


@pytest.mark.parametrize(("cell", "what"), BAD)
def test_a_rule_finds_what_is_bad_and_names_the_cell(cell, what):
    notebook = new_notebook(prose("# Which?"), cell, *[code("a")] * 18)
    found = style.findings(pathlib.Path("made_up.ipynb"), notebook)
    assert any(line.startswith("made_up.ipynb, cell cell-1 ") and what in line for line in found)


def test_a_rule_finds_what_is_bad_in_a_whole_notebook():
    stub, check = code(STUB, "exercise"), code("check(g)")
    found = style.of_notebook(new_notebook(prose("# Shapes"), stub, check, *[code("a")] * 16))
    for line, what in zip(found, ["19 cells", "no H1 that asks", "is not its check"], strict=True):
        assert what in line
