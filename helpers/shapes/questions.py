"""Questions about what an expression gives, answered by NumPy; and the patterns of the drill."""

import ast
import contextlib
import io
import itertools
import math
import warnings
from pathlib import Path

import numpy as np

from helpers.shapes import answers
from helpers.shapes.operation import why
from helpers.shapes.reasons import LOOK, alternatives, kind_of, outermost, regrouped, rule
from helpers.shapes.values import shape_of
from helpers.shapes.walk import evaluate

ASK = "Type a shape such as (2, 3), {}, or error."
MOST_SHOWN = 1000  # characters of a value
DOES = {str: "raises an {}", tuple: "gives shape {}"}


def _kinds():
    """{kind: [(expression, shapes), ...]} from drill.txt, the easy ones first.

    In a row stand expressions, and the shapes that each meets: of a, b and c, a letter a length.
    """
    kinds, text = {}, Path(__file__).with_name("drill.txt").read_text(encoding="utf-8")
    for kind, *rows in map(str.splitlines, text.split("\n\n")):
        both = ([part.split(" | ") for part in row.split(" ; ")] for row in rows)
        kinds[kind] = [each for pair in both for each in itertools.product(*pair)]
    return kinds


KINDS = _kinds()


class Question:
    """What does `expression` give? NumPy answers at once: later cells may change the arrays.

    `names` are its variables. It is evaluated a few times, also with one operation changed. The
    answer opens with a right answer or with the second one.
    """

    ask, kinds = ASK.format("a number, True or False"), object
    answer_of = staticmethod(answers.answer_of)
    counted = staticmethod(lambda right: "")  # what there is to say when the first answer counts

    def __init__(self, expression, /, **names):
        self.expression, self.names = expression, names
        self.tries, self.solved, self.opened, self.last = 0, False, False, None
        tree = ast.parse(expression.strip(), mode="eval")
        self.whole = ast.unparse(tree)
        with _unnoticed(names):
            value, self.operations = evaluate(self.whole, names)
            try:
                self.truth, self.entries = self.answer_of(value)
            except (TypeError, ValueError, OverflowError):
                needed = "an array, a shape, a number, True or False, or an error"
                raise TypeError(f"{expression} gives {value!r}, a guess needs {needed}") from None
            self.shown = as_printed(value)
        self.outermost = outermost(self.operations)
        self.rule = self.outermost and rule(self.outermost, self.whole)
        if isinstance(value, Exception) and not (self.operations and self.operations[-1].why):
            self.outermost, self.rule = None, why(value)
        if isinstance(self.truth, float):  # the outermost one only says that a number is left
            inside = self.main and rule(self.main, self.whole)
            self.rule = inside or self._values_of_parts(tree.body)
        used = [part.id for part in ast.walk(tree) if isinstance(part, ast.Name)]
        self.shapes = {name: shape_of(names.get(name)) for name in used}
        self.shapes |= {operation.words: operation.result for operation in self.operations}
        self.shapes = {part: s for part, s in self.shapes.items() if isinstance(s, tuple)}
        self.remarks = list(self._remarks(tree))

    def _remarks(self, tree):
        """Wrong answers that explain themselves: (operation, what is said, truth, entries)."""
        others = list(alternatives(self.whole, self.operations))
        remarks = [(operation, f"would be {other}", other) for operation, other in others]
        if isinstance(self.truth, float):
            remarks += [(None, f"would be {other}", other) for other in regrouped(self.whole)]
            inside = [p for p in ast.walk(tree) if _computes(p) or isinstance(p, ast.Name)]
            remarks += [(None, f"is {part} alone", part) for part in map(ast.unparse, inside)]
        for operation, words, other in remarks:
            if answer := self._answer_to(other):
                yield operation, words, *answer
        for operation, (part, shape) in itertools.product(self.operations, self.shapes.items()):
            if shape and part in operation.words and operation.result != shape:
                yield operation, f"is the shape of {part}", shape, None
        for part, shape in self.shapes.items():
            if isinstance(self.truth, float) and shape:
                yield None, f"is the number of entries of {part}", float(math.prod(shape)), None

    def _values_of_parts(self, whole):
        """What the two sides of a number's expression are, or ""."""
        found = []
        for part in map(ast.unparse, filter(_computes, ast.iter_child_nodes(whole))):
            value, _ = self._answer_to(part) or (None, None)
            found += [f"{part} is {answers.in_words(value)}"] * isinstance(value, float)
        return ", ".join(found)

    def _answer_to(self, expression):
        """What `answer_of` says of another expression, or None for what nobody could type."""
        with _unnoticed(self.names), contextlib.suppress(TypeError, ValueError, OverflowError):
            return self.answer_of(evaluate(expression, self.names)[0])

    @property
    def kind(self):
        """The kind of rule that it asks for, a key of reasons.LOOK."""
        of_value = {str: "error", tuple: "shape"}.get(type(self.truth), "number")
        if isinstance(self.truth, float) and not math.isfinite(self.truth):
            of_value = "nan"
        return kind_of(self.main) or of_value

    @property
    def main(self):
        """The operation that it is about: one that broadcasts, or else the outermost; or None.

        Of a number that was cut out of a table the question is its value, not its shape.
        """
        broadcasts = (each for each in self.operations if kind_of(each) == "broadcasting")
        found = next(broadcasts, self.outermost)
        return None if isinstance(self.truth, float) and kind_of(found) == "index" else found

    def attempt(self, typed):
        """(right, sentences) for the next answer; right is None where it cannot be judged.

        After a first wrong answer they are about that answer and do not tell the right one, unless
        only one is left.
        """
        if self.last and self.last[0] == typed.strip():  # Enter once more is no second answer
            return self.last[1]
        right, remark, reason = self.answer(typed)
        if right is None:
            return None, remark
        self.tries += 1
        self.solved |= right
        self.opened |= right or self.tries > 1 or isinstance(self.truth, bool)
        words = f"{reason} {remark}" if self.opened else f"{remark or self.look} Try once more."
        if self.tries == 1:
            words = f"{words.rstrip()} {self.counted(right)}"
        self.last = typed.strip(), (right, words.rstrip())
        return self.last[1]

    @property
    def look(self):
        """Where to look, before the answer is told."""
        operands = self.main.operands if self.main else ""
        return LOOK[self.kind].format(operands=operands)

    def answer(self, typed):
        """(right, a remark on what was typed or "", the truth and why).

        Where it cannot be judged, right is None, and the remark says how it is written.
        """
        given = answers.read_answer(typed, self.truth)
        if words := answers.unclear(typed, self.truth, self.kinds):
            return None, words, ""
        if given is None or not isinstance(given, self.kinds):
            return None, f"{typed.strip() or 'Nothing'} is no answer I can read. {self.ask}", ""
        right = answers.is_same(typed, self.truth, self.entries)
        operation, remark = (None, "") if right else self._remark(typed, given)
        return right, remark, self.reason(operation, isinstance(given, list))

    def reason(self, operation=None, with_entries=False):
        """The truth, and why: the rule of an operation, or of the outermost one."""
        does = DOES.get(type(self.truth), "gives {}").format(answers.in_words(self.truth))
        if with_entries and np.ndim(self.entries):
            does += f", {answers.in_words(self.entries)}"
        elsewhere = operation and self.truth != "error" and rule(operation, self.whole)
        sentences = filter(None, [f"{self.expression} {does}", elsewhere or self.rule])
        return " ".join(f"{sentence.removesuffix('.')}." for sentence in sentences)

    def _remark(self, typed, given):
        """(operation, sentence): the first operation that explains a wrong answer, and how."""
        facts = given, self.truth, self.entries
        if given == "error":  # where two shapes differ, and fit
            unequal = (o for o in self.operations if len(set(map(str, o.shapes)) - {"()"}) > 1)
            operation = next(unequal, None)
            return operation, answers.remark(*facts, operation or self.outermost)
        for operation, words, *answer in self.remarks:
            if not isinstance(given, bool) and answers.is_same(typed, *answer):
                said = "A number" if given == () else answers.in_words(given)
                return operation, f"{said} {words}."
        return None, answers.remark(*facts, self.outermost, self.shapes.values())


