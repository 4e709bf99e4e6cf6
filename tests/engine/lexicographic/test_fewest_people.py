"""K-feasibility: the rows, the bound and the progress."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from unittest.mock import Mock, patch

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import CancelToken, Plan, Program, Status, catalog, solve
from seatplan.engine.lexicographic import fewest_people, goal_alone, portfolio, relaxed_goal
from seatplan.engine.lexicographic.fewest_people import FewestPeople
from seatplan.engine.lexicographic.goal_alone import GoalAlone
from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import block_of
from seatplan.engine.primal import spare_seats
from seatplan.engine.solver import relaxation
from seatplan.engine.solver.presets import FEASIBLE, LOCAL_RAW, PROVE
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.modelling import LinearExpr
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.testing import agrees, days
from tests.build import flight, member, plan, program, seat, tour, vehicle
from tests.engine.counting import Counting, counting
from tests.engine.primal.test_spare_seats import specialists
from tests.engine.runs import without
from tests.properties.effort import examples

Patch = pytest.MonkeyPatch


@pytest.fixture
def every_row(monkeypatch: Patch) -> None:
    """Rows are posted for all sets, however many may be idle."""
    monkeypatch.setattr(fewest_people, "IDLE", 1.0)
    monkeypatch.setattr(spare_seats, "DENSE", 1.0)


@pytest.mark.usefixtures("every_row")
@given(counting(), st.none() | days(-1, 45))
@examples(120)
def test_the_fewest(drawn: tuple[Program, Plan], as_of: date | None) -> None:
    """The fewest people equal those by enumeration, with the goal at any position and a past."""
    one, known = drawn
    agrees(one, known if as_of is not None else None, as_of=as_of)


@st.composite
def sparse(draw: st.DrawFn) -> Program:
    """A few flights whose seats may stay empty, but not too many of them."""
    ships = [vehicle(f"ship-{k}", "NASA", 0, seat(requires=f"s{k}", optional=True)) for k in (0, 1)]
    flights = [
        flight(f"F{k}", 8 * k, 8 * k + draw(st.integers(4, 20)), f"ship-{draw(st.integers(0, 1))}")
        for k in range(4)
    ]
    holds = st.sampled_from([("s0",), ("s1",), ("s0", "s1")])
    crew = [member(name, "NASA", *draw(holds)) for name in ("ann", "bob", "cem")]
    rules = [Quota(min=draw(st.integers(1, 4))), GroundTime(days=draw(st.integers(1, 12)))]
    goals = [FewestMembers(), EvenTurns()]
    return program(flights, crew, vehicles=ships, rules=rules, goals=goals)


@given(sparse(), st.booleans())
@examples(20)
def test_the_fewest_where_seats_may_stay_empty(drawn: Program, whole: bool) -> None:
    """The same at the bound of the relaxation: in the model of the whole, and without later goals,
    where of plans that differ only in who of several like people flies, one is left."""
    with (
        patch.object(goal_alone, "SMALLER", 0.0 if whole else 10.0),
        patch.object(FewestPeople, "at_bound", at_bound_of_like_people),
        without("sum of the goals"),
    ):
        agrees(drawn, limit=2000)


def at_bound_of_like_people(asked: FewestPeople, effort: float) -> None:
    """The search at the bound, after the rows against symmetry."""
    if isinstance(asked._goal, GoalAlone):
        asked._goal.post_symmetry()
    at_bound(asked, effort)


at_bound = FewestPeople.at_bound


@given(counting())
@examples(50)
def test_questions_without_an_answer(drawn: tuple[Program, Plan]) -> None:
    """If no attempt ends in time, the ordinary search finds the same."""
    with patch.object(fewest_people, "QUESTION", 0.0):
        agrees(drawn[0])


@pytest.mark.usefixtures("every_row")
@given(counting(), st.none() | days(-1, 45), st.integers(0, 1000))
@examples(40)
def test_no_plan_is_lost(drawn: tuple[Program, Plan], as_of: date | None, seed: int) -> None:
    """The implied rows exclude no plan with this number of people, and the bound none at all."""
    one, known = drawn
    case = Counting(one, known if as_of is not None else None, as_of)
    model, asked = case.model, case.fewest
    assume(asked is not None)
    assert asked is not None
    chance = random.Random(seed)
    worth = LinearExpr(
        [way.literal for way in model.tours], [chance.randint(-9, 9) for _ in model.tours]
    )

    def best(number: int, *, rows: bool) -> int | None:
        forget = model.on_trial()
        if rows:
            asked.post(number, asked.sets)
        else:
            model.add_linear(case.count.total, number, number)
        model.cp.maximize(model.linear(worth))
        answer = case.run.search.run(model.cp, PROVE)
        assert answer.proved or answer.infeasible
        value = round(answer.solver.objective_value) if answer.found else None
        forget()
        return value

    for number in range(len(case.count.literals) + 1):
        assert best(number, rows=True) == best(number, rows=False)
        if number < asked.sets[0].needed:
            assert best(number, rows=False) is None


@given(counting())
@examples(30)
def test_what_is_told_on_the_way(drawn: tuple[Program, Plan]) -> None:
    """Reported bounds are valid, reported numbers have plans, and both improve."""
    case = Counting(drawn[0])
    assume(case.fewest is not None and case.begin())
    assert case.fewest is not None
    told: list[tuple[int, int]] = []
    with patch.object(case.run, "tell_goal", lambda _: told.append((asked.high, asked.low))):
        asked = case.fewest
        asked.solve()
    assert asked.low == asked.high
    assert told == sorted(told, key=lambda one: (-one[0], one[1]))
    assert all(value >= asked.low >= bound for value, bound in told)


def test_the_bound_when_the_time_is_up() -> None:
    """A stopped solve reports any plan and the lower bound."""
    token = CancelToken()
    one = program(
        [flight("F1", 1, 11), flight("F2", 15, 25)], ["ann", "bob"], goals=[FewestMembers()]
    )
    with (
        patch.object(FewestPeople, "ask", lambda *_: token.cancel()),
        patch.object(FewestPeople, "move"),
        without("one goal, for a moment", "relaxation, for a moment"),
    ):
        result = solve(one, plan(tour("ann", "F1"), tour("bob", "F2")), cancel=token)
    assert result.status is Status.FEASIBLE
    assert [(goal.value, goal.bound) for goal in result.goals] == [(2, 1)]


@pytest.mark.parametrize(("weak", "rounds"), [(1, 1), (4, 3)])
def test_one_round_where_the_bound_is_weak(weak: int, rounds: int) -> None:
    """If the incumbent has far more people than the bound, there is one round of two questions."""
    crew = [f"m{k}" for k in range(4)]
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(4)]
    one = program(flights, crew, goals=[FewestMembers()])
    tours = [tour(who, f"F{k}") for k, who in enumerate(crew)]
    with (
        patch.object(fewest_people, "WEAK", weak),
        patch.object(FewestPeople, "ask") as ask,
        patch.object(FewestPeople, "move"),
        patch.object(FewestPeople, "jump"),
        without("one goal, for a moment", "relaxation, for a moment"),
    ):
        solve(one, plan(*tours))
    assert ask.call_count == 2 * rounds
    assert {one.args[0] for one in ask.call_args_list} == {FEASIBLE}  # a small model


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


def two_by_two_asked() -> tuple[FewestPeople, SeatModel]:
    """The search for the fewest people in it, from a plan with three, and its model."""
    with patch.object(spare_seats, "DENSE", -1.0):
        case = Counting(two_by_two())
        assert case.fewest is not None
        assert case.begin()
        assert case.fewest.sets[0].needed == 2
    return case.fewest, case.model


def test_a_number_that_is_too_small() -> None:
    """A question proves that two people are too few; only the new bound is left of it."""
    asked, model = two_by_two_asked()
    before = asked.low, model.size, len(model.rows)
    asked.ask(PROVE, 1.0, asked.sets)
    assert (asked.low, asked.high) == (3, 3)
    assert (model.size, len(model.rows)) == (before[1], before[2] + 3 - before[0])
    assert solve(two_by_two()).goals[0].value == 3


def spread() -> Program:
    """Three flights one after the other that one person could make, or three."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    return program(flights, ["ann", "bob", "cem"], goals=[FewestMembers()])


