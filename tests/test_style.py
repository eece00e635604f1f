"""The lessons keep the course's style, and each rule notices what breaks it."""

import pathlib

import nbformat
import pytest

from tests import style
from tests.notebooks import code, lessons, new_notebook, prose, read

MADE_UP = pathlib.Path("made_up.ipynb")


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_a_lesson_keeps_the_style(path):
    found = style.findings(path, read(path))
    assert not found, "\n" + "\n".join(found)


def shown(source, *tags, **output):
    """A code cell with one output: text=..., stderr=..., or error=..."""
    ((kind, words),) = output.items()
    given = {
        "text": {"output_type": "execute_result", "data": {"text/plain": words}},
        "stderr": {"output_type": "stream", "name": "stderr", "text": words},
        "error": {"output_type": "error", "ename": "ValueError", "evalue": words},
    }[kind]
    cell = code(source, *tags)
    cell.outputs = [nbformat.v4.new_output(**given)]
    return cell


BAD = [
    (prose("## Why\n" + "word " * 61), "61 words"),
    (prose("Look:\n\n```python\n1 + 1\n```"), "code block"),
    (prose("Look:\n\n    a = 1 + 1"), "code block"),
    (prose("This is 300 times faster."), "'300 times faster'"),
    (prose("The loop takes 12 ms here."), "'12 ms'"),
    (prose("It runs 2.5x as long."), "'2.5x as long'"),
    (prose("You simply add."), "'simply'"),
    (prose("Just add."), "'Just'"),
    (prose("Well done!"), "exclamation"),
    (prose("Done \N{ROCKET}"), "emoji"),
    (prose("  "), "empty cell"),
    (code("a", "skip"), "['skip']"),
    (code("a = 1\n" * 16), "16 lines, of at most"),
    (code("a = 1\n" * 5 + "guess('a', a=a)"), "6 lines, of at most"),
    (code("a = 1\nexplore.product(a)"), "2 lines, of at most"),
    (code("a = 1\n" * 6, "raises-exception"), "6 lines, of at most"),
    (
        code("def f(x):\n" + "    # x\n" * 4 + '    "x."\n    ...', "exercise"),
        "7 lines, of at most",
    ),
    (code("a = '" + "x" * 84 + "'"), "90 columns"),
    (code("def f(): return 1\ndef g(): return 2"), "2 functions"),
    (code('def f(x):\n    """x."""\n    return 1', "exercise"), "a stub is one function"),
    (code('def f(x):\n    """x.\n    y."""\n    ...', "exercise"), "a stub is one function"),
    (code('import a\ndef f(x):\n    "x."\n    ...', "exercise"), "a stub is one function"),
    (code("plt.plot(a)"), "belong in helpers"),
    (code("display(a)"), "belong in helpers"),
    (code("np.random.seed(1)"), "no seeds"),
    (code("rng = np.random.default_rng(1)"), "no seeds"),
    (code("def f(): return 1", "hide-input"), "hidden"),
    (code("a = 1   # simply one"), "'simply'"),
    (code('def f():\n    """Works!"""\n    return 1'), "exclamation"),
    (shown("a", text="np.float64(1.0)"), "NumPy scalar"),
    (shown("a", text="(np.True_, 1)"), "NumPy scalar"),
    (shown("a", stderr="careful"), "stderr"),
    (shown("a", error="oh"), "an error is stored"),
    (shown("a", "raises-exception", text="1"), "nothing was raised"),
    (shown("a", text="/home/me/a.py"), "machine's path"),
    (shown("a", text="C:\\Users\\me"), "machine's path"),
    (shown("a", text="lib/site-packages/numpy"), "machine's path"),
]


@pytest.mark.parametrize(("cell", "what"), BAD)
def test_a_rule_finds_what_is_bad_and_names_the_cell(cell, what):
    found = style.findings(MADE_UP, new_notebook(prose("# Which?"), cell, *[code("a")] * 18))
    named = [line for line in found if line.startswith("made_up.ipynb, cell cell-1 ")]
    assert len(named) == 1 and what in named[0], found


STUB = code('def f(x):\n    """x."""\n    ...', "exercise")


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ([prose("# Which?")] * 19, "19 cells"),
        ([prose("# Which?")] * 46, "46 cells"),
        ([prose("# Shapes")] * 20, "no H1 that asks"),
        ([prose("# Which?")] * 19 + [STUB], "is not its check"),
        ([prose("# Which?")] * 18 + [STUB, code("check(g)")], "is not its check"),
        ([prose("# Which?")] * 18 + [STUB, code("check(f)")], None),
    ],
)
def test_a_rule_finds_what_is_bad_in_a_whole_notebook(cells, what):
    found = style.findings(MADE_UP, new_notebook(*cells))
    assert [what in line for line in found] == [True] * bool(what), found
