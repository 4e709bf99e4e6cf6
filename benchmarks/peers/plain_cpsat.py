"""OR-Tools CP-SAT with its default parameters: as many workers as the machine has cores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers.tool import Found


class PlainCpSat:
    """See `benchmarks.peers.tool.Tool`."""

    def __init__(self) -> None:
        self.model = cp_model.CpModel()
        self.solver = cp_model.CpSolver()

    def boolean(self) -> Any:
        return self.model.new_bool_var("")

    def integer(self, low: int, high: int) -> Any:
        return self.model.new_int_var(low, high, "")

    def total(self, terms: Sequence[Any]) -> Any:
        return sum(terms)

    def add(self, constraint: Any) -> None:
        self.model.add(constraint)

    def square(self, before: int, count: Any, most: int) -> Any:
        number = self.integer(before, before + most)
        square = self.integer(before**2, (before + most) ** 2)
        self.model.add(number == before + count)
        self.model.add_multiplication_equality(square, [number, number])
        return square

    def optimise(self, objective: Any, sense: str, seconds: float) -> Found:
        if sense == "max":
            self.model.maximize(objective)
        else:
            self.model.minimize(objective)
        self.solver.parameters.max_time_in_seconds = seconds
        status = self.solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(False, False, None)
        bound = round(self.solver.best_objective_bound)
        return Found(True, status == cp_model.OPTIMAL, bound)

    def taken(self, boolean: Any) -> bool:
        return bool(self.solver.value(boolean))