def three_fly(case: Counting, asked: FewestPeople) -> None:
    """Makes a plan of `spread` the incumbent in which everyone flies."""
    lines = plan(tour("ann", "F0"), tour("bob", "F1"), tour("cem", "F2"))
    solution = case.run.complete(case.model, lines)
    assert solution is not None
    assert case.run.offer(case.model, solution)
    assert asked.high == 3


@pytest.mark.parametrize(
    "step",
    [FewestPeople.jump, lambda asked: asked.move(asked.planned(), 5), FewestPeople.solve],
    ids=["jump", "move", "solve"],
)
def test_each_step_finds_a_plan_at_the_bound(step: Callable[[FewestPeople], None]) -> None:
    """Local search alone finds it, and so does the search for spare seats."""
    case = Counting(spread())
    asked = case.fewest
    assert asked is not None
    three_fly(case, asked)
    assert asked.sets[0].needed == 1
    step(asked)
    assert asked.high == 1


STEPS = [(FewestPeople, "jump")] + [(GoalSearch, one) for one in ("rens", "improve", "face")]


@pytest.mark.parametrize("step", ["jump", "improve", "face"])
def test_as_many_as_the_relaxation(step: str) -> None:
    """Where seats may stay empty, each step by itself finds a plan at the bound of that."""
    ships = [vehicle("ship", "NASA", 0, seat(optional=True))]
    one = evolve(spread(), vehicles=ships, rules=[Quota(min=3)])
    case = Counting(one)
    goal = GoalSearch(case.run, case.model, block_of([case.term]))
    asked = FewestPeople.of(goal)
    assert asked is not None
    assert not asked.seats
    three_fly(case, asked)
    with ExitStack() as off:
        for one_class, name in STEPS:
            if name != step:
                off.enter_context(patch.object(one_class, name))
        asked.at_bound(1.0)
    assert (asked.low, asked.high) == (1, 1)


