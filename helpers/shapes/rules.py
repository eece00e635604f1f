"""The rules of shapes in words: why shapes fit or not, and what each step of a line gives."""

import ast
import numbers
import operator

import numpy as np


class Explanation(str):
    """Words, with `.shape` (the result's, or None where it fails) and `.axis` (the axis that fails,
    counted from the right, -1 the last; None where none does)."""

    def __new__(cls, words, shape=None, axis=None):
        self = super().__new__(cls, words)
        self.shape, self.axis = shape, axis
        return self


def explain_broadcast(*shapes):
    """Why the shapes fit element by element, axis by axis from the right, or which axis fails."""
    shapes = [_lengths(shape) for shape in shapes]
    given = " and ".join(map(str, shapes))
    if () in shapes and len(shapes) == 2:
        shape = max(shapes, key=len)
        return Explanation(f"A number meets every entry, so shape {shape} stays.", shape)
    width = max(map(len, shapes), default=0)
    result, steps = [], []
    for axis in range(-1, -width - 1, -1):
        here = [shape[axis] for shape in shapes if len(shape) >= -axis]
        lengths = sorted(set(here) - {1}, reverse=True)
        if len(lengths) > 1:
            clash = list(dict.fromkeys(length for length in here if length != 1))
            met = " meets ".join(map(str, clash))
            none = "neither" if len(clash) == 2 else "none of them"
            return Explanation(
                f"{given} do not fit: on {_place(axis)}, {met}, and {none} is 1.", axis=axis
            )
        result.insert(0, lengths[0] if lengths else 1)
        steps.append(_broadcast_step(here, result[0], missing=len(here) < len(shapes)))
    shape = tuple(result)
    if len(set(shapes)) < 2:
        return Explanation(
            f"The shapes are equal, {shape}: each entry meets the one in its own place.", shape
        )
    return Explanation(
        f"{given}, from the right: {'; '.join(steps)}. The result has shape {shape}.", shape
    )


def _broadcast_step(here, length, missing):
    met = " meets ".join(map(str, here))
    if missing:
        return (
            f"{met} meets no axis, which counts as 1"
            if len(here) == 1
            else f"{met}, a missing axis counts as 1"
        )
    if len(set(here)) == 1:
        return met
    return f"{met}, the 1 is read again until it is {length}"


def _lengths(shape):
    if not isinstance(shape, tuple | list):
        raise TypeError(f"a shape is {shape!r}, it needs a tuple of lengths, such as (2, 3)")
    if not all(isinstance(length, numbers.Integral) and length >= 0 for length in shape):
        raise ValueError(f"a shape is {shape!r}, its lengths need to be whole numbers, 0 or more")
    return tuple(map(int, shape))


def _place(axis):
    return {-1: "the last axis", -2: "the last axis but one"}.get(axis, f"axis {axis}")


def explain_product(a, b):
    """Why `a @ b` fits for arrays of shapes a and b, or what fails."""
    a, b = _lengths(a), _lengths(b)
    if not a or not b:
        return Explanation(
            f"{a} @ {b} fails: a number has no axis to sum over. Use * for a number."
        )
    inner_b = b[-2] if len(b) > 1 else b[0]
    if a[-1] != inner_b:
        return Explanation(
            f"{a} @ {b} does not fit: the last axis of the first has {a[-1]}, "
            f"the axis it meets in the second has {inner_b}.",
            axis=-1,
        )
    front = explain_broadcast(a[:-2], b[:-2])
    if front.shape is None:
        return Explanation(
            f"{a} @ {b} does not fit: the axes in front, {front}", axis=front.axis - 2
        )
    shape = front.shape + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
    left = f"shape {shape}" if shape else "a number"
    return Explanation(
        f"{a} @ {b}: the {a[-1]} and the {inner_b} in the middle meet and are summed away. "
        f"What is left is {left}.",
        shape,
    )


