"""Ground time: this many days between a landing and the next launch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from attrs import evolve

from seatplan import Fixed, Flight, Plan, Program, solve
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.ground_time import GroundTime
from seatplan.structure import ONE_PLACE
from tests.build import (
    broken,
    day,
    findings,
    flight,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    vehicle,
)

FLIGHTS = [flight("F1", 1, 11), flight("F2", 16, 21), flight("F3", 25, 31)]
ALL = plan(*(tour("ann", name) for name in ("F1", "F2", "F3")))


@pytest.mark.parametrize(("days", "amount"), [(0, 0), (4, 0), (5, 1), (6, 2), (30, 2)])
def test_neighbouring_tours(days: int, amount: int) -> None:
    """Only successive tours count: five days, then four, and never F1 with F3."""
    one = program(FLIGHTS, ["ann"], rules=[GroundTime(days=days)])
    assert sum(broken(one, ALL).values()) == amount
    assert (solved(one) is None) == (amount > 0)
    soft = program(FLIGHTS, ["ann"], rules=[GroundTime(days=days, weight=2)])
    assert solved(soft) == [2 * amount]


@pytest.mark.parametrize(("landing", "amount"), [(-9, 0), (-8, 1), (1, 1)])
def test_a_landing_before_the_program(landing: int, amount: int) -> None:
    """`last_landing` counts as a landing."""
    who = member("ann", flights_before=1, last_landing=landing)
    one = program(FLIGHTS[:1], [who], rules=[GroundTime(days=10)])
    assert sum(broken(one, plan(tour("ann", "F1"))).values()) == amount


def test_only_the_first_tour_comes_after_it() -> None:
    """`last_landing` makes a pair only with the first tour."""
    who = member("ann", flights_before=1, last_landing=0)
    flights = [flight("F1", 1, 3), flight("F2", 20, 25)]
    assert solved(program(flights, [who], rules=[GroundTime(days=30, weight=1)])) == [2]


def test_only_the_picked() -> None:
    """Members who are not picked may fly again on the next day."""
    rule = GroundTime(days=30, agencies=("JAXA",))
    assert solved(program(FLIGHTS, ["ann"], rules=[rule])) == []


def test_training_lies_within_it() -> None:
    """Training is within the days on the ground and does not add to them."""
    crafts = [vehicle("ship", "NASA", 4)]
    for days, answer in ((5, []), (6, None)):
        rule = GroundTime(days=days)
        assert solved(program(FLIGHTS[:2], ["ann"], vehicles=crafts, rules=[rule])) == answer


def test_after_a_past_landing() -> None:
    """Days are counted from a past landing, too."""
    flown = plan(tour("ann", "F1"))
    for days, answer in ((5, []), (6, None)):
        one = program(FLIGHTS[:2], ["ann"], rules=[GroundTime(days=days)])
        assert solved(one, flown, as_of=12) == answer


def test_tours_that_overlapped() -> None:
    """Past tours that overlap count as too close."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15), flight("F3", 17, 21)]
    one = program(flights, ["ann"], rules=[GroundTime(days=3, weight=1)])
    records = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert broken(one, records, as_of=16)["ground-time"] == 1
    assert solved(one, records, as_of=16) == [2]


def test_neighbours_among_tours_that_overlapped() -> None:
    """Overlapping tours are paired in order: three of them make two pairs."""
    for launches, pairs in (((1, 1), 1), ((1, 3, 5), 2), ((1, 1, 5), 2)):
        flights = [flight(f"F{n}", one, 11 + n) for n, one in enumerate(launches)]
        one = program(flights, ["ann"], rules=[GroundTime(days=3, weight=1)])
        records = plan(*(tour("ann", flight.id) for flight in flights))
        assert broken(one, records, as_of=20) == {"ground-time": pairs}
        assert solved(one, records, as_of=20) == [pairs]


def test_records_older_than_the_last_landing() -> None:
    """Past tours before `last_landing` are still paired in order."""
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


