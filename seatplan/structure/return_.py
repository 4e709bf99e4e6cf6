"""Everyone who goes up comes down once, on the same flight or on one of its return options."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from seatplan.modelling import Model
from seatplan.program import CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import listed


def settled(lookup: ProgramIndex, flight: Flight) -> date:
    """The last day on which someone who went up on a flight can come down."""
    return max((home.landing for home in lookup.ways_home(flight)), default=flight.landing)


def leads_home(up: Flight, down: Flight) -> bool:
    """Whether people who went up on one flight can come down on another, by its return options."""
    return up is down or (down.id in up.return_options and down.landing > up.launch)


@frozen
class Return(Law):
    r"""Everyone who goes up comes down once, on the same flight or on one of its return options.

    No one comes down without having gone up. Those who return on the flight that took them up keep
    their role. The law is never given up. It is waived for a tour whose legs are both past, for a
    past leg down without a leg up, and for a past leg up that has no leg down in the given plan
    either, once all its possible landings are past. Everyone who comes down in the given plan must
    come down.

    Formula:
        \begin{aligned}
        & \sum_r x_{f, \text{up}, r, m}
          = \sum_{g \in \{f\} \cup \mathtt{return\_options}_f} w_{fgm} \\
        & \sum_r x_{g, \text{down}, r, m} = \sum_f w_{fgm} \\
        & w_{ffm} = 1 \;\Rightarrow\; x_{f, \text{up}, r, m} = x_{f, \text{down}, r, m}
        \end{aligned}
    """

    id = law_ids.RETURN
    for_open_dates = True
    bar = "no way home"
    can_be_given_up = False
    only_bars = True

    def requirement(self, lookup: ProgramIndex, member: CrewMember, flight: Flight) -> Requirement:
        """The requirement for the way home of a member who goes up on a flight."""
        homes = [home.id for home in lookup.ways_home(flight)]
        after = f"after going up on {flight.id} ({flight.launch})"
        message = f"{lookup.name(member.id)} must come down on {listed(homes, 'or')} {after}"
        if not homes:
            message = (
                f"{lookup.name(member.id)} must come down {after}, but no flight can bring them"
            )
        key = requirement_id(self.id, flight.id, member.id)
        subject = Subject(flight=flight.id, member=member.id)
        return Requirement(key, self.id, message, (flight.id,), (member.id,), subject=subject)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each unpaired leg, each wrong flight home, and each changed role."""
        lookup = reading.lookup
        for line in reading.unpaired:
            flight, member = lookup.flights[line.flight], lookup.members[line.member]
            if line.leg == "up":
                day = settled(lookup, flight) if reading.may_stay_open(line) else None
                yield Finding(self.requirement(lookup, member, flight), 1, "no way down", day)
            else:
                message = f"{lookup.name(member.id)} must go up before coming down on {flight.id}"
                key = requirement_id(self.id, flight.id, member.id, "down")
                subject = Subject(flight=flight.id, leg="down", member=member.id)
                down = Requirement(
                    key, self.id, message, (flight.id,), (member.id,), subject=subject
                )
                found = f"down on {flight.id} ({flight.landing}) without a leg up"
                yield Finding(down, 1, found, flight.landing)
        for tour in reading.all_tours():
            here = self.requirement(lookup, tour.member, tour.up)
            # A tour that has landed can no longer be mended, so the landing settles it.
            # Empty descents are covered by the law `empty-leg`.
            if not leads_home(tour.up, tour.down):
                found = f"down on {tour.down.id} ({tour.landing})"
                yield Finding(here, 1, found, tour.landing)
            elif tour.down is tour.up and tour.role_up != tour.role_down:
                found = f"up as {tour.role_up}, down as {tour.role_down}"
                yield Finding(here, 1, found, tour.landing)

    def constrain(self, model: Model) -> None:
        """Adds nothing: the engine links the variables of tours and seats accordingly."""


RETURN = Return()
