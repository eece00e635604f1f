"""How a lesson's minutes, which its first cell says, are spent on its parts.

    python -m tests.minutes          each lesson, each question in it and each exercise

A class would have to tell; until then the minutes are shared out by the work that can be counted.
Prose, code, guesses, hints are read once, 238 words a minute (Brysbaert 2019, J. Mem. Lang. 109).
Answers are typed, 0.75 s for each key, and decided upon, 1.35 s (Card, Moran and Newell 1980,
Comm. ACM 23: typing complex codes, mentally preparing). An exercise is tried twice in vain: what
the check says of one of its known mistakes is read, and a line is typed again.
"""

import html
import re
from typing import NamedTuple

from helpers.checking.judge import judge
from helpers.exercises import by_name
from tests.notebooks import EXERCISE, lessons, outputs_text, read, tags
from tests.solutions import parts
from tests.style import functions

WORD, KEY, DECISION = 60 / 238, 0.75, 1.35  # seconds
TRIES = 2  # in vain
# So many answers, each of about six keys, are given to a guess and a drill, and pictures moved.
ANSWERS = {r"^guess\(": 1, r"^drill\(": 5, r"^explore\.": 5}


class Part(NamedTuple):
    """A piece of work: the question it stands under, its exercise or "", its share in minutes."""

    question: str
    exercise: str
    minutes: float


def stated(notebook):
    """The minutes that a lesson's first cell says."""
    return int(re.search(r"(\d+) minutes", notebook.cells[0].source)[1])


def of_lesson(notebook):
    """Its Parts, in order; together they take the minutes that it states."""
    found, question, before = [], "", None
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for piece in re.split(r"(?m)^(?=## )", cell.source):
                question = piece[3:].partition("\n")[0] if piece.startswith("## ") else question
                found.append(Part(question, "", reading(piece)))
        else:
            name = functions(cell)[0].name if EXERCISE in tags(cell) else ""
            if name and before == "markdown":  # which says what is asked for
                found[-1] = found[-1]._replace(exercise=name)
            found.append(Part(question, name, seconds(cell, name)))
        before = cell.cell_type
    scale = stated(notebook) / sum(part.minutes for part in found)
    return [part._replace(minutes=part.minutes * scale) for part in found]


def seconds(cell, exercise):
    """What a code cell takes, and the exercise in it, if there is one."""
    if exercise:
        return reading(cell.source) + solving(by_name()[exercise], cell.source)
    answers = sum(n for pattern, n in ANSWERS.items() if re.search(pattern, cell.source, re.M))
    shown = outputs_text(cell) if "guess(" in cell.source else ""
    return reading(cell.source) + reading(shown) + answers * (6 * KEY + DECISION)


def solving(exercise, stub):
    """To read its hints, to type what the stub lacks, and to try twice in vain."""
    given, whole = (uncommented(parts(source)[1]) for source in (stub, exercise.source))
    new = [line for line in whole if line not in given]
    typing = KEY * sum(map(len, new)) + DECISION * len(new)
    wrongs = [wrong for *_, wrong in exercise.known][:TRIES] or [exercise.given] * TRIES
    said = " ".join([*exercise.hints, *(str(judge(exercise, wrong)) for wrong in wrongs)])
    return reading(said) + typing + TRIES * typing / len(new)


def uncommented(lines):
    return [re.sub(r"\s+#.*", "", line).strip() for line in lines]


def reading(text):
    """Seconds to read a text; of HTML what is seen, and no table: those are to be looked up."""
    seen = re.sub(r"(?ms)^\|.*?$|<(style|svg)\b.*?</\1>|</?[a-z][^>]*>", " ", text)
    return WORD * len(html.unescape(seen).split())


def report(path):
    """The lines for one lesson, one for each question and one for each exercise."""
    notebook, taken = read(path), {}
    for question, exercise, minutes in of_lesson(notebook):
        words = f"{question}  {exercise}"
        taken[words] = taken.get(words, 0.0) + minutes
    lines = [f"{minutes:6.1f}  {words}" for words, minutes in taken.items()]
    return [f"{path.stem}: {stated(notebook)} minutes", *lines]


if __name__ == "__main__":
    for path in lessons():
        print(*report(path), sep="\n")
