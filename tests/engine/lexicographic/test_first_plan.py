"""A first plan of the hard rules, before the model of the whole is built."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from attrs import evolve

from benchmarks.programs import WRITTEN
from seatplan import Fixed, Program, Progress, Status, check, solve
from seatplan.engine.answers import driver
from seatplan.engine.lexicographic import first_plan
from seatplan.engine.lexicographic.first_plan import of_hard_rules, places, seek
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.solver.presets import LOCAL, PROVE
from seatplan.engine.solver.search import OutOfTime
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_rules import KeepRules
from seatplan.rules.ground_time import GroundTime
from tests.build import flight, member, program
from tests.engine.runs import run_of, with_model

FIRST = patch.object(driver, "MANY", -1)


def small(rest: int = 50, **keys: object) -> Program:
    """Three flights, two people, and a soft rule, which someone breaks if the rest is long."""
    return program(
        [flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51)],
        [member("ann"), member("bob")],
        rules=[GroundTime(days=5), GroundTime(id="long", days=rest, weight=1)],
        goals=[KeepRules(), EvenTurns()],
        **keys,  # type: ignore[arg-type]
    )


def test_there_is_a_plan_where_the_time_is_up_while_the_whole_is_built() -> None:
    """A plan of the hard rules is the answer if the time suffices for nothing more; its values
    are those of the check, and progress has told it."""
    told: list[Progress] = []
    with FIRST, patch.object(driver.Driver, "_whole", side_effect=OutOfTime):
        result = solve(small(), on_progress=told.append)
    assert result.status is Status.FEASIBLE
    assert result.plan is not None
    report = check(small(), result.plan)
    assert report.ok
    assert {goal.id: goal.value for goal in result.goals} == report.values
    assert any(moment.plan == result.plan for moment in told if moment.phase == "search")


def test_that_there_is_no_plan_needs_no_whole_model() -> None:
    """Hard rules that contradict each other are found before soft rules are built."""
    fixed = [Fixed("F1", "pilot", "ann"), Fixed("F1", "pilot", "bob")]
    with FIRST, patch.object(driver.Driver, "_whole", side_effect=AssertionError):
        assert solve(small(fixed=fixed)).status is Status.INFEASIBLE


def test_a_plan_that_breaks_no_soft_rule_comes_before_the_whole() -> None:
    """Where the cost of the soft rules is the first goal and can be 0, a plan without cost is there
    before soft rules are built."""
    with FIRST, patch.object(driver.Driver, "_whole", side_effect=OutOfTime):
        result = solve(small(rest=20))
    assert result.goals[0].value == 0


@pytest.mark.parametrize(("rest", "cost"), [(20, 0), (50, 1)])
def test_soft_rules_are_hard_where_a_plan_breaks_none(rest: int, cost: int) -> None:
    """The model of the whole has amounts of soft rules only if every plan breaks one."""
    sources: list[Program] = []
    whole = driver.Driver._whole

    def built(self: driver.Driver) -> SeatModel:
        model = whole(self)
        sources.append(model.source)
        return model

    with FIRST, patch.object(driver.Driver, "_whole", built):
        result = solve(small(rest=rest))
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, cost)
    assert [rule.weight for rule in sources[0].rules] == [None, 1 if cost else None]


def test_soft_rules_stay_soft_behind_other_goals() -> None:
    """A plan that breaks none is no proof where another goal comes first."""
    one = evolve(small(rest=20), goals=(EvenTurns(), KeepRules()))
    with FIRST, patch.object(first_plan, "hardened", side_effect=AssertionError):
        assert solve(one).status is Status.OPTIMAL


@pytest.mark.parametrize("name", ["divers", "polar", "shuttle-mir"])
def test_places_are_about_the_variables_of_the_hard_rules(name: str) -> None:
    """What is counted without a model is near what its model has."""
    written = WRITTEN[name]()
    count = places(written)
    size = build_model(of_hard_rules(written), patient=True).size
    assert count / 3 <= size <= 3 * count


@pytest.mark.parametrize("whole", [True, False])
def test_any_plan_is_sought_until_something_is_known(whole: bool) -> None:
    """What is found is the incumbent, with its values if the whole model is there."""
    run = run_of(small())
    model = with_model(run)
    found = seek(run, model, (PROVE, LOCAL), 1.0, "a plan", model if whole else None, seeds=[1])
    assert found is not None
    assert found.found
    assert run.search.counts.runs == 1
    assert (run.incumbent.solution is not None) == whole
    none = run_of(small(fixed=[Fixed("F1", "pilot", "ann"), Fixed("F1", "pilot", "bob")]))
    hopeless = seek(none, with_model(none), (PROVE,), 1.0, "a plan")
    assert hopeless is not None
    assert hopeless.infeasible
    assert none.incumbent is None
