"""Tiny programs, many of which have no plan."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from hypothesis import strategies as st

from seatplan import Program
from seatplan.testing import programs


@st.composite
def tight_programs(
    draw: st.DrawFn,
    *,
    rules: Sequence[str] | None = None,
    max_flights: int = 2,
    max_members: int = 3,
    max_rules: int = 2,
) -> Program:
    """Programs without goals in which every rule is hard or every seat must be taken."""
    program = draw(
        programs(
            rules=rules,
            goals=(),
            max_flights=max_flights,
            max_members=max_members,
            min_rules=1,
            max_rules=max_rules,
        )
    )
    if draw(st.booleans()):
        return evolve(program, rules=tuple(evolve(one, weight=None) for one in program.rules))
    return evolve(
        program,
        vehicles=tuple(
            evolve(one, seats=tuple(evolve(seat, optional=False) for seat in one.seats))
            for one in program.vehicles
        ),
    )
