"""Sub-models: the open variables, the rows that they need, and both as a model for CP-SAT.

Bound propagation fixes variables first, and only one of several duplicate rows is posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen
from ortools.sat.python import cp_model

from seatplan.engine.model.decisions import PartialValues
from seatplan.engine.rows.rows import FAR, Flags, Whole, spans, sums, sums_before


@frozen(eq=False)
class OpenRows:
    """Rows of a sub-model: row r has the entries from starts[r] up to starts[r + 1].

    Attributes:
        rows: their numbers in the whole model.
        starts: one more than there are rows.
        places, factors: of the entries; the variables by their position in the sub-model.
        lows, highs: the required bounds of each sum.
        least, most: the bounds that its variables imply.
        literals: whether each is a sum of literals with signs.
    """

    rows: Whole
    starts: Whole
    places: Whole
    factors: Whole
    lows: Whole
    highs: Whole
    least: Whole
    most: Whole
    literals: Flags


def far(partial: PartialValues, opened: Whole, fixed: Flags) -> Flags:
    """Auxiliary variables that depend only on undecided decisions outside the sub-model.

    They are left out: otherwise they would pull the whole remaining horizon into the sub-model.
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
    partial: PartialValues,
    opened: Whole,
    closed: Whole | None,
    fixed: Flags,
    settled: bool,
    staying: Whole | None,
) -> tuple[Flags, Whole]:
    """The open variables, and the rows to keep."""
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
        asked[partial.table.exclusive] = False  # only open variables can violate these
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
    partial: PartialValues, mask: Flags, fixed: Flags, numbers: Whole, rows: Whole
) -> OpenRows:
    """The open part of the rows; fixed variables are folded into their bounds."""
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


def decide(rows: OpenRows, lows: Whole, highs: Whole, guards: Mapping[int, object]) -> OpenRows:
    """The rows that remain after bound propagation.

    For example, if a tour is fixed, all others of the member on its days are 0. Otherwise this
    would cost the solver's time, and the time to pass the rows to it.

    Args:
        rows: of the sub-model.
        lows, highs: the bounds of each variable of the sub-model, which are tightened in place.
        guards: of rows that may be broken: nothing follows from these.
    """
    row = np.repeat(np.arange(len(rows.rows)), np.diff(rows.starts))
    places, factors = rows.places, rows.factors
    bound = ~np.isin(rows.rows, list(guards))
    up = factors > 0
    least, most = rows.least, rows.most
    while True:
        at_least = (bound & (rows.highs == least))[row]
        at_most = (bound & (rows.lows == most))[row]
        down = places[np.where(up, at_least, at_most)]
        down = down[lows[down] < highs[down]]
        highs[down] = lows[down]
        raised = places[np.where(up, at_most, at_least)]
        raised = raised[lows[raised] < highs[raised]]
        lows[raised] = highs[raised]
        if not len(down) and not len(raised):
            break
        ends = factors * lows[places], factors * highs[places]
        least = sums(np.minimum(*ends), rows.starts)
        most = sums(np.maximum(*ends), rows.starts)
    open_ = lows[places] < highs[places]
    known = np.where(open_, 0, factors * lows[places])
    base = sums(known, rows.starts)
    return evolve(
        rows,
        starts=sums_before(open_, rows.starts),
        places=places[open_],
        factors=factors[open_],
        lows=np.where(rows.lows > -FAR, rows.lows - base, rows.lows),
        highs=np.where(rows.highs < FAR, rows.highs - base, rows.highs),
        least=least - base,
        most=most - base,
    )


def signed(rows: OpenRows) -> OpenRows:
    """The same rows, each with a positive first factor, so that equal sums become one row."""
    filled = np.diff(rows.starts) > 0
    turned = np.zeros(len(filled), dtype=np.bool_)
    turned[filled] = rows.factors[rows.starts[:-1][filled]] < 0
    return evolve(
        rows,
        factors=np.where(np.repeat(turned, np.diff(rows.starts)), -rows.factors, rows.factors),
        lows=np.where(turned, -rows.highs, rows.lows),
        highs=np.where(turned, -rows.lows, rows.highs),
        least=np.where(turned, -rows.most, rows.least),
        most=np.where(turned, -rows.least, rows.most),
    )


def post(
    cp: cp_model.CpModel,
    rows: OpenRows,
    guards: Mapping[int, int],
) -> None:
    """Posts the rows; those with a guard hold only if it is true."""
    rows = signed(rows)
    binding = np.flatnonzero((rows.lows > rows.least) | (rows.highs < rows.most))
    kept, lows, highs = _merged(rows, binding, guards)
    starts, places, factors = rows.starts.tolist(), rows.places.tolist(), rows.factors.tolist()
    constraints = cp.proto.constraints
    for row, low, high in zip(kept.tolist(), lows.tolist(), highs.tolist(), strict=True):
        part = slice(starts[row], starts[row + 1])
        _post_row(
            constraints.add(),
            places[part],
            factors[part],
            low if low > rows.least[row] else None,
            high if high < rows.most[row] else None,
            literals=bool(rows.literals[row]),
            guard=guards.get(int(rows.rows[row])),
        )


def _merged(
    rows: OpenRows, binding: Whole, guards: Mapping[int, object]
) -> tuple[Whole, Whole, Whole]:
    """The first of each group of equal sums, with the tightest bounds.

    This removes half of the rows: many cliques of tours differ only in variables that are not open.
    Sums are compared by a hash of 64 bits; after a collision, the plan would fail the check.
    """
    at, entries = spans(rows.starts[binding], rows.starts[binding + 1])
    weights = _scattered(rows.places[entries]) * rows.factors[entries].astype(np.uint64)
    keys = sums(weights.view(np.int64), at)
    guarded = np.isin(rows.rows[binding], list(guards))
    keys[guarded] = np.iinfo(np.int64).min + np.arange(np.count_nonzero(guarded))
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    lows, highs = rows.lows[binding][first], rows.highs[binding][first]
    np.maximum.at(lows, group, rows.lows[binding])
    np.minimum.at(highs, group, rows.highs[binding])
    order = np.argsort(first)
    return binding[first][order], lows[order], highs[order]


def _scattered(numbers: Whole) -> npt.NDArray[np.uint64]:
    """A fixed pseudorandom 64-bit number for each (splitmix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _post_row(
    made: Any,
    variables: list[int],
    factors: list[int],
    low: int | None,
    high: int | None,
    *,
    literals: bool,
    guard: int | None,
) -> None:
    """Posts a row in the best form for the solver; open sides are None.

    `literals` means that it is a sum of literals with signs. With a `guard`, the row holds only if
    that is true.
    """
    if literals and guard is None:
        contrary = sum(factor < 0 for factor in factors)
        some = low is not None and low + contrary == 1
        one = high is not None and high + contrary == 1
        form = None
        if some and high is None:
            form = made.bool_or
        elif one and (some or low is None):
            form = made.exactly_one if some else made.at_most_one
        if form is not None:
            signs = zip(variables, factors, strict=True)
            form.literals.extend([one if sign > 0 else -one - 1 for one, sign in signs])
            return
    if not variables or (low is not None and high is not None and low > high):
        made.bool_or.literals.extend([])  # infeasible
    else:
        made.linear.vars.extend(variables)
        made.linear.coeffs.extend(factors)
        least = cp_model.INT_MIN if low is None else low
        made.linear.domain.extend((least, cp_model.INT_MAX if high is None else high))
    if guard is not None:
        made.enforcement_literal.append(guard)
