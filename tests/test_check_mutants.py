"""Every reference with one operator changed is refused, if that gives another value anywhere."""

import ast
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
    "T": [],
}
CONSTANTS = {0: [1], 1: [0, 2], 2: [3, 1], -1: [1]}


def mutants(source):
    """The source with every single change of the function."""
    tree = ast.parse(source)
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            several = isinstance(value, list)
            for place, node in enumerate(value if several else [value]):
                for other in variants(node):
                    new = [*value[:place], other, *value[place + 1 :]] if several else other
                    setattr(parent, field, new)
                    yield ast.unparse(ast.fix_missing_locations(tree))
            setattr(parent, field, value)


def variants(node):
    """What could stand in the place of a node by mistake."""
    match node:
        case ast.BinOp(left, op, right):
            others = [ast.BinOp(left, other(), right) for other in OPERATORS.get(type(op), [])]
            return [*others, left, right, ast.BinOp(right, op, left)]
        case ast.AugAssign(target, _, value):
            others = [ast.AugAssign(target, other(), value) for other in (ast.Sub, ast.Mult)]
            return [*others, ast.Assign([target], value)]
        case ast.UnaryOp(ast.USub(), operand):
            return [operand]
        case ast.Compare(left, [op], right):
            return [ast.Compare(left, [other()], right) for other in COMPARISONS[type(op)]]
        case ast.Constant(bool() as value):
            return [ast.Constant(not value)]
        case ast.Constant(int() | float() as value):
            return [*map(ast.Constant, CONSTANTS.get(value, [value / 2, value * 1.001]))]
        case ast.Attribute(value, attr) if attr in FUNCTIONS:
            return [value] * (attr == "T") + [ast.Attribute(value, n) for n in FUNCTIONS[attr]]
        case ast.Name(name, ast.Load()) if name not in ("np", "math", "range", "len", "sigmoid"):
            return [ast.Attribute(node, "T"), ast.UnaryOp(ast.USub(), node)]
        case ast.Call(function, args, keywords):
            alone = args if len(args) == 1 else []
            return alone + [ast.Call(function, args, [])] * bool(keywords)
        case ast.Return(ast.Tuple(parts)):
            return [ast.Return(ast.Tuple(parts[::-1]))]
    return []


def function_of(exercise, source):
    space = dict(inspect.unwrap(exercise.reference).__globals__)
    exec(compile(source, "<mutant>", "exec"), space)
    return space[exercise.name]


def valid_arguments(name):
    """Of all sizes, made independently of the exercise's own cases: a name has one meaning."""
    rng = np.random.default_rng(2024)
    made = [_meanings(name, rng, n, m) for n in range(1, 5) for m in range(1, 6)]
    return [tuple(each[parameter] for parameter in EXERCISES[name].parameters) for each in made]


def _meanings(name, rng, n, m):
    tenths, labels = rng.integers(0, 11, (1, m)) / 10, rng.integers(0, 2, (1, m))
    forms = [[(1, -1), (-1, 1), (-1,)][place] for place in rng.integers(3, size=2)]
    meanings = {
        "w": rng.normal(size=(n, 1)),
        "b": float(rng.normal()),
        "X": rng.normal(size=(n, m)),
        "A": rng.uniform(0.01, 0.99, (1, m)),
        "Y": labels.astype(rng.choice(["int64", "float64", "uint8"])),
        "a": float(rng.uniform(0.01, 0.99)),
        "y": int(labels[0, 0]),
        "dw": rng.normal(size=(n, 1)),
        "db": float(rng.normal()),
        "alpha": float(rng.uniform(0.01, 1)),
        "iterations": 3,
        "i": int(rng.integers(m)),
        "z": rng.normal(size=(n, m)) * 3,
        "x": rng.normal(size=(n, m)),
        "limit": int(rng.integers(-3, 3)),
        "X_rows": rng.normal(size=(m, n)),
        "Y_rows": labels.T,
        "images": rng.integers(0, 255, (m, n, 2, 3)),
    }
    p, y = rng.normal(size=(2, m))
    other = {
        "sum_of_squares": {"x": rng.normal(size=m)},
        "count_above": {"x": rng.integers(-3, 3, m)},
        "predict": {"A": tenths},
        "confusion": {"A": tenths},
        "accuracy": {"A": tenths.reshape(forms[0]), "Y": labels.reshape(forms[1])},
        "mean_squared_gap": {"p": p.reshape(forms[0]), "y": y.reshape(forms[1])},
        "stable_cost": {"A": np.where(rng.integers(0, 2, (1, m)), labels, meanings["A"])},
        "stable_sigmoid": {"z": meanings["z"] * rng.choice([1, 300])},
        "sigmoid_into": {"z": rng.normal(size=(1, m)), "out": rng.normal(size=(1, m))},
        "block_size": {"n": n, "itemsize": 2 ** (m - 1), "cache": int(rng.integers(1, 200))},
        "gradients_in_blocks": {"block": int(rng.integers(1, 7))},
        "examples_in_block": {
            "workers": int(rng.integers(1, 4)),
            "memory": int(rng.integers(1, 4)) * 50 * n,
            "m": 4 * m,
            "n": n,
        },
        # np.exp gives inf beyond 709: a softmax that does so too is accepted, with advice.
        "softmax": {"x": meanings["x"] + rng.uniform(-400, 400, (n, 1))},
    }
    return meanings | other.get(name, {})


@pytest.mark.parametrize("name", EXERCISES)
def test_a_reference_with_one_operator_changed_is_refused(name):
    exercise, arguments = EXERCISES[name], valid_arguments(name)
    right = [attempt(exercise.reference, args) for args in arguments]
    changed, accepted = 0, []
    for source in mutants(exercise.source):
        mutant = function_of(exercise, source)
        found = (attempt(mutant, args) for args in arguments)
        if not all(map(alike, found, right)):
            changed += 1
            accepted += [source] * judge(exercise, mutant).passed
    assert changed >= 5
    assert accepted == []
