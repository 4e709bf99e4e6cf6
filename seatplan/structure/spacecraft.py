"""Every flight of a listed vehicle has a spacecraft, and none makes two flights at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from seatplan.kinds import NoEditError
from seatplan.modelling import LinearExpr, Model, Variable
from seatplan.program import Flight, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.traffic import spacecraft_in
from seatplan.validation import law_ids


@frozen
class OneSpacecraft(Law):
    r"""Every flight of a listed vehicle has a spacecraft, and none makes two flights at once.

    A vehicle is listed if the program has spacecraft of it. A flight has the spacecraft that it
    names, or else one that the plan chooses. The law is waived if both flights have launched.

    Formula:
        s_f \ne s_g \quad\text{for each two flights } f, g
        \text{ with } \mathrm{launch}(f) < \mathrm{landing}(g)
        \text{ and } \mathrm{launch}(g) < \mathrm{landing}(f)
    """

    id = law_ids.SPACECRAFT
    of_traffic = True
    for_open_dates = True
    rank = 0
    reading_order = 8

    def requirement(self, one: Flight, two: Flight) -> Requirement:
        """The requirement for two overlapping flights."""
        message = (
            f"{one.id} (to {one.landing}) and {two.id} (from {two.launch}) must have different "
            "spacecraft, since both are in space at the same time"
        )
        return Requirement(
            requirement_id(self.id, *sorted((one.id, two.id))),
            self.id,
            message,
            (one.id, two.id),
            (),
            f"let one spacecraft make {one.id} and {two.id} at the same time",
            Subject(flight=two.id),
        )

    def named(self, flight: Flight) -> Requirement:
        """The requirement that a flight has a spacecraft."""
        message = f"{flight.id} ({flight.launch}) must have one of the spacecraft of its vehicle"
        return Requirement(
            requirement_id(self.id, flight.id),
            self.id,
            message,
            (flight.id,),
            (),
            f"let {flight.id} fly without naming its spacecraft",
            Subject(flight=flight.id),
        )

    def always_holds(self, requirement: str) -> bool:
        """Whether it is the requirement of a single flight; those of pairs can be given up."""
        return re.sub(r"\\.", "", requirement).count(":") == 1

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each pair of overlapping flights, and each flight without a spacecraft."""
        lookup = reading.lookup
        made_by = spacecraft_in(lookup, reading.plan)
        for flight in lookup.flights.values():
            if lookup.spacecraft_of(flight) and not made_by.get(flight.id):
                yield Finding(self.named(flight), 1, "none is named", flight.launch)
            elif lookup.spacecraft_of(flight) and made_by[flight.id] not in {
                one.id for one in lookup.spacecraft_of(flight)
            }:
                found = f"{made_by[flight.id]} is of another vehicle"
                yield Finding(self.named(flight), 1, found, flight.launch)
        for craft, flights in by_spacecraft(lookup, made_by).items():
            for one, two in overlapping(flights):
                yield Finding(self.requirement(one, two), 1, f"both have {craft}", two.launch)

    def constrain(self, model: Model) -> None:
        """At most one of two overlapping flights has a given spacecraft."""
        for one, two in combinations(with_spacecraft(model), 2):
            apart = model.later((one.id, "down"), (two.id, "up"), 0)
            apart += model.later((two.id, "down"), (one.id, "up"), 0)
            pairs = () if apart.constant else shared(model, one, two)
            if pairs:
                model.require(
                    None,
                    self.requirement(one, two),
                    *(LinearExpr(pair) <= 1 + apart for _, pair in pairs),
                    settled=max(one.launch, two.launch),
                )

    def without(self, program: Program, requirement: Requirement) -> Program:
        raise NoEditError("add a spacecraft, or move a launch or a landing.")


def overlapping(flights: Sequence[Flight]) -> Iterator[tuple[Flight, Flight]]:
    """Every two of these flights that are in space at a time, the one that launches first first."""
    for one, two in combinations(flights, 2):
        if two.launch < one.landing and one.launch < two.landing:
            yield one, two


def by_spacecraft(lookup: ProgramIndex, made_by: Mapping[str, str]) -> dict[str, list[Flight]]:
    """By spacecraft, its flights by launch.

    Args:
        lookup: the program.
        made_by: by flight, its spacecraft.
    """
    found: dict[str, list[Flight]] = {}
    for flight in lookup.flights.values():
        if flight.id in made_by:
            found.setdefault(made_by[flight.id], []).append(flight)
    return dict(sorted(found.items()))


def with_spacecraft(model: Model) -> list[Flight]:
    """The flights that could share a spacecraft with another flight, by launch."""
    flights = [one for one in model.lookup.flights.values() if model.spacecraft_variables(one)]
    times = Counter(at.spacecraft for one in flights for at in model.spacecraft_variables(one))
    return [
        one
        for one in flights
        if any(times[at.spacecraft] > 1 for at in model.spacecraft_variables(one))
    ]


def shared(model: Model, one: Flight, two: Flight) -> list[tuple[str, tuple[Variable, Variable]]]:
    """The spacecraft that could make both of two flights, each with its two literals."""
    mine = {at.spacecraft: at.literal for at in model.spacecraft_variables(one)}
    return [
        (at.spacecraft, (mine[at.spacecraft], at.literal))
        for at in model.spacecraft_variables(two)
        if at.spacecraft in mine
    ]


SPACECRAFT = OneSpacecraft()
