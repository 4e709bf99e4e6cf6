"""Goals that give: what later goals gain, and what is taken back at the end."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from attrs import evolve

from seatplan import CancelToken, GoalValue, Program, ProgramError, Status, solve, what_if
from seatplan.engine.lexicographic.knowledge import rank
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.least_change import LeastChange
from seatplan.goals.prefer import Prefer
from seatplan.worth import Term
from tests.build import flight, plan, program, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21), flight("F3", 21, 31)]
ANN = Prefer(terms=(Term(members=("ann",), value=3),))
"""Three points for each flight of ann."""


def rivals(*goals: Prefer | EvenTurns | FewestMembers | LeastChange) -> Program:
    """Three successive flights with one seat each, and three people."""
    return program(FLIGHTS, ["ann", "bob", "cem"], goals=goals)


@pytest.mark.parametrize(
    ("give", "left", "even"),
    [(0, 9, 9), (2, 9, 9), (3, 6, 5), (6, 3, 3), ("0.3", 9, 9), ("0.34", 6, 5), ("0.99", 3, 3)],
)
def test_what_the_next_goal_makes_of_it(give: object, left: int, even: int) -> None:
    """Whole numbers are units, decimals below 1 a part of the best value, rounded down."""
    result = solve(rivals(evolve(ANN, give=give), EvenTurns()))
    assert result.status is Status.OPTIMAL
    assert result.goals == (
        GoalValue("prefer", left, 9, 9),
        GoalValue("even-turns", even, even, even),
    )
    assert all(goal.optimal for goal in result.goals)


@pytest.mark.parametrize("give", [1.0, 3.0, "1.0"])
def test_a_decimal_of_1_or_more_is_neither_units_nor_a_part(give: float | str) -> None:
    """It would count as one unit where its author may mean all of the value."""
    with pytest.raises(ProgramError) as made:
        rivals(evolve(ANN, give=give))
    with pytest.raises(ProgramError) as read:
        Program.from_dict({**rivals(ANN).to_dict(), "goals": [{"goal": "fill-seats", "give": 1.0}]})
    for caught, written in ((made, give), (read, 1.0)):
        (problem,) = caught.value.problems
        assert problem.message == f"{written} is a decimal, and a decimal must be below 1"
        assert problem.place == ("goals", 0, "give")
        assert problem.hint.endswith("of the goal's units.")
    assert rivals(evolve(ANN, give=1)).goals[0].give == 1


def test_what_comes_back() -> None:
    """If the second goal gives, too, the first goal takes back what is left at the end."""
    result = solve(rivals(evolve(ANN, give=6), EvenTurns(give=2)))
    assert result.goals == (GoalValue("prefer", 6, 9, 9), GoalValue("even-turns", 5, 3, 3))


def test_few_people_give() -> None:
    """A goal that counts people can give, after it was solved number by number."""
    result = solve(rivals(FewestMembers(give=1), EvenTurns()))
    assert result.goals == (GoalValue("fewest-members", 2, 1, 1), GoalValue("even-turns", 5, 5))


def test_no_plan_is_given_up_for_nothing() -> None:
    """If nothing is proved in time, the given plan is returned with its values."""
    token = CancelToken()
    token.cancel()
    given = plan(tour("bob", "F1"), tour("bob", "F2"), tour("bob", "F3"))
    result = solve(rivals(evolve(ANN, give=6), EvenTurns()), given, cancel=token)
    assert result.status is Status.FEASIBLE
    assert [(one.value, one.best, one.optimal) for one in result.goals] == [
        (0, 0, False),
        (9, 9, False),
    ]


def test_plans_compare_by_what_is_still_wanted() -> None:
    """Once its best value is proved, a loss within `give` counts last; before that, as usual."""
    goals = rivals(evolve(ANN, give=3), EvenTurns()).named_goals
    most, less, least = (
        {"prefer": value, "even-turns": even} for value, even in ((9, 9), (6, 5), (3, 3))
    )
    in_order = sorted((less, least, most), key=lambda one: rank(one, goals))
    assert in_order == [least, less, most]
    in_order = sorted((less, least, most), key=lambda one: rank(one, goals, {"prefer": 9}))
    assert in_order == [least, most, less]
    same = {"prefer": 9, "even-turns": 5}
    assert rank(same, goals, {"prefer": 9}) > rank(less, goals, {"prefer": 9})


def test_fewer_changes_than_may_be() -> None:
    """If `least-change` gives, a what-if may change more than necessary for a better plan."""
    old = plan(tour("ann", "F1"), tour("ann", "F2"), tour("bob", "F3"))
    for give, values in ((0, [0, 5]), (4, [4, 3]), (Fraction(1, 2), [0, 5])):
        outcome = what_if(rivals(LeastChange(give=give), EvenTurns()), old)
        assert [goal.value for goal in outcome.result.goals] == values
        assert [goal.best for goal in outcome.result.goals] == [0, values[1]]


def test_never_worse_than_the_given_plan() -> None:
    """The answer is worse than the given plan in no goal by more than that goal gives."""
    one = rivals(evolve(ANN, give=3), EvenTurns())
    for people in itertools.product(("ann", "bob", "cem"), repeat=3):
        given = plan(*(tour(who, f"F{at}") for at, who in enumerate(people, 1)))
        result = solve(one, given)
        assert [goal.value for goal in result.goals] == [6, 5]
