"""Longest waiting: those who have waited longest fly first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from attrs import evolve, frozen

from seatplan.kinds import Goal, Sense, goal_kind
from seatplan.modelling import LinearExpr, Model, TourVariable, Turns, Variable, may_be
from seatplan.program import CrewMember
from seatplan.program_index import LONG_AGO, ProgramIndex
from seatplan.selection import Members
from seatplan.timeline import PlanIndex


@goal_kind("longest-waiting")
@frozen(kw_only=True, slots=False)
class LongestWaiting(Goal, Members):
    r"""Those who have waited longest fly first.

    The wait of a tour is the number of days from the member's previous landing to the launch; for
    the first tour, from `last_landing`, otherwise from `selected`, otherwise from the program's
    first launch. A wait is never below 0. The dates are those of the program itself even if a plan
    moves flights; otherwise, the goal would reward late launches.

    Counts:
        days

    Formula:
        \sum_{m \in \text{MEMBERS}} \sum_{k} \left( \mathrm{launch}_k(m)
        - \mathrm{landing}_{k-1}(m) \right)^+

    Example:
        [[goals]]
        goal = "longest-waiting"
    """

    sense: ClassVar[Sense] = "max"
    title: ClassVar[str] = "waiting ended"
    counted_in: ClassVar[tuple[str, str]] = ("day of waiting", "days of waiting")

    def waits_since(self, lookup: ProgramIndex, member: CrewMember) -> date:
        """The day on which the member's wait for the first tour in the plan begins."""
        return member.last_landing or member.selected or lookup.first_launch or LONG_AGO

    def value(self, reading: PlanIndex) -> int:
        total = 0
        own = reading.own
        for member in self.members_in(own):
            since = self.waits_since(own, member)
            for tour in reading.tours.get(member.id, ()):
                total += max(0, (own.flights[tour.up.id].launch - since).days)
                since = own.flights[tour.down.id].landing
        return total

    def limit(self, reading: PlanIndex) -> int:
        flights = reading.own.flights.values()
        launches = [flight.launch for flight in flights]
        if not launches:
            return 0
        first, last = min(launches), max(launches)
        since = [self.waits_since(reading.own, one) for one in self.members_in(reading.own)]
        total = sum((last - min(first, day)).days for day in since)
        # The waits of a member do not overlap, so their sum is at most the time to the last launch.
        # If a plan moves flights, their order can differ from that in the program, so that waits
        # overlap; then this bound holds only for each single tour.
        in_order = not reading.plan.dates and not any(one.has_window for one in flights)
        return total if in_order else total * len(launches)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def expression(self, model: Model) -> LinearExpr:
        waits = []
        for member in self.members_in(model.lookup):
            tours = model.tours_of(member.id)
            since = self.waits_since(model.own_lookup, member)
            if not tours:
                continue
            apart = model.one_at_a_time(member) and not model.past(tours[0].up.launch)
            if apart and _follow_alike(model, tours):
                rest = model.rest_days(member)
                waits.append(_waits_on_a_chain(_on_own_dates(model, tours), since, rest, model))
            else:
                waits.append(_waits_arc_by_arc(model, tours, since))
        return LinearExpr.total(waits)


def _on_own_dates(model: Model, tours: Sequence[TourVariable]) -> Sequence[TourVariable]:
    if model.own_lookup is model.lookup:
        return tours
    flights = model.own_lookup.flights
    return [evolve(one, up=flights[one.up.id], down=flights[one.down.id]) for one in tours]


def _follow_alike(model: Model, tours: Sequence[TourVariable]) -> bool:
    """Whether tours that can follow each other also do so on the program's own dates."""
    if model.own_lookup is model.lookup:
        return True
    flights = model.own_lookup.flights
    ups = dict.fromkeys(tour.up.id for tour in tours)
    downs = dict.fromkeys(tour.down.id for tour in tours)
    return all(
        flights[down].landing <= flights[up].launch
        for down in downs
        for up in ups
        if may_be(model.later((down, "down"), (up, "up"), 0))
    )


