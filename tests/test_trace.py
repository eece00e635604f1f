"""What must hold of %%shapes: the cell does what it does without it, and its shapes are told."""

import builtins
import re
import sys
import textwrap
import warnings

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from helpers import trace
from helpers.shapes.rules import explain_broadcast, explain_product

CONFIG = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
START = """
import asyncio, sys, warnings
import numpy as np
np.random.seed(0)
w = np.array([[1.0], [2.0], [3.0]])
X = np.arange(15.0).reshape(3, 5)
Y = np.array([[0, 1, 1, 0, 1]])
v = np.arange(3.0)
b = 0.5
calls = []
def call(value, *more, **named):
    calls.append(value if np.ndim(value) == 0 else np.shape(value))
    return value
class Thing:
    w = np.ones((2, 1))
    def __getattr__(self, name):
        calls.append(name)
        return 3
    def __getitem__(self, key):
        calls.append(key)
        return np.ones(2)
    def __setitem__(self, key, value):
        calls.append((key, np.shape(value)))
thing = Thing()
async def later(value):
    return value
"""


@pytest.fixture(scope="module")
def shells():
    """Two shells: one has the magic, in the other its first line is a string without effect."""
    main = sys.modules["__main__"]
    made = []
    for _ in range(2):
        made.append(InteractiveShell(config=CONFIG))
        made[-1].own_names = set(made[-1].user_ns)
    trace.load_ipython_extension(made[0])
    yield made
    sys.modules["__main__"] = main
    for shell in made:
        shell.restore_sys_module_state()


@pytest.fixture
def cards(monkeypatch):
    """What the magic displays."""
    shown = []
    monkeypatch.setattr(trace, "display", lambda bundle, raw: shown.append(bundle))
    return shown


def run(shell, cell):
    """What a cell leaves behind: output, errors, result, traceback and names."""
    for name in set(shell.user_ns) - shell.own_names:
        del shell.user_ns[name]
    shell.user_ns["Out"].clear()
    shell.run_cell(START)
    with capture_output() as shown, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        result = shell.run_cell(cell, store_history=False)
    return result, shown, [f"{one.lineno} {one.category} {one.message}" for one in warned]


def left(shell, cell):
    """The same as text, without addresses and without the names of the cell's file."""
    result, shown, warned = run(shell, cell)
    error = result.error_in_exec or result.error_before_exec
    names = {
        name: seen(value)
        for name, value in shell.user_ns.items()
        if name[0] != "_" and name not in ("In", "Out", "get_ipython", "exit", "quit", "open")
    }
    text = "\n".join([shown.stdout, shown.stderr, *map(str, shown.outputs)])
    return {
        "shown": re.sub(r"0x[0-9a-f]+|ipython-input-\d+-\w+", "", text),
        "names": names,
        "error": (type(error), str(error)),
        "result": seen(result.result),
        "warned": warned,
    }


def seen(value):
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype, value.tobytes(), value.strides
    try:
        return re.sub(r"0x[0-9a-f]+", "", repr(value))
    except ValueError:
        return type(value).__name__


def told(shells, cards, cell):
    """The text of the trace of a cell."""
    run(shells[0], f"%%shapes\n{textwrap.dedent(cell)}")
    (bundle,) = cards
    return bundle["text/plain"]


# The cell does what it does

