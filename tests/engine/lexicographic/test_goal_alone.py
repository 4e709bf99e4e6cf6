"""A goal in a model without the goals after it, and with symmetry broken."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from unittest.mock import Mock, patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Assignment, Plan, Program, Status, solve
from seatplan.engine.answers import driver
from seatplan.engine.lexicographic import goal_alone
from seatplan.engine.lexicographic.goal_alone import GoalAlone, up_to
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.symmetry import Class
from seatplan.engine.solver.relaxation import Simplex
from seatplan.errors import EngineError
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.kinds import Goal
from seatplan.modelling import LinearExpr
from seatplan.rules.backup import Backup
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.testing import agrees, programs
from tests.build import flight, member, program, tour
from tests.engine.runs import run_of, with_model
from tests.engine.twins import with_twins
from tests.properties.effort import examples
from tests.properties.ways import (
    ALONE,
    FIRST,
    LARGEST,
    PAIRED,
    PUT_OFF,
    RELAXED_ALONE,
    SPLIT,
    Way,
)


@given(
    with_twins(programs(max_flights=3, max_members=2, max_rules=3, min_goals=1, max_goals=3)),
    st.sampled_from(
        [
            Way("alone", ALONE),
            Way("with the goal after it", PAIRED),
            Way("relaxed alone", RELAXED_ALONE),
            Way("tree first", SPLIT),
        ]
    ),
)
@examples(60)
def test_no_plan_is_lost(one: Program, way: Way) -> None:
    """With twins, and rules of every kind, what solve finds is what trying out every plan finds."""
    with way.taken():
        agrees(one, limit=2000)


CREW = [member(name, selected=at) for name, at in (("ann", -500), ("bob", -90), ("cem", -90))]
REST = GroundTime(days=15, weight=2)


def rivals(*goals: Goal) -> Program:
    """Three flights one after the other with a seat each, and people who are nearly alike."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    return program(flights, CREW, rules=[REST], goals=goals)


@pytest.mark.parametrize(
    ("names", "rules"),
    [({"even-turns"}, 0), ({"keep-rules", "even-turns"}, 1), ({"longest-waiting"}, 0)],
)
def test_what_is_left_out(names: set[str], rules: int) -> None:
    """Goals that come later, and soft rules whose cost is not among those that are left."""
    one = up_to(rivals(EvenTurns(), KeepRules(), LongestWaiting()), frozenset(names))
    assert {goal.name for goal in one.named_goals} == names
    assert len(one.rules) == rules


