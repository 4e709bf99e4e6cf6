"""Names of places on the page, which links and addresses use: `person-rubio`, `flight-MS-22`."""

from __future__ import annotations

from urllib.parse import quote


def person(member: str) -> str:
    """Where everything about a member stands."""
    return f"person-{_plain(member)}"


def flight(flight_id: str) -> str:
    """Where everything about a flight stands."""
    return f"flight-{_plain(flight_id)}"


def broken(place: int) -> str:
    """Where a violation stands: the first is 0."""
    return f"broken-{place + 1}"


def _plain(text: str) -> str:
    # An id of HTML has no blanks, and an address only some of ASCII; the same text serves as both.
    return quote(text, safe="", errors="backslashreplace")
