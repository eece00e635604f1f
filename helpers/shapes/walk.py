"""One evaluator: the value of an expression, part by part, and what each operation worked on.

It evaluates the parts that Python would, once each and in the same order, by Python itself: values,
errors and warnings are the expression's own. What it cannot follow it evaluates whole.
"""

import ast
import copy
import itertools
from dataclasses import dataclass

import numpy as np

from helpers.shapes.explain import rule_of

_SYMBOLS = "Add + Sub - Mult * Div / MatMult @ Pow ** FloorDiv // Mod % BitAnd & BitOr | BitXor ^ "
_SYMBOLS += "Gt > GtE >= Lt < LtE <= Eq == NotEq !="
SYMBOLS = dict(
    zip(_SYMBOLS.split()[::2], _SYMBOLS.split()[1::2], strict=True)
)  # by the name of the node
NUMBERS = (int, float, complex, np.number, np.bool)
# What is evaluated by parts: the fields that hold them, in the order in which Python looks.
PARTS = {
    ast.BinOp: ("left", "right"),
    ast.Compare: ("left", "comparators"),
    ast.UnaryOp: ("operand",),
    ast.Subscript: ("value", "slice"),
    ast.Attribute: ("value",),
    ast.Slice: ("lower", "upper", "step"),
    ast.Tuple: ("elts",),
    ast.List: ("elts",),
    ast.Call: ("func", "args", "keywords"),
    ast.AugAssign: ("target", "value"),
}
QUIET = (ast.UnaryOp, ast.Subscript, ast.Attribute)  # inside another operation not worth a row
MOST_LISTED = 9  # shapes of a list of arrays


def shape_of(value):
    """The shape of an array, () of a number, a list of the shapes of several arrays; else None."""
    if isinstance(value, np.ndarray):
        return np.ndarray.shape.__get__(value)  # whatever a subclass does
    if isinstance(value, NUMBERS):
        return ()
    if type(value) in (list, tuple) and len(value) <= MOST_LISTED:
        shapes = [shape_of(part) for part in value]
        if None not in shapes and any(isinstance(part, np.ndarray) for part in value):
            return shapes
    return None


def in_words(value):
    """An array, a number or a tuple of these in words, such as "(2, 3) int64"; else ""."""
    parts = value if type(value) is tuple else (value,)
    if not all(isinstance(part, (np.ndarray, *NUMBERS)) for part in parts):
        return ""
    return ", ".join(
        f"{shape_of(part)} {part.dtype}" if isinstance(part, np.ndarray) else "number"
        for part in parts
    )


@dataclass
class Operation:
    """An operator, an index or a call: its words, the shapes it worked on, the shape it gave.

    `result` is None where it failed, and `why` says why. `explain` gives the rule's words, or None.
    """

    words: str
    symbol: str
    shapes: list
    explain: object
    quiet: bool
    node: ast.AST
    result: object = None
    why: str = ""

    @property
    def operands(self):
        """The shapes in words: (2, 3) @ (3, 1)."""
        between = ", " if self.symbol == "," else f" {self.symbol} "
        return between.join(map(str, self.shapes))


class Walk:
    """Evaluates expressions in `scope`, a dict, and notes their operations, the innermost first.

    `words` gives a node's text, `file` is where errors and warnings say they come from, and `enter`
    is asked for another function in the place of each one that is called by its name.
    """

    def __init__(self, scope, words=ast.unparse, file="<expression>", enter=None):
        self.scope, self.words, self.file, self.enter = scope, words, file, enter
        self.operations, self.names = [], {}

    def value(self, node, part_of=None):
        """The node's value; `part_of` is the operation that it is an operand of."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                value = self.whole(node)
                if part_of is not None and in_words(value):
                    self.names[name] = in_words(value)
                return value
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.value(body if self.value(test) else orelse)
            case ast.BoolOp(op=op, values=parts):
                return self.first(parts, isinstance(op, ast.Or))
            case ast.Compare(ops=[_, _, *_]) | ast.UnaryOp(op=ast.Not()):
                return self.whole(node)  # stops where it is decided; is no operation on arrays
        parts = _parts(node)
        if parts is None:
            return self.whole(node)
        values = [self.value(part, node) for part in parts]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and self.enter:
            values[0] = self.enter(values[0])
        return self.operation(node, values, part_of)

    def first(self, parts, wanted):
        """The first of the parts that is True (or False), as `or` (or `and`) takes it."""
        for part in parts:
            value = self.value(part)
            if bool(value) is wanted:
                break
        return value

    def whole(self, node):
        """A node that is not followed, by Python alone."""
        return eval(_code(node, lambda: node, self.file), self.scope)

    def operation(self, node, values, part_of):
        """The node's value from those of its parts; noted where an array takes part."""
        if not _works_on_arrays(node, values):
            return self.run(node, values)
        quiet = isinstance(node, QUIET) and part_of is not None
        shapes = [shape_of(value) for value in _operands(node, values)]
        made = Operation(
            self.words(node),
            _symbol(node),
            [s for s in shapes if s is not None],
            rule_of(node, values),
            quiet,
            node,
        )
        count = len(self.operations)
        try:
            value = self.run(node, values)
        except Exception as error:
            if not any(inner.why for inner in self.operations[count:]):
                made.why, made.quiet = why(error, made), False
                self.operations.append(made)
            raise
        made.result = in_words(value) if type(value) is tuple else shape_of(value)
        if made.result not in (None, ""):
            self.operations.append(made)
        return value

    def run(self, node, values):
        """What Python gives for the node with these values in the place of its parts."""
        if isinstance(node, ast.Slice):
            return slice(*values)
        parts = {f"part {place}": value for place, value in enumerate(values)}
        code = _code(node, lambda: _reduced(node), self.file)
        value = eval(code, self.scope, parts)
        return parts["part 0"] if isinstance(node, ast.AugAssign) else value


