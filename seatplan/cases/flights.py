"""Which flights are in WHERE on which of their launch days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from seatplan.modelling import ALWAYS, LinearExpr, Model, Variable, may_be
from seatplan.program import Flight
from seatplan.selection import Where, Who

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
