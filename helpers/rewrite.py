"""Rewrites a cell's syntax tree so that its operands and results pass through a Recorder.

The operations themselves stay where they are, so values, order, warnings, lines and tracebacks are
the cell's own. Functions, classes, lambdas, comprehensions and f-strings are left as they are.
"""

import ast

import numpy as np

from helpers.recorder import Loop, Operation, Statement, note
from helpers.shapes.rules import explain_broadcast, explain_product

RECORDER = "%%shapes"  # its name among the builtins, which no cell can use
SYMBOLS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LITERALS = (ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.Lambda)
LITERALS += COMPREHENSIONS  # no operand of these needs a look, and Python warns of some by itself


def rewrite(tree, source, recorder):
    """Change the tree of a cell, whose text is `source`, in place: it tells all to `recorder`."""
    tree.body = _Rewriter(source, recorder).block(tree.body, recorder.top, top=True)


class _Rewriter(ast.NodeTransformer):
    """Statements, then expressions; each is left where it stands, its parts wrapped in calls."""

    def __init__(self, source, recorder):
        self.source, self.to, self.whole = source, recorder, None
        self.statement, self.made = None, {}

    def block(self, nodes, loop, top=False):
        """The statements of a block, with a call before each round and after each += of arrays."""
        written = []
        for node in nodes:
            written.append(node)
            line = (node.lineno, node.end_lineno)
            match node:
                case ast.Assign() | ast.AnnAssign() | ast.Expr():
                    assigns = not isinstance(node, ast.Expr)
                    self.begin(self.words(node), line, loop, assigns)
                    if node.value and not isinstance(node.value, ast.Constant | ast.Starred):
                        node.value = self.value(node.value)
                case ast.AugAssign(target=ast.Name(), op=op) if type(op) in SYMBOLS:
                    self.begin(self.words(node), line, loop, True)
                    self.augmented(node)
                    if top and node is nodes[-1]:  # at which IPython looks
                        self.to.unsettled = self.to.statements[-1]
                    else:
                        written.append(_tell("settle", node))
                case ast.AugAssign():
                    self.begin(self.words(node), line, loop, True)
                    node.value = self.value(node.value)
                case ast.Assert():
                    self.begin(self.words(node), line, loop)
                    node.test = self.visit(node.test)
                case ast.For() | ast.AsyncFor() | ast.While():
                    self.loop(node, loop)
                case ast.If() | ast.With() | ast.AsyncWith() | ast.Try() | ast.TryStar():
                    if isinstance(node, ast.If):
                        self.begin(f"if {self.words(node.test)}", (node.lineno,) * 2, loop)
                        node.test = self.visit(node.test)
                    for part in [node, *getattr(node, "handlers", [])]:
                        self.blocks(part, loop)
        return written

    def blocks(self, node, loop):
        for name in ("body", "orelse", "finalbody"):
            if getattr(node, name, None):
                setattr(node, name, self.block(getattr(node, name), loop))

    def loop(self, node, outer):
        if isinstance(node, ast.While):
            words = f"while {self.words(node.test)}"
        else:
            words = f"for {self.words(node.target)} in {self.words(node.iter)}"
        loop = Loop(words, outer)
        self.to.loops.append(loop)
        begin_round = _tell("round", node, len(self.to.loops) - 1)
        name = "test" if isinstance(node, ast.While) else "iter"
        self.begin(words, (node.lineno,) * 2, loop if name == "test" else outer)
        setattr(node, name, self.visit(getattr(node, name)))
        node.body = [begin_round, *self.block(node.body, loop)]
        node.orelse = self.block(node.orelse, outer)

    def begin(self, words, line, loop, assigns=False):
        self.statement = Statement(words, *line, loop, assigns)
        self.to.statements.append(self.statement)

    def value(self, node):
        return _call("value", node, len(self.to.statements) - 1, self.visit(node))

    # Expressions

    def visit(self, node, whole=None):
        self.whole = whole  # the operation that this node is an operand of
        return super().visit(node)

    def operation(self, node, symbol="", rule=None, quiet=False):
        whole = self.whole
        end = [node.end_lineno, node.end_col_offset]
        made = Operation(
            self.words(node), symbol, rule, end, self.statement, whole, quiet and whole is not None
        )
        self.made[id(node)] = made
        self.to.operations.append(made)
        return made, len(self.to.operations) - 1

    def operand(self, operation, number, node, listed=True):
        slot = len(operation.notes)
        operation.listed.append(listed)
        if isinstance(node, LITERALS):
            value = getattr(node, "value", None)
            operation.names.append("")
            kind = type(node).__name__.lower()
            operation.notes.append((None, kind) if value is None else note(value))
            return self.visit(node)
        operation.names.append(node.id if isinstance(node, ast.Name) else "")
        operation.notes.append((None, "other"))
        operation.last = slot
        return _call("operand", node, number, slot, self.visit(node, operation))

    def binary(self, node, op, left, right):
        """(left, right) through the recorder, and the operation's number."""
        rule = explain_product if isinstance(op, ast.MatMult) else explain_broadcast
        words = self.words(node), self.words(left)
        made, number = self.operation(node, SYMBOLS[type(op)], rule)
        for start in (f"({words[1]})", words[1]):
            if words[0].startswith(start) and not made.after_left:
                made.after_left = words[0].removeprefix(start).strip()
        sides = self.operand(made, number, left), self.operand(made, number, right)
        made.left = self.made.get(id(left))
        return *sides, number

    def visit_BinOp(self, node):
        if type(node.op) not in SYMBOLS or not _has_names(node):
            return self.generic_visit(node)
        node.left, node.right, number = self.binary(node, node.op, node.left, node.right)
        return _call("result", node, number, node)

    def visit_Compare(self, node):
        if len(node.ops) > 1 or type(node.ops[0]) not in SYMBOLS or not _has_names(node):
            return self.generic_visit(node)
        node.left, node.comparators[0], number = self.binary(
            node, node.ops[0], node.left, node.comparators[0]
        )
        return _call("result", node, number, node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not) or not _has_names(node):
            return self.generic_visit(node)
        return self.alone(node, "operand")

    def visit_Attribute(self, node):
        return self.alone(node, "value") if node.attr == "T" else self.generic_visit(node)

    def visit_Subscript(self, node):
        return self.alone(node, "value")

    def alone(self, node, name):
        """An operation on one array: -x, x.T, x[...]."""
        made, number = self.operation(node, quiet=True)
        setattr(node, name, self.operand(made, number, getattr(node, name)))
        if isinstance(node, ast.Subscript):
            node.slice = self.visit(node.slice)
        return _call("result", node, number, node)

    def visit_Call(self, node):
        made, number = self.operation(node, rule=_rule_of(node))
        method = False
        match node.func:
            case ast.Attribute(value=ast.Name(id="np" | "numpy")):
                pass
            case ast.Attribute(value=base):
                node.func.value, method = self.operand(made, number, base), True
            case _:
                node.func = self.visit(node.func)
        for k, part in enumerate(node.args):
            listed = not (method or isinstance(part, ast.Constant))
            starred = isinstance(part, ast.Starred)
            node.args[k] = self.visit(part) if starred else self.operand(made, number, part, listed)
        for keyword in node.keywords:
            part = keyword.value
            starred = keyword.arg is None
            keyword.value = self.visit(part) if starred else self.operand(made, number, part, False)
        return _call("result", node, number, node)

    def augmented(self, node):
        rule = explain_product if isinstance(node.op, ast.MatMult) else explain_broadcast
        made, number = self.operation(node, SYMBOLS[type(node.op)] + "=", rule)
        made.target, made.names = node.target.id, [node.target.id, ""]
        made.notes, made.listed, made.last = [(None, "other")] * 2, [True] * 2, 1
        if isinstance(node.value, ast.Name):
            made.names[1] = node.value.id
        peek = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        value = self.visit(node.value, made)
        node.value = _call("augment", node.value, number, value, peek)

    def words(self, node):
        """The node as it is written, or in Python's own spelling where that is hard to show."""
        written = ast.get_source_segment(self.source, node) or ""
        if written.isprintable() and _reads_as(written, node):
            return written
        return " ".join(ast.unparse(node).split())


