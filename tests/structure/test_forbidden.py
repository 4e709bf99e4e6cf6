"""Forbidden: assignments that a plan must not have."""

from __future__ import annotations

from seatplan import Forbidden, check
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
    """The sentence names the member, the flight and the role, and the finding the leg."""
    who = member("ann", name="Ann A.")
    no = [Forbidden("F1", "ann"), Forbidden("F1", "ann", "pilot", "up")]
    one = program(
        [flight("F1", 1, 11)], [who], forbidden=[*no, Forbidden("F1", "ann", None, "down")]
    )
    found = {
        (finding.requirement.id.rpartition(":")[2], finding.found.split()[3]): finding
        for finding in findings(one, plan(tour("ann", "F1")))
    }
    assert len(found) == 4
    only_up, only_down = found["up", "up"], found["down", "down"]
    up, down = found["any", "up"], found["any", "down"]
    here = Requirement(
        "forbidden:F1:any:ann:any",
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


def test_a_wish_costs_its_weight_once() -> None:
    """On however many legs it is so, in whatever role; a demand bars as before."""
    wish = Forbidden("F1", "ann", weight=5)
    one = program([flight("F1", 1, 11)], ["ann"], forbidden=[wish])
    assert solved(one) == [5]
    report = check(one, plan(tour("ann", "F1")))
    assert report.ok
    (missed,) = report.violations
    assert (missed.rule, missed.amount, missed.weight) == ("forbidden", 1, 5)
    assert missed.message.endswith(": on the way up as pilot and on the way down as pilot")
    other = program([flight("F1", 1, 11)], ["ann", "bob"], forbidden=[wish])
    assert (solved(other), flying(other)) == ([0], {"F1": "bob"})
    assert solved(other, plan(tour("ann", "F1")), as_of=2) == [5]
    assert solved(other, plan(tour("ann", "F1")), as_of=12) == [5]


def test_a_wish_about_one_leg() -> None:
    """Home on another ship keeps it; a role that is not taken does, too."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    wishes = [Forbidden("F1", "ann", None, "down", 3), Forbidden("F1", "ann", "guest", weight=2)]
    seats = [seat("pilot"), seat("guest", optional=True)]
    one = program(flights, ["ann"], seats=seats, forbidden=wishes)
    assert solved(one) == [0]
    assert check(one, plan(tour("ann", "F1"))).values == {"keep-rules": 3}


def test_records_with_two_roles() -> None:
    """Someone who had two roles on a past leg has missed the wish once."""
    seats = [seat("pilot"), seat("guest")]
    wish = Forbidden("F1", "ann", weight=2)
    one = program([flight("F1", 1, 11)], ["ann"], seats=seats, forbidden=[wish])
    odd = plan(tour("ann", "F1"), tour("ann", "F1", role="guest"))
    assert check(one, odd, as_of=day(20)).values == {"keep-rules": 2}
    assert solved(one, odd, as_of=20) == [2]
