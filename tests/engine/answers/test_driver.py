"""One solve from the model to the result: the result has what was proved, and its effort."""

from __future__ import annotations

import pytest
from hypothesis import given

from seatplan import Interrupted, Plan, Program, Progress, Status, check
from seatplan.engine.answers.driver import Driver
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from seatplan.testing.laws import assert_best
from tests.build import flight, plan, program, tour
from tests.engine.runs import enumerated, run_of
from tests.properties.effort import examples

FULL = plan(tour("ann", "F0"), tour("bob", "F1"))
UNEVEN = plan(tour("ann", "F0"), tour("ann", "F1"))


def turns(**keys: object) -> Program:
    """Two flights for two people."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    goals = [FillSeats(), EvenTurns()]
    return program(flights, ["ann", "bob"], **{"goals": goals, **keys})  # type: ignore[arg-type]


@given(programs(max_goals=2, max_rules=2))
@examples(20)
def test_it_finds_the_best(drawn: Program) -> None:
    """What an enumeration of all plans finds."""
    assert_best(drawn, run_of(drawn, kind=Driver).solve(), enumerated(drawn))


def test_the_result_says_what_it_took() -> None:
    """The size of the model, the phases, the goals and the work of the solver."""
    result = run_of(turns(), kind=Driver).solve()
    told = result.statistics
    assert told is not None
    assert result.status is Status.OPTIMAL
    assert told.variables > 0
    assert told.rows > 0
    assert {"build", "search", "check"} <= set(told.phases)
    assert set(told.goals) == {"fill-seats", "even-turns"}
    assert told.runs > 0
    assert (told.workers, told.seed) == (1, 0)
    assert all(seconds >= 0 for seconds in told.phases.values())
    assert [one.claim is not None for one in result.goals] == [True, True]
    assert result.claim is None


def test_that_there_is_no_plan_is_a_claim() -> None:
    """The result has it, and no plan and no values."""
    none = turns(rules=[Quota(members=("ann", "bob"), max=1)])
    result = run_of(none, kind=Driver).solve()
    assert (result.status, result.plan, result.goals) == (Status.INFEASIBLE, None, ())
    assert result.claim is not None


@pytest.mark.parametrize("given", [FULL, UNEVEN, plan(tour("ann", "F0"))])
def test_a_given_plan_is_the_first_incumbent(given: Plan) -> None:
    """If it passes the check, it is told at once; if not, it only guides the search."""
    told: list[Progress] = []
    one = turns()
    result = run_of(one, given, kind=Driver, on_progress=told.append).solve()
    first = next(moment.plan for moment in told if moment.plan is not None)
    assert (first == given) == check(one, given).ok
    assert result.status is Status.OPTIMAL


@pytest.mark.parametrize("given", [None, UNEVEN])
def test_ctrl_c_has_the_result_so_far(given: Plan | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it comes: the plan in hand with its values, or none."""

    def pressed(*_: object) -> Status:
        raise KeyboardInterrupt

    monkeypatch.setattr(Portfolio, "run", pressed)
    with pytest.raises(Interrupted) as stop:
        run_of(turns(), given, kind=Driver).solve()
    result = stop.value.result
    assert result.status is (Status.UNKNOWN if given is None else Status.FEASIBLE)
    assert (result.plan is None) == (given is None)
    if given is not None:
        assert [goal.value for goal in result.goals] == [2, 4]


def test_without_time_the_given_plan_is_the_answer() -> None:
    """With bounds that hold, and without a proof."""
    result = run_of(turns(), UNEVEN, kind=Driver, seconds=0.0).solve()
    assert result.status is Status.FEASIBLE
    assert result.plan is not None
    assert [goal.value for goal in result.goals] == [2, 4]
    assert result.goals[1].bound <= 2


def test_a_plan_that_breaks_no_soft_rule_makes_them_hard() -> None:
    """Then the cost is proved to be 0 without a search for it."""
    soft = Quota(members=("ann",), max=1, weight=3)
    result = run_of(turns(goals=[KeepRules(), EvenTurns()], rules=[soft]), kind=Driver).solve()
    assert [(goal.value, goal.bound) for goal in result.goals] == [(0, 0), (2, 2)]
