"""The data of a page: everything that the templates show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from seatplan.agreements import Claim
from seatplan.checking import Report
from seatplan.program import Flight, Program
from seatplan.program_index import ProgramIndex
from seatplan.report.manifest import FlightManifest
from seatplan.report.page.aboard import AboardChart, Step
from seatplan.report.page.answer import PageAnswer
from seatplan.report.page.axis import Axis
from seatplan.report.page.balances import BalanceChart
from seatplan.report.page.bands import Band, bands
from seatplan.report.page.blocks import StationChart, Stay
from seatplan.report.page.causes import Cause
from seatplan.report.page.choices import Choice
from seatplan.report.page.comparison import Comparison
from seatplan.report.page.faults import Broken, Fault
from seatplan.report.page.mending import Mending
from seatplan.report.page.people import Lane
from seatplan.report.page.windows import OpenDays
from seatplan.report.palette import NOWHERE, Look
from seatplan.timeline import PlanIndex, Tour
from seatplan.whatif.changes import SeatChange


@frozen
class View:
    """The data of the page of a plan.

    Attributes:
        program: the program, with flights on the dates of the plan.
        reading: the plan.
        report: the report of the check of the plan.
        axis: the axis of days; None if the program has no flights.
        names: the display name of each member, by id.
        looks: the short name and color of each agency, by id.
        letters: the abbreviation of each role.
        flights: the manifest.
        stations: the timelines of the stations.
        aboard: the charts of the people aboard, by station.
        segments: the qualifications that rules require on a flight or aboard.
        steps: the stretches of days on which nothing changes aboard.
        balances: the charts of the seat exchanges.
        claims: the quotas and shares.
        lanes: the lanes of all members; `drawn` has those with something to draw.
        broken: the violations, grouped by rule.
        causes: the tours that cause several hard violations, the worst first.
        choices: the candidates for the seats of the next flights, by flight id.
        next_flights: a sentence about the next possible flight of each member, by member id.
        mending: the nearest plan that keeps every hard rule, if requested and found.
        kept: the names of the rules without violations.
        comparison: the comparison with an earlier plan, if there is one.
        answer: the top of the page.
        windows: the open launch and landing windows, by flight id.
    """

    program: Program
    reading: PlanIndex
    report: Report
    axis: Axis | None
    names: Mapping[str, str]
    looks: Mapping[str, Look]
    letters: Mapping[str, str]
    flights: tuple[FlightManifest, ...]
    stations: tuple[StationChart, ...]
    aboard: Mapping[str, AboardChart]
    segments: tuple[str, ...]
    steps: tuple[Step, ...]
    balances: tuple[BalanceChart, ...]
    claims: tuple[Claim, ...]
    lanes: tuple[Lane, ...]
    broken: tuple[Broken, ...]
    causes: tuple[Cause, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    next_flights: Mapping[str, str]
    mending: Mending | None
    kept: tuple[str, ...]
    comparison: Comparison | None
    answer: PageAnswer
    windows: Mapping[str, tuple[OpenDays, ...]] = field(factory=dict)

    @property
    def lookup(self) -> ProgramIndex:
        return self.reading.lookup

    @property
    def as_of(self) -> date | None:
        return self.reading.as_of

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands over the charts."""
        return bands(self.program, self.axis)

    @property
    def boxes(self) -> dict[str, str]:
        """The name of the check box of each agency, which is also its CSS class, by agency id."""
        return {agency.id: f"a{at}" for at, agency in enumerate(self.program.agencies, start=1)}

    def box(self, agency: str | None) -> str:
        """Return the name of the check box of an agency; `a0` for people without an agency."""
        return self.boxes.get(agency or "", "a0")

    @property
    def span(self) -> str:
        """The days of the program: `2022-09-21 to 2027-05-26, as of 2025-06-01`."""
        flights = self.program.flights
        days = (
            f"{self.lookup.first_launch} to {max(one.landing for one in flights)}"
            if flights
            else ""
        )
        now = f"as of {self.as_of}" if self.as_of is not None else ""
        return ", ".join(filter(None, (days, now)))

    @property
    def shown(self) -> tuple[str, ...]:
        """The agencies that operate flights or whose members fly, in the order of the program."""
        flying = {one.operator for one in self.flights}
        flying |= {lane.agency for lane in self.lanes if lane.journeys}
        return tuple(agency.id for agency in self.program.agencies if agency.id in flying)

    @property
    def hues(self) -> str:
        """The style rules with the colors of the agencies."""
        found = {"a0": NOWHERE.color}
        found |= {box: self.looks[agency].color for agency, box in self.boxes.items()}
        return "".join(f".{box}{{--hue:{color}}}" for box, color in found.items())

    @property
    def roles(self) -> Mapping[str, str]:
        """The abbreviation of each role on a flight of the program."""
        seats = (
            seat.role for one in self.flights for seat in self.lookup.seats(one.flight).values()
        )
        return {role: self.letters[role] for role in dict.fromkeys(seats)}

    def is_new(self, stay: Stay) -> bool:
        """Return whether the earlier plan does not have the tour."""
        return stay.tour is not None and stay.tour in self._new_tours

    def ghost(self, flight: str) -> tuple[Flight, str] | None:
        """Return a moved flight on its earlier dates and their origin; None if it has not moved."""
        if self.comparison is not None and flight in self.comparison.moved:
            return self.comparison.moved[flight], "before"
        own = self.reading.own.flights[flight]
        now = self.lookup.flights[flight]
        if self.comparison is None and (own.launch, own.landing) != (now.launch, now.landing):
            return own, "in the program"
        return None

    @property
    def has_ghosts(self) -> bool:
        """Whether any flight is also drawn on its earlier dates."""
        return any(self.ghost(one.flight.id) for one in self.flights)

    def gone(self, flight: str) -> tuple[SeatChange, ...]:
        """Return the seats up on a flight that their members of the earlier plan no longer have."""
        if self.comparison is None:
            return ()
        return tuple(
            one
            for one in self.comparison.difference.seats(flight)
            if one.kind == "removed" and "up" in one.legs
        )

    @property
    def _new_tours(self) -> tuple[Tour, ...]:
        return tuple(
            one.tour for lane in self.lanes for one in lane.journeys if one.change == "new"
        )

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The violations of all rules."""
        return tuple(fault for group in self.broken for fault in group.faults)

    @property
    def hard(self) -> int:
        """The number of hard violations."""
        return sum(one.violation.hard for one in self.faults)

    @property
    def drawn(self) -> tuple[Lane, ...]:
        """The lanes with a tour, a loose leg or a violation."""
        broken = {member for fault in self.faults for member in fault.violation.members}
        return tuple(
            lane for lane in self.lanes if lane.journeys or lane.loose or lane.member.id in broken
        )

    def of_flight(self, flight: str) -> tuple[Fault, ...]:
        """Return the violations that name a flight."""
        return tuple(one for one in self.faults if flight in one.violation.flights)

    def of_member(self, member: str) -> tuple[Fault, ...]:
        """Return the violations that name a member."""
        return tuple(one for one in self.faults if member in one.violation.members)
