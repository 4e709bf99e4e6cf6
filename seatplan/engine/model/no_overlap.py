"""No-overlap cliques: tours, training before and rest after them never overlap.

Tours are intervals in time, so those that exclude each other form the cliques of an interval
graph, and one at-most-one for each maximal clique is enough. Training before the
later tour and rest after the earlier one fold into one interval: two tours exclude each other
where launch - landing < max(rest, training), which is the overlap of
[launch - max(0, training - rest), landing + rest).

A tour with open dates is certain to be under way from its last launch day to its first landing day,
if the former comes first: these intervals form cliques as well. Other pairs exclude each other on
some dates: at most one of the two is made, or one begins long enough after the other has landed.
The latter is a literal of the two flights that all members share.

The days of duty of a backup before a launch exclude tours of their own in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import frozen

from seatplan.engine.model.model import SeatModel
from seatplan.intervals import Interval, cliques
from seatplan.modelling import ALWAYS, Event, LinearExpr, SeatVariable, TourVariable, Variable
from seatplan.program import CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import ONE_PLACE, RETURN
from seatplan.structure.backups import busy_from

Pair = tuple[str, str]
"""A flight up and a flight down."""


@frozen
class _Family:
    """The requirements on a member's tours under one guard.

    Attributes:
        days: of rest, at minimum.
        trains: whether training before a launch counts.
        names: of the requirements.
    """

    guard: Variable
    days: int
    trains: bool
    names: tuple[str, ...]

    def between(self, lookup: ProgramIndex, up: Flight) -> int:
        """The days from a landing to the launch of a flight."""
        return max(self.days, lookup.training_days(up) if self.trains else 0)


def post_no_overlap(model: SeatModel) -> None:
    """Posts every requirement for rest, member by member."""
    nested: list[tuple[Pair, Pair]] | None = None
    spans: dict[tuple[int, bool], dict[Pair, tuple[int, int]]] = {}
    for name, rests in sorted(model.rests.items()):
        member, tours = model.lookup.members[name], model.tours_of(name)
        for family in _families(model, rests) if tours else ():
            model.rows.about = family.names
            known = spans.setdefault((family.days, family.trains), {})
            _post_family(model, member, tours, family, known)
        if tours and not model.one_at_a_time(member):
            model.rows.about = (RETURN.id,)
            if nested is None:
                nested = _nested(model)
            _post_first_in_first_out(model, tours, nested)


def _families(model: SeatModel, rests: Iterable[tuple[Requirement, int]]) -> Iterator[_Family]:
    """The requirements of a member that hold, by guard."""
    by_guard: dict[Variable, list[tuple[Requirement, int]]] = {}
    for requirement, days in rests:
        guard = model.active.guard(requirement)
        if guard is not None:
            by_guard.setdefault(guard, []).append((requirement, days))
    for guard, mine in by_guard.items():
        trains = any(one.rule == ONE_PLACE.id for one, _ in mine)
        yield _Family(
            guard, max(days for _, days in mine), trains, tuple(one.id for one, _ in mine)
        )


def _post_family(
    model: SeatModel,
    member: CrewMember,
    tours: Sequence[TourVariable],
    family: _Family,
    spans: dict[Pair, tuple[int, int]],
) -> None:
    """Posts one family; `spans` are the certain days of each tour with training and rest, if any.

    They are the same for all members with the same rest.
    """
    lookup = model.lookup
    coming: dict[Pair, list[Variable]] = {}
    for tour in tours:
        if tour.literal != ALWAYS:
            coming.setdefault((tour.up.id, tour.down.id), []).append(tour.literal)
    for up, down in coming.keys() - spans.keys():
        landing, launch = model.dates[down, "down"].first, model.dates[up, "up"].last
        since = launch - family.between(lookup, lookup.flights[up]) + family.days
        spans[up, down] = since, landing + family.days
    sure = coming
    if model.open_dates:
        sure = {pair: mine for pair, mine in coming.items() if spans[pair][0] < spans[pair][1]}
        for pair, literals in coming.items():
            if pair not in sure and len(literals) > 1:
                model.exclude(member.id, literals, given=family.guard)
    for clique in cliques([(*spans[pair], one) for pair in sure for one in coming[pair]]):
        model.exclude(member.id, clique, given=family.guard)
    for one, two in combinations(coming, 2) if model.open_dates else ():
        if one in sure and two in sure and _meet(spans[one], spans[two]):
            continue
        apart = LinearExpr()
        for first, then in ((one, two), (two, one)):
            days = family.between(lookup, lookup.flights[then[0]])
            apart = apart + model.later((first[1], "down"), (then[0], "up"), days)
        if not apart.constant:
            both = LinearExpr([*coming[one], *coming[two]])
            model.add_linear(both - apart, None, 1, given=family.guard)
    _after_landings(model, member, tours, family)


def _meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _after_landings(
    model: SeatModel,
    member: CrewMember,
    tours: Sequence[TourVariable],
    family: _Family,
) -> None:
    """Keeps tours apart from the landing before the program, and from those that have landed."""
    last = member.last_landing
    flown = min((one.up.launch for one in tours if model.past(one.up.launch)), default=None)
    if last is not None:
        for tour in tours:
            # The neighbor of that landing is the first tour, unless it has been flown already.
            first = flown is None or tour.up.launch <= flown
            if (model.past(tour.up.launch) and model.past(last)) or not (first or family.trains):
                continue
            training = model.lookup.training_days(tour.up) if family.trains else 0
            wait = max(training, family.days if first else 0)
            _only_since(model, tour, tour.up, last.toordinal() + wait, family.guard)
    landed = [one for one in tours if one.literal == ALWAYS]
    for tour in tours if landed else ():
        if tour.literal != ALWAYS and not model.past(tour.up.launch):
            day = max(one.down.landing for one in landed).toordinal()
            day += family.between(model.lookup, tour.up)
            _only_since(model, tour, tour.up, day, family.guard)


def _only_since(
    model: SeatModel, one: TourVariable | SeatVariable, flight: Flight, day: int, guard: Variable
) -> None:
    """Allows a tour, or a backup, only if its flight launches on that day or later."""
    launches = model.dates[flight.id, "up"]
    if day <= launches.first:
        return
    since = launches.since(day)
    if since.variables:
        model.add_linear(LinearExpr([one.literal]) - since, None, 0, given=guard)
    elif not since.constant:
        model.forbid(one.literal, given=guard)


def _nested(model: SeatModel) -> list[tuple[Pair, Pair]]:
    """Pairs of tours, of any members, of which the first contains the second on some dates.

    Events on one day are in the order of the ids, as when a plan is read.
    """
    tours = {(one.up.id, one.down.id): one for one in model.tours}
    by_launch = sorted(
        tours, key=lambda one: (tours[one].up.launch, one[0], tours[one].down.landing, one[1])
    )
    return [
        (outer, inner)
        for one, two in combinations(by_launch, 2)
        for outer, inner in ((one, two), (two, one))
        if _may_precede(model, (outer[0], "up"), (inner[0], "up"))
        and _may_precede(model, (inner[1], "down"), (outer[1], "down"))
    ]


def _may_precede(model: SeatModel, first: Event, second: Event) -> bool:
    """Whether the first event comes before the second on some dates."""
    soonest, latest = model.dates[first].first, model.dates[second].last
    return first != second and (soonest, first[0]) < (latest, second[0])


def _post_first_in_first_out(
    model: SeatModel, tours: Iterable[TourVariable], nested: Iterable[tuple[Pair, Pair]]
) -> None:
    """If tours may overlap, the first up still takes the next down: no tour contains another."""
    literals: dict[Pair, dict[Variable, None]] = {}
    for tour in tours:
        literals.setdefault((tour.up.id, tour.down.id), {})[tour.literal] = None
    for outer, inner in nested:
        if outer in literals and inner in literals:
            # A member has one role on a leg, so of each pair of flights at most one tour is made.
            both = [*literals[outer], *literals[inner]]
            apart = _no_earlier(model, (inner[0], "up"), (outer[0], "up"))
            apart = apart + _no_earlier(model, (outer[1], "down"), (inner[1], "down"))
            if apart.variables:
                model.add_linear(LinearExpr(both) - apart, None, 1)
            elif not apart.constant:
                model.at_most_one(both)


def _no_earlier(model: SeatModel, first: Event, second: Event) -> LinearExpr:
    """1 only if the second event is not before the first, in the order of reading a plan."""
    if first == second:
        return LinearExpr(constant=1)
    return model.later(first, second, 0 if first[0] < second[0] else 1)


def post_backups(model: SeatModel) -> None:
    """Posts the rows of `one-place` about backups, member by member."""
    backups: dict[str, list[SeatVariable]] = {}
    for flight in model.lookup.flights.values():
        if model.lookup.backup_days(flight):
            for place in model.seat_variables(flight, "backup"):
                backups.setdefault(place.member.id, []).append(place)
    for name, places in sorted(backups.items()):
        member = model.lookup.members[name]
        requirement = ONE_PLACE.requirement(model.lookup, member)
        guard = model.active.guard(requirement)
        if guard is not None:
            model.rows.about = (requirement.id,)
            for place in places:
                flight, last = place.flight, member.last_landing
                if last is not None and not (model.past(flight.launch) and model.past(last)):
                    first = last.toordinal() + model.lookup.backup_days(flight)
                    _only_since(model, place, flight, first, guard)
                _apart_from_tours(model, place, guard)


def _apart_from_tours(model: SeatModel, place: SeatVariable, guard: Variable) -> None:
    """Requires that the days of duty overlap no tour.

    Tours on fixed dates that share one of the days exclude each other: with the backup they are
    one clique.
    """
    flight = place.flight
    start, end = busy_from(model.lookup, flight), flight.launch
    days = model.lookup.backup_days(flight)
    met: list[Interval] = []
    for tour in model.tours_of(place.member.id):
        if model.past(end) and (tour.up.launch > start or model.past(tour.down.landing)):
            continue  # nothing can change this any more
        launch: Event = (flight.id, "up")
        apart = model.later(launch, (tour.up.id, "up"), 0)
        apart = apart + model.later((tour.down.id, "down"), launch, days)
        if apart.constant:
            continue
        if ALWAYS in (place.literal, tour.literal) or apart.variables or model.open_dates:
            both = LinearExpr([place.literal, tour.literal])
            model.add_linear(both - apart, None, 1, given=guard)
        else:
            first, last = max(start, tour.up.launch), min(end, tour.down.landing)
            met.append((first.toordinal(), last.toordinal(), tour.literal))
    for clique in cliques(met, least=1):
        model.at_most_one([place.literal, *clique], given=guard)
