"""Who sits in a seat is of an agency that may have it and holds all that the seat requires.

On the launch day for the way up, on the landing day for the way down.
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.lookup import leg_day
from seatplan.modelling import Model
from seatplan.program import LEGS, Flight, Seat
from seatplan.requirement import Finding, Requirement
from seatplan.timeline import Reading
from seatplan.words import leg_of, listed


def requirement(flight: Flight, seat: Seat) -> Requirement:
    """A role on a flight goes to those whom its requirements admit."""
    needs = [listed(seat.requires)] if seat.requires else []
    if seat.agencies is not None:
        needs.append(f"membership of {listed(seat.agencies, 'or')}")
    message = f"the {seat.role} of {flight.id} ({flight.launch}) has {listed(needs or ['no needs'])}"
    key = f"seat-requirements:{flight.id}:{seat.role}"
    return Requirement(key, "seat-requirements", message, (flight.id,))


def violations(reading: Reading) -> Iterator[Finding]:
    """One for each line of a plan whose member the seat does not admit."""
    lookup = reading.lookup
    for flight in lookup.flights.values():
        for leg in LEGS:
            day = leg_day(flight, leg)
            for line in reading.on(flight, leg):
                seat = lookup.seats(flight)[line.role]
                member = lookup.members[line.member]
                lacks = [q for q in seat.requires if not lookup.holds(member.id, q, day)]
                if seat.agencies is not None and member.agency not in seat.agencies:
                    lacks.append(f"a seat of {member.agency}")
                if lacks:
                    found = f"{member.name}, {leg_of(flight, leg)}, lacks {listed(lacks)}"
                    yield Finding(requirement(flight, seat), 1, found, day, members=(member.id,))


def constrain(model: Model) -> None:
    """Nothing to post: whom a seat does not admit has no place in it."""
