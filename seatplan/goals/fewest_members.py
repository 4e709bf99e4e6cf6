"""Fewest members: the picked seats go to as few people as possible."""

from __future__ import annotations

from attrs import frozen

from seatplan.kinds import Goal, goal_kind
from seatplan.modelling import Model, Sum
from seatplan.selection import Where, Who
from seatplan.timeline import Reading


@goal_kind("fewest-members")
@frozen(kw_only=True, slots=False)
class FewestMembers(Goal, Who, Where):
    r"""The picked seats go to as few people as possible.

    Counts:
        members who take at least one of the seats that N(WHO, WHERE) counts

    Formula:
        \left\lvert \bigcup_{f \in \text{WHERE}} U_f \cap \text{WHO} \right\rvert

    Example:
        [[goals]]
        goal = "fewest-members"
        since = 2025-01-01
    """

    sense = "min"

    def value(self, reading: Reading) -> int:
        flying: set[str] = set()
        for flight in self.flights_in(reading.lookup):
            picked = self.picked_for(reading.lookup, flight)
            flying |= {line.member for line in reading.on(flight, "up")} & picked
        return len(flying)

    def expression(self, model: Model) -> Sum:
        # A member has at most one place on a flight: the places of one flight together ask for
        # the literal, which is tighter than each alone.
        flies: dict[str, int] = {}
        for flight in self.flights_in(model.lookup):
            picked = self.picked_for(model.lookup, flight)
            mine: dict[str, list[int]] = {}
            for place in model.places(flight, "up"):
                if place.member.id in picked:
                    mine.setdefault(place.member.id, []).append(place.literal)
            for member, literals in mine.items():
                if member not in flies:
                    flies[member] = model.literal()
                if model.one_at_a_time(model.lookup.members[member]):
                    model.between(Sum(literals) - Sum([flies[member]]), None, 0)
                else:
                    for literal in literals:
                        model.between(Sum([literal]) - Sum([flies[member]]), None, 0)
        return Sum(flies[member] for member in sorted(flies))
