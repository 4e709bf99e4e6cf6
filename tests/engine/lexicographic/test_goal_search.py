"""The relaxation of the next goal: its bound holds, and its face has all plans that reach it."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, Window
from seatplan.engine.lexicographic import relaxed_goal
from seatplan.engine.lexicographic.ways import Ways
from seatplan.errors import EngineError
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_relocations import FewestRelocations
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.modelling import LinearExpr
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from tests.build import day, flight, member, plan, program, seat, tour
from tests.engine.runs import enumerated, must_be_true, run_of, with_model
from tests.properties.effort import examples


@given(programs(min_goals=1, max_goals=2, max_rules=2), st.booleans())
@examples(16)
def test_every_step_is_true(drawn: Program, secured: bool) -> None:
    """Relaxation, RENS and face, with a plan and without: plans pass the check, bounds hold."""
    best = enumerated(drawn)
    run = run_of(drawn)
    ways = Ways(run, with_model(run))
    if secured:
        ways.secure(1.0)
    if run.infeasible or not run.todo:
        return
    ways.relax(1.0)
    must_be_true(run, best)
    if ways.goal.relaxed is None:
        return
    ways.goal.rens(1.0)
    must_be_true(run, best)
    for _ in range(2):
        if run.incumbent is None or run.incumbent.values[ways.first.goal.name] != run.bound_of(
            ways.first
        ):
            ways.goal.face(1.0)
            must_be_true(run, best)


def waiting(*goals: object, **keys: object) -> Program:
    """Two flights for three people; one has waited for years."""
    crew = [member("ann", selected=-500), member("bob", selected=-90), member("cem", selected=-90)]
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    return program(flights, crew, goals=goals, **keys)  # type: ignore[arg-type]


def test_an_integral_relaxation_is_the_answer() -> None:
    """Its bound is the best value, and RENS finds a plan with it."""
    one = waiting(LongestWaiting())
    best = enumerated(one)
    run = run_of(one)
    ways = Ways(run, with_model(run))
    ways.relax(1.0)
    assert run.bound_of(ways.first) == best.best[0]
    assert run.incumbent is None
    ways.goal.rens(1.0)
    assert run.incumbent is not None
    assert run.incumbent.values["longest-waiting"] == best.best[0]


@pytest.mark.parametrize("way", ["improve", "rens"])
def test_open_dates_are_replanned_with_the_seats(way: str) -> None:
    """Neighborhoods and RENS move a flight, so that someone can fly twice."""
    flights = [flight("F1", 1, 11), flight("F2", 12, 30, launch_window=Window(day(12), day(20)))]
    rest, free = GroundTime(days=5), seat(optional=True)
    one = program(flights, ["ann"], seats=[free], rules=[rest], goals=[FillSeats()])
    run = run_of(one)
    ways = Ways(run, with_model(run))
    assert run.take_plan(plan(tour("ann", "F1")))
    run.complete_incumbent(ways.model)
    ways.relax(1.0)
    getattr(ways.goal, way)(1.0)
    assert run.incumbent.values["fill-seats"] == 2
    assert run.incumbent.plan.dates[0].launch >= day(16)


def test_an_empty_face_lowers_the_bound() -> None:
    """Where the relaxation claims what no plan has, the bound goes down by one, and no further
    than the truth."""
    one = waiting(EvenTurns(), rules=[Quota(members=("ann",), min=2)])
    best = enumerated(one)
    run = run_of(one)
    ways = Ways(run, with_model(run))
    ways.relax(1.0)
    run.bounds[ways.first.key] = best.best[0] - 2  # as if it were that weak
    before = run.bound_of(ways.first)
    ways.goal.face(1.0)
    assert run.bound_of(ways.first) == before + 1
    ways.goal.face(1.0)
    assert run.bound_of(ways.first) == before + 2 == best.best[0]
    ways.goal.face(1.0)
    assert run.incumbent is not None
    assert run.incumbent.values["even-turns"] == best.best[0]


def test_a_face_that_is_empty_although_a_plan_is_in_it_is_an_error() -> None:
    """The solver contradicts itself: a known plan reaches that bound."""
    one = waiting(EvenTurns())
    run = run_of(one)
    model = with_model(run)
    run.take_plan(plan(tour("ann", "F0"), tour("bob", "F1")), sure=True)
    ways = Ways(run, model)
    ways.relax(1.0)
    assert run.incumbent is not None
    assert run.bound_of(ways.first) == run.incumbent.values["even-turns"] == 2
    for way in model.tours:
        model.add_linear(type(model.penalty)([way.literal]), None, 0)
    with pytest.raises(EngineError, match="has a plan with 2 for 'even-turns'"):
        ways.goal.face(1.0)


def test_changes_of_port_have_no_relaxation() -> None:
    """It would be large and useless, so there is no attempt."""
    run = run_of(waiting(FewestRelocations()))
    ways = Ways(run, with_model(run))
    ways.relax(1.0)
    assert ways.goal.relaxed is None
    assert not ways.goal.relaxable


def test_a_program_without_a_plan_has_none() -> None:
    """What the linear solver takes for infeasible is left to the search of the whole model."""
    run = run_of(waiting(EvenTurns(), rules=[Quota(members=("ann", "bob", "cem"), max=1)]))
    ways = Ways(run, with_model(run))
    ways.relax(1.0)
    assert ways.goal.relaxed is None
    assert not run.infeasible
    ways.goal.rens(1.0)
    assert run.incumbent is None


def test_a_relaxation_without_an_optimum_leaves_the_earlier_one() -> None:
    """Its multipliers belong to its own rows, and the model may have more by then."""
    run = run_of(waiting(EvenTurns()))
    model = with_model(run)
    ways = Ways(run, model)
    ways.secure(1.0)
    ways.relax(1.0)
    known = ways.goal.relaxed
    assert known is not None
    model.add_linear(LinearExpr([way.literal for way in model.tours]), 1, None)
    with patch.object(relaxed_goal, "relax", return_value=None):
        ways.relax(1.0)
    assert ways.goal.relaxed is known
    ways.goal.face(1.0)
    assert run.bound_of(ways.first) == 2


@pytest.mark.parametrize(
    ("left", "turns"),
    [
        ([50, 40, 32, 31, 0], 4),  # the fourth closes less than a fifth of what was left
        ([90, 90], 2),  # no less than the bound from before
        ([70, 80, 0], 2),  # nothing new, as another search is ahead
        ([50, 25, 12, 6, 3, 1, 0], 6),  # at most twice the slice more
        ([99, 50, 0, 0], 3),  # nothing is left
    ],
)
def test_a_tree_goes_on_while_it_gains(
    monkeypatch: pytest.MonkeyPatch, left: list[int], turns: int
) -> None:
    """Half a slice after another, as long as each closes a fifth of what is left."""
    asked: list[int] = []

    class Scripted:
        def __init__(self, linear: object, known: int, search: object) -> None:
            self.known = known

        def bound(self, solves: int) -> int:
            asked.append(solves)
            return self.known + left[len(asked) - 1]

    run = run_of(waiting(LongestWaiting()))
    ways = Ways(run, with_model(run))
    run.take_plan(plan(tour("bob", "F0"), tour("cem", "F1")), sure=True)
    ways.relax(1.0)
    run.bounds[ways.first.key] = ways.first.value(int(ways.goal.known) + 90)
    monkeypatch.setattr(relaxed_goal, "Tree", Scripted)
    ways.goal.split(100)
    assert asked == [50] * turns
