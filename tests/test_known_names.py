"""Names in plans that the program does not have: which plans are rejected, and how."""

from __future__ import annotations

import pytest

from seatplan import PlanError, check
from seatplan.errors import Problem
from seatplan.known_names import must_be_known
from seatplan.plan import Assignment, Plan
from seatplan.program_index import ProgramIndex
from tests.build import day, flight, plan, program, seat, up

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31)]
SEATS = [seat("pilot"), seat("guest", optional=True)]
CREW = ["ann", "bob"]
STRANGE = Plan(
    [
        Assignment("F9", "up", "pilot", "ann"),
        Assignment("F1", "up", "pilto", "anna"),
        Assignment("F1", "upp", "pilot", "bob"),  # type: ignore[arg-type]
    ]
)
PROBLEMS = [
    Problem("unknown role 'pilto' on 'F1' in the line F1,up,pilto,anna", (), "'pilot'?"),
    Problem("unknown member 'anna' in the line F1,up,pilto,anna", (), "'ann'?"),
    Problem("unknown leg 'upp' in the line F1,upp,pilot,bob", (), "'up'?"),
    Problem("unknown flight 'F9' in the line F9,up,pilot,ann", (), "one of 'F1', 'F2'."),
]


def test_a_plan_for_another_program() -> None:
    """All unknown names are reported at once, with their lines."""
    with pytest.raises(PlanError) as caught:
        check(program(FLIGHTS, CREW, seats=SEATS), STRANGE)
    assert list(caught.value.problems) == PROBLEMS


def test_only_the_past_must_be_known() -> None:
    """With `as_of`, only legs before it must be known."""
    lookup = ProgramIndex(program(FLIGHTS, CREW, seats=SEATS))
    must_be_known(lookup, STRANGE, before=day(1))
    with pytest.raises(PlanError) as caught:
        must_be_known(lookup, STRANGE, before=day(2))
    assert list(caught.value.problems) == PROBLEMS[:2]
    home = Plan([Assignment("F1", "down", "pilot", "cem")])
    must_be_known(lookup, home, before=day(11))
    with pytest.raises(PlanError, match="unknown member 'cem'"):
        must_be_known(lookup, home, before=day(12))


def test_what_is_known_passes() -> None:
    """A plan with known names is checked even if it breaks every law."""
    lookup = ProgramIndex(program(FLIGHTS, CREW, seats=SEATS))
    must_be_known(lookup, plan(up("ann", "F1"), up("ann", "F1", "guest")))
