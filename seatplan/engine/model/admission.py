"""Admission: who may have a seat, on which days of its leg."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attrs import evolve

from seatplan.engine.model.open_dates import OpenDates
from seatplan.modelling import LinearExpr
from seatplan.program import CrewMember, Flight, Leg
from seatplan.program_index import ProgramIndex

SeatKey = tuple[str, str, Leg]
"""A flight, a role and a leg."""


class Admission:
    """The members that the seats of one model admit."""

    def __init__(self, lookup: ProgramIndex, dates: OpenDates) -> None:
        self.lookup = lookup
        self.dates = dates
        self._admitted: dict[SeatKey, tuple[frozenset[str], frozenset[str]]] = {}
        self._by_day: dict[SeatKey, dict[date, frozenset[str]]] = {}

    def when(
        self,
        member: CrewMember,
        flight: Flight,
        role: str,
        leg: Leg,
        launches: Collection[Flight],
    ) -> LinearExpr:
        """An expression that is 1 on the days of the leg on which the seat admits the member.

        On the way down, a member is admitted who belongs to a fitting agency on any possible
        launch day of these flights; another constraint checks the actual day.
        """
        event = (flight.id, leg)
        if leg == "up" or isinstance(member.agency, str):
            if not self.dates.is_open:
                return LinearExpr(constant=int(member.id in self.admits(flight, role, leg)))
            key = (flight.id, role, leg)
            if member.id in self.admits(flight, role, leg, certainly=True):
                return LinearExpr(constant=1)
            if member.id not in self.admits(flight, role, leg):
                return LinearExpr()
            by_day = self._by_day[key]
            return self.dates.on(event, lambda day: member.id in by_day[day])
        seat = self.lookup.seats(flight)[role]
        agencies = seat.agencies
        belongs = agencies is None or any(
            member.agency_on(day) in agencies
            for up in launches or (flight,)
            for day, _ in self.dates.days((up.id, "up"))
        )
        if not belongs:
            return LinearExpr()
        return self.dates.on(
            event,
            lambda day: all(self.lookup.holds(member.id, one, day) for one in seat.requires),
        )

    def admits(
        self, flight: Flight, role: str, leg: Leg, *, certainly: bool = False
    ) -> frozenset[str]:
        """The ids of the members that a seat admits on some, or on all, of the leg's days."""
        key = (flight.id, role, leg)
        if key not in self._admitted:
            seat = self.lookup.seats(flight)[role]
            days = [day for day, _ in self.dates.days((flight.id, leg))]
            if leg == "up":
                sometimes = always = {day: self.lookup.may_sit(seat, day) for day in days}
            else:
                # Agency membership is decided at launch, qualifications at landing.
                launches = [day for day, _ in self.dates.days((flight.id, "up"))]
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
