"""Reads and writes single values of files: text, numbers, dates, and choices from a few words.

The converter is strict: it does not convert between types. A user's class, such as an Enum, is read
and written as cattrs does, or by a hook that is registered on `converter`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

from cattrs import Converter

from seatplan.declared import AT_MOST, countable
from seatplan.errors import nearest
from seatplan.files.day_hints import day_hint
from seatplan.files.numbers import NotExact, exact, number_hint, plain
from seatplan.forgiving.values import WithPoint

LONGEST = 40
"""Maximum length, in characters, of a value in a message."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATIO = re.compile(r"[+-]?[0-9]+/[0-9]+")


class NotReadableError(ValueError):
    """A value cannot be read as the type of its key."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def show(value: Any) -> str:
    """A value as it is written in a file, shortened."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST else value[: LONGEST - 1] + "…")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, NotExact):
        text = value.text
    elif isinstance(value, (int, float, Fraction)):
        try:
            text = _spelt(value)
        except ValueError:  # more digits than Python's limit
            text = "a very long number"
    else:
        text = f"a Python {type(value).__name__}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _spelt(value: int | float | Fraction) -> str:
    if isinstance(value, Fraction):
        return f"{value}.0" if value.denominator == 1 else str(plain(value))
    return repr(value)


def _text(value: Any, _: Any) -> str:
    if not isinstance(value, str):
        number = isinstance(value, (int, float, Fraction)) and not isinstance(value, bool)
        simple = isinstance(value, date) or (number and abs(value) < 10**18)
        hint = f'"{show(value)}", in quotes.' if simple else ""
        raise NotReadableError(f"{show(value)} is not text", hint)
    # JSON can contain a lone surrogate ("\ud800"), which cannot be written to a file.
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise NotReadableError(f"{show(value)} contains half a character (a lone surrogate)")
    return value


def _whole(value: Any, _: Any) -> int:
    value = _without_point(value)
    if isinstance(value, int) and not isinstance(value, bool):
        _must_be_countable(value)
        return value
    hint = number_hint(value) if isinstance(value, str) else ""
    raise NotReadableError(f"{show(value)} is not a whole number", hint)


def _without_point(value: Any) -> Any:
    """An integer for a decimal such as 3.0, because JSON does not distinguish them."""
    decimal = exact(str(value)) if isinstance(value, (float, Decimal)) else value
    if isinstance(decimal, Fraction) and decimal.denominator == 1:
        return decimal.numerator
    return value


def _decimal(value: Any, _: Any) -> float:
    if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool):
        return float(value)
    raise NotReadableError(f"{show(value)} is not a number")


def _flag(value: Any, _: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.casefold() in ("true", "false"):
        hint = f"{value.casefold()}, without quotes."
    else:
        hint = "true or false."
    raise NotReadableError(f"{show(value)} is neither true nor false", hint)


def _day(value: Any, _: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, datetime):
        message = f"{show(value)} has a time of day, and seatplan counts whole days"
        raise NotReadableError(message, f"{value.date()}.")
    if isinstance(value, str):
        try:
            # fromisoformat also reads weeks and times, which files do not have.
            day = datetime.fromisoformat(value)
        except ValueError:
            if _DAY.fullmatch(value):
                raise NotReadableError(f"{show(value)} is not a day in the calendar") from None
        else:
            if _DAY.fullmatch(value):
                return day.date()
            raise NotReadableError(f"{show(value)} is not a whole day", f"{day.date()}.")
    hint = day_hint(value) if isinstance(value, str) else ""
    raise NotReadableError(f"{show(value)} is not a date", hint or "a day like 2026-07-14.")


def _fraction(value: Any, _: Any) -> Fraction:
    found: Fraction | NotExact | None = None
    hint = ""
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        found = Fraction(value)
    elif isinstance(value, (float, Decimal)):
        # The decimal that a person wrote, such as 0.766, not the nearest binary number.
        found = exact(str(value))
    elif isinstance(value, NotExact):
        found = value
    elif isinstance(value, str):
        found = _ratio(value)
        if found is None and isinstance(exact(value), Fraction):
            hint = f"{value.strip()}, without quotes."
    if isinstance(found, NotExact):
        raise NotReadableError(f"{show(found)} has no exact value", "a finite number.")
    if found is None:
        raise NotReadableError(f"{show(value)} is not a number", hint)
    _must_be_countable(found)
    return WithPoint.marked(found) if isinstance(value, (float, Decimal, Fraction)) else found


def _must_be_countable(value: int | Fraction) -> None:
    if not countable(value):
        raise NotReadableError(f"{show(value)} is too large or too fine", AT_MOST)


def _ratio(value: str) -> Fraction | NotExact | None:
    """The fraction of a string such as "1/3"; None if it is no ratio."""
    if not _RATIO.fullmatch(value):
        return None
    try:
        above, below = map(int, value.split("/"))
    except ValueError:  # more digits than Python's limit
        return NotExact(value)
    _must_be_countable(above)
    _must_be_countable(below)
    return Fraction(above, below) if below else NotExact(value)


def _is_choice(wanted: Any) -> bool:
    return get_origin(wanted) is Literal


def _choice(value: Any, wanted: Any) -> Any:
    value = _without_point(value)
    for choice in get_args(wanted):
        # 1 == True in Python, but they are different values here.
        if type(choice) is type(value) and choice == value:
            return choice
    words = [choice if isinstance(choice, str) else show(choice) for choice in get_args(wanted)]
    hint = nearest(value if isinstance(value, str) else show(value), words)
    raise NotReadableError(f"{show(value)} is not allowed here", hint)


def _converter() -> Converter:
    made = Converter(detailed_validation=False)
    made.register_structure_hook(str, _text)
    made.register_structure_hook(int, _whole)
    made.register_structure_hook(bool, _flag)
    made.register_structure_hook(float, _decimal)
    made.register_structure_hook(date, _day)
    made.register_structure_hook(Fraction, _fraction)
    made.register_structure_hook_func(_is_choice, _choice)
    made.register_unstructure_hook(Fraction, plain)
    return made


converter: Converter = _converter()
"""Reads and writes single values."""
