"""A mixed-integer program in HiGHS, which cannot be loaded with OR-Tools (or-tools #5246)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import highspy

from benchmarks.peers.tool import Found, levels


class Highs:
    """See `benchmarks.peers.tool.Tool`."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()
        self.highs.silent()
        self.highs.setOptionValue("mip_rel_gap", 0.0)  # a proof, not one up to 0.01 %

    def boolean(self) -> Any:
        return self.highs.addBinary()

    def integer(self, low: int, high: int) -> Any:
        return self.highs.addIntegral(low, high)

    def total(self, terms: Sequence[Any]) -> Any:
        return self.highs.qsum(terms)

    def add(self, constraint: Any) -> None:
        self.highs.addConstr(constraint)

    def square(self, before: int, count: Any, most: int) -> Any:
        return levels(self, before, count, most)

    def optimise(self, objective: Any, sense: str, seconds: float) -> Found:
        # The clock of HiGHS includes the time of earlier goals.
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        if sense == "max":
            self.highs.maximize(objective)
        else:
            self.highs.minimize(objective)
        info = self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Found(False, False, None)
        proved = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        bound = info.mip_dual_bound
        away = math.floor(bound + 1e-6) if sense == "max" else math.ceil(bound - 1e-6)
        return Found(True, proved, away)

    def taken(self, boolean: Any) -> bool:
        return bool(self.highs.val(boolean) > 0.5)
