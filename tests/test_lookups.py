"""Programs, plans and results asked by id."""

from __future__ import annotations

from typing import Any

import pytest

import seatplan
from seatplan import Assignment, Plan, ProgramError
from tests.small_programs import leaking, leaking_plan


@pytest.mark.parametrize(
    ("what", "things"),
    [("flight", "flights"), ("member", "crew"), ("vehicle", "vehicles"), ("agency", "agencies")],
)
def test_each_thing_is_found_by_its_id(what: str, things: str) -> None:
    """The very object; an unknown id is an error with the nearest, an object is told its id."""
    program = leaking()
    find = getattr(program, what)
    for thing in getattr(program, things):
        assert find(thing.id) is thing
        with pytest.raises(ProgramError, match=f"unknown {what} .*\n    Maybe .*'{thing.id}'"):
            find(thing.id + thing.id[-1])
    with pytest.raises(ProgramError, match="is no id"):
        find(getattr(program, things)[0])


def test_members_by_name() -> None:
    """Where only one has it."""
    assert leaking().member("Anna Petrova").id == "anna"


def test_rules_by_the_ids_that_answers_use() -> None:
    """Also those that are made up."""
    program = leaking()
    for rule in program.named_rules:
        assert program.rule(rule.name) == rule
    with pytest.raises(ProgramError, match="unknown rule 'exchnge'"):
        program.rule("exchnge")


def test_lines_of_a_plan() -> None:
    """By flight and leg, by member, all of them; together they are the plan."""
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
    """`if result.plan:` asks whether there is one."""
    assert len(Plan()) == 0
    assert bool(Plan()) is True


def test_tours_of_a_plan() -> None:
    """Each pairs a flight up with one down; they come by launch."""
    program, plan = leaking(), leaking_plan()
    tours = plan.tours(program)
    assert len(tours) == sum(line.leg == "up" for line in plan)
    assert [tour.launch for tour in tours] == sorted(tour.launch for tour in tours)
    assert all(plan.of(tour.member.id) for tour in tours)
    with pytest.raises(seatplan.PlanError, match="unknown flight 'X'"):
        Plan((Assignment("X", "up", "commander", "anna"),)).tours(program)


def test_goals_of_a_result() -> None:
    """By id; one that was not reached is an error."""
    result = seatplan.solve(leaking())
    assert [result.goal(one.id) for one in result.goals] == list(result.goals)
    with pytest.raises(ProgramError, match=r"'fill-seat' was .*\n.*Maybe 'fill-seats'"):
        result.goal("fill-seat")


def test_two_plans_are_compared() -> None:
    """What is gone and what came; arguments are looked at."""
    program, plan = leaking(), leaking_plan()
    less = Plan(plan.assignments[1:], plan.program)
    found = seatplan.compare(program, plan, less)
    assert [(one.line, one.kind) for one in found.changes] == [(plan.assignments[0], "removed")]
    assert [one.flight for one in found.flights] == [plan.assignments[0].flight]
    assert seatplan.compare(program, plan, plan).changes == ()
    wrong: Any = "plan.json"
    with pytest.raises(seatplan.ArgumentError, match="new: "):
        seatplan.compare(program, plan, wrong)
