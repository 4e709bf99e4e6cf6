"""Repair finds what a solve finds: near the old plan, on its dates, or everywhere."""

from __future__ import annotations

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import FlightDates, Program, Status, Window, check
from seatplan.engine.answers.repairing import repair
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.options import Options
from seatplan.rules.quota import Quota
from seatplan.testing import TooMany, best_by_enumeration, days, plans, programs
from seatplan.testing.laws import assert_best
from tests.build import day, flight, plan, program, tour
from tests.properties.effort import examples
from tests.properties.ways import REPAIRED, Way

LONG = Options(time_limit=600.0)
OLD = plan(tour("ann", "F0"), tour("bob", "F1"))


@given(programs(max_goals=2, max_rules=2), st.data(), st.booleans(), st.booleans())
@examples(40)
def test_it_finds_the_best(drawn: Program, data: st.DataObject, near: bool, first: bool) -> None:
    """From any old plan, in small programs and in ways for large ones, with a past and without."""
    rest = tuple(one for one in drawn.goals if not isinstance(one, LeastChange))
    goals = (LeastChange(), *rest) if first else (*rest, LeastChange())
    one = evolve(drawn, goals=goals)
    old = data.draw(plans(one))
    as_of = data.draw(st.none() | days(-1, 45))
    try:
        best = best_by_enumeration(one, old, as_of=as_of, limit=300)
    except TooMany:
        assume(False)
        return
    with Way("repaired", REPAIRED if near else ()).taken():
        result = repair(one, old, as_of=as_of, how=LONG)
    assert_best(one, result, best, old, as_of)


def turns(**keys: object) -> Program:
    """Two flights for three people; least change first."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    goals = [LeastChange(), EvenTurns()]
    return program(flights, ["ann", "bob", "cem"], **{"goals": goals, **keys})  # type: ignore[arg-type]


def test_a_plan_that_still_holds_stays() -> None:
    """Nothing changes, although the rest could be better."""
    result = repair(turns(), plan(tour("ann", "F0"), tour("ann", "F1")), how=LONG)
    assert result.status is Status.OPTIMAL
    assert [goal.value for goal in result.goals] == [0, 4]


def test_what_breaks_is_mended_with_the_fewest_changes() -> None:
    """One seat, whose two lines are others; of two who may take it, the one who has not flown."""
    result = repair(turns(rules=[Quota(members=("bob",), max=0)]), OLD, how=LONG)
    assert result.plan is not None
    assert [goal.value for goal in result.goals] == [4, 2]
    members = {(one.flight, one.member) for one in result.plan.assignments}
    assert members == {("F0", "ann"), ("F1", "cem")}


def test_there_may_be_no_plan_any_more() -> None:
    """That is proved, near the old plan and everywhere."""
    none = turns(rules=[Quota(members=("ann", "bob", "cem"), max=1)])
    for thresholds in ((), REPAIRED):
        with Way("repaired", thresholds).taken():
            assert repair(none, OLD, how=LONG).status is Status.INFEASIBLE


def test_without_time_a_plan_that_holds_is_the_answer() -> None:
    """And one that does not is none."""
    none = Options(time_limit=0.0)
    assert repair(turns(), OLD, how=none).plan is not None
    broken = turns(rules=[Quota(members=("bob",), max=0)])
    assert repair(broken, OLD, how=none).status is Status.UNKNOWN


def test_a_past_flight_on_another_day() -> None:
    """The waits of the plan that stays count from the program's days, not from those it flew on."""
    flown = evolve(OLD, dates=[FlightDates("F0", day(3), day(11))])
    for goals in ([LeastChange(), LongestWaiting()], [LongestWaiting(), LeastChange()]):
        one = turns(goals=goals)
        result = repair(one, flown, as_of=day(15), how=LONG)
        assert result.status is Status.OPTIMAL
        waits = next(goal for goal in result.goals if goal.id == "longest-waiting")
        assert waits.value == check(one, flown, as_of=day(15)).values["longest-waiting"] == 20


def test_a_window_without_a_day_that_is_left() -> None:
    """No plan is left where a flight has not launched, and all its days are before `as_of`."""
    window = Window(day(1), day(3))
    late = evolve(flight("F0", 1, 40), launch_window=window)
    old = evolve(plan(tour("ann", "F0")), dates=[FlightDates("F0", day(6), day(40))])
    one = program([late], ["ann"], goals=[LeastChange(), KeepDates()])
    assert repair(one, old, as_of=day(5), how=LONG).status is Status.INFEASIBLE
