"""K-feasibility: the bound, the rows and the progress."""

from __future__ import annotations

import random
import time
from datetime import date
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan import CancelToken, Plan, Program, Status, catalog, solve
from seatplan.engine.lexicographic import portfolio
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.primal import antichain, k_feasibility
from seatplan.engine.primal.k_feasibility import KFeasibility, usage_of
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.presets import FEASIBLE, LOCAL
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.modelling import LinearExpr
from seatplan.rules.quota import Quota
from seatplan.testing import agrees, days, plans, programs
from tests.build import flight, member, program, seat, vehicle
from tests.properties.effort import examples

Patch = pytest.MonkeyPatch

GOALS = ("fewest-members", "fill-seats", "even-turns", "keep-rules")


@pytest.fixture
def every_row(monkeypatch: Patch) -> None:
    """Rows are posted for all sets, however many may be idle."""
    monkeypatch.setattr(k_feasibility, "IDLE", 1.0)
    monkeypatch.setattr(antichain, "DENSE", 1.0)


@st.composite
def counting(draw: st.DrawFn) -> tuple[Program, Plan]:
    """Programs with a goal that counts people, and a plan of each."""
    one = draw(programs(goals=GOALS, max_goals=2))
    at = draw(st.integers(0, len(one.goals)))
    goal = draw(st.just(FewestMembers()) | st.just(FewestMembers(agencies=(one.agencies[0].id,))))
    one = evolve(one, goals=(*one.goals[:at], goal, *one.goals[at:]))
    return one, draw(plans(one))


def fewest(one: Program, plan: Plan | None = None, as_of: date | None = None) -> KFeasibility:
    """The K-feasibility search before its first round."""
    model = SeatModel(one, plan=plan, as_of=as_of)
    search = Search(time.monotonic() + 600, Case(one, plan, as_of))
    block, *_ = blocks(model, [goal for goal in one.named_goals if isinstance(goal, FewestMembers)])
    count = usage_of(model, block)
    assert count is not None

    def ask(effort: float, *, local: bool = False) -> Answer:
        return search.run(model.cp, LOCAL if local else FEASIBLE, effort=effort if local else None)

    return KFeasibility(model, count, search, ask, lambda value, bound: None)


def asked_all(asked: KFeasibility) -> None:
    """Run all rounds."""
    while not asked.is_over:
        asked.round()


@pytest.mark.usefixtures("every_row")
@given(counting(), st.none() | days(-1, 45))
@examples(150)
def test_the_fewest(drawn: tuple[Program, Plan], as_of: date | None) -> None:
    """The fewest people equal those by enumeration, with the goal at any position and a past."""
    one, plan = drawn
    agrees(one, plan if as_of is not None else None, as_of=as_of)


@given(counting())
@examples(50)
def test_questions_without_an_answer(drawn: tuple[Program, Plan]) -> None:
    """If no attempt ends in time, the ordinary search finds the same."""
    with patch.object(k_feasibility, "EFFORT", 0.0):
        agrees(drawn[0])


@pytest.mark.usefixtures("every_row")
@given(counting(), st.none() | days(-1, 45), st.integers(0, 1000))
@examples(60)
def test_no_plan_is_lost(drawn: tuple[Program, Plan], as_of: date | None, seed: int) -> None:
    """The implied rows exclude no plan with this number of people."""
    one, plan = drawn
    asked = fewest(one, plan if as_of is not None else None, as_of)
    model = asked.model
    chance = random.Random(seed)
    worth = LinearExpr(
        [way.literal for way in model.tours], [chance.randint(-9, 9) for _ in model.tours]
    )

    def best(number: int, *, rows: bool) -> int | None:
        forget = model.on_trial()
        if rows:
            asked.post(number, asked.sets)
        else:
            model.add_linear(asked.count.total, number, number)
        model.cp.maximize(model.linear(worth))
        answer = asked.search.run(model.cp)
        assert answer.proved or answer.infeasible
        value = round(answer.solver.objective_value) if answer.found else None
        forget()
        return value

    for number in range(len(asked.count.literals) + 1):
        assert best(number, rows=True) == best(number, rows=False)
        if number < asked.low:
            assert best(number, rows=False) is None


