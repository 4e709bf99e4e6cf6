"""Types instead of the names in annotations, once every class is defined."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from types import FunctionType
from typing import Any, get_type_hints

import attrs

from seatplan.forgiving import ids, tables, values


def resolve(names: Mapping[str, Any], classes: Iterable[type]) -> None:
    """Resolves the annotations of the converters, and those of constructors that were made before.

    attrs copies the annotations of converters to the constructors, where `typing.get_type_hints`
    could not look the names up.

    Args:
        names: those of the classes that are defined below this floor.
        classes: the attrs classes whose constructors were made already.
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
