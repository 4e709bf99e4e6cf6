"""CPMpy with its default solver, OR-Tools CP-SAT, and default parameters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.peers.tool import Found

# CPMpy loads every installed solver, but HiGHS cannot be loaded with OR-Tools (or-tools #5246).
sys.modules["highspy"] = None  # type: ignore[assignment]

import cpmpy  # noqa: E402
from cpmpy.solvers.solver_interface import ExitStatus  # noqa: E402


class CPMpy:
    """See `benchmarks.peers.tool.Tool`."""

    def __init__(self) -> None:
        self.solver = cpmpy.SolverLookup.get("ortools")

    def boolean(self) -> Any:
        return cpmpy.boolvar()

    def integer(self, low: int, high: int) -> Any:
        return cpmpy.intvar(low, high)

    def total(self, terms: Sequence[Any]) -> Any:
        return cpmpy.sum(terms)

    def add(self, constraint: Any) -> None:
        self.solver += constraint

    def square(self, before: int, count: Any, most: int) -> Any:
        number = self.integer(before, before + most)
        self.add(number == before + count)
        return number * number

    def optimise(self, objective: Any, sense: str, seconds: float) -> Found:
        if sense == "max":
            self.solver.maximize(objective)
        else:
            self.solver.minimize(objective)
        if not self.solver.solve(time_limit=seconds):
            return Found(False, False, None)
        proved = self.solver.status().exitstatus is ExitStatus.OPTIMAL
        return Found(True, proved, round(self.solver.ort_solver.best_objective_bound))

    def taken(self, boolean: Any) -> bool:
        return bool(boolean.value())
