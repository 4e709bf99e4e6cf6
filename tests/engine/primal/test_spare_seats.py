"""Spare seats: plans never get worse, and reach the bound if possible."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, Program, check
from seatplan.engine.primal import spare_seats
from seatplan.engine.primal.constructor import construct
from seatplan.engine.primal.list_scheduling import ListScheduling
from seatplan.engine.primal.spare_seats import SpareSeats
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.fewest_members import FewestMembers
from seatplan.testing import programs
from tests.build import flight, member, program, seat
from tests.engine.counting import Counting
from tests.properties.effort import examples


def begun(one: Program, seed: int = 0) -> tuple[SpareSeats, Counting] | None:
    """The search before its first move; None without a plan."""
    case = Counting(evolve(one, goals=[FewestMembers()]), seed=seed)
    if case.fewest is None or not case.model.rows.complete:
        return None
    search = case.run.search
    partial = PartialSolution(case.model)
    if not construct(partial, [ListScheduling()], search):
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
