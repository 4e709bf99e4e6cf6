"""Plans near a given one: no other plan changes less than the bound that is told."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import (
    Cancel,
    Docking,
    Extend,
    FlightDates,
    OpenDates,
    Plan,
    PlanError,
    Port,
    Program,
    ProgramError,
    SetDates,
    Slip,
    Status,
    Window,
    Withdraw,
    check,
    solve,
    what_if,
)
from seatplan.engine.answers import repairing
from seatplan.engine.answers.near_plans import NearPlans, known_lines
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.solver.search import OutOfTime
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.known_names import must_be_known
from seatplan.program_index import ProgramIndex
from seatplan.testing import days, programs
from seatplan.testing.enumeration import plans_of
from seatplan.whatif.edited import edited
from tests.build import day, flight, member, plan, program, seat, tour
from tests.properties.effort import examples
from tests.whatif.strategies import scenarios

MOST = 3000
"""Programs with more plans are not tried."""


def nearby(program: Program, old: Plan, as_of: date | None = None) -> tuple[NearPlans, int | None]:
    """The plans near the old one, and the fewest changes of any other."""
    kept = known_lines(ProgramIndex(program), old)
    found = check(program, kept, as_of=as_of, reference=old).violations
    near = NearPlans.of(ProgramIndex(program), old, found)
    model = build_model(program, plan=old, as_of=as_of, among=near.among, patient=True)
    return near, near.least_elsewhere(model)


def is_near(near: NearPlans, new: Plan) -> bool:
    """Whether new people go up on open flights alone."""
    return all(x.member in near.among[x.flight] for x in new.assignments if x.leg == "up")


@st.composite
def tight(draw: st.DrawFn) -> Program:
    """A program with more flights than its rules and preferences would leave plans for."""
    size = draw(st.sampled_from((3, 4)))
    drawn = draw(programs(max_flights=size, max_members=size))
    return evolve(drawn, rules=(), fixed=(), forbidden=(), goals=(LeastChange(),))


@given(st.data(), tight(), st.none() | days(0, 20))
@examples(56)
def test_no_other_plan_changes_less(
    data: st.DataObject, drawn: Program, as_of: date | None
) -> None:
    """Every plan that is not near has at least as many changes as the bound."""
    assume(bool(drawn.flights))
    old = solve(drawn).plan
    assume(old is not None)
    assert old is not None
    try:
        after = edited(drawn, data.draw(scenarios(drawn)).edits, as_of=as_of, plan=old)
        if as_of is not None:
            must_be_known(ProgramIndex(after), old, before=as_of)
        assume(not any(one.has_window for one in after.flights))
        near, least = nearby(after, old, as_of)
    except (ProgramError, PlanError):
        assume(False)
    all_plans = list(islice(plans_of(after, as_of, old), MOST + 1))
    assume(len(all_plans) <= MOST)
    for new in all_plans:
        if not is_near(near, new):
            report = check(after, new, as_of=as_of, reference=old)
            if report.ok:
                assert least is not None
                assert least <= report.values["least-change"], new


FLIGHTS = [flight(f"F{number}", 20 * number, 20 * number + 10) for number in range(1, 6)]
CREW = ["ann", "bob", "cem", "dag", "eva", "fay"]
OLD = plan(*(tour(name, one.id) for name, one in zip(CREW, FLIGHTS, strict=False)))


def test_what_is_certain_and_what_comes_on_top() -> None:
    """Two lines are lost and two seats filled; someone new elsewhere is two changes more."""
    near, least = nearby(program(FLIGHTS, CREW).apply(Withdraw("bob")), OLD)
    assert near.open == {"F2"}
    assert least == 2 + 2 + 2


def test_a_seat_that_may_stay_empty_need_not_be_filled() -> None:
    """Only two lines are lost for certain."""
    seats = [seat("pilot", 2, optional=True)]
    _, least = nearby(program(FLIGHTS, CREW, seats=seats).apply(Withdraw("bob")), OLD)
    assert least == 2 + 0 + 2


def test_flights_that_are_not_counted_are_open() -> None:
    """No line of the old plan is on F5: whoever flies there changes nothing."""
    near, _ = nearby(program(FLIGHTS, CREW), Plan(x for x in OLD.assignments if x.flight != "F5"))
    assert near.open == {"F5"}


def test_a_large_program_is_answered_by_its_near_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer variables, and the same answer."""
    whole = what_if(program(FLIGHTS, CREW), OLD, Withdraw("bob")).result
    monkeypatch.setattr(repairing, "NEARBY", 0)
    near = what_if(program(FLIGHTS, CREW), OLD, Withdraw("bob")).result
    assert (near.status, near.goals) == (whole.status, whole.goals)
    assert near.statistics.variables < whole.statistics.variables


