"""Instruments code for a Recorder: a cell's tree, or a copy of a function, tells what it does.

The statements stay, and their expressions are rewritten (walk.py). The body of a loop stands there
twice: rewritten for the first iterations, and as it is written for the others.
"""

import ast
import contextlib
import copy
import inspect
import types
import warnings
from dataclasses import dataclass

from helpers.shapes.lines import Place, Statement
from helpers.shapes.source import tree_of
from helpers.shapes.walk import Rewriter


@dataclass(eq=False)
class Code:
    """A source that tells: its text, its file ("" of a cell that runs now), its global names.

    Of a function it has the name, too, and how many lines of its file stand `before` it.
    """

    text: str
    file: str
    names: dict
    name: str = ""
    before: int = 0

    def words(self, node):
        """The node as it is written, or in Python's own spelling where that is hard to show."""
        written, plain = ast.get_source_segment(self.text, node) or "", ast.unparse(node)
        with contextlib.suppress(SyntaxError, ValueError):  # IPython may have changed the cell
            if written.isprintable() and ast.unparse(ast.parse(written)) == plain:
                return written
        return " ".join(plain.split())

    def runs(self, frame):
        """Whether a frame runs this code."""
        return frame.f_globals is self.names and self.file in ("", frame.f_code.co_filename)


@dataclass
class Followed:
    """An instrumented copy of a function, and the place of its lines."""

    run: object
    top: Place


def instrument(nodes, code, recorder):
    """(new statements, the number of the Place of their lines), for a cell or a function."""
    made = _Instrument(code, recorder)
    number = made.place(code.name)
    return made.block(nodes, recorder.places[number]), number