class ShapeQuestion(Question):
    """What is the shape of `expression`, an array or a number?"""

    ask, kinds = ASK.format("() for a number"), str | tuple

    def __str__(self):
        has = [f"{name} has shape {np.shape(value)}" for name, value in self.names.items()]
        given = ", ".join(has[:-1]) + " and " * (len(has) > 1) + has[-1]
        return f"{given}. What is the shape of {self.expression}? {self.ask}"

    @staticmethod
    def answer_of(value):
        return "error" if isinstance(value, Exception) else np.shape(value), None


def as_printed(value):
    """A value as a cell shows it, a number plain; of a long one the ends, of an error one line."""
    if isinstance(value, Exception):
        return why(value).strip()
    with np.printoptions(threshold=answers.MOST_ENTRIES):
        text = repr(value.item() if isinstance(value, np.generic) else value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} ..."


def _computes(part):
    """Whether a part of an expression computes; -1 does not."""
    is_negative = isinstance(getattr(part, "operand", None), ast.Constant)
    return isinstance(part, ast.BinOp | ast.UnaryOp | ast.Call) and not is_negative


@contextlib.contextmanager
def _unnoticed(names):
    """Puts arrays back as they were; what is printed or warned is not shown."""
    arrays = [each for each in names.values() if isinstance(each, np.ndarray)]
    saved = [(array, array.copy()) for array in arrays if array.flags.writeable]
    with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
        try:
            yield
        finally:
            for array, before in saved:
                array[...] = before
