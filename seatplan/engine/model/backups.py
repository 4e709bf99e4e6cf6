"""Backups in a model: their days of duty before a launch must not overlap tours of their own."""

from __future__ import annotations

from seatplan.engine.model.model import SeatModel
from seatplan.intervals import Interval, cliques
from seatplan.modelling import ALWAYS, Event, LinearExpr, SeatVariable, TourVariable, Variable
from seatplan.program import CrewMember
from seatplan.structure import ONE_PLACE
from seatplan.structure.backups import busy_from


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
                _after_landing_before(model, member, place, guard)
                _apart_from_tours(model, member, place, guard)


def _after_landing_before(
    model: SeatModel, member: CrewMember, place: SeatVariable, guard: Variable
) -> None:
    """Requires that the days begin after a landing from before the program."""
    last, flight = member.last_landing, place.flight
    if last is None or (model.past(flight.launch) and model.past(last)):
        return
    first = last.toordinal() + model.lookup.backup_days(flight)
    after = model.dates[flight.id, "up"].since(first)
    if not after.constant:
        model.add_linear(LinearExpr([place.literal]) - after, None, 0, given=guard)


def _apart_from_tours(
    model: SeatModel, member: CrewMember, place: SeatVariable, guard: Variable
) -> None:
    """Requires that the days overlap no tour.

    Tours on fixed dates that share one of the days exclude each other: with the backup they are
    one clique.
    """
    flight = place.flight
    start, end = busy_from(model.lookup, flight), flight.launch
    days = model.lookup.backup_days(flight)
    met: list[Interval] = []
    for tour in model.tours_of(member.id):
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
            met.append(_shared(tour, start.toordinal(), end.toordinal()))
    for clique in cliques(met, least=1):
        model.at_most_one([place.literal, *clique], given=guard)


def _shared(tour: TourVariable, start: int, end: int) -> Interval:
    """The days of a tour that lie in `[start, end)`."""
    first, last = tour.up.launch.toordinal(), tour.down.landing.toordinal()
    return max(start, first), min(end, last), tour.literal
