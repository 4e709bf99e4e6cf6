"""Ascent full: seats that are not optional go up taken."""

from __future__ import annotations

from tests.build import broken, flight, plan, program, seat, solved, tour


def test_an_empty_seat() -> None:
    """Each role with a seat left empty is broken once, however many are empty."""
    seats = [seat("pilot"), seat("guest", 3)]
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=seats)
    assert broken(one, plan(tour("ann", "F1"))) == {"ascent-full": 1}
    assert broken(one, plan()) == {"ascent-full": 2}
    assert solved(one) is None


def test_an_optional_seat() -> None:
    """Nobody need sit in an optional seat."""
    one = program([flight("F1", 1, 11)], [], seats=[seat("pilot", 2, optional=True)])
    assert broken(one, plan()) == {}
    assert solved(one) == []


def test_an_empty_ascent() -> None:
    """A flight on which nobody goes up asks for nobody."""
    one = program([flight("F1", 1, 11, ascent="empty")], ["ann"])
    assert broken(one, plan()) == {}
    assert solved(one) == []


def test_a_launch_that_is_past() -> None:
    """On the day of the launch a seat can still be filled, a day later no more."""
    one = program([flight("F1", 1, 11)], ["ann"])
    assert broken(one, plan(), as_of=1) == {"ascent-full": 1}
    assert broken(one, plan(), as_of=2) == {}
    assert solved(one, plan(), as_of=2) == []


def test_seats_of_its_own() -> None:
    """The flight's own seats stand in place of the vehicle's, also where there are none."""
    own = flight("F1", 1, 11, seats=(seat("guest"),))
    none = flight("F2", 1, 11, seats=())
    one = program([own, none], ["ann"])
    assert broken(one, plan(tour("ann", "F1", role="guest"))) == {}
