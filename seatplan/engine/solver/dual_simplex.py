"""GLOP's dual simplex for one program with changing ranges, which goes on from its last basis.

It is called through MathOpt's protocol buffers, for which there is no public interface in Python:
the public `IncrementalSolver` makes objects of each answer, which take as long as the linear
program does.

Measured in docs/decisions/0028.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver as mathopt

from seatplan.engine.rows.cpsat import merged
from seatplan.engine.rows.rows import FAR, Whole
from seatplan.engine.solver.linear_program import LinearProgram, Real
from seatplan.engine.solver.relaxation import SCALE

MOST_ITERATIONS = 20_000
"""The most iterations of one linear program."""

TOLERANCE = 1e-3
"""Of the objective at which the solver may stop."""


class DualSimplex:
    """The solver of one program whose columns get other ranges; goes on from its last basis."""

    def __init__(self, linear: LinearProgram, least: int) -> None:
        """
        Args:
            linear: the program, with its first ranges.
            least: the objectives below it do not matter: the solver may stop there.
        """
        self._rows, self._columns = len(linear), len(linear.costs)
        self._lowest = least - linear.constant - TOLERANCE
        self._optimal: Any = None  # the last one of an optimum
        self._stopped = False  # without an optimum, in the last program
        self._least, self._most = linear.least, linear.most
        self._solver: Any = mathopt.new(
            parameters_pb2.SOLVER_TYPE_GLOP,
            _model_of(linear),
            parameters_pb2.SolverInitializerProto(),
        )

    def solve(self, least: Whole, most: Whole) -> tuple[Real | None, list[int]]:
        """The values of the columns, None without an optimum, and the multipliers at its end."""
        self._set(least, most)
        parameters = parameters_pb2.SolveParametersProto(
            lp_algorithm=parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX,
            presolve=parameters_pb2.EMPHASIS_OFF,
            iteration_limit=MOST_ITERATIONS,
        )
        parameters.glop.objective_lower_limit = self._lowest  # from there on, the part is closed
        start = model_parameters_pb2.ModelSolveParametersProto()
        if self._stopped and self._optimal is not None:
            # From the end of a program without an optimum, the way to the next one is long.
            start.initial_basis.CopyFrom(self._optimal)
        silent = callback_pb2.CallbackRegistrationProto()
        result = self._solver.solve(parameters, start, None, silent, None, None)
        duals, values = np.zeros(self._rows), None
        if result.solutions:
            found = result.solutions[0]
            if found.HasField("dual_solution"):
                _fill(duals, found.dual_solution.dual_values)
            if result.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL:
                values = np.zeros(self._columns)
                _fill(values, found.primal_solution.variable_values)
                self._optimal = found.basis if found.HasField("basis") else None
        self._stopped = values is None
        return values, [round(one) for one in (duals * SCALE).tolist()]

    def _set(self, least: Whole, most: Whole) -> None:
        """Changes the ranges of the columns."""
        update: Any = model_update_pb2.ModelUpdateProto()
        changes = update.variable_updates
        for vector, new, old in (
            (changes.lower_bounds, least, self._least),
            (changes.upper_bounds, most, self._most),
        ):
            columns = np.flatnonzero(new != old)
            vector.ids.extend(columns.tolist())
            vector.values.extend(new[columns].astype(float).tolist())
        self._solver.update(update)
        self._least, self._most = least, most


def _model_of(linear: LinearProgram) -> Any:
    """The model of MathOpt, which can be changed and solved again."""
    made: Any = model_pb2.ModelProto()
    count, rows = len(linear.costs), len(linear)
    made.variables.ids.extend(range(count))
    made.variables.lower_bounds.extend(linear.least.astype(float).tolist())
    made.variables.upper_bounds.extend(linear.most.astype(float).tolist())
    made.variables.integers.extend([False] * count)
    priced = np.flatnonzero(linear.costs)
    made.objective.maximize = True
    made.objective.linear_coefficients.ids.extend(priced.tolist())
    made.objective.linear_coefficients.values.extend(linear.costs[priced].astype(float).tolist())
    made.linear_constraints.ids.extend(range(rows))
    lows = np.where(linear.lows > -FAR, linear.lows.astype(float), -np.inf)
    highs = np.where(linear.highs < FAR, linear.highs.astype(float), np.inf)
    made.linear_constraints.lower_bounds.extend(lows.tolist())
    made.linear_constraints.upper_bounds.extend(highs.tolist())
    columns, factors, ends = merged(linear.starts, linear.variables, linear.factors)
    made.linear_constraint_matrix.row_ids.extend(np.repeat(np.arange(rows), np.diff(ends)).tolist())
    made.linear_constraint_matrix.column_ids.extend(columns)
    made.linear_constraint_matrix.coefficients.extend(factors)
    return made


def _fill(numbers: Real, found: Any) -> None:
    """Writes a sparse vector of the solver."""
    numbers[np.array(found.ids, dtype=np.int64)] = found.values
