"""`solve` finds what an enumeration of all plans, evaluated by `check`, finds.

The status is the same, each goal has the best value under the best of those before it, and the
bound that is proved is that value.
"""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, Program, goal_kinds, rule_kinds
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import (
    agrees,
    assert_named_alike,
    bare_programs,
    check_goal,
    check_rule,
    days,
    known_goals,
    known_rules,
    plans,
    programs,
)

from .effort import examples


@given(programs())
@examples(200)
def test_whole_programs(program: Program) -> None:
    """Rules and goals of every kind together."""
    agrees(program)


@given(programs(max_flights=4, max_members=3, max_rules=3, max_goals=3))
@examples(100)
def test_longer_programs(program: Program) -> None:
    """Programs with more flights and fewer people have chains of ways home and many tours."""
    agrees(program)


@given(st.data())
@examples(60)
def test_structure_alone(data: st.DataObject) -> None:
    """The laws alone, with taken seats as the only goal, and with a past."""
    goals = (FillSeats(),) if data.draw(st.booleans()) else ()
    program = evolve(data.draw(bare_programs()), goals=goals)
    past = data.draw(plans(program))
    agrees(program)
    agrees(program, past, as_of=data.draw(days(-1, 45)))
    assert_named_alike(program, past)


OF_SHIPS = {"blackout", "spacing", "handover", "keep-dates"}
"""Kinds about dates, which are fixed here, so few examples are enough."""


@pytest.mark.parametrize("kind", known_rules())
def test_each_rule(kind: str) -> None:
    """Each kind of rule alone, hard and soft."""
    check_rule(kind, settings=examples(15 if kind in OF_SHIPS else 50))


@pytest.mark.parametrize("kind", known_goals())
def test_each_goal(kind: str) -> None:
    """Each goal with and without a rule."""
    check_goal(kind, settings=examples(15 if kind in OF_SHIPS else 60))


def test_every_kind_is_drawn() -> None:
    """Every built-in rule and goal has a maker."""
    own = ("seatplan.rules.", "seatplan.goals.")
    kinds = {
        name
        for name, kind in (*rule_kinds().items(), *goal_kinds().items())
        if kind.__module__.startswith(own)
    }
    assert kinds <= {*known_rules(), *known_goals()}


@st.composite
def programs_with_plans(draw: st.DrawFn) -> tuple[Program, Plan]:
    """A program and any plan of it, valid or not."""
    program = draw(programs())
    return program, draw(plans(program))


@given(programs_with_plans(), days(-1, 45))
@examples(200)
def test_with_a_past(drawn: tuple[Program, Plan], as_of: date) -> None:
    """With any past, valid or not, `solve` finds what the enumeration finds."""
    program, plan = drawn
    agrees(program, plan, as_of=as_of)


@given(st.data())
@examples(100)
def test_near_a_plan(data: st.DataObject) -> None:
    """Any given plan leads to the same values, and `least-change` compares with it."""
    program = data.draw(programs(goals=("least-change", "fill-seats", "keep-rules"), min_goals=1))
    agrees(program, data.draw(plans(program)))
