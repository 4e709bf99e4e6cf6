"""Everyone in a seat belongs to an agency that may have it and holds all its qualifications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from seatplan.modelling import Model
from seatplan.program import LEGS, CrewMember, Flight, Leg, Program, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure import availability
from seatplan.structure.law import Law
from seatplan.structure.reseating import reseated
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import listed, opening


def seat_of(lookup: ProgramIndex, here: Requirement) -> tuple[Flight, Seat]:
    """The flight and the seat that a requirement is about."""
    assert here.subject.flight is not None
    assert here.subject.role is not None
    flight = lookup.flights[here.subject.flight]
    return flight, lookup.seats(flight)[here.subject.role]


def trainees(lookup: ProgramIndex, here: Requirement) -> list[CrewMember]:
    """Members who could be trained for a seat, the most suitable first, even if it does not help.

    They are the members who are fixed in the seat or, if there are none, those of an agency that
    may have it. Members who are available for the flight come first, then those who lack the fewest
    qualifications, then those who may have another seat on it.
    """
    flight, seat = seat_of(lookup, here)
    day = flight.launch
    admitted = lookup.may_sit(seat, day)
    aboard = frozenset().union(*(lookup.may_sit(s, day) for s in lookup.seats(flight).values()))
    lacking = [
        member
        for member in lookup.members.values()
        if member.id not in admitted and _may_belong(member, seat, day)
    ]
    places = {
        (entry.flight, entry.role, entry.member)
        for entry in lookup.program.fixed
        if entry.weight is None
    }
    wished = [one for one in lacking if (flight.id, seat.role, one.id) in places]

    def distance(member: CrewMember) -> tuple[bool, int, bool, str]:
        away = bool(availability.meets(lookup, member, flight, flight))
        missing = sum(not lookup.holds(member.id, held, day) for held in seat.requires)
        return away, missing, member.id not in aboard, member.id

    return sorted(wished or lacking, key=distance)


def _may_belong(member: CrewMember, seat: Seat, launch: date) -> bool:
    """Whether the member's agency may have the seat on a flight with that launch day."""
    agency = member.agency_on(launch)
    return agency is not None if seat.agencies is None else agency in seat.agencies


def with_trainees(
    lookup: ProgramIndex, here: Requirement, members: Sequence[CrewMember]
) -> Requirement:
    """The requirement with another way out in its decision: to train one of these members."""
    names = [lookup.name(member.id) for member in members]
    if not names:
        return here
    train = f"train {names[0]}" if len(names) == 1 else f"train one of {listed(names, 'or')}"
    return evolve(here, decision=f"{here.decision}, or {train} for it")


