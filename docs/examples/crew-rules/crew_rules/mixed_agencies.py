"""Mixed agencies: no agency has more than a few people on one ascent."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from seatplan import Finding, Flight, Requirement, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program_index import ProgramIndex
from seatplan.selection import Where
from seatplan.timeline import PlanIndex


@rule_kind("mixed-agencies")
@frozen(kw_only=True, slots=False)
class MixedAgencies(Rule, Where):
    r"""At most `most` members on each ascent come from one agency.

    Attributes:
        most: how many of one agency may go up together.

    Counts:
        persons beyond, summed over flights and agencies

    Formula:
        \sum_{f, a} \max(0, N(a, f) - \mathtt{most})

    Example:
        [[rules]]
        rule = "mixed-agencies"
        most = 2
    """

    most: int = field(default=2, metadata={"least": 1})

    def requirement(self, lookup: ProgramIndex, flight: Flight, agency: str) -> Requirement:
        """The piece of the rule about one agency on one flight."""
        return self.piece(
            lookup,
            flight.id,
            agency,
            message=f"{flight.id} going up on {flight.launch} must take at most {self.most} "
            f"of {agency}",
            flights=(flight.id,),
            flight=flight.id,
            agency=agency,
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup):
            people = [reading.lookup.members[line.member] for line in reading.on(flight, "up")]
            agencies = [one.agency_on(flight.launch) or "" for one in people]
            for agency in sorted(set(agencies) - {""}):
                beyond = agencies.count(agency) - self.most
                if beyond > 0:
                    here = self.requirement(reading.lookup, flight, agency)
                    yield Finding(here, beyond, f"{beyond} too many", flight.launch)

    def constrain(self, model: Model) -> None:
        for flight in self.flights_in(model.lookup):
            literals: dict[str, list[int]] = {}
            for seat in model.seat_variables(flight, "up"):
                agency = seat.member.agency_on(flight.launch)
                if agency is not None:
                    literals.setdefault(agency, []).append(seat.literal)
            for agency, these in sorted(literals.items()):
                here = self.requirement(model.lookup, flight, agency)
                model.require(self, here, LinearExpr(these) <= self.most, settled=flight.launch)
