"""Additional tours that a member could make besides their own, in a plan and in a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from seatplan.intervals import cliques
from seatplan.modelling import ALWAYS, LinearExpr, Model, TourVariable, Variable
from seatplan.program import LEGS, CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.structure.availability import days_before, meets
from seatplan.timeline import PlanIndex
from seatplan.tour_limits import TourLimits


def limits_in(lookup: ProgramIndex) -> dict[str, list[TourLimits]]:
    """By member id, the limits of hard rules on the tours of that member."""
    found: dict[str, list[TourLimits]] = {}
    for rule in lookup.program.named_rules:
        for member in lookup.members.values() if rule.weight is None else ():
            limits = rule.limits(lookup, member)
            if limits is not None:
                found.setdefault(member.id, []).append(limits)
    return found


def could_make(
    reading: PlanIndex, member: CrewMember, up: Flight, down: Flight, limits: Iterable[TourLimits]
) -> bool:
    """Whether a member could make one tour more, besides those that they make in the plan."""
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
    """Whether training for a flight begins before the member's last landing before the program."""
    start = days_before(up.launch, lookup.training_days(up))
    return member.last_landing is not None and start < member.last_landing


def _overlap(lookup: ProgramIndex, up: Flight, down: Flight, other: Flight, home: Flight) -> bool:
    """Whether two tours of one member would overlap, including training before the later one."""
    if (up.launch, down.landing) > (other.launch, home.landing):
        up, down, other, home = other, home, up, down
    return days_before(other.launch, lookup.training_days(other)) < down.landing


class ExtraTours:
    """Literals of a model for additional tours of members.

    A literal is true only if the member could make that tour besides their own. There is one for
    each tour, which all roles share.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._lookup = model.lookup
        self._limits = limits_in(model.lookup)
        self._made: dict[tuple[str, str, str], Variable | None] = {}
        self._broken: dict[tuple[str, str], Variable | None] = {}

    def to_go(self, member: CrewMember, up: Flight, down: Flight) -> Variable | None:
        """The literal of a tour; None if the member is never free for it, ALWAYS if always."""
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
        """Sets of tours, at most one of which is made; together they contain all the tours."""
        if not self._model.one_at_a_time(member):
            return [[one.literal] for one in tours]
        days = (
            (one.up.launch.toordinal(), one.down.landing.toordinal(), one.literal) for one in tours
        )
        return cliques(days, least=1)

    def _excuse(self, member: CrewMember, limits: TourLimits) -> Variable | None:
        """A literal that is true only if the member's own tours break these limits.

        None if they cannot, ALWAYS if they certainly do. Hard limits are kept unless they are given
        up, or the past has already broken them.
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
        """Literals, each of which is true only if a landing and the next launch are too close."""
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
    """The constraints that limits impose on an additional tour of a member.

    Attributes:
        never: whether the limits cannot be kept with that tour.
        any: whether there are constraints besides the tours that exclude it.
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
        """Collects the constraints; if `excuse` is true, the limits are broken anyway."""
        self._model = model
        self._excuse = excuse
        tours = model.tours_of(member.id)
        days = (down.landing - up.launch).days
        literals = [one.literal for one in tours]
        self._sums: list[tuple[LinearExpr, int, int]] = []
        """Triples (flown, room, size): with the tour, `flown` plus `size` is at most `room`."""
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
        """Adds the constraints to the model, for the case that the literal is true."""
        model, excuse = self._model, self._excuse
        if self._barred and excuse is not None:
            model.only_if(literal, [excuse])
            return
        for close in self._close:
            either = LinearExpr([literal, close])
            model.add((either if excuse is None else either - LinearExpr([excuse])) <= 1)
        for flown, room, size in self._sums:
            if excuse is None:
                # Without the tour the limit holds anyway.
                model.add(flown + LinearExpr([literal], size) <= room)
            else:
                more = max(0, sum(flown.factors) - (room - size))
                side = flown + LinearExpr([literal, excuse], [more, -more])
                model.add(side <= room - size + more)


def _close(tour: TourVariable, up: Flight, down: Flight, rest: int) -> bool:
    """Whether there are fewer than `rest` days between two tours, in either order."""
    first, second = sorted(
        [(tour.up.launch, tour.down.landing), (up.launch, down.landing)],
    )
    return (second[0] - first[1]).days < rest
