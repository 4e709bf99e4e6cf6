"""Fixed: assignments that must be so."""

from __future__ import annotations

from seatplan import Fixed
from tests.build import broken, down, flight, flying, plan, program, seat, solved, tour, up


def test_both_legs_unless_told() -> None:
    """An entry without a leg asks for the way up and for the way down."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=[Fixed("F1", "pilot", "bob")])
    assert flying(one) == {"F1": "bob"}
    assert broken(one, plan(tour("ann", "F1"))) == {"fixed": 2}


def test_one_leg() -> None:
    """Down on F2 can be fixed without saying how one got up."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    one = program(flights, ["ann", "bob"], fixed=[Fixed("F2", "pilot", "bob", "down")])
    assert flying(one) == {"F1": "bob"}
    assert broken(one, plan(tour("bob", "F1"))) == {"fixed": 1}


def test_two_in_one_seat() -> None:
    """An impossible wish is no error, but it has no plan."""
    wishes = [Fixed("F1", "pilot", "ann"), Fixed("F1", "pilot", "bob")]
    assert solved(program([flight("F1", 1, 11)], ["ann", "bob"], fixed=wishes)) is None


def test_the_role_matters() -> None:
    """Another role on the flight does not do."""
    seats = [seat("pilot"), seat("guest")]
    wish = Fixed("F1", "guest", "ann", "up")
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=seats, fixed=[wish])
    swapped = plan(tour("ann", "F1"), tour("bob", "F1", role="guest"))
    assert broken(one, swapped) == {"fixed": 1}


def test_a_past_wish() -> None:
    """A wish for a leg that is past is waived, leg by leg."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=[Fixed("F1", "pilot", "bob")])
    other = plan(up("ann", "F1"), down("ann", "F1"))
    assert broken(one, other, as_of=2) == {"fixed": 1}
    assert solved(one, other, as_of=2) is None
    assert solved(one, other, as_of=12) == []
