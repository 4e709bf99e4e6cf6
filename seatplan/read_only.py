"""A read-only dict, for fields of frozen classes."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

# No `from __future__ import annotations`: attrs copies the converter's annotation to other modules.


class ReadOnly(dict[str, Any]):
    """A dict that raises a TypeError when it is changed; it can be copied, pickled and dumped."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this dict is read-only; dict(…) makes a copy that can be changed")

    __setitem__: Callable[..., NoReturn] = _refuse
    __delitem__: Callable[..., NoReturn] = _refuse
    __ior__: Callable[..., NoReturn] = _refuse
    clear: Callable[..., NoReturn] = _refuse
    pop: Callable[..., NoReturn] = _refuse
    popitem: Callable[..., NoReturn] = _refuse
    setdefault: Callable[..., NoReturn] = _refuse
    update: Callable[..., NoReturn] = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return ReadOnly, (dict(self),)


def read_only(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A read-only copy of a mapping; any other value is returned as it is, and validated later."""
    return ReadOnly(given) if isinstance(given, Mapping) else given
