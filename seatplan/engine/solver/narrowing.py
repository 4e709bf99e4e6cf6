"""A model with only the plans that are as good as a known one, for one search.

The solver finds the values of all variables in a known plan late, or not at all, and until then its
linear program cannot fix variables by reduced costs. So the objective gets a range, from the value
of the plan to the bound, and columns are fixed that have the same value in all plans within it,
before presolve. The known plan stays in the model: a claim that the model is infeasible is a
contradiction.

Measured in docs/decisions/0025.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.answer import LOG

NOTHING: tuple[Whole, Whole] = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
"""No columns, and no values."""


@contextmanager
def narrowed(
    model: SeatModel, least: int, most: int, settled: tuple[Whole, Whole] = NOTHING
) -> Iterator[None]:
    """While it lasts, the model has only these plans.

    Args:
        model: with an objective, which is maximized.
        least: the least objective.
        most: the largest objective, or a bound of it.
        settled: columns with the same value in all these plans, and the values.
    """
    proto = model.cp.proto
    scale = proto.objective.scaling_factor or 1.0  # -1, since the solver minimizes
    ends = sorted(round(end / scale - proto.objective.offset) for end in (least, most))
    proto.objective.domain.extend(ends)
    open_: list[tuple[int, list[int]]] = []
    for column, value in zip(*(one.tolist() for one in settled), strict=True):
        number = model.variables[column].index
        domain = proto.variables[number].domain
        open_.append((number, list(domain)))
        domain.clear()
        domain.extend([value, value])
    LOG.debug("narrowed: objective %d to %d, %d columns fixed", least, most, len(open_))
    try:
        yield
    finally:
        proto.objective.domain.clear()
        for number, before in open_:
            domain = proto.variables[number].domain
            domain.clear()
            domain.extend(before)
