"""Fewest members: the picked seats go to as few people as possible."""

from __future__ import annotations

from seatplan.goals.fewest_members import FewestMembers
from tests.build import flight, flying, member, plan, program, seat, solved, tour, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21)]


def test_people_not_seats() -> None:
    """One who flies twice is one."""
    one = program(FLIGHTS, ["ann", "bob"], goals=[FewestMembers()])
    assert value(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == 2
    assert solved(one) == [1]


def test_at_once_it_takes_two() -> None:
    """Overlapping flights need two people."""
    flights = [FLIGHTS[0], flight("F2", 10, 21)]
    assert solved(program(flights, ["ann", "bob"], goals=[FewestMembers()])) == [2]


def test_only_the_picked_seats() -> None:
    """People of another agency, or on other flights, do not count."""
    crew = [member("ann"), member("aki", "JAXA")]
    one = program(FLIGHTS, crew, goals=[FewestMembers(agencies=("NASA",))])
    assert flying(one) == {"F1": "aki", "F2": "aki"}
    later = program(FLIGHTS, crew[:1], goals=[FewestMembers(flights=("F2",))])
    assert solved(later) == [1]


def test_nobody() -> None:
    """Where nobody must fly the fewest are none."""
    one = program(FLIGHTS, ["ann"], seats=[seat(optional=True)], goals=[FewestMembers()])
    assert solved(one) == [0]
