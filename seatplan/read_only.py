"""A dict that no one changes: what a frozen value holds by name."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

# Annotations are types here, not text: attrs copies that of a converter to constructors elsewhere.


class ReadOnly(dict[str, Any]):
    """Equal to a dict of the same content, and as easy to copy, to pickle and to write as JSON."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this belongs to a value that does not change: dict(…) makes a copy of it")

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
    """The same content; what is no mapping is given back, and reported by whoever looks at it."""
    return ReadOnly(given) if isinstance(given, Mapping) else given
