"""Antichains: no one could make two of the tours of a set."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Plan, Program
from seatplan.engine.primal.antichain import DENSE
from seatplan.goals.fewest_members import FewestMembers
from tests.build import flight, member, program, seat, vehicle
from tests.engine.counting import Counting, counting
from tests.properties.effort import examples


@given(counting())
@examples(15)
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


KINDS = "abcd"


@st.composite
def trained(draw: st.DrawFn) -> Program:
    """Flights of a few days with one or two seats; some people are trained for two vehicles."""
    crafts = [
        vehicle(kind, "NASA", 0, seat(count=draw(st.integers(1, 2)), requires=kind))
        for kind in KINDS
    ]
    flights = [
        flight(f"F{day}", day, day + draw(st.integers(3, 7)), draw(st.sampled_from(KINDS)))
        for day in range(1, 26, 4)
    ]
    pairs = draw(st.sets(st.sampled_from(list(combinations(KINDS, 2))), max_size=2))
    crew = [member(f"{kind}-{n}", "NASA", kind) for kind in KINDS for n in (1, 2)]
    crew += [member("-".join(pair), "NASA", *pair) for pair in sorted(pairs)]
    return program(flights, crew, vehicles=crafts, goals=[FewestMembers()])


@given(trained())
@examples(30)
def test_the_largest_set_is_found(one: Program) -> None:
    """Of all sets of flights no two of which someone could make, unless most pairs are such."""
    case = Counting(one)
    assert case.fewest is not None
    asked, tours, seats = case.fewest.sets, case.count.tours, case.fewest.seats
    able = [{way.member.id for way in group} for group in tours]
    apart = [
        (a, b)
        for a, b in combinations(range(len(tours)), 2)
        if tours[a][0].down.landing <= tours[b][0].up.launch
    ]
    both = {(a, b) for a, b in apart if able[a] & able[b]}
    sets = [
        some
        for size in range(1, len(tours) + 1)
        for some in combinations(range(len(tours)), size)
        if both.isdisjoint(combinations(some, 2))
    ]
    largest = max(sum(seats[tours[one][0].up.id] for one in some) for some in sets)
    assert all(one.taken == one.needed <= largest for one in asked)
    assert asked[0].needed == largest or len(both) > DENSE * len(apart)
    assert sorted(one.spread for one in asked) == [False] * len(case.count.days) + [True]
    for found in asked:
        assert found.taken == sum(seats[tours[one][0].up.id] for one in found.tours)
