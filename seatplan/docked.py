"""Finds impossible ports and spacecraft in a plan: unknown ids, days that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seatplan.dates import dates_of, days_of
from seatplan.errors import Place, Problem, nearest_of_all
from seatplan.plan import ChosenSpacecraft, Docking, Plan
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex


def ship_problems(
    lookup: ProgramIndex, plan: Plan, before: date | None = None
) -> Iterator[Problem]:
    """Problems with the entries of `docking` and `spacecraft`, except those of unknown flights.

    Args:
        lookup: the index of the program.
        plan: the plan; its dates determine when flights are docked.
        before: if given, only unknown ports before this day are reported.
    """
    days = dates_of(plan)
    first: dict[tuple[str, date], int] = {}
    for index, entry in enumerate(plan.docking):
        flight = lookup.flights.get(entry.flight)
        if flight is None:
            continue
        launch, landing = days_of(flight, days)
        place: Place = ("docking", index)
        if entry.port not in lookup.ports:
            if before is None or (entry.since or launch) < before:
                hint = nearest_of_all(entry.port, lookup.ports)
                yield Problem(f"unknown port {entry.port!r}", (*place, "port"), hint)
        elif before is None:
            yield from _misplaced(lookup, flight, entry, launch, landing, place)
            day = launch if entry.since is None else entry.since
            known = first.setdefault((flight.id, day), index)
            if known != index:
                message = f"{flight.id!r} arrives at two ports on {day}, also in docking.{known}"
                yield Problem(message, place, "keep one entry for each day.")
    for index, chosen in enumerate(() if before is not None else plan.spacecraft):
        flight = lookup.flights.get(chosen.flight)
        if flight is not None:
            yield from _not_its_own(lookup, flight, chosen.spacecraft, ("spacecraft", index))


def _misplaced(
    lookup: ProgramIndex, flight: Flight, entry: Docking, launch: date, landing: date, place: Place
) -> Iterator[Problem]:
    """The problem with an entry for a flight that needs no port, or is not docked on that day."""
    if not lookup.ports_of(flight):
        message = (
            f"{flight.id!r} needs no port: no port of {flight.station!r} takes {flight.vehicle!r}"
        )
        yield Problem(message, place, "leave the entry out.")
    elif entry.since is not None and not launch <= entry.since < landing:
        message = f"{flight.id!r} is docked on the days [{launch}, {landing}), not on {entry.since}"
        yield Problem(message, (*place, "since"), "leave the key out if it docks at its launch.")


def _not_its_own(
    lookup: ProgramIndex, flight: Flight, craft: str, place: Place
) -> Iterator[Problem]:
    """The problem with a spacecraft that cannot make the flight."""
    known = [one.id for one in lookup.spacecraft_of(flight)]
    if craft in known or craft == flight.spacecraft:
        return
    if flight.spacecraft is not None:
        message = f"{flight.id!r} has {flight.spacecraft!r} in the program, and {craft!r} here"
        yield Problem(message, (*place, "spacecraft"), f"{flight.spacecraft!r}.")
    elif not known:
        message = f"the program lists no spacecraft of {flight.vehicle!r} for {flight.id!r}"
        yield Problem(message, place, "leave the entry out.")
    else:
        message = f"unknown spacecraft {craft!r} of {flight.vehicle!r}"
        yield Problem(message, (*place, "spacecraft"), nearest_of_all(craft, known))


def known_ships(
    lookup: ProgramIndex, plan: Plan
) -> tuple[tuple[Docking, ...], tuple[ChosenSpacecraft, ...]]:
    """The ports and spacecraft of a plan, without entries that are impossible in the program.

    If a docking entry is impossible, all later entries of that flight are left out too.

    Args:
        lookup: the index of the program, which can have changed since the plan was made.
        plan: the plan; its dates determine when flights are docked.
    """
    wrong = {problem.place[:2] for problem in ship_problems(lookup, plan)}
    docking: list[Docking] = []
    gone: set[str] = set()
    for index, entry in enumerate(plan.docking):
        if ("docking", index) in wrong or entry.flight not in lookup.flights:
            gone.add(entry.flight)
        elif entry.flight not in gone:
            docking.append(entry)
    chosen = [
        one
        for index, one in enumerate(plan.spacecraft)
        if ("spacecraft", index) not in wrong and one.flight in lookup.flights
    ]
    return tuple(docking), tuple(chosen)
