"""Bound propagation: the columns of a linear program get the ranges that single rows leave them.

A linear program may take a third of a tour whose days exceed a limit three times; in whole numbers
it is 0. CP-SAT finds that in presolve, but the relaxation is solved without it.

Measured in docs/decisions/0026.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve, frozen

from seatplan.engine.rows.rows import FAR, Whole, sums
from seatplan.engine.solver.linear_program import LinearProgram

ROUNDS = 50
"""The most passes over all rows. Most programs need 2 to 15, and up to 31 were seen; integers with
large ranges could go on for as long as these."""


def propagated(linear: LinearProgram) -> LinearProgram:
    """The same integral solutions, with tighter ranges of the columns.

    If a range turns out to be empty, there is no integral solution; the program is returned as it
    was, since a search has to prove that.
    """
    return tightened(linear) or linear


def tightened(linear: LinearProgram, changed: Whole | None = None) -> LinearProgram | None:
    """The same; None if a range turns out to be empty, so that there is no integral solution.

    Args:
        linear: with the ranges.
        changed: the columns whose ranges are new. The rows without them leave the others theirs.
            Without it, all are.
    """
    least, most = linear.least, linear.most
    rows = linear.rows
    for _ in range(ROUNDS):
        part = _Entries.of(linear, rows, changed)
        low, high = part.once(least, most)
        if (low > high).any():
            return None
        changed = np.flatnonzero((low != least) | (high != most))
        if not len(changed):
            break
        least, most = low, high
    return evolve(linear, least=least, most=most)


@frozen(eq=False)
class _Entries:
    """The entries of some rows, and the sides of these rows."""

    at: Whole
    columns: Whole
    factors: Whole
    rows: Whole
    lows: Whole
    highs: Whole

    @classmethod
    def of(cls, linear: LinearProgram, rows: Whole, changed: Whole | None) -> _Entries:
        """Those of the rows in which a column has changed; of all rows without that."""
        if changed is None:
            return cls(linear.at, linear.columns, linear.factors, rows, linear.lows, linear.highs)
        is_new = np.zeros(len(linear.costs), dtype=np.bool_)
        is_new[changed] = True
        touched = np.zeros(len(linear.lows), dtype=np.bool_)
        touched[rows[is_new[linear.columns]]] = True
        mine, numbers = touched[rows], np.flatnonzero(touched)
        lengths = np.diff(linear.at)[numbers]
        return cls(
            np.concatenate(([0], np.cumsum(lengths))),
            linear.columns[mine],
            linear.factors[mine],
            np.repeat(np.arange(len(numbers)), lengths),
            linear.lows[numbers],
            linear.highs[numbers],
        )

    def once(self, least: Whole, most: Whole) -> tuple[Whole, Whole]:
        """The ranges that each row leaves if all other columns have theirs."""
        columns, rows, steps = self.columns, self.rows, np.abs(self.factors)
        up = self.factors > 0
        ends = self.factors * least[columns], self.factors * most[columns]
        fewest, largest = (sums(end, self.at) for end in (np.minimum(*ends), np.maximum(*ends)))
        width = steps * (most - least)[columns]
        low, high = least.copy(), most.copy()
        # By so much may one entry be above its least, or below its most.
        above = np.where(self.highs < FAR, self.highs - fewest, FAR)[rows]
        below = np.where(self.lows > -FAR, largest - self.lows, FAR)[rows]
        for room, falls in ((above, up), (below, ~up)):
            cut = (width > room) & (steps > 0)  # nothing follows for a column whose factor is 0
            for at, is_high in ((cut & falls, True), (cut & ~falls, False)):
                mine, moves = columns[at], room[at] // steps[at]
                if is_high:
                    np.minimum.at(high, mine, least[mine] + moves)
                else:
                    np.maximum.at(low, mine, most[mine] - moves)
        return low, high
