"""Promotions: what backups could mend if a member drops out."""

from __future__ import annotations

from datetime import date

from seatplan.plan import Assignment, Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.timeline import PlanIndex
from seatplan.whatif.edits import Promote, Withdraw
from seatplan.whatif.scenario import Scenario


def promotion(
    program: Program, plan: Plan, member: str, as_of: date | None = None
) -> Scenario | None:
    """The withdrawal of a member whose backups take over all seats up that are yet to come.

    Of several backups in a role the first by id that is not promoted already.

    Args:
        program, plan: as they are before.
        member: the id of the one who drops out.
        as_of: the day on which that is.

    Returns:
        None if the member has no such seat, or one without a backup.
    """
    reading = PlanIndex(program, plan, as_of=as_of)
    promoted: list[Promote] = []
    taken: set[Assignment] = set()
    for flight in reading.lookup.flights.values():
        for line in () if reading.past(flight.launch) else reading.on(flight, "up"):
            if line.member != member:
                continue
            backup = next(
                (
                    one
                    for one in reading.on(flight, "backup")
                    if one.role == line.role and one.member != member and one not in taken
                ),
                None,
            )
            if backup is None:
                return None
            taken.add(backup)
            promoted.append(Promote(flight.id, backup.member, member, line.role))
    if not promoted:
        return None
    names = ProgramIndex(program).names
    name = f"{names[member]} withdrawn, backups promoted"
    return Scenario(name, (Withdraw(member, since=as_of), *promoted))
