"""Sub-models: some open decisions of a partial solution, and what follows from them.

A sub-model has some open decisions, the auxiliary variables that follow from them, and every row
with any of these. Decisions already made are constants. Decisions left for a later sub-model may
still take any value, so a row is relaxed by as much as they can contribute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve, frozen
from ortools.sat.python import cp_model

from seatplan.engine.rows.cpsat import hint, maximize, post
from seatplan.engine.rows.rows import Flags, Whole, sums
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.open_rows import decided, only, simplified
from seatplan.engine.solver.partial_solution import Cover, PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.modelling import Variable


@frozen(eq=False)
class Submodel:
    """A model of the open decisions.

    Attributes:
        cp: the solver's model.
        variables: the numbers of its variables in the whole model.
        own: the same variables in the solver's model.
        settled, values: the other open variables by number, and their values: they follow from the
            bounds, or no row and no objective is left for them.
    """

    cp: cp_model.CpModel
    variables: Whole
    own: list[cp_model.IntVar]
    settled: Whole
    values: Whole

    def decide(self, partial: PartialSolution, answer: Answer) -> None:
        """Gives its variables the values that were found."""
        partial.values[self.variables] = answer.values(len(self.own))
        partial.values[self.settled] = self.values
        partial.known[self.variables] = partial.known[self.settled] = True


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
    needed: Whole | None = None,
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
        needed: open variables that the solver's model has even if no row is left for them.
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
    guards = np.zeros(len(rows), dtype=np.int64)
    for number, one in enumerate(waived, 1):  # 0 would be no guard
        guards[np.isin(rows, partial.model.separated.get(one, ()))] = number
    lows = np.where(fixed & ~mask, partial.values, partial.lows)
    highs = np.where(fixed & ~mask, partial.values, partial.highs)
    left = only(evolve(partial.table.part(rows), guards=guards), mask, lows, highs)
    left = simplified(decided(left, lows, highs), lows, highs)
    among = [partial.numbers[places] for places, _ in covers]
    asked: Flags = np.zeros(len(mask), dtype=np.bool_)
    for some in (left.variables, np.array(list(worth), dtype=np.int64)):
        asked[some] = True
    asked &= lows < highs
    for some in among if needed is None else [*among, needed]:
        asked[some] = True
    follows, numbers = np.flatnonzero(mask & ~asked), np.flatnonzero(mask & asked)
    values = np.clip(partial.values[follows], lows[follows], highs[follows])
    cp = cp_model.CpModel()
    own = [
        cp.new_bool_var("") if low == 0 and high == 1 else cp.new_int_var(low, high, "")
        for low, high in zip(lows[numbers].tolist(), highs[numbers].tolist(), strict=True)
    ]
    if not own:
        cp.new_constant(0)
    terms = {at: worth[one] for at, one in enumerate(numbers.tolist()) if one in worth}
    literals = [0, *(cp.new_bool_var("").index for _ in waived)]
    terms.update(zip(literals[1:], waived.values(), strict=True))
    left = evolve(
        left,
        variables=np.searchsorted(numbers, left.variables),
        guards=np.array(literals, dtype=np.int64)[left.guards],
    )
    post(cp, left, lows[numbers], highs[numbers])
    for seats, (_, least) in zip(among, covers, strict=True):
        at = np.searchsorted(numbers, seats[mask[seats]]).tolist()
        cp.add(cp_model.LinearExpr.sum([own[one] for one in at]) >= least)
    maximize(cp, terms)
    if hinted:
        hint(cp, range(len(own)), partial.values[numbers].tolist())
    return Submodel(cp, numbers, own, follows, values)


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


def completed(
    partial: PartialSolution, search: Search, worth: Mapping[Variable, int] | None = None
) -> list[int] | None:
    """The values of all variables once all decisions are made; None if time runs out first.

    Args:
        partial: the decisions.
        search: how to search.
        worth: as in `submodel_of`. The values of auxiliary variables may change: without it, the
            rows allow any amount above that of a broken rule, and the plan seems worse than it is.
    """
    unknown = np.flatnonzero(~partial.known)
    if len(unknown):
        submodel = submodel_of(partial, unknown, worth or {}, hinted=False)
        answer = search.run(submodel.cp)
        if not answer.found:
            return None
        submodel.decide(partial, answer)
    return [int(one) for one in partial.values.tolist()]
