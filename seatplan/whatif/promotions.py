"""Promotions: backups take the seats of a member who drops out."""

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
    """The scenario in which a member drops out and backups take all the member's coming seats up.

    If a role has several backups, the first by id that is not promoted already takes the seat.

    Args:
        program, plan: the program and the plan before the event.
        member: the id of the member who drops out.
        as_of: the day of the event.

    Returns:
        The scenario; None if the member has no such seat, or one without a backup.
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
