"""A required value of a goal is a rule: check and model agree, and its sentences are right."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, Status, check, solve
from seatplan.engine.explain.better import Worth
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.kinds import Goal
from seatplan.program_index import ProgramIndex
from seatplan.testing import programs
from tests.build import flight, plan, program, seat, tour
from tests.engine.runs import enumerated
from tests.properties.effort import examples

GOALS: list[Goal] = [FillSeats(), EvenTurns()]
FULL = plan(tour("ann", "F0"), tour("bob", "F1"))
UNEVEN = plan(tour("ann", "F0"), tour("ann", "F1"))
LESS = plan(tour("ann", "F0"))
TWICE = plan(tour("ann", "F0"), tour("bob", "F0"))


def turns(*worths: Worth) -> Program:
    """Two flights for two people, with required values."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    return program(flights, ["ann", "bob"], seats=[seat(optional=True)], rules=worths)


@given(programs(min_goals=1, max_goals=1, max_rules=1), st.integers(-1, 1))
@examples(24)
def test_there_is_a_plan_up_to_the_best_value(drawn: Program, step: int) -> None:
    """With the best value required there is a plan; with one more there is none, with one less
    there is."""
    best = enumerated(drawn)
    if best.status is not Status.OPTIMAL:
        return
    goal = drawn.named_goals[0]
    value = best.best[0] + (step if goal.sense == "max" else -step)
    demand = Worth(id="demand", goal=goal, value=value, better=step > 0)
    result = solve(evolve(drawn, rules=(*drawn.rules, demand)))
    assert (result.plan is not None) == (step <= 0)


@pytest.mark.parametrize(
    ("goal", "value", "expected"),
    [
        (FillSeats(), 2, {FULL: 0, UNEVEN: 0, LESS: 1}),
        (EvenTurns(), 1, {FULL: 1, UNEVEN: 3, LESS: 0}),
        (EvenTurns(), 2, {FULL: 0, UNEVEN: 2, LESS: 0}),
    ],
)
def test_how_far_a_plan_is_from_it(goal: Goal, value: int, expected: dict[object, int]) -> None:
    """In units of the goal, on the side on which the goal is worse."""
    one = turns(Worth(id="demand", goal=goal, value=value))
    for each, short in expected.items():
        found = check(one, each).violations  # type: ignore[arg-type]
        assert [(finding.rule, finding.amount) for finding in found] == (
            [("demand", short)] if short else []
        )


def test_a_plan_that_breaks_a_law_has_no_value() -> None:
    """Two in one seat: only that is wrong."""
    one = turns(Worth(id="demand", goal=FillSeats(), value=9))
    assert "demand" not in {finding.rule for finding in check(one, TWICE).violations}


@pytest.mark.parametrize(
    ("goal", "better", "message"),
    [
        (FillSeats(), True, "fill-seats must be better than it can be: at least 2 seats"),
        (EvenTurns(), False, "even-turns, which comes before, must stay at most 2 squared flights"),
    ],
)
def test_its_sentence(goal: Goal, better: bool, message: str) -> None:
    """It names the goal, the side and the unit; and what giving it up means."""
    demand = Worth(id="demand", goal=goal, value=2, better=better)
    said = demand.requirement(ProgramIndex(turns(demand)))
    assert said.message == message
    assert said.decision == f"let {goal.name} be worse than {goal.in_words(2)}"
