"""Converters for single values, including those of NumPy and pandas, and for lists."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol, SupportsIndex, TypeVar, cast

T_co = TypeVar("T_co", covariant=True)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class WithPoint(Fraction):
    """A whole number that was written as a decimal, such as 1.0.

    It equals the integer, except where a decimal is a part of something and must be below 1.
    """

    def __repr__(self) -> str:
        return repr(Fraction(self))

    @classmethod
    def marked(cls, value: Fraction) -> Fraction:
        """The value of a decimal, marked if it is a whole number of at least 1."""
        return cls(value) if value.denominator == 1 and value >= 1 else value


class Several(Protocol[T_co]):
    """A list, tuple or set of values; text does not count as a list of letters."""

    def __contains__(self, value: object, /) -> bool: ...
    def __iter__(self) -> Iterator[T_co]: ...
    def __len__(self) -> int: ...


Day = date | str
"""A day as a date or ISO text, such as `"2030-01-15"`."""


def is_missing(value: object) -> bool:
    """Whether a value is NaN, NaT or NA, with which pandas marks missing values."""
    if value is None or type(value) in (str, int, bool, date, tuple):
        return False
    if type(value).__name__ == "NAType":
        return True
    if not isinstance(value, (float, datetime)) and type(value).__module__ != "numpy":
        return type(value).__name__ == "NaTType"
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # an array
        return False


def plain_value(value: Any) -> Any:
    """The Python value for a number, truth value or day of NumPy or pandas.

    None for a missing value. Any other value is returned unchanged.
    """
    if value is None or (type(value) in (str, int, bool, date, float) and value == value):
        return value
    if is_missing(value):
        return None
    if type(value).__module__ == "numpy" and hasattr(value, "item") and not _sized(value):
        if type(value).__name__ == "datetime64":
            value = value.astype("datetime64[us]")
        value = value.item()
    if isinstance(value, datetime):
        midnight = value.replace(tzinfo=None) == datetime(value.year, value.month, value.day)
        return value.date() if midnight else value
    return value


def _sized(value: object) -> bool:
    return getattr(value, "shape", ()) != ()


def day(value: Day) -> date:
    """A date; also accepts ISO text, and midnight."""
    return cast(date, _day(value))


def maybe_day(value: Day | None) -> date | None:
    """A day or None."""
    return cast("date | None", None if is_missing(value) else _day(value))


def days(value: Several[Day]) -> tuple[date, ...]:
    """Days."""
    return cast("tuple[date, ...]", several(value, _day))


def whole(value: SupportsIndex) -> int:
    """A whole number; also accepts those of NumPy."""
    return cast(int, _whole(value))


def maybe_whole(value: SupportsIndex | None) -> int | None:
    """A whole number or None."""
    return cast("int | None", None if is_missing(value) else _whole(value))


def day_count(value: SupportsIndex | timedelta) -> int:
    """A number of days; also accepts a timedelta of whole days."""
    if isinstance(value, timedelta) and not value % timedelta(1):
        return value.days
    return cast(int, _whole(value))


def maybe_day_count(value: SupportsIndex | timedelta | None) -> int | None:
    """A number of days, or None."""
    return None if value is None or is_missing(value) else day_count(value)


def flag(value: bool) -> bool:
    """True or false; also accepts those of NumPy."""
    return cast(bool, plain_value(value) if type(value).__module__ == "numpy" else value)


def maybe_exact(value: float | str | Fraction | None) -> Fraction | None:
    """An exact number or None; a float counts as the decimal that it prints as."""
    if value is None or is_missing(value):
        return None
    if isinstance(value, (bool, WithPoint)):
        return cast(Fraction, value)
    try:
        found = Fraction(str(value))
        return WithPoint.marked(found) if _has_point(value) else found
    except (ValueError, ZeroDivisionError):
        return cast(Fraction, value)


def _has_point(value: object) -> bool:
    """Whether a number is, or was written as, a decimal."""
    return isinstance(value, (float, Decimal)) or (isinstance(value, str) and "." in value)


def maybe_flag(value: bool | None) -> bool | None:
    """True, false or None."""
    return None if is_missing(value) else flag(cast(bool, value))


def texts(value: Several[str]) -> tuple[str, ...]:
    """Texts."""
    return cast("tuple[str, ...]", several(value))


def several(value: Any, one: Callable[[Any], Any] | None = None) -> Any:
    """A tuple of the values in a list or set, each of them converted; sets are sorted."""
    if type(value) is tuple and one is None:
        return value
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        return value
    plain = map(plain_value, value)
    found = list(plain if one is None else map(one, plain))
    return tuple(sorted(found, key=str) if isinstance(value, (set, frozenset)) else found)


def maybe_several(value: Any, one: Callable[[Any], Any] | None = None) -> Any:
    """A tuple as `several` makes it, or None."""
    return None if value is None or is_missing(value) else several(value, one)


def _day(value: Any) -> Any:
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            # fromisoformat also reads other forms, such as weeks.
            return date.fromisoformat(value) if _DAY.fullmatch(value) else value
        except ValueError:
            return value
    return value if is_missing(value) else plain_value(value)


def _whole(value: Any) -> Any:
    if type(value) is int or isinstance(value, (bool, str)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    try:
        return operator.index(value) if type(value).__name__ not in ("bool", "bool_") else value
    except TypeError:
        return value
