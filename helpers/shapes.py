"""The rules of shapes in words: why shapes fit or not, and what each step of a line gives."""

import ast
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
    shapes = [tuple(shape) for shape in shapes]
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
            met = " meets ".join(map(str, here))
            return Explanation(
                f"{given} do not fit: on {_place(axis)}, {met}, and neither is 1.", axis=axis
            )
        result.insert(0, lengths[0] if lengths else 1)
        steps.append(_broadcast_step(here, result[0], missing=len(here) < len(shapes)))
    shape = tuple(result)
    if len(set(shapes)) == 1:
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


def _place(axis):
    return {-1: "the last axis", -2: "the last axis but one"}.get(axis, f"axis {axis}")


def explain_product(a, b):
    """Why `a @ b` fits for arrays of shapes a and b, or what fails."""
    a, b = tuple(a), tuple(b)
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


_OPERATIONS = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
    ast.Pow: ("**", operator.pow),
    ast.MatMult: ("@", operator.matmul),
    ast.Gt: (">", operator.gt),
    ast.Lt: ("<", operator.lt),
    ast.Eq: ("==", operator.eq),
}


def steps(expression, names):
    """(value, steps): the expression's value, and a sentence for each of its operations on arrays.

    Where an operation fails, value is the exception, and the last sentence says what did not fit.
    """
    said = []

    def evaluate(node):
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return operate(node, op, evaluate(left), evaluate(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _OPERATIONS:
                return operate(node, op, evaluate(left), evaluate(right))
        scope = {"np": np, **names}
        return eval(compile(ast.Expression(node), "<expression>", "eval"), scope)

    def operate(node, op, left, right):
        sign, function = _OPERATIONS[type(op)]
        if np.ndim(left) or np.ndim(right):
            explain = explain_product if sign == "@" else explain_broadcast
            said.append(f"{ast.unparse(node)}: {explain(np.shape(left), np.shape(right))}")
        return function(left, right)

    try:
        with np.errstate(all="ignore"):
            return evaluate(ast.parse(expression.strip(), mode="eval").body), said
    except Exception as error:
        return error, said
