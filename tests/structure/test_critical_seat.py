"""Critical seat: if anyone comes down, all critical seats do so taken."""

from __future__ import annotations

from seatplan import Fixed
from tests.build import broken, flight, plan, program, seat, solved, tour

SEATS = [seat("commander", critical=True), seat("guest", optional=True)]
FLIGHTS = [
    flight("F1", 1, 11, return_options=("F2",)),
    flight("F2", 5, 15, ascent="empty", return_options=()),
]


def test_nobody_left_to_command() -> None:
    """The commander cannot come home on another flight and leave a guest behind."""
    one = program(FLIGHTS, ["ann", "bob"], seats=SEATS)
    guest = tour("bob", "F1", role="guest")
    assert broken(one, plan(tour("ann", "F1", role="commander"), guest)) == {}
    leaves = tour("ann", "F1", "F2", role="commander")
    assert broken(one, plan(leaves, guest)) == {"critical-seat": 1}


def test_a_flight_comes_down_without_anyone() -> None:
    """With all of its crew on another flight nobody need sit in the critical seat."""
    one = program(FLIGHTS, ["ann"], seats=SEATS)
    assert broken(one, plan(tour("ann", "F1", "F2", role="commander"))) == {}
    wish = Fixed("F2", "commander", "ann", "down")
    assert solved(program(FLIGHTS, ["ann"], seats=SEATS, fixed=[wish])) == []


def test_all_seats_of_the_role() -> None:
    """A critical role of two seats comes down with two, or with nobody."""
    seats = [seat("commander", 2, critical=True)]
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 15, ascent="empty"),
    ]
    one = program(flights, ["ann", "bob"], seats=seats)
    both = [tour(who, "F1", "F2", role="commander") for who in ("ann", "bob")]
    assert broken(one, plan(*both)) == {}
    assert solved(one) == []
    single = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",), seats=(seat(),)),
        flight("F2", 5, 15, ascent="empty"),
    ]
    alone = program(single, ["ann", "bob"], seats=seats)
    assert broken(alone, plan(tour("ann", "F1", "F2", back="commander"))) == {"critical-seat": 1}
    assert solved(alone) is None
