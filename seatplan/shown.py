"""How values are displayed: large ones in a few lines, small ones without default fields."""

from __future__ import annotations

from typing import Any

import attrs

from seatplan.forgiving import is_missing
from seatplan.pydantic_hook import Modelled


class Shown(Modelled):
    """A value with a `repr` of a few lines, and a small table in a notebook."""

    __slots__ = ()

    # The texts are made in `seatplan.notebook`, on a floor below, so it is imported late.

    def __repr__(self) -> str:
        from seatplan.notebook.brief import brief

        return brief(self)

    def _repr_html_(self) -> str:
        from seatplan.notebook.html import html_of

        return html_of(self)


class Terse(Modelled):
    """An attrs class whose `repr` leaves out fields with their default, also in subclasses.

    A field that is set to NaN or NaT gets its default.
    """

    __slots__ = ()

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        if "__repr__" not in vars(cls):
            cls.__repr__ = Terse.__repr__  # type: ignore[method-assign]  # else attrs adds its own

    def __repr__(self) -> str:
        cls: Any = type(self)
        parts = (
            f"{one.name}={getattr(self, one.name)!r}"
            for one in attrs.fields(cls)
            if one.repr and not _is_default(self, one)
        )
        return f"{type(self).__qualname__}({', '.join(parts)})"

    def __attrs_post_init__(self) -> None:
        cls: Any = type(self)
        for one in attrs.fields(cls):
            value = getattr(self, one.name)
            if is_missing(value) and one.default is not attrs.NOTHING:
                object.__setattr__(self, one.name, _default(self, one))


def _is_default(owner: object, one: attrs.Attribute[Any]) -> bool:
    if one.default is attrs.NOTHING:
        return False
    value, default = getattr(owner, one.name), _default(owner, one)
    return type(value) is type(default) and bool(value == default)


def _default(owner: object, one: attrs.Attribute[Any]) -> Any:
    default: Any = one.default
    if not isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return default
    return default.factory(owner) if default.takes_self else default.factory()
