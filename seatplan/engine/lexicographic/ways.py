"""What can be tried for the goals that are left: for a plan, for a bound, or for a proof.

What is known about the next goal is forgotten once that goal is proved. `portfolio.py` decides
which way has a turn when, and with how much effort.

Measured in docs/decisions/0011, 0013, 0015 and 0032.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import count

from attrs import frozen

from seatplan.engine.lexicographic.fewest_people import FewestPeople
from seatplan.engine.lexicographic.first_plan import of_hard_rules, seek
from seatplan.engine.lexicographic.goal_alone import GoalAlone, people_in
from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.lexicographic.hardening import Harder, least_cost, means_the_same
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, block_of
from seatplan.engine.primal.improving import EARLY
from seatplan.engine.solver.presets import EXPLORE, FEASIBLE, LOCAL, ORDERED, PROVE, Preset
from seatplan.engine.solver.relaxation import simplex_of

FIRST = 0.5
"""The effort of the first search for a plan of the hard rules, as a share of a slice."""

LONGER = 2.5
"""The preset that proves most gets this many times the slice of the other one."""

LATER = 2.0
"""Later searches of the goal alone, in models of up to `SMALL` variables, are longer by this: each
begins anew, and its bound hardly moves until shortly before the proof. A round takes at most half
as long again. Measured in docs/decisions/0029."""

PAIRED = 1.5
"""The share of a slice for a goal and the one after it, whose proof is longer than that of the goal
alone. Measured in docs/decisions/0032."""

GLANCE = 0.2
"""The share of a slice for the goal alone before K-feasibility. If seats may stay empty, the usual
search proves the goal in 0.01 of it, while 10 s of K-feasibility prove nothing; the published
instances are not proved this way, and lose no more than this share."""

SUM = 0.3
"""The share of a slice for the first sum. If that proves all goals of `iss-crossflight` at once, it
takes half of that; otherwise the sum gets another turn. Measured in docs/decisions/0013."""

SMALL = 4_000
"""Up to this many variables, the sum of the goals comes first: it is proved at once. The goal alone
has a tree over its relaxation, and longer searches."""

SOLVES = 100
"""The linear programs of the tree over the relaxation per slice, each about 35 ms.
Measured in docs/decisions/0028."""


@frozen
class Way:
    """One way to a plan, a bound or a proof, and its place in a round.

    Attributes:
        name: in the log, and in progress while there is no plan.
        take: takes it, with an effort in deterministic time; what it finds is offered to the run.
        when: whether it has a turn, evaluated when that comes.
        share: of the slice of a round, its effort.
    """

    name: str
    take: Callable[[float], None]
    when: Callable[[], bool]
    share: float = 1.0


class Ways:
    """The model of the goals that are left, and what can be tried in it.

    Attributes:
        run_: gets the plans and the bounds.
        model: of all goals, with the proved ones as rows.
    """

    def __init__(self, run: Run, model: SeatModel) -> None:
        self.run_ = run
        self.model: SeatModel = model
        self._hard: SeatModel | None = None
        self._summed = -1
        self._asked = False
        self._unbroken: Harder | None = None
        self._fixed: set[int] = set()
        self._seeds = count(run.search.seed)  # no two searches for any plan have the same
        self._about = self._next

    def _begin_goal(self) -> None:
        """Forgets what is known about the goal before."""
        self._about = self._next
        for name in ("goal", "goal_alone", "with_next", "fewest"):
            self.__dict__.pop(name, None)

    @property
    def _next(self) -> Term | None:
        return self.run_.todo[0] if self.run_.todo else None

    @property
    def first(self) -> Term:
        """The next goal."""
        return self.run_.todo[0]

    @cached_property
    def goal(self) -> GoalSearch:
        """The search of the next goal in the model of all goals."""
        block = block_of([self.first])  # its weight in a sum does not count
        return GoalSearch(self.run_, self.model, block)

    @cached_property
    def goal_alone(self) -> GoalAlone:
        """The search of the next goal in a model without those after it."""
        return GoalAlone(self.goal)

    @cached_property
    def with_next(self) -> GoalAlone | None:
        """The same with the goal after it, if both fit into one sum, the models are small, and that
        goal does not tell people apart who are interchangeable without it."""
        after = [
            term.goal for term in self.run_.todo[1:2] if not (term.goal.of_traffic or term.last)
        ]
        alone = self.goal_alone
        if not after or alone.model.size > SMALL or not alone.is_smaller:
            return None
        pair = GoalAlone(self.goal, after)
        fits = len(pair.block.parts) > 1 and pair.model.size <= SMALL
        return pair if fits and pair.interchangeable >= people_in(alone.symmetry) else None

    @cached_property
    def fewest(self) -> FewestPeople | None:
        """The search of the next goal number by number, if it counts people."""
        return FewestPeople.of(self.goal)

    def prove(self, term: Term, value: int) -> None:
        """Records that the next goal is proved, and forgets what is known about it.

        Variables that all plans share which are no worse in it stay fixed.
        """
        self.goal.fix(term.gain(term.worst(value)), self._fixed)
        self.run_.keep(self.model, term, value)
        self._begin_goal()

    # For a plan

    def secure(self, effort: float) -> None:
        """Looks for a plan of the hard rules, without goals, with alternating presets."""
        run, hard = self.run_, self._hard_model()
        hard.cp.clear_objective()
        presets = (PROVE, LOCAL, ORDERED, FEASIBLE, EXPLORE)
        end = seek(run, hard, presets, FIRST * effort, "hard rules", self.model, self._seeds)
        if end is not None and end.infeasible:
            run.without_plan(hard.cp, end)

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

    def unbroken(self, effort: float, presets: Sequence[Preset] = (PROVE, LOCAL)) -> None:
        """Looks for a plan that breaks no soft rule, without goals: its cost is the best possible.

        If there is none, the cost is at least one unit of one rule. With open dates, that is left
        to the search of the goal: a rule that is hard may have other rows then.
        """
        run, term = self.run_, self.first
        self._asked = True
        harder = Harder.of(run, self.model, 0)
        if harder is None:
            return
        what = "no soft rule broken"
        end = seek(run, harder.model, presets, FIRST * effort, what, self.model)
        if end is not None and end.infeasible:
            if not self.model.open_dates:
                run.raise_bound(term, least_cost(self.model.source))
        elif end is not None:
            self._unbroken = harder

    # For all goals

    def sum_at_first(self, effort: float) -> None:
        """The same, before anything else is tried; after it, rows link what goals count."""
        self._summed = self.run_.gave
        self.sum(effort)
        if self.run_.search.left > 0:
            self.model.post_links()

    def sum(self, effort: float) -> None:
        """Optimizes all remaining goals in one search, as far as they fit into one number."""
        block = block_of(self.run_.todo)
        several = len(block.parts) > 1
        self._search(GoalSearch(self.run_, self.model, block) if several else self.goal, effort)

    def _search(self, what: GoalSearch, effort: float, preset: Preset | None = None) -> None:
        """Searches the model of all goals for the best, which is a proof if it is found."""
        values = what.search(preset or self.run_.preset, effort)
        if values is not None:
            for part, value in zip(what.block.parts, values, strict=True):
                self.prove(part, value)

    # For the next goal

    def one(self, effort: float, preset: Preset | None = None) -> None:
        """The next goal alone, with the preset of the run unless there is another."""
        self._search(self.goal, effort, preset)

    def count(self, effort: float) -> None:
        """Optimizes the next goal, which counts people, number by number."""
        assert self.fewest is not None
        self.fewest.solve()

    def people(self, effort: float) -> None:
        """Looks for as few people as the relaxation allows, in the smallest model of the goal."""
        several = len(self.run_.todo) > 1 and means_the_same(self.run_)
        alone = several and self.goal_alone.is_much_smaller
        people = FewestPeople.of(self.goal_alone if alone else self.goal)
        if people is not None:
            people.at_bound(effort)

    def relax(self, effort: float) -> None:
        """Derives an exact bound of the next goal from its linear relaxation."""
        if self.goal.relaxable:
            self.goal.relax(simplex_of(effort, self.model.size))

    def relax_at_once(self, effort: float) -> None:
        """The relaxation and RENS."""
        self.relax(effort)
        self.goal.rens(effort)

    def neighborhoods_at_first(self, effort: float) -> None:
        """Replans small parts of the incumbent, before a relaxation that may take much longer."""
        GoalSearch(self.run_, self.model, self.goal.block, EARLY).improve(effort)

    # For the next goal, in a model without those after it

    def alone(self, effort: float) -> None:
        """The next goal in that model, with symmetry broken."""
        alone = self.goal_alone
        if self.run_.incumbent is None or not alone.is_smaller:
            return
        again = alone.turns > 0 and alone.model.size <= SMALL
        self._search_alone(alone, (LATER if again else 1) * LONGER * effort)

    def pair(self, effort: float) -> None:
        """The next goal and the one after it, in one sum, in a model without those after both."""
        pair = self.with_next
        if pair is not None and self.run_.incumbent is not None:
            self._search_alone(pair, LATER * LONGER * effort)

    def _search_alone(self, alone: GoalAlone, effort: float) -> None:
        """Searches a model of its own, after its relaxation."""
        if alone.has_incumbent():
            self._relax_once(alone, effort)  # so that the search has fewer plans
        seed = self.run_.search.seed + alone.turns  # proofs are heavy-tailed too
        alone.search(PROVE, effort, seed)

    def split(self, effort: float) -> None:
        """The next goal in that model by a tree over its relaxation, for a better bound."""
        alone = self.goal_alone
        if alone.model.size <= SMALL and alone.relaxable:
            alone.post_symmetry()
            self._relax_once(alone, effort)
            alone.split(round(SOLVES * effort))

    def _relax_once(self, alone: GoalAlone, effort: float) -> None:
        """Solves the relaxation of that model, unless that was tried."""
        if alone.linear is None and alone.model.rows.complete:
            alone.relax(simplex_of(effort, alone.model.size)[:-1])

    def relax_alone(self, effort: float) -> None:
        """The relaxation of the next goal in that model, and RENS."""
        alone = self.goal_alone
        if alone.relaxable:
            if alone.relaxed is None:
                alone.relax(simplex_of(effort, alone.model.size))
            alone.rens(effort)
