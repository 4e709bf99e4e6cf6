"""Anchors on the page, used in links and addresses: `person-rubio`, `flight-MS-22`."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from seatplan.timeline import Tour


def person(member: str) -> str:
    """Return the anchor of the card of a member."""
    return f"person-{_plain(member)}"


def flight(flight_id: str) -> str:
    """Return the anchor of the card of a flight."""
    return f"flight-{_plain(flight_id)}"


def broken(place: int) -> str:
    """Return the anchor of a violation, by its place in the report; the first is 0."""
    return f"broken-{place + 1}"


def tokens(members: Iterable[str], flights: Iterable[str]) -> str:
    """Return the anchors of what an element concerns; picking one of them highlights it."""
    people = [person(member) for member in members]
    return " ".join([*people, *(flight(one) for one in flights)])


def tokens_of(tour: Tour) -> str:
    """Return the anchors of the member and the flights of a tour."""
    flights = dict.fromkeys((tour.up.id, tour.down.id))
    return tokens([tour.member.id], flights)


def _plain(text: str) -> str:
    # An HTML id has no blanks, and an address only some of ASCII: the same text must suit both.
    return quote(text, safe="", errors="backslashreplace")
