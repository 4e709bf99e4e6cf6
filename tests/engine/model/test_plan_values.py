"""Hints at plans: a search starts at the last hint."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.model.building import build_model
from seatplan.engine.model.plan_values import hint_plan
from seatplan.testing import plans, programs, some_dates, windowed
from tests.properties.effort import examples


@given(st.data())
@examples(24)
def test_the_last_hint_is_the_only_one(data: st.DataObject) -> None:
    """After several hints, only the last one is in the model."""
    one = data.draw(windowed(data.draw(programs(max_rules=1, max_goals=1))))
    first, last = (
        evolve(data.draw(plans(one)), dates=data.draw(some_dates(one))) for _ in range(2)
    )
    twice, once = build_model(one), build_model(one)
    hint_plan(twice, first)
    hint_plan(twice, last)
    hint_plan(once, last)
    assert not twice.cp.validate()
    assert str(twice.cp.proto.solution_hint) == str(once.cp.proto.solution_hint)
