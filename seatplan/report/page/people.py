"""The lanes of people: tours past and planned, absences, and the tours of an earlier plan."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from seatplan.plan import Assignment
from seatplan.program import CrewMember, Unavailable
from seatplan.report.page.axis import Axis
from seatplan.report.page.beside import Beside, beside
from seatplan.timeline import PlanIndex, Tour

When = Literal["past", "under way", "planned", ""]


@frozen
class Journey:
    """A tour in a lane.

    Attributes:
        tour: the tour.
        when: whether the tour is past, under way or planned on the day `as_of`; "" without one.
        change: "new" if only this plan has the tour, "gone" if only the earlier plan has it.
    """

    tour: Tour
    when: When = ""
    change: Literal["new", "gone", ""] = ""


@frozen
class Lane:
    """The lane of one member.

    Attributes:
        member: the member.
        journeys: the tours, by launch.
        loose: the lines of the plan that belong to no tour.
        absences: the periods in which the member is unavailable.
    """

    member: CrewMember
    journeys: tuple[Journey, ...]
    loose: tuple[Assignment, ...]
    absences: tuple[Unavailable, ...]

    def beside(self, journey: Journey, axis: Axis) -> Beside:
        """Return the place of the label beside a tour, between its neighbors."""
        spans = [(one.tour.launch, one.tour.landing) for one in self.journeys]
        return beside((journey.tour.launch, journey.tour.landing), spans, axis)

    @property
    def agency(self) -> str:
        """The agency for which the member flies first, or else the first that the member joins."""
        flown = (one.tour.agency for one in self.journeys)
        return next((one for one in flown if one is not None), self.member.memberships[0].id)


def lanes(reading: PlanIndex, other: PlanIndex | None) -> tuple[Lane, ...]:
    """Return the lanes of all members, by agency in the program's order, then by first launch.

    Members without a tour in either plan come after the others of their agency.

    Args:
        reading: the plan of the page.
        other: the earlier plan, or None.
    """
    found = []
    for member in reading.lookup.members.values():
        ours = reading.tours.get(member.id, ())
        theirs = other.tours.get(member.id, ()) if other is not None else ()
        journeys = [
            Journey(tour, _when(tour, reading.as_of), _new(tour, theirs, other)) for tour in ours
        ]
        journeys += [Journey(tour, change="gone") for tour in theirs if _lacks(ours, tour)]
        journeys.sort(key=lambda one: (one.tour.launch, one.tour.landing, one.change))
        loose = tuple(line for line in reading.unpaired if line.member == member.id)
        found.append(Lane(member, tuple(journeys), loose, member.unavailable))
    order = {agency.id: place for place, agency in enumerate(reading.program.agencies)}

    def place(lane: Lane) -> tuple[int, date]:
        first = lane.journeys[0].tour.launch if lane.journeys else date.max
        return order[lane.agency], first

    return tuple(sorted(found, key=place))


def _when(tour: Tour, as_of: date | None) -> When:
    if as_of is None:
        return ""
    if tour.landing <= as_of:
        return "past"
    return "under way" if tour.launch < as_of else "planned"


def _new(tour: Tour, theirs: tuple[Tour, ...], other: PlanIndex | None) -> Literal["new", ""]:
    return "new" if other is not None and _lacks(theirs, tour) else ""


def _lacks(tours: tuple[Tour, ...], tour: Tour) -> bool:
    """Return whether no tour in `tours` has the same seats on the same flights as `tour`."""
    seats = (tour.up.id, tour.down.id, tour.role_up, tour.role_down)
    return all((t.up.id, t.down.id, t.role_up, t.role_down) != seats for t in tours)
