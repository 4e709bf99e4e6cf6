"""Placeholders for values that could not be read, so that the rest can still be checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs

from seatplan.files.shapes import form_of, keys_of

T = TypeVar("T")

_LEAVES: Mapping[Any, Any] = {
    str: "?",  # it can appear in a message about something else
    int: 0,
    bool: False,
    float: 0.0,
    date: date.min,
    Fraction: Fraction(0),
}


def filler(wanted: Any) -> Any:
    """A meaningless value of a type."""
    form = form_of(wanted)
    match form.shape:
        case "either":
            return filler(form.inner[0])
        case "list" | "map":
            return ()
        case "mapping":
            return {}
        case "row":
            return tuple(filler(inner) for inner in form.inner)
        case "object":
            return bare(form.inner[0], {})
        case "leaf" if get_origin(wanted) is Literal:
            return get_args(wanted)[0]
        case "leaf":
            return _LEAVES.get(wanted)
    return None


def bare(cls: type[T], values: Mapping[str, Any]) -> T:
    """Makes an object of a class without its constructor, so that no validator runs.

    Args:
        cls: the class.
        values: values by field name; other fields get their default, or a filler.
    """
    made = cls.__new__(cls)
    keys = keys_of(cls)
    for field in attrs.fields(cls):  # type: ignore[arg-type]
        key = keys.get(field.name)
        if field.name in values:
            value = values[field.name]
        elif key is None or key.required:
            value = filler(key.type) if key is not None else None
        else:
            value = key.default(made)
        object.__setattr__(made, field.name, value)
    return made
