"""Which rule of shapes explains an operation: the node of a syntax tree, with its parts' values."""

import ast
import functools

import numpy as np

from helpers.shapes import rules

REDUCTIONS = {"sum", "mean", "max", "min", "prod", "std", "var", "any", "all", "argmax", "argmin"}


def rule_of(node, values):
    """A function without arguments that gives the rule's Explanation; None where none is known."""
    match node:
        case ast.BinOp(op=op) | ast.Compare(ops=[op]):
            return _of_operator(op, values)
        case ast.AugAssign(op=op, target=target):
            rule = _of_operator(op, values)
            return rule and functools.partial(_in_place, rule, values[0], target.id)
        case ast.Attribute(attr="T" | "mT" as name) if isinstance(values[0], np.ndarray):
            return functools.partial(rules.explain_transpose, np.shape(values[0]), name)
        case ast.Subscript() if isinstance(values[0], np.ndarray):
            return functools.partial(rules.explain_index, np.shape(values[0]), values[1])
        case ast.Call(func=ast.Attribute(attr=name)):
            return _of_call(name, node, *values)
    return None


def _of_operator(op, values):
    if not all(isinstance(value, np.ndarray | np.generic | int | float) for value in values):
        return None
    explain = rules.explain_product if isinstance(op, ast.MatMult) else rules.explain_broadcast
    return functools.partial(explain, *map(np.shape, values))


def _in_place(rule, target, name):
    """The rule, and that an array keeps its shape when something is added to it in place."""
    explained = rule()
    if explained.shape in (None, np.shape(target)) or not isinstance(target, np.ndarray):
        return explained
    keeps = f"But += and its like write into {name}, which keeps its shape {np.shape(target)}."
    return rules.Explanation(f"{explained} {keeps}")


def _of_call(name, node, owner, *given):
    """The rule of a method of an array, or of the function of NumPy with the same name."""
    named = dict(zip([k.arg for k in node.keywords], given[len(node.args) :], strict=True))
    given = list(given[: len(node.args)])
    if isinstance(owner, np.ndarray):
        given.insert(0, owner)
    elif owner is not np or not given or not isinstance(given[0], np.ndarray):
        return None
    array, *rest = given
    if name in REDUCTIONS:
        axis, keepdims = named.get("axis", rest[0] if rest else None), named.get("keepdims", False)
        return functools.partial(rules.explain_reduction, array.shape, axis, keepdims)
    if name == "reshape" and rest and not named:
        sizes = rest[0] if isinstance(rest[0], tuple | list) else tuple(rest)
        return functools.partial(rules.explain_reshape, array.shape, sizes)
    function = getattr(np, name, None)
    elementwise = isinstance(function, np.ufunc) and function.nin == 2 and not function.signature
    if len(rest) == 1 and (name in ("dot", "matmul") or elementwise):
        return _of_operator(ast.Add() if elementwise else ast.MatMult(), given)
    return None
