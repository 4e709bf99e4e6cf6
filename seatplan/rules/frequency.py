"""Frequency: each member launches at most this many times in any period of this many days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import any_above_zero
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import ALWAYS, Event, LinearExpr, Model, TourVariable, Variable
from seatplan.program import MOST_DAYS, CrewMember
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Members
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many


@rule_kind("frequency")
@frozen(kw_only=True, slots=False)
class Frequency(Rule, Members):
    r"""Each member launches at most `max` times in any `days` days.

    For each launch of a member on a day d, the member has at most `max` launches in [d, d +
    `days`). Flights of the plan count; earlier flights do not.

    Attributes:
        max: the largest number of launches.
        days: the length of the window, in days.

    Counts:
        launches beyond, summed over members and over the windows that start with a launch of the
        member

    Formula:
        \sum_{m \in \text{MEMBERS}} \sum_{\tau \in T_m} \left( \lvert \{ \sigma \in T_m :
        \mathrm{launch}(\tau) \le \mathrm{launch}(\sigma) < \mathrm{launch}(\tau) + \mathtt{days}
        \} \rvert - \mathtt{max} \right)^+

    Example:
        [[rules]]
        rule = "frequency"
        agencies = ["ESA"]
        max = 2
        days = 3650
    """

    only_bars = True
    looser: ClassVar[Mapping[str, int]] = {"max": 1, "days": -1}
    max: int = field(converter=forgiving.whole, metadata={"least": 0})
    days: int = field(converter=forgiving.day_count, metadata={"least": 1, "most": MOST_DAYS})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for member in self.members_in(lookup):
            yield f"{member.id} {self.max} {self.days}{self.of_member()}"

    def requirement(self, lookup: ProgramIndex, member: CrewMember) -> Requirement:
        """The requirement for the launches of one member."""
        name, often = lookup.name(member.id), many(self.max, "time")
        within = f"in any {many(self.days, 'day')}"
        return self.piece(
            lookup,
            member.id,
            message=f"{name} must launch at most {often} {within}{self.of_member()}",
            decision=f"let {name} launch more than {often} {within}",
            members=(member.id,),
            member=member.id,
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for member in self.members_in(reading.lookup):
            launches = [tour.up for tour in reading.tours.get(member.id, ())]
            for first in launches:
                end = first.launch + timedelta(days=self.days)
                inside = [one for one in launches if first.launch <= one.launch < end]
                if len(inside) > self.max:
                    found = f"{many(len(inside), 'launch')}: {listed(one.id for one in inside)}"
                    last = max(one.launch for one in inside)
                    beyond = len(inside) - self.max
                    here = self.requirement(reading.lookup, member)
                    yield Finding(here, beyond, found, last, first.launch, last)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            for member in self.members_in(model.lookup):
                self._constrain_open(model, member)
            return
        for member in self.members_in(model.lookup):
            launches: dict[date, list[TourVariable]] = {}
            for tour in model.tours_of(member.id):
                launches.setdefault(tour.up.launch, []).append(tour)
            windows: dict[date, list[TourVariable]] = {}
            for first in sorted(launches):
                end = first + timedelta(days=self.days)
                windows[first] = [
                    one for day, tours in launches.items() if first <= day < end for one in tours
                ]
            if self.weight is None:
                for inside in windows.values():
                    self._forbid(model, member, inside)
            elif model.one_at_a_time(member) and not any(map(model.past, launches)):
                self._count_apart(model, member, windows)
            else:
                for first, inside in windows.items():
                    self._count(model, member, launches[first], inside)

    def _forbid(self, model: Model, member: CrewMember, inside: list[TourVariable]) -> None:
        """Require at most `max` of these tours, unless past tours alone exceed it.

        The windows start on every day on which the member could launch. That is enough: the
        launches of any other window also lie in the window that starts with the first of them.
        """
        coming = [one.literal for one in inside if not model.past(one.up.launch)]
        if not coming:
            return
        few = LinearExpr(one.literal for one in inside) <= self.max
        if len(inside) - len(coming) > self.max:
            few = few.where(model.any_of(coming))
        model.require(self, self.requirement(model.lookup, member), few, settled=None)

    def _count(
        self,
        model: Model,
        member: CrewMember,
        first: list[TourVariable],
        inside: list[TourVariable],
    ) -> None:
        """Count the launches beyond `max`, once for each launch on the first day of the window."""
        few = LinearExpr(one.literal for one in inside) <= self.max
        here = self.requirement(model.lookup, member)
        for start in first:
            model.require(self, here, few.where(start.literal), settled=None)

    def _count_apart(
        self, model: Model, member: CrewMember, windows: Mapping[date, list[TourVariable]]
    ) -> None:
        """The same where tours do not overlap, so that no two launch on one day.

        The row of a window holds if it starts with a launch, a condition that fractions of launches
        evade. Of `max` + y launches in any window, each of the first y starts one that has more:
        that at least y are counted there is a row without a condition.
        """
        amounts: dict[date, Variable] = {}
        for first in sorted(windows, reverse=True):
            inside = windows[first]
            later = [one for one in inside if one.up.launch > first]
            most = _most(model, member, inside) - self.max
            if most <= 0:
                continue
            amounts[first] = model.number(0, most)
            beyond = LinearExpr(one.literal for one in inside) - self.max
            without = max(0, _most(model, member, later) - self.max)
            starts = LinearExpr(one.literal for one in inside if one.up.launch == first)
            model.add(beyond - without * (1 - starts) <= LinearExpr([amounts[first]]))
            if without:
                end = first + timedelta(days=self.days)
                counted = LinearExpr(amount for day, amount in amounts.items() if day < end)
                model.add(beyond <= counted)
        total = LinearExpr(amounts.values())
        model.require(self, self.requirement(model.lookup, member), total <= 0, settled=None)

    def _constrain_open(self, model: Model, member: CrewMember) -> None:
        """Post the constraints if the launches in a window depend on the dates."""
        launches: dict[str, list[TourVariable]] = {}
        for tour in model.tours_of(member.id):
            launches.setdefault(tour.up.id, []).append(tour)
        for first, there in launches.items():
            coming: list[Variable] = []
            inside = LinearExpr()
            for flight, tours in launches.items():
                part = self._within(model, first, flight, tours)
                inside = inside + part
                if not model.past(tours[0].up.launch):
                    coming += part.variables
            few = inside <= self.max
            here = self.requirement(model.lookup, member)
            flown = model.past(there[0].up.launch)
            if self.weight is None:
                if flown and not coming:
                    continue
                some = any_above_zero(model, LinearExpr(coming)) if flown else ALWAYS
                model.require(self, here, few.where(some), settled=None)
                continue
            starts = [one.literal for one in there]
            if model.one_at_a_time(member) and not flown:
                starts = [model.any_of(starts)]
            for start in starts:
                model.require(self, here, few.where(start), settled=None)

    def _within(
        self, model: Model, first: str, flight: str, tours: Sequence[TourVariable]
    ) -> LinearExpr:
        """The number of tours on a flight that launch within `days` of another flight's launch.

        The expression can be larger than that number, but never smaller.
        """
        counted = LinearExpr(one.literal for one in tours)
        if flight == first:
            return counted
        one: Event = (first, "up")
        two: Event = (flight, "up")
        outside = model.later(two, one, 1) + model.later(one, two, self.days)
        if outside.constant:
            return LinearExpr()
        if not outside.variables:
            return counted
        most = model.range(counted)[1]
        part = LinearExpr([model.number(0, most)])
        model.add(part >= counted - most * outside)
        return part


def _most(model: Model, member: CrewMember, tours: Sequence[TourVariable]) -> int:
    """The most of these tours that one member makes, none of which overlap."""
    count, rested = 0, date.min
    for tour in sorted(tours, key=lambda one: one.down.landing):
        if tour.up.launch >= rested:
            count += 1
            rested = tour.down.landing + timedelta(days=model.rest_days(member))
    return count
