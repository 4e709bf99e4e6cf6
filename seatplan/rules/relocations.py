"""Relocations: ships change their ports only a limited number of times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import ALWAYS, LinearExpr, Model
from seatplan.program import MOST_FLIGHTS
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.traffic import changes_of_port
from seatplan.words import many


@rule_kind("relocations")
@frozen(kw_only=True, slots=False)
class Relocations(Rule, Where):
    r"""Ships change their ports at most `max` times.

    The flights in WHERE together have at most `max` changes of port. The arrival at the first port
    is not a change. Flights on which no one goes up count, too: cargo ships change ports like
    others.

    Attributes:
        max: the largest number of changes.

    Counts:
        changes beyond the limit

    Formula:
        \left( \sum_f \mathrm{changes}(f) - \mathtt{max} \right)^+

    Example:
        [[rules]]
        rule = "relocations"
        max = 2
        weight = 5
    """

    only_bars = True
    of_dates = True
    looser: ClassVar[Mapping[str, int]] = {"max": 1}
    of_traffic = True

    max: int = field(converter=forgiving.whole, metadata={"least": 0, "most": MOST_FLIGHTS})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        yield f"{self.which()} {self.max}"

    def requirement(self, lookup: ProgramIndex) -> Requirement:
        """The requirement for all changes of port together."""
        which = self.which()
        ships = "Ships" if which == "all flights" else f"Ships of {which}"
        what = "not change their ports"
        if self.max:
            what = f"change their ports at most {many(self.max, 'time')}, all together"
        return self.piece(
            lookup,
            message=f"{ships} must {what}",
            decision=f"let ships change their ports more than {many(self.max, 'time')}",
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        flights = self.flights_in(reading.lookup, empty_ascents=True)
        changes = changes_of_port(reading.lookup, reading.plan, flights)
        over = len(changes) - self.max
        # Past changes cannot be undone: only those in addition to them can be avoided.
        done = self.weight is None and all(reading.past(one.since) for one in changes)
        if over > 0 and not done:
            made = ", ".join(f"{one.flight} to {one.port} on {one.since}" for one in changes)
            yield Finding(self.requirement(reading.lookup), over, made, None)

    def for_open_dates(self, model: Model) -> bool:
        return self.since is None and self.until is None

    def constrain(self, model: Model) -> None:
        flights = self.flights_in(model.lookup, empty_ascents=True)
        changes = [one for flight in flights for one in model.port_changes(flight)]
        made = LinearExpr(one.literal for one in changes)
        coming = [one.literal for one in changes if not model.past(one.day)]
        limit = made <= self.max
        if self.weight is None and sum(one.literal == ALWAYS for one in changes) > self.max:
            limit = LinearExpr(coming) <= 0
        model.require(self, self.requirement(model.lookup), limit, settled=None)
