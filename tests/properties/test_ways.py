"""Every way of the engine finds what an enumeration of all plans finds.

Thousands of programs: HYPOTHESIS_PROFILE=nightly pytest tests/properties/test_ways.py
"""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seatplan import Plan, Program, check
from seatplan.engine.answers.repairing import repair
from seatplan.testing import assert_best, best_by_enumeration, days, plans, programs
from seatplan.testing.enumeration import Best, TooMany

from .effort import NIGHTLY, examples
from .ways import REPAIRED, WAYS, Way

MOST_PLANS = 300
"""Programs with more plans are skipped."""


def thousands(normal: int) -> settings:
    """This many examples in the normal run, three thousand in the nightly run."""
    return settings(examples(normal), max_examples=3000 if NIGHTLY else normal)


def best_of(program: Program, plan: Plan | None = None, as_of: date | None = None) -> Best:
    """The result of the enumeration; examples with too many plans are skipped."""
    try:
        return best_by_enumeration(program, plan, as_of=as_of, limit=MOST_PLANS)
    except TooMany:
        assume(False)
        raise AssertionError from None


def assert_every_way(program: Program, plan: Plan | None = None, as_of: date | None = None) -> None:
    """Solve in every way; a failure names the way."""
    best = best_of(program, plan, as_of)
    for way in WAYS:
        try:
            assert_best(program, way.solve(program, plan, as_of=as_of), best, plan, as_of)
        except Exception as error:
            error.add_note(f"on the way: {way.name}")
            raise


@given(programs(max_goals=3))
@thousands(6)
def test_every_way(program: Program) -> None:
    """Rules of every kind, hard and soft, and up to three goals."""
    assert_every_way(program)


@given(programs(max_flights=4, max_members=3, max_rules=4, max_goals=2, min_goals=1))
@thousands(6)
def test_every_way_for_longer_programs(program: Program) -> None:
    """Programs with more flights and fewer people have chains of ways home and many tours."""
    assert_every_way(program)


@given(programs(goals=("fewest-members", "keep-rules", "even-turns"), min_goals=1, max_goals=2))
@thousands(6)
def test_every_way_to_few_people(program: Program) -> None:
    """Goals that count people, alone or beside others."""
    assert_every_way(program)


@given(st.data(), programs(goals=("least-change", "keep-rules", "fill-seats"), max_goals=3))
@thousands(6)
def test_every_way_from_a_plan(data: st.DataObject, program: Program) -> None:
    """With any given plan, with or without a past, and as a what-if."""
    plan = data.draw(plans(program))
    as_of = data.draw(st.none() | days(-1, 45))
    assert_every_way(program, plan, as_of)
    if all(goal.kind != "least-change" for goal in program.goals):
        return
    best = best_of(program, plan, as_of)
    with Way("repair", REPAIRED).taken():
        result = repair(program, plan, as_of=as_of)
    assert_best(program, result, best, plan, as_of)
    assert result.plan is None or check(program, result.plan, as_of=as_of, reference=plan).ok
