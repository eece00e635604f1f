"""Why an expression gives what it gives, and what it would give with one operation changed."""

import ast
import difflib
import itertools
import re

import numpy as np

from helpers.shapes.explain import REDUCTIONS

# How else two arrays could be put together, the nearest first of those that cost the same: p and q
# as they are; P and Q turned, that is without .T, with .T, or as a column; U and V turned only if
# they end in .T; C as a column and R as a row.
OTHERS = {
    "@": "p @ Q, P @ q, p * q, U * q, p * V, U @ Q, P @ V, q @ p",
    "@ of one axis": "C @ R, p * q",
    "*": "p * Q, P * q, p @ q, p @ Q, P @ q",
    "-": "p - Q, P - q, q - p",
}
# Functions that do what an operator does.
SIGNS = {"dot": "@", "matmul": "@", "multiply": "*", "add": "+", "subtract": "-", "divide": "/"}
# What functions do that have no rule of their own.
DOES = {
    "ravel": "ravel lays all entries in one axis",
    "flatten": "flatten lays all entries in one axis",
    "squeeze": "squeeze drops axes of length 1",
    "expand_dims": "expand_dims puts in an axis of length 1",
    "transpose": "transpose puts the axes in another order",
    "outer": "np.outer multiplies each entry of the first with each of the second",
    "cumsum": "cumsum gives the sum so far, an entry for each",
    "len": "len counts along axis 0",
}
# What is one change to a reader, whatever its length.
SHORT = [(r"\.reshape\([^)]*\)", ".T"), (r"(, )?keepdims=True", "k")]


def rule(operation, whole):
    """What an operation of the expression `whole` does or why it failed, in one sentence; or ""."""
    explained = operation.explain and operation.explain()
    if operation.why and (explained is None or explained.shape is not None):
        return operation.why  # an error of another kind
    words = str(explained or _done(operation))
    if words and isinstance(operation.node, ast.Compare) and not operation.why:
        words = f"One answer for each entry: {words[0].lower()}{words[1:]}"
    if not words or operation.words == whole:
        return words
    return f"In {operation.words}, {words[0].lower()}{words[1:]}"


def _done(operation):
    """What a function did that has no rule of its own, or ""."""
    func = getattr(operation.node, "func", None)
    name, given = getattr(func, "attr", getattr(func, "id", "")), operation.shapes
    function = getattr(np, name, None)
    if isinstance(function, np.ufunc) and function.nin == 1:
        return f"np.{name} works entry by entry, so shape {operation.result} stays."
    if name not in DOES or not given:
        return ""
    gives = "becomes" if len(given) == 1 else "give"
    number = "" if operation.result else ", a number"
    return f"{DOES[name]}: {' and '.join(map(str, given))} {gives} {operation.result}{number}."


def outermost(operations, whole):
    """The rule of the outermost operation that has one and gives the whole's shape, or "".

    One that meets numbers or nothing keeps its shape, and is no reason where there is another.
    """
    shaping = [each for each in reversed(operations) if each.result == operations[-1].result]
    shaping.sort(key=lambda each: [shape for shape in each.shapes if shape] == [each.result])
    return next(filter(None, (rule(each, whole) for each in shaping)), "")


def alternatives(expression, operations):
    """[(operation, expression with that operation changed)], the nearest first.

    Near is what changes few letters, and is inside few operations. A sign is of none: None.
    `expression` is one line as `ast.unparse` writes it, `operations` are those of its walk.
    """
    ways, costs = {}, {}
    for operation, node, changed in _changed(expression, operations):
        source, (start, end) = expression.encode(), _span(node)
        whole = (source[:start] + f"({changed})".encode() + source[end:]).decode()
        plain = ast.unparse(ast.parse(whole, mode="eval"))
        spans = (_span(other.node) for other in operations)
        cost = sum(first <= start and end <= last for first, last in spans)
        cost += _letters(expression, plain)
        ways.setdefault(plain, operation)
        costs[plain] = min(cost, costs.get(plain, cost))
    return [(ways[way], way) for way in sorted(ways, key=costs.get) if way != expression]


def _span(node):
    return node.col_offset, node.end_col_offset


