"""guess(): commit to an answer, then see it and why; drill(): shape questions without end."""

import html
import math
import random
import string
import time

import ipywidgets
import numpy as np

from helpers.checking import progress
from helpers.pictures import show
from helpers.pictures.card import CODE
from helpers.shapes.questions import KINDS, Question, ShapeQuestion

PAUSE = 2  # questions between a miss and its return
ENOUGH = 5  # right answers in a row
SOON = 1  # seconds
coming = {}  # of each kind, the patterns that this kernel will ask next


class Guess(Question):
    """Ask what `expression` gives: `guess("a + b", a=a, b=b)` shows a field for the answer.

    The value and the reason open with a right answer or with the second; the first answer is kept
    with the progress. Raises SyntaxError where `expression` is none, and TypeError where it gives
    what nobody could type: neither an array, a shape, a number, True or False nor an error.
    """

    def __str__(self):
        return f"Your guess: what does {self.expression} give? {self.ask}"

    def counted(self, right):
        return progress.add_guess(self.expression, self.kind, right)

    def _ipython_display_(self):
        def respond(typed):
            status.value = marked(*self.attempt(typed)) + (printed(self) if self.opened else "")

        row, status = answer_row("guess", respond), announced()
        text = f"{self}\nDecide, then run {self.expression}"  # no answer at a glance
        show.show(folded(self), text, [ipywidgets.HTML(asked(self)), row, status], "zl-guess")


class Drill:
    """Questions about shapes, without end: kind is "broadcasting", "product" or "reductions".

    The easy ones come first. A pattern that was missed comes back after two others, until it is
    answered; after the last pattern any one may come, with longer axes. A new drill goes on where
    the last one stopped, or, where five in a row are kept, begins half-way. Raises ValueError for
    another kind.
    """

    def __init__(self, kind):
        if kind not in list(KINDS):  # a list has no hash
            has = ", ".join(f'"{one}"' for one in KINDS)
            raise ValueError(f"kind is {kind!r}, it needs to be one of {has}")
        self.kind, self.patterns = kind, KINDS[kind]
        if kind not in coming:
            begun = kind in progress.kept()[0]["drills"]
            coming[kind] = self.patterns[len(self.patterns) // 2 if begun else 0 :]
        self.shapes = {}  # of each pattern, when it was asked last
        self.answered = self.right = self.streak = 0
        self.go_on()

    def go_on(self):
        """Ask the next question."""
        queue = coming[self.kind]
        while len(queue) <= PAUSE:
            queue.append(random.choice([each for each in self.patterns if each not in queue]))
        self.pattern = queue.pop(0)
        shapes = last = self.shapes.get(self.pattern)
        while shapes == last:  # not the same question again
            longest = 6 if self.answered < len(self.patterns) else 10
            self.question = posed(self.pattern, random.sample(range(2, longest), 4))
            shapes = [array.shape for array in self.question.names.values()]
        self.shapes[self.pattern], self.question.counted = shapes, self._count

    def _count(self, right):
        """Count a first answer; returns what it leads to."""
        self.answered += 1
        self.right += right
        self.streak = self.streak + 1 if right else 0
        if not right:
            coming[self.kind].insert(PAUSE, self.pattern)
            return "A question like this one comes back."
        if self.streak == ENOUGH:
            return progress.add_drill(self.kind) or "Five in a row: kept with your progress."
        return ""

    def _ipython_display_(self):
        def respond(typed):
            if not self.question.solved:
                tell(marked(*self.question.attempt(typed)))

        def go_on(_):
            if self.question.tries:
                self.go_on()
                field.value = ""
                field.focus()
                tell("")

        def tell(told):
            question.value, status.value = asked(self.question), told
            streak, total = f"{self.streak} right in a row", f"{self.answered} answered"
            score.value = f"{streak}; {total}, {self.right} right."
            answer.disabled, following.disabled = self.question.solved, not self.question.tries
            if self.question.solved:
                following.focus()

        following = wide_button("Next", go_on)
        row = answer_row("answer", respond, following)
        field, answer, _ = row.children
        question, status, score = announced(), announced(), announced()
        tell("")
        first = posed(self.patterns[0], range(2, 6))  # the same in every run
        show.show(folded(first), str(first), [question, row, status, score], "zl-drill")


guess, drill = Guess, Drill  # as a lesson calls them


def posed(pattern, lengths):
    """The question of a pattern ("a + b", "nm m1"), with a length for each of the letters nmkj."""
    expression, letters = pattern
    chosen = {"1": 1, **dict(zip("nmkj", lengths, strict=True))}
    shapes = [tuple(chosen[letter] for letter in shape) for shape in letters.split()]
    arrays = dict(zip(string.ascii_lowercase, map(np.ones, shapes), strict=False))
    return ShapeQuestion(expression, **arrays)


def answer_row(label, respond, *further):
    """A field, its button and further ones; Enter, or the button, calls respond(typed).

    Leaving the field calls nothing: half an answer is none. The page's script makes Enter press
    the first button that is not disabled.
    """
    field = ipywidgets.Text(
        placeholder="your answer",
        continuous_update=False,
        description=label,
        layout={"width": "18em"},
    )
    pressed = [-math.inf]

    def press(_):
        pressed[0] = time.monotonic()
        respond(field.value)

    def arrive(change):
        """The kernel may hear of the press first, and of what was typed a moment later."""
        if change.new and time.monotonic() - pressed[0] < SOON:
            respond(change.new)

    button = wide_button("Answer", press)
    field.observe(arrive, "value")
    return ipywidgets.HBox([field, button, *further]).add_class("zl-answer")


def wide_button(label, pressed):
    """A button, as wide as the others."""
    button = ipywidgets.Button(description=label, layout={"width": "7em"})
    button.on_click(pressed)
    return button


def announced():
    """Text that a screen reader says when it changes."""
    return ipywidgets.HTML().add_class("zl-status")


def marked(right, sentence):
    """A sentence behind its mark: right, wrong (False) or not judged (None)."""
    mark = {True: "&#10003; Right.", False: "&#10007; Not quite.", None: "?"}[right]
    return f"<b>{mark}</b> {html.escape(sentence)}"


def asked(question):
    """The question's words as HTML, the expression in them as code."""
    words, code = html.escape(str(question)), html.escape(question.expression)
    return words.replace(f" {code}", f" <code>{code}</code>", 1)


def printed(question):
    """The value that it asks for, as NumPy prints it, as HTML."""
    return f'<pre style="{CODE}">{html.escape(question.shown)}</pre>'


def folded(question):
    """The question with its answer folded, for a page without a kernel."""
    value = printed(question) if isinstance(question, Guess) else ""
    answer = f"{value}<p>{html.escape(question.reason())}</p>"
    return f"<p>{asked(question)}</p><details><summary>Answer</summary>{answer}</details>"
