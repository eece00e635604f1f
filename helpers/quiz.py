"""guess(): commit to an answer before you see it; then right or wrong, and why."""

import ast
import contextlib
import html
import io
import math
import re
import warnings

import ipywidgets
import numpy as np

from helpers.pictures import show
from helpers.shapes.rules import steps

ASK = "Type a shape such as (2, 3), a number, True or False, or error."
MOST_ENTRIES = 100  # nobody types more


class Guess:
    """A question about the value of `expression`, answered by NumPy; `names` are its variables.

    The answer is found when the question is asked: later cells may change the arrays.
    """

    def __init__(self, expression, names):
        self.expression = expression
        whole = ast.unparse(ast.parse(expression.strip(), mode="eval"))
        with _unnoticed(names.values()):
            value, why = steps(expression, names)
            self.truth = _truth(expression, value)
            self.entries = _entries(value)
        self.reasons = " ".join(reason.removeprefix(f"{whole}: ") for reason in why)

    def answer(self, typed):
        """(right, sentence) for what the reader typed; right is None where it cannot be read."""
        given = read_answer(typed)
        if given is None:
            return None, f"{typed.strip() or 'Nothing'} is no answer I can read. {ASK}"
        does = "raises an error" if self.truth == "error" else f"gives {_words(self.truth)}"
        if not isinstance(given, np.ndarray):
            right = _same(given, self.truth, typed)
        else:
            right = _same_entries(given, self.entries)
            if np.ndim(self.entries):
                does += f", {self.entries.round(4).tolist()}"
        near = "" if right else _near(given, self.truth, self.entries)
        return right, " ".join(filter(None, [f"{self.expression} {does}.", near, self.reasons]))

    def _ipython_display_(self):
        words = f"Your guess: what does {self.expression} give? {ASK}"
        question = f"Your guess: what does <code>{html.escape(self.expression)}</code> give? {ASK}"
        field, button, status = answer_field("guess"), wide_button("Answer"), announced()

        def respond(_):
            status.value = marked(*self.answer(field.value))

        field.observe(respond, "value")  # Enter, or leaving the field
        button.on_click(respond)
        show.show(
            f"<p>{question}</p>",
            words,
            [ipywidgets.HTML(question), ipywidgets.HBox([field, button]), status],
            "zl-guess",
        )


def guess(expression, **names):
    """Ask what `expression` gives: `guess("a + b", a=a, b=b)` shows a field for the answer.

    Raises SyntaxError where `expression` is none, and TypeError where it gives what nobody could
    type: neither an array, a shape, a number, True or False nor an error.
    """
    return Guess(expression, names)


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


def read_answer(typed):
    """What was typed: "error", a shape (tuple), a number, a bool, entries (array), or None."""
    typed = _plain(typed)
    if ERROR.fullmatch(typed):
        return "error"
    if typed.lower() in BOOLS:
        return BOOLS[typed.lower()]
    if part := FRACTION.fullmatch(typed):
        return float(part[1]) / float(part[2])
    if log := LOGARITHM.fullmatch(typed):
        return float(log[1] + "1") * math.log(float(log[2]))
    if NOT_FINITE.fullmatch(typed):
        return float(typed)
    if THOUSANDS.fullmatch(typed) and ",0" in typed:  # else it may be a shape, (1,200)
        return float(typed.replace(",", ""))
    try:
        value = ast.literal_eval(typed)
        if isinstance(value, list):  # the entries themselves, in square brackets
            return np.array(value, dtype=float)
        if isinstance(value, tuple):
            return value if all(type(length) is int for length in value) else None
        return float(value) if type(value) in (int, float) else None
    except (ValueError, TypeError, SyntaxError, OverflowError, MemoryError, RecursionError):
        return None


ERROR = re.compile(
    r"(it )?((raises|gives|is) )?(an? )?(\w*error|exception|raises?|fail(s|ure)?|crash(es)?)", re.I
)
BOOLS = {"true": True, "yes": True, "false": False, "no": False}
FRACTION = re.compile(r"([+-]?\d+(?:\.\d+)?) ?/ ?(0*[1-9]\d*)")
LOGARITHM = re.compile(r"([+-]?)(?:np\.)?(?:log|ln) ?\(?(0*[1-9]\d*)\)?", re.I)
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.I)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")


def _plain(typed):
    """The answer without what people write around it; 3 x 4, as it is spoken, becomes 3, 4."""
    typed = typed.strip().rstrip(".").replace("\u2212", "-")  # the minus sign of typography
    typed = re.sub(r"^shape( is)?:?\s*", "", typed, flags=re.I)
    return re.sub(r"(?<=\d)\s*(?:[x\u00d7]|by)\s*(?=\d)", ", ", typed)


def _truth(expression, value):
    """What counts as the answer: "error", a shape, a number or a bool."""
    if isinstance(value, Exception):
        return "error"
    if isinstance(value, tuple) and all(type(length) is int for length in value):
        return value
    try:
        if np.ndim(value):
            return np.shape(value)
        return bool(value) if np.asarray(value).dtype.kind == "b" else float(value)
    except (TypeError, ValueError):
        raise TypeError(
            f"{expression} gives {value!r}, a guess needs an array, a shape, a number, True or "
            "False, or an error"
        ) from None


def _entries(value):
    """A copy of a small array of numbers, or None."""
    if isinstance(value, Exception) or np.size(value) > MOST_ENTRIES:
        return None
    entries = np.array(value)
    return entries if entries.dtype.kind in "biuf" else None


@contextlib.contextmanager
def _unnoticed(values):
    """Puts arrays back as they were; what is printed or warned is not shown."""
    arrays = [value for value in values if isinstance(value, np.ndarray) and value.flags.writeable]
    saved = [(value, value.copy()) for value in arrays]
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            for value, before in saved:
                value[...] = before


def _same(given, truth, typed):
    typed = _plain(typed)
    if given == () and isinstance(truth, float | bool):
        return True  # the shape of a number
    if isinstance(given, tuple) and isinstance(truth, float) and THOUSANDS.fullmatch(typed):
        given = float(typed.replace(",", ""))
    if not isinstance(given, float) or not isinstance(truth, float):
        return type(given) is type(truth) and given == truth
    if math.isnan(truth):
        return math.isnan(given)
    return math.isclose(given, truth, rel_tol=1e-9, abs_tol=_rounding(typed))


def _rounding(typed):
    """Half a unit of the last digit after a point: 0.69 is right for 0.6931. 0 without a point."""
    found = re.search(r"\.(\d+)(?:e([+-]?\d+))?$", typed, re.I)
    return 0.5000001 * 10.0 ** (int(found[2] or 0) - len(found[1])) if found else 0.0


def _near(given, truth, entries):
    """What is right about a wrong answer, or nothing."""
    if isinstance(given, float) and isinstance(truth, tuple):
        if truth == (given,):
            return f"A shape is written in brackets: {truth}."
        if entries is not None and entries.size == 1 and math.isclose(given, entries.item()):
            return f"{given:g} is the number inside."
    if isinstance(given, tuple) and isinstance(truth, float):
        return "That is a number, it has no axis."
    return ""


def _same_entries(given, entries):
    return (
        entries is not None
        and given.shape == entries.shape
        and np.allclose(given, entries, atol=0.005, equal_nan=True)
    )


def _words(truth):
    if isinstance(truth, tuple):
        return f"shape {truth}"
    if isinstance(truth, float):
        whole = truth.is_integer() and abs(truth) < 1e16
        return f"{truth + 0.0:.0f}" if whole else f"{truth:.4g}"  # + 0.0: never -0
    return str(truth)
