"""The plans near a given one: a small model of them, and what any other plan changes at least.

Near are the plans in which new people go up on a few *open* flights alone; on each other flight no
one goes up who does not in the given plan. Open are the flights where the given plan no longer
keeps what is required, and those that `least-change` does not count.

Some changes are certain in every plan: a line that no plan has any more, and a seat that must be
taken and no longer can by those who had it. A plan that is not near has a new person on a flight
that is not open, and their changes come on top of the certain ones: their seats up and down, and
the seats of whoever makes room. So where a near plan changes less than that, it is the best of all
plans, and every plan that changes as little is near.

Measured in docs/decisions/0008.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping

from attrs import evolve, frozen

from seatplan.checking import Violation
from seatplan.dates import dates_on
from seatplan.docked import known_ships
from seatplan.engine.model.eligibility import Eligibility
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.model.variables import line_of
from seatplan.goals.least_change import lines_to_compare
from seatplan.plan import Assignment, Plan
from seatplan.program import Flight, Leg
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex

FEW = 6
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
            if one.hard and len(about) <= FEW:
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


def certain_changes(model: ProgramModel, plan: Plan) -> int:
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
    left: dict[tuple[str, Leg], Counter[str]] = defaultdict(Counter)
    for line in old - lost:
        left[line.flight, line.leg][line.role] += 1
    filled = 0
    for flight in sorted({line.flight for line in old}):
        here = lookup.flights[flight]
        if here.ascent != "crewed" or model.past(here.launch):
            continue
        needed = _needed(lookup, here)
        filled += (needed - left[flight, "up"]).total()
        if here.descent == "crewed" and not here.return_options:
            filled += max(0, needed.total() - left[flight, "down"].total())
    return len(lost) + filled


def _needed(lookup: ProgramIndex, flight: Flight) -> Counter[str]:
    """By role, the seats of a flight that must be taken."""
    seats = lookup.seats(flight).items()
    return Counter({role: seat.count for role, seat in seats if not seat.optional})


def _is_barred(model: ProgramModel, screen: Eligibility, line: Assignment) -> bool:
    """Whether something bars a member from their seat and tour on all dates."""
    flight, member = model.lookup.flights[line.flight], model.lookup.members[line.member]
    if line.leg == "backup" or model.past(flight.launch):
        return False
    return (
        screen.place(member, flight, line.role, "up") is None
        or screen.place(member, flight, line.role, "down") is None
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

    No line is counted twice. Certain are lost lines, lines of new people on open flights, and old
    lines up on open flights of those who go up on another one. On top of that come lines of a new
    person on a flight that is not open, and of the one who makes room.
    """

    def __init__(self, near: NearPlans, model: SeatModel) -> None:
        self.near = near
        self.model = model
        self.lookup: ProgramIndex = near.lookup
        self.screen: Eligibility = Eligibility(model)
        self.counted = {line.flight for line in near.old}
        self.ways = {one.id: self.lookup.ways_home(one) for one in self.lookup.flights.values()}
        self.arrivals: dict[str, list[Flight]] = {one: [] for one in self.lookup.flights}
        for flight in self.lookup.flights.values():
            for home in self.ways[flight.id]:
                self.arrivals[home.id].append(flight)
        places = set(map(line_of, model.candidates.seats))
        self.going = {(one.flight, one.member) for one in places if one.leg == "up"}
        self.lost = {line for line in near.old - places if self._is_lost(line)}
        self.up: dict[str, set[Assignment]] = {}
        self.down: dict[str, set[Assignment]] = {}
        self.of: dict[str, set[Assignment]] = {}
        for line in near.old:
            if line.leg != "backup":
                by_flight = self.up if line.leg == "up" else self.down
                by_flight.setdefault(line.flight, set()).add(line)
                self.of.setdefault(line.member, set()).add(line)
        reading = PlanIndex(self.lookup.program, near.plan, lookup=self.lookup)
        self.tours = {name: list(tours) for name, tours in reading.tours.items()}
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
            for up in self.arrivals[line.flight]
        )

    def value(self) -> int | None:
        """The fewest changes of a plan that is not near."""
        others = [
            self._by_new_person(flight)
            for flight in self.lookup.flights.values()
            if flight.id not in self.near.open and self._may_change(flight)
        ]
        if not others:
            return None
        filled = sum(self._filled(self.lookup.flights[one]) for one in self.near.open)
        return len(self.lost) + filled + self._homeless() + min(others)

    def _may_change(self, flight: Flight) -> bool:
        """Whether anyone else may go up on it."""
        return flight.ascent == "crewed" and not self.model.past(flight.launch)

    def _filled(self, flight: Flight) -> int:
        """The changes by new people that an open flight needs in every plan."""
        if not self._may_change(flight) or flight.id not in self.counted:
            return 0
        needed = _needed(self.lookup, flight)
        up = (needed - Counter(line.role for line in self._kept(flight))).total()
        people, down = needed.total(), 0
        if self._changes_twice(flight, self.near.open):
            crew = {line.member for line in self.up.get(flight.id, ())}
            down = people - sum((flight.id, member) in self.going for member in crew)
        if self.ways[flight.id] == (flight,):
            down = max(down, people - len(self.down.get(flight.id, set()) - self.lost))
        return up + max(0, down)

    def _kept(self, flight: Flight) -> set[Assignment]:
        """The old lines up that a plan may have."""
        return self.up.get(flight.id, set()) - self.lost

    def _changes_twice(self, flight: Flight, leaving: Container[str]) -> bool:
        """Whether each new person on a flight has one more change than the line up.

        They have a new line down, unless they were to come down there before. Then either another
        tour of theirs has a new line down, or they no longer go up where they were to, which has
        to be one of the given flights.
        """
        ways = self.ways[flight.id]
        if not ways or not {home.id for home in ways} <= self.counted:
            return False
        crew = {line.member for line in self.up.get(flight.id, ())}
        down = {line.member for home in ways for line in self.down.get(home.id, ())}
        return all(self._is_balanced(one, leaving) for one in down - crew)

    def _is_balanced(self, member: str, leaving: Container[str]) -> bool:
        """Whether each new line up of a member goes with a new line down or an old line up less.

        There are as many lines up as down, apart from the one down of someone in orbit. So that
        holds if the member had such lines before, and has not lost more of them up than down.
        """
        if member not in self.lookup.members or member in self.odd or not self.all_counted:
            return False
        mine = self.of.get(member, set())
        lost = Counter(line.leg for line in mine & self.lost)
        coming = (tour for tour in self.tours.get(member, ()) if not self.model.past(tour.launch))
        return lost["up"] <= lost["down"] and all(tour.up.id in leaving for tour in coming)

    def _homeless(self) -> int:
        """The people in orbit who have lost their seat down, and take another."""
        count = 0
        for member, tours in self.tours.items():
            coming = [one for one in tours if not self.model.past(one.landing)]
            # Someone who comes down more than once may take the line of another tour.
            if len(coming) != 1 or member in self.odd:
                continue
            (tour,) = coming
            line = Assignment(tour.down.id, "down", tour.role_down, member)
            ways = {home.id for home in self.ways[tour.up.id]}
            count += self.model.past(tour.launch) and line in self.lost and ways <= self.counted
        return count

    def _by_new_person(self, flight: Flight) -> int:
        """The changes that a new person on a flight that is not open brings about.

        Their lines; and if the flight is full, those of the one who makes room.
        """
        seats = self.lookup.seats(flight)
        kept = self._kept(flight)
        roles = Counter(line.role for line in kept)
        full = all(roles[role] >= seat.count for role, seat in seats.items())
        crew = {line.member for line in kept}
        down = self.down.get(flight.id, set())
        alone = self.ways[flight.id] == (flight,) and self.arrivals[flight.id] == [flight]
        same = {line.member for line in down} == crew and not down & self.lost
        people = sum(seat.count for seat in seats.values())
        lands = full and alone and same and len(crew) == people
        return 1 + self._changes_twice(flight, self.lookup.flights) + full + lands
