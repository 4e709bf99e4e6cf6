"""Shortfalls: how close a plan of the rest of a conflict comes to a counting rule."""

from __future__ import annotations

import json

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import seatplan
from seatplan import Explanation, Program, Status, catalog
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from tests.properties.effort import examples
from tests.small_programs import leaking


def with_cap(program: Program, most: int) -> Program:
    """The program with no more seats than that."""
    return evolve(program, rules=(*program.rules, Quota(id="cap", max=most)))


@given(programs(max_rules=1, max_flights=3, max_members=4), st.integers(0, 2))
@examples(8)
def test_it_is_as_near_as_a_plan_can_come(program: Program, most: int) -> None:
    """With a cap that is so much higher the conflict is none, and with one less it still is."""
    explanation = seatplan.explain(with_cap(program, most), max_fixes=0)
    short = explanation.shortfall("cap:program")
    assume(short is not None)
    assert short is not None
    (conflict,) = [one for one in explanation.conflicts if short.requirement in {r.id for r in one}]
    assert short.found.startswith(str(most + short.amount))
    near = seatplan.solve(with_cap(program, most + short.amount), only=conflict)
    assert near.plan is not None
    far = seatplan.solve(with_cap(program, most + short.amount - 1), only=conflict)
    assert far.status is Status.INFEASIBLE


def test_in_words_and_as_data() -> None:
    """A shortfall is printed below its requirement, and survives a round trip through data."""
    explanation = seatplan.explain(with_cap(catalog.load("commercial-station"), 5), max_fixes=0)
    lines = str(explanation).splitlines()
    at = lines.index("  - At most 5 seats of all flights must go to the crew")
    assert lines[at + 1] == "    No plan that keeps the others comes closer to it than 6 seats."
    again = Explanation.from_dict(json.loads(json.dumps(explanation.to_dict())))
    assert again == explanation
    assert again.shortfalls == explanation.shortfalls
    assert explanation.shortfall("no-rule") is None


def test_a_conflict_without_numbers() -> None:
    """A conflict without numbers has no shortfall."""
    fix, forbid = seatplan.Fix("S-1", "commander", "anna"), seatplan.Forbid("S-1", "anna")
    explanation = seatplan.explain(leaking().apply(fix, forbid), max_fixes=0)
    assert explanation.conflict
    assert explanation.shortfalls == ()
