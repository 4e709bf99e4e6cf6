"""Finds who else could sit in a seat, what bars the others, and what a direct swap breaks."""

from __future__ import annotations

from typing import get_args

from seatplan.arguments import Arguments, Day
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.whatif.bench import Bench
from seatplan.whatif.candidate import Bar, Candidate, Candidates, Way

__all__ = ["Bar", "Bench", "Candidate", "Candidates", "Way", "candidates"]


def candidates(
    program: Program,
    plan: Plan,
    flight: str,
    role: str,
    *,
    as_of: Day | None = None,
    leg: Way = "up",
) -> Candidates:
    """Find who else could have a seat, what bars the others, and what a direct swap breaks.

    In a direct swap, the member takes over the whole tour of the holder of the seat, who then stays
    on the ground. If the seat is free, the member is added. For a seat down, a member who is in
    space trades ways down with the holder. Nothing else in the plan changes. No solver is needed.

    Args:
        program: the program.
        plan: the plan; it may break rules.
        flight, role: the ids of the flight and of a role on it.
        as_of: everything before this day is past; the leg must not be past.
        leg: the leg, "up" or "down".

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if the flight or the role is unknown, the leg is past or carries no one, or a
            line of the plan names something unknown.
    """
    with Arguments("candidates") as given:
        given.program(program)
        plan = given.plan(plan, program)
        given.text(flight, "flight")
        given.text(role, "role")
        given.choice(leg, "leg", get_args(Way))
        day = given.day(as_of)
    return Bench(program, plan, as_of=day).seat(flight, role, leg)
