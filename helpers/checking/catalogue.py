"""Finds the exercises: the modules of helpers.exercises, imported at the first question."""
import functools
import importlib
import pkgutil

from helpers.checking.overview import Lesson


@functools.cache
def modules():
    """The modules of helpers.exercises, in the order of their notebooks."""
    package = importlib.import_module("helpers.exercises")
    found = [importlib.import_module(f"{package.__name__}.{module.name}")
             for module in pkgutil.iter_modules(package.__path__)
             if not module.name.startswith("_")]        # those are shared by several lessons
    return sorted(found, key=lambda module: module.NOTEBOOK)


@functools.cache
def by_name():
    """Every exercise by its name, in the order of the lessons."""
    return {exercise.name: exercise for module in modules() for exercise in module.EXERCISES}


def lessons():
    """The notebooks that have exercises."""
    return [Lesson(module.NOTEBOOK, module.TITLE, module.MINUTES,
                   tuple(exercise.name for exercise in module.EXERCISES)) for module in modules()]
