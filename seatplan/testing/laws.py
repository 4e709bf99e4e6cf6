"""Laws that every rule and every goal must obey, for use in tests of a few lines.

def test_no_twins():
    check_rule(no_twins)
"""

from __future__ import annotations

from datetime import date

import hypothesis
from attrs import evolve
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from seatplan.checking import check
from seatplan.engine.answers.solving import solve
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.kinds import Rule
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.result import Result, Status
from seatplan.structure import LAWS
from seatplan.testing.draws import days
from seatplan.testing.enumeration import Best, TooMany, best_by_enumeration
from seatplan.testing.makers import GoalMaker, RuleMaker
from seatplan.testing.plans import plans
from seatplan.testing.programs import programs
from seatplan.timeline import PlanIndex

LIMIT = 500
"""Programs with more plans than this are skipped, because enumerating them takes too long."""

ENOUGH = 600.0
"""Seconds for a program that needs a fraction of one: a busy machine changes nothing."""


def agrees(
    program: Program, plan: Plan | None = None, *, as_of: date | None = None, limit: int = LIMIT
) -> Result:
    """Solve a program and assert that an enumeration of all plans finds the same.

    The plan passes `check`; the status is proved; the best value of each goal is correct and equals
    its bound; and the value of each goal in the plan is what `check` computes.

    Args:
        program: the program.
        plan: the plan that `least-change` compares with and that contains the past.
        as_of: every leg before this day is as in `plan`.
        limit: the largest number of plans to enumerate; a Hypothesis example with more plans is
            discarded.

    Returns:
        The result of the solve.
    """
    try:
        best = best_by_enumeration(program, plan, as_of=as_of, limit=limit)
    except TooMany:
        assume(False)
    result = solve(program, plan, as_of=as_of, time_limit=ENOUGH)
    assert_best(program, result, best, plan, as_of)
    return result


def assert_best(
    program: Program,
    result: Result,
    best: Best,
    plan: Plan | None = None,
    as_of: date | None = None,
) -> None:
    """Assert that a result is the one that an enumeration of all plans found."""
    assert result.status is best.status, f"{result.status}, but {best}"
    if result.plan is None:
        assert best.status is Status.INFEASIBLE
        return
    report = check(program, result.plan, as_of=as_of, reference=plan)
    assert report.ok, report.violations
    values = tuple(one.value for one in result.goals)
    assert values == best.values, f"{values}, but {best}"
    bests = tuple(one.best for one in result.goals)
    assert bests == best.best, f"{bests} at best, but {best}"
    assert tuple(one.bound for one in result.goals) == bests
    assert {one.id: one.value for one in result.goals} == dict(report.values)
    for goal in program.named_goals:
        assert goal.least is None or report.values[goal.name] >= goal.least


def check_rule(maker: str | RuleMaker, *, settings: hypothesis.settings | None = None) -> None:
    """Assert, on programs drawn by Hypothesis, that the two halves of a rule agree.

    With the rule hard, soft, and with a past, `solve` finds what an enumeration of all plans finds.
    A violated requirement has the same id, sentence and decision in both halves.

    Args:
        maker: draws such rules for a program, or the name of a kind that has a maker.
        settings: the settings of Hypothesis, such as how many programs to draw; if None, those of
            the profile.
    """

    @given(programs(rules=(maker,), min_rules=1, max_rules=1, max_goals=1), st.data())
    @patient(settings)
    def law(program: Program, data: st.DataObject) -> None:
        (rule,) = program.rules
        hard = with_rule(program, rule, weight=None)
        soft = with_rule(program, rule, weight=rule.weight or 2)
        agrees(hard)
        agrees(soft)
        past = data.draw(plans(program))
        assert_named_alike(hard, past)
        agrees(data.draw(st.sampled_from((hard, soft))), past, as_of=data.draw(days(-1, 45)))

    law()


def assert_named_alike(program: Program, plan: Plan) -> None:
    """Assert that the requirements that a plan breaks are in the model, with the same words.

    A requirement that no plan of the program can break may be missing in the model.
    """
    active = ActiveRequirements(assume=True)
    build_model(program, active=active)
    reading = PlanIndex(program, plan)
    found = [finding for law in LAWS for finding in law.violations(reading)]
    found += [finding for rule in program.named_rules for finding in rule.violations(reading)]
    for here in (finding.requirement for finding in found):
        assert active.requirements.get(here.id, here) == here


def check_goal(maker: str | GoalMaker, *, settings: hypothesis.settings | None = None) -> None:
    """Assert, on programs drawn by Hypothesis, that the two halves of a goal agree.

    With the goal first, after another goal, and with a past, `solve` finds what an enumeration of
    all plans finds.

    Args:
        maker: draws such goals for a program, or the name of a kind that has a maker.
        settings: the settings of Hypothesis, such as how many programs to draw; if None, those of
            the profile.
    """

    @given(programs(goals=(maker,), min_goals=1, max_goals=1, max_rules=1), st.data())
    @patient(settings)
    def law(program: Program, data: st.DataObject) -> None:
        before = data.draw(st.sampled_from(((), (EvenTurns(id="before"),))))
        after = data.draw(st.sampled_from(((), (FillSeats(id="after"),))))
        program = evolve(program, goals=(*before, *program.goals, *after))
        past = data.draw(st.none() | plans(program))
        as_of = data.draw(st.none() | days(-1, 45)) if past is not None else None
        agrees(program, past, as_of=as_of)

    law()


def with_rule(program: Program, rule: Rule, *, weight: int | None) -> Program:
    """The program with only this rule, hard or soft."""
    return evolve(program, rules=(evolve(rule, weight=weight),))


def patient(given: hypothesis.settings | None) -> hypothesis.settings:
    """These settings, or those of the profile, without health checks for slow and large draws."""
    return hypothesis.settings(
        given,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
        ],
    )
