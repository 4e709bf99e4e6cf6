"""The strategies of the portfolio that search the model: for a plan, for one goal, for all of them.

What they know about the next goal is forgotten once that goal is proved.

Measured in docs/decisions/0011, 0013 and 0015.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import numpy as np

from seatplan.engine.lexicographic.fewest_people import FewestPeople
from seatplan.engine.lexicographic.first_plan import of_hard_rules
from seatplan.engine.lexicographic.goal_alone import GoalAlone
from seatplan.engine.lexicographic.hardening import (
    Harder,
    least_cost,
)
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term, block_of
from seatplan.engine.model.plan_values import hint_values
from seatplan.engine.primal.improving import EARLY, TURN, Pace, PlanSearch
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.narrowing import NOTHING, narrowed
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import EXPLORE, FEASIBLE, LOCAL, ORDERED, PROVE, Preset
from seatplan.engine.solver.relaxation import Relaxed, Simplex, settled
from seatplan.modelling import LinearExpr
from seatplan.result import Status

FIRST = 0.5
"""The effort of the first search for a plan of the hard rules, as a share of a slice."""

LONGER = 2.5
"""The preset that proves most gets this many times the slice of the other one."""

GLANCE = 0.2
"""The share of a slice for the goal alone before K-feasibility. If seats may stay empty, the usual
search proves the goal in 0.01 of it, while 10 s of K-feasibility prove nothing; the published
instances are not proved this way, and lose no more than this share."""

SUM = 0.3
"""The share of a slice for the first sum. If that proves all goals of `iss-crossflight` at once, it
takes half of that; otherwise the later strategies prove goal after goal, and the sum gets another
turn. Measured in docs/decisions/0013."""

SIMPLEX = 3.0
"""The effort of a relaxation per slice: the linear solver's deterministic clock is slower."""

PRIMAL = 8.0
"""The same for the primal simplex, after the dual has failed. On `iss-2011-2020` it needs between 3
and 8, two seconds, where the dual takes twelve, and it brings the bound of longest-waiting from
1,699,270 to 320,332. Measured in docs/decisions/0021."""

WITHOUT_DUAL, SHORT, SHORTER = 15_000, 25_000, 5.0
"""With more columns than the first, there is no dual simplex: it ends without an answer on all that
were measured. With more than the second, the effort of the primal is the third."""

ITERATIONS = 3_000
"""The iterations of the gradient method per slice, which comes when the others have failed.
Measured in docs/decisions/0023."""

LARGEST_SIMPLEX: tuple[Simplex, ...] = (("primal", SHORTER), ("gradient", ITERATIONS))
"""The same for the largest programs. On two-decades, whose hard rules have 42,000 variables, the
dual takes four seconds for a goal and the primal half a second. Measured in docs/decisions/0018."""

BRANCHED = 4_000
"""Up to this many variables there is branch and cut: the root takes 5 to 9 s, and beyond that it
does not end. Measured in docs/decisions/0019."""

NODES = 10
"""The nodes of branch and cut per slice; most of its plans come from the root."""

SOLVES = 60
"""The linear programs of the tree over the relaxation per slice, each about 50 ms. Measured in
docs/decisions/0028."""


def simplex_of(effort: float, columns: int) -> tuple[Simplex, ...]:
    """The methods to try for a relaxation in a slice, with their limits."""
    primal: Simplex = ("primal", (SHORTER if columns > SHORT else PRIMAL) * effort)
    gradient: Simplex = ("gradient", ITERATIONS * effort)
    if columns > WITHOUT_DUAL:
        return primal, gradient
    return ("dual", SIMPLEX * effort), primal, gradient


