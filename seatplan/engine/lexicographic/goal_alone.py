"""The next goal in a model of its own: without the goals after it, and with symmetry broken.

What later goals count distinguishes people who are interchangeable so far: how long someone has
waited says nothing while seats are filled. So the model has the goals up to the next one alone, and
soft rules only if their cost is among these. It is smaller, and of plans that differ only in who of
the interchangeable people flies, it keeps one (`symmetry.py`). Every plan of the program has an
image in it of the same value, so its bound is a bound of the program.

Measured in docs/decisions/0015 and 0018.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress

import numpy as np
from attrs import evolve

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term, terms
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.model.symmetry import Class, break_symmetry, classes_of, in_order
from seatplan.engine.primal.constructor import construct
from seatplan.engine.primal.improving import TURN, PlanSearch
from seatplan.engine.primal.rens import Rens
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.branch_and_cut import best_found
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.narrowing import NOTHING, narrowed
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import Preset
from seatplan.engine.solver.propagation import propagated
from seatplan.engine.solver.relaxation import Relaxed, Simplex, Unsolvable, relax, settled
from seatplan.engine.solver.tree import Tree
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import Variable
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.structure.backups import asks_for_backups

SMALLER = 0.6
"""The largest share of the rows of the whole with which a model is much smaller: its relaxation is
solved first, and replaces that of the whole in the first round."""


def up_to(program: Program, names: frozenset[str]) -> Program:
    """The program with these goals alone, and without soft rules unless their cost is a goal.

    Soft rules that require backups stay: without them, no plan could keep a backup that
    `least-change` counts.
    """
    goals = tuple(goal for goal in program.named_goals if goal.name in names)
    rules = program.named_rules
    if not any(isinstance(goal, KeepRules) for goal in goals):
        rules = tuple(rule for rule in rules if rule.weight is None or asks_for_backups(rule))
    return evolve(program, rules=tuple(rules), goals=goals)


class GoalAlone:
    """The model of one goal, and the searches of it.

    Attributes:
        is_much_smaller: whether it has far fewer rows than the whole.
        is_relaxed: whether its relaxation is solved.
    """

    def __init__(self, run: Run, whole: SeatModel, term: Term) -> None:
        self._run, self._whole = run, whole
        self._turns = 0
        self._linear: LinearProgram | None = None
        self._relaxed: Relaxed | None = None
        self.is_relaxed: bool = False
        self._classes: tuple[Class, ...] | None = None
        reached = {one.goal.name: one.worst for one in run.reached}
        source = evolve(whole.source, goals=run.program.named_goals)
        program = up_to(source, frozenset({*reached, term.goal.name}))
        self._model: SeatModel = run.model(program, whole.among)
        self._model.post_links()
        goals = [goal for goal in run.program.named_goals if goal.name in reached]
        for kept in terms(self._model, goals):
            self._model.add(kept.no_worse(reached[kept.goal.name]))
        self._block = Block((terms(self._model, [term.goal])[0],))
        self.is_much_smaller: bool = len(self._model.rows) <= SMALLER * len(whole.rows)

    @property
    def is_smaller(self) -> bool:
        """Whether it lacks anything that the whole model has, or any plan."""
        return bool(self._symmetry()) or self._model.size < self._whole.size

    def _symmetry(self) -> tuple[Class, ...]:
        """Who is interchangeable; the rows that keep one of several like plans are posted.

        They come after the relaxation: in one with them, integral values contradict each other more
        often.
        """
        if self._classes is None:
            self._classes = classes_of(self._model, self._block.objective)
            break_symmetry(self._model, self._classes)
            LOG.debug(
                "%s alone: %d variables, %d rows; %d classes, %d people interchangeable",
                self._block.parts[0].goal.name,
                self._model.size,
                len(self._model.rows),
                len(self._classes),
                sum(len(unit) for one in self._classes for unit in one.units),
            )
        return self._classes

    def relax(self, simplex: Sequence[Simplex], effort: float) -> None:
        """Derives an exact bound from the linear relaxation, and a plan from its integral values.

        Args:
            simplex: the methods to try, with their limits.
            effort: for the plan.
        """
        run, model, term = self._run, self._model, self._block.parts[0]
        sign = 1 if term.goal.sense == "max" else -1
        linear = propagated(linear_program_of(model, term.expression * sign))
        try:
            relaxed = relax(linear, run.search, simplex)
        except Unsolvable:  # the search of the whole model proves that there is no plan
            return
        if relaxed is None:
            return
        known = run.incumbent
        if known is not None:
            run.must_be_within(relaxed.bound, sign * known.values[term.goal.name])
        run.raise_bound(term, sign * relaxed.bound)
        run.tell_goal(term)
        self.is_relaxed = True
        self._linear, self._relaxed = linear, relaxed
        if not model.rows.complete or model.open_dates:
            return
        worth: dict[Variable, int] = {}
        for one in np.flatnonzero(linear.costs).tolist():
            worth[one] = int(linear.costs[one])
        partial = PartialSolution(model)
        if not construct(partial, [Rens(relaxed, worth, effort)], run.search):
            return
        if partial.broken():  # what was put off; without a repair, the plan would be lost
            repair = PlanSearch(model, term.expression * sign, relaxed, run.search, TURN)
            if not repair.run(partial, effort, relaxed.bound):
                return
        solution = partial.solution(run.search)
        if solution is not None:
            self._offer(read_plan(model, solution))

    def _offer(self, plan: Plan) -> None:
        """Offers a plan of this model that may break what is put off, completed to the whole.

        What is put off may be a soft rule that is hard here and in the whole: the check alone would
        not call that wrong.
        """
        run = self._run
        report = run.verifier.read(run.roles.split(plan))
        broken = {one.requirement for one in report.violations} & self._model.lazy_rows.keys()
        self._model.separate(broken)
        if broken or run.verifier.wrong(report):
            return
        completed = run.complete(self._whole, plan)
        if completed is not None and run.offer(self._whole, completed):
            run.tell_goal(self._block.parts[0])

    @property
    def size(self) -> int:
        """How many variables it has."""
        return self._model.size

    def branch(self, nodes: int) -> None:
        """Looks for a better plan by branch and cut, in so many nodes."""
        run, model, term = self._run, self._model, self._block.parts[0]
        if not model.rows.complete:
            return
        sign = 1 if term.goal.sense == "max" else -1
        linear = linear_program_of(model, term.expression * sign)
        solution = best_found(linear, run.search, nodes)
        known = run.incumbent
        assert known is not None
        if solution is not None:
            value = model.value(term.expression, solution)
            if term.gain(value) > term.gain(known.values[term.goal.name]):
                self._offer(read_plan(model, solution))

    def split(self, solves: int, simplex: Sequence[Simplex]) -> None:
        """Raises the bound by a tree over the relaxation, with so many linear programs."""
        run, term = self._run, self._block.parts[0]
        assert run.incumbent is not None
        value = run.incumbent.values[term.goal.name]
        self._settled(value, simplex)
        if self._linear is None or self._relaxed is None:
            return
        sign = 1 if term.goal.sense == "max" else -1
        bound = Tree(self._linear, sign * value, run.search).bound(solves)
        run.raise_bound(term, sign * bound)
        run.tell_goal(term)

    def _narrowed(self, simplex: Sequence[Simplex]) -> AbstractContextManager[None]:
        """While it lasts, the model has only plans that are as good as the incumbent."""
        run, term = self._run, self._block.parts[0]
        assert run.incumbent is not None
        value = run.incumbent.values[term.goal.name]
        shared = self._settled(value, simplex)
        return narrowed(self._model, term.gain(value), term.gain(run.bound_of(term)), shared)

    def _settled(self, value: int, simplex: Sequence[Simplex]) -> tuple[Whole, Whole]:
        """The columns with the same value in all plans of at least that value, and the values."""
        run, model, term = self._run, self._model, self._block.parts[0]
        sign = 1 if term.goal.sense == "max" else -1
        if self._linear is None and model.rows.complete:
            self._linear = propagated(linear_program_of(model, term.expression * sign))
            with suppress(Unsolvable):  # the search proves that there is no plan
                self._relaxed = relax(self._linear, run.search, simplex)
        if self._linear is None or self._relaxed is None:
            return NOTHING
        return settled(self._linear, self._relaxed.multipliers, sign * value)

    def search(self, preset: Preset, effort: float, simplex: Sequence[Simplex] | None) -> None:
        """Searches for the best of the goal, from the incumbent.

        Args:
            preset: how the solver is set up.
            effort: in deterministic time.
            simplex: the methods to try, with their limits, for the relaxation that narrows the
                search to plans as good as the incumbent; None if the incumbent is not among them.
        """
        run, model, block = self._run, self._model, self._block
        known = run.incumbent
        assert known is not None
        hint_plan(model, in_order(model, self._symmetry(), run.roles.merge(known.plan)))
        model.cp.clear_objective()
        model.cp.maximize(model.linear(block.objective))
        seed = run.search.seed + self._turns  # proofs are heavy-tailed too
        self._turns += 1
        term = block.parts[0]
        with nullcontext() if simplex is None else self._narrowed(simplex):
            answer = run.ask(model, preset, effort=effort, seed=seed)
        if answer.infeasible:
            run.verifier.must_be_infeasible()
            raise run.search.contradiction(
                f"the solver has a plan, but claims that there is none for {term.goal.name!r}"
            )
        bound = answer.bound
        run.must_be_within(bound, term.gain(known.values[term.goal.name]))
        if answer.found:
            solution = run.take(model, answer)
            value = model.value(term.expression, solution)
            run.must_be_within(bound, term.gain(value))
            if term.gain(value) > term.gain(known.values[term.goal.name]):
                self._offer(read_plan(model, solution))
        run.raise_bounds(block, bound)
        run.tell_goal(term)
