"""Eligibility: who may have which seat and make which tour.

A seat or tour that a requirement bars for good never becomes a literal. If the requirement can be
given up, the literal exists and is false under the requirement's assumption.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from seatplan.engine.model.admission import Admission, SeatKey
from seatplan.engine.model.open_dates import OpenDates
from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.modelling import LinearExpr, Variable
from seatplan.program import LEGS, CrewMember, Flight, Forbidden, Leg, Unavailable
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import AVAILABILITY, FORBIDDEN, SEAT_REQUIREMENTS
from seatplan.structure.availability import days_before

Bar = tuple[Variable, SeatKey | None, LinearExpr]
"""An assumption under which a literal is false; the seat, if a seat requires this; and a sum that
is 1 or more on the days on which the literal may be true nevertheless."""

Bars = tuple[Bar, ...]


class Eligibility:
    """Answers for one model."""

    def __init__(self, model: ProgramModel) -> None:
        self.model = model
        self.lookup: ProgramIndex = model.lookup
        self.dates: OpenDates = model.dates
        self._strict = model.active.all
        self._forbidden: dict[tuple[str, str, Leg], list[Forbidden]] = {}
        for entry in model.program.forbidden:
            for leg in entry.legs if entry.weight is None else ():
                key = (entry.flight, entry.member, leg)
                self._forbidden.setdefault(key, []).append(entry)
        self._off_flight: dict[str, set[str]] = {}
        for flight, member, _ in self._forbidden:
            self._off_flight.setdefault(flight, set()).add(member)
        self._absences = [
            (one.since or date.min, one.until or date.max, person.id)
            for person in self.lookup.members.values()
            for one in person.unavailable
        ]
        self._admission = Admission(self.lookup, self.dates)
        self._seat_guards: dict[tuple[str, str], Variable | None] = {}
        self._strangers: dict[SeatKey, dict[tuple[Variable, ...], list[Variable]]] = {}

    def candidates(self, flight: Flight, role: str, leg: Leg) -> frozenset[str]:
        """The ids of members who can have the role on that leg, if only by giving something up."""
        ids = self.lookup.everyone
        if self._seat_guard(flight, role) == TRUE:
            ids = self._admission.admits(flight, role, leg)
        if leg == "up" and self.model.among is not None:
            ids &= self.model.among.get(flight.id, frozenset())
        return ids

    def asked_about(self, flight: Flight) -> frozenset[str]:
        """The ids of members who may be barred from both legs of a flight other than by its seats.

        The others need not be evaluated one by one, which would be most of the work.
        """
        launch, _ = self.dates.range((flight.id, "up"))
        _, landing = self.dates.range((flight.id, "down"))
        start = days_before(launch, self.lookup.training_days(flight))
        absent = {m for since, until, m in self._absences if start < until and since < landing}
        return frozenset(absent.union(self._off_flight.get(flight.id, ())))

    def admits(self, flight: Flight, role: str) -> frozenset[str]:
        """The ids of the members that a seat admits on both legs, whatever the days."""
        return self._admission.admits(flight, role, "up", certainly=True) & self._admission.admits(
            flight, role, "down", certainly=True
        )

    def place(
        self,
        member: CrewMember,
        flight: Flight,
        role: str,
        leg: Leg,
        launches: Collection[Flight] = (),
    ) -> Bars | None:
        """The bars of a member from a seat; None if barred for good.

        Args:
            launches: for a seat down, the flights that may have taken the member up, if not the
                flight itself.
        """
        entries = self._forbidden.get((flight.id, member.id, leg), ())
        days = self._admission.when(member, flight, role, leg, launches)
        if days.constant and not entries:
            return ()
        bars: list[tuple[Variable | None, SeatKey | None, LinearExpr]] = []
        if not days.constant:
            bars.append((self._seat_guard(flight, role), (flight.id, role, leg), days))
        for entry in entries:
            if entry.role in (None, role):
                guard = self._guard(FORBIDDEN.requirement(self.lookup, entry))
                bars.append((guard, None, LinearExpr()))
        return _standing(bars)

    def tour(self, member: CrewMember, up: Flight, down: Flight) -> Bars | None:
        """The bars of a member from a tour; None if barred for good."""
        if not member.unavailable or self.model.past(up.launch):
            return ()
        bars: list[tuple[Variable | None, SeatKey | None, LinearExpr]] = []
        _, landing = self.dates.range((down.id, "down"))
        for interval in member.unavailable:
            if interval.since is not None and interval.since >= landing:
                continue
            free = self._days_without(interval, up, down)
            if not free.constant:
                guard: Variable | None = TRUE
                if not self._strict:
                    guard = self._guard(AVAILABILITY.requirement(self.lookup, member, interval))
                bars.append((guard, None, free))
        return _standing(bars)

    def _days_without(self, interval: Unavailable, up: Flight, down: Flight) -> LinearExpr:
        """1 or more on the days on which a tour does not overlap the interval."""
        training = 0 if interval.training else self.lookup.training_days(up)
        since, until = interval.since or date.min, interval.until or date.max
        if interval.until is not None and since >= until:
            return LinearExpr(constant=1)
        after = LinearExpr()
        if interval.until is not None:
            after = self.dates.on((up.id, "up"), lambda day: days_before(day, training) >= until)
        before = self.dates.on((down.id, "down"), lambda day: day <= since)
        return after + before

    def home(self, up: Flight, down: Flight) -> Bars | None:
        """The bars of everyone from coming home on another flight; None if barred for good."""
        after = self.dates.later((up.id, "up"), (down.id, "down"), 1)
        return () if after.constant else _standing([(TRUE, None, after)])

    def backup(self, member: CrewMember, flight: Flight, role: str) -> Bars | None:
        """The bars of a member from being a backup; None if barred for good."""
        bars: list[tuple[Variable | None, SeatKey | None, LinearExpr]] = []
        for leg in LEGS:
            fit = self._admission.when(member, flight, role, leg, ())
            if not fit.constant:
                bars.append((self._seat_guard(flight, role), (flight.id, role, "backup"), fit))
        for entry in self._forbidden.get((flight.id, member.id, "backup"), ()):
            if entry.role in (None, role):
                guard = self._guard(FORBIDDEN.requirement(self.lookup, entry))
                bars.append((guard, None, LinearExpr()))
        for interval in member.unavailable:
            free = self._backup_days_without(interval, flight)
            if not free.constant:
                guard = self._guard(AVAILABILITY.requirement(self.lookup, member, interval))
                bars.append((guard, None, free))
        return _standing(bars)

    def _backup_days_without(self, interval: Unavailable, flight: Flight) -> LinearExpr:
        """1 on the launch days on which the days as a backup do not overlap the interval."""
        days = self.lookup.backup_days(flight)
        since, until = interval.since or date.min, interval.until or date.max
        return self.dates.on(
            (flight.id, "up"),
            lambda day: interval.training or max(days_before(day, days), since) >= min(day, until),
        )

    def literal(self, bars: Bars) -> Variable:
        """A new literal, false under each of the bars."""
        literal = self.model.literal()
        for guard, seat, days in bars:
            if seat is not None:
                groups = self._strangers.setdefault(seat, {})
                group = groups.setdefault(tuple(days.variables), [])
                if group[-1:] != [literal]:  # a backup may fail on both legs: it counts once
                    group.append(literal)
            elif days.variables:
                self.model.add_linear(LinearExpr([literal]) - days, None, 0, given=guard)
            else:
                self.model.forbid(literal, given=guard)
        return literal

    def tie(
        self,
        member: CrewMember,
        home: Flight,
        role: str,
        place: Variable,
        tours: Collection[tuple[Flight, Variable]],
    ) -> None:
        """Ties a seat down to the tours whose launch day gives the member a fitting agency.

        At most one of the tours is made; otherwise the member would have two seats down on the
        flight.
        """
        if isinstance(member.agency, str):
            return
        agencies = self.lookup.seats(home)[role].agencies
        if agencies is None:
            return
        fitting: list[Variable] = []
        certain = 0
        for up, tour in tours:
            days = self.dates.on((up.id, "up"), lambda day: member.agency_on(day) in agencies)
            if days.constant:
                fitting.append(tour)
                certain += 1
            elif days.variables:
                both = self.model.literal()
                self.model.add_linear(LinearExpr([both]) - LinearExpr([tour]), None, 0)
                self.model.add_linear(LinearExpr([both]) - days, None, 0)
                fitting.append(both)
        guard = self._seat_guard(home, role)
        if guard is not None and fitting and certain < len(tours):
            self.model.add_linear(LinearExpr([place, guard]) - LinearExpr(fitting), None, 1)

    def post(self) -> None:
        """Bars members from seats that do not admit them, as long as that is required.

        One row for all of them: at most `count` have the seat, so the sum is much tighter.
        """
        for (flight_id, role, _), groups in self._strangers.items():
            flight = self.lookup.flights[flight_id]
            guard = self._seat_guard(flight, role)
            assert guard is not None
            count = self.lookup.seats(flight)[role].count
            for days, literals in groups.items():
                self.model.add_linear(
                    LinearExpr(literals) + LinearExpr([guard], count) - count * LinearExpr(days),
                    None,
                    count,
                )

    def _seat_guard(self, flight: Flight, role: str) -> Variable | None:
        key = (flight.id, role)
        if key not in self._seat_guards:
            seat = self.lookup.seats(flight)[role]
            self._seat_guards[key] = self._guard(SEAT_REQUIREMENTS.requirement(flight, seat))
        return self._seat_guards[key]

    def _guard(self, requirement: Requirement) -> Variable | None:
        return self.model.active.guard(requirement)


def _standing(
    bars: list[tuple[Variable | None, SeatKey | None, LinearExpr]],
) -> Bars | None:
    """The bars that are not given up; None if one of them always holds, on all days."""
    if any(guard == TRUE and not days.variables for guard, _, days in bars):
        return None
    return tuple((guard, seat, days) for guard, seat, days in bars if guard is not None)
