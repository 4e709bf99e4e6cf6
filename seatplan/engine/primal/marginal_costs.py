"""Marginal costs: the amount that the next turn of each member adds to a convex cost.

A goal such as even turns has a literal for each turn of a member, and each turn costs more than the
one before. With everyone who could fly, these literals are many; and while few tours are decided at
a time, the cost of the next turn is enough. So turns are left aside, each tour is charged the price
of the member's next turn, and at the end the cheapest turns are taken, one for each tour.

Early in a plan the next turn is cheap for everyone, so its price does not show who will be needed
later. The price can therefore include what the relaxation of the whole program shows: the most
expensive turn that it takes.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seatplan.engine.rows.rows import FAR, Flags, Whole, sums
from seatplan.engine.solver.linear_program import Real
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import INTEGRAL
from seatplan.modelling import Variable


class MarginalCosts:
    """The rows Σ tours of a member - Σ turns ≤ free whose turns occur nowhere else and only cost.

    Attributes:
        partial: the partial solution with the rows.
    """

    def __init__(self, partial: PartialSolution, worth: Mapping[Variable, int]) -> None:
        """
        Args:
            partial: with or without decisions made.
            worth: the objective coefficient of each variable, to be maximized.
        """
        self.partial = partial
        gains = np.zeros(len(partial.values), dtype=np.int64)
        gains[list(worth)] = list(worth.values())
        rows = self._rows(gains)
        at, variables, factors = partial.table.entries(rows)
        row = np.repeat(np.arange(len(rows)), np.diff(at))
        turn = factors < 0
        self._tours, self._row_of_tour = variables[~turn], row[~turn]
        self._free = partial.table.highs[rows]
        turns, row = variables[turn], row[turn]
        order = np.lexsort((turns, -gains[turns], row))  # row by row, the cheapest first
        self._turns, self._row = turns[order], row[order]
        self._starts = np.searchsorted(self._row, np.arange(len(rows) + 1))
        self._gains = gains[self._turns]
        self._expected = np.zeros(len(rows), dtype=np.int64)

    def _rows(self, gains: Whole) -> Whole:
        """The numbers of the rows."""
        partial = self.partial
        table = partial.table
        lows, highs = partial.model.ranges()
        alone = np.bincount(table.variables, minlength=len(lows)) == 1
        turns = ~partial.decision & alone & (lows == 0) & (highs == 1) & (gains <= 0)
        rows = np.flatnonzero(table.with_any_of(np.flatnonzero(turns)))
        at, variables, factors = table.entries(rows)
        owner = np.where(turns[variables], -1, partial.owners[variables])
        row = np.repeat(np.arange(len(rows)), np.diff(at))
        most = np.full(len(rows), -1)
        np.maximum.at(most, row, owner)
        fits = np.where(
            turns[variables],
            factors == -1,
            (factors == 1) & ((lows == highs)[variables] | (owner == most[row])),
        )
        fit = (sums(~fits, at) == 0) & (table.lows[rows] == -FAR) & (table.highs[rows] >= 0)
        # A tour that is twice in a row takes two turns at once, which have no single price.
        _, first, times = np.unique(
            row * len(lows) + variables, return_index=True, return_counts=True
        )
        fit[row[first[times > 1]]] = False
        found: Whole = rows[fit]
        return found

    @property
    def aside(self) -> Flags:
        """Flags of the turns among all variables."""
        mask: Flags = np.zeros(len(self.partial.values), dtype=np.bool_)
        mask[self._turns] = True
        return mask

    def expect(self, values: Real) -> None:
        """Records the most expensive turn of each member in a relaxation.

        Args:
            values: of the variables of the model.
        """
        used = values[self._turns] > INTEGRAL
        np.minimum.at(self._expected, self._row[used], self._gains[used])

    def prices(self, foresight: int = 0) -> Whole:
        """The coefficient of each variable, usually negative, given the turn that it takes.

        Args:
            foresight: this many times the most expensive turn expected is added, or the next turn
                if that is more expensive.
        """
        partial = self.partial
        decided = partial.chosen | ~partial.decision
        count = self._counted(np.where(decided[self._tours], partial.values[self._tours], 0))
        at = self._starts[:-1] + np.maximum(count - self._free, 0)
        beyond = at >= self._starts[1:]
        next_ = np.where((count < self._free) | beyond, 0, self._gains[np.where(beyond, 0, at)])
        next_ = next_ + foresight * np.minimum(next_, self._expected)
        prices = np.zeros(len(partial.values), dtype=np.int64)
        np.add.at(prices, self._tours, next_[self._row_of_tour])
        return prices

    def take(self) -> None:
        """Takes exactly the turns that the tours need."""
        partial = self.partial
        count = self._counted(partial.values[self._tours])
        place = np.arange(len(self._turns)) - self._starts[self._row]
        partial.values[self._turns] = place < (count - self._free)[self._row]
        partial.known[self._turns] = True

    def _counted(self, tours: Whole) -> Whole:
        count = np.zeros(len(self._free), dtype=np.int64)
        np.add.at(count, self._row_of_tour, tours)
        return count
