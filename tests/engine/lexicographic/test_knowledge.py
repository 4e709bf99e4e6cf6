"""What is known in a solve: which of two plans is better, and bounds that never get weaker."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from unittest.mock import patch

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan
from seatplan.engine.lexicographic.knowledge import Incumbent, Known, rank
from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import block_of, terms
from seatplan.engine.rows.overflow import LARGEST_GOAL
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.kinds import Goal
from tests.build import flight, plan, program, seat, tour
from tests.properties.effort import examples

MOST, LEAST = FillSeats(id="most"), EvenTurns(id="least")
GOALS: tuple[Goal, ...] = (MOST, LEAST)
values = st.fixed_dictionaries({"most": st.integers(0, 3), "least": st.integers(0, 3)})


@given(values, values)
@examples(60)
def test_better_is_more_of_the_first_goal_that_differs(
    one: dict[str, int], two: dict[str, int]
) -> None:
    """More of a maximized goal, less of a minimized one; strictly, so two equal plans are not."""
    first, second = Incumbent(Plan(), one, None), Incumbent(Plan(), two, None)
    expected = (one["most"], -one["least"]) > (two["most"], -two["least"])
    assert first.is_better_than(second, GOALS, {}) == expected
    assert first.is_better_than(None, GOALS, {})


@given(values, values, st.integers(0, 3), st.integers(0, 2))
@examples(80)
def test_what_a_proved_goal_gives_counts_last(
    one: dict[str, int], two: dict[str, int], best: int, give: int
) -> None:
    """Within its `give` of the best value a loss counts only if all other goals are equal; beyond
    it, and while the best is not known, it counts first."""
    goals = (evolve(MOST, give=Fraction(give) if give else None), LEAST)

    def expected(of: dict[str, int]) -> tuple[int, ...]:
        if not give:
            return of["most"], -of["least"]
        return min(of["most"], best - give), -of["least"], of["most"]

    assert (rank(one, goals, {"most": best}) > rank(two, goals, {"most": best})) == (
        expected(one) > expected(two)
    )
    assert (rank(one, goals) > rank(two, goals)) == (
        (one["most"], -one["least"]) > (two["most"], -two["least"])
    )


def known(goals: Sequence[Goal]) -> Known:
    """A state in which nothing is proved: three optional seats one after the other."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    one = program(flights, ["ann", "bob"], seats=[seat(optional=True)], goals=goals)
    state = Known(one, None, None)
    state.todo = terms(build_model(one), one.named_goals)
    return state


@given(st.lists(st.integers(-2, 12), max_size=5), st.booleans())
@examples(40)
def test_bounds_never_get_weaker(bounds: list[int], most: bool) -> None:
    """Whatever is claimed in whatever order, the closest bound counts."""
    state = known(GOALS if most else GOALS[::-1])
    term = state.todo[0]
    assert (term.goal.sense == "max") == most
    for number, bound in enumerate(bounds):
        state.raise_bound(term, bound)
        closest = min if most else max
        assert state.bound_of(term) == closest([term.best, *bounds[: number + 1]])


def test_a_bound_of_a_sum_is_for_its_first_goal() -> None:
    """Without a plan it knows how good the first goal can be; of the next goal it knows something
    only where the plan has reached the first bound."""
    state = known(GOALS)
    most, least = state.todo
    block = block_of(state.todo)
    unit = block.parts[0].weight
    state.raise_bounds(block, float("inf"))
    assert state.bounds == {}
    state.raise_bounds(block, 2 * unit + 1.0)
    assert state.bound_of(most) == most.low + 2
    assert state.bound_of(least) == least.best
    state.incumbent = Incumbent(Plan(), {"most": most.low + 1, "least": 9}, None)
    state.raise_bounds(block, 2 * unit + block.parts[1].gain(5))
    assert state.bound_of(least) == least.best, "the plan is not at the first bound"
    state.incumbent = Incumbent(Plan(), {"most": most.low + 2, "least": 9}, None)
    state.raise_bounds(block, 2 * unit + block.parts[1].gain(5))
    assert state.bound_of(least) == 5


def test_a_proved_goal_is_done() -> None:
    """It is no longer open, its best value is known, and it bounds itself."""
    state = known(GOALS)
    first, second = state.todo
    state.prove(first, 3)
    assert state.todo == [second]
    assert state.best == {"most": 3}
    assert state.bound_of(first) == 3
    assert [(one.value, one.bound, one.proved) for one in state.reached] == [(3, 3, True)]
    state.prove(second, 5)
    assert state.todo == []


