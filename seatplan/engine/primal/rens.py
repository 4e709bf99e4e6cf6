"""RENS (relaxation enforced neighborhood search): fixes what is integral in the relaxation.

On large programs the relaxation is nearly a plan, and searching the fractional rest is fast
(Berthold, "RENS: the optimal rounding", Mathematical Programming Computation 6, 2014). Values that
are integral by chance may contradict each other: the vertex at which the simplex ends changes with
every row. If there is no plan, all seats of members with a fractional seat are opened, and then all
seats of flights with one. On `iss` the first neighborhood is empty, and the second has a plan that
reaches the bound, in two seconds.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seatplan.engine.rows.rows import Flags
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import INTEGRAL, Relaxed
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import submodel_of
from seatplan.modelling import Variable

RENS_EFFORT = 5.0
"""A limit in deterministic time, for each neighborhood; `iss` takes 1.5."""

ENOUGH = 0.25
"""The least share that must stay fixed: with less, it would be a search of the whole."""


def rens(
    partial: PartialSolution,
    relaxed: Relaxed,
    worth: Mapping[Variable, int],
    search: Search,
    effort: float = RENS_EFFORT,
) -> bool:
    """Makes the best decisions that agree with the integral values of a relaxation.

    With less and less fixed as long as there is no plan. The values satisfy all rows, but may break
    what has no rows yet (`PartialSolution.broken`).

    Args:
        partial: without any decision made; it is left so if there is no plan.
        relaxed: the relaxation.
        worth: the objective coefficient of each variable, to be maximized.
        search: how to search.
        effort: for each neighborhood, in deterministic time.

    Returns:
        whether all decisions are made.
    """
    decided = partial.numbers
    values = np.rint(relaxed.values[decided]).astype(np.int64)
    whole: Flags = np.abs(relaxed.values[decided] - values) <= INTEGRAL
    begin = partial.state()
    for name, kept in _neighborhoods(partial, whole):
        if search.left <= 0:
            return False
        fixed = decided[kept]
        partial.values[fixed] = values[kept]
        partial.known[fixed] = True
        partial.choose(fixed)
        opened = np.flatnonzero(~partial.known)
        submodel = submodel_of(partial, opened, worth, hinted=False)
        answer = search.run(submodel.cp, effort=effort)
        LOG.debug("rens %s: %d of %d fixed, found %s", name, len(fixed), len(decided), answer.found)
        if answer.found:
            submodel.decide(partial, answer)
            partial.choose(decided)
            # Sub-models have no rows without open variables. If factors are large, many values
            # that are nearly integral can violate such a row by much.
            if partial.kept:
                return True
        partial.reopen(decided)
        partial.restore(begin)
    return False


def _neighborhoods(partial: PartialSolution, whole: Flags) -> list[tuple[str, Flags]]:
    """What stays fixed: all integral values; then without those of members, and of flights."""
    found = [("whole", whole)]
    for name, group in (("members", partial.owner), ("flights", partial.first)):
        kept: Flags = whole & ~np.isin(group, group[~whole])
        enough = np.count_nonzero(kept) >= ENOUGH * len(kept)
        if enough and not any((kept == other).all() for _, other in found):
            found.append((name, kept))
    return found
