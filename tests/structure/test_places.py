"""Places: one person for each seat, one seat for each person."""

from __future__ import annotations

from seatplan import Status, solve
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.structure import ONE_PLACE
from tests.build import (
    broken,
    day,
    down,
    findings,
    flight,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    up,
)


def test_no_more_people_than_seats() -> None:
    """Two people in the one seat break it, once on each leg."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"])
    assert broken(one, plan(tour("ann", "F1"))) == {}
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F1"))) == {"places": 2}


def test_two_seats_of_one_role() -> None:
    """A role with a count of two takes two, in no order."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=[seat("pilot", 2)])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F1"))) == {}
    assert solved(one) == []


def test_one_role_for_one_person() -> None:
    """No one takes two seats of one flight."""
    one = program([flight("F1", 1, 11)], ["ann"], seats=[seat("pilot"), seat("guest")])
    twice = plan(up("ann", "F1", "pilot"), up("ann", "F1", "guest"), down("ann", "F1", "pilot"))
    assert broken(one, twice)["places"] == 1
    assert solved(one) is None


def test_what_is_past_is_past() -> None:
    """Two people in one seat of a flight that has landed are history."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"])
    crowd = plan(tour("ann", "F1"), tour("bob", "F1"))
    assert broken(one, crowd, as_of=11) == {"places": 1}
    assert broken(one, crowd, as_of=12) == {}
    assert solved(one, crowd, as_of=11) is None
    assert solved(one, crowd, as_of=12) == []


def test_what_it_says() -> None:
    """Which leg, and who shares a seat or has several."""
    crew = ["ann", member("bob", name="Bob B."), "cem"]
    one = program([flight("F1", 1, 11)], crew, seats=[seat("pilot"), seat("guest", 3)])
    two_pilots, two_roles = findings(
        one,
        plan(
            up("ann", "F1"), up("bob", "F1"), up("bob", "F1", "guest"), up("cem", "F1", "guest"),
            down("cem", "F1", "guest"),
        ),
    )[:2]  # fmt: skip
    here = Requirement(
        "places:F1:up",
        "places",
        "F1 going up on 2030-01-01 must give each seat to one person and each person one seat",
        ("F1",),
    )
    crowd = "2 people in 1 pilot seat"
    assert two_pilots == Finding(here, 1, crowd, day(1), members=("ann", "bob"))
    assert two_roles == Finding(here, 1, "Bob B. has 2 roles", day(1), members=("bob",))


def test_two_in_one_seat_who_come_home_on_two_flights() -> None:
    """What went up so is history while they are in orbit; coming down there is one seat each."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    crowded = plan(up("ann", "F1"), up("bob", "F1"))
    assert solved(program(flights, ["ann", "bob"]), crowded, as_of=2) == []
    assert solved(program([flight("F1", 1, 11)], ["ann", "bob"]), crowded, as_of=2) is None


def test_nobody_in_two_seats_even_in_two_places() -> None:
    """Two tours at once may be given up, two seats of one flight for one person may not."""
    one = program([flight("F1", 1, 11)], ["ann"], seats=[seat("pilot"), seat("guest")])
    twice = solve(one, without=[ONE_PLACE.requirement(ProgramIndex(one), one.crew[0])])
    assert twice.status is Status.INFEASIBLE
