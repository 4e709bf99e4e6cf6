"""Converts attrs objects to plain data for files, without fields that have their default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seatplan.errors import ProgramError
from seatplan.files.leaves import converter
from seatplan.files.shapes import SHORT, TAGS, Tag, form_of, keys_of


def dump(value: Any, wanted: Any, tags: Mapping[type, Tag] = TAGS) -> Any:
    """A value of a field of a type as plain data; the counterpart of `Reader.read`.

    Raises:
        ProgramError: for a rule, goal or edit whose class is not registered.
    """
    form = form_of(wanted)
    match form.shape:
        case "optional":
            return None if value is None else dump(value, form.inner[0], tags)
        case "either":
            one, several = form.inner
            return dump(value, several if isinstance(value, tuple) else one, tags)
        case "list":
            return [dump(entry, form.inner[0], tags) for entry in value]
        case "row":
            pairs = zip(value, form.inner, strict=True)
            return [dump(entry, inner, tags) for entry, inner in pairs]
        case "map":
            return {name: dump(entry, form.inner[0], tags) for name, entry in value}
        case "mapping":
            return {name: dump(entry, form.inner[0], tags) for name, entry in value.items()}
        case "object":
            return _object(value, tags.get(wanted), tags)
    return converter.unstructure(value)


def table_of(value: Any, tags: Mapping[type, Tag] = TAGS) -> dict[str, Any]:
    """The table of an object: its keys in the order of the fields, without defaults."""
    return {
        name: dump(getattr(value, name), key.type, tags)
        for name, key in keys_of(type(value)).items()
        if key.required or getattr(value, name) != key.default(value)
    }


def _object(value: Any, tag: Tag | None, tags: Mapping[type, Tag]) -> Any:
    found = table_of(value, tags)
    if tag is not None:
        kind = value.kind
        # A class can have been reloaded, so names are compared, not objects.
        known = tag.kinds().get(kind)
        if known is None or known.__qualname__ != type(value).__qualname__:
            name = type(value).__qualname__
            raise ProgramError(f"{name} cannot be written: it is not registered as a {tag.key}")
        return {tag.key: kind, **found}
    short = SHORT.get(type(value))
    return found[short] if short is not None and set(found) == {short} else found