FINE = {
    "the model": "Z = w.T @ X + b\nA = 1 / (1 + np.exp(-Z))\nA",
    "a comment": "# only this\nNone",
    "the last expression": "X @ w.repeat(5, 1).T @ X",
    "no output after a semicolon": "X * 2;",
    "several expressions": "X + 1\nX + 2\nprint(X.sum())\n'text'",
    "a docstring first": "'''words'''\nX + 1",
    "augmented in place": "alias = X\nX += 1\nX *= w\nX @= np.eye(5)\nX -= v[:, None]\nalias is X",
    "augmented last": "X += 1",
    "a number becomes an array": "b += X\nb",
    "augmented parts": "X[:, 0] += v\nX[0, 1:3] *= 2\nthing.w += 1\nthing[call(1)] += call(2) * v[:2]",
    "augmented calls once": "rows = [X, X]\nrows[call(0)] += call(1)",
    "order": "call(1) + call(2) * X @ w.repeat(5, 1).T - call(3) ** call(2)",
    "order of a call": "call(call(1) + X, call(2) * X, *[call(3)], named=call(4), **{'k': call(5)})",
    "short circuits": "call(0) and call(X + 1)\ncall(1) or call(X)\ncall(2) if call(0) else call(3)",
    "chained comparison": "call(3) < call(2) < call(X * 2)\n0 < call(X.sum()) < 1e9",
    "comparisons": "(X > 2) & (X != 5) | (X <= w)\nX is X\n3 in v",
    "unpacking": "n, m = X.shape\na, *rest = X * 2\n(c, d), e = (v[:2] + 1), m\n[*rest, *v]",
    "several targets": "a = c = X * 2\na is c",
    "a walrus": "(Q := X * 2).sum() + Q\n[Q := Q + 1 for _ in range(3)]\nQ",
    "annotations": "a: np.ndarray = X * 2\nc: int\n(thing.z): int = 3",
    "strings": "f'{X + 1!r:>5} {b:.2f}' + '%s' % X + \"%%shapes # no\" + '''two\nlines'''",
    "percent": "'%s and %s' % (X.shape, 1)",
    "lambdas": "f = lambda x, k=X * 2: x @ k.T\nf(X)",
    "comprehensions": "[x * 2 for x in X if x.sum() > call(2)]\n{k: X[k] for k in range(2)}\n"
    "sum(x.sum() for x in X)\n{float(x) for x in v * 2}",
    "functions": "def f(x, k=X * 2):\n    '''words'''\n    # why\n    return x @ k.T + 1\nf(X)",
    "decorators": "def twice(f):\n    return lambda *a: 2 * f(*a)\n@twice\ndef g(x):\n"
    "    return x + 1\ng(X)",
    "classes": "class A:\n    k = X * 2\n    def f(self):\n        return self.k + 1\nA().f()",
    "generators": "def g():\n    yield X + 1\n    yield from [X * 2]\nlist(g())",
    "loops": "dw = np.zeros((3, 1))\nfor i in range(5):\n    x_i = X[:, i:i + 1]\n"
    "    dw += x_i * Y[0, i]\nelse:\n    done = X + dw\ndw / 5",
    "loops that end early": "for i in range(9):\n    if i == 2:\n        continue\n    elif i > 6:\n"
    "        break\n    c = X * i\nelse:\n    never = 1\ni",
    "while": "k = 0\nwhile (X + k).sum() < 300:\n    k += 1\nelse:\n    c = X + k\nk",
    "nested loops": "t = 0\nfor i in range(5):\n    for j in range(4):\n        t += X[:, i] @ v\nt",
    "an empty loop": "for x in X[:0]:\n    y = x + 1",
    "with": "with warnings.catch_warnings(), np.errstate(all='ignore'):\n    c = X / 0\nc",
    "try": "try:\n    X @ X\nexcept ValueError as error:\n    words = str(error)\nelse:\n"
    "    never = X + 1\nfinally:\n    after = X * 2\nwords",
    "match": "match X.shape:\n    case (n, m):\n        c = X * n\nc",
    "assert": "assert X.shape == (3, 5), X @ X\nassert (X + 1 > 0).all()",
    "del and import": "c = X * 2\ndel c\nimport math\nfrom math import pi as c\nglobal d\nd = v * c",
    "await": "c = await later(X * 2)\nawait later(c @ w.repeat(5, 1).T)",
    "async loops": "async def each():\n    for x in X:\n        yield x\n"
    "async for x in each():\n    c = x * 2\nc",
    "warnings": "np.exp(np.array([1000.0])) * 2\nwarnings.warn('mine')\nnp.log(X - X) + 1",
    "warnings at compile time": "(1, 2) is X\nassert (X, 'always')\n'\\d'\n[1](2) if 0 else X\n"
    "[1, 2]['a'] if 0 else X",
    "attributes": "thing.T, thing.shape, thing.dtype\nthing + X if 0 else thing[1:2, ...]",
    "no elision": "big = np.ones((300, 300))\n(big + 1 + 2 - 3) / (big * 2 + 1)",
    "resize": "c = np.arange(6)\nc.resize((2, 3))\nc",
    "references": "c = X * 2\nsys.getrefcount(c)",
    "views": "c = X.T\nc[0, 0] = 99\nc = X.reshape(-1)[::2]\nc[0] = -1\nX[X > 7]\nX[[0, 1], 2:]",
    "names that end": "(X + 1 if True else None, *v, {**{'a': X * 2}})",
    "random": "np.random.rand(3) * 2\nc = np.random.default_rng(1).normal(size=(2, 3)) @ X[:, :2]",
    "objects": "np.array([1, 'a', None], dtype=object) == 1\nnp.matrix([[1, 2]]) * np.matrix([[1], [2]])",
    "masked": "np.ma.array([1, 2], mask=[0, 1]) + 1",
    "numbers": "1 + 2 * b ** 2 // 3 % 2 - True\nnp.float32(2) * b\n-b, +b, ~3, not b",
    "magic lines": "c = X * 2\nnames = %who_ls ndarray\n%precision 2\nc @ c.T / 3",
    "own names": "sorted(name for name in dir() if 'shapes' in name), '%%shapes' in globals()",
    "frames": "sys._getframe().f_code.co_name, sys._getframe().f_lineno, locals() is globals()",
    "sources": "def f(x):\n    return x + 1  # why\nimport inspect\ninspect.getsource(f)",
    "future": "from __future__ import annotations\ndef f(x: nowhere): ...\nf.__annotations__, X + 1",
    "blank lines": "\n\nc = X + 1\n\n\nc",
    "one line": "if 1: c = X + 1; d = c * 2",
    "a star by itself": "print(*X, sep=';')\na = *v, b\na",
    "slices": "X[1:][:, call(1):call(3)] + X[call(0), ..., None, 0]",
    "a display that fails": "class Bad:\n    def __repr__(self): raise ValueError('no')\nX + 1\nBad()",
    "a deep sum": " + ".join(["X"] * 50),
}
FAILS = {
    "a product": "Z = X @ w",
    "a sum": "a = X + 1\nc = a - v\nd = 3",
    "in the middle": "print('before')\nZ = np.exp(X * 2 @ w + b).sum()\nprint('after')",
    "in place": "dw = np.zeros((3, 1))\ndw += X[:, 0] * Y[0, 0]",
    "in a loop": "for i in range(9):\n    if i == 7:\n        w = w.T\n    Q = X.T @ w",
    "in a call": "np.add(X, v)",
    "in a method": "X.reshape(4, 5)",
    "in a function": "def f(x):\n    return x @ x\nZ = f(X) + 1",
    "in a lambda": "f = lambda x: x @ x\nZ = X + f(X)",
    "in a comprehension": "Z = X * [x @ X for x in X]",
    "in a store": "a = X * 2\nX[:, 0] = a",
    "in unpacking": "a, c = X * 2",
    "an index": "X[5] + 1",
    "a mask": "v[X > 1]",
    "a name": "Z = X + unknown\n",
    "a name in place": "unknown += X + 1",
    "an attribute": "Z = (X * 2).missing",
    "an argument": "np.sum(X, axis=5)",
    "a wrong call": "np.exp()",
    "an assert": "a = X + 1\nassert (a * 2 < 0).all(), 'words'",
    "a raise": "a = X + 1\nraise ValueError('mine')",
    "after one that was caught": "try:\n    X @ X\nexcept ValueError:\n    pass\nraise KeyError(1)",
    "several lines": "Z = (\n    X\n    @ w\n    + b\n)",
    "a chain of methods": "Z = (X\n     .T\n     .reshape(3, 5)\n     .dot(X)\n     .sum())",
    "from another": "try:\n    X @ X\nexcept ValueError as error:\n    raise KeyError('k') from error",
    "an exit": "a = X + 1\nsys.exit(3)",
    "an interrupt": "a = X + 1\nraise KeyboardInterrupt",
    "await": "await later(X) @ X",
    "division": "1 / 0",
    "warnings as errors": "warnings.simplefilter('error')\nnp.exp(X * 1000)",
    "return": "a = X + 1\nreturn a",
    "break": "a = X + 1\nbreak",
    "syntax": "a = X +",
    "a bare star": "a = X + 1\n*X",
    "indentation": "  a = X\n b = 2",
    "types": "X + np.array(['a'])",
    "a group": "raise ExceptionGroup('two', [ValueError(1), KeyError(2)])",
}


