"""A goal that counts people, solved number by number, as one way of the portfolio."""

from __future__ import annotations

import math

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term
from seatplan.engine.primal.k_feasibility import KFeasibility, usage_of
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.presets import FEASIBLE_RAW, LOCAL_RAW

RESERVE = 0.2
"""The share of the time reserved for finding any plan, during the search for the fewest people."""


class FewestPeople:
    """K-feasibility for one goal, one round at a time."""

    def __init__(self, run: Run, model: SeatModel, term: Term) -> None:
        self._run, self._model, self._term = run, model, term
        self._made: KFeasibility | None = None
        self._told = 0
        self._deadline: float | None = None

    @staticmethod
    def fits(model: SeatModel, term: Term) -> bool:
        """Whether the goal minimizes a number of people."""
        return usage_of(model, Block((term,))) is not None

    @property
    def is_over(self) -> bool:
        """Whether no number is left to try."""
        return self._made is not None and self._made.is_over

    @property
    def is_certain(self) -> bool:
        """Whether every plan gives all seats of the flights to people who count."""
        return self._asked.is_certain

    @property
    def _asked(self) -> KFeasibility:
        if self._made is None:
            count = usage_of(self._model, Block((self._term,)))
            assert count is not None
            stays = not self._term.gives
            self._made = KFeasibility(
                self._model, count, self._run.search, self._ask, self._tell, stays=stays
            )
        return self._made

    def _ask(self, effort: float, *, local: bool = False) -> Answer:
        preset = LOCAL_RAW if local else FEASIBLE_RAW
        return self._run.ask(self._model, preset, effort=effort)

    def _tell(self, value: int | None, bound: int) -> None:
        run = self._run
        if value is not None and self._deadline is not None:
            run.search.deadline = self._deadline
        run.raise_bound(self._term, bound)
        run.tell_goal(self._term)

    def round(self, effort: float) -> None:
        """Tries numbers of people, and gives the run the best plan and the bound found.

        Args:
            effort: of one attempt where the number of seats is not certain.
        """
        run = self._run
        self._model.cp.clear_objective()
        deadline = run.search.deadline
        if run.incumbent is None and run.search.left > 0:  # reserve time for finding any plan
            run.search.deadline -= RESERVE * run.search.left

        self._deadline = deadline
        try:
            asked = self._asked
            most = math.inf
            if not asked.is_certain:  # other strategies have been here before
                most = effort
                values = {} if run.incumbent is None else run.incumbent.values
                asked.begin_from(run.bound_of(self._term), values.get(self._term.goal.name))
            asked.round(most)
        finally:
            run.search.deadline = deadline
            self._deadline = None
        self._learn(asked)

    def _learn(self, asked: KFeasibility) -> None:
        run = self._run
        if asked.best is not None:
            run.offer(self._model, asked.best)
            asked.best = None
        if run.incumbent is None:  # all of it may be infeasible, which needs another proof
            return
        if asked.low > self._told:
            self._told = asked.low
            self._model.add_linear(asked.count.total, asked.low, None)
        run.raise_bound(self._term, asked.low)
