"""Ships for which a plan gives no port: one sentence instead of one per violation."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from seatplan.checking import Violation
from seatplan.plan import Plan
from seatplan.program_index import ProgramIndex
from seatplan.validation import law_ids
from seatplan.words import many

FEW = 3
"""Up to this number, the violations are listed one by one."""


@frozen
class Undocked:
    """The violations of a plan that leaves out where its ships are docked.

    Attributes:
        violations: the violations of the law `port` by ships that have no port in the plan.
        sentence: one sentence for all of them.
        hint: a command that fills in the ports.
    """

    violations: tuple[Violation, ...]
    sentence: str
    hint: str


def undocked(lookup: ProgramIndex, plan: Plan, found: Sequence[Violation]) -> Undocked | None:
    """Collect the violations of ships without a port; None if there are only a few of them.

    There are many if the plan was made before the program had ports.

    Args:
        lookup: the program.
        plan: the plan that was checked.
        found: the violations of all rules.
    """
    docked = {entry.flight for entry in plan.docking}
    mine = tuple(
        one
        for one in found
        if one.rule == law_ids.PORT
        and one.hard
        and one.subject.flight is not None
        and one.subject.flight not in docked
    )
    if len(mine) <= FEW:
        return None
    broken = {one.subject.flight for one in mine}
    ships = [flight for flight in lookup.flights if flight in broken]
    which = ships[0]
    if ships[1:]:
        which = f"{many(len(ships), 'ship')}, from {ships[0]} to {ships[-1]}"
    sentence = f"The plan gives no port for {which} ({len(mine)} violations)."
    edit = f'--edit "slip flight={ships[0]} days=0"'
    hint = (
        f"Maybe run a what-if in which nothing happens, such as {edit}: it chooses ports, and "
        "changes seats only where a rule or goal gains."
    )
    return Undocked(mine, sentence, hint)
