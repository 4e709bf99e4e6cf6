"""The pages of all answers that are not about a single plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import seatplan
from seatplan import report_page
from tests.small_programs import broken_plan, impossible, leaking, leaking_plan


def outcome() -> str:
    """Return the outcome of a what-if in which a flight moves."""
    slip = seatplan.Slip("D-1", 20)
    return report_page(seatplan.what_if(leaking(), leaking_plan(), slip))


def explanation() -> str:
    """Return an explanation of why there is no plan."""
    return report_page(impossible(), seatplan.explain(impossible()))


def stress() -> str:
    """Return a stress test."""
    return report_page(leaking(), seatplan.stress(leaking(), leaking_plan()))


def sweep() -> str:
    """Return the outcomes of several scenarios."""
    edits = (seatplan.Forbid("D-1", "boris"), seatplan.Withdraw("dana"), seatplan.Cancel("S-2"))
    scenarios = [seatplan.Scenario("", [edit]) for edit in edits]
    outcomes = list(seatplan.sweep(leaking(), leaking_plan(), scenarios))
    return report_page(leaking(), outcomes)


def tradeoff() -> str:
    """Return a trade-off between two goals."""
    program = seatplan.catalog.load("two-flights")
    first, second = [goal.name for goal in program.named_goals][-2:]
    return report_page(program, seatplan.tradeoff(program, first, second, most=3).collect())


def mended() -> str:
    """Return the page of a broken plan, with its mending, as a draft."""
    return report_page(leaking(), broken_plan(), mend=60.0, candidates=9, draft=True)


PAGES: dict[str, Callable[[], str]] = {
    one.__name__: one for one in (outcome, explanation, stress, sweep, tradeoff, mended)
}


@cache
def page(name: str) -> str:
    """Return the page with the given name."""
    return PAGES[name]()
