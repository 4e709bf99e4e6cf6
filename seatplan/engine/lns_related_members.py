"""LNS with related-members neighborhoods: some members are planned again.

What a plan of a large program still lacks concerns few people, and planning some of them anew is a
small search that is usually proved in a second. Which ones: by turns those near a flight with a
requirement that is still broken, and members drawn by chance with those who could sit in the same
seats. Of plans that are worth the same each search takes another one, drawn by chance too: from one
that cannot be made better so the next often can (with nothing but this, `iss` stops at 1817 even
turns without it, at 1811 with it).

Drawn by chance means drawn from the seed: the same program and seed give the same plan.

Measured in docs/decisions/0002.
"""

from __future__ import annotations

from random import Random

import numpy as np

from seatplan.engine.decisions import alone, owners
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.presets import STEP
from seatplan.engine.relaxation import WHOLE, Relaxed
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import EXACT, Search
from seatplan.modelling import LinearExpr, Variable

EFFORT = 1.0
"""For one search, on the solver's own clock."""

FREE = 0.2
"""The share of all literals that are open in the first search; from then on as many as can be
proved."""

LEAST, MOST = 5_000, 20_000
"""This many are open in the first search at least and at most."""

GROW, SHRINK = 1.03, 0.85

IDLE = 25
"""This many searches in a row without any gain, and it is over."""


