"""Open dates: what `solve` finds is the best over all choices of dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.sat.cp_model_pb2 import OPTIMAL
from ortools.sat.python.cp_model import CpSolver

import seatplan
from seatplan import Window
from seatplan.engine.model.building import build_model
from seatplan.engine.model.by_dates import separate_broken
from seatplan.kinds import Goal, Rule, goal_kind, goal_kinds, rule_kind, rule_kinds
from seatplan.modelling import LinearExpr, Model
from seatplan.plan import Assignment, FlightDates, Plan
from seatplan.program import Program
from seatplan.requirement import Finding
from seatplan.result import Status
from seatplan.rules.standby import Standby
from seatplan.selection import Where
from seatplan.testing import agrees, days, plans, programs, some_dates, windowed
from seatplan.testing.laws import patient
from seatplan.timeline import PlanIndex
from tests import build
from tests.properties.effort import examples
from tests.properties.ways import WAYS, Way


@st.composite
def open_programs(draw: st.DrawFn, **given: Any) -> Program:
    """Small programs in which one to three flights may move."""
    program = draw(programs(max_members=3, **given))
    made = draw(windowed(program, most_open=3, most_days=3))
    assume(any(flight.has_window for flight in made.flights))
    return made


@contextmanager
def days_in_runs(few: int) -> Iterator[None]:
    """Within the context, runs of days are literals from this many days on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seatplan.engine.model.day_literals.FEW_DAYS", few)
        yield


@given(open_programs(), st.sampled_from((2, 8)), st.sampled_from(WAYS))
@examples(25)
def test_the_best_over_all_choices_of_dates(program: Program, few: int, way: Way) -> None:
    """Whatever rules and goals there are, every way finds the best over all choices of dates."""
    with days_in_runs(few), way.taken():
        agrees(program, limit=800)


@given(open_programs(), st.data())
@examples(20)
def test_with_a_plan_and_a_past(program: Program, data: st.DataObject) -> None:
    """The same holds with a plan to compare with, and with a past that keeps its days."""
    given = data.draw(plans(program))
    given = evolve(given, dates=data.draw(some_dates(program)))
    as_of: date | None = data.draw(st.none() | days(-1, 45))
    agrees(program, given, as_of=as_of, limit=800)


@frozen(kw_only=True, slots=False)
class CrewByDate(Rule, Where):
    """A rule without support for open dates: no one flies on days divisible by 3."""

    def violations(self, reading: PlanIndex) -> Any:
        for flight in self.flights_in(reading.lookup):
            aboard = len(reading.on(flight, "up"))
            if aboard and flight.launch.toordinal() % 3 == 0:
                here = self.piece(reading.lookup, flight.id, message=f"{flight.id} is early")
                yield Finding(here, aboard, f"{aboard} aboard", flight.launch)

    def constrain(self, model: Model) -> None:
        for flight in self.flights_in(model.lookup):
            if flight.launch.toordinal() % 3 == 0:
                here = self.piece(model.lookup, flight.id, message=f"{flight.id} is early")
                seats = LinearExpr(one.literal for one in model.seat_variables(flight, "up"))
                model.require(self, here, seats <= 0, settled=flight.launch)


@frozen(kw_only=True, slots=False)
class LateCrews(Goal):
    """A goal without support for open dates: people times a number of their day."""

    sense = "max"

    def value(self, reading: PlanIndex) -> int:
        return sum(
            len(reading.on(flight, "up")) * (flight.launch.toordinal() % 7)
            for flight in reading.lookup.flights.values()
        )

    def expression(self, model: Model) -> LinearExpr:
        return LinearExpr.total(
            LinearExpr([one.literal for one in model.seat_variables(flight, "up")])
            * (flight.launch.toordinal() % 7)
            for flight in model.lookup.flights.values()
        )


