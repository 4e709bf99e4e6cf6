"""Forbidden: assignments that must not be so."""

from __future__ import annotations

from seatplan import Forbidden
from seatplan.requirement import Finding, Requirement
from tests.build import (
    broken,
    day,
    findings,
    flight,
    flying,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
)


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


def test_what_it_says() -> None:
    """Who is not to be on which flight as what, and on which way they are."""
    who = member("ann", name="Ann A.")
    no = [Forbidden("F1", "ann"), Forbidden("F1", "ann", "pilot", "up")]
    one = program(
        [flight("F1", 1, 11)], [who], forbidden=[*no, Forbidden("F1", "ann", None, "down")]
    )
    only_up, up, down, only_down = findings(one, plan(tour("ann", "F1")))
    here = Requirement(
        "forbidden:F1:any:ann:both",
        "forbidden",
        "Ann A. must not fly on F1 (2030-01-01)",
        ("F1",),
        ("ann",),
        "let Ann A. fly on F1 after all",
    )
    assert up == Finding(here, 1, "on the way up as pilot", day(1))
    assert down == Finding(here, 1, "on the way down as pilot", day(11))
    assert only_up.requirement.id == "forbidden:F1:pilot:ann:up"
    assert only_up.requirement.message == "Ann A. must not go up on F1 (2030-01-01) as pilot"
    assert only_up.requirement.decision == "let Ann A. go up on F1 as pilot after all"
    assert only_down.requirement.message == "Ann A. must not come down on F1 (2030-01-11)"
    assert only_down.requirement.decision == "let Ann A. come down on F1 after all"
