"""What comes before the rounds of the portfolio: a first plan, and goals in models of their own."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, solve
from seatplan.engine.answers import driver
from seatplan.engine.lexicographic import before_rounds, goal_alone, portfolio
from seatplan.engine.lexicographic.before_rounds import BeforeRounds
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from tests.build import flight, program
from tests.engine.runs import enumerated, must_be_true, run_of, with_model
from tests.properties.effort import examples


def relief(*goals: Goal, **keys: object) -> Program:
    """Three flights one after the other for three people."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    return program(flights, ["ann", "bob", "cem"], goals=goals, **keys)  # type: ignore[arg-type]


def begun(*goals: Goal) -> BeforeRounds:
    """With a plan of the hard rules, and a soft rule."""
    rule = Quota(members=("ann",), max=0, weight=1)
    run = run_of(relief(*goals, rules=[rule]))
    run.tightens = True
    found = BeforeRounds(run, with_model(run))
    found.secure(1.0)
    return found


@pytest.mark.parametrize(("least", "may_be"), [(3, True), (4, False)])
def test_a_first_plan_before_everything_else(least: int, may_be: bool) -> None:
    """`begin` finds one, or proves that there is none."""
    run = run_of(relief(EvenTurns(), rules=[Quota(members=("ann", "bob", "cem"), min=least)]))
    assert BeforeRounds(run, with_model(run)).begin() == may_be
    assert (run.incumbent is not None) == may_be


def steps(found: BeforeRounds) -> list[str]:
    """The names of the steps for the next goal."""
    return [getattr(step, "func", step).__name__ for step in found._steps_at_first(found.first)]


def test_a_relaxation_comes_before_large_neighborhoods() -> None:
    """Unless it is slow: then a plan that breaks no soft rule is tried for their cost, and small
    neighborhoods if the plan is far away. Other goals have it first in a much smaller model."""
    costs, others = begun(KeepRules(), EvenTurns()), begun(EvenTurns(), KeepRules())
    first, last = ["_relax_at_first", "improve_at_first"], ["improve_at_first", "_relax_at_first"]
    assert steps(costs) == steps(others) == first
    with patch.object(portfolio, "SLOW", -1):
        with patch.object(BeforeRounds, "_is_far", lambda self: False):
            assert steps(costs) == ["unbroken", *last]
            assert steps(others) == last
        with patch.object(BeforeRounds, "_is_far", lambda self: True):
            assert steps(costs)[2:] == ["neighborhoods_at_first", "_relax_at_first"]
        others.goal_alone.is_much_smaller = True
        assert steps(others) == first
    with patch.object(before_rounds, "ROUNDED", -1):
        fresh = begun(KeepRules(), EvenTurns())
        assert steps(fresh) == ["unbroken"]
        assert "goal_alone" not in vars(fresh)  # it takes seconds to build
        assert steps(others) == ["_relax_at_first"]


@pytest.mark.parametrize(("near", "goes_on"), [(0.01, False), (1.0, True)])
def test_near_the_bound_no_start_follows(near: float, goes_on: bool) -> None:
    """Otherwise the start has its turn, if no goal is proved."""
    found = begun(EvenTurns(), KeepRules())
    assert found.run_.incumbent is not None
    found.run_.bounds[found.first.key] = found.run_.incumbent.values["even-turns"] - 1
    with (
        patch.object(before_rounds, "NEAR", near),
        patch.object(BeforeRounds, "_steps_at_first", lambda self, goal: iter(())),
    ):
        assert found.begin_large() is goes_on
    assert len(found.run_.todo) == 2


@given(programs(min_goals=2, max_goals=3, max_rules=3), st.sampled_from((-1, 10**6)))
@examples(25)
def test_what_comes_before_the_rounds_is_true(drawn: Program, slow: int) -> None:
    """Every plan and bound of it is that of the program, and the rounds end with its proof."""
    best = enumerated(drawn)
    run = run_of(drawn)
    found = BeforeRounds(run, with_model(run))
    with patch.object(portfolio, "SLOW", slow), patch.object(goal_alone, "SMALLER", 10.0):
        if found.begin():
            found.begin_large()
            must_be_true(run, best)
            assert found.run() is best.status


@pytest.mark.parametrize("first", [True, False])
def test_the_cost_of_soft_rules_comes_before_the_start(first: bool) -> None:
    """In programs that are not small, however many rows are hard; of other goals, that counts."""
    asked: list[str] = []

    def begin_large(self: BeforeRounds) -> bool:
        asked.append(self.first.goal.name)
        return False

    goals: list[Goal] = [KeepRules(), EvenTurns()]
    rule = Quota(members=("ann",), max=0, weight=1)
    one = relief(*(goals if first else goals[::-1]), rules=[rule])
    with (
        patch.object(driver, "LARGE", -1),
        patch.object(driver, "SMALLER", 0.0),
        patch.object(BeforeRounds, "begin", lambda self: True),  # it would prove the cost
        patch.object(BeforeRounds, "begin_large", begin_large),
    ):
        solve(one)
    assert asked == (["keep-rules"] if first else [])
