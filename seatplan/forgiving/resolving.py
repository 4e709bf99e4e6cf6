"""Resolves the names in annotations to types, after all classes are defined."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import FunctionType
from typing import Any, get_type_hints

import attrs

from seatplan.forgiving import ids, tables, values


def resolve(names: Mapping[str, Any], classes: Iterable[type]) -> None:
    """Resolves the annotations of the converters, and of constructors that exist already.

    attrs copies the annotations of converters to constructors, in whose modules
    `typing.get_type_hints` would not find the names.

    Args:
        names: the classes that are defined on floors below, by name.
        classes: the attrs classes whose constructors exist already.
    """
    known = {**vars(values), **vars(ids), **vars(tables), **names}
    for module in (values, ids, tables):
        for function in list(vars(module).values()):
            own = getattr(function, "__module__", "") == module.__name__
            if own and isinstance(function, FunctionType):
                function.__annotations__ = get_type_hints(function, known)
    for cls in classes:
        if attrs.has(cls):
            start: Any = cls.__init__
            start.__annotations__ = get_type_hints(
                start, {**vars(sys.modules[cls.__module__]), **known}
            )
