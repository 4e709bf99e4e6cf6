"""The pages of all answers that are not about one plan alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import seatplan
from seatplan import report_page
from tests.small_programs import broken_plan, impossible, leaking, leaking_plan


def outcome() -> str:
    """Something happens, and a flight moves."""
    slip = seatplan.Slip("D-1", 20)
    return report_page(seatplan.what_if(leaking(), leaking_plan(), slip))


def explanation() -> str:
    """There is no plan."""
    return report_page(impossible(), seatplan.explain(impossible()))


def stress() -> str:
    """Everything goes wrong once."""
    return report_page(leaking(), seatplan.stress(leaking(), leaking_plan()))


def sweep() -> str:
    """Several things happen, each by itself."""
    edits = (seatplan.Forbid("D-1", "boris"), seatplan.Withdraw("dana"), seatplan.Cancel("S-2"))
    scenarios = [seatplan.Scenario("", [edit]) for edit in edits]
    outcomes = list(seatplan.sweep(leaking(), leaking_plan(), scenarios))
    return report_page(leaking(), outcomes)


def tradeoff() -> str:
    """What one goal costs in another."""
    program = seatplan.catalog.load("two-flights")
    first, second = [goal.name for goal in program.named_goals][-2:]
    return report_page(program, seatplan.tradeoff(program, first, second, most=3).collect())


def mended() -> str:
    """A broken plan with what would mend it, as a draft."""
    return report_page(leaking(), broken_plan(), mend=60.0, candidates=9, draft=True)


PAGES: dict[str, Callable[[], str]] = {
    one.__name__: one for one in (outcome, explanation, stress, sweep, tradeoff, mended)
}


@cache
def page(name: str) -> str:
    """The page of that name."""
    return PAGES[name]()
