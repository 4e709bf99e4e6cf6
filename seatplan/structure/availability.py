"""No absence overlaps the days `[launch - training days, landing)` of a tour.

Nor does an absence overlap `[launch - backup days, launch)` of a flight with the member as a
backup.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen

from seatplan.modelling import Model
from seatplan.program import CrewMember, Flight, Program, Unavailable
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.backups import busy_from
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids


def _days(interval: Unavailable) -> tuple[date | None, date | None]:
    return interval.since, interval.until


def meets(lookup: ProgramIndex, member: CrewMember, up: Flight, down: Flight) -> list[Unavailable]:
    """The member's absences that a tour, including training, would overlap."""
    if not member.unavailable:
        return []
    start, landing = days_before(up.launch, lookup.training_days(up)), down.landing
    return [
        interval
        for interval in member.unavailable
        if (interval.until is None or (up.launch if interval.training else start) < interval.until)
        and (interval.since or date.min) < min(landing, interval.until or date.max)
    ]


def meets_backup(lookup: ProgramIndex, member: CrewMember, flight: Flight) -> list[Unavailable]:
    """The member's absences that the days as a backup of a flight would overlap."""
    start = busy_from(lookup, flight)
    return [
        one
        for one in member.unavailable
        if not one.training
        and max(start, one.since or date.min) < min(flight.launch, one.until or date.max)
    ]


def days_before(day: date, days: int) -> date:
    """The day that many days earlier, or the first possible date."""
    return day - timedelta(days) if days < day.toordinal() else date.min


@frozen
class Availability(Law):
    r"""No absence overlaps the days `[launch - training days, landing)` of a tour.

    Nor does one overlap the days `[launch - backup days, launch)` of a backup. An absence with
    `training = true` may overlap training days and backup days. The law is waived for flights that
    have launched.

    Formula:
        \begin{aligned}
        & [\, \mathrm{launch}(\tau) - \mathtt{training\_days}(\tau),\; \mathrm{landing}(\tau) \,)
        \cap [\, \mathtt{since}, \mathtt{until} \,) = \emptyset \\
        & [\, \mathtt{launch}_f - \mathtt{backup\_days}_f,\; \mathtt{launch}_f \,)
        \cap [\, \mathtt{since}, \mathtt{until} \,) = \emptyset
        \quad\text{for each backup of } f
        \end{aligned}
    """

    id = law_ids.AVAILABILITY
    for_open_dates = True
    bar = "absent"
    only_bars = True
    rank = 1
    reading_order = 6

    def requirement(
        self, lookup: ProgramIndex, member: CrewMember, interval: Unavailable
    ) -> Requirement:
        """The requirement for one absence of a member."""
        name = lookup.name(member.id)
        since = f" from {interval.since}" if interval.since is not None else ""
        until = f" until {interval.until}" if interval.until is not None else ""
        message = f"{name} is unavailable{since}{until}"
        if interval.training:
            message += " except for training"
        if interval.why:
            message += f" ({interval.why})"
        decision = f"make {name} available{since}{until}"
        parts = [member.id, *(str(day or "") for day in (interval.since, interval.until))]
        if sum(_days(one) == _days(interval) for one in member.unavailable) > 1:
            parts += [interval.why, *(["training"] if interval.training else [])]
        key = requirement_id(self.id, *parts)
        subject = Subject(member=member.id, since=interval.since, until=interval.until)
        return Requirement(key, self.id, message, (), (member.id,), decision, subject)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each absence and each tour, or backup, that overlap."""
        for tour in reading.all_tours():
            for interval in meets(reading.lookup, tour.member, tour.up, tour.down):
                found = f"the tour on {tour.up.id}, {tour.launch} to {tour.landing}, overlaps it"
                yield Finding(
                    self.requirement(reading.lookup, tour.member, interval), 1, found, tour.launch
                )

        for line in reading.backups:
            flight, member = (
                reading.lookup.flights[line.flight],
                reading.lookup.members[line.member],
            )
            for interval in meets_backup(reading.lookup, member, flight):
                since = busy_from(reading.lookup, flight)
                found = (
                    f"the days as a backup of {flight.id}, {since} to {flight.launch}, overlap it"
                )
                here = self.requirement(reading.lookup, member, interval)
                yield Finding(here, 1, found, flight.launch)

    def constrain(self, model: Model) -> None:
        """Adds nothing: tours and backups that overlap an absence have no variables."""

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program without the absence."""
        lookup = ProgramIndex(program)

        def changed(member: CrewMember) -> CrewMember:
            if member.id not in requirement.members:
                return member
            kept = (
                one
                for one in member.unavailable
                if self.requirement(lookup, member, one).id != requirement.id
            )
            return evolve(member, unavailable=tuple(kept))

        return evolve(program, crew=tuple(map(changed, program.crew)))


AVAILABILITY = Availability()
