"""K-feasibility with a destructive lower bound: are K people enough, and if not, K + 1?

A direct minimization is poor at this: it notices that people are too few only when few are left. So
the lower bound comes first, from flights no two of which one person could make, and the search
checks whether that many people suffice; usually they do. Then everyone who counts has a seat on one
of those flights or is one of the few who are idle, and that determines nearly everything.

For a set of such flights let i(m) be 1 for a member who counts and has no seat on them:

    seats of m on them + i(m) = whether m counts
    the sum of all i(m) = K - the seats that are taken on them

The first row only defines i and the second is the sum of the first ones, so no plan is lost. If
there is no plan for K, K + 1 is a proved lower bound.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block
from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.antichain import Antichain, antichains, takes_all_seats
from seatplan.engine.primal.greedy import greedy_plan
from seatplan.engine.primal.lns_spare_members import SpareSeats
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.modelling import LinearExpr, Variable

EFFORT = 1e-3
"""Effort of the first attempt for each variable, in deterministic time: three times what most
successful attempts take."""

LOCAL, LONG = 1e-5, 2.0
"""Effort of local search, which comes before all attempts: for each variable, and at most. This is
more than local search takes when it finds a plan. Local search proves nothing."""

MORE = 32
"""Local search stops when the next number would be this many more."""

GROWTH = 4
"""The factor by which each round of attempts may take longer than the one before."""

FIRST_MOVES, MOVES = 3e-4, 40
"""How many moves without a gain end a search: for each variable before the first attempt, and after
each round. The larger the model, the less likely an attempt is to succeed."""

ROUNDS = 3
"""After this many rounds, the ordinary search continues from what is known."""

IDLE = 0.1
"""A set of flights is worth a row if at most this share of those who count is idle on it."""


class Ask(Protocol):
    """Searches the model for any plan within that effort; `local`: by local search alone."""

    def __call__(self, effort: float, *, local: bool = False) -> Answer: ...


Tell = Callable[[int | None, int], None]
"""Called with the number of people in the best plan, if any, and the proved lower bound."""


def usage_of(model: SeatModel, block: Block) -> Usage | None:
    """The people that the first goal of a block counts, if it minimizes a number of people."""
    first = block.parts[0]
    for count in model.usages:
        if count.total is first.expression and count.one_at_a_time and first.goal.sense == "min":
            return count
    return None


class KFeasibility:
    """Tries one number of people after the other.

    Attributes:
        low: the proved lower bound.
        high: the number of people in the best plan; None while no plan is known.
        best: the values of all variables in the best plan found here.
        is_certain: whether every plan gives all seats of the flights to people who count. If not,
            the lower bound may be 0 whatever the rules demand, and moves that empty seats of its
            flights have no aim.
    """

    def __init__(
        self,
        model: SeatModel,
        count: Usage,
        search: Search,
        ask: Ask,
        tell: Tell,
        *,
        stays: bool = True,
    ) -> None:
        """
        Args:
            model: the model to search.
            count: the people.
            search: the time and the seed.
            ask: searches the current model.
            tell: called with the best number and the bound.
            stays: whether the rows for the fewest stay posted for later searches.
        """
        self.stays = stays
        self.model = model
        self.count = count
        self.search = search
        self.ask = ask
        self.tell = tell
        self.sets: list[Antichain] = list(antichains(model, count, search))
        self.is_certain: bool = takes_all_seats(model, count)
        self.low: int = max((one.least(count) for one in self.sets), default=0)
        self.high: int | None = None
        self.best: list[int] | None = None
        self._spare: SpareSeats | None = None
        self._rounds = 0

    @property
    def proved(self) -> bool:
        """Whether the best plan is proved to take the fewest."""
        return self.low == self.high

    @property
    def is_over(self) -> bool:
        """Whether the fewest are proved, or further attempts are not worthwhile."""
        return self.proved or self._rounds >= ROUNDS

    def begin_from(self, low: int, high: int | None) -> None:
        """Takes over a proved lower bound, and the number of people in a plan."""
        self.low = max(self.low, low)
        if high is not None and (self.high is None or high < self.high):
            self.high = high

    def round(self, most: float = math.inf) -> None:
        """One round of attempts, each of which may take longer than those of the round before.

        Args:
            most: the largest effort of an attempt, in deterministic time.
        """
        effort = min(EFFORT * len(self.model.variables) * GROWTH**self._rounds, most)
        first = self._rounds == 0 and self.is_certain
        try:
            for step in self._steps() if first else [self._move]:
                step()
                if self.proved:
                    return
            self._rounds += 1
            if not self._ask_all(effort):
                self._rounds = ROUNDS
        except OutOfTime:
            self._rounds = ROUNDS

    def _steps(self) -> list[Callable[[], None]]:
        """Heuristics that may find a plan at the bound before any attempt.

        Greedy scheduling is quicker, but hopeless if the flights of the bound are spread over time.
        """
        sparse = any(one.tours not in self.count.days for one in self._largest)
        return [self._search, self._guess] if sparse else [self._guess, self._search]

    def _search(self) -> None:
        """Looks for a plan with as many people as the bound, or a few more, by local search.

        If the bound can be reached, this often succeeds at once. It has only the rows of the
        largest set: those of the others add little, and each move would evaluate them.
        """
        effort = min(LOCAL * len(self.model.variables), LONG)
        number, step = self.low, 1
        while (self.high is None or number < self.high) and step < MORE:
            self._try(number, effort, self._largest, local=True)
            number, step = number + step, 2 * step

    @property
    def _largest(self) -> list[Antichain]:
        """The set whose seats take the most people, if there is one."""
        return sorted(self.sets, key=lambda one: one.taken)[-1:]

    def _guess(self) -> None:
        """Makes a greedy plan, if there is no plan yet, and improves it with a few moves."""
        if not self.model.rows.complete or self.model.reference is not None:
            return
        partial = PartialSolution(self.model)
        if self.best is not None:
            partial.fill(self.best)
        elif not greedy_plan(partial, self.count, self.search):
            return
        self._take(partial)
        for largest in self._largest:
            self._spare = SpareSeats(partial, self.count, largest.tours, self.search)
            self._move(1 + int(FIRST_MOVES * len(self.model.variables)))

    def _move(self, moves: int = MOVES) -> None:
        """Improves the greedy plan, if there is one, until this many moves have gained nothing."""
        if self._spare is not None and not self.proved:
            self._spare.run(moves)
            self._take(self._spare.partial)

    def _take(self, partial: PartialSolution) -> None:
        """Keeps the plan of a partial solution if it is the best so far."""
        values = [int(one) for one in partial.values.tolist()]
        number = self.model.value(self.count.total, values)
        if (self.high is None or number < self.high) and partial.kept and not partial.broken():
            self.high, self.best = number, values
            self.tell(self.high, self.low)

    def _ask_all(self, effort: float) -> bool:
        """Tries more and more people until there is a plan; returns whether there is one."""
        number, step = self.low, 1
        while self.high is None or number < self.high:
            if number > len(self.count.literals):
                return False
            answer = self._try(number, effort, self.sets)
            if answer.infeasible:
                self.low = number + 1
                if self.high is None and not self._any(effort):
                    return False
                self.tell(self.high, self.low)
                number, step = self.low, 1
            elif not answer.found:
                number, step = number + step, 2 * step
        return True

    def _try(
        self, number: int, effort: float, sets: Sequence[Antichain], *, local: bool = False
    ) -> Answer:
        """Looks for a plan with this many; if they are the fewest, the rows may stay."""
        if self.search.left <= 0:
            raise OutOfTime
        forget = self.model.on_trial()
        try:
            self.post(number, sets)
            answer = self.ask(effort, local=local)
        except OutOfTime:
            forget()
            raise
        if answer.found:
            self.high = number
            self.best = [answer.solver.value(one) for one in self.model.variables]
            self.tell(self.high, self.low)
            if self.proved and self.stays:
                return answer
        forget()
        if self.best is not None:
            del self.best[len(self.model.variables) :]
        return answer

    def _any(self, effort: float) -> bool:
        """Whether there is a plan at all, with any number of people."""
        answer = self.ask(effort)
        if answer.found:
            self.best = [answer.solver.value(one) for one in self.model.variables]
            self.high = self.model.value(self.count.total, self.best)
        return not answer.infeasible

    def post(self, number: int, sets: Sequence[Antichain]) -> None:
        """Requires that this many people count, and adds the implied rows for these sets."""
        self.model.add_linear(self.count.total, number, number)
        for apart in sets:
            if number - apart.taken <= IDLE * number:
                self._fill(apart, number)

    def _fill(self, apart: Antichain, number: int) -> None:
        """Requires that everyone who counts makes one of these tours or is idle."""
        left = number - apart.taken
        mine = self.count.by_member(apart.tours)
        idle: list[Variable] = []
        for member, owner in self.count.literals.items():
            tours = mine.get(member)
            if tours is None:
                idle.append(owner)
            elif left:
                idle.append(self.model.literal())
                self.model.exactly_one([*tours, idle[-1]], owner=owner)
            else:
                self.model.exactly_one(tours, owner=owner)
        self.model.add_linear(LinearExpr(idle) + apart.more, left, left)
