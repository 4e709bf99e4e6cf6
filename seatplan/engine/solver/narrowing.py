"""A model with only the plans that are as good as a known one, for one search.

The solver finds the values of all variables in a known plan late, or not at all, and until then its
linear program cannot fix variables by reduced costs. So the objective gets a range, from the value
of the plan to the bound, and columns are fixed that have the same value in all plans within it,
before presolve. The known plan stays in the model: a claim that the model is infeasible is a
contradiction.

Measured in docs/decisions/0025.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import FAR, Whole
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.relaxation import SCALE, Relaxed, added_up, fixed_by_costs
from seatplan.modelling import LinearExpr

NOTHING: tuple[Whole, Whole] = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
"""No columns, and no values."""


@contextmanager
def narrowed(
    model: SeatModel, least: int, most: int, shared: tuple[Whole, Whole]
) -> Iterator[None]:
    """While it lasts, the model has only these plans.

    Args:
        model: with an objective, which is maximized.
        least: the least objective.
        most: the largest objective, or a bound of it.
        shared: columns with the same value in all these plans, and the values.
    """
    proto = model.cp.proto
    scale = proto.objective.scaling_factor or 1.0  # -1, since the solver minimizes
    ends = sorted(round(end / scale - proto.objective.offset) for end in (least, most))
    proto.objective.domain.extend(ends)
    open_: list[tuple[int, list[int]]] = []
    for column, value in zip(*(one.tolist() for one in shared), strict=True):
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


def fix(cp: cp_model.CpModel, model: SeatModel, columns: Whole, values: Whole) -> None:
    """Fixes these columns of a model in a clone of its CP-SAT model."""
    for column, value in zip(columns.tolist(), values.tolist(), strict=True):
        domain = cp.proto.variables[model.variables[column].index].domain
        domain.clear()
        domain.extend([value, value])


def tight_rows(
    linear: LinearProgram, multipliers: Sequence[int], worth: int
) -> list[tuple[int, int]]:
    """The rows that are tight in all solutions of that objective, and on which side.

    A row of integers that is one off its side lowers the bound by its multiplier. Rows with equal
    sides are left out: they are always tight.
    """
    total, _ = added_up(linear, multipliers)
    room = total + (linear.constant - worth) * SCALE
    found = []
    sides = zip(linear.lows.tolist(), linear.highs.tolist(), strict=True)
    for row, (multiplier, (low, high)) in enumerate(zip(multipliers, sides, strict=True)):
        side = high if multiplier > 0 else low
        if abs(multiplier) > room and abs(side) < FAR and low != high:
            found.append((row, side))
    return found


def face_of(
    model: SeatModel, linear: LinearProgram, relaxed: Relaxed, objective: LinearExpr, bound: int
) -> cp_model.CpModel:
    """The optimal face of the relaxation: the model with only the plans that reach the bound.

    By complementary slackness in exact arithmetic, a column is fixed at its side if its reduced
    cost exceeds the gap between the bound of the multipliers and the bound to be reached, and a row
    is tight if its multiplier does. The remaining model is small and has no objective: every plan
    in it is optimal, and if there is none, the bound is lower by one.

    Args:
        model: the model; rows that were separated since the relaxation hold too.
        linear: the relaxation of the model.
        relaxed: its optimum, with the multipliers.
        objective: of the relaxation, to be maximized.
        bound: the value that it must have.
    """
    cp = model.cp.clone()
    cp.clear_objective()
    cp.clear_hints()
    fix(cp, model, *fixed_by_costs(linear, relaxed.multipliers, bound))
    for row, side in tight_rows(linear, relaxed.multipliers, bound):
        entries = slice(int(linear.starts[row]), int(linear.starts[row + 1]))
        own = [model.variables[one] for one in linear.variables[entries].tolist()]
        cp.add(cp_model.LinearExpr.weighted_sum(own, linear.factors[entries].tolist()) == side)
    cp.add(model.linear(objective) == bound)
    return cp
