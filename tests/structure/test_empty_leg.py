"""Empty leg: no one goes up on an empty ascent, no one comes down on an empty descent."""

from __future__ import annotations

from seatplan.requirement import Finding, Requirement
from tests.build import broken, day, findings, flight, flying, plan, program, seat, solved, tour


def test_each_leg() -> None:
    """Each assignment on an empty leg is a violation."""
    one = program([flight("F1", 1, 11, ascent="empty", descent="empty")], ["ann"])
    assert broken(one, plan(tour("ann", "F1"))) == {"empty-leg": 2}


def test_no_way_home() -> None:
    """Who goes up on a flight that returns empty needs another way home."""
    lost = flight("F1", 1, 11, descent="empty")
    assert solved(program([lost], ["ann"])) is None
    rescue = flight("F2", 5, 15, ascent="empty")
    saved = flight("F1", 1, 11, descent="empty", return_options=("F2",))
    assert flying(program([saved, rescue], ["ann"])) == {"F1": "ann"}


def test_an_empty_descent_is_no_way_home() -> None:
    """A return option that comes down empty does not count."""
    lost = flight("F1", 1, 11, descent="empty", return_options=("F2",))
    also = flight("F2", 5, 15, descent="empty", seats=())
    assert solved(program([lost, also], ["ann"])) is None
    optional = [seat(optional=True)]
    assert solved(program([lost, also], ["ann"], seats=optional)) == []


def test_what_it_says() -> None:
    """The sentence names the empty leg, and the finding the member and role on it."""
    one = program([flight("F1", 1, 11, ascent="empty", descent="empty")], ["ann"])
    assert findings(one, plan(tour("ann", "F1"))) == [
        Finding(
            Requirement(
                "empty-leg:F1:up", "empty-leg", "F1 going up on 2030-01-01 must be empty", ("F1",)
            ),
            amount=1,
            found="1 person as pilot",
            settled=day(1),
            members=("ann",),
        ),
        Finding(
            Requirement(
                "empty-leg:F1:down",
                "empty-leg",
                "F1 coming down on 2030-01-11 must be empty",
                ("F1",),
                decision="give up: F1 coming down on 2030-01-11 must be empty",
            ),
            amount=1,
            found="1 person as pilot",
            settled=day(11),
            members=("ann",),
        ),
    ]
