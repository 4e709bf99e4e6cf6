"""LNS (large neighborhood search): parts of the incumbent are planned again, the rest stays.

Neighborhoods by turns: a *time window*, the flights of some months; *related members*, someone
with those who could sit in the same seats; members whose seats differ from those in the linear
relaxation (RINS: Danna, Rothberg and Le Pape, Mathematical Programming 102, 2005).

What is open is a small model that is usually proved in a moment. Where it was, more is opened the
next time, and less where it was not. Among plans of equal worth each step takes one that is drawn
from the seed, so that it does not stall (Shaw, "Using constraint programming and local search
methods to solve vehicle routing problems", CP 1998).

Measured in docs/decisions/0011.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from seatplan.engine.answer import LOG
from seatplan.engine.decisions import owners
from seatplan.engine.model import SeatModel
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.presets import STEP
from seatplan.engine.relaxation import Relaxed
from seatplan.engine.rows import Whole
from seatplan.engine.search import EXACT, Search
from seatplan.modelling import LinearExpr, Variable

EFFORT = 0.5
"""For one neighborhood, on the solver's own clock."""

COST = 0.05
"""What a step takes besides, on the same clock: to make its model."""

SHARE, LEAST, MOST = 0.15, 400, 8_000
"""The share of all decisions that are open in the first neighborhoods, at least and at most."""

GROW, SHRINK = 1.1, 0.8

IDLE = 24
"""This many neighborhoods in a row without a gain, and the other ways have their turn."""


class Lns:
    """Neighborhoods of one goal; it goes on where it was when its effort was up."""

    def __init__(
        self, model: SeatModel, objective: LinearExpr, relaxed: Relaxed | None, search: Search
    ) -> None:
        """
        Args:
            model: all of whose demands are rows.
            objective: to be maximized.
            relaxed: of that objective; where the incumbent falls behind it, it is planned again
                sooner.
            search: how to search, and the seed.
        """
        self.model = model
        self._objective = objective
        self._search = search
        self._random = Random(search.seed)
        self._relaxed = relaxed
        self._sizes: dict[str, float] = {}
        self._turn = 0

    def run(self, solution: Sequence[int], effort: float, bound: int) -> list[int] | None:
        """A better plan than a solution, if one is found with that effort.

        Args:
            solution: the values of the model's variables.
            effort: on the solver's own clock.
            bound: of the objective; a plan that reaches it is not made any better.
        """
        partial = PartialSolution(self.model)
        if not partial.decisions:  # there is one plan
            return None
        if len(solution) < len(partial.values):  # rows were separated since, with new variables
            return None
        partial.fill(solution)
        numbers = np.array(list(partial.decisions), dtype=np.int64)
        made = partial.decisions.values()
        members = sorted({one.member for one in made})
        owner = owners(partial.decisions, members, len(partial.values))[numbers]
        flight: Whole = np.array([one.first for one in made], dtype=np.int64)
        first = worth = partial.worth(self._objective)
        kinds = ("window", "members") if self._relaxed is None else ("window", "members", "rins")
        idle = 0
        while effort > 0 and idle < IDLE and self._search.left > 0 and worth < bound:
            kind = kinds[self._turn % len(kinds)]
            self._turn += 1
            size = self._sizes.setdefault(
                kind, float(min(max(LEAST, SHARE * len(numbers)), MOST, len(numbers)))
            )
            if kind == "window":
                opened = self._window(numbers, flight, size)
            elif kind == "rins":
                opened = self._rins(numbers, owner, partial.values[numbers], size)
            else:
                opened = self._members(numbers, owner, flight, len(members), size)
            took, proved = self._again(partial, opened)
            effort -= took + COST
            self._sizes[kind] = min(size * (GROW if proved else SHRINK), 4 * MOST)
            now = partial.worth(self._objective)
            idle = 0 if now > worth else idle + 1
            if now > worth:
                LOG.debug("lns %s: %d open, %d to %d", kind, len(opened), worth, now)
            worth = now
        return [int(one) for one in partial.values.tolist()] if worth > first else None

    def _window(self, numbers: Whole, flight: Whole, size: float) -> Whole:
        """All decisions of consecutive flights."""
        counts = np.cumsum(np.bincount(flight))
        begin = self._random.randrange(len(counts))
        before = counts[begin - 1] if begin else 0
        end = int(np.searchsorted(counts, before + size)) + 1
        chosen: Whole = numbers[(flight >= begin) & (flight < max(end, begin + 1))]
        return chosen

    def _rins(self, numbers: Whole, owner: Whole, values: Whole, size: float) -> Whole:
        """All decisions of members in which the plan and the relaxation differ."""
        assert self._relaxed is not None
        behind = np.abs(self._relaxed.values[numbers] - values)
        each = np.bincount(owner, weights=behind)
        drawn = np.array([self._random.random() for _ in each])
        order = np.argsort(-each * drawn, kind="stable")
        weights = np.cumsum(np.bincount(owner, minlength=len(each))[order])
        chosen = np.zeros(len(each), dtype=np.bool_)
        chosen[order[: int(np.searchsorted(weights, size)) + 1]] = True
        opened: Whole = numbers[chosen[owner]]
        return opened

    def _members(
        self, numbers: Whole, owner: Whole, flight: Whole, count: int, size: float
    ) -> Whole:
        """Someone, then the others: sooner who could fly on many of the same flights."""
        seed = self._random.randrange(count)
        mine = np.zeros(int(flight.max()) + 1, dtype=np.bool_)
        mine[flight[owner == seed]] = True
        shared = np.bincount(owner[mine[flight]], minlength=count)
        drawn = np.array([self._random.random() for _ in range(count)])
        order = np.argsort(-shared * drawn, kind="stable")
        order = np.concatenate(([seed], order[order != seed]))
        weights = np.cumsum(np.bincount(owner, minlength=count)[order])
        chosen = np.zeros(count, dtype=np.bool_)
        chosen[order[: int(np.searchsorted(weights, size)) + 1]] = True
        opened: Whole = numbers[chosen[owner]]
        return opened

    def _again(self, partial: PartialSolution, opened: Whole) -> tuple[float, bool]:
        """Plans these again: what it took, and whether what came out is the best for them."""
        low, high = self.model.span(self._objective)
        drawn = self._random.sample(opened.tolist(), len(opened) // 10)
        finer = 2 * len(drawn) + 1
        if (high - low + 1) * finer >= EXACT:
            finer, drawn = 1, []
        worth: dict[Variable, int] = {}
        for one, factor in zip(self._objective.variables, self._objective.factors, strict=True):
            worth[one] = worth.get(one, 0) + factor * finer
        for one in drawn:
            worth[one] = worth.get(one, 0) + self._random.choice((-1, 1))
        before, state = partial.worth(self._objective), partial.state()
        partial.reopen(opened)
        submodel = partial.submodel(opened, worth)
        answer = self._search.run(submodel.cp, STEP, effort=EFFORT)
        if answer.found:
            partial.take(submodel, answer)
        partial.choose(opened)
        if partial.worth(self._objective) < before:
            partial.restore(state)
        return answer.effort, answer.proved
