"""Experience: on every ascent that carries people, enough have flown before, and few have not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.capacity import if_too_small
from seatplan.cases import keeps_flights
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model, Turns, Variable
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed, many, within

FEW = 10
"""With more flights than this, shared literals for landings pay off: see `_Flown`."""


@rule_kind("experience")
@frozen(kw_only=True, slots=False)
class Experience(Rule, Where):
    r"""On every ascent that carries people, enough have flown before, and few have not.

    On each flight that has seats of `roles`, at least `min` of those who go up in them have flown
    before, and at most `max_rookies` have not. A member has flown before if `flights_before` is
    more than 0, or if an earlier tour in the plan landed on or before this launch.

    Attributes:
        roles: count only those who go up in one of these roles; everyone on the flight if left out.
        min: the least number who have flown before, in persons; 1 if `max_rookies` is left out,
            too.
        max_rookies: the largest number who have not flown before, in persons.

    Counts:
        persons missing or too many

    Formula:
        \sum_{f \in \text{WHERE} \,:\, U_f \ne \emptyset} \left( \mathtt{min} - V_f \right)^+ +
        \left( \lvert U_f^{\mathtt{roles}} \rvert - V_f - \mathtt{max\_rookies} \right)^+
        \quad V_f = \lvert \{ m \in U_f^{\mathtt{roles}} : m \text{ has flown} \} \rvert

    Example:
        [[rules]]
        rule = "experience"
        vehicles = ["Crew Dragon"]
        min = 2
        weight = 3
    """

    looser: ClassVar[Mapping[str, int]] = {"min": -1, "max_rookies": 1}
    roles: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_role_names, metadata={"ids": "role"}
    )
    min: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})
    max_rookies: int | None = field(
        default=None, converter=forgiving.maybe_whole, metadata={"least": 0}
    )

    @property
    def veterans(self) -> int:
        """The least number of people who have flown before."""
        if self.min is None:
            return 1 if self.max_rookies is None else 0
        return self.min

    def flights_in(
        self, lookup: ProgramIndex, *, empty_ascents: bool = False
    ) -> tuple[Flight, ...]:
        """The flights in WHERE that have seats of `roles`."""
        return tuple(
            flight
            for flight in super().flights_in(lookup, empty_ascents=empty_ascents)
            if self.roles is None or any(role in self.roles for role in lookup.seats(flight))
        )

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup):
            yield f"{flight.id} {self._demand()}{self.of_flight()}"

    def _demand(self) -> str:
        """`at least 1 person as pilot who flew before and at most 2 rookies as pilot`."""
        role = f" as {listed(sorted(self.roles), 'or')}" if self.roles is not None else ""
        parts = []
        if self.veterans or self.max_rookies is None:
            parts.append(f"at least {many(self.veterans, 'person')}{role} who flew before")
        if self.max_rookies is not None:
            parts.append(within(None, self.max_rookies, "rookie") + role)
        return listed(parts)

    def requirement(self, lookup: ProgramIndex, flight: Flight) -> Requirement:
        """The requirement for the veterans and the rookies of one ascent."""
        note = if_too_small(lookup, flight, self.veterans)
        if self.max_rookies is not None or self.roles is not None:
            decision = f"launch {flight.id} with other than {self._demand()}"
        elif self.veterans == 1:
            decision = f"launch {flight.id} without anyone who flew before"
        else:
            people = many(self.veterans, "person")
            decision = f"launch {flight.id} with fewer than {people} who flew before"
        return self.piece(
            lookup,
            flight.id,
            message=(f"{leg_of(flight, 'up')} must carry {self._demand()}{note}{self.of_flight()}"),
            decision=decision,
            flights=(flight.id,),
            here=leg_of(flight, "up"),
            flight=flight.id,
            leg="up",
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        # Those on the flight matter, and every earlier tour that can make them veterans.
        (flight,) = (lookup.flights[one] for one in requirement.flights)
        days, _ = lookup.possible_days(flight)
        last = date.fromordinal(days[-1]) if days else flight.launch
        return {
            one.id: lookup.everyone
            for one in lookup.flights.values()
            if one is flight or any(home.landing <= last for home in lookup.ways_home(one))
        }

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        return self.without_flights(lookup, requirement.flights)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup):
            if not reading.on(flight, "up"):
                continue
            lines = [one for one in reading.on(flight, "up") if self._looks_at(one.role)]
            flew: list[str] = []
            rookies: list[str] = []
            for line in lines:
                member = reading.lookup.members[line.member]
                tours = reading.tours.get(member.id, ())
                # A tour that has landed by this launch is not the tour that starts with it.
                landed = any(tour.landing <= flight.launch for tour in tours)
                veteran = member.flights_before > 0 or landed
                (flew if veteran else rookies).append(reading.lookup.name(member.id))
            off = max(0, self.veterans - len(flew))
            if self.max_rookies is not None:
                off += max(0, len(rookies) - self.max_rookies)
            if off:
                names = [reading.lookup.name(line.member) for line in lines]
                found = f"{len(flew) or 'none'} of {listed(names)}"
                if len(lines) == 1:
                    found = f"only {names[0]}" if flew else f"{names[0]} did not fly before"
                if not lines:
                    found = f"no one goes up as {listed(sorted(self.roles or ()), 'or')}"
                elif self.max_rookies is not None:
                    found = f"{listed(rookies)} did not fly before"
                    if flew:
                        found = f"{listed(flew)} flew before, {listed(rookies)} did not"
                    if not rookies:
                        found = f"{listed(flew)} alone flew before"
                here = self.requirement(reading.lookup, flight)
                yield Finding(here, off, found, flight.launch)

    def _looks_at(self, role: str) -> bool:
        return self.roles is None or role in self.roles

    def keepers(
        self, reading: PlanIndex, flights: Iterable[Flight]
    ) -> Iterator[tuple[Requirement, frozenset[str], int]]:
        if self.roles is not None or self.max_rookies is not None:
            return  # who goes up is not enough to decide it
        members = reading.lookup.members.values()
        veterans = {member.id for member in members if member.flights_before > 0}
        tours = sorted(reading.all_tours(), key=lambda tour: tour.landing, reverse=True)
        picked = {flight.id for flight in flights}
        for flight in self.flights_in(reading.lookup):
            while tours and tours[-1].landing <= flight.launch:
                veterans.add(tours.pop().member.id)
            if flight.id in picked:
                yield self.requirement(reading.lookup, flight), frozenset(veterans), self.veterans

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        wanted = [
            flight
            for flight in self.flights_in(model.lookup)
            if model.seat_variables(flight, "up")
            and model.wanted(self, self.requirement(model.lookup, flight))
        ]
        flown = _Flown(model, chained=len(wanted) > FEW)
        again: dict[str, list[tuple[date, Variable]]] = {}
        for flight in wanted:
            seats = [one for one in model.seat_variables(flight, "up") if self._looks_at(one.role)]
            here = self.requirement(model.lookup, flight)
            veterans = (one.literal for one in seats if one.member.flights_before > 0)
            flown_before = [LinearExpr(veterans)]
            rookies: dict[str, list[Variable]] = {}
            for seat in seats:
                if seat.member.flights_before == 0:
                    rookies.setdefault(seat.member.id, []).append(seat.literal)
            for member, mine in sorted(rookies.items()):
                before = flown.by(member, flight)
                if before:
                    # 1 only if someone on this flight has become a veteran by landing before it.
                    veteran = model.literal()
                    model.only_if(veteran, mine)
                    model.only_if(veteran, before)
                    # Flown records may have one person in two seats, which share one literal.
                    again.setdefault(member, []).append((flight.launch, veteran))
                    flown_before.append(LinearExpr([veteran], 1 + len(mine) - len(set(mine))))
            flew = LinearExpr.total(flown_before)
            carries = model.carries(flight, "up")
            if self.veterans:
                enough = (flew >= self.veterans).where(carries)
                model.require(self, here, enough, settled=flight.launch)
            if self.max_rookies is not None:
                aboard = LinearExpr(one.literal for one in seats)
                rookie = aboard - flew
                model.require(self, here, rookie <= self.max_rookies, settled=flight.launch)
        for member, launches in sorted(again.items()):
            model.link_turns(member, Turns(again=launches))


class _Flown:
    """Literals for "this member has landed by this day", one for each member and landing day.

    landed[k] implies landed[k - 1] or a tour that lands on day k. This is equivalent to a sum of
    all tours so far, but the total size is linear in their number. With few flights, these literals
    do not pay off, and the sums are used directly.
    """

    def __init__(self, model: Model, *, chained: bool) -> None:
        self._model = model
        self._chained = chained
        self._days: dict[str, list[date]] = {}
        self._landed: dict[str, list[Variable]] = {}
        self._rests: dict[str, int] = {}

    def by(self, member: str, flight: Flight) -> list[Variable]:
        """Literals of which one can be true only if the member has landed by that launch.

        A member who launches has rested since landing, so only landings before the rest count.
        """
        if self._model.open_dates:
            return list(self._landed_before(member, flight))
        rest = self._rest_days(member)
        day = date.fromordinal(max(1, flight.launch.toordinal() - rest))
        if not self._chained:
            return [w.literal for w in self._model.tours_of(member) if w.down.landing <= day]
        if member not in self._days:
            self._chain(member)
        at = bisect_right(self._days[member], day)
        return self._landed[member][at - 1 : at]

    def _rest_days(self, member: str) -> int:
        """The days of rest between tours; 0 if the past may have waived it."""
        if member not in self._rests:
            model = self._model
            past = any(model.past(tour.up.launch) for tour in model.tours_of(member))
            self._rests[member] = 0 if past else model.rest_days(model.lookup.members[member])
        return self._rests[member]

    def _landed_before(self, member: str, flight: Flight) -> Iterator[Variable]:
        """Yield such literals if the order of landings and launches depends on the dates."""
        model = self._model
        for tour in model.tours_of(member):
            before = model.later((tour.down.id, "down"), (flight.id, "up"), 0)
            if before.constant:
                yield tour.literal
            elif before.variables:
                landed = model.literal()
                model.add(LinearExpr([landed]) <= LinearExpr([tour.literal]))
                model.add(LinearExpr([landed]) <= before)
                yield landed

    def _chain(self, member: str) -> None:
        landings: dict[date, list[Variable]] = {}
        for tour in self._model.tours_of(member):
            landings.setdefault(tour.down.landing, []).append(tour.literal)
        self._days[member] = sorted(landings)
        chain: list[Variable] = []
        for day in self._days[member]:
            landed = self._model.literal()
            self._model.only_if(landed, landings[day] + chain[-1:])
            chain.append(landed)
        self._landed[member] = chain