@pytest.mark.parametrize("cell", FINE.values(), ids=FINE)
def test_a_cell_leaves_the_same_names_output_and_result(shells, cards, cell):
    traced, plain = left(shells[0], f"%%shapes\n{cell}"), left(shells[1], f'"%%shapes"\n{cell}')
    assert plain["error"][0] is type(None), "the cell itself is at fault"
    assert traced == plain
    assert len(cards) == 1


@pytest.mark.parametrize("cell", FAILS.values(), ids=FAILS)
def test_a_cell_raises_the_same_with_the_same_traceback(shells, cards, cell):
    traced, plain = left(shells[0], f"%%shapes\n{cell}"), left(shells[1], f'"%%shapes"\n{cell}')
    assert plain["error"][0] is not type(None), "the cell should fail"
    assert traced == plain


# What is told


def text(words):
    return textwrap.dedent(words).strip("\n")


def test_each_assignment_is_told_with_its_operands_and_its_steps(shells, cards):
    assert told(shells, cards, "Z = w.T @ X + b") == text("""
        Z = w.T @ X + b: (1, 5) float64
            w (3, 1) float64, X (3, 5) float64, b number
            w.T @ X: (1, 3) @ (3, 5) -> (1, 5)
            + b: (1, 5) + () -> (1, 5)""")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "A = 1 / (1 + np.exp(-X))",
            """
        A = 1 / (1 + np.exp(-X)): (3, 5) float64
            X (3, 5) float64
            np.exp(-X): (3, 5) -> (3, 5)
            1 + np.exp(-X): () + (3, 5) -> (3, 5)
            1 / (1 + np.exp(-X)): () / (3, 5) -> (3, 5)""",
        ),
        (
            "m = np.sum(X * Y, axis=1, keepdims=True)",
            """
        m = np.sum(X * Y, axis=1, keepdims=True): (3, 1) float64
            X (3, 5) float64, Y (1, 5) int64
            X * Y: (3, 5) * (1, 5) -> (3, 5)
            np.sum(X * Y, axis=1, keepdims=True): (3, 5) -> (3, 1)""",
        ),
        (
            "s = (Y == 1).sum()",
            """
        s = (Y == 1).sum(): number
            Y (1, 5) int64
            Y == 1: (1, 5) == () -> (1, 5)
            (Y == 1).sum(): (1, 5) -> ()""",
        ),
        (
            "u = v.T",
            """
        u = v.T: (3,) float64
            v (3,) float64
            v.T: (3,) -> (3,)""",
        ),
        (
            "x_i = X[:, 1]",
            """
        x_i = X[:, 1]: (3,) float64
            X (3, 5) float64
            X[:, 1]: (3, 5) -> (3,)""",
        ),
        (
            "n = X.reshape(5, 3)",
            """
        n = X.reshape(5, 3): (5, 3) float64
            X (3, 5) float64
            X.reshape(5, 3): (3, 5) -> (5, 3)""",
        ),
        (
            "b += X\nX -= v[:, None]",
            """
        b += X: (3, 5) float64
            b number, X (3, 5) float64
            b += X: () += (3, 5) -> (3, 5)
        X -= v[:, None]: (3, 5) float64
            X (3, 5) float64, v (3,) float64
            X -= v[:, None]: (3, 5) -= (3, 1) -> (3, 5)""",
        ),
        (
            "J, dw = (lambda X, b: (b, X * b))(X, b)",
            """
        J, dw = (lambda X, b: (b, X * b))(X, b): number, (3, 5) float64
            X (3, 5) float64, b number
            (lambda X, b: (b, X * b))(X, b): (3, 5), () -> (), (3, 5)""",
        ),
        ("k = 3 * b\nn, m = X.shape\nc = X\nprint(X.shape)", "c = X: (3, 5) float64"),
        ("if X.sum() > 0:\n    c = np.zeros(2)", "c = np.zeros(2): (2,) float64"),
        ("def f():\n    return X + 1\nwords = 'X @ X'", "No array took part in this cell."),
        (
            "c = 0 < X[:1, 0] + 1 < 9",
            """
        c = 0 < X[:1, 0] + 1 < 9: (1,) bool
            X (3, 5) float64
            X[:1, 0] + 1: (1,) + () -> (1,)""",
        ),
        ("for i in v:\n    pass\nelse:\n    c = X", "c = X: (3, 5) float64"),
        ("%who_ls \\\nndarray\nc = X\nd  =  c", "c = X: (3, 5) float64\nd = c: (3, 5) float64"),
        (
            "c = (X +\n     b)",
            """
        c = X + b: (3, 5) float64
            X (3, 5) float64, b number
            X + b: (3, 5) + () -> (3, 5)""",
        ),
        (
            "c = X.astype('uint8') * np.float32(2)",
            """
        c = X.astype('uint8') * np.float32(2): (3, 5) float32
            X (3, 5) float64
            X.astype('uint8'): (3, 5) -> (3, 5)
            * np.float32(2): (3, 5) * () -> (3, 5)""",
        ),
    ],
)
def test_shapes_are_told_as_they_are(shells, cards, cell, words):
    assert told(shells, cards, cell) == text(words)


