"""Explanations of `iss-crossflight` with one thing broken: what a planner would read.

docs/explanations.md shows a third case, a pin against a rule.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan import Cancel, Explanation, Program, Status, explain, solve
from tests.engine.broken_history import with_a_quota, without_commanders

ENOUGH = 600.0
"""Seconds for what takes five: a busy machine must not cut it short."""


def holds(program: Program, explanation: Explanation) -> None:
    """Assert by solving that the conflict and each fix are correct."""
    hard = tuple(rule for rule in program.named_rules if rule.weight is None)
    any_plan = evolve(program, goals=(), rules=hard)
    assert solve(any_plan, only=explanation.conflict, time_limit=ENOUGH).status is Status.INFEASIBLE
    for fix in explanation.fixes:
        assert solve(any_plan, without=fix, time_limit=ENOUGH).plan is not None


def test_commanders_withdrawn() -> None:
    """The conflict has a seat, its requirements, and all absences with their days."""
    program = without_commanders()
    explanation = explain(program, max_fixes=1, time_limit=ENOUGH)
    kinds = [one.rule for one in explanation.conflict]
    assert kinds[:2] == ["ascent-full", "seat-requirements"]
    assert set(kinds[2:]) == {"availability"}
    said = [one.message for one in explanation.conflict]
    assert "Oleg Kononenko is unavailable from 2024-01-01 (withdrawn)" in said
    ((*fix,),) = explanation.fixes
    # Two commanders are enough if they may fly again soon; entries come before rules.
    assert sorted(one.rule for one in fix) == [*["availability"] * 2, *["shortest-rest"] * 2]
    assert len({member for one in fix for member in one.members}) == 2
    assert any(one.decision.startswith("make ") for one in fix)
    assert explanation.proved
    holds(program, explanation)


def test_a_quota_that_cannot_be_met() -> None:
    """The conflict has the quota and the tours of JAXA's people; the fix changes the quota."""
    whole = with_a_quota()
    late = [one.id for one in whole.flights if one.launch >= date(2025, 6, 1)]
    program = whole.apply(*map(Cancel, late))
    explanation = explain(program, max_fixes=1, time_limit=ENOUGH)
    quota = "Exactly 12 of the 24 seats on flights of Crew Dragon must go to members of JAXA"
    assert quota in {one.message for one in explanation.conflict}
    assert {"one-place", "seat-requirements"} <= {one.rule for one in explanation.conflict}
    assert [[one.decision for one in fix] for fix in explanation.fixes] == [
        [
            "change the quota of exactly 12 seats on flights of Crew Dragon for members of JAXA: "
            "at least 2 instead of 12 will do"
        ]
    ]
    holds(program, explanation)


def test_the_program_itself() -> None:
    """The unbroken program has a plan."""
    from seatplan import catalog

    assert explain(catalog.load("iss-crossflight")).feasible
