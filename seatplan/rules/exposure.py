"""Exposure: what members receive over their days in space, such as radiation, is limited."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import at_most
from seatplan.errors import Problem
from seatplan.forgiving import Several
from seatplan.kinds import Rule, rule_kind
from seatplan.ledger import exact
from seatplan.modelling import LinearExpr, Model
from seatplan.program import NOT_EMPTY, CrewMember
from seatplan.program_index import LONG_AGO, ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Members
from seatplan.shown import Terse
from seatplan.timeline import PlanIndex
from seatplan.words import listed, number

MOST_SCALED = 10**12
"""Of the whole numbers in which units are counted."""

Table = tuple[tuple[str, Fraction], ...]


def _table(
    entries: Mapping[str, int | float | Fraction]
    | Mapping[CrewMember, int | float | Fraction]
    | Iterable[tuple[str | CrewMember, object]],
) -> Table:
    pairs: Iterable[tuple[Any, object]]
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    return tuple(sorted((forgiving.member_id(member), exact(value)) for member, value in pairs))


@frozen(kw_only=True)
class Rate(Terse):
    """How much each day in space adds, on the days `[since, until)`.

    Attributes:
        per_day: the units that each day adds.
        since: the first day; unbounded if None.
        until: the first day after these days; unbounded if None.
    """

    per_day: Fraction = field(converter=exact)
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def phrase(self) -> str:
        """`0.5 a day from 2027-01-01`."""
        since = f" from {self.since}" if self.since is not None else ""
        until = f" before {self.until}" if self.until is not None else ""
        return f"{number(self.per_day)} a day{since}{until}"

    def days(self, launch: date, landing: date) -> int:
        """The number of days of `[launch, landing)` that the rate covers."""
        first = launch if self.since is None else max(launch, self.since)
        end = landing if self.until is None else min(landing, self.until)
        return max(0, (end - first).days)


def _rates(rates: Several[Rate]) -> tuple[Rate, ...]:
    found: tuple[Rate, ...] = forgiving.several(rates)
    return found


@rule_kind("exposure")
@frozen(kw_only=True, slots=False)
class Exposure(Rule, Members):
    r"""A quantity that adds up over a member's days in space stays within a limit.

    For each member who flies in the plan, `before` plus the sum over all days of their tours of the
    `per_day` of every entry of `rates` that covers the day is at most `max`. The unit is that of
    the rates: millisieverts of radiation, hours outside, days without a doctor.

    Attributes:
        rates: how much a day adds, and when; entries for the same days add up.
        max: the limit, in units.
        before: by member, the units from before the plan.

    Counts:
        units beyond the limit, rounded up for each member

    Formula:
        \sum_{m \,:\, T_m \ne \emptyset} \left\lceil \mathtt{before}_m
        + \sum_{\tau \in T_m} \sum_{d \in \tau} \sum_{r \ni d} \mathtt{per\_day}_r
        - \mathtt{max} \right\rceil^+

    Example:
        [[rules]]
        rule = "exposure"
        agencies = ["NASA"]
        rates = [{ until = 2027-01-01, per_day = 0.5 }, { since = 2027-01-01, per_day = 0.7 }]
        max = 600
        before = { rubio = 185.5 }
    """

    looser: ClassVar[Mapping[str, int]] = {"max": 1}
    schema: ClassVar[Mapping[str, Any]] = {}

    rates: tuple[Rate, ...] = field(converter=_rates, metadata=NOT_EMPTY)
    max: Fraction = field(converter=exact, metadata={"least": 0})
    before: Table = field(default=(), converter=_table, metadata={"keys": "member"})

    def problems(self) -> Iterable[Problem]:
        if self._scale() * max([self.max, *(abs(one.per_day) for one in self.rates)]) > (
            MOST_SCALED
        ):
            digits = len(str(MOST_SCALED)) - 1
            message = f"rates, limit and units before need numbers of more than {digits} digits"
            yield Problem(message, (), "fewer decimals.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for member in self.members_in(lookup):
            yield f"{member.id} {self._said(member)}{self.of_member()}"

    def _said(self, member: CrewMember) -> str:
        rates = listed(one.phrase() for one in self.rates)
        before = dict(self.before).get(member.id)
        behind = f", with {number(before)} behind" if before else ""
        return f"{number(self.max)} at {rates}{behind}"

    def requirement(self, lookup: ProgramIndex, member: CrewMember) -> Requirement:
        """The requirement for the exposure of one member."""
        name = lookup.name(member.id)
        said = f"{self._said(member)}{self.of_member()}"
        return self.piece(
            lookup,
            member.id,
            message=f"{name} must not be exposed to more than {said}",
            decision=f"let {name} be exposed to more than {number(self.max)}",
            members=(member.id,),
            member=member.id,
        )

    @property
    def only_bars(self) -> bool:
        return all(one.per_day >= 0 for one in self.rates)

    def units(self, launch: date, landing: date) -> Fraction:
        """The units that the days `[launch, landing)` in space add."""
        parts = (one.per_day * one.days(launch, landing) for one in self.rates)
        return sum(parts, start=Fraction(0))

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        before = dict(self.before)
        for member in self.members_in(reading.lookup):
            tours = reading.tours.get(member.id, ())
            # Past tours cannot be changed: only what comes in addition to them can be avoided.
            flown = all(reading.past(tour.landing) for tour in tours)
            if not tours or (self.weight is None and flown):
                continue
            units = sum((self.units(tour.launch, tour.landing) for tour in tours), Fraction(0))
            units += before.get(member.id, Fraction(0))
            if units > self.max:
                beyond = math.ceil(units - self.max)
                yield Finding(
                    self.requirement(reading.lookup, member), beyond, f"{number(units)}", None
                )

    def _scale(self) -> int:
        """The factor that makes all rates, `max` and `before` whole numbers."""
        numbers = [self.max, *(one.per_day for one in self.rates), *(n for _, n in self.before)]
        return math.lcm(*(one.denominator for one in numbers))

    def for_open_dates(self, model: Model) -> bool:
        return True

    def _so_far(self, model: Model) -> Callable[[date], int]:
        """A function from a day to the scaled units of the days from the first launch to it."""
        first, scale = model.lookup.first_launch or LONG_AGO, self._scale()

        def so_far(day: date) -> int:
            later = day >= first
            units = self.units(first, day) if later else -self.units(day, first)
            return int(units * scale)

        return so_far

    def constrain(self, model: Model) -> None:
        scale, before = self._scale(), dict(self.before)
        so_far = self._so_far(model)
        for member in self.members_in(model.lookup):
            tours = model.tours_of(member.id)
            if not tours:
                continue
            received = LinearExpr.total(at_most(model, one, so_far) for one in tours)
            most = int((self.max - before.get(member.id, Fraction(0))) * scale)
            counts = [
                one.literal
                for one in tours
                if self.weight is not None or not model.past(one.down.landing)
            ]
            if counts:
                limit = received <= most
                if most < 0 or len(counts) < len(tours):
                    limit = limit.where(model.any_of(counts))
                # Otherwise who does not fly receives nothing and keeps the limit anyway, and a
                # condition would let fractions of several tours escape.
                here = self.requirement(model.lookup, member)
                model.require(self, here, limit, settled=None, scale=scale)
