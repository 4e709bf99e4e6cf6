"""Building blocks of sentences: plurals, lists, dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from seatplan.program import Flight, Leg

SINGULAR = {"seats": "seat", "days": "day"}

VOWELS = frozenset("aeiou")


def many(count: int, thing: str) -> str:
    """`1 seat`, `2 seats`, `3 people`."""
    return f"{count} {thing if count == 1 else plural(thing)}"


def one(thing: str) -> str:
    """`a seat`, `an operator seat`."""
    return f"{'an' if thing[:1].lower() in VOWELS else 'a'} {thing}"


def plural(thing: str) -> str:
    """`seats`, `people`, `launches`."""
    if thing == "person":
        return "people"
    return thing + ("es" if thing.endswith(("ch", "x")) else "s")


def singular(unit: Literal["seats", "days"]) -> str:
    """`seat`, `day`."""
    return SINGULAR[unit]


def number(value: Fraction | int) -> str:
    """An exact number for people: whole, or to three decimals."""
    return str(int(value)) if value == int(value) else f"{float(value):.3f}".rstrip("0")


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *head, tail = list(words) or ["no one"]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def agency_word(agency: str | None) -> str:
    """The id of an agency, or `no agency`."""
    return "no agency" if agency is None else agency


def leg_of(flight: Flight, leg: Leg) -> str:
    """`MS-29 going up on 2026-07-14`, `the backups of MS-29 (2026-07-14)`."""
    if leg == "up":
        return f"{flight.id} going up on {flight.launch}"
    if leg == "backup":
        return f"the backups of {flight.id} ({flight.launch})"
    return f"{flight.id} coming down on {flight.landing}"


def on_leg(leg: Leg) -> str:
    """`on the way up`, `as a backup`."""
    return "as a backup" if leg == "backup" else f"on the way {leg}"


def span(since: date, until: date) -> str:
    """`on 2024-03-01` for one day, else `from 2024-03-01 to 2024-03-09`, the last day included."""
    last = date.fromordinal(until.toordinal() - 1)
    return f"on {since}" if last == since else f"from {since} to {last}"


def within(least: int | None, most: int | None, thing: str, things: str | None = None) -> str:
    """`at least 1 seat`, `at most 3 days`, `1 to 3 seats`, `exactly 2 seats`, `no seats`.

    Args:
        least, most: the ends of the range; one of them can be None.
        thing, things: the singular and the plural of what is counted.
    """
    count = most if most is not None else least or 0
    counted = thing if count == 1 else things or plural(thing)
    return f"{range_of(least, most, 'no')} {counted}"


def range_of(least: int | None, most: int | None, none: str = "none") -> str:
    """`at least 1`, `at most 3`, `1 to 3`, `exactly 2`, `none`.

    Args:
        least, most: the ends of the range; one of them can be None.
        none: the word for the range from 0 to 0.
    """
    if most == 0 and not least:
        return none
    if least is not None and most is not None:
        return f"exactly {most}" if least == most else f"{least} to {most}"
    return f"at least {least or 0}" if most is None else f"at most {most}"


def opening(sentence: str) -> str:
    """A sentence with a capital letter, if it begins with a word and not with an id or a name."""
    return sentence[:1].upper() + sentence[1:]
