"""For programs too large for enumeration, proofs agree with those of HiGHS.

Seven flights and twenty people; fifteen and sixty, and a thousand programs, with

    HYPOTHESIS_PROFILE=nightly pytest tests/properties/test_medium.py
"""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from seatplan import Plan, Program, Status, check, solve
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import days

from .effort import NIGHTLY
from .exact import best_by_rows
from .medium import medium_programs
from .ways import WAYS, Way

SIZE = (15, 60) if NIGHTLY else (7, 20)
"""Flights and people."""

SECONDS = 20.0
"""The limit for one solve; if it is not proved by then, nothing is compared."""


def hundreds(normal: int) -> settings:
    """This many examples in the normal run, a thousand in the nightly run."""
    return settings(
        max_examples=1000 if NIGHTLY else normal,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def assert_no_disagreement(
    program: Program, way: Way, plan: Plan | None = None, as_of: date | None = None
) -> None:
    """Assert that both proofs agree, and that neither excludes a plan of the other."""
    best = best_by_rows(program, plan, as_of)
    with way.taken():
        result = solve(program, plan, as_of=as_of, time_limit=SECONDS)
    note(f"{way.name}: {result.status}, {result.goals}; HiGHS: {best}")
    if result.plan is not None:
        assert check(program, result.plan, as_of=as_of, reference=plan).ok
    if best is None:
        return
    if best.status is Status.INFEASIBLE or result.status is Status.INFEASIBLE:
        assert result.status in (best.status, Status.UNKNOWN)
    for goal, reached, value in zip(program.named_goals, result.goals, best.values, strict=False):
        sign = 1 if goal.sense == "max" else -1
        assert sign * reached.bound >= sign * value, "a bound that can be beaten"
        if not reached.optimal:
            assert sign * reached.value <= sign * value, "better than the best"
            return
        assert reached.value == value


@given(medium_programs(*SIZE), st.sampled_from(WAYS))
@hundreds(2)
def test_what_is_proved(program: Program, way: Way) -> None:
    """Four to eight rules of any kind, hard and soft, two to four goals, on any way."""
    assert_no_disagreement(program, way)


@given(medium_programs(*SIZE), days(5, 25), st.sampled_from(WAYS))
@hundreds(1)
def test_what_is_proved_with_a_past(program: Program, as_of: date, way: Way) -> None:
    """Half of the flights have been flown by a plan that knew no rules."""
    flown = solve(evolve(program, rules=(), goals=(FillSeats(),))).plan
    assert flown is not None
    assert_no_disagreement(program, way, flown, as_of)
