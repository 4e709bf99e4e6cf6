"""Everything that the templates show, as plain data: what is not in here is not on the page."""

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
from seatplan.report.page.answer import Answer
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
    """One page.

    Attributes:
        axis: None where the program has no flights.
        names: by member id, for people.
        looks: by agency id, its short name and its color.
        letters: by role, what is short for it.
        lanes: those of all people; `drawn` has those with something to draw.
        causes: the tours from which several hard violations come, the worst first.
        next_flights: by member id, what the member could fly on next.
        mending: the nearest plan that keeps every hard rule, if requested.
        choices: by flight id, who else could sit in its seats; of some flights.
        kept: the names of the rules that the plan breaks nowhere.
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
    answer: Answer
    windows: Mapping[str, tuple[OpenDays, ...]] = field(factory=dict)

    @property
    def lookup(self) -> ProgramIndex:
        return self.reading.lookup

    @property
    def as_of(self) -> date | None:
        return self.reading.as_of

    @property
    def bands(self) -> tuple[Band, ...]:
        return bands(self.program, self.axis)

    @property
    def boxes(self) -> dict[str, str]:
        """By agency id, the name of its check box and of the class of its color."""
        return {agency.id: f"a{at}" for at, agency in enumerate(self.program.agencies, start=1)}

    def box(self, agency: str | None) -> str:
        """The name of an agency's check box and class; `a0` for people who belong to none."""
        return self.boxes.get(agency or "", "a0")

    @property
    def span(self) -> str:
        """`2022-09-21 to 2027-05-26, as of 2025-06-01`."""
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
        """The agencies that fly vehicles or people, in the order of the program."""
        flying = {one.operator for one in self.flights}
        flying |= {lane.agency for lane in self.lanes if lane.journeys}
        return tuple(agency.id for agency in self.program.agencies if agency.id in flying)

    @property
    def hues(self) -> str:
        """The colors of the agencies, as a piece of the style sheet."""
        found = {"a0": NOWHERE.color}
        found |= {box: self.looks[agency].color for agency, box in self.boxes.items()}
        return "".join(f".{box}{{--hue:{color}}}" for box, color in found.items())

    @property
    def roles(self) -> Mapping[str, str]:
        """The letter of each role on a flight of the program."""
        seats = (
            seat.role for one in self.flights for seat in self.lookup.seats(one.flight).values()
        )
        return {role: self.letters[role] for role in dict.fromkeys(seats)}

    def is_new(self, stay: Stay) -> bool:
        """Whether the tour is missing in the earlier plan."""
        return stay.tour is not None and stay.tour in self._new_tours

    def ghost(self, flight: str) -> tuple[Flight, str] | None:
        """A flight where it was, if it has moved, and where that is from."""
        if self.comparison is not None and flight in self.comparison.moved:
            return self.comparison.moved[flight], "before"
        own = self.reading.own.flights[flight]
        now = self.lookup.flights[flight]
        if self.comparison is None and (own.launch, own.landing) != (now.launch, now.landing):
            return own, "in the program"
        return None

    @property
    def has_ghosts(self) -> bool:
        """Whether any flight is drawn where it was."""
        return any(self.ghost(one.flight.id) for one in self.flights)

    def gone(self, flight: str) -> tuple[SeatChange, ...]:
        """Who had a seat on the way up in the earlier plan and has none on that flight now."""
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
        return tuple(fault for group in self.broken for fault in group.faults)

    @property
    def hard(self) -> int:
        """How many violations must not be."""
        return sum(one.violation.hard for one in self.faults)

    @property
    def drawn(self) -> tuple[Lane, ...]:
        broken = {member for fault in self.faults for member in fault.violation.members}
        return tuple(
            lane for lane in self.lanes if lane.journeys or lane.loose or lane.member.id in broken
        )

    def of_flight(self, flight: str) -> tuple[Fault, ...]:
        """What is broken about a flight."""
        return tuple(one for one in self.faults if flight in one.violation.flights)

    def of_member(self, member: str) -> tuple[Fault, ...]:
        """What is broken about a member."""
        return tuple(one for one in self.faults if member in one.violation.members)