def evaluate(expression, names):
    """(value, operations) of an expression given as text; value is the exception where it fails."""
    walk = Walk({"np": np, **names})
    try:
        with np.errstate(all="ignore"):
            return walk.value(ast.parse(expression.strip(), mode="eval").body), walk.operations
    except Exception as error:
        return error, walk.operations


def why(error, operation=None):
    """Why it failed: the rule that the operation broke, or else the error's own first line."""
    explained = operation.explain() if operation and operation.explain else None
    if explained is not None and explained.shape is None:
        return str(explained)
    try:
        return f"{type(error).__name__}: {error}".splitlines()[0]
    except Exception:
        return type(error).__name__


def _parts(node):
    """The parts of a node that are evaluated by themselves, or None where it is not followed."""
    if type(node) not in PARTS:
        return None
    parts = []
    for name in PARTS[type(node)]:
        part = getattr(node, name)
        if name == "func" and isinstance(part, ast.Attribute):
            part = part.value  # the method belongs to the call
        if name == "target":
            part = ast.copy_location(ast.Name(part.id, ast.Load()), part)
        parts += part if isinstance(part, list) else [part or ast.Constant(None)]
    parts = [part.value if isinstance(part, ast.keyword) else part for part in parts]
    unpacked = any(isinstance(part, ast.Starred) for part in parts)
    unpacked |= any(keyword.arg is None for keyword in getattr(node, "keywords", ()))
    return None if unpacked else parts


def _reduced(node):
    """The node with names in the place of its parts: part 0, part 1 and so on."""
    made, numbers = copy.copy(node), itertools.count()

    def named(part):
        if isinstance(part, list):
            return [named(each) for each in part]
        if isinstance(part, ast.keyword):
            return ast.copy_location(ast.keyword(part.arg, named(part.value)), part)
        context = (
            ast.Store() if isinstance(node, ast.AugAssign) and part is node.target else ast.Load()
        )
        return ast.copy_location(ast.Name(f"part {next(numbers)}", context), part)

    for field in PARTS[type(node)]:
        part = getattr(node, field)
        if field == "func" and isinstance(part, ast.Attribute):
            made.func = copy.copy(part)
            made.func.value = named(part.value)
        else:
            setattr(made, field, named(part))
    return made


def _code(node, make, file):
    """Code for what `make` gives, compiled once for each node."""
    if not hasattr(node, "code"):
        made = make()
        expression = isinstance(made, ast.expr)
        whole = ast.Expression(made) if expression else ast.Module([made], [])
        node.code = compile(whole, file, "eval" if expression else "exec")
    return node.code


def _works_on_arrays(node, values):
    if isinstance(node, ast.Tuple | ast.List | ast.Slice):
        return False  # it only holds them
    if isinstance(node, ast.Attribute) and node.attr not in ("T", "mT"):
        return False
    return any(
        isinstance(value, np.ndarray) or isinstance(shape_of(value), list) for value in values
    )


def _symbol(node):
    op = node.ops[0] if isinstance(node, ast.Compare) else getattr(node, "op", None)
    return SYMBOLS.get(type(op).__name__, ",") + "=" * isinstance(node, ast.AugAssign)


def _operands(node, values):
    """The values that the operation works on: no index, no function, no plain number of a call."""
    if isinstance(node, ast.Subscript):
        return values[:1]
    if not isinstance(node, ast.Call):
        return values
    owner, *given = values
    method = isinstance(owner, np.ndarray)
    plain = [method or isinstance(part, ast.Constant) for part in node.args]
    plain += [True] * len(node.keywords)
    arrays = [
        v
        for v, numbers_count_not in zip(given, plain, strict=True)
        if shape_of(v) != () or not numbers_count_not or isinstance(v, np.ndarray)
    ]
    return [owner] * method + arrays
