"""Which mistake a function makes: what its code shows, a known one, or what its results tell.

A mistake is named only where it agrees with every case, also with those that passed. It is (name,
sentences, facts that stand in braces in these).
"""

import ast
import inspect
import itertools
import re
from dataclasses import replace

import numpy as np

from helpers.checking import symptoms
from helpers.checking.compare import agree, finding, has_parts, same, tried
from helpers.checking.exercise import parameters_of
from helpers.checking.values import is_real, listed
from helpers.checking.words import said
from helpers.shapes.source import tree_of


def recognise(exercise, function, trials, first):
    """The mistake that the trials of a function show, `first` the first that failed; or None."""
    tree, raises = tree_of(function), first.finding.kind == "raises"
    found = (
        _in_another_order(exercise, function, trials, first)
        or _slip(tree, raises)
        or _known(exercise, trials, first)
        or _left_over(exercise, function, tree)
    )
    if found or raises:  # an error hides the rest
        return found
    return (
        _related(exercise, tree, trials, first) or unused(exercise, tree) or _formed(trials, first)
    )


def _named(name, /, **facts):
    return name and (name, said(name), facts)


# What the code shows

NEW = re.compile("ravel|reshape|flatten|transpose|astype|copy|squeeze|round|clip|sum|mean|dot")


def _slip(tree, raises):
    """`y is 1`, where y == 1 is meant, `(a == 0) & b == 0`; where nothing `raises`, =+ for +=.

    Or a line whose result, or new array, is lost.
    """
    for node in ast.walk(tree) if tree else ():
        match node:
            case ast.Compare(
                ops=[ast.Is() | ast.IsNot()],
                comparators=[ast.Constant(value=int() | float() | str() as value)],
            ) if not isinstance(value, bool):
                return _named("is_for_equal", code=ast.unparse(node))
            case ast.Compare(left=ast.BinOp(ast.Compare(), ast.BitAnd() | ast.BitOr(), right)) if (
                not isinstance(right, ast.Compare)
            ):
                return _named("and_before_equal", code=ast.unparse(node))
            case _ if raises:
                continue
            case ast.Assign(targets=[target]) if ast.unparse(node.value).startswith("+"):
                return _named("equals_plus", name=ast.unparse(target))
            case ast.Expr(value=ast.BinOp() | ast.Compare() | ast.UnaryOp()):
                return _named("computed_only", code=ast.unparse(node))
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=attr)) as call) if NEW.fullmatch(
                attr
            ) and not any(each.arg == "out" for each in call.keywords):
                return _named("kept_nowhere", code=ast.unparse(node))
    return None


def _names(tree, read=True):
    """The names that a function or a line reads, or all names in it."""
    nodes = list(ast.walk(tree)) if tree else []
    added = [node.target for node in nodes if isinstance(node, ast.AugAssign)]
    names = [node for node in nodes if isinstance(node, ast.Name)]
    return {n.id for n in names if not read or n in added or isinstance(n.ctx, ast.Load)}


def _left_over(exercise, function, tree):
    """An array of another cell that the function reads."""
    own = inspect.unwrap(function)
    for name in sorted(_names(tree)):  # none where there is no code
        array = own.__globals__.get(name)
        if type(array) is np.ndarray and name in own.__code__.co_names:
            given = listed(exercise.parameters)
            return _named("left_over", name=name, shape=array.shape, given=given)
    return None


def unused(exercise, tree):
    """An argument that no line reads before it gets another value, as a named mistake, or None."""
    given = tree.args.args[: len(exercise.parameters)] if tree else ()
    for name in (argument.arg for argument in given):
        first = next((line for line in tree.body if name in _names(line, read=False)), None)
        if first is None or name not in _names(first):
            return _named("unused", name=name)
    return None


# Known mistakes of the exercise


def _known(exercise, trials, first):
    """The mistake that agrees in every case, be it in the wrong part alone."""
    part, trials = first.finding.part, sorted(trials, key=lambda trial: trial is not first)
    for alike in (agree, lambda *both: part is not None and _alike_in(part, *both)):
        for name, sentences, wrong in exercise.known:
            if all(alike(trial, tried(wrong, trial.case)) for trial in trials):
                return name, sentences, {}
    return None


