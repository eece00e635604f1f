"""The exercises, a module for each family of functions, imported at the first question."""

import functools
import importlib
import pkgutil


@functools.cache
def by_name():
    """Every exercise by its name, which is that of the function to be written."""
    modules = [
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    return {exercise.name: exercise for module in modules for exercise in module.EXERCISES}
