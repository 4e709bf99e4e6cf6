"""Open dates: what `solve` finds is the best over all choices of dates."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan.program import Program
from seatplan.testing import agrees, days, plans, programs, some_dates, windowed
from seatplan.testing.laws import patient


@st.composite
def open_programs(draw: st.DrawFn, **given: object) -> Program:
    """Small programs in which one to three flights may move."""
    program = draw(programs(max_members=3, **given))  # type: ignore[arg-type]
    return draw(windowed(program, most_open=3, most_days=3))


@given(open_programs())
@patient(settings(max_examples=40))
def test_the_best_over_all_choices_of_dates(program: Program) -> None:
    """Whatever rules and goals there are, `solve` finds the best over all choices of dates."""
    agrees(program, limit=1500)


@given(open_programs(), st.data())
@patient(settings(max_examples=40))
def test_with_a_plan_and_a_past(program: Program, data: st.DataObject) -> None:
    """So it is with a plan to compare with, and with a past that stays on its days."""
    given = data.draw(plans(program))
    given = evolve(given, dates=data.draw(some_dates(program)))
    as_of: date | None = data.draw(st.none() | days(-1, 45))
    agrees(program, given, as_of=as_of, limit=1500)
