"""One evaluator: what each operation of an expression worked on, noted while Python evaluates it.

An expression is rewritten so that the operands and the result of each operation pass through a
Walk. All else stays, so that values, order, errors and warnings are the expression's own.
"""

import ast
import copy
import itertools
import operator

import numpy as np

from helpers.shapes.operation import SYMBOLS, Notes, Operation, is_of_shape, symbol_of
from helpers.shapes.values import has_array, is_sizes, shape_of, shapes_of

# The functions of `operator`, in the order of SYMBOLS.
IN_PLACE = "add sub mul truediv matmul pow floordiv mod and or xor lshift rshift"
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Where these are called or indexed, Python warns by itself of a missing comma.
LITERALS = (ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.JoinedStr, *COMPREHENSIONS)
# These use up a generator at once. Others may keep it for a cell that comes later.
EAGER = {"sum", "max", "min", "any", "all", "list", "tuple", "set", "sorted", "join", "fromiter"}
_numbers = itertools.count()


class Walk:
    """Notes the operations of the expressions that were rewritten for it, when they are evaluated.

    A rewritten expression finds it by its `name`; what is seen goes into `notes`.
    """

    slice = slice
    in_place = {
        symbol: getattr(operator, f"i{name}")
        for symbol, name in zip(SYMBOLS.values(), IN_PLACE.split(), strict=False)
    }

    def __init__(self):
        self.name = f"walk {next(_numbers)}"  # no name in any source
        self.notes = Notes()
        self.sites = []  # [(Operation, the values of its parts that are there)]
        self.at_first = False  # whether the first element of a comprehension is evaluated

    def evaluate(self, node, scope, words=ast.unparse):
        """(value, Notes) of an expression; value is the exception where it fails."""
        self.notes = notes = Notes()
        code = compile(ast.Expression(Rewriter(self, words).visit(node)), "<expression>", "eval")
        try:
            with np.errstate(all="ignore"):
                return eval(code, {**scope, self.name: self}), notes
        except Exception as error:
            notes.fail(error)
            return error, notes

    # Called by rewritten expressions

    def called(self, function):
        """A function or method is called; returns what is called in its place."""
        return function

    def operand(self, number, place, value):
        """An operand of an operation has its value; with the last one it begins."""
        operation, values = self.sites[number]
        values[place] = value
        if place == operation.last:
            self.notes.begun = None
            if any(map(has_array, values)) or is_of_shape(operation.node):
                self.notes.begun, names = operation.begin(values)
                self.notes.names |= names
            values[:] = map(_constant, operation.parts)  # holds no array longer than it has to
        return value

    def result(self, number, value):
        """An operation has its result."""
        operation, self.notes.begun = self.notes.begun, None
        if operation and operation.node is self.sites[number][0].node:
            several = shapes_of if type(value) is tuple else shape_of
            operation.result = value if is_sizes(value) else several(value)
            computes = getattr(operation.node, "attr", "T") in ("T", "mT")  # X.shape does not
            if computes and operation.result is not None:
                self.notes.add(operation)
        return value

    def comprehension(self, iterable):
        """A comprehension begins."""
        self.at_first = True
        return iterable

    def element(self, value):
        """The first element of a comprehension has its value."""
        self.at_first = False
        return value


def evaluate(expression, names):
    """(value, operations) of an expression given as text; value is the exception where it fails.

    Raises SyntaxError where it is no expression.
    """
    tree = ast.parse(expression.strip(), mode="eval")
    value, notes = Walk().evaluate(tree.body, {"np": np, **names})
    return value, notes.operations


