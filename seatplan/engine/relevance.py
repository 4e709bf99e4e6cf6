"""Relevance: whose going up on which flight can matter to some requirements.

Each tour that is left out of a plan breaks only what it helped to keep. So where a few requirements
are evaluated and everything else is given up, a model of the tours that could help one of these
has the same answer as one of all tours, and is usually a small part of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.kinds import Reach
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import LAW_BY_ID


def reach(lookup: ProgramIndex, requirements: Iterable[Requirement]) -> Reach | None:
    """By flight, those whose going up on it could help to keep one of these; None for anyone."""
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
