"""A program with other goals."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from attrs import evolve

from seatplan.program.program import Program

if TYPE_CHECKING:
    from seatplan.kinds import Goal


def with_goals(program: Program, goals: tuple[Goal, ...]) -> Program:
    """The program with other goals, without validating it again.

    The goals must be valid for the program. Validation would take longer than many a what-if.
    """
    if type(program) is not Program:
        return evolve(program, goals=goals)  # a subclass can have state that depends on goals
    made = copy(program)
    object.__setattr__(made, "goals", goals)
    return made
