"""Explanations of `iss-crossflight` with one thing broken: what a planner would read."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan import Explanation, Program, Status, explain, solve
from tests.engine.broken_history import with_a_quota, with_pins, without_commanders


def holds(program: Program, explanation: Explanation) -> None:
    """Assert by solving that the conflict and each fix are correct."""
    hard = tuple(rule for rule in program.named_rules if rule.weight is None)
    any_plan = evolve(program, goals=(), rules=hard)
    assert solve(any_plan, only=explanation.conflict).status is Status.INFEASIBLE
    for fix in explanation.fixes:
        assert solve(any_plan, without=fix).plan is not None


@pytest.fixture(scope="module")
def pinned() -> tuple[Program, Explanation]:
    """The program with the two fixed seats on MS-27, and its explanation."""
    program = with_pins()
    return program, explain(program, max_fixes=3)


def test_pins_against_the_integrated_crew(pinned: tuple[Program, Explanation]) -> None:
    """The conflict has the two fixed seats, the rule, and the requirements of the third seat."""
    program, explanation = pinned
    assert [one.message for one in explanation.conflict] == [
        "Anna Kikina must go up and come down on MS-27 (2025-04-08) as flight-engineer (2 seats)",
        "Alexey Zubritsky must go up and come down on MS-27 (2025-04-08) as flight-engineer"
        " (2 seats)",
        "MS-27 going up on 2025-04-08 must carry at least 1 person trained for usos"
        " (as on all flights of Crew Dragon or Soyuz MS)",
        "The commander of MS-27 (2025-04-08) must hold soyuz-commander and belong to Roscosmos",
    ]
    holds(program, explanation)


def test_fixes_of_the_pins(pinned: tuple[Program, Explanation]) -> None:
    """One decision is enough, and fixed entries come before rules."""
    _, explanation = pinned
    first, second, third = ([one.decision for one in fix] for fix in explanation.fixes)
    assert {*first, *second} == {
        "no longer fix Anna Kikina as flight-engineer of MS-27",
        "no longer fix Alexey Zubritsky as flight-engineer of MS-27",
    }
    (waiver,) = third
    # To train a cosmonaut for it would not help: no one on MS-27 would be trained for usos.
    assert waiver == "waive soyuz-commander and membership of Roscosmos for the commander of MS-27"
    assert explanation.proved
    assert not explanation.complete


def test_commanders_withdrawn() -> None:
    """The conflict has a seat, its requirements, and all absences with their days."""
    program = without_commanders()
    explanation = explain(program, max_fixes=1)
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
    """The conflict has the quota and the limits of JAXA's people; the fix changes the quota."""
    program = with_a_quota()
    explanation = explain(program, max_fixes=1)
    quota = "Exactly 12 of the 36 seats on flights of Crew Dragon must go to members of JAXA"
    assert quota in {one.message for one in explanation.conflict}
    assert {"shortest-rest", "seat-requirements"} <= {one.rule for one in explanation.conflict}
    assert [[one.decision for one in fix] for fix in explanation.fixes] == [
        [
            "change the quota of exactly 12 seats for members of JAXA on flights of Crew Dragon: "
            "at least 6 instead of 12 will do"
        ]
    ]
    holds(program, explanation)


def test_the_program_itself() -> None:
    """The unbroken program has a plan."""
    from seatplan import catalog

    assert explain(catalog.load("iss-crossflight")).feasible
