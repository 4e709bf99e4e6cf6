"""The rows of a sub-model: what they demand of its open variables.

Bound propagation fixes variables first, and only one of several duplicate rows is posted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import evolve

from seatplan.engine.rows.rows import FAR, Flags, RowForm, Table, Whole, sums, sums_before


def only(rows: Table, open_: Flags, low: Whole, high: Whole) -> Table:
    """Rows for the open variables; the others may have any value within their bounds."""
    stays = open_[rows.variables]
    others = np.where(stays, 0, rows.factors)
    least, most = evolve(rows, factors=others).least_and_most(low, high)
    return evolve(
        rows,
        starts=sums_before(stays, rows.starts),
        variables=rows.variables[stays],
        factors=rows.factors[stays],
        lows=np.where(rows.lows > -FAR, rows.lows - most, rows.lows),
        highs=np.where(rows.highs < FAR, rows.highs - least, rows.highs),
    )


def decided(rows: Table, low: Whole, high: Whole) -> Table:
    """The rows that remain after bound propagation, which tightens the bounds in place.

    For example, if a tour is fixed, all others of the member on its days are 0. Otherwise this
    would cost the solver's time, and the time to pass the rows to it.

    Args:
        rows: of a sub-model; those with a guard may be broken, and nothing follows from them.
        low, high: the bounds of the variables.
    """
    changing = rows
    while True:
        variables, up = changing.variables, changing.factors > 0
        least, most = changing.least_and_most(low, high)
        at_least = (~changing.guarded & (changing.highs == least))[changing.rows]
        at_most = (~changing.guarded & (changing.lows == most))[changing.rows]
        # Nothing follows for a variable whose factors add up to 0.
        open_ = (low[variables] < high[variables]) & (changing.factors != 0)
        down = variables[open_ & np.where(up, at_least, at_most)]
        high[down] = low[down]
        raised = variables[open_ & np.where(up, at_most, at_least)]
        low[raised] = high[raised]
        new = np.unique(np.concatenate((down, raised)))
        if not len(new):
            return only(rows, low < high, low, high)
        changing = rows.part(np.flatnonzero(rows.with_any_of(new)))


def simplified(rows: Table, low: Whole, high: Whole) -> Table:
    """The rows that can be violated, in the best form for the solver.

    Args:
        rows: of a sub-model.
        low, high: the bounds of the variables.
    """
    least, most = rows.least_and_most(low, high)
    lows = np.where(rows.lows > least, rows.lows, -FAR)
    highs = np.where(rows.highs < most, rows.highs, FAR)
    binding = np.flatnonzero((lows > -FAR) | (highs < FAR))
    left = _merged(_turned(evolve(rows, lows=lows, highs=highs).part(binding)))
    literal = ((low == 0) & (high == 1))[left.variables] & (np.abs(left.factors) == 1)
    plain = sums(~literal, left.starts) == 0
    negative = sums(left.factors < 0, left.starts)
    some, one = left.lows + negative == 1, left.highs + negative == 1
    form = np.full(len(left), RowForm.SUM)
    form[(left.lows == -FAR) & one] = RowForm.AT_MOST_ONE
    form[some & one] = RowForm.EXACTLY_ONE
    form[some & (left.highs == FAR)] = RowForm.CLAUSE
    form[~plain | left.guarded] = RowForm.SUM
    never = (left.lows > left.highs) | (np.diff(left.starts) == 0)
    form[never] = RowForm.CLAUSE
    stays = np.repeat(~never, np.diff(left.starts))
    return evolve(
        left,
        starts=sums_before(stays, left.starts),
        variables=left.variables[stays],
        factors=left.factors[stays],
        forms=form,
    )


def _turned(rows: Table) -> Table:
    """The same rows, each with a positive first factor, so that equal sums become one row."""
    filled = np.diff(rows.starts) > 0
    turned = np.zeros(len(filled), dtype=np.bool_)
    turned[filled] = rows.factors[rows.starts[:-1][filled]] < 0
    return evolve(
        rows,
        factors=np.where(np.repeat(turned, np.diff(rows.starts)), -rows.factors, rows.factors),
        lows=np.where(turned, -rows.highs, rows.lows),
        highs=np.where(turned, -rows.lows, rows.highs),
    )


def _merged(rows: Table) -> Table:
    """The first of each group of equal sums, with the tightest bounds.

    This removes half of the rows: many cliques of tours differ only in variables that are not
    open. Sums are compared by a hash of 64 bits; after a collision, the plan would fail the
    check.
    """
    weights = _scattered(rows.variables) * rows.factors.astype(np.uint64)
    keys = sums(weights.view(np.int64), rows.starts)
    keys[rows.guarded] = np.iinfo(np.int64).min + np.arange(np.count_nonzero(rows.guarded))
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    lows, highs = rows.lows[first], rows.highs[first]
    np.maximum.at(lows, group, rows.lows)
    np.minimum.at(highs, group, rows.highs)
    order = np.argsort(first)
    return evolve(rows.part(first[order]), lows=lows[order], highs=highs[order])


def _scattered(numbers: Whole) -> npt.NDArray[np.uint64]:
    """A fixed pseudorandom 64-bit number for each (splitmix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
