"""Together: these members fly on one flight, or none of them does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import field, frozen

from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, goes_up
from seatplan.timeline import PlanIndex
from seatplan.words import listed


@rule_kind("together")
@frozen(kw_only=True, slots=False)
class Together(Rule, Where):
    r"""On no ascent do some, but not all, of the members fly.

    Attributes:
        members: who belongs together.

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

    members: tuple[str, ...] = field(metadata={"ids": "member"})

    def requirement(self, flight: Flight, names: list[str]) -> Requirement:
        """All or none on one ascent."""
        message = f"{flight.id} on {flight.launch} takes all or none of {listed(names)}"
        decision = f"let only some of {listed(names)} fly on {flight.id}"
        key = f"{self.name}:{flight.id}"
        members = tuple(sorted(self.members))
        return Requirement(key, self.name, message, (flight.id,), members, decision)

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        return {flight: frozenset(self.members) for flight in requirement.flights}

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        names = sorted(reading.lookup.members[member].name for member in self.members)
        for flight in self.flights_in(reading.lookup):
            aboard = {line.member for line in reading.on(flight, "up")}
            there = [member for member in self.members if member in aboard]
            if 0 < len(there) < len(self.members):
                found = f"only {listed(reading.lookup.members[member].name for member in there)}"
                yield Finding(self.requirement(flight, names), 1, found, flight.launch)

    def constrain(self, model: Model) -> None:
        # In a ring: each flies no more than the next. If some but not all fly, one link breaks.
        names = sorted(model.lookup.members[member].name for member in self.members)
        for flight in self.flights_in(model.lookup):
            flies = [goes_up(model, flight, member) for member in self.members]
            sides = [one - two for one, two in pairwise([*flies, *flies[:1]])]
            here = self.requirement(flight, names)
            model.require(self, here, *sides, settled=flight.launch)