@contextmanager
def known() -> Iterator[None]:
    """Register both kinds, and remove them afterwards, since other tests use all kinds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seatplan.kinds.registry._rules", rule_kinds())
        patch.setattr("seatplan.kinds.registry._goals", goal_kinds())
        rule_kind("crew-by-date")(CrewByDate)
        goal_kind("late-crews")(LateCrews)
        yield


@given(open_programs(max_rules=1, max_goals=0), st.data())
@examples(15)
def test_rules_that_know_nothing_of_open_dates(program: Program, data: st.DataObject) -> None:
    """Rules and goals without support for open dates are solved correctly, hard and soft."""
    weight = data.draw(st.sampled_from((None, 2)))
    with known():
        program = evolve(
            program, rules=(*program.rules, CrewByDate(weight=weight)), goals=(LateCrews(),)
        )
        agrees(program, limit=800)


def test_what_a_trial_posts_is_posted_again() -> None:
    """Rows for one choice of dates that were first posted in a trial are posted again later."""
    with known():
        moving = build.flight("F1", 3, 20, launch_window=Window(build.day(2), build.day(8)))
        one = build.program([moving], ["ann"], rules=[CrewByDate()])
        model = build_model(one)
        third = next(when for when, _ in model.days_of(("F1", "up")) if when.toordinal() % 3 == 0)
        lines = [Assignment("F1", leg, "pilot", "ann") for leg in ("up", "down")]
        plan = Plan(lines, dates=(FlightDates("F1", third, moving.landing),))
        broken = seatplan.check(one, plan)
        forget = model.on_trial()
        assert separate_broken(model, plan, broken, (), lawful=True)
        assert not separate_broken(model, plan, broken, (), lawful=True)
        forget()
        assert separate_broken(model, plan, broken, (), lawful=True)


@given(open_programs(max_rules=1))
@patient(settings(max_examples=12))
def test_a_window_of_one_day_is_a_fixed_date(program: Program) -> None:
    """A window with only the flight's own day gives the same model as no window."""
    fixed = evolve(program, flights=tuple(map(_fixed, program.flights)))
    narrow = evolve(
        fixed,
        flights=tuple(
            evolve(
                one,
                launch_window=Window(one.launch, one.launch + timedelta(1)),
                landing_window=Window(one.landing, one.landing + timedelta(1)),
            )
            for one in fixed.flights
        ),
    )
    models = [build_model(one) for one in (fixed, narrow)]
    rows = [
        [(model.rows.row(at), model.rows.guard(at)) for at in range(len(model.rows))]
        for model in models
    ]
    assert rows[0] == rows[1]
    assert not models[1].open_dates


def _fixed(flight: seatplan.Flight) -> seatplan.Flight:
    return evolve(flight, launch_window=None, landing_window=None, docked_days=None)


@given(open_programs(max_rules=1, min_goals=1, max_goals=1))
@patient(settings(max_examples=12))
def test_a_wider_window_is_never_worse(program: Program) -> None:
    """A wider window never makes the best plan worse."""
    fixed = seatplan.solve(evolve(program, flights=tuple(map(_fixed, program.flights))))
    wide = seatplan.solve(program)
    if fixed.status is Status.OPTIMAL:
        sign = 1 if program.named_goals[0].sense == "max" else -1
        assert wide.status is Status.OPTIMAL
        assert sign * wide.goals[0].value >= sign * fixed.goals[0].value


@given(open_programs(min_rules=1, max_rules=2, max_goals=0))
@patient(settings(max_examples=18))
def test_explanations_where_flights_may_move(program: Program) -> None:
    """A conflict holds on all dates and is irreducible; each fix leaves a plan on some dates."""
    program = evolve(program, rules=tuple(evolve(one, weight=None) for one in program.rules))
    explanation = seatplan.explain(program)
    assert explanation.feasible is (seatplan.solve(program).status is Status.OPTIMAL)
    for conflict in explanation.conflicts:
        assert seatplan.solve(program, only=conflict).status is Status.INFEASIBLE
        for one in conflict:
            rest = tuple(other for other in conflict if other is not one)
            assert seatplan.solve(program, only=rest).status is Status.OPTIMAL
    for fix in explanation.fixes[:1]:
        assert seatplan.solve(program, without=fix).status is Status.OPTIMAL


def test_a_plan_on_its_dates_stays_where_nothing_is_edited() -> None:
    """A what-if without an edit moves nothing and changes no line."""
    program = seatplan.catalog.load("two-flights")
    program = evolve(
        program,
        flights=tuple(
            evolve(one, launch_window=Window(one.launch - timedelta(3), one.launch + timedelta(4)))
            for one in program.flights
        ),
    )
    plan = seatplan.solve(program).plan
    assert plan is not None
    outcome = seatplan.what_if(program, plan)
    assert outcome.result.plan is not None
    assert outcome.result.plan.assignments == plan.assignments
    assert outcome.result.plan.dates == plan.dates


