"""Relevance: which members on which flights can matter to some requirements.

Leaving a tour out of a plan can break only requirements that the tour helped to meet. So if only a
few requirements are in force, a model of the tours that could help one of them has the same answer
as a model of all tours, and is usually much smaller.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.kinds import Reach
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import LAW_BY_ID


def reach(lookup: ProgramIndex, requirements: Iterable[Requirement]) -> Reach | None:
    """By flight, the members who could help to meet one of these by going up; None for anyone."""
    rules = {rule.name: rule for rule in lookup.program.named_rules}
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
        for flight, members in here.items():
            among[flight] = among.get(flight, frozenset()) | members
    return among
