"""Each search by itself leaves a plan that passes the check, and bounds that hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, catalog
from seatplan.engine.lexicographic import ways
from seatplan.engine.lexicographic.goal_alone import GoalAlone
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.ways import Ways
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import block_of
from seatplan.engine.solver import search
from seatplan.engine.solver.presets import EXPLORE, Preset
from seatplan.errors import EngineError
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.program import Window
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from tests.build import day, flight, plan, program, tour
from tests.engine.liars import Liar, Silent, lying
from tests.engine.runs import enumerated, must_be_true, run_of, with_model
from tests.properties.effort import examples

Step = Callable[[Portfolio, float], None]

SEARCHES: dict[str, Step] = {
    "hard rules": Portfolio.secure,
    "sum": Portfolio.sum,
    "one goal": Portfolio.one,
    "one goal, otherwise": partial(Portfolio.one, preset=EXPLORE),
    "one goal in a model of its own": Portfolio.alone,
    "neighborhoods": lambda portfolio, effort: portfolio.goal.improve(effort),
    "neighborhoods, small ones": Portfolio.neighborhoods_at_first,
}


@given(
    programs(min_goals=1, max_goals=3, max_rules=2),
    st.lists(st.sampled_from(sorted(SEARCHES)), min_size=1, max_size=4),
)
@examples(20)
def test_whatever_is_searched_in_whatever_order(drawn: Program, names: list[str]) -> None:
    """The plan passes the check, proved goals have their best values, and bounds hold."""
    best = enumerated(drawn)
    run = run_of(drawn)
    portfolio = Portfolio(run, with_model(run))
    for name in names:
        needs_a_plan = name.startswith(("one goal in a model of its own", "neighborhoods"))
        if run.infeasible or not run.todo or (needs_a_plan and not portfolio._may_be_alone()):
            break
        SEARCHES[name](portfolio, 1.0)
        must_be_true(run, best)
    assert not (run.infeasible and best.plans)


@given(
    programs(min_goals=1, max_goals=2, max_rules=2),
    st.sampled_from(["sum", "one goal", "one goal in a model of its own"]),
    st.booleans(),
)
@examples(30)
def test_bounds_without_a_plan(drawn: Program, name: str, planned: bool) -> None:
    """A search that ends without a plan leaves a bound that holds, with a known plan or none."""
    best = enumerated(drawn)
    run = run_of(drawn)
    portfolio = Portfolio(run, with_model(run))
    if planned or name == "one goal in a model of its own":
        portfolio.secure(1.0)
        if run.incumbent is None or not portfolio._may_be_alone():
            return
    with patch.object(search, "CpSolver", Silent):
        SEARCHES[name](portfolio, 1.0)
    must_be_true(run, best)


def test_the_bound_of_a_search_without_a_plan_counts() -> None:
    """One of three seats must stay empty: the range of the goal does not show it, but the search
    does, although it ends without a plan."""
    seats = [evolve(relief().vehicles[0].seats[0], optional=True)]
    one = relief(FillSeats(), seats=seats, rules=[Quota(members=("ann", "bob", "cem"), max=2)])
    run = run_of(one)
    searches = Ways(run, with_model(run))
    assert run.bound_of(searches.first) == 3
    with patch.object(search, "CpSolver", Silent):
        searches.one(1.0)
    assert run.incumbent is None
    assert run.bound_of(searches.first) == 2


@pytest.mark.parametrize(("largest", "longer"), [(4_000, 2), (0, 1)])
def test_later_searches_alone_are_longer(largest: int, longer: int) -> None:
    """From the second on, the goal alone is searched for twice as long, except in large models."""
    run = run_of(relief(EvenTurns()))
    searches = Ways(run, with_model(run))
    searches.secure(1.0)
    with patch.object(ways, "SMALL", largest), patch.object(GoalAlone, "search") as asked:
        for searches.goal_alone.turns in range(3):
            searches.alone(1.0)
    efforts = [call.args[1] for call in asked.call_args_list]
    assert efforts == [ways.LONGER, longer * ways.LONGER, longer * ways.LONGER]


def test_a_search_that_ends_in_presolve_has_no_bound() -> None:
    """Its answer has a bound of 0 seats, which is not what it has proved."""
    run = run_of(catalog.load("commercial-station"))
    searches = Ways(run, with_model(run))
    most = run.bound_of(searches.first)
    searches.one(1e-9)
    assert run.incumbent is None
    assert run.bound_of(searches.first) == most > 0


def relief(*goals: object, **keys: object) -> Program:
    """Three flights one after the other for three people."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    return program(flights, ["ann", "bob", "cem"], goals=goals, **keys)  # type: ignore[arg-type]


def test_a_plan_without_goals_comes_from_the_hard_rules() -> None:
    """`secure` finds a plan that breaks soft rules; it proves nothing about goals."""
    one = relief(KeepRules(), rules=[Quota(members=("ann", "bob", "cem"), max=0, weight=1)])
    run = run_of(one)
    Ways(run, with_model(run)).secure(1.0)
    assert run.incumbent is not None
    assert run.best == {}