def test_what_it_says() -> None:
    """The sentence has the member and the days; the finding has the days before the flight."""
    who = member("ann", name="Ann A.", flights_before=1, last_landing=0)
    rule = GroundTime(days=5)
    one = program(FLIGHTS, [who], rules=[rule])
    first, second = findings(one, ALL)
    here = Requirement(
        "ground-time:ann",
        "ground-time",
        "Ann A. needs 5 days on the ground between two tours and after the landing on 2029-12-31",
        members=("ann",),
        decision="let Ann A. fly again in less than 5 days",
    )
    need = "Ann A. needs 5 days on the ground before"
    said = f"{need} F1 (2030-01-01) and has 1"
    assert first == Finding(here, 1, "has 1", day(1), day(0), day(1), message=said)
    said = f"{need} F3 (2030-01-25) and has 4"
    assert second == Finding(here, 1, "has 4", day(25), day(21), day(25), message=said)
    assert rule.reach(ProgramIndex(one), here) == {}


def choices(flights: Sequence[Flight]) -> Iterator[Plan]:
    """Ann on every selection of these flights."""
    for count in range(len(flights) + 1):
        for some in combinations(flights, count):
            yield plan(*(tour("ann", one.id) for one in some))


def with_wish(one: Program, wish: Plan) -> Program:
    """The program with those tours fixed."""
    names = sorted({line.flight for line in wish.assignments})
    return evolve(one, fixed=tuple(Fixed(name, "pilot", "ann") for name in names))


@pytest.mark.parametrize("landing", [None, -1])
@pytest.mark.parametrize("days", [1, 2, 5, 30])
def test_the_price_of_every_choice(days: int, landing: int | None) -> None:
    """For every choice of flights, the solver's penalty equals the amount of the check."""
    spans = ((1, 3), (3, 5), (6, 8), (9, 10), (12, 13))
    flights = [flight(f"F{n}", *span) for n, span in enumerate(spans)]
    keys = {} if landing is None else {"flights_before": 1, "last_landing": landing}
    seats = [seat(optional=True)]
    rules = [GroundTime(days=days, weight=1)]
    one = program(flights, [member("ann", **keys)], seats=seats, rules=rules)
    for wish in choices(flights):
        assert solved(with_wish(one, wish)) == [sum(broken(one, wish).values())]


@pytest.mark.parametrize("days", [1, 3, 30])
def test_the_price_of_every_past(days: int) -> None:
    """The same holds for past tours that overlap or start on the same day."""
    spans = ((1, 6), (1, 4), (3, 9), (5, 7), (10, 12), (40, 41))
    flights = [flight(f"F{n}", *span) for n, span in enumerate(spans)]
    seats = [seat(optional=True)]
    one = program(flights, ["ann"], seats=seats, rules=[GroundTime(days=days, weight=1)])
    for records in choices(flights):
        assert solved(one, records, as_of=50) == [broken(one, records).get("ground-time", 0)]


def test_the_price_of_every_choice_after_such_a_past() -> None:
    """After such a past, a tour that starts in between is the successor."""
    flown = [flight("F1", 1, 6), flight("F2", 3, 9)]
    coming = [flight("F3", 10, 12), flight("F4", 12, 13), flight("F5", 14, 20)]
    seats = [seat(optional=True)]
    rules = [GroundTime(days=30, weight=1)]
    one = program([*flown, *coming], ["ann"], seats=seats, rules=rules)
    records = plan(tour("ann", "F1"), tour("ann", "F2"))
    for wish in choices(coming):
        whole = plan(records.assignments, wish.assignments)
        price = broken(one, whole)["ground-time"]
        assert solved(with_wish(one, wish), records, as_of=10) == [price]


def test_in_two_places_at_once() -> None:
    """If `one-place` is given up, tours may overlap and count as pairs."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15), flight("F3", 16, 21)]
    one = program(flights, ["ann"], rules=[GroundTime(days=2, weight=1)])
    twice = solve(one, without=[ONE_PLACE.requirement(ProgramIndex(one), one.crew[0])])
    assert [goal.value for goal in twice.goals] == [2]


def test_tours_that_overlap() -> None:
    """The days on the ground are never negative in the finding."""
    one = program([flight("F1", 1, 11), flight("F2", 5, 21)], ["ann"], rules=[GroundTime(days=9)])
    found = findings(one, plan(tour("ann", "F1"), tour("ann", "F2")))[-1]
    assert found.message == (
        "ann needs 9 days on the ground before F2 (2030-01-05) and is in space until 2030-01-11"
    )
    assert (found.since, found.until) == (day(5), day(11))