def test_the_first_rounds_of_a_loop_are_told_and_equal_ones_once(shells, cards):
    assert told(
        shells,
        cards,
        """
        c = np.ones((2, 1))
        for i in range(9):
            c = c + np.ones((1, 2 + i // 2))[:, :2 if i < 1 else 1]
        c = c.T
        """,
    ) == text("""
        c = np.ones((2, 1)): (2, 1) float64
        for i in range(9), round 1
            c = c + np.ones((1, 2 + i // 2))[:, :2 if i < 1 else 1]: (2, 2) float64
                c (2, 1) float64
                c + np.ones((1, 2 + i // 2))[:, :2 if i < 1 else 1]: (2, 1) + (1, 2) -> (2, 2)
        for i in range(9), rounds 2 to 3
            c = c + np.ones((1, 2 + i // 2))[:, :2 if i < 1 else 1]: (2, 2) float64
                c (2, 2) float64
                c + np.ones((1, 2 + i // 2))[:, :2 if i < 1 else 1]: (2, 2) + (1, 1) -> (2, 2)
        6 more rounds followed
        c = c.T: (2, 2) float64
            c (2, 2) float64
            c.T: (2, 2) -> (2, 2)""")


def test_a_loop_in_a_loop_counts_its_own_rounds(shells, cards):
    lines = told(
        shells,
        cards,
        """
        for i in range(5):
            for j in range(i + 3):
                c = X * j
            d = X
        """,
    ).splitlines()
    assert [line for line in lines if "round" in line] == [
        "for i in range(5), round 1",
        "    for j in range(i + 3), rounds 1 to 3",
        "for i in range(5), round 2",
        "    for j in range(i + 3), rounds 1 to 3",
        "    1 more round followed",
        "for i in range(5), round 3",
        "    for j in range(i + 3), rounds 1 to 3",
        "    2 more rounds followed",
        "2 more rounds followed",
    ]


