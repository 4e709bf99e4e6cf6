"""Eligibility: who gets a literal for which seat, and under which assumption it is false."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from ortools.sat.cp_model_pb2 import INFEASIBLE
from ortools.sat.python.cp_model import CpSolver

from seatplan import Program, check
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.modelling import Variable
from seatplan.program import CrewMember, Flight
from seatplan.testing import bare_programs
from tests.build import plan, tour
from tests.properties.effort import examples

ABOUT_ONE = ("seat-requirements", "availability", "forbidden")
"""The laws that bar one member from one seat or tour."""


def _stays(one: Program) -> Iterator[tuple[Flight, str, CrewMember, set[str]]]:
    """Each member up and down on one flight in one role, with the requirements that bar it."""
    for ship in one.flights:
        if ship.ascent != "crewed" or ship.descent != "crewed":
            continue
        for seat in SeatModel(one).lookup.seats(ship).values():
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
    model = SeatModel(one)
    for ship, role, who, bars in _stays(one):
        assert (_stay(model, ship, role, who) is None) is bool(bars)


@given(bare_programs(max_flights=1, max_members=2))
@examples(12)
def test_what_may_be_given_up_bars_a_literal_only_under_its_assumption(one: Program) -> None:
    """Where all is assumed, each literal is there, and false if and only if what bars it holds."""
    active = ActiveRequirements(assume=True)
    model = SeatModel(one, active=active)
    for ship, role, who, bars in _stays(one):
        literal = _stay(model, ship, role, who)
        assert literal is not None
        for held in ({*bars}, *({bar} for bar in bars)):
            cp = model.cp.clone()
            cp.add(model.variables[literal] == 1)
            for name, at in active.assumptions.items():
                cp.add(model.variables[at] == (name in held))
            assert (CpSolver().solve(cp) == INFEASIBLE) is bool(held)
