"""From a solution of the linear relaxation to a plan: what is whole stays, the rest is searched.

On large programs the relaxation is nearly a plan, and the search among what it leaves open is
small (Berthold, "RENS: the optimal rounding", Mathematical Programming Computation 6, 2014). On
`iss` it takes half a second to a plan that is worth as much as the bound.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seatplan.engine.draft import Draft
from seatplan.engine.relaxation import WHOLE, Relaxed
from seatplan.engine.search import Search
from seatplan.modelling import Variable

EFFORT = 5.0
"""A limit on the solver's own clock; `iss` takes 0.5."""


def round_off(
    draft: Draft, relaxed: Relaxed, worth: Mapping[Variable, int], search: Search
) -> bool:
    """Decides everything as well as can be in agreement with what is whole; whether it can be."""
    decided = np.array(list(draft.decisions), dtype=np.int64)
    values = relaxed.values[decided]
    whole = np.abs(values - np.rint(values)) <= WHOLE
    draft.values[decided[whole]] = np.rint(values[whole]).astype(np.int64)
    draft.known[decided[whole]] = True
    draft.choose(decided[whole])
    piece = draft.piece(np.flatnonzero(~draft.known), worth, hinted=False)
    answer = search.run(piece.cp, effort=EFFORT)
    if answer.found:
        draft.take(piece, answer)
        draft.choose(decided)
    # No piece asks for a row in which all is decided. Where factors are large, many values that are
    # nearly whole can be far from keeping one.
    return answer.found and draft.kept
