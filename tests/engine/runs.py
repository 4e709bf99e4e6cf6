"""Runs under way, for tests of what a single step leaves behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

from hypothesis import assume

from seatplan import Plan, Program, Progress, Status, check
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.lexicographic.ways import Way
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.testing import TooMany, best_by_enumeration
from seatplan.testing.enumeration import Best


def run_of(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: date | None = None,
    seconds: float = 600.0,
    on_progress: Callable[[Progress], object] | None = None,
    kind: Callable[..., Any] = Run,
) -> Any:
    """A run that has found nothing yet, with enough time."""
    now = time.monotonic()
    search = Search(now + seconds, Case(program, plan, as_of))
    return kind(search, ActiveRequirements(), now, on_progress)


def with_model(run: Run) -> SeatModel:
    """The model of the whole program, all of whose goals are open."""
    model = run.model(run.roles.program)
    run.todo = terms(model, run.program.named_goals)
    return model


def without(*names: str) -> Any:
    """While it lasts, the portfolio leaves out the ways with these names."""
    ways = Portfolio.ways

    def others(self: Portfolio, level: int) -> list[Way]:
        return [way for way in ways(self, level) if way.name not in names]

    return patch.object(Portfolio, "ways", others)


def enumerated(program: Program, limit: int = 300) -> Best:
    """The best by trying out every plan; an example with too many plans is discarded."""
    try:
        return best_by_enumeration(program, limit=limit)
    except TooMany:
        assume(False)
        raise


def must_be_true(run: Run, best: Best) -> None:
    """Assert that a run knows nothing that is wrong: its plan, the goals proved, and its bounds."""
    incumbent = run.incumbent
    if incumbent is not None:
        assert best.status is Status.OPTIMAL
        report = check(run.program, incumbent.plan, as_of=run.as_of, reference=run.plan)
        assert report.ok
        assert dict(incumbent.values) == dict(report.values)
    if best.status is not Status.OPTIMAL:
        return
    most = dict(zip((goal.name for goal in run.program.named_goals), best.best, strict=True))
    assert {name: most[name] for name in run.best} == run.best
    for term in run.todo:
        if term.last:
            continue
        bound = run.bound_of(term)
        assert not term.goal.is_better(most[term.goal.name], bound), (term.key, bound, most)
