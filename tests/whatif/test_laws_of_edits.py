"""Laws that hold for every edit of every program."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Cancel, Program, ProgramError, check
from seatplan.testing import plans, programs
from seatplan.whatif.known_part import known_part
from seatplan.whatif.scenario_files import edit_from_data, edit_reader, edit_to_data
from tests.properties.effort import examples

from .strategies import edits


def fitting() -> st.SearchStrategy[Program]:
    """Programs with something to edit."""
    return programs(max_flights=3, max_members=3).filter(lambda one: bool(one.flights))


@given(st.data())
@examples(110)
def test_edits_compose(data: st.DataObject) -> None:
    """Applying two edits at once equals applying them in turn, if the first result is valid."""
    program = data.draw(fitting())
    first, second = data.draw(edits(program)), data.draw(edits(program))
    before = program.to_dict()
    try:
        between = program.apply(first)
        after = between.apply(second)
    except ProgramError:
        assume(False)
    assert program.apply(first, second) == after
    assert program.to_dict() == before


@given(st.data())
@examples(110)
def test_an_edit_is_what_its_table_says(data: st.DataObject) -> None:
    """An edit equals the edit that is read from its table."""
    program = data.draw(fitting())
    edit = data.draw(edits(program))
    reader = edit_reader()
    assert edit_from_data(edit_to_data(edit), reader) == edit
    assert not reader.problems


@given(st.data())
@examples(70)
def test_what_only_restricts_makes_no_plan_legal_or_better(data: st.DataObject) -> None:
    """Edits that only restrict allow no new plan and no better one, as `standing.py` assumes."""
    program = data.draw(fitting())
    edit = data.draw(edits(program))
    assume(edit.only_restricts)
    try:
        after = program.apply(edit)
    except ProgramError:
        assume(False)
    plan = data.draw(plans(program))
    was, now = check(program, plan), check(after, plan)
    assert was.ok or not now.ok
    for goal in program.named_goals:
        change = now.values[goal.name] - was.values[goal.name]
        assert change <= 0 if goal.sense == "max" else change >= 0


@given(st.data())
@examples(100)
def test_a_cancelled_flight_is_named_nowhere(data: st.DataObject) -> None:
    """And the plan without its lines can be read."""
    program = data.draw(fitting())
    flight = data.draw(st.sampled_from(program.flights))
    after = program.apply(Cancel(flight.id))
    assert f"'{flight.id}'" not in repr(after)
    plan = data.draw(plans(program))
    check(after, known_part(after, plan))
