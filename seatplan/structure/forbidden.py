r"""The assignments that `forbidden` lists are not so.

Formula:
    x_{f \ell r m} = 0 \quad\text{for each entry } (f, r, m) \text{ and its legs } \ell
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from seatplan.modelling import Model
from seatplan.program import Forbidden
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.timeline import PlanIndex

BAR = "forbidden"
"""The word for a member whom this law keeps out of a seat."""


def requirement(lookup: ProgramIndex, entry: Forbidden) -> Requirement:
    """One entry of the list."""
    flight, name = lookup.flights[entry.flight], lookup.name(entry.member)
    role = f" as {entry.role}" if entry.role is not None else ""
    verb = {"up": "go up", "down": "come down", "both": "fly"}[entry.leg]
    day = flight.landing if entry.leg == "down" else flight.launch
    message = f"{name} must not {verb} on {flight.id} ({day}){role}"
    decision = f"let {name} {verb} on {entry.flight}{role} after all"
    key = requirement_id("forbidden", entry.flight, entry.role, entry.member, entry.leg)
    legs = entry.legs
    subject = Subject(
        flight=entry.flight,
        leg=legs[0] if len(legs) == 1 else None,
        role=entry.role,
        member=entry.member,
    )
    return Requirement(
        key, "forbidden", message, (entry.flight,), (entry.member,), decision, subject
    )


def violations(reading: PlanIndex) -> Iterator[Finding]:
    """One for each line of a plan that an entry forbids."""
    for entry in sorted(reading.program.forbidden, key=repr):
        flight = reading.lookup.flights[entry.flight]
        for leg in entry.legs:
            for line in reading.on(flight, leg):
                if line.member == entry.member and entry.role in (None, line.role):
                    found = f"on the way {leg} as {line.role}"
                    day = leg_day(flight, leg)
                    here = requirement(reading.lookup, entry)
                    about = evolve(here.subject, leg=leg)
                    yield Finding(here, 1, found, day, subject=about)


def constrain(model: Model) -> None:
    """Nothing to post: what is forbidden has no place."""