def followed(function, recorder):
    """A Followed copy of a function; None where there is no source, or what it does has to wait.

    None, too, of one that uses the variables of a function around it.
    """
    tree = tree_of(function) if type(function) is types.FunctionType else None
    if not isinstance(tree, ast.FunctionDef) or hasattr(function, "__wrapped__"):
        return None
    own, names = function.__code__, function.__globals__
    if (
        inspect.isgeneratorfunction(function)
        or own.co_freevars
        or any(map(_is_private, ast.walk(tree)))
    ):
        return None
    text, before = inspect.getsource(function), own.co_firstlineno - 1
    code = Code(text, own.co_filename, names, function.__name__, before)
    # A loop may say `global`, and be too deep; what Python warns of, it has said before.
    with contextlib.suppress(SyntaxError, RecursionError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        body, number = instrument(tree.body, code, recorder)
        tell = Rewriter(recorder).tell
        fails = ast.ExceptHandler(None, None, [tell("caught", tree, True), ast.Raise()])
        whole = ast.Try(body, [fails], [], [tell("leave", tree)])
        tree.body = [tell("enter", tree, number), whole]
        return Followed(_copy(function, tree), recorder.places[number])
    return None


def _is_private(node):
    """Whether it is a name such as self.__w, which has another one outside its class."""
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name.startswith("__") and not name.endswith("__")


def _copy(function, tree):
    """The function with this tree as its code; its defaults stay."""
    own, module = function.__code__, ast.fix_missing_locations(ast.Module([tree], []))
    consts = compile(module, own.co_filename, "exec", dont_inherit=True).co_consts
    code = next(c for c in consts if getattr(c, "co_name", None) == own.co_name)
    code, names = _in_place(code, own), function.__globals__
    copied = types.FunctionType(code, names, function.__name__, function.__defaults__)
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied


def _in_place(code, own):
    """The code of a copy, and of functions in it, with the names and lines that errors tell."""
    consts = [_in_place(c, own) if isinstance(c, types.CodeType) else c for c in code.co_consts]
    return code.replace(
        co_consts=tuple(consts),
        co_qualname=code.co_qualname.replace(own.co_name, own.co_qualname, 1),
        co_firstlineno=code.co_firstlineno + own.co_firstlineno - 1,
    )


class _Instrument(Rewriter):
    """Puts calls of the recorder into the statements of one source; the nodes given stay."""

    def __init__(self, code, recorder):
        super().__init__(recorder, code.words)
        self.code = code

    def place(self, words, outer=None):
        """The number of a new Place."""
        self.walk.places.append(Place(self.code, words, outer))
        return len(self.walk.places) - 1

    def block(self, nodes, place):
        return [self.statement(node, place) for node in nodes]

    def statement(self, node, place):
        match node:
            case ast.Assign():
                made = self.put(node, "value", "assigned", place)
                made.targets = list(map(self.target, node.targets))
                return made
            case ast.AugAssign(target=ast.Name() as target):
                value = self.seen(node, node, "assigned", place)
                return ast.copy_location(ast.Assign([target], value), node)
            case ast.AnnAssign(value=ast.expr()) | ast.AugAssign():
                return self.put(node, "value", "assigned", place)
            case ast.Return(value=ast.expr()):
                return self.put(node, "value", "returned", place)
            case ast.Expr(value=value) if not isinstance(value, ast.Constant):
                return self.put(node, "value", "shown", place)
            case ast.Assert() if not isinstance(node.test, ast.Tuple):  # which Python warns of
                return self.put(node, "test", "tested", place)
            case ast.If():
                words = f"if {self.words(node.test)}"
                return self.inside(self.put(node, "test", "tested", place, words), place)
            case ast.For():
                return self.for_loop(node, place)
            case ast.While():
                return self.while_loop(node, place)
            case ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar():
                return self.inside(node, place)
            case ast.Match() | ast.match_case():
                return self.inside(node, place)
            case ast.ExceptHandler():
                made = self.inside(node, place)
                made.body.insert(0, self.tell("caught", node))
                return made
        return node

    def inside(self, node, place):
        """A statement, or a part of one, whose blocks tell what they do."""
        made = copy.copy(node)
        for name, part in ast.iter_fields(node):
            if isinstance(part, list):
                setattr(made, name, self.block(part, place))
        return made

    def for_loop(self, node, outer):
        """A loop through the first iterations, and one through the rest, as it is written."""
        words = f"for {self.words(node.target)} in {self.words(node.iter)}"
        first, rest = self.put(node, "iter", "tested", outer, words), copy.copy(node)
        number = self.first_iterations(first, words, outer)
        iterator = self.call("iter", node.iter, first.iter)
        first.iter = self.call("start", node.iter, number, iterator)
        rest.iter = ast.copy_location(self.of_place(number, "through"), node.iter)
        rest.orelse, first.orelse = self.block(node.orelse, outer), [rest]
        return ast.fix_missing_locations(first)

    def while_loop(self, node, outer):
        """The same: the first loop ends, without its test, when it had enough iterations."""
        words, first, rest = f"while {self.words(node.test)}", copy.copy(node), copy.copy(node)
        number = self.first_iterations(first, words, outer)
        told, left = self.walk.places[number], self.of_place(number, "left")
        counted = self.tell("count", node, number)
        test = self.put(node, "test", "tested", told, words).test
        first.test = ast.copy_location(ast.IfExp(left, test, ast.Constant(False)), node.test)
        first.body, rest.body = [counted, *first.body], [counted, *node.body]
        rest.orelse = self.block(node.orelse, outer)
        first.orelse = [ast.If(left, rest.orelse or [ast.Pass()], [rest])]
        made = ast.copy_location(ast.If(self.call("start", node, number), [first], []), node)
        return ast.fix_missing_locations(made)

    def first_iterations(self, node, words, outer):
        """The body of a loop becomes that of its first iterations; returns its place's number."""
        number = self.place(words, outer)
        body = self.block(node.body, self.walk.places[number])
        node.body = [self.tell("iteration", node, number), *body]
        return number

    def of_place(self, number, name):
        """An attribute of a Place."""
        place = ast.Subscript(self.attribute("places"), ast.Constant(number), ast.Load())
        return ast.Attribute(place, name, ast.Load())

    def target(self, node):
        """X[...] where a value is put: what it computes is seen."""
        if not isinstance(node, ast.Subscript):
            return node
        array, index = map(self.visit, (node.value, node.slice))
        return ast.copy_location(ast.Subscript(array, index, node.ctx), node)

    def put(self, node, name, kind, place, words=None):
        """The statement, whose expression `name` is seen."""
        part, made = getattr(node, name), copy.copy(node)
        if not isinstance(part, ast.Starred):
            setattr(made, name, self.seen(node, part, kind, place, words))
        return made

    def seen(self, node, part, kind, place, words=None):
        """An expression of a statement, whose beginning and value the recorder is told."""
        lines = range(node.lineno, (part if words else node).end_lineno + 1)
        said, number = words or self.words(node), len(self.walk.statements)
        self.walk.statements.append(Statement(node, part, lines, place, said, kind))
        begun = self.call("begin", part, number, self.call("locals", part))
        return self.call("value", part, begun, self.visit(part))
