"""Eligibility: who may have a seat on which day, and under which assumption a literal is false."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.cp_model_pb2 import INFEASIBLE
from ortools.sat.python.cp_model import CpSolver

from seatplan import Program, check
from seatplan.engine.model.building import build_model
from seatplan.engine.model.eligibility import Eligibility
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.modelling import LinearExpr, Variable
from seatplan.program import LEGS, CrewMember, Flight
from seatplan.testing import bare_programs, windowed
from tests.build import plan, tour
from tests.properties.effort import examples

ABOUT_ONE = ("seat-requirements", "availability", "forbidden")
"""The laws that bar one member from one seat or tour."""


def _stays(one: Program) -> Iterator[tuple[Flight, str, CrewMember, set[str]]]:
    """Each member up and down on one flight in one role, with the requirements that bar it."""
    for ship in one.flights:
        if ship.ascent != "crewed" or ship.descent != "crewed":
            continue
        for seat in build_model(one).lookup.seats(ship).values():
            for who in one.crew:
                alone = plan(tour(who.id, ship.id, role=seat.role))
                broken = check(one, alone).violations
                bars = {
                    found.requirement
                    for found in broken
                    if found.rule in ABOUT_ONE and found.weight is None
                }
                yield ship, seat.role, who, bars


def _stay(model: SeatModel, ship: Flight, role: str, who: CrewMember) -> Variable | None:
    """The literal of that member up and down on one flight in one role."""
    legs = [
        {
            place.literal
            for place in model.candidates.places.get((ship.id, leg), ())
            if (place.role, place.member.id) == (role, who.id)
        }
        for leg in ("up", "down")
    ]
    ways = {way.literal for way in model.tours_of(who.id) if way.up.id == way.down.id == ship.id}
    found = legs[0] & legs[1] & ways
    assert len(found) < 2
    return next(iter(found), None)


@given(bare_programs(max_flights=2, max_members=3))
@examples(40)
def test_a_literal_is_made_where_the_check_finds_nothing(one: Program) -> None:
    """A member has a literal for a stay if and only if no requirement on the member bars it."""
    model = build_model(one)
    for ship, role, who, bars in _stays(one):
        assert (_stay(model, ship, role, who) is None) is bool(bars)


@given(bare_programs(max_flights=1, max_members=2))
@examples(12)
def test_what_may_be_given_up_bars_a_literal_only_under_its_assumption(one: Program) -> None:
    """Where all is assumed, each literal is there, and false if and only if what bars it holds."""
    active = ActiveRequirements(assume=True)
    model = build_model(one, active=active)
    for ship, role, who, bars in _stays(one):
        literal = _stay(model, ship, role, who)
        assert literal is not None
        for held in ({*bars}, *({bar} for bar in bars)):
            cp = model.cp.clone()
            cp.add(model.variables[literal] == 1)
            for name, at in active.assumptions.items():
                cp.add(model.variables[at] == (name in held))
            assert (CpSolver().solve(cp) == INFEASIBLE) is bool(held)


def _on(expression: LinearExpr, literal: Variable) -> int:
    """The value of a sum of days on the day of this literal."""
    pairs = zip(expression.variables, expression.factors, strict=True)
    return expression.constant + sum(factor for one, factor in pairs if one == literal)


@given(bare_programs(max_flights=2), st.data())
@examples(36)
def test_a_seat_admits_whom_the_program_admits_on_that_day(
    bare: Program, data: st.DataObject
) -> None:
    """On each day of a leg, the expression is what the program has on that day.

    For a seat down, agencies are those of the launch; any possible launch day counts.
    """
    model = build_model(data.draw(windowed(bare, most_days=3)))
    lookup = model.lookup
    screen = Eligibility(model)
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
                        found = screen.when(member, (flight, seat.role, leg))
                        assert _on(found, literal) == (member.id in by_day[day])
                some = screen.admits((flight, seat.role, leg))
                sure = screen.admits((flight, seat.role, leg), certainly=True)
                assert some == frozenset().union(*by_day.values())
                assert sure <= frozenset.intersection(*by_day.values())
                if leg == "up" or len(launches) == 1:
                    assert sure == frozenset.intersection(*by_day.values())
