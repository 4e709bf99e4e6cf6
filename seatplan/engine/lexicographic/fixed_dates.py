"""For open dates: a first plan on fixed dates, which is far easier to find."""

from __future__ import annotations

from attrs import evolve

from seatplan.dates import written_dates
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.engine.model.open_dates import Setting, setting

TINY, WIDE = 200, 15_000
"""If flights times members exceed the first, a plan is made on fixed dates before anything else; if
the variables exceed the second, it is also improved there."""

SECURE = 0.5
"""The effort for this, as a slice of `portfolio`."""


class OnFixedDates:
    """The same program on possible dates: those of the given plan or of the program."""

    @staticmethod
    def of(run: Run) -> OnFixedDates | None:
        """The program on fixed dates if that is worth the effort; None if not.

        Called before the model is made, which takes long for wide windows.
        """
        known = setting(run.program, run.plan, run.as_of)
        small = len(run.program.flights) * len(run.program.crew) < TINY
        if run.incumbent is not None or small or not (known.is_open and known.fits):
            return None
        return OnFixedDates(run, known)

    def __init__(self, run: Run, known: Setting) -> None:
        self._run = run
        self._dates = written_dates(run.program, known.based)
        self._fixed = Run(run.search.about(known.base), run.active, run.start, None)
        model = self._fixed.model(self._fixed.roles.program)  # in which the run reads its plans
        self._fixed.todo = terms(model, known.base.named_goals)
        self._portfolio = Portfolio(self._fixed, model)

    @property
    def infeasible(self) -> bool:
        """Whether it is proved that these dates leave no plan."""
        return self._fixed.infeasible

    def secure(self) -> None:
        """Finds any plan of the hard rules, if that is easy."""
        self._portfolio.secure(SECURE)
        self._take()

    def improve(self, model: SeatModel) -> bool:
        """Looks for a better plan before a wide search; returns whether it did."""
        if model.size <= WIDE:
            return False
        if self._fixed.todo and not self._fixed.infeasible:
            self._portfolio.sum(SECURE)
        self._take()
        return True

    def _take(self) -> None:
        """Makes the plan found the incumbent, if it is the best so far."""
        found = self._fixed.incumbent
        if found is not None:
            self._run.take_plan(evolve(found.plan, dates=self._dates))
