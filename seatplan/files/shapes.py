"""How classes appear in files: their keys, the types of these, and the words that pick a subclass.

Everything is derived from the attrs class, so that a new rule, goal or edit needs no entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from seatplan.kinds import Goal, Rule, goal_kinds, rule_kinds
from seatplan.program import Qualification

Shape = Literal["leaf", "optional", "either", "list", "row", "map", "mapping", "object"]


@frozen
class Form:
    """How a type appears in a file.

    Attributes:
        shape: `leaf`: a single value; `optional`: a value that can be missing; `either`: a single
            value or a list; `list`: a list of any length; `row`: a list of fixed length; `map` and
            `mapping`: a table with free keys, stored as pairs or as a mapping; `object`: the table
            of a class.
        inner: the inner types; for `leaf` and `object` the type itself.
    """

    shape: Shape
    inner: tuple[Any, ...]


@frozen
class Key:
    """One key of a table: a field of the class."""

    name: str
    type: Any
    field: attrs.Attribute[Any]

    @property
    def argument(self) -> str:
        """The name of the constructor's argument."""
        return self.field.alias or self.name

    @property
    def required(self) -> bool:
        return self.field.default is attrs.NOTHING

    def default(self, owner: Any) -> Any:
        """The value if the key is left out; `owner` already has the fields before this one."""
        default: Any = self.field.default
        if not isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            return default
        return default.factory(owner) if default.takes_self else default.factory()


@frozen
class Tag:
    """How a table picks a subclass of a base class: by the word under `key`."""

    key: str
    kinds: Callable[[], Mapping[str, type]]


TAGS: Mapping[type, Tag] = {Rule: Tag("rule", rule_kinds), Goal: Tag("goal", goal_kinds)}

SHORT: Mapping[type, str] = {Qualification: "id"}
"""Classes whose table can be replaced by the value of this one key."""


@cache
def form_of(wanted: Any) -> Form:
    """How a field of a type appears in a file."""
    origin, args = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        rest = tuple(arg for arg in args if arg is not NoneType)
        if len(rest) == 1:
            return Form("optional", rest)
        shapes = [form_of(arg).shape for arg in rest]
        if shapes == ["leaf", "list"]:
            either = Form("either", rest)
            return either if len(rest) == len(args) else Form("optional", (rest[0] | rest[1],))
    if origin is tuple:
        if len(args) != 2 or args[1] is not Ellipsis:
            return Form("row", args)
        pair = get_args(args[0]) if get_origin(args[0]) is tuple else ()
        if len(pair) == 2 and pair[0] is str and pair[1] is not Ellipsis:
            return Form("map", (pair[1],))
        return Form("list", (args[0],))
    if origin is Mapping and args[0] is str:
        return Form("mapping", (args[1],))
    if isinstance(wanted, type) and attrs.has(wanted):
        return Form("object", (wanted,))
    return Form("leaf", (wanted,))


_keys: dict[Any, dict[str, Key]] = {}


def keys_of(cls: type) -> dict[str, Key]:
    """The keys of a class's table, in the order of its fields."""
    if cls not in _keys:
        hints = get_type_hints(cls)
        _keys[cls] = {
            field.name: Key(field.name, hints.get(field.name, field.type), field)
            for field in attrs.fields(cls)
            if field.init and not field.metadata.get("unwritten")
        }
    return _keys[cls]
