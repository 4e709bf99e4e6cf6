"""The first incumbent, and the answer of a solve that is stopped."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import CancelToken, Plan, Program, Status, check, solve
from seatplan.engine.lexicographic.knowledge import rank
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.progress import Progress
from seatplan.testing import programs
from tests.build import flight, member, program
from tests.properties.effort import examples
from tests.small_programs import leaking


def rotations() -> Program:
    """Six flights for five people: many plans, good and bad."""
    return program(
        [flight(f"F{number}", 1 + 20 * number, 15 + 20 * number) for number in range(6)],
        [member(name, flights_before=1) for name in ("ann", "bob", "cleo", "dan", "eve")],
        goals=[FillSeats(), EvenTurns()],
    )


@pytest.fixture(scope="module")
def poor() -> Plan:
    """A plan that is far from the best: the same people on every flight."""
    one = rotations()
    worst = evolve(one, goals=(), crew=one.crew[:2])
    plan = solve(worst).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("limit", [0.0, 1e-6, 0.02])
def test_a_plan_in_hand_is_never_thrown_away(poor: Plan, limit: float) -> None:
    """With any time limit, the answer is the given plan or a better one."""
    one = rotations()
    result = solve(one, poor, time_limit=limit)
    assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert result.plan is not None
    given, found = check(one, poor).values, check(one, result.plan).values
    assert rank(found, one.named_goals) >= rank(given, one.named_goals)


def test_a_cancelled_solve_has_the_plan_in_hand(poor: Plan) -> None:
    """A solve that is canceled before it starts returns the given plan."""
    token = CancelToken()
    token.cancel()
    result = solve(rotations(), poor, cancel=token)
    assert result.status is Status.FEASIBLE
    assert result.plan is not None
    assert result.plan.assignments == poor.assignments


def test_a_plan_that_breaks_a_rule_is_no_incumbent(poor: Plan) -> None:
    """Without time, a given plan that fails the check is not returned."""
    one = rotations()
    flying = {line.member for line in poor.assignments}
    broken = evolve(one, crew=tuple(who for who in one.crew if who.id not in flying))
    assert solve(broken, poor, time_limit=0.0).status is Status.UNKNOWN


@given(programs(), st.data())
@examples(40)
def test_no_answer_is_worse_than_the_plan_in_hand(one: Program, data: st.DataObject) -> None:
    """From any given plan, the answer is at least as good, in the order of the goals."""
    known = solve(evolve(one, goals=())).plan
    if known is None:
        return
    result = solve(one, known, time_limit=data.draw(st.sampled_from([0.0, 60.0])))
    assert result.plan is not None
    given, found = check(one, known).values, check(one, result.plan).values
    assert rank(found, one.named_goals) >= rank(given, one.named_goals)


def test_what_is_told_passes_the_check_and_never_goes_back() -> None:
    """Reported plans pass the check and get better, and bounds get closer to the values."""
    one = rotations()
    told: list[Progress] = []
    result = solve(one, on_progress=told.append)
    assert result.status is Status.OPTIMAL
    ranks = [
        rank(check(one, entry.plan).values, one.named_goals)
        for entry in told
        if entry.plan is not None and check(one, entry.plan).ok
    ]
    assert len(ranks) == sum(entry.plan is not None for entry in told)
    assert ranks == sorted(ranks)
    for goal, sign in (("fill-seats", -1), ("even-turns", 1)):
        bounds = [sign * e.bound for e in told if e.goal == goal and e.bound is not None]
        assert bounds == sorted(bounds)
    assert {entry.stage for entry in told if entry.stages} <= {1, 2}


def test_statistics_do_not_make_results_different() -> None:
    """Results with different statistics are equal."""
    one = rotations()
    first, second = solve(one), solve(one)
    assert first == second
    assert first.statistics.variables > 0
    assert first.statistics.runs > 0
    assert {"build", "search", "check"} <= first.statistics.phases.keys()


def test_the_past_of_the_plan_in_hand(poor: Plan) -> None:
    """With `as_of`, the given plan is kept, too."""
    one = rotations()
    day = date.fromordinal(min(f.landing for f in one.flights).toordinal() + 1)
    result = solve(one, poor, as_of=day, time_limit=0.0)
    assert result.plan is not None
    assert result.plan.assignments == poor.assignments


def test_a_plan_in_hand_comes_back_as_a_plan_of_the_program() -> None:
    """The returned plan names its program even if the given one does not."""
    asked = leaking()
    best = solve(asked).plan
    assert best is not None
    assert solve(asked, Plan(best.assignments)).plan == best