class Searches:
    """The searches of one model for its next goal, and what they have found out about it."""

    def __init__(self, run: Run, model: SeatModel) -> None:
        self.run_ = run
        self.model: SeatModel = model
        self._summed = -1
        self._hard: SeatModel | None = None
        self._tightened = False
        self._asked = False
        self._unbroken: Harder | None = None
        self.infeasible: bool = False
        self._fixed: dict[int, int] = {}
        self._begin_goal()

    def _begin_goal(self) -> None:
        self._linear: LinearProgram | None = None
        self._relaxed: Relaxed | None = None
        self._relaxable = True
        self._empty: int | None = None
        self._lns: PlanSearch | None = None
        self._fewest: FewestPeople | None = None
        self._alone: GoalAlone | None = None
        self._seeds = 0

    @property
    def first(self) -> Term:
        """The next goal."""
        return self.run_.todo[0]

    def _prove(self, term: Term, value: int) -> None:
        """Record that the next goal is proved, and forget what is known about it."""
        self._fix(term.worst(value))
        self.run_.keep(self.model, term, value)
        self._begin_goal()

    def _fix(self, value: int) -> None:
        """Fixes the variables shared by all plans that are no worse in the goal."""
        if self._linear is None or self._relaxed is None or not self._relaxed.multipliers:
            return
        worth = value if self.first.goal.sense == "max" else -value
        columns, values = settled(self._linear, self._relaxed.multipliers, worth)
        for column, fixed in zip(columns.tolist(), values.tolist(), strict=True):
            if column not in self._fixed:
                self._fixed[column] = fixed
                self.model.add_linear(LinearExpr([column]), fixed, fixed)

    def secure(self, effort: float) -> None:
        """Looks for a plan of the hard rules, without goals, with alternating presets."""
        run = self.run_
        hard = self._hard_model()
        hard.cp.clear_objective()
        presets = (PROVE, LOCAL, ORDERED, FEASIBLE, EXPLORE)
        for answer in run.attempts(hard, presets, FIRST * effort, "hard rules", self._new_seeds()):
            if answer.infeasible:
                self.infeasible = run.without_plan(hard.cp, answer) is Status.INFEASIBLE
                return
            if self._offer(answer, hard):
                return

    def secure_at_once(self, effort: float) -> None:
        """Find a plan of the hard rules if that is easy, before any goal counts."""
        self.secure(GLANCE * effort)

    def unbroken(self, effort: float, presets: Sequence[Preset] = (PROVE, LOCAL)) -> None:
        """Looks for a plan that breaks no soft rule, without goals: its cost is the best possible.

        If there is none, the cost is at least one unit of one rule.
        """
        run, term = self.run_, self.first
        self._asked = True
        harder = Harder.of(run, self.model, 0)
        if harder is None:
            return
        hard = harder.model
        for answer in run.attempts(hard, presets, FIRST * effort, "no soft rule broken"):
            if answer.infeasible:
                run.raise_bound(term, least_cost(self.model.source))
            elif self._offer(answer, hard):
                self._unbroken = harder
            return

    def _new_seeds(self) -> Iterator[int]:
        """A seed for each search that no one before had."""
        while True:
            self._seeds += 1
            yield self.run_.search.seed + self._seeds - 1

    def _offer(self, answer: Answer, source: SeatModel) -> bool:
        """Offers a plan that was found in a model, if this model has it."""
        solution = self.run_.moved(answer, source, self.model)
        if solution is None:
            return False
        self.run_.offer(self.model, solution)
        self._tell()
        return True

    def _hard_model(self) -> SeatModel:
        """The model without soft rules and goals; the model itself if it has none."""
        run, model = self.run_, self.model
        program = of_hard_rules(model.source)
        if program is model.source:
            return model
        if self._hard is None and model.source is run.roles.program:
            self._hard = run.hard
        if self._hard is None:
            self._hard = run.model(program, model.among)
        return self._hard

    def sum_at_first(self, effort: float) -> None:
        """The same, before anything else is tried."""
        self.sum(SUM * effort)
        if self.run_.search.left > 0:
            self.model.post_links()

    def sum(self, effort: float) -> None:
        """Optimizes all remaining goals in one search, as far as they fit into one number."""
        self._search(block_of(self.run_.todo), self.run_.preset, effort)

    def count(self, effort: float) -> None:
        """Optimizes the next goal, which counts people, number by number."""
        assert self._fewest is not None
        self._fewest.solve()

    def glance(self, effort: float) -> None:
        """Tries the next goal alone, briefly: if few rows decide it, it is proved at once."""
        self._search(block_of(self.run_.todo[:1]), self.run_.preset, GLANCE * effort)

    def one(self, effort: float) -> None:
        """The next goal alone."""
        self._search(block_of(self.run_.todo[:1]), self.run_.preset, LONGER * effort)

    def alone(self, effort: float) -> None:
        """The next goal in a model without those after it, with symmetry broken."""
        alone = self._goal_alone()
        if self.run_.incumbent is not None and alone.is_smaller:
            simplex = self._proven_simplex(effort) if self._is_solved() else None
            alone.search(PROVE, LONGER * effort, simplex)

    def _proven_simplex(self, effort: float) -> Sequence[Simplex]:
        """The simplex methods, first the one that solved the relaxation of the whole.

        Without the gradient method, which ends near the optimum only.
        """
        methods = simplex_of(effort, self.model.size)[:-1]
        known = self._relaxed
        return methods if known is None or known.simplex != "primal" else methods[::-1]

    def relax_alone(self, effort: float, simplex: Sequence[Simplex] = ()) -> None:
        """The relaxation of the next goal in that model, if it is much smaller, and RENS."""
        if self.first.goal.of_traffic:
            return
        alone = self._goal_alone()
        if alone.is_much_smaller:
            alone.relax(simplex or simplex_of(effort, alone.size), effort)

    def branch(self, effort: float) -> None:
        """The next goal in that model by branch and cut, for a better plan."""
        alone = self._goal_alone()
        if alone.size <= BRANCHED and not self.first.goal.of_traffic:
            alone.branch(round(NODES * effort))

    def split(self, effort: float) -> None:
        """The next goal in that model by a tree over its relaxation, for a better bound."""
        alone = self._goal_alone()
        if alone.size <= BRANCHED and not self.first.goal.of_traffic:
            alone.split(round(SOLVES * effort), self._proven_simplex(effort))

    def _goal_alone(self) -> GoalAlone:
        if self._alone is None:
            self._alone = GoalAlone(self.run_, self.model, self.first)
        return self._alone

    def other(self, effort: float) -> None:
        """The next goal alone, with the solver's own choice of rows, probing and symmetry."""
        self._search(block_of(self.run_.todo[:1]), EXPLORE, effort)

    def _search(self, block: Block, preset: Preset, effort: float) -> None:
        """Searches for the best of a block, from the incumbent."""
        run, model = self.run_, self.model
        self._hint()
        model.cp.clear_objective()
        model.cp.maximize(model.linear(block.objective))
        run.tell_goal(block.parts[0])
        with self._narrowed(block):
            answer = run.ask(model, preset, effort=effort, found=run.watching(model, block))
        bound = answer.bound
        if answer.infeasible:
            if run.incumbent is None:
                self.infeasible = run.without_plan(model.cp, answer) is Status.INFEASIBLE
                return
            run.verifier.must_be_infeasible()
            names = ", ".join(part.goal.name for part in block.parts)
            raise run.search.contradiction(
                f"the solver has a plan, but claims that there is none for {names}"
            )
        known = run.incumbent
        if known is not None:
            gains = (part.weight * part.gain(known.values[part.goal.name]) for part in block.parts)
            run.must_be_within(bound, sum(gains))
        if not answer.found:
            run.raise_bounds(block, bound)
            return
        solution = run.take(model, answer)
        run.must_be_within(bound, model.value(block.objective, solution))
        run.offer(model, solution)
        if answer.proved:
            for part in block.parts:
                self._prove(part, model.value(part.expression, solution))
        else:
            run.raise_bounds(block, bound)

    def _narrowed(self, block: Block) -> AbstractContextManager[None]:
        """While it lasts, the model has only plans that are as good as the incumbent in a goal."""
        if len(block.parts) > 1 or not self._is_solved():
            return nullcontext()
        run, term, linear, relaxed = self.run_, self.first, self._linear, self._relaxed
        assert run.incumbent is not None
        value = run.incumbent.values[term.goal.name]
        fixed = NOTHING
        if linear is not None and relaxed is not None and relaxed.multipliers:
            worth = value if term.goal.sense == "max" else -value
            fixed = settled(linear, relaxed.multipliers, worth)
        return narrowed(self.model, term.gain(value), term.gain(run.bound_of(term)), fixed)

    def _is_solved(self) -> bool:
        """Whether the values of the incumbent are a solution of the model as it is now.

        They are not where they come from another model, and where goals must be as good as is known
        from elsewhere.
        """
        known = self.run_.incumbent
        if (
            known is None
            or known.solution is None
            or len(known.solution) != len(self.model.variables)
        ):
            return False
        rows = linear_program_of(self.model, LinearExpr())
        return rows.has(np.array(known.solution, dtype=np.int64))

    def _hint(self) -> None:
        incumbent = self.run_.incumbent
        if incumbent is not None and incumbent.solution is not None:
            hint_values(self.model, incumbent.solution)

    def _tell(self) -> None:
        if self.run_.todo:
            self.run_.tell_goal(self.first)

    def neighborhoods(self, effort: float) -> None:
        """Replans parts of the incumbent, for the next goal."""
        if self._lns is None:
            self._lns = self._plan_search(TURN)
        self._improve(self._lns, effort)

    def neighborhoods_at_first(self, effort: float) -> None:
        """Replans small parts of it, before a relaxation that may take much longer."""
        self._improve(self._plan_search(EARLY), effort)

    def _plan_search(self, pace: Pace) -> PlanSearch:
        term = self.first
        objective = term.expression * (1 if term.goal.sense == "max" else -1)
        return PlanSearch(self.model, objective, self._relaxed, self.run_.search, pace)

    def _improve(self, lns: PlanSearch, effort: float) -> None:
        """Improves the incumbent, if the values of all variables are known."""
        run, term = self.run_, self.first
        if run.incumbent is None or run.incumbent.solution is None or not self.model.rows.complete:
            return
        partial, solution = PartialSolution(self.model), run.incumbent.solution
        if len(solution) < len(partial.values):  # rows with new variables were separated since
            return
        partial.fill(solution)
        sign = 1 if term.goal.sense == "max" else -1
        if lns.run(partial, effort, sign * run.bound_of(term)):
            run.offer(self.model, partial.values.tolist())
            self._tell()