def _alike_in(part, trial, other):
    """Whether both gave this part of the results, and the other trial would be right but for it."""
    expected = trial.case.expected
    if not all(has_parts(each.attempt.value, expected) for each in (trial, other)):
        return False
    given, mended = other.attempt.value[part], list(expected)
    mended[part] = given
    return same(given, trial.attempt.value[part]) and not finding(other.attempt, tuple(mended))


# What the results tell


def _related(exercise, tree, trials, first):
    """What all results have in common with the right ones."""
    found, part = first.finding, first.finding.part
    if found.kind == "mutates":
        before, after = first.case.args[found.argument], first.attempt.changed[found.argument]
        return _named("in_place" if after.shape == before.shape else "reshaped")
    if found.kind == "unfilled":
        return _named("not_filled", name=exercise.parameters[found.argument])
    results = [(t.attempt.value, t.case.expected) for t in trials if t.attempt.error is None]
    if part is not None:
        if name := symptoms.holding(symptoms.ORDER, results):
            before, *after = exercise.returns
            return _named(name, in_order=f"{before} first, then {', then '.join(after)}")
        results = [(r[part] if has_parts(r, e) else None, e[part]) for r, e in results]
    if found.kind == "type":
        printed = any(t.attempt.printed and t.attempt.value is None for t in trials)
        return _named("printed" if printed else symptoms.holding(symptoms.KIND, results))
    if len(results) < len(trials) or not all(is_real(r) for r, _ in results):
        return None
    results = [(np.asarray(r), np.asarray(e, float)) for r, e in results]
    if any(r.shape != e.shape for r, e in results):
        return _named(symptoms.holding(symptoms.SHAPE, results), keeps=said(_what_keeps(tree))[0])
    if times := symptoms.factor(results, [exercise.lengths(trial.case.args) for trial in trials]):
        return _named(times[0], factor=times[1])
    if symptoms.wrong_where_unsigned(trials):
        return _named("unsigned_labels")
    if name := symptoms.holding(symptoms.NUMBERS, results):
        return _named(name)
    places = symptoms.places(results)
    return places and _named("some_places", places=places)


REDUCES = {"sum", "mean", "max", "min", "norm", "average", "prod", "amax", "amin"}


def _what_keeps(tree):
    """What would keep an axis where the code loses one: which words tell it."""
    nodes = list(ast.walk(tree)) if tree else []
    indexed = [node for node in nodes if isinstance(node, ast.Subscript)]
    if any(getattr(node.value, "attr", "") != "shape" for node in indexed):
        return "kept_by_slice"
    reduced = any(isinstance(node, ast.Call) and _goes_along_an_axis(node) for node in nodes)
    return "kept_by_keepdims" if reduced else "kept_by_reshape"


def _goes_along_an_axis(call):
    """Whether it may leave more than one number, as np.sum(x, axis=1) does, and not np.sum(x)."""
    name, given = ast.unparse(call.func), len(call.args) + len(call.keywords)
    return name.rpartition(".")[2] in REDUCES and given > name.startswith("np.")


def _formed(trials, first):
    """What a wrong shape tells where the numbers are wrong too."""
    kind, part = first.finding.kind, first.finding.part
    wrong = [trial.finding for trial in trials if trial.finding]
    wrong = [(w.returned, w.expected) for w in wrong if (w.kind, w.part) == (kind, part)]
    return _named(symptoms.holding(symptoms.FORM, wrong)) if kind == "shape" else None


def _in_another_order(exercise, function, trials, first):
    """Right, were the arguments given in another order: its names for them are its own."""
    wanted = exercise.parameters
    if parameters_of(function) == wanted:
        return None
    cases = [first.case, *(trial.case for trial in trials)]
    for order in itertools.permutations(range(len(wanted))):
        if all(_right_in(order, function, case) for case in cases):
            fits = ", ".join(wanted[place] for place in order)
            return _named("arguments", fits=fits, wanted=", ".join(wanted))
    return None


def _right_in(order, function, case):
    case = replace(case, args=tuple(case.args[place] for place in order))
    return tried(function, case).finding is None
