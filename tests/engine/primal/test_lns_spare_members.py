"""Spare-members search: plans never get worse, and reach the bound if possible."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, Program, check
from seatplan.engine.primal import lns_spare_members
from seatplan.engine.primal.k_feasibility import KFeasibility
from seatplan.engine.primal.lns_spare_members import SpareSeats
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import FEASIBLE
from seatplan.testing import programs
from tests.build import flight, member, program, seat
from tests.engine.partials import search_of
from tests.properties.effort import examples

from .test_greedy import counted, greedy_plan


def begun(one: Program, seed: int = 0) -> tuple[PartialSolution, SpareSeats, KFeasibility] | None:
    """The search before its first move; None without a greedy plan."""
    model, count = counted(one)
    search = search_of(one, seed=seed)

    def ask(effort: float) -> Answer:
        return search.run(model.cp, FEASIBLE)

    partial = PartialSolution(model)
    if not model.rows.complete or not count.one_at_a_time:
        return None
    asks = KFeasibility(model, count, search, ask, lambda value, bound: None)
    if not asks.sets or not greedy_plan(partial, count, search):
        return None
    largest = max(asks.sets, key=lambda each: each.taken)
    return partial, SpareSeats(partial, count, largest.tours, search), asks


def people(plan: Plan) -> int:
    """The number of people who fly."""
    return len({line.member for line in plan.assignments if line.leg == "up"})


@given(programs(max_flights=4, max_members=4), st.integers(0, 3), st.integers(1, 40))
@examples(100)
def test_nothing_is_lost(one: Program, seed: int, size: int) -> None:
    """After any moves, the plan passes the check and does not go below the bound."""
    with patch.object(lns_spare_members, "FREE", size):
        started = begun(one, seed)
        if started is None:
            return
        partial, moving, asks = started
        moving.run(4)
    report = check(one, partial.plan)
    assert report.ok, report.violations
    assert partial.kept
    assert people(partial.plan) >= asks.low


def trap() -> Program:
    """A program whose greedy plan uses everyone, although bob could make all flights."""
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
    partial, moving, asks = started
    assert people(partial.plan) == 2
    moving.run(10)
    assert people(partial.plan) == asks.low == 1


def test_the_same_seed_the_same_moves() -> None:
    """The same seed makes the same moves."""
    plans = []
    for _ in range(2):
        started = begun(trap(), 1)
        assert started is not None
        partial, moving, _ = started
        moving.run(3)
        plans.append(partial.plan)
    assert plans[0] == plans[1]
