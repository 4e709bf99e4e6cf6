"""Plans: their lines, their tours, and their differences."""

from __future__ import annotations

from typing import Any

import pytest

import seatplan
from seatplan import Assignment, Plan
from tests.small_programs import leaking, leaking_plan


def test_lines_of_a_plan() -> None:
    """Lines can be read by flight and leg, or by member; together they are the plan."""
    plan = leaking_plan()
    assert tuple(plan) == plan.assignments
    assert len(plan) == len(plan.assignments)
    assert all(line in plan for line in plan.assignments)
    assert Assignment("S-1", "up", "commander", "nobody") not in plan
    flights = sorted({line.flight for line in plan})
    assert tuple(line for flight in flights for line in plan.on(flight)) == plan.assignments
    for flight in flights:
        assert {*plan.on(flight, "up"), *plan.on(flight, "down")} == set(plan.on(flight))
        assert all(line.leg == "up" for line in plan.on(flight, "up"))
    members = {line.member for line in plan}
    assert {line for member in members for line in plan.of(member)} == set(plan)
    assert (plan.on("nothing"), plan.of("nobody")) == ((), ())


def test_a_plan_without_lines_is_a_plan() -> None:
    """`if result.plan:` is true for every plan, even an empty one."""
    assert len(Plan()) == 0
    assert bool(Plan()) is True


def test_tours_of_a_plan() -> None:
    """Each tour pairs a flight up with one down, by launch."""
    program, plan = leaking(), leaking_plan()
    tours = plan.tours(program)
    assert len(tours) == sum(line.leg == "up" for line in plan)
    assert [tour.launch for tour in tours] == sorted(tour.launch for tour in tours)
    assert all(plan.of(tour.member.id) for tour in tours)
    with pytest.raises(seatplan.PlanError, match="unknown flight 'X'"):
        Plan((Assignment("X", "up", "commander", "anna"),)).tours(program)


def test_two_plans_are_compared() -> None:
    """The comparison has removed and added lines; its arguments are checked."""
    program, plan = leaking(), leaking_plan()
    less = Plan(plan.assignments[1:], plan.program)
    found = seatplan.compare(program, plan, less)
    assert [(one.line, one.kind) for one in found.changes] == [(plan.assignments[0], "removed")]
    assert [one.flight for one in found.flights] == [plan.assignments[0].flight]
    assert seatplan.compare(program, plan, plan).changes == ()
    wrong: Any = "plan.json"
    with pytest.raises(seatplan.ArgumentError, match="new: "):
        seatplan.compare(program, plan, wrong)
