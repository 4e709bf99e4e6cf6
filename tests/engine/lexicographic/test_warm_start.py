"""Small programs solved like large ones: every way gives the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from attrs import evolve, frozen
from hypothesis import assume, given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan import CancelToken, Program, Progress, Status, check, solve
from seatplan.engine.answers import driver
from seatplan.engine.lexicographic import (
    completion,
    goal_alone,
    goal_search,
    portfolio,
    relaxed_goal,
    warm_start,
)
from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.lexicographic.warm_start import improve_at_first, start_of
from seatplan.engine.model import objective_blocks, requirement_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, block_of, blocks
from seatplan.engine.primal import flight_windows, improving, rens, time_windows
from seatplan.engine.primal.improving import AT_FIRST, START
from seatplan.engine.solver import relaxation
from seatplan.engine.solver.search import OutOfTime
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal
from seatplan.rules.ground_time import GroundTime
from seatplan.testing import agrees, assert_best, best_by_enumeration, programs
from seatplan.testing.enumeration import TooMany
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.engine.runs import must_be_true, run_of, with_model
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


@frozen
class Way:
    """How a large program is begun.

    Attributes:
        rounded, patience: instead of `ROUNDED` and `PATIENCE`.
        kept, ahead: how many literals a sub-model decides, and how many more it sees.
    """

    rounded: int = -1
    patience: int = 10_000
    kept: int = 1
    ahead: int = 1

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Within the context, every program counts as large and is solved in this way."""
        with ExitStack() as stack:
            for module, name, value in (
                (driver, "LARGE", -1),
                (warm_start, "ROUNDED", self.rounded),
                (requirement_model, "PATIENCE", self.patience),
                (time_windows, "LEAST_DECIDED", self.kept),
                (time_windows, "MOST_DECIDED", self.kept),
                (time_windows, "AHEAD", self.ahead),
                (warm_start, "START", evolve(START, least=8, most=8, idle=4)),
                (warm_start, "AT_FIRST", evolve(AT_FIRST, least=8, most=8)),
            ):
                stack.enter_context(patch.object(module, name, value))
            yield


WAYS = {
    "rounding": Way(rounded=50_000),
    "rounding, with what is dear put off": Way(rounded=50_000, patience=0),
    "rolling": Way(),
    "rolling, with what is dear put off": Way(patience=0),
    "rolling in larger pieces": Way(patience=0, kept=6, ahead=6),
}

every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@every_way
@given(program=programs(min_goals=1, max_goals=2, max_rules=3))
@examples(20)
def test_every_way_ends_at_the_best(way: Way, program: Program) -> None:
    """Every way proves what an enumeration of all plans finds."""
    with way.taken():
        agrees(program)


def test_the_start_solves_the_relaxation_as_it_is() -> None:
    """With ranges that single rows leave it has another vertex, and worse plans were rounded from
    that; the relaxations after the start have these ranges."""
    run = run_of(build_program([flight("F1", 1, 11)], ["ann", "bob"], goals=[EvenTurns()]))
    model = with_model(run)
    goals = GoalSearch(run, model, block_of(run.todo))
    with patch.object(relaxed_goal, "propagated", wraps=relaxed_goal.propagated) as tightened:
        start_of(goals)
        assert goals.relaxed is not None
        tightened.assert_not_called()
        goals.relax(relaxation.EFFORTS)
        tightened.assert_called_once()


@contextmanager
def goals_of_their_own(*, largest: bool) -> Iterator[None]:
    """Within the context, relaxations of single goals come first, in every program."""
    size = -1 if largest else 50_000
    with Way(rounded=size, patience=0).taken(), ExitStack() as stack:
        for module, name, value in (
            (driver, "MANY", -1),
            (driver, "ROUNDED", size),
            (driver, "SMALLER", 1.0),
            (driver, "SECURED", (0, 0)),
            (portfolio, "ROUNDED", size),
            (goal_alone, "SMALLER", 1.0),
        ):
            stack.enter_context(patch.object(module, name, value))
        yield


@pytest.mark.parametrize("largest", [True, False])
@given(program=programs(min_goals=2, max_goals=3, max_rules=3))
@examples(12)
def test_goals_of_their_own(program: Program, largest: bool) -> None:
    """If relaxations of single goals come first, whatever is proved then is best, and the portfolio
    goes on from there."""
    with goals_of_their_own(largest=largest):
        agrees(program)


def test_a_goal_before_the_cost_of_rules_needs_no_start() -> None:
    """Its relaxation without the soft rules proves it; that of the whole is not solved before."""
    flights = [flight("F1", 1, 11), flight("F2", 12, 30), flight("F3", 31, 40)]
    rules = [GroundTime(days=20, weight=2), GroundTime(id="year", days=300, weight=1)]
    goals = [FillSeats(), KeepRules()]
    program = build_program(
        flights, ["ann", "bob"], seats=[seat(optional=True)], rules=rules, goals=goals
    )
    with goals_of_their_own(largest=False), patch.object(driver, "begin", side_effect=OutOfTime):
        result = solve(program)
    assert [one.value for one in result.goals] == [3, 1]
    assert result.status is Status.OPTIMAL