def with_lacking(lookup: ProgramIndex, conflict: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """The requirements of a conflict, with what members who are fixed in the seats lack."""
    return tuple(
        evolve(one, message=f"{one.message}: {why}")
        if one.rule == law_ids.SEAT_REQUIREMENTS and (why := _lacking(lookup, one, conflict))
        else one
        for one in conflict
    )


def _lacking(lookup: ProgramIndex, here: Requirement, conflict: Sequence[Requirement]) -> str:
    """`Wiseman lacks veteran`, `no one holds veteran`; empty if that is not the reason."""
    flight, seat = seat_of(lookup, here)
    found = []
    for one in conflict:
        about = one.subject
        if one.rule == law_ids.FIXED and (about.flight, about.role) == (flight.id, seat.role):
            for leg in (leg for leg in LEGS if about.leg in (None, leg)):
                member = lookup.members[about.member or ""]
                agency = member.agency_on(flight.launch)
                why = lacks(lookup, seat, member, leg_day(flight, leg), leg, agency)
                found += [f"{lookup.name(member.id)} {why}"] if why else []
    if found:
        return listed(dict.fromkeys(found))
    if lookup.may_sit(seat, flight.launch):
        return ""
    missing = [held for held in sorted(seat.requires) if not lookup.holders(held, flight.launch)]
    return f"no one holds {listed(missing, 'or')}" if missing else "no one does"


def lacks(
    lookup: ProgramIndex, seat: Seat, member: CrewMember, day: date, leg: Leg, agency: str | None
) -> str:
    """Why a member does not meet the requirements of a seat: `lacks eva and belongs to NASA`.

    Args:
        lookup: the index of the program.
        seat, member: the seat and the member.
        day, leg: the leg and its day.
        agency: the member's agency on the launch day of the flight up; None if there is none.
    """
    missing = [held for held in sorted(seat.requires) if not lookup.holds(member.id, held, day)]
    found = [f"lacks {listed(missing)}"] if missing else []
    if agency is None and (leg == "up" or seat.agencies is not None):
        found.append("belongs to no agency on the launch day")
    elif seat.agencies is not None and agency not in seat.agencies:
        found.append(f"belongs to {agency}")
    return listed(found) if found else ""


@frozen
class SeatRequirements(Law):
    r"""Everyone in a seat belongs to an agency that may have it and holds all its qualifications.

    Qualifications must be held on the launch day for the way up, and on the landing day for the way
    down. For both, the agency on the launch day of the flight up counts; a member without an agency
    on that day does not go up. A backup must meet the requirements on both days.

    Formula:
        x_{f \ell r m} = 1 \;\Rightarrow\; \mathtt{agency}_m \in \mathtt{agencies}_r
        \;\text{and}\; m \text{ holds all of } \mathtt{requires}_r
    """

    id = law_ids.SEAT_REQUIREMENTS
    for_open_dates = True
    only_bars = True
    rank = 3
    reading_order = 5

    def requirement(self, flight: Flight, seat: Seat) -> Requirement:
        """The requirement for the seats of a role on a flight."""
        needs, waived = [], sorted(seat.requires)
        if seat.requires:
            needs.append(f"hold {listed(sorted(seat.requires))}")
        if seat.agencies is not None:
            agencies = listed(sorted(seat.agencies), "or")
            needs.append(f"belong to {agencies}")
            waived.append(f"membership of {agencies}")
        here = f"{flight.id} ({flight.launch})"
        holder = f"the {seat.role} of {flight.id}"
        if not needs:
            needs, waived = ["belong to an agency"], ["membership of an agency"]
        message = f"{opening(holder)} ({flight.launch}) must {listed(needs)}"
        decision = f"waive {listed(waived)} for {holder}"
        key = requirement_id(self.id, flight.id, seat.role)
        subject = Subject(flight=flight.id, role=seat.role)
        return Requirement(key, self.id, message, (flight.id,), (), decision, subject, here)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each assignment of a member who does not meet the requirements."""
        lookup = reading.lookup
        for flight in lookup.flights.values():
            for leg in LEGS:
                day = leg_day(flight, leg)
                for line in reading.on(flight, leg):
                    seat = lookup.seats(flight)[line.role]
                    member = lookup.members[line.member]
                    lacking = lacks(lookup, seat, member, day, leg, reading.agency_of(line))
                    if lacking:
                        way = f"going up on {day}" if leg == "up" else f"coming down on {day}"
                        here = self.requirement(flight, seat)
                        yield Finding(
                            here,
                            1,
                            f"{lookup.name(member.id)}, {way}, {lacking}",
                            day,
                            members=(member.id,),
                            subject=evolve(here.subject, leg=leg, member=member.id),
                        )
        yield from self._unfit_backups(reading)

    def _unfit_backups(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each backup who does not meet the requirements on one of the two days."""
        lookup = reading.lookup
        for line in reading.backups:
            flight, member = lookup.flights[line.flight], lookup.members[line.member]
            seat = lookup.seats(flight)[line.role]
            agency = member.agency_on(flight.launch)
            lacking = {
                leg_day(flight, leg): lacks(lookup, seat, member, leg_day(flight, leg), leg, agency)
                for leg in LEGS
            }
            days = {day: why for day, why in lacking.items() if why}
            if days:
                found = listed(f"{why} on {day}" for day, why in days.items())
                here = self.requirement(flight, seat)
                yield Finding(
                    here,
                    1,
                    f"{lookup.name(member.id)}, as a backup, {found}",
                    flight.launch,
                    members=(member.id,),
                    subject=evolve(here.subject, leg="backup", member=member.id),
                )

    def constrain(self, model: Model) -> None:
        """Adds nothing: members who do not meet the requirements have no seat variables."""

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program in which the seats of the role on that flight have no requirements."""

        def changed(flight: Flight, seat: Seat) -> Seat:
            mine = self.requirement(flight, seat).id == requirement.id
            return evolve(seat, requires=(), agencies=None) if mine else seat

        return reseated(program, requirement, changed)


SEAT_REQUIREMENTS = SeatRequirements()
