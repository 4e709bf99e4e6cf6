r"""The assignments that `fixed` lists are so.

Formula:
    x_{f \ell r m} = 1 \quad\text{for each entry } (f, r, m) \text{ and its legs } \ell
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.modelling import LinearExpr, Model
from seatplan.program import Fixed
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement
from seatplan.timeline import PlanIndex


def requirement(lookup: ProgramIndex, entry: Fixed) -> Requirement:
    """One entry of the list."""
    flight, member = lookup.flights[entry.flight], lookup.members[entry.member]
    way = {"up": "goes up", "down": "comes down", "both": "goes up and comes down"}[entry.leg]
    message = f"{member.name} {way} on {flight.id} ({flight.launch}) as {entry.role}"
    key = f"fixed:{entry.flight}:{entry.role}:{entry.member}:{entry.leg}"
    only = {"up": " on the way up", "down": " on the way down", "both": ""}[entry.leg]
    decision = f"no longer fix {member.name} as {entry.role} of {entry.flight}{only}"
    return Requirement(key, "fixed", message, (entry.flight,), (entry.member,), decision)


def violations(reading: PlanIndex) -> Iterator[Finding]:
    """One for each leg of an entry that is not so."""
    for entry in sorted(reading.program.fixed, key=repr):
        flight = reading.lookup.flights[entry.flight]
        for leg in entry.legs:
            if not any(
                line.role == entry.role and line.member == entry.member
                for line in reading.on(flight, leg)
            ):
                found = f"not on the way {leg}"
                yield Finding(requirement(reading.lookup, entry), 1, found, leg_day(flight, leg))


def constrain(model: Model) -> None:
    """Sum of the member's places in the role ≥ 1, on each leg."""
    for entry in sorted(model.program.fixed, key=repr):
        flight = model.lookup.flights[entry.flight]
        for leg in entry.legs:
            taken = LinearExpr(
                place.literal
                for place in model.seat_variables(flight, leg)
                if place.role == entry.role and place.member.id == entry.member
            )
            day = leg_day(flight, leg)
            model.require(None, requirement(model.lookup, entry), 1 - taken, settled=day)
