"""The portfolio: it ends with a proof, or tells its distance; the order of its strategies."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, Status
from seatplan.engine.lexicographic import portfolio
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.kinds import Goal
from seatplan.testing import programs
from tests.build import flight, program
from tests.engine.runs import enumerated, must_be_true, run_of, with_model
from tests.properties.effort import examples


@given(programs(max_goals=3, max_rules=2), st.sampled_from((1e-6, 0.05, 1.0)))
@examples(40)
def test_it_ends_with_a_proof(drawn: Program, slice_: float) -> None:
    """However short the slices are, every goal is proved, or that there is no plan."""
    best = enumerated(drawn)
    run = run_of(drawn)
    with patch.object(portfolio, "SLICE", slice_):
        assert Portfolio(run, with_model(run)).run() is best.status
    must_be_true(run, best)
    if best.status is Status.OPTIMAL:
        assert run.todo == []
        assert run.incumbent.values == dict(
            zip((goal.name for goal in drawn.named_goals), best.values, strict=True)
        )


@given(programs(min_goals=1, max_goals=3, max_rules=2), st.integers(0, 3))
@examples(25)
def test_after_some_rounds_it_leaves_what_is_open(drawn: Program, rounds: int) -> None:
    """What it has by then is true, and the status shows whether there is a plan."""
    best = enumerated(drawn)
    run = run_of(drawn)
    run.rounds = rounds
    status = Portfolio(run, with_model(run)).run()
    must_be_true(run, best)
    if status is Status.OPTIMAL:
        assert run.todo == []
    else:
        expected = Status.UNKNOWN if run.incumbent is None else Status.FEASIBLE
        assert status is expected or status is best.status is Status.INFEASIBLE


def relief(*goals: Goal, **keys: object) -> Program:
    """Three flights one after the other for three people."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    return program(flights, ["ann", "bob", "cem"], goals=goals, **keys)  # type: ignore[arg-type]


def names(one: Program, level: int = 0, *, secured: bool = False) -> list[str]:
    """The strategies of a round, in their order."""
    run = run_of(one)
    found = Portfolio(run, with_model(run))
    if secured:
        found.secure(1.0)
    return [way.name for way in found.ways(level) if way.when()]


def test_small_programs_try_all_goals_at_once() -> None:
    """The sum comes first, and the goal by itself last; with one goal there is no sum."""
    several = names(relief(EvenTurns(), LongestWaiting()))
    assert several[0] == "sum of the goals"
    assert several[-1] == "one goal"
    assert "sum of the goals" not in names(relief(EvenTurns()))


def test_two_goals_come_before_one_alone() -> None:
    """In every other round, both have a turn; in the first, the pair comes sooner without another
    search of the whole, if it has a turn at all."""
    pair, alone = "two goals, without those after them", "one goal, without those after it"
    run = run_of(relief(EvenTurns(), LongestWaiting()))
    run.tightens = True
    found = Portfolio(run, with_model(run))
    found.secure(1.0)
    rounds = ([way.name for way in found.ways(level) if way.when()] for level in range(3))
    first, second, third = rounds
    assert second.index(pair) + 1 == second.index(alone)
    assert alone in first
    assert alone in third
    assert pair not in first + third
    assert "one goal" in second
    assert "one goal" in third
    assert "one goal" not in first
    found.with_next = None
    assert [way.name for way in found.ways(0) if way.when()][-1] == "one goal"
    assert pair not in [way.name for way in found.ways(1) if way.when()]


@pytest.mark.parametrize(
    ("turns", "rounds", "level", "smaller", "has"),
    [
        (0, 2, 0, False, True),
        (1, 2, 0, False, False),
        (1, 1, 0, False, True),
        (1, 2, 1, False, True),
        (1, 2, 0, True, True),
    ],
)
def test_a_large_model_is_not_searched_twice_in_the_first_round(
    turns: int, rounds: int, level: int, smaller: bool, has: bool
) -> None:
    """Right after the goal alone, the whole is left to the next round, if there is one; a goal
    whose model is much smaller is searched alone earlier."""
    run = run_of(relief(EvenTurns(), LongestWaiting()))
    run.tightens = True
    found = Portfolio(run, with_model(run))
    found.secure(1.0)
    found.goal_alone.turns, found.goal_alone.is_much_smaller, run.rounds = turns, smaller, rounds
    with patch.object(portfolio, "SMALL", -1):
        assert ("one goal" in [way.name for way in found.ways(level) if way.when()]) is has


