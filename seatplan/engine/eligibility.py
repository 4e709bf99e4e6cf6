"""Eligibility: who may have which seat and make which tour.

What a demand bars for good never becomes a literal. What it bars only as long as it is not given
up becomes one that is false under the demand's assumption.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from seatplan.engine.active_requirements import TRUE
from seatplan.modelling import LinearExpr, Variable
from seatplan.program import CrewMember, Flight, Forbidden, Leg
from seatplan.program_index import leg_day
from seatplan.requirement import Requirement
from seatplan.structure import AVAILABILITY, FORBIDDEN, SEAT_REQUIREMENTS
from seatplan.structure.availability import days_before, meets

if TYPE_CHECKING:
    from seatplan.engine.model import SeatModel

SeatKey = tuple[str, str, Leg]
"""A flight, a role and a leg."""

Bar = tuple[Variable, SeatKey | None]
"""An assumption under which a literal is false; with the seat, where a seat requires it."""

Bars = tuple[Bar, ...]


class Eligibility:
    """Answers for one model."""

    def __init__(self, model: SeatModel) -> None:
        self.model = model
        self.lookup = model.lookup
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
        self._admitted: dict[tuple[str, str, Leg], frozenset[str]] = {}
        self._seat_guards: dict[tuple[str, str], Variable | None] = {}
        self._strangers: dict[SeatKey, list[Variable]] = {}

    def candidates(self, flight: Flight, role: str, leg: Leg) -> frozenset[str]:
        """The ids of those who can have that role on that leg, if only by giving something up."""
        ids = self.lookup.everyone
        if self._seat_guard(flight, role) == TRUE:
            ids = self._admits(flight, role, leg)
        if leg == "up" and self.model.among is not None:
            ids &= self.model.among.get(flight.id, frozenset())
        return ids

    def asked_about(self, flight: Flight) -> frozenset[str]:
        """The ids of those who may be barred from both legs of a flight, other than by its seats.

        All the others need not be asked about one by one, which is most of the work.
        """
        start = days_before(flight.launch, self.lookup.training_days(flight))
        landing = flight.landing
        absent = {m for since, until, m in self._absences if start < until and since < landing}
        return frozenset(absent.union(self._off_flight.get(flight.id, ())))

    def admits(self, flight: Flight, role: str) -> frozenset[str]:
        """The ids of those whom a seat admits on both legs."""
        return self._admits(flight, role, "up") & self._admits(flight, role, "down")

    def place(
        self,
        member: CrewMember,
        flight: Flight,
        role: str,
        leg: Leg,
        launches: Collection[date] = (),
    ) -> Bars | None:
        """What bars the member from a place; None if it is barred for good.

        Args:
            launches: for a place down, the days on which the flights launch that may have taken
                the member up, if not the flight's own.
        """
        entries = self._forbidden.get((flight.id, member.id, leg), ())
        admitted = any(
            self._is_admitted(member, flight, role, leg, launch)
            for launch in launches or (flight.launch,)
        )
        if admitted and not entries:
            return ()
        bars: list[tuple[Variable | None, SeatKey | None]] = []
        if not admitted:
            bars.append((self._seat_guard(flight, role), (flight.id, role, leg)))
        for entry in entries:
            if entry.role in (None, role):
                bars.append((self._guard(FORBIDDEN.requirement(self.lookup, entry)), None))
        return _standing(bars)

    def tour(self, member: CrewMember, up: Flight, down: Flight) -> Bars | None:
        """What bars the member from a tour; None if it is barred for good."""
        if not member.unavailable or self.model.past(up.launch):
            return ()
        met = meets(self.lookup, member, up, down)
        if not met:
            return ()
        if self._strict:
            return None
        return _standing(
            [(self._guard(AVAILABILITY.requirement(self.lookup, member, one)), None) for one in met]
        )

    def literal(self, bars: Bars) -> Variable:
        """A new literal, false under each of the bars."""
        literal = self.model.literal()
        for guard, seat in bars:
            if seat is None:
                self.model.forbid(literal, given=guard)
            else:
                self._strangers.setdefault(seat, []).append(literal)
        return literal

    def tie(
        self,
        member: CrewMember,
        home: Flight,
        role: str,
        place: Variable,
        tours: Collection[tuple[Flight, Variable]],
    ) -> None:
        """Keeps a place down to the tours whose launch day gives the member a fitting agency.

        At most one of the tours is made, or the member would have two places down on the flight.
        """
        if isinstance(member.agency, str):
            return
        fitting = [
            tour for up, tour in tours if self._is_admitted(member, home, role, "down", up.launch)
        ]
        guard = self._seat_guard(home, role)
        if guard is not None and fitting and len(fitting) < len(tours):
            self.model.add_linear(LinearExpr([place, guard]) - LinearExpr(fitting), None, 1)

    def post(self) -> None:
        """Keeps out of each seat those whom it does not admit, as long as that is demanded.

        Together, not one by one: at most `count` have the seat, so as a sum this is much tighter.
        """
        for (flight_id, role, _), literals in self._strangers.items():
            flight = self.lookup.flights[flight_id]
            guard = self._seat_guard(flight, role)
            assert guard is not None
            count = self.lookup.seats(flight)[role].count
            self.model.add_linear(LinearExpr(literals) + LinearExpr([guard], count), None, count)

    def _admits(self, flight: Flight, role: str, leg: Leg) -> frozenset[str]:
        key = (flight.id, role, leg)
        if key not in self._admitted:
            seat = self.lookup.seats(flight)[role]
            launch = flight.launch if leg == "down" else None
            self._admitted[key] = self.lookup.may_sit(seat, leg_day(flight, leg), launch=launch)
        return self._admitted[key]

    def _is_admitted(
        self, member: CrewMember, flight: Flight, role: str, leg: Leg, launch: date
    ) -> bool:
        """Whether a seat admits a member whom a launch on that day took up."""
        if isinstance(member.agency, str) or launch == flight.launch:
            return member.id in self._admits(flight, role, leg)
        seat = self.lookup.seats(flight)[role]
        return member.id in self.lookup.may_sit(seat, leg_day(flight, leg), launch=launch)

    def _seat_guard(self, flight: Flight, role: str) -> Variable | None:
        key = (flight.id, role)
        if key not in self._seat_guards:
            seat = self.lookup.seats(flight)[role]
            self._seat_guards[key] = self._guard(SEAT_REQUIREMENTS.requirement(flight, seat))
        return self._seat_guards[key]

    def _guard(self, requirement: Requirement) -> Variable | None:
        return self.model.active.guard(requirement)


def _standing(bars: list[tuple[Variable | None, SeatKey | None]]) -> Bars | None:
    """The bars without what is given up; None if one of them holds in any case."""
    if any(guard == TRUE for guard, _ in bars):
        return None
    return tuple((guard, seat) for guard, seat in bars if guard is not None)
