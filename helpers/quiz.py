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
    """Ask what `expression` gives: `guess("a + b", a=a, b=b)` shows a field for the answer.

    Raises SyntaxError where `expression` is none, and TypeError where it gives what nobody could
    type: neither an array, a shape, a number, True or False nor an error.
    """

    def __str__(self):
        return f"Your guess: what does {self.expression} give? {self.ask}"

    def _ipython_display_(self):
        def respond(typed):
            status.value = marked(*self.answer(typed))

        field, button = answer_field("guess", respond)
        status = announced()
        controls = [ipywidgets.HTML(asked(self)), ipywidgets.HBox([field, button]), status]
        show.show(f"<p>{asked(self)}</p>", str(self), controls, "zl-guess")


class Drill:
    """Questions about shapes, without end: kind is "broadcasting", "product" or "reductions".

    Enter answers, Enter again goes on. The questions are the same at each start, the easy ones
    first. A pattern that was missed comes back after two others, until it is answered; after the
    last pattern any one may come, with longer axes. Raises ValueError for another kind.
    """

    def __init__(self, kind):
        if kind not in list(KINDS):  # a list has no hash
            has = ", ".join(f'"{one}"' for one in KINDS)
            raise ValueError(f"kind is {kind!r}, it needs to be one of {has}")
        self.patterns, self.random = KINDS[kind], random.Random(kind)
        self.coming = list(self.patterns)
        self.shapes = {}  # of each pattern, when it was asked last
        self.answered = self.right = 0
        self.go_on()

    def go_on(self):
        """Ask the next question."""
        while len(self.coming) <= PAUSE:
            others = [each for each in self.patterns if each not in self.coming]
            # By random.random(), which alone gives the same numbers in every Python.
            self.coming.append(others[int(self.random.random() * len(others))])
        self.pattern = expression, letters = self.coming.pop(0)
        shapes = last = self.shapes.get(self.pattern)
        while shapes == last:  # not the same question again
            shapes = self._lengths(letters)
        self.shapes[self.pattern] = shapes
        arrays = dict(zip(string.ascii_lowercase, map(np.ones, shapes), strict=False))
        self.question, self.open = ShapeQuestion(expression, **arrays), True

    def _lengths(self, letters):
        """Shapes as "nm m1" says, with a length for each letter."""
        lengths = range(2, 6 if self.answered < len(self.patterns) else 10)
        shuffled = sorted(lengths, key=lambda _: self.random.random())
        chosen = {"1": 1, **dict(zip("nmkj", shuffled, strict=False))}
        return [tuple(chosen[letter] for letter in shape) for shape in letters.split()]

    def answer(self, typed):
        """(right, sentence); the first answer that can be read counts, and closes the question."""
        right, sentence = self.question.answer(typed)
        if right is None or not self.open:
            return right, sentence
        self.open = False
        self.answered += 1
        self.right += right
        if not right:
            self.coming.insert(PAUSE, self.pattern)
            sentence += " A question like this one comes back."
        return right, sentence

    def _ipython_display_(self):
        def respond(typed):
            if self.open and typed.strip():
                tell(marked(*self.answer(typed)))

        def go_on(_, content=None, __=None):
            if not self.open and (content is None or content.get("event") == "submit"):
                self.go_on()
                field.value = ""
                field.focus()
                tell("")

        def tell(told):
            question.value, status.value = asked(self.question), told
            score.value = f"{self.answered} answered, {self.right} right."
            following.disabled = self.open

        field, button = answer_field("answer", respond)
        following = wide_button("Next", go_on)
        field.on_msg(go_on)  # Enter, which is sent before a new value is
        question, status, score = announced(), announced(), announced()
        tell("")
        row = ipywidgets.HBox([field, button, following])
        still = f"<p>{asked(self.question)}</p>"
        show.show(still, str(self.question), [question, row, status, score], "zl-drill")


guess, drill = Guess, Drill  # as a lesson calls them


def answer_field(label, respond):
    """A field and its button; Enter, leaving the field and the button call respond(typed)."""
    layout = {"width": "18em"}
    field = ipywidgets.Text(
        placeholder="your answer", continuous_update=False, description=label, layout=layout
    )
    field.observe(lambda _: respond(field.value), "value")
    return field, wide_button("Answer", lambda _: respond(field.value))


def wide_button(label, pressed):
    """A button, as wide as the others."""
    button = ipywidgets.Button(description=label, layout={"width": "7em"})
    button.on_click(pressed)
    return button


def announced():
    """Text that a screen reader says when it changes."""
    return ipywidgets.HTML().add_class("zl-status")


def marked(right, sentence):
    """A sentence behind its mark: right, wrong (False) or not read (None)."""
    mark = {True: "&#10003; Right.", False: "&#10007; Not quite.", None: "?"}[right]
    return f"<b>{mark}</b> {html.escape(sentence)}"


def asked(question):
    """The question's words as HTML, the expression in them as code."""
    words, code = html.escape(str(question)), html.escape(question.expression)
    return words.replace(f" {code}", f" <code>{code}</code>", 1)