def test_the_face_is_that_of_the_relaxation_that_has_an_optimum() -> None:
    """Rows may be posted between the two relaxations, of which the second has no optimum."""
    ships = [vehicle("ship", "NASA", 0, seat(optional=True))]
    case = Counting(evolve(spread(), vehicles=ships, rules=[Quota(min=3)]))
    asked = FewestPeople.of(GoalSearch(case.run, case.model, block_of([case.term])))
    assert asked is not None
    three_fly(case, asked)
    with ExitStack() as off:
        for name in ("rens", "improve"):
            off.enter_context(patch.object(GoalSearch, name))
        relaxed = off.enter_context(patch.object(relaxed_goal, "relax", wraps=relaxation.relax))

        def jump(_: FewestPeople) -> None:
            case.model.add_linear(LinearExpr([one.literal for one in case.model.tours]), 1, None)
            relaxed.side_effect = [None]

        off.enter_context(patch.object(FewestPeople, "jump", jump))
        asked.at_bound(1.0)
    assert relaxed.call_count == 2
    assert (asked.low, asked.high) == (1, 1)


def test_no_plan_at_all() -> None:
    """If even everyone is too few, infeasibility is proved."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15)]
    one = program(flights, ["ann"], goals=[FewestMembers()])
    assert not Counting(one).begin()
    assert solve(one).status is Status.INFEASIBLE


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
    with (
        patch.object(FewestPeople, "solve") as asked,
        patch.object(FewestPeople, "at_bound", autospec=True) as relaxed,
    ):
        result = solve(one)
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 19)
    asked.assert_not_called()
    relaxed.assert_called_once()


def test_a_small_relaxation_is_first() -> None:
    """Where the bound of the relaxation is reached, a small model needs no K-feasibility."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 30) for k in range(4)]
    one = program(flights, [f"m{k}" for k in range(6)], goals=[FewestMembers(), EvenTurns()])
    assert Counting(one).fewest is not None
    with (
        without("one goal, for a moment"),
        patch.object(FewestPeople, "solve") as asked,
    ):
        result = solve(one)
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 2)
    asked.assert_not_called()
    with patch.object(portfolio, "SMALL", -1), patch.object(FewestPeople, "ask") as asked:
        solve(one)
    asked.assert_called()


