"""Conflicts from the linear relaxation are real conflicts."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given

import seatplan
from seatplan import Program, catalog
from seatplan.engine.explain.elastic import elastic_core
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.rough_cores import BARRING
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.requirement import Requirement
from seatplan.rules.quota import Quota
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def core_of(program: Program) -> tuple[Oracle, set[str] | None, list[Requirement]]:
    """The core from the relaxation of a program, and the requirements that stay in force."""
    oracle = Oracle(program, None, None, 60.0)
    active = ActiveRequirements(assume=lambda one: one.rule not in BARRING)
    model = oracle.model(active)
    found = elastic_core(model, active.assumptions.values(), oracle.search)
    bars = [one for one in active.requirements.values() if one.rule in BARRING]
    if found is None:
        return oracle, None, bars
    return oracle, {id for id, guard in active.assumptions.items() if guard in found}, bars


@given(tight_programs(max_flights=3, max_members=4, max_rules=3))
@examples(15)
def test_what_it_shows_cannot_hold_together(one: Program) -> None:
    """CP-SAT finds no plan that keeps such a core, and a feasible program has none."""
    oracle, core, bars = core_of(one)
    if core is not None:
        assert oracle.impossible([*(oracle.requirements[id] for id in core), *bars])


def test_a_small_conflict_at_once() -> None:
    """Five seats for eleven specialists: two flights are enough to show it, whatever else is hard.

    Without the relaxation the conflict has eleven requirements.
    """
    program = catalog.load("commercial-station")
    capped = evolve(program, rules=(*program.rules, Quota(id="cap", max=5)))
    _, core, _ = core_of(capped)
    assert core is not None
    assert len(core) <= 5
    explanation = seatplan.explain(capped, max_fixes=0)
    assert explanation.proved
    assert len(explanation.conflict) == 3
