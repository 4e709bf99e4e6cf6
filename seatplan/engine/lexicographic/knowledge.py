"""What is known in one solve: the best plan so far, and the value and bound of each goal.

The incumbent is the best plan so far, as evaluated by the check. All ways share it and the
bounds, which never get weaker.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from seatplan.certificate import KeptGoal
from seatplan.engine.model.objective_blocks import Block, Term
from seatplan.engine.solver.verification import Reached, beyond
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.result import BoundClaim, GoalValue
from seatplan.timeline import PlanIndex

Selection = tuple[tuple[str, ...], tuple[str, ...] | None]
"""The ids of what is given up, and the only ids in force."""


@frozen(eq=False)
class Incumbent:
    """A plan that passes the check.

    Attributes:
        plan: the plan.
        values: its value in each goal, by name.
        solution: the values of the model's variables in it; None if they are not known.
    """

    plan: Plan
    values: Mapping[str, int]
    solution: list[int] | None

    def is_better_than(
        self, other: Incumbent | None, goals: Sequence[Goal], best: Mapping[str, int]
    ) -> bool:
        """Whether it is strictly better, in the order of `rank`."""
        if other is None:
            return True
        return rank(self.values, goals, best) > rank(other.values, goals, best)


def rank(
    values: Mapping[str, int], goals: Sequence[Goal], best: Mapping[str, int] | None = None
) -> tuple[int, ...]:
    """A key to compare plans by: goal by goal in order, more is better.

    Args:
        values: by goal.
        goals: in their order.
        best: by goal, its best value where proved. A loss within a goal's `give` counts only
            if all goals are equal otherwise.
    """
    first, last = [], []
    for goal in goals:
        value = values[goal.name]
        sign = 1 if goal.sense == "max" else -1
        known = None if best is None else best.get(goal.name)
        if known is None or not goal.give:
            first.append(sign * value)
        else:
            first.append(min(sign * value, sign * goal.worst(known)))
            last.append(sign * value)
    return (*first, *last)


class Known:
    """What is known about the plans and goals of a program.

    Attributes:
        incumbent: the best plan so far.
        given: the plan that was given, if it passes the check.
        reached: the goals that are proved.
        todo: the goals that are not.
        last: by goal with a `give`, its final proved value.
        bounds: by term; no plan that is as good in the terms before can be better than this.
        comes_back: whether goals with a `give` are optimized once more, after all others.
    """

    comes_back = True

    def __init__(self, program: Program, plan: Plan | None, as_of: date | None) -> None:
        self.program = program
        self.plan = plan
        self.as_of = as_of
        self.incumbent: Incumbent | None = None
        self.given: Incumbent | None = None
        self.reached: list[Reached] = []
        self.todo: list[Term] = []
        self.last: dict[str, int] = {}
        self.bounds: dict[tuple[str, bool], int] = {}
        self._kept: list[Term] = []
        self._came_back = 0

    @property
    def best(self) -> dict[str, int]:
        """By goal, its best value where proved."""
        return {one.goal.name: one.value for one in self.reached}

    def improves(self, plan: Incumbent) -> bool:
        """Whether a plan is strictly better than the best so far."""
        return plan.is_better_than(self.incumbent, self.program.named_goals, self.best)

    def claims(self, values: Sequence[GoalValue], selection: Selection) -> list[BoundClaim]:
        """The claim about each goal."""
        goals = {goal.name: goal for goal in self.program.named_goals}
        kept = [KeptGoal(one.id, goals[one.id].worst(one.best)) for one in values]
        return [
            self.claim(selection, one.id, one.bound, tuple(kept[:number]))
            for number, one in enumerate(values)
        ]

    def claim(
        self,
        selection: Selection,
        goal: str | None = None,
        bound: int = -1,
        kept: tuple[KeptGoal, ...] = (),
    ) -> BoundClaim:
        """The claim about one goal; without a goal, the claim that there is no plan."""
        return BoundClaim(self.program, self.plan, self.as_of, goal, bound, kept, *selection)

    def left(self) -> list[Reached]:
        """The goals that are not proved; before there is a model, all of them."""
        assert self.incumbent is not None
        if self.todo or self.reached:
            bounds = [(term.goal, self.bound_of(term)) for term in self.todo if not term.last]
            return [self._open(goal, bound) for goal, bound in bounds]
        reading = PlanIndex(
            self.program, self.incumbent.plan, as_of=self.as_of, reference=self.plan
        )
        return [self._open(goal, goal.limit(reading)) for goal in self.program.named_goals]

    def _open(self, goal: Goal, bound: int | None) -> Reached:
        """A goal that is not proved: its value and its bound."""
        assert self.incumbent is not None
        value = self.incumbent.values[goal.name]
        if bound is None:
            bound = beyond(goal, value)
        return Reached(goal, value, value if goal.is_better(value, bound) else bound, value)

    def bound_of(self, term: Term) -> int:
        """The bound of a goal: no plan can be better."""
        return self.bounds.get(term.key, term.best)

    def raise_bound(self, term: Term, bound: int) -> None:
        """Records that no plan as good in the goals before is better; bounds never get weaker."""
        before = self.bound_of(term)
        self.bounds[term.key] = before if term.goal.is_better(bound, before) else bound

    def raise_bounds(self, block: Block, bound: float) -> None:
        """Derives bounds from the bound of a sum: for its first goal, and perhaps for the next."""
        if not math.isfinite(bound):
            return
        found = self.incumbent  # without one, no value is known but the worst
        values = [
            part.value(0) if found is None else found.values[part.goal.name] for part in block.parts
        ]
        for part, value, limit in zip(
            block.parts, values, block.bounds(bound, values), strict=True
        ):
            self.raise_bound(part, limit)
            if value != limit:
                return

    def prove(self, term: Term, value: int) -> None:
        """Records the best value of a goal."""
        self.bounds[term.key] = value
        self.todo = [one for one in self.todo if one.key != term.key]
        if term.last:
            self.last[term.goal.name] = value
            self._came_back += 1
            return
        self.reached.append(Reached(term.goal, value, value, term.worst(value)))
        self._kept.append(term)
        self.once_more()
        if self.given is not None and self.improves(self.given):  # it loses within a `give`
            self.incumbent = self.given

    def move_to(self, terms: Mapping[tuple[str, bool], Term]) -> None:
        """Goes on with the terms of another model, also where goals that give come back."""
        self._kept = [terms[term.key] for term in self._kept]

    @property
    def gave(self) -> int:
        """How many of the proved goals have a `give`."""
        return sum(term.gives for term in self._kept)

    def once_more(self) -> None:
        """Once no goal with a `give` is open, puts each of them last, to be optimized once more."""
        goals = {goal.name for goal in self.program.named_goals}
        known = {*self.best, *(term.goal.name for term in self.todo)}
        going_on = goals != known or any(term.gives or term.last for term in self.todo)
        if going_on or not self.comes_back:
            return
        again = (term for term in self._kept if term.gives and term.goal.name not in self.last)
        for term in again:
            best = self.best[term.goal.name]
            if term.goal.room(best):
                self.todo.append(term.within(best))
            else:
                self.last[term.goal.name] = best