@given(counting())
@examples(50)
def test_what_is_told_on_the_way(drawn: tuple[Program, Plan]) -> None:
    """Reported bounds are valid, reported numbers have plans, and both improve."""
    asked = fewest(drawn[0])
    told: list[tuple[int | None, int]] = []
    asked.tell = lambda value, bound: told.append((value, bound))
    asked_all(asked)
    assume(asked.proved)
    assert all(bound <= asked.low for _, bound in told)
    assert all(value is None or value >= asked.low for value, _ in told)
    assert [bound for _, bound in told] == sorted(bound for _, bound in told)


def test_a_trial_is_forgotten() -> None:
    """After a number that is too small, the model is unchanged."""
    asked = fewest(
        program(
            [flight("F1", 1, 11), flight("F2", 5, 15)],
            ["ann", "bob", "cem"],
            goals=[FewestMembers()],
        )
    )
    model = asked.model
    before = str(model.cp.proto), len(model.variables)
    forget = model.on_trial()
    asked.post(1, asked.sets)
    assert asked.ask(1.0).infeasible
    forget()
    assert (str(model.cp.proto), len(model.variables)) == before


def test_the_bound_when_the_time_is_up() -> None:
    """A stopped solve reports any plan and the lower bound."""
    token = CancelToken()
    one = program(
        [flight("F1", 1, 11), flight("F2", 15, 25)], ["ann", "bob"], goals=[FewestMembers()]
    )

    def any_plan(asked: KFeasibility, most: float) -> None:
        for person in ("ann", "bob"):
            tours = asked.model.tours_of(person)
            asked.model.add_linear(LinearExpr(tour.literal for tour in tours), 1, None)
        asked._any(1.0)
        token.cancel()

    with (
        patch.object(KFeasibility, "round", any_plan),
        patch.object(Portfolio, "glance"),
        patch.object(Portfolio, "relax_at_once"),
    ):
        result = solve(one, cancel=token)
    assert result.status is Status.FEASIBLE
    assert [(goal.value, goal.bound) for goal in result.goals] == [(2, 1)]


def two_by_two() -> Program:
    """A program with at most two people up on any day that needs three people."""
    crafts = [vehicle(name, "NASA", 0, seat(requires=name)) for name in ("one", "two", "three")]
    flights = [
        flight("F1", 1, 11, "one"),
        flight("F2", 5, 15, "two"),
        flight("F3", 12, 20, "three"),
    ]
    crew = [
        member("ann", "NASA", "one", "two"),
        member("bob", "NASA", "one", "two"),
        member("cem", "NASA", "three"),
    ]
    return program(flights, crew, vehicles=crafts, goals=[FewestMembers()])


def test_a_number_that_is_too_small() -> None:
    """An attempt proves that two people are too few."""
    one = two_by_two()
    with patch.object(antichain, "DENSE", -1.0):
        asked = fewest(one)
        assert asked.low == 2
        asked_all(asked)
    assert (asked.low, asked.high) == (3, 3)
    assert solve(one).goals[0].value == 3


def test_local_search_alone() -> None:
    """If the bound cannot be reached, local search finds a plan with one more person."""
    with patch.object(antichain, "DENSE", -1.0):
        asked = fewest(two_by_two())
    asked._search()
    assert (asked.low, asked.high) == (2, 3)
    best = asked.best
    assert best is not None
    assert len(best) == len(asked.model.variables)
    asked._guess()
    assert asked._spare is not None
    assert asked._spare.partial.kept
    assert asked.high == 3


