"""The portfolio: strategies that share one incumbent and one bound for each goal.

No strategy works for every program: the weighted sum of all goals proves some programs at once and
makes no progress on others, and the same is true of each goal by itself. So each strategy gets a
slice of deterministic time, which ends at the same point in every run. The next strategy starts
from the plan found so far, and slices get longer after each round. Their order is that of
`Portfolio._ways`; docs/how-it-searches.md says where each of them helps.

Measured in docs/decisions/0011, 0013, 0018, 0019, 0025 and 0027.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from seatplan.engine.lexicographic.fewest_people import FewestPeople
from seatplan.engine.lexicographic.hardening import (
    Harder,
    can_harden,
    cost_of_rules,
)
from seatplan.engine.lexicographic.traffic_first import polish
from seatplan.engine.lexicographic.warm_start import ROUNDED, improve_at_first
from seatplan.engine.lexicographic.ways import Ways
from seatplan.engine.model.objective_blocks import Term
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.presets import LOCAL_RAW
from seatplan.engine.solver.relaxation import LARGEST_SIMPLEX
from seatplan.goals.keep_rules import KeepRules
from seatplan.result import Status

SLICE = 1.0
"""The slice of the first round, in deterministic time: about a second."""

GROWTH = 2.5
"""The factor by which slices grow from round to round."""

BEGIN = 0.5
"""The effort of a first plan that comes before everything else, as a slice."""

AGAIN = 4.0
"""The factor by which that effort grows if no plan is found: where plans are rare, RENS and LNS
find none either, and take longer. Measured in docs/decisions/0017."""

SLOW = 15_000
"""From this many variables on, the relaxation of a goal takes several seconds."""

FAR = 0.1
"""Beyond this share of value or bound, LNS comes before the relaxation: on 40 flights and 196
people that takes 8 s for `fill-seats`. Measured in docs/decisions/0027."""

OPEN = 0.03
"""Beyond this share of the value, the search of `keep-rules` in a model of its own waits for the
tree of the next round, which raises the bound far more. Measured in docs/decisions/0028."""

SMALL = 4_000
"""Up to this many variables, the sum of the goals comes first: it is proved at once."""


class Portfolio(Ways):
    """The goals of one model, from the first that is not proved to the last."""

    @property
    def _next(self) -> Term | None:
        return self.run_.todo[0] if self.run_.todo else None

    def run(self) -> Status:
        """Optimizes goal after goal, until all are proved or the time is up."""
        run = self.run_
        level = 0
        if self._goal is not None and self._goal.term is not self._next:  # a start has proved it
            self._begin_goal()
        if run.todo or run.incumbent is None:
            if run.search.left <= 0:
                return self._end()
            if len(self.model.variables) > SMALL or len(run.todo) < 2:
                self.model.post_links()
            self._tighten()
        while run.todo or run.incumbent is None:
            goal = run.todo[:1]
            effort = run.scale * SLICE * GROWTH**level
            for name, way in self._ways(level):
                if run.search.left <= 0 or level >= run.rounds:
                    return self._end()
                before = self._state()
                run.trying(name)
                way(effort)
                LOG.debug(
                    "%s: effort %.1f, before %s, after %s", name, effort, before, self._state()
                )
                if run.infeasible:
                    return Status.INFEASIBLE
                polish(run, self.model)
                self._notice()
                proved = any(one is not self._next for one in goal)  # it may come again at the end
                if proved:
                    self._tighten()
                if proved or (run.incumbent is not None and not run.todo):
                    self._begin_goal()
                    level = -1
                    break
            level += 1
        self.model.cp.clear_objective()
        return Status.OPTIMAL

    def begin(self) -> bool:
        """Finds a first plan of a program that is not small; returns whether there may be one.

        If the cost of the soft rules is the first goal, it looks for a plan that breaks none.
        """
        if self._may_be_unbroken():
            self.unbroken(BEGIN)
            self._notice()
            self._tighten()
        for effort in (BEGIN, AGAIN * BEGIN):
            if self.run_.incumbent is None and not self.run_.infeasible:
                self.secure(effort)
        return not self.run_.infeasible

    def begin_large(self) -> bool:
        """Proves goals by relaxations of their own, up to the first that stays open.

        For the cost of soft rules, it looks for a plan that breaks none in the largest programs;
        otherwise it leaves that goal, as those that count people, to the portfolio.

        Returns:
            whether a goal is proved: then the portfolio goes on from the incumbent, which a start
            that builds a plan would do without.
        """
        open_ = len(self.run_.todo)
        while len(self.run_.todo) > 1 and self._may_be_alone():
            goal = self.first
            costs = isinstance(goal.goal, KeepRules)
            if self._counts_people() or (costs and self.model.size <= ROUNDED):
                break
            if self._may_be_unbroken():
                self.unbroken(BEGIN, (LOCAL_RAW,))
            else:
                self.run_.trying("relaxation of the goal alone")
                self.relax_alone(BEGIN, LARGEST_SIMPLEX)
                self._notice()
                if self._next is goal and self.model.size <= ROUNDED:
                    improve_at_first(self.run_, self.model, goal)
            self._notice()
            if self._next is goal:
                break
            self._tighten()
            self._begin_goal()
        return len(self.run_.todo) < open_

    def _end(self) -> Status:
        return Status.UNKNOWN if self.run_.incumbent is None else Status.FEASIBLE

    def _state(self) -> str:
        run = self.run_
        if not run.todo:
            return "no goal left"
        name = self.first.goal.name
        value = "none" if run.incumbent is None else run.incumbent.values[name]
        return f"{name} {value} of {run.bounds.get(self.first.key)}"

    def _ways(self, level: int) -> Iterator[tuple[str, Callable[[float], None]]]:
        """The strategies of a round."""
        run = self.run_
        if not run.todo:
            yield "hard rules", self.secure
            return
        small = len(self.model.variables) <= SMALL
        if run.incumbent is None and not small:
            yield "hard rules", self.secure
        if self._counts_people():
            if small and level == 0:  # what it proves takes K-feasibility far longer
                yield "one goal, for a moment", self.glance
                yield "relaxation, for a moment", self.relax_at_once
            if run.incumbent is None and small:
                yield "hard rules", self.secure
            if run.incumbent is not None and run.rounds == math.inf:  # unlimited by the slice
                yield "K-feasibility", self.count
        several = len(run.todo) > 1 and not self.first.gives
        if several and level == 0 and self._summed != run.gave and self.model.size <= ROUNDED:
            self._summed = run.gave
            yield "sum of the goals", self.sum_at_first
        apart = not small and several and self._may_be_alone()
        people = self._fewest is not None
        if apart and not people and not self._is_relaxed():
            yield "relaxation of the goal alone", self.relax_alone
        if level == 0 and self._may_be_unbroken():
            if run.incumbent is None and small:
                yield "hard rules, for a moment", self.secure_at_once
            yield "no soft rule broken", self.unbroken
        if run.incumbent is None and small:
            yield "hard rules", self.secure
        if people and level < 2 and run.incumbent is not None:
            yield "people at the bound", self.people
        begins_alone = level == 0 and apart and self._is_much_smaller()
        if begins_alone:
            yield "one goal, without those after it", self.alone
        if self.goal.relaxed is None and self.goal.relaxable and not begins_alone:
            if level == 0 and self.model.size > SLOW and self._is_far():
                yield "small neighborhoods", self.neighborhoods_at_first
            yield "relaxation", self.relax
            yield "RENS", self.goal.rens
        if run.incumbent is not None and not self.model.open_dates:
            yield "large neighborhoods", self.goal.improve
        splits = self._may_be_alone() and isinstance(self.first.goal, KeepRules)
        if splits and level:
            yield "tree over the relaxation", self.split
        waits = not level and splits and self._is_open()
        if self._may_be_alone() and not begins_alone and not waits:
            yield "one goal, without those after it", self.alone
        if level == 1 and self._may_be_alone() and run.rounds == math.inf:
            yield "branch and cut", self.branch
        late = level > 0 or run.rounds == 1
        goal = self.goal
        if late and goal.relaxed is not None and goal.empty != run.bound_of(self.first):
            yield "face of the relaxation", goal.face
        yield "one goal", self.one
        if late:
            yield "one goal, otherwise", self.other
        if several and level:
            yield "sum of the goals", self.sum

    def _is_far(self) -> bool:
        """Whether the incumbent is far from the bound, and may be improved at once."""
        run = self.run_
        if run.incumbent is None or self.model.open_dates:
            return False
        value, bound = run.incumbent.values[self.first.goal.name], run.bound_of(self.first)
        return abs(value - bound) > FAR * max(abs(value), abs(bound))

    def _is_open(self) -> bool:
        """Whether a small model's bound is so far away that only the tree will raise it."""
        run = self.run_
        small = self.model.size <= SMALL
        if not small or run.incumbent is None or self.goal.relaxed is None:
            return False
        value, bound = run.incumbent.values[self.first.goal.name], run.bound_of(self.first)
        return abs(value - bound) > OPEN * abs(value)

    def _may_be_alone(self) -> bool:
        """Whether the next goal can be in a model of its own."""
        return self.run_.incumbent is not None and can_harden(self.run_, self.model)

    def _is_relaxed(self) -> bool:
        """Whether the relaxation of the next goal in a model of its own is known."""
        return self._alone is not None and self._alone.is_rounded

    def _is_much_smaller(self) -> bool:
        """Whether that model is much smaller, so that the relaxation of the whole can wait."""
        return self._alone is not None and self._alone.is_much_smaller

    def _may_be_unbroken(self) -> bool:
        """Whether the next goal is the cost of the soft rules, which may be 0."""
        run = self.run_
        return (
            not self._asked
            and bool(run.todo)
            and isinstance(self.first.goal, KeepRules)
            and run.bound_of(self.first) <= 0
            and can_harden(run, self.model)
        )

    def _counts_people(self) -> bool:
        """Whether the next goal counts people one by one, and there is a number left to try."""
        if self._fewest is None:
            self._fewest = FewestPeople.of(self.goal)
        return self._fewest is not None and bool(self._fewest.seats) and not self._fewest.is_over

    def _notice(self) -> None:
        """Marks goals as proved whose value equals their bound."""
        run = self.run_
        while run.todo and run.incumbent is not None:
            term = self.first
            value = run.incumbent.values[term.goal.name]
            if value != run.bound_of(term):
                return
            self.prove(term, value)

    def _tighten(self) -> None:
        """Switches to a model with more hard rules once the cost of soft rules is proved."""
        run = self.run_
        cost = cost_of_rules(run)
        if self._tightened or cost is None or not run.todo or run.incumbent is None:
            return
        self._tightened = True
        if not can_harden(run, self.model):
            return
        known, self._unbroken = self._unbroken, None
        harder = known if known is not None and cost == 0 else Harder.of(run, self.model, cost)
        if harder is not None and harder.take_over():
            model = harder.model
            LOG.debug("soft rules hard: %d variables, %d rows", model.size, len(model.rows))
            self.model, self._hard, self._fixed = model, None, set()
            self._begin_goal()
