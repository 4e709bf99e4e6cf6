"""Programs that have lost a ship on the way, drawn with the plan from before."""

from __future__ import annotations

from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from seatplan import Cancel, Edit, Plan, Program, ReturnEmpty
from seatplan.errors import ProgramError
from seatplan.testing import days, plans, programs
from seatplan.testing.draws import chance, subsets
from seatplan.whatif.edited import edited


@st.composite
def losses(draw: st.DrawFn) -> tuple[Program, Plan, date]:
    """A program that has lost ways home of a plan, that plan, and the day of the loss."""
    program = draw(programs(max_rules=1, max_goals=1))
    plan = draw(plans(program))
    as_of = draw(days(2, 40))
    edits: list[Edit] = []
    for flight in program.flights:
        if flight.launch >= as_of and chance(draw, 5):
            edits.append(Cancel(flight.id))
        elif flight.landing >= as_of and not chance(draw, 3):
            others = [one.id for one in program.flights if one is not flight]
            via = draw(subsets(others, at_most=1)) if others and chance(draw, 3) else ()
            edits.append(ReturnEmpty(flight.id, via=via))
    try:
        return edited(program, edits, as_of=as_of), plan, as_of
    except ProgramError:  # `via` another station, or a flight that is canceled
        assume(False)
        raise
