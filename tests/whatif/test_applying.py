"""Fixes applied to a program: exactly what they give up is no longer asked for."""

from __future__ import annotations

import pytest

from seatplan import Fixed, Forbidden, Program, ProgramError, Rule, explain, solve
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.career import Career
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.whatif.applying import with_fix
from tests.build import away, flight, member, program, seat

FLIGHTS = (flight("F1", 1, 11), flight("F2", 21, 31))


def small(*rules: Rule, seats: int = 1, **keys: object) -> Program:
    """Two people for two flights, one of them away and untrained."""
    crew = [member("ann", "NASA", "suit"), member("bob", unavailable=(away(5, 25),))]
    return program(
        FLIGHTS, crew, seats=[seat("pilot", requires="suit", count=seats)], rules=rules, **keys
    )


PROGRAMS = {
    "training, absences": small(GroundTime(days=30)),
    "entries": small(fixed=[Fixed("F1", "pilot", "bob")], forbidden=[Forbidden("F1", "ann")]),
    "quota": small(Quota(max=1)),
    "career": small(Career(max_flights=1)),
    "experience, apart": small(Experience(min=1), Apart(members=("ann", "bob")), seats=2),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_is_as_good_as_without_the_fix(name: str) -> None:
    """Solved with the fix applied it has a plan, of the same worth as with the fix given up."""
    one = PROGRAMS[name]
    explanation = explain(one, max_fixes=10)
    assert explanation.fixes
    applied = 0
    for fix in explanation.fixes:
        try:
            fixed_program = with_fix(one, fix)
        except ProgramError:
            assert any(part.rule == "one-place" for part in fix)
            continue
        applied += 1
        found, expected = solve(fixed_program), solve(one, without=fix)
        assert found.plan is not None
        assert [goal.value for goal in found.goals] == [goal.value for goal in expected.goals]
        for part in fix:  # any part put back, and there is none: nothing more was given up
            rest = tuple(other for other in fix if other is not part)
            assert solve(with_fix(one, rest)).plan is None
    assert applied


def test_what_has_no_edit_is_named() -> None:
    """All at once, with what to do by hand."""
    one = small(Aboard(min=3, since=None, until=None))
    explanation = explain(one, max_fixes=1)
    (fix,) = explanation.fixes
    with pytest.raises(ProgramError, match="by hand") as caught:
        with_fix(one, fix)
    named = [part for part in fix if part.rule == "aboard"]
    assert len(caught.value.problems) == len(named)
