"""Ground time: so many days between a landing and the next launch."""

from __future__ import annotations

import pytest

from seatplan.rules.ground_time import GroundTime
from tests.build import broken, flight, member, plan, program, solved, tour, vehicle

FLIGHTS = [flight("F1", 1, 11), flight("F2", 16, 21), flight("F3", 25, 31)]
ALL = plan(*(tour("ann", name) for name in ("F1", "F2", "F3")))


@pytest.mark.parametrize(("days", "amount"), [(0, 0), (4, 0), (5, 1), (6, 2), (30, 2)])
def test_neighbouring_tours(days: int, amount: int) -> None:
    """Five days, then four: F1 and F3 are no neighbours, however long the rest."""
    one = program(FLIGHTS, ["ann"], rules=[GroundTime(days=days)])
    assert sum(broken(one, ALL).values()) == amount
    assert (solved(one) is None) == (amount > 0)
    soft = program(FLIGHTS, ["ann"], rules=[GroundTime(days=days, weight=2)])
    assert solved(soft) == [2 * amount]


@pytest.mark.parametrize(("landing", "amount"), [(-9, 0), (-8, 1), (1, 1)])
def test_a_landing_before_the_program(landing: int, amount: int) -> None:
    """`last_landing` counts: ten days before day 1 are just enough."""
    who = member("ann", flights_before=1, last_landing=landing)
    one = program(FLIGHTS[:1], [who], rules=[GroundTime(days=10)])
    assert sum(broken(one, plan(tour("ann", "F1"))).values()) == amount


def test_only_the_first_tour_comes_after_it() -> None:
    """One pair with the landing before, one with each other: the second tour is no third."""
    who = member("ann", flights_before=1, last_landing=0)
    flights = [flight("F1", 1, 3), flight("F2", 20, 25)]
    assert solved(program(flights, [who], rules=[GroundTime(days=30, weight=1)])) == [2]


def test_only_the_picked() -> None:
    """Others may fly again the next day."""
    rule = GroundTime(days=30, agencies=("JAXA",))
    assert solved(program(FLIGHTS, ["ann"], rules=[rule])) == []


def test_training_lies_within_it() -> None:
    """Four days of training in five days on the ground: not nine in all."""
    crafts = [vehicle("ship", "NASA", 4)]
    for days, answer in ((5, []), (6, None)):
        rule = GroundTime(days=days)
        assert solved(program(FLIGHTS[:2], ["ann"], vehicles=crafts, rules=[rule])) == answer


def test_after_a_past_landing() -> None:
    """Who landed on day 11 launches again on day 16 after five days, not after six."""
    flown = plan(tour("ann", "F1"))
    for days, answer in ((5, []), (6, None)):
        one = program(FLIGHTS[:2], ["ann"], rules=[GroundTime(days=days)])
        assert solved(one, flown, as_of=12) == answer


def test_tours_that_overlapped() -> None:
    """In the records a tour may start before the one before it ends: too close by far."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15), flight("F3", 17, 21)]
    one = program(flights, ["ann"], rules=[GroundTime(days=3, weight=1)])
    records = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert broken(one, records, as_of=16)["ground-time"] == 1
    assert solved(one, records, as_of=16) == [2]


def test_neighbours_among_tours_that_overlapped() -> None:
    """Two that started on one day are a pair, and three in a row are two pairs."""
    for launches, pairs in (((1, 1), 1), ((1, 3, 5), 2), ((1, 1, 5), 2)):
        flights = [flight(f"F{n}", one, 11 + n) for n, one in enumerate(launches)]
        one = program(flights, ["ann"], rules=[GroundTime(days=3, weight=1)])
        records = plan(*(tour("ann", flight.id) for flight in flights))
        assert broken(one, records, as_of=20) == {"ground-time": pairs}
        assert solved(one, records, as_of=20) == [pairs]


def test_records_older_than_the_last_landing() -> None:
    """`last_landing` is before the first tour of all, and what has flown, has flown."""
    who = member("ann", flights_before=1, last_landing=20)
    flights = [flight("F1", 1, 11), flight("F2", 22, 30)]
    one = program(flights, [who], rules=[GroundTime(days=5)])
    flown = plan(tour("ann", "F1"))
    assert solved(one, flown, as_of=21) == []


def test_waived_when_both_are_past() -> None:
    """A pair counts until its landing and its launch have happened."""
    one = program(FLIGHTS, ["ann", "bob"], rules=[GroundTime(days=30)])
    assert broken(one, ALL, as_of=16) == {"ground-time": 2}
    assert broken(one, ALL, as_of=17) == {"ground-time": 1}
    assert solved(one, ALL, as_of=17) == []  # bob flies on F3
    assert broken(one, ALL, as_of=26) == {}
