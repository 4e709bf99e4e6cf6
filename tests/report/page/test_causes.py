"""The tours that cause most violations: one wrong seat is one entry."""

from __future__ import annotations

from attrs import evolve

import seatplan
from seatplan import Assignment, Plan, check
from seatplan.report.page.causes import causes
from seatplan.report.page.faults import broken
from seatplan.timeline import PlanIndex
from tests.small_programs import leaking, leaking_plan


def test_one_wrong_seat() -> None:
    """A member in the wrong seat is the one cause of many violations of several rules."""
    program = seatplan.catalog.load("iss-crossflight")
    flown = seatplan.catalog.flown("iss-crossflight")
    wrong = ("Crew-7", "commander")
    lines = (
        evolve(line, member="borisov") if (line.flight, line.role) == wrong else line
        for line in flown.assignments
    )
    plan = Plan(tuple(lines), flown.program)
    report = check(program, plan)
    reading = PlanIndex(program, plan)
    faults = [one for group in broken(reading, report) for one in group.faults]
    (cause,) = causes(reading, report, faults)
    assert (cause.tour.member.id, cause.tour.up.id) == ("borisov", "Crew-7")
    assert {"seat-requirements", "one-place", "exchange"} <= set(cause.rules)
    assert len(cause.faults) > 10


def test_no_cause() -> None:
    """A plan without violations, or with few, has no cause."""
    for plan in (leaking_plan(), Plan((Assignment("S-1", "up", "commander", "anna"),))):
        report = check(leaking(), plan)
        reading = PlanIndex(leaking(), plan)
        faults = [one for group in broken(reading, report) for one in group.faults]
        assert causes(reading, report, faults) == ()
