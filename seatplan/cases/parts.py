"""The parts for which a rule counts: the whole program, each year, or each flight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import frozen

from seatplan.cases.flights import Picked, launched_in, on_days
from seatplan.cases.literals import any_of_cases, to_come
from seatplan.modelling import ALWAYS, Model, Variable
from seatplan.program import Flight
from seatplan.selection import Where


@frozen
class Part:
    """A part for which a rule counts: the whole program, a year, or one flight.

    Attributes:
        key: `program`, the year, or the id of the flight.
        flights: the flights that can be in it, each with the first such launch day.
        only: a filter for the flights in it, by launch day.
        asked: a literal that is true if the rule requires anything of the part.
    """

    key: str
    flights: tuple[Flight, ...]
    only: Picked
    asked: Variable


def parts_of(model: Model, wheres: Sequence[Where], per: str, *, hard: bool) -> Iterator[Part]:
    """The parts that exist for some choice of dates.

    Args:
        model: the model.
        wheres: the flights that count: those in any of these.
        per: `program`, `year` or `flight`.
        hard: whether parts whose launches are all past are waived.
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
