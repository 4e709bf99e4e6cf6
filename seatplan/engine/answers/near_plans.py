"""The plans near a given one: a small model of them, and what any other plan changes at least.

Near are the plans in which new people go up on a few *open* flights alone; on each other flight no
one goes up who does not in the given plan. Open are the flights where the given plan no longer
keeps what is required, and those that `least-change` does not count.

Some changes are certain in every plan: a line that no plan has any more, and a seat that must be
taken and no longer can by those who had it. A plan that is not near has a new person on a flight
that is not open, and their changes come on top of the certain ones: their seats up and down. So
where a near plan changes less than that, it is the best of all plans, and every plan that changes
as little is near.

Measured in docs/decisions/0008.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from seatplan.checking import Violation
from seatplan.dates import dates_on
from seatplan.docked import known_ships
from seatplan.engine.model.eligibility import Eligibility
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.variables import line_of
from seatplan.goals.least_change import lines_to_compare
from seatplan.plan import Assignment, Plan
from seatplan.program import Flight, Leg
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex

MOST_OPENED = 6
"""A requirement that the given plan breaks opens its flights, or those of its members where it
names none, if they are no more than these: of more it does not show where a plan has to change."""


@frozen(eq=False)
class NearPlans:
    """Which plans are near.

    Attributes:
        lookup: the program.
        plan: the given plan, with the lines that the program knows.
        old: its lines on flights of the program.
        open: the ids of the flights on which anyone may go up.
        among: by flight, who may go up on it.
    """

    lookup: ProgramIndex
    plan: Plan
    old: frozenset[Assignment]
    open: frozenset[str]
    among: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, lookup: ProgramIndex, plan: Plan, violations: Iterable[Violation]) -> NearPlans:
        """The plans near this one.

        Args:
            lookup: the program.
            plan: the given plan.
            violations: what its known lines break; see `known_lines`.
        """
        kept = known_lines(lookup, plan)
        old = frozenset(lines_to_compare(lookup, plan))
        counted = {line.flight for line in old}
        gone = {line.flight for line in old - set(kept.assignments)}
        opened = (set(lookup.flights) - counted) | gone
        for one in violations:
            about = set(one.flights) or {x.flight for x in old if x.member in one.members}
            if one.hard and len(about) <= MOST_OPENED:
                opened |= about
        up: dict[str, set[str]] = {flight: set() for flight in lookup.flights}
        for line in kept.assignments:
            if line.leg == "up":
                up[line.flight].add(line.member)
        among = {
            flight: lookup.everyone if flight in opened else frozenset(members)
            for flight, members in up.items()
        }
        return cls(lookup, kept, old, frozenset(opened), among)

    def least_elsewhere(self, model: SeatModel) -> int | None:
        """The fewest changes of a plan that is not near; None if every plan is.

        Args:
            model: of the near plans.
        """
        return _Bound(self, model).value()


def certain_changes(model: SeatModel, plan: Plan) -> int:
    """No plan has fewer changes, on any dates.

    Lines that no plan has any more, and lines of those who take the seats that must be taken. No
    line of a flight is taken for lost from which or on which people may come home otherwise.
    """
    lookup = model.lookup
    tied = {one for flight in lookup.flights.values() for one in flight.return_options}
    tied |= {flight.id for flight in lookup.flights.values() if flight.return_options}
    screen = Eligibility(model)
    old = lines_to_compare(lookup, plan)
    kept = set(known_lines(lookup, plan).assignments)
    lost = {
        line
        for line in old
        if line not in kept or (line.flight not in tied and _is_barred(model, screen, line))
    }
    return len(lost) + _filled(model, {line.flight for line in old}, old - lost)


def _filled(model: SeatModel, flights: Iterable[str], kept: Iterable[Assignment]) -> int:
    """The changes by those who take the seats of flights that these old lines leave empty."""
    left: dict[tuple[str, Leg], Counter[str]] = defaultdict(Counter)
    for line in kept:
        left[line.flight, line.leg][line.role] += 1
    filled = 0
    for one in flights:
        flight = model.lookup.flights[one]
        if _may_change(model, flight):
            seats = model.lookup.seats(flight).items()
            needed = Counter({role: seat.count for role, seat in seats if not seat.optional})
            filled += (needed - left[one, "up"]).total()
            if flight.descent == "crewed" and not flight.return_options:
                filled += max(0, needed.total() - left[one, "down"].total())
    return filled


def _may_change(model: SeatModel, flight: Flight) -> bool:
    """Whether anyone else may go up on a flight."""
    return flight.ascent == "crewed" and not model.past(flight.launch)


def _is_barred(model: SeatModel, screen: Eligibility, line: Assignment) -> bool:
    """Whether something bars a member from their seat and tour on all dates."""
    flight, member = model.lookup.flights[line.flight], model.lookup.members[line.member]
    if line.leg == "backup" or model.past(flight.launch):
        return False
    return (
        screen.place(member, (flight, line.role, "up")) is None
        or screen.place(member, (flight, line.role, "down")) is None
        or screen.tour(member, flight, flight) is None
    )


def known_lines(lookup: ProgramIndex, plan: Plan) -> Plan:
    """The plan with what names only what the program has: lines, dates, ports and spacecraft."""
    docking, spacecraft = known_ships(lookup, plan)
    return evolve(
        plan,
        dates=dates_on(lookup.program, plan),
        docking=docking,
        spacecraft=spacecraft,
        assignments=[
            line
            for line in plan.assignments
            if line.member in lookup.members
            and line.flight in lookup.flights
            and line.role in lookup.seats(lookup.flights[line.flight])
        ],
    )


class _Bound:
    """What every plan changes for certain, and what one that is not near changes besides.

    No line is counted twice. Certain are lost lines, and lines of new people on open flights. On
    top of that come lines of a new person on a flight that is not open.
    """

    def __init__(self, near: NearPlans, model: SeatModel) -> None:
        self.near = near
        self.model = model
        self.lookup: ProgramIndex = near.lookup
        self.screen: Eligibility = Eligibility(model)
        self.counted = {line.flight for line in near.old}
        places = set(map(line_of, model.candidates.seats))
        self.lost = {line for line in near.old - places if self._is_lost(line)}
        self.old: dict[tuple[str, Leg], set[Assignment]] = defaultdict(set)
        for line in near.old:
            self.old[line.flight, line.leg].add(line)
        reading = PlanIndex(self.lookup.program, near.plan, lookup=self.lookup)
        self.odd = {line.member for line in reading.unpaired}
        self.all_counted = all(
            one.id in self.counted
            for one in self.lookup.flights.values()
            if "crewed" in (one.ascent, one.descent) and not self.model.past(one.landing)
        )

    def _is_lost(self, line: Assignment) -> bool:
        """Whether no plan has a line that the model of near plans has no place for.

        A place down depends on who may go up on the flights that come home with it.
        """
        if line.leg != "down" or line.member not in self.lookup.members:
            return True
        member, home = self.lookup.members[line.member], self.lookup.flights[line.flight]
        return all(
            self.model.past(up.launch)
            or up.id in self.near.open
            or line.member in self.near.among[up.id]
            or self.screen.tour(member, up, home) is None
            for up in self.lookup.home_on(home)
        )

    def value(self) -> int | None:
        """The fewest changes of a plan that is not near."""
        others = [
            1 + self._changes_twice(flight)
            for flight in self.lookup.flights.values()
            if flight.id not in self.near.open and _may_change(self.model, flight)
        ]
        if not others:
            return None
        kept = self.near.old - self.lost
        return (
            len(self.lost) + _filled(self.model, self.near.open & self.counted, kept) + min(others)
        )

    def _changes_twice(self, flight: Flight) -> bool:
        """Whether each new person on a flight has one more change than the line up.

        They have a new line down, unless they were to come down there before. Then either another
        tour of theirs has a new line down, or they no longer go up where they were to.
        """
        ways = {home.id for home in self.lookup.ways_home(flight)}
        if not ways or not ways <= self.counted:
            return False
        crew = {line.member for line in self.old[flight.id, "up"]}
        down = {line.member for home in ways for line in self.old[home, "down"]}
        return all(map(self._is_balanced, down - crew))

    def _is_balanced(self, member: str) -> bool:
        """Whether each new line up of a member goes with a new line down or an old line up less.

        There are as many lines up as down, apart from the one down of someone in orbit. So that
        holds if the member had such lines before, and has not lost more of them up than down.
        """
        if member not in self.lookup.members or member in self.odd or not self.all_counted:
            return False
        lost = Counter(line.leg for line in self.lost if line.member == member)
        return lost["up"] <= lost["down"]
