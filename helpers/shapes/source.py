"""What a function's source tells: its syntax tree, its lines that compute, its loops."""

import ast
import inspect
import textwrap

# Calls that go through their arguments in Python, one by one.
LOOPS = {"map", "filter", "vectorize", "frompyfunc", "fromiter", "apply_along_axis", "fromfunction"}
NAMES = ast.Return, ast.Tuple, ast.Name, ast.expr_context  # what `return J, dw, db` is made of


def tree_of(function):
    """The function's definition as a syntax tree, or None where its source cannot be had."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except Exception:  # of an object that can be called, anything
        return None
    code = getattr(inspect.unwrap(function), "__code__", None)
    known = code and getattr(tree, "name", None) == code.co_name  # not the line round a lambda
    return tree if known else None


def lines_and_loops(function):
    """(lines of code, loops inside one another), counted in the source; (None, None) without one.

    A line is a statement, however it is laid out; not the docstring, not the `def` line, and no
    `return` of names alone. Loops are also comprehensions, and calls that loop in Python.
    """
    tree = tree_of(function)
    if tree is None:
        return None, None
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    parts = [part for statement in body for part in ast.walk(statement)]
    lines = [part for part in parts if isinstance(part, ast.stmt) and not _returns_names(part)]
    return len(lines), max(map(_depth, body), default=0)


def _returns_names(node):
    return isinstance(node, ast.Return) and all(isinstance(p, NAMES) for p in ast.walk(node))


def _depth(node):
    inside = max(map(_depth, ast.iter_child_nodes(node)), default=0)
    if isinstance(node, ast.For | ast.While):
        return inside + 1
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return inside + (name in LOOPS)
    return inside + len(getattr(node, "generators", ()))
