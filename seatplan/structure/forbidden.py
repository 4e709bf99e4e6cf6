r"""The assignments that `forbidden` lists are not so.

Formula:
    x_{f \ell r m} = 0 \quad\text{for each entry } (f, r, m) \text{ and its legs } \ell
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.modelling import Model
from seatplan.program import Forbidden
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement
from seatplan.timeline import PlanIndex

BAR = "forbidden"
"""The word for a member whom this law keeps out of a seat."""


def requirement(lookup: ProgramIndex, entry: Forbidden) -> Requirement:
    """One entry of the list."""
    flight, member = lookup.flights[entry.flight], lookup.members[entry.member]
    way = {"up": "does not go up", "down": "does not come down", "both": "does not fly"}[entry.leg]
    role = f" as {entry.role}" if entry.role is not None else ""
    message = f"{member.name} {way} on {flight.id} ({flight.launch}){role}"
    key = f"forbidden:{entry.flight}:{entry.role or 'any'}:{entry.member}:{entry.leg}"
    verb = {"up": "go up", "down": "come down", "both": "fly"}[entry.leg]
    decision = f"let {member.name} {verb} on {entry.flight}{role} after all"
    return Requirement(key, "forbidden", message, (entry.flight,), (entry.member,), decision)


def violations(reading: PlanIndex) -> Iterator[Finding]:
    """One for each line of a plan that an entry forbids."""
    for entry in sorted(reading.program.forbidden, key=repr):
        flight = reading.lookup.flights[entry.flight]
        for leg in entry.legs:
            for line in reading.on(flight, leg):
                if line.member == entry.member and entry.role in (None, line.role):
                    found = f"on the way {leg} as {line.role}"
                    day = leg_day(flight, leg)
                    yield Finding(requirement(reading.lookup, entry), 1, found, day)


def constrain(model: Model) -> None:
    """Nothing to post: what is forbidden has no place."""
