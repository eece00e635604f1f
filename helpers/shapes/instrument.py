"""Instruments code for a Recorder: a cell's tree, or a copy of a function, tells what it does.

The statements stay. An expression is evaluated by the recorder while that is on, and as it is
while it is off. What has a frame or a time of its own (lambda, yield, await, :=, locals(), a
generator) always runs as it is, and only its value is seen.
"""

import ast
import copy
import inspect
import types
from dataclasses import dataclass

from helpers.shapes.lines import Place
from helpers.shapes.source import tree_of

NATIVE = (ast.Lambda, ast.GeneratorExp, ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)
INSPECTING = {"locals", "globals", "vars", "dir", "eval", "exec", "super"}
WAITING = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


@dataclass(eq=False)
class Code:
    """A source that tells: its text, file, global names, and local ones (None for a cell)."""

    text: str
    file: str
    names: dict
    variables: set | None = None

    def words(self, node):
        """The node as it is written, or in Python's own spelling where that is hard to show."""
        if not hasattr(node, "words"):
            written = ast.get_source_segment(self.text, node) or ""
            same = written.isprintable() and _reads_as(written, node)
            node.words = written if same else " ".join(ast.unparse(node).split())
        return node.words

    def runs(self, frame):
        """Whether a frame runs this code."""
        return frame.f_globals is self.names and frame.f_code.co_filename == self.file


@dataclass(eq=False)
class Statement:
    """A statement of it: the expression that is evaluated, and where its lines are written."""

    node: ast.AST
    words: str
    kind: str
    number: int
    lines: range
    place: Place
    code: Code
    target: ast.AST = None  # of X[...] = value

    def covers(self, line):
        return line in self.lines

    @property
    def safe(self):
        """Whether evaluating it again does no harm: it calls nothing but methods and NumPy."""
        calls = [part for part in ast.walk(self.node) if isinstance(part, ast.Call)]
        return all(isinstance(call.func, ast.Attribute) for call in calls)


@dataclass
class Followed:
    """An instrumented copy of a function, and the place of its lines."""

    run: object
    top: Place


def instrument(tree, code, recorder):
    """Change the tree of a cell or a function in place; returns the Place of its lines."""
    top = Place()
    recorder.places.append(top)
    tree.body = _Instrument(code, recorder, top, tree).block(tree.body, top)
    ast.fix_missing_locations(tree)
    return top


def followed(function, recorder):
    """A Followed copy of a function; None where there is no source, or what it does has to wait."""
    tree, code = tree_of(function), getattr(function, "__code__", None)
    plain = type(function) is types.FunctionType and not hasattr(function, "__wrapped__")
    if not plain or not isinstance(tree, ast.FunctionDef) or code.co_flags & WAITING:
        return None
    if tree.decorator_list:
        return None
    ast.increment_lineno(tree, code.co_firstlineno - 1)
    text = "\n" * (code.co_firstlineno - 1) + inspect.cleandoc("\n" + inspect.getsource(function))
    variables = {*code.co_varnames, *code.co_cellvars}
    names = function.__globals__
    top = instrument(tree, Code(text, code.co_filename, names, variables), recorder)
    return Followed(_copy(function, tree), top)


