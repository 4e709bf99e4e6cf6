"""Text in one normal form.

Unicode can write an accent as a part of its letter or as a sign behind it. Both look alike, and
keyboards, spreadsheets and file systems differ in which they write. So every text of a program, a
plan and an edit is in the composed form (NFC): both forms are the same id.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import attrs

T = TypeVar("T")


def normal(thing: T) -> T:
    """A text, or whatever attrs objects and tuples hold such, in the composed form.

    The very thing, where it is in that form already.
    """
    if isinstance(thing, str):
        text = thing if thing.isascii() else unicodedata.normalize("NFC", thing)
        return thing if text == thing else cast(T, text)
    if isinstance(thing, tuple):
        parts = tuple(map(normal, thing))
        return thing if all(map(_same, parts, thing)) else cast(T, parts)
    changed = {}
    for name, argument in _fields_of(cast(Hashable, type(thing))):
        value = getattr(thing, name)
        composed = normal(value)
        if composed is not value:
            changed[argument] = composed
    return attrs.evolve(cast(Any, thing), **changed) if changed else thing


def _same(one: object, other: object) -> bool:
    return one is other


@cache
def _fields_of(cls: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a class and what they are called on construction; none, if it has none."""
    if not attrs.has(cls):
        return ()
    return tuple((one.name, one.alias or one.name) for one in attrs.fields(cls) if one.init)