def test_while_there_is_no_plan_the_hard_rules_are_searched() -> None:
    """And they no longer are once there is one."""
    one = relief(EvenTurns(), LongestWaiting())
    assert "hard rules" in names(one)
    assert "hard rules" not in names(one, secured=True)
    assert names(relief()) == ["hard rules"]


@pytest.mark.parametrize(("far", "improved"), [(0.1, True), (10.0, False)])
def test_a_plan_that_is_far_from_the_bound_is_improved_first(far: float, improved: bool) -> None:
    """Where the relaxation may take long, small neighborhoods come before it; in a small program,
    and near the bound, the relaxation is first."""
    run = run_of(relief(EvenTurns(), LongestWaiting()))
    found = Portfolio(run, with_model(run))
    found.secure(1.0)
    assert run.incumbent is not None
    value = run.incumbent.values["even-turns"]
    run.bounds[found.first.key] = value // 2
    for small in (True, False):
        size = 15_000 if small else -1
        with patch.object(portfolio, "SLOW", size), patch.object(portfolio, "FAR_OFF", far):
            turns = [way.name for way in found.ways(0) if way.when()]
        first = ["small neighborhoods"] if improved and not small else []
        at = turns.index("relaxation") - len(first)
        assert turns[at : at + len(first) + 1] == [*first, "relaxation"]
        assert turns.count("small neighborhoods") == len(first)


@pytest.mark.parametrize("small", [True, False])
def test_a_small_program_asks_late_whether_no_soft_rule_is_broken(small: bool) -> None:
    """Once it has a plan, RENS and neighborhoods find the same sooner; others ask first."""
    size = patch.object(portfolio, "SMALL", 4_000 if small else -1)
    with size, patch.object(Portfolio, "_may_be_unbroken", lambda _: True):
        turns = names(relief(EvenTurns(), LongestWaiting()), secured=True)
    asked, improved = (turns.index(one) for one in ("no soft rule broken", "large neighborhoods"))
    assert (asked > improved) is small


def test_without_time_it_does_not_begin() -> None:
    """The status is UNKNOWN, and no search has run."""
    run = run_of(relief(EvenTurns()))
    search = Portfolio(run, with_model(run))
    run.search.deadline = 0.0
    assert search.run() is Status.UNKNOWN
    assert run.search.counts.runs == 0


def test_a_goal_that_reaches_its_bound_is_proved_without_a_search() -> None:
    """A plan and a bound that meet are a proof, wherever both come from."""
    run = run_of(relief(EvenTurns()))
    search = Portfolio(run, with_model(run))
    search.secure(1.0)
    runs = run.search.counts.runs
    run.raise_bound(search.first, run.incumbent.values["even-turns"])
    search._notice()
    assert run.todo == []
    assert run.search.counts.runs == runs


@pytest.mark.parametrize("known", [True, False])
def test_a_relaxation_of_the_goal_alone_replaces_that_of_the_whole(known: bool) -> None:
    """Also where it was solved before the rounds, though that model is not much smaller; where it
    is slow and the incumbent far from the bound, small neighborhoods come first."""
    run = run_of(relief(EvenTurns(), LongestWaiting()))
    run.tightens = True
    found = Portfolio(run, with_model(run))
    found.secure(1.0)
    found.goal_alone.is_much_smaller = False
    found.goal_alone.is_rounded = known
    far = patch.object(Portfolio, "_is_far", lambda self: True)
    with patch.object(portfolio, "SMALL", -1), patch.object(portfolio, "SLOW", -1), far:
        turns = [way.name for way in found.ways(0) if way.when()]
    assert ("relaxation" in turns) is not known
    neighborhoods = turns.index("small neighborhoods")
    if known:
        assert neighborhoods < turns.index("one goal, without those after it")
    else:
        assert turns[neighborhoods + 1] == "relaxation"
