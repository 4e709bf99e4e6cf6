"""Antichains, list scheduling, and spare seats: no plan gets worse, and none has too few people."""

from __future__ import annotations

from itertools import combinations
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Plan, Program, check
from seatplan.engine.primal import spare_seats
from seatplan.engine.primal.spare_seats import DENSE, SpareSeats, scheduled
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.fewest_members import FewestMembers
from seatplan.testing import programs
from tests.build import flight, member, program, seat, vehicle
from tests.engine.counting import Counting, counting
from tests.engine.partials import model_of, search_of
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


def scheduled_in(one: Program) -> set[tuple[str, str]] | None:
    """Who flies when; None if no one is free for some seat."""
    partial = PartialSolution(model_of(one))
    if not scheduled(partial, search_of(one)):
        return None
    return {(line.flight, line.member) for line in partial.plan.assignments if line.leg == "up"}


def test_who_flies_flies_again() -> None:
    """Members who already fly are preferred, and among these the one who landed last."""
    flights = [flight("F1", 1, 5), flight("F2", 2, 9), flight("F3", 20, 25)]
    crew = [member("ann"), member("bob"), member("cem")]
    one = program(flights, crew, seats=[seat()])
    assert scheduled_in(one) == {("F1", "ann"), ("F2", "bob"), ("F3", "bob")}


def test_where_no_one_is_free_there_is_none() -> None:
    """With one person for two simultaneous flights, there is no such plan."""
    flights = [flight("F1", 1, 9), flight("F2", 2, 8)]
    one = program(flights, [member("ann")], seats=[seat()])
    assert scheduled_in(one) is None


def begun(one: Program, seed: int = 0) -> tuple[SpareSeats, Counting] | None:
    """The search before its first move; None without a plan."""
    case = Counting(evolve(one, goals=[FewestMembers()]), seed=seed)
    if case.fewest is None or not case.model.rows.complete:
        return None
    search = case.run.search
    partial = PartialSolution(case.model)
    if not scheduled(partial, search):
        return None
    spare = SpareSeats(partial, case.count, [case.fewest.sets[0].tours], search)
    return spare, case


def people(plan: Plan) -> int:
    """The number of people who fly."""
    return len({line.member for line in plan.assignments if line.leg == "up"})


@given(programs(max_flights=4, max_members=4), st.integers(0, 3), st.integers(1, 40))
@examples(100)
def test_nothing_is_lost(one: Program, seed: int, size: int) -> None:
    """Before and after any moves, the plan passes the check, those who fly are counted, and they
    are not fewer than the bound."""
    with patch.object(spare_seats, "FREE", size):
        started = begun(one, seed)
        if started is None:
            return
        spare, case = started
        partial = spare.partial
        for moves in (0, 4):
            spare.run(moves)
            report = check(one, case.run.roles.split(partial.plan))
            assert report.ok, report.violations
            assert case.fewest is not None
            assert people(partial.plan) >= case.fewest.sets[0].needed
            assert partial.kept
            assert partial.worth(case.count.total) == people(partial.plan)


def trap() -> Program:
    """A program whose list schedule uses everyone, although bob could make all flights."""
    flights = [
        flight(f"F{number}", 20 * number, 20 * number + 9, seats=(seat(requires=(f"q{number}",)),))
        for number in (1, 2, 3)
    ]
    crew = [
        member("ann", "NASA", "q1"),
        member("bob", "NASA", "q1", "q2", "q3"),
        member("cem", "NASA", "q3"),
    ]
    return program(flights, crew)


@pytest.mark.parametrize("seed", range(3))
def test_who_need_not_fly_is_emptied(seed: int) -> None:
    """A member who need not fly gives the seat to one who flies in any case."""
    started = begun(trap(), seed)
    assert started is not None
    spare, case = started
    assert people(spare.partial.plan) == 2
    spare.run(10)
    assert case.fewest is not None
    assert people(spare.partial.plan) == case.fewest.sets[0].needed == 1


def test_the_same_seed_the_same_moves() -> None:
    """The same seed makes the same moves."""
    plans = []
    for _ in range(2):
        started = begun(trap(), 1)
        assert started is not None
        spare, _ = started
        spare.run(3)
        plans.append(spare.partial.plan)
    assert plans[0] == plans[1]


def test_who_no_longer_flies_no_longer_counts() -> None:
    """The count follows the partial solution."""
    started = begun(program([flight("F1", 1, 9)], [member("ann")], seats=[seat()]))
    assert started is not None
    spare, case = started
    spare.run(0)
    partial = spare.partial
    assert partial.worth(case.count.total) == 1
    partial.values[partial.numbers] = 0
    spare.run(0)
    assert partial.worth(case.count.total) == 0
