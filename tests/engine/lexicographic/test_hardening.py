"""Soft rules become hard once no plan may break them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Forbidden, Program, solve
from seatplan.engine.lexicographic.hardening import hardened, least_cost
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.model.objective_blocks import Term
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.kinds import Goal, Rule
from seatplan.program_index import ProgramIndex
from seatplan.rules.frequency import Frequency
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.standby import Standby
from seatplan.testing import agrees, programs
from tests.build import flight, program
from tests.properties.effort import examples


@contextmanager
def one_by_one() -> Iterator[None]:
    """While this lasts goals are proved one at a time, and soft rules become hard."""
    with patch.object(Portfolio, "sum", lambda self, effort: None):
        yield


@given(
    programs(min_rules=1, max_rules=3, min_goals=1, max_goals=2),
    st.sampled_from((None, Fraction(1), Fraction(4))),
)
@examples(40)
def test_no_plan_is_lost(one: Program, give: Fraction | None) -> None:
    """With rules of every kind, what solve finds is what trying out every plan finds."""
    goals = [
        goal if isinstance(goal, KeepRules) else evolve(goal, give=give) for goal in one.named_goals
    ]
    with one_by_one():
        agrees(evolve(one, goals=goals))


REST = GroundTime(days=15, weight=2)
TWICE = Frequency(days=400, max=1, weight=5)


def rivals(people: int, *rules: Rule, goals: tuple[Goal, ...] = ()) -> Program:
    """Three flights one after the other with a seat each."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    return program(flights, ["ann", "bob", "cem"][:people], rules=rules, goals=goals)


@pytest.mark.parametrize(("cost", "soft"), [(0, []), (1, []), (2, [2]), (4, [2]), (5, None)])
def test_what_becomes_hard(cost: int, soft: list[int] | None) -> None:
    """Rules whose weight is above the cost; the names of rules and the goals stay."""
    one = rivals(3, REST, TWICE, goals=(EvenTurns(),))
    made = hardened(one, cost)
    if soft is None:
        assert made is None
        return
    assert made is not None
    assert [rule.weight for rule in made.rules if rule.weight] == soft
    assert [rule.name for rule in made.named_rules] == [rule.name for rule in one.named_rules]
    assert made.named_goals == one.named_goals


@pytest.mark.parametrize(("weight", "soft"), [(None, [2]), (3, [2])])
def test_limits_stay_soft_where_others_may_stand_in(weight: int | None, soft: list[int]) -> None:
    """Of two soft rules, the one without limits on tours becomes hard, and so does `standby`."""
    made = hardened(rivals(3, REST, TWICE, Standby(weight=weight), goals=(EvenTurns(),)), 0)
    assert made is not None
    assert [rule.weight for rule in made.rules if rule.weight] == soft


def test_a_rule_that_stays_soft_is_not_broken() -> None:
    """Where limits stay soft, a plan that should break no rule does not break them either, and the
    cost is at least the least weight of a rule or a wish."""
    goals = (KeepRules(), FewestMembers())
    one = rivals(3, REST, TWICE, Standby(weight=4), goals=goals)
    with one_by_one():
        agrees(one)
    wish = Forbidden("F1", "ann", weight=1)
    agrees(evolve(one, forbidden=(wish, Forbidden("F1", "bob"), Forbidden("F1", "cem"))))


def test_a_rule_that_is_broken_costs_its_weight() -> None:
    """The cheapest rule or wish is the least that it can cost to break any."""
    assert least_cost(rivals(3, REST, TWICE)) == 2
    assert least_cost(rivals(3)) == 0
    wish = Forbidden("F1", "ann", weight=1)
    assert least_cost(evolve(rivals(3, REST, TWICE), forbidden=(wish,))) == 1


@pytest.mark.parametrize(("people", "cost"), [(3, 0), (2, 5), (1, 19)])
def test_the_log_tells(people: int, cost: int, caplog: pytest.LogCaptureFixture) -> None:
    """Where no rule need be broken all become hard; else those that cost more; then none."""
    one = rivals(people, REST, TWICE, goals=(KeepRules(), LongestWaiting(), EvenTurns()))
    with one_by_one(), caplog.at_level(logging.DEBUG, "seatplan.engine"):
        result = solve(one)
    assert result.goals[0].value == result.goals[0].bound == cost
    became = any("soft rules hard" in line for line in caplog.messages)
    assert became == (cost < 5)
    assert result.goals == solve(one).goals


