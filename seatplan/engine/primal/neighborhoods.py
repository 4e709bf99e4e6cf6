"""Neighborhoods of large neighborhood search: which decisions of a plan are opened together.

Each draws as many decisions as its size allows. The size adapts to the search: it grows after a
proved answer and shrinks after one that was not proved.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Protocol

import numpy as np
from attrs import define, frozen

from seatplan.engine.model.decisions import alone, owners
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import WHOLE, Relaxed
from seatplan.modelling import LinearExpr


@define
class Size:
    """How many decisions are opened, roughly.

    Attributes:
        current: the number at this moment.
        grow, shrink: the factor after an answer that was proved, and after one that was not.
        most: the largest number.
        moment, leap: after a proof with less effort than `moment`, the factor is `leap`.
    """

    current: float
    grow: float
    shrink: float
    most: float = math.inf
    moment: float = 0.0
    leap: float = 1.0

    def adapt(self, answer: Answer) -> None:
        """Adapts to the answer of a search."""
        if not answer.proved:
            self.current *= self.shrink
        else:
            self.current *= self.leap if answer.effort < self.moment else self.grow
        self.current = min(self.current, self.most)


class Neighborhood(Protocol):
    """A choice of decisions to open around a plan.

    Attributes:
        size: how many; neighborhoods may share one.
    """

    size: Size

    def drawn(self, partial: PartialSolution) -> Whole | None:
        """The decisions to open; None if it has none to offer now."""


@frozen(eq=False)
class Decisions:
    """The decisions of a model as arrays.

    Attributes:
        numbers: as variables.
        owner: the number of each decision's member.
        flight: the first flight of each decision.
        weight: the number of decisions of each member.
    """

    numbers: Whole
    owner: Whole
    flight: Whole
    weight: Whole

    @staticmethod
    def of(partial: PartialSolution) -> Decisions:
        """All decisions of a partial solution."""
        made = partial.decisions
        members = sorted({one.member for one in made.values()})
        numbers: Whole = np.array(list(made), dtype=np.int64)
        owner = owners(made, members, len(partial.values))[numbers]
        flight: Whole = np.array([one.first for one in made.values()], dtype=np.int64)
        return Decisions(numbers, owner, flight, np.bincount(owner, minlength=len(members)))

    def of_members(self, order: Whole, size: Size) -> Whole:
        """The decisions of the first of these members, as many members as the size allows."""
        weights = np.cumsum(self.weight[order])
        chosen = np.zeros(len(self.weight), dtype=np.bool_)
        chosen[order[: int(np.searchsorted(weights, size.current)) + 1]] = True
        opened: Whole = self.numbers[chosen[self.owner]]
        return opened


Focus = Callable[[PartialSolution], list[int]]
"""The flights around which a gain is likely, by number; empty if there are none."""


class TimeWindow:
    """All decisions of consecutive flights: anywhere, or around a flight that matters."""

    def __init__(
        self, made: Decisions, size: Size, random: Random, focus: Focus | None = None
    ) -> None:
        self.size: Size
        self._made, self.size, self._random, self._focus = made, size, random, focus

    def drawn(self, partial: PartialSolution) -> Whole:
        flight = self._made.flight
        counts = np.cumsum(np.bincount(flight))
        if self._focus is None:
            begin = self._random.randrange(len(counts))
        else:
            near = self._focus(partial)[0]
            back = counts[near] - self.size.current * self._random.random()
            begin = min(int(np.searchsorted(counts, back)), near)
        before = counts[begin - 1] if begin else 0
        end = int(np.searchsorted(counts, before + self.size.current)) + 1
        chosen: Whole = self._made.numbers[(flight >= begin) & (flight < max(end, begin + 1))]
        return chosen


class BehindRelaxation:
    """Members in whose decisions the plan and the relaxation differ (RINS).

    Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
    solutions", Mathematical Programming 102, 2005.
    """

    def __init__(self, made: Decisions, relaxed: Relaxed, size: Size, random: Random) -> None:
        self.size: Size
        self._made, self._relaxed, self.size, self._random = made, relaxed, size, random

    def drawn(self, partial: PartialSolution) -> Whole:
        numbers = self._made.numbers
        behind = np.abs(self._relaxed.values[numbers] - partial.values[numbers])
        each = np.bincount(self._made.owner, weights=behind)
        drawn = np.array([self._random.random() for _ in each])
        return self._made.of_members(np.argsort(-each * drawn, kind="stable"), self.size)


class RelatedMembers:
    """One member, then others; those who share many possible flights are more likely."""

    def __init__(
        self, made: Decisions, size: Size, random: Random, terms: LateTerms | None = None
    ) -> None:
        """
        Args:
            made: the decisions.
            size: how many are opened.
            random: the random numbers.
            terms: choose the first member; anyone if None.
        """
        self.size: Size
        self._made, self.size, self._random, self._terms = made, size, random, terms

    def drawn(self, partial: PartialSolution) -> Whole:
        owner, flight, count = self._made.owner, self._made.flight, len(self._made.weight)
        late = None if self._terms is None else self._terms.drawn(partial, self._random)
        seed = self._random.randrange(count) if late is None else late
        mine = np.zeros(len(partial.days), dtype=np.bool_)
        mine[flight[owner == seed]] = True
        shared = np.bincount(owner[mine[flight]], minlength=count)
        drawn = np.array([self._random.random() for _ in range(count)])
        order = np.argsort(-shared * drawn, kind="stable")
        order = np.concatenate(([seed], order[order != seed]))
        return self._made.of_members(order, self.size)


class LateTerms:
    """The terms of an objective that belong to one member, to find whose fall behind the
    relaxation."""

    def __init__(self, partial: PartialSolution, objective: LinearExpr, relaxed: Relaxed) -> None:
        self._relaxed = relaxed
        self._terms: Whole = np.unique(np.array(objective.variables, dtype=np.int64))
        factors = np.zeros(len(partial.values), dtype=np.int64)
        np.add.at(factors, objective.variables, objective.factors)
        self._factors = factors[self._terms]
        self._owner = self._owners(partial)
        # A seat that another member has is no loss; a term over all seats of a member may be.
        self._owner[partial.decision[self._terms]] = -1

    def _owners(self, partial: PartialSolution) -> Whole:
        """The member of each term, if its rows have only decisions of one member; else -1."""
        members = sorted({one.member for one in partial.decisions.values()})
        owner = owners(partial.decisions, members, len(partial.values))
        rows = partial.table.with_any_of(self._terms)
        at, entries, _ = partial.table.entries(rows)
        follows = owner[entries] < 0
        owner[entries[follows]] = np.repeat(alone(owner[entries], at), np.diff(at))[follows]
        return owner[self._terms]

    def drawn(self, partial: PartialSolution, random: Random) -> int | None:
        """A random member, with a higher chance for those far behind; None if no one is."""
        behind = self._factors * (self._relaxed.values[self._terms] - partial.values[self._terms])
        behind[self._owner < 0] = 0
        order = np.argsort(-behind, kind="stable")
        count = int(np.count_nonzero(behind > WHOLE))
        return int(self._owner[order[int(count * random.random() ** 3)]]) if count else None


class NearBroken:
    """Members who fly about the same time as a broken flight, then others who may be on it."""

    def __init__(self, made: Decisions, size: Size, random: Random, focus: Focus) -> None:
        self.size: Size
        self._made, self.size, self._random, self._focus = made, size, random, focus

    def drawn(self, partial: PartialSolution) -> Whole | None:
        flights = self._focus(partial)
        if not flights:
            return None
        made = self._made
        taken: Flags = partial.values[made.numbers] == 1
        flying: dict[int, None] = {}
        weight = 0
        apart = np.abs(partial.days - partial.days[flights[0]])
        for flight in np.argsort(apart, kind="stable"):
            for member in made.owner[taken & (made.flight == flight)].tolist():
                if member not in flying:
                    flying[member] = None
                    weight += int(made.weight[member])
            if weight > self.size.current / 2:
                break
        eligible = set(made.owner[np.isin(made.flight, flights)].tolist())
        others = sorted(eligible - flying.keys())
        self._random.shuffle(others)
        return made.of_members(np.array([*flying, *others], dtype=np.int64), self.size)
