"""The failing case in words: what is wrong in one line, its values, and facts for the sentences."""

import collections

import numpy as np

from helpers.checking.errors import words_of
from helpers.checking.values import kind_of, shape_words, shown, shown_apart
from helpers.checking.words import said

SHORT = 40  # characters: as much as a line takes of two values together


def headline(exercise, trial):
    """What is wrong, in one sentence."""
    name, facts = trial.finding.kind, facts_of(exercise, trial)
    if name == "raises" and not trial.failure.line:
        name = "raises_elsewhere"
    if name == "value" and len(facts["returned"] + facts["expected"]) > SHORT:
        name = "numbers"
    return said(name, **facts)[0]


def facts_of(exercise, trial):
    """What sentences may name: lengths of the failing case, the wrong part, its value and shape."""
    found, attempt = trial.finding, trial.attempt
    what = "the result" if found.part is None else f"`{exercise.returns[found.part]}`"
    facts = collections.defaultdict(lambda: "?", exercise.lengths(trial.case.args))
    facts |= {"what": what, "What": what[0].upper() + what[1:]}
    if found.kind == "raises":
        return facts | {"error": words_of(attempt.error), "line": trial.failure.line}
    if found.argument is not None:
        name = exercise.parameters[found.argument]
        return facts | {"argument": f"`{name}`", "name": name}
    texts, needed = shown_apart(found.returned, found.expected), kind_of(found.expected)
    facts["returned"], facts["expected"] = (" ".join(text.split()) for text in texts)
    if type(found.expected) is tuple:
        several = "a pair" if len(exercise.returns) == 2 else needed
        needed = f"{several}, ({', '.join(exercise.returns)})"
    subject = "it returns" if found.part is None else f"{what} is"
    facts |= {"it_is": f"{subject} {kind_of(found.returned)}", "needed": needed}
    if found.kind != "type":
        shapes = np.shape(found.returned), np.shape(found.expected)
        facts["returned_shape"], facts["expected_shape"] = map(shape_words, shapes)
        facts["entry"] = f"[{', '.join('0' * len(shapes[0]))}]"
    return facts


def values_of(exercise, trial):
    """The failing case, ((label, text), ...): the arguments, what came back, what was needed."""
    found, names, args = trial.finding, exercise.parameters, trial.case.args
    rows = [(f"`{name}`", value, shown(value)) for name, value in zip(names, args, strict=True)]
    if found and found.argument is not None:
        place = found.argument
        after = trial.attempt.changed.get(place, args[place])
        rows.append((f"`{names[place]}` after the call", after, shown(after)))
        if found.kind == "unfilled":
            rows.append(("needed", found.expected, shown(found.expected)))
    elif found and found.kind != "raises":
        part = "" if found.part is None else f" `{exercise.returns[found.part]}`"
        texts = shown_apart(found.returned, found.expected)
        rows.append((f"you return{part}", found.returned, texts[0]))
        rows.append((f"needed{part}", found.expected, texts[1]))
    return tuple((label + _axes(value), text) for label, value, text in rows)


def _axes(value):
    return f" {value.shape}" if type(value) is np.ndarray and value.ndim else ""
