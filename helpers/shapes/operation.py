"""An operation on arrays: its words, the shapes it worked on and gave, and why it failed."""

import ast
import contextlib
from dataclasses import dataclass, field, replace

from helpers.shapes.explain import rule_of
from helpers.shapes.values import has_array, in_words, is_array, is_number, read_shape, shape_of

REPEATED = (ast.UnaryOp, ast.Subscript, ast.Attribute)  # quiet where the next one shows the shape


@dataclass(eq=False)
class Operation:
    """An operator, an index or a call: its words, the shapes it worked on, the shape it gave.

    `result` is None where it failed, and `why` says why. `explain` gives the rule's words, or None.
    It is `quiet` where it works on no array, or where the next operation repeats its shape.
    """

    words: str
    symbol: str
    node: ast.AST
    parts: list  # of the node: what it works on, and what tells how
    last: int  # the part that is evaluated last
    quiet: bool = False
    operands_of: list = ()  # the parts that are operands
    shapes: list = ()
    explain: object = None
    result: object = None
    why: str = ""

    @property
    def operands(self):
        """The shapes in words: (2, 3) @ (3, 1)."""
        between = ", " if self.symbol == "," else f" {self.symbol} "
        return between.join(map(str, self.shapes))

    def begin(self, values):
        """(the operation with these values of its parts, the names among them in words)."""
        operands = _operands(self.node, self.parts, values)
        parts = [part for part, _ in operands]
        is_operator = isinstance(self.node, ast.BinOp | ast.Compare | ast.AugAssign)
        beside = is_operator and any(map(is_array, values))
        shapes = [(read_shape if beside else shape_of)(value) for _, value in operands]
        names = dict(_named(operands, shapes))
        shapes = [shape for shape in shapes if shape is not None]
        begun = replace(self, operands_of=parts, shapes=shapes, explain=rule_of(self.node, values))
        begun.quiet = not any(map(has_array, values))
        return begun, names


@dataclass(eq=False)
class Notes:
    """What was seen: operations, the innermost first, and {name: the array or number, in words}."""

    operations: list = field(default_factory=list)
    names: dict = field(default_factory=dict)
    begun: Operation = None  # has its operands, and no result yet

    @property
    def broken(self):
        """The rule that an operation broke, in words, or ""."""
        return next((each.why for each in self.operations if each.why), "")

    def add(self, operation):
        """An operation is over."""
        for before in self.operations:
            shown = any(before.node is part for part in operation.operands_of)
            before.quiet |= shown and isinstance(before.node, REPEATED)
        self.operations.append(operation)

    def fail(self, error):
        """The operation that has begun failed; returns why, in words."""
        if self.begun:
            self.begun.why, self.begun.quiet = why(error, self.begun), False
            self.add(self.begun)
        return self.begun.why if self.begun else why(error)


def why(error, operation=None):
    """Why it failed: the rule that the operation broke, or else the error's own first line."""
    with contextlib.suppress(Exception):  # of a rule that was made for other values
        explained = operation and operation.explain and operation.explain()
        if explained is not None and explained.shape is None:
            return str(explained)
    with contextlib.suppress(Exception):  # of an error that has no words
        return f"{type(error).__name__}: {error}".splitlines()[0].removesuffix(": ")
    return type(error).__name__


def _operands(node, parts, values):
    """[(part, value)] that it works on: no index, and of a call no function and no plain number."""
    operands = list(zip(parts, values, strict=True))
    if isinstance(node, ast.Subscript):
        return operands[:1]
    if not isinstance(node, ast.Call):
        return operands
    numbers = () if is_array(values[0]) else parts[1 : len(node.args) + 1]
    return [
        (part, value)
        for part, value in operands
        if has_array(value)
        or part in numbers
        and is_number(value)
        and not isinstance(part, ast.Constant)
    ]


def _named(operands, shapes):
    """(name, its value in words) of the operands that are names, alone or in a list."""
    for (part, value), shape in zip(operands, shapes, strict=True):
        if isinstance(part, ast.Name):
            words = in_words(value) or shape and f"{shape} {type(value).__name__}"
            yield from [(part.id, words)] * bool(words)
        elif isinstance(part, ast.Tuple | ast.List) and len(part.elts) == len(value):
            yield from _named(list(zip(part.elts, value, strict=True)), map(shape_of, value))
