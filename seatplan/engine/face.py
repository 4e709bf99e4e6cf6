"""The optimal face of the relaxation: only plans that reach a bound, searched without an objective.

By complementary slackness, added up in whole numbers, a column whose reduced cost is more than the
room between the bound of the multipliers and the bound that is to be reached stays at its side, and
a row whose multiplier is more than that is tight. What remains is small, every plan in it is the
best, and if there is none the bound is lower by one.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from seatplan.engine.linear_program import LinearProgram
from seatplan.engine.model import SeatModel
from seatplan.engine.relaxation import Relaxed, settled, tight_rows
from seatplan.modelling import LinearExpr


def face_of(
    model: SeatModel, linear: LinearProgram, relaxed: Relaxed, objective: LinearExpr, bound: int
) -> cp_model.CpModel:
    """The model with only the plans that reach the bound.

    Args:
        model: whose plans they are; rows that were separated since the relaxation hold too.
        linear: the relaxation of the model.
        relaxed: its optimum, with the multipliers.
        objective: of the relaxation, to be maximized.
        bound: what it must be.
    """
    cp = model.cp.clone()
    cp.clear_objective()
    cp.clear_hints()
    columns, values = settled(linear, relaxed.multipliers, bound)
    for column, fixed in zip(columns.tolist(), values.tolist(), strict=True):
        domain = cp.proto.variables[model.variables[column].index].domain
        domain.clear()
        domain.extend([fixed, fixed])
    for row, side in tight_rows(linear, relaxed.multipliers, bound):
        entries = slice(int(linear.at[row]), int(linear.at[row + 1]))
        own = [model.variables[one] for one in linear.columns[entries].tolist()]
        cp.add(cp_model.LinearExpr.weighted_sum(own, linear.factors[entries].tolist()) == side)
    cp.add(model.linear(objective) == bound)
    return cp
