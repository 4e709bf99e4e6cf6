"""No one goes up on an empty ascent or comes down on an empty descent."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from seatplan.modelling import Model
from seatplan.program import LEGS, Flight, Leg
from seatplan.program_index import leg_day
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import leg_of, many


@frozen
class EmptyLeg(Law):
    r"""No one goes up on an empty ascent or comes down on an empty descent.

    It is never given up.

    Formula:
        \sum_{r, m} x_{f \ell r m} = 0 \quad\text{for each empty leg } \ell \text{ of } f
    """

    id = law_ids.EMPTY_LEG
    for_open_dates = True
    can_be_given_up = False
    only_bars = True

    def requirement(self, flight: Flight, leg: Leg) -> Requirement:
        """The requirement for one empty leg."""
        message = f"{leg_of(flight, leg)} must be empty"
        key = requirement_id(self.id, flight.id, leg)
        subject = Subject(flight=flight.id, leg=leg)
        return Requirement(key, self.id, message, (flight.id,), subject=subject)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each assignment on an empty leg."""
        for flight in reading.lookup.flights.values():
            for leg in LEGS:
                if (flight.ascent if leg == "up" else flight.descent) == "crewed":
                    continue
                lines = reading.on(flight, leg)
                for line in lines:
                    found = f"{many(1, 'person')} as {line.role}"
                    day = leg_day(flight, leg)
                    yield Finding(
                        self.requirement(flight, leg), 1, found, day, members=(line.member,)
                    )

    def constrain(self, model: Model) -> None:
        """Adds nothing: an empty leg has no seat variables."""


EMPTY_LEG = EmptyLeg()
