"""Sub-models: some open decisions of a partial solution, and what follows from them.

A sub-model has some open decisions, the auxiliary variables that follow from them, and every row
with any of these. Decisions already made are constants. Decisions left for a later sub-model may
still take any value, so a row is relaxed by as much as they can contribute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve
from ortools.sat.python import cp_model

from seatplan.engine.rows.cpsat import hint, maximize, post
from seatplan.engine.rows.rows import Flags, Whole, sums
from seatplan.engine.solver.open_rows import decided, only, simplified
from seatplan.engine.solver.partial_solution import Cover, PartialSolution, Submodel
from seatplan.engine.solver.search import Search
from seatplan.modelling import Variable


def submodel_of(
    partial: PartialSolution,
    opened: Whole,
    worth: Mapping[Variable, int],
    *,
    settled: bool = False,
    hinted: bool = True,
    waived: Mapping[str, int] | None = None,
    closed: Whole | None = None,
    aside: Flags | None = None,
    staying: Whole | None = None,
    covers: Sequence[Cover] = (),
) -> Submodel:
    """A model with these decisions open.

    Args:
        partial: the decisions already made.
        opened: the decisions.
        worth: the objective coefficient of each variable, to be maximized.
        settled: whether variables that follow only from decisions already made stay fixed: true
            if these decisions are final.
        hinted: whether to give the search the known values as a hint.
        waived: requirements that may be broken, with the reward for keeping each.
        closed: decisions not made yet that keep their values in this sub-model.
        aside: auxiliary variables left out until all decisions are made.
        staying: auxiliary variables that keep their values.
        covers: more rows for the open decisions.
    """
    fixed = partial.chosen | ~partial.decision
    if closed is not None:
        fixed[closed] = True
    if aside is not None:
        fixed &= ~aside
    fixed &= ~_far(partial, opened, fixed)
    if staying is not None:
        fixed[staying] = True
    mask, rows = _reach(partial, opened, closed, fixed, settled, staying)
    waived = waived or {}
    numbers = np.flatnonzero(mask)
    guards = np.zeros(len(rows), dtype=np.int64)
    for literal, one in enumerate(waived, max(1, len(numbers))):  # 0 would be no guard
        guards[np.isin(rows, partial.model.separated.get(one, ()))] = literal
    lows = np.where(fixed & ~mask, partial.values, partial.lows)
    highs = np.where(fixed & ~mask, partial.values, partial.highs)
    left = only(evolve(partial.table.part(rows), guards=guards), mask, lows, highs)
    left = decided(left, lows, highs)
    left = evolve(left, variables=np.searchsorted(numbers, left.variables))
    lows, highs = lows[numbers], highs[numbers]
    cp = cp_model.CpModel()
    own = [
        cp.new_bool_var("") if low == 0 and high == 1 else cp.new_int_var(low, high, "")
        for low, high in zip(lows.tolist(), highs.tolist(), strict=True)
    ]
    if not own:
        cp.new_constant(0)
    terms = {at: worth[one] for at, one in enumerate(numbers.tolist()) if one in worth}
    for gain in waived.values():
        terms[cp.new_bool_var("").index] = gain
    post(cp, simplified(left, lows, highs), lows, highs)
    for places, least in covers:
        among = partial.numbers[places]
        at = np.searchsorted(numbers, among[mask[among]]).tolist()
        cp.add(cp_model.LinearExpr.sum([own[one] for one in at]) >= least)
    maximize(cp, terms)
    if hinted:
        hint(cp, range(len(own)), partial.values[numbers].tolist())
    return Submodel(cp, numbers, own)


def _far(partial: PartialSolution, opened: Whole, fixed: Flags) -> Flags:
    """Auxiliary variables that depend only on undecided decisions outside the sub-model.

    They are left out: otherwise they would pull the whole remaining horizon into the sub-model.
    """
    waits = partial.decision & ~fixed
    waits[opened] = False
    rows, variables = partial.following
    taken = np.flatnonzero(partial.decision & ~partial.chosen & ~waits)
    counted = np.bincount(partial.table.rows_of_entries(taken), minlength=len(partial.table))
    far: Flags = np.zeros(len(partial.values), dtype=np.bool_)
    far[variables[(partial.waiting > counted)[rows]]] = True
    far[variables[partial.table.with_any_of(opened)[rows]]] = False
    return far


def _reach(
    partial: PartialSolution,
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
    asked = partial.table.with_any_of(opened)
    if closed is not None:
        # Only open variables can violate an exclusive row.
        asked |= partial.table.with_any_of(closed) & ~partial.table.exclusive
    asked[partial.constant] = True
    new = np.flatnonzero(asked)
    while len(new):
        found: Flags = np.zeros(len(partial.values), dtype=np.bool_)
        found[partial.table.entries(new)[1]] = True
        found &= follows & ~mask
        mask |= found
        new = np.flatnonzero(partial.table.with_any_of(np.flatnonzero(found)) & ~asked)
        at, variables, _ = partial.table.entries(new)
        new = new[sums(waiting[variables], at) == 0]
        asked[new] = True
    return mask, np.flatnonzero(asked)


def completed(partial: PartialSolution, search: Search) -> list[int] | None:
    """The values of all variables once all decisions are made; None if time runs out first."""
    unknown = np.flatnonzero(~partial.known)
    if len(unknown):
        submodel = submodel_of(partial, unknown, {}, hinted=False)
        answer = search.run(submodel.cp)
        if not answer.found:
            return None
        partial.take(submodel, answer)
    return [int(one) for one in partial.values.tolist()]
