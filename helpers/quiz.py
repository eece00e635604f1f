"""guess(): commit to an answer, then see it and why; drill(): shape questions without end."""

import html
import random
import string

import ipywidgets
import numpy as np

from helpers.pictures import show
from helpers.shapes.questions import KINDS, Question, ShapeQuestion

PAUSE = 2  # questions between a miss and its return


class Guess(Question):
    """A question that shows itself with a field for the answer."""

    def _ipython_display_(self):
        words = f"Your guess: what does {self.expression} give? {self.ask}"
        asked = coded(words, self.expression)
        field, button, status = answer_field("guess"), wide_button("Answer"), announced()

        def respond(_):
            status.value = marked(*self.answer(field.value))

        field.observe(respond, "value")  # Enter, or leaving the field
        button.on_click(respond)
        controls = [ipywidgets.HTML(asked), ipywidgets.HBox([field, button]), status]
        show.show(f"<p>{asked}</p>", words, controls, "zl-guess")


def guess(expression, **names):
    """Ask what `expression` gives: `guess("a + b", a=a, b=b)` shows a field for the answer.

    Raises SyntaxError where `expression` is none, and TypeError where it gives what nobody could
    type: neither an array, a shape, a number, True or False nor an error.
    """
    return Guess(expression, names)


class Drill:
    """Questions of a kind, the easy ones first, and what became of them.

    The questions are the same at each start. A pattern that was missed comes back after two others,
    until it is answered; after the last pattern any one may come, with longer axes.
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
            self.pattern = self._pick([k for k in range(len(self.patterns)) if k != self.pattern])
        expression, letters = self.patterns[self.pattern]
        shapes = self._lengths(letters)
        while shapes == self.shapes.get(self.pattern):  # not the same question again
            shapes = self._lengths(letters)
        self.shapes[self.pattern] = shapes
        arrays = dict(zip(string.ascii_lowercase, map(np.ones, shapes), strict=False))
        self.question = ShapeQuestion(expression, arrays)

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
        field, answer, following = (
            answer_field("answer"),
            wide_button("Answer"),
            wide_button("Next"),
        )
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
        return coded(str(self.question), self.question.expression)


def drill(kind):
    """Questions about shapes, without end: kind is "broadcasting", "product" or "reductions".

    Enter answers, Enter again goes on. Raises ValueError for another kind.
    """
    return Drill(kind)


def answer_field(label):
    """Where an answer is typed; its value changes with Enter, or when the field is left."""
    return ipywidgets.Text(
        placeholder="your answer",
        continuous_update=False,
        description=label,
        layout=ipywidgets.Layout(width="18em"),
    )


def wide_button(label):
    """A button, as wide as the others."""
    return ipywidgets.Button(description=label, layout=ipywidgets.Layout(width="7em"))


def announced(words=""):
    """Text that a screen reader says when it changes."""
    status = ipywidgets.HTML(words)
    status.add_class("zl-status")
    return status


def marked(right, sentence):
    """A sentence behind its mark: right, wrong (False) or not read (None)."""
    mark = {True: "&#10003; Right.", False: "&#10007; Not quite.", None: "?"}[right]
    return f"<b>{mark}</b> {html.escape(sentence)}"


def coded(question, expression):
    """The question's words as HTML, the expression in them as code."""
    words, code = html.escape(question), html.escape(expression)
    return words.replace(f" {code}", f" <code>{code}</code>", 1)
