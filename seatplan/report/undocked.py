"""Ships for which a plan names no port at all: one sentence instead of one for each stretch."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from seatplan.checking import Violation
from seatplan.plan import Plan
from seatplan.program_index import ProgramIndex
from seatplan.validation import law_ids
from seatplan.words import many

FEW = 3
"""Up to this number, violations are listed one by one."""


@frozen
class Undocked:
    """What a plan breaks by leaving out where ships are docked.

    Attributes:
        violations: of the law `port`, each about a ship without any port in the plan.
        sentence: all of them in one.
        hint: what fills the ports in.
    """

    violations: tuple[Violation, ...]
    sentence: str
    hint: str


def undocked(lookup: ProgramIndex, plan: Plan, found: Sequence[Violation]) -> Undocked | None:
    """What is broken because the plan is older than the ports; None where that is little.

    Args:
        lookup: the program.
        plan: what was checked.
        found: violations, of any rule.
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
    where = f"where {ships[0]} is docked"
    if ships[1:]:
        where = f"where {many(len(ships), 'ship')} are docked, from {ships[0]} to {ships[-1]}"
    sentence = f"The plan does not say {where} ({len(mine)} violations)."
    edit = f'--edit "slip flight={ships[0]} days=0"'
    hint = (
        f"Maybe a what-if in which nothing happens, such as {edit}, "
        "chooses ports, and changes seats only where a rule or goal gains."
    )
    return Undocked(mine, sentence, hint)
