"""drill(): questions about shapes without end, from easy to hard; what was missed comes back."""

import ast
import html
import random
import string

import ipywidgets
import numpy as np

from helpers.pictures import show
from helpers.quiz import announced, answer_field, marked, read_answer, wide_button
from helpers.shapes.rules import explain_reduction, steps

ASK = "Type a shape such as (2, 3), () for a number, or error."
NUMBERS = {"number", "a number", "one number", "scalar", "a scalar"}
PAUSE = 2  # questions between a miss and its return
REDUCTIONS = {"sum", "mean", "max", "min", "prod", "std", "var", "any", "all"}

# An expression, then the shapes of a, b and c; a letter is a length, another one for each letter.
BROADCASTING = """
a * 2 | nm
a + b | nm nm
a - b | nm 1m
a * b | nm n1
a + b | n1 1m
a + b | nm mn
a - b | nm m
a - b | nm n
a * b | 1 nm
a + b | 1n n
a - b | n n1
a * b | n m
a + b.T | n1 n1
a - b.T | nm nm
a + b.T | n n
a * b + c | nm n1 1m
a * b + c | nm m n
a > b | n1 m
a - b | knm nm
a - b | knm k1m
a + b | knm km
a * b | k1m n1
a + b | kn1 km
a * b + c | k11 n1 m
"""
PRODUCT = """
a @ b | nm mk
a @ b | 1n nm
a @ b | nm m1
a @ b | nm nm
a @ b.T | nm nm
a.T @ b | nm nm
a @ b | n1 1m
a @ b | 1n n1
a @ b | n1 n1
a.T @ b | n1 nm
a * b | nm nm
a @ b | nm m
a @ b | n nm
a @ b | n n
a @ b | nm n
a @ b | n n1
a @ b | n1 n
a.T @ b | n n
a @ 2 | nm
a.T @ b + c | n1 nm 1m
a.T @ b + c | n1 nm n1
a @ b @ c | nm mk k1
a @ b.T / 2 | nm 1m
a @ b | knm mj
a @ b | knm kmj
a @ b | knm jmn
"""
REDUCTION = """
a.sum() | nm
a.sum(axis=0) | nm
a.mean(axis=1) | nm
a.max(axis=0) | n
a.sum(axis=1, keepdims=True) | nm
a.mean(axis=0, keepdims=True) | nm
a.min(axis=-1) | nm
a.sum(axis=2) | nm
np.sum(a, axis=0) | n1
a.sum(keepdims=True) | nm
a.sum(axis=1) | n
a.sum(axis=0).sum() | nm
a - a.mean(axis=0) | nm
a - a.mean(axis=1) | nm
a - a.mean(axis=1, keepdims=True) | nm
a / a.sum(axis=0, keepdims=True) | nm
(a * b).sum(axis=0) | nm n1
(a - b).mean() | nm 1m
a.sum(axis=1) | knm
a.max(axis=-1, keepdims=True) | knm
a.mean(axis=(0, 2)) | knm
a.sum(axis=(1, 2), keepdims=True) | knm
a - a.mean(axis=1) | knm
(a @ b).sum(axis=0, keepdims=True) | nm mk
"""
KINDS = {
    kind: [line.split(" | ") for line in table.strip().splitlines()]
    for kind, table in (
        ("broadcasting", BROADCASTING),
        ("product", PRODUCT),
        ("reductions", REDUCTION),
    )
}


class Question:
    """Asks for the shape of an expression; NumPy answers. `names` are its arrays."""

    def __init__(self, expression, names):
        self.expression, self.names = expression, names
        value, said = steps(expression, names)
        self.truth = "error" if isinstance(value, Exception) else np.shape(value)
        explained = _reductions(expression, names)
        if any(one.shape is None for one in explained):
            said = said[:-1]  # NumPy's words for the same
        said = [one.removeprefix(f"{expression}: ") for one in said]
        outer = ast.parse(expression, mode="eval").body
        inside_first = said + explained if isinstance(outer, ast.Call) else explained + said
        self.why = " ".join(inside_first)

    def __str__(self):
        has = [f"{name} has shape {np.shape(value)}" for name, value in self.names.items()]
        given = ", ".join(has[:-1]) + " and " * (len(has) > 1) + has[-1]
        return f"{given}. What is the shape of {self.expression}? {ASK}"

    def answer(self, typed):
        """(right, sentence) for what was typed; right is None where it cannot be read."""
        given = () if typed.strip().lower().rstrip(".") in NUMBERS else read_answer(typed)
        if isinstance(given, float) and given.is_integer() and given >= 0:
            return None, f"One axis of length {given:.0f} is typed ({given:.0f},). {ASK}"
        if given != "error" and not isinstance(given, tuple):
            return None, f"{typed.strip() or 'Nothing'} is no answer I can read. {ASK}"
        does = "raises an error" if self.truth == "error" else f"has shape {self.truth}"
        return given == self.truth, f"{self.expression} {does}. {self.why}"


