"""The lines of a block: the people of a flight, each on the days when it is their way home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from seatplan.program import Flight
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
        *given, name = person.name.rsplit(maxsplit=1) or [person.name]
        first = "°" if goes_up and tour is not None and is_first(reading, tour) else ""
        since, until, remark = _days(flight, tour, up=goes_up)
        yield Stay(
            person.member,
            person.role,
            letters[person.role],
            tour,
            agency,
            since,
            until,
            " ".join(given),
            name,
            f"{look.short}{first}",
            remark,
        )
    for person in one.backups:
        agency = reading.lookup.members[person.member].agency_on(flight.launch)
        *given, name = person.name.rsplit(maxsplit=1) or [person.name]
        yield Stay(
            person.member,
            person.role,
            letters[person.role],
            None,
            agency,
            flight.launch,
            flight.launch,
            " ".join(given),
            name,
            looks.get(agency or "", NOWHERE).short,
            "backup",
            backup=True,
        )
    for role, count in one.empty:
        word = "empty" if count == 1 else f"{count} empty"
        launch, landing = flight.launch, flight.landing
        yield Stay("", role, letters[role], None, None, launch, landing, "", word, "", "")


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
