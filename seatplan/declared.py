"""Whether the values of an object are what its class declares: of that type, and no larger than
what can be counted with exactly.

Files are read by type anyway. This is for programs and edits made in Python, where a list stands
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
"""No number is larger: a trillion is more than any programme costs in dollars, and the sum of some
thousand such numbers is still counted exactly, also where the solver counts in doubles."""

LATER = {"Rule": Any, "Goal": Any}
"""A program names these for type checkers alone: they stand on floors below."""

Check = Callable[[Any, Place], Iterator[Problem]]

IS_NOT = {
    str: "is no text",
    bool: "is neither true nor false",
    date: "is no whole day",
    float: "is no number",
    int: "is no whole number",
    Fraction: "is no Fraction",
}


def mismatches(thing: Any, place: Place = ()) -> Iterator[Problem]:
    """What in an attrs object, and in those that it holds, is not what its class declares."""
    for name, check in _checks(type(thing)):  # type: ignore[arg-type]
        yield from check(getattr(thing, name), (*place, name))


def shown(value: Any) -> str:
    """A value as Python writes it, shortened."""
    try:
        return shortened(repr(value), 40)
    except Exception:  # a number of more digits than Python writes; a class of one's own
        return f"a {type(value).__name__}"


@cache
def _checks(cls: Any) -> tuple[tuple[str, Check], ...]:
    """The fields of a class that have a check."""
    try:
        hints = get_type_hints(cls, localns=LATER)
    except (NameError, TypeError):  # a type that is there for type checkers alone
        return ()
    checks = ((one.name, _check_of(hints.get(one.name))) for one in attrs.fields(cls))
    return tuple((name, check) for name, check in checks if check is not None)


def _check_of(wanted: Any) -> Check | None:
    """What looks at a value of a field of that type; None if any will do."""
    origin, args = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        rest = [arg for arg in args if arg is not NoneType]
        return _maybe(_check_of(rest[0])) if len(rest) == 1 and len(rest) < len(args) else None
    if origin is tuple:
        return _entries(args)
    if origin is Literal:
        return _choice(args)
    if wanted is int or wanted is Fraction:
        return _number(wanted)
    if wanted in (str, bool, date, float):
        return _single(wanted)
    if wanted is Any:
        return _whatever
    return _object(wanted) if isinstance(wanted, type) and attrs.has(wanted) else None


def _maybe(inner: Check | None) -> Check | None:
    if inner is None:
        return None

    def check(value: Any, place: Place) -> Iterator[Problem]:
        return iter(()) if value is None else inner(value, place)

    return check


def _entries(args: tuple[Any, ...]) -> Check:
    inner = _check_of(args[0]) if len(args) == 2 and args[1] is Ellipsis else None

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, tuple):
            hint = "tuple(…) around it." if isinstance(value, (list, set)) else ""
            yield Problem(f"{shown(value)} is no tuple", place, hint)
        elif inner is not None:
            for index, entry in enumerate(value):
                yield from inner(entry, (*place, index))

    return check


def _choice(choices: tuple[Any, ...]) -> Check:
    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not any(type(value) is type(one) and value == one for one in choices):
            hint = f"one of {', '.join(map(repr, choices))}."
            yield Problem(f"{shown(value)} cannot stand here", place, hint)

    return check


def _number(wanted: type[int] | type[Fraction]) -> Check:
    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, wanted) or isinstance(value, bool):
            yield Problem(f"{shown(value)} {IS_NOT[wanted]}", place)
        elif not countable(value):
            yield Problem(f"{shown(value)} is beyond what is counted here", place, AT_MOST)

    return check


AT_MOST = f"a number up to {LARGEST}."


def countable(value: int | Fraction) -> bool:
    """Whether a number is no larger than all numbers here, and no finer."""
    return abs(value.numerator) <= LARGEST and value.denominator <= LARGEST


def _single(wanted: Any) -> Check:
    def check(value: Any, place: Place) -> Iterator[Problem]:
        kinds = (int, float) if wanted is float else wanted
        if not isinstance(value, kinds) or (wanted is date and isinstance(value, datetime)):
            yield Problem(f"{shown(value)} {IS_NOT[wanted]}", place)

    return check


def _whatever(value: Any, place: Place) -> Iterator[Problem]:
    return mismatches(value, place) if attrs.has(type(value)) else iter(())


def _object(wanted: type) -> Check:
    def check(value: Any, place: Place) -> Iterator[Problem]:
        if isinstance(value, wanted):
            yield from mismatches(value, place)
        else:
            yield Problem(f"{shown(value)} is no {wanted.__name__}", place)

    return check
