"""What must hold of the evaluator: code that tells does what it does, and what it tells is true."""

import ast
import asyncio
import contextlib
import functools
import linecache
import traceback
import types
import warnings

import numpy as np
import pytest

from helpers.shapes.instrument import Code, followed, instrument
from helpers.shapes.lines import Line, Recorder
from helpers.shapes.walk import evaluate

FINE = """
call(1) + call(2) * X @ w.repeat(5, 1).T - call(3) ** call(2)
call(call(1) + X, call(2) * X, *[call(3)], named=call(4), **{'k': call(5)})
a = call(0) and call(X + 1), call(1) or call(X), 1 and X, call(2) if call(0) else call(3)
c = call(3) < call(2) < call(X * 2), 0 < call(X.sum()) < 1e9, not call(X).any()
d = (X > 2) & (X != 5) | (X <= w) ^ (X == 1), X is X, 3 in v, -b, +b, ~3, 7 >> 1

alias = X; X += 1; X *= w; X -= v[:, None]; X @= np.eye(5); X **= 2; X //= 3; X %= 7; X /= 2
k = 5; k <<= 2; k >>= 1; k |= 8; k &= 12; k ^= 1; same = alias is X; b += X
X[:, 0] += v; X[0, 1:3] *= 2; thing.w += 1; u = thing.w
rows = [X, X]; rows[call(0)] += call(1) * v[:, None]

n, m = X.shape; a, *rest = X * 2; (c, d), e = (v[:2] + 1), m; f = [*rest, *v]; g = h = X * 2
a: int = X[1:][:, call(1):call(3)] + X[call(0), ..., None, 0]
s = (Q := X * 2).sum() + Q; t = [Q := Q + 1 for _ in range(3)]
u = f'{X + 1!r:>5} {b:.2f} {b=}' + '%s' % X

f = lambda x, k=X * 2: x @ k.T; y = f(X), sorted([X, w], key=lambda x: x.size)
a = [x * 2 for x in X if x.sum() > call(2)], [[i * j for i in v] for j in v]
c = {k: X[k] for k in range(call(2))}, {float(x) for x in v * 2}, max(call(x.sum()) for x in X)
g = (x * 2 for x in X); d = next(g), next(g)

def made(k):
    def inner(x, /, *more, scale=2, **named):
        nonlocal k
        k += 1
        return [x * k * scale + part for part in more], named, repr(lambda: k)[:30]
    return inner
def factorial(n): return n * factorial(n - 1) if n else 1
inner = made(3)
y = inner(2, 4, 5, scale=3, z=1), inner(2), factorial(6)

for i, x in enumerate(X):
    for j in range(call(9)):
        if j in (1, 5): continue
        elif j > 6: break
        c = x * call(j)
    else: never = 1
else: done = call(7)
for x in X[:0]: never = 1

k = 0
while (X + call(k)).sum() < 300: k += 1
else: c = X + k
while True: break
while call(k) < 19: k += 1

for i in range(6):
    try: c = X @ w if i % 2 else X[i]
    except (ValueError, IndexError) as error: call(i)
    else: d = X + call(9)
    finally: call(-i)

with warnings.catch_warnings(), np.errstate(all='ignore'): c = X / 0
match X.shape:
    case (n, m) if n < m: c = X * n
assert X.shape == (3, 5), X @ X; del c
from math import pi
c = np.arange(6); c.resize((2, 3)); x = np.exp(np.array([1000.0])) * 2; warnings.warn('mine')
class Net:
    scale = X * 2
    def text(self): return '''a
    b'''
    def __call__(self, x, *more, k=2): return x * k, more, self.go(x)
    @classmethod
    def of(cls, x): return cls.__name__, x * 2
    @staticmethod
    def plain(x): return x * 3
    @property
    def half(self): return self.scale / 2
class More(Net):
    def go(self, x): return super().text(), __class__.__name__, x + self.half
net = More(); y = net(X, call(1), k=call(3)), net.text(), More.of(X), net.plain(X)
del net, Net, More

X[X > call(5)] = v[call(0)]; rows = [X, w]; rows[call(0)][call(1), :2] = X[0, :2] * 2
c = rows[0][:, X[0] > 3] = 7; u = not X.any(), not call(0), [1, 2, 3] * X.T, (1, 2) * 2

m = np.matrix([[1, 2]]) * np.matrix([[1], [2]]), np.ma.array([1, 2], mask=[0, 1]) + 1
names = sorted(locals())

def early(n):
    for i in range(n):
        try:
            while True: return i / 0
        finally:
            if i > 5: return i
            continue
    return -1
y = early(9), early(3)
"""
FAILS = """
X @ w
w += v
X.missing(call(1))
call(1) + unset; unset = 1
X += unset; unset = 1
X[:, 0] = X * 2
X[X @ X] = call(0)
X[:, 9] += call(2)
0 < X < call(1)
not X
[1, 2] + X
np.zeros(3, 1)
X.shape[call(2)]
a, c = X * 2
for i in range(60): c = call(i) * X[:, i // 11]
for i, j, k in X: pass
for i in call(5): pass
while X > 0: pass
assert (X < call(0)).any(), call(3)
early = lambda x, *, k: x; early(X)
np.exp(*X, unknown=1)
[x @ X for x in X]
sum(1 / x for x in [2, 1, 0])
(lambda x: x @ x)(X)
(lambda: 1)(2)
"""
FAILS = [
    *FAILS.strip().splitlines(),
    "Z = (X\n     .T\n     .reshape(3, 5).dot(X))",
    "def f(x, *, k): return x @ x\nf(X, k=call(1)) + call(2)",
    "class Net:\n    def go(self, x):\n        return x @ x\nNet().go(X)",
    "try: X @ X\nexcept ValueError as error: raise KeyError(1) from error",
]
BLOCKS = [*FINE.strip("\n").split("\n\n"), *FAILS]
RAN = "<what ran>"