class RelatedMembersSearch:
    """One run of it."""

    def __init__(
        self, partial: PartialSolution, objective: LinearExpr, relaxed: Relaxed, search: Search
    ) -> None:
        """
        Args:
            partial: with a plan, in which what was put off may still be broken.
            objective: to be maximised.
            relaxed: the objective cannot be above its bound, and its values select the members to
                plan anew.
            search: how to search, and the seed.
        """
        self.partial = partial
        self._objective = objective
        self._relaxed = relaxed
        self._search = search
        self._random = Random(search.seed)
        made = partial.decisions
        self._members = sorted({one.member for one in made.values()})
        self._size = float(min(max(LEAST, FREE * len(made)), MOST))
        self._numbers: Whole = np.array(list(made), dtype=np.int64)
        self._owner = owners(made, self._members, len(partial.values))[self._numbers]
        self._flight: Whole = np.array([one.first for one in made.values()], dtype=np.int64)
        self._weight = np.bincount(self._owner, minlength=len(self._members))
        low, high = partial.model.span(objective)
        self._range = high - low + 1
        self._whole: tuple[Whole, Flags] | None = None
        self._terms: Whole = np.unique(np.array(objective.variables, dtype=np.int64))
        factors = np.zeros(len(partial.values), dtype=np.int64)
        np.add.at(factors, objective.variables, objective.factors)
        self._factors = factors[self._terms]
        self._owners_of_terms = self._owners(self._terms)
        # A seat that someone else has is no loss; what follows from all seats of a member may be.
        self._owners_of_terms[partial.decision[self._terms]] = -1

    def run(self) -> bool:
        """Makes the plan better as far as it goes; whether nothing is broken at the end."""
        if not self._members:  # nothing is decided: there is one plan
            return not self.partial.broken()
        self._climb(first="worth")
        if self.partial.broken():
            self._climb(first="kept")
        if self.partial.broken() and self._whole is not None:
            self.partial.restore(self._whole)  # the best on the way that kept all
        return not self.partial.broken()

    @property
    def worth(self) -> int:
        """What the plan is worth."""
        return self.partial.worth(self._objective)

    def _climb(self, *, first: str) -> None:
        def reached(worth: int, broken: int) -> tuple[int, int]:
            return (worth, -broken) if first == "worth" else (-broken, worth)

        idle = turn = 0
        broken = self.partial.broken()
        worth = self.worth
        while idle < IDLE and self._search.left > 0 and (broken or worth < self._relaxed.bound):
            if broken:
                self.partial.separate(broken)
            else:
                self._whole = self.partial.state()
            near = self._near(broken[turn // 2 % len(broken)]) if broken and turn % 2 == 0 else None
            group = self._filled(self._related() if near is None else near)
            kept = self.partial.state()
            proved = self._again(group, broken, first)
            self._size *= GROW if proved else SHRINK
            found, now = self.partial.broken(), self.worth
            gain = reached(now, len(found)) > reached(worth, len(broken))
            if gain or reached(now, len(found)) == reached(worth, len(broken)):
                broken, worth = found, now
            else:
                self.partial.restore(kept)
                self.partial.separate(found)
            idle = 0 if gain else idle + 1
            turn += 1

    def _near(self, requirement: str) -> Whole | None:
        """Those who fly about when a broken flight does, then who else may be on it."""
        flights = self.partial.flights_of(requirement)
        if not flights:
            return None
        taken = self.partial.values[self._numbers] == 1
        flying: dict[int, None] = {}
        weight = 0
        for flight in np.argsort(
            np.abs(self.partial.days - self.partial.days[flights[0]]), kind="stable"
        ):
            for member in self._owner[taken & (self._flight == flight)].tolist():
                if member not in flying:
                    flying[member] = None
                    weight += int(self._weight[member])
            if weight > self._size / 2:
                break
        eligible = set(self._owner[np.isin(self._flight, flights)].tolist())
        others = sorted(eligible - flying.keys())
        self._random.shuffle(others)
        return np.array([*flying, *others], dtype=np.int64)

    def _related(self) -> Whole:
        """Someone, then the others: sooner who could fly on many of the same flights."""
        seed = self._seed()
        mine = np.zeros(len(self.partial.days), dtype=np.bool_)
        mine[self._flight[self._owner == seed]] = True
        shared = np.bincount(self._owner[mine[self._flight]], minlength=len(self._members))
        drawn = np.array([self._random.random() for _ in self._members])
        order = np.argsort(-shared * drawn, kind="stable")
        return np.concatenate(([seed], order[order != seed]))

    def _owners(self, variables: Whole) -> Whole:
        """Whose each variable is, if its rows have decisions of one member alone; else -1."""
        table = self.partial.table
        owner = owners(self.partial.decisions, self._members, len(self.partial.values))
        rows = table.with_any_of(variables)
        at, entries, _ = table.entries(rows)
        follows = owner[entries] < 0
        owner[entries[follows]] = np.repeat(alone(owner[entries], at), np.diff(at))[follows]
        return owner[variables]

    def _seed(self) -> int:
        """A member; sooner one in whose terms the plan falls far behind the relaxation."""
        values = self.partial.values[self._terms]
        behind = self._factors * (self._relaxed.values[self._terms] - values)
        behind[self._owners_of_terms < 0] = 0
        order = np.argsort(-behind, kind="stable")
        count = int(np.count_nonzero(behind > WHOLE))
        if not count:
            return self._random.randrange(len(self._members))
        return int(self._owners_of_terms[order[int(count * self._random.random() ** 3)]])

    def _filled(self, order: Whole) -> Whole:
        """The first members, as many as the size allows, as decisions."""
        weights = np.cumsum(self._weight[order])
        count = int(np.searchsorted(weights, self._size)) + 1
        chosen = np.zeros(len(self._members), dtype=np.bool_)
        chosen[order[:count]] = True
        return self._numbers[chosen[self._owner]]

    def _again(self, opened: Whole, broken: list[str], first: str) -> bool:
        """Plans a group again; whether what came out is proved to be the best for it."""
        if first == "worth":
            scale, gain = len(broken) + 1, 1
        else:
            scale, gain = 1, self._range
        drawn = self._random.sample(opened.tolist(), len(opened) // 10)
        if self._range * (len(broken) + 1) * (2 * len(drawn) + 1) < EXACT:
            finer = 2 * len(drawn) + 1
        else:
            finer, drawn = 1, []
        worth: dict[Variable, int] = {}
        for one, factor in zip(self._objective.variables, self._objective.factors, strict=True):
            worth[one] = worth.get(one, 0) + factor * scale * finer
        for one in drawn:
            worth[one] = worth.get(one, 0) + self._random.choice((-1, 1))
        self.partial.reopen(opened)
        submodel = self.partial.submodel(opened, worth, waived=dict.fromkeys(broken, gain * finer))
        answer = self._search.run(submodel.cp, STEP, effort=EFFORT)
        if answer.found:
            self.partial.take(submodel, answer)
        self.partial.choose(opened)
        return answer.proved
