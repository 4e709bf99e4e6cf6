"""Equivalent programs have the same status and values."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Program, Report, check
from seatplan.testing import plans, programs

from .effort import examples
from .rewriting import renamed, renamings, shifted, shuffles, split, splittable
from .solving import best

FOUR_CENTURIES = 146_097
"""The days after which the calendar repeats."""


@given(st.data(), programs())
@examples(120)
def test_other_names(data: st.DataObject, program: Program) -> None:
    assert best(renamed(program, data.draw(renamings(program)))) == best(program)


@given(st.data(), programs())
@examples(120)
def test_other_order(data: st.DataObject, program: Program) -> None:
    assert best(data.draw(shuffles(program))) == best(program)


def _shift(data: st.DataObject, program: Program) -> int:
    """A number of days; where years are counted, one after which years begin on the same days."""
    days = data.draw(st.integers(-400_000, 400_000))
    if any(getattr(rule, "per", None) == "year" for rule in program.rules):
        days = FOUR_CENTURIES * data.draw(st.sampled_from((1, -1, 2)))
    return days


@given(st.data(), programs())
@examples(120)
def test_another_time(data: st.DataObject, program: Program) -> None:
    """Shifting all dates changes nothing."""
    assert best(shifted(program, _shift(data, program))) == best(program)


@given(st.data(), programs())
@examples(150)
def test_two_roles_in_place_of_two_seats(data: st.DataObject, program: Program) -> None:
    """A role with two seats is equivalent to two roles with one seat; see `splittable`."""
    roles = splittable(program)
    assume(roles)
    assert best(split(program, data.draw(st.sampled_from(roles)))) == best(program)


@given(st.data(), programs())
@examples(120)
def test_unavailable_days_in_two_parts(data: st.DataObject, program: Program) -> None:
    """An absence is equivalent to two absences that meet on any day of it."""
    assume(any(member.unavailable for member in program.crew))
    crew = []
    for member in program.crew:
        parts = []
        for one in member.unavailable:
            low, high = one.since or date(2029, 1, 1), one.until or date(2031, 1, 1)
            day = low + timedelta(data.draw(st.integers(0, (high - low).days)))
            parts += [evolve(one, until=day, why="a"), evolve(one, since=day, why="b")]
        crew.append(evolve(member, unavailable=tuple(parts)))
    assert best(evolve(program, crew=tuple(crew))) == best(program)


@given(st.data(), programs())
@examples(200)
def test_reports(data: st.DataObject, program: Program) -> None:
    """A plan has the same violations and values in an equivalent program."""
    plan = data.draw(plans(program))
    # Which of a member's legs of one day pair is not said: there their names decide.
    days_of = {one.id: (one.launch, one.landing) for one in program.flights}
    legs = [(x.member, x.leg, days_of[x.flight][x.leg == "down"]) for x in plan.assignments]
    assume(len(set(legs)) == len(legs))
    report = check(program, plan)
    names, days = data.draw(renamings(program)), _shift(data, program)
    named = check(renamed(program, names), renamed(plan, names))
    shuffled = check(data.draw(shuffles(program)), plan)
    moved = check(shifted(program, days), plan)
    for other in (named, moved, shuffled):
        assert _amounts(other) == _amounts(report)
        assert other.values == report.values


def _amounts(report: Report) -> list[tuple[bool, int]]:
    return sorted((one.hard, one.amount) for one in report.violations)