def test_that_there_is_no_plan_is_known_from_the_hard_rules() -> None:
    """`secure` proves it, and there is no incumbent."""
    run = run_of(relief(EvenTurns(), rules=[Quota(members=("ann", "bob", "cem"), max=2)]))
    searches = Ways(run, with_model(run))
    searches.secure(1.0)
    assert run.infeasible
    assert run.incumbent is None


@pytest.mark.parametrize(("days", "least"), [(5, 0), (30, 2)])
def test_what_breaks_no_soft_rule(days: int, least: int) -> None:
    """There is such a plan, with a cost of 0; or there is none, and one unit is the least."""
    rules = [GroundTime(days=days, weight=2), Quota(members=("bob", "cem"), max=0)]
    run = run_of(relief(KeepRules(), rules=rules))
    searches = Ways(run, with_model(run))
    searches.unbroken(1.0)
    assert run.bound_of(searches.first) == least
    assert (run.incumbent is not None) == (least == 0)
    if run.incumbent is not None:
        assert run.incumbent.values["keep-rules"] == 0


@pytest.mark.parametrize("days", [5, 30])
def test_with_open_dates_it_is_tried_and_proves_nothing(days: int) -> None:
    """A plan with a cost of 0 is one; that there is none is left to the search of the goal."""
    rules = [GroundTime(days=days, weight=2), Quota(members=("bob", "cem"), max=0)]
    one = relief(KeepRules(), rules=rules)
    last = evolve(one.flights[2], launch_window=Window(day(40), day(43)))
    run = run_of(evolve(one, flights=(*one.flights[:2], last)))
    run.tightens = True
    searches = Portfolio(run, with_model(run))
    assert "no soft rule broken" in [way.name for way in searches.ways(0) if way.when()]
    searches.unbroken(1.0)
    assert run.bound_of(searches.first) == 0
    assert (run.incumbent is not None) == (days == 5)


def test_what_is_proved_binds_the_goals_after_it() -> None:
    """Once the first goal is proved, no search finds a plan that is worse in it."""
    seats = relief(FillSeats(), EvenTurns()).vehicles[0].seats
    one = relief(FillSeats(), EvenTurns(), seats=[evolve(seats[0], optional=True)])
    run = run_of(one)
    searches = Ways(run, with_model(run))
    searches.one(1.0)
    assert run.best == {"fill-seats": 3}
    searches.one(1.0)
    assert run.best == {"fill-seats": 3, "even-turns": 3}
    assert run.todo == []


def test_the_weight_of_a_goal_in_a_sum_does_not_count_alone() -> None:
    """Terms of a sum that are left one by one are narrowed to their own range."""
    one = relief(EvenTurns(), LongestWaiting())
    run = run_of(one)
    model = with_model(run)
    run.todo = list(block_of(run.todo).parts)
    assert run.todo[0].weight > 1
    run.take_plan(plan(tour("ann", "F0"), tour("ann", "F1"), tour("bob", "F2")), sure=True)
    assert run.incumbent is not None
    run.incumbent = evolve(run.incumbent, solution=run.complete(model, run.incumbent.plan))
    Ways(run, model).one(1.0)
    assert run.best == {"even-turns": 3}


def test_without_time_nothing_is_searched() -> None:
    """A search after the deadline leaves everything open."""
    run = run_of(relief(EvenTurns()))
    searches = Ways(run, with_model(run))
    run.search.deadline = 0.0
    for way in (searches.secure, searches.sum, searches.one):
        way(1.0)
    assert run.incumbent is None
    assert not run.infeasible
    assert len(run.todo) == 1


def test_a_plan_worse_than_the_known_one_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the solver proves a sum to be worse than a known plan, that is an error."""

    class Modest(Liar):
        @property
        def best_objective_bound(self) -> float:
            return super().best_objective_bound - 9

        @property
        def objective_value(self) -> float:
            return super().objective_value - 9

    run = run_of(relief(EvenTurns()))
    model = with_model(run)
    run.take_plan(plan(tour("ann", "F0"), tour("bob", "F1"), tour("cem", "F2")), sure=True)
    lying(monkeypatch, Modest)
    with pytest.raises(EngineError, match="claims that none is above"):
        Ways(run, model).sum(1.0)


def test_each_attempt_has_a_seed_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two searches for any plan do not repeat each other."""
    run = run_of(relief(EvenTurns()))
    model = with_model(run)
    seeds: list[int | None] = []

    def ask(model: SeatModel, preset: Preset, *, seed: int | None = None, **keys: object) -> object:
        seeds.append(seed)
        return honest(model, preset, seed=seed, effort=0.0)

    honest = run.ask
    monkeypatch.setattr(run, "ask", ask)
    searches = Ways(run, model)
    for _ in range(2):
        searches.secure(1e-9)
    assert len(seeds) == len(set(seeds)) > 1