@pytest.mark.parametrize(
    ("cell", "line", "why"),
    [
        (
            "Z = np.exp(X @ w + b)",
            "    X @ w: (3, 5) @ (3, 1) fails",
            explain_product((3, 5), (3, 1)),
        ),
        (
            "a = X + 1\nc = (a - v) * 2",
            "    a - v: (3, 5) - (3,) fails",
            explain_broadcast((3, 5), (3,)),
        ),
        ("c = X * 2 + v", "    + v: (3, 5) + (3,) fails", explain_broadcast((3, 5), (3,))),
        ("np.add(X, v)", "    np.add(X, v): (3, 5), (3,) fails", explain_broadcast((3, 5), (3,))),
        ("X.dot(w)", "    X.dot(w): (3, 5), (3, 1) fails", explain_product((3, 5), (3, 1))),
        (
            "for i in range(9):\n    if i == 7:\n        w = w.T\n    Q = X.T @ w",
            "        X.T @ w: (5, 3) @ (1, 3) fails",
            explain_product((5, 3), (1, 3)),
        ),
        (
            "for i in range(9):\n    for j in range(2):\n"
            "        Q = X[:, i - 4:].T @ w[1:] if i > 6 else X",
            "        X[:, i - 4:].T @ w[1:]: (2, 3) @ (2, 1) fails",
            explain_product((2, 3), (2, 1)),
        ),
        (
            "assert (X @ w > 0).all()",
            "    X @ w: (3, 5) @ (3, 1) fails",
            explain_product((3, 5), (3, 1)),
        ),
        (
            "while (X + v).any():\n    pass",
            "    X + v: (3, 5) + (3,) fails",
            explain_broadcast((3, 5), (3,)),
        ),
        (
            "dw = w * 2\ndw += X[:, 0]",
            "    dw += X[:, 0]: (3, 1) += (3,) fails",
            f"{explain_broadcast((3, 1), (3,))} But += writes into dw, which keeps its shape (3, 1).",
        ),
        (
            "c = X.reshape(4, 5)",
            "    X.reshape(4, 5): (3, 5) fails",
            "ValueError: cannot reshape array of size 15 into shape (4,5)",
        ),
        (
            "X[:, 0] = X * 2",
            "X[:, 0] = X * 2 fails",
            "ValueError: could not broadcast input array from shape (3,5) into shape (3,)",
        ),
        ("c = X + unknown", "c = X + unknown fails", "NameError: name 'unknown' is not defined"),
        (
            "v[X > 1]",
            "    v[X > 1]: (3,) fails",
            "IndexError: too many indices for array: array is 1-dimensional, but 2 were indexed",
        ),
        ("def f(x):\n    return x @ x\nc = f(X)", "    f(X): (3, 5) fails", "ValueError: matmul: "),
    ],
)
def test_the_operation_that_failed_is_told_with_the_rule(shells, cards, cell, line, why):
    words = told(shells, cards, cell)
    lines = words.splitlines()
    assert lines.count(line) == 1 and words.count("fails") == 1
    after = " ".join(part.strip() for part in lines[lines.index(line) + 1 :])
    assert after.replace("- ", "-").startswith(why) or f" {why}" in f" {after}"


