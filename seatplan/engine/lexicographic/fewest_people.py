"""K-feasibility with a destructive lower bound: are K people enough, and if not, K + 1?

A direct minimization is poor at this: it notices that people are too few only when few are left. So
the lower bound comes first, from flights no two of which one person could make, and the search
checks whether that many people suffice; usually they do. Then everyone who counts has a seat on one
of those flights or is one of the few who are idle, and that determines nearly everything.

For a set of such flights let i(m) be 1 for a member who counts and has no seat on them:

    seats of m on them + i(m) = whether m counts
    the sum of all i(m) = K - the seats of these flights

The first row only defines i and the second is the sum of the first ones, so no plan is lost. If
there is no plan for K, K + 1 is a proved lower bound.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term
from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.antichain import Antichain, antichains, seats_of
from seatplan.engine.primal.constructor import construct
from seatplan.engine.primal.list_scheduling import ListScheduling
from seatplan.engine.primal.spare_seats import SpareSeats
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import FEASIBLE_RAW, LOCAL_RAW, Preset
from seatplan.modelling import LinearExpr, Variable

EFFORT = 1e-3
"""Effort of an attempt for each variable, in deterministic time: three times what most successful
ones take."""

LOCAL, LONG = 1e-5, 2.0
"""Effort of local search for each variable, and at most; it takes less where it finds a plan."""

MORE = 32
"""The attempts end when the next number would be this many more."""

WEAK = 2
"""If the incumbent has more than this many times as many people as the bound, only one number may
stay open: rules about who flies together make the bound weak, and the other strategies improve the
plan sooner."""

MOVES = 3e-4
"""How many moves without a gain end the search for spare seats, for each variable. The larger the
model, the less likely an attempt is to succeed."""

IDLE = 0.1
"""A set of flights is worth a row if at most this share of those who count is idle on it."""


def usage_of(model: SeatModel, term: Term) -> Usage | None:
    """The people that a goal counts, if it minimizes a number of people."""
    for count in model.usages:
        if count.total is term.expression and count.one_at_a_time and term.goal.sense == "min":
            return count
    return None


class FewestPeople:
    """Looks for plans with fewer people than the incumbent, by one number after the other.

    Attributes:
        is_over: whether that was tried; then the ordinary search continues from what is known.
    """

    def __init__(
        self, run: Run, model: SeatModel, term: Term, count: Usage, seats: Mapping[str, int]
    ) -> None:
        self._run, self._model, self._term, self._count = run, model, term, count
        self._seats = seats
        self.is_over: bool = False

    @staticmethod
    def of(run: Run, model: SeatModel, term: Term) -> FewestPeople | None:
        """None unless the goal minimizes the people on some flights, and they take all seats.

        If seats may stay empty or go to others, counting seats says nothing, and the relaxation has
        the answer.
        """
        count = usage_of(model, term)
        seats = None if count is None else seats_of(model, count)
        return None if count is None or not seats else FewestPeople(run, model, term, count, seats)

    @cached_property
    def sets(self) -> list[Antichain]:
        """The antichains, the largest first."""
        found = antichains(self._count, self._seats, self._run.search)
        return sorted(found, key=lambda one: -one.taken)

    @property
    def bound(self) -> int:
        """The most people on the tours of a set, with those who count anyway."""
        certain = {one for one, literal in self._count.literals.items() if literal == TRUE}
        return max(
            one.taken + len(certain - self._count.by_member(one.tours).keys()) for one in self.sets
        )

    @property
    def low(self) -> int:
        """The proved lower bound."""
        return self._run.bound_of(self._term)

    @property
    def high(self) -> int:
        """The number of people in the incumbent."""
        assert self._run.incumbent is not None
        return self._run.incumbent.values[self._term.goal.name]

    def solve(self) -> None:
        """Offers plans with as few people as possible, and raises the bound."""
        self.is_over = True
        self._model.cp.clear_objective()
        self._raise(self.bound)
        steps = [self.move, self.ask_locally]  # local search is hopeless if all are of one day
        for step in reversed(steps) if self.sets[0].is_spread else steps:
            step()
        numbers = 1 if self.high > WEAK * self.low else math.inf
        self.ask_all(FEASIBLE_RAW, EFFORT * len(self._model.variables), self.sets, numbers)

    def ask_locally(self) -> None:
        """Local search; rows of more sets add little, and each of its moves evaluates them."""
        effort = min(LOCAL * len(self._model.variables), LONG)
        self.ask_all(LOCAL_RAW, effort, self.sets[:1])

    def move(self) -> None:
        """Makes a plan by list scheduling, and removes its spare seats."""
        model, search = self._model, self._run.search
        if self.low == self.high or not model.rows.complete or model.reference is not None:
            return
        partial = PartialSolution(model)
        largest = [one.tours for one in self.sets if one.taken == self.sets[0].taken]
        if construct(partial, [ListScheduling()], search) and not partial.broken():
            spare = SpareSeats(partial, self._count, largest, search)
            spare.begin()
            spare.run(1 + int(MOVES * len(model.variables)))
            if partial.kept and not partial.broken():
                self._offer(partial.values.tolist())

    def _offer(self, solution: list[int]) -> None:
        self._run.offer(self._model, solution)
        self._run.tell_goal(self._term)

    def _raise(self, low: int) -> None:
        """Records a lower bound."""
        if low > self.low:
            self._model.add_linear(self._count.total, low, None)
            self._run.raise_bound(self._term, low)
            self._run.tell_goal(self._term)

    def ask_all(
        self,
        preset: Preset,
        effort: float,
        sets: Sequence[Antichain],
        numbers: float = math.inf,
    ) -> None:
        """Tries more and more people until there is a plan, or so many numbers were left open."""
        number, step = self.low, 1
        while number < self.high and step < MORE and numbers > 0 and self._run.search.left > 0:
            if self.is_too_few(number, preset, effort, sets):
                self._raise(number + 1)
                number, step = self.low, 1
            else:
                number, step, numbers = number + step, 2 * step, numbers - 1

    def is_too_few(
        self, number: int, preset: Preset, effort: float, sets: Sequence[Antichain]
    ) -> bool:
        """Offers a plan with this many people, if one is found; returns whether there is none."""
        forget = self._model.on_trial()
        try:
            self.post(number, sets)
            answer = self._run.ask(self._model, preset, effort=effort)
        finally:
            forget()
        if answer.found:
            self._offer(self._run.take(self._model, answer))
        return answer.infeasible

    def post(self, number: int, sets: Sequence[Antichain]) -> None:
        """Requires that this many people count, and adds the implied rows for these sets."""
        model = self._model
        model.add_linear(self._count.total, number, number)
        for one in sets:
            left = number - one.taken
            if left > IDLE * number:
                continue
            mine = self._count.by_member(one.tours)
            idle: list[Variable] = []
            for member, owner in self._count.literals.items():
                tours = mine.get(member)
                if tours is None:
                    idle.append(owner)
                else:
                    more = [model.literal()] if left else []
                    model.exactly_one([*tours, *more], owner=owner)
                    idle += more
            model.add_linear(LinearExpr(idle), left, left)
