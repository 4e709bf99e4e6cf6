"""The rows in SCIP, with its default parameters; its clock shows CPU time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyscipopt

from benchmarks.robustness.clock import Meter
from benchmarks.robustness.rows import FAR, Mixed, Objective
from benchmarks.robustness.tools import Found


class Scip:
    """See `benchmarks.robustness.tools.Solver`."""

    def __init__(self, mixed: Mixed) -> None:
        self.model = pyscipopt.Model()
        self.model.hideOutput()
        self.model.setParam("timing/clocktype", 1)
        self.variables = [
            self.model.addVar(vtype="I", lb=low, ub=high)
            for low, high in zip(mixed.least.tolist(), mixed.most.tolist(), strict=True)
        ]
        columns, factors, at = mixed.columns.tolist(), mixed.factors.tolist(), mixed.at.tolist()
        sides = zip(mixed.lows.tolist(), mixed.highs.tolist(), strict=True)
        for row, (low, high) in enumerate(sides):
            entries = slice(at[row], at[row + 1])
            total = pyscipopt.quicksum(
                factor * self.variables[column]
                for column, factor in zip(columns[entries], factors[entries], strict=True)
            )
            if low == high:
                self.model.addCons(total == low)
            else:
                if low > -FAR:
                    self.model.addCons(total >= low)
                if high < FAR:
                    self.model.addCons(total <= high)
        self.best: Any = None
        self.goal = Objective.nothing()

    def _total(self, objective: Objective) -> Any:
        pairs = zip(objective.columns.tolist(), objective.factors.tolist(), strict=True)
        return pyscipopt.quicksum(factor * self.variables[column] for column, factor in pairs)

    def optimize(self, objective: Objective, meter: Meter) -> Found:
        sense = "maximize" if objective.sense == "max" else "minimize"
        self.model.setObjective(self._total(objective), sense)
        self.model.setParam("limits/time", max(meter.left, 0.01))

        def improved(model: Any, event: Any) -> None:
            value = model.getSolObjVal(model.getBestSol())
            meter.tell(goal=self.goal.name, value=round(value) + self.goal.constant)

        self.goal = objective
        if self.best is None:
            self.model.attachEventHandlerCallback(improved, [pyscipopt.SCIP_EVENTTYPE.BESTSOLFOUND])
        self.model.optimize()
        status = self.model.getStatus()
        if status == "infeasible":
            return Found(None, None, False, infeasible=True)
        if self.model.getNSols() == 0:
            return Found(None, None, False)
        self.best = self.model.getBestSol()
        values = np.array([self.model.getSolVal(self.best, one) for one in self.variables])
        dual, bound = self.model.getDualbound(), None
        if abs(dual) < self.model.infinity():
            away = math.floor(dual + 1e-6) if objective.sense == "max" else math.ceil(dual - 1e-6)
            bound = away + objective.constant
        return Found(values, bound, status == "optimal")

    def hold(self, objective: Objective, value: int) -> None:
        self.model.freeTransform()  # what is solved can be changed only then
        total, left = self._total(objective), value - objective.constant
        if len(objective.columns):
            self.model.addCons(total >= left if objective.sense == "max" else total <= left)
