"""Every reference with one operator changed is refused, if that gives another value anywhere."""

import ast
import copy
import inspect

import numpy as np
import pytest

from helpers.checking.attempt import attempt
from helpers.checking.compare import alike
from helpers.checking.judge import judge
from helpers.exercises import by_name

EXERCISES = by_name()
OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add, ast.Div, ast.MatMult],
    ast.Div: [ast.Mult, ast.Sub],
    ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult, ast.Add],
}
COMPARISONS = {
    ast.Gt: [ast.GtE, ast.Lt, ast.LtE],
    ast.GtE: [ast.Lt, ast.LtE],  # of stable_sigmoid, where > is the same
    ast.Eq: [ast.NotEq],
}
FUNCTIONS = {
    "mean": ["sum", "max"],
    "sum": ["mean", "max"],
    "max": ["min", "mean", "sum"],
    "exp": ["log", "abs", "exp2"],
    "log": ["exp", "log2", "log10", "log1p"],
    "zeros": ["ones"],
    "norm": ["det"],
}


def mutants(source):
    """(what was changed, the changed source) for every single change of the function."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[place]
            replacement = change(target)
            if replacement is not None:
                _replace(changed, target, replacement)
            yield what, ast.unparse(ast.fix_missing_locations(changed))


def _changes(node):
    """(words, a function that changes the node in place or returns what to put there)."""
    if isinstance(node, ast.BinOp):
        for other in OPERATORS.get(type(node.op), []):
            yield f"{other.__name__} for {type(node.op).__name__}", _operator(other)
        yield "left term alone", lambda n: n.left
        yield "right term alone", lambda n: n.right
        yield "sides exchanged", lambda n: ast.BinOp(n.right, n.op, n.left)
    if isinstance(node, ast.AugAssign):
        for other in (ast.Sub, ast.Mult):
            yield f"{other.__name__} for += ", _operator(other)
        yield "= for +=", lambda n: ast.Assign([n.target], n.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "no minus", lambda n: n.operand
    if isinstance(node, ast.Compare):
        for other in COMPARISONS[type(node.ops[0])]:
            yield f"{other.__name__} in a comparison", _comparison(other)
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
        for value in _other_constants(node.value):
            yield f"{value} for {node.value}", _constant(value)
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "no .T", lambda n: n.value
    if isinstance(node, ast.Attribute):
        for name in FUNCTIONS.get(node.attr, []):
            yield f"{name} for {node.attr}", _attribute(name)
    if (
        isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and node.id not in ("np", "math", "range", "len", "sigmoid")
    ):
        yield f"{node.id}.T", lambda n: ast.Attribute(copy.copy(n), "T", ast.Load())
        yield f"-{node.id}", lambda n: ast.UnaryOp(ast.USub(), copy.copy(n))
    if isinstance(node, ast.Call) and len(node.args) == 1:
        yield "argument alone", lambda n: n.args[0]
    if isinstance(node, ast.Call) and node.keywords:
        yield "without keywords", _without_keywords
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield "results exchanged", _reversed


def _other_constants(value):
    if isinstance(value, bool):
        return [not value]
    return {0: [1], 1: [0, 2], 2: [3, 1], -1: [1]}.get(value, [value / 2, value * 1.001])


def _operator(other):
    return lambda node: setattr(node, "op", other())


def _comparison(other):
    return lambda node: setattr(node, "ops", [other()])


def _constant(value):
    return lambda node: setattr(node, "value", value)


def _attribute(name):
    return lambda node: setattr(node, "attr", name)


def _without_keywords(node):
    node.keywords = []


def _reversed(node):
    node.value.elts.reverse()


def _replace(tree, target, replacement):
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if value is target:
                setattr(node, field, replacement)
            elif isinstance(value, list) and any(item is target for item in value):
                setattr(node, field, [replacement if item is target else item for item in value])


def function_of(exercise, source):
    space = dict(inspect.unwrap(exercise.reference).__globals__)
    exec(compile(source, "<mutant>", "exec"), space)
    return space[exercise.name]


# Valid arguments, made independently of the exercises' own cases


def _model(rng, n, m):
    return rng.normal(size=(n, 1)), float(rng.normal()), rng.normal(size=(n, m))


def _slopes(rng, n, m):
    labels = rng.integers(0, 2, (1, m)).astype(rng.choice(["int64", "float64", "uint8"]))
    return rng.normal(size=(n, m)), rng.uniform(0.01, 0.99, (1, m)), labels


def _step(rng, n, m):
    return (
        rng.normal(size=(n, 1)),
        float(rng.normal()),
        rng.normal(size=(n, 1)),
        float(rng.normal()),
        float(rng.uniform(0.01, 1)),
    )


def _in_any_form(rng, *entries):
    forms = [(1, -1), (-1, 1), (-1,)]
    return tuple(values.reshape(forms[rng.integers(3)]) for values in entries)


def _perfect(rng, m):
    Y = rng.integers(0, 2, (1, m))
    return np.where(rng.integers(0, 2, (1, m)), Y, rng.uniform(0.01, 0.99, (1, m))), Y


def _labelled(rng, n, m):
    return *_model(rng, n, m), rng.integers(0, 2, (1, m))


VALID = {
    "sum_of_squares": lambda rng, n, m: (rng.normal(size=m),),
    "count_above": lambda rng, n, m: (rng.integers(-3, 3, m), int(rng.integers(-3, 3))),
    "sigmoid": lambda rng, n, m: (rng.normal(size=(n, m)) * 3,),
    "loss": lambda rng, n, m: (float(rng.uniform(0.01, 0.99)), int(rng.integers(0, 2))),
    "forward": _model,
    "forward_loops": _model,
    "forward_over_features": _model,
    "update": _step,
    "gradients": _slopes,
    "gradients_one_loop": _slopes,
    "cost": lambda rng, n, m: _slopes(rng, n, m)[1:],
    "predict": lambda rng, n, m: (rng.integers(0, 11, (1, m)) / 10,),
    "flatten": lambda rng, n, m: (rng.integers(0, 255, (m, n, 2, 3)),),
    "normalize_rows": lambda rng, n, m: (rng.normal(size=(n, m)),),
    # np.exp gives inf beyond 709: a softmax that does so too is accepted, with advice.
    "softmax": lambda rng, n, m: (rng.normal(size=(n, m)) + rng.uniform(-400, 400, (n, 1)),),
    "column": lambda rng, n, m: (rng.normal(size=(n, m)), int(rng.integers(m))),
    "accuracy": lambda rng, n, m: _in_any_form(
        rng, rng.integers(0, 11, m) / 10, rng.integers(0, 2, m)
    ),
    "mean_squared_gap": lambda rng, n, m: _in_any_form(rng, *rng.normal(size=(2, m))),
    "stable_sigmoid": lambda rng, n, m: (rng.normal(size=(n, m)) * rng.choice([3, 900]),),
    "stable_cost": lambda rng, n, m: _perfect(rng, m),
    **dict.fromkeys(["two_loops", "one_loop", "zero_loops", "cost_of"], _labelled),
    "spread": lambda rng, n, m: (rng.normal(size=(n, m)),),
    "fit": lambda rng, n, m: (*_labelled(rng, n, m)[2:], 0.5, 3),
    "predict_one": lambda rng, n, m: (*_model(rng, n, m), int(rng.integers(m))),
}


def valid_arguments(name):
    rng = np.random.default_rng(2024)
    return [VALID[name](rng, n, m) for n in range(1, 5) for m in range(1, 6)]


def survivors(exercise):
    """(how many mutants change a value, those of them that the check accepts)."""
    arguments = valid_arguments(exercise.name)
    right = [attempt(exercise.reference, args) for args in arguments]
    changed, accepted = 0, []
    for what, source in mutants(exercise.source):
        mutant = function_of(exercise, source)
        if all(
            alike(attempt(mutant, args), tried)
            for args, tried in zip(arguments, right, strict=True)
        ):
            continue
        changed += 1
        if judge(exercise, mutant).passed:
            accepted.append(f"{what}: {source}")
    return changed, accepted


@pytest.mark.parametrize("name", VALID)
def test_a_reference_with_one_operator_changed_is_refused(name):
    changed, accepted = survivors(EXERCISES[name])
    assert changed >= 5
    assert accepted == []


def test_every_exercise_has_valid_arguments_here():
    assert set(VALID) == set(EXERCISES)
