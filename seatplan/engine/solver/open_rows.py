"""The rows of a sub-model: what they demand of its open variables.

Bound propagation fixes variables first, and only one of several duplicate rows is posted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from seatplan.engine.rows.rows import (
    FAR,
    Flags,
    Form,
    Posted,
    Table,
    Whole,
    spans,
    sums,
    sums_before,
)


@frozen(eq=False)
class OpenRows:
    """Rows of a sub-model: row r has the entries from starts[r] up to starts[r + 1].

    Attributes:
        rows: their numbers in the whole model.
        starts: one more than there are rows.
        variables, factors: of the entries.
        lows, highs: the required bounds of each sum.
    """

    rows: Whole
    starts: Whole
    variables: Whole
    factors: Whole
    lows: Whole
    highs: Whole

    @classmethod
    def of(cls, table: Table, rows: Whole) -> OpenRows:
        """These rows of a table."""
        return cls(rows, *table.entries(rows), table.lows[rows], table.highs[rows])

    def ends(self, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """The least and the most of each entry; `low` and `high` are the bounds of variables."""
        ends = self.factors * low[self.variables], self.factors * high[self.variables]
        return np.minimum(*ends), np.maximum(*ends)

    def only(self, open_: Flags, low: Whole, high: Whole) -> OpenRows:
        """These rows for the open variables; the others may have any value within their bounds."""
        stays = open_[self.variables]
        least, most = (np.where(stays, 0, end) for end in self.ends(low, high))
        return OpenRows(
            self.rows,
            sums_before(stays, self.starts),
            self.variables[stays],
            self.factors[stays],
            np.where(self.lows > -FAR, self.lows - sums(most, self.starts), self.lows),
            np.where(self.highs < FAR, self.highs - sums(least, self.starts), self.highs),
        )

    def decided(self, low: Whole, high: Whole, free: Collection[int]) -> OpenRows:
        """The rows that remain after bound propagation, which tightens the bounds in place.

        For example, if a tour is fixed, all others of the member on its days are 0. Otherwise this
        would cost the solver's time, and the time to pass the rows to it.

        Args:
            low, high: the bounds of the variables.
            free: the numbers of rows that may be broken: nothing follows from these.
        """
        row = np.repeat(np.arange(len(self.rows)), np.diff(self.starts))
        bound = ~np.isin(self.rows, list(free))
        up = self.factors > 0
        counts = self.factors != 0  # nothing follows for a variable whose factors add up to 0
        while True:
            least, most = (sums(end, self.starts) for end in self.ends(low, high))
            at_least = (bound & (self.highs == least))[row] & counts
            at_most = (bound & (self.lows == most))[row] & counts
            open_ = low[self.variables] < high[self.variables]
            down = self.variables[open_ & np.where(up, at_least, at_most)]
            high[down] = low[down]
            open_ = low[self.variables] < high[self.variables]
            raised = self.variables[open_ & np.where(up, at_most, at_least)]
            low[raised] = high[raised]
            if not len(down) and not len(raised):
                return self.only(low < high, low, high)

    def renumbered(self, numbers: Whole) -> OpenRows:
        """The same with each variable by its position among these numbers, which are sorted."""
        return evolve(self, variables=np.searchsorted(numbers, self.variables))

    def posted(self, low: Whole, high: Whole, guards: Mapping[int, int]) -> Posted:
        """The rows that can be violated, in the best form for the solver.

        Args:
            low, high: the bounds of the variables.
            guards: literals under which rows hold, by their number; others always hold.
        """
        least, most = (sums(end, self.starts) for end in self.ends(low, high))
        lows = np.where(self.lows > least, self.lows, -FAR)
        highs = np.where(self.highs < most, self.highs, FAR)
        binding = np.flatnonzero((lows > -FAR) | (highs < FAR))
        literal = (low == 0) & (high == 1)
        plain = sums(~(literal[self.variables] & (np.abs(self.factors) == 1)), self.starts) == 0
        guard = np.array([guards.get(one, 0) for one in self.rows.tolist()], dtype=np.int64)
        made = evolve(self, lows=lows, highs=highs)._turned()
        kept, lows, highs = made._merged(binding, guard > 0)
        starts, entries = spans(made.starts[kept], made.starts[kept + 1])
        factors = made.factors[entries]
        negative = sums(factors < 0, starts)
        some, one = lows + negative == 1, highs + negative == 1
        form = np.full(len(kept), Form.SUM)
        form[(lows == -FAR) & one] = Form.AT_MOST_ONE
        form[some & one] = Form.EXACTLY_ONE
        form[some & (highs == FAR)] = Form.CLAUSE
        form[~plain[kept] | (guard[kept] > 0)] = Form.SUM
        never = (lows > highs) | (np.diff(starts) == 0)
        form[never] = Form.CLAUSE
        stays = np.repeat(~never, np.diff(starts))
        return Posted(
            sums_before(stays, starts),
            made.variables[entries][stays],
            factors[stays],
            lows,
            highs,
            form.tolist(),
            guard[kept].tolist(),
        )

    def _turned(self) -> OpenRows:
        """The same rows, each with a positive first factor, so that equal sums become one row."""
        filled = np.diff(self.starts) > 0
        turned = np.zeros(len(filled), dtype=np.bool_)
        turned[filled] = self.factors[self.starts[:-1][filled]] < 0
        return evolve(
            self,
            factors=np.where(np.repeat(turned, np.diff(self.starts)), -self.factors, self.factors),
            lows=np.where(turned, -self.highs, self.lows),
            highs=np.where(turned, -self.lows, self.highs),
        )

    def _merged(self, binding: Whole, guarded: Flags) -> tuple[Whole, Whole, Whole]:
        """The first of each group of equal sums, with the tightest bounds.

        This removes half of the rows: many cliques of tours differ only in variables that are not
        open. Sums are compared by a hash of 64 bits; after a collision, the plan would fail the
        check.
        """
        at, entries = spans(self.starts[binding], self.starts[binding + 1])
        weights = _scattered(self.variables[entries]) * self.factors[entries].astype(np.uint64)
        keys = sums(weights.view(np.int64), at)
        alone = guarded[binding]
        keys[alone] = np.iinfo(np.int64).min + np.arange(np.count_nonzero(alone))
        _, first, group = np.unique(keys, return_index=True, return_inverse=True)
        lows, highs = self.lows[binding][first], self.highs[binding][first]
        np.maximum.at(lows, group, self.lows[binding])
        np.minimum.at(highs, group, self.highs[binding])
        order = np.argsort(first)
        return binding[first][order], lows[order], highs[order]


def _scattered(numbers: Whole) -> npt.NDArray[np.uint64]:
    """A fixed pseudorandom 64-bit number for each (splitmix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