def names():
    """New variables for a block."""

    def call(value, *more, **named):
        calls.append(value if np.ndim(value) == 0 else np.shape(value))
        return value

    calls, thing = [], types.SimpleNamespace(w=np.ones((2, 1)))
    X, w, v, b = np.arange(15.0).reshape(3, 5), np.array([[1.0], [2.0], [3.0]]), np.arange(3.0), 0.5
    return locals() | {"np": np, "warnings": warnings}


def outcome(source, recorder=None):
    """Values, calls, the error and the lines it came through, and warnings."""
    variables, nodes, error = names(), ast.parse(source).body, ()
    linecache.cache[RAN] = len(source), None, source.splitlines(True), RAN
    if recorder:
        nodes, top = instrument(nodes, Code(source, "", variables), recorder)
        recorder.follow = functools.cache(lambda function: followed(function, recorder))
        recorder.enter(top)
    code = compile(ast.fix_missing_locations(ast.Module(nodes, [])), RAN, "exec")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            with recorder.listening() if recorder else contextlib.nullcontext():
                exec(code, variables)
        except Exception as raised:
            frames = traceback.extract_tb(raised.__traceback__)
            where = [(frame.lineno, frame.name) for frame in frames if frame.filename == RAN]
            error = type(raised), str(raised), where, len(frames)
    return seen(variables), error, [(each.lineno, str(each.message)) for each in warned]


def seen(value):
    if isinstance(value, np.ndarray):
        return type(value), value.shape, value.dtype, value.tobytes(), value.strides
    if isinstance(value, dict):
        return {key: seen(part) for key, part in value.items() if str(key)[:2] != "__"}
    if isinstance(value, list | tuple):
        return type(value), [seen(part) for part in value]
    return value if isinstance(value, int | float | str) else type(value).__name__


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("inside", [False, True], ids=["cell", "function"])
def test_code_that_tells_does_what_it_does(block, inside):
    body, given = block.replace("\n", "\n    "), ", ".join(names())
    function = f"def block({given}):\n    {body}\n    return locals()\nresult = block({given})"
    source, recorder = function if inside else block, Recorder()
    plain = outcome(source)
    assert outcome(source, recorder) == plain
    assert bool(plain[1]) is (block in FAILS)
    assert not inside or recorder.blocks[0].entries[-1].calls  # it was followed


def slopes(X, A):
    dw = np.zeros((2, 1))
    for i in range(9):
        x_i = np.sign(X[:, i : i + 1]) * A[0, i]  # no 5
        dw += x_i
    return dw


def test_lines_are_told_with_values_and_of_a_loop_the_first_iterations_and_the_one_that_fails():
    recorder = Recorder()
    made = followed(slopes, recorder)
    with pytest.raises(IndexError), recorder.listening():
        made.run(np.ones((2, 9)), np.ones((1, 5)))
    first, head, loop = made.top.entries
    assert (first.number, first.kind, first.words) == (2, "assigned", "dw = np.zeros((2, 1))")
    assert (first.result, first.value.tolist()) == ("(2, 1) float64", [[0], [0]])
    assert (head.kind, head.words) == ("tested", "for i in range(9)")
    assert list(loop.iterations) == [1, 2, 3, 6] and loop.count == 6
    adding = loop.iterations[2][1]
    assert adding.names == {"dw": "(2, 1) float64", "x_i": "(2, 1) float64"}
    assert adding.value.tolist() == [[2], [2]]
    assert loop.iterations[6][0].why.startswith("There is no 5 on axis 1")


@pytest.mark.parametrize(
    "function", [ast.walk, asyncio.sleep, lambda: 1, np.sum, functools.cache(slopes), Line]
)
def test_what_waits_or_has_no_source_is_not_followed(function):
    assert followed(function, Recorder()) is None


def test_the_operations_of_an_expression_are_told_and_why_one_failed():
    value, operations = evaluate("np.stack([v] * 12).sum(axis=1).dot(np.add(v, w[0])[:2])", names())
    loud = [each for each in operations if not each.quiet]
    assert [f"{each.operands} -> {each.result}" for each in loud] == [
        "[(3,)] * () -> 12 arrays of shape (3,)",
        "12 arrays of shape (3,) -> (12, 3)",
        "(12, 3) -> (12,)",
        "(3,), (1,) -> (3,)",
        "(12,), (2,) -> None",
    ]
    assert isinstance(value, ValueError) and loud[-1].why.startswith("(12,) @ (2,)")
    assert loud[2].explain().shape == (12,)
    _, (other,) = evaluate("np.add(v, v, out=w)", names())
    assert other.why.startswith("ValueError: non-broadcastable output")  # though the shapes fit