def _leave(self, node):
    return node


for _name in (*(kind.__name__ for kind in COMPREHENSIONS), "Lambda", "JoinedStr", "TemplateStr"):
    setattr(_Rewriter, f"visit_{_name}", _leave)


def _call(method, place, *arguments):
    """recorder.method(...), with the place in the cell of another node."""
    function = ast.Attribute(ast.Name(RECORDER, ast.Load()), method, ast.Load())
    nodes = [part if isinstance(part, ast.AST) else ast.Constant(part) for part in arguments]
    return ast.fix_missing_locations(ast.copy_location(ast.Call(function, nodes, []), place))


def _tell(method, place, *arguments):
    return ast.copy_location(ast.Expr(_call(method, place, *arguments)), place)


def _has_names(node):
    return any(isinstance(part, ast.Name) for part in ast.walk(node))


def _rule_of(call):
    """The rule by which a call's two operands have to fit, as far as its name tells."""
    match call.func:
        case ast.Attribute(attr="dot" | "matmul"):
            return explain_product
        case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name):
            function = getattr(np, name, None)
            if isinstance(function, np.ufunc) and function.nin == 2 and not function.signature:
                return explain_broadcast
    return None


def _reads_as(written, node):
    """Whether this text is that node: its place may be wrong where IPython changed the cell."""
    try:
        (parsed,) = ast.parse(written).body
    except (SyntaxError, ValueError):
        return False
    if isinstance(node, ast.expr):
        parsed = getattr(parsed, "value", None)
    return parsed is not None and ast.dump(parsed) == ast.dump(node)
