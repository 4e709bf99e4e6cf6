"""Everything that the templates show, as plain data: what is not in here is not on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, field, frozen

from seatplan.agreements import Account, Claim
from seatplan.checking import Report, check
from seatplan.dates import dated
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Flight, Program
from seatplan.program_index import ProgramIndex
from seatplan.report.accounts import accounts
from seatplan.report.manifest import FlightManifest, manifest
from seatplan.report.page import anchors
from seatplan.report.page.aboard import AboardChart, Step, aboard_chart, segments, steps
from seatplan.report.page.answer import Answer, facts, goal_lines, hard_rules_broken, proof, verdict
from seatplan.report.page.axis import Axis
from seatplan.report.page.balances import BalanceChart, balance_chart
from seatplan.report.page.bands import Band, bands
from seatplan.report.page.causes import Cause, causes
from seatplan.report.page.choices import Choice, choices
from seatplan.report.page.claims import claims
from seatplan.report.page.faults import Broken, Fault, broken
from seatplan.report.page.margins import next_flights
from seatplan.report.page.mending import Mending, mending
from seatplan.report.page.people import Lane, lanes
from seatplan.report.page.station import StationChart, Stay, station_charts
from seatplan.report.page.windows import OpenDays, open_days
from seatplan.report.palette import NOWHERE, Look, looks, roles
from seatplan.result import Result, Status
from seatplan.solved import Solved
from seatplan.timeline import PlanIndex, Tour
from seatplan.whatif.changes import Difference, SeatChange, seats_changed
from seatplan.words import many


@frozen
class Comparison:
    """The earlier plan of a comparison.

    Attributes:
        values: what it was worth in each goal.
        difference: from it to the plan of the page.
        seats, people: how many seats change hands, as a what-if counts them, and of how many
            members.
        moved: the flights that have other dates now, as they were, by id.
    """

    values: Mapping[str, int | None]
    difference: Difference
    moved: Mapping[str, Flight] = field(factory=dict)

    @property
    def seats(self) -> int:
        return seats_changed(self.difference.lines)

    @property
    def people(self) -> int:
        return len({change.member for change in self.difference.lines})


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


def view(
    program: Program,
    plan: Plan,
    as_of: date | None,
    compare: Plan | None,
    *,
    before: Program | None = None,
    result: Result | None = None,
    event: str = "",
    candidates: int = 0,
    mend: float = 0.0,
    solved: Solved | None = None,
) -> View:
    """Reads a plan once and gathers all that the page shows.

    Args:
        program, plan, as_of: what the page shows.
        compare: the plan that it is compared with.
        before: the program that this plan was for, where it is another.
        result: what is proved of the plan.
        event: what happened to the program, in a few words.
        candidates: for this many roles the page shows who else could sit there.
        mend: for this many seconds at most, what would mend the plan is looked for.
        solved: what is kept of the solve that found the plan, if it is no result.

    Raises:
        PlanError: if a line of the plan names what the program does not have.
    """
    own = ProgramIndex(program)
    report = check(program, plan, as_of=as_of, reference=compare)
    reading = PlanIndex(program, plan, as_of=as_of, reference=compare, lookup=own)
    other, comparison = _compared(reading, plan, compare, before or program)
    # From here on the flights are on the dates of the plan.
    program, lookup = reading.program, reading.lookup
    groups = broken(reading, report)
    names = {group.name for group in groups}
    found = accounts(reading)
    windows = open_days(reading)
    axis = _axis(program, own, found, comparison, windows)
    stretches = tuple(steps(reading))
    flights = manifest(reading)
    looked = looks(program)
    letters = roles(lookup)
    charts = station_charts(reading, flights, axis, letters, looked)
    return View(
        program=program,
        reading=reading,
        report=report,
        axis=axis,
        names=_names(lookup, before),
        looks=looked,
        letters=letters,
        flights=flights,
        stations=charts,
        aboard={
            one.name: aboard_chart(
                one.name, [step for step in stretches if step.station == one.name], program, axis
            )
            for one in charts
            if axis is not None
        },
        segments=segments(program),
        steps=stretches,
        balances=tuple(balance_chart(one, axis.end) for one in found if axis),
        claims=claims(reading),
        lanes=lanes(reading, other),
        broken=groups,
        causes=causes(reading, report, (one for group in groups for one in group.faults)),
        choices=choices(reading, candidates),
        next_flights=next_flights(reading),
        mending=None if report.ok or not mend else mending(reading, mend),
        kept=tuple(rule.name for rule in program.named_rules if rule.name not in names),
        comparison=comparison,
        answer=_answer(reading, report, found, stretches, comparison, result, event, solved),
        windows=windows,
    )


def _names(lookup: ProgramIndex, before: Program | None) -> Mapping[str, str]:
    """Also of those who are only in the program before."""
    return {**(ProgramIndex(before).names if before else {}), **lookup.names}


def _answer(
    reading: PlanIndex,
    report: Report,
    found: Sequence[Account],
    stretches: Sequence[Step],
    comparison: Comparison | None,
    result: Result | None,
    event: str,
    solved: Solved | None,
) -> Answer:
    program = reading.program
    word, good, sentence = verdict(program, report)
    headline = ""
    if event:
        breaks = "nothing breaks" if good else f"{hard_rules_broken(report)} broken"
        parts = [breaks]
        if comparison is not None:
            seats = comparison.seats
            changes = "change" if seats > 1 else "changes"
            count = len(comparison.difference.dates)
            if count:
                parts.insert(0, f"{many(count, 'flight')} {'moves' if count == 1 else 'move'}")
            if seats or not count:
                parts.insert(0, f"{many(seats, 'seat') if seats else 'nothing'} {changes}")
        if result is not None:
            parts.append("proved" if result.status is Status.OPTIMAL else "not proved")
        headline = f"{event}: {', '.join(parts)}"
    said = "" if solved is None else solved.of(reading.own.program, report)
    values = dict(report.values)
    if result is not None:
        values |= {goal.id: goal.value for goal in result.goals}
    return Answer(
        headline,
        word,
        good,
        sentence,
        said or proof(program, result, repaired=bool(event)),
        facts(reading, found, stretches, result, proved=said.startswith("Proved")),
        goal_lines(program, values, comparison.values if comparison else None, result),
    )


def _axis(
    program: Program,
    own: ProgramIndex,
    found: Iterable[Account],
    comparison: Comparison | None,
    windows: Mapping[str, tuple[OpenDays, ...]],
) -> Axis | None:
    """All days on which a flight is, was before it moved, or may launch or land."""
    if not program.flights:
        return None
    earlier = own.flights.values() if comparison is None else comparison.moved.values()
    flights = [*program.flights, *earlier]
    days = [day for flight in flights for day in (flight.launch, flight.landing)]
    days += [day for each in windows.values() for one in each for day in (one.first, one.last)]
    days += [entry.day for one in found for entry in one.entries if entry.settle]
    return Axis.over(days)


def _compared(
    now: PlanIndex, plan: Plan, compare: Plan | None, before: Program
) -> tuple[PlanIndex | None, Comparison | None]:
    """The earlier plan, which may name what the program no longer has: that is not drawn."""
    if compare is None:
        return None, None
    lookup, own = now.lookup, now.own
    known = _lines_known(compare, own)
    earlier = ProgramIndex(before)
    there = _lines_known(compare, earlier)
    values = check(before, there).values
    was = earlier.on_dates(dated(before, there))
    moved = {
        flight.id: flight
        for flight in was.flights.values()
        if flight.id in lookup.flights
        and (flight.launch, flight.landing)
        != (lookup.flights[flight.id].launch, lookup.flights[flight.id].landing)
    }
    difference = Difference(compare, plan, before, own.program)
    # It is drawn where the flights are now.
    reading = PlanIndex(now.program, evolve(known, dates=()), lookup=lookup)
    return reading, Comparison(dict(values), difference, moved)


def _lines_known(plan: Plan, lookup: ProgramIndex) -> Plan:
    """The entries of a plan that the program has."""
    return evolve(
        plan,
        assignments=(line for line in plan.assignments if _known(line, lookup)),
        dates=(one for one in plan.dates if one.flight in lookup.flights),
        docking=(),
        spacecraft=(),
    )


def _known(line: Assignment, lookup: ProgramIndex) -> bool:
    flight = lookup.flights.get(line.flight)
    return (
        flight is not None
        and line.leg in ALL_LEGS
        and line.role in lookup.seats(flight)
        and line.member in lookup.members
    )


def tokens(members: Iterable[str], flights: Iterable[str]) -> str:
    """The people and things that something on the page concerns: picking one highlights it."""
    people = [anchors.person(member) for member in members]
    return " ".join([*people, *(anchors.flight(flight) for flight in flights)])


def tokens_of(tour: Tour) -> str:
    """The member and the flights of a tour."""
    flights = dict.fromkeys((tour.up.id, tour.down.id))
    return tokens([tour.member.id], flights)
