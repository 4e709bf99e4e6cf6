"""Apart: no two of these members fly on one flight."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, goes_up
from seatplan.timeline import PlanIndex
from seatplan.words import listed


@rule_kind("apart")
@frozen(kw_only=True, slots=False)
class Apart(Rule, Where):
    r"""On no ascent do two or more of the members fly.

    Attributes:
        members: who keeps apart.

    Counts:
        flights

    Formula:
        \sum_{f \in \text{WHERE}} [\, \lvert U_f \cap \mathtt{members} \rvert \ge 2 \,]

    Example:
        [[rules]]
        rule = "apart"
        members = ["rubio", "fincke"]
    """

    members: tuple[str, ...] = field(metadata={"ids": "member"})

    def requirement(self, flight: Flight, names: list[str]) -> Requirement:
        """One of them at most on one ascent."""
        message = f"{flight.id} on {flight.launch} takes at most one of {listed(names)}"
        decision = f"let {listed(names)} fly together on {flight.id}"
        key = f"{self.name}:{flight.id}"
        members = tuple(sorted(self.members))
        return Requirement(key, self.name, message, (flight.id,), members, decision)

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        return {}

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        names = sorted(reading.lookup.members[member].name for member in self.members)
        for flight in self.flights_in(reading.lookup):
            aboard = {line.member for line in reading.on(flight, "up")}
            there = [member for member in self.members if member in aboard]
            if len(there) > 1:
                found = listed(reading.lookup.members[member].name for member in there)
                yield Finding(self.requirement(flight, names), 1, found, flight.launch)

    def constrain(self, model: Model) -> None:
        names = sorted(model.lookup.members[member].name for member in self.members)
        for flight in self.flights_in(model.lookup):
            side = LinearExpr.total(goes_up(model, flight, member) for member in self.members) - 1
            # However many fly together, it is one flight: all beyond the first count once.
            scale = max(1, len(self.members) - 1)
            here = self.requirement(flight, names)
            model.require(self, here, side, settled=flight.launch, scale=scale)
