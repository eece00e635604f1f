"""Why an answer is right, or where it parts from the truth: one operation that worked otherwise."""

import ast
import itertools

from helpers.shapes.answers import in_words, is_same, read_answer
from helpers.shapes.explain import REDUCTIONS


def rule(operation, whole):
    """What an operation of the expression `whole` does or why it failed, in one sentence; or ""."""
    explained = operation.explain and operation.explain()
    if explained is None or (operation.why and explained.shape is not None):
        return operation.why  # an error of another kind
    if operation.words == whole:
        return str(explained)
    return f"In {operation.words}, {explained[0].lower()}{explained[1:]}"


def outermost(operations, whole):
    """The rule of the outermost operation that has one and gives the whole's shape, or ""."""
    shaping = (each for each in reversed(operations) if each.result == operations[-1].result)
    return next(filter(None, (rule(each, whole) for each in shaping)), "")


def parting(typed, operations, others):
    """(operation, sentence): the first operation that explains a wrong answer, and how.

    `others` are `alternatives`, each with what it gives, as from `answer_of`. (None, "") where no
    operation explains it.
    """
    given = read_answer(typed)
    if isinstance(given, str):  # an error: where two shapes differ, and fit
        unequal = (each for each in operations if len(set(map(str, each.shapes)) - {"()"}) > 1)
        return next(unequal, None), ""
    for operation, words, *answer in others:
        if not isinstance(given, bool) and is_same(typed, *answer):
            said = "A number" if isinstance(given, tuple) and not given else in_words(given)
            return operation, f"{said} would be {words}."
    for operation in operations if isinstance(given, tuple) and given else ():
        nodes = _operands(operation.node) if operation.explain else []
        aligned = len(nodes) == len(operation.shapes)  # a list of numbers has no shape
        if aligned and given in operation.shapes and operation.result not in (None, given):
            node = nodes[operation.shapes.index(given)]
            return operation, f"{given} is the shape of {ast.unparse(node)}."
    return None, ""


def _operands(node):
    match node:
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            return [left, right]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"))):
            return node.args
        case ast.Call(func=ast.Attribute(value=array)):
            return [array]
        case ast.Attribute(value=array) | ast.Subscript(value=array):
            return [array]
    return []


def alternatives(expression, operations):
    """Pairs (operation, expression with that operation changed), the innermost operation first.

    `expression` is one line as `ast.unparse` writes it, `operations` are those of its walk.
    """
    source = expression.encode()
    for operation in (each for each in operations if each.explain):
        start, end = operation.node.col_offset, operation.node.end_col_offset
        for changed in _changes(operation.node, operation.symbol, operation.shapes):
            whole = (source[:start] + f"({changed})".encode() + source[end:]).decode()
            plain = ast.unparse(ast.parse(whole, mode="eval"))
            if plain != expression:
                yield operation, plain


def _changes(node, symbol, shapes):
    """Other sources for the node of an operation, the nearest first."""
    match node:
        case ast.BinOp() | ast.Compare() if len(shapes) == 2:
            return _pairs(node, symbol, shapes)
        case ast.Attribute(attr="T"):
            return [_turned(node, shapes[0])]
        case ast.Subscript(value=array, slice=index):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            return [f"({ast.unparse(array)})[{', '.join(other)}]" for other in _indices(parts)]
        case ast.Call(func=ast.Attribute(attr=name)) if name in REDUCTIONS:
            return _reductions(node, len(shapes[0]))
    return []


def _turned(node, shape):
    """The array transposed, or as a column; without its .T, where it has one."""
    words = f"({ast.unparse(node.value if _is_turned(node) else node)})"
    if len(shape) == 1:
        return f"{words}.reshape({shape[0]}, 1)"
    return words if _is_turned(node) else f"{words}.T"


def _is_turned(node):
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _pairs(node, symbol, shapes):
    """* in the place of @, or @ of *; an operand turned, the .T on the other one, or the order."""
    nodes = _operands(node)
    left, right = (f"({ast.unparse(each)})" for each in nodes)
    turned_left, turned_right = map(_turned, nodes, shapes)
    turned = [(turned_left, right), (left, turned_right)] if all(shapes) else []
    undone = [pair for pair, each in zip(turned, nodes, strict=False) if _is_turned(each)]
    if len(shapes[1]) == 1:  # first the one that becomes a column
        turned.reverse()
    found = [(symbol, *pair) for pair in turned]
    if symbol == "@":
        found += [("*", *pair) for pair in [(left, right), *undone]]
        found += [("@", turned_left, turned_right)] * bool(undone) + [("@", right, left)]
    if symbol == "*":
        found += [("@", *pair) for pair in [(left, right), *turned]]
    return [f"{one} {sign} {other}" for sign, one, other in found]


def _indices(parts):
    """The parts of the index, one of them changed, or in the other order."""
    words = [ast.unparse(part) for part in parts]
    for place, part in enumerate(parts):
        for other in _kept_or_dropped(part):
            yield [*words[:place], other, *words[place + 1 :]]
    yield [":", *words] if len(words) == 1 else words[::-1]


def _kept_or_dropped(part):
    """A slice for a single index, and the other way round; a slice that includes its end."""
    match part:
        case ast.Constant(value=int(index)) if type(index) is int:
            yield f"{index}:{index + 1}"
        case ast.Name(id=name):
            yield f"{name}:{name} + 1"
        case ast.Slice(lower=lower, upper=ast.Constant(value=int(end)), step=None):
            start = ast.unparse(lower) if lower else ""
            if (start or "0") == str(end - 1):
                yield start or "0"
            yield f"{start}:{end + 1}"


def _reductions(call, axes):
    """The same reduction with and without keepdims, and over the other axes."""
    args = [ast.unparse(arg) for arg in call.args]
    named = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    array = [args.pop(0)] if ast.unparse(call.func.value) == "np" else []
    first = named.get("axis", *args[:1] or ["None"])
    for axis, keepdims in itertools.product(
        dict.fromkeys([first, "None", *map(str, range(axes))]), (False, True)
    ):
        options = [f"axis={axis}"] * (axis != "None") + ["keepdims=True"] * keepdims
        yield f"{ast.unparse(call.func)}({', '.join([*array, *options])})"
