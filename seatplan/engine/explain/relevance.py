"""Relevance: which members on which flights can matter to some requirements.

Leaving a tour out of a plan can break only requirements that the tour helped to meet. So if only a
few requirements are in force, a model of the tours that could help one of them has the same answer
as a model of all tours, and is usually much smaller.

Measured in docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.kinds import Reach, Rule
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import LAW_BY_ID

FEW_ALIKE = 3
"""How many of those who are alike."""


def reach(lookup: ProgramIndex, requirements: Iterable[Requirement]) -> Reach | None:
    """By flight, the members who could help to meet one of these by going up; None for anyone."""
    rules = {rule.name: rule for rule in lookup.program.named_rules}
    moving = dict.fromkeys(_moving(lookup), lookup.everyone)
    among: dict[str, frozenset[str]] = {}
    for requirement in requirements:
        whose = rules.get(requirement.rule) or LAW_BY_ID.get(requirement.rule)
        here = None if whose is None else whose.reach(lookup, requirement)
        if here is None:
            return None
        # On other days other people may help, and another flight may be the one that matters.
        bars = whose.only_bars if isinstance(whose, Rule) else not here
        for flight, members in (here if bars else {**here, **moving}).items():
            among[flight] = among.get(flight, frozenset()) | members
    return among


def few(lookup: ProgramIndex, among: Reach | None) -> Reach:
    """By flight, the first few of each agency who may take the same of its seats.

    Where these have a plan, there is one; where they have none, others may.
    """
    found: dict[str, frozenset[str]] = {}
    for flight in lookup.flights.values():
        seats = [lookup.may_sit(seat, flight.launch) for seat in lookup.seats(flight).values()]
        alike: dict[tuple[object, ...], list[str]] = {}
        for member in sorted(lookup.everyone if among is None else among.get(flight.id, ())):
            kind = (lookup.members[member].agency, *(member in seat for seat in seats))
            alike.setdefault(kind, []).append(member)
        found[flight.id] = frozenset(one for group in alike.values() for one in group[:FEW_ALIKE])
    return found


def _moving(lookup: ProgramIndex) -> set[str]:
    """The flights that have a window, and those whose people may come down on such a flight."""
    flights = lookup.program.flights
    open_ = {flight.id for flight in flights if flight.has_window}
    return {one.id for one in flights if not open_.isdisjoint((one.id, *one.return_options))}
