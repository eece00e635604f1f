"""Instruments code for a Recorder: a cell's tree, or a copy of a function, tells what it does.

The statements stay, and their expressions are rewritten (walk.py). The body of a loop stands there
twice: as it is written for most iterations, and rewritten for the first ones.
"""

import ast
import contextlib
import copy
import inspect
import types
import warnings
from dataclasses import dataclass

from helpers.shapes.lines import Line, Place
from helpers.shapes.source import tree_of
from helpers.shapes.walk import Rewriter

WAITING = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
OUTSIDE, INSIDE = "outside", "followed function"  # no source has a name like the second


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
    """A statement of it: what is evaluated, where errors say they come from, what a Line says."""

    node: ast.AST
    rewritten: ast.AST
    lines: range
    place: Place
    target: ast.AST  # where its value is put; X[...] as an expression
    words: str
    number: int
    kind: str
    reads_target: bool = False  # before its value, as X[...] += value does

    def line(self):
        """A Line for one run of it."""
        return Line(words=self.words, number=self.number, kind=self.kind)


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
    tree = tree_of(function) if type(function) is types.FunctionType else None
    if not isinstance(tree, ast.FunctionDef) or hasattr(function, "__wrapped__"):
        return None
    if function.__code__.co_flags & WAITING or any(map(_is_private, ast.walk(tree))):
        return None
    # A loop may say `global`, and be too deep; what Python warns of, it has said before.
    with contextlib.suppress(SyntaxError, RecursionError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        top = _instrument_body(function, tree, recorder)
        return Followed(_copy(function, tree), top)
    return None


def _is_private(node):
    """Whether it is a name such as self.__w, which has another one outside its class."""
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name.startswith("__") and not name.endswith("__")


def _instrument_body(function, tree, recorder):
    """Makes a function's tree tell what it does and how it ends; returns its Place."""
    code, before = function.__code__, function.__code__.co_firstlineno - 1
    ast.increment_lineno(tree, before)
    text = "\n" * before + inspect.getsource(function)
    source = Code(text, code.co_filename, function.__globals__)
    enter = _tell(recorder, "enter", tree, len(recorder.places))
    body, top = instrument(tree.body, source, recorder, function.__name__, before)
    fails = [_tell(recorder, "caught", tree, True), ast.Raise()]
    ends = [_tell(recorder, "leave", tree)]
    tree.body = [enter, ast.Try(body, [ast.ExceptHandler(None, None, fails)], [], ends)]
    return top


def _tell(recorder, method, place, *arguments):
    """A statement that calls a method of the recorder."""
    call = Rewriter(recorder).call(method, place, *arguments)
    return ast.copy_location(ast.Expr(call), place)


def _copy(function, tree):
    """The function with this tree as its code; defaults and variables from outside stay."""
    own, tree.name = function.__code__, INSIDE  # its name, which it may call, is of the outside
    cells = dict(zip(own.co_freevars, function.__closure__ or (), strict=True))
    outer = ast.parse(f"def {OUTSIDE}({', '.join(cells)}): pass")
    outer.body[0].body = [tree]
    made = compile(ast.fix_missing_locations(outer), own.co_filename, "exec", dont_inherit=True)
    for name in (OUTSIDE, INSIDE):
        made = next(c for c in made.co_consts if getattr(c, "co_name", None) == name)
    made = _renamed(made, own.co_qualname).replace(co_name=own.co_name)
    closure = tuple(cells[name] for name in made.co_freevars)
    names, defaults = function.__globals__, function.__defaults__
    copied = types.FunctionType(made, names, function.__name__, defaults, closure)
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied


def _renamed(code, name):
    """The code of a copy, and of the functions in it, which say in errors what they are called."""
    consts = [_renamed(c, name) if isinstance(c, types.CodeType) else c for c in code.co_consts]
    whole = code.co_qualname.replace(f"{OUTSIDE}.<locals>.{INSIDE}", name)
    return code.replace(co_qualname=whole, co_consts=tuple(consts))


class _Instrument:
    """Puts calls of the recorder into the statements of one source; the nodes given stay."""

    def __init__(self, code, recorder, before):
        self.code, self.to, self.before = code, recorder, before
        self.rewriter = Rewriter(recorder, code.words)
        self.call = self.rewriter.call

    def block(self, nodes, place):
        return [self.statement(node, place) for node in nodes]

    def statement(self, node, place):
        match node:
            case ast.Assign(targets=[target, *_]):
                made = self.put(node, "value", "assigned", place, target=target)
                made.targets = list(map(self.target, node.targets))
                return made
            case ast.AnnAssign(value=ast.expr(), target=target):
                return self.put(node, "value", "assigned", place, target=target)
            case ast.AugAssign(target=ast.Name() as target):
                value = self.seen(node, node, self.rewriter.of_augmented(node), "assigned", place)
                return ast.copy_location(ast.Assign([target], value), node)
            case ast.AugAssign(target=target):
                made = self.put(node, "value", "assigned", place, target=target)
                self.to.statements[-1].reads_target = True
                return made
            case ast.Return(value=ast.expr()):
                return self.put(node, "value", "returned", place)
            case ast.Expr(value=value) if not isinstance(value, ast.Constant):
                return self.put(node, "value", "shown", place)
            case ast.Assert() if not isinstance(node.test, ast.Tuple):  # which Python warns of
                return self.put(node, "test", "tested", place)
            case ast.If():
                words = f"if {self.code.words(node.test)}"
                made = self.put(node, "test", "tested", place, words)
                return self.inside(made, lambda nodes: self.block(nodes, place))
            case ast.For():
                return self.for_loop(node, place)
            case ast.While():
                return self.while_loop(node, place)
            case ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar() | ast.Match():
                return self.inside(node, lambda nodes: self.block(nodes, place))
        return node

    def inside(self, node, block):
        """A statement whose blocks are changed by the function `block`."""
        made = copy.copy(node)
        for name in ("body", "orelse", "finalbody"):
            if hasattr(node, name):
                setattr(made, name, block(getattr(node, name)))
        for name in ("handlers", "cases"):
            if hasattr(node, name):
                parts = [self.inside(part, block) for part in getattr(node, name)]
                setattr(made, name, parts)
        if isinstance(node, ast.ExceptHandler):
            made.body.insert(0, _tell(self.to, "caught", node))
        return made

    def for_loop(self, node, outer):
        """A loop through the first iterations, and one through the rest, as it is written."""
        words = f"for {self.code.words(node.target)} in {self.code.words(node.iter)}"
        first, rest = self.put(node, "iter", "tested", outer, words), copy.copy(node)
        number = self.first_iterations(first, words, outer)
        iterator = self.call("iter", node.iter, first.iter)
        first.iter = self.call("start", node.iter, number, iterator)
        rest.iter = self.call("rest", node.iter, number)
        rest.body = self.untold(node.body)
        rest.orelse, first.orelse = self.block(node.orelse, outer), [rest]
        return first

    def while_loop(self, node, outer):
        """The same: the first loop ends, without its test, when it had enough iterations."""
        words, rest = f"while {self.code.words(node.test)}", copy.copy(node)
        first = copy.copy(node)
        number = self.first_iterations(first, words, outer)
        test = self.put(node, "test", "tested", self.to.places[number], words).test
        enough = self.call("enough", node.test, number)
        first.test = ast.copy_location(ast.IfExp(enough, ast.Constant(False), test), node.test)
        rest.body = [_tell(self.to, "count", node, number), *self.untold(node.body)]
        rest.orelse = self.block(node.orelse, outer)
        first.orelse = [ast.If(enough, [rest], rest.orelse)]
        return ast.copy_location(ast.If(self.call("start", node, number), [first], []), node)

    def untold(self, nodes):
        """Statements of other iterations, as they are written; they tell what is caught."""
        return [n if isinstance(n, DEFINITIONS) else self.inside(n, self.untold) for n in nodes]

    def first_iterations(self, node, words, outer):
        """The body of a loop becomes that of its first iterations; returns its place's number."""
        number, place = len(self.to.places), Place(self.code, words, outer)
        self.to.places.append(place)
        node.body = [_tell(self.to, "iteration", node, number), *self.block(node.body, place)]
        return number

    def target(self, node):
        """X[...] where a value is put: what it computes is seen."""
        if not isinstance(node, ast.Subscript):
            return node
        array, index = map(self.rewriter.visit, (node.value, node.slice))
        return ast.copy_location(ast.Subscript(array, index, node.ctx), node)

    def put(self, node, name, kind, place, words=None, target=None):
        """The statement, whose expression `name` is seen."""
        part, made = getattr(node, name), copy.copy(node)
        if not isinstance(part, ast.Starred):
            rewritten = self.rewriter.visit(part)
            setattr(made, name, self.seen(node, part, rewritten, kind, place, words, target))
        return made

    def seen(self, node, part, rewritten, kind, place, words=None, target=None):
        """An expression of a statement, whose beginning and value the recorder is told."""
        lines = range(node.lineno, (part if words else node).end_lineno + 1)
        words, line = words or self.code.words(node), node.lineno - self.before
        if isinstance(target, ast.Subscript):
            target = copy.copy(target)
            target.ctx = ast.Load()
        number = len(self.to.statements)
        self.to.statements.append(
            Statement(part, rewritten, lines, place, target, words, line, kind)
        )
        begun = self.call("begin", part, number, self.call("locals", part))
        return self.call("value", part, begun, rewritten)


def _reads_as(written, node):
    """Whether this text is that node: its place may be wrong where IPython changed the cell."""
    try:
        (parsed,) = ast.parse(written).body
    except (SyntaxError, ValueError):
        return False
    if isinstance(node, ast.expr):
        parsed = getattr(parsed, "value", None)
    if parsed is None:
        return False
    # The target of a loop is stored; alone, as an expression, it is loaded.
    one, other = (ast.dump(each).replace("Store()", "Load()") for each in (parsed, node))
    return one == other
