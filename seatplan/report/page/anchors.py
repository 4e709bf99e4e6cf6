"""Names of places on the page, which links and addresses use: `person-rubio`, `flight-MS-22`."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from seatplan.timeline import Tour


def person(member: str) -> str:
    """The anchor of everything about a member."""
    return f"person-{_plain(member)}"


def flight(flight_id: str) -> str:
    """The anchor of everything about a flight."""
    return f"flight-{_plain(flight_id)}"


def broken(place: int) -> str:
    """The anchor of a violation: the first is 0."""
    return f"broken-{place + 1}"


def tokens(members: Iterable[str], flights: Iterable[str]) -> str:
    """The people and things that something on the page concerns: picking one highlights it."""
    people = [person(member) for member in members]
    return " ".join([*people, *(flight(one) for one in flights)])


def tokens_of(tour: Tour) -> str:
    """The member and the flights of a tour."""
    flights = dict.fromkeys((tour.up.id, tour.down.id))
    return tokens([tour.member.id], flights)


def _plain(text: str) -> str:
    # An id of HTML has no blanks, and an address only some of ASCII; the same text serves as both.
    return quote(text, safe="", errors="backslashreplace")
