"""Standby: for each of those picked enough others of the agency could take the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from attrs import field, frozen

from seatplan import forgiving
from seatplan.intervals import cliques
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import ALWAYS, LinearExpr, Model, TourVariable, Variable
from seatplan.program import LEGS, CrewMember, Flight, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, Who, picked_seats
from seatplan.structure.availability import days_before, meets
from seatplan.timeline import PlanIndex, Tour
from seatplan.tour_limits import TourLimits
from seatplan.words import agency_word, listed, many


@rule_kind("standby")
@frozen(kw_only=True, slots=False)
class Standby(Rule, Who, Where):
    r"""For each of those picked at least `min` others of the same agency could take the place.

    Another member could take the place of someone who goes up in a seat if that member is of the
    same agency on the launch day, is on neither leg of the flight, is fit for the seat on the days
    of launch and landing, has no absence that meets the tour or the training for it, would be in
    one place at a time, and would break no hard `ground-time` or `career` that the member's own
    tours keep. Backups and their days are not looked at. So whoever drops out is replaced, and no
    one else has to move.

    Attributes:
        min: how many others there must be, in persons.

    Counts:
        persons short

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

    min: int = field(default=1, converter=forgiving.whole, metadata={"least": 0})

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight in self.flights_in(lookup):
            yield f"{flight.id} {self.min}{self._picked(lookup)}"

    def _picked(self, lookup: ProgramIndex) -> str:
        """To end a sentence on one flight: whom the rule picks, and where."""
        who = self.whom(lookup)
        return ("" if who == "the crew" else f" (as for {who})") + self.of_flight()

    def requirement(
        self, lookup: ProgramIndex, flight: Flight, role: str, agency: str | None
    ) -> Requirement:
        """The places of one agency in one role of one flight."""
        others = many(self.min, "other member")
        of_agency = agency_word(agency)
        return self.piece(
            lookup,
            flight.id,
            role,
            agency or "",
            message=(
                f"at least {others} of {of_agency} must be able to take the place of each who goes "
                f"up for {of_agency} on {flight.id} ({flight.launch}) as {role}"
                f"{self._picked(lookup)}"
            ),
            decision=(
                f"launch {flight.id} with a {role} of {of_agency} whom fewer than {others} could "
                "replace"
            ),
            flights=(flight.id,),
            flight=flight.id,
            role=role,
            agency=agency,
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach | None:
        rules = [rule for rule in lookup.program.named_rules if rule.weight is None]
        members = lookup.members.values()
        if any(rule.limits(lookup, one) is not None for rule in rules for one in members):
            return None  # who breaks such a limit once may break it again
        return {}

    # In plain Python

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        lookup = reading.lookup
        limits = _limits(lookup)
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
                    and _could_go(reading, one, flight, home, limits.get(one.id, ()))
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
        free = _Free(model)
        for flight in self.flights_in(lookup):
            if self.weight is None and model.past(flight.launch):
                continue
            for (role, agency, home), takers in sorted(_places(self, model, flight).items()):
                seat = lookup.seats(flight)[role]
                down = lookup.flights[home]
                able = LinearExpr(
                    literal
                    for one in lookup.members.values()
                    if _is_fit(lookup, one, flight, seat, agency or None)
                    and (literal := free.to_go(one, flight, down)) is not None
                )
                here = self.requirement(lookup, flight, role, agency or None)
                for one in _one_by_one(model, takers, seat.count, model.past(flight.launch)):
                    model.require(self, here, able >= self.min * one, settled=flight.launch)


def _limits(lookup: ProgramIndex) -> dict[str, list[TourLimits]]:
    """By member, what hard rules require of their tours alone."""
    found: dict[str, list[TourLimits]] = {}
    for rule in lookup.program.named_rules:
        for member in lookup.members.values() if rule.weight is None else ():
            limits = rule.limits(lookup, member)
            if limits is not None:
                found.setdefault(member.id, []).append(limits)
    return found


def _is_fit(
    lookup: ProgramIndex, member: CrewMember, flight: Flight, seat: Seat, agency: str | None
) -> bool:
    """Whether a member of that agency may have a seat on both days of the flight."""
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
    """The flight home of who went up in a role; the same one where history has no end."""
    return next((one.down for one in tours if one.up is flight and one.role_up == role), flight)


def _could_go(
    reading: PlanIndex, member: CrewMember, up: Flight, down: Flight, limits: Iterable[TourLimits]
) -> bool:
    """Whether a member could make a tour besides their own ones."""
    lookup = reading.lookup
    if any(line.member == member.id for leg in LEGS for line in reading.on(up, leg)):
        return False
    if meets(lookup, member, up, down) or _too_soon(lookup, member, up):
        return False
    own = reading.tours.get(member.id, ())
    if any(_overlap(lookup, one.up, one.down, up, down) for one in own):
        return False
    tours = [(one.launch, one.landing) for one in own]
    return all(
        one.kept(member, [*tours, (up.launch, down.landing)])
        for one in limits
        if one.kept(member, tours)
    )


def _too_soon(lookup: ProgramIndex, member: CrewMember, up: Flight) -> bool:
    """Whether training for a flight begins before the landing from before the program."""
    start = days_before(up.launch, lookup.training_days(up))
    return member.last_landing is not None and start < member.last_landing


def _overlap(lookup: ProgramIndex, up: Flight, down: Flight, other: Flight, home: Flight) -> bool:
    """Whether two tours of one member would overlap, training before the later one included."""
    if (up.launch, down.landing) > (other.launch, home.landing):
        up, down, other, home = other, home, up, down
    return days_before(other.launch, lookup.training_days(other)) < down.landing


def _places(
    rule: Standby, model: Model, flight: Flight
) -> dict[tuple[str, str, str], list[Variable]]:
    """By role, agency and flight home, literals of which each is true where someone goes so."""
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
    """The roles in which a member has gone up on a flight, each with the ways home.

    Someone who went up in two roles, which no plan should have, comes home in their order.
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
            yield role, flight, ALWAYS  # history that was never closed


def _one_by_one(
    model: Model, takers: Sequence[Variable], count: int, past: bool
) -> list[LinearExpr]:
    """Expressions of which as many are 1 as there are takers, and no more than `count`."""
    if past or len(takers) <= count:
        return [LinearExpr([one]) for one in takers]
    if count == 1:
        return [LinearExpr(takers)]
    levels = [model.literal() for _ in range(count)]
    model.add(LinearExpr(takers) <= LinearExpr(levels))
    for one, two in pairwise(levels):
        model.only_if(two, [one])
    return [LinearExpr([one]) for one in levels]


class _Free:
    """Who is free for which tour besides their own ones: a literal for each.

    It is true only where the member could make that tour. Each is made once for all roles.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._lookup = model.lookup
        self._limits = _limits(model.lookup)
        self._made: dict[tuple[str, str, str], Variable | None] = {}
        self._broken: dict[tuple[str, str], Variable | None] = {}

    def to_go(self, member: CrewMember, up: Flight, down: Flight) -> Variable | None:
        """A literal; None if the member is never free for that tour, ALWAYS if always."""
        key = (member.id, up.id, down.id)
        if key not in self._made:
            self._made[key] = self._free(member, up, down)
        return self._made[key]

    def _free(self, member: CrewMember, up: Flight, down: Flight) -> Variable | None:
        model, lookup = self._model, self._lookup
        if meets(lookup, member, up, down) or _too_soon(lookup, member, up):
            return None
        on_record = (
            one.literal == ALWAYS and one.member.id == member.id
            for leg in LEGS
            for one in model.seat_variables(up, leg)
        )
        if any(on_record):
            return None
        tours = model.tours_of(member.id)
        met = [
            one
            for one in tours
            if one.up is up or one.down is up or _overlap(lookup, one.up, one.down, up, down)
        ]
        limits = self._limits.get(member.id, ())
        excused = {one.requirement.id: self._excuse(member, one) for one in limits}
        for one in limits:
            if one.rest is not None and excused[one.requirement.id] is None:
                met += [tour for tour in tours if _close(tour, up, down, one.rest)]
        met = list({(one.up.id, one.down.id, one.literal): one for one in met}.values())
        if any(one.literal == ALWAYS for one in met):
            return None
        literal: Variable | None = None
        if met:
            literal = model.literal()
            for clique in self._exclusive(member, met):
                model.add(LinearExpr([literal, *clique]) <= 1)
        for one in limits:
            excuse = excused[one.requirement.id]
            if excuse != ALWAYS:
                needed = _Needed(model, member, one, up, down, excuse)
                if needed.never:
                    return None
                if literal is None and needed.any:
                    literal = model.literal()
                if literal is not None:
                    needed.post(literal)
        return ALWAYS if literal is None else literal

    def _exclusive(
        self, member: CrewMember, tours: Sequence[TourVariable]
    ) -> Iterable[Sequence[Variable]]:
        """Sets of tours of which at most one is made, all tours in them."""
        if not self._model.one_at_a_time(member):
            return [[one.literal] for one in tours]
        days = (
            (one.up.launch.toordinal(), one.down.landing.toordinal(), one.literal) for one in tours
        )
        return cliques(days, least=1)

    def _excuse(self, member: CrewMember, limits: TourLimits) -> Variable | None:
        """A literal that is true only where the member's own tours break such limits.

        None if they cannot, ALWAYS if they do in any case. Hard limits are kept, unless they are
        given up, or the past has broken them.
        """
        key = (member.id, limits.requirement.id)
        if key not in self._broken:
            self._broken[key] = self._own_broken(member, limits)
        return self._broken[key]

    def _own_broken(self, member: CrewMember, limits: TourLimits) -> Variable | None:
        model = self._model
        certain = model.is_certain(limits.requirement)
        tours = model.tours_of(member.id)
        if certain and not any(model.past(one.up.launch) for one in tours):
            return None
        causes: list[Variable] = []
        if limits.rest is not None:
            causes += self._too_close(member, tours, limits.rest, certain)
        for most, before, sizes in (
            (limits.max_days, member.days_before, [one.days for one in tours]),
            (limits.max_flights, member.flights_before, [1] * len(tours)),
        ):
            if most is None or before + sum(sizes) <= most:
                continue
            beyond = model.literal()
            flown = LinearExpr([one.literal for one in tours], sizes)
            model.add(flown >= LinearExpr([beyond], max(1, most + 1 - before)))
            causes.append(beyond)
        if ALWAYS in causes:
            return ALWAYS
        if not causes:
            return None
        broken = model.literal()
        model.only_if(broken, causes)
        return broken

    def _too_close(
        self, member: CrewMember, tours: Sequence[TourVariable], rest: int, certain: bool
    ) -> Iterator[Variable]:
        """Literals each of which is true only where two landings and launches are too close."""
        model, last = self._model, member.last_landing
        for one in tours:
            if last is None or (one.up.launch - last).days >= rest:
                continue
            if not certain or (model.past(last) and model.past(one.up.launch)):
                yield one.literal
        ordered = sorted(tours, key=lambda one: (one.up.launch, one.down.landing))
        alone = model.one_at_a_time(member)
        for one, two in combinations(ordered, 2):
            landing, launch = one.down.landing, two.up.launch
            if (launch - landing).days >= rest:
                continue
            past = model.past(landing) and model.past(launch)
            if (certain and not past) or (alone and not past and launch < landing):
                continue
            if ALWAYS in (one.literal, two.literal):
                yield max(one.literal, two.literal)
                continue
            both = model.literal()
            model.only_if(both, [one.literal])
            model.only_if(both, [two.literal])
            yield both


class _Needed:
    """What limits require of one who would make a tour besides their own ones.

    Attributes:
        never: whether no one can keep them with that tour.
        any: whether they require anything besides the tours that exclude it.
    """

    def __init__(
        self,
        model: Model,
        member: CrewMember,
        limits: TourLimits,
        up: Flight,
        down: Flight,
        excuse: Variable | None,
    ) -> None:
        """What is broken anyway, under `excuse`, need not be kept."""
        self._model = model
        self._excuse = excuse
        tours = model.tours_of(member.id)
        days = (down.landing - up.launch).days
        literals = [one.literal for one in tours]
        self._sums: list[tuple[LinearExpr, int, int]] = []
        """Of what is flown no more than the second, where it is flown with the third."""
        for most, before, sizes, size in (
            (limits.max_days, member.days_before, [one.days for one in tours], days),
            (limits.max_flights, member.flights_before, [1] * len(tours), 1),
        ):
            if most is not None and before + sum(sizes) + size > most:
                self._sums.append((LinearExpr(literals, sizes), most - before, size))
        rest, last = limits.rest, member.last_landing
        self._barred = any(size > room for _, room, size in self._sums) or (
            rest is not None and last is not None and (up.launch - last).days < rest
        )
        self._close: list[Variable] = []
        if rest is not None and excuse is not None:
            self._close = [one.literal for one in tours if _close(one, up, down, rest)]
        self.never = self._barred and excuse is None
        self.any = bool(self._barred or self._sums or self._close)

    def post(self, literal: Variable) -> None:
        """Demands them where the literal is true."""
        model, excuse = self._model, self._excuse
        if self._barred and excuse is not None:
            model.only_if(literal, [excuse])
            return
        for close in self._close:
            either = LinearExpr([literal, close])
            model.add((either if excuse is None else either - LinearExpr([excuse])) <= 1)
        for flown, room, size in self._sums:
            if excuse is None:
                # Without the tour they are kept anyway.
                model.add(flown + LinearExpr([literal], size) <= room)
            else:
                more = max(0, sum(flown.factors) - (room - size))
                side = flown + LinearExpr([literal, excuse], [more, -more])
                model.add(side <= room - size + more)


def _close(tour: TourVariable, up: Flight, down: Flight, rest: int) -> bool:
    """Whether fewer days than `rest` would lie between a tour and another one, before or after."""
    first, second = sorted(
        [(tour.up.launch, tour.down.landing), (up.launch, down.landing)],
    )
    return (second[0] - first[1]).days < rest
