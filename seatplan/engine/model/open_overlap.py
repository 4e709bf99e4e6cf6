"""No overlap with open dates: tours that exclude each other on some dates, or on all.

A tour with open dates is certain to be under way from its last launch day to its first landing day,
if the former comes first. Tours whose certain intervals overlap form cliques, as tours on fixed
dates do. Other pairs exclude each other on some dates: at most one of the two is made, or one
begins long enough after the other has landed. The latter is a literal of the two flights that all
members share.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from seatplan.engine.model.no_overlap import NoOverlap
from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.intervals import cliques
from seatplan.modelling import Event, LinearExpr, TourVariable, Variable
from seatplan.program import CrewMember, Flight
from seatplan.structure import RETURN

Pair = tuple[str, str]
"""A flight up and a flight down."""


def post_open(model: ProgramModel, demands: NoOverlap) -> None:
    """Posts every requirement for rest, member by member, on a model with open dates."""
    for person, ways, families in demands.families(model):
        for guard, family in families.items():
            model.rows.about = family.names
            _post_family(model, person, ways, guard, family.days, family.trains)
        if not model.one_at_a_time(person):
            model.rows.about = (RETURN.id,)
            _post_first_in_first_out(model, ways)


def _post_family(
    model: ProgramModel,
    member: CrewMember,
    ways: Sequence[TourVariable],
    guard: Variable,
    days: int,
    trains: bool,
) -> None:
    """Requires days of rest between tours of a member, and training if `trains`."""

    def between(up: Flight) -> int:
        """The days from a landing to the launch of a flight."""
        return max(days, model.lookup.training_days(up) if trains else 0)

    coming: dict[Pair, list[Variable]] = {}
    flights: dict[Pair, tuple[Flight, Flight]] = {}
    for way in ways:
        if way.literal != TRUE:
            pair = (way.up.id, way.down.id)
            coming.setdefault(pair, []).append(way.literal)
            flights[pair] = (way.up, way.down)
    sure: dict[Pair, tuple[int, int]] = {}
    for pair, (up, down) in flights.items():
        start = model.dates.range((up.id, "up"))[1].toordinal() - (between(up) - days)
        end = model.dates.range((down.id, "down"))[0].toordinal() + days
        if start < end:
            sure[pair] = (start, end)
        elif len(coming[pair]) > 1:
            model.exclude(member.id, coming[pair], given=guard)
    intervals = [(*sure[pair], literal) for pair in sure for literal in coming[pair]]
    for clique in cliques(intervals):
        model.exclude(member.id, clique, given=guard)
    for one, two in combinations(coming, 2):
        if one in sure and two in sure and _meet(sure[one], sure[two]):
            continue
        apart = LinearExpr()
        for first, second in ((one, two), (two, one)):
            apart = apart + model.later(
                (first[1], "down"), (second[0], "up"), between(flights[second][0])
            )
        if apart.constant:
            continue
        both = LinearExpr([*coming[one], *coming[two]])
        model.add_linear(both - apart, None, 1, given=guard)
    _after_what_is_flown(model, member, ways, guard, days, trains)


def _meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _after_what_is_flown(
    model: ProgramModel,
    member: CrewMember,
    ways: Sequence[TourVariable],
    guard: Variable,
    days: int,
    trains: bool,
) -> None:
    """Keeps tours apart from the landing before the program, and from those that have landed."""
    last = member.last_landing
    flown = min((way.up.launch for way in ways if model.past(way.up.launch)), default=None)
    landed = [way for way in ways if way.literal == TRUE]
    for way in ways:
        launched = model.past(way.up.launch)
        training = model.lookup.training_days(way.up) if trains else 0
        up: Event = (way.up.id, "up")
        if last is not None and not (launched and model.past(last)):
            # The neighbor of that landing is the first tour, unless it has been flown already.
            first = flown is None or way.up.launch <= flown
            wait = max(training, days if first else 0)
            since = last.toordinal() + wait
            _only_on(model, way, model.dates.since(up, since), guard)
        if way.literal == TRUE:
            continue
        for done in landed:
            if not launched:
                after = done.down.landing.toordinal() + max(training, days)
                _only_on(model, way, model.dates.since(up, after), guard)
            elif done.up.launch > way.up.launch:
                model.forbid(way.literal, given=guard)


def _only_on(model: ProgramModel, way: TourVariable, days: LinearExpr, guard: Variable) -> None:
    """Requires that the tour is made only if one of these days is chosen."""
    if not days.constant:
        model.add_linear(LinearExpr([way.literal]) - days, None, 0, given=guard)


def _post_first_in_first_out(model: ProgramModel, ways: Sequence[TourVariable]) -> None:
    """If tours may overlap, the first up still takes the next down: no tour contains another."""
    literals: dict[Pair, dict[Variable, None]] = {}
    for way in ways:
        literals.setdefault((way.up.id, way.down.id), {})[way.literal] = None
    for one, two in combinations(literals, 2):
        for outer, inner in ((one, two), (two, one)):
            not_held = _comes_later(model, (inner[0], "up"), (outer[0], "up")) + _comes_later(
                model, (outer[1], "down"), (inner[1], "down")
            )
            if not not_held.constant:
                both = LinearExpr([*literals[outer], *literals[inner]])
                model.add_linear(both - not_held, None, 1)


def _comes_later(model: ProgramModel, first: Event, second: Event) -> LinearExpr:
    """1 only if the second event is not before the first, in the order of reading a plan."""
    if first == second:
        return LinearExpr(constant=1)
    # Events on one day are in the order of the ids.
    return model.later(first, second, 0 if first[0] < second[0] else 1)
