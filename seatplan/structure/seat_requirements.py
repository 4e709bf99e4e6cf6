r"""Who sits in a seat is of an agency that may have it and holds all that the seat requires.

On the launch day for the way up, on the landing day for the way down.

Formula:
    x_{f \ell r m} = 1 \;\Rightarrow\; \mathtt{agency}_m \in \mathtt{agencies}_r
    \;\text{and}\; m \text{ holds all of } \mathtt{requires}_r
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from seatplan.modelling import Model
from seatplan.program import LEGS, CrewMember, Flight, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement
from seatplan.structure import availability
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed


def requirement(flight: Flight, seat: Seat) -> Requirement:
    """A role on a flight goes to those whom its requirements admit."""
    needs = sorted(seat.requires)
    if seat.agencies is not None:
        needs.append(f"membership of {listed(sorted(seat.agencies), 'or')}")
    message = (
        f"the {seat.role} of {flight.id} ({flight.launch}) has {listed(needs or ['no needs'])}"
    )
    decision = f"waive {listed(needs or ['nothing'])} for the {seat.role} of {flight.id}"
    key = f"seat-requirements:{flight.id}:{seat.role}"
    return Requirement(key, "seat-requirements", message, (flight.id,), (), decision)


def seat_of(lookup: ProgramIndex, here: Requirement) -> tuple[Flight, Seat]:
    """The flight and the role that a requirement is about."""
    flight = lookup.flights[here.flights[0]]
    return flight, lookup.seats(flight)[here.id.removeprefix(f"seat-requirements:{flight.id}:")]


def trainees(lookup: ProgramIndex, here: Requirement) -> list[CrewMember]:
    """Who could be trained for a seat, the likeliest first; whether that would help is not asked.

    Those for whom the seat is fixed; else those of an agency that may have it: first those who are
    free for the flight, of them those who lack the least, then those who may have another seat.
    """
    flight, seat = seat_of(lookup, here)
    day = flight.launch
    admitted = lookup.may_sit(seat, day)
    aboard = frozenset().union(*(lookup.may_sit(s, day) for s in lookup.seats(flight).values()))
    lacking = [
        member
        for member in lookup.members.values()
        if member.id not in admitted and (seat.agencies is None or member.agency in seat.agencies)
    ]
    places = {(entry.flight, entry.role, entry.member) for entry in lookup.program.fixed}
    wished = [one for one in lacking if (flight.id, seat.role, one.id) in places]

    def distance(member: CrewMember) -> tuple[bool, int, bool, str]:
        away = bool(availability.meets(lookup, member, flight, flight))
        missing = sum(not lookup.holds(member.id, held, day) for held in seat.requires)
        return away, missing, member.id not in aboard, member.id

    return sorted(wished or lacking, key=distance)


def with_trainees(here: Requirement, members: Sequence[CrewMember]) -> Requirement:
    """The same with the other way to have it: any one of these is trained."""
    names = [member.name for member in members]
    if not names:
        return here
    train = f"train {names[0]}" if len(names) == 1 else f"train one of {listed(names, 'or')}"
    return evolve(here, decision=f"{here.decision}, or {train} for it")


def violations(reading: PlanIndex) -> Iterator[Finding]:
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