def explain_reduction(shape, axis=None, keepdims=False):
    """What `.sum(axis=axis, keepdims=keepdims)`, `.mean(...)` and the like leave of a shape.

    The `.axis` of the explanation is None, also where there is no such axis.
    """
    shape = _lengths(shape)
    if axis is None:
        left = (1,) * len(shape) if keepdims else ()
        became = f"stays as a 1: {left}" if keepdims else "goes: a number is left"
        return Explanation(f"No axis is named, so every axis of {shape} {became}.", left)
    named = axis if isinstance(axis, tuple) else (axis,)
    for each in named:
        if not -len(shape) <= each < len(shape):
            has = ", ".join(map(str, range(len(shape)))) or "none"
            return Explanation(f"{shape} has no axis {each}, its axes are: {has}.")
    if not named:
        return Explanation(f"axis=() names no axis, so {shape} stays.", shape)
    gone = [each % len(shape) for each in named]
    if len(set(gone)) < len(gone):
        return Explanation(f"axis={axis} names the same axis twice.")
    left = tuple(
        1 if place in gone else length
        for place, length in enumerate(shape)
        if keepdims or place not in gone
    )
    which = " and ".join(f"axis {each}, of length {shape[each]}," for each in named)
    verb = "goes" if len(named) == 1 else "go"
    if keepdims:
        verb = "stays as a 1" if len(named) == 1 else "stay as a 1 each"
    words = f"{which} {verb}: {shape} becomes {left if left else '(), a number'}."
    return Explanation(words[0].upper() + words[1:], left)


_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
# Evaluated part by part, from the inside out; anything else is evaluated whole, because it need not
# evaluate its parts at all (`or`, `if`), or not once only (comprehensions).
_IN_PARTS = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Attribute, ast.Subscript)
_WITHIN = (ast.Tuple, ast.List, ast.Slice, ast.Starred, ast.keyword)


def steps(expression, names):
    """(value, steps): the expression's value, and a sentence for each of its operations on arrays.

    Where it fails, value is the exception, and the last sentence says what did not fit.
    """
    walk = _Walk({"np": np, **names})
    try:
        with np.errstate(all="ignore"):
            return walk.value(ast.parse(expression.strip(), mode="eval").body), walk.said
    except Exception as error:
        if walk.last is None or walk.last.shape is not None:  # no words for what failed yet
            walk.said.append(f"{type(error).__name__}: {error}")
        return error, walk.said


class _Walk(ast.NodeTransformer):
    """Evaluates an expression as Python does, and says what each operation on arrays does."""

    def __init__(self, scope):
        self.scope, self.said, self.last = scope, [], None

    def value(self, node):
        words = ast.unparse(node)
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return self.operate(words, type(op), self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _OPERATIONS:
                return self.operate(words, type(op), self.value(left), self.value(right))
            case ast.Compare(ops=[_, _, *_]):
                pass  # a < b < c stops where a < b is False
            case _ if isinstance(node, _IN_PARTS + _WITHIN):
                node = self.generic_visit(node)
        tree = ast.fix_missing_locations(ast.Expression(node))
        return eval(compile(tree, "<expression>", "eval"), self.scope)

    def visit(self, node):
        """The node, its parts that can be evaluated by themselves replaced by names of values."""
        if isinstance(node, _IN_PARTS):
            name = f"value {len(self.scope)}"  # no name in any source
            self.scope[name] = self.value(node)
            return ast.Name(name, ast.Load())
        return self.generic_visit(node) if isinstance(node, _WITHIN) else node

    def operate(self, words, op, left, right):
        arrays = hasattr(left, "shape") or hasattr(right, "shape")  # two lists follow other rules
        if arrays and (np.ndim(left) or np.ndim(right)):
            explain = explain_product if op is ast.MatMult else explain_broadcast
            self.last = explain(np.shape(left), np.shape(right))
            self.said.append(f"{words}: {self.last}")
        return _OPERATIONS[op](left, right)
