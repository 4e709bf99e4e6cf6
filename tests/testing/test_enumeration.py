"""The enumeration of plans: all plans, and the best values."""

from __future__ import annotations

import pytest

from seatplan import Plan, Status
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.rules.quota import Quota
from seatplan.testing import TooMany, best_by_enumeration, plans_of
from tests.build import away, day, flight, member, plan, program, seat, tour, up

OPTIONAL = [seat(optional=True)]


def test_who_sits_in_the_seat() -> None:
    """Ann, bob or no one."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=OPTIONAL)
    assert set(plans_of(one)) == {Plan(), plan(tour("ann", "F1")), plan(tour("bob", "F1"))}


def test_a_seat_that_must_be_taken() -> None:
    """A seat that must be taken cannot be empty or go to an absent member."""
    crew = [member("ann"), member("bob", unavailable=(away(5, 6),))]
    assert list(plans_of(program([flight("F1", 1, 11)], crew))) == [plan(tour("ann", "F1"))]


def test_ways_home() -> None:
    """Each flight home and each role on it makes a separate plan."""
    seats = (seat("pilot"), seat("guest"))
    flights = [
        flight("F1", 1, 11, return_options=("F2",), seats=(seat(),)),
        flight("F2", 5, 15, ascent="empty", seats=seats),
    ]
    found = list(plans_of(program(flights, ["ann"])))
    assert set(found) == {
        plan(tour("ann", "F1")),
        plan(tour("ann", "F1", "F2")),
        plan(tour("ann", "F1", "F2", back="guest")),
    }
    assert len(found) == 3


def test_several_tours() -> None:
    """Two successive flights give four plans: neither, either, both."""
    one = program([flight("F1", 1, 11), flight("F2", 11, 21)], ["ann"], seats=OPTIONAL)
    assert len(list(plans_of(one))) == 4
    overlapping = program([flight("F1", 1, 11), flight("F2", 10, 21)], ["ann"], seats=OPTIONAL)
    assert len(list(plans_of(overlapping))) == 3


def test_the_past_is_as_it_was() -> None:
    """Past legs are fixed; later ones are enumerated."""
    one = program([flight("F1", 1, 11), flight("F2", 15, 21)], ["ann"], seats=OPTIONAL)
    found = set(plans_of(one, day(5), plan(up("ann", "F1"))))
    assert found == {
        plan(tour("ann", "F1")),
        plan(tour("ann", "F1"), tour("ann", "F2")),
    }


def test_the_best_of_them() -> None:
    """The best values are lexicographic, with the number of plans that keep all hard rules."""
    goals = [FillSeats(), EvenTurns()]
    flights = [flight("F1", 1, 11), flight("F2", 11, 21)]
    one = program(flights, ["ann", "bob"], seats=OPTIONAL, goals=goals)
    best = best_by_enumeration(one)
    assert (best.status, best.values, best.plans) == (Status.OPTIMAL, (2, 2), 9)


def test_none_of_them() -> None:
    """If every plan breaks a hard rule, the status is INFEASIBLE."""
    one = program([flight("F1", 1, 11)], ["ann"], rules=[Quota(max=0)])
    assert best_by_enumeration(one).status is Status.INFEASIBLE


def test_more_than_one_wants() -> None:
    """More plans than the limit raise TooMany."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=OPTIONAL)
    assert best_by_enumeration(one, limit=3).plans == 3
    with pytest.raises(TooMany):
        best_by_enumeration(one, limit=2)