def test_no_plan_at_all() -> None:
    """If even everyone is too few, infeasibility is proved."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15)]
    asked = fewest(program(flights, ["ann"], goals=[FewestMembers()]))
    asked_all(asked)
    assert asked.best is None
    assert solve(program(flights, ["ann"], goals=[FewestMembers()])).status is Status.INFEASIBLE
    assert asked.ask(1.0).status == cp_model.INFEASIBLE


def test_seats_that_may_stay_empty() -> None:
    """With optional seats, the goal is proved without K-feasibility."""
    one = catalog.load("iss-next")
    optional = [
        evolve(
            one_vehicle,
            seats=tuple(evolve(each, optional=not each.critical) for each in one_vehicle.seats),
        )
        for one_vehicle in one.vehicles
    ]
    one = evolve(one, vehicles=optional, goals=[FewestMembers()])
    one = evolve(one, rules=[rule for rule in one.rules if rule.weight is None])
    with patch.object(KFeasibility, "round") as asked:
        result = solve(one)
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 19)
    asked.assert_not_called()


def test_a_small_relaxation_is_first() -> None:
    """Where the bound of the relaxation is reached, a small model needs no K-feasibility."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 30) for k in range(4)]
    one = program(flights, [f"m{k}" for k in range(6)], goals=[FewestMembers(), EvenTurns()])
    assert fewest(one).is_certain
    with (
        patch.object(Portfolio, "glance"),
        patch.object(KFeasibility, "round") as asked,
    ):
        result = solve(one)
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 2)
    asked.assert_not_called()
    with patch.object(portfolio, "SMALL", -1), patch.object(KFeasibility, "round") as asked:
        solve(one)
    asked.assert_called()


def test_seats_that_may_go_to_others() -> None:
    """If counting seats proves nothing, the relaxation comes first, and proves who is needed."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 30) for k in range(4)]
    crew = [member(f"{agency}-{k}", agency) for agency in ("NASA", "JAXA") for k in range(4)]
    goal = FewestMembers(agencies=("NASA",))
    one = program(flights, crew, rules=[Quota(agencies=("NASA",), min=3)], goals=[goal])
    asked = fewest(one)
    assert not asked.is_certain
    assert asked.low == 0
    with (
        patch.object(portfolio, "SMALL", -1),
        patch.object(KFeasibility, "round", autospec=True) as rounds,
    ):
        result = solve(one)
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 2)
    rounds.assert_not_called()


BOTH = ("NASA", "JAXA")


@pytest.mark.parametrize(
    ("keys", "agencies", "certain"),
    [({}, BOTH, True), ({}, ("NASA",), False), ({"optional": True}, BOTH, False)],
)
def test_whether_all_seats_are_taken(
    keys: dict[str, bool], agencies: tuple[str, ...], certain: bool
) -> None:
    """Not if seats may stay empty or go to people who do not count; it does not matter on which
    flight people come home."""
    flights = [flight("F1", 1, 20, return_options=["F2"]), flight("F2", 11, 30)]
    crew = [member("ann"), member("bob", "JAXA"), member("cem")]
    ship = vehicle("ship", "NASA", 0, seat("pilot", count=2, **keys))
    goal = FewestMembers(agencies=agencies)
    assert fewest(program(flights, crew, vehicles=[ship], goals=[goal])).is_certain is certain


def test_what_others_have_found() -> None:
    """Only numbers between a known bound and the number of a known plan are asked."""
    asked = fewest(two_by_two())
    asked.begin_from(3, 3)
    assert asked.proved
    asked.begin_from(2, 5)
    assert (asked.low, asked.high) == (3, 3)


def test_a_limit_of_each_attempt() -> None:
    """An attempt takes no more effort than it may."""
    with patch.object(antichain, "DENSE", -1.0):
        asked = fewest(two_by_two())
    efforts: list[float] = []

    def ask(effort: float, *, local: bool = False) -> Answer:
        efforts.append(effort)
        return Answer(cp_model.UNKNOWN, cp_model.CpSolver())

    asked.ask = ask
    asked.begin_from(0, 4)
    asked.is_certain = False
    asked.round(1e-9)
    assert set(efforts) == {1e-9}
