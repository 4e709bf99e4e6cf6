"""What is open in a piece of a model, and the rows that are asked for there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from seatplan.engine.opened import OpenRows
from seatplan.engine.rows import FAR, Flags, Whole, sums, sums_before

if TYPE_CHECKING:
    from seatplan.engine.draft import Draft


def far(draft: Draft, opened: Whole, fixed: Flags) -> Flags:
    """What follows from decisions that wait, and from none of the open ones at first hand.

    It waits too: else chains of it would lead through all that is to come.
    """
    waits = draft.decision & ~fixed
    waits[opened] = False
    rows, variables = draft.following
    touched: Flags = np.zeros(len(draft.table), dtype=np.bool_)
    touched[draft.table.rows_of_entries(opened)] = True
    taken = np.flatnonzero(draft.decision & ~draft.chosen & ~waits)
    counted = np.bincount(draft.table.rows_of_entries(taken), minlength=len(draft.table))
    waiting = draft.waiting > counted
    far: Flags = np.zeros(len(draft.values), dtype=np.bool_)
    far[variables[waiting[rows]]] = True
    far[variables[touched[rows]]] = False
    return far


def reach(
    draft: Draft,
    opened: Whole,
    closed: Whole | None,
    fixed: Flags,
    settled: bool,
    staying: Whole | None,
) -> tuple[Flags, Whole]:
    """What is open, and the rows to ask for."""
    mask: Flags = np.zeros(len(draft.values), dtype=np.bool_)
    mask[opened] = True
    waiting = ~fixed & ~mask
    follows = ~draft.decision & fixed & (draft.lows < draft.highs)
    if settled:
        follows &= (draft.busy > 0) | ~draft.known
    if staying is not None:
        follows[staying] = False
    asked: Flags = np.zeros(len(draft.table), dtype=np.bool_)
    if closed is not None:
        asked[draft.table.rows_of_entries(closed)] = True
        asked[draft.table.exclusive] = False  # these keep who is not taken
    asked[draft.table.rows_of_entries(opened)] = True
    asked[draft.constant] = True
    new = np.flatnonzero(asked)
    while len(new):
        found: Flags = np.zeros(len(draft.values), dtype=np.bool_)
        found[draft.table.entries(new)[1]] = True
        found &= follows & ~mask
        mask |= found
        more: Flags = np.zeros(len(draft.table), dtype=np.bool_)
        more[draft.table.rows_of_entries(np.flatnonzero(found))] = True
        new = np.flatnonzero(more & ~asked)
        at, variables, _ = draft.table.entries(new)
        new = new[sums(waiting[variables], at) == 0]
        asked[new] = True
    return mask, np.flatnonzero(asked)


def open_part(draft: Draft, mask: Flags, fixed: Flags, numbers: Whole, rows: Whole) -> OpenRows:
    """The rows as far as they are open; what is not is in their sides."""
    at, variables, factors = draft.table.entries(rows)
    open_ = mask[variables]
    stays = ~open_ & fixed[variables]
    waits = ~open_ & ~stays
    base = sums(np.where(stays, factors * draft.values[variables], 0), at)
    ends = (factors * draft.lows[variables], factors * draft.highs[variables])
    least, most = np.minimum(*ends), np.maximum(*ends)
    lows, highs = draft.table.lows[rows], draft.table.highs[rows]
    lows = np.where(lows > -FAR, lows - base - sums(np.where(waits, most, 0), at), lows)
    highs = np.where(highs < FAR, highs - base - sums(np.where(waits, least, 0), at), highs)
    literal = (draft.lows[variables] == 0) & (draft.highs[variables] == 1)
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
