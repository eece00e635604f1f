"""Instruments code for a Recorder: a cell's tree, or a copy of a function, tells what it does.

The statements stay, and their expressions are rewritten (walk.py). The body of a loop stands there
twice: as it is written for most iterations, and rewritten for the first ones.
"""

import ast
import copy
import inspect
import textwrap
import types
from dataclasses import dataclass

from helpers.shapes.lines import Place
from helpers.shapes.source import tree_of
from helpers.shapes.walk import Rewriter

WAITING = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
OUTSIDE, INSIDE = "outside", "inside"


@dataclass(eq=False)
class Code:
    """A source that tells: its text, its file ("" of a cell that runs now), its global names."""

    text: str
    file: str
    names: dict

    def words(self, node):
        """The node as it is written, or in Python's own spelling where that is hard to show."""
        written = ast.get_source_segment(self.text, node) or ""
        if written.isprintable() and _reads_as(written, node):
            return written
        return " ".join(ast.unparse(node).split())

    def runs(self, frame):
        """Whether a frame runs this code."""
        return frame.f_globals is self.names and self.file in ("", frame.f_code.co_filename)


@dataclass(eq=False)
class Statement:
    """A statement of it: the expression that is evaluated, and where its lines are written."""

    node: ast.AST
    rewritten: ast.AST
    words: str
    kind: str
    number: int
    lines: range
    place: Place
    target: ast.AST

    def covers(self, code, line):
        """Whether this line of this code is one of it."""
        return self.place.code is code and line in self.lines


@dataclass
class Followed:
    """An instrumented copy of a function, and the place of its lines."""

    run: object
    top: Place


def instrument(nodes, code, recorder, name="", before=0):
    """(new statements, the Place of their lines), for a cell or a function called `name`.

    `before` lines of its file stand before it.
    """
    top = Place(code, name)
    recorder.places.append(top)
    return _Instrument(code, recorder, before).block(nodes, top), top


def followed(function, recorder):
    """A Followed copy of a function; None where there is no source, or what it does has to wait."""
    tree, code = tree_of(function), getattr(function, "__code__", None)
    plain = type(function) is types.FunctionType and not hasattr(function, "__wrapped__")
    if not plain or not isinstance(tree, ast.FunctionDef) or code.co_flags & WAITING:
        return None
    if tree.decorator_list:
        return None
    before = code.co_firstlineno - 1
    ast.increment_lineno(tree, before)
    text = "\n" * before + textwrap.dedent(inspect.getsource(function))
    source = Code(text, code.co_filename, function.__globals__)
    number = len(recorder.places)
    body, top = instrument(tree.body, source, recorder, function.__name__, before)
    enter, failed, leave = (
        _tell(recorder, method, tree, *arguments)
        for method, *arguments in [("enter", number), ("failed",), ("leave",)]
    )
    handler = ast.ExceptHandler(None, None, [failed, ast.Raise()])
    tree.body = [enter, ast.Try(body, [handler], [], [leave])]
    try:
        return Followed(_copy(function, tree), top)
    except (SyntaxError, RecursionError):  # `global` in a loop, or too deep
        return None


def _tell(recorder, method, place, *arguments):
    """A statement that calls a method of the recorder."""
    call = Rewriter(recorder).call(method, place, *arguments)
    return ast.copy_location(ast.Expr(call), place)