def _copy(function, tree):
    """The function with this tree as its code; variables from outside and defaults stay."""
    for argument in ast.walk(tree.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    tree.name = "followed function"  # its own name, which it may call, belongs to the outside
    tree.returns, tree.args.defaults = None, []
    tree.args.kw_defaults = [None] * len(tree.args.kwonlyargs)
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    outer = ast.parse(f"def outside({', '.join(cells)}): pass")
    outer.body[0].body = [tree]
    made = compile(ast.fix_missing_locations(outer), function.__code__.co_filename, "exec")
    for name in ("outside", tree.name):
        made = next(c for c in made.co_consts if getattr(c, "co_name", None) == name)
    made = made.replace(co_name=function.__code__.co_name)
    closure = tuple(cells[name] for name in made.co_freevars)
    copied = types.FunctionType(
        made, function.__globals__, function.__name__, function.__defaults__, closure or None
    )
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied


class _Instrument:
    """Puts calls of the recorder into the statements of one source."""

    def __init__(self, code, recorder, top, tree):
        self.code, self.to, self.top = code, recorder, top
        self.before = tree.lineno - 1 if isinstance(tree, ast.FunctionDef) else 0

    def block(self, nodes, place):
        """The statements of a block, those in them and around them included."""
        written = []
        for node in nodes:
            made = [node]
            match node:
                case ast.Assign() | ast.AnnAssign(value=ast.expr()):
                    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                    self.put(node, "value", "assigned", place, target=target)
                case ast.Return(value=ast.expr()):
                    self.put(node, "value", "returned", place)
                case ast.Expr(value=value) if not isinstance(value, ast.Constant | ast.Starred):
                    self.put(node, "value", "shown", place)
                case ast.AugAssign(target=ast.Name()):
                    made = [self.augmented(node, place)]
                case ast.AugAssign():
                    self.put(node, "value", "assigned", place)
                case ast.Assert():
                    self.put(node, "test", "tested", place)
                case ast.For() | ast.While() | ast.AsyncFor():
                    made = self.loop(node, place)
                case ast.If() | ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar():
                    if isinstance(node, ast.If):
                        self.put(node, "test", "tested", place, f"if {self.code.words(node.test)}")
                    self.inside(node, place)
            written += made
        return written

    def inside(self, node, place):
        """The blocks of a statement; what follows an exception begins by looking where it is."""
        handlers = getattr(node, "handlers", [])
        for part in [node, *handlers]:
            for name in ("body", "orelse", "finalbody"):
                if block := getattr(part, name, None):
                    caught = name == "finalbody" or part in handlers
                    back = [self.tell("back", place, part)] if caught else []
                    setattr(part, name, [*back, *self.block(block, place)])

    def loop(self, node, outer):
        """A loop, each iteration announced, and its end."""
        name = "test" if isinstance(node, ast.While) else "iter"
        part = self.code.words(getattr(node, name))
        words = (
            f"while {part}" if name == "test" else f"for {self.code.words(node.target)} in {part}"
        )
        place = Place(words, outer)
        self.to.places.append(place)
        self.put(node, name, "tested", place if name == "test" else outer, words)
        node.body = [self.tell("iteration", place, node), *self.block(node.body, place)]
        node.orelse = self.block(node.orelse, outer)
        return [node, self.tell("back", outer, node)]

    def augmented(self, node, place):
        """`x += y`: the new x by the recorder while it is on."""
        plain = copy.deepcopy(node)
        number = self.add(node, node, "assigned", place)
        assign = ast.copy_location(
            ast.Assign([node.target], self.call("value", number, node)), node
        )
        return ast.copy_location(ast.If(self.attribute("on"), [assign], [plain]), node)

    def put(self, node, name, kind, place, words=None, target=None):
        """The expression `name` of a statement by the recorder while it is on."""
        part = getattr(node, name)
        number = self.add(node, part, kind, place, words, target)
        if _is_native(part):
            seen = self.call("seen", number, part, copy.deepcopy(part))
        else:
            seen = self.call("value", number, part)
        setattr(node, name, ast.copy_location(ast.IfExp(self.attribute("on"), seen, part), part))

    def add(self, node, part, kind, place, words=None, target=None):
        head = node if words is None and kind != "tested" else part
        lines = range(head.lineno, head.end_lineno + 1)
        target = copy.deepcopy(target) if isinstance(target, ast.Subscript) else None
        if target:
            target.ctx = ast.Load()
        self.to.statements.append(
            Statement(
                copy.deepcopy(part),
                words or self.code.words(node),
                kind,
                node.lineno - self.before,
                lines,
                place,
                self.code,
                target,
            )
        )
        return len(self.to.statements) - 1

    def attribute(self, name):
        return ast.Attribute(ast.Name(self.to.name, ast.Load()), name, ast.Load())

    def call(self, method, number, place, *arguments):
        """recorder.method(number, ...), with the place in the source of another node."""
        if method == "value":
            arguments = [ast.Call(self.attribute("locals"), [], [])]
        call = ast.Call(self.attribute(method), [ast.Constant(number), *arguments], [])
        return ast.fix_missing_locations(ast.copy_location(call, place))

    def tell(self, method, place, node):
        number = self.to.places.index(place)
        return ast.copy_location(ast.Expr(self.call(method, number, node)), node)


def _is_native(node):
    return any(
        isinstance(part, NATIVE)
        or isinstance(part, ast.Call)
        and getattr(part.func, "id", "") in INSPECTING
        for part in ast.walk(node)
    )


def _reads_as(written, node):
    """Whether this text is that node: its place may be wrong where IPython changed the cell."""
    try:
        (parsed,) = ast.parse(written).body
    except (SyntaxError, ValueError):
        return False
    if isinstance(node, ast.expr):
        parsed = getattr(parsed, "value", None)
    return parsed is not None and ast.dump(parsed) == ast.dump(node)
