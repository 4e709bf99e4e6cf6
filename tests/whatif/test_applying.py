"""Fixes applied to a program: only the requirements that they give up are removed."""

from __future__ import annotations

from itertools import permutations

import pytest
from attrs import evolve

from seatplan import (
    Fixed,
    Forbidden,
    Plan,
    Program,
    ProgramError,
    Rule,
    Window,
    explain,
    solve,
)
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.blackout import Blackout, Period
from seatplan.rules.career import Career
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.handover import Handover
from seatplan.rules.quota import Quota
from seatplan.rules.spacing import Spacing
from seatplan.timeline import PlanIndex
from seatplan.whatif.applying import with_fix
from tests.build import away, day, flight, member, plan, program, seat, tour

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
    """The program with the fix applied has the same values as a solve without its requirements."""
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


BUSY = (flight("F1", 1, 11), flight("F2", 9, 31), flight("F3", 30, 40), flight("C", 31, 60))
EVENTS = (
    Blackout(periods=(Period(day(0), day(10)), Period(day(30), day(32)))),
    Blackout(periods=(Period(day(0), day(10)),), events=("launch",), flights=("F1", "F3")),
    Handover(min=5, max=9),
    Handover(max=1, flights=("F1", "F2")),
    Spacing(days=22, events=("launch",)),
    Spacing(days=3, flights=("F1", "F2", "F3")),
)


@pytest.mark.parametrize("rule", EVENTS, ids=lambda rule: f"{rule.kind} {rule.flights}")
def test_each_single_event_can_be_given_up(rule: Rule) -> None:
    """Giving up one event of a rule about ships leaves all other violations."""
    cargo = evolve(BUSY[3], ascent="empty", descent="empty", seats=())
    one = program((*BUSY[:3], cargo), ["ann"], rules=(evolve(rule, id="it"),))
    broken = [found.requirement for found in rule_of(one).violations(PlanIndex(one, Plan()))]
    assert len(broken) > 1 or rule.flights
    for count in range(len(broken) + 1):
        for given_up in permutations(broken, min(count, 3)):
            rest = with_fix(one, given_up)
            left = [
                found.requirement.id.split(":", 1)[1]
                for mine in rest.named_rules
                for found in mine.violations(PlanIndex(rest, Plan()))
            ]
            expected = {here.id.split(":", 1)[1] for here in broken if here not in given_up}
            assert set(left) == expected


def rule_of(one: Program) -> Rule:
    """The only rule of a program."""
    (rule,) = one.named_rules
    return rule


def test_an_event_among_moving_flights() -> None:
    """If the order of flights or another event depends on dates, no edit gives up one event."""
    window = Window(day(5), day(40))
    moving = (flight("F1", 1, 11), evolve(flight("F2", 9, 41), launch_window=window))
    third = flight("F3", 30, 50)
    for rule, word in ((Handover(min=5), "depends on the dates"), (Spacing(days=9), "by hand")):
        one = program((*moving, third), ["ann"], rules=(rule,))
        (first, *_) = rule_of(one).violations(PlanIndex(one, Plan()))
        with pytest.raises(ProgramError, match=word):
            with_fix(one, (first.requirement,))


def test_flights_that_may_come_into_where_stay_in_it() -> None:
    """Giving up one flight of a rule keeps other flights that may move into its WHERE."""
    window = Window(day(1), day(30))
    moving = evolve(flight("F2", 21, 31), launch_window=window)
    rule = Experience(min=1, until=day(15), id="new")
    one = program((flight("F1", 1, 11), moving), ["ann"], rules=(rule,))
    (found,) = (one for one in rule_of(one).violations(PlanIndex(one, plan(tour("ann", "F1")))))
    left = rule_of(with_fix(one, (found.requirement,)))
    assert isinstance(left, Experience)
    assert left.flights == ("F2",)


def test_what_has_no_edit_is_named() -> None:
    """All requirements without an edit are reported at once, with advice."""
    one = small(Aboard(min=3, since=None, until=None))
    explanation = explain(one, max_fixes=0)
    named = [part for part in explanation.conflict if part.rule == "aboard"]
    assert named
    with pytest.raises(ProgramError, match="by hand") as caught:
        with_fix(one, named)
    assert len(caught.value.problems) == len(named)
