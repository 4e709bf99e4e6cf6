r"""Nobody goes up on an empty ascent, nobody comes down on an empty descent. Never given up.

Formula:
    \sum_{r, m} x_{f \ell r m} = 0 \quad\text{for each empty leg } \ell \text{ of } f
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.modelling import Model
from seatplan.program import LEGS, Flight, Leg
from seatplan.program_index import leg_day
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.timeline import PlanIndex
from seatplan.words import leg_of, many


def requirement(flight: Flight, leg: Leg) -> Requirement:
    """One leg carries no one."""
    message = f"{leg_of(flight, leg)} must be empty"
    key = requirement_id("empty-leg", flight.id, leg)
    subject = Subject(flight=flight.id, leg=leg)
    return Requirement(key, "empty-leg", message, (flight.id,), subject=subject)


def violations(reading: PlanIndex) -> Iterator[Finding]:
    """One for each line of a plan on an empty leg."""
    for flight in reading.lookup.flights.values():
        for leg in LEGS:
            if (flight.ascent if leg == "up" else flight.descent) == "crewed":
                continue
            lines = reading.on(flight, leg)
            for line in lines:
                found = f"{many(1, 'person')} as {line.role}"
                day = leg_day(flight, leg)
                yield Finding(requirement(flight, leg), 1, found, day, members=(line.member,))


def constrain(model: Model) -> None:
    """Nothing to post: an empty leg has no places."""