def _waits_on_a_chain(
    tours: Sequence[TourVariable], since: date, rest: int, model: Model
) -> LinearExpr:
    """The waits of a member whose tours do not overlap, as a flow through time.

    A member is in space, waits for the next tour, or is done. `waiting[k]` is true if the member
    waits in the days before the k-th day on which they could launch. The flow into that day comes
    from the previous day, from landings since then and from the start; it leaves into a launch or
    into the next wait. A member who has landed comes back into the flow on the first such day after
    the rest. The matrix of these rows is an interval matrix, so the linear relaxation is exact for
    one member.
    """
    launches: dict[date, list[Variable]] = {}
    landings: dict[date, list[Variable]] = {}
    for tour in tours:
        launches.setdefault(tour.up.launch, []).append(tour.literal)
        landings.setdefault(tour.down.landing, []).append(tour.literal)
    days = sorted(launches)
    waits: list[LinearExpr] = []
    starts: list[Variable] = []
    goes_on_at: list[tuple[date, Variable]] = []
    before: Variable | None = None
    for k, day in enumerate(days):
        inflow: list[Variable] = []
        if before is not None:
            inflow.append(before)
            waits.append(LinearExpr([before], (day - days[k - 1]).days))
        if k == 0 or days[k - 1] < since:
            start = model.literal()
            starts.append(start)
            if day < since:  # the wait has not begun: a tour that starts this early has a wait of 0
                model.add(LinearExpr([start]) <= LinearExpr(launches[day]))
            inflow.append(start)
            waits.append(LinearExpr([start], max(0, (day - since).days)))
        earlier = days[k - 1] if k else date.min
        for landing in sorted(landings):
            if earlier.toordinal() < landing.toordinal() + rest <= day.toordinal():
                goes_on = model.literal()
                model.add(LinearExpr([goes_on]) <= LinearExpr(landings[landing]))
                inflow.append(goes_on)
                goes_on_at.append((day, goes_on))
                waits.append(LinearExpr([goes_on], (day - landing).days))
        before = model.literal() if k + 1 < len(days) else None
        outflow = LinearExpr(launches[day]) + LinearExpr([before] if before is not None else [])
        model.add(LinearExpr(inflow) == outflow)
    if len(starts) > 1:
        model.add(LinearExpr(starts) <= 1)
    model.link_turns(tours[0].member.id, Turns(first=starts, goes_on=goes_on_at))
    return LinearExpr.total(waits)


def _waits_arc_by_arc(model: Model, tours: Sequence[TourVariable], since: date) -> LinearExpr:
    """The waits of a member whose tours are partly past or may overlap: one term for each pair."""
    order = sorted(tours, key=lambda tour: (tour.up.launch, tour.down.landing))
    own = model.own_lookup.flights
    waits: list[LinearExpr] = []
    before: list[list[Variable]] = [[] for _ in order]
    after: list[list[Variable]] = [[] for _ in order]
    starts: list[Variable] = []
    for j, later in enumerate(order):
        start = model.literal()
        starts.append(start)
        before[j].append(start)
        launch = own[later.up.id].launch
        waits.append(LinearExpr([start], max(0, (launch - since).days)))
        for i, earlier in enumerate(order):
            comes = _comes_first(model, earlier, later, in_order=i < j)
            if i == j or not may_be(comes):
                continue
            arc = model.literal()
            after[i].append(arc)
            before[j].append(arc)
            landing = own[earlier.down.id].landing
            waits.append(LinearExpr([arc], max(0, (launch - landing).days)))
            if comes.variables:
                model.add(LinearExpr([arc]) <= comes)
    for k, tour in enumerate(order):
        model.add(LinearExpr(before[k]) == LinearExpr([tour.literal]))
        model.add(LinearExpr(after[k]) <= LinearExpr([tour.literal]))
    model.add(LinearExpr(starts) <= 1)
    return LinearExpr.total(waits)


def _comes_first(
    model: Model, one: TourVariable, two: TourVariable, *, in_order: bool
) -> LinearExpr:
    """An expression that is 1 only if the first of two tours is earlier and both are made.

    Where `one-place` is given up, two may launch on one day: then their order is `in_order`.
    """
    if not model.open_dates or model.past(two.up.launch):
        return LinearExpr(constant=int(in_order))
    return model.later((one.up.id, "up"), (two.up.id, "up"), 0 if in_order else 1)
