"""The strategies of the portfolio that use the linear relaxation of the next goal.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seatplan.engine.lexicographic.searches import GLANCE, Searches, simplex_of
from seatplan.engine.model.objective_blocks import Term
from seatplan.engine.primal.constructor import construct
from seatplan.engine.primal.rens import Rens
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import LOCAL, PROVE
from seatplan.engine.solver.propagation import propagated
from seatplan.engine.solver.relaxation import Simplex, Unsolvable, face_of, relax
from seatplan.modelling import Variable

FACE = 0.5
"""The share of a slice for the face before feasibility jump."""

JUMPS = 1.0
"""Effort of one run of feasibility jump on the face. Run times are heavy-tailed, so it restarts."""

CLOSE = 3
"""An empty face lowers the bound by 1. The next face is searched if the incumbent is this near."""


class RelaxationWays(Searches):
    """The relaxation of the next goal, RENS, and the face of the plans that reach the bound."""

    def relax(self, effort: float, simplex: Sequence[Simplex] = ()) -> None:
        """Derives an exact bound of the next goal from its linear relaxation."""
        run = self.run_
        term = self.first
        if term.goal.of_traffic:  # large, with nearly no bound on changes of port
            self._relaxable = False
            return
        sign = 1 if term.goal.sense == "max" else -1
        self._linear = propagated(linear_program_of(self.model, term.expression * sign))
        try:
            methods = simplex or simplex_of(effort, self.model.size)
            self._relaxed = relax(self._linear, run.search, methods)
        except Unsolvable:  # the search of the whole model proves that there is no plan
            self._relaxable = False
            return
        if self._relaxed is not None:
            bound = sign * self._relaxed.bound
            if run.incumbent is not None:
                value = run.incumbent.values[term.goal.name]
                run.must_be_within(self._relaxed.bound, sign * value)
            run.raise_bound(term, bound)
            self._tell()

    def rens(self, effort: float) -> None:
        """Fixes the integral variables of the relaxation, and searches the rest."""
        run, model = self.run_, self.model
        if self._relaxed is None or self._linear is None or not model.rows.complete:
            return
        if model.open_dates:  # partial solutions take tours as fixed intervals
            return
        worth: dict[Variable, int] = {}
        for one in np.flatnonzero(self._linear.costs).tolist():
            worth[one] = int(self._linear.costs[one])
        partial = PartialSolution(model)
        if construct(partial, [Rens(self._relaxed, worth, effort)], run.search):
            solution = partial.solution(run.search)
            if solution is not None:
                run.offer(model, solution)
                self._tell()

    def relax_at_once(self, effort: float) -> None:
        """The relaxation by one method and RENS, briefly."""
        self.relax(effort, simplex_of(GLANCE * effort, self.model.size)[:1])
        self.rens(GLANCE * effort)

    def face(self, effort: float) -> None:
        """Searches only the plans that reach the bound."""
        run, model, term = self.run_, self.model, self.first
        assert self._linear is not None
        assert self._relaxed is not None
        bound = run.bound_of(term)
        sign = 1 if term.goal.sense == "max" else -1
        cp = face_of(model, self._linear, self._relaxed, term.expression * sign, sign * bound)
        answer = run.search.run(cp, PROVE, effort=FACE * effort)
        if not answer.found and not answer.infeasible and run.search.left > 0:
            self._seeds += 1
            answer = run.search.run(cp, LOCAL, effort=JUMPS, seed=run.search.seed + self._seeds)
        solution = run.take(model, answer) if answer.found else None
        if answer.infeasible:
            self._lower(term, bound)
        elif solution is not None:
            run.offer(model, solution)

    def _lower(self, term: Term, bound: int) -> None:
        """Lowers the bound, which no plan reaches."""
        run = self.run_
        closer = bound - 1 if term.goal.sense == "max" else bound + 1
        if run.incumbent is not None:
            value = run.incumbent.values[term.goal.name]
            if value == bound:
                raise run.search.contradiction(
                    f"the solver has a plan with {value} for {term.goal.name!r}, but claims that "
                    "there is none"
                )
            run.raise_bound(term, closer)
            near = abs(value - closer) <= CLOSE
        else:
            run.raise_bound(term, closer)
            near = False
        self._empty = None if near else run.bound_of(term)
