"""Flights on their possible launch days: who and what is picked on which, as sums of a model.

Rules and goals that keep up with open dates share this. A *case* is a condition on dates: a sum of
literals of days that is 1 where it holds and 0 where it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from attrs import frozen

from seatplan.modelling import ALWAYS, Event, LinearExpr, Model, TourVariable, Variable, may_be
from seatplan.program import Flight
from seatplan.selection import Unit, Where, Who, sum_of_seats, tours_of_picked

CERTAIN = LinearExpr(constant=1)

Picked = Callable[[Flight], bool]
"""Whether a flight is meant, as it is on one of its launch days."""


def on_days(model: Model, flight: Flight) -> Iterator[tuple[Flight, Variable]]:
    """The flight as it is on each of its possible launch days, with the literal of the day."""
    for there, (_, literal) in zip(
        model.on_launch_days(flight), model.days_of((flight.id, "up")), strict=True
    ):
        yield there, literal


def all_flights(_: Flight) -> bool:
    """Every flight is meant."""
    return True


def launched_in(
    model: Model, where: Where, only: Picked = all_flights, *, empty_ascents: bool = False
) -> list[tuple[Flight, LinearExpr]]:
    """The flights that may be in WHERE, each with the case that it is."""
    found = []
    for flight in model.lookup.flights.values():
        if empty_ascents or flight.ascent == "crewed":
            days = {
                there.launch
                for there, _ in on_days(model, flight)
                if where.takes(model.lookup, there) and only(there)
            }
            case = model.on_days((flight.id, "up"), days.__contains__)
            if may_be(case):
                found.append((flight, case))
    return found


def days_in(model: Model, where: Where) -> dict[date, list[LinearExpr]]:
    """The days on which flights in WHERE may launch, in order, with the cases that one does."""
    found: dict[date, list[LinearExpr]] = {}
    for flight, _ in launched_in(model, where):
        for there, literal in on_days(model, flight):
            if where.takes(model.lookup, there):
                case = CERTAIN if literal == ALWAYS else LinearExpr([literal])
                found.setdefault(there.launch, []).append(case)
    return dict(sorted(found.items()))


def keeps_flights(where: Where, model: Model) -> bool:
    """Whether WHERE picks the same flights on all dates."""
    if where.since is None and where.until is None:
        return True
    return all(not case.variables for _, case in launched_in(model, where, empty_ascents=True))


def keeps_order(model: Model, flights: Sequence[Flight]) -> bool:
    """Whether these flights, by launch, launch in this order on all dates, on one day by id."""
    return all(
        model.later((one.id, "up"), (two.id, "up"), 0 if one.id < two.id else 1).constant
        for one, two in pairwise(flights)
    )


def keeps_members(who: Who, model: Model) -> bool:
    """Whether WHO picks the same members for each flight, on whatever day it launches."""
    return all(
        len({who.picked_for(model.lookup, there) for there, _ in on_days(model, flight)}) < 2
        for flight in model.lookup.flights.values()
    )


def sum_in(
    who: Who, where: Where, model: Model, unit: Unit = "seats", only: Picked = all_flights
) -> LinearExpr:
    """N(WHO, WHERE) on a model whose dates may be open, in seats or in days.

    Args:
        who, where: whose seats, on which flights.
        model: whose sum it is.
        unit: what a seat counts.
        only: of the flights in WHERE only these count.
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
    """What the seats on one flight count, with the first of the days on which they do.

    Args:
        who: whose seats.
        model: whose sums they are.
        flight: on which.
        unit: what a seat counts.
        only: the days on which they count.
        day_by_day: whether each launch day is counted by itself.
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
    """The seats of these members; in days those of each flight down for themselves."""
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
    """A sum in a case, and 0 where the case does not hold."""
    if not case.variables:
        return counted if case.constant else LinearExpr()
    return model.split(counted, [case, 1 - case])[0]


def days_of(
    model: Model, tours: LinearExpr, up: Flight, down: Flight, launch: date | None = None
) -> LinearExpr:
    """How many days this many tours last that go up and come down on these flights.

    Args:
        model: whose sums they are.
        tours: how many.
        up, down: the flights.
        launch: the day on which all of them launch, if it is known.
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
    """The day of a launch or a landing, as an ordinal."""
    days = model.days_of(event)
    first = min((day.toordinal() for day, _ in days), default=0)
    later = [(literal, day.toordinal() - first) for day, literal in days if len(days) > 1]
    return LinearExpr([one for one, _ in later], [more for _, more in later], first)


