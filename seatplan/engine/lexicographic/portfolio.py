"""The portfolio: ways to search that share one incumbent and one bound for each goal.

No way works for every program: the weighted sum of all goals proves some programs at once and
makes no progress on others, and the same is true of each goal by itself. So each way gets a slice
of deterministic time, which ends at the same point in every run. The next one starts from the plan
found so far, and slices get longer after each round. `Portfolio.ways` is the list of them, with
what decides whether each has a turn; docs/how-it-searches.md says where each of them helps.

Measured in docs/decisions/0011, 0018, 0019, 0025, 0027, 0032 and 0034.
"""

from __future__ import annotations

import math
from functools import partial

from seatplan.engine.lexicographic.hardening import Harder, can_harden, means_the_same
from seatplan.engine.lexicographic.relaxed_goal import RelaxedGoal
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.lexicographic.traffic_first import polish
from seatplan.engine.lexicographic.warm_start import ROUNDED
from seatplan.engine.lexicographic.ways import GLANCE, LONGER, PAIRED, SMALL, SUM, Way, Ways
from seatplan.engine.model.model import SeatModel
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.presets import EXPLORE
from seatplan.goals.keep_rules import KeepRules
from seatplan.result import Status

SLICE = 1.0
"""The slice of the first round, in deterministic time: about a second."""

GROWTH = 2.5
"""The factor by which slices grow from round to round."""

SLOW = 15_000
"""From this many variables on, the relaxation of a goal takes several seconds."""

FAR_OFF = 0.1
"""Beyond this share of value or bound, LNS comes before the relaxation: on 40 flights and 196
people that takes 8 s for `fill-seats`. Measured in docs/decisions/0027."""

OPEN = 0.03
"""Beyond this share of the value, the search of `keep-rules` in a model of its own waits for the
tree of the next round, which raises the bound far more. Measured in docs/decisions/0028."""