class Rewriter:
    """Rewrites expressions for a Walk; the nodes that are given stay as they are.

    `words` gives the text of a node. A lambda is left alone: it runs when nobody looks.
    """

    def __init__(self, walk, words=ast.unparse):
        self.walk, self.words = walk, words
        self.slots, self.called, self.eager = {}, set(), set()  # by the id of a node

    def visit(self, node):
        """The expression, or the new value of x in `x += y`, rewritten; all else stays."""
        if isinstance(node, ast.AugAssign):
            return self.of_augmented(node)
        if not isinstance(node, ast.expr | ast.keyword):
            return node
        number, made = self.site(node), copy.copy(node)
        if isinstance(node, COMPREHENSIONS):
            self.of_comprehension(node, made)
        elif not isinstance(node, ast.Lambda):
            for name, part in ast.iter_fields(node):
                several = isinstance(part, list)
                setattr(made, name, list(map(self.visit, part)) if several else self.visit(part))
        if isinstance(node, ast.Slice):  # which no call can take
            sizes = [size or ast.Constant(None) for size in (made.lower, made.upper, made.step)]
            made = self.call("slice", node, *sizes)
        if number is not None:
            made = self.call("result", node, number, made)
        if id(node) in self.slots:
            made = self.call("operand", node, *self.slots[id(node)], made)
        if id(node) in self.called:
            made = self.call("called", node, made)
        return made

    def of_augmented(self, node):
        number, symbol = self.site(node), SYMBOLS[type(node.op)]
        target = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        operands = [self.call("operand", target, number, 0, target), self.visit(node.value)]
        function = ast.Subscript(self.attribute("in_place"), ast.Constant(symbol), ast.Load())
        made = ast.copy_location(ast.Call(function, operands, []), node)
        return self.call("result", node, number, made)

    def of_comprehension(self, node, made):
        """What it goes through, and of what it computes the first element."""
        first = copy.copy(node.generators[0])
        first.iter = self.call("comprehension", first.iter, self.visit(first.iter))
        made.generators = [first, *node.generators[1:]]
        if isinstance(node, ast.GeneratorExp) and id(node) not in self.eager:
            return
        names = [name for name in ("key", "value", "elt") if hasattr(node, name)]
        for name in names:
            part = getattr(node, name)
            one = self.visit(part)
            if name is names[-1]:
                one = self.call("element", part, one)
            both = ast.IfExp(self.attribute("at_first"), one, part)
            setattr(made, name, ast.fix_missing_locations(ast.copy_location(both, part)))

    def site(self, node):
        """The number of the node among the operations; None if it is none."""
        parts = _parts(node)
        places = [k for k, part in enumerate(parts) if not isinstance(part, ast.Constant)]
        of_call = isinstance(node, ast.Attribute) and id(node.value) in self.slots
        if not places or of_call:
            return None
        number, func = len(self.walk.sites), getattr(node, "func", None)
        made = Operation(self.words(node), symbol_of(node), node, parts, places[-1])
        self.walk.sites.append((made, list(map(_constant, parts))))
        self.slots.update((id(parts[place]), (number, place)) for place in places)
        # Where a call has several lines, Python says that of the method, as it is written alone.
        if not isinstance(func, ast.Attribute) or func.lineno == func.end_lineno:
            self.called.add(id(func))
        if getattr(func, "id", getattr(func, "attr", "")) in EAGER:
            self.eager.update(map(id, node.args))
        return number

    def attribute(self, name):
        return ast.Attribute(ast.Name(self.walk.name, ast.Load()), name, ast.Load())

    def tell(self, method, place, *arguments):
        """A statement that calls a method of the walk."""
        return ast.copy_location(ast.Expr(self.call(method, place, *arguments)), place)

    def call(self, method, place, *arguments):
        """walk.method(...), with the place in the source of another node."""
        arguments = [a if isinstance(a, ast.AST) else ast.Constant(a) for a in arguments]
        made = ast.Call(self.attribute(method), arguments, [])
        return ast.fix_missing_locations(ast.copy_location(made, place))


def _parts(node):
    """What an operation works on, in the order in which Python evaluates it; [] of all else."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.AugAssign(target=target, value=value):
            return [target, value]
        case ast.Compare(left=left, comparators=[right, *_]):  # of a chain, what always happens
            return [left, right] if type(node.ops[0]) in SYMBOLS else []
        case ast.UnaryOp(operand=part):
            return [part]
        case ast.Attribute(value=part):
            return [part]
        case ast.Subscript(value=part, slice=index) if not isinstance(part, LITERALS):
            return [part, index]
        case ast.Call(func=func, args=args, keywords=named) if not isinstance(func, LITERALS):
            unpacked = any(isinstance(part, ast.Starred) for part in args)
            if not unpacked and all(keyword.arg for keyword in named):
                owner = func.value if isinstance(func, ast.Attribute) else func
                return [owner, *args, *[keyword.value for keyword in named]]
    return []


def _constant(node):
    return node.value if isinstance(node, ast.Constant) else None
