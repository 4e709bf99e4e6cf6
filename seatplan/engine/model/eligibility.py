"""Eligibility: who may have which seat and make which tour.

A seat or tour that a requirement bars for good never becomes a literal. If the requirement can be
given up, the literal exists and is false under the requirement's assumption.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

import numpy as np
from attrs import evolve

from seatplan.engine.model.day_literals import CERTAIN, NEVER
from seatplan.engine.model.model import SeatModel
from seatplan.modelling import ALWAYS, LinearExpr, Variable
from seatplan.program import LEGS, CrewMember, Flight, Forbidden, Leg, Unavailable
from seatplan.program_index import ProgramIndex
from seatplan.structure import AVAILABILITY, FORBIDDEN, SEAT_REQUIREMENTS
from seatplan.structure.availability import days_before

Place = tuple[Flight, str, Leg]
"""A role on one leg of a flight."""

SeatKey = tuple[str, str, Leg]
"""The same with the id of the flight."""

Bar = tuple[Variable, SeatKey | None, LinearExpr]
"""An assumption under which a literal is false; the seat, if a seat requires this; and a sum that
is 1 or more on the days on which the literal may be true nevertheless."""

Bars = tuple[Bar, ...]

Possible = tuple[Variable | None, SeatKey | None, LinearExpr]
"""A bar, or with None as its assumption, one that is given up."""


class Eligibility:
    """Answers for one model."""

    def __init__(self, model: SeatModel) -> None:
        self.model = model
        self.lookup: ProgramIndex = model.lookup
        self.dates = model.dates
        self._strict = model.active.all
        self._guard = model.active.guard
        self._forbidden: dict[tuple[str, str, Leg], list[Forbidden]] = {}
        self._off_flight: dict[str, set[str]] = {}
        for entry in model.program.forbidden:
            for leg in entry.legs if entry.weight is None else ():
                self._forbidden.setdefault((entry.flight, entry.member, leg), []).append(entry)
                self._off_flight.setdefault(entry.flight, set()).add(entry.member)
        absences = [
            (one, who.id) for who in self.lookup.members.values() for one in who.unavailable
        ]
        self._absent_ids = [member for _, member in absences]
        self._since = np.array([(one.since or date.min).toordinal() for one, _ in absences])
        self._until = np.array([(one.until or date.max).toordinal() for one, _ in absences])
        self._seat_guards: dict[tuple[str, str], Variable | None] = {}
        self._strangers: dict[SeatKey, dict[tuple[Variable, ...], list[Variable]]] = {}
        self._admitted: dict[SeatKey, tuple[frozenset[str], frozenset[str]]] = {}
        self._by_day: dict[SeatKey, dict[date, frozenset[str]]] = {}

    def candidates(self, place: Place) -> frozenset[str]:
        """The ids of members who can have that place, if only by giving something up."""
        flight, role, leg = place
        ids = self.lookup.everyone
        if self._seat_guard(flight, role) == ALWAYS:
            ids = self.admits(place)
        if leg == "up" and self.model.among is not None:
            ids &= self.model.among.get(flight.id, frozenset())
        return ids

    def asked_about(self, flight: Flight) -> frozenset[str]:
        """The ids of members who may be barred from both legs of a flight other than by its seats.

        The others need not be evaluated one by one, which would be most of the work.
        """
        launch, _ = self.dates[flight.id, "up"].range
        _, landing = self.dates[flight.id, "down"].range
        start = days_before(launch, self.lookup.training_days(flight))
        met = (start.toordinal() < self._until) & (self._since < landing.toordinal())
        absent = map(self._absent_ids.__getitem__, np.flatnonzero(met).tolist())
        return frozenset(absent).union(self._off_flight.get(flight.id, ()))

    # Who may have a seat, on which days of its leg

    def admits(self, place: Place, *, certainly: bool = False) -> frozenset[str]:
        """The ids of the members that a seat admits on some, or on all, of the leg's days."""
        flight, role, leg = place
        key = (flight.id, role, leg)
        if key not in self._admitted:
            seat = self.lookup.seats(flight)[role]
            days = [day for day, _ in self.dates[flight.id, leg].days]
            if leg == "up":
                sometimes = always = {day: self.lookup.may_sit(seat, day) for day in days}
            else:
                # Agency membership is decided at launch, qualifications at landing.
                launches = [day for day, _ in self.dates[flight.id, "up"].days]
                anyone, skilled = evolve(seat, requires=()), evolve(seat, agencies=None)
                belong = [self.lookup.may_sit(anyone, day, launch=day) for day in launches]
                hold = {day: self.lookup.may_sit(skilled, day, launch=day) for day in days}
                ever = frozenset().union(*belong)
                throughout = ever.intersection(*belong)
                sometimes = {day: able & ever for day, able in hold.items()}
                always = {day: able & throughout for day, able in hold.items()}
            self._by_day[key] = sometimes
            some = frozenset().union(*sometimes.values())
            self._admitted[key] = some, some.intersection(*always.values())
        return self._admitted[key][certainly]

    def when(
        self, member: CrewMember, place: Place, launches: Collection[Flight] = ()
    ) -> LinearExpr:
        """An expression that is 1 on the days of the leg on which the seat admits the member.

        On the way down, a member is admitted who belongs to a fitting agency on any possible
        launch day of these flights; `tie` posts which of them is the actual one.
        """
        flight, role, leg = place
        if leg == "up" or isinstance(member.agency, str):
            if member.id in self.admits(place, certainly=True):
                return CERTAIN
            if member.id not in self.admits(place):
                return NEVER
            by_day = self._by_day[flight.id, role, leg]
            return self.dates[flight.id, leg].on(lambda day: member.id in by_day[day])
        seat = self.lookup.seats(flight)[role]
        belongs = seat.agencies is None or any(
            member.agency_on(day) in seat.agencies
            for up in launches or (flight,)
            for day, _ in self.dates[up.id, "up"].days
        )
        if not belongs:
            return NEVER
        return self.dates[flight.id, leg].on(
            lambda day: all(self.lookup.holds(member.id, one, day) for one in seat.requires),
        )

    # What bars a member; None if barred for good

    def place(
        self, member: CrewMember, place: Place, launches: Collection[Flight] = ()
    ) -> Bars | None:
        """The bars from a seat.

        Args:
            member: who is to have it.
            place: the seat.
            launches: for a seat down, the flights that may have taken the member up, if not the
                flight itself.
        """
        days = self.when(member, place, launches)
        if days.constant and (place[0].id, member.id, place[2]) not in self._forbidden:
            return ()
        return _standing([*self._seat(place, days), *self._entries(member, place)])

    def tour(self, member: CrewMember, up: Flight, down: Flight) -> Bars | None:
        """The bars from a tour, which must land after its launch."""

        def free(interval: Unavailable, since: date, until: date) -> LinearExpr:
            before = self.dates[down.id, "down"].on(lambda day: day <= since)
            if before.constant or (interval.until is not None and since >= until):
                return CERTAIN
            if interval.until is None:
                return before
            training = 0 if interval.training else self.lookup.training_days(up)
            return before + self.dates[up.id, "up"].on(
                lambda day: days_before(day, training) >= until
            )

        bars: list[Possible] = []
        if member.unavailable and not self.model.past(up.launch):
            bars += self._absent(member, free)
        if down is not up:
            after = self.model.later((up.id, "up"), (down.id, "down"), 1)
            if not after.constant:
                bars.append((ALWAYS, None, after))
        return _standing(bars) if bars else ()

    def backup(self, member: CrewMember, flight: Flight, role: str) -> Bars | None:
        """The bars from being a backup."""
        days = self.lookup.backup_days(flight)

        def free(interval: Unavailable, since: date, until: date) -> LinearExpr:
            return self.dates[flight.id, "up"].on(
                lambda day: (
                    interval.training or max(days_before(day, days), since) >= min(day, until)
                ),
            )

        place: Place = (flight, role, "backup")
        fits = (self.when(member, (flight, role, leg)) for leg in LEGS)
        bars = [bar for fit in fits for bar in self._seat(place, fit)]
        return _standing([*bars, *self._entries(member, place), *self._absent(member, free)])

    def _seat(self, place: Place, days: LinearExpr) -> Iterator[Possible]:
        """The bar of a seat that admits the member on these days."""
        if not days.constant:
            flight, role, leg = place
            yield self._seat_guard(flight, role), (flight.id, role, leg), days

    def _entries(self, member: CrewMember, place: Place) -> Iterator[Possible]:
        """The bars of entries of `forbidden`."""
        flight, role, leg = place
        for entry in self._forbidden.get((flight.id, member.id, leg), ()):
            if entry.role in (None, role):
                yield self._guard(FORBIDDEN.requirement(self.lookup, entry)), None, NEVER

    def _absent(
        self, member: CrewMember, free: Callable[[Unavailable, date, date], LinearExpr]
    ) -> Iterator[Possible]:
        """The bars of the member's absences; `free` is 1 or more on the days that meet none."""
        for one in member.unavailable:
            days = free(one, one.since or date.min, one.until or date.max)
            if not days.constant:
                guard: Variable | None = ALWAYS
                if not self._strict:
                    guard = self._guard(AVAILABILITY.requirement(self.lookup, member, one))
                yield guard, None, days

    # The literals

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
        agencies = self.lookup.seats(home)[role].agencies
        if agencies is None or isinstance(member.agency, str):
            return
        fitting: list[Variable] = []
        certain = 0
        for up, tour in tours:
            days = self.dates[up.id, "up"].on(lambda day: member.agency_on(day) in agencies)
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
                strangers = LinearExpr(literals) + LinearExpr([guard], count)
                self.model.add_linear(strangers - count * LinearExpr(days), None, count)

    def _seat_guard(self, flight: Flight, role: str) -> Variable | None:
        key = (flight.id, role)
        if key not in self._seat_guards:
            seat = self.lookup.seats(flight)[role]
            self._seat_guards[key] = self._guard(SEAT_REQUIREMENTS.requirement(flight, seat))
        return self._seat_guards[key]


def _standing(possible: Iterable[Possible]) -> Bars | None:
    """The bars that are not given up; None if one of them always holds, on all days."""
    bars = list(possible)
    if any(guard == ALWAYS and not days.variables for guard, _, days in bars):
        return None
    return tuple((guard, seat, days) for guard, seat, days in bars if guard is not None)
