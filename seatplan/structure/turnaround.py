"""A spacecraft does not launch again before its turnaround is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from attrs import frozen

from seatplan.kinds import NoEditError
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight, Program
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.structure.spacecraft import by_spacecraft, shared, with_spacecraft
from seatplan.timeline import PlanIndex
from seatplan.traffic import spacecraft_in
from seatplan.validation import law_ids
from seatplan.words import many


@frozen
class Turnaround(Law):
    r"""A spacecraft launches again only after its turnaround, counted in days from its landing.

    The law is waived if both flights have launched.

    Formula:
        s_f = s_g \;\Rightarrow\; \mathrm{launch}(g) - \mathrm{landing}(f)
        \ge \mathtt{turnaround}(s_f) \quad\text{if } \mathrm{landing}(f) \le \mathrm{launch}(g)
    """

    id = law_ids.TURNAROUND
    of_traffic = True
    for_open_dates = True
    rank = 0
    reading_order = 8

    def requirement(self, one: Flight, two: Flight) -> Requirement:
        """The requirement for two flights."""
        gap = (two.launch - one.landing).days
        message = (
            f"{two.id} ({two.launch}) must have a spacecraft that is ready {many(gap, 'day')} after"
            f" the landing of {one.id} ({one.landing}), or another one"
        )
        return Requirement(
            requirement_id(self.id, *sorted((one.id, two.id))),
            self.id,
            message,
            (one.id, two.id),
            (),
            f"turn the spacecraft of {one.id} around in {many(gap, 'day')} for {two.id}",
            Subject(flight=two.id),
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each pair of flights of one spacecraft that are too close."""
        lookup = reading.lookup
        made_by = spacecraft_in(lookup, reading.plan)
        for name, flights in by_spacecraft(lookup, made_by).items():
            craft = lookup.spacecraft.get(name)
            days = 0 if craft is None else craft.turnaround
            for one, two in following(flights) if days else ():
                if (two.launch - one.landing).days < days:
                    found = f"both have {name}, which takes {many(days, 'day')}"
                    yield Finding(self.requirement(one, two), 1, found, two.launch)

    def constrain(self, model: Model) -> None:
        """At most one of two flights that are too close has a given spacecraft."""
        for one, two in combinations(with_spacecraft(model), 2):
            close = []
            for name, pair in shared(model, one, two):
                craft = model.lookup.spacecraft.get(name)
                if craft is None or not craft.turnaround:
                    continue
                apart = model.later((one.id, "down"), (two.id, "up"), craft.turnaround)
                apart += model.later((two.id, "down"), (one.id, "up"), craft.turnaround)
                if not apart.constant:
                    close.append(LinearExpr(pair) <= 1 + apart + overlap(model, one, two))
            if close:
                settled = max(one.launch, two.launch)
                model.require(None, self.requirement(one, two), *close, settled=settled)

    def without(self, program: Program, requirement: Requirement) -> Program:
        raise NoEditError("add a spacecraft, or move a launch or a landing.")


def following(flights: Sequence[Flight]) -> Iterator[tuple[Flight, Flight]]:
    """The pairs of flights of which the first lands by the day on which the second launches."""
    for one, two in combinations(flights, 2):
        if one.landing <= two.launch:
            yield one, two


def overlap(model: Model, one: Flight, two: Flight) -> LinearExpr:
    """An expression that is 1 only if two flights overlap, which another law covers."""
    if not model.open_dates:
        return LinearExpr(constant=int(two.launch < one.landing and one.launch < two.landing))
    both = LinearExpr([model.literal()])
    for first, second in ((one, two), (two, one)):
        for day, _ in model.days_of((first.id, "down")):
            landed = model.by((first.id, "down"), day)
            waits = model.after((second.id, "up"), day - timedelta(1))
            model.add(both + landed + waits <= 2)
    return both


TURNAROUND = Turnaround()
