"""Questions about what an expression gives, answered by NumPy; and the patterns of the drill."""

import ast
import contextlib
import io
import itertools
import warnings
from pathlib import Path

import numpy as np

from helpers.shapes import answers
from helpers.shapes.operation import why
from helpers.shapes.reasons import alternatives, outermost, rule
from helpers.shapes.values import shape_of
from helpers.shapes.walk import evaluate

ASK = "Type a shape such as (2, 3), {}, or error."
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

    `names` are its variables. It is evaluated a few times, also with one operation changed.
    """

    ask, kinds = ASK.format("a number, True or False"), object
    answer_of = staticmethod(answers.answer_of)

    def __init__(self, expression, /, **names):
        self.expression, self.names = expression, names
        tree = ast.parse(expression.strip(), mode="eval")
        self.whole = ast.unparse(tree)
        with _unnoticed(names):
            value, self.operations = evaluate(self.whole, names)
            try:
                self.truth, self.entries = self.answer_of(value)
            except (TypeError, ValueError, OverflowError):
                needed = "an array, a shape, a number, True or False, or an error"
                raise TypeError(f"{expression} gives {value!r}, a guess needs {needed}") from None
        self.rule = outermost(self.operations, self.whole)
        if isinstance(value, Exception) and not (self.operations and self.operations[-1].why):
            self.rule = why(value)
        self.remarks = []  # an operation, what is said of a wrong answer, and that answer
        for operation, other in alternatives(self.whole, self.operations):
            with _unnoticed(names), contextlib.suppress(TypeError, ValueError, OverflowError):
                answer = self.answer_of(evaluate(other, names)[0])
                self.remarks.append((operation, f"would be {other}", *answer))
        used = (part.id for part in ast.walk(tree) if isinstance(part, ast.Name))
        parts = {name: shape_of(names.get(name)) for name in used}
        parts |= {operation.words: operation.result for operation in self.operations}
        for operation, (part, shape) in itertools.product(self.operations, parts.items()):
            if shape and part in operation.words and operation.result not in (None, shape):
                self.remarks.append((operation, f"is the shape of {part}", shape, None))

    def answer(self, typed):
        """(right, sentences) for what was typed; right is None where it cannot be read."""
        given = answers.read_answer(typed)
        if given is None or not isinstance(given, self.kinds):
            return None, f"{typed.strip() or 'Nothing'} is no answer I can read. {self.ask}"
        does = DOES.get(type(self.truth), "gives {}").format(answers.in_words(self.truth))
        if isinstance(given, list) and np.ndim(self.entries):
            does += f", {answers.in_words(self.entries)}"
        right = answers.is_same(typed, self.truth, self.entries)
        operation, remark = (None, "") if right else self._remark(typed, given)
        elsewhere = operation and self.truth != "error" and rule(operation, self.whole)
        sentences = filter(None, [f"{self.expression} {does}", elsewhere or self.rule, remark])
        return right, " ".join(f"{sentence.removesuffix('.')}." for sentence in sentences)

    def _remark(self, typed, given):
        """(operation, sentence): the first operation that explains a wrong answer, and how."""
        if given == "error":  # where two shapes differ, and fit
            unequal = (o for o in self.operations if len(set(map(str, o.shapes)) - {"()"}) > 1)
            return next(unequal, None), ""
        for operation, remark, *answer in self.remarks:
            if not isinstance(given, bool) and answers.is_same(typed, *answer):
                said = "A number" if given == () else answers.in_words(given)
                return operation, f"{said} {remark}."
        return None, answers.near(given, self.truth, self.entries)


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

    def answer(self, typed):
        given = answers.read_answer(typed)
        if isinstance(given, float) and given.is_integer() and given >= 0:
            return None, f"One axis of length {given:.0f} is typed ({given:.0f},). {self.ask}"
        return super().answer(typed)


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
