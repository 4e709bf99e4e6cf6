"""Ground time: members have enough days on the ground between a landing and the next launch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import pairwise
from typing import ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import (
    Event,
    LinearConstraint,
    LinearExpr,
    Model,
    TourVariable,
    Variable,
)
from seatplan.program import MOST_DAYS, CrewMember
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Members
from seatplan.timeline import PlanIndex
from seatplan.tour_limits import TourLimits
from seatplan.words import many


@rule_kind("ground-time")
@frozen(kw_only=True, slots=False)
class GroundTime(Rule, Members):
    r"""Members have at least `days` days on the ground between a landing and the next launch.

    `last_landing` counts as a landing, too.

    Attributes:
        days: the least number of days from a landing to the next launch.

    Counts:
        pairs of successive tours that are too close

    Formula:
        \sum_{m \in \text{MEMBERS}} \lvert \{ k :
        \mathrm{launch}_{k+1}(m) - \mathrm{landing}_k(m) < \mathtt{days} \} \rvert

    Example:
        [[rules]]
        rule = "ground-time"
        agencies = ["NASA"]
        days = 365
    """

    only_bars = True
    looser: ClassVar[Mapping[str, int]] = {"days": -1}
    bar: ClassVar[str] = "resting"

    days: int = field(converter=forgiving.day_count, metadata={"least": 0, "most": MOST_DAYS})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for member in self.members_in(lookup):
            yield f"{member.id} {self.days}{self.of_member()}"

    def _need(self, lookup: ProgramIndex, member: CrewMember) -> str:
        return f"{lookup.name(member.id)} needs {many(self.days, 'day')} on the ground"

    def requirement(self, lookup: ProgramIndex, member: CrewMember) -> Requirement:
        """The requirement for the ground time of one member."""
        need = f"{self._need(lookup, member)} between two tours"
        name, days = lookup.name(member.id), many(self.days, "day")
        if member.last_landing is not None:
            need += f" and after the landing on {member.last_landing}"
        return self.piece(
            lookup,
            member.id,
            message=f"{need}{self.of_member()}",
            decision=f"let {name} fly again in less than {days}",
            members=(member.id,),
            here=name,
            member=member.id,
        )

    def limits(self, lookup: ProgramIndex, member: CrewMember) -> TourLimits | None:
        if not self.picks(member):
            return None
        return TourLimits(self.requirement(lookup, member), rest=self.days)

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        return self.without_members(lookup, requirement.members)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        lookup = reading.lookup
        for member in self.members_in(lookup):
            tours = reading.tours.get(member.id, ())
            stays = [(tour.launch, tour.landing, tour.up.id) for tour in tours]
            if member.last_landing is not None:
                stays.insert(0, (date.min, member.last_landing, ""))
            for (_, landing, _), (launch, _, flight) in pairwise(stays):
                days = (launch - landing).days
                if days < self.days:
                    has = f"has {days}" if days >= 0 else f"is in space until {landing}"
                    need = f"{self._need(lookup, member)} before {flight} ({launch})"
                    yield Finding(
                        self.requirement(lookup, member),
                        1,
                        has,
                        max(landing, launch),
                        min(landing, launch),
                        max(landing, launch),
                        message=f"{need} and {has}{self.of_member()}{self.mark(lookup)}",
                    )

    def for_open_dates(self, model: Model) -> bool:
        members = self.members_in(model.lookup)
        return self.weight is None or not any(_may_overlap(model, one) for one in members)

    def constrain(self, model: Model) -> None:
        for member in self.members_in(model.lookup):
            if self.weight is None:
                model.rest(self.requirement(model.lookup, member), member, self.days)
            else:
                self._count_pairs(model, member)

    def _count_pairs(self, model: Model, member: CrewMember) -> None:
        """Count successive tours of which one lands less than `days` before the other launches.

        This is for a soft rule, which the past never waives.
        """
        if model.open_dates:
            self._count_launches(model, member)
        elif _may_overlap(model, member):
            self._count_after_last_landing(model, member)
            self._count_overlapping(model, member)
        else:
            self._count_along_path(model, member)

    def _count_along_path(self, model: Model, member: CrewMember) -> None:
        """Count them along the member's path from tour to tour, which is a flow of one unit.

        The unit that comes with a landing leaves with a launch that is too soon, which counts one,
        or rests. The unit that rests, or has never flown, leaves with a later launch.
        """
        launches, landings = _by_day(model.tours_of(member.id))
        days = sorted(launches)
        landed = [(day, LinearExpr(mine)) for day, mine in sorted(landings.items())]
        rested = {day: LinearExpr() for day in days}
        if member.last_landing is not None:
            landed.insert(0, (member.last_landing, LinearExpr(constant=1)))
        elif days:
            rested[days[0]] = LinearExpr(constant=1)
        too_soon: dict[date, list[Variable]] = {day: [] for day in days}
        for landing, lands in landed:
            mine: list[Variable] = []
            for launch in days:
                if self._rested_since(landing, launch):
                    rested[launch] = rested[launch] + lands - LinearExpr(mine)
                    break
                if lands.constant or _may_follow(model, member, landing, launch):
                    mine.append(model.literal())
                    too_soon[launch].append(mine[-1])
            if mine:
                model.add(LinearExpr(mine) <= lands)
        counted = LinearExpr(one for some in too_soon.values() for one in some)
        if not counted.variables:
            return
        rests = LinearExpr()
        for day in days:
            leaves = LinearExpr(launches[day]) - LinearExpr(too_soon[day])
            stays = LinearExpr([model.literal()] if day != days[-1] else ())
            model.add(leaves + stays <= rests + rested[day])
            rests = stays
        model.require(self, self.requirement(model.lookup, member), counted <= 0, settled=None)

    def _count_after_last_landing(self, model: Model, member: CrewMember) -> None:
        """Count the first launch if it comes too soon after `last_landing`."""
        if member.last_landing is None:
            return
        launches, _ = _by_day(model.tours_of(member.id))
        first: list[Variable] = []
        for launch, there in sorted(launches.items()):
            if self._rested_since(member.last_landing, launch):
                break
            before = LinearExpr(first)
            mine = [LinearExpr([flies]) <= before for flies in there]
            model.require(self, self.requirement(model.lookup, member), *mine, settled=None)
            first += there

    def _count_launches(self, model: Model, member: CrewMember) -> None:
        """Count each launch that comes too soon after any landing, if the dates are open.

        Tours do not overlap, so if any landing is too close, that of the previous tour is.
        """
        here = self.requirement(model.lookup, member)
        tours = model.tours_of(member.id)
        launches: dict[str, list[int]] = {}
        landings: dict[str, list[int]] = {}
        for tour in tours:
            launches.setdefault(tour.up.id, []).append(tour.literal)
            landings.setdefault(tour.down.id, []).append(tour.literal)
        flown = [tour for tour in tours if model.past(tour.up.launch)]
        first = min(flown, key=lambda tour: tour.up.launch).up.id if flown else None
        for flight, flies in launches.items():
            up: Event = (flight, "up")
            soon: list[LinearConstraint] = []
            if member.last_landing is not None and first in (None, flight):
                rested = model.on_days(up, partial(self._rested_since, member.last_landing))
                soon.append(LinearExpr(flies) <= rested)
            for landing, landed in landings.items():
                down: Event = (landing, "down")
                apart = model.later(down, up, self.days) + model.later(up, down, 1)
                if not apart.constant:
                    soon.append(LinearExpr(landed) + LinearExpr(flies) - 1 <= apart)
            model.require(self, here, *soon, settled=None)

    def _rested_since(self, landing: date, launch: date) -> bool:
        return (launch - landing).days >= self.days

    def _count_overlapping(self, model: Model, member: CrewMember) -> None:
        """Count such pairs if tours may overlap or start on the same day."""
        here = self.requirement(model.lookup, member)
        launches, _ = _by_day(model.tours_of(member.id))
        for launch, there in launches.items():
            # Of tours that start on the same day, each is followed by another of them.
            model.require(self, here, LinearExpr(there) <= 1, settled=None)
            between: list[int] = []
            for later in sorted(day for day in launches if day > launch):
                pairs = [
                    LinearExpr([tour.literal, literal]) - 1 <= LinearExpr(between)
                    for tour in model.tours_of(member.id)
                    if tour.up.launch == launch and (later - tour.down.landing).days < self.days
                    for literal in launches[later]
                ]
                if pairs:
                    model.require(self, here, *pairs, settled=None)
                between += launches[later]


def _by_day(
    tours: Iterable[TourVariable],
) -> tuple[dict[date, list[Variable]], dict[date, list[Variable]]]:
    """The literals of tours by the day of the launch, and by that of the landing."""
    launches: dict[date, list[Variable]] = {}
    landings: dict[date, list[Variable]] = {}
    for tour in tours:
        launches.setdefault(tour.up.launch, []).append(tour.literal)
        landings.setdefault(tour.down.landing, []).append(tour.literal)
    return launches, landings


def _may_follow(model: Model, member: CrewMember, landing: date, launch: date) -> bool:
    """Whether the member may launch on one day after a landing on the other."""
    if launch < landing:
        return False
    rested = (launch - landing).days >= model.rest_days(member)
    return rested or model.past(landing) or model.past(launch)


def _may_overlap(model: Model, member: CrewMember) -> bool:
    """Whether tours of the member may overlap: the law is given up, or past tours do."""
    tours = model.tours_of(member.id)
    flown = [tour for tour in tours if model.past(tour.up.launch)]
    landed = [tour for tour in flown if model.past(tour.down.landing)]
    return not model.one_at_a_time(member) or any(
        two.up.launch < one.down.landing and one.up.launch < two.down.landing
        for one in flown
        for two in flown
        if two is not one and (one in landed or one.up is not two.up)
    )
