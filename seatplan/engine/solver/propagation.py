"""Bound propagation: the columns of a linear program get the ranges that single rows leave them.

A linear program may take a third of a tour whose days exceed a limit three times; in whole numbers
it is 0. CP-SAT finds that in presolve, but the relaxation is solved without it.

Measured in docs/decisions/0026.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve

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


def tightened(linear: LinearProgram) -> LinearProgram | None:
    """The same; None if a range turns out to be empty, so that there is no integral solution."""
    least, most = linear.least, linear.most
    for _ in range(ROUNDS):
        low, high = _once(linear, least, most)
        if (low > high).any():
            return None
        if (low == least).all() and (high == most).all():
            break
        least, most = low, high
    return evolve(linear, least=least, most=most)


def _once(linear: LinearProgram, least: Whole, most: Whole) -> tuple[Whole, Whole]:
    """The ranges that each row leaves if all other columns have theirs."""
    columns, rows, steps = linear.columns, linear.rows, np.abs(linear.factors)
    up = linear.factors > 0
    ends = linear.factors * least[columns], linear.factors * most[columns]
    fewest, largest = (sums(end, linear.at) for end in (np.minimum(*ends), np.maximum(*ends)))
    width = steps * (most - least)[columns]
    low, high = least.copy(), most.copy()
    # By so much may one entry be above its least, or below its most.
    above = np.where(linear.highs < FAR, linear.highs - fewest, FAR)[rows]
    below = np.where(linear.lows > -FAR, largest - linear.lows, FAR)[rows]
    for room, falls in ((above, up), (below, ~up)):
        cut = (width > room) & (steps > 0)  # nothing follows for a column whose factor is 0
        for at, is_high in ((cut & falls, True), (cut & ~falls, False)):
            mine, moves = columns[at], room[at] // steps[at]
            if is_high:
                np.minimum.at(high, mine, least[mine] + moves)
            else:
                np.maximum.at(low, mine, most[mine] - moves)
    return low, high