def _letters(one, other):
    """How many letters differ."""
    for long, short in SHORT:
        one, other = re.sub(long, short, one), re.sub(long, short, other)
    codes = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in codes if kind != "equal")


def _changed(expression, operations):
    """(operation, a node of the expression, another source for it)."""
    idle = [each for each in operations if _is_idle(each)]
    for operation in (each for each in operations if each.explain):
        for changed in _changes(operation.node, operation.symbol, operation.shapes):
            at = (each for each in idle if any(each.node is part for part in operation.parts))
            yield next(at, operation), operation.node, changed
    tree = ast.parse(expression, mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield None, node, ast.unparse(node.operand)
    yield None, tree, f"-({expression})"


def _is_idle(operation):
    """Whether it is .T of an array with one axis, which people take for a column."""
    is_t = isinstance(operation.node, ast.Attribute) and operation.node.attr == "T"
    return is_t and len(operation.result or ()) == 1


def _changes(node, symbol, shapes):
    """Other sources for the node of an operation."""
    match node:
        case ast.BinOp(left=p, right=q) | ast.Compare(left=p, comparators=[q]):
            return _put_together(p, q, symbol, shapes)
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=given) if name in SIGNS:
            return _put_together(*[owner, *given][-2:], SIGNS[name], shapes)
        case ast.Attribute(attr="T"):
            return [_forms(node, shapes[0])[1]]
        case ast.Subscript(value=array, slice=index):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            others = _indices([ast.unparse(part) for part in parts])
            return [f"({ast.unparse(array)})[{', '.join(other)}]" for other in others]
        case ast.Call(func=ast.Attribute(attr=name)) if name in REDUCTIONS:
            return _reductions(node, len(shapes[0]))
    return []


def _put_together(p, q, symbol, shapes):
    """Other sources for `p symbol q`, of operands with these shapes."""
    if len(shapes) != 2 or not all(shapes) and symbol not in "@-":
        return []
    forms = [*_forms(p, shapes[0])[:4], *_forms(q, shapes[1])]
    letters = str.maketrans(dict(zip("pPUCqQV_R", forms, strict=True)))
    if max(map(len, shapes)) == 1 and symbol == "@":
        symbol = "@ of one axis"
    others = OTHERS.get(symbol, f"p {symbol} Q, P {symbol} q").split(", ")
    return [other.translate(letters) for other in others]


def _forms(node, shape):
    """Sources of an array: as it is, turned, turned only if it ends in .T, a column, a row."""
    has_t = isinstance(node, ast.Attribute) and node.attr == "T"
    plain, bare = f"({ast.unparse(node)})", f"({ast.unparse(node.value if has_t else node)})"
    turned, column, row = bare if has_t else f"{bare}.T", plain, plain
    if len(shape) == 1:
        turned = column = f"{bare}.reshape({shape[0]}, 1)"
        row = f"{bare}.reshape(1, {shape[0]})"
    return plain, turned, turned if has_t else plain, column, row


def _indices(parts):
    """The parts of an index, one of them changed, or in the other order."""
    for place, part in enumerate(parts):
        for other in _kept_or_dropped(part):
            yield [*parts[:place], other, *parts[place + 1 :]]
    yield [":", *parts] if len(parts) == 1 else parts[::-1]


def _kept_or_dropped(part):
    """A slice for a single index, and the other way round; a slice that includes its end."""
    start, colon, end = part.partition(":")
    if not colon:
        yield f"{part}:{_after(part)}"
    if end == _after(start or "0"):
        yield start or "0"
    if end.isdigit():
        yield f"{start}:{_after(end)}"


def _after(index):
    return str(int(index) + 1) if index.isdigit() else f"{index} + 1"


def _reductions(call, axes):
    """The same reduction with and without keepdims, and over the other axes."""
    args = [ast.unparse(arg) for arg in call.args]
    named = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    array = [args.pop(0)] if ast.unparse(call.func.value) == "np" else []
    first = named.get("axis", *args[:1] or ["None"])
    others = dict.fromkeys([first, "None", *map(str, range(axes))])
    for axis, keepdims in itertools.product(others, (False, True)):
        options = [f"axis={axis}"] * (axis != "None") + ["keepdims=True"] * keepdims
        yield f"{ast.unparse(call.func)}({', '.join([*array, *options])})"
