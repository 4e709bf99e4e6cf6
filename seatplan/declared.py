"""Checks that the values of an object have the declared types and are not too large.

Files are read by type anyway. This is for programs and edits made in Python, in which a list can
easily be where a tuple belongs, or a float where a whole number belongs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from seatplan.errors import Place, Problem
from seatplan.visible import shortened

LARGEST = 10**12
"""The largest allowed number. A trillion is more than any program costs in dollars, and sums of a
few thousand such numbers are exact even in the solver's double-precision arithmetic."""

Check = Callable[[Any], bool]

IS_NOT: dict[Any, str] = {
    str: "is not text",
    bool: "is neither true nor false",
    date: "is not a whole day",
    float: "is not a number",
    int: "is not a whole number",
    Fraction: "is not a Fraction",
}

AT_MOST = f"a number up to {LARGEST}."


def is_not(thing: str) -> str:
    """`is not a Flight`, `is not an edit`."""
    return f"is not {'an' if thing[:1].lower() in 'aeiou' else 'a'} {thing}"


def mismatches(thing: Any, place: Place = (), owner: str = "") -> Iterator[Problem]:
    """Problems with values of an attrs object, and of the objects in it, that have a wrong type.

    Args:
        thing: the object.
        place: the place of the object in the data.
        owner: the name for the owner in messages; an object with an id is named instead.
    """
    cls: Any = type(thing)
    owner = _called(thing) or owner
    for name, wanted, fits in _fields_of(cls):
        value = getattr(thing, name)
        if not fits(value):
            yield from _wrong(value, wanted, (*place, name), owner)


def _called(thing: Any) -> str:
    """The name of an object in messages: `Flight 'Crew-9'`, or `Quota`; empty for a program."""
    if hasattr(thing, "flights") and hasattr(thing, "crew"):
        return ""
    identity = getattr(thing, "id", None)
    kind = type(thing).__name__
    if isinstance(identity, str):
        return f"{kind} {shown(identity)}"
    return kind if isinstance(getattr(thing, "kind", None), str) else ""


def may_hold_text(cls: Any) -> frozenset[str]:
    """The names of the fields of a class that can contain text, alone or in a tuple."""
    return frozenset(
        name
        for name, wanted, _ in _fields_of(cls)
        if wanted in (str, Any) or str in _within(wanted)
    )


def _within(wanted: Any) -> set[Any]:
    """A type and the types that it is made of."""
    found = {wanted}
    for inner in get_args(wanted) if get_origin(wanted) is not Literal else ():
        found |= _within(inner)
    return found


def countable(value: int | Fraction) -> bool:
    """Whether numerator and denominator of a number are at most `LARGEST`."""
    return abs(value.numerator) <= LARGEST and value.denominator <= LARGEST


def shown(value: Any) -> str:
    """The `repr` of a value, shortened."""
    try:
        return shortened(repr(value), 40)
    except Exception:  # a number with too many digits for Python, or a user's class
        return f"a {type(value).__name__}"


@cache
def _fields_of(cls: Any) -> tuple[tuple[str, Any, Check], ...]:
    """The fields of a class, their types, and for each a fast check of a value."""
    try:
        hints = get_type_hints(cls)
    except (NameError, TypeError):  # a type that is imported only for type checkers
        return ()
    wanted = [(one.name, hints.get(one.name, Any)) for one in attrs.fields(cls)]
    return tuple((name, kind, _fitting(kind)) for name, kind in wanted)


def _fitting(wanted: Any) -> Check:
    """A check whether a value, and everything in it, is of a type."""
    inner, args = _inner(wanted), get_args(wanted)
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        if inner is not None:
            return lambda value: value is None or inner(value)
        checks = [_is_none if arg is NoneType else _fitting(arg) for arg in args]
        return lambda value: any(fits(value) for fits in checks)
    if origin is tuple:
        each = inner if inner is not None else _any
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    if origin is Literal:
        return lambda value: any(type(value) is type(one) and value == one for one in args)
    if wanted is int:
        return lambda value: type(value) is int and -LARGEST <= value <= LARGEST
    if wanted is Fraction:
        return lambda value: isinstance(value, Fraction) and countable(value)
    if wanted is float:
        return lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)
    if wanted is date:
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    if wanted is Any:
        return _any
    if wanted in (str, bool):
        return lambda value: isinstance(value, wanted)
    if isinstance(wanted, type) and attrs.has(wanted):
        return lambda value: isinstance(value, wanted) and _all_fit(value)
    return lambda value: True  # only the class itself knows this type


def _inner(wanted: Any) -> Check | None:
    """For an optional type or a tuple of any length: the check of what is in it."""
    args = get_args(wanted)
    if get_origin(wanted) is tuple:
        return _fitting(args[0]) if len(args) == 2 and args[1] is Ellipsis else None
    if get_origin(wanted) in (Union, UnionType):
        rest = [arg for arg in args if arg is not NoneType]
        return _fitting(rest[0]) if len(rest) == 1 and len(rest) < len(args) else None
    return None


def _is_none(value: Any) -> bool:
    return value is None


def _any(value: Any) -> bool:
    return not attrs.has(type(value)) or _all_fit(value)


def _all_fit(thing: Any) -> bool:
    found: Any = type(thing)
    return all(fits(getattr(thing, name)) for name, _, fits in _fields_of(found))


def _wrong(value: Any, wanted: Any, place: Place, owner: str) -> Iterator[Problem]:
    """Problems with a value that is not of the wanted type."""
    args = get_args(wanted)
    origin = get_origin(wanted)
    of = f" ({owner})" if owner else ""
    if origin in (Union, UnionType):
        rest = [arg for arg in args if arg is not NoneType]
        several = [arg for arg in rest if get_origin(arg) is tuple]
        many = isinstance(value, (tuple, list, set))
        yield from _wrong(value, (several if many and several else rest)[0], place, owner)
    elif origin is tuple and isinstance(value, tuple):
        fits = _fitting(args[0])
        for index, entry in enumerate(value):
            if not fits(entry):
                yield from _wrong(entry, args[0], (*place, index), owner)
    elif origin is tuple:
        hint = "put tuple(…) around it." if isinstance(value, (list, set)) else ""
        hint = f"[{shown(value)}]." if isinstance(value, str) else hint
        yield Problem(f"{shown(value)} is not a tuple{of}", place, hint)
    elif origin is Literal:
        hint = f"one of {', '.join(map(repr, args))}."
        yield Problem(f"{shown(value)} is not allowed here{of}", place, hint)
    elif attrs.has(type(value)) and (wanted is Any or isinstance(value, wanted)):
        yield from mismatches(value, place, owner)
    elif isinstance(value, (int, Fraction)) and not isinstance(value, bool) and _is(value, wanted):
        yield Problem(f"{shown(value)} is too large or too fine{of}", place, AT_MOST)
    else:
        name = getattr(wanted, "__name__", str(wanted))
        hint = "a day like '2026-07-14'." if wanted is date else ""
        yield Problem(f"{shown(value)} {IS_NOT.get(wanted) or is_not(name)}{of}", place, hint)


def _is(value: Any, wanted: Any) -> bool:
    return wanted in (int, Fraction) and isinstance(value, wanted)
