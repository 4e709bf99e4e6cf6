"""Tour limits: limits of rules on the tours of a single member."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.rules.career import Career
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.stay import Stay
from seatplan.tour_limits import TourLimits
from tests.build import broken, day, flight, member, plan, program, tour

ANY = Requirement("any", "any", "")


@pytest.mark.parametrize(
    "rule",
    [GroundTime(days=10), GroundTime(days=11), Career(max_days=19), Career(max_flights=3)],
)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_what_a_rule_keeps(rule: GroundTime | Career, count: int) -> None:
    """Tours keep the limits of a rule if and only if the rule has no findings."""
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    who = member("ann", flights_before=1, days_before=9, last_landing=-8)
    one = program(flights, [who], rules=[rule])
    flown = flights[:count]
    limits = rule.limits(ProgramIndex(one), who)
    assert limits is not None
    kept = limits.kept(who, [(day_.launch, day_.landing) for day_ in reversed(flown)])
    assert kept == (rule.kind not in broken(one, plan(*(tour("ann", x.id) for x in flown))))


def test_who_does_not_fly_keeps_all() -> None:
    """A member without tours keeps all limits, whatever the past."""
    who = member("ann", flights_before=9, days_before=900, last_landing=1)
    limits = TourLimits(ANY, rest=100, max_days=1, max_flights=1)
    assert limits.kept(who, [])
    assert not limits.kept(who, [(day(200), day(201))])


def test_rules_without_limits() -> None:
    """Other rules have no limits, and a rule has none for members that it does not pick."""
    who = member("ann")
    index = ProgramIndex(program([flight("F1", 1, 11)], [who]))
    assert Stay(max=1).limits(index, who) is None
    assert GroundTime(days=1, members=["bob"]).limits(index, who) is None
    assert Career(max_days=1, agencies=["JAXA"]).limits(index, who) is None
    assert evolve(Career(max_days=1), agencies=("NASA",)).limits(index, who) is not None
