"""Goals that count people: as many as a lower bound, and if there is no such plan, one more.

A direct minimization is poor at this: it notices that people are too few only when few are left. So
the lower bound comes first, and the search checks whether that many people suffice; usually they
do. Where all seats are taken in every plan, the bound counts the seats of flights no two of which
one person could make. Everyone who counts has one of these seats or is one of the few who are idle,
and rows for that determine nearly everything (docs/formulation.md). Elsewhere the linear
relaxation has the bound. If there is no plan for K people, K + 1 is a proved lower bound.

Measured in docs/decisions/0003, 0027 and 0030.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term
from seatplan.engine.model.plan_values import hint_values
from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.spare_seats import Antichain, SpareSeats, antichains, scheduled
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import FEASIBLE, FEASIBLE_RAW, LOCAL_RAW, Preset
from seatplan.engine.solver.relaxation import DUAL, Simplex, simplex_of
from seatplan.modelling import LinearExpr, Variable

TIMES, WEAK = 3, 2
"""Rounds of moves and questions, each twice as long as the one before: which of them succeeds, and
when, differs from program to program. There is only one if the incumbent has more than `WEAK` times
as many people as the bound: the other ways improve it sooner."""

QUESTION, MOVES = 0.75e-4, 1e-4
"""For each variable, in the first round: the effort of a question that begins at the best plan, in
deterministic time (one that begins anywhere has twice as much), and the number of moves without a
gain that end the search for spare seats."""

PRESOLVED = 4_000
"""Up to this many variables a question is presolved; in larger models, that takes too long."""

JUMP, LONGEST_JUMP, NUMBERS = 2e-4, 2.0, 6
"""Effort of local search for each variable, and at most, and how many numbers of people it tries
where all seats are taken, each further above the bound than the last; it takes less where it finds
a plan."""

AT_BOUND = 2.5
"""The share of a slice for the plans at the bound of the relaxation."""

IDLE = 0.1
"""A set of flights is worth a row if at most this share of those who count is idle on it."""


def usage_of(model: SeatModel, term: Term) -> Usage | None:
    """The people that a goal counts, if it minimizes a number of people."""
    for count in model.usages:
        if count.total is term.expression and count.one_at_a_time and term.goal.sense == "min":
            return count
    return None


def _seats(model: SeatModel, count: Usage) -> dict[str, int]:
    """The seats of each flight that counts; none if some may stay empty or go to others."""
    seats = {}
    for id, number in Counter(tour.up.id for group in count.tours for tour in group).items():
        flight = model.lookup.flights[id]
        seats[id], most = model.seats_taken(flight)
        if seats[id] < most or number < len(model.tours_up(flight)):
            return {}
    return seats


class FewestPeople:
    """Looks for plans with fewer people than the incumbent, by one number after the other.

    Attributes:
        seats: of each flight that counts; none if some may stay empty or go to others.
        is_over: whether `solve` was tried; the search continues from what is known.
    """

    def __init__(self, goal: GoalSearch, count: Usage) -> None:
        self._goal, self._count = goal, count
        self._run, self._model, self._term = goal.run, goal.model, goal.term
        self.seats: Mapping[str, int] = _seats(goal.model, count)
        self.is_over: bool = False

    @staticmethod
    def of(goal: GoalSearch) -> FewestPeople | None:
        """None unless the goal minimizes the people on some flights."""
        count = usage_of(goal.model, goal.term)
        return None if count is None else FewestPeople(goal, count)

    @cached_property
    def sets(self) -> Sequence[Antichain]:
        """The antichains, the one that needs the most people first; none without certain seats."""
        return antichains(self._count, self.seats, self._run.search) if self.seats else ()

    @property
    def low(self) -> int:
        """The proved lower bound."""
        return self._run.bound_of(self._term)

    @property
    def high(self) -> int:
        """The number of people in the incumbent."""
        assert self._run.incumbent is not None
        return self._run.incumbent.values[self._term.goal.name]

    def at_bound(self, effort: float) -> None:
        """Relaxes the goal, and looks for plans for as many people as the bound of that.

        The primal simplex is the faster one. The dual has other vertices: what is rounded from
        there has often one person less.
        """
        goal = self._goal
        dual: Simplex = ("dual", DUAL * effort)
        primal = tuple(one for one in simplex_of(effort, self._model.size) if one != dual)
        for methods in (primal, (dual,)):
            if self.low == self.high or not goal.relaxable:
                continue
            known = goal.relaxed
            goal.relax(methods)
            if goal.relaxed is known:
                continue
            goal.rens(effort)
            if methods is primal:
                self.jump()
                goal.improve(effort)
        before = None
        while goal.relaxed is not None and before != self.low < self.high:
            before = self.low
            goal.face(AT_BOUND * effort)

    def solve(self) -> None:
        """Offers plans with as few people as the antichains need, and raises the bound."""
        self.is_over = True
        self._model.cp.clear_objective()
        self._raise(self.sets[0].needed)
        if self.sets[0].spread:  # local search is hopeless if all are of one day
            self.jump()
        spare = self.planned()
        preset = FEASIBLE if self._model.size <= PRESOLVED else FEASIBLE_RAW
        for size in (self._model.size * 2**level for level in range(TIMES)):
            self.move(spare, 1 + int(MOVES * size))
            known = self._run.incumbent
            if known is not None and known.solution is not None:
                hint_values(self._model, known.solution)
            self.ask(preset, QUESTION * size, self.sets)
            self._model.cp.clear_hints()
            self.ask(preset, 2 * QUESTION * size, self.sets)
            if not self.low < self.high <= WEAK * self.low:
                return

    def jump(self) -> None:
        """Local search, for more and more people; more sets would only slow down its moves."""
        effort = min(JUMP * self._model.size, LONGEST_JUMP)
        for level in range(NUMBERS if self.seats else 1):
            self.ask(LOCAL_RAW, effort, self.sets[:1], 2**level - 1)

    def planned(self) -> SpareSeats | None:
        """The spare seats of a plan by list scheduling, if that finds one."""
        model, search = self._model, self._run.search
        if self.low == self.high or not model.rows.complete or model.reference is not None:
            return None
        partial = PartialSolution(model)
        if not scheduled(partial, search):
            return None
        best = [one.tours for one in self.sets if one.taken == self.sets[0].taken]
        return SpareSeats(partial, self._count, best, search)

    def move(self, spare: SpareSeats | None, idle: int) -> None:
        """Removes spare seats, until this many moves in a row gained nothing."""
        if spare is not None and self.low < self.high:
            spare.run(idle)
            if spare.partial.kept and not spare.partial.broken():
                self._goal.offer(spare.partial.values.tolist())

    def ask(self, preset: Preset, effort: float, sets: Sequence[Antichain], more: int = 0) -> None:
        """Offers a plan with `more` people than the bound, which rises as long as there is none.

        That there is none with a number of people proves that there is none with fewer: a literal
        of use may be true without a tour.

        Args:
            preset: how the solver is set up.
            effort: of each question, in deterministic time.
            sets: whose rows are posted.
            more: how many people above the bound.
        """
        infeasible = True
        while infeasible and (number := self.low + more) < self.high:
            forget = self._model.on_trial()
            try:
                self.post(number, sets)
                answer = self._run.ask(self._model, preset, effort=effort)
            finally:
                forget()
            infeasible = answer.infeasible
            if answer.found:
                self._goal.offer(answer.values(len(self._model.variables)))
            elif infeasible:
                self._raise(number + 1)

    def post(self, number: int, sets: Sequence[Antichain]) -> None:
        """Requires that this many people count, at most, and with these sets exactly."""
        model = self._model
        model.add_linear(self._count.total, number if sets else None, number)
        for one in sets:
            left = number - one.taken
            if left > IDLE * number:
                continue
            mine = self._count.by_member(one.tours)
            idle: list[Variable] = []
            for member, owner in self._count.literals.items():
                more = [model.literal()] if left and member in mine else []
                if member in mine:
                    model.exactly_one([*mine[member], *more], owner=owner)
                idle += more if member in mine else [owner]
            model.add_linear(LinearExpr(idle), left, left)

    def _raise(self, low: int) -> None:
        """Records a lower bound."""
        if low > self.low:
            self._model.add_linear(self._count.total, low, None)
            self._run.raise_bound(self._term, low)
            self._run.tell_goal(self._term)
