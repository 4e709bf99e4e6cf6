"""Every way of the engine, applied to programs that are far too small for it.

The engine chooses its way by the size of the model. A way here sets some of its thresholds so that
small programs go where otherwise only large ones do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from unittest.mock import patch

from attrs import evolve, frozen

from seatplan import Plan, Program, Result
from seatplan.engine.answers import driver, repairing, solving
from seatplan.engine.lexicographic import fewest_people, goal_alone, portfolio, warm_start
from seatplan.engine.lexicographic.ways import Way as PortfolioWay
from seatplan.engine.model import objective_blocks, requirement_model
from seatplan.engine.primal import spare_seats, time_windows
from seatplan.engine.primal.improving import START

Threshold = tuple[object, str, object]
"""A module, the name of one of its constants, and the value that replaces it."""

BY_ITSELF: Threshold = (objective_blocks, "MOST_BITS", 1)
LARGE: Threshold = (driver, "LARGE", -1)
SECURED: Threshold = (driver, "SECURED", (-1, 10**9))
PUT_OFF: Threshold = (requirement_model, "PATIENCE", 0)
AGGREGATED: Threshold = (warm_start, "ROUNDED", -1)
RENS: Threshold = (warm_start, "ROUNDED", 10**9)
FIRST: Threshold = (driver, "MANY", -1)
LARGEST: tuple[Threshold, ...] = (
    FIRST,
    (driver, "LARGE", -1),
    (driver, "ROUNDED", -1),
    (driver, "SMALLER", 10.0),
    (goal_alone, "SMALLER", 10.0),
)
SMALL_STEPS: tuple[Threshold, ...] = (
    (time_windows, "LEAST_DECIDED", 4),
    (time_windows, "MOST_DECIDED", 4),
    (time_windows, "AHEAD", 1),
    (time_windows, "LISTED_AT_FIRST", 1),
    (time_windows, "SIZE", 6),
    (time_windows, "LISTED", 1),
    (warm_start, "START", evolve(START, least=4, most=4, idle=4)),
    (spare_seats, "FREE", 4),
)
SCARCE: tuple[Threshold, ...] = (
    (fewest_people, "QUESTION", 0.0),
    (fewest_people, "IDLE", 1.0),
    (spare_seats, "DENSE", 1.0),
)
WITHOUT_SUM: Threshold = (portfolio.Portfolio, "sum", lambda self, effort: None)
ALONE: tuple[Threshold, ...] = (
    WITHOUT_SUM,
    (portfolio.Portfolio, "relax", lambda self, effort: setattr(self.goal, "unsolvable", True)),
)
PAIRED: tuple[Threshold, ...] = (*ALONE, (portfolio.Portfolio, "alone", portfolio.Portfolio.pair))
RELAXED_ALONE: tuple[Threshold, ...] = (
    WITHOUT_SUM,
    (portfolio, "SMALL", -1),
    (goal_alone, "SMALLER", 10.0),
)


def _split(self: portfolio.Portfolio, level: int) -> tuple[PortfolioWay, ...]:
    def may_be() -> bool:
        return bool(self.run_.todo) and self._may_be_alone()

    return (
        PortfolioWay("tree over the relaxation", self.split, may_be),
        *ORDINARY(self, level),
    )


ORDINARY = portfolio.Portfolio.ways
SPLIT: tuple[Threshold, ...] = (WITHOUT_SUM, (portfolio.Portfolio, "ways", _split))
REPAIRED: tuple[Threshold, ...] = ((repairing, "SETTLED", 0), (repairing, "NEARBY", 0))


@frozen
class Way:
    """One way.

    Attributes:
        name: in the message of a test that fails.
        thresholds: what is set while it is taken.
        workers, seed: of the solver.
    """

    name: str
    thresholds: tuple[Threshold, ...] = ()
    workers: int = 1
    seed: int = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Within the context, every program is solved in this way."""
        with ExitStack() as stack:
            for module, name, value in self.thresholds:
                stack.enter_context(patch.object(module, name, value))
            yield

    def solve(
        self, program: Program, plan: Plan | None = None, *, as_of: date | None = None
    ) -> Result:
        """The result of `solve` in this way."""
        with self.taken():
            return solving.solve(
                program, plan, as_of=as_of, workers=self.workers, seed=self.seed, time_limit=600.0
            )


WAYS = (
    Way("as it comes"),
    Way("each goal by itself, after a plan of the hard rules", (FIRST, BY_ITSELF)),
    Way("goal after goal, with links and with hard rules for soft ones", (WITHOUT_SUM,)),
    Way("goal after goal, each in a model without those after it", ALONE),
    Way("goal after goal, each with the one after it in the same sum", PAIRED),
    Way("goal after goal, the relaxation of each alone before that of the whole", RELAXED_ALONE),
    Way("two workers", workers=2),
    Way("another seed, hard rules first, with rules put off", (FIRST, PUT_OFF), seed=5),
    Way("relaxation and RENS", (LARGE, RENS)),
    Way("a brief start from a plan", (LARGE, RENS, SECURED)),
    Way("RENS with rules put off, each goal by itself", (LARGE, RENS, PUT_OFF, BY_ITSELF)),
    Way("aggregation, relax-and-fix, neighborhoods", (LARGE, AGGREGATED, *SMALL_STEPS)),
    Way(
        "the same with rules put off, after hard rules and relaxations of single goals",
        (*LARGEST, AGGREGATED, PUT_OFF, *SMALL_STEPS),
        seed=3,
    ),
    Way("the same, each goal by itself", (LARGE, AGGREGATED, BY_ITSELF, *SMALL_STEPS)),
    Way("counting people with hardly any effort", SCARCE),
    Way("counting people with rules put off", (*SCARCE, PUT_OFF, *SMALL_STEPS)),
)