def test_goals_before_the_cost_of_rules(caplog: pytest.LogCaptureFixture) -> None:
    """A plan that breaks no soft rule is also the best in the goals before; here there is none."""
    one = rivals(3, TWICE, goals=(FewestMembers(), KeepRules(), LongestWaiting()))
    with one_by_one(), caplog.at_level(logging.DEBUG, "seatplan.engine"):
        result = solve(one)
    assert [goal.value for goal in result.goals] == [1, 15, 20]
    assert any("trying no soft rule broken" in line for line in caplog.messages)


@pytest.mark.parametrize("give", [0, 2])
def test_rules_become_hard_where_other_goals_give(
    give: int, caplog: pytest.LogCaptureFixture
) -> None:
    """The goal that gives comes back in the model in which they are hard."""
    fewest, even = FewestMembers(give=Fraction(2)), EvenTurns(give=Fraction(give))
    one = rivals(3, REST, goals=(fewest, KeepRules(), even))
    with one_by_one(), caplog.at_level(logging.DEBUG, "seatplan.engine"):
        agrees(one)
    assert any("soft rules hard" in line for line in caplog.messages)


def test_what_is_given_up_is_no_hard_rule(caplog: pytest.LogCaptureFixture) -> None:
    """Where a requirement is given up the soft rules stay as they are."""
    one = rivals(3, REST, TWICE, goals=(KeepRules(), EvenTurns()))
    (rest, _) = one.named_rules
    assert isinstance(rest, GroundTime)
    gone = [rest.requirement(ProgramIndex(one), one.crew[0])]
    with one_by_one(), caplog.at_level(logging.DEBUG, "seatplan.engine"):
        assert solve(one, without=gone).goals[0].value == 0
    assert not any("soft rules hard" in line for line in caplog.messages)


def test_a_proof_fixes_what_the_relaxation_of_its_own_goal_shows() -> None:
    """A goal that is proved by what is known already is no reason to use the goal before it."""
    one = rivals(2, REST, TWICE, goals=(KeepRules(), FillSeats(), LongestWaiting()))
    relaxed: list[str] = []
    proved: list[str] = []
    relax, prove = Portfolio.relax, Portfolio.prove

    def relaxing(self: Portfolio, effort: float) -> None:
        relaxed.append(self.first.goal.name)
        relax(self, effort)

    def proving(self: Portfolio, term: Term, value: int) -> None:
        proved.append(term.goal.name)
        assert self.goal.linear is None or relaxed[-1] == term.goal.name
        prove(self, term, value)

    with (
        one_by_one(),
        patch.object(Portfolio, "relax", relaxing),
        patch.object(Portfolio, "prove", proving),
    ):
        result = solve(one)
    assert relaxed[0] == "keep-rules"
    assert proved == ["keep-rules", "fill-seats", "longest-waiting"]
    assert result.goals == solve(one).goals


def test_a_goal_that_gives_is_proved_and_comes_again() -> None:
    """The ways that were left for it are not taken for the goal after it."""
    one = rivals(2, REST, TWICE, goals=(FewestMembers(give=Fraction(3)), KeepRules()))
    with one_by_one():
        result = solve(one)
    assert [goal.value for goal in result.goals] == [2, 5]


@pytest.mark.parametrize("weight", [None, 3])
def test_who_may_stand_in_is_not_changed(weight: int | None) -> None:
    """A rest that becomes hard would bar stand-ins that the soft one lets through."""
    rest = GroundTime(days=15, weight=5)
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    goals = (KeepRules(), EvenTurns())
    one = program(flights, ["ann", "bob"], rules=(rest, Standby(weight=weight)), goals=goals)
    with one_by_one():
        agrees(one)
        assert solve(one).goals[0].value == 0
