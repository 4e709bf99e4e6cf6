"""The next goal in a model of its own: without the goals after it, and with symmetry broken.

What later goals count distinguishes people who are interchangeable so far: how long someone has
waited says nothing while seats are filled. So the model has the goals up to the next one alone, and
soft rules only if their cost is among these. It is smaller, and of plans that differ only in who of
the interchangeable people flies, it keeps one (`symmetry.py`). Every plan of the program has an
image in it of the same value, so its bound is a bound of the program.

Measured in docs/decisions/0015.
"""

from __future__ import annotations

import math

from attrs import evolve

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term, terms
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.model.symmetry import break_symmetry, classes_of, in_order
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.presets import Preset
from seatplan.goals.keep_rules import KeepRules
from seatplan.program import Program
from seatplan.structure.backups import asks_for_backups


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
        is_smaller: whether it lacks anything that the whole model has, or any plan.
    """

    def __init__(self, run: Run, whole: SeatModel, term: Term) -> None:
        self._run, self._whole = run, whole
        self._turns = 0
        reached = {one.goal.name: one.worst for one in run.reached}
        source = evolve(whole.source, goals=run.program.named_goals)
        program = up_to(source, frozenset({*reached, term.goal.name}))
        self._model: SeatModel = SeatModel(
            program,
            plan=run.plan,
            active=run.active,
            among=whole.among,
            patient=True,
            traffic=run.traffic,
            pulse=run.search.pulse,
        )
        self._model.post_links()
        goals = [goal for goal in run.program.named_goals if goal.name in reached]
        for kept in terms(self._model, goals):
            worst = reached[kept.goal.name]
            if kept.goal.sense == "max":
                self._model.add_linear(kept.expression, worst, None)
            else:
                self._model.add_linear(kept.expression, None, worst)
        self._block = Block((terms(self._model, [term.goal])[0],))
        self._classes = classes_of(self._model, self._block.objective)
        break_symmetry(self._model, self._classes)
        people = sum(len(unit) for one in self._classes for unit in one.units)
        LOG.debug(
            "%s alone: %d variables, %d rows; %d classes, %d people interchangeable",
            term.goal.name,
            self._model.size,
            len(self._model.rows),
            len(self._classes),
            people,
        )
        self.is_smaller: bool = bool(self._classes) or self._model.size < whole.size

    def search(self, preset: Preset, effort: float) -> None:
        """Searches for the best of the goal, from the incumbent."""
        run, model, block = self._run, self._model, self._block
        known = run.incumbent
        assert known is not None
        hint_plan(model, in_order(model, self._classes, run.roles.merge(known.plan)))
        model.cp.clear_objective()
        model.cp.maximize(model.linear(block.objective))
        seed = run.search.seed + self._turns  # proofs are heavy-tailed too
        self._turns += 1
        answer = run.ask(model, preset, effort=effort, seed=seed)
        term = block.parts[0]
        if answer.infeasible:
            run.verifier.must_be_infeasible()
            raise run.search.contradiction(
                f"the solver has a plan, but claims that there is none for {term.goal.name!r}"
            )
        bound = answer.solver.best_objective_bound if answer.found else math.inf
        run.must_be_within(bound, term.gain(known.values[term.goal.name]))
        if answer.found:
            solution = run.take(model, answer)
            value = model.value(term.expression, solution)
            run.must_be_within(bound, term.gain(value))
            if term.gain(value) > term.gain(known.values[term.goal.name]):
                completed = run.complete(self._whole, read_plan(model, solution))
                if completed is not None:
                    run.offer(self._whole, completed)
        run.raise_bounds(block, bound)
        run.tell_goal(term)
