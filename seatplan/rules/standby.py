"""Standby: for each picked person, enough others of the same agency could take the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.extra_tours import ExtraTours, could_make, limits_in
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import ALWAYS, LinearExpr, Model, TourVariable, Variable
from seatplan.program import CrewMember, Flight, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, Who, picked_seats
from seatplan.timeline import PlanIndex, Tour
from seatplan.words import agency_word, listed, many


@rule_kind("standby")
@frozen(kw_only=True, slots=False)
class Standby(Rule, Who, Where):
    r"""For each picked person, at least `min` others of the same agency could take the place.

    Another member could take the place of someone who goes up in a seat if that member belongs to
    the same agency on the launch day, is on neither leg of the flight, is qualified for the seat on
    the days of launch and landing, has no absence during the tour or the training for it, would be
    in one place at a time, and would break no hard `ground-time` or `career` rule that the member's
    own tours keep. Backups and their days are ignored. Then anyone who drops out can be replaced,
    and no one else has to move.

    Attributes:
        min: the least number of others, in persons.

    Counts:
        persons short of `min`

    Formula:
        \sum_{f \in \text{WHERE}} \sum_{m \in \text{WHO} \cap U_f}
        \left( \mathtt{min} - \lvert \{ n : n \text{ could take the place of } m \} \rvert
        \right)^+

    Example:
        [[rules]]
        rule = "standby"
        vehicles = ["Soyuz MS"]
        weight = 1
    """

    only_bars = True
    """Except where `reach` returns None."""
    of_hard_limits: ClassVar[bool] = True
    looser: ClassVar[Mapping[str, int]] = {"min": -1}
    min: int = field(default=1, converter=forgiving.whole, metadata={"least": 0})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup):
            yield f"{flight.id} {self.min}{self._picked(lookup)}"

    def _picked(self, lookup: ProgramIndex, role: str = "", agency: str | None = None) -> str:
        """The end of a sentence about one flight, or role and agency of it: who else, and where."""
        roles = None if self.roles == (role,) else self.roles
        agencies = None if self.agencies == (agency,) else self.agencies
        who = evolve(self, roles=roles, agencies=agencies).whom(lookup)
        return ("" if who == "the crew" else f" (as for {who})") + self.of_flight()

    def requirement(
        self, lookup: ProgramIndex, flight: Flight, role: str, agency: str | None
    ) -> Requirement:
        """The requirement for the places of one agency in one role of one flight."""
        others = many(self.min, "other member")
        fewer = "no one else" if self.min == 1 else f"fewer than {others}"
        of_agency = agency_word(agency)
        return self.piece(
            lookup,
            flight.id,
            role,
            agency or "",
            message=(
                f"At least {others} of {of_agency} must be able to take the place of each who goes "
                f"up for {of_agency} on {flight.id} ({flight.launch}) as {role}"
                f"{self._picked(lookup, role, agency)}"
            ),
            decision=f"launch {flight.id} although {fewer} of {of_agency} could replace its {role}",
            flights=(flight.id,),
            here=f"{flight.id} ({flight.launch})",
            flight=flight.id,
            role=role,
            agency=agency,
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach | None:
        rules = [rule for rule in lookup.program.named_rules if rule.weight is None]
        members = lookup.members.values()
        if any(rule.limits(lookup, one) is not None for rule in rules for one in members):
            return None  # a member who already breaks such a limit may break it again
        return {}

    # In plain Python

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        lookup = reading.lookup
        limits = limits_in(lookup)
        for flight in self.flights_in(lookup):
            ids = self.picked_for(lookup, flight)
            groups: dict[tuple[str, str | None], list[tuple[CrewMember, int]]] = {}
            for line in reading.on(flight, "up"):
                if line.member not in ids or not self.in_role(line.role):
                    continue
                member = lookup.members[line.member]
                agency = member.agency_on(flight.launch)
                home = _home(reading.tours.get(member.id, ()), flight, line.role)
                seat = lookup.seats(flight)[line.role]
                fit = [
                    one
                    for one in lookup.members.values()
                    if _is_fit(lookup, one, flight, seat, agency)
                    and could_make(reading, one, flight, home, limits.get(one.id, ()))
                ]
                if len(fit) < self.min:
                    groups.setdefault((line.role, agency), []).append((member, len(fit)))
            for (role, agency), short in groups.items():
                found = listed(
                    f"{count or 'no one'} could take that of {lookup.name(member.id)}"
                    for member, count in short
                )
                yield Finding(
                    self.requirement(lookup, flight, role, agency),
                    sum(self.min - count for _, count in short),
                    found,
                    flight.launch,
                    members=tuple(member.id for member, _ in short),
                )

    # On a model

    def constrain(self, model: Model) -> None:
        lookup = model.lookup
        free = ExtraTours(model)
        for flight in self.flights_in(lookup):
            if self.weight is None and model.past(flight.launch):
                continue
            for (role, agency, home), takers in sorted(_places(self, model, flight).items()):
                here = self.requirement(lookup, flight, role, agency or None)
                if self.weight is None and not model.may_hold(here):
                    continue
                seat = lookup.seats(flight)[role]
                down = lookup.flights[home]
                able = LinearExpr(
                    literal
                    for one in lookup.members.values()
                    if _is_fit(lookup, one, flight, seat, agency or None)
                    and (literal := free.to_go(one, flight, down)) is not None
                )
                for one in _one_by_one(model, takers, seat.count, model.past(flight.launch)):
                    model.require(self, here, able >= self.min * one, settled=flight.launch)


def _is_fit(
    lookup: ProgramIndex, member: CrewMember, flight: Flight, seat: Seat, agency: str | None
) -> bool:
    """Whether a member of the agency is qualified for a seat on both days of a flight."""
    return (
        agency is not None
        and member.agency_on(flight.launch) == agency
        and (seat.agencies is None or agency in seat.agencies)
        and all(
            lookup.holds(member.id, held, day)
            for held in seat.requires
            for day in (flight.launch, flight.landing)
        )
    )


def _home(tours: Iterable[Tour], flight: Flight, role: str) -> Flight:
    """The flight home of someone who went up in a role; the same flight if the tour never ends."""
    return next((one.down for one in tours if one.up is flight and one.role_up == role), flight)


def _places(
    rule: Standby, model: Model, flight: Flight
) -> dict[tuple[str, str, str], list[Variable]]:
    """By role, agency and flight home: literals that are true if someone takes such a place."""
    found: dict[tuple[str, str, str], list[Variable]] = {}
    tours: dict[str, list[TourVariable]] = {}
    for tour in model.tours_up(flight):
        tours.setdefault(tour.member.id, []).append(tour)
    stays = {one.literal for one in model.tours_up(flight) if one.down is flight}
    roles: dict[str, dict[str, Variable]] = {}
    members: dict[str, CrewMember] = {}

    def enter(member: CrewMember, role: str, home: Flight, literal: Variable) -> None:
        agency = member.agency_on(flight.launch) or ""
        found.setdefault((role, agency, home.id), []).append(literal)

    for seat in picked_seats(rule, model, flight):
        members[seat.member.id] = seat.member
        if model.past(flight.launch) or seat.literal not in stays:
            roles.setdefault(seat.member.id, {})[seat.role] = seat.literal
        else:
            enter(seat.member, seat.role, flight, seat.literal)
    for member, mine in sorted(roles.items()):
        away = tours.get(member, [])
        if model.past(flight.launch):
            for role, home, literal in _on_record(flight, model, member, away):
                if role in mine:
                    enter(members[member], role, home, literal)
            continue
        away = [one for one in away if one.literal not in stays]
        several = sum(
            one.member.id == member and one.literal not in stays
            for one in model.seat_variables(flight, "up")
        )
        for role, place in sorted(mine.items()):
            for tour in away:
                literal = tour.literal if several == 1 else place
                if several > 1 and len(away) > 1:
                    literal = model.literal()
                    taken = LinearExpr([place, tour.literal]) - LinearExpr([literal])
                    model.add(taken <= 1)
                enter(members[member], role, tour.down, literal)
    return found


def _on_record(
    flight: Flight, model: Model, member: str, tours: Sequence[TourVariable]
) -> Iterator[tuple[str, Flight, Variable]]:
    """Yield the roles in which a member has gone up on a flight, each with its possible ways home.

    A member who went up in two roles, which is a fault in the records, comes home in their order.
    """
    seats = model.seat_variables(flight, "up")
    roles = sorted({one.role for one in seats if one.member.id == member})
    landed = [one for one in tours if one.literal == ALWAYS]
    for role in roles:
        if landed:
            yield role, landed.pop(0).down, ALWAYS
            continue
        coming = [one for one in tours if one.literal != ALWAYS]
        tours = []
        for tour in coming:
            yield role, tour.down, tour.literal
        if not coming:
            yield role, flight, ALWAYS  # a past tour that never ends


def _one_by_one(
    model: Model, takers: Sequence[Variable], count: int, past: bool
) -> list[LinearExpr]:
    """At most `count` expressions; as many of them are 1 as takers are true, up to `count`."""
    if past or len(takers) <= count:
        return [LinearExpr([one]) for one in takers]
    if count == 1:
        return [LinearExpr(takers)]
    levels = [model.literal() for _ in range(count)]
    model.add(LinearExpr(takers) <= LinearExpr(levels))
    for one, two in pairwise(levels):
        model.only_if(two, [one])
    return [LinearExpr([one]) for one in levels]
