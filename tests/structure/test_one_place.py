"""One place: tours of one member do not overlap, training included."""

from __future__ import annotations

import pytest

from seatplan.requirement import Finding, Requirement
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
    up,
    vehicle,
)


@pytest.mark.parametrize(("launch", "amount"), [(10, 1), (11, 0), (12, 0)])
def test_landing_and_launch_on_one_day(launch: int, amount: int) -> None:
    """A member may land and launch again on the same day."""
    one = program([flight("F1", 1, 11), flight("F2", launch, 21)], ["ann"])
    twice = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert sum(broken(one, twice).values()) == amount
    assert (solved(one) is None) == (amount > 0)


@pytest.mark.parametrize(("launch", "answer"), [(15, None), (16, [])])
def test_training_of_the_later_tour(launch: int, answer: list[int] | None) -> None:
    """Five days of training before the second launch start on or after the landing."""
    crafts = [vehicle("ship"), vehicle("liner", "NASA", 5)]
    flights = [flight("F1", 1, 11), flight("F2", launch, 30, "liner")]
    one = program(flights, ["ann"], vehicles=crafts)
    twice = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert ("one-place" in broken(one, twice)) == (answer is None)
    assert solved(one) == answer


def test_training_of_the_earlier_tour_is_over() -> None:
    """Only the vehicle that launches later requires training between two tours."""
    crafts = [vehicle("ship"), vehicle("liner", "NASA", 5)]
    flights = [flight("F1", 1, 11, "liner"), flight("F2", 11, 30)]
    assert solved(program(flights, ["ann"], vehicles=crafts)) == []


@pytest.mark.parametrize(("landing", "amount"), [(1, 0), (2, 1), (40, 1)])
def test_a_tour_from_before_the_program(landing: int, amount: int) -> None:
    """`last_landing` ends a tour that started before all others."""
    who = member("ann", flights_before=1, last_landing=landing)
    one = program([flight("F1", 1, 11)], [who])
    assert sum(broken(one, plan(tour("ann", "F1"))).values()) == amount
    assert (solved(one) is None) == (amount > 0)


def test_each_pair_counts() -> None:
    """Three overlapping tours are three violations."""
    flights = [flight(name, 1, 11) for name in ("F1", "F2", "F3")]
    one = program(flights, ["ann"], seats=[seat(optional=True)])
    # Legs pair up in time order: on one day any way of pairing them overlaps in three pairs.
    assert broken(one, plan(*(tour("ann", f"F{n}") for n in (1, 2, 3))))["one-place"] == 3


def test_past_tours_may_overlap() -> None:
    """Waived once the landing and the next launch are both past."""
    one = program([flight("F1", 1, 11), flight("F2", 10, 21, return_options=())], ["ann"])
    twice = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert broken(one, twice, as_of=11) == {"one-place": 1}
    assert broken(one, twice, as_of=12) == {}
    assert solved(one, twice, as_of=12) == []


def test_after_a_past_landing() -> None:
    """Training for the next flight starts on the day of the landing, which is past."""
    crafts = [vehicle("ship"), vehicle("liner", "NASA", 5)]
    flown = plan(tour("ann", "F1"))
    for launch, answer in ((16, []), (15, None)):
        flights = [flight("F1", 1, 11), flight("F2", launch, 30, "liner")]
        assert solved(program(flights, ["ann"], vehicles=crafts), flown, as_of=12) == answer


def test_last_landing_in_the_records_of_a_flight() -> None:
    """Waived for who launched too early once that landing is past; until then it is not."""
    one = program([flight("F1", 3, 11)], [member("ann", flights_before=1, last_landing=5)])
    for records in (plan(up("ann", "F1")), plan(tour("ann", "F1"))):
        assert solved(one, records, as_of=5) is None
        assert solved(one, records, as_of=6) == []
    late = program([flight("F1", 3, 11)], [member("ann", flights_before=1, last_landing=20)])
    assert broken(late, plan(tour("ann", "F1")), as_of=20) == {"one-place": 1}
    assert solved(late, plan(tour("ann", "F1")), as_of=20) is None
    assert solved(late, plan(tour("ann", "F1")), as_of=21) == []


def test_what_it_says() -> None:
    """The sentence names the member, and the finding the launch and the landing that overlap."""
    who = member("ann", name="Ann A.", flights_before=1, last_landing=3)
    one = program([flight("F1", 1, 11), flight("F2", 5, 21)], [who])
    records, overlap = findings(one, plan(tour("ann", "F1"), tour("ann", "F2")))
    here = Requirement(
        "one-place:ann",
        "one-place",
        "Ann A. must be on one tour, or in training for one, at a time,"
        " and on none before the landing on 2030-01-03",
        members=("ann",),
        decision="let Ann A. be in two places at once",
    )
    assert records == Finding(here, 1, "F1 (2030-01-01) starts before that landing", day(3))
    found = "F2 (2030-01-05) starts before the landing of F1 (2030-01-11)"
    assert overlap == Finding(here, 1, found, day(11))
