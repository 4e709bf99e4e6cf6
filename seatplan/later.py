"""Modules that load when an annotation is looked up, and no sooner.

`typing.get_type_hints` looks the names of annotations up among the globals of a module. What is
imported for type checkers alone is not there, so such a module binds the name to one of these.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any


class Later:
    """A module that is imported with the first attribute that is requested."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # whoever inspects the globals of a module loads nothing
            raise AttributeError(name)
        return getattr(importlib.import_module(self._module), name)

    def __repr__(self) -> str:
        return f"Later({self._module!r})"


def bind(module: str, *things: type) -> None:
    """Binds classes in a module on a floor below them, which names them in annotations alone."""
    names = vars(sys.modules[module])
    for thing in things:
        names.setdefault(thing.__name__, thing)
