"""Whether the values of an object are what its class declares: of that type, and no larger than
what can be counted with exactly.

Files are read by type anyway. This is for programs and edits made in Python, where a list is
where a tuple belongs as easily as a float where a whole number does.
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
"""No number is larger: a trillion is more than any program costs in dollars, and the sum of some
thousand such numbers is still counted exactly, also where the solver counts in doubles."""

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
    """What in an attrs object, and in those that it holds, is not what its class declares.

    Args:
        thing: the object.
        place: where it is.
        owner: what holds it, as a message names that. An object with an id is its own.
    """
    cls: Any = type(thing)
    owner = _called(thing) or owner
    for name, wanted, fits in _fields_of(cls):
        value = getattr(thing, name)
        if not fits(value):
            yield from _wrong(value, wanted, (*place, name), owner)


def _called(thing: Any) -> str:
    """An object by its class and id: `Flight 'Crew-9'`, or `Quota`; nothing of a program."""
    if hasattr(thing, "flights") and hasattr(thing, "crew"):
        return ""
    identity = getattr(thing, "id", None)
    kind = type(thing).__name__
    if isinstance(identity, str):
        return f"{kind} {shown(identity)}"
    return kind if isinstance(getattr(thing, "kind", None), str) else ""


def may_hold_text(cls: Any) -> frozenset[str]:
    """The fields of a class that a text may be in, alone or in a tuple."""
    return frozenset(
        name
        for name, wanted, _ in _fields_of(cls)
        if wanted in (str, Any) or str in _within(wanted)
    )


def _within(wanted: Any) -> set[Any]:
    """The types that a type is made of."""
    found = {wanted}
    for inner in get_args(wanted) if get_origin(wanted) is not Literal else ():
        found |= _within(inner)
    return found


def countable(value: int | Fraction) -> bool:
    """Whether a number is no larger than all numbers here, and no finer."""
    return abs(value.numerator) <= LARGEST and value.denominator <= LARGEST


def shown(value: Any) -> str:
    """A value as Python writes it, shortened."""
    try:
        return shortened(repr(value), 40)
    except Exception:  # a number of more digits than Python writes; a class of one's own
        return f"a {type(value).__name__}"


@cache
def _fields_of(cls: Any) -> tuple[tuple[str, Any, Check], ...]:
    """The fields of a class, their types, and what sees in no time that all is well with one."""
    try:
        hints = get_type_hints(cls)
    except (NameError, TypeError):  # a type that is there for type checkers alone
        return ()
    wanted = [(one.name, hints.get(one.name, Any)) for one in attrs.fields(cls)]
    return tuple((name, kind, _fitting(kind)) for name, kind in wanted)


def _fitting(wanted: Any) -> Check:
    """Whether a value is one of that type, with all that is in it."""
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
    return lambda value: True  # what that type is, is for the class to know


def _inner(wanted: Any) -> Check | None:
    """For a type that may be None, and for a tuple of any length: what is in it."""
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
    """What is wrong with a value that does not fit."""
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
        hint = "tuple(…) around it." if isinstance(value, (list, set)) else ""
        hint = f"[{shown(value)}]." if isinstance(value, str) else hint
        yield Problem(f"{shown(value)} is not a tuple{of}", place, hint)
    elif origin is Literal:
        hint = f"one of {', '.join(map(repr, args))}."
        yield Problem(f"{shown(value)} is not allowed here{of}", place, hint)
    elif attrs.has(type(value)) and (wanted is Any or isinstance(value, wanted)):
        yield from mismatches(value, place, owner)
    elif isinstance(value, (int, Fraction)) and not isinstance(value, bool) and _is(value, wanted):
        yield Problem(f"{shown(value)} is beyond what is counted here{of}", place, AT_MOST)
    else:
        name = getattr(wanted, "__name__", str(wanted))
        hint = "a day like '2026-07-14'." if wanted is date else ""
        yield Problem(f"{shown(value)} {IS_NOT.get(wanted) or is_not(name)}{of}", place, hint)


def _is(value: Any, wanted: Any) -> bool:
    return wanted in (int, Fraction) and isinstance(value, wanted)
