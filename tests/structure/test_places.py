"""Places: one person a seat, one seat a person."""

from __future__ import annotations

from tests.build import broken, down, flight, plan, program, seat, solved, tour, up


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
    """Nobody takes two seats of one flight."""
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
