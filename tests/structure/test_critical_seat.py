"""Critical seat: if anyone comes down, all critical seats do so taken."""

from __future__ import annotations

from seatplan import Fixed
from seatplan.requirement import Finding, Requirement
from tests.build import broken, day, findings, flight, plan, program, seat, solved, tour, up

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
    """If all of its crew come down on another flight, the critical seat can be empty."""
    one = program(FLIGHTS, ["ann"], seats=SEATS)
    assert broken(one, plan(tour("ann", "F1", "F2", role="commander"))) == {}
    wish = Fixed("F2", "commander", "ann", "down")
    assert solved(program(FLIGHTS, ["ann"], seats=SEATS, fixed=[wish])) == []


def test_all_seats_of_the_role() -> None:
    """A critical role of two seats comes down with two, or with no one."""
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


def test_what_it_says() -> None:
    """The sentence names the flight, the roles needed on the way down, and how many are taken."""
    seats = [seat("pilot", critical=True), seat("commander", 2, critical=True), seat("guest")]
    one = program([flight("F1", 1, 11), FLIGHTS[1]], ["ann", "bob", "cem"], seats=seats)
    flown = plan(up("cem", "F1"), tour("ann", "F1"), tour("bob", "F1", role="commander"))
    found = [one for one in findings(one, flown) if one.requirement.rule == "critical-seat"]
    assert found == [
        Finding(
            Requirement(
                "critical-seat:F1",
                "critical-seat",
                "F1 coming down on 2030-01-11 must carry its commander and pilot,"
                " if it carries anyone",
                ("F1",),
                decision="let F1 come down without its commander and pilot",
            ),
            amount=1,
            found="1 of 2 as commander",
            settled=day(11),
        )
    ]


def test_a_landing_that_is_past() -> None:
    """From the day after the landing, an empty critical seat is waived."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=SEATS)
    flown = plan(up("ann", "F1", "commander"), tour("bob", "F1", role="guest"))
    assert broken(one, flown, as_of=11) == {"critical-seat": 1, "return": 1}
    assert broken(one, flown, as_of=12) == {}
    assert solved(one, flown, as_of=12) == []
