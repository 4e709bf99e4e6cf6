"""RENS (relaxation enforced neighborhood search): what is whole in the relaxation is fixed.

On large programs the relaxation is nearly a plan, and the search among what it leaves open is
small (Berthold, "RENS: the optimal rounding", Mathematical Programming Computation 6, 2014). What
is whole by chance may contradict itself: which vertex of the relaxation the simplex ends at changes
with every row. So where nothing comes of it all seats of those members are opened who have one that
is not whole, and then all seats of the flights. On `iss` the first is empty, and the second has a
plan that is worth as much as the bound, in two seconds.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seatplan.engine.answer import LOG
from seatplan.engine.decisions import owners
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.relaxation import WHOLE, Relaxed
from seatplan.engine.rows import Flags, Whole
from seatplan.engine.search import Search
from seatplan.modelling import Variable

EFFORT = 5.0
"""A limit on the solver's own clock, for each neighborhood; `iss` takes 1.5."""

ENOUGH = 0.25
"""What must stay fixed, as a share: with less it is a search of the whole."""


def rens(
    partial: PartialSolution,
    relaxed: Relaxed,
    worth: Mapping[Variable, int],
    search: Search,
    effort: float = EFFORT,
) -> bool:
    """Decides everything as well as can be in agreement with what is whole; whether it can be.

    Args:
        partial: in which nothing is decided.
        relaxed: the relaxation.
        worth: what each variable adds to what is to be maximized.
        search: how to search.
        effort: for each neighborhood.
    """
    decided: Whole = np.array(list(partial.decisions), dtype=np.int64)
    values = np.rint(relaxed.values[decided]).astype(np.int64)
    whole: Flags = np.abs(relaxed.values[decided] - values) <= WHOLE
    begin = partial.state()
    for name, kept in _neighborhoods(partial, decided, whole):
        fixed = decided[kept]
        partial.values[fixed] = values[kept]
        partial.known[fixed] = True
        partial.choose(fixed)
        submodel = partial.submodel(np.flatnonzero(~partial.known), worth, hinted=False)
        answer = search.run(submodel.cp, effort=effort)
        LOG.debug("rens %s: %d of %d fixed, found %s", name, len(fixed), len(decided), answer.found)
        if answer.found:
            partial.take(submodel, answer)
            partial.choose(decided)
            # No sub-model has a row in which all is decided. Where factors are large, many
            # values that are nearly whole can be far from keeping one.
            if partial.kept:
                return True
        partial.reopen(decided)
        partial.restore(begin)
    return False


def _neighborhoods(
    partial: PartialSolution, decided: Whole, whole: Flags
) -> list[tuple[str, Flags]]:
    """What stays fixed: all that is whole; without what belongs to members, to flights."""
    made = partial.decisions.values()
    members = sorted({one.member for one in made})
    owner = owners(partial.decisions, members, len(partial.values))[decided]
    flight = np.array([one.first for one in made], dtype=np.int64)
    found = [("whole", whole)]
    for name, group in (("members", owner), ("flights", flight)):
        kept: Flags = whole & ~np.isin(group, group[~whole])
        enough = np.count_nonzero(kept) >= ENOUGH * len(kept)
        if enough and not any((kept == other).all() for _, other in found):
            found.append((name, kept))
    return found
