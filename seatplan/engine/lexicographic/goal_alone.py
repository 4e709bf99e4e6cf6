"""The next goal in a model of its own: without the goals after it, and with symmetry broken.

What later goals count distinguishes people who are interchangeable so far: how long someone has
waited says nothing while seats are filled. So the model has the goals up to the next one alone, and
soft rules only if their cost is among these. It is smaller, and of plans that differ only in who of
the interchangeable people flies, it keeps one (`symmetry.py`). Every plan of the program has an
image in it of the same value, so its bound is a bound of the program.

The goal after it may come along, as a sum: where the search of the goal needs many branches, the
next goal would need them all again.

Measured in docs/decisions/0018 and 0032.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import evolve

from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.model.objective_blocks import block_of, terms
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.model.symmetry import Class, break_symmetry, classes_of, in_order
from seatplan.engine.solver.answer import LOG
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.structure.backups import asks_for_backups

SMALLER = 0.6
"""The largest share of the rows or columns of the whole with which a model is much smaller: its
relaxation is solved first, and replaces that of the whole in the first round. With open dates,
`longest-waiting` has most of the columns. Measured in docs/decisions/0035."""


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


def people_in(classes: Sequence[Class]) -> int:
    """The number of people in these classes."""
    return sum(len(unit) for one in classes for unit in one)


class GoalAlone(GoalSearch):
    """The search of one goal in a model of its own; its plans are completed to the whole.

    Attributes:
        whole: the search of the goal in the model of the whole.
        is_much_smaller: whether the model has far fewer rows or columns than the whole.
    """

    def __init__(self, whole: GoalSearch, also: Sequence[Goal] = ()) -> None:
        """
        Args:
            whole: the search of the goal in the model of the whole.
            also: goals right after it that count too, if they all fit into one sum.
        """
        run, goals = whole.run, (whole.term.goal, *also)
        self.whole = whole
        reached = {one.goal.name: one.worst for one in run.reached}
        source = evolve(whole.model.source, goals=run.program.named_goals)
        names = frozenset({*reached, *(goal.name for goal in goals)})
        model = run.model(up_to(source, names), whole.model.among)
        model.post_links()
        for kept in terms(model, [one for one in source.goals if one.name in reached]):
            model.add(kept.no_worse(reached[kept.goal.name]))
        super().__init__(run, model, block_of(terms(model, goals)))
        rows, columns = len(model.rows), model.size
        most = SMALLER * len(whole.model.rows), SMALLER * whole.model.size
        self.is_much_smaller: bool = rows <= most[0] or columns <= most[1]

    @property
    def is_smaller(self) -> bool:
        """Whether it lacks anything that the whole model has, or any plan."""
        return bool(self.symmetry) or self.model.size < self.whole.model.size

    @property
    def interchangeable(self) -> int:
        """The number of people who are interchangeable; no rows are posted."""
        return people_in(classes_of(self.model, self.block.objective))

    @cached_property
    def symmetry(self) -> tuple[Class, ...]:
        """Who is interchangeable; the rows that keep one of several like plans are posted.

        They come after the relaxation: in one with them, integral values contradict each other more
        often.
        """
        classes = classes_of(self.model, self.block.objective)
        break_symmetry(self.model, classes)
        LOG.debug(
            "%s alone: %d variables, %d rows; %d classes, %d people interchangeable",
            self.term.goal.name,
            self.model.size,
            len(self.model.rows),
            len(classes),
            people_in(classes),
        )
        return classes

    def post_symmetry(self) -> None:
        """Posts the rows that keep one of several like plans, if they are not posted yet."""
        _ = self.symmetry

    def has_incumbent(self) -> bool:
        """Whether the incumbent, a plan of the whole, has an image in this model."""
        return self.whole.has_incumbent()

    def hint(self) -> None:
        """Gives the solver the image of the incumbent to start from."""
        known = self.run.incumbent
        if known is not None:
            plan = self.run.roles.merge(known.plan)
            hint_plan(self.model, in_order(self.model, self.symmetry, plan))

    def improve(self, effort: float) -> None:
        """Replans parts of the incumbent, whose values are those of the whole model."""
        self.whole.improve(effort)

    def watch(self) -> None:
        """Reports nothing on the way: plans have to be completed first."""

    def offer(self, solution: list[int]) -> None:
        """Offers a plan of this model, completed to the whole, if it is better."""
        if self.model.value(self.block.objective, solution) > self.known:
            self.complete(read_plan(self.model, solution))

    def complete(self, plan: Plan) -> None:
        """Offers a plan that may break what is put off, with the values of the whole.

        What is put off may be a soft rule that is hard here and in the whole: the check alone would
        not call that wrong.
        """
        run = self.run
        report = run.verifier.read(run.roles.split(plan))
        broken = {one.requirement for one in report.violations} & self.model.lazy_rows.keys()
        self.model.separate(broken)
        if broken or run.verifier.wrong(report):
            return
        completed = run.complete(self.whole.model, plan)
        if completed is not None:
            self.whole.offer(completed)
