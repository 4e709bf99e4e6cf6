"""The rows in HiGHS: one thread, and no gap between value and bound."""

from __future__ import annotations

import math
from typing import Any

import highspy
import numpy as np

from benchmarks.robustness.clock import Meter
from benchmarks.robustness.rows import FAR, Mixed, Objective
from benchmarks.robustness.tools import Found


class Highs:
    """See `benchmarks.robustness.tools.Solver`."""

    def __init__(self, mixed: Mixed) -> None:
        self.highs = highspy.Highs()
        self.highs.silent()
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0), ("threads", 1)):
            self.highs.setOptionValue(option, value)
        count = len(mixed.least)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = count, len(mixed.lows)
        lp.col_cost_ = np.zeros(count)
        lp.col_lower_, lp.col_upper_ = mixed.least.astype(float), mixed.most.astype(float)
        infinity = highspy.kHighsInf
        lp.row_lower_ = np.where(mixed.lows > -FAR, mixed.lows, -infinity).astype(float)
        lp.row_upper_ = np.where(mixed.highs < FAR, mixed.highs, infinity).astype(float)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * count
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = mixed.at.astype(np.int32)
        lp.a_matrix_.index_ = mixed.columns.astype(np.int32)
        lp.a_matrix_.value_ = mixed.factors.astype(float)
        status = self.highs.passModel(lp)
        assert status == highspy.HighsStatus.kOk, status
        self.count = count

    def optimize(self, objective: Objective, meter: Meter) -> Found:
        costs = np.zeros(self.count)
        costs[objective.columns] = objective.sign * objective.factors
        self.highs.changeColsCost(self.count, np.arange(self.count, dtype=np.int32), costs)

        def improved(event: Any) -> None:
            value = round(event.data_out.objective_function_value) * objective.sign
            meter.tell(goal=objective.name, value=value + objective.constant)

        def looked(event: Any) -> None:
            if meter.left <= 0:
                event.interrupt()

        self.highs.clearSolver()
        self.highs.cbMipImprovingSolution.subscribe(improved)
        self.highs.cbMipInterrupt.subscribe(looked)
        self.highs.cbSimplexInterrupt.subscribe(looked)
        self.highs.solve()
        self.highs.cbMipImprovingSolution.clear()
        self.highs.cbMipInterrupt.clear()
        self.highs.cbSimplexInterrupt.clear()
        status = self.highs.getModelStatus()
        info = self.highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Found(None, None, False, infeasible=True)
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if info.primal_solution_status != feasible:
            return Found(None, None, False)
        values = np.array(self.highs.getSolution().col_value)
        bound = None
        if math.isfinite(info.mip_dual_bound):
            bound = math.ceil(info.mip_dual_bound - 1e-6) * objective.sign + objective.constant
        return Found(values, bound, status == highspy.HighsModelStatus.kOptimal)

    def hold(self, objective: Objective, value: int) -> None:
        left = (value - objective.constant) * objective.sign
        self.highs.addRow(
            -highspy.kHighsInf,
            float(left),
            len(objective.columns),
            objective.columns.astype(np.int32),
            (objective.sign * objective.factors).astype(float),
        )
