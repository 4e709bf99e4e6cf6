"""Names of places on the page, which links and addresses use: `person-rubio`, `flight-MS-22`."""

from __future__ import annotations

from urllib.parse import quote


def person(member: str) -> str:
    """The anchor of everything about a member."""
    return f"person-{_plain(member)}"


def flight(flight_id: str) -> str:
    """The anchor of everything about a flight."""
    return f"flight-{_plain(flight_id)}"


def broken(place: int) -> str:
    """The anchor of a violation: the first is 0."""
    return f"broken-{place + 1}"


def _plain(text: str) -> str:
    # An id of HTML has no blanks, and an address only some of ASCII; the same text serves as both.
    return quote(text, safe="", errors="backslashreplace")
