"""What a function's source tells: its syntax tree, its lines that compute, its loops."""

import ast
import inspect
import linecache

# Calls that go through their arguments in Python, one by one.
LOOPS = {"map", "filter", "vectorize", "frompyfunc", "fromiter", "apply_along_axis", "fromfunction"}
# What a docstring and `return J, dw, db` are made of.
IDLE = ast.Expr, ast.Constant, ast.Return, ast.Tuple, ast.Name, ast.expr_context


def tree_of(function):
    """The function's definition as a syntax tree, or None where its source cannot be had."""
    try:
        tree = _parsed(inspect.getsource(function))
    except Exception:  # of an object that can be called, anything
        return None
    code = getattr(inspect.unwrap(function), "__code__", None)
    known = code and getattr(tree, "name", None) == code.co_name  # not the line round a lambda
    return tree if known else None


def _parsed(source):
    """The first statement of a source, indented or not: its columns stay, and its long strings."""
    if not source[:1].isspace():
        return ast.parse(source).body[0]
    return ast.increment_lineno(ast.parse(f"if 1:\n{source}").body[0].body[0], -1)


def line_at(frame, number):
    """(text of its file, the statement or lambda there, what it evaluates) that a frame runs.

    Raises ValueError where there is no source, or where it could be one of two.
    """
    text = "".join(linecache.getlines(frame.f_code.co_filename))
    kind = ast.Lambda if frame.f_code.co_name == "<lambda>" else ast.stmt
    there = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, kind) and node.lineno <= number <= node.end_lineno
    ]
    *_, node = there if kind is ast.stmt else there[:1] * (len(there) == 1)
    names = ("value", "test", "iter", "body")
    return text, node, next(getattr(node, name) for name in names if hasattr(node, name))


def lines_and_loops(function):
    """(lines of code, loops inside one another), counted in the source; (None, None) without one.

    A line is a statement, however it is laid out; not the docstring, not the `def` line, and no
    `return` of names alone. Loops are also comprehensions, and calls that loop in Python.
    """
    tree = tree_of(function)
    if tree is None:
        return None, None
    statements = [part for part in ast.walk(tree) if isinstance(part, ast.stmt)]
    idle = [all(isinstance(part, IDLE) for part in ast.walk(each)) for each in statements]
    return idle.count(False) - 1, _depth(tree)  # without the `def` line


def _depth(node):
    inside = max(map(_depth, ast.iter_child_nodes(node)), default=0)
    if isinstance(node, ast.For):
        return inside + _is_long(node.iter)
    if isinstance(node, ast.Call):
        name, through = getattr(node.func, "attr", getattr(node.func, "id", "")), node.args[1:]
        short = name in ("map", "filter") and not any(map(_is_long, through))
        return inside + (name in LOOPS and not short)
    parts = getattr(node, "generators", ())
    return inside + isinstance(node, ast.While) + sum(_is_long(part.iter) for part in parts)


def _is_long(through):
    """Whether a loop through it may go along an axis: through things written out it does not."""
    return not isinstance(through, ast.Tuple | ast.List)