@pytest.mark.parametrize(
    "cell",
    [
        "a = X + 1\nraise ValueError('mine')",
        "try:\n    X @ X\nexcept ValueError:\n    pass\nraise KeyError(1)",
    ],
)
def test_no_operation_is_blamed_for_an_error_of_another_line(shells, cards, cell):
    assert "fails" not in told(shells, cards, cell)


def test_an_operation_whose_error_was_caught_is_not_told_as_done(shells, cards):
    assert told(
        shells,
        cards,
        """
        for i in range(2):
            try:
                w += v
            except ValueError:
                X += 1
        try:
            w += v
        except ValueError:
            pass
        """,
    ) == text("""
        for i in range(2), rounds 1 to 2
            X += 1: (3, 5) float64
                X (3, 5) float64
                X += 1: (3, 5) += () -> (3, 5)""")


def test_the_card_stands_before_the_error(shells, monkeypatch):
    monkeypatch.setattr(trace, "display", lambda bundle, raw: print("THE CARD"))
    _, shown, _ = run(shells[0], "%%shapes\nX @ w")
    assert shown.stdout.index("THE CARD") < shown.stdout.index("ValueError")


def test_the_picture_says_in_its_alt_what_the_text_says_and_is_the_same_each_time(shells, cards):
    for _ in range(2):
        run(shells[0], "%%shapes\nZ = w.T @ X + b\nZ > 0.5 if '<&>' else 0\nX @ w")
    first, second = cards
    assert first == second
    assert set(first) == {"text/html", "image/svg+xml", "text/plain"}
    assert 'alt="Z = w.T @ X + b: (1, 5) float64' in first["text/html"]
    for words in ("(1, 3) @ (3, 5)", "\u2192 (1, 5)", "\u2717 fails"):
        assert words in first["image/svg+xml"]


