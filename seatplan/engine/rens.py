"""RENS (relaxation enforced neighborhood search): what is whole in the relaxation is fixed.

On large programs the relaxation is nearly a plan, and the search among what it leaves open is
small (Berthold, "RENS: the optimal rounding", Mathematical Programming Computation 6, 2014). On
`iss` it takes half a second to a plan that is worth as much as the bound.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.relaxation import WHOLE, Relaxed
from seatplan.engine.search import Search
from seatplan.modelling import Variable

EFFORT = 5.0
"""A limit on the solver's own clock; `iss` takes 0.5."""


def rens(
    partial: PartialSolution, relaxed: Relaxed, worth: Mapping[Variable, int], search: Search
) -> bool:
    """Decides everything as well as can be in agreement with what is whole; whether it can be."""
    decided = np.array(list(partial.decisions), dtype=np.int64)
    values = relaxed.values[decided]
    whole = np.abs(values - np.rint(values)) <= WHOLE
    partial.values[decided[whole]] = np.rint(values[whole]).astype(np.int64)
    partial.known[decided[whole]] = True
    partial.choose(decided[whole])
    submodel = partial.submodel(np.flatnonzero(~partial.known), worth, hinted=False)
    answer = search.run(submodel.cp, effort=EFFORT)
    if answer.found:
        partial.take(submodel, answer)
        partial.choose(decided)
    # No sub-model asks for a row in which all is decided. Where factors are large, many values
    # that are nearly whole can be far from keeping one.
    return answer.found and partial.kept
