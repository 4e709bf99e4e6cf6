"""Solvers that lie, to replace the real one in tests."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from ortools.sat.python import cp_model

from seatplan.engine.solver import search


class Liar(cp_model.CpSolver):
    """An honest solver so far; each kind of liar changes one answer."""

    solved: ClassVar[int] = 0
    """How many models were solved since it was put in place."""

    def solve(self, model: cp_model.CpModel, solution_callback: Any = None) -> Any:
        type(self).solved += 1
        return self.said(super().solve(model, solution_callback))

    def said(self, status: Any) -> Any:
        """The status that the liar reports instead of the true one."""
        return status


class Denier(Liar):
    """Always claims that there is no plan."""

    def said(self, status: Any) -> Any:
        return cp_model.INFEASIBLE

    def sufficient_assumptions_for_infeasibility(self) -> Any:
        return []


class Silent(Liar):
    """Ends without a plan each time, after it has reported the bounds that it has."""

    def said(self, status: Any) -> Any:
        return cp_model.UNKNOWN if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else status


class Flipper(Liar):
    """Reports the opposite of one literal, the same one in each answer."""

    literal: ClassVar[int] = 1

    def value(self, expression: Any) -> int:
        true = super().value(expression)
        if isinstance(expression, cp_model.IntVar) and expression.index == self.literal:
            return 1 - true
        return true

    @property
    def response_proto(self) -> Any:
        return Flipped(super().response_proto, self.literal)


class Flipped:
    """An answer with one literal inverted."""

    def __init__(self, honest: Any, literal: int) -> None:
        self._honest = honest
        self.solution = list(honest.solution)
        if literal < len(self.solution):
            self.solution[literal] = 1 - self.solution[literal]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._honest, name)


class Braggart(Liar):
    """Claims that the first plan that it finds is optimal."""

    def solve(self, model: cp_model.CpModel, solution_callback: Any = None) -> Any:
        self.parameters.stop_after_first_solution = True
        return super().solve(model, solution_callback)

    def said(self, status: Any) -> Any:
        return cp_model.OPTIMAL if status == cp_model.FEASIBLE else status

    @property
    def best_objective_bound(self) -> float:
        return self.objective_value


class Boaster(Liar):
    """Claims that its plan is optimal, with a bound that differs from its value."""

    @property
    def best_objective_bound(self) -> float:
        return super().best_objective_bound + 3


class Pessimist(Liar):
    """Reports a bound that is worse than the plan that it has found."""

    def said(self, status: Any) -> Any:
        return cp_model.FEASIBLE if status == cp_model.OPTIMAL else status

    @property
    def best_objective_bound(self) -> float:
        return self.objective_value - 2


class Refuser(Liar):
    """Reports every model as invalid."""

    def said(self, status: Any) -> Any:
        return cp_model.MODEL_INVALID


class Crasher(Liar):
    """Raises an error."""

    def said(self, status: Any) -> Any:
        raise RuntimeError("integer overflow in the sum")


def lying(patch: pytest.MonkeyPatch, liar: type[Liar]) -> None:
    """Replace every solver by a liar."""
    liar.solved = 0
    patch.setattr(search, "CpSolver", liar)
