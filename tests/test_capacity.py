"""Phrases on the number of seats."""

from __future__ import annotations

from seatplan.capacity import (
    docked_seats,
    going_up_empty,
    if_too_small,
    lifeboat_seats,
    seats_on,
)
from seatplan.program_index import ProgramIndex
from tests.build import flight, program, seat

FLIGHTS = [
    flight("F1", 1, 11),
    flight("F2", 2, 12, ascent="empty"),
    flight("cargo", 3, 13, ascent="empty", seats=()),
]
INDEX = ProgramIndex(program(FLIGHTS, [], seats=[seat("pilot"), seat("guest", 2)]))
ONE, TWO, CARGO = FLIGHTS


def test_seats_on() -> None:
    """Only seats on which people can go up are counted."""
    assert seats_on(INDEX, FLIGHTS) == 3


def test_who_goes_up_empty() -> None:
    """Ships without seats are left out, and of many empty ascents only some are named."""
    assert going_up_empty(INDEX, [ONE, CARGO]) == ""
    assert going_up_empty(INDEX, FLIGHTS) == "F2 goes up empty"
    assert going_up_empty(INDEX, [TWO, TWO]) == "F2 and F2 go up empty"
    assert going_up_empty(INDEX, [TWO] * 7) == "F2, F2, F2, F2 and 3 more go up empty"


def test_a_flight_that_is_too_small() -> None:
    """The number of seats is given only if it is too small."""
    assert if_too_small(INDEX, ONE, 3) == ""
    assert if_too_small(INDEX, ONE, 4) == " (it has 3 seats)"


def test_what_is_docked() -> None:
    """The sentence has the crew ships, their seats, and which of them came empty."""
    assert docked_seats(INDEX, [CARGO]) == "no crew vehicle is docked"
    assert docked_seats(INDEX, [ONE]) == "F1 is docked, with 3 seats"
    both = "F1 and F2 are docked, with 6 seats; F2 goes up empty"
    assert docked_seats(INDEX, FLIGHTS) == both


def test_lifeboats() -> None:
    """The sentence has the number of seats home and their ships."""
    assert lifeboat_seats(INDEX, []) == "no lifeboat is docked"
    assert lifeboat_seats(INDEX, [ONE]) == "F1 has 3 seats"
    assert lifeboat_seats(INDEX, [ONE, TWO]) == "F1 and F2 have 6 seats"
