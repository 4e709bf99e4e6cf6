"""At most `count` members have a role on one leg, and a member has at most one role on it.

The backups of a flight count as a leg. There are backups only where they are required, and they do
not fly on that flight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from seatplan.modelling import LinearExpr, Model, SeatVariable
from seatplan.program import ALL_LEGS, LEGS, Flight, Leg
from seatplan.program_index import leg_day
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.backups import RequiredBackups, required_backups
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import leg_of, many, opening


@frozen
class Places(Law):
    r"""At most `count` members have a role on one leg, and a member has at most one role on it.

    At most `count` members are backups in a role of a flight. No backup of a flight goes up on it,
    and an empty ascent has no backups. There is a backup only where a rule or an entry of `fixed`
    requires one. The law is never given up. Past legs stay as they were.

    Formula:
        \begin{aligned}
        & \sum_m x_{f \ell r m} \le \mathtt{count}_r
        \quad\text{and}\quad \sum_r x_{f \ell r m} \le 1 \\
        & \sum_r x_{f, \text{up}, r, m} + x_{f, \text{backup}, r, m} \le 1
        \end{aligned}
    """

    id = law_ids.PLACES
    for_open_dates = True
    can_be_given_up = False
    only_bars = True

    def requirement(self, flight: Flight, leg: Leg) -> Requirement:
        """The requirement for one leg of a flight."""
        message = (
            f"{leg_of(flight, leg)} must give each seat to one person and each person one seat"
        )
        if leg == "backup":
            backups = opening(leg_of(flight, leg))
            message = f"{backups} must be required, one for each seat, and none of its crew"
        key = requirement_id(self.id, flight.id, leg)
        subject = Subject(flight=flight.id, leg=leg)
        return Requirement(key, self.id, message, (flight.id,), subject=subject)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each role with too many members, and for each member with several roles."""
        asked = required_backups(reading.lookup) if reading.backups else None
        for flight in reading.lookup.flights.values():
            seats = reading.lookup.seats(flight)
            for leg in ALL_LEGS:
                lines = reading.on(flight, leg)
                if not lines:
                    continue
                day = leg_day(flight, leg)
                taken = Counter(line.role for line in lines)
                for role in sorted(role for role in taken if taken[role] > seats[role].count):
                    who = tuple(line.member for line in lines if line.role == role)
                    there = many(seats[role].count, f"{role} seat")
                    found = f"{many(taken[role], 'person')} in {there}"
                    yield Finding(self.requirement(flight, leg), 1, found, day, members=who)
                roles = Counter(line.member for line in lines)
                for member in sorted(member for member in roles if roles[member] > 1):
                    found = f"{reading.lookup.name(member)} has {roles[member]} roles"
                    yield Finding(self.requirement(flight, leg), 1, found, day, members=(member,))
            if asked is not None:
                yield from self._misplaced(reading, flight, asked)

    def _misplaced(
        self, reading: PlanIndex, flight: Flight, asked: RequiredBackups
    ) -> Iterator[Finding]:
        """A finding for each backup that is not required, or goes up on the flight."""
        lines = reading.on(flight, "backup")
        here = self.requirement(flight, "backup")
        aboard = {line.member for line in reading.on(flight, "up")}
        for member in sorted({line.member for line in lines} & aboard):
            found = f"{reading.lookup.name(member)} goes up on it"
            yield Finding(here, 1, found, flight.launch, members=(member,))
        for line in lines:
            who = reading.lookup.name(line.member)
            if flight.ascent == "empty":
                found = f"{who} is a backup, but no one goes up"
            elif not asked.has(flight.id, line.role, line.member):
                found = f"no rule requires {who} as a backup {line.role}"
            else:
                continue
            yield Finding(here, 1, found, flight.launch, members=(line.member,))

    def constrain(self, model: Model) -> None:
        """Limits the sum of the seat variables of a role to its count, and of a member to 1.

        The second follows if the member cannot be on two tours at the same time, because two tours
        that share a flight up, or a flight down, overlap; otherwise it is added.
        """
        for flight in model.lookup.flights.values():
            for leg in LEGS:
                if model.past(leg_day(flight, leg)):
                    continue
                by_role: dict[str, list[SeatVariable]] = {}
                by_member: dict[str, list[SeatVariable]] = {}
                for place in model.seat_variables(flight, leg):
                    by_role.setdefault(place.role, []).append(place)
                    by_member.setdefault(place.member.id, []).append(place)
                self._at_most_count(model, flight, by_role)
                for member, places in by_member.items():
                    if len(places) > 1 and not model.one_at_a_time(model.lookup.members[member]):
                        model.add(LinearExpr(place.literal for place in places) <= 1)
            backups = model.seat_variables(flight, "backup")
            if backups and not model.past(flight.launch):
                self._share_backups(model, flight, backups)

    def _at_most_count(
        self, model: Model, flight: Flight, by_role: Mapping[str, Sequence[SeatVariable]]
    ) -> None:
        for role, seat in model.lookup.seats(flight).items():
            places = by_role.get(role, ())
            if len(places) > seat.count:
                model.add(LinearExpr(place.literal for place in places) <= seat.count)

    def _share_backups(self, model: Model, flight: Flight, backups: Sequence[SeatVariable]) -> None:
        """A member has at most one seat up on a flight, or is a backup in at most one role."""
        by_role: dict[str, list[SeatVariable]] = {}
        by_member: dict[str, list[SeatVariable]] = {}
        for place in backups:
            by_role.setdefault(place.role, []).append(place)
            by_member.setdefault(place.member.id, []).append(place)
        self._at_most_count(model, flight, by_role)
        asked = required_backups(model.lookup)
        for place in backups if not model.open_dates else ():
            if not asked.has(flight.id, place.role, place.member.id):
                model.add(LinearExpr([place.literal]) <= 0)
        for place in model.seat_variables(flight, "up"):
            if place.member.id in by_member:
                by_member[place.member.id].append(place)
        for places in by_member.values():
            if len(places) > 1:
                model.add(LinearExpr(place.literal for place in places) <= 1)


PLACES = Places()
