"""Modules that are imported only when an annotation is looked up.

`typing.get_type_hints` looks up the names of annotations among the globals of a module. Names that
are imported only for type checkers are not there, so the module binds such a name to a `Later`.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any


class Later:
    """A module that is imported when one of its attributes is first used."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # inspecting the globals of a module must not import anything
            raise AttributeError(name)
        return getattr(importlib.import_module(self._module), name)

    def __repr__(self) -> str:
        return f"Later({self._module!r})"


def bind(module: str, *things: type) -> None:
    """Binds classes in a module on a floor above, which uses them only in annotations."""
    names = vars(sys.modules[module])
    for thing in things:
        names.setdefault(thing.__name__, thing)