def test_what_no_ship_of_the_program_has_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The port of a canceled flight is of no matter to the plans near the old one."""
    one = program(FLIGHTS, CREW)
    one = evolve(one, ports=[Port("zenith", [one.vehicles[0].id])])
    old = evolve(OLD, docking=[Docking(name.id, "zenith") for name in FLIGHTS])
    edits = (Cancel("F2"), Withdraw("cem"))
    whole = what_if(one, old, *edits).result
    monkeypatch.setattr(repairing, "NEARBY", 0)
    near = what_if(one, old, *edits).result
    assert (near.status, near.goals) == (whole.status, whole.goals)


def test_where_near_plans_prove_nothing_the_whole_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """F2 slips into F3: one of two flights changes hands, or people of others move."""
    one = program(FLIGHTS, CREW[:5])
    edits = (Withdraw("bob"), Slip("F3", 5))
    whole = what_if(one, OLD, *edits, explain=False).result
    monkeypatch.setattr(repairing, "NEARBY", 0)
    near = what_if(one, OLD, *edits, explain=False).result
    assert (near.status, near.goals) == (whole.status, whole.goals)


def test_open_dates_stay_where_no_flight_has_to_move(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person less: other dates would spare no change, so the model has the old ones alone."""
    one = program(FLIGHTS, CREW).apply(OpenDates(days=4))
    near = what_if(one, OLD, Withdraw("bob")).result
    monkeypatch.setattr(repairing._Repair, "_answered_on_fixed_dates", lambda self, plan: False)
    whole = what_if(one, OLD, Withdraw("bob")).result
    assert (near.status, near.goals) == (whole.status, whole.goals)
    assert near.statistics.variables < whole.statistics.variables


def test_a_plan_on_the_old_dates_stays_where_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time ends with the search on the old dates, which has a plan and lacks a proof."""
    whole = repairing._Repair._optimise

    def stopped(self: repairing._Repair, model: SeatModel) -> Status:
        if not model.open_dates:
            whole(self, model)
        raise OutOfTime

    monkeypatch.setattr(repairing._Repair, "_optimise", stopped)
    one = program(FLIGHTS, CREW).apply(OpenDates(days=4))
    near = what_if(one, OLD, Withdraw("bob"), explain=False).result
    assert near.status is Status.FEASIBLE
    assert near.plan is not None


def test_open_dates_move_where_fewer_people_change_then() -> None:
    """F2 lands after F3 launches, with the same person: no line changes if F3 launches later."""
    one = program(FLIGHTS, CREW).apply(OpenDates(days=9))
    names = ["ann", "bob", "bob", "dag", "eva"]
    old = plan(*(tour(name, f"F{at}") for at, name in enumerate(names, 1)))
    result = what_if(one, old, Extend("F2", 12)).result
    values = {goal.id: goal.value for goal in result.goals}
    assert result.status is Status.OPTIMAL
    assert values["least-change"] == 0
    assert values["keep-dates"] > 0


def test_waiting_counts_with_other_dates_than_the_plan() -> None:
    """On the days of the plan Bob would wait longer than Ann; on those of the program, shorter."""
    first = evolve(flight("F0", 1, 11), landing_window=Window(day(8), day(15)))
    crew = [member("ann", selected=0), member("bob", selected=10)]
    one = program([first, flight("F1", 30, 40)], crew, goals=[LongestWaiting()])
    old = evolve(plan(tour("ann", "F0")), dates=[FlightDates("F0", day(1), day(11))])
    result = what_if(one, old, SetDates("F0", landing=day(9))).result
    assert [goal.value for goal in result.goals] == [0, 0, 22]
