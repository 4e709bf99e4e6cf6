"""Career: no one who flies in the plan exceeds a limit of days or flights in a lifetime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import at_most_days
from seatplan.errors import Problem
from seatplan.kinds import Rule, given, rule_kind
from seatplan.modelling import LinearConstraint, LinearExpr, Model, TourVariable
from seatplan.program import CrewMember
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Members
from seatplan.timeline import PlanIndex
from seatplan.tour_limits import TourLimits
from seatplan.words import listed, many


@rule_kind("career")
@frozen(kw_only=True, slots=False)
class Career(Rule, Members):
    r"""No one who flies in the plan exceeds a limit of days or flights in a lifetime.

    Days and flights before the program count, too. Nothing is required of members who do not fly in
    the plan, even if they are beyond the limit already.

    Attributes:
        max_days: the limit of days in space, including those before the program.
        max_flights: the limit of flights, including those before the program.

    Counts:
        days beyond the limit plus flights beyond the limit

    Formula:
        \begin{aligned}
        & \sum_{m \,:\, T_m \ne \emptyset} \left( \mathtt{days\_before}_m
        + \sum_{\tau \in T_m} \mathrm{days}(\tau) - \mathtt{max\_days} \right)^+ \\
        {} + {} & \sum_{m \,:\, T_m \ne \emptyset} \left( \mathtt{flights\_before}_m
        + \lvert T_m \rvert - \mathtt{max\_flights} \right)^+
        \end{aligned}

    Example:
        [[rules]]
        rule = "career"
        max_days = 1200
        max_flights = 6
    """

    only_bars = True
    looser: ClassVar[Mapping[str, int]] = {"max_days": 1, "max_flights": 1}
    bar: ClassVar[str] = "career limit"

    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("max_days"), given("max_flights")]}

    max_days: int | None = field(
        default=None, converter=forgiving.maybe_whole, metadata={"least": 0}
    )
    max_flights: int | None = field(
        default=None, converter=forgiving.maybe_whole, metadata={"least": 0}
    )

    def problems(self) -> Iterable[Problem]:
        if self.max_days is None and self.max_flights is None:
            yield Problem("a career without a limit", (), "add `max_days` or `max_flights`.")

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for member in self.members_in(lookup):
            yield f"{member.id} {self._limits()}{self.of_member()}"

    def _limits(self) -> str:
        days = f"{many(self.max_days, 'day')} in space" if self.max_days is not None else ""
        flights = many(self.max_flights, "flight") if self.max_flights is not None else ""
        return listed(filter(None, [days, flights]))

    def requirement(self, lookup: ProgramIndex, member: CrewMember) -> Requirement:
        """The requirement for the career of one member."""
        name = lookup.name(member.id)
        behind = ""
        if member.flights_before or member.days_before:
            days, flights = many(member.days_before, "day"), many(member.flights_before, "flight")
            behind = f", with {days} and {flights} behind"
        return self.piece(
            lookup,
            member.id,
            message=(
                f"{name} must not have more than {self._limits()} in a career"
                f"{behind}{self.of_member()}"
            ),
            decision=f"let {name} have more than {self._limits()} in a career",
            members=(member.id,),
            here=name,
            member=member.id,
        )

    def limits(self, lookup: ProgramIndex, member: CrewMember) -> TourLimits | None:
        if not self.picks(member):
            return None
        here = self.requirement(lookup, member)
        return TourLimits(here, max_days=self.max_days, max_flights=self.max_flights)

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        return self.without_members(lookup, requirement.members)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        hard = self.weight is None
        for member in self.members_in(reading.lookup):
            tours = reading.tours.get(member.id, ())
            days = member.days_before + sum(tour.days for tour in tours)
            flights = member.flights_before + len(tours)
            too_long = max(0, days - self.max_days) if self.max_days is not None else 0
            too_many = max(0, flights - self.max_flights) if self.max_flights is not None else 0
            # Past tours cannot be changed: only what comes in addition to them can be avoided.
            if hard and all(reading.past(tour.landing) for tour in tours):
                too_long = 0
            if hard and all(reading.past(tour.launch) for tour in tours):
                too_many = 0
            if tours and (too_long or too_many):
                found = f"{many(days, 'day')} and {many(flights, 'flight')}"
                here = self.requirement(reading.lookup, member)
                yield Finding(here, too_long + too_many, found, None)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        for member in self.members_in(model.lookup):
            tours = model.tours_of(member.id)
            if self.max_days is not None:
                days = LinearExpr.total(at_most_days(model, tour) for tour in tours)
                to_land = [tour for tour in tours if not model.past(tour.down.landing)]
                limit = days + member.days_before <= self.max_days
                self._limit(model, member, limit, tours if self.weight is not None else to_land)
            if self.max_flights is not None:
                flights = LinearExpr(tour.literal for tour in tours)
                to_launch = [tour for tour in tours if not model.past(tour.up.launch)]
                limit = flights + member.flights_before <= self.max_flights
                self._limit(model, member, limit, tours if self.weight is not None else to_launch)

    def _limit(
        self,
        model: Model,
        member: CrewMember,
        limit: LinearConstraint,
        counting: Sequence[TourVariable],
    ) -> None:
        """Require the limit if any of the tours that count is flown.

        If the other tours keep the limit anyway, it needs no condition, which would take a row for
        each tour.
        """
        if not counting:
            return
        literals = frozenset(tour.literal for tour in counting)
        (beyond,) = limit.excesses()
        # If the days of a tour depend on the dates, variables of these tours alone count them.
        flown = {tour.literal for tour in model.tours_of(member.id)} - literals
        pairs = zip(beyond.variables, beyond.factors, strict=True)
        others = beyond.constant + sum(factor for one, factor in pairs if one in flown)
        if others > 0:
            limit = limit.where(model.any_of(sorted(literals)))
        model.require(self, self.requirement(model.lookup, member), limit, settled=None)
