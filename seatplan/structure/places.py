"""At most `count` members have a role on one leg, and a member at most one role on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from seatplan.modelling import LinearExpr, Model, SeatVariable
from seatplan.program import LEGS, Flight, Leg
from seatplan.program_index import leg_day
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import leg_of, many


@frozen
class Places(Law):
    r"""At most `count` members have a role on one leg, and a member at most one role on it.

    Never given up. Past legs are as they are.

    Formula:
        \sum_m x_{f \ell r m} \le \mathtt{count}_r
        \quad\text{and}\quad \sum_r x_{f \ell r m} \le 1
    """

    id = law_ids.PLACES
    for_open_dates = True
    can_be_given_up = False
    only_bars = True

    def requirement(self, flight: Flight, leg: Leg) -> Requirement:
        """The seats of one leg are shared out to one person each."""
        message = (
            f"{leg_of(flight, leg)} must give each seat to one person and each person one seat"
        )
        key = requirement_id(self.id, flight.id, leg)
        subject = Subject(flight=flight.id, leg=leg)
        return Requirement(key, self.id, message, (flight.id,), subject=subject)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """One for each role with too many, and for each member with several roles."""
        for flight in reading.lookup.flights.values():
            seats = reading.lookup.seats(flight)
            for leg in LEGS:
                lines = reading.on(flight, leg)
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

    def constrain(self, model: Model) -> None:
        """Sum of the places of a role ≤ count; sum of a member's places on a leg ≤ 1.

        Where no one may be in two tours at once the second follows: two ways up on one flight, or
        two down, overlap. It is posted where that is not beyond question.
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
                for role, seat in model.lookup.seats(flight).items():
                    places = by_role.get(role, ())
                    if len(places) > seat.count:
                        model.add(LinearExpr(place.literal for place in places) <= seat.count)
                for member, places in by_member.items():
                    if len(places) > 1 and not model.one_at_a_time(model.lookup.members[member]):
                        model.add(LinearExpr(place.literal for place in places) <= 1)


PLACES = Places()
