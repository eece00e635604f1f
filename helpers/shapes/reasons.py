"""Why an expression gives what it gives, and what it would give with one operation changed."""

import ast
import itertools

from helpers.shapes.operation import REDUCTIONS

# How else two arrays could be put together, the nearest first: p and q as they are; P and Q turned,
# that is without .T, with .T, or as a column; U and V turned only if they end in .T.
OTHERS = {
    "@": "p @ Q, P @ q, p * q, U * q, p * V, U @ Q, P @ V, q @ p",
    "*": "p * Q, P * q, p @ q, p @ Q, P @ q",
}
# Where to look, for each kind of rule, before the answer is told.
LOOK = {
    "broadcasting": "Write the shapes under each other, from the right: {operands}. Do two lengths "
    "meet that are the same, or a 1?",
    "element-wise": "Equal shapes meet entry by entry, and a number meets every entry: {operands}.",
    "product": "Look at {operands}: the two lengths in the middle meet.",
    "reduction": "The axis that is named goes; where none is named, all go: {operands}.",
    "keepdims": "With keepdims=True no axis goes: one that is taken together has length 1.",
    "index": "A single index drops its axis, a slice keeps it, and its end is not included.",
    "transpose": ".T turns the axes round, where there are two: {operands}.",
    "reshape": "All numbers stay, row by row: how many are there?",
    "join": "Along one axis the lengths are added up, along the others they need to be equal.",
    "sizes": "The shape is one argument, the first.",
    "nan": "Work out each part by itself: how large does it get?",
    "error": "Does every part of it exist, and can it be computed?",
    "shape": "How many rows are there, and how many columns?",
    "number": "Work out each part by itself, in the order in which Python does.",
}
NAMES = {
    "broadcast": "broadcasting",
    "length": "shape",
}  # of explain_broadcast and so on, where they differ


def kind_of(operation):
    """Which rule explains an operation: a key of LOOK, or None where none does."""
    if not operation or not operation.explain:
        return None
    explain, shapes = operation.explain, operation.explain.args
    name = explain.func.__name__.removeprefix("explain_")
    if name == "broadcast" and (len(set(shapes)) < 2 or () in shapes):
        return "element-wise"
    if name == "reduction" and shapes[2]:
        return "keepdims"
    return NAMES.get(name, name)


def rule(operation, whole):
    """What an operation of the expression `whole` does or why it failed, in one sentence; or ""."""
    explained = operation.explain and operation.explain()
    if explained is None or (operation.why and explained.shape is not None):
        return operation.why  # an error of another kind
    if operation.words == whole:
        return str(explained)
    return f"In {operation.words}, {explained[0].lower()}{explained[1:]}"


def outermost(operations):
    """The outermost operation that has a rule and gives the whole's shape, or None."""
    shaping = (each for each in reversed(operations) if each.result == operations[-1].result)
    return next((each for each in shaping if rule(each, "")), None)


def alternatives(expression, operations):
    """Pairs (operation, expression with that operation changed), the innermost operation first.

    `expression` is one line as `ast.unparse` writes it, `operations` are those of its walk.
    """
    for operation in (each for each in operations if each.explain):
        for changed in _changes(operation.node, operation.symbol, operation.shapes):
            plain = _with(expression, operation.node, changed)
            if plain != expression:
                yield operation, plain


def regrouped(expression):
    """The expression with other brackets, or with the sides of a -, / or ** exchanged."""
    for node in ast.walk(ast.parse(expression)):
        match node:
            case ast.BinOp(left=p, op=op, right=q):
                others = []
                if isinstance(p, ast.BinOp):
                    others.append(ast.BinOp(p.left, p.op, ast.BinOp(p.right, op, q)))
                if isinstance(q, ast.BinOp):
                    others.append(ast.BinOp(ast.BinOp(p, op, q.left), q.op, q.right))
                if isinstance(op, ast.Sub | ast.Div | ast.Pow):
                    others.append(ast.BinOp(q, op, p))
                for other in others:
                    yield _with(expression, node, ast.unparse(other))


def _with(expression, node, changed):
    """The expression with other words in the place of a node."""
    source = expression.encode()
    whole = source[: node.col_offset] + f"({changed})".encode() + source[node.end_col_offset :]
    return ast.unparse(ast.parse(whole.decode(), mode="eval"))


def _changes(node, symbol, shapes):
    """Other sources for the node of an operation, the nearest first."""
    match node:
        case ast.BinOp(left=p, right=q) | ast.Compare(left=p, comparators=[q]):
            if len(shapes) == 2 and (all(shapes) or symbol == "@"):
                forms = _forms(p, shapes[0]) + _forms(q, shapes[1])
                letters = str.maketrans(dict(zip("pPUqQV", forms, strict=True)))
                others = OTHERS.get(symbol, f"p {symbol} Q, P {symbol} q").split(", ")
                return [other.translate(letters) for other in others]
        case ast.Attribute(attr="T"):
            return [_forms(node, shapes[0])[1]]
        case ast.Subscript(value=array, slice=index):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            others = _indices([ast.unparse(part) for part in parts])
            return [f"({ast.unparse(array)})[{', '.join(other)}]" for other in others]
        case ast.Call(func=ast.Attribute(attr=name)) if name in REDUCTIONS:
            return _reductions(node, len(shapes[0]))
    return []


def _forms(node, shape):
    """Sources of an array: as it is, turned, and turned only if it ends in .T."""
    plain = f"({ast.unparse(node)})"
    has_t = isinstance(node, ast.Attribute) and node.attr == "T"
    turned = f"({ast.unparse(node.value)})" if has_t else f"{plain}.T"
    if len(shape) == 1:
        turned = f"{turned.removesuffix('.T')}.reshape({shape[0]}, 1)"
    return plain, turned, turned if has_t else plain


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
    """The same reduction with and without keepdims, over the other axes; a sum for a mean."""
    args = [ast.unparse(arg) for arg in call.args]
    named = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    array = [args.pop(0)] if ast.unparse(call.func.value) == "np" else []
    first = named.get("axis", args[0] if args else "None")
    others = dict.fromkeys([first, "None", *map(str, range(axes))])
    for axis, keepdims in itertools.product(others, (False, True)):
        options = [f"axis={axis}"] * (axis != "None") + ["keepdims=True"] * keepdims
        yield f"{ast.unparse(call.func)}({', '.join([*array, *options])})"
    if other := {"sum": "mean", "mean": "sum"}.get(call.func.attr):
        given = ast.unparse(call).removeprefix(ast.unparse(call.func))
        yield f"({ast.unparse(call.func.value)}).{other}{given}"
