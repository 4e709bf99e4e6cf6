"""Together: on each flight, either all of these members go up or none of them does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import field, frozen

from seatplan import forgiving
from seatplan.capacity import if_too_small
from seatplan.cases import keeps_flights
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, goes_up
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed


@rule_kind("together")
@frozen(kw_only=True, slots=False)
class Together(Rule, Where):
    r"""On each flight, either all of the members go up or none of them does.

    Attributes:
        members: ids of the members who fly together.

    Counts:
        flights

    Formula:
        \sum_{f \in \text{WHERE}}
        [\, 0 < \lvert U_f \cap \mathtt{members} \rvert < \lvert \mathtt{members} \rvert \,]

    Example:
        [[rules]]
        rule = "together"
        members = ["mann", "cassada"]
    """

    of_several = True

    members: tuple[str, ...] = field(converter=forgiving.member_ids, metadata={"ids": "member"})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup):
            yield f"{flight.id} {self._names(lookup)}{self.of_flight()}"

    def requirement(self, lookup: ProgramIndex, flight: Flight) -> Requirement:
        """The requirement for one ascent."""
        names = self._names(lookup)
        note = if_too_small(lookup, flight, len(self.members))
        return self.piece(
            lookup,
            flight.id,
            message=(
                f"{leg_of(flight, 'up')} must take all or none of {names}{note}{self.of_flight()}"
            ),
            decision=f"let only some of {names} fly on {flight.id}",
            flights=(flight.id,),
            members=tuple(sorted(self.members)),
            here=leg_of(flight, "up"),
            flight=flight.id,
            leg="up",
        )

    def _names(self, lookup: ProgramIndex) -> str:
        return listed(sorted(lookup.name(member) for member in self.members))

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        return {flight: frozenset(self.members) for flight in requirement.flights}

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        return self.without_flights(lookup, requirement.flights)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup):
            aboard = {line.member for line in reading.on(flight, "up")}
            there = [member for member in self.members if member in aboard]
            if 0 < len(there) < len(self.members):
                found = f"only {listed(reading.lookup.name(member) for member in there)}"
                yield Finding(self.requirement(reading.lookup, flight), 1, found, flight.launch)

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        # A ring of implications: if one flies, so does the next. If only some fly, a link breaks.
        for flight in self.flights_in(model.lookup):
            flies = [goes_up(model, flight, member) for member in self.members]
            ring = [one <= two for one, two in pairwise([*flies, *flies[:1]])]
            here = self.requirement(model.lookup, flight)
            model.require(self, here, *ring, settled=flight.launch)