def at_most_days(model: Model, tour: TourVariable) -> LinearExpr:
    """How many days a tour lasts where it is made; never fewer, and 0 as soon as less is better."""
    return at_most(model, tour, date.toordinal)


def at_most(model: Model, tour: TourVariable, counted: Callable[[date], int]) -> LinearExpr:
    """By how much a count goes up from the launch to the landing of a tour, where it is made.

    Where the dates are open it may be more than that, and never less.

    Args:
        model: whose variables they are.
        tour: whose days count.
        counted: what has been counted up to a day.
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
    # above + (least + own) where it is made; above >= more - least then.
    most = sum(
        max((units for _, units in days), default=0)
        for days, several in ((ends, len(down) > 1), (starts, len(up) > 1))
        if several
    )
    above = model.number(0, most - least)
    room = most - least
    model.add(LinearExpr([above]) >= more - least - room + LinearExpr([tour.literal], room))
    return LinearExpr([above]) + LinearExpr([tour.literal], own + least)


def any_of_cases(model: Model, cases: Iterable[LinearExpr]) -> Variable | None:
    """A literal that is true where one of these holds; None if none ever does."""
    literals: list[Variable] = []
    for case in cases:
        if case.constant:
            return ALWAYS
        literals += case.variables
    return model.any_of(literals) if literals else None


@frozen
class Part:
    """What a rule requires of the whole program, of a year or of one flight.

    Attributes:
        key: `program`, the year, or the id of the flight.
        flights: those that may be in it, each on the first of the days on which it is.
        only: which flights are in it, on which days.
        asked: a literal that is true where the rule requires anything.
    """

    key: str
    flights: tuple[Flight, ...]
    only: Picked
    asked: Variable


def parts_of(model: Model, wheres: Sequence[Where], per: str, *, hard: bool) -> Iterator[Part]:
    """The parts that there are on any dates.

    Args:
        model: whose literals they are.
        wheres: the flights that are in WHERE of one of these.
        per: `program`, `year` or `flight`.
        hard: whether a part whose launches are all past is waived.
    """

    def only(key: str, flight: Flight) -> bool:
        if per != "program" and key != (str(flight.launch.year) if per == "year" else flight.id):
            return False
        return any(one.takes(model.lookup, flight) for one in wheres)

    keys: dict[str, dict[str, Flight]] = {"program": {}} if per == "program" else {}
    for flight in model.lookup.flights.values():
        for there, _ in on_days(model, flight) if flight.ascent == "crewed" else ():
            if any(one.takes(model.lookup, there) for one in wheres):
                key = {"program": "program", "year": str(there.launch.year)}.get(per, flight.id)
                keys.setdefault(key, {}).setdefault(flight.id, there)
    for key in sorted(keys) if per == "year" else keys:
        here = partial(only, key)
        flights = launched_in(model, Where(), here)
        asked: Variable | None = ALWAYS
        if hard and model.as_of is not None:
            asked = to_come(model, flights)
        elif per != "program":
            asked = any_of_cases(model, (case for _, case in flights))
        if asked is not None:
            yield Part(key, tuple(keys[key].values()), here, asked)


def all_of(model: Model, literals: Sequence[Variable]) -> Variable:
    """A literal that is true where all of these are; it may be true without."""
    some = [one for one in dict.fromkeys(literals) if one != ALWAYS]
    if len(some) < 2:
        return some[0] if some else ALWAYS
    every = model.literal()
    model.add(LinearExpr(some) - len(some) + 1 <= LinearExpr([every]))
    return every


def any_above_zero(model: Model, count: LinearExpr) -> Variable:
    """A literal that is true where a count is above 0; it may be true without."""
    some = model.literal()
    most = model.range(count)[1]
    model.add(count <= LinearExpr([some], most))
    return some


def to_come(model: Model, flights: Iterable[tuple[Flight, LinearExpr]]) -> Variable | None:
    """A literal that is true where one of these is launched yet; None where all are past."""
    return any_of_cases(model, (case for one, case in flights if not model.past(one.launch)))
