"""The flights that WHERE picks on each of their possible launch days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from seatplan.modelling import ALWAYS, LinearExpr, Model, Variable, may_be
from seatplan.program import Flight
from seatplan.selection import Where, Who

CERTAIN = LinearExpr(constant=1)

Picked = Callable[[Flight], bool]
"""A filter of flights, given with one of their launch days."""


def on_days(model: Model, flight: Flight) -> Iterator[tuple[Flight, Variable]]:
    """The flight with each of its possible launch days, and the literal of the day."""
    for there, (_, literal) in zip(
        model.on_launch_days(flight), model.days_of((flight.id, "up")), strict=True
    ):
        yield there, literal


def all_flights(_: Flight) -> bool:
    """A filter that accepts every flight."""
    return True


def launched_in(
    model: Model, where: Where, only: Picked = all_flights, *, empty_ascents: bool = False
) -> list[tuple[Flight, LinearExpr]]:
    """The flights that WHERE can pick, each with the case in which it does."""
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
    """The possible launch days of flights in WHERE, in order, with the case for each flight."""
    found: dict[date, list[LinearExpr]] = {}
    for flight, _ in launched_in(model, where):
        for there, literal in on_days(model, flight):
            if where.takes(model.lookup, there):
                case = CERTAIN if literal == ALWAYS else LinearExpr([literal])
                found.setdefault(there.launch, []).append(case)
    return dict(sorted(found.items()))


def keeps_flights(where: Where, model: Model) -> bool:
    """Whether WHERE picks the same flights for all dates."""
    if where.since is None and where.until is None:
        return True
    return all(not case.variables for _, case in launched_in(model, where, empty_ascents=True))


def keeps_order(model: Model, flights: Sequence[Flight]) -> bool:
    """Whether these flights launch in this order for all dates; ties are broken by id."""
    return all(
        model.later((one.id, "up"), (two.id, "up"), 0 if one.id < two.id else 1).constant
        for one, two in pairwise(flights)
    )


def keeps_members(who: Who, model: Model) -> bool:
    """Whether WHO picks the same members for a flight on all its launch days."""
    return all(
        len({who.picked_for(model.lookup, there) for there, _ in on_days(model, flight)}) < 2
        for flight in model.lookup.flights.values()
    )
