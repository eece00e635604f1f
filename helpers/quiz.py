"""guess(): commit to an answer before you see it; then right or wrong, and why."""

import ast
import html
import math
import re

import ipywidgets
import numpy as np

from helpers import live
from helpers.shapes import steps

ASK = "Type a shape such as (2, 3), a number, or error."


class Guess:
    """A question about the value of `expression`, answered by NumPy; `names` are its variables."""

    def __init__(self, expression, names):
        self.expression, self.names = expression, names

    def answer(self, typed):
        """(right, sentence) for what the reader typed; right is None where it cannot be read."""
        given = read_answer(typed)
        if given is None:
            return None, f"{typed.strip() or 'Nothing'} is no answer I can read. {ASK}"
        value, why = steps(self.expression, self.names)
        truth = _truth(value)
        right = (
            _same_entries(given, value)
            if isinstance(given, np.ndarray)
            else _same(given, truth, typed)
        )
        verb = "raises an error" if truth == "error" else f"gives {_words(truth)}"
        whole = f"{ast.unparse(ast.parse(self.expression.strip(), mode='eval'))}: "
        reasons = " ".join(reason.removeprefix(whole) for reason in why) or (
            str(value) if truth == "error" else ""
        )
        return right, f"{self.expression} {verb}. {reasons}".strip()

    def _ipython_display_(self):
        words = f"Your guess: what does {self.expression} give? {ASK}"
        question = f"Your guess: what does <code>{html.escape(self.expression)}</code> give? {ASK}"
        field = ipywidgets.Text(
            placeholder="your answer",
            continuous_update=False,
            description="guess",
            layout=ipywidgets.Layout(width="18em"),
        )
        button = ipywidgets.Button(description="Answer", layout=ipywidgets.Layout(width="7em"))
        status = ipywidgets.HTML()
        status.add_class("zl-status")

        def respond(_):
            right, sentence = self.answer(field.value)
            mark = {True: "&#10003; Right.", False: "&#10007; Not quite.", None: "?"}[right]
            status.value = f"<b>{mark}</b> {html.escape(sentence)}"

        field.observe(respond, "value")  # Enter, or leaving the field
        button.on_click(respond)
        live.show(
            f"<p>{question}</p>",
            words,
            [ipywidgets.HTML(question), ipywidgets.HBox([field, button]), status],
            "zl-guess",
        )


def guess(expression, **names):
    """Ask what `expression` gives: `guess("a + b", a=a, b=b)` shows a field for the answer."""
    return Guess(expression, names)


def read_answer(typed):
    """What was typed: "error", a shape (tuple), a number, a bool, entries (array), or None."""
    typed = typed.strip().strip(".")
    if re.fullmatch(r"(an? )?(error|raises|exception|fails?)", typed, re.I):
        return "error"
    if typed.lower() in ("true", "false"):
        return typed.lower() == "true"
    typed = re.sub(r"(?<=\d)\s*[x×]\s*(?=\d)", ", ", typed)  # 3 x 4, as it is spoken
    try:
        value = ast.literal_eval(typed)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    if isinstance(value, list):  # the entries themselves, in square brackets
        try:
            return np.array(value, dtype=float)
        except (ValueError, TypeError):
            return None
    if isinstance(value, tuple):
        return value if all(isinstance(length, int) for length in value) else None
    return float(value) if isinstance(value, (int, float)) else None


def _truth(value):
    """What counts as the answer: "error", a shape or a number."""
    if isinstance(value, Exception):
        return "error"
    if isinstance(value, tuple) and all(isinstance(length, int) for length in value):
        return value
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    return float(value) if np.ndim(value) == 0 else np.shape(value)


def _same(given, truth, typed):
    if not isinstance(given, float) or not isinstance(truth, float):
        return type(given) is type(truth) and given == truth
    decimals = len(typed.partition(".")[2].rstrip())  # right to the digits that were typed
    return math.isclose(
        given, truth, rel_tol=1e-9, abs_tol=0.5000001 * 10**-decimals * bool(decimals)
    )


def _same_entries(given, value):
    value = np.asarray(value) if not isinstance(value, Exception) else np.empty(0)
    return (
        value.dtype.kind in "biuf"
        and given.shape == value.shape
        and np.allclose(given, value, atol=0.005)
    )


def _words(truth):
    if isinstance(truth, tuple):
        return f"shape {truth}"
    return (
        f"{truth:.4g}"
        if isinstance(truth, float) and truth != round(truth)
        else f"{truth:g}"
        if isinstance(truth, float)
        else str(truth)
    )
