"""Lifeboat: on every day a seat home for everyone aboard."""

from __future__ import annotations

from attrs import evolve

from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.lifeboat import Lifeboat
from tests.build import (
    broken,
    day,
    findings,
    flight,
    flying,
    plan,
    program,
    seat,
    solved,
    tour,
)

LATE = [
    flight("F1", 1, 11, descent="empty", return_options=("F2",)),
    flight("F2", 5, 15, ascent="empty"),
]


def test_until_the_rescue_docks() -> None:
    """A flight that returns empty is not a lifeboat until another docks."""
    one = program(LATE, ["ann"], rules=[Lifeboat()])
    assert broken(one, plan(tour("ann", "F1", "F2"))) == {"lifeboat": 4}
    assert solved(one) is None


def test_said_to_be_a_lifeboat() -> None:
    """The key `lifeboat` overrides the descent."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",), lifeboat=True),
        LATE[1],
    ]
    assert solved(program(flights, ["ann"], rules=[Lifeboat()])) == []
    flights = [flight("F1", 1, 11, lifeboat=False)]
    assert solved(program(flights, ["ann"], rules=[Lifeboat()])) is None


def test_a_lifeboat_until_a_day() -> None:
    """Seats count before `lifeboat_until` and not from that day on."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",), lifeboat=True),
        LATE[1],
    ]
    for until, days in ((4, 1), (3, 2), (1, 4), (5, 0), (11, 0)):
        flights[0] = evolve(flights[0], lifeboat_until=day(until))
        one = program(flights, ["ann"], rules=[Lifeboat(weight=1)])
        assert broken(one, plan(tour("ann", "F1", "F2"))) == ({"lifeboat": days} if days else {})
        assert solved(one) == [days]
    flights[0] = evolve(flights[0], lifeboat_until=day(3))
    one = program(flights, ["ann"], rules=[Lifeboat()])
    (found,) = findings(one, plan(tour("ann", "F1", "F2")))
    assert found.requirement.id == "lifeboat:ISS:2030-01-03"


def test_two_aboard_and_one_seat() -> None:
    """People who stay behind when their flight lands need seats on docked flights."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15)]
    one = program(flights, ["ann", "bob"], rules=[Lifeboat()], seats=[seat()])
    # On days 11 to 14 both wait for the one seat of F2, though only one has it on the way down.
    both = plan(tour("ann", "F1", "F2"), tour("bob", "F2"))
    assert broken(one, both) == {"places": 1, "lifeboat": 4}


def test_the_landing_day_counts_for_nothing() -> None:
    """On the day of its landing, neither a flight nor its people count."""
    flights = [flight("F1", 1, 11), flight("F2", 11, 21)]
    one = program(flights, ["ann"], rules=[Lifeboat()])
    assert solved(one) == []


def test_the_other_station_does_not_help() -> None:
    """Seats at another station do not count."""
    flights = [
        flight("F1", 1, 11, lifeboat=False),
        flight("F2", 1, 11, ascent="empty", station="Axiom Station"),
    ]
    assert solved(program(flights, ["ann"], rules=[Lifeboat()])) is None
    assert solved(program(flights, ["ann"], rules=[Lifeboat(stations=("Axiom Station",))])) == []


def test_only_in_the_window() -> None:
    """Only days in the window count."""
    rule = Lifeboat(since=day(3), until=day(30), weight=3)
    assert solved(program(LATE, ["ann"], rules=[rule])) == [6]


def test_optional_seats_stay_empty() -> None:
    """If there is no seat home, optional seats stay empty."""
    flights = [flight("F1", 1, 11, lifeboat=False)]
    one = program(flights, ["ann"], seats=[seat(optional=True)], rules=[Lifeboat()])
    assert flying(one) == {}


def test_days_that_are_past() -> None:
    """Days before `as_of` are waived."""
    one = program(LATE, ["ann"], rules=[Lifeboat()])
    flies = plan(tour("ann", "F1", "F2"))
    assert broken(one, flies, as_of=4) == {"lifeboat": 1}
    assert solved(one, flies, as_of=4) is None
    assert solved(one, flies, as_of=5) == []


def test_what_it_says() -> None:
    """The sentence has station, days and docked flights; the finding has people and seats."""
    flights = [flight("F1", 1, 11, lifeboat=False), flight("F2", 5, 15)]
    rule = Lifeboat()
    one = program(flights, ["ann", "bob"], rules=[rule])
    alone, two = findings(one, plan(tour("ann", "F1"), tour("bob", "F2")))
    assert alone == Finding(
        Requirement(
            "lifeboat:ISS:2030-01-01",
            "lifeboat",
            "Everyone aboard ISS must have a seat home from 2030-01-01 to 2030-01-04"
            " (no lifeboat is docked)",
            ("F1",),
            decision="let people be aboard ISS without a seat home from 2030-01-01 to 2030-01-04",
        ),
        amount=4,
        found="1 person aboard and 0 seats",
        settled=None,
        since=day(1),
        until=day(5),
    )
    assert two.requirement.flights == ("F1", "F2")
    assert (two.amount, two.found) == (6, "2 people aboard and 1 seat")
    assert rule.reach(ProgramIndex(one), two.requirement) == {}
