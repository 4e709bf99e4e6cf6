"""One search for a point of a front: a solve with known bounds or required values."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from seatplan.engine.answers.driver import Driver
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.verification import Verifier
from seatplan.errors import Interrupted
from seatplan.options import Options
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import ProgressCallback
from seatplan.result import Status


@frozen
class Solved:
    """The outcome of one search.

    Attributes:
        status: of the solve.
        plan: the best plan, if there is one.
        values: its value in each goal.
        best: the best value of each proved goal.
    """

    status: Status
    plan: Plan | None
    values: Mapping[str, int]
    best: Mapping[str, int]

    @property
    def proved(self) -> bool:
        """Whether no plan is better."""
        return self.status is Status.OPTIMAL


class PointSolver:
    """Runs one search after the other within one time limit.

    Attributes:
        best: the proved best value of each goal before the two.
        left: the remaining seconds.
        interrupted: whether Ctrl-C was pressed.
    """

    def __init__(self, plan: Plan | None, as_of: date | None, how: Options) -> None:
        self.plan = plan
        self.as_of = as_of
        self.how = how
        self.left: float = how.seconds
        self.best: Mapping[str, int] = {}
        self.interrupted: bool = False

    def solved(
        self,
        program: Program,
        *,
        known: Plan | None = None,
        worst: Mapping[str, int] | None = None,
        bounds: Mapping[str, int] | None = None,
        aside: str | None = None,
        scale: float | None = None,
    ) -> Solved:
        """The best plan.

        Args:
            program: the program.
            known: a plan that meets all requirements.
            worst: by goal, the worst value allowed.
            bounds: by goal, a bound that no plan beats.
            aside: a goal that is not optimized.
            scale: the factor of the effort; if given, the search ends after its first round.
        """
        start = time.monotonic()
        case = Case(program, self.plan, self.as_of)
        how = self.how
        search = Search(start + self.left, case, how.workers, how.seed, how.cancel)
        driver = _Point(search, start, how.on_progress, known)
        driver.verifier = Verifier(search, driver.active, worst or {})
        driver.known_best, driver.known_bounds = self.best, bounds or {}
        driver.aside = aside
        if scale is not None:
            driver.scale, driver.rounds = scale, 1
        try:
            result = driver.solve()
        except Interrupted as stop:
            self.interrupted = True
            self.left = 0.0
            result = stop.result
        self.left = max(0.0, self.left - (time.monotonic() - start))
        if how.cancel is not None and how.cancel.cancelled:
            self.left = 0.0
        values = {} if driver.incumbent is None else driver.incumbent.values
        return Solved(result.status, result.plan, values, driver.best)


class _Point(Driver):
    """A solve that begins with known bounds or required values."""

    comes_back = False
    tightens = False
    secures = False
    ships_first = False  # one of the goals need not be at its best

    def __init__(
        self,
        search: Search,
        start: float,
        on_progress: ProgressCallback | None,
        known: Plan | None,
    ) -> None:
        super().__init__(search, ActiveRequirements(), start, on_progress, known)
        self.known_best: Mapping[str, int] = {}
        self.known_bounds: Mapping[str, int] = {}
        self.aside: str | None = None

    def _pin(self, model: SeatModel) -> None:
        for term in tuple(self.todo):
            name = term.goal.name
            worst = self.verifier.worst.get(name)
            if name in self.known_best:
                self.keep(model, term, self.known_best[name])
            if name in self.known_bounds:
                self.raise_bound(term, self.known_bounds[name])
            if worst is not None and term.goal.sense == "max":
                model.add_linear(term.expression, worst, None)
            elif worst is not None:
                model.add_linear(term.expression, None, worst)
        self.todo = [term for term in self.todo if term.goal.name != self.aside]