def test_a_goal_that_gives_comes_back_at_the_end() -> None:
    """After all others, within what it gives; then it has two values."""
    state = known((evolve(MOST, give=Fraction(1)), LEAST))
    first, second = state.todo
    state.prove(first, 3)
    assert [(one.goal.name, one.last) for one in state.todo] == [("least", False), ("most", True)]
    state.prove(second, 2)
    (again,) = state.todo
    assert (again.goal.name, again.last, again.low, again.high) == ("most", True, 2, 3)
    state.prove(again, 2)
    assert state.todo == []
    assert (state.best, state.last) == ({"most": 3, "least": 2}, {"most": 2})
    assert state.gave == 1


def test_a_goal_with_nothing_to_give_has_its_last_value_at_once() -> None:
    """Half of 0 leaves no room, so there is no second time."""
    state = known((evolve(LEAST, give=Fraction(1, 2)), MOST))
    first, second = state.todo
    state.prove(first, 0)
    state.prove(second, 3)
    assert (state.todo, state.last) == ([], {"least": 0})


def test_the_given_plan_counts_once_its_loss_is_allowed() -> None:
    """A given plan that loses within the `give` of a proved goal is the best if it is better in the
    goals after it."""
    state = known((evolve(MOST, give=Fraction(1)), LEAST))
    state.incumbent = Incumbent(Plan(), {"most": 3, "least": 5}, None)
    state.given = Incumbent(plan(tour("ann", "F0")), {"most": 2, "least": 1}, None)
    state.prove(state.todo[0], 3)
    assert state.incumbent is state.given


def test_before_there_is_a_model_every_goal_is_open() -> None:
    """Each has the value of the plan, and a bound that is no better than what can be counted."""
    one = known((FillSeats(), LongestWaiting())).program
    state = Known(one, None, None)
    state.incumbent = Incumbent(Plan(), {"fill-seats": 0, "longest-waiting": 7}, None)
    left = state.left()
    assert [(found.goal.name, found.value) for found in left] == [
        ("fill-seats", 0),
        ("longest-waiting", 7),
    ]
    assert left[0].bound >= 3
    assert left[1].bound >= 7
    assert not any(found.proved for found in left)


def test_claims_name_what_the_goals_before_keep() -> None:
    """The claim about a goal has the least values of the goals before it."""
    from seatplan.result import GoalValue

    state = known((evolve(MOST, give=Fraction(1)), LEAST))
    claims = state.claims([GoalValue("most", 3, 3), GoalValue("least", 5, 5)], ((), None))
    assert [(one.goal, one.bound) for one in claims] == [("most", 3), ("least", 5)]
    assert [[(kept.goal, kept.value) for kept in one.kept] for one in claims] == [[], [("most", 2)]]
    assert (state.claim(((), None)).goal, state.claim(((), None)).kept) == (None, ())


@given(st.integers(0, 3), st.none() | st.integers(0, 3), st.booleans())
@examples(30)
def test_an_open_goal_claims_no_less_than_its_value(
    value: int, bound: int | None, most: bool
) -> None:
    """A bound that the plan has passed is none, and without a bound it is beyond all numbers."""
    state = known(GOALS)
    goal = GOALS[0] if most else GOALS[1]
    state.incumbent = Incumbent(Plan(), {goal.name: value}, None)
    found = state._open(goal, bound)
    beyond = LARGEST_GOAL if most else -LARGEST_GOAL
    limit = value + beyond if bound is None else bound
    assert (found.value, found.worst) == (value, value)
    assert found.bound == (max(value, limit) if most else min(value, limit))


def test_the_goals_that_are_left() -> None:
    """Those that are open, with their bounds; the second time of a goal that gives is no goal. A
    bound of the difference from a plan is about that plan, before there is a model, too."""
    state = known((evolve(MOST, give=Fraction(1)), LEAST))
    state.incumbent = Incumbent(Plan(), {"most": 1, "least": 2}, None)
    assert [one.goal.name for one in state.left()] == ["most", "least"]
    state.prove(state.todo[0], 2)
    assert [one.goal.name for one in state.left()] == ["least"]
    assert state.reached[0].worst == 1
    given_plan = plan(tour("ann", "F0"))
    fresh = Known(known([LeastChange()]).program, given_plan, None)
    fresh.incumbent = Incumbent(Plan(), {"least-change": 2}, None)
    with patch.object(LeastChange, "limit", return_value=0) as limit:
        assert fresh.left()[0].bound == 0
    assert limit.call_args.args[0].reference is given_plan
