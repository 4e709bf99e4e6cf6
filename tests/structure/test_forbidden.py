"""Forbidden: assignments that must not be so."""

from __future__ import annotations

from seatplan import Forbidden
from tests.build import broken, flight, flying, plan, program, seat, solved, tour


def test_any_role_unless_told() -> None:
    """An entry without a role and a leg keeps a member off the flight."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], forbidden=[Forbidden("F1", "ann")])
    assert broken(one, plan(tour("ann", "F1"))) == {"forbidden": 2}
    assert flying(one) == {"F1": "bob"}


def test_one_role() -> None:
    """In another role the member may fly."""
    seats = [seat("pilot"), seat("guest")]
    no = Forbidden("F1", "ann", "pilot")
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=seats, forbidden=[no])
    assert broken(one, plan(tour("bob", "F1"), tour("ann", "F1", role="guest"))) == {}
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F1", role="guest"))) == {"forbidden": 2}


def test_one_leg() -> None:
    """Who must not come down on the flight needs another one."""
    no = Forbidden("F1", "ann", None, "down")
    stuck = program([flight("F1", 1, 11)], ["ann"], forbidden=[no])
    assert solved(stuck) is None
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    assert flying(program(flights, ["ann"], forbidden=[no])) == {"F1": "ann"}
