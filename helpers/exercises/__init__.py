"""The exercises, a module for each family of functions, imported at the first question."""

import functools
import importlib
import pkgutil


@functools.cache
def by_name():
    """Every exercise by its name, which is that of the function to be written."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {exercise.name: exercise for module in modules for exercise in module.EXERCISES}
