"""A learner's function run once more, its lines written down: each run of a line is a Moment."""

import ast
from dataclasses import dataclass

from helpers.checking.attempt import watched
from helpers.checking.compare import alike
from helpers.checking.values import is_real_array
from helpers.shapes.lines import Line, Loop, Recorder, kept

MOST = 1000  # runs of lines, which take less than 100 ms; a clock would not say the same twice


@dataclass(frozen=True, eq=False)
class Moment:
    """A run of a line: its place among all, the loops round it [(Loop, iteration)], what it sets.

    `sets` is {name: its value after the line}, None where that is not known, as for X[...] = value;
    `before` {name: its value when the line began}, `list` for a list; `turns` is how often a `for`
    would go round, None where that is not known.
    """

    place: int
    line: Line
    loops: tuple
    sets: dict
    before: dict
    turns: int | None
    node: ast.AST

    @property
    def reads(self):
        """The names that it uses; not the X of X[...] = value, but the X of X += value."""
        written = [target.value for target in _targets(self.node) if hasattr(target, "value")]
        parts = [p for p in ast.walk(self.node) if isinstance(p, ast.Name) and p not in written]
        added = self.node.target if isinstance(self.node, ast.AugAssign) else None
        return {part.id for part in parts if isinstance(part.ctx, ast.Load) or part is added}

    @property
    def adds(self):
        """Whether it adds to what a name held, or writes an entry of it."""
        entry = isinstance(_targets(self.node)[0], ast.Subscript)
        return entry or bool(self.reads & self.sets.keys())

    @property
    def variables(self):
        """The variables of the loops round it."""
        return {name for loop, _ in self.loops for name in variables_of(loop)}


def moments_of(function, trial):
    """(entries, moments) of a trial's call; ([], []) where they cannot be had.

    No trace is better than a wrong one: it has to come to what the function came to before.
    """
    witness = _Witness()
    entries, again = watched(function, trial.case.args, witness)
    if not entries or witness.is_full or not alike(again, trial.attempt):
        return [], []
    runs = enumerate(_runs(entries))
    return entries, [witness.moment(place, line, loops) for place, (line, loops) in runs]


class _Witness(Recorder):
    """Keeps, too, what the names held when a line began, and how often a loop would go round.

    When it is full, no loop is written down any more.
    """

    iterations = 8

    def __init__(self):
        super().__init__()
        self.before, self.turns = {}, {}  # by Line

    @property
    def is_full(self):
        return len(self.before) > MOST

    def begin(self, number, variables):
        line = super().begin(number, variables)
        self.before[line] = {
            name: list if isinstance(value, list) else kept(value)
            for name, value in variables.items()
        }
        if self.is_full:
            self.iterations = 0
        return line

    def value(self, line, value):
        known = type(value) in (range, list, tuple) or is_real_array(value) and value.ndim
        self.turns[line] = len(value) if known else None
        return super().value(line, value)

    def moment(self, place, line, loops):
        node = _node(line)
        sets, before = _sets(node, line.value), self.before.get(line, {})
        return Moment(place, line, loops, sets, before, self.turns.get(line), node)


def variables_of(loop):
    """The variables of a `for` loop."""
    head = ast.parse(f"{loop.words}: pass").body[0]
    names = ast.walk(head.target) if isinstance(head, ast.For) else ()
    return {part.id for part in names if isinstance(part, ast.Name)}


def heads(moments, inside):
    """The runs of the lines at which the loops round a moment begin, from the outermost."""
    before = list(reversed(moments[: inside.place]))
    return [next(m for m in before if m.line.words == loop.words) for loop, _ in inside.loops]


def _runs(entries, loops=()):
    """[(Line, the loops round it)]"""
    for entry in entries:
        if isinstance(entry, Loop):
            for number, inside in entry.iterations.items():
                yield from _runs(inside, (*loops, (entry, number)))
        else:
            yield entry, loops


def _node(line):
    """The statement of a line; one that says nothing where a line is no statement (`for`, `if`)."""
    try:
        return ast.parse(line.words).body[0]
    except SyntaxError:
        return ast.Pass()


def _targets(node):
    return node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]


def _sets(node, value):
    """{name: value} of what a line assigns; X[...] = value sets X."""
    whole = target = _targets(node)[0]
    while isinstance(whole, ast.Subscript):
        whole = whole.value
    match target:
        case ast.Name(id=name):
            return {name: value}
        case ast.Subscript() if isinstance(whole, ast.Name):
            return {whole.id: None}
        case ast.Tuple(elts=parts) if all(isinstance(part, ast.Name) for part in parts):
            values = value if isinstance(value, tuple) else [None] * len(parts)
            return dict(zip([part.id for part in parts], values, strict=False))
    return {}
