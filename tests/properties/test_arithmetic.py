"""The amounts of `check` equal those of a second implementation without the package."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Assignment, Plan, Program, check
from seatplan.program_index import ProgramIndex
from seatplan.testing import dockings, known_goals, known_rules, plans, programs, with_traffic
from seatplan.validation import STRUCTURE

from .arithmetic import VALUES, VIOLATIONS, Facts
from .effort import examples
from .legality import legal

# A seat left empty, a wish not granted or two ships at one port change nothing of what is counted.
HARMLESS = {"ascent-full", "critical-seat", "fixed", "forbidden", "seat-requirements"}
HARMLESS |= {"port", "spacecraft", "turnaround", "reuse"}


@st.composite
def plans_of_ships(draw: st.DrawFn, program: Program, plan: Plan) -> Plan:
    """The plan with ports and spacecraft."""
    ships = draw(dockings(program))
    return evolve(plan, docking=ships.docking, spacecraft=ships.spacecraft)


def law(program: Program, data: st.DataObject) -> None:
    """Compare every rule's amount and every goal's value, for a plan that keeps the laws."""
    about_ships = any(one.of_traffic for one in (*program.rules, *program.goals))
    if about_ships:
        program = data.draw(with_traffic(program))
    plan = data.draw(plans(program, broken=False))
    reference = data.draw(st.none() | plans(program))
    if about_ships:
        plan = data.draw(plans_of_ships(program, plan))
        if reference is not None:
            reference = data.draw(plans_of_ships(program, reference))
    report = check(program, plan, reference=reference)
    assume(not any(one.rule in set(STRUCTURE) - HARMLESS for one in report.violations))
    facts = Facts(program, plan, reference)
    for rule in program.named_rules:
        amount = sum(one.amount for one in report.violations if one.rule == rule.name)
        assert amount == VIOLATIONS[rule.kind](facts, rule), rule
    for goal in program.named_goals:
        assert report.values[goal.name] == VALUES[goal.kind](facts, goal), goal


@pytest.mark.parametrize("kind", known_rules())
def test_violations(kind: str) -> None:
    @given(programs(rules=(kind,), min_rules=1, goals=(), max_members=5, max_flights=4), st.data())
    @examples(30)
    def of_one_kind(program: Program, data: st.DataObject) -> None:
        law(program, data)

    of_one_kind()


@pytest.mark.parametrize("kind", known_goals())
def test_values(kind: str) -> None:
    @given(programs(goals=(kind,), min_goals=1, max_members=5, max_flights=4), st.data())
    @examples(30)
    def of_one_kind(program: Program, data: st.DataObject) -> None:
        law(program, data)

    of_one_kind()


@given(programs(rules=(), goals=()), st.data())
@examples(250)
def test_structure(program: Program, data: st.DataObject) -> None:
    """`check` and the second implementation agree on which plans keep the laws."""
    plan = data.draw(plans(program))
    index = ProgramIndex(program)
    backups = [
        Assignment(one.id, "backup", role, who.id)
        for one in program.flights
        for role in index.seats(one)
        for who in program.crew
    ]
    asked = [one for one in program.fixed if "backup" in one.legs]
    wished = [Assignment(one.flight, "backup", one.role, one.member) for one in asked]
    if wished or (backups and data.draw(st.integers(1, 5)) == 5):
        more = data.draw(st.lists(st.sampled_from(wished or backups), max_size=2, unique=True))
        plan = Plan({*plan.assignments, *more}, plan.program)
    assert check(program, plan).ok == legal(program, plan)
