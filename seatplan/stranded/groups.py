"""Groups of people who outnumber the seats that they could have, with sentences on them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date

from attrs import frozen

from seatplan.plan import Plan
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.stranded.homeward import DOWN, ORBIT, UP, Homeward, Traveler
from seatplan.stranded.matching import too_many
from seatplan.words import listed, many, opening

OTHERS = 3
"""At most this many ships are named that could help if they were return options."""


@frozen
class Stranded:
    """People who do not have enough seats home.

    Attributes:
        members: the ids of the people; empty if it is anyone who goes up on a flight.
        flights: the ids of the flights that cannot bring them home.
        message: a sentence on who they are, and why each of these flights cannot bring them.
    """

    members: tuple[str, ...]
    flights: tuple[str, ...]
    message: str


def stranded(
    lookup: ProgramIndex,
    plan: Plan | None = None,
    as_of: date | None = None,
    conflict: Sequence[Requirement] = (),
) -> tuple[Stranded, ...]:
    """The groups of people who cannot all come home.

    Args:
        lookup: the index of the program.
        plan: the plan whose past is kept.
        as_of: everything before this day is past.
        conflict: the requirements that must hold: who must go up, and who must not sit where.
    """
    demanded = frozenset(one.id for one in conflict)
    return _found(Homeward(lookup, plan, as_of, demanded))


def _found(home: Homeward) -> tuple[Stranded, ...]:
    """The groups that outnumber the seats that their members could have."""
    groups: list[list[int]] = []
    alone: dict[tuple[str, str], list[int]] = {}
    for group in too_many([one.homes for one in home.travelers]):
        first = home.travelers[group[0]]
        if first.homes:
            groups.append(group)
        else:  # they have no seat at all, and are reported together for each flight
            alone.setdefault((first.flight.id, first.blocked), []).extend(group)
    groups = [*alone.values(), *groups]
    return tuple(_report(home, [home.travelers[at] for at in group]) for group in groups)


def _report(home: Homeward, group: Sequence[Traveler]) -> Stranded:
    members = sorted({one.member.id for one in group if one.member is not None})
    ships = {ship.id: ship for one in group for ship in _ships(home, one)}
    reasons = dict.fromkeys(one.blocked for one in group if one.blocked)
    if not reasons:
        reasons = dict.fromkeys(_reason(home, ship, group) for ship in ships.values())
    who = listed(_people(home.lookup, group))
    cannot = "cannot all" if group[0].homes else "cannot"
    if _anyone(group[0]):
        who = opening(who)
    message = f"{who} {cannot} come home: {'; '.join(reasons)}."
    others = _others(home, group, ships)
    if others:
        message += f" Not among their return options: {listed(others)}."
    return Stranded(tuple(members), tuple(ships), message)


def _others(home: Homeward, group: Sequence[Traveler], ships: Container[str]) -> list[str]:
    """The next flights home from the stations of those in orbit that are no return option."""
    stations = {one.flight.station for one in group if one.state == ORBIT}
    coming = [
        ship
        for ship in home.lookup.flights.values()
        if ship.station in stations and ship.id not in ships and ship.descent == "crewed"
        if not home.past(ship.landing) and home.lookup.seats(ship)
    ]
    coming.sort(key=lambda ship: (ship.landing, ship.id))
    return [f"{ship.id} ({ship.landing})" for ship in coming[:OTHERS]]


def _ships(home: Homeward, one: Traveler) -> list[Flight]:
    return [one.flight] if one.state == DOWN else home.options(one.flight)


def _reason(home: Homeward, ship: Flight, group: Sequence[Traveler]) -> str:
    """Why a ship cannot bring the whole group home."""
    mine = [one for one in group if ship in _ships(home, one)]
    gone = [home.gone(one.flight, ship) for one in mine]
    if all(gone):
        alone = ship is mine[0].flight and not ship.return_options
        return gone[0] + (f", and {ship.id} has no return options" if alone else "")
    if not home.lookup.seats(ship):
        return f"{ship.id} ({ship.landing}) has no seats"
    count = len({place for one in group for place in one.homes if place[0] == ship.id})
    if not count:
        return f"{ship.id} ({ship.landing}) has no seat that they may take"
    return f"{ship.id} ({ship.landing}) has {many(count, 'seat')} for them"


def _anyone(one: Traveler) -> bool:
    """Whether no one who goes up on the flight could come home, whoever they are."""
    return one.member is None and not one.homes


def _people(lookup: ProgramIndex, group: Sequence[Traveler]) -> Iterator[str]:
    """`Ann and Bob (in orbit since 2030-01-01, F1)`, `2 people who go up on F2 (2030-02-01)`."""
    kinds = dict.fromkeys((one.flight.id, one.state, one.member is None) for one in group)
    for kind in kinds:
        mine = [one for one in group if (one.flight.id, one.state, one.member is None) == kind]
        flight, state = mine[0].flight, mine[0].state
        ids = dict.fromkeys(one.member.id for one in mine if one.member is not None)
        names = listed(map(lookup.name, ids))
        if mine[0].member is None:
            count = "1 person who goes" if len(mine) == 1 else f"{len(mine)} people who go"
            who = "whoever goes" if _anyone(mine[0]) else count
            yield f"{who} up on {flight.id} ({flight.launch})"
        elif state == ORBIT:
            yield f"{names} (in orbit since {flight.launch}, {flight.id})"
        elif state == UP:
            yield f"{names} (to go up on {flight.id}, {flight.launch})"
        else:
            yield f"{names} (to come down on {flight.id}, {flight.landing})"