@every_way
@given(program=tight_programs(max_flights=3))
@examples(8)
def test_without_goals(way: Way, program: Program) -> None:
    """Without goals, any plan is optimal, and infeasibility is proved."""
    with way.taken():
        agrees(program)


@every_way
@given(program=programs(rules=("experience",), min_rules=1, max_rules=1, min_goals=1))
@examples(8)
def test_with_veterans(way: Way, program: Program) -> None:
    """The first plan breaks deferred requirements, and the final plan keeps them."""
    rules = tuple(evolve(rule, weight=None) for rule in program.rules)
    with way.taken():
        agrees(evolve(program, rules=rules))


@given(programs(min_goals=2, max_goals=3), st.sampled_from(list(WAYS.values())))
@examples(16)
def test_stage_after_stage(program: Program, way: Way) -> None:
    """The warm start is for the first block of goals; the other blocks follow."""
    with way.taken(), patch.object(objective_blocks, "MOST_BITS", 0):
        agrees(program)


@every_way
@given(program=programs(min_goals=1, max_goals=2, max_rules=3))
@examples(10)
def test_each_start_is_better_than_those_before(way: Way, program: Program) -> None:
    """Plans pass the check and never get worse, and bounds are valid."""
    try:
        best = best_by_enumeration(program, limit=500)
    except TooMany:
        assume(False)
    run = run_of(program)
    offered: list[int] = []

    def offer(self: GoalSearch, solution: list[int]) -> None:
        value = model.value(block.objective, solution)
        assert check(program, run.plan_of(model, solution)).ok
        assert value <= self.bound
        offered.append(value)
        self.run.offer(model, solution)

    with way.taken(), patch.object(GoalSearch, "offer", offer):
        model = with_model(run)
        block = blocks(model, program.named_goals)[0]
        if not model.rows.complete:
            return
        goals = GoalSearch(run, model, block, warm_start.START)
        start_of(goals)
    assert offered == sorted(offered)
    must_be_true(run, best)
    if best.status is Status.OPTIMAL and run.incumbent is not None:
        parts = zip(block.parts, best.best, strict=False)
        assert sum(part.weight * part.gain(value) for part, value in parts) <= goals.bound
        assert goals.known == max(offered)


