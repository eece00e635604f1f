"""An operation on arrays: its words, the shapes it worked on and gave, its rule, why it failed."""

import ast
import contextlib
import functools
from dataclasses import dataclass, field, replace

import numpy as np

from helpers.shapes import rules
from helpers.shapes.values import has_array, in_words, is_array, is_sizes, read_shape, shape_of

_SYMBOLS = """
Add +, Sub -, Mult *, Div /, MatMult @, Pow **, FloorDiv //, Mod %, BitAnd &, BitOr |, BitXor ^,
LShift <<, RShift >>, Gt >, GtE >=, Lt <, LtE <=, Eq ==, NotEq !="""
SYMBOLS = {getattr(ast, name): symbol for name, symbol in map(str.split, _SYMBOLS.split(","))}
REDUCTIONS = {"sum", "mean", "max", "min", "prod", "std", "var", "any", "all", "argmax", "argmin"}
HARMLESS = REDUCTIONS | {"reshape", "dot", "ravel", "flatten", "transpose", "copy", "astype"}
JOINS = {"concatenate", "stack", "vstack", "hstack"}
MAKERS = {"zeros", "ones", "empty"}
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
    given = () if is_array(values[0]) else parts[1 : len(node.args) + 1]
    named = [part for part in given if not isinstance(part, ast.Constant)]
    numbers = [both for both in operands if both[0] in named and shape_of(both[1]) == ()]
    return [both for both in operands if has_array(both[1]) or both in numbers]


def _named(operands, shapes):
    """(name, its value in words) of the operands that are names, alone or in a list."""
    for (part, value), shape in zip(operands, shapes, strict=True):
        if isinstance(part, ast.Name):
            words = in_words(value) or shape and f"{shape} {type(value).__name__}"
            yield from [(part.id, words)] * bool(words)
        elif isinstance(part, ast.Tuple | ast.List) and len(part.elts) == len(value):
            yield from _named(list(zip(part.elts, value, strict=True)), map(shape_of, value))


def rule_of(node, values):
    """A function without arguments that gives the rule's Explanation; None where none is known."""
    match node:
        case ast.BinOp(op=op) | ast.Compare(ops=[op]):
            return _of_operator(op, values)
        case ast.AugAssign(op=op):
            rule = _of_operator(op, values)
            target = shape_of(values[0]), symbol_of(node), node.target.id
            return rule and functools.partial(_in_place, rule, *target)
        case ast.Attribute(attr="T" | "mT" as name) if is_array(values[0]):
            return functools.partial(rules.explain_transpose, shape_of(values[0]), name)
        case ast.Subscript(value=ast.Attribute(attr="shape")) if is_sizes(values[0]):
            return functools.partial(rules.explain_length, *values)
        case ast.Subscript() if is_array(values[0]):
            return functools.partial(rules.explain_index, shape_of(values[0]), values[1])
        case ast.Call(func=ast.Attribute(attr=name)):
            return _of_call(name, node, *values)
    return None


def is_of_shape(node):
    """Whether it works on no array, and yet on shapes: x.shape[1], np.zeros(...)."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="shape")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name("np"), attr=name)):
            return name in MAKERS
    return False


def symbol_of(node):
    """The sign of an operator: @, +=, >; a comma for all else."""
    op = node.ops[0] if isinstance(node, ast.Compare) else getattr(node, "op", None)
    return SYMBOLS.get(type(op), ",") + "=" * isinstance(node, ast.AugAssign)


def _of_operator(op, values):
    shapes = list(map(read_shape, values))
    if not all(type(shape) is tuple for shape in shapes):
        return None
    explain = rules.explain_product if isinstance(op, ast.MatMult) else rules.explain_broadcast
    return functools.partial(explain, *shapes)


def _in_place(rule, target, symbol, name):
    """The rule, and that an array keeps its shape when something is added to it in place."""
    explained = rule()
    if explained.shape in (None, target) or not target:
        return explained
    keeps = f"But {symbol} writes into {name}, which keeps its shape {target}."
    return rules.Explanation(f"{explained} {keeps}")


def _of_call(name, node, owner, *given):
    """The rule of a method of an array, or of the function of NumPy with the same name."""
    named = dict(zip([k.arg for k in node.keywords], given[len(node.args) :], strict=True))
    given = list(given[: len(node.args)])
    if is_array(owner):
        given.insert(0, owner)
    elif owner is np.linalg and name == "norm":
        del given[1:2]  # which norm
    elif owner is not np:
        return None
    if not given:
        return None
    array, *rest = given
    axis, keepdims = named.get("axis", rest[0] if rest else None), named.get("keepdims", False)
    if name in MAKERS:
        return functools.partial(rules.explain_sizes, name, given)
    if name in JOINS and type(array) in (list, tuple):
        shapes = list(map(read_shape, array))
        return functools.partial(rules.explain_join, name, shapes, axis or 0)
    if not is_array(array):
        return None
    if name in REDUCTIONS or name == "norm":
        return functools.partial(rules.explain_reduction, shape_of(array), axis, keepdims)
    if name == "reshape" and rest and not named:
        sizes = rest[0] if isinstance(rest[0], tuple | list) else tuple(rest)
        return functools.partial(rules.explain_reshape, shape_of(array), sizes)
    function = getattr(np, name, None)
    elementwise = isinstance(function, np.ufunc) and function.nin == 2 and not function.signature
    if len(rest) == 1 and (name in ("dot", "matmul") or elementwise):
        return _of_operator(ast.Add() if elementwise else ast.MatMult(), given)
    return None


def is_harmless(node):
    """Whether evaluating it again changes nothing."""
    for part in ast.walk(node):
        name = getattr(getattr(part, "func", None), "attr", "")
        known = name in HARMLESS or isinstance(getattr(np, name, None), np.ufunc)
        writes = getattr(part, "arg", "") == "out" or isinstance(part, ast.NamedExpr | ast.Await)
        if writes or isinstance(part, ast.Call) and not known:
            return False
    return True
