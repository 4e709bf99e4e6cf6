"""Stay: the tours of the picked members last this many days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import day_of, keeps_flights, keeps_members
from seatplan.errors import Problem
from seatplan.kinds import Rule, given, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import MOST_DAYS, CrewMember
from seatplan.program_index import ProgramIndex
from seatplan.ranges import outside
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, Who, picked_tours, tours_taken
from seatplan.timeline import PlanIndex
from seatplan.words import many, opening, within


@rule_kind("stay")
@frozen(kw_only=True, slots=False)
class Stay(Rule, Who, Where):
    r"""The tours of the picked members last at least `min` and at most `max` days.

    Each tour of a member in WHO that goes up in WHERE lasts a number of days in [`min`, `max`],
    from the launch of the flight up to the landing of the flight down.

    Attributes:
        min, max: the range, in days; one of them may be left out.

    Counts:
        days short or beyond, summed over tours

    Formula:
        \sum_{\tau} \max\left( 0,\; \mathtt{min} - \mathrm{days}(\tau),\;
        \mathrm{days}(\tau) - \mathtt{max} \right)

    Example:
        [[rules]]
        rule = "stay"
        holding = "usos"
        max = 240
        weight = 1
    """

    only_bars = True
    of_dates = True
    looser: ClassVar[Mapping[str, int]] = {"min": -1, "max": 1}
    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("min"), given("max")]}

    min: int | None = field(
        default=None, converter=forgiving.maybe_day_count, metadata={"least": 0, "most": MOST_DAYS}
    )
    max: int | None = field(
        default=None, converter=forgiving.maybe_day_count, metadata={"least": 0, "most": MOST_DAYS}
    )

    def problems(self) -> Iterable[Problem]:
        if self.min is None and self.max is None:
            yield Problem("a stay without a bound", (), "add `min` or `max`.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for member in self.members_in(lookup):
            size = within(self.min, self.max, "day")
            yield f"{member.id} {self.which()} {size}{self.of_member()}"

    def requirement(self, lookup: ProgramIndex, member: CrewMember) -> Requirement:
        """The requirement for the tours of one member."""
        name, size = lookup.name(member.id), within(self.min, self.max, "day")
        tour = "each tour" if self.which() == "all flights" else f"each tour on {self.which()}"
        return self.piece(
            lookup,
            member.id,
            message=f"{opening(tour)} of {name} must last {size}{self.of_member()}",
            decision=f"let a tour of {name} last other than {size}",
            members=(member.id,),
            member=member.id,
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for tour in tours_taken(self, reading, self.flights_in(reading.lookup)):
            off = outside(tour.days, self.min, self.max)
            if off:
                found = f"{many(tour.days, 'day')} from {tour.up.id} ({tour.launch})"
                here = self.requirement(reading.lookup, tour.member)
                # Once both legs are past, nothing can be changed: the landing is the last day.
                yield Finding(here, off, found, tour.landing, tour.launch, tour.landing)

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model) and keeps_members(self, model)

    def constrain(self, model: Model) -> None:
        off: dict[str, list[tuple[int, int]]] = {}
        members: dict[str, CrewMember] = {}
        for tour in picked_tours(self, model, self.flights_in(model.lookup)):
            up, down = day_of(model, (tour.up.id, "up")), day_of(model, (tour.down.id, "down"))
            if up.variables or down.variables:
                here = self.requirement(model.lookup, tour.member)
                lasts = (down - up).within(self.min, self.max).where(tour.literal)
                model.require(self, here, lasts, settled=None)
                continue
            days = outside(tour.days, self.min, self.max)
            if days and not (self.weight is None and model.past(tour.down.landing)):
                members[tour.member.id] = tour.member
                off.setdefault(tour.member.id, []).append((tour.literal, days))
        for member, tours in sorted(off.items()):
            beyond = LinearExpr([one for one, _ in tours], [days for _, days in tours])
            here = self.requirement(model.lookup, members[member])
            model.require(self, here, beyond <= 0, settled=None)
