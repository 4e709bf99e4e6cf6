"""Usage indicators: one row for both; links between counts of a member's tours exclude no plan."""

from __future__ import annotations

from collections import Counter
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, Program, solve
from seatplan.engine.lexicographic.fewest_people import usage_of
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.kinds import Goal, Rule
from seatplan.modelling import ALWAYS, Turns
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.testing import agrees, days, programs
from tests.build import flight, program
from tests.engine.counting import counted, counting
from tests.engine.partials import relaxed_of, search_of
from tests.properties.effort import examples


@given(counting(), st.none() | days(-1, 45))
@examples(60)
def test_nobody_flies_who_does_not_count(drawn: tuple[Program, Plan], as_of: date | None) -> None:
    """Each tour that counts is in a row with its owner, and no such row is duplicated."""
    one, plan = drawn
    model, _, count = counted(one, plan if as_of is not None else None, as_of)
    mine = count.by_member(range(len(count.tours)))
    rows = [{*model.rows.variables(row)} for row in range(len(model.rows))]
    for member, owner in count.literals.items():
        if owner == ALWAYS:
            continue
        with_owner = [row for row in rows if owner in row]
        for tour in mine.get(member, ()):
            assert any(tour in row for row in with_owner)
        assert max(Counter(map(frozenset, with_owner)).values(), default=0) <= 1


def test_one_row_says_both() -> None:
    """The row of two tours on one day gets the owner, and no other row is posted."""
    one = program(
        [flight("F1", 1, 11), flight("F2", 5, 15)], ["ann", "bob"], goals=[FewestMembers()]
    )
    model = build_model(one)
    before = len(model.rows)
    (term,) = terms(model, one.named_goals)
    assert len(model.rows) == before
    count = usage_of(model, term)
    assert count is not None
    tours = count.by_member(range(2))["ann"]
    rows = [set(model.rows.variables(row)) for row in range(before)]
    assert rows.count({count.literals["ann"], *tours}) == 1


COUNTING = ("even-turns", "longest-waiting", "fewest-members", "fill-seats")
RULES = ("experience", "ground-time", "career")


@given(
    programs(
        rules=RULES,
        goals=COUNTING,
        max_flights=4,
        max_members=3,
        min_rules=1,
        max_rules=3,
        min_goals=2,
        max_goals=3,
    )
)
@examples(40)
def test_no_plan_is_lost(one: Program) -> None:
    """With all kinds that count tours, `solve` finds what an enumeration finds."""
    agrees(one)


def bound(one: Program, *proved: int) -> int:
    """The bound of the relaxation for the first unproved goal."""
    model = build_model(one)
    model.post_links()
    todo = terms(model, one.named_goals)
    signs = [1 if term.goal.sense == "max" else -1 for term in todo]
    for term, sign, value in zip(todo, signs, proved, strict=False):
        least, most = (value, None) if sign > 0 else (None, value)
        model.add_linear(term.expression, least, most)
    at = len(proved)
    linear = linear_program_of(model, todo[at].expression * signs[at])
    relaxed = relaxed_of(linear, search_of(one))
    assert relaxed is not None
    return signs[at] * relaxed.bound


def four(*goals: Goal, rules: tuple[Rule, ...] = ()) -> Program:
    """Four successive flights with one seat each, and four rookies."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(4)]
    return program(flights, ["ann", "bob", "cem", "dan"], goals=goals, rules=rules)


VETERANS = Experience(flights=("F2", "F3"))
"""The crews of F2 and F3 must have flown on an earlier flight."""

IN_TIME = Experience(flights=("F2",), weight=1)
"""The crew of F2 should have flown on an earlier flight and rested."""


@pytest.mark.parametrize(
    ("one", "proved"),
    [
        (four(FewestMembers(), EvenTurns()), (1,)),
        (four(FewestMembers(), LongestWaiting()), (1,)),
        (four(EvenTurns(), rules=(VETERANS,)), ()),
        (four(EvenTurns(), LongestWaiting(), rules=(VETERANS,)), (8,)),
        (four(KeepRules(), rules=(IN_TIME, GroundTime(days=35))), ()),
        (four(EvenTurns(), rules=(VETERANS, GroundTime(days=15))), ()),
    ],
)
def test_the_bound_is_the_best(one: Program, proved: tuple[int, ...]) -> None:
    """With links, the relaxation is exact for pairs of counts and rests, and not without."""
    best = solve(one).goals[len(proved)].value
    assert bound(one, *proved) == best
    with (
        patch.object(SeatModel, "link_turns", lambda *_: None),
        patch.object(SeatModel, "rest_days", lambda *_: 0),
    ):
        assert bound(one, *proved) != best


def test_links_end_with_a_trial() -> None:
    """Links that were made in a trial are removed with it."""
    model = build_model(four())
    model.post_links()
    count = len(model.rows)
    forget = model.on_trial()
    terms(model, four(FewestMembers(), EvenTurns()).named_goals)
    assert len(model.rows) > count
    forget()
    assert len(model.rows) == count
    model.link_turns("ann", Turns(first=[1]))
    assert len(model.rows) == count


def test_a_selection_of_tours_bounds_nothing() -> None:
    """Counts of a selection of tours do not bound other tours."""
    one = four(FewestMembers(flights=("F0", "F1")), EvenTurns())
    assert [goal.value for goal in solve(one).goals] == [1, 6]
