"""Admission: who may have a seat, day by day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.model.admission import Admission
from seatplan.engine.model.model import SeatModel
from seatplan.modelling import LinearExpr, Variable
from seatplan.program import LEGS, Program
from seatplan.testing import bare_programs, windowed
from tests.properties.effort import examples


def _on(expression: LinearExpr, literal: Variable) -> int:
    """The value of a sum of days on the day of this literal."""
    pairs = zip(expression.variables, expression.factors, strict=True)
    return expression.constant + sum(factor for one, factor in pairs if one == literal)


@given(bare_programs(max_flights=2), st.data())
@examples(36)
def test_a_seat_admits_whom_the_program_admits_on_that_day(
    bare: Program, data: st.DataObject
) -> None:
    """On each day of a leg, the expression is what the program says of that day.

    For a seat down, agencies are those of the launch; any possible launch day counts.
    """
    model = SeatModel(data.draw(windowed(bare, most_days=3)))
    lookup = model.lookup
    admission = Admission(lookup, model.dates)
    for flight in lookup.flights.values():
        launches = [day for day, _ in model.days_of((flight.id, "up"))]
        for seat in lookup.seats(flight).values():
            for leg in LEGS:
                days = model.days_of((flight.id, leg))
                by_day = {}
                for day, literal in days:
                    if leg == "up":
                        by_day[day] = lookup.may_sit(seat, day)
                    else:
                        each = [lookup.may_sit(seat, day, launch=up) for up in launches]
                        by_day[day] = frozenset().union(*each)
                    for member in lookup.members.values():
                        found = admission.when(member, flight, seat.role, leg, ())
                        assert _on(found, literal) == (member.id in by_day[day])
                some = admission.admits(flight, seat.role, leg)
                sure = admission.admits(flight, seat.role, leg, certainly=True)
                assert some == frozenset().union(*by_day.values())
                assert sure <= frozenset.intersection(*by_day.values())
                if leg == "up" or len(launches) == 1:
                    assert sure == frozenset.intersection(*by_day.values())
