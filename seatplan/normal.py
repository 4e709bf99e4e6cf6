"""Converts text to one Unicode normal form (NFC).

Unicode can write an accented letter as one character or as a letter followed by an accent. Both
look alike, and keyboards, spreadsheets and file systems differ in which form they write. All text
of a program is converted to the composed form, and so are the ids in plans and edits when they are
looked up: both forms are the same id. Only if two ids in one list of a program differ in nothing
but the form are they two ids, each as it is written there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

import attrs

T = TypeVar("T")

NONE: frozenset[str] = frozenset()

LISTS = (
    ("agencies",),
    ("vehicles",),
    ("ports",),
    ("spacecraft",),
    ("flights",),
    ("crew",),
    ("rules", "goals"),
)
"""The lists of a program whose ids must all be different; rules and goals share one set."""


def normal(thing: T, kept: frozenset[str] = NONE) -> T:
    """Text in composed form; also of all text in tuples and attrs objects.

    If nothing changes, the result is the same object.

    Args:
        thing: the text or object.
        kept: texts that are not converted: those that `spellings` finds in a program.
    """
    if isinstance(thing, str):
        if thing.isascii() or thing in kept:
            return thing
        text = unicodedata.normalize("NFC", thing)
        return thing if text == thing else cast(T, text)
    if isinstance(thing, tuple):
        parts = tuple(normal(one, kept) for one in thing)
        return thing if all(map(_same, parts, thing)) else cast(T, parts)
    changed = {}
    for name, argument in _fields_of(cast(Hashable, type(thing))):
        value = getattr(thing, name)
        composed = normal(value, kept)
        if composed is not value:
            changed[argument] = composed
    return attrs.evolve(cast(Any, thing), **changed) if changed else thing


def spellings(program: object) -> frozenset[str]:
    """The ids that are not in composed form and differ from another id of their list only in that.

    Args:
        program: a program, what is like one, or the data of one.
    """
    return frozenset(word for words in _ids_of(program) for word in _apart(words))


def _apart(words: Iterable[str]) -> Iterator[str]:
    """The words that are not in composed form."""
    words = set(words)
    if all(map(str.isascii, words)):
        return
    alike: dict[str, set[str]] = {}
    for word in words:
        alike.setdefault(normal(word), set()).add(word)
    for composed, those in alike.items():
        if len(those) > 1:
            yield from those - {composed}


def _ids_of(program: object) -> Iterator[list[str]]:
    """The ids of each list in which ids must differ, and the roles of each list of seats."""
    for names in LISTS:
        entries = [entry for name in names for entry in _several(program, name)]
        yield [word for entry in entries if isinstance(word := _get(entry, "id"), str)]
        for entry in entries if names in (("vehicles",), ("flights",)) else ():
            seats = _several(entry, "seats")
            yield [word for seat in seats if isinstance(word := _get(seat, "role"), str)]


def _several(thing: object, name: str) -> Iterable[object]:
    found = _get(thing, name)
    return found if isinstance(found, (list, tuple)) else ()


def _get(thing: object, name: str) -> object:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _same(one: object, other: object) -> bool:
    return one is other


@cache
def _fields_of(cls: Any) -> tuple[tuple[str, str], ...]:
    """The fields of an attrs class, with their names as arguments; empty for other classes."""
    if not attrs.has(cls):
        return ()
    return tuple((one.name, one.alias or one.name) for one in attrs.fields(cls) if one.init)
