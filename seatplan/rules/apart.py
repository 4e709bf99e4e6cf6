"""Apart: at most one of these members goes up on each flight."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import keeps_flights
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, goes_up
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, listed


@rule_kind("apart")
@frozen(kw_only=True, slots=False)
class Apart(Rule, Where):
    r"""At most one of the members goes up on each flight.

    Attributes:
        members: ids of the members who must not fly together.

    Counts:
        flights

    Formula:
        \sum_{f \in \text{WHERE}} [\, \lvert U_f \cap \mathtt{members} \rvert \ge 2 \,]

    Example:
        [[rules]]
        rule = "apart"
        members = ["rubio", "fincke"]
    """

    only_bars = True
    of_several = True

    members: tuple[str, ...] = field(converter=forgiving.member_ids, metadata={"ids": "member"})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup):
            yield f"{flight.id} {self._names(lookup)}{self.of_flight()}"

    def requirement(self, lookup: ProgramIndex, flight: Flight) -> Requirement:
        """The requirement for one ascent."""
        names = self._names(lookup)
        return self.piece(
            lookup,
            flight.id,
            message=f"{leg_of(flight, 'up')} must take at most one of {names}{self.of_flight()}",
            decision=f"let {names} fly together on {flight.id}",
            flights=(flight.id,),
            members=tuple(sorted(self.members)),
            here=leg_of(flight, "up"),
            flight=flight.id,
            leg="up",
        )

    def _names(self, lookup: ProgramIndex) -> str:
        return listed(sorted(lookup.name(member) for member in self.members))

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        return self.without_flights(lookup, requirement.flights)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup):
            aboard = {line.member for line in reading.on(flight, "up")}
            there = [member for member in self.members if member in aboard]
            if len(there) > 1:
                found = listed(reading.lookup.name(member) for member in there)
                yield Finding(self.requirement(reading.lookup, flight), 1, found, flight.launch)

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        for flight in self.flights_in(model.lookup):
            flying = LinearExpr.total(goes_up(model, flight, member) for member in self.members)
            # The amount is 1 for each flight, however many members beyond the first fly together.
            scale = max(1, len(self.members) - 1)
            here = self.requirement(model.lookup, flight)
            model.require(self, here, flying <= 1, settled=flight.launch, scale=scale)
