"""The exercises, a module for each family of functions, imported at the first question."""

import functools
import importlib
import pkgutil
import types

from helpers import logistic


class _Reference(types.ModuleType):
    """The module of the references, which learners use too, and cannot change by a slip."""

    def __setattr__(self, name, value):
        if name.startswith("__"):  # Python's own, as when the module is loaded again
            return super().__setattr__(name, value)
        raise AttributeError(
            f"logistic.{name} is what checks compare with, and it stays as it is: "
            f"`{name} = ...`, without `logistic.`, gives you one of your own"
        )


logistic.__class__ = _Reference


@functools.cache
def by_name():
    """Every exercise by its name, which is that of the function to be written."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {exercise.name: exercise for module in modules for exercise in module.EXERCISES}
