"""One goal in one model: plans from its relaxation and around the incumbent, and the best plan.

The model is the whole, or one that lacks what comes after the goal (`goal_alone.py`).

Measured in docs/decisions/0011 and 0037.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import numpy as np

from seatplan.engine.lexicographic.relaxed_goal import RelaxedGoal
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term
from seatplan.engine.model.plan_values import hint_values
from seatplan.engine.primal.improving import EARLY, TURN, Pace, PlanSearch
from seatplan.engine.primal.rens import rens
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.narrowing import face_of, narrowed
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import LOCAL, PROVE, Preset
from seatplan.engine.solver.search import Found
from seatplan.engine.solver.submodel import completed
from seatplan.engine.solver.verification import is_lawful
from seatplan.modelling import LinearExpr

FACE = 0.5
"""The share of a slice for the face before feasibility jump."""

JUMPS = 1.0
"""Effort of one run of feasibility jump on the face. Run times are heavy-tailed, so it restarts."""

CLOSE = 3
"""An empty face lowers the bound by 1. The next face is searched if the incumbent is this near."""


class GoalSearch(RelaxedGoal):
    """The searches of one goal, or of a sum of goals, in one model.

    Attributes:
        is_rounded: whether the integral values of the relaxation were tried as a plan.
        turns: the number of its searches so far.
        empty: the bound, if it is known that no plan reaches it.
    """

    def __init__(self, run: Run, model: SeatModel, block: Block, pace: Pace = TURN) -> None:
        super().__init__(run, model, block)
        self._pace = pace
        self.is_rounded: bool = False
        self.turns: int = 0
        self.empty: int | None = None
        self._lns: PlanSearch | None = None
        self._jumps = 0

    def rens(self, effort: float) -> None:
        """Fixes the integral variables of the relaxation, and searches the rest."""
        if self.relaxed is None:
            return
        self.is_rounded = True
        if not self.model.rows.complete:
            return
        partial = PartialSolution(self.model)
        worth = self.block.objective.coefficients()
        if rens(partial, self.relaxed, worth, self.run.search, effort):
            # Without a repair, the plan would be lost; large steps leave a single broken rule.
            repair = self._neighborhoods(EARLY)
            if not partial.broken() or repair.run(partial, effort, self.bound):
                self.offer_all(partial)

    def improve(self, effort: float) -> None:
        """Replans parts of the incumbent."""
        run = self.run
        if run.incumbent is None or not self.model.rows.complete:
            return
        if run.incumbent.solution is None and not run.complete_incumbent(self.model):
            return
        known, partial = run.incumbent, PartialSolution(self.model)
        assert known.solution is not None
        if len(known.solution) < len(partial.values):  # rows with new variables were separated
            return
        partial.fill(known.solution)
        self.improve_from(partial, effort)

    def improve_from(self, partial: PartialSolution, effort: float) -> None:
        """Large neighborhood search from a plan, which may break what is put off."""
        if self._lns is None:
            self._lns = self._neighborhoods(self._pace)
        if self._lns.run(partial, effort, self.bound):
            self.offer_all(partial)

    def _neighborhoods(self, pace: Pace) -> PlanSearch:
        objective, search = self.block.objective, self.run.search
        return PlanSearch(self.model, objective, self.relaxed, search, pace)

    def offer_all(self, partial: PartialSolution) -> None:
        """Offers a plan of which some variables may have no values yet."""
        solution = completed(partial, self.run.search, self.block.objective.coefficients())
        if solution is not None:
            self.offer(solution)

    def face(self, effort: float) -> None:
        """Searches only the plans that reach the bound of the goal."""
        run, model, bound = self.run, self.model, self.run.bound_of(self.term)
        assert self.linear is not None
        assert self.relaxed is not None
        gain = self.term.gain(bound)
        cp = face_of(model, self.linear, self.relaxed, self.block.objective, gain)
        answer = run.search.run(cp, PROVE, effort=FACE * effort)
        if not answer.found and not answer.infeasible and run.search.left > 0:
            self._jumps += 1
            answer = run.search.run(cp, LOCAL, effort=JUMPS, seed=run.search.seed + self._jumps)
        if answer.found:
            self.offer(answer.values(len(model.variables)))
        elif answer.infeasible:
            if self.known == gain:
                raise run.search.contradiction(
                    f"the solver has a plan with {bound} for {self.term.goal.name!r}, but claims "
                    "that there is none"
                )
            run.raise_bound(self.term, self.term.value(gain - 1))
            is_near = abs(gain - 1 - self.known) <= CLOSE
            self.empty = None if is_near else run.bound_of(self.term)

    def has_incumbent(self) -> bool:
        """Whether the values of the incumbent are a solution of the model as it is now.

        They are not where they come from another model, and where goals must be as good as is known
        from elsewhere.
        """
        known = self.run.incumbent
        solution = None if known is None else known.solution
        if solution is None or len(solution) != len(self.model.variables):
            return False
        rows = linear_program_of(self.model, LinearExpr())
        return rows.has(np.array(solution, dtype=np.int64))

    def _narrowed(self) -> AbstractContextManager[None]:
        """While it lasts, the model has only plans that are as good as the incumbent.

        In a sum, the first goal has its bound, and the others may be at their best.
        """
        if not self.has_incumbent():
            return nullcontext()
        gain, weight = int(self.known), self.block.parts[0].weight
        most = weight * self.term.gain(self.run.bound_of(self.term)) + weight - 1
        return narrowed(self.model, gain, most, self.shared(gain))

    def search(self, preset: Preset, effort: float, seed: int | None = None) -> list[int] | None:
        """Searches for the best plan, from the incumbent.

        Args:
            preset: how the solver is set up.
            effort: in deterministic time.
            seed: instead of that of the run.

        Returns:
            the values of the goals in a plan of this model, if it is proved to be the best;
            otherwise None.

        Raises:
            EngineError: if the solver claims that there is no plan although one is known.
        """
        run, model, block = self.run, self.model, self.block
        self.turns += 1
        self.hint()
        model.cp.clear_objective()
        model.cp.maximize(model.linear(block.objective))
        run.tell_goal(self.term)
        with self._narrowed():
            answer = run.ask(model, preset, effort=effort, seed=seed, found=self.watch())
        if answer.infeasible:
            if run.incumbent is None:
                run.without_plan(model.cp, answer)
                return None
            run.verifier.must_be_infeasible()
            names = ", ".join(repr(part.goal.name) for part in block.parts)
            raise run.search.contradiction(
                f"the solver has a plan, but claims that there is none for {names}"
            )
        run.must_be_within(answer.bound, self.known)
        solution = answer.values(len(model.variables)) if answer.found else None
        if solution is not None:
            run.must_be_within(answer.bound, model.value(block.objective, solution))
            self.offer(solution)
        run.raise_bounds(block, answer.bound)
        run.tell_goal(self.term)
        if solution is None or not answer.proved:
            return None
        return [model.value(part.expression, solution) for part in block.parts]

    def hint(self) -> None:
        """Gives the solver the incumbent to start from."""
        known = self.run.incumbent
        if known is not None and known.solution is not None:
            hint_values(self.model, known.solution)

    def offer(self, solution: list[int]) -> None:
        """Offers a plan, by the values of the variables of this model."""
        self.run.offer(self.model, solution)
        self.run.tell_goal(self.term)

    def watch(self) -> Found | None:
        """Reports better plans, which pass the check, and closer bounds."""
        run = self.run
        if run.on_progress is None:
            return None

        def found(bound: float, solution: list[int] | None) -> None:
            if solution is not None and not (
                self._has_values(solution) and run.offer(self.model, solution)
            ):
                return
            before = run.bounds.copy()
            run.raise_bounds(self.block, bound)
            if solution is not None or run.bounds != before:
                run.tell_goal(self._first_open())

        return found

    def _has_values(self, solution: list[int]) -> bool:
        """Whether the values of goals are known in a plan that may break what is deferred."""
        if not self.model.values_by_dates:
            return True
        return is_lawful(self.run.verifier.read(self.run.plan_of(self.model, solution)))

    def _first_open(self) -> Term:
        """The first goal that is not at its bound."""
        known, bounds = self.run.incumbent, self.run.bounds
        for term in self.block.parts:
            if known is None or known.values[term.goal.name] != bounds.get(term.key):
                return term
        return self.block.parts[-1]