class Soon(CancelToken):
    """A token that is canceled after a number of checks."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    @property
    def cancelled(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@every_way
@given(program=programs(min_goals=1, max_goals=2, max_rules=2), looks=st.integers(0, 60))
@examples(12)
def test_stopped_at_any_moment(way: Way, program: Program, looks: int) -> None:
    """If stopped at any moment, the plan passes the check, and the bounds are valid."""
    try:
        best = best_by_enumeration(program, limit=500)
    except TooMany:
        assume(False)
    with way.taken():
        result = solve(program, cancel=Soon(looks))
    if result.status in (Status.OPTIMAL, Status.INFEASIBLE):
        assert_best(program, result, best)
        return
    assert (result.plan is None) == (result.status is Status.UNKNOWN)
    if result.plan is None:
        return
    assert best.status is Status.OPTIMAL
    report = check(program, result.plan)
    assert report.ok
    assert result.goals
    for goal, told, value in zip(program.named_goals, result.goals, best.best, strict=False):
        assert told.value == report.values[told.id]
        if goal.sense == "max":
            assert told.bound >= value
        else:
            assert told.bound <= value
        if told.best != value:  # from here on bounds hold under the values before
            break


STEPS = (
    (warm_start, "PartialSolution"),
    (goal_search, "PartialSolution"),
    (goal_search, "linear_program_of"),
    (relaxed_goal, "PartialSolution"),
    (relaxed_goal, "linear_program_of"),
    (relaxed_goal, "identical"),
    (relaxed_goal, "aggregate"),
    (time_windows, "FlightWindows"),
    (relaxation, "glop_model"),
    (rens, "submodel_of"),
    (improving, "submodel_of"),
    (flight_windows, "submodel_of"),
    (completion, "submodel_of"),
    (SeatModel, "post_links"),
    (cp_model.CpModel, "clone"),
)
"""What takes a tenth of a second and more in a large program."""


@every_way
def test_no_long_step_begins_once_the_time_is_up(way: Way) -> None:
    """Whenever the time is up, what takes long in a large program does not begin any more."""
    token = Soon(0)
    late: list[str] = []

    def watched(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def begin(*args: Any, **keys: Any) -> Any:
            if token.looks < 0:
                late.append(name)
            return step(*args, **keys)

        return begin

    looks, ended = 0, False
    with way.taken(), ExitStack() as stack:
        for owner, name in STEPS:
            stack.enter_context(patch.object(owner, name, watched(name, getattr(owner, name))))
        while not ended:
            token.looks = looks
            ended = solve(four_turns(), cancel=token).status is Status.OPTIMAL
            assert (looks, late) == (looks, [])
            looks += 1
    assert looks > 10


def four_turns() -> Program:
    """Four flights for three people, and a soft rule that someone breaks."""
    flights = [flight(f"F{one}", 20 * one + 1, 20 * one + 11) for one in range(4)]
    rules = [GroundTime(days=40, weight=1)]
    return build_program(flights, ["ann", "bob", "eva"], rules=rules, goals=[EvenTurns()])


@pytest.mark.parametrize(
    ("goal", "rest", "largest", "improved"),
    [
        (KeepRules(), 40, True, True),
        (KeepRules(), 5, True, False),
        (EvenTurns(), 5, True, False),
        (KeepRules(), 40, False, True),
        (KeepRules(), 5, False, False),
        (EvenTurns(), 5, False, True),
    ],
)
def test_a_first_plan_is_improved_before_the_relaxation(
    goal: Goal, rest: int, largest: bool, improved: bool
) -> None:
    """A plan of the hard rules is improved before there is a relaxation, in the largest programs
    for the cost of soft rules only; one that is at the bound is not even completed."""
    calls: list[str] = []

    def watched(run: Run, model: SeatModel, term: Term) -> None:
        with patch.object(Run, "complete", autospec=True, side_effect=Run.complete) as complete:
            known = run.incumbent
            assert known is not None
            before = known.values[term.goal.name]
            improve_at_first(run, model, term)
            assert run.incumbent is not None
            after = run.incumbent.values[term.goal.name]
        calls.append(f"{complete.call_count} completed, {before > after}")
        raise OutOfTime  # where the relaxation would begin

    flights = [flight(f"F{one}", 20 * one + 1, 20 * one + 11) for one in range(4)]
    rules = [GroundTime(days=rest, weight=1)]
    crew = [member(one) for one in ("ann", "bob", "eva")]
    goals = [goal] if isinstance(goal, KeepRules) else [goal, KeepRules()]
    one = build_program(flights, crew, rules=rules, goals=goals)
    with WAYS["rolling"].taken(), ExitStack() as stack:
        for name, value in (("MANY", -1), ("SECURED", (0, 0))):
            stack.enter_context(patch.object(driver, name, value))
        stack.enter_context(patch.object(warm_start, "ROUNDED", -1 if largest else 10**9))
        stack.enter_context(patch.object(warm_start, "_leaves_goals", lambda *_: True))
        stack.enter_context(patch.object(driver, "unbroken_first", lambda *_: None))
        stack.enter_context(patch.object(warm_start, "improve_at_first", watched))
        result = solve(one)
    assert result.status is Status.OPTIMAL
    assert calls == [f"{int(improved)} completed, {improved}"]


def two_turns() -> Program:
    """Two people for two successive flights."""
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    return build_program(flights, ["ann", "bob"], goals=[EvenTurns(), FillSeats()])


def test_the_time_is_up_before_there_is_a_plan() -> None:
    """If the time is up while the relaxation is built, nothing is known."""
    token = CancelToken()

    def stop(*_: object, **__: object) -> None:
        token.cancel()
        raise OutOfTime

    with WAYS["rolling"].taken(), patch.object(relaxed_goal, "relax", stop):
        assert solve(two_turns(), cancel=token).status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("module", "name", "bounded"),
    [
        (warm_start, "TimeWindowSearch", True),
        (goal_search, "PlanSearch", True),
        (warm_start, "TimeWindowSearch", False),
    ],
)
def test_the_time_is_up_after_the_first_plan(module: object, name: str, bounded: bool) -> None:
    """The plan is reported with its values and what is proved; at the bound, that is all of it."""
    program = two_turns()
    token = CancelToken()

    def stop(*_: object, **__: object) -> None:
        token.cancel()
        raise OutOfTime

    with ExitStack() as stack:
        stack.enter_context(WAYS["rolling"].taken())
        stack.enter_context(patch.object(module, name, stop))
        if not bounded:
            stack.enter_context(patch.object(relaxed_goal, "relax", lambda *_: None))
        result = solve(program, cancel=token)
    assert result.status is (Status.OPTIMAL if bounded else Status.FEASIBLE)
    assert result.plan is not None
    report = check(program, result.plan)
    assert report.ok
    assert {one.id: one.value for one in result.goals} == dict(report.values)
    assert result.goals[0].bound <= 2
    assert result.goals[1].bound >= 2


@every_way
def test_each_start_is_told(way: Way) -> None:
    """On the way someone hears of the bound, and of no value that is better than it."""
    crew = [member("ann", flights_before=2), member("bob"), member("cem")]
    flights = [flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51)]
    one = build_program(flights, crew, seats=[seat(count=2)], goals=[EvenTurns()])
    told: list[Progress] = []
    with way.taken():
        result = solve(one, on_progress=told.append)
    (goal,) = result.goals
    assert goal.value == goal.bound
    heard = [each for each in told if each.bound is not None]
    assert heard
    assert all(each.bound <= goal.value for each in heard if each.bound is not None)
    assert all(each.value >= goal.value for each in heard if each.value is not None)
