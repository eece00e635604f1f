"""Questions about what an expression gives, answered by NumPy; and the patterns of the drill."""

import ast
import contextlib
import io
import warnings
from itertools import product

import numpy as np

from helpers.shapes import answers
from helpers.shapes.reasons import alternatives, outermost, parting, rule
from helpers.shapes.walk import evaluate, why

ASK = "Type a shape such as (2, 3), {}, or error."
DOES = {str: "raises an {}", tuple: "gives shape {}"}


def _patterns(table):
    """[(expression, shapes)] of a table: in each row expressions, and the shapes each meets."""
    rows = ([part.split(" | ") for part in row.split(" ; ")] for row in table.strip().split("\n"))
    return [pattern for expressions, shapes in rows for pattern in product(expressions, shapes)]


# From easy to hard; the shapes are those of a, b and c, with a letter for each length.
KINDS = {
    "broadcasting": _patterns("""
a * 2 ; nm
a + b ; nm nm | nm 1m
a * b ; nm n1 | n1 1m | nm mn
a - b ; nm m | nm n | 1 nm | 1n n | n n1 | n m
a + b.T ; n1 n1 | nm nm | n n
a * b + c ; nm n1 1m | nm m n
a > b ; n1 m
a - b ; knm nm | knm k1m | knm km | k1m n1 | kn1 km
a * b + c ; k11 n1 m
"""),
    "product": _patterns("""
a @ b ; nm mk | 1n nm | nm m1 | nm nm
a @ b.T | a.T @ b ; nm nm
a @ b ; n1 1m | 1n n1 | n1 n1
a.T @ b ; n1 nm
a * b ; nm nm
a @ b ; nm m | n nm | n n | nm n | n n1 | n1 n
a.T @ b ; n n
a @ 2 ; nm
a.T @ b + c ; n1 nm 1m | n1 nm n1
a @ b @ c ; nm mk k1
a @ b.T / 2 ; nm 1m
a @ b ; knm mj | knm kmj | knm jmn
"""),
    "reductions": _patterns("""
a.sum() | a.sum(axis=0) | a.mean(axis=1) ; nm
a.max(axis=0) ; n
a.sum(axis=1, keepdims=True) | a.mean(axis=0, keepdims=True) | a.min(axis=-1) | a.sum(axis=2) ; nm
np.sum(a, axis=0) ; n1
a.sum(keepdims=True) ; nm
a.sum(axis=1) ; n
a.sum(axis=0).sum() | a - a.mean(axis=0) | a - a.mean(axis=1) ; nm
a - a.mean(axis=1, keepdims=True) | a / a.sum(axis=0, keepdims=True) ; nm
(a * b).sum(axis=0) ; nm n1
(a - b).mean() ; nm 1m
a.sum(axis=1) | a.max(axis=-1, keepdims=True) | a.mean(axis=(0, 2)) ; knm
a.sum(axis=(1, 2), keepdims=True) | a - a.mean(axis=1) ; knm
(a @ b).sum(axis=0, keepdims=True) ; nm mk
"""),
}


class Question:
    """What does `expression` give? NumPy answers at once: later cells may change the arrays.

    `names` are its variables. It is evaluated a few times, also with one operation changed. Raises
    SyntaxError where it is no expression, and TypeError where nobody could type what it gives.
    """

    ask, kinds = ASK.format("a number, True or False"), object
    answer_of = staticmethod(answers.answer_of)

    def __init__(self, expression, names):
        self.expression, self.names = expression, names
        self.whole = ast.unparse(ast.parse(expression.strip(), mode="eval"))
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
        self.others = []
        for operation, other in alternatives(self.whole, self.operations):
            with _unnoticed(names), contextlib.suppress(TypeError, ValueError, OverflowError):
                answer = self.answer_of(evaluate(other, names)[0])
                self.others.append((operation, other, *answer))

    def answer(self, typed):
        """(right, sentences) for what was typed; right is None where it cannot be read."""
        given = answers.read_answer(typed)
        if given is None or not isinstance(given, self.kinds):
            return None, f"{typed.strip() or 'Nothing'} is no answer I can read. {self.ask}"
        does = DOES.get(type(self.truth), "gives {}").format(answers.in_words(self.truth))
        if isinstance(given, list) and np.ndim(self.entries):
            does += f", {answers.in_words(self.entries)}"
        right = answers.is_same(typed, self.truth, self.entries)
        reason = [self.rule] if right else self._parting(typed, given)
        sentences = filter(None, [f"{self.expression} {does}", *reason])
        return right, " ".join(f"{sentence.removesuffix('.')}." for sentence in sentences)

    def _parting(self, typed, given):
        operation, hint = parting(typed, self.operations, self.others)
        elsewhere = operation and self.truth != "error" and rule(operation, self.whole)
        return [elsewhere or self.rule, hint or answers.near(given, self.truth, self.entries)]


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
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            for array, before in saved:
                array[...] = before