def test_a_long_trace_is_cut_and_says_so(shells, cards):
    lines = told(shells, cards, "\n".join(f"c{k} = X * {k}" for k in range(100))).splitlines()
    assert len(lines) == trace.MOST_ROWS + 1
    assert lines[-1] == "240 more lines"


def test_a_cell_too_deep_to_rewrite_runs_without_a_trace(shells, cards):
    result, _, _ = run(shells[0], "%%shapes\n" + " + ".join(["X"] * 400))
    assert result.success and cards == []
    assert np.array_equal(result.result, 400 * np.arange(15.0).reshape(3, 5))


# The magic


def test_nothing_is_left_behind(shells, cards):
    assert not [name for name in vars(builtins) if "shapes" in name]
    before = set(dir(builtins)), shells[0].showtraceback, warnings.filters[:]
    for cell in ("X + 1", "X @ X"):
        run(shells[0], f"%%shapes\n{cell}")
    assert (set(dir(builtins)), shells[0].showtraceback, warnings.filters[:]) == before
    assert len(cards) == 2


def test_a_cell_that_runs_another_is_told_to_its_end(shells, cards):
    assert told(shells, cards, "get_ipython().run_cell('%%shapes\\nX + 1')\nc = X") == (
        "c = X: (3, 5) float64"
    )


def test_an_assignment_that_ends_a_cell_can_be_shown(shells, cards):
    for shell in shells:
        shell.ast_node_interactivity = "last_expr_or_assign"
    try:
        for cell in ("c = X * 2", "X += 1"):
            traced, plain = left(shells[0], f"%%shapes\n{cell}"), left(shells[1], f"'a'\n{cell}")
            assert traced == plain and "array" in plain["shown"]
    finally:
        for shell in shells:
            shell.ast_node_interactivity = "last_expr"


def test_other_cells_are_not_told(shells, cards):
    for cell in ("X + 1", "# %%shapes\nX + 1", "'%%shapes'[0]\nX + 1", "\n'a'\n%time X + 1"):
        assert run(shells[0], cell)[0].success
    assert cards == []


def test_it_is_registered_once(shells):
    before = len(shells[0].ast_transformers), len(shells[0].input_transformers_cleanup)
    trace.load_ipython_extension(shells[0])
    assert (len(shells[0].ast_transformers), len(shells[0].input_transformers_cleanup)) == before
    assert shells[0].find_cell_magic("shapes")


def test_it_can_be_called_as_a_function_too(shells, cards):
    result, _, _ = run(shells[0], "get_ipython().run_cell_magic('shapes', '', 'Z = X * 2')")
    assert result.success and len(cards) == 1 and "Z" in shells[0].user_ns
    result, _, _ = run(shells[0], "get_ipython().run_cell_magic('shapes', '', 'X @ X')")
    assert isinstance(result.error_in_exec, ValueError)


def test_words_behind_it_are_refused(shells, cards):
    _, shown, _ = run(shells[0], "%%shapes w\nX + 1")
    assert "%%shapes stands alone on its line, here it has 'w'" in shown.stderr
    assert cards == []