def _reductions(expression, names):
    """An explanation for each .sum(...), .mean(...) and so on, the innermost first."""
    explained = []
    for node in reversed(list(ast.walk(ast.parse(expression, mode="eval")))):
        match node:
            case ast.Call(func=ast.Attribute(value=base, attr=name)) if name in REDUCTIONS:
                taken = node.args[0] if ast.unparse(base) == "np" else base
                value, _ = steps(ast.unparse(taken), names)
                options = {one.arg: ast.literal_eval(one.value) for one in node.keywords}
                explained.append(explain_reduction(np.shape(value), **options))
    return explained


class Drill:
    """Questions of a kind, the easy ones first, and what became of them.

    `kind` is "broadcasting", "product" or "reductions"; another one is a ValueError. The questions
    are the same at each start. A pattern that was missed comes back after two others, until it is
    answered; after the last pattern any one may come, with longer axes.
    """

    def __init__(self, kind):
        if kind not in list(KINDS):  # a list has no hash
            has = ", ".join(f'"{one}"' for one in KINDS)
            raise ValueError(f"kind is {kind!r}, it needs to be one of {has}")
        self.patterns, self.random = KINDS[kind], random.Random(kind)
        self.asked = self.answered = self.right = self.reached = 0
        self.missed, self.pattern = {}, None  # the number of a pattern: when it is due
        self.shapes = {}  # and its shapes when it was asked last
        self.go_on()

    def go_on(self):
        """Ask the next question."""
        self.asked += 1
        self.open = True
        due = [pattern for pattern, when in self.missed.items() if when <= self.asked]
        if due:
            self.pattern = due[0]
        elif self.reached < len(self.patterns):
            self.pattern = self.reached
            self.reached += 1
        else:
            others = [k for k in range(len(self.patterns)) if k != self.pattern]
            self.pattern = self._pick(others)
        expression, letters = self.patterns[self.pattern]
        shapes = self._lengths(letters)
        while shapes == self.shapes.get(self.pattern):  # not the same question again
            shapes = self._lengths(letters)
        self.shapes[self.pattern] = shapes
        arrays = dict(zip(string.ascii_lowercase, map(np.ones, shapes), strict=False))
        self.question = Question(expression, arrays)

    def answer(self, typed):
        """(right, sentence); the first answer that can be read counts, and closes the question."""
        right, sentence = self.question.answer(typed)
        if right is None or not self.open:
            return right, sentence
        self.open = False
        self.answered += 1
        self.right += right
        self.missed.pop(self.pattern, None)
        if not right:
            self.missed[self.pattern] = self.asked + PAUSE + 1
            sentence += " A question like this one comes back."
        return right, sentence

    @property
    def score(self):
        return f"{self.answered} answered, {self.right} right."

    def _lengths(self, letters):
        """Shapes as "nm m1" says, with a length for each letter."""
        lengths = list(range(2, 6 if self.reached < len(self.patterns) else 10))
        chosen = {"1": 1}
        for letter in dict.fromkeys(letters.replace(" ", "").replace("1", "")):
            chosen[letter] = self._pick(lengths)
            lengths.remove(chosen[letter])
        return [tuple(chosen[letter] for letter in shape) for shape in letters.split()]

    def _pick(self, choices):
        return choices[int(self.random.random() * len(choices))]  # alike in every Python

    def _ipython_display_(self):
        asked, status, score = announced(self._asked()), announced(), announced(self.score)
        field, answer = answer_field("answer"), wide_button("Answer")
        following = wide_button("Next")
        following.disabled = True

        def respond(_):
            if not self.open or not field.value.strip():
                return
            status.value = marked(*self.answer(field.value))
            score.value, following.disabled = self.score, self.open

        def go_on(_):
            if self.open:
                return
            self.go_on()
            asked.value, status.value, field.value = self._asked(), "", ""
            following.disabled = True

        def enter(_, content, __):
            if content.get("event") == "submit":  # sent before a new value is
                go_on(None)

        def clicked(_):
            go_on(None)
            field.focus()

        field.observe(respond, "value")
        field.on_msg(enter)
        answer.on_click(respond)
        following.on_click(clicked)
        row = ipywidgets.HBox([field, answer, following])
        still = f"<p>{self._asked()}</p>"
        show.show(still, str(self.question), [asked, row, status, score], "zl-drill")

    def _asked(self):
        expression = html.escape(self.question.expression)
        words = html.escape(str(self.question))
        return words.replace(f" {expression}?", f" <code>{expression}</code>?")


def drill(kind):
    """Questions about shapes, without end: kind is "broadcasting", "product" or "reductions".

    Enter answers, Enter again goes on. Raises ValueError for another kind.
    """
    return Drill(kind)
