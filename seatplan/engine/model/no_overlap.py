"""No-overlap cliques: tours, training before and rest after them never overlap.

Tours are intervals in time, so those that exclude each other form the cliques of an interval
graph, and one at-most-one for each maximal clique is enough. Training before the
later tour and rest after the earlier one fold into one interval: two tours exclude each other
where launch - landing < max(rest, training), which is the overlap of
[launch - max(0, training - rest), landing + rest).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Protocol

from attrs import frozen

from seatplan.engine.rows.active_requirements import TRUE, ActiveRequirements
from seatplan.engine.rows.rows import Rows
from seatplan.intervals import cliques
from seatplan.modelling import TourVariable, Variable
from seatplan.program import CrewMember
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import ONE_PLACE, RETURN


@frozen
class Family:
    """The requirements on a member's tours under one guard.

    Attributes:
        days: of rest, at minimum.
        trains: whether training before a launch counts.
        names: of the requirements.
    """

    days: int
    trains: bool
    names: tuple[str, ...]


class DatedModel(Protocol):
    """The part of a model that tours with fixed dates need."""

    @property
    def lookup(self) -> ProgramIndex: ...
    @property
    def active(self) -> ActiveRequirements: ...
    @property
    def tours(self) -> Sequence[TourVariable]: ...
    @property
    def rows(self) -> Rows: ...

    def tours_of(self, member: str) -> Sequence[TourVariable]: ...

    def one_at_a_time(self, member: CrewMember) -> bool: ...

    def past(self, day: date) -> bool: ...

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None: ...

    def at_most_one(self, literals: Sequence[Variable]) -> None: ...

    def forbid(self, literal: Variable, *, given: Variable = TRUE) -> None: ...


class NoOverlap:
    """Collects the requirements for rest and posts them together."""

    def __init__(self) -> None:
        self._demands: dict[str, list[tuple[Requirement, int]]] = {}

    def add(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        """Requires days of rest for a member; 0 for no overlap, training included."""
        self._demands.setdefault(member.id, []).append((requirement, days))

    def hard_days(self, model: DatedModel, member: str) -> int:
        """The rest, in days, that every plan has."""
        active = self._demands.get(member, ())
        return max((d for r, d in active if model.active.guard(r) == TRUE), default=0)

    def post(self, model: DatedModel) -> None:
        """Posts every requirement, member by member, on a model whose dates are fixed."""
        nested: list[tuple[FlightPair, FlightPair]] | None = None
        for person, ways, families in self.families(model):
            for guard, family in families.items():
                model.rows.about = family.names
                _post_family(model, person, ways, guard, family.days, family.trains)
            if not model.one_at_a_time(person):
                model.rows.about = (RETURN.id,)
                if nested is None:
                    nested = _nested(model.tours)
                _post_first_in_first_out(model, ways, nested)

    def families(
        self, model: DatedModel
    ) -> Iterator[tuple[CrewMember, Sequence[TourVariable], dict[Variable, Family]]]:
        """Each member who may fly, their tours, and by guard the days of rest and any training."""
        for member, active in sorted(self._demands.items()):
            ways = model.tours_of(member)
            if not ways:
                continue
            families: dict[Variable, tuple[int, bool]] = {}
            names: dict[Variable, list[str]] = {}
            for requirement, days in active:
                guard = model.active.guard(requirement)
                if guard is not None:
                    most, trains = families.get(guard, (0, False))
                    families[guard] = max(most, days), trains or requirement.rule == ONE_PLACE.id
                    names.setdefault(guard, []).append(requirement.id)
            made = {
                guard: Family(days, trains, tuple(names[guard]))
                for guard, (days, trains) in families.items()
            }
            yield model.lookup.members[member], ways, made


def _post_family(
    model: DatedModel,
    member: CrewMember,
    ways: Iterable[TourVariable],
    guard: Variable,
    days: int,
    trains: bool,
) -> None:
    def start(way: TourVariable) -> int:
        training = model.lookup.training_days(way.up) if trains else 0
        return way.up.launch.toordinal() - max(0, training - days)

    def end(way: TourVariable) -> int:
        return way.down.landing.toordinal() + days

    last = member.last_landing
    flown = min((way.up.launch for way in ways if model.past(way.up.launch)), default=None)

    def too_soon(way: TourVariable) -> bool:
        """Whether the landing from before the program bars a tour."""
        if last is None or (model.past(way.up.launch) and model.past(last)):
            return False
        gap = (way.up.launch - last).days
        # Its neighbor is the first tour, unless that has been flown already.
        first = flown is None or way.up.launch <= flown
        return (trains and gap < model.lookup.training_days(way.up)) or (first and gap < days)

    open_ways = [way for way in ways if way.literal != TRUE]
    for clique in cliques([(start(way), end(way), way.literal) for way in open_ways]):
        model.exclude(member.id, clique, given=guard)
    landed = [way for way in ways if way.literal == TRUE]
    for way in ways if last is not None else ():
        if too_soon(way):
            model.forbid(way.literal, given=guard)
    for way in open_ways if landed else ():
        launched = model.past(way.up.launch)
        barred = any(
            not launched and start(way) < end(done)
            if done.up.launch <= way.up.launch
            else start(done) < end(way)
            for done in landed
        )
        if barred:
            model.forbid(way.literal, given=guard)


FlightPair = tuple[str, str]
"""A flight up and a flight down."""


def _nested(ways: Iterable[TourVariable]) -> list[tuple[FlightPair, FlightPair]]:
    """Pairs of tours, of any members, of which the first contains the second.

    Events on one day are in the order of the ids, as when a plan is read.
    """
    legs = {
        (way.up.id, way.down.id): ((way.up.launch, way.up.id), (way.down.landing, way.down.id))
        for way in ways
    }
    tours = sorted(legs.items(), key=lambda tour: tour[1])
    return [
        (outer, inner)
        for (outer, (up, down)), (inner, (later_up, other_down)) in combinations(tours, 2)
        if up < later_up and other_down < down
    ]


def _post_first_in_first_out(
    model: DatedModel, ways: Iterable[TourVariable], nested: Iterable[tuple[FlightPair, FlightPair]]
) -> None:
    """If tours may overlap, the first up still takes the next down: no tour contains another."""
    literals: dict[FlightPair, dict[Variable, None]] = {}
    for way in ways:
        literals.setdefault((way.up.id, way.down.id), {})[way.literal] = None
    for outer, inner in nested:
        if outer in literals and inner in literals:
            # A member has one role on a leg, so of each pair of flights at most one tour is made.
            model.at_most_one([*literals[outer], *literals[inner]])
