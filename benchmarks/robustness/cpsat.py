"""The rows in CP-SAT with default parameters and eight workers.

Each goal starts from the plan of the goal before.
"""

from __future__ import annotations

import math

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.robustness.clock import Meter
from benchmarks.robustness.rows import FAR, Mixed, Objective
from benchmarks.robustness.tools import Found

WORKERS = 8


class CpSat:
    """See `benchmarks.robustness.tools.Solver`."""

    def __init__(self, mixed: Mixed) -> None:
        self.model = cp_model.CpModel()
        self.variables = [
            self.model.new_int_var(low, high, "")
            for low, high in zip(mixed.least.tolist(), mixed.most.tolist(), strict=True)
        ]
        columns, factors, at = mixed.columns.tolist(), mixed.factors.tolist(), mixed.at.tolist()
        sides = zip(mixed.lows.tolist(), mixed.highs.tolist(), strict=True)
        for row, (low, high) in enumerate(sides):
            entries = slice(at[row], at[row + 1])
            variables = [self.variables[column] for column in columns[entries]]
            self.model.add_linear_constraint(
                cp_model.LinearExpr.weighted_sum(variables, factors[entries]),
                low if low > -FAR else cp_model.INT_MIN,
                high if high < FAR else cp_model.INT_MAX,
            )

    def _total(self, objective: Objective) -> cp_model.LinearExprT:
        variables = [self.variables[column] for column in objective.columns.tolist()]
        return cp_model.LinearExpr.weighted_sum(variables, objective.factors.tolist())

    def optimize(self, objective: Objective, meter: Meter) -> Found:
        if meter.left <= 0:
            return Found(None, None, False)
        total = self._total(objective)
        if objective.sense == "max":
            self.model.maximize(total)
        else:
            self.model.minimize(total)
        if not len(objective.columns):
            self.model.clear_objective()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        ended = meter.watch(solver.stop_search)
        status = solver.solve(self.model, _Telling(objective, meter))
        ended()
        if status == cp_model.INFEASIBLE:
            return Found(None, None, False, infeasible=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(None, None, False)
        values = [solver.value(one) for one in self.variables]
        self.model.clear_hints()
        for variable, value in zip(self.variables, values, strict=True):
            self.model.add_hint(variable, value)
        bound = solver.best_objective_bound if len(objective.columns) else 0.0
        away = math.floor(bound + 1e-6) if objective.sense == "max" else math.ceil(bound - 1e-6)
        proved = status == cp_model.OPTIMAL
        return Found(np.array(values, dtype=float), away + objective.constant, proved)

    def hold(self, objective: Objective, value: int) -> None:
        self.model.clear_objective()
        left = value - objective.constant
        total = self._total(objective)
        if len(objective.columns):
            self.model.add(total >= left if objective.sense == "max" else total <= left)


class _Telling(cp_model.CpSolverSolutionCallback):
    def __init__(self, objective: Objective, meter: Meter) -> None:
        super().__init__()
        self.goal, self.meter = objective, meter

    def on_solution_callback(self) -> None:
        value = round(self.objective_value) + self.goal.constant
        self.meter.tell(goal=self.goal.name, value=value)
