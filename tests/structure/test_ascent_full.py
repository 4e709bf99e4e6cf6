"""Ascent full: seats that are not optional go up taken."""

from __future__ import annotations

from seatplan.requirement import Finding, Requirement
from tests.build import broken, day, findings, flight, plan, program, seat, solved, tour


def test_an_empty_seat() -> None:
    """Each role with empty seats is one violation."""
    seats = [seat("pilot"), seat("guest", 3)]
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=seats)
    assert broken(one, plan(tour("ann", "F1"))) == {"ascent-full": 1}
    assert broken(one, plan()) == {"ascent-full": 2}
    assert solved(one) is None


def test_an_optional_seat() -> None:
    """An optional seat may stay empty."""
    one = program([flight("F1", 1, 11)], [], seats=[seat("pilot", 2, optional=True)])
    assert broken(one, plan()) == {}
    assert solved(one) == []


def test_an_empty_ascent() -> None:
    """A flight on which no one goes up requires no one."""
    one = program([flight("F1", 1, 11, ascent="empty")], ["ann"])
    assert broken(one, plan()) == {}
    assert solved(one) == []


def test_a_launch_that_is_past() -> None:
    """A seat can be filled until the launch day."""
    one = program([flight("F1", 1, 11)], ["ann"])
    assert broken(one, plan(), as_of=1) == {"ascent-full": 1}
    assert broken(one, plan(), as_of=2) == {}
    assert solved(one, plan(), as_of=2) == []


def test_seats_of_its_own() -> None:
    """The flight's own seats replace those of the vehicle, even if it has none."""
    own = flight("F1", 1, 11, seats=(seat("guest"),))
    none = flight("F2", 1, 11, seats=())
    one = program([own, none], ["ann"])
    assert broken(one, plan(tour("ann", "F1", role="guest"))) == {}


def test_what_it_says() -> None:
    """The sentence names the flight, the seats, and how many of them are empty."""
    seats = [seat("guest", 3), seat("pilot")]
    one = program([flight("F1", 1, 11)], ["ann"], seats=seats)
    guests, pilot = findings(one, plan(tour("ann", "F1", role="guest")))
    assert guests == Finding(
        Requirement(
            "ascent-full:F1:guest",
            "ascent-full",
            "F1 going up on 2030-01-01 must have 3 guest seats taken",
            ("F1",),
            decision="launch F1 with guest seats empty",
        ),
        amount=1,
        found="2 seats empty",
        settled=day(1),
    )
    assert pilot.requirement.message == "F1 going up on 2030-01-01 must have 1 pilot seat taken"
    assert pilot.requirement.decision == "launch F1 with a pilot seat empty"
    assert pilot.found == "1 seat empty"


def test_after_an_empty_ascent() -> None:
    """A flight that goes up empty requires no one, and does not let the next one off."""
    flights = [flight("F0", 1, 5, ascent="empty"), flight("F1", 6, 11)]
    one = program(flights, [])
    assert broken(one, plan()) == {"ascent-full": 1}
    assert solved(one) is None
