"""The lines of a block: the people of a flight, each on the days when it is their way home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from seatplan.program import CrewMember, Flight
from seatplan.report.manifest import FlightManifest, is_first
from seatplan.report.page.blocks import Stay
from seatplan.report.palette import NOWHERE, Look
from seatplan.timeline import PlanIndex, Tour


def _day_of_change(tour: Tour) -> date:
    """Return the day from which the flight down, if it is another one, is the way home."""
    return max(tour.up.launch, tour.down.launch)


def lines_of(
    reading: PlanIndex,
    one: FlightManifest,
    letters: Mapping[str, str],
    looks: Mapping[str, Look],
) -> Iterator[Stay]:
    """Yield the lines of a block, in the order of the manifest.

    Args:
        reading: the plan.
        one: the manifest of the flight.
        letters: the abbreviation of each role.
        looks: short name and color of each agency, by id.
    """
    flight = one.flight
    ups = [(person, True) for person in one.up]
    for person, goes_up in [*ups, *((person, False) for person in one.joining)]:
        tour = _tour_of(reading, person.member, person.role, flight, up=goes_up)
        member = reading.lookup.members[person.member]
        agency = member.agency_on(tour.launch if tour is not None else flight.launch)
        look = looks.get(agency or "", NOWHERE)
        given, surname = _parts_of_name(member, person.name)
        first = "°" if goes_up and tour is not None and is_first(reading, tour) else ""
        since, until, remark = _days(flight, tour, up=goes_up)
        yield Stay(
            member=person.member,
            role=person.role,
            letter=letters[person.role],
            tour=tour,
            agency=agency,
            since=since,
            until=until,
            given=given,
            name=surname,
            sign=f"{look.short}{first}",
            remark=remark,
        )
    for person in one.backups:
        member = reading.lookup.members[person.member]
        agency = member.agency_on(flight.launch)
        given, surname = _parts_of_name(member, person.name)
        yield Stay(
            member=person.member,
            role=person.role,
            letter=letters[person.role],
            tour=None,
            agency=agency,
            since=flight.launch,
            until=flight.launch,
            given=given,
            name=surname,
            sign=looks.get(agency or "", NOWHERE).short,
            remark="backup",
            backup=True,
        )
    for role, count in one.empty:
        yield Stay(
            member="",
            role=role,
            letter=letters[role],
            tour=None,
            agency=None,
            since=flight.launch,
            until=flight.landing,
            given="",
            name="empty" if count == 1 else f"{count} empty",
            sign="",
            remark="",
        )


def _parts_of_name(member: CrewMember, shown: str) -> tuple[str, str]:
    """Return the given names and the surname; `shown` has the id after a name that is not unique.

    The id stays with the surname, so that the surnames of two people of one name differ.
    """
    *given, surname = member.name.rsplit(maxsplit=1) or [member.name]
    return " ".join(given), surname + shown.removeprefix(member.name)


def _tour_of(
    reading: PlanIndex, member: str, role: str, flight: Flight, *, up: bool
) -> Tour | None:
    """Return the tour of a line; its role counts, as a broken plan can give a member two seats."""
    for tour in reading.tours.get(member, ()):
        leg = (tour.up, tour.role_up) if up else (tour.down, tour.role_down)
        if leg == (flight, role):
            return tour
    return None


def _days(flight: Flight, tour: Tour | None, *, up: bool) -> tuple[date, date, str]:
    """Return the days on which the flight is the way home, and a remark on the other leg."""
    if tour is None:
        since = flight.launch if up else flight.landing
        return since, flight.landing, "no way home" if up else "never went up"
    if tour.up is tour.down:
        return flight.launch, flight.landing, ""
    day = _day_of_change(tour)
    if not up:
        return min(day, flight.landing), flight.landing, f"↑{tour.up.id}"
    until = min(day, flight.landing)
    gap = (day - until).days
    return flight.launch, until, f"↓{tour.down.id}" + (f" after {gap} d without" if gap else "")
