"""Checks that a flight has a role."""

from __future__ import annotations

from seatplan.errors import Problem, ProgramError, nearest
from seatplan.whatif.editing import Draft


def must_be_a_role(draft: Draft, flight_id: str, role: str) -> None:
    """Raise a ProgramError unless the flight has a seat of this role."""
    known = {seat.role for seat in draft.seats(draft.flight(flight_id))}
    if role not in known:
        message = f"unknown role {role!r} on {flight_id!r}"
        raise ProgramError([Problem(message, ("role",), nearest(role, known))])
