"""Bound propagation: the columns of a linear program get the ranges that single rows leave them.

A linear program may take a third of a tour whose days exceed a limit three times; in whole numbers
it is 0. CP-SAT finds that in presolve, but the relaxation is solved without it.

Measured in docs/decisions/0026.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve

from seatplan.engine.rows.rows import FAR, Matrix, Whole, sums
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
    for _ in range(ROUNDS):
        rows: Matrix = linear
        if changed is not None:
            is_new = np.zeros(len(least), dtype=np.bool_)
            is_new[changed] = True
            touched = sums(is_new[linear.variables], linear.starts) > 0
            rows = linear.sides(np.flatnonzero(touched))
        low, high = _once(rows, least, most)
        if (low > high).any():
            return None
        changed = np.flatnonzero((low != least) | (high != most))
        if not len(changed):
            break
        least, most = low, high
    return evolve(linear, least=least, most=most)


def _once(rows: Matrix, least: Whole, most: Whole) -> tuple[Whole, Whole]:
    """The ranges that each row leaves if all other columns have theirs."""
    columns, steps, up = rows.variables, np.abs(rows.factors), rows.factors > 0
    fewest, largest = rows.least_and_most(least, most)
    width = steps * (most - least)[columns]
    low, high = least.copy(), most.copy()
    # By so much may one entry be above its least, or below its most.
    above = np.where(rows.highs < FAR, rows.highs - fewest, FAR)[rows.rows]
    below = np.where(rows.lows > -FAR, largest - rows.lows, FAR)[rows.rows]
    for room, falls in ((above, up), (below, ~up)):
        cut = (width > room) & (steps > 0)  # nothing follows for a column whose factor is 0
        for at, is_high in ((cut & falls, True), (cut & ~falls, False)):
            mine, moves = columns[at], room[at] // steps[at]
            if is_high:
                np.minimum.at(high, mine, least[mine] + moves)
            else:
                np.maximum.at(low, mine, most[mine] - moves)
    return low, high
