"""Antichains: no one could make two of the tours of a set."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given

from seatplan import Plan, Program
from seatplan.goals.fewest_members import FewestMembers
from tests.build import flight, member, program, seat, vehicle
from tests.engine.counting import Counting, counting
from tests.properties.effort import examples


@given(counting())
@examples(40)
def test_nobody_makes_two_tours_of_a_set(drawn: tuple[Program, Plan]) -> None:
    """Two tours of a set share a day, or no one could make both."""
    case = Counting(drawn[0])
    assume(case.fewest is not None)
    assert case.fewest is not None
    for one in case.fewest.sets:
        for first, second in combinations(one.tours, 2):
            a, b = case.count.tours[first], case.count.tours[second]
            apart = a[0].down.landing <= b[0].up.launch or b[0].down.landing <= a[0].up.launch
            both = {way.member.id for way in a} & {way.member.id for way in b}
            assert not (apart and both)


def specialists() -> Program:
    """Three successive flights; no one is trained for two of the vehicles."""
    names = ("one", "two", "three")
    crafts = [vehicle(name, "NASA", 0, seat(requires=name)) for name in names]
    flights = [flight(f"F{n}", 10 * n, 10 * n + 5, name) for n, name in enumerate(names, 1)]
    crew = [member(f"{name}-{n}", "NASA", name) for name in names for n in (1, 2)]
    return program(flights, crew, vehicles=crafts, goals=[FewestMembers()])


def test_flights_that_nobody_can_make_both_of() -> None:
    """If no one is trained for two vehicles, three flights need three people, without a search."""
    asked = Counting(specialists()).fewest
    assert asked is not None
    assert asked.sets[0].needed == 3
