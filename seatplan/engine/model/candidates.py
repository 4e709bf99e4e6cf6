"""The literals of a model: only for seats that someone can have and tours that someone can make.

Backups have literals only in roles for which a rule or `fixed` requires backups.

A member who returns on the flight that took them up has one literal for the seat up, the seat down
and the tour. A member who may return on other flights also has a seat up for each role, a seat down
for each role on those flights and a tour for each flight. Sums tie them: the seats up that lead
elsewhere are as many as the tours that end elsewhere, and so are the seats down.

A leg before `as_of` is the constant 1 if the plan has it; otherwise it has no literal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seatplan.engine.model.eligibility import Eligibility
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.variables import Candidates
from seatplan.modelling import ALWAYS, LinearExpr, Variable
from seatplan.plan import Assignment, Plan
from seatplan.program import LEGS, CrewMember, Flight, Leg
from seatplan.program_index import leg_day
from seatplan.structure.backups import RequiredBackups, required_backups, required_on_any_day
from seatplan.structure.return_ import settled
from seatplan.timeline import PlanIndex, never_closed


def make_candidates(model: SeatModel) -> Candidates:
    """Makes every literal that can be true, and the sums that tie tours to seats."""
    return _Maker(model).made


class _Maker:
    def __init__(self, model: SeatModel) -> None:
        self.model = model
        self.lookup = model.lookup
        self.screen = Eligibility(model)
        self.made = Candidates()
        self._inbound: dict[tuple[str, str], list[tuple[Flight, Variable]]] = {}
        history = PlanIndex(model.program, self._history(), lookup=self.lookup)
        self._never_closed: frozenset[Assignment] = frozenset()
        if model.as_of is not None and model.reference is not None:
            self._never_closed = never_closed(self.lookup, model.reference, model.as_of)
        self._stranded = self._stranded_members(history)
        self._past(history)
        for flight in self.lookup.flights.values():
            if model.past(flight.launch):
                self._in_orbit(history, flight)
            elif flight.ascent == "crewed":
                self._ascent(flight)
        for (flight_id, member_id), tours in sorted(self._inbound.items()):
            flight, member = self.lookup.flights[flight_id], self.lookup.members[member_id]
            self._elsewhere(flight, "down", member, self.lookup.seats(flight), tours)
        required = required_on_any_day if model.open_dates else required_backups
        self._backups(required(self.lookup))
        self.screen.post()

    # History

    def _history(self) -> Plan:
        """The past legs of the plan to start from."""
        if self.model.as_of is None or self.model.reference is None:
            return Plan()
        return Plan(
            line
            for line in self.model.reference.assignments
            if line.flight in self.lookup.flights
            and self.model.past(leg_day(self.lookup.flights[line.flight], line.leg))
        )

    def _past(self, history: PlanIndex) -> None:
        """Adds the past legs as they were, and the tours that have landed."""
        for line in history.plan.assignments:
            flight, member = self.lookup.flights[line.flight], self.lookup.members[line.member]
            self.made.place(flight, line.leg, line.role, member, ALWAYS)
        for tour in history.all_tours():
            self.made.tour(tour.up, tour.down, tour.member, ALWAYS)

    def _stranded_members(self, history: PlanIndex) -> dict[str, frozenset[str]]:
        """Members whose history lacks a landing, so that they would take their next leg down.

        For each of them, the earlier flights from which they have not come down: they still come
        down from these and from no others.
        """
        waiting: dict[str, list[str]] = {}
        stranded: dict[str, frozenset[str]] = {}
        for line in history.unpaired:
            if line.leg == "down" or line.member in stranded:
                continue
            before = waiting.setdefault(line.member, [])
            if self._has_no_end(line):
                stranded[line.member] = frozenset(before)
            before.append(line.flight)
        return stranded

    def _has_no_end(self, line: Assignment) -> bool:
        """Whether a past leg up needs no leg down: the plan has none, and none is possible now."""
        flight = self.lookup.flights[line.flight]
        return line in self._never_closed and self.model.past(settled(self.lookup, flight))

    def _stays_behind(self, member: CrewMember, flight: Flight) -> bool:
        """Whether no one who goes up here can come down: a flight without return comes first."""
        return flight.id not in self._stranded.get(member.id, (flight.id,))

    def _in_orbit(self, history: PlanIndex, flight: Flight) -> None:
        """Gives members who have launched and not landed the flights that still come home."""
        homes = self.lookup.ways_home(flight)
        coming = [home for home in homes if not self.model.past(home.landing)]
        for line in history.unpaired:
            if line.flight != flight.id or line.leg == "down" or self._has_no_end(line):
                continue
            member = self.lookup.members[line.member]
            taken = []
            if flight in coming:
                stay = self._stay(flight, line.role, member, up_is_past=True)
                if stay is not None:
                    self.made.place(flight, "down", line.role, member, stay)
                    self.made.tour(flight, flight, member, stay)
                    taken.append(stay)
            others = [home for home in coming if home is not flight]
            taken += self._ways(flight, member, others)
            self.model.add_linear(LinearExpr(taken), 1, 1)

    # Future legs

    def _ascent(self, flight: Flight) -> None:
        among = self.model.among
        if among is not None and not among.get(flight.id):
            return
        homes = self.lookup.ways_home(flight)
        roles = self.lookup.seats(flight)
        up = {role: self.screen.candidates((flight, role, "up")) for role in roles}
        if flight in homes:
            # Only members with something in doubt are evaluated one by one.
            doubtful = self.screen.asked_about(flight) | self._stranded.keys()
            for role in roles:
                both = up[role] & self.screen.candidates((flight, role, "down"))
                plain = both.difference(doubtful).intersection(
                    *(self.screen.admits((flight, role, leg), certainly=True) for leg in LEGS)
                )
                found: list[tuple[CrewMember, Variable]] = []
                for member in self._in_order(both):
                    if member.id in plain:
                        found.append((member, self.model.literal()))
                    else:
                        stay = self._stay(flight, role, member)
                        found += [] if stay is None else [(member, stay)]
                self.made.stays(flight, role, found)
        others = [home for home in homes if home is not flight]
        for member in self._in_order(frozenset().union(*up.values())) if others else ():
            tours = self._ways(flight, member, others)
            mine = [role for role, admitted in up.items() if member.id in admitted]
            if tours:
                outbound = [(flight, tour) for tour in tours]
                self._elsewhere(flight, "up", member, mine, outbound)

    def _backups(self, asked: RequiredBackups) -> None:
        """Adds the required backups on flights that have not launched."""
        named: dict[tuple[str, str], set[str]] = {}
        for flight_id, role, member_id in asked.people:
            named.setdefault((flight_id, role), set()).add(member_id)
        for flight in self.lookup.flights.values():
            if flight.ascent == "empty" or self.model.past(flight.launch):
                continue
            for role in self.lookup.seats(flight):
                ids = frozenset(named.get((flight.id, role), ()))
                if (flight.id, role) in asked.roles:
                    ids = self.lookup.everyone
                for member in self._in_order(ids):
                    bars = self.screen.backup(member, flight, role)
                    if bars is not None:
                        literal = self.screen.literal(bars)
                        self.made.place(flight, "backup", role, member, literal)

    def _in_order(self, ids: frozenset[str]) -> list[CrewMember]:
        return [self.lookup.members[one] for one in sorted(ids)]

    def _stay(
        self, flight: Flight, role: str, member: CrewMember, *, up_is_past: bool = False
    ) -> Variable | None:
        """One literal for up and down on one flight in one role, if nothing bars it for good."""
        if self._stays_behind(member, flight):
            return None
        up = () if up_is_past else self.screen.place(member, (flight, role, "up"))
        down = self.screen.place(member, (flight, role, "down"))
        tour = self.screen.tour(member, flight, flight)
        if up is None or down is None or tour is None:
            return None
        return self.screen.literal(up + down + tour)

    def _ways(self, flight: Flight, member: CrewMember, homes: Sequence[Flight]) -> list[Variable]:
        """Adds the tours up on one flight and down on each of these others."""
        if self._stays_behind(member, flight):
            return []
        tours = []
        for home in homes:
            bars = self.screen.tour(member, flight, home)
            if bars is not None and any(
                self.screen.place(member, (home, role, "down"), [flight]) is not None
                for role in self.lookup.seats(home)
            ):
                literal = self.screen.literal(bars)
                self.made.tour(flight, home, member, literal)
                self._inbound.setdefault((home.id, member.id), []).append((flight, literal))
                tours.append(literal)
        return tours

    def _elsewhere(
        self,
        flight: Flight,
        leg: Leg,
        member: CrewMember,
        roles: Iterable[str],
        tours: list[tuple[Flight, Variable]],
    ) -> None:
        """Adds the seats of one leg whose other leg is on another flight: as many as the tours.

        Each tour comes with the flight that takes the member up.
        """
        places = []
        launches = [up for up, _ in tours]
        for role in roles:
            bars = self.screen.place(member, (flight, role, leg), launches)
            if bars is not None:
                literal = self.screen.literal(bars)
                self.made.place(flight, leg, role, member, literal)
                places.append(literal)
                if leg == "down":
                    self.screen.tie(member, flight, role, literal, tours)
        self.model.add_linear(LinearExpr(places) - LinearExpr([tour for _, tour in tours]), 0, 0)
