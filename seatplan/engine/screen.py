"""Who may have which place and make which tour, asked before a literal is made.

What a demand bars for good never becomes a literal. What it bars only as long as it is not given
up becomes one that is false under the demand's assumption.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.engine.demands import TRUE
from seatplan.lookup import leg_day
from seatplan.modelling import Variable
from seatplan.program import CrewMember, Flight, Forbidden, Leg
from seatplan.requirement import Requirement
from seatplan.structure import availability, forbidden, seat_requirements

if TYPE_CHECKING:
    from seatplan.engine.model import SeatModel

Bars = tuple[Variable, ...]
"""Assumptions under which a literal is false."""


class Screen:
    """Answers for one model."""

    def __init__(self, model: SeatModel) -> None:
        self.model = model
        self.lookup = model.lookup
        self._everyone = frozenset(self.lookup.members)
        self._forbidden: dict[tuple[str, str, Leg], list[Forbidden]] = {}
        for entry in model.program.forbidden:
            for leg in entry.legs:
                key = (entry.flight, entry.member, leg)
                self._forbidden.setdefault(key, []).append(entry)
        self._admitted: dict[tuple[str, str, Leg], frozenset[str]] = {}
        self._seat_guards: dict[tuple[str, str], Variable | None] = {}

    def candidates(self, flight: Flight, role: str, leg: Leg) -> frozenset[str]:
        """The ids of those who can have that role on that leg, if only by giving something up."""
        ids = self._everyone
        if self._seat_guard(flight, role) == TRUE:
            ids = self._admits(flight, role, leg)
        if leg == "up" and self.model.among is not None:
            ids &= self.model.among.get(flight.id, frozenset())
        return ids

    def place(self, member: CrewMember, flight: Flight, role: str, leg: Leg) -> Bars | None:
        """What bars the member from a place; None if it is barred for good."""
        wants = []
        if member.id not in self._admits(flight, role, leg):
            wants.append(self._seat_guard(flight, role))
        for entry in self._forbidden.get((flight.id, member.id, leg), ()):
            if entry.role in (None, role):
                wants.append(self._guard(forbidden.requirement(self.lookup, entry)))
        return _bars(wants)

    def tour(self, member: CrewMember, up: Flight, down: Flight) -> Bars | None:
        """What bars the member from a tour; None if it is barred for good."""
        if not member.unavailable or self.model.past(up.launch):
            return ()
        meets = availability.meets(self.lookup, member, up, down)
        return _bars([self._guard(availability.requirement(member, one)) for one in meets])

    def literal(self, bars: Bars) -> Variable:
        """A new literal, false under each of the bars."""
        literal = self.model.literal()
        for guard in bars:
            self.model.never(literal, given=guard)
        return literal

    def _admits(self, flight: Flight, role: str, leg: Leg) -> frozenset[str]:
        key = (flight.id, role, leg)
        if key not in self._admitted:
            seat = self.lookup.seats(flight)[role]
            self._admitted[key] = self.lookup.may_sit(seat, leg_day(flight, leg))
        return self._admitted[key]

    def _seat_guard(self, flight: Flight, role: str) -> Variable | None:
        key = (flight.id, role)
        if key not in self._seat_guards:
            seat = self.lookup.seats(flight)[role]
            self._seat_guards[key] = self._guard(seat_requirements.requirement(flight, seat))
        return self._seat_guards[key]

    def _guard(self, requirement: Requirement) -> Variable | None:
        return self.model.demands.guard(requirement)


def _bars(guards: list[Variable | None]) -> Bars | None:
    """The assumptions among the guards; None if one of them holds in any case."""
    if TRUE in guards:
        return None
    return tuple(guard for guard in guards if guard is not None)
