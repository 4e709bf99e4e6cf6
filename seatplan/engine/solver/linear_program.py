"""A linear program in plain arrays: the relaxation of a model."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, Variable

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.cpsat import merged
from seatplan.engine.rows.rows import FAR, Matrix, Whole, sums
from seatplan.modelling import LinearExpr

Real = npt.NDArray[np.float64]


@frozen(eq=False)
class LinearProgram(Matrix):
    """Maximizes constant + Σ cost · column, with every row and every column within its bounds.

    Attributes:
        least, most: of the columns, which are the variables.
        costs: of the columns.
        constant: of the objective.
        numbers: of the rows in the model; empty if they are not rows of a model.
    """

    least: Whole
    most: Whole
    costs: Whole
    constant: int
    numbers: Whole = field(factory=lambda: np.zeros(0, dtype=np.int64))

    def has(self, solution: Whole) -> bool:
        """Whether a solution satisfies all rows and ranges, exactly."""
        totals = sums(self.factors * solution[self.variables], self.starts)
        within = (self.least <= solution) & (solution <= self.most)
        return bool(within.all() and ((self.lows <= totals) & (totals <= self.highs)).all())


def linear_program_of(
    model: SeatModel,
    objective: LinearExpr,
    *,
    exclusive: bool = True,
    without: Collection[str] = (),
) -> LinearProgram:
    """The rows of a model, with its variables as columns.

    Constraints that hold only on a condition, or that are not linear, are left out. What remains is
    a relaxation.

    Args:
        model: with the rows.
        objective: a sum over its variables.
        exclusive: whether to include at-most-one rows.
        without: ids of requirements and rules whose rows are left out.
    """
    table = model.rows.table()
    numbers = np.flatnonzero((table.exclusive <= exclusive) & ~table.guarded)
    if without:
        about = model.rows.about_row
        wanted = [row for row in numbers.tolist() if not any(one in without for one in about(row))]
        numbers = np.array(wanted, dtype=np.int64)
    least, most = model.ranges()
    costs = np.zeros(len(least), dtype=np.int64)
    np.add.at(costs, objective.variables, objective.factors)
    rows = table.part(numbers)
    return LinearProgram(
        *(rows.starts, rows.variables, rows.factors, rows.lows, rows.highs),
        *(least, most, costs, objective.constant, numbers),
    )


def glop_model(linear: LinearProgram, pulse: Callable[[], None]) -> ModelBuilderHelper:
    """The linear solver's model, filled in bulk; `pulse` is called now and then."""
    model = ModelBuilderHelper()
    count = len(linear.costs)
    add: Any = model.add_var_array_with_bounds  # its stub knows only arrays without a shape
    least, most = linear.least.astype(np.float64), linear.most.astype(np.float64)
    add(least, most, np.zeros(count, dtype=np.bool_), "")
    own = [Variable(model, number) for number in range(count)]
    columns, factors, at = merged(linear.starts, linear.variables, linear.factors)
    sides = zip(linear.lows.tolist(), linear.highs.tolist(), strict=True)
    for (start, end), (low, high) in zip(pairwise(at), sides, strict=True):
        pulse()
        row = model.add_linear_constraint()
        if low > -FAR:
            model.set_constraint_lower_bound(row, low)
        if high < FAR:
            model.set_constraint_upper_bound(row, high)
        entries = [own[one] for one in columns[start:end]]
        model.add_terms_to_constraint(row, entries, [float(one) for one in factors[start:end]])
    priced = np.flatnonzero(linear.costs)
    costs = linear.costs[priced].astype(np.float64)
    model.set_objective_coefficients(priced.tolist(), costs.tolist())
    model.set_maximize(True)
    return model