def test_plans_say_the_dates_of_flights_with_windows() -> None:
    """The returned plan has dates for the flights that could move, and for no others."""
    program = seatplan.catalog.load("two-flights")
    first, *others = map(_fixed, program.flights)
    moved = evolve(first, launch_window=Window(first.launch, first.launch + timedelta(5)))
    program = evolve(program, flights=(moved, *others))
    plan = seatplan.solve(program).plan
    assert isinstance(plan, Plan)
    assert [one.flight for one in plan.dates] == [first.id]


def _two_flights() -> Program:
    """A program with two flights, each with three days, that may launch in either order."""
    program = evolve(seatplan.catalog.load("two-flights"), rules=())
    first, second = map(_fixed, program.flights)
    around = timedelta(1)
    day = first.landing
    return evolve(
        program,
        flights=(
            evolve(first, landing_window=Window(day - around, day + 2 * around)),
            evolve(second, launch=day, launch_window=Window(day - around, day + 2 * around)),
        ),
    )


def test_later_is_true_on_just_the_dates_on_which_it_may_be() -> None:
    """`later` can be 1 exactly on the dates on which the second event is that late."""
    program = _two_flights()
    bare = tuple(evolve(flight, seats=()) for flight in program.flights)
    program = evolve(program, flights=bare, fixed=(), forbidden=(), goals=())
    first, second = program.flights
    for gap in (-1, 0, 1):
        model = build_model(program)
        later = model.later((first.id, "down"), (second.id, "up"), gap)
        for landing, lands in model.days_of((first.id, "down")):
            for launch, launches in model.days_of((second.id, "up")):
                cp = model.cp.clone()
                cp.add(model.linear(LinearExpr([lands, launches])) == 2)
                cp.maximize(model.linear(later))
                solver = CpSolver()
                assert solver.solve(cp) == OPTIMAL
                assert solver.objective_value == ((launch - landing).days >= gap)


def test_a_sum_is_shared_out_to_the_case_that_holds() -> None:
    """The share of each case is the whole sum if it holds, otherwise 0."""
    program = _two_flights()
    flight = program.flights[1]
    model = build_model(program)
    taken = LinearExpr(seat.literal for seat in model.seat_variables(flight, "up"))
    days = model.days_of((flight.id, "up"))
    shares = model.split(taken, [LinearExpr([literal]) for _, literal in days])
    assert model.split(taken, [LinearExpr([literal]) for _, literal in days])[0] is shares[0]
    for at, (_, literal) in enumerate(days):
        solver = CpSolver()
        cp = model.cp.clone()
        cp.add(model.linear(LinearExpr([literal])) == 1)
        assert solver.solve(cp) == OPTIMAL
        values = [solver.value(variable) for variable in model.variables]
        whole = model.value(taken, values)
        assert whole > 0
        assert [model.value(share, values) for share in shares] == [
            whole if number == at else 0 for number in range(len(days))
        ]


def test_where_there_are_too_many_choices_an_explanation_does_not_know() -> None:
    """A rule without support for open dates is not explained if there are thousands of choices."""
    program = _two_flights()
    wide = tuple(
        evolve(
            one,
            launch_window=Window(one.launch - timedelta(9), one.launch + timedelta(10)),
            landing_window=Window(one.landing - timedelta(9), one.landing + timedelta(10)),
        )
        for one in program.flights
    )
    with known():
        program = evolve(program, flights=wide, rules=(CrewByDate(),), goals=())
        assert seatplan.solve(program).status is Status.OPTIMAL
        assert seatplan.explain(program).feasible is None


def _no_substitute() -> Program:
    """64 choices of dates, and a soft rule without support for open dates that all of them break.

    Each choice has to be evaluated: in the model, one that is not evaluated breaks nothing.
    """
    flights = [
        build.flight(
            name,
            launch,
            launch + 9,
            launch_window=Window(build.day(launch), build.day(launch + 8)),
        )
        for name, launch in (("F1", 1), ("F2", 31))
    ]
    return build.program(flights, ["ann"], rules=[Standby(weight=1)])


def test_solves_grow_with_the_logarithm_of_the_choices() -> None:
    """Rows for as many other choices as were evaluated come with those of the one in hand."""
    result = seatplan.solve(_no_substitute())
    assert [(goal.value, goal.bound) for goal in result.goals] == [(2, 2)]
    assert result.statistics.runs < 20