def test_seats_that_may_go_to_others() -> None:
    """If counting seats proves nothing, the relaxation does."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 30) for k in range(4)]
    crew = [member(f"{agency}-{k}", agency) for agency in ("NASA", "JAXA") for k in range(4)]
    goal = FewestMembers(agencies=("NASA",))
    one = program(flights, crew, rules=[Quota(agencies=("NASA",), min=3)], goals=[goal])
    with patch.object(portfolio, "SMALL", -1):
        result = solve(one)
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 2)


BOTH = ("NASA", "JAXA")


@pytest.mark.parametrize(
    ("keys", "agencies", "fits"),
    [({}, BOTH, True), ({}, ("NASA",), False), ({"optional": True}, BOTH, False)],
)
def test_whether_all_seats_are_taken(
    keys: dict[str, bool], agencies: tuple[str, ...], fits: bool
) -> None:
    """Not if seats may stay empty or go to people who do not count; it does not matter on which
    flight people come home."""
    flights = [flight("F1", 1, 20, return_options=["F2"]), flight("F2", 11, 30)]
    crew = [member("ann"), member("bob", "JAXA"), member("cem")]
    ship = vehicle("ship", "NASA", 0, seat("pilot", count=2, **keys))
    one = program(flights, crew, vehicles=[ship], goals=[FewestMembers(agencies=agencies)])
    assert (Counting(one).fewest is not None) is fits


def begun(monkeypatch: Patch) -> tuple[FewestPeople, list[object]]:
    """A search from 3 to 4 people with a plan, and the steps that it takes, which do nothing."""
    case = Counting(specialists())
    assert case.begin()
    asked = case.fewest
    assert asked is not None
    steps: list[object] = []
    monkeypatch.setattr(FewestPeople, "low", 3)
    monkeypatch.setattr(FewestPeople, "high", 4)

    def ask(*args: object) -> None:
        steps.append((len(case.model.cp.proto.solution_hint.vars) > 0, *args))

    monkeypatch.setattr(asked, "ask", ask)
    monkeypatch.setattr(asked, "move", lambda *args: steps.append(args))
    monkeypatch.setattr(asked, "planned", lambda: "spare")
    return asked, steps


def test_each_round_has_every_step_and_twice_the_effort(monkeypatch: Patch) -> None:
    """Moves from the plan by list scheduling, a question from the best plan, and one from none."""
    asked, steps = begun(monkeypatch)
    asked.solve()
    size, expected = asked._model.size, list[object]()
    for round_ in (size, 2 * size, 4 * size):
        effort = fewest_people.QUESTION * round_
        expected += [
            ("spare", 1 + int(fewest_people.MOVES * round_)),
            (True, FEASIBLE, effort, asked.sets),
            (False, FEASIBLE, 2 * effort, asked.sets),
        ]
    assert [one for one in steps if LOCAL_RAW not in one] == expected  # type: ignore[operator]


def test_local_search_tries_more_and_more_people(monkeypatch: Patch) -> None:
    """Only one number where seats may stay empty."""
    asked, steps = begun(monkeypatch)
    asked.jump()
    effort = fewest_people.JUMP * asked._model.size
    assert effort < fewest_people.LONGEST_JUMP
    mores = (0, 1, 3, 7, 15, 31)
    assert steps == [(False, LOCAL_RAW, effort, asked.sets[:1], more) for more in mores]
    steps.clear()
    asked.seats = {}
    asked.jump()
    assert len(steps) == 1


@pytest.mark.parametrize(("finds", "faces"), [(True, 2), (True, 1), (False, 0)])
def test_at_the_bound_each_relaxation_is_rounded(
    finds: bool, faces: int, monkeypatch: Patch
) -> None:
    """Both of them, if they have an optimum; then faces, while the bound rises."""
    asked, _ = begun(monkeypatch)
    steps: list[object] = []
    goal = Mock(relaxed=None, relaxable=True)

    def relax(methods: object) -> None:
        goal.relaxed = object() if finds else None

    def face(effort: float) -> None:
        steps.append(effort)
        if faces == 1:  # the bound stays
            assert len(steps) == 1
            return
        monkeypatch.setattr(FewestPeople, "low", 4 if len(steps) == faces else 3.5)

    goal.relax.side_effect = relax
    goal.face.side_effect = face
    monkeypatch.setattr(asked, "_goal", goal)
    jumped = Mock()
    monkeypatch.setattr(asked, "jump", jumped)
    asked.at_bound(2.0)
    assert goal.relax.call_count == 2
    assert goal.rens.call_count == 2 * finds
    assert jumped.call_count == goal.improve.call_count == 1 * finds
    assert steps == [fewest_people.AT_BOUND * 2.0] * faces
