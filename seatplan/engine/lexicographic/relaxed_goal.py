"""The linear relaxation of one goal in one model: its bound, and what follows from it.

Everything is about the *gain* of a plan: how far it is above the worst in the goal, or in a sum of
goals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from attrs import evolve

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.aggregation import aggregate, identical
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of, propagated
from seatplan.engine.solver.narrowing import NOTHING
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import (
    IDENTICAL,
    Relaxed,
    Simplex,
    Unsolvable,
    fixed_by_costs,
    relax,
)
from seatplan.engine.solver.tree import Tree
from seatplan.modelling import LinearExpr

MORE = 2
"""The most slices that a tree gets besides its own, while it gains."""

GAINING = 0.2
"""It gains while half a slice closes this share of what is left between value and bound.
Measured in docs/decisions/0031."""


class RelaxedGoal:
    """The relaxation of one goal, or of a sum of goals, in one model.

    Attributes:
        run: gets the plans and the bounds.
        model: with the goals before as rows.
        block: what is maximized.
        term: the first goal of it.
        linear: the relaxation; None if there was no attempt to solve it.
        relaxed: its optimum; None if it is not known.
        unsolvable: whether it seems to have no solution.
    """

    def __init__(self, run: Run, model: SeatModel, block: Block) -> None:
        self.run, self.model, self.block = run, model, block
        self.term: Term = block.parts[0]
        self.linear: LinearProgram | None = None
        self.relaxed: Relaxed | None = None
        self.unsolvable: bool = False
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

        An optimum that is known stays if there is no new one. Rows may have been posted since, so
        it is that of the earlier linear program, which stays, too.

        Args:
            methods: to be tried, with their limits.
            exclusive: whether with at-most-one rows.
            aggregated: whether identical members are one, and no more is tried. In large programs
                that comes first, since each member by himself may take too long.
            tight: whether columns get the ranges that single rows leave them, for a better bound.

        Raises:
            OutOfTime: if the time is up while the relaxation is built.
        """
        search = self.run.search
        search.must_have_time()
        linear = linear_program_of(self.model, self.block.objective, exclusive=exclusive)
        search.must_have_time()
        linear = propagated(linear) if tight else linear
        found: Relaxed | None = None
        try:
            if aggregated or len(linear.costs) > IDENTICAL:
                found = self._aggregated(linear, methods)
            if not aggregated and (found is None or found.bound > self.known):
                each = relax(linear, search, methods)
                # The gradient method ends anywhere: where it is worse, the multipliers stay.
                if each is not None and (found is None or each.bound <= found.bound):
                    found = each
        except Unsolvable:  # the search of the whole model proves that there is no plan
            self.unsolvable = True
        if found is not None or self.relaxed is None:
            self.linear, self.relaxed = linear, found
        if found is not None:
            self.run.must_be_within(found.bound, self.known)
            before = self.run.bounds.get(self.term.key)
            self.run.raise_bounds(self.block, found.bound)
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
        if found is None:
            return None
        # A row has the multiplier of its sum: the columns keep their reduced costs.
        multipliers = [found.multipliers[one] for one in sums.tolist()]
        return evolve(found, values=folded.spread(found.values), multipliers=multipliers)

    def shared(self, gain: int) -> tuple[Whole, Whole]:
        """The columns with the same value in all plans of at least that gain, and the values."""
        if self.linear is None or self.relaxed is None or not self.relaxed.multipliers:
            return NOTHING
        return fixed_by_costs(self.linear, self.relaxed.multipliers, gain)

    def fix(self, gain: int, fixed: set[int]) -> None:
        """Fixes these columns for the goals that come later, but those that are fixed already."""
        for column, value in zip(*(one.tolist() for one in self.shared(gain)), strict=True):
            if column not in fixed:
                fixed.add(column)
                self.model.add_linear(LinearExpr([column]), value, value)

    def split(self, solves: int) -> None:
        """Raises the bound by a tree over the relaxation, with so many linear programs.

        It gets more of them while the bound gains: what comes after it starts from a narrower range
        then, or has nothing left to do. Where another search's bound is ahead, it does not gain.
        """
        if self.linear is None or self.relaxed is None or self.run.incumbent is None:
            return
        known = int(self.known)
        if self._tree is None or self._tree.known < known:  # narrower from the root
            self._tree = Tree(self.linear, known, self.run.search)
        for half in range(2 + 2 * MORE):
            before = self.bound
            self.run.raise_bounds(self.block, self._tree.bound(solves // 2))
            gains = before - self.bound >= GAINING * (before - known)
            if self.bound <= known or (half > 0 and not gains):
                break
        self.run.tell_goal(self.term)
