"""Sub-model extraction: what is open, and the rows that must be posted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from seatplan.engine.rows import FAR, Flags, Whole, sums, sums_before
from seatplan.engine.submodel import OpenRows

if TYPE_CHECKING:
    from seatplan.engine.partial_solution import PartialSolution


def far(partial: PartialSolution, opened: Whole, fixed: Flags) -> Flags:
    """What follows from decisions that wait, and from none of the open ones at first hand.

    It waits too: else chains of it would lead through all that is to come.
    """
    waits = partial.decision & ~fixed
    waits[opened] = False
    rows, variables = partial.following
    touched: Flags = np.zeros(len(partial.table), dtype=np.bool_)
    touched[partial.table.rows_of_entries(opened)] = True
    taken = np.flatnonzero(partial.decision & ~partial.chosen & ~waits)
    counted = np.bincount(partial.table.rows_of_entries(taken), minlength=len(partial.table))
    waiting = partial.waiting > counted
    far: Flags = np.zeros(len(partial.values), dtype=np.bool_)
    far[variables[waiting[rows]]] = True
    far[variables[touched[rows]]] = False
    return far


def reach(
    partial: PartialSolution,
    opened: Whole,
    closed: Whole | None,
    fixed: Flags,
    settled: bool,
    staying: Whole | None,
) -> tuple[Flags, Whole]:
    """What is open, and the rows to keep."""
    mask: Flags = np.zeros(len(partial.values), dtype=np.bool_)
    mask[opened] = True
    waiting = ~fixed & ~mask
    follows = ~partial.decision & fixed & (partial.lows < partial.highs)
    if settled:
        follows &= (partial.busy > 0) | ~partial.known
    if staying is not None:
        follows[staying] = False
    asked: Flags = np.zeros(len(partial.table), dtype=np.bool_)
    if closed is not None:
        asked[partial.table.rows_of_entries(closed)] = True
        asked[partial.table.exclusive] = False  # these keep who is not taken
    asked[partial.table.rows_of_entries(opened)] = True
    asked[partial.constant] = True
    new = np.flatnonzero(asked)
    while len(new):
        found: Flags = np.zeros(len(partial.values), dtype=np.bool_)
        found[partial.table.entries(new)[1]] = True
        found &= follows & ~mask
        mask |= found
        more: Flags = np.zeros(len(partial.table), dtype=np.bool_)
        more[partial.table.rows_of_entries(np.flatnonzero(found))] = True
        new = np.flatnonzero(more & ~asked)
        at, variables, _ = partial.table.entries(new)
        new = new[sums(waiting[variables], at) == 0]
        asked[new] = True
    return mask, np.flatnonzero(asked)


def open_part(
    partial: PartialSolution, mask: Flags, fixed: Flags, numbers: Whole, rows: Whole
) -> OpenRows:
    """The rows as far as they are open; what is not is in their sides."""
    at, variables, factors = partial.table.entries(rows)
    open_ = mask[variables]
    stays = ~open_ & fixed[variables]
    waits = ~open_ & ~stays
    base = sums(np.where(stays, factors * partial.values[variables], 0), at)
    ends = (factors * partial.lows[variables], factors * partial.highs[variables])
    least, most = np.minimum(*ends), np.maximum(*ends)
    lows, highs = partial.table.lows[rows], partial.table.highs[rows]
    lows = np.where(lows > -FAR, lows - base - sums(np.where(waits, most, 0), at), lows)
    highs = np.where(highs < FAR, highs - base - sums(np.where(waits, least, 0), at), highs)
    literal = (partial.lows[variables] == 0) & (partial.highs[variables] == 1)
    odd = open_ & ~(literal & (np.abs(factors) == 1))
    return OpenRows(
        rows=rows,
        starts=sums_before(open_, at),
        places=np.searchsorted(numbers, variables[open_]),
        factors=factors[open_],
        lows=lows,
        highs=highs,
        least=sums(np.where(open_, least, 0), at),
        most=sums(np.where(open_, most, 0), at),
        literals=sums(odd, at) == 0,
    )
