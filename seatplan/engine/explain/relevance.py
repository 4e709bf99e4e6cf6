"""Relevance: which members on which flights can matter to some requirements.

Leaving a tour out of a plan can break only requirements that the tour helped to meet. So if only a
few requirements are in force, a model of the tours that could help one of them has the same answer
as a model of all tours, and is usually much smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seatplan.kinds import Reach, Rule
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import LAW_BY_ID

BARRING_RULES = frozenset(
    {
        *("apart", "backup", "blackout", "career", "frequency", "ground-time", "handover"),
        *("lifeboat", "relocations", "spacing", "stay"),
    }
)
"""Rules that no one helps to meet by flying, whatever the dates."""

BARRING_BY_KEYS = frozenset({"count", "exposure", "standby"})
"""Rules whose keys alone decide whether anyone can help."""

BARRING_WITHOUT_MIN = frozenset({"aboard", "quota"})
"""Rules that no one helps to meet if they have no `min`."""


def reach(lookup: ProgramIndex, requirements: Iterable[Requirement]) -> Reach | None:
    """By flight, the members who could help to meet one of these by going up; None for anyone."""
    rules = {rule.name: rule for rule in lookup.program.named_rules}
    anyone = dict.fromkeys(_moving(lookup), lookup.everyone)
    among: dict[str, frozenset[str]] = {}
    for requirement in requirements:
        rule = rules.get(requirement.rule)
        here: Reach | None = None
        if rule is not None:
            here = rule.reach(lookup, requirement)
        elif requirement.rule in LAW_BY_ID:
            here = LAW_BY_ID[requirement.rule].reach(lookup, requirement)
        if here is None:
            return None
        # On other days other people may help, and another flight may be the one that matters.
        for flight, members in (here if _only_bars(rule, here) else {**here, **anyone}).items():
            among[flight] = among.get(flight, frozenset()) | members
    return among


def _only_bars(rule: Rule | None, here: Reach) -> bool:
    """Whether no one can help to meet a requirement, on any dates.

    On its own dates a program may have no one who can, as if a rule picked no flight.
    """
    if rule is None or rule.kind in BARRING_BY_KEYS:
        return not here
    without_min = rule.kind in BARRING_WITHOUT_MIN and getattr(rule, "min", None) is None
    return without_min or rule.kind in BARRING_RULES


def _moving(lookup: ProgramIndex) -> Iterator[str]:
    """The flights that have a window, and those whose people may come down on such a flight."""
    flights = lookup.program.flights
    open_ = {flight.id for flight in flights if flight.has_window}
    for flight in flights:
        if flight.id in open_ or not open_.isdisjoint(flight.return_options):
            yield flight.id
