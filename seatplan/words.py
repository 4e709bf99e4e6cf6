"""Small helps for sentences: plurals, lists, dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from seatplan.program import Flight, Leg


def many(count: int, thing: str) -> str:
    """`1 seat`, `2 seats`, `3 person-days`."""
    plural = {"person": "persons", "person-day": "person-days"}.get(thing, thing + "s")
    return f"{count} {thing if count == 1 else plural}"


def number(value: Fraction | int) -> str:
    """An exact number for people: whole, or to three decimals."""
    return str(int(value)) if value == int(value) else f"{float(value):.3f}".rstrip("0")


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *head, tail = list(words) or ["nobody"]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def leg_of(flight: Flight, leg: Leg) -> str:
    """`MS-29 going up on 2026-07-14`."""
    if leg == "up":
        return f"{flight.id} going up on {flight.launch}"
    return f"{flight.id} coming down on {flight.landing}"


def span(since: date, until: date) -> str:
    """`on 2024-03-01` for one day, else `from 2024-03-01 to 2024-03-09`, the last day included."""
    last = date.fromordinal(until.toordinal() - 1)
    return f"on {since}" if last == since else f"from {since} to {last}"


def within(least: int | None, most: int | None, thing: str) -> str:
    """`at least 1 seat`, `at most 3 days`, `1 to 3 seats`, `exactly 2 seats`."""
    if least is not None and most is not None:
        return (
            f"exactly {many(most, thing)}" if least == most else f"{least} to {many(most, thing)}"
        )
    if least is not None:
        return f"at least {many(least, thing)}"
    return f"at most {many(most or 0, thing)}"
