"""Experience: on every ascent that carries anyone, at least `min` have flown before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from seatplan.capacity import if_too_small
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model, Variable
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed, many

FEW = 10
"""For more flights than that a literal for each landing is worth it."""


@rule_kind("experience")
@frozen(kw_only=True, slots=False)
class Experience(Rule, Where):
    r"""On every ascent that carries anyone, at least `min` have flown before.

    Flown means `flights_before` is more than 0, or an earlier tour in the plan landed on or before
    this launch.

    Attributes:
        min: how many, in persons.

    Counts:
        missing persons

    Formula:
        \sum_{f \in \text{WHERE} \,:\, U_f \ne \emptyset} \left( \mathtt{min} -
        \lvert \{ m \in U_f : m \text{ has flown} \} \rvert \right)^+

    Example:
        [[rules]]
        rule = "experience"
        vehicles = ["Crew Dragon"]
        min = 2
        weight = 3
    """

    min: int = field(default=1, metadata={"least": 0})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup):
            yield f"{flight.id} {self.min}{self.of_flight()}"

    def requirement(self, lookup: ProgramIndex, flight: Flight) -> Requirement:
        """The veterans of one ascent."""
        people = many(self.min, "person")
        without = "without anyone" if self.min == 1 else f"with fewer than {people}"
        note = if_too_small(lookup, flight, self.min)
        return self.piece(
            lookup,
            flight.id,
            message=(
                f"{leg_of(flight, 'up')} must carry at least {people} who flew before"
                f"{note}{self.of_flight()}"
            ),
            decision=f"launch {flight.id} {without} who flew before",
            flights=(flight.id,),
            flight=flight.id,
            leg="up",
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        # Those on the flight, and any tour from which somebody comes home before it.
        (flight,) = (lookup.flights[one] for one in requirement.flights)
        return {
            one.id: lookup.everyone
            for one in lookup.flights.values()
            if one is flight or any(home.landing <= flight.launch for home in lookup.ways_home(one))
        }

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup):
            lines = reading.on(flight, "up")
            flown = 0
            for line in lines:
                member = reading.lookup.members[line.member]
                tours = reading.tours.get(member.id, ())
                # An earlier tour: one that landed by this launch cannot be the one that starts.
                landed = any(tour.landing <= flight.launch for tour in tours)
                flown += member.flights_before > 0 or landed
            if lines and flown < self.min:
                aboard = listed(reading.lookup.name(line.member) for line in lines)
                found = f"{flown or 'none'} of {aboard}"
                here = self.requirement(reading.lookup, flight)
                yield Finding(here, self.min - flown, found, flight.launch)

    def keepers(
        self, reading: PlanIndex, flights: Iterable[Flight]
    ) -> Iterator[tuple[Requirement, frozenset[str], int]]:
        members = reading.lookup.members.values()
        veterans = {member.id for member in members if member.flights_before > 0}
        tours = sorted(reading.all_tours(), key=lambda tour: tour.landing, reverse=True)
        picked = {flight.id for flight in flights}
        for flight in self.flights_in(reading.lookup):
            while tours and tours[-1].landing <= flight.launch:
                veterans.add(tours.pop().member.id)
            if flight.id in picked:
                yield self.requirement(reading.lookup, flight), frozenset(veterans), self.min

    def constrain(self, model: Model) -> None:
        wanted = [
            flight
            for flight in self.flights_in(model.lookup)
            if model.seat_variables(flight, "up")
            and model.wanted(self, self.requirement(model.lookup, flight))
        ]
        flown = _Flown(model, chained=len(wanted) > FEW)
        for flight in wanted:
            places = model.seat_variables(flight, "up")
            here = self.requirement(model.lookup, flight)
            veterans = [place.literal for place in places if place.member.flights_before > 0]
            rookies: dict[str, list[Variable]] = {}
            for place in places:
                if place.member.flights_before == 0:
                    rookies.setdefault(place.member.id, []).append(place.literal)
            for member, mine in sorted(rookies.items()):
                before = flown.by(member, flight.launch)
                if before:
                    # 1 only for a rookie no more: someone on this flight who has landed by then.
                    veteran = model.literal()
                    model.only_if(veteran, mine)
                    model.only_if(veteran, before)
                    veterans.append(veteran)
            carries = model.carries(flight, "up")
            side = (self.min - LinearExpr(veterans), carries)
            model.require(self, here, side, settled=flight.launch)


class _Flown:
    """Who has landed by when: a literal per member and landing day, each leaning on the last.

    landed[k] only if landed[k - 1] or a way that lands on day k: the same as all ways so far, and
    linear in their number. For few flights it is not worth its literals: there the ways so far
    stand for themselves.
    """

    def __init__(self, model: Model, *, chained: bool) -> None:
        self._model = model
        self._chained = chained
        self._days: dict[str, list[date]] = {}
        self._landed: dict[str, list[Variable]] = {}

    def by(self, member: str, day: date) -> list[Variable]:
        """Literals of which one is true only if the member has landed by that day."""
        if not self._chained:
            return [w.literal for w in self._model.tours_of(member) if w.down.landing <= day]
        if member not in self._days:
            self._chain(member)
        at = bisect_right(self._days[member], day)
        return self._landed[member][at - 1 : at]

    def _chain(self, member: str) -> None:
        landings: dict[date, list[Variable]] = {}
        for way in self._model.tours_of(member):
            landings.setdefault(way.down.landing, []).append(way.literal)
        self._days[member] = sorted(landings)
        chain: list[Variable] = []
        for day in self._days[member]:
            landed = self._model.literal()
            self._model.only_if(landed, landings[day] + chain[-1:])
            chain.append(landed)
        self._landed[member] = chain
