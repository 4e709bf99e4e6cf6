"""Counts seats and days of tours in a model with open dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from seatplan.cases.flights import Picked, all_flights, launched_in, on_days
from seatplan.modelling import Event, LinearExpr, Model, TourVariable, Variable
from seatplan.program import Flight
from seatplan.selection import Unit, Where, Who, sum_of_seats, tours_of_picked


def sum_in(
    who: Who, where: Where, model: Model, unit: Unit = "seats", only: Picked = all_flights
) -> LinearExpr:
    """N(WHO, WHERE) as an expression of a model whose dates can be open.

    Args:
        who, where: the members and flights that count.
        model: the model.
        unit: whether to count seats or days.
        only: restricts the flights in WHERE.
    """
    if not model.open_dates:
        flights = [one for one in where.flights_in(model.lookup) if only(one)]
        return sum_of_seats(who, model, flights, unit)
    return LinearExpr.total(
        counted
        for flight, _ in launched_in(model, where, only)
        for counted, _ in counts_by_day(
            who, model, flight, unit, lambda there: where.takes(model.lookup, there) and only(there)
        )
    )


def counts_by_day(
    who: Who,
    model: Model,
    flight: Flight,
    unit: Unit,
    only: Picked,
    *,
    day_by_day: bool = False,
) -> list[tuple[LinearExpr, date]]:
    """The count on one flight as terms, each with the first launch day on which it counts.

    Args:
        who: the members that count.
        model: the model.
        flight: the flight.
        unit: whether to count seats or days.
        only: the launch days on which the flight counts.
        day_by_day: whether to make separate terms for each launch day.
    """
    groups: dict[tuple[frozenset[str], date | None], list[date]] = {}
    for there, _ in on_days(model, flight):
        if only(there):
            key = who.picked_for(model.lookup, there), there.launch if day_by_day else None
            groups.setdefault(key, []).append(there.launch)
    found = []
    for (ids, _), days in groups.items():
        case = model.on_days((flight.id, "up"), set(days).__contains__)
        for counted, down in _by_landing(who, model, flight, unit, ids):
            share = where_it_holds(model, counted, case)
            if down is not None:
                known = days[0] if len(days) == 1 else None
                share = days_of(model, share, flight, down, known)
            found.append((share, min(days)))
    return found


def _by_landing(
    who: Who, model: Model, flight: Flight, unit: Unit, ids: frozenset[str]
) -> Iterator[tuple[LinearExpr, Flight | None]]:
    """The seats of these members; if days are counted, for each flight down."""
    if unit == "seats":
        yield (
            LinearExpr(
                seat.literal
                for seat in model.seat_variables(flight, "up")
                if seat.member.id in ids and who.in_role(seat.role)
            ),
            None,
        )
        return
    tours: dict[str, tuple[Flight, list[Variable]]] = {}
    for tour in tours_of_picked(who, model, flight, ids):
        tours.setdefault(tour.down.id, (tour.down, []))[1].append(tour.literal)
    for down, literals in tours.values():
        yield LinearExpr(literals), down


def where_it_holds(model: Model, counted: LinearExpr, case: LinearExpr) -> LinearExpr:
    """An expression that equals `counted` if a case holds, else 0."""
    if not case.variables:
        return counted if case.constant else LinearExpr()
    return model.split(counted, [case, 1 - case])[0]


def days_of(
    model: Model, tours: LinearExpr, up: Flight, down: Flight, launch: date | None = None
) -> LinearExpr:
    """The total number of days of tours with the same flights up and down.

    Args:
        model: the model.
        tours: the number of tours.
        up, down: the flights.
        launch: their launch day, if it is known.
    """
    start = up.launch if launch is None else launch
    total = tours * (down.landing - start).days
    events: list[tuple[Event, date, int]] = [((down.id, "down"), down.landing, 1)]
    if launch is None:
        events.append(((up.id, "up"), up.launch, -1))
    for event, own, sign in events:
        days = model.days_of(event)
        if len(days) < 2:
            continue
        cases = [LinearExpr([literal]) for _, literal in days]
        for (day, _), share in zip(days, model.split(tours, cases), strict=True):
            total = total + share * (sign * (day - own).days)
    return total


def day_of(model: Model, event: Event) -> LinearExpr:
    """The day of a launch or landing, as an ordinal."""
    days = model.days_of(event)
    first = min((day.toordinal() for day, _ in days), default=0)
    later = [(literal, day.toordinal() - first) for day, literal in days if len(days) > 1]
    return LinearExpr([one for one, _ in later], [more for _, more in later], first)


def at_most_days(model: Model, tour: TourVariable) -> LinearExpr:
    """An upper bound on the days of a tour that is tight, and 0 without the tour, if minimized."""
    return at_most(model, tour, date.toordinal)


def at_most(model: Model, tour: TourVariable, counted: Callable[[date], int]) -> LinearExpr:
    """The increase of a count from the launch to the landing of a tour, if it is made.

    In a model with open dates it can be more than that, but never less.

    Args:
        model: the model.
        tour: the tour variable.
        counted: the count up to a day.
    """
    up, down = model.days_of((tour.up.id, "up")), model.days_of((tour.down.id, "down"))
    own = counted(tour.down.landing) - counted(tour.up.launch)
    if len(up) < 2 and len(down) < 2:
        return LinearExpr([tour.literal], own)
    ends = [(literal, counted(day) - counted(tour.down.landing)) for day, literal in down]
    starts = [(literal, counted(tour.up.launch) - counted(day)) for day, literal in up]
    terms = [*(ends if len(down) > 1 else []), *(starts if len(up) > 1 else [])]
    more = LinearExpr([one for one, _ in terms], [units for _, units in terms])
    least = sum(
        min((units for _, units in days), default=0)
        for days, several in ((ends, len(down) > 1), (starts, len(up) > 1))
        if several
    )
    # The value is above + (least + own) if the tour is made; then above >= more - least.
    most = sum(
        max((units for _, units in days), default=0)
        for days, several in ((ends, len(down) > 1), (starts, len(up) > 1))
        if several
    )
    above = model.number(0, most - least)
    room = most - least
    model.add(LinearExpr([above]) >= more - least - room + LinearExpr([tour.literal], room))
    return LinearExpr([above]) + LinearExpr([tour.literal], own + least)
