"""A mixed-integer program in SCIP, with its default parameters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyscipopt

from benchmarks.peers.tool import Found, levels


class Scip:
    """See `benchmarks.peers.tool.Tool`."""

    def __init__(self) -> None:
        self.model = pyscipopt.Model()
        self.model.hideOutput()
        self.solution: Any = None

    def boolean(self) -> Any:
        return self.model.addVar(vtype="B")

    def integer(self, low: int, high: int) -> Any:
        return self.model.addVar(vtype="I", lb=low, ub=high)

    def total(self, terms: Sequence[Any]) -> Any:
        return pyscipopt.quicksum(terms)

    def add(self, constraint: Any) -> None:
        if self.solution is not None:
            self.model.freeTransform()  # what is solved can be changed only then
            self.solution = None
        self.model.addCons(constraint)

    def square(self, before: int, count: Any, most: int) -> Any:
        return levels(self, before, count, most)

    def optimise(self, objective: Any, sense: str, seconds: float) -> Found:
        self.model.setObjective(objective, "maximize" if sense == "max" else "minimize")
        self.model.setParam("limits/time", seconds)
        self.model.optimize()
        if self.model.getNSols() == 0:
            return Found(False, False, None)
        bound = self.model.getDualbound()
        away = math.floor(bound + 1e-6) if sense == "max" else math.ceil(bound - 1e-6)
        self.solution = self.model.getBestSol()
        return Found(True, self.model.getStatus() == "optimal", away)

    def taken(self, boolean: Any) -> bool:
        return bool(self.model.getSolVal(self.solution, boolean) > 0.5)
