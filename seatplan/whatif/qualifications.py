"""Checks that a program names a qualification."""

from __future__ import annotations

from seatplan.errors import Problem, ProgramError, nearest
from seatplan.program import Flight, Vehicle
from seatplan.whatif.editing import Draft, names_in


def must_be_a_qualification(draft: Draft, name: str) -> None:
    """Raise a ProgramError unless the program names the qualification anywhere.

    In rules and goals, any text counts, because only their classes know which fields hold
    qualifications.
    """
    known = {held for agency in draft.agencies for held in agency.qualifications}
    known |= {held.id for member in draft.crew for held in member.qualifications}
    owners: list[Vehicle | Flight] = [*draft.vehicles, *draft.flights]
    known |= {one for owner in owners for seat in owner.seats or () for one in seat.requires}
    texts = {text for rule in (*draft.rules, *draft.goals) for text in names_in(rule)}
    if name not in known | texts:
        hint = nearest(name, known)
        raise ProgramError([Problem(f"unknown qualification {name!r}", ("qualification",), hint)])
