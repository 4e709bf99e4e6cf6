"""Usage indicators: one row for both "at most one tour" and "the member counts"."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, Program
from seatplan.engine.lexicographic.fewest_people import usage_of
from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import terms
from seatplan.goals.fewest_members import FewestMembers
from seatplan.modelling import ALWAYS
from seatplan.testing import days
from tests.build import flight, program
from tests.engine.counting import counted, counting
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