def _copy(function, tree):
    """The function with this tree as its code; variables from outside and defaults stay."""
    for argument in ast.walk(tree.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    tree.name = INSIDE  # its own name, which it may call, belongs to the outside
    tree.returns, tree.args.defaults = None, []
    tree.args.kw_defaults = [None] * len(tree.args.kwonlyargs)
    own = function.__code__
    cells = dict(zip(own.co_freevars, function.__closure__ or (), strict=True))
    outer = ast.parse(f"def {OUTSIDE}({', '.join(cells)}): pass")
    outer.body[0].body = [tree]
    made = compile(ast.fix_missing_locations(outer), own.co_filename, "exec", dont_inherit=True)
    for name in (OUTSIDE, INSIDE):
        made = next(c for c in made.co_consts if getattr(c, "co_name", None) == name)
    made = made.replace(co_name=own.co_name, co_qualname=own.co_qualname)
    closure = tuple(cells[name] for name in made.co_freevars)
    copied = types.FunctionType(
        made, function.__globals__, function.__name__, function.__defaults__, closure or None
    )
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied


class _Instrument:
    """Puts calls of the recorder into the statements of one source; the nodes given stay."""

    def __init__(self, code, recorder, before):
        self.code, self.to, self.before = code, recorder, before
        self.rewriter = Rewriter(recorder, code.words)

    def block(self, nodes, place):
        return [made for node in nodes for made in self.statements(node, place)]

    def statements(self, node, place):
        """The statements in the place of one."""
        match node:
            case ast.For():
                return [self.for_loop(node, place)]
            case ast.While():
                return self.while_loop(node, place)
        return [self.statement(node, place)]

    def statement(self, node, place):
        match node:
            case ast.Assign(targets=[target, *_]) | ast.AnnAssign(value=ast.expr(), target=target):
                return self.put(node, "value", "assigned", place, target=target)
            case ast.AugAssign(target=ast.Name() as target):
                value = self.seen(node, node, self.rewriter.of_augmented(node), "assigned", place)
                return ast.copy_location(ast.Assign([target], value), node)
            case ast.AugAssign(target=target):
                return self.put(node, "value", "assigned", place, target=target)
            case ast.Return(value=ast.expr()):
                return self.put(node, "value", "returned", place)
            case ast.Expr(value=value) if not isinstance(value, ast.Constant):
                return self.put(node, "value", "shown", place)
            case ast.Assert() if not isinstance(node.test, ast.Tuple):  # which Python warns of
                return self.put(node, "test", "tested", place)
            case ast.If():
                words = f"if {self.code.words(node.test)}"
                return self.inside(self.put(node, "test", "tested", place, words), place)
            case ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar() | ast.Match():
                return self.inside(node, place)
        return node

    def inside(self, node, place):
        """The blocks of a statement."""
        made = copy.copy(node)
        for name in ("body", "orelse", "finalbody"):
            if hasattr(node, name):
                setattr(made, name, self.block(getattr(node, name), place))
        for name in ("handlers", "cases"):
            if hasattr(node, name):
                parts = [self.inside(part, place) for part in getattr(node, name)]
                setattr(made, name, parts)
        if isinstance(node, ast.ExceptHandler):
            made.body.insert(0, _tell(self.to, "caught", node))
        return made

    def for_loop(self, node, outer):
        """A loop for the first iterations, followed by one through the rest, as it is written."""
        words = f"for {self.code.words(node.target)} in {self.code.words(node.iter)}"
        made, rest = self.put(node, "iter", "tested", outer, words), copy.copy(node)
        number, place = self.place(words, outer)
        call = self.rewriter.call
        made.iter = call("start", node.iter, number, call("iter", node.iter, made.iter))
        made.body = self.first(node, number, place)
        made.orelse, rest.iter = [rest], call("rest", node.iter, number)
        rest.orelse = self.block(node.orelse, outer)
        return made

    def while_loop(self, node, outer):
        """The same."""
        words = f"while {self.code.words(node.test)}"
        number, place = self.place(words, outer)
        made, rest = self.put(node, "test", "tested", place, words), copy.copy(node)
        over = self.rewriter.call("is_silent", node.test, number)
        first = ast.IfExp(over, ast.Constant(False), made.test)
        made.test = ast.fix_missing_locations(ast.copy_location(first, node.test))
        made.body = self.first(node, number, place)
        rest.body = [_tell(self.to, "count", node, number), *node.body]
        rest.orelse = self.block(node.orelse, outer)
        made.orelse = [ast.copy_location(ast.If(over, [rest], rest.orelse), node)]
        return [_tell(self.to, "start", node, number), made]

    def place(self, words, outer):
        """(number, Place) of a loop."""
        self.to.places.append(Place(self.code, words, outer))
        return len(self.to.places) - 1, self.to.places[-1]

    def first(self, node, number, place):
        """The body of a loop in its first iterations."""
        return [_tell(self.to, "iteration", node, number), *self.block(node.body, place)]

    def put(self, node, name, kind, place, words=None, target=None):
        """The statement, whose expression `name` is seen."""
        part, made = getattr(node, name), copy.copy(node)
        if not isinstance(part, ast.Starred):
            rewritten = self.rewriter.visit(part)
            setattr(made, name, self.seen(node, part, rewritten, kind, place, words, target))
        return made

    def seen(self, node, part, rewritten, kind, place, words=None, target=None):
        """An expression of a statement, whose beginning and value the recorder is told."""
        end = (part if words else node).end_lineno
        statement = Statement(
            part,
            rewritten,
            words or self.code.words(node),
            kind,
            node.lineno - self.before,
            range(node.lineno, end + 1),
            place,
            target,
        )
        call, number = self.rewriter.call, len(self.to.statements)
        self.to.statements.append(statement)
        begun = call("begin", part, number, call("locals", part))
        return call("value", part, begun, rewritten)


def _reads_as(written, node):
    """Whether this text is that node: its place may be wrong where IPython changed the cell."""
    try:
        (parsed,) = ast.parse(written).body
    except (SyntaxError, ValueError):
        return False
    if isinstance(node, ast.expr):
        parsed = getattr(parsed, "value", None)
    return parsed is not None and ast.dump(parsed) == ast.dump(node)
