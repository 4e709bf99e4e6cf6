"""One goal in one model: its relaxation, plans from the relaxation, and searches for the best.

The model is the whole, or one that lacks what comes after the goal (`goal_alone.py`). Everything is
about the *gain* of a plan: how far it is above the worst in the goal, or in a sum of goals.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np
from attrs import evolve

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term
from seatplan.engine.model.plan_values import hint_values
from seatplan.engine.primal.constructor import construct
from seatplan.engine.primal.improving import TURN, Pace, PlanSearch
from seatplan.engine.primal.rens import Rens
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.aggregation import aggregate, identical
from seatplan.engine.solver.branch_and_cut import best_found
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.narrowing import NOTHING, face_of, narrowed
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import LOCAL, PROVE, Preset
from seatplan.engine.solver.propagation import propagated
from seatplan.engine.solver.relaxation import Relaxed, Simplex, Unsolvable, relax, settled
from seatplan.engine.solver.search import Found
from seatplan.engine.solver.submodel import completed
from seatplan.engine.solver.tree import Tree
from seatplan.modelling import LinearExpr

FACE = 0.5
"""The share of a slice for the face before feasibility jump."""

JUMPS = 1.0
"""Effort of one run of feasibility jump on the face. Run times are heavy-tailed, so it restarts."""

CLOSE = 3
"""An empty face lowers the bound by 1. The next face is searched if the incumbent is this near."""


class GoalSearch:
    """The relaxation and the searches of one goal, or of a sum of goals, in one model.

    Attributes:
        run: gets the plans and the bounds.
        model: with the goals before as rows.
        block: what is maximized.
        term: the first goal of it.
        linear: the relaxation; None if there was no attempt to solve it.
        relaxed: its optimum; None if it is not known.
        unsolvable: whether it seems to have no solution.
        is_rounded: whether its integral values were tried as a plan.
        turns: the number of its searches so far.
        empty: the bound, if it is known that no plan reaches it.
    """

    def __init__(self, run: Run, model: SeatModel, block: Block, pace: Pace = TURN) -> None:
        self.run, self.model, self.block, self._pace = run, model, block, pace
        self.term: Term = block.parts[0]
        self.linear: LinearProgram | None = None
        self.relaxed: Relaxed | None = None
        self.unsolvable: bool = False
        self.is_rounded: bool = False
        self.turns: int = 0
        self.empty: int | None = None
        self._lns: PlanSearch | None = None
        self._jumps = 0
        self._tree: Tree | None = None

    @property
    def relaxable(self) -> bool:
        """Whether an attempt to solve the relaxation makes sense: of changes of port, it is large,
        with nearly no bound."""
        return not self.unsolvable and not self.term.goal.of_traffic

    @property
    def known(self) -> float:
        """The gain of the incumbent; without one, minus infinity."""
        return -math.inf if self.run.incumbent is None else self.gain(self.run.incumbent.values)

    @property
    def bound(self) -> float:
        """No plan has a larger gain."""
        if len(self.block.parts) == 1:
            return self.term.gain(self.run.bound_of(self.term))
        return math.inf if self.relaxed is None else self.relaxed.bound

    def gain(self, values: Mapping[str, int]) -> int:
        """The gain of a plan with these values."""
        return sum(part.weight * part.gain(values[part.goal.name]) for part in self.block.parts)

    def relax(
        self,
        methods: Sequence[Simplex],
        *,
        exclusive: bool = True,
        aggregated: bool = False,
        tight: bool = True,
    ) -> None:
        """Derives an exact bound from the linear relaxation.

        Args:
            methods: to be tried, with their limits.
            exclusive: whether with at-most-one rows.
            aggregated: whether identical members are one; no column is fixed by it then.
            tight: whether columns get the ranges that single rows leave them, for a better bound.

        Raises:
            OutOfTime: if the time is up while the relaxation is built.
        """
        search = self.run.search
        search.must_have_time()
        linear = linear_program_of(self.model, self.block.objective, exclusive=exclusive)
        search.must_have_time()
        self.linear = propagated(linear) if tight else linear
        try:
            if aggregated:
                self.relaxed = self._aggregated(self.linear, methods)
            else:
                self.relaxed = relax(self.linear, search, methods)
        except Unsolvable:  # the search of the whole model proves that there is no plan
            self.unsolvable = True
        if self.relaxed is not None:
            self.run.must_be_within(self.relaxed.bound, self.known)
            before = self.run.bounds.get(self.term.key)
            self.run.raise_bounds(self.block, self.relaxed.bound)
            if self.run.bounds.get(self.term.key) != before:
                self.run.tell_goal(self.term)

    def _aggregated(self, linear: LinearProgram, methods: Sequence[Simplex]) -> Relaxed | None:
        search = self.run.search
        partial = PartialSolution(self.model)
        search.must_have_time()
        sums = identical(partial, linear)
        search.must_have_time()
        folded = aggregate(linear, sums)
        search.must_have_time()
        found = relax(folded.linear, search, methods)
        return found and evolve(found, values=folded.spread(found.values), multipliers=())

    def rens(self, effort: float) -> None:
        """Fixes the integral variables of the relaxation, and searches the rest."""
        if self.relaxed is None:
            return
        self.is_rounded = True
        if not self.model.rows.complete or self.model.open_dates:  # tours must be fixed intervals
            return
        partial = PartialSolution(self.model)
        rounding = Rens(self.relaxed, self.block.objective.coefficients(), effort)
        if construct(partial, [rounding], self.run.search):
            if partial.broken():  # without a repair, the plan would be lost
                self.improve_from(partial, effort)
            else:
                self.offer_all(partial)

    def improve(self, effort: float) -> None:
        """Replans parts of the incumbent."""
        known = self.run.incumbent
        if known is None or known.solution is None or not self.model.rows.complete:
            return
        partial = PartialSolution(self.model)
        if len(known.solution) < len(partial.values):  # rows with new variables were separated
            return
        partial.fill(known.solution)
        self.improve_from(partial, effort)

    def improve_from(self, partial: PartialSolution, effort: float) -> None:
        """Large neighborhood search from a plan, which may break what is put off."""
        if self._lns is None:
            objective, search = self.block.objective, self.run.search
            self._lns = PlanSearch(self.model, objective, self.relaxed, search, self._pace)
        if self._lns.run(partial, effort, self.bound):
            self.offer_all(partial)

    def offer_all(self, partial: PartialSolution) -> None:
        """Offers a plan of which some variables may have no values yet."""
        solution = completed(partial, self.run.search)
        if solution is not None:
            self.offer(solution)

    def branch(self, nodes: int) -> None:
        """Looks for a better plan by branch and cut, in so many nodes."""
        if not self.model.rows.complete:
            return
        linear = linear_program_of(self.model, self.block.objective)
        solution = best_found(linear, self.run.search, nodes)
        if solution is not None:
            self.offer(solution)

    def split(self, solves: int) -> None:
        """Raises the bound by a tree over the relaxation, with so many linear programs."""
        if self.linear is None or self.relaxed is None or self.run.incumbent is None:
            return
        if self._tree is None or self._tree.known < self.known:  # narrower from the root
            self._tree = Tree(self.linear, int(self.known), self.run.search)
        self.run.raise_bounds(self.block, self._tree.bound(solves))
        self.run.tell_goal(self.term)

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
            self.offer(run.take(model, answer))
        elif answer.infeasible:
            if self.known == gain:
                raise run.search.contradiction(
                    f"the solver has a plan with {bound} for {self.term.goal.name!r}, but claims "
                    "that there is none"
                )
            run.raise_bound(self.term, self.term.value(gain - 1))
            is_near = abs(gain - 1 - self.known) <= CLOSE
            self.empty = None if is_near else run.bound_of(self.term)

    def shared(self, gain: int) -> tuple[Whole, Whole]:
        """The columns with the same value in all plans of at least that gain, and the values."""
        if self.linear is None or self.relaxed is None or not self.relaxed.multipliers:
            return NOTHING
        return settled(self.linear, self.relaxed.multipliers, gain)

    def fix(self, gain: int, fixed: set[int]) -> None:
        """Fixes these columns for the goals that come later, but those that are fixed already."""
        for column, value in zip(*(one.tolist() for one in self.shared(gain)), strict=True):
            if column not in fixed:
                fixed.add(column)
                self.model.add_linear(LinearExpr([column]), value, value)

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
        """While it lasts, the model has only plans that are as good as the incumbent in a goal."""
        if len(self.block.parts) > 1 or not self.has_incumbent():
            return nullcontext()
        gain = int(self.known)
        return narrowed(self.model, gain, int(self.bound), self.shared(gain))

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
        solution = run.take(model, answer) if answer.found else None
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

    def watch(self) -> Found | None:
        """Reports what the solver finds on the way."""
        return self.run.watching(self.model, self.block)

    def offer(self, solution: list[int]) -> None:
        """Offers a plan, by the values of the variables of this model."""
        self.run.offer(self.model, solution)
        self.run.tell_goal(self.term)
