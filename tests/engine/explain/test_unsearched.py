"""What is reported of a plan when time runs out before there is a model of its program."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pytest
from attrs import evolve
from hypothesis import assume, given

import seatplan
from seatplan import Program, Status, catalog, solve
from seatplan.kinds import Goal
from seatplan.program_index import ProgramIndex
from seatplan.testing import programs
from seatplan.timeline import PlanIndex
from tests.engine.judge import plans_of
from tests.properties.effort import examples


@given(programs(min_goals=1, max_rules=0, max_flights=2, max_members=3))
@examples(40)
def test_no_plan_is_better_than_the_limit(program: Program) -> None:
    """Whichever plan the limit of a goal is read from, it holds for each of them."""
    lookup = ProgramIndex(program)
    readings = []
    for number, plan in enumerate(plans_of(program)):
        assume(number < 500)
        readings.append(PlanIndex(program, plan, lookup=lookup))
    for goal in program.named_goals:
        limits = {goal.limit(reading) for reading in (readings[0], readings[-1])}
        for reading in readings:
            value = goal.value(reading)
            for limit in limits:
                assert limit is not None
                assert value <= limit if goal.sense == "max" else value >= limit


def test_every_goal_is_reported_before_there_is_a_model() -> None:
    """With a plan and no time, each goal has the plan's value and a bound that the best keeps."""
    program = evolve(catalog.load("iss"), rules=())
    plan = catalog.flown("iss")
    result = solve(program, plan, as_of="2016-01-01", time_limit=0)
    assert result.status in (Status.FEASIBLE, Status.UNKNOWN)
    assert result.plan is not None
    assert [one.id for one in result.goals] == [goal.name for goal in program.named_goals]
    assert result.statistics.variables == 0


def test_a_goal_without_a_limit_is_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bound is what no model may count beyond, and never claims a proof."""
    for kind in Goal.__subclasses__():
        monkeypatch.setattr(kind, "limit", lambda goal, reading: None)
    result = solve(catalog.load("iss"), catalog.flown("iss"), as_of="2016-01-01", time_limit=0)
    assert result.goals
    assert not any(one.optimal for one in result.goals)


def test_versions_are_in_the_statistics() -> None:
    """A result says with what it was made, and does not show it."""
    result = solve(catalog.load("commercial-station"))
    assert result.statistics.versions == {
        "seatplan": seatplan.__version__,
        "ortools": version("ortools"),
        "python": platform.python_version(),
    }
    assert version("ortools") not in str(result)
