"""Whose function it is: the learner's own, the course's, or what a failed cell left behind."""

import ast
import inspect
import re
import sys
import textwrap
import types

from helpers.checking.values import kind_of
from helpers.checking.words import said
from helpers.shapes.source import tree_of


def not_theirs(exercise, function, cells=()):
    """(name, sentences) where it is not what the learner has written last; None where it is.

    `cells` are the inputs of the notebook so far, the newest last.
    """
    if not callable(function):
        return "no_function", said("no_function", name=exercise.name, kind=kind_of(function))
    if inspect.unwrap(function) is inspect.unwrap(exercise.reference):
        return "not_yours", said("not_yours", name=exercise.name)
    if failed := _failed_cell(exercise.name, function, cells):
        return "not_run", said("not_run", name=exercise.name, where=failed)
    if called := _handed_on(exercise, function):
        return "handed_on", said("handed_on", name=exercise.name, called=called)
    return None


def _failed_cell(name, function, cells):
    """What is wrong with the newest cell that defines `name`, where it did not run; or ""."""
    defines = re.compile(rf"^def {name}\b", re.M)
    newest = next((c for c in reversed(cells) if defines.search(c)), "")
    try:
        source = inspect.getsource(function)
    except (OSError, TypeError):
        return ""
    ran = any(source.strip() in cell for cell in cells)
    if not (newest and ran and defines.search(source)) or source.strip() in newest:
        return ""
    try:
        ast.parse(newest)
    except SyntaxError as error:
        line = newest.splitlines()[error.lineno - 1].strip() if error.lineno else ""
        return f"{type(error).__name__}, {error.msg}" + (f" (`{line}`)" if line else "")
    return "an error came first"


def _handed_on(exercise, function):
    """The function that does the work in its place: the course's own, or one that gets it all."""
    tree = tree_of(function)
    if tree is None:
        return ""
    names = {**getattr(function, "__globals__", {}), **_imported(tree)}
    courses = list(map(inspect.unwrap, [exercise.reference, *exercise.done_by]))
    for call in (part for part in ast.walk(tree) if isinstance(part, ast.Call)):
        if inspect.unwrap(_value(call.func, names)) in courses:
            return ast.unparse(call.func)
    match [
        line for line in tree.body if not isinstance(getattr(line, "value", None), ast.Constant)
    ]:
        case [ast.Return(value=ast.Call(func=ast.Name() as func, args=args))]:
            own = [arg.arg for arg in tree.args.args]
            called = _value(func, names)
            if type(called) is types.FunctionType and list(map(ast.unparse, args)) == own:
                return func.id
    return ""


def _imported(tree):
    """What the function imports from the course, by name."""
    lines = (part for part in ast.walk(tree) if isinstance(part, ast.ImportFrom))
    of_course = (line for line in lines if (line.module or "").startswith("helpers."))
    return {
        alias.asname or alias.name: getattr(sys.modules.get(line.module), alias.name, None)
        for line in of_course
        for alias in line.names
    }


def _value(node, names):
    """What a name, or an attribute of a module, stands for; None for anything else."""
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=ast.Name(id=name), attr=attr):
            module = names.get(name)
            return getattr(module, attr, None) if isinstance(module, types.ModuleType) else None
    return None


def source_of(function):
    """The function's source, or "" where it cannot be had alone."""
    tree = tree_of(function)
    return textwrap.dedent(inspect.getsource(function)) if isinstance(tree, ast.FunctionDef) else ""
