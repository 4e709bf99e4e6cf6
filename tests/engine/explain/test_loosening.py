"""How close plans come to a rule, and the least change of a number that leaves one."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import seatplan
from seatplan import Explanation, Program, Status, catalog
from seatplan.errors import ProgramError
from seatplan.requirement import Loosened, Requirement
from seatplan.rules import Aboard, GroundTime, Quota
from seatplan.testing import programs
from seatplan.whatif.applying import with_fix
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples
from tests.small_programs import leaking


def has_plan(program: Program) -> bool:
    """Whether there is a plan of the hard rules."""
    return seatplan.solve(evolve(program, goals=())).status is Status.OPTIMAL


def less(program: Program, one: Requirement, number: Loosened) -> Program:
    """The program with the number one step tighter than that."""
    before, after = int(number.before), int(number.after)
    tighter = after - (1 if after > before else -1)
    rules = (
        evolve(rule, **{number.key: type(getattr(rule, number.key))(tighter)})
        if rule.name == one.rule
        else rule
        for rule in program.named_rules
    )
    return evolve(program, rules=tuple(rules))


@given(tight_programs(max_flights=3, max_members=4, max_rules=3))
@examples(25)
def test_every_fix_that_can_be_applied_makes_a_plan(one: Program) -> None:
    """Each applied fix gives a plan; with a number that is one step tighter there is none."""
    explanation = seatplan.explain(one, max_fixes=3)
    for fix in explanation.fixes:
        try:
            mended = with_fix(one, fix)
        except ProgramError:
            continue
        assert has_plan(mended)
        for part in fix:
            if part.loosened is not None and part.loosened.is_least:
                assert not has_plan(less(mended, part, part.loosened))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Quota(id="cap", max=5), "at most 20 instead of 5 will do"),
        (Aboard(id="bunks", max=2), "at most 8 instead of 2 will do"),
    ],
)
def test_a_rule_that_can_be_changed(rule: Quota | Aboard, words: str) -> None:
    """The number is in words, in data and in the edit of the command."""
    program = catalog.load("commercial-station")
    broken = evolve(program, rules=(*program.named_rules, rule))
    (part,) = seatplan.explain(broken, max_fixes=1).fixes[0]
    assert part.decision.endswith(words)
    assert part.loosened is not None
    assert part.loosened.is_least
    mended = with_fix(broken, [part])
    assert str(mended.named_rules[-1].max) == part.loosened.after  # type: ignore[attr-defined]
    assert has_plan(mended)


def test_who_can_be_let_off_is_let_off() -> None:
    """A rule about members is given up for one of them, and its number does not change."""
    program = catalog.load("two-flights")
    assert GroundTime(days=5).looser == {"days": -1}
    explanation = seatplan.explain(evolve(program, rules=(GroundTime(days=9000),)), max_fixes=2)
    assert all(part.loosened is None for fix in explanation.fixes for part in fix)


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