class Portfolio(Ways):
    """The goals of one model, from the first that is not proved to the last."""

    def __init__(self, run: Run, model: SeatModel) -> None:
        super().__init__(run, model)
        self._tightened = False

    def ways(self, level: int) -> tuple[Way, ...]:
        """The ways of a round, in their order."""
        run, model = self.run_, self.model
        if not run.todo:
            return (Way("hard rules", self.secure, lambda: True),)
        goal, small = self.goal, model.size <= SMALL
        several = len(run.todo) > 1 and not self.first.gives
        first, late = level == 0, level > 0 or run.rounds == 1
        endless = run.rounds == math.inf  # then ways may have limits other than the slice

        def planless() -> bool:
            return run.incumbent is None

        def counts_at_once() -> bool:  # what is proved so takes K-feasibility far longer
            return first and small and self._counts_people()

        def is_secured_early() -> bool:  # in small models, what asks for more may find a plan, too
            return planless() and (not small or self._counts_people())

        def asks() -> bool:  # with a small plan, after what finds the same in less time
            return first and self._may_be_unbroken()

        def dated() -> bool:  # a plan on the old dates is often near the best
            return first and model.open_dates and not planless()

        def is_relaxed() -> bool:  # of the people of other goals, seats are counted
            return self.fewest is not None and not self.fewest.seats

        def adds_up() -> bool:
            return several and self._summed != run.gave and model.size <= ROUNDED

        def is_apart() -> bool:
            return several and not small and self._may_be_alone()

        def begins_alone() -> bool:
            alone = self.goal_alone if first and is_apart() else None
            return alone is not None and (alone.is_much_smaller or alone.is_rounded)

        def relaxes_alone() -> bool:
            smaller = is_apart() and self.goal_alone.is_much_smaller
            return smaller and not is_relaxed() and not self.goal_alone.is_rounded

        def relaxes() -> bool:
            return goal.relaxed is None and goal.relaxable and not begins_alone()

        def waits() -> bool:  # for a relaxation so long that LNS gains more in that time
            if not first or not self._is_far():
                return False
            if begins_alone():
                return self._is_slow(self.goal_alone)
            return relaxes() and self._is_slow(goal)

        def splits() -> bool:
            return self._may_be_alone() and isinstance(self.first.goal, KeepRules)

        def is_alone() -> bool:
            later = first and splits() and self._waits_for_tree()
            return self._may_be_alone() and not begins_alone() and not later

        def is_paired() -> bool:
            return is_alone() and small and self.with_next is not None

        def is_whole() -> bool:  # otherwise the next round comes sooner
            if not first or run.rounds == 1:
                return True
            if small:
                return not is_paired()
            return not (is_alone() and self.goal_alone.turns > 0)

        def has_face() -> bool:
            return goal.relaxed is not None and goal.empty != run.bound_of(self.first)

        whole, alone, sums = "one goal", "one goal, without those after it", "sum of the goals"
        return (
            Way(f"{whole}, for a moment", self.one, lambda: counts_at_once() or dated(), GLANCE),
            Way("relaxation, for a moment", self.relax_at_once, counts_at_once, GLANCE),
            Way("hard rules", self.secure, is_secured_early),
            Way(
                "K-feasibility",
                self.count,
                lambda: not planless() and endless and self._counts_people(),
            ),
            Way(sums, self.sum_at_first, lambda: first and adds_up(), SUM),
            Way("small neighborhoods", self.neighborhoods_at_first, waits),
            Way("relaxation of the goal alone", self.relax_alone, relaxes_alone),
            Way(
                "hard rules, for a moment",
                self.secure,
                lambda: planless() and small and first and self._may_be_unbroken(),
                GLANCE,
            ),
            Way("no soft rule broken", self.unbroken, lambda: asks() and (planless() or not small)),
            Way("hard rules", self.secure, lambda: planless() and small),
            Way(
                "people at the bound",
                self.people,
                lambda: first and is_relaxed() and not planless(),
            ),
            Way(alone, self.alone, begins_alone),
            Way("relaxation", self.relax, relaxes),
            Way("RENS", goal.rens, lambda: goal.relaxed is not None and not goal.is_rounded),
            Way("large neighborhoods", goal.improve, lambda: not planless()),
            Way("no soft rule broken", self.unbroken, asks),
            Way("tree over the relaxation", self.split, lambda: level > 0 and splits()),
            Way(
                "two goals, without those after them",
                self.pair,
                lambda: level % 2 == 1 and is_paired(),
                PAIRED,
            ),
            Way(alone, self.alone, is_alone),
            Way("face of the relaxation", goal.face, lambda: late and has_face()),
            Way(whole, self.one, is_whole, LONGER),
            Way(f"{whole}, otherwise", partial(self.one, preset=EXPLORE), lambda: late),
            Way(sums, self.sum, lambda: level > 0 and several),
        )

    def run(self) -> Status:
        """Optimizes goal after goal, until all are proved or the time is up."""
        run, level = self.run_, 0
        if self._about is not self._next:  # a start has proved it
            self._begin_goal()
        if self._goes_on and run.search.left > 0:
            if self.model.size > SMALL or len(run.todo) < 2:
                self.model.post_links()
            self._tighten()
        while self._goes_on:
            term = self._next
            for way in self.ways(level):
                if run.search.left <= 0 or level >= run.rounds:
                    return Status.UNKNOWN if run.incumbent is None else Status.FEASIBLE
                if not way.when():
                    continue
                self._take(way, run.scale * SLICE * GROWTH**level * way.share)
                if run.infeasible:
                    return Status.INFEASIBLE
                polish(run, self.model)
                self._notice()
                proved = term is not None and term is not self._next  # it may come again at the end
                if proved:
                    self._tighten()
                if proved or not self._goes_on:
                    self._begin_goal()
                    level = -1
                    break
            level += 1
        self.model.cp.clear_objective()
        return Status.OPTIMAL

    @property
    def _goes_on(self) -> bool:
        """Whether a goal is open, or there is no plan yet."""
        return bool(self.run_.todo) or self.run_.incumbent is None

    def _take(self, way: Way, effort: float) -> None:
        """Takes a way, and logs what it has changed."""
        before = self._state()
        self.run_.trying(way.name)
        way.take(effort)
        after = self._state()
        LOG.debug("%s: effort %.1f, before %s, after %s", way.name, effort, before, after)

    def _state(self) -> str:
        if not self.run_.todo:
            return "no goal left"
        term, value = self.first, "none" if self._value is None else self._value
        return f"{term.goal.name} {value} of {self.run_.bounds.get(term.key)}"

    @property
    def _value(self) -> int | None:
        """The value of the incumbent in the next goal."""
        known = self.run_.incumbent
        return None if known is None else known.values[self.first.goal.name]

    # When a way has a turn

    @staticmethod
    def _is_slow(goal: RelaxedGoal) -> bool:
        """Whether the relaxation of a goal takes several seconds."""
        return goal.model.size > SLOW

    def _is_far(self) -> bool:
        """Whether the incumbent is far from the bound, and may be improved at once."""
        value, bound = self._value, self.run_.bound_of(self.first)
        if value is None or self.model.open_dates:
            return False
        return abs(value - bound) > FAR_OFF * max(abs(value), abs(bound))

    def _waits_for_tree(self) -> bool:
        """Whether a small model's bound is so far away that only the tree will raise it."""
        value, bound = self._value, self.run_.bound_of(self.first)
        if value is None or self.model.size > SMALL or self.goal.relaxed is None:
            return False
        return abs(value - bound) > OPEN * abs(value)

    def _may_be_alone(self) -> bool:
        """Whether the next goal can be in a model of its own."""
        return self.run_.incumbent is not None and means_the_same(self.run_)

    def _may_be_unbroken(self) -> bool:
        """Whether the next goal is the cost of the soft rules, which may be 0."""
        return (
            not self._asked
            and bool(self.run_.todo)
            and isinstance(self.first.goal, KeepRules)
            and self.run_.bound_of(self.first) <= 0
            and means_the_same(self.run_)
        )

    def _counts_people(self) -> bool:
        """Whether the next goal counts people one by one, and there is a number left to try."""
        people = self.fewest
        return people is not None and bool(people.seats) and not people.is_over

    # After each turn

    def _notice(self) -> None:
        """Marks goals as proved whose value equals their bound."""
        run = self.run_
        while run.todo and self._value is not None and self._value == run.bound_of(self.first):
            self.prove(self.first, self._value)

    def _tighten(self) -> None:
        """Switches to a model with more hard rules once the cost of soft rules is proved."""
        run = self.run_
        costs = [one.worst for one in run.reached if isinstance(one.goal, KeepRules)]
        if self._tightened or not costs or not run.todo or run.incumbent is None:
            return
        self._tightened = True
        if not can_harden(run, self.model):
            return
        known, self._unbroken, cost = self._unbroken, None, min(costs)
        harder = known if known is not None and cost == 0 else Harder.of(run, self.model, cost)
        if harder is not None and harder.take_over():
            model = harder.model
            LOG.debug("soft rules hard: %d variables, %d rows", model.size, len(model.rows))
            self.model, self._hard, self._fixed = model, None, set()
            self._begin_goal()