def test_backups_of_soft_rules_count() -> None:
    """A plan can keep the backups of the given one also where the rule itself is left out."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    goals = (LeastChange(), EvenTurns(), KeepRules())
    one = program(flights, CREW, rules=[Backup(weight=2)], goals=goals)
    lines = [*tour("ann", "F0"), *tour("bob", "F1"), Assignment("F0", "backup", "pilot", "bob")]
    with Way("alone", ALONE).taken():
        result = solve(one, Plan(lines))  # no one is on F2: it is no plan yet
    assert [goal.value for goal in result.goals] == [0, 3, 2]


def test_the_log_tells(caplog: pytest.LogCaptureFixture) -> None:
    """Who is interchangeable depends on the goals so far: first three people, then two."""
    caplog.set_level(logging.DEBUG, "seatplan.engine")
    with Way("alone", ALONE).taken():
        result = solve(rivals(FillSeats(), EvenTurns(), LongestWaiting()))
    assert [goal.value for goal in result.goals][1:] == [3, 3, 743]
    told = [record.getMessage() for record in caplog.records if " alone: " in record.getMessage()]
    assert [one.split("; ")[1] for one in told] == [
        "1 classes, 3 people interchangeable",
        "1 classes, 2 people interchangeable",
    ]


def test_a_row_that_loses_a_known_plan_is_an_error() -> None:
    """If the rows against symmetry barred everyone, the engine would raise an error."""

    def bar_all(model: SeatModel, classes: tuple[Class, ...]) -> None:
        for way in model.tours:
            model.add_linear(LinearExpr([way.literal]), None, 0)

    one = rivals(EvenTurns(), LongestWaiting())
    with (
        Way("alone", ALONE).taken(),
        patch.object(goal_alone, "break_symmetry", bar_all),
        pytest.raises(EngineError, match="claims that there is none for 'even-turns'"),
    ):
        solve(one)


def test_its_neighborhoods_are_those_of_the_whole() -> None:
    """The incumbent has values of the whole model, which mean something else in this one."""
    whole = Mock()
    alone = object.__new__(GoalAlone)
    alone.whole = whole
    alone.improve(1.0)
    whole.improve.assert_called_once_with(1.0)


def test_its_relaxation_proves_a_goal(caplog: pytest.LogCaptureFixture) -> None:
    """A goal whose relaxation is integral is proved without a search of the goal."""
    caplog.set_level(logging.DEBUG, "seatplan.engine")
    with Way("relaxed alone", RELAXED_ALONE).taken():
        result = solve(rivals(FillSeats(), LongestWaiting(), EvenTurns()))
    assert [goal.value for goal in result.goals] == [0, 3, 743, 3]
    told = [one.getMessage() for one in caplog.records]
    lines = [one for one in told if one.startswith("relaxation of the goal alone: ")]
    assert any(one.endswith("after longest-waiting 743 of 743") for one in lines)


def test_its_relaxation_only_where_it_is_much_smaller() -> None:
    """A model that lacks little has no relaxation of its own."""
    one = rivals(FillSeats(), EvenTurns(), LongestWaiting())
    with (
        Way("relaxed alone", RELAXED_ALONE).taken(),
        patch.object(goal_alone, "SMALLER", 0.0),
        patch.object(GoalAlone, "relax") as relaxed,
    ):
        assert solve(one).status is Status.OPTIMAL
    relaxed.assert_not_called()


def test_a_plan_that_breaks_what_is_put_off_is_no_contradiction() -> None:
    """A soft rule that is hard by now may be put off in the model of a goal, and be posted in the
    whole: a plan of the former that breaks it is not completed there, since there is none."""
    crew = [member("ann", flights_before=1, days_before=9), member("bob"), member("cem")]
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    goals = [KeepRules(), EvenTurns(), LongestWaiting()]
    one = program(flights, crew, rules=[Experience(weight=1)], goals=goals)
    rookies = Plan([*tour("bob", "F0"), *tour("cem", "F1")])
    offered: list[str] = []

    def offers(self: GoalAlone, methods: Sequence[Simplex]) -> None:
        offered.extend(self.model.lazy_rows)
        self.whole.model.separate(list(self.whole.model.lazy_rows))
        self.complete(rookies)

    with (
        Way("put off", (FIRST, PUT_OFF, *RELAXED_ALONE)).taken(),
        patch.object(GoalAlone, "relax", offers),
    ):
        result = solve(one)
    assert "experience:F0" in offered
    assert result.status is Status.OPTIMAL
    assert result.goals[0].value == 0


@pytest.mark.parametrize(("share", "open_"), [(10.0, []), (0.0, [4])])
def test_before_the_start_of_the_largest_programs(share: float, open_: list[int]) -> None:
    """Goals that their own relaxations prove are done before the start, which does not come if none
    is left; if the hard rules are nearly the whole program, it gets all."""
    begun: list[int] = []

    def begin(run: Run, model: SeatModel, *, improved: bool = False) -> None:
        begun.append(len(run.todo))

    one = rivals(LongestWaiting(), FillSeats(), EvenTurns(), KeepRules())
    way = Way("largest", (*LARGEST, (driver, "SMALLER", share)))
    with way.taken(), patch.object(driver, "begin", begin):
        result = solve(one)
    assert [goal.value for goal in result.goals] == [743, 3, 3, 0]
    assert begun == open_


def test_two_goals_in_one_sum() -> None:
    """A search of the next goal and the one after it proves both at once."""
    run = run_of(rivals(KeepRules(), EvenTurns()))
    portfolio = Portfolio(run, with_model(run))
    portfolio.secure(1.0)
    portfolio.pair(1.0)
    assert run.incumbent is not None
    open_ = [one for one in run.todo if run.incumbent.values[one.goal.name] != run.bound_of(one)]
    assert not open_


@pytest.mark.parametrize(("after", "worth_it"), [(EvenTurns(), True), (LongestWaiting(), False)])
def test_a_goal_that_tells_people_apart_stays_behind(after: Goal, worth_it: bool) -> None:
    """Who has waited longer is no longer interchangeable, which may be worth more than the sum."""
    run = run_of(rivals(KeepRules(), after))
    assert (Portfolio(run, with_model(run)).with_next is not None) is worth_it
